package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.settings.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Axes as they are written, and where the sets of a grid stand. */
class GridAxisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1..3 | 1 2 3",
                "a = 1 .. 2 : 0.5 | 1 1.5 2",
                "a=-1..1 | -1 0 1",
                "a=0.00..0.1:0.05 | 0 0.05 0.1",
                "a=1..2:0.7 | 1 1.7",
                "a=5..5 | 5",
                "a=x, y | x y",
                "a.b=10 | 10",
                "a=100..300:100 | 100 200 300",
                "a=999999999999999999999999999999..999999999999999999999999999999 | 999999999999999999999999999999",
                "a=0.000000000000000000000000000001..0.000000000000000000000000000001 | 0.000000000000000000000000000001"
            })
    void shouldReadValues(String text, String values) {
        assertEquals(List.of(values.split(" ", -1)), GridAxis.parse(text).values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=1,2 | must be KEY=VALUE,VALUE or KEY=FROM..TO:STEP, such as risk.atr-multiple=1..21:2",
                "a | must be KEY=VALUE,VALUE or KEY=FROM..TO:STEP, such as risk.atr-multiple=1..21:2",
                "a= | must be KEY=VALUE,VALUE or KEY=FROM..TO:STEP, such as risk.atr-multiple=1..21:2",
                "a=1,,2 | has an empty value",
                "a=1, | has an empty value",
                "a=1,2,1 | has a value twice",
                "a=2..1 | must rise from FROM to TO by a STEP above 0",
                "a=1..2:0 | must rise from FROM to TO by a STEP above 0",
                "a=1..2:-1 | must rise from FROM to TO by a STEP above 0",
                "a=1..x | must be KEY=FROM..TO:STEP with numbers, such as risk.atr-multiple=1..21:2",
                "a=1..2: | must be KEY=FROM..TO:STEP with numbers, such as risk.atr-multiple=1..21:2",
                "a=0..10000 | has more than 10000 values",
                "a=1000000000000000000000000000000..1000000000000000000000000000001 | holds a number of more than 30 digits",
                "a=1..2:0.0000000000000000000000000000001 | holds a number of more than 30 digits",
                "a=1e31..2e31 | holds a number of more than 30 digits"
            })
    void shouldRefuseWhatIsNone(String text, String told) {
        assertEquals(
                "--grid " + text + ": " + told,
                assertThrows(UserError.class, () -> GridAxis.parse(text)).getMessage());
    }

    @Test
    void shouldTakeTenThousandValues() {
        assertEquals(10_000, GridAxis.parse("a=1..10000").values().size());
    }

    @Test
    void shouldKnowAnOrderOfSeveralNumbersAlone() {
        assertTrue(GridAxis.parse("a=1,2").hasOrder());
        assertTrue(GridAxis.parse("a=-1.5,2").hasOrder());
        assertFalse(GridAxis.parse("a=1").hasOrder());
        assertFalse(GridAxis.parse("a=1,x").hasOrder());
    }

    /** Four hundred times five hundred sets are as many as there may be: then the first one is looked at. */
    @Test
    void shouldRefuseMoreThanTwoHundredThousandSets() {
        Config config = Tapes.config("qqq.conf");
        String unknown = assertThrows(
                        UserError.class, () -> Grid.of(config, List.of("risk.nothing=1..400", "risk.other=1..500")))
                .getMessage();
        assertTrue(unknown.contains("nothing"), unknown);
        assertEquals(
                "--grid: more than 200000 sets; widen the steps",
                assertThrows(
                                UserError.class,
                                () -> Grid.of(config, List.of("risk.nothing=1..401", "risk.other=1..500")))
                        .getMessage());
        assertEquals(
                "--grid risk.nothing: is given twice; list all of its values in one",
                assertThrows(UserError.class, () -> Grid.of(config, List.of("risk.nothing=1", "risk.nothing=2")))
                        .getMessage());
    }

    /** Three by three: sets count along the last axis first. */
    @Test
    void shouldKnowTheNeighboursOfASet() {
        Grid grid = Grid.of(Tapes.config("qqq.conf"), List.of("signal.sma=50,100,150", "risk.atr-multiple=5,10,15"));
        assertEquals(List.of(1, 3, 4), grid.neighbours(0));
        assertEquals(List.of(0, 1, 2, 3, 5, 6, 7, 8), grid.neighbours(4));
        assertEquals(List.of(1, 2, 4, 7, 8), grid.neighbours(5));
        assertEquals(List.of("100", "15"), grid.sets().get(5).values());
        Engine engine = Grid.engine(grid.sets().get(5).configuration());
        assertEquals(15, engine.settings().risk().atrMultiple());
        assertEquals("100", engine.settings().full().getString("signal.sma"));
        assertEquals(
                9, grid.sets().stream().map(ParameterSet::digest).distinct().count());
        assertEquals(
                3, grid.sets().stream().map(ParameterSet::signalKey).distinct().count());
        assertEquals(1, grid.place(5, 0));
        assertEquals(2, grid.place(5, 1));
        assertTrue(grid.isInterior(4));
        assertFalse(grid.isInterior(5));
        assertEquals(
                List.of("risk.atr-multiple"),
                grid.edges(5).stream().map(GridAxis::key).toList());
        assertEquals(
                List.of("signal.sma"), grid.edges(1).stream().map(GridAxis::key).toList());
    }
}
