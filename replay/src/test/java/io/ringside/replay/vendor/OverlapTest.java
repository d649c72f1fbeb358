package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.store.BarRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closes that a vendor tells again, beside those that are stored of days 1 to 4. */
class OverlapTest {
    private static BarRows rows(int firstDay, double... closes) {
        BarRows rows = new BarRows();
        for (int i = 0; i < closes.length; i++) {
            long close = FixedPoint.ofDouble(closes[i]);
            rows.add(firstDay + i, close, close, close, close, 1);
        }
        return rows;
    }

    private static String adjusted(double one, double two, double three, double four) {
        return Overlap.adjusted(rows(1, 100, 200, 5, 10), rows(1, one, two, three, four));
    }

    @ParameterizedTest
    @CsvSource({
        "50, 100, 2.5, 5, 0.5",
        "400, 800, 20, 40, 4",
        "33.33, 66.66, 1.6665, 3.333, 0.3333",
        "100.11, 200.22, 5.0055, 10.011, 1.0011",
        // By the cent, or half a part in a thousand where that is more.
        "50, 100.049, 2.5, 5, 0.5",
        "50, 100, 2.511, 4.989, 0.5",
        "50, 99.951, 2.489, 5, 0.5"
    })
    void shouldTellTheRatioOfAllCloses(double one, double two, double three, double four, String ratio) {
        assertEquals(ratio, adjusted(one, two, three, four));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 200, 5, 10",
        "50, 200, 2.5, 5",
        "50, 100, 2.5, 10",
        "50, 100.051, 2.5, 5",
        "50, 100, 2.512, 5",
        "50, 100, 2.5, 4.988",
        // A thousandth more may as well be corrections.
        "100.1, 200.2, 5.005, 10.01",
        "99.91, 199.82, 4.9955, 9.991"
    })
    void shouldTellNoneWhereTheyAreTheSameOrDifferInOtherWays(double one, double two, double three, double four) {
        assertNull(adjusted(one, two, three, four));
    }

    @Test
    void shouldWantTwoRowsInCommon() {
        BarRows stored = rows(1, 100, 200);
        assertNull(Overlap.adjusted(stored, rows(2, 100, 100, 100)), "the second day alone");
        assertEquals("0.5", Overlap.adjusted(stored, rows(0, 7, 50, 100, 7)), "the days around are not stored");
        assertNull(Overlap.adjusted(stored, rows(3, 1, 2)));
        assertNull(Overlap.adjusted(stored, new BarRows()));
    }
}
