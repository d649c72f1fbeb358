package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.sim.WorkingOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random signals over random bars, with partial fills and latency: the driver compares the ledgers after every event; here
 * every position is covered to the share, no order outlives what it is for, and everything can be left.
 */
class PositionInvariantTest {
    private long trades;

    @Test
    void shouldCoverEveryPositionOverRandomDays() {
        run(300);
    }

    @Test
    @Tag("long")
    void shouldCoverEveryPositionOverManyRandomDays() {
        run(20_000);
    }

    private void run(int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            play(seed);
        }
        assertTrue(trades > 3L * seeds, "only " + trades + " positions");
    }

    private void play(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean late = random.nextInt(3) == 0;
        RiskDriver driver = new RiskDriver(
                "risk.allow-short=true",
                "risk.leverage=2",
                "broker.participation=" + (random.nextBoolean() ? "0.05" : "0"),
                "broker.latency-events=" + (late ? random.nextInt(1, 5) : 0),
                "broker.latency-nanos=" + (late ? random.nextLong(200_000_000_000L) : 0),
                "broker.half-spread-ticks=" + random.nextInt(2),
                "broker.interest.margin=0.05",
                "broker.interest.borrow=0.01");
        double price = 100;
        long before = 0;
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(3) == 0) {
                double kind = random.nextDouble();
                SignalKind say = kind < 0.3
                        ? SignalKind.ENTER_LONG
                        : kind < 0.6 ? SignalKind.ENTER_SHORT : kind < 0.8 ? SignalKind.EXIT : SignalKind.HOLD;
                double target = say == SignalKind.ENTER_LONG ? price + 3 : price - 3;
                driver.signal(say, 2, 0, random.nextBoolean() ? cents(target) : 0);
            }
            double open = cents(price + random.nextDouble(-1, 1));
            double close = cents(open + random.nextDouble(-2, 2));
            double high = cents(Math.max(open, close) + random.nextDouble());
            double low = cents(Math.min(open, close) - random.nextDouble());
            driver.bar(open, high, low, close, random.nextInt(20_000));
            price = close;
            if (i % 20 == 19) {
                driver.close();
            }
            if (!late) {
                check(driver, "seed " + seed + ", bar " + i);
            }
            trades += driver.position() != 0 && before == 0 ? 1 : 0;
            before = driver.position();
        }
        close(driver, price, "seed " + seed);
    }

    private static void check(RiskDriver driver, String where) {
        long held = Math.abs(driver.position());
        long exits = 0;
        long stops = 0;
        for (WorkingOrder order : driver.broker.workingOrders(0)) {
            exits += order.terms().purpose == Purpose.EXIT || order.terms().purpose == Purpose.FLATTEN ? 1 : 0;
            if (order.terms().purpose == Purpose.STOP) {
                stops++;
                assertEquals(held, order.workable(), where + ": stop for another quantity");
            } else if (order.terms().purpose == Purpose.TARGET) {
                assertEquals(held, order.workable(), where + ": target for another quantity");
            }
        }
        if (held > 0) {
            assertEquals(1, stops, where + ": " + held + " shares and " + driver.working());
            assertTrue(exits <= 1, where);
        } else {
            boolean entering =
                    driver.broker.workingOrders(0).stream().anyMatch(order -> order.terms().purpose == Purpose.ENTRY);
            assertTrue(entering || driver.working().isEmpty(), where + ": flat, but " + driver.working());
        }
    }

    private static void close(RiskDriver driver, double price, String where) {
        for (int i = 0; i < 40 && !(driver.position() == 0 && driver.broker.isIdle()); i++) {
            driver.signal(SignalKind.EXIT, 2).bar(price, price, price, price, 1_000_000);
            if (i % 10 == 9) {
                // An order for the open that latency made late waits for the next one.
                driver.close();
            }
        }
        assertEquals(0, driver.position(), where);
        assertTrue(driver.working().isEmpty(), where + ": " + driver.working());
        assertTrue(driver.broker.isIdle(), where);
    }

    private static double cents(double price) {
        return Math.rint(price * 100) / 100;
    }
}
