package io.ringside.replay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a store, word by word. In July 2024 the exchange was closed on the 4th and at weekends. */
class StoreCheckTest {
    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void name() {
        store = folder.resolve("store");
    }

    private void load(Object... more) {
        List<Object> line = new ArrayList<>(List.of("import", "--data", store));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new DataCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
    }

    /** Days, each with open and close where they are not 10. */
    private Path bars(String symbol, String... days) throws IOException {
        String rows = Stream.of(days)
                .map(day -> {
                    String[] parts = (day + " 10 10").split(" ", -1);
                    return parts[0] + "," + parts[1] + ",1000,1," + parts[2] + ",100\n";
                })
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve(symbol + ".csv"), "date,open,high,low,close,volume\n" + rows);
    }

    private void actions(String rows) throws IOException {
        load("--actions", Files.writeString(folder.resolve("actions.csv"), rows));
    }

    private String check() {
        CommandLine.Outcome outcome = CommandLine.run(new DataCommand(), "check", "--data", store);
        assertEquals(outcome.out().endsWith("\nno problems\n") ? 0 : 1, outcome.code(), outcome.err());
        return outcome.out().replace(store.toString(), "STORE");
    }

    @Test
    void shouldTellSessionsWithoutABar() throws IOException {
        load(bars("AA", "2024-07-01", "2024-07-03", "2024-07-05", "2024-07-09"));
        load(bars("BB", "2024-07-03", "2024-07-05", "2024-07-08"));
        assertEquals("""
                AA 1d:
                  AA 2024-07-02: no bar
                  AA 2024-07-08: no bar
                STORE: 2 series
                2 problems
                """, check());
    }

    /** From the 2nd on there are ten sessions before the 17th, and eleven before the 18th. */
    @ParameterizedTest
    @CsvSource({"2024-07-17, 0", "2024-07-18, 1", "2024-07-19, 2"})
    void shouldCountMissingSessionsBeyondTheFirstTen(String last, int more) throws IOException {
        load(bars("AA", "2024-07-01", last));
        List<String> lines = check().lines().toList();
        assertEquals("  AA 2024-07-02: no bar", lines.get(1));
        assertEquals("  AA 2024-07-16: no bar", lines.get(10));
        assertEquals(more == 0 ? "STORE: 1 series" : "  AA: and " + more + " more missing sessions", lines.get(11));
    }

    /** Ten are told of all gaps together. */
    @Test
    void shouldCountMissingSessionsOfAllGaps() throws IOException {
        load(bars("AA", "2024-07-01", "2024-07-11", "2024-07-12", "2024-07-23"));
        // Six until the 10th, six from the 15th on.
        List<String> lines = check().lines().toList();
        assertEquals("  AA 2024-07-10: no bar", lines.get(6));
        assertEquals("  AA 2024-07-15: no bar", lines.get(7));
        assertEquals("  AA 2024-07-18: no bar", lines.get(10));
        assertEquals("  AA: and 2 more missing sessions", lines.get(11));
    }

    @Test
    void shouldTellAnOpenAsAfterASplitThatIsNotTold() throws IOException {
        Path bars = bars("AA", "2024-07-01 100 90", "2024-07-02 45 44", "2024-07-03 132 10");
        load(bars);
        assertEquals("""
                AA 1d:
                  AA 2024-07-02: opens at 45.00 after a close of 90.00, as after a split that is not told
                  AA 2024-07-03: opens at 132.00 after a close of 44.00, as after a split that is not told
                STORE: 1 series
                2 problems
                """, check());
        store = folder.resolve("adjusted");
        load("--prices", "split", bars);
        assertEquals("STORE: 1 series\nno problems\n", check());
    }

    /**
     * A split of 4 for 1 that the prices show, or not, in a store whose prices are those of their time, or adjusted. Half way
     * between both, from 100 to 50, it does not show.
     */
    @ParameterizedTest
    @CsvSource({
        "raw, 25, 4, ''",
        "raw, 27, 4, ''",
        "raw, 100, 4, raw; import them with --prices split",
        "raw, 50, 4, raw; import them with --prices split",
        "raw, 49.99, 4, ''",
        "split, 25, 4, as adjusted; import them with --prices raw",
        "split, 49.99, 4, as adjusted; import them with --prices raw",
        "split, 50, 4, ''",
        "split, 100, 4, ''",
        "raw, 150, 2/3, ''",
        "raw, 90, 2/3, raw; import them with --prices split"
    })
    void shouldTellWhetherASplitShowsInPrices(String prices, String open, String ratio, String told)
            throws IOException {
        load("--prices", prices, bars("AA", "2024-07-01 100 100", "2024-07-02 " + open + " 10", "2024-07-03"));
        actions("symbol,ex_date,ratio\nAA,2024-07-02," + ratio + "\n");
        String openText = open.contains(".") ? open : open + ".00";
        String words = ratio.contains("/") ? "2 for 3" : "4 for 1";
        assertEquals(
                told.isEmpty()
                        ? "STORE: 1 series\nno problems\n"
                        : "AA 1d:\n  AA 2024-07-02: opens at " + openText
                                + " after a close of 100.00 on a split of " + words
                                + ", though prices are stored " + told + "\nSTORE: 1 series\n1 problems\n",
                check());
    }

    /** A split on a day without a bar shows on the next one; that of the day before has shown already. */
    @ParameterizedTest
    @CsvSource({"2024-07-01, true", "2024-07-02, false", "2024-07-03, false", "2024-07-05, true"})
    void shouldTakeASplitForTheNextBar(String day, boolean unexplained) throws IOException {
        load(bars("AA", "2024-07-01 100 100", "2024-07-03 50 50", "2024-07-05 50 50"));
        actions("symbol,ex_date,ratio\nAA," + day + ",2\n");
        assertEquals(
                unexplained,
                check().contains(
                                "AA 2024-07-03: opens at 50.00 after a close of 100.00, as after a split that is not told"),
                check());
    }

    /** The first bar of a day is held against the last one of the day before; within the day nothing is. */
    @Test
    void shouldLookAtTheFirstBarOfADayAlone() throws IOException {
        load(Files.writeString(folder.resolve("FIVE.csv"), """
                datetime,open,high,low,close,volume
                2024-07-01 15:50,10,100,1,100,5
                2024-07-01 15:55,50,100,1,100,5
                2024-07-02 09:30,50,100,1,50,5
                2024-07-02 09:35,100,100,1,50,5
                """));
        assertEquals("""
                FIVE 5m:
                  FIVE 2024-07-02: opens at 50.00 after a close of 100.00, as after a split that is not told
                STORE: 1 series
                1 problems
                """, check());
    }

    /** On the day of the change the bars are the new symbol's. */
    @ParameterizedTest
    @CsvSource({"2024-07-02, false", "2024-07-03, true", "2024-07-05, true"})
    void shouldTellBarsOfASymbolThatIsAnothersByThen(String last, boolean told) throws IOException {
        load(
                last.equals("2024-07-05")
                        ? bars("AA", "2024-07-02", "2024-07-03", "2024-07-05")
                        : last.equals("2024-07-03")
                                ? bars("AA", "2024-07-02", "2024-07-03")
                                : bars("AA", "2024-07-02"));
        load(bars("BB", "2024-07-03", "2024-07-05"));
        actions("symbol,ex_date,new_symbol\nAA,2024-07-03,BB\n");
        assertEquals(
                told
                        ? "AA 1d:\n  AA: has bars after it became BB on 2024-07-03: left out\nSTORE: 2 series\n1 problems\n"
                        : "STORE: 2 series\nno problems\n",
                check());
    }
}
