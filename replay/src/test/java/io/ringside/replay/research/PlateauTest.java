package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        Map<?, ?> json = json(new SweepReport("qqq", data, grid, results(1, 2, 3), SHARPE));
        assertEquals("d1", ((Map<?, ?>) json.get("middle_of_plateau")).get("digest"));
        assertEquals("d2", ((Map<?, ?>) json.get("best")).get("digest"));
        assertEquals(List.of("signal.sma"), json.get("best_at_edge_of"));
        assertEquals(
                "1 2 2",
                json.get("neighbours") + " " + json.get("neighbours_mean") + " " + json.get("neighbours_worst"));
        json = json(new SweepReport("qqq", data, grid("signal.sma=100,200"), results(1, 2), SHARPE));
        assertTrue(json.containsKey("middle_of_plateau"));
        assertEquals(null, json.get("middle_of_plateau"));
        // The first set of all may be the best one, but never the middle.
        json = json(new SweepReport("qqq", data, grid("signal.sma=100,200"), results(2, 1), SHARPE));
        assertEquals("d0", ((Map<?, ?>) json.get("best")).get("digest"));
    }

    private static Map<?, ?> json(SweepReport report) {
        return (Map<?, ?>) Json.read("sweep", report.json());
    }

    @Test
    void shouldNotCallWordsAnEdge() {
        Grid grid = grid("risk.size-at=signal,open");
        assertTrue(grid.edges(0).isEmpty());
        assertEquals(-1, Plateau.middle(grid, results(1, 2), SHARPE));
    }

    /** Undefined neighbours count, and have no value; the worst one is told. */
    @Test
    void shouldTellWhatLiesAround() {
        Grid grid = grid("signal.sma=50,100,150", "risk.atr-multiple=5,10,15");
        double none = Double.NaN;
        List<SetResult> results = results(4, 1, none, 3, 9, none, 2, 5, none);
        assertEquals(new Plateau(8, 5, 3, 1), Plateau.around(grid, results, SHARPE, 4));
        assertEquals(new Plateau(3, 3, 13 / 3.0, 1), Plateau.around(grid, results, SHARPE, 0));
        assertEquals(new Plateau(3, 2, 7, 5), Plateau.around(grid, results, SHARPE, 8));
        Plateau empty = Plateau.around(grid("signal.sma=50"), results(1), SHARPE, 0);
        assertEquals(new Plateau(0, 0, none, none), empty);
    }

    /** A single neighbour that is defined counts like any other; without one the set is alone. */
    @Test
    void shouldTakeTheNeighboursThatAreDefined() {
        double none = Double.NaN;
        Grid five = grid("signal.sma=50..250:50");
        assertEquals(new Plateau(2, 1, 5, 5), Plateau.around(five, results(none, 3, 5, -2, none), SHARPE, 1));
        // (3 + 5) / 3 is more than (5 + 3 - 2) / 3.
        assertEquals(1, Plateau.middle(five, results(none, 3, 5, -2, none), SHARPE));
        assertEquals(1, Plateau.middle(five, results(none, 3, none, none, none), SHARPE));
    }

    /** Of equals it is the first. */
    @Test
    void shouldNameTheFirstOfEquals() {
        assertEquals(2, Plateau.middle(grid("signal.sma=50..300:50"), results(0, 2, 2, 2, 2, 0), SHARPE));
    }

    /** On an axis of words the ones in between have more neighbours; what counts is the mean. */
    @Test
    void shouldCompareMeansAndNotSums() {
        Grid grid = grid("signal.sma=50..150:50", "risk.account=scale,refuse,off");
        assertEquals(3, Plateau.middle(grid, results(2, 1, 0, 2, 1, 0, 2, 1, 0), SHARPE));
    }
}
