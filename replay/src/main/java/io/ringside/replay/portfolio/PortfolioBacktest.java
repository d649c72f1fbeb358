package io.ringside.replay.portfolio;

import com.typesafe.config.Config;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.PortfolioSettings;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.ActionFile;
import io.ringside.replay.BacktestRun;
import io.ringside.replay.BenchmarkOptions;
import io.ringside.replay.FollowingProof;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.PathLog;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.ResultOptions;
import io.ringside.replay.RunDescription;
import io.ringside.replay.Silence;
import io.ringside.replay.Verification;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A back test of a portfolio: bars of many names through an engine and a simulated broker into a journal, which is verified,
 * and its results into files.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioBacktest {
    private final PortfolioData data;
    private final Engine engine;
    private final PortfolioLog log;
    private final PathLog path;
    private final Silence silence;
    private final List<Consumer<EngineEvent>> observers = new ArrayList<>();
    private long events;
    private final List<PortfolioState> states;
    private boolean synthetic;

    /**
     * @param rankings receives the rows of {@code rankings.csv}
     */
    public PortfolioBacktest(PortfolioData data, Consumer<List<String>> rankings) {
        this.data = data;
        engine = new Engine(data.settings(), ExchangeCalendar.usEquity());
        log = new PortfolioLog(engine, rankings);
        path = new PathLog(engine);
        silence = PortfolioSilence.of(engine);
        states = PortfolioState.all(engine, false);
        observers.add(log::onEvent);
        observers.add(path::onEvent);
        observers.add(silence::onEvent);
        states.forEach(one -> observers.add(one::onEvent));
    }

    /** Whether the command's configuration is one of a portfolio. */
    public static boolean isFor(MarketOptions market) {
        return EngineSettings.hasPortfolio(EngineSettings.load(market.file()));
    }

    /**
     * Runs the command.
     *
     * @param out receives the results
     * @param err receives warnings, and with {@code --json} all other messages
     */
    public static void run(
            MarketOptions market,
            PortfolioOptions options,
            ResultOptions results,
            BenchmarkOptions against,
            boolean onRing,
            boolean verified,
            PrintWriter out,
            PrintWriter err)
            throws IOException {
        against.risklessPercent();
        PortfolioData data = options.data(market, market.toDay(), true);
        market.requireTraded(data.lastDay());
        PrintWriter notes = results.json() ? err : out;
        ReadingOptions.print(data.report(), notes, err);
        data.notes().forEach(notes::println);
        int firstDay = data.firstDay();
        requireDecision(data, Math.max(firstDay, market.tradeFromDay()));
        Path target = results.folder(
                market.name() + "-" + LocalDate.ofEpochDay(firstDay) + "-" + LocalDate.ofEpochDay(data.lastDay()));
        try (ResultFolder folder = ResultFolder.prepare(target, results.force());
                CsvWriter csv = PortfolioTables.csv(folder.file("rankings.csv"))) {
            PortfolioBacktest backtest = new PortfolioBacktest(data, csv::writeRecord);
            csv.writeRecord(backtest.log.rankingColumns());
            Verification.Result proof = FollowingProof.beside(
                    folder.journal(),
                    verified,
                    follower -> backtest.play(folder.journal(), firstDay, market.tradeFromDay(), onRing, follower));
            backtest.write(folder, proof, against, market.name(), out, err, results.json());
            folder.commit();
        }
        results.show(target.resolve("report.html"), err);
    }

    /** Refuses a span of days without a decision. */
    private static void requireDecision(PortfolioData data, int tradeFromDay) {
        BarSpec bar = data.settings().dataBar();
        boolean daily = bar != null && bar.unit() == BarSpec.Unit.SESSION;
        for (PortfolioSettings one : data.settings().portfolios()) {
            int id = data.settings().portfolios().indexOf(one);
            if (!daily
                    || data.schedule(id).nextDue(Integer.MIN_VALUE, tradeFromDay, data.lastDay()) != Schedule.NEVER) {
                continue;
            }
            Config config = data.settings().config();
            String key = (one.name().isEmpty() ? "portfolio" : "portfolios." + one.name()) + ".schedule";
            throw new UserError(key + " = "
                    + (config.hasPath(key) ? config.getString(key) : "the strategy's own")
                    + ": no decision falls due from " + LocalDate.ofEpochDay(tradeFromDay) + " to "
                    + LocalDate.ofEpochDay(data.lastDay()) + "; give more days, or another schedule");
        }
    }

    /**
     * Plays all events and closes the journal.
     *
     * @param journal a folder that does not exist
     * @param sessionDay the first session, days since 1970
     * @param follower asked for once the journal has begun; sees each event after it was journaled
     */
    private void play(
            Path journal, int sessionDay, int tradeFromDay, boolean onRing, Supplier<Consumer<EngineEvent>> follower) {
        try (MarketFeed feed = data.feed(tradeFromDay).withTimer(engine.hearsTimer())) {
            synthetic = feed.synthetic();
            events = BacktestRun.play(engine, feed, journal, sessionDay, onRing, log.account(), observers, follower);
        }
        log.finish();
    }

    private void write(
            ResultFolder folder,
            Verification.Result proof,
            BenchmarkOptions against,
            String name,
            PrintWriter out,
            PrintWriter err,
            boolean json)
            throws IOException {
        List<SessionEquity> days = against.applied(
                log.days(), engine.settings(), engine.settings().risk().equityE8());
        against.print(json ? err : out, err);
        writeTables(folder, days);
        Summary summary = Summary.of(
                        log.run(events, proof.digest(), synthetic).withRiskless(against.risklessPercent()),
                        log.trades(),
                        days)
                .with("portfolio", PortfolioSheet.values(states, days))
                .with("data", data.report().values());
        List<String> leftOut = data.actionsLeftOut();
        summary = ActionFile.recorded(summary, folder, log.account().actions(), leftOut);
        summary = against.recorded(summary);
        boolean silent = log.trades().isEmpty();
        if (silent) {
            summary = summary.with("no_trades", silence.json());
        }
        Files.writeString(folder.file("summary.json"), summary.json());
        ReportFolder results = new ReportFolder(folder.path(), summary, log.trades(), days);
        TearSheet.write(
                folder.file("report.html"),
                results,
                RunDescription.of(results, engine, path),
                PortfolioSheet.page(states, days));
        if (json) {
            out.print(summary.json());
            return;
        }
        out.println(name + ": " + engine.settings().instruments().size() + " names, "
                + books() + ", " + LocalDate.ofEpochDay(data.firstDay()) + " to "
                + LocalDate.ofEpochDay(data.lastDay()) + (synthetic ? ", SYNTHETIC prices" : "")
                + String.format(
                        Locale.ROOT,
                        ", %.2f of the equity in positions at most",
                        log.account().highestGross()));
        out.println();
        if (log.account().isRuined()) {
            out.println("RUINED at " + engine.calendar().format(log.account().ruinedNanos()) + ": the equity was "
                    + FixedPoint.format(log.account().ruinedEquityE8())
                    + "; trading ended there, and the figures stop at -100 %");
            out.println();
        }
        out.print(SummaryTable.text(summary));
        out.println();
        ActionFile.print(out, log.account().actions(), leftOut);
        if (silent) {
            silence.lines().forEach(out::println);
            out.println();
        }
        out.println(proof.line());
        out.println();
        out.println("Results in " + folder.path()
                + ": report.html, executions.csv, rebalances.csv, rankings.csv, trades.csv, equity.csv, refused.csv, cancelled.csv,"
                + " summary.json, journal/");
    }

    /** Names of portfolios, then of strategies. */
    private String books() {
        return Stream.concat(
                        engine.portfolios().stream().map(PortfolioBinding::name),
                        engine.bindings().stream().map(StrategyBinding::name))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void writeTables(ResultFolder folder, List<SessionEquity> days) throws IOException {
        PortfolioTables.write(folder, log.orders(), states);
        if (!log.exits().isEmpty()) {
            PortfolioTables.rows(
                    folder.file("exits.csv"),
                    log.orders()
                            .columns(
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
        EquityFile.write(folder.file("equity.csv"), days);
    }
}
