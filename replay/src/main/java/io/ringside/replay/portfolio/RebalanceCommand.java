package io.ringside.replay.portfolio;

import static io.ringside.replay.portfolio.PortfolioSheet.money;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.MarketOptions;
import io.ringside.replay.report.Json;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringside rebalance}: what a portfolio would buy and sell, and what that costs. */
@Command(
        name = "rebalance",
        description = {
            "Prints the orders by which a portfolio would come to its targets at the close of a session: each with its reason,",
            "value, cost, weight before and after, and the cash that is left, as if they executed at that close.",
            "It is a dry run: nothing is sent and nothing is written. With --live it is a command to the running daemon."
        },
        footer = {
            "",
            "Exit code: 0 it is due, or --force; 1 no decision is due on that day, or the data are old.",
            "Formerly: S0 execute_rebalance --dry-run --force --date, S2 /rebalance, S4 --mode dry-run."
        })
public final class RebalanceCommand extends TerminalCommand {
    private static final double PERCENT = 100;

    @Mixin
    MarketOptions market;

    @Mixin
    PortfolioOptions portfolio;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "the session at whose close; the data's last if not given")
    String date;

    @Option(
            names = "--holdings",
            paramLabel = "FILE",
            description = "what is held: CSV symbol,shares with a row CASH,MONEY")
    Path holdings;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "what is held at the end of this journal, of a back test or a daemon; without either cash alone")
    Path journal;

    @Option(names = "--live", description = "let the daemon that runs decide now, see ringside rebalance --live --help")
    boolean live;

    @Option(names = "--dry-run", description = "print only, which is what it does in any case")
    boolean dryRun;

    @Option(
            names = "--force",
            description = "also where the schedule says that no decision is due, or the data are old")
    boolean force;

    @Option(names = "--json", description = "print JSON")
    boolean json;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private List<Instrument> instruments;
    private Rebalance decision;
    private PortfolioState after;
    private LeftAside leftAside;

    @Override
    public Integer call() {
        if (live) {
            throw new UserError("--live is a command to the daemon; give it to ./ringside, which asks the daemon");
        }
        if (holdings != null && journal != null) {
            throw new UserError("--holdings and --journal: give one of them");
        }
        PortfolioData data = portfolio.data(market, PortfolioOptions.day(date));
        int day = date == null ? data.lastDay() : PortfolioOptions.day(date);
        instruments = data.settings().instruments();
        PrintWriter out = out();
        HeldShares held = held(data);
        String notNow = notNow(data, day, held);
        if (notNow != null && !force) {
            out.println(notNow);
            return Commands.NO;
        }
        Decision made = Decision.at(data, day, held);
        decision = made.rebalance();
        after = made.state();
        leftAside = made.leftAside();
        if (json) {
            out.print(Json.write(values(data, held)));
        } else {
            data.notes().forEach(err()::println);
            table(out, data, held, notNow);
        }
        return Commands.OK;
    }

    private HeldShares held(PortfolioData data) {
        if (holdings != null) {
            return HeldShares.read(holdings);
        }
        return journal == null
                ? HeldShares.cash(data.settings().risk().equityE8())
                : HeldShares.of(HeldShares.replay(journal, portfolio.ofJournal()), journal);
    }

    /** Why no decision should be made, or null. */
    private String notNow(PortfolioData data, int day, HeldShares held) {
        String strategy = data.settings().portfolio().strategy();
        int next = calendar.nextTradingDay(day);
        long now = System.currentTimeMillis() * 1_000_000L;
        if (date == null && calendar.coversInstant(now) && now > calendar.closeNanos(next)) {
            return strategy + ": the data end at " + LocalDate.ofEpochDay(day)
                    + ", and there were sessions since; run ringside" + " data update, or give --date or --force";
        }
        Schedule schedule = data.schedule(0);
        int last = held.lastDecision();
        if (last != Integer.MIN_VALUE && last >= day) {
            return strategy + ": was decided at the close of " + LocalDate.ofEpochDay(last) + "; --force decides again";
        }
        int due = schedule.nextDue(last, day, Math.min(day + PortfolioCommand.DAYS_AHEAD, lastKnownDay()));
        if (due == day) {
            return null;
        }
        return strategy + ": no decision is due on " + LocalDate.ofEpochDay(day)
                + (due == Schedule.NEVER ? "" : ", the next one on " + LocalDate.ofEpochDay(due))
                + "; --force decides all the same";
    }

    private static int lastKnownDay() {
        return (int) LocalDate.of(ExchangeCalendar.LAST_YEAR, 12, 1).toEpochDay();
    }

    private List<NameDecision> orders() {
        List<NameDecision> orders = new ArrayList<>(
                decision.names.stream().filter(one -> one.order != 0).toList());
        // Sales come first.
        orders.sort(Comparator.comparingInt((NameDecision one) -> Long.signum(one.order))
                .thenComparing(this::symbol));
        return orders;
    }

    private String symbol(NameDecision name) {
        return instruments.get(name.instrumentId).symbol();
    }

    private static String side(NameDecision one) {
        return one.order > 0 ? "BUY" : "SELL";
    }

    private double weightBefore(NameDecision one) {
        return weight(FixedPoint.times(one.priceE8, one.held), decision.equityE8);
    }

    private double weightAfter(NameDecision one) {
        long shares = after.ledger().position(one.instrumentId);
        return weight(FixedPoint.times(one.priceE8, shares), after.ledger().equityE8());
    }

    private static double weight(long valueE8, long equityE8) {
        return equityE8 <= 0 ? 0 : PERCENT * valueE8 / equityE8;
    }

    private void table(PrintWriter out, PortfolioData data, HeldShares held, String notNow) {
        out.println(data.settings().portfolio().strategy() + ": close of " + LocalDate.ofEpochDay(decision.day)
                + ", orders for the opening of " + LocalDate.ofEpochDay(calendar.nextTradingDay(decision.day))
                + ", dry run: nothing is sent");
        if (notNow != null) {
            out.println("forced: " + notNow);
        }
        out.println("holdings of " + held.origin() + ": equity " + money(decision.equityE8) + ", cash "
                + money(decision.cashE8));
        out.println();
        long costE8 = 0;
        for (NameDecision one : orders()) {
            costE8 += one.commissionE8;
            out.printf(
                    Locale.ROOT,
                    "%-4s %-8s %9d at %11s %15s  cost %8s  %5.1f %% -> %5.1f %%  %s: %s%s%n",
                    side(one),
                    symbol(one),
                    Math.abs(one.order),
                    FixedPoint.format(one.priceE8),
                    money(FixedPoint.times(one.priceE8, Math.abs(one.order))),
                    money(one.commissionE8),
                    weightBefore(one),
                    weightAfter(one),
                    one.outcome.words(),
                    rankText(one),
                    one.filled < Math.abs(one.order) ? "; cash pays " + one.filled + " of them" : "");
        }
        if (orders().isEmpty()) {
            out.println("no orders");
        }
        List<NameDecision> refused =
                decision.names.stream().filter(one -> one.outcome.isLimit()).toList();
        if (!refused.isEmpty()) {
            out.println();
            refused.forEach(one -> out.println("not bought: " + symbol(one) + ", limit "
                    + one.outcome.words()
                    + (one.alike < 0 ? "" : " " + instruments.get(one.alike).symbol()) + ": " + rankText(one)));
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%d sales %s, %d buys %s, turnover %.1f %%, costs %s, cash left %s of %s%n",
                decision.orders(false),
                money(decision.tradedE8(false)),
                decision.orders(true),
                money(decision.tradedE8(true)),
                PERCENT * decision.turnover(),
                money(costE8),
                money(after.ledger().cashE8()),
                money(after.ledger().equityE8()));
        leftAside.lines(decision.names).forEach(out::println);
    }

    private static String rankText(NameDecision one) {
        return (one.rank == 0 ? "" : "rank " + one.rank + ", ") + one.reason;
    }

    private Map<String, Object> values(PortfolioData data, HeldShares held) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("strategy", data.settings().portfolio().strategy());
        values.put("date", LocalDate.ofEpochDay(decision.day).toString());
        values.put(
                "for_opening_of",
                LocalDate.ofEpochDay(calendar.nextTradingDay(decision.day)).toString());
        values.put("holdings", held.origin());
        values.put("dry_run", true);
        values.put("equity", BigDecimal.valueOf(decision.equityE8, 8));
        values.put("cash", BigDecimal.valueOf(decision.cashE8, 8));
        values.put("cash_left", BigDecimal.valueOf(after.ledger().cashE8(), 8));
        values.put("turnover_percent", PERCENT * decision.turnover());
        values.put("no_bar", leftAside.withoutBar());
        values.put("short_history", leftAside.tooShort(decision.names));
        List<Map<String, Object>> orders = new ArrayList<>();
        for (NameDecision one : orders()) {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("side", side(one));
            order.put("symbol", symbol(one));
            order.put("shares", Math.abs(one.order));
            order.put("paid", one.filled);
            order.put("price", BigDecimal.valueOf(one.priceE8, 8));
            order.put("commission", BigDecimal.valueOf(one.commissionE8, 8));
            order.put("weight_before", weightBefore(one));
            order.put("weight_after", weightAfter(one));
            order.put("outcome", one.outcome.words());
            order.put("rank", one.rank == 0 ? null : one.rank);
            order.put("why", one.reason);
            orders.add(order);
        }
        values.put("orders", orders);
        List<Map<String, Object>> refused = new ArrayList<>();
        for (NameDecision one : decision.names) {
            if (one.outcome.isLimit()) {
                Map<String, Object> limit = new LinkedHashMap<>();
                limit.put("symbol", symbol(one));
                limit.put("limit", one.outcome.words());
                refused.add(limit);
            }
        }
        values.put("refused", refused);
        return values;
    }
}
