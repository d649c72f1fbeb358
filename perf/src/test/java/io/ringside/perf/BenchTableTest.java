package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTableTest {
    private static final Goal GOAL = Goal.atMost(2.5, 1.3, "x");

    @Test
    void shouldJudgeTheRatioByItsGoal() {
        assertTrue(ratio(1.2).meetsAmbition());
        assertTrue(ratio(2.5).meetsGate());
        assertFalse(ratio(2.5).meetsAmbition());
        assertFalse(ratio(2.6).meetsGate());
    }

    @Test
    void shouldJudgeAValueThatIsHeldAgainstOneMeasuredElsewhereByItself() {
        BenchRow row = BenchRow.ratio(9, "decode", samples(130), "ns", 1_300, 10, Goal.atMost(400, 120, "ns"));
        assertTrue(row.meetsGate());
        assertFalse(row.meetsAmbition());
    }

    @Test
    void shouldWriteEveryMemberOfEveryFigure() {
        List<?> rows = (List<?>) Json.read("json", BenchTable.json(List.of(ratio(2), ratio(3))));
        Map<?, ?> row = (Map<?, ?>) rows.get(0);
        assertEquals(
                List.of("id", "name", "value", "unit", "reference", "ratio", "min", "max", "gate", "ambition", "met"),
                List.copyOf(row.keySet()));
        assertEquals(BigDecimal.valueOf(20), row.get("value"));
        assertEquals("<= 2.5x", row.get("gate"));
        assertEquals(true, row.get("met"));
        assertEquals(false, ((Map<?, ?>) rows.get(1)).get("met"));
    }

    @Test
    void shouldShowNoFigureWhoseCheckFailed() {
        BenchRow row = BenchRow.refused(4, "against a peer", GOAL, "trades differ");
        Map<?, ?> members = (Map<?, ?>) ((List<?>) Json.read("json", BenchTable.json(List.of(row)))).get(0);
        assertEquals(null, members.get("value"));
        assertEquals(null, members.get("met"));
        assertEquals("refused: trades differ", members.get("note"));
        assertTrue(BenchTable.text(List.of(row)).contains("refused"));
    }

    private static BenchRow ratio(double ratio) {
        return BenchRow.ratio(1, "replay", samples(10 * ratio), "ns/bar", 10, ratio, GOAL);
    }

    private static Samples samples(double value) {
        Samples samples = new Samples();
        samples.add(value);
        return samples;
    }
}
