package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import org.junit.jupiter.api.Test;

/** A loss of 5 % of a day, of 10 % since the highest equity, and three in a row, from an equity of 1,000. */
class LossLimitsTest {
    private static final long E8 = FixedPoint.ONE_E8;

    private final LossLimits limits = new LossLimits(new Limits.Loss(E8 / 20, E8 / 10, 3), 1_000 * E8);

    @Test
    void shouldStopAtALossThatIsReachedUntilTheNextSession() {
        limits.onSession(1, 1_000 * E8);
        assertFalse(limits.onEquity(950 * E8 + 1));
        assertNull(limits.refusal());
        assertTrue(limits.onEquity(950 * E8));
        assertTrue(limits.onEquity(2_000 * E8), "it stays lost");
        limits.onSession(1, 900 * E8);
        limits.onSession(0, 900 * E8);
        assertEquals(Outcome.DAILY_LOSS, limits.refusal());
        limits.onSession(2, 1_990 * E8);
        assertNull(limits.refusal());
        assertEquals(1_990 * E8, limits.dayStartE8());
    }

    @Test
    void shouldStopAtADrawdownFromTheHighestEquityUntilAnOperatorResumes() {
        limits.onEquity(1_100 * E8);
        limits.onSession(1, 1_000 * E8);
        limits.onEquity(990 * E8 + 1);
        assertNull(limits.refusal());
        limits.onEquity(990 * E8);
        assertEquals(Outcome.DRAWDOWN, limits.refusal());
        limits.onSession(2, 990 * E8);
        assertEquals(Outcome.DRAWDOWN, limits.refusal());
        limits.resume(990 * E8);
        assertNull(limits.refusal());
        assertEquals(990 * E8, limits.peakE8());
    }

    @Test
    void shouldCountLossesInARowAndNoTradeOfNothingAmongThem() {
        limits.onRoundTrip(-1);
        limits.onRoundTrip(-1);
        assertNull(limits.refusal());
        limits.onRoundTrip(0);
        assertEquals(0, limits.streak());
        for (int i = 0; i < 3; i++) {
            limits.onRoundTrip(-1);
        }
        assertEquals(Outcome.LOSING_STREAK, limits.refusal());
        limits.resume(1_000 * E8);
        assertNull(limits.refusal());
    }

    /** Money that is paid in is no profit, and what is taken out no loss. */
    @Test
    void shouldKeepWhatWasLostOverMoneyThatComesOrGoes() {
        limits.onEquity(1_100 * E8);
        limits.onSession(1, 1_100 * E8);
        limits.onEquity(1_060 * E8);
        limits.transfer(1_060 * E8, 1_560 * E8);
        assertEquals(1_600 * E8, limits.dayStartE8());
        assertEquals(1_600 * E8, limits.peakE8());
        limits.transfer(1_560 * E8, 60 * E8);
        assertEquals(100 * E8, limits.dayStartE8());
        assertEquals(100 * E8, limits.peakE8());
        limits.transfer(60 * E8, 500 * E8);
        assertEquals(540 * E8, limits.peakE8());
        limits.transfer(700 * E8, 800 * E8);
        assertEquals(800 * E8, limits.peakE8(), "never below what there is");
    }

    @Test
    void shouldGoOnWithWhatAnEarlierSessionHasLeft() {
        limits.restore(1_200 * E8, 2, false);
        limits.restore(1_150 * E8);
        assertEquals(1_200 * E8, limits.peakE8());
        assertEquals(1_150 * E8, limits.dayStartE8());
        assertEquals(2, limits.streak());
        limits.restore(1_300 * E8);
        assertEquals(1_300 * E8, limits.peakE8());
        limits.restore(1_200 * E8, Long.MAX_VALUE, true);
        assertTrue(limits.drawnDown());
        limits.onRoundTrip(-1);
        assertEquals(Integer.MAX_VALUE, limits.streak());
    }
}
