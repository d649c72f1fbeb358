package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several sets is the best one, and which are out of the question. */
class ObjectiveTest {
    private static SetResult result(int index, double sharpe, double trades, boolean ruined) {
        double[] figures = new double[SetResult.FIGURES.size()];
        Arrays.fill(figures, 1);
        figures[SetResult.FIGURES.indexOf("sharpe")] = sharpe;
        figures[SetResult.FIGURES.indexOf("trades")] = trades;
        figures[SetResult.FIGURES.indexOf("ruined")] = ruined ? 1 : 0;
        return new SetResult(index, "set" + index, figures, 0, 0, new double[0], new double[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "trades > 10, 11",
        "trades >= 10, 10 11",
        "trades < 10, 9",
        "trades <= 10, 9 10",
        "trades>=9.5, 10 11",
        "trades > -1, 9 10 11",
        "trades < -1, ''"
    })
    void shouldHoldSetsAgainstABound(String constraint, String expected) {
        Objective objective = Objective.of("sharpe", List.of(constraint));
        var held = new StringBuilder();
        for (int trades = 9; trades <= 11; trades++) {
            if (objective.value(result(trades, 1, trades, false)) == 1) {
                held.append(held.isEmpty() ? "" : " ").append(trades);
            } else {
                assertTrue(Double.isNaN(objective.value(result(trades, 1, trades, false))));
            }
        }
        assertEquals(expected, held.toString());
    }

    @Test
    void shouldTakeTheFirstOfTheBestThatMeetAllConstraints() {
        Objective objective = Objective.of("sharpe", List.of("trades >= 10", "sharpe < 5"));
        List<SetResult> all = List.of(
                result(0, 1, 20, false),
                result(1, 2, 10, false),
                result(2, 2, 20, false),
                result(3, 4, 9, false),
                result(4, 5, 20, false),
                result(5, Double.NaN, 20, false),
                result(6, 3, 20, true));
        assertEquals("set1", objective.best(all).digest());
        assertNull(objective.best(List.of(all.get(3), all.get(4), all.get(5), all.get(6))));
        assertEquals(Double.NEGATIVE_INFINITY, objective.value(all.get(6)));
        assertTrue(Double.isNaN(objective.value(result(7, Double.NaN, 20, true))));
    }

    @Test
    void shouldTellWhatIsNoConstraint() {
        for (String text : List.of("trades", "trades = 3", "trades > x", "x > 3", "")) {
            UserError error = assertThrows(UserError.class, () -> Objective.of("sharpe", List.of(text)));
            assertTrue(error.getMessage().startsWith("--constraint " + text + ": "), error.getMessage());
        }
        assertThrows(UserError.class, () -> Objective.of("luck", List.of()));
    }
}
