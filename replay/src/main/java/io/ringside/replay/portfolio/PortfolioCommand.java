package io.ringside.replay.portfolio;

import static io.ringside.replay.portfolio.PortfolioSheet.money;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ringside portfolio}: what a portfolio holds and has decided, read from its journal. */
@Command(
        name = "portfolio",
        description = {
            "Reads a journal, of a back test or a daemon's day, by replaying it, and prints what its portfolio holds, wants, or",
            "did. It changes nothing."
        },
        footer = {
            "",
            "Formerly: S0 sync_portfolio and the pages Dashboard, Portfolio details, Trading signals; S2 /summary, /performance."
        })
public final class PortfolioCommand extends TerminalCommand {
    private static final double PERCENT = 100;
    /** How far ahead the next decision is looked for. */
    static final int DAYS_AHEAD = 400;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            defaultValue = "live",
            scope = ScopeType.INHERIT,
            description = "a journal, or a daemon's folder: its newest day; ${DEFAULT-VALUE} if not given")
    Path journal;

    @Option(
            names = "--portfolio",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "which one, where there are several; its strategy where there is one")
    String name;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print JSON")
    boolean json;

    private PortfolioState state;

    @Override
    public Integer call() {
        usage();
        return Commands.USAGE;
    }

    private PortfolioState state() {
        state = HeldShares.replay(journal, name);
        return state;
    }

    private String symbol(int id) {
        return state.engine().settings().instruments().get(id).symbol();
    }

    private static String day(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    private static BigDecimal number(long amountE8) {
        return BigDecimal.valueOf(amountE8, 8);
    }

    private static double percent(long partE8, long wholeE8) {
        return wholeE8 <= 0 ? 0 : PERCENT * partE8 / wholeE8;
    }

    /** What is held. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "What it holds: shares, cost, value, weight, result. Of a day of the daemon cost and results count from"
                            + " what the holdings were worth when it began.")
    Integer status() {
        PortfolioState of = state();
        PrintWriter out = out();
        long equityE8 = of.ledger().equityE8();
        List<Map<String, Object>> rows = new ArrayList<>();
        if (!json) {
            out.println(of.portfolio().name() + ": " + day(of.lastDay()) + ", equity "
                    + money(equityE8) + ", cash " + money(of.ledger().cashE8()) + ", last decision "
                    + (of.lastDecision() == Integer.MIN_VALUE ? "none" : day(of.lastDecision())));
            out.println(
                    "name        shares        cost       price           value  weight     open result  brought in all");
        }
        for (Instrument one : of.engine().settings().instruments()) {
            int id = one.id();
            long shares = of.ledger().position(id);
            if (shares == 0) {
                continue;
            }
            long valueE8 = FixedPoint.times(of.ledger().lastE8(id), shares);
            long openE8 = valueE8 - of.costE8(id);
            if (json) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("symbol", one.symbol());
                row.put("shares", shares);
                row.put("average_cost", number(Math.round(of.costE8(id) / (double) shares)));
                row.put("price", number(of.ledger().lastE8(id)));
                row.put("value", number(valueE8));
                row.put("weight", percent(valueE8, equityE8));
                row.put("open_result", number(openE8));
                row.put("contribution", number(of.contributionE8(id)));
                rows.add(row);
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-8s %9d %11s %11s %15s %5.1f %% %15s %15s%n",
                        one.symbol(),
                        shares,
                        money(Math.round(of.costE8(id) / (double) shares)),
                        money(of.ledger().lastE8(id)),
                        money(valueE8),
                        percent(valueE8, equityE8),
                        money(openE8),
                        money(of.contributionE8(id)));
            }
        }
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("strategy", of.portfolio().name());
            values.put("date", day(of.lastDay()));
            values.put("equity", number(equityE8));
            values.put("cash", number(of.ledger().cashE8()));
            values.put("last_decision", of.lastDecision() == Integer.MIN_VALUE ? null : day(of.lastDecision()));
            values.put("holdings", rows);
            out.print(Json.write(values));
        }
        return Commands.OK;
    }

    private static Rebalance last(PortfolioState of) {
        return of.rebalances().get(of.rebalances().size() - 1);
    }

    /** Ours against the broker's. */
    @Command(
            name = "sync",
            mixinStandardHelpOptions = true,
            description =
                    "Holds its shares against the broker's, as a file symbol,shares[,...] has them with a row CASH,MONEY.",
            footer = {
                "",
                "Exit code: 0 the same, 1 something differs. A running daemon compares by itself, see ringside positions."
            })
    Integer sync(
            @Option(names = "--holdings", paramLabel = "FILE", required = true, description = "what the broker says")
                    Path holdings) {
        PortfolioState of = state();
        HeldShares broker = HeldShares.read(holdings);
        HeldShares ours = HeldShares.of(of, journal);
        PrintWriter out = out();
        NavigableSet<String> symbols = new TreeSet<>(ours.shares().keySet());
        symbols.addAll(broker.shares().keySet());
        int differences = 0;
        for (String symbol : symbols) {
            long mine = ours.shares().getOrDefault(symbol, 0L);
            long theirs = broker.shares().getOrDefault(symbol, 0L);
            if (mine != theirs) {
                differences++;
                out.println(symbol + ": the portfolio holds " + mine + ", the broker " + theirs
                        + (theirs > mine
                                ? "; the rest is yours, the portfolio does not sell it"
                                : "; find out who sold"));
            }
        }
        out.println(
                "cash: the portfolio counts " + money(ours.cashE8()) + ", the broker has " + money(broker.cashE8()));
        out.println(differences == 0 ? symbols.size() + " names, the same" : differences + " names differ");
        return differences == 0 ? Commands.OK : Commands.NO;
    }

    /** The last decision, name by name. */
    @Command(
            name = "targets",
            mixinStandardHelpOptions = true,
            description =
                    "Its last decision: of each name rank, score, reason, what came of it, shares before, ordered, executed.")
    Integer targets(@Option(names = "--all", description = "also the names of which nothing was wanted") boolean all) {
        PortfolioState of = state();
        if (of.rebalances().isEmpty()) {
            throw new UserError(journal + ": no decision was made in it");
        }
        Rebalance decision = last(of);
        PrintWriter out = out();
        List<NameDecision> shown =
                decision.names.stream().filter(one -> all || one.isRelevant()).toList();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("date", day(decision.day));
            told.put("names", shown.stream().map(this::values).toList());
            out.print(Json.write(told));
            return Commands.OK;
        }
        out.println("close of " + day(decision.day) + ", equity " + money(decision.equityE8) + ", " + decision.ranked
                + " ranked, " + decision.orders(false) + " sales, " + decision.orders(true) + " buys");
        out.println("rank  name          score      held   ordered  executed  what, why");
        for (NameDecision one : shown) {
            out.printf(
                    Locale.ROOT,
                    "%4s  %-8s %10.6f %9d %9d %9d  %s; %s%n",
                    one.rank == 0 ? "" : Integer.toString(one.rank),
                    symbol(one.instrumentId),
                    one.score,
                    one.held,
                    one.order,
                    one.filled,
                    one.words(this::symbol),
                    one.reason);
        }
        return Commands.OK;
    }

    private Map<String, Object> values(NameDecision one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("symbol", symbol(one.instrumentId));
        values.put("rank", one.rank == 0 ? null : one.rank);
        values.put("score", one.score);
        values.put("held", one.held);
        values.put("ordered", one.order);
        values.put("executed", one.filled);
        values.put("outcome", one.outcome.words());
        values.put("refusal", one.refusal == null ? null : one.refusal.words());
        values.put("why", one.reason);
        return values;
    }

    /** All decisions. */
    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description =
                    "All decisions: day, equity, names ranked, sales, buys, refused, turnover; the next one that is due.")
    Integer history() {
        PortfolioState of = state();
        PrintWriter out = out();
        List<Map<String, Object>> rows = new ArrayList<>();
        if (!json) {
            out.println(
                    "decided             equity  ranked  sales            sold  buys          bought  refused  turnover");
        }
        for (Rebalance one : of.rebalances()) {
            if (json) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("date", day(one.day));
                row.put("equity", number(one.equityE8));
                row.put("ranked", one.ranked);
                row.put("sales", one.orders(false));
                row.put("sold", number(one.tradedE8(false)));
                row.put("buys", one.orders(true));
                row.put("bought", number(one.tradedE8(true)));
                row.put("refused", one.refused());
                row.put("turnover_percent", PERCENT * one.turnover());
                rows.add(row);
            } else {
                out.printf(
                        Locale.ROOT,
                        "%s %15s %7d %6d %15s %5d %15s %8d %7.1f %%%n",
                        day(one.day),
                        money(one.equityE8),
                        one.ranked,
                        one.orders(false),
                        money(one.tradedE8(false)),
                        one.orders(true),
                        money(one.tradedE8(true)),
                        one.refused(),
                        PERCENT * one.turnover());
            }
        }
        int lastDecision = of.lastDecision();
        int next = of.portfolio()
                .schedule()
                .nextDue(
                        lastDecision,
                        ExchangeCalendar.usEquity().nextTradingDay(of.lastDay()),
                        of.lastDay() + DAYS_AHEAD);
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("decisions", rows);
            values.put("next_due", next == Schedule.NEVER ? null : day(next));
            out.print(Json.write(values));
        } else {
            out.println(
                    of.rebalances().size() + " decisions; next due " + (next == Schedule.NEVER ? "never" : day(next)));
        }
        return Commands.OK;
    }
}
