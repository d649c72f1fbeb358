package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every benchmark runs and its checks hold, in sizes too small to say anything about time. */
class BenchIT {
    @Test
    void shouldMeasureReplayAndAgreeWithThePlainLoopAndWithTa4j() {
        List<BenchRow> rows = run(new ReplaySuite());
        assertEquals(List.of(1, 2, 3, 4, 5, 5, 5), ids(rows));
    }

    @Test
    void shouldMeasureEveryMessageOfTheCodec() {
        List<BenchRow> rows = run(new CodecSuite());
        assertTrue(rows.size() > 10);
        rows.forEach(row -> assertEquals(9, row.id()));
    }

    private static List<BenchRow> run(Suite suite) {
        List<BenchRow> rows = suite.run(BenchSizes.smoke(), done -> assertTrue(done >= 0));
        for (BenchRow row : rows) {
            assertFalse(row.refused(), row::toString);
            assertTrue(row.value() > 0 || row.note().startsWith("skipped: "), row::toString);
            assertTrue(!row.isMeasured() || (row.min() <= row.value() && row.value() <= row.max()), row::toString);
        }
        return rows;
    }

    private static List<Integer> ids(List<BenchRow> rows) {
        return rows.stream().map(BenchRow::id).toList();
    }
}
