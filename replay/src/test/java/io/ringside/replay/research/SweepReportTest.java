package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.replay.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sweep says of results that are made up: eight sets of three settings, of which the sixth is the best. */
class SweepReportTest {
    private static final MarketTape TAPE = Tapes.of("2023-01-03", "2023-12-29", 2);
    private static final Config CONFIG = Tapes.config("qqq.conf");
    private static final Grid GRID =
            Grid.of(CONFIG, List.of("risk.atr-multiple=4,8", "risk.fraction=0.01,0.02", "risk.leverage=1,2"));
    private static final int BEST = 5;

    /**
     * Returns of two days, one up and one down by a per cent, with a mean on top.
     *
     * @param mean of the best set a day, of the others a tenth of it
     */
    private static List<SetResult> results(double mean, double trades, int ruined) {
        List<SetResult> all = new ArrayList<>();
        int sessions = TAPE.sessions();
        Blocks blocks = Blocks.of(sessions);
        for (int i = 0; i < 8; i++) {
            double own = i == BEST ? mean : mean / 10;
            double[] sums = new double[blocks.count()];
            double[] squares = new double[blocks.count()];
            double sum = 0;
            double square = 0;
            for (int day = 0; day < sessions; day++) {
                // Each set goes its own way, so that they count as so many trials.
                double change = own + ((day >> i) % 2 == 0 ? 0.01 : -0.01);
                int block = blocks.of(day, sessions);
                if (block >= 0) {
                    sums[block] += change;
                    squares[block] += change * change;
                }
                sum += change;
                square += change * change;
            }
            double average = sum / sessions;
            double[] figures = new double[SetResult.FIGURES.size()];
            figures[SetResult.FIGURES.indexOf("trades")] = trades;
            figures[SetResult.FIGURES.indexOf("sharpe")] =
                    average / Math.sqrt(square / sessions - average * average) * Math.sqrt(252);
            figures[SetResult.FIGURES.indexOf("total_return_pct")] = 10 + i;
            figures[SetResult.FIGURES.indexOf("max_drawdown_pct")] = -20 - i;
            figures[SetResult.FIGURES.indexOf("ruined")] = i < ruined ? 1 : 0;
            all.add(new SetResult(i, "set" + i, figures, 0, 0, sums, squares));
        }
        return all;
    }

    private static SweepReport report(List<SetResult> results, String... constraints) {
        return new SweepReport(
                "made", Tapes.data(TAPE, CONFIG), GRID, results, Objective.of("sharpe", List.of(constraints)));
    }

    /** Maps run over the first two settings; of the third, its sets with the best one's value are shown. */
    @Test
    void shouldShowTheMapThatTheBestSetIsOn() {
        List<SetResult> results = results(0.01, 100, 0);
        String page = report(results).html();
        String leverage = GRID.sets().get(BEST).values().get(2);
        List<String> cells = new ArrayList<>();
        for (String multiple : List.of("4", "8")) {
            for (String fraction : List.of("0.01", "0.02")) {
                int index = indexOf(List.of(multiple, fraction, leverage));
                cells.add(String.format(Locale.ROOT, "\"%.1f\"", 10.0 + index));
            }
        }
        String words =
                "\"words\":[[" + cells.get(0) + "," + cells.get(1) + "],[" + cells.get(2) + "," + cells.get(3) + "]]";
        assertTrue(page.contains(words), words);
        assertTrue(page.contains("the others stand at the best set's values."));
        assertTrue(report(results, "trades > 1000").html().contains("the others stand at the first set's values."));
    }

    /** One setting is a column, two are a table; a third would be said something of. */
    @Test
    void shouldMapOneOrTwoSettings() {
        Grid one = Grid.of(CONFIG, List.of("risk.atr-multiple=4,8"));
        String column = report(one, results(0.01, 100, 0).subList(0, 2)).html();
        assertTrue(column.contains("\"words\":[[\"10.0\"],[\"11.0\"]]"), column);
        assertFalse(column.contains("The maps run over"), column);
        Grid two = Grid.of(CONFIG, List.of("risk.atr-multiple=4,8", "risk.fraction=0.01,0.02"));
        String table = report(two, results(0.01, 100, 0).subList(0, 4)).html();
        assertTrue(table.contains("\"words\":[[\"10.0\",\"11.0\"],[\"12.0\",\"13.0\"]]"), table);
        assertFalse(table.contains("The maps run over"), table);
        assertTrue(table.contains("The prices are generated: no market made them."), table);
    }

    private static SweepReport report(Grid grid, List<SetResult> results) {
        return new SweepReport("made", Tapes.data(TAPE, CONFIG), grid, results, Objective.of("sharpe", List.of()));
    }

    /** Three sets return more than 14; what they are searched for stands first where it is not shown anyway. */
    @Test
    void shouldListTheSetsThatMeetTheConstraints() {
        String text = report(results(0.01, 100, 0), "total_return_pct > 14").text();
        List<String> rows =
                text.lines().skip(2).takeWhile(line -> !line.isEmpty()).toList();
        assertEquals(4, rows.size(), text);
        assertEquals(List.of("risk.atr-multiple", "risk.fraction", "risk.leverage", "sharpe"), words(rows.get(0), 4));
        assertEquals(GRID.sets().get(BEST).values(), words(rows.get(1), 3));
        SweepReport calmar = new SweepReport(
                "made", Tapes.data(TAPE, CONFIG), GRID, results(0.01, 100, 0), Objective.of("win_rate_pct", List.of()));
        List<String> header = calmar.text().lines().skip(2).limit(1).toList();
        assertFalse(words(header.get(0), 4).contains("sharpe"), header.get(0));
        assertTrue(header.get(0).contains("sharpe"), header.get(0));
    }

    private static List<String> words(String line, int count) {
        return List.of(line.strip().split("  +", -1)).subList(0, count);
    }

    @Test
    void shouldCountASetThatTradedOnceAndOneThatWasRuined() {
        assertEquals("8", json(report(results(0.01, 1, 0))).get("traded").toString());
        assertEquals("0", json(report(results(0.01, 0, 0))).get("traded").toString());
        assertTrue(report(results(0.01, 100, 1)).text().contains("1 of 8 sets ruined the account; they rank last"));
    }

    private static int indexOf(List<String> values) {
        for (int i = 0; i < 8; i++) {
            if (GRID.sets().get(i).values().equals(values)) {
                return i;
            }
        }
        throw new AssertionError(values);
    }

    @Test
    void shouldSayWhetherItIsAFindingAndInWhichTone() {
        SweepReport skill = report(results(0.01, 100, 0));
        SweepReport luck = report(results(0.0001, 100, 0));
        assertEquals(true, json(skill).get("finding"));
        assertEquals(false, json(luck).get("finding"));
        assertTrue(skill.html().contains("\"tone\":\"good\""));
        assertFalse(skill.html().contains("\"tone\":\"bad\""));
        assertTrue(luck.html().contains("\"tone\":\"bad\""));
        assertFalse(luck.html().contains("\"tone\":\"good\""));
        // What is out of the question is none, however skilled the sets are.
        SweepReport none = report(results(0.01, 100, 0), "trades > 1000");
        assertTrue(none.html().contains("\"tone\":\"bad\""));
        assertFalse(none.html().contains("\"tone\":\"good\""));
    }

    @Test
    void shouldTellTheBestSetWhereItStandsAndWhoRuinedTheAccount() {
        Map<?, ?> json = json(report(results(0.01, 100, 2)));
        assertEquals("set5", ((Map<?, ?>) json.get("best")).get("digest"));
        assertEquals("8 2 8", json.get("traded") + " " + json.get("ruined") + " " + json.get("sets"));
        String text = report(results(0.01, 100, 2)).text();
        assertTrue(text.contains("2 of 8 sets ruined the account; they rank last"), text);
        List<String> at = GRID.sets().get(BEST).values();
        assertTrue(
                text.contains("risk.atr-multiple=" + at.get(0) + " is its "
                        + (at.get(0).equals("4") ? "first" : "last") + " value"),
                text);
        assertTrue(
                text.contains("risk.fraction=" + at.get(1) + " is its "
                        + (at.get(1).equals("0.01") ? "first" : "last") + " value"),
                text);
        assertTrue(text.contains("middle of the best plateau: n/a, since no set has neighbours on all sides"), text);
        assertFalse(report(results(0.01, 100, 0)).text().contains("ruined"));
    }

    /** A row a set in the order of the grid; of what is undefined the cell is empty. */
    @Test
    void shouldWriteARowASet() {
        List<SetResult> results = results(0.01, 100, 1);
        String[] rows = report(results).csv().split("\n", -1);
        assertEquals(
                "digest,risk.atr-multiple,risk.fraction,risk.leverage," + String.join(",", SetResult.FIGURES), rows[0]);
        assertTrue(rows[1].startsWith("set0,4,0.01,1,100,0,0,10,0,0,-20,"), rows[1]);
        assertTrue(rows[1].endsWith(",1"), rows[1]);
        assertTrue(rows[8].startsWith("set7,8,0.02,2,100,0,0,17,0,0,-27,"), rows[8]);
        assertTrue(rows[8].endsWith(",0"), rows[8]);
        double[] none = new double[SetResult.FIGURES.size()];
        java.util.Arrays.fill(none, Double.NaN);
        results.set(
                0,
                new SetResult(
                        0,
                        "set0",
                        none,
                        0,
                        0,
                        results.get(0).sums(),
                        results.get(0).squares()));
        assertEquals(
                "set0,4,0.01,1" + ",".repeat(none.length), report(results).csv().split("\n", -1)[1]);
        assertEquals(10, rows.length, "with the end of the last line");
    }

    @Test
    void shouldSayWhyThereIsNoBestSet() {
        assertTrue(report(results(0.01, 100, 0), "trades > 1000")
                .text()
                .contains("No set meets the constraints with a defined sharpe."));
        assertTrue(report(results(0.01, 100, 8)).text().contains("Every set ruined the account."));
        assertTrue(report(results(0.01, 100, 8), "trades > 1000").html().contains("Every set ruined the account."));
        List<SetResult> idle = results(0.01, 0, 0);
        String text = report(idle, "trades > 1000").text();
        assertTrue(text.contains("No set made a single trade"), text);
        assertTrue(text.contains("\n\nThe first set: No trade was made."), text);
        assertFalse(report(results(0.01, 1, 0), "trades > 1000").text().contains("The first set: "));
        assertEquals(null, json(report(idle, "trades > 1000")).get("best"));
    }

    private static Map<?, ?> json(SweepReport report) {
        return (Map<?, ?>) Json.read("sweep", report.json());
    }
}
