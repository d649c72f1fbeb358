package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which steps a position leaves. */
class PartsTest {
    @Test
    void shouldLeaveInUpToFourSteps() {
        Parts all = Parts.ONE.with(0.5).with(0.25).with(0.125);
        assertEquals(4, all.count());
        assertEquals(0.5, all.share(0), 0);
        assertEquals(0.25, all.share(1), 0);
        assertEquals(0.125, all.share(2), 0);
        assertEquals(0.5, Parts.ONE.with(0.5).share(0), 0);
        assertEquals(2, Parts.ONE.with(0.5).count());
        assertFalse(all.grows());
        assertEquals(
                "a position leaves in at most 4 steps",
                assertThrows(IllegalArgumentException.class, () -> all.with(0.0625))
                        .getMessage());
    }

    @Test
    void shouldNotLetUnitsLeaveInSteps() {
        Parts units = Parts.units(2);
        assertTrue(units.grows());
        assertEquals(2, units.count());
        assertEquals(
                "units do not leave in steps",
                assertThrows(IllegalArgumentException.class, () -> units.with(0.5))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldLeaveInFractions(double share) {
        assertEquals(
                "shares that leave before the rest must be above 0, and less than 1 together",
                refusal(Parts.ONE, share));
    }

    /** A half, a quarter and an eighth leave an eighth, all of which a last part may not take. */
    @Test
    void shouldLeaveLessThanAllBeforeTheRest() {
        String refusal = "shares that leave before the rest must be above 0, and less than 1 together";
        assertEquals(refusal, refusal(Parts.ONE.with(0.5), 0.5));
        assertEquals(refusal, refusal(Parts.ONE.with(0.5).with(0.25), 0.25));
        assertEquals(0.375, Parts.ONE.with(0.5).with(0.375).share(1), 0);
        assertEquals(0.1875, Parts.ONE.with(0.5).with(0.25).with(0.1875).share(2), 0);
        // Below 1 by so little as a double can be.
        assertEquals(2, Parts.ONE.with(Math.nextDown(1.0)).count());
        assertEquals(2, Parts.ONE.with(Double.MIN_VALUE).count());
    }

    private static String refusal(Parts parts, double share) {
        return assertThrows(IllegalArgumentException.class, () -> parts.with(share))
                .getMessage();
    }
}
