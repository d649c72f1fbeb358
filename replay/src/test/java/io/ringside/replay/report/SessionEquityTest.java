package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The account at the close of a session. */
class SessionEquityTest {
    private static SessionEquity session(long equity, long positions, double exposure) {
        return new SessionEquity(1, equity, equity - positions, positions, Trade.UNKNOWN, exposure, 7);
    }

    /** Of an account that has nothing left there is no share. */
    @Test
    void shouldHaveNoLeverageWithoutEquity() {
        assertEquals(1.5, session(100, 150, 0).leverage());
        assertEquals(1.5, session(100, -150, 0).leverage());
        assertEquals(0, session(100, 0, 0).leverage());
        assertEquals(Double.NaN, session(0, 150, 0).leverage());
        assertEquals(Double.NaN, session(-1, 150, 0).leverage());
    }

    @Test
    void shouldTakeShareOfBarsFromNoneToAll() {
        assertEquals(0, session(1, 0, 0).exposure());
        assertEquals(1, session(1, 0, 1).exposure());
        assertEquals(Double.NaN, session(1, 0, Double.NaN).exposure());
        assertThrows(IllegalArgumentException.class, () -> session(1, 0, -0.001));
        assertThrows(IllegalArgumentException.class, () -> session(1, 0, 1.001));
    }

    @Test
    void shouldChangeTheBenchmarkAlone() {
        SessionEquity one = session(100, 30, 0.5);
        assertEquals(new SessionEquity(1, 100, 70, 30, 9, 0.5, 7), one.withBenchmark(9));
        assertEquals(0, new SessionEquity(1, 100, 70, 30, 9, 0.5).dividendsE8());
    }
}
