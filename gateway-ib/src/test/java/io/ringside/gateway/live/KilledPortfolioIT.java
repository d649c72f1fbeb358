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

    @Test
    void shouldOrderNothingTwiceAndLoseNothingWhenTheDaemonDies() throws IOException {
        die(PortfolioDaysIT.NAMES, Integer.getInteger("ringside.kills", 6));
    }

    @Test
    @Tag("long")
    void shouldOrderNothingTwiceAndLoseNothingAtTwoHundredDeaths() throws IOException {
        die(MANY_NAMES, Integer.getInteger("ringside.kills", 200));
    }

    private void die(int names, int kills) throws IOException {
        PortfolioDays.invent(folder.resolve("store"), names, PortfolioDaysIT.HISTORY, PortfolioDaysIT.LAST, 7);
        long seed = Long.getLong("ringside.seed", 1);
        long chances = play("whole", -1).chances();
        assertTrue(chances > 1_000, () -> "only " + chances + " chances");
        SplittableRandom random = new SplittableRandom(seed);
        List<String> wrong = new ArrayList<>();
        PortfolioDays.Reference expected = null;
        for (int i = 0; i < kills; i++) {
            // One in each part of the days.
            long chance = chances * i / kills + random.nextLong(Math.max(1, chances / kills));
            PortfolioDays days = play("death-" + i, chance);
            if (expected == null) {
                expected = PortfolioDays.Reference.of(
                        days.settings(), folder.resolve("store"), PortfolioDaysIT.FIRST, PortfolioDaysIT.LAST);
            }
            String where = "seed " + seed + ", chance " + chance + " " + days.deaths() + ": ";
            assertEquals(1, days.deaths().size(), where);
            judge(days, expected, where, wrong);
        }
        assertEquals("", String.join("\n", wrong));
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
