package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Side;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
