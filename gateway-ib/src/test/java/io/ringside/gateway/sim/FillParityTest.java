package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.SimulatedBroker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Orders that are decided at the ends of 5-minute bars execute at the prices that a back test over these bars gives. */
class FillParityTest {
    private static final long CENT = 1_000_000;
    private static final Listing QQQ = Listing.of("QQQ");
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** An order that lives for one bar. */
    private record Decision(Side side, OrderType type, long priceE8) {}

    @Test
    void shouldExecuteAtThePricesOfABackTestWhenOrdersComeBetweenBars() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<PriceBar> bars = Tapes.generated(
                        QQQ, (int) LocalDate.of(2023, 1, 20).toEpochDay())
                .bars();
        List<Decision> decisions = new ArrayList<>();
        for (PriceBar bar : bars) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            OrderType type =
                    List.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP).get(random.nextInt(3));
            decisions.add(new Decision(side, type, bar.closeE8() + (random.nextInt(121) - 60) * CENT));
        }
        BrokerSettings fills = Scene.fills("slippage-ticks = 2");
        List<String> wanted = backTest(bars, decisions, fills);
        assertTrue(wanted.size() > bars.size() / 2, "executions: " + wanted.size());
        assertEquals(wanted, simulate(bars, decisions, fills, seed), "seed " + seed);
    }

    private static List<String> backTest(List<PriceBar> bars, List<Decision> decisions, BrokerSettings fills) {
        SimulatedBroker broker = new SimulatedBroker(fills, List.of(QQQ.instrument(0)), CALENDAR, 1L << 60);
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        Intent intent = new Intent();
        List<String> executions = new ArrayList<>();
        for (int i = 1; i < bars.size(); i++) {
            PriceBar bar = bars.get(i);
            if (!follows(bars, i)) {
                continue;
            }
            Decision decision = decisions.get(i - 1);
            intent.clear(IntentAction.PLACE, i, 0, -1, 0);
            intent.side = decision.side;
            intent.type = decision.type;
            intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
            intent.quantity = 10;
            intent.limitE8 = decision.type == OrderType.LIMIT ? decision.priceE8 : 0;
            intent.stopE8 = decision.type == OrderType.STOP ? decision.priceE8 : 0;
            broker.submit(intent, bar.startNanos());
            broker.deliver(bar.startNanos());
            play(broker, event.openPrint(0, bar.startNanos(), bar.openE8(), 0));
            play(
                    broker,
                    event.bar(
                            0,
                            bar.startNanos(),
                            bar.endNanos(),
                            bar.openE8(),
                            bar.highE8(),
                            bar.lowE8(),
                            bar.closeE8(),
                            bar.volume(),
                            0));
            intent.clear(IntentAction.CANCEL, i, 0, -1, 0);
            broker.submit(intent, bar.endNanos());
            broker.deliver(bar.endNanos());
            while (broker.poll(event)) {
                if (event.type == EventType.FILL) {
                    executions.add(event.orderRef + " " + event.side + " " + Text.number(event.priceE8));
                }
            }
        }
        return executions;
    }

    private static void play(SimulatedBroker broker, EngineEvent event) {
        broker.before(event);
        broker.after(event);
    }

    private static List<String> simulate(
            List<PriceBar> bars, List<Decision> decisions, BrokerSettings fills, long seed) {
        Workstation tws = Scene.workstation(
                new SimSettings(List.of(Tape.ofBars(QQQ, bars)), bars.get(0).startNanos())
                        .messagesPerSecondMax(0)
                        .cashE8(1L << 60)
                        .fills(fills)
                        .seed(seed));
        TestClient client = TestClient.started(tws, 7);
        List<String> executions = new ArrayList<>();
        for (int i = 1; i < bars.size(); i++) {
            PriceBar bar = bars.get(i);
            if (!follows(bars, i)) {
                continue;
            }
            tws.advanceTo(bar.startNanos());
            Decision decision = decisions.get(i - 1);
            String price = Text.number(decision.priceE8);
            String side = decision.side.name();
            String[] order = switch (decision.type) {
                case MARKET -> Scene.order(i, side, 10, "MKT", "", "", "2=320227571", "3=QQQ");
                case LIMIT -> Scene.order(i, side, 10, "LMT", price, "", "2=320227571", "3=QQQ");
                default -> Scene.order(i, side, 10, "STP", "", price, "2=320227571", "3=QQQ");
            };
            client.send(order);
            tws.advanceTo(bar.endNanos());
            client.send("4", "1", Integer.toString(i), "");
            for (String message : client.take("11")) {
                String[] f = message.split("\\|", -1);
                executions.add(f[2] + " " + (f[18].equals("BOT") ? "BUY" : "SELL") + " " + f[20]);
            }
        }
        return executions;
    }

    /** Whether a bar goes on where the one before it ended: orders over night are another matter. */
    private static boolean follows(List<PriceBar> bars, int index) {
        return bars.get(index).startNanos() == bars.get(index - 1).endNanos();
    }
}
