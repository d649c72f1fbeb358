package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.Side;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private static final int NAMES = 20;

    /** Positions open, grow, turn and close at random; the values are those of a plain sum over all instruments. */
    @Test
    void shouldBeWorthTheSumOfAllPositionsWhicheverOpenAndClose() {
        long seed = 11;
        Random random = new Random(seed);
        Ledger ledger = new Ledger(1_000_000_000_000L, NAMES);
        for (int i = 0; i < 20_000; i++) {
            int id = random.nextInt(NAMES);
            ledger.mark(id, 100_000_000L * (1 + random.nextInt(500)));
            long held = ledger.position(id);
            if (held != 0 && random.nextInt(3) == 0) {
                ledger.fill(id, held > 0 ? Side.SELL : Side.BUY, Math.abs(held), ledger.lastE8(id), 0);
            } else if (random.nextInt(4) == 0) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                ledger.fill(id, side, 1 + random.nextInt(100), ledger.lastE8(id), 0);
            }
            long net = 0;
            long gross = 0;
            for (int one = 0; one < NAMES; one++) {
                net += ledger.lastE8(one) * ledger.position(one);
                gross += ledger.lastE8(one) * Math.abs(ledger.position(one));
            }
            assertEquals(net, ledger.positionValueE8(), "seed " + seed + ", step " + i);
            assertEquals(gross, ledger.grossValueE8(), "seed " + seed + ", step " + i);
            assertEquals(ledger.cashE8() + net, ledger.equityE8(), "seed " + seed + ", step " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 0, 1, an execution of 0 shares at 0.00000001 is none",
        "SELL, -1, 1, an execution of -1 shares at 0.00000001 is none",
        "BUY, 1, 0, an execution of 1 shares at 0.00 is none",
        "SELL, 1, -1, an execution of 1 shares at -0.00000001 is none",
        "NONE, 1, 1, an execution of 1 shares at 0.00000001 is none"
    })
    void shouldBookNoExecutionOfNothing(Side side, long quantity, long priceE8, String message) {
        Ledger ledger = new Ledger(100, 1);
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, () -> ledger.fill(0, side, quantity, priceE8, 0))
                        .getMessage());
        assertEquals(0, ledger.position(0));
        assertEquals(100, ledger.cashE8());
    }

    @Test
    void shouldBookASingleShareOfTheSmallestPrice() {
        Ledger ledger = new Ledger(100, 1);
        ledger.fill(0, Side.BUY, 1, 1, 7);
        assertEquals(1, ledger.position(0));
        assertEquals(92, ledger.cashE8());
    }
}
