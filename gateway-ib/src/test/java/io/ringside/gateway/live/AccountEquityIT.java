package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.BrokerConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes come from what the account is worth, or from a part of it that is stated, over a real socket. */
class AccountEquityIT {
    private static final long THOUSAND_E8 = 1_000 * FixedPoint.ONE_E8;
    private static final String[] EAGER = {
        "signal.sma=3", "signal.entry-below=-1", "signal.exit-above=-99", "risk.atr-multiple=1", "risk.reentry-bars=0"
    };

    @TempDir
    Path folder;

    /** @param transferE8 what the simulated account gets beyond the stated equity, or beyond 100,000 */
    private LiveBench bench(String equity, long transferE8) {
        List<String> sets = new ArrayList<>(List.of(EAGER));
        sets.add("risk.equity=" + equity);
        LiveBench bench = new LiveBench(folder.resolve("live"), 7, sets.toArray(String[]::new));
        bench.tws.byHand(hand -> hand.transfer(transferE8));
        return bench;
    }

    @Test
    void shouldSizeByTheAccountAndReplayToTheSameSizes() {
        try (LiveBench bench = bench("account", -60 * THOUSAND_E8)) {
            bench.start();
            bench.playTo(10, 0);
            bench.daemon().close();
            List<Long> equity = new ArrayList<>();
            List<Long> entered = new ArrayList<>();
            LiveBench.replay(bench.journal(), event -> {
                if (event.type == EventType.ACCOUNT && event.flags == EngineEvent.FLAG_ADOPTED) {
                    equity.add(event.priceE8);
                }
                for (int i = 0; i < event.intentCount; i++) {
                    if (event.intents[i].purpose == Purpose.ENTRY && entered.isEmpty()) {
                        entered.add(event.verdicts[0].equityE8);
                    }
                }
            });
            assertEquals(List.of(40 * THOUSAND_E8), equity);
            assertEquals(List.of(40 * THOUSAND_E8), entered);
        }
    }

    @Test
    void shouldRefuseABudgetThatTheAccountDoesNotHaveAndLeaveNoJournalOfIt() {
        try (LiveBench bench = bench("100000", -60 * THOUSAND_E8)) {
            bench.start();
            UserError refusal = assertThrows(UserError.class, () -> {
                while (true) {
                    bench.daemon().work();
                }
            });
            assertEquals(
                    "risk.equity = 100000.00: the account has 40000.00; state no more than it has, or risk.equity = account",
                    refusal.getMessage());
            bench.daemon().close();
            assertFalse(Files.exists(bench.journal()), "the day is not bound to what was refused");
            bench.tws.byHand(hand -> hand.transfer(60 * THOUSAND_E8));
            bench.start();
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "ready");
        }
    }

    @Test
    void shouldTradeWithAPartOfTheAccount() {
        try (LiveBench bench = bench("25000", 15 * THOUSAND_E8)) {
            bench.start();
            bench.playTo(10, 0);
            assertTrue(bench.daemon().day().executions() > 0);
            assertTrue(bench.daemon().day().risk().equityE8() < 26 * THOUSAND_E8);
        }
    }
}
