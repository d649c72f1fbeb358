package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets whose Sharpe ratios are given. */
class PlateauTest {
    private static final Objective SHARPE = Objective.of("sharpe", List.of());

    private static List<SetResult> results(double... sharpes) {
        List<SetResult> results = new ArrayList<>();
        for (int i = 0; i < sharpes.length; i++) {
            double[] figures = new double[SetResult.FIGURES.size()];
            Arrays.fill(figures, Double.NaN);
            figures[SetResult.FIGURES.indexOf("sharpe")] = sharpes[i];
            figures[SetResult.FIGURES.indexOf("trades")] = 1;
            figures[SetResult.FIGURES.indexOf("ruined")] = 0;
            results.add(new SetResult(i, "d" + i, figures, 0, 0, new double[0], new double[0]));
        }
        return results;
    }

    private static Grid grid(String... axes) {
        return Grid.of(Tapes.config("qqq.conf"), List.of(axes));
    }

    @Test
    void shouldKnowNoMiddleWhereNoSetHasAnInterior() {
        Grid grid = grid("signal.sma=100,200", "risk.atr-multiple=5,10");
        assertEquals(-1, Plateau.middle(grid, results(4, 3, 2, 1), SHARPE));
        assertEquals(2, grid.edges(0).size());
    }

    @Test
    void shouldNameTheMiddleOfTheBestNeighbourhood() {
        Grid grid = grid("signal.sma=50..250:50");
        // The highest one has nothing on either side; the one beside the last stands among equals.
        assertEquals(3, Plateau.middle(grid, results(0, 3, 0, 4, 4), SHARPE));
        assertTrue(grid.edges(3).isEmpty());
    }

    @Test
    void shouldTellThatTheBestStandsAtTheEdge() {
        Grid grid = grid("signal.sma=100,150,200");
        var data = Tapes.data(Tapes.of("2023-01-03", "2023-02-28", 1), Tapes.config("qqq.conf"));
        String text = new SweepReport("qqq", data, grid, results(1, 2, 3), SHARPE).text();
        assertTrue(text.contains("edge: signal.sma=200 is its last value"), text);
        assertTrue(text.contains("middle of the best plateau: signal.sma=150"), text);
        String two = new SweepReport("qqq", data, grid("signal.sma=100,200"), results(1, 2), SHARPE).text();
        assertTrue(two.contains("middle of the best plateau: n/a"), two);
    }

    @Test
    void shouldNotCallWordsAnEdge() {
        Grid grid = grid("risk.size-at=signal,open");
        assertTrue(grid.edges(0).isEmpty());
        assertEquals(-1, Plateau.middle(grid, results(1, 2), SHARPE));
    }
}
