package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SessionVwapTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new SessionVwap(), "vwap");
    }

    @Test
    void shouldBeginAnewWhenTheSessionChanges() {
        SessionVwap vwap = new SessionVwap();
        vwap.update(Golden.bar(1, "10", "10", "10", "10", 1_000_000));
        vwap.update(Golden.bar(2, "20", "24", "18", "21", 5));
        assertEquals(21, vwap.value(0));
    }

    @Test
    void shouldStayExactWhenTurnoverPassesSixtyFourBits() {
        SessionVwap vwap = new SessionVwap();
        vwap.update(Golden.bar(1, "800000", "800000", "800000", "800000", 4_000_000_000L));
        vwap.update(Golden.bar(1, "800001", "800001", "800001", "800001", 4_000_000_000L));
        assertEquals(800_000.5, vwap.value(0));
    }

    /** A single share was traded; where none was, the last typical price stands for it. */
    @Test
    void shouldCountASingleShare() {
        SessionVwap vwap = new SessionVwap();
        vwap.update(Golden.bar(1, "20", "24", "18", "21", 0));
        assertEquals(21, vwap.value(0));
        vwap.update(Golden.bar(1, "20", "27", "18", "21", 1));
        assertEquals(22, vwap.value(0));
        vwap.update(Golden.bar(1, "30", "30", "30", "30", 0));
        assertEquals(22, vwap.value(0));
    }
}
