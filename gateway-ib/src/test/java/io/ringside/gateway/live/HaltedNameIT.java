package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.gateway.live.operator.LiveFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange halts what is traded, over a real socket. */
class HaltedNameIT {
    private static final String QQQ = "QQQ";

    @TempDir
    Path folder;

    @Test
    void shouldEnterNothingWhileTheExchangeHaltsTheNameAndSayThatItsStopDoesNotWork() {
        try (LiveBench bench = new LiveBench(
                folder.resolve("live"),
                7,
                "gateway.halts=watch",
                "signal.sma=3",
                "signal.entry-below=-1",
                "signal.exit-above=-99",
                "risk.atr-multiple=1",
                "risk.reentry-bars=0",
                "risk.limits.loss.day=0.5",
                "risk.limits.rate.entries=1000")) {
            bench.start();
            bench.playTo(9, 31);
            while (bench.tws.shares(QQQ) == 0) {
                bench.daemon().work();
                bench.market.step(bench.daemon());
            }
            bench.market.settle(bench.daemon());
            bench.tws.byHand(hand -> hand.halt(QQQ, 2));
            bench.await(() -> bench.daemon().day().risk().refusal(0) == Outcome.NAME_HALTED, "the halt");
            bench.await(() -> bench.daemon().alarms() > 0, "an alarm");
            LiveFolder files = new LiveFolder(bench.root);
            bench.await(() -> files.readStatus().contains(", halted: not working"), "its stop, in the status");
            long orders = bench.tws.executions().size();
            bench.playOn(bench.tws.now() + 40 * ExchangeCalendar.MINUTE_NANOS);
            assertEquals(orders, bench.tws.executions().size(), "nothing executes");

            // A process that begins is told of it again.
            bench.daemon().close();
            bench.start();
            bench.await(
                    () -> bench.daemon().day().risk() != null
                            && bench.daemon().day().risk().refusal(0) == Outcome.NAME_HALTED,
                    "the halt, after a restart");
            bench.tws.byHand(hand -> hand.halt(QQQ, 0));
            bench.await(() -> bench.daemon().day().risk().refusal(0) != Outcome.NAME_HALTED, "its end");
            bench.playOn(bench.tws.now() + 60 * ExchangeCalendar.MINUTE_NANOS);
            assertTrue(bench.tws.executions().size() > orders, "trading goes on");
            bench.daemon().close();
            assertReplays(bench);
        }
    }

    private static void assertReplays(LiveBench bench) {
        List<String> said = new ArrayList<>();
        boolean[] halted = new boolean[1];
        LiveBench.replay(bench.journal(), event -> {
            Condition condition = event.type == EventType.CONDITION ? Condition.ofCode(event.code) : null;
            if (condition == Condition.NAME_HALTED || condition == Condition.NAME_RESUMED) {
                said.add(condition.name());
                halted[0] = condition == Condition.NAME_HALTED;
            }
            for (int i = 0; i < event.intentCount; i++) {
                assertFalse(halted[0] && event.intents[i].purpose == Purpose.ENTRY, "an entry into a halted name");
            }
        });
        assertEquals(List.of("NAME_HALTED", "NAME_HALTED", "NAME_RESUMED"), said);
    }
}
