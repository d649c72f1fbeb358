package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.sim.OrderView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon dies over a portfolio: before and after records of decisions, plans, orders and executions, while it takes over
 * what the day before left, and within writes to the socket. Nothing is ordered twice and nothing is lost: what was traded in
 * the end is what a back test trades.
 */
class KilledPortfolioIT {
    /** Of an index. */
    private static final int MANY_NAMES = 100;

    @TempDir
    Path folder;

    private PortfolioDays.Reference expected;

    @Test
    void shouldOrderNothingTwiceAndLoseNothingWhenTheDaemonDies() throws IOException {
        die(PortfolioDaysIT.NAMES, Integer.getInteger("ringside.kills", 6));
    }

    /** Half of what is held is no loss, and what a reconciliation tells of sales lets the buys behind them leave. */
    @Test
    void shouldBuyOnWhenItDiesWhileItTakesOverAndWhileItsSalesExecute() throws IOException {
        invent(PortfolioDaysIT.NAMES);
        List<String> places = play("whole", -1).places();
        List<String> wrong = new ArrayList<>();
        // The second morning takes over holdings, sales that work and buys behind them.
        int evening = next(places, next(places, 0, "SESSION_CLOSE") + 2, "SESSION_CLOSE");
        int takeOver = next(places, evening, "POSITION");
        judge("taking-over", takeOver + 4, wrong);
        judge("selling", next(places, takeOver, "COMMISSION") + 1, wrong);
        assertEquals("", String.join("\n", wrong));
    }

    private static int next(List<String> places, int from, String type) {
        return IntStream.range(from, places.size())
                .filter(i -> places.get(i).contains(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("long")
    void shouldOrderNothingTwiceAndLoseNothingAtTwoHundredDeaths() throws IOException {
        die(MANY_NAMES, Integer.getInteger("ringside.kills", 200));
    }

    private void die(int names, int kills) throws IOException {
        invent(names);
        long seed = Long.getLong("ringside.seed", 1);
        long chances = play("whole", -1).chances();
        assertTrue(chances > 1_000, () -> "only " + chances + " chances");
        SplittableRandom random = new SplittableRandom(seed);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            // One in each part of the days.
            long chance = chances * i / kills + random.nextLong(Math.max(1, chances / kills));
            judge("death-" + i, chance, wrong);
        }
        assertEquals("", String.join("\n", wrong), "seed " + seed);
    }

    private void invent(int names) {
        PortfolioDays.invent(folder.resolve("store"), names, PortfolioDaysIT.HISTORY, PortfolioDaysIT.LAST, 7);
    }

    private void judge(String name, long chance, List<String> wrong) throws IOException {
        PortfolioDays days = play(name, chance);
        if (expected == null) {
            expected = PortfolioDays.Reference.of(
                    days.settings(), folder.resolve("store"), PortfolioDaysIT.FIRST, PortfolioDaysIT.LAST);
        }
        String where = "chance " + chance + " " + days.deaths() + ": ";
        assertEquals(1, days.deaths().size(), where);
        judge(days, expected, where, wrong);
    }

    private PortfolioDays play(String name, long chance) throws IOException {
        return new PortfolioDays(
                        folder.resolve(name),
                        folder.resolve("store"),
                        PortfolioDaysIT.momentum(),
                        PortfolioDaysIT.FIRST,
                        PortfolioDaysIT.LAST,
                        1)
                .dyingAt(chance)
                .run();
    }

    private static void judge(PortfolioDays days, PortfolioDays.Reference expected, String where, List<String> wrong) {
        Set<String> missing = new HashSet<>(expected.fills());
        days.fills().forEach(missing::remove);
        Set<String> more = new HashSet<>(days.fills());
        expected.fills().forEach(more::remove);
        if (!missing.isEmpty()
                || !more.isEmpty()
                || days.fills().size() != expected.fills().size()) {
            wrong.add(where + "missing " + missing + ", more " + more);
        }
        if (!expected.shares().equals(days.shares())) {
            wrong.add(where + "holds " + days.shares() + " and not " + expected.shares());
        }
        Set<String> refs = new HashSet<>();
        for (OrderView order : days.orders()) {
            if (!refs.add(order.orderRef())) {
                wrong.add(where + "order " + order.orderRef() + " was placed twice");
            }
        }
        for (int day = PortfolioDaysIT.FIRST;
                day <= PortfolioDaysIT.LAST;
                day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {});
            AuditCommand.audit(days.journal(day)).violations().forEach(one -> wrong.add(where + one));
        }
    }
}
