package io.ringside.replay.command;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.signal.Strategies;
import io.ringside.replay.ActionFile;
import io.ringside.replay.BacktestRun;
import io.ringside.replay.BenchmarkOptions;
import io.ringside.replay.MarketScan;
import io.ringside.replay.NoTradeAnalysis;
import io.ringside.replay.OrderLog;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.RunDescription;
import io.ringside.replay.TradeLog;
import io.ringside.replay.Verification;
import io.ringside.replay.portfolio.PortfolioDays;
import io.ringside.replay.report.Contribution;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.Page;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.SummaryTable;
import io.ringside.replay.report.TearSheet;
import io.ringside.replay.report.Trade;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a back test's results and prints a summary.
 *
 * <p>Thread: the command's.
 */
final class BacktestResults {
    private final BacktestRun run;
    private final Verification.Result proof;
    /** Null if there were trades. */
    private final NoTradeAnalysis silence;

    private final EngineSettings settings;
    private final BenchmarkOptions against;
    private final String name;
    private final MarketScan.Span span;
    private List<Path> journals = List.of();
    /** Null without a portfolio. */
    private PortfolioDays portfolios;

    private List<String> actionsLeftOut = List.of();

    BacktestResults(
            BacktestRun run,
            Verification.Result proof,
            NoTradeAnalysis silence,
            EngineSettings settings,
            BenchmarkOptions against,
            String name,
            MarketScan.Span span) {
        this.run = run;
        this.proof = proof;
        this.silence = silence;
        this.settings = settings;
        this.against = against;
        this.name = name;
        this.span = span;
    }

    /**
     * Sets the journals of the run, in order, instead of the result folder's own.
     *
     * @param ofPortfolios what they came to for portfolios; null without one
     */
    BacktestResults of(List<Path> all, PortfolioDays ofPortfolios) {
        journals = List.copyOf(all);
        portfolios = ofPortfolios;
        return this;
    }

    /** Sets the actions of a file that were not part of the run. */
    BacktestResults withoutActions(List<String> leftOut) {
        actionsLeftOut = List.copyOf(leftOut);
        return this;
    }

    /** Writes the files, and prints a summary, where they are, and what to try next. */
    void write(ResultFolder folder, PrintWriter terminal, PrintWriter err, boolean json) throws IOException {
        List<Trade> trades = run.trades().trades();
        List<SessionEquity> days = against.applied(
                run.trades().days(), settings, run.trades().account().startE8());
        against.print(json ? err : terminal, err);
        TradeFile.write(folder.file("trades.csv"), trades);
        EquityFile.write(folder.file("equity.csv"), days);
        StringBuilder orders = new StringBuilder(String.join(",", OrderLog.COLUMNS)).append('\n');
        run.orders().rows().forEach(row -> orders.append(String.join(",", row)).append('\n'));
        run.orders()
                .rows(run.trades().ends())
                .forEach(row -> orders.append(String.join(",", row)).append('\n'));
        Files.writeString(folder.file("orders.csv"), orders);
        Summary summary = Summary.of(
                        run.trades()
                                .run(run.events(), proof.digest(), run.synthetic())
                                .withRiskless(against.risklessPercent()),
                        trades,
                        days)
                .with("data", span.data().values());
        if (portfolios != null) {
            portfolios.write(folder);
            summary = summary.with("portfolio", portfolios.values(days));
        }
        summary = ActionFile.recorded(summary, folder, run.trades().account().actions(), actionsLeftOut);
        summary = against.recorded(summary);
        List<Map<String, Object>> held = held();
        if (!held.isEmpty()) {
            summary = summary.with("held", held);
        }
        if (silence != null) {
            summary = summary.with("no_trades", silence.json());
        }
        Files.writeString(folder.file("summary.json"), summary.json());
        ReportFolder results = new ReportFolder(folder.path(), summary, trades, days);
        Page findings = portfolios == null ? new Page() : portfolios.page(days);
        TearSheet.write(folder.file("report.html"), results, RunDescription.of(results, run), findings);
        if (json) {
            terminal.print(summary.json());
        } else {
            print(folder, terminal, trades, summary, held);
        }
    }

    private void print(
            ResultFolder folder,
            PrintWriter terminal,
            List<Trade> trades,
            Summary summary,
            List<Map<String, Object>> held) {
        int names = settings.instruments().size();
        String symbols = names > RunDescription.NAMES_MAX
                ? names + " names"
                : settings.instruments().stream().map(one -> one.symbol()).collect(Collectors.joining(", "));
        terminal.println(name + ": " + symbols + ", " + LocalDate.ofEpochDay(span.firstDay()) + " to "
                + LocalDate.ofEpochDay(span.lastDay()) + (run.synthetic() ? ", SYNTHETIC prices" : "") + ", "
                + (settings.broker().literalStops() ? "literal" : "gap-honest") + " stops, fills on the "
                + (settings.broker().fillOnCause() ? "same" : "next") + " event, leverage "
                + settings.risk().leverage()
                + String.format(
                        Locale.ROOT, " (%.2f reached)", run.trades().account().highestGross()));
        terminal.println();
        if (run.trades().account().isRuined()) {
            terminal.println("RUINED at "
                    + run.engine().calendar().format(run.trades().account().ruinedNanos())
                    + ": the equity was "
                    + FixedPoint.format(run.trades().account().ruinedEquityE8())
                    + "; trading ended there, and the figures stop at -100 %");
            terminal.println();
        }
        terminal.print(SummaryTable.text(summary));
        terminal.println();
        ActionFile.print(terminal, run.trades().account().actions(), actionsLeftOut);
        contributions("symbol", Contribution.of(trades, Trade::symbol), terminal);
        contributions("strategy", Contribution.of(trades, Trade::strategy), terminal);
        printHeld(held, terminal);
        if (silence != null) {
            silence.lines().forEach(terminal::println);
            terminal.println();
        }
        terminal.println(proof.line());
        terminal.println();
        terminal.println("Results in " + folder.path() + ": report.html, trades.csv, orders.csv, equity.csv, "
                + (portfolios == null
                        ? ""
                        : "executions.csv, rebalances.csv, rankings.csv, refused.csv, cancelled.csv, ")
                + "summary.json, journal/");
        terminal.println("Try next:");
        // Commands that read the journal need the strategy files that wrote it.
        String code = Strategies.origins(run.engine().bindings()).stream()
                .map(origin -> " --strategy-path " + origin)
                .collect(Collectors.joining());
        for (int i = trades.size() - 1; i >= 0; i--) {
            Path journal = journalOf(trades.get(i).orderRef(), folder);
            if (journal != null) {
                String ref = OrderRef.format(trades.get(i).orderRef());
                terminal.println("  ringside explain " + journal + " --order " + ref + code);
                break;
            }
        }
        Path last = journals.isEmpty() ? folder.journal() : journals.get(journals.size() - 1);
        terminal.println("  ringside tail --type fill " + last + code);
        terminal.println("  ringside verify " + last + code);
    }

    /** What strategies of a daemon hold over the night, see {@link TradeLog#finish(boolean)}. */
    private List<Map<String, Object>> held() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (RoundTrip trip : run.trades().held()) {
            long lastE8 = run.trades().ledger().lastE8(trip.instrumentId());
            long shares = trip.side().sign() * trip.open();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("symbol", settings.instruments().get(trip.instrumentId()).symbolOn(span.lastDay()));
            row.put("shares", BigDecimal.valueOf(shares));
            row.put("entry_price", money(trip.entryPriceE8()));
            row.put("last_price", money(lastE8));
            row.put("position_value", money(FixedPoint.times(lastE8, shares)));
            row.put("result", money(trip.profitE8(lastE8)));
            rows.add(row);
        }
        return rows;
    }

    private static BigDecimal money(long amountE8) {
        return new BigDecimal(FixedPoint.format(amountE8));
    }

    private static void printHeld(List<Map<String, Object>> rows, PrintWriter terminal) {
        for (Map<String, Object> row : rows) {
            terminal.println(String.format(
                    Locale.ROOT,
                    "Held on: %s, %s shares entered at %s, worth %s at %s; result so far %s",
                    row.get("symbol"),
                    row.get("shares"),
                    row.get("entry_price"),
                    row.get("position_value"),
                    row.get("last_price"),
                    row.get("result")));
        }
        if (!rows.isEmpty()) {
            terminal.println();
        }
    }

    /** The journal in which an order was decided, among those that were read or beside them; null if it is not there. */
    private Path journalOf(long ref, ResultFolder folder) {
        if (ref == OrderRef.NONE) {
            return null;
        }
        if (journals.isEmpty()) {
            return folder.journal();
        }
        Path first = journals.get(0);
        if (!first.toAbsolutePath().normalize().getFileName().toString().matches(LiveDays.DAY)) {
            // A back test's, which has all days.
            return first;
        }
        Path ofDay = first.resolveSibling(
                LocalDate.ofEpochDay(OrderRef.epochDay(ref)).toString());
        return Files.isDirectory(ofDay) ? ofDay : null;
    }

    /** Prints contributions; for a single symbol or strategy they would repeat the summary. */
    private static void contributions(String what, List<Contribution> all, PrintWriter terminal) {
        if (all.size() < 2) {
            return;
        }
        int width = Math.max(
                what.length(),
                all.stream().mapToInt(one -> one.name().length()).max().orElse(0));
        terminal.println(String.format(
                Locale.ROOT,
                "%-" + width + "s %8s %8s %16s %14s %8s",
                what,
                "trades",
                "won",
                "profit",
                "commission",
                "mean R"));
        for (Contribution one : all) {
            terminal.println(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %,8d %,8d %,16.2f %,14.2f %8s",
                    one.name(),
                    one.trades(),
                    one.wins(),
                    FixedPoint.toDoubleRounded(one.pnlE8()),
                    FixedPoint.toDoubleRounded(one.commissionE8()),
                    Double.isNaN(one.meanR()) ? "n/a" : String.format(Locale.ROOT, "%.2f", one.meanR())));
        }
        terminal.println();
    }
}
