package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.sim.OrderView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trader's own hand at the screen of TWS, while the daemon trades the account over a real socket. */
class HandIT {
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final String QQQ = "QQQ";

    @TempDir
    Path folder;

    /** A day on which QQQ is held soon after the open, under a stop close by. */
    private LiveBench holding() {
        LiveBench bench = new LiveBench(
                folder.resolve("live"),
                7,
                "gateway.reconcile-ms=500",
                "gateway.backoff-max-ms=100",
                "signal.sma=3",
                "signal.entry-below=-1",
                "signal.exit-above=-99",
                "risk.atr-multiple=1",
                "risk.reentry-bars=0",
                "risk.limits.loss.day=0.5",
                "risk.limits.rate.entries=1000");
        bench.start();
        bench.playTo(9, 31);
        while (bench.tws.shares(QQQ) == 0 || ourStops(bench).isEmpty()) {
            bench.daemon().work();
            bench.market.step(bench.daemon());
        }
        bench.market.settle(bench.daemon());
        return bench;
    }

    private static List<OrderView> ourStops(LiveBench bench) {
        return bench.tws.orders().stream()
                .filter(order -> order.isLive() && order.type().equals("STP"))
                .toList();
    }

    private static void playMinutes(LiveBench bench, int minutes) {
        bench.playOn(bench.tws.now() + minutes * MINUTE);
    }

    /** The market goes on until the account holds so much. */
    private static void playUntilHeld(LiveBench bench, long shares) {
        long until = bench.tws.now() + MINUTE;
        while (bench.tws.shares(QQQ) != shares) {
            assertTrue(bench.tws.now() < until, () -> "the account holds " + bench.tws.shares(QQQ));
            bench.daemon().work();
            bench.market.step(bench.daemon());
        }
    }

    private static boolean isLatched(LiveBench bench) {
        return bench.daemon().day().stages().risk().trading().latched();
    }

    private static List<String> breaks(LiveBench bench) {
        List<String> said = new ArrayList<>();
        LiveBench.replay(bench.journal(), event -> {
            if (event.type == EventType.CONDITION && event.code == Condition.BREAK.code()) {
                said.add(event.textAsString());
            }
        });
        return said;
    }

    @Test
    void shouldTakeItsStopBackWhenTheTraderClosesThePosition() {
        try (LiveBench bench = holding()) {
            long held = bench.tws.shares(QQQ);
            bench.tws.byHand(hand -> hand.market(QQQ, Side.SELL, held));
            playUntilHeld(bench, 0);
            bench.await(() -> ourStops(bench).isEmpty(), "the stop is taken back");
            assertTrue(isLatched(bench));
            playMinutes(bench, 60);
            assertEquals(0, bench.tws.shares(QQQ), "nothing of ours sells what is not there");
            bench.daemon().close();
            assertTrue(breaks(bench).contains("QQQ: " + held + " here, 0 at the broker"), breaks(bench)::toString);
            assertEquals(List.of(), AuditCommand.audit(bench.journal()).violations());
        }
    }

    @Test
    void shouldPlaceNoStopOnNothingWhenTheTraderClosesAndCancelsAll() {
        try (LiveBench bench = holding()) {
            long held = bench.tws.shares(QQQ);
            bench.tws.byHand(hand -> {
                hand.market(QQQ, Side.SELL, held);
                ourStops(bench).forEach(stop -> hand.cancel(stop.permId()));
            });
            playUntilHeld(bench, 0);
            bench.await(() -> isLatched(bench), "the latch");
            playMinutes(bench, 60);
            assertEquals(List.of(), ourStops(bench));
            assertEquals(0, bench.tws.shares(QQQ));
        }
    }

    @Test
    void shouldOpenNothingWhenTwsComesBackWithAnEmptyAccount() {
        try (LiveBench bench = holding()) {
            long held = bench.tws.shares(QQQ);
            int orders = bench.tws.orders().size();
            bench.tws.byHand(hand -> hand.logIn(true));
            bench.await(() -> isLatched(bench), "the latch");
            for (int i = 0; i < 400; i++) {
                bench.await(() -> true, "");
                bench.market.step(bench.daemon());
            }
            assertEquals(orders, bench.tws.orders().size(), "no order goes to an account that is another one");
            assertTrue(bench.tws.shares(QQQ) == held || bench.tws.shares(QQQ) == 0, "its own stop, at most");
            bench.tws.byHand(hand -> hand.logIn(false));
            bench.await(() -> bench.daemon().day().refusal(Operator.UNLATCH, "") == null, "all is well again");
        }
    }

    @Test
    void shouldRefuseToUnlatchUntilTheOperatorHasSaidWhatIsSo() {
        try (LiveBench bench = holding()) {
            long held = bench.tws.shares(QQQ);
            bench.tws.byHand(hand -> hand.market(QQQ, Side.SELL, held - 40));
            playUntilHeld(bench, 40);
            bench.await(
                    () -> ourStops(bench).stream()
                                    .mapToLong(OrderView::quantity)
                                    .sum()
                            == 40,
                    "the stop is cut");
            String refusal = bench.daemon().command(Operator.UNLATCH, "");
            assertTrue(refusal.startsWith("refused: QQQ: " + held + " here, 40 at the broker"), refusal);
            assertTrue(isLatched(bench));
            String adopted = bench.daemon().command(Operator.ADOPT, QQQ);
            assertTrue(adopted.startsWith("adopt journaled"), adopted);
            assertEquals(40, bench.daemon().day().position(0));
            bench.await(() -> bench.daemon().day().refusal(Operator.UNLATCH, "") == null, "no difference");
            assertTrue(bench.daemon().command(Operator.UNLATCH, "").startsWith("unlatch journaled"));
            assertFalse(isLatched(bench));

            // What was adopted outlives a restart, and the hand's execution is not held against us again.
            bench.daemon().close();
            bench.start();
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "ready");
            assertEquals(40, bench.daemon().day().position(0));
            assertFalse(isLatched(bench), () -> breaks(bench).toString());
        }
    }

    @Test
    void shouldLeaveThePositionToTheTraderWhoSaysThatItIsHis() {
        try (LiveBench bench = holding()) {
            long held = bench.tws.shares(QQQ);
            bench.tws.byHand(hand -> hand.market(QQQ, Side.BUY, 40));
            playUntilHeld(bench, held + 40);
            bench.await(() -> bench.daemon().day().refusal(Operator.UNLATCH, "") != null, "the difference");
            bench.await(() -> bench.daemon().day().refusal(Operator.FORGET, QQQ) == null, "it is certain");
            bench.daemon().command(Operator.FORGET, QQQ);
            bench.await(() -> ourStops(bench).isEmpty(), "the strategy's stop goes");
            assertEquals(0, bench.daemon().day().position(0));
            assertEquals(held + 40, bench.tws.shares(QQQ));
            bench.daemon().close();
            bench.start();
            bench.await(() -> bench.daemon().day().refusal(Operator.UNLATCH, "") == null, "still the trader's");
            List<Long> standing = new ArrayList<>();
            LiveBench.replay(bench.journal(), event -> {
                if (event.type == EventType.POSITION && event.flags == EngineEvent.FLAG_ADOPTED && event.code != 0) {
                    standing.add(event.quantity);
                }
            });
            assertEquals(List.of(held + 40), standing);
        }
    }
}
