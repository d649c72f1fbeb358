package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.Workstation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What goes wrong around a portfolio for some sessions, the operator who puts it right, and the judge of what came of it. */
final class PortfolioDisturbance {
    private static final ExchangeCalendar CALENDAR = PortfolioDays.CALENDAR;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    /** From the last session's noon on nothing goes wrong any more. */
    private static final long END = CALENDAR.toNanos(PortfolioCampaignIT.LAST, 12 * 60 * MINUTE);
    /** A comparison may be under way, and two confirm a difference. */
    private static final long CONFIRMED = 5 * MINUTE;

    private final long seed;
    private final SplittableRandom luck;
    /** Null where the trader's hand disturbs. */
    private final Liar liar;

    private final Map<String, Long> happened = new TreeMap<>();
    private List<String> violations;
    private PortfolioDays days;
    private long nextNanos;
    private long latchedSince;
    private int executionsSeen;

    private PortfolioDisturbance(long seed, Liar liar) {
        this.seed = seed;
        this.liar = liar;
        luck = new SplittableRandom(seed ^ 0x504F);
    }

    static PortfolioDisturbance lies(long seed) {
        return new PortfolioDisturbance(seed, new Liar(seed));
    }

    static PortfolioDisturbance hand(long seed) {
        return new PortfolioDisturbance(seed, null);
    }

    /** What it did, and how often. */
    Map<String, Long> happened() {
        return liar == null ? happened : liar.told();
    }

    /** Plays and judges the sessions; how many executions there were. */
    int play(Path root, Path store, List<String> found) throws IOException {
        violations = found;
        // The liar tells the client of the shipped intraday configuration.
        Config config = PortfolioDaysIT.momentum(
                "gateway.client-id=17", "portfolio.proceeds=" + (luck.nextBoolean() ? "wait" : "cash"));
        days = new PortfolioDays(root, store, config, PortfolioCampaignIT.FIRST, PortfolioCampaignIT.LAST, seed);
        if (liar != null) {
            days.lying(liar);
        }
        nextNanos = CALENDAR.openNanos(PortfolioCampaignIT.FIRST) + luck.nextLong(60 * MINUTE);
        days.always(one -> pass()).watching(this::leaves);
        for (int minute = 13 * 60; minute < 16 * 60; minute += 2) {
            // Time for the operator and for comparisons, before the last session is over.
            int at = minute;
            if (CALENDAR.toNanos(PortfolioCampaignIT.LAST, at * MINUTE) > END) {
                days.at(PortfolioCampaignIT.LAST, at / 60, at % 60, one -> {});
            }
        }
        days.at(PortfolioCampaignIT.LAST, 16, 2, one -> agree());
        days.run();
        judge();
        return days.workstation().executions().size();
    }

    private void pass() {
        Workstation tws = days.workstation();
        executions();
        if (tws.now() >= END) {
            if (liar != null) {
                liar.end();
            }
        } else if (liar == null && tws.now() >= nextNanos) {
            nextNanos = tws.now() + luck.nextLong(240 * MINUTE);
            act(tws);
        }
        operate();
    }

    // ---- The hand -------------------------------------------------------------------------------------------------

    private void act(Workstation tws) {
        List<String> held = new ArrayList<>(days.shares().keySet());
        List<Instrument> all = days.settings().instruments();
        String symbol = held.isEmpty() || luck.nextInt(3) == 0
                ? all.get(luck.nextInt(all.size())).symbol()
                : held.get(luck.nextInt(held.size()));
        long shares = tws.shares(symbol);
        switch (luck.nextInt(5)) {
            case 0 -> trade("buys", symbol, 1 + luck.nextLong(100));
            case 1 -> trade("sells some", symbol, -(shares > 0 ? 1 + luck.nextLong(shares) : 0));
            case 2 -> trade("closes", symbol, -shares);
            case 3 -> {
                List<OrderView> ours = tws.orders().stream()
                        .filter(order -> order.isLive() && !order.orderRef().isEmpty())
                        .toList();
                if (!ours.isEmpty()) {
                    OrderView one = ours.get(luck.nextInt(ours.size()));
                    happened.merge("cancels", 1L, Long::sum);
                    tws.hand().cancel(one.permId());
                }
            }
            default -> {
                happened.merge("cancels all", 1L, Long::sum);
                tws.hand().cancelAll();
            }
        }
    }

    private void trade(String what, String symbol, long signed) {
        if (signed != 0) {
            happened.merge(what, 1L, Long::sum);
            days.workstation().hand().market(symbol, signed > 0 ? Side.BUY : Side.SELL, Math.abs(signed));
        }
    }

    // ---- The operator ---------------------------------------------------------------------------------------------

    private void operate() {
        TradingDay day = days.today();
        boolean stopped = day.stages().risk().trading().latched()
                || day.stages().risk().trading().halted();
        long now = days.workstation().now();
        if (!stopped || !days.isReady()) {
            latchedSince = stopped ? latchedSince : 0;
            return;
        }
        latchedSince = latchedSince == 0 ? now : latchedSince;
        if (now - latchedSince < CONFIRMED) {
            return;
        }
        for (Instrument one : days.settings().instruments()) {
            if (theirs(one) != day.position(one.id())) {
                Operator remedy = luck.nextBoolean() ? Operator.ADOPT : Operator.FORGET;
                if (day.refusal(remedy, one.symbol()) == null) {
                    day.command(remedy, one.symbol());
                    happened.merge(remedy.toString(), 1L, Long::sum);
                }
                return;
            }
        }
        if (day.refusal(Operator.UNLATCH, "") == null) {
            day.command(Operator.UNLATCH, "looked at");
            day.command(Operator.RESUME, "looked at");
            latchedSince = 0;
        }
    }

    /** Shares of the account that are not the trader's own. */
    private long theirs(Instrument one) {
        return days.workstation().shares(one.symbol()) - standing(one.id());
    }

    private long standing(int instrumentId) {
        return days.today().stages().risk().carried().stream()
                .filter(part -> part.code() == Carried.STANDING && part.instrumentId() == instrumentId)
                .mapToLong(Carried::quantity)
                .sum();
    }

    // ---- The judge ------------------------------------------------------------------------------------------------

    /** An order leaves: what it sells must be in the book. */
    private void leaves(Intent intent) {
        TradingDay day = days.today();
        if (day == null || intent.action != IntentAction.PLACE || intent.side != Side.SELL) {
            return;
        }
        long held = day.stages().risk().ledger().position(intent.instrumentId);
        if (intent.quantity > held) {
            violations.add("sells " + intent.quantity + " of " + symbol(intent.instrumentId) + " and holds " + held);
        }
    }

    private String symbol(int instrumentId) {
        return days.settings().instruments().get(instrumentId).symbol();
    }

    /** No sale of ours may leave the account short, but in a race with the hand. */
    private void executions() {
        List<ExecutionView> all = days.workstation().executions();
        for (; executionsSeen < all.size(); executionsSeen++) {
            ExecutionView one = all.get(executionsSeen);
            // What the hand ordered at night is executed in the same auction.
            boolean race = all.stream()
                    .filter(other ->
                            other.orderRef().isEmpty() && other.symbol().equals(one.symbol()))
                    .anyMatch(other -> Math.abs(one.nanos() - other.nanos()) < CONFIRMED);
            if (!one.orderRef().isEmpty()
                    && one.side().equals("SELL")
                    && !race
                    && days.workstation().shares(one.symbol()) < 0) {
                violations.add("sold " + one.shares() + " " + one.symbol() + " and the account is short");
            }
        }
    }

    /** The operator has put everything right: book and account agree, and trading goes on. */
    private void agree() {
        TradingDay day = days.today();
        for (Instrument one : days.settings().instruments()) {
            if (theirs(one) != day.position(one.id())) {
                violations.add(one.symbol() + ": " + day.position(one.id()) + " in the book, " + theirs(one)
                        + " at the broker, latched "
                        + day.stages().risk().trading().latched());
            }
        }
    }

    private void judge() throws IOException {
        Set<String> refs = new HashSet<>();
        for (OrderView order : days.orders()) {
            if (!order.orderRef().isEmpty() && !refs.add(order.orderRef())) {
                violations.add("order " + order.orderRef() + " was placed twice");
            }
        }
        Map<String, Long> told = new HashMap<>();
        for (int day = PortfolioCampaignIT.FIRST; day <= PortfolioCampaignIT.LAST; day = CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> count(event, told));
            AuditCommand.audit(days.journal(day)).violations().forEach(violations::add);
        }
        Map<String, Long> executed = new HashMap<>();
        for (ExecutionView one : days.workstation().executions()) {
            if (!one.orderRef().isEmpty()) {
                executed.merge(one.orderRef(), one.shares(), Long::sum);
            }
        }
        if (liar == null && !executed.equals(told)) {
            violations.add("executed " + executed + " and told " + told);
        }
    }

    private static void count(EngineEvent event, Map<String, Long> told) {
        if (event.type == EventType.FILL && !event.isWarmUp()) {
            told.merge(OrderRef.format(event.orderRef), event.quantity, Long::sum);
        }
    }
}
