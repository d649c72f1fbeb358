package io.ringside.replay.portfolio;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.BacktestRun;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.Verification;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A back test of a portfolio: bars of many names through an engine and a simulated broker into a journal, which is verified,
 * and what it did into files.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioBacktest {
    private final PortfolioData data;
    private final Engine engine;
    private final PortfolioLog log;
    private final List<Consumer<EngineEvent>> observers = new ArrayList<>();
    private long events;
    private boolean synthetic;

    /**
     * @param rankings receives the rows of {@code rankings.csv}
     */
    public PortfolioBacktest(PortfolioData data, Consumer<List<String>> rankings) {
        this.data = data;
        engine = new Engine(data.settings(), ExchangeCalendar.usEquity());
        log = new PortfolioLog(engine, rankings);
        observers.add(log::onEvent);
    }

    /** Whether the command's configuration is one of a portfolio. */
    public static boolean isFor(MarketOptions market) {
        return EngineSettings.load(market.file()).hasPath("portfolio");
    }

    /** Does all that the command asks for. */
    public static void run(
            MarketOptions market,
            PortfolioOptions options,
            Path out,
            boolean force,
            boolean onRing,
            PrintWriter terminal)
            throws IOException {
        PortfolioData data = new PortfolioData(
                market.given(market.file()),
                market.bars(),
                market.store(),
                options.universe,
                options.actions,
                market.fromDay(),
                market.toDay());
        data.notes().forEach(terminal::println);
        int firstDay = data.firstDay();
        requireDecision(data, Math.max(firstDay, market.tradeFromDay()));
        Path target = out != null ? out : Path.of("out", market.name() + "-" + LocalDate.ofEpochDay(firstDay));
        try (ResultFolder folder = ResultFolder.prepare(target, force);
                CsvWriter csv = csv(folder.file("rankings.csv"))) {
            PortfolioBacktest backtest = new PortfolioBacktest(data, csv::writeRecord);
            csv.writeRecord(backtest.log.rankingColumns());
            backtest.play(folder.journal(), firstDay, market.tradeFromDay(), onRing);
            Verification.Result proof = BacktestRun.verify(folder.journal());
            backtest.write(folder, proof, market.name(), terminal);
            folder.commit();
        }
    }

    /** Refuses days on which nothing would ever be decided. */
    private static void requireDecision(PortfolioData data, int tradeFromDay) {
        boolean daily =
                data.settings().dataBar() != null && data.settings().dataBar().unit() == BarSpec.Unit.SESSION;
        if (daily && data.schedule().nextDue(Integer.MIN_VALUE, tradeFromDay, data.lastDay()) < 0) {
            throw new UserError("portfolio.schedule = "
                    + (data.settings().config().hasPath("portfolio.schedule")
                            ? data.settings().config().getString("portfolio.schedule")
                            : "the strategy's own")
                    + ": no decision falls due from "
                    + LocalDate.ofEpochDay(tradeFromDay) + " to " + LocalDate.ofEpochDay(data.lastDay())
                    + "; give more days, or another schedule");
        }
    }

    /**
     * Plays all events and leaves the journal closed.
     *
     * @param journal a folder that does not exist
     * @param sessionDay the first session, days since 1970
     */
    public void play(Path journal, int sessionDay, int tradeFromDay, boolean onRing) {
        SimulatedBroker broker = engine.settings().simulatedBroker(engine.calendar());
        try (MarketFeed feed = data.feed(tradeFromDay);
                JournalWriter writer = JournalWriter.create(
                        journal,
                        sessionDay,
                        Commands.version(),
                        engine.settings().text(),
                        JournalSettings.backtest(),
                        engine.bounds())) {
            synthetic = feed.synthetic();
            Stages stages = engine.stages(new JournalHandler(writer), broker);
            try (Pipeline pipeline = onRing
                    ? Pipeline.ring(
                            stages,
                            engine.bounds(),
                            writer.nextSequence(),
                            engine.settings().threads(),
                            failure -> {})
                    : Pipeline.inline(stages, engine.bounds(), writer.nextSequence())) {
                Backtest backtest =
                        new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.copyOf(observers));
                backtest.run(feed::next);
                events = backtest.events();
            }
        }
        log.finish();
    }

    /** What it did. */
    public PortfolioLog log() {
        return log;
    }

    private void write(ResultFolder folder, Verification.Result proof, String name, PrintWriter terminal)
            throws IOException {
        rows(
                folder.file("executions.csv"),
                List.of("date", "symbol", "side", "shares", "price", "commission", "reason"),
                log.executions());
        rows(folder.file("refused.csv"), List.of("date", "symbol", "limit"), log.refused());
        rows(folder.file("cancelled.csv"), List.of("date", "symbol", "shares", "reason", "decided"), log.cancelled());
        if (!log.exits().isEmpty()) {
            rows(
                    folder.file("exits.csv"),
                    List.of(
                            "symbol",
                            "day",
                            "entry",
                            "activated",
                            "decided",
                            "price",
                            "stop",
                            "peak",
                            "reason",
                            "fill"),
                    log.exits());
        }
        TradeFile.write(folder.file("trades.csv"), log.trades());
        EquityFile.write(folder.file("equity.csv"), log.days());
        Summary summary = Summary.of(
                new Run(
                        engine.settings().risk().equityE8(),
                        log.commissionsE8(),
                        log.slippageE8(),
                        log.bars(),
                        events,
                        proof.digest(),
                        synthetic),
                log.trades(),
                log.days());
        Files.writeString(folder.file("summary.json"), summary.json());
        terminal.println(name + ": " + engine.settings().instruments().size() + " names, "
                + engine.settings().portfolio().strategy());
        terminal.println();
        terminal.print(SummaryTable.text(summary));
        terminal.println();
        terminal.println(proof.line());
        terminal.println();
        terminal.println("Results in " + folder.path()
                + ": executions.csv, rankings.csv, trades.csv, equity.csv, refused.csv, cancelled.csv, summary.json,"
                + " journal/");
    }

    private static void rows(Path path, List<String> header, List<List<String>> rows) throws IOException {
        try (CsvWriter csv = csv(path)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        }
    }

    private static CsvWriter csv(Path path) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path, StandardCharsets.UTF_8);
    }
}
