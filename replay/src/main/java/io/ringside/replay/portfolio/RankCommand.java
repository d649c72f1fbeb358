package io.ringside.replay.portfolio;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.Numbers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside rank}: a portfolio strategy's ranking of all names on a day. */
@Command(
        name = "rank",
        description = {
            "Ranks the names of a portfolio at the close of a session, whether or not a decision is due, and writes nothing.",
            "Prints the score of each name, what the strategy would do with it and why, and statistics of the scores."
        },
        footer = {
            "",
            "Formerly: S0 update_momentum_scores --tickers --date, S1 pipeline --task signals, S4 --mode dry-run."
        })
public final class RankCommand extends TerminalCommand {
    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "the session at whose close; the data's last if not given")
    String date;

    @Option(names = "--names", paramLabel = "A,B", split = ",", description = "print only these")
    List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Option(names = "--csv", description = "print CSV")
    boolean csv;

    private Rebalance ranking;
    private List<Instrument> instruments;

    @Override
    public Integer call() {
        PortfolioData data = portfolio.data(market, PortfolioOptions.day(date));
        int day = date == null ? data.lastDay() : PortfolioOptions.day(date);
        instruments = data.settings().instruments();
        for (String name : names) {
            if (instruments.stream().noneMatch(one -> one.isCalled(name))) {
                throw new UserError(
                        "--names " + name + ": is not among the names; correct it, or add it to the universe");
            }
        }
        PrintWriter out = out();
        if (!json && !csv) {
            data.notes().forEach(err()::println);
        }
        Decision decision =
                Decision.at(data, day, HeldShares.cash(data.settings().risk().equityE8()));
        ranking = decision.rebalance();
        LeftAside leftAside = decision.leftAside();
        Map<String, Object> statistics = ScoreStatistics.of(ranking.names.stream()
                .filter(one -> one.rank > 0)
                .mapToDouble(one -> one.score)
                .toArray());
        if (csv) {
            out.print(csvText());
            leftAside.lines(ranking.names).forEach(err()::println);
        } else if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("date", LocalDate.ofEpochDay(day).toString());
            values.put("strategy", data.settings().portfolio().strategy());
            values.put("statistics", statistics);
            values.put("no_bar", leftAside.withoutBar());
            values.put("short_history", leftAside.tooShort(ranking.names));
            values.put("names", chosen().stream().map(this::values).toList());
            out.print(Json.write(values));
        } else {
            table(out, data.settings().portfolio().strategy(), day, statistics);
            leftAside.lines(ranking.names).forEach(out::println);
        }
        return Commands.OK;
    }

    private List<NameDecision> chosen() {
        Set<String> wanted = Set.copyOf(names);
        List<NameDecision> chosen = new ArrayList<>(ranking.names.stream()
                .filter(one ->
                        wanted.isEmpty() || wanted.stream().anyMatch(instruments.get(one.instrumentId)::isCalled))
                .toList());
        // By rank; names without a rank come after, by symbol.
        chosen.sort((a, b) -> {
            int rankA = a.rank == 0 ? Integer.MAX_VALUE : a.rank;
            int rankB = b.rank == 0 ? Integer.MAX_VALUE : b.rank;
            return rankA != rankB ? Integer.compare(rankA, rankB) : symbol(a).compareTo(symbol(b));
        });
        return chosen;
    }

    private String symbol(NameDecision name) {
        return instruments.get(name.instrumentId).symbol();
    }

    /** The strategy's advice on a name, in a word. */
    static String advice(int actions) {
        if ((actions & Standing.LEAVE) != 0) {
            return "leave";
        }
        return (actions & Standing.ENTER) != 0 ? "buy" : "keep";
    }

    private void table(PrintWriter out, String strategy, int day, Map<String, Object> statistics) {
        out.println(strategy + ": " + LocalDate.ofEpochDay(day) + ", " + ranking.ranked + " of " + ranking.names.size()
                + " names ranked");
        out.println();
        out.println("rank  name          score  advice       close  why");
        for (NameDecision one : chosen()) {
            out.printf(
                    Locale.ROOT,
                    "%4s  %-8s %10.6f  %-6s %11s  %s%n",
                    one.rank == 0 ? "" : Integer.toString(one.rank),
                    symbol(one),
                    one.score,
                    advice(one.actions),
                    FixedPoint.format(one.priceE8),
                    one.reason);
        }
        out.println();
        out.println(statistics.entrySet().stream()
                .map(one -> one.getKey() + " "
                        + (one.getValue() instanceof Double number
                                ? String.format(Locale.ROOT, "%.6f", number)
                                : one.getValue()))
                .collect(Collectors.joining(", ", "scores: ", "")));
    }

    private Map<String, Object> values(NameDecision one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("symbol", symbol(one));
        values.put("rank", one.rank == 0 ? null : one.rank);
        values.put("score", one.score);
        values.put("advice", advice(one.actions));
        values.put("why", one.reason);
        values.put("close", new java.math.BigDecimal(FixedPoint.format(one.priceE8)));
        return values;
    }

    private String csvText() {
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        writer.writeRecord("date", "symbol", "rank", "score", "advice", "why", "close");
        String day = LocalDate.ofEpochDay(ranking.day).toString();
        for (NameDecision one : chosen()) {
            writer.writeRecord(
                    day,
                    symbol(one),
                    one.rank == 0 ? "" : Integer.toString(one.rank),
                    Numbers.text(one.score),
                    advice(one.actions),
                    one.reason,
                    FixedPoint.format(one.priceE8));
        }
        return text.toString();
    }
}
