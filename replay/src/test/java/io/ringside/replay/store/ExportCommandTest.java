package io.ringside.replay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is exported, and listed, of a store of two names, one of which was split, and of bars within the day. */
class ExportCommandTest {
    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeStore() throws IOException {
        store = folder.resolve("store");
        run("import", Files.writeString(folder.resolve("AA.csv"), """
                date,open,high,low,close,volume
                2024-07-01,100,102,98,101,1000
                2024-07-02,50,52,48,51,2000
                2024-07-05,51,53,49,50,3000
                """));
        run("import", Files.writeString(folder.resolve("BB.csv"), """
                date,open,high,low,close,volume
                2024-07-02,7,9,6,8,70
                2024-07-03,8,8.5,7.5,8.25,80
                """));
        run("import", Files.writeString(folder.resolve("FIVE.csv"), """
                datetime,open,high,low,close,volume
                2024-07-01 09:30,10,12,9,11,5
                2024-07-01 09:35,11,12,9,11,5
                """));
        run("import", "--actions", Files.writeString(folder.resolve("actions.csv"), """
                symbol,ex_date,ratio,dividend,new_symbol
                AA,2024-07-02,2,,
                AA,2024-07-05,,0.5,
                BB,2024-07-05,,,BC
                """));
    }

    private CommandLine.Outcome outcome(String command, Object... more) {
        java.util.ArrayList<Object> line = new java.util.ArrayList<>(List.of(command, "--data", store));
        line.addAll(List.of(more));
        return CommandLine.run(new DataCommand(), line.toArray());
    }

    private String run(String command, Object... more) {
        CommandLine.Outcome outcome = outcome(command, more);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    @Test
    void shouldWriteOneFileOfAllNames() throws IOException {
        Path out = folder.resolve("all.csv");
        assertEquals("5 bars of 2 names in " + out + "\n", run("export", "--out", out));
        assertEquals("""
                date,symbol,open,high,low,close,volume
                2024-07-01,AA,100.00,102.00,98.00,101.00,1000
                2024-07-02,AA,50.00,52.00,48.00,51.00,2000
                2024-07-05,AA,51.00,53.00,49.00,50.00,3000
                2024-07-02,BB,7.00,9.00,6.00,8.00,70
                2024-07-03,BB,8.00,8.50,7.50,8.25,80
                """, Files.readString(out));
        assertFalse(Files.exists(folder.resolve("all.csv.part")));
    }

    /** Before the split there were half as many shares at twice the price. */
    @Test
    void shouldWriteTheDaysAndTheNamesAndThePricesThatAreWanted() throws IOException {
        Path out = folder.resolve("some.CSV.gz");
        assertEquals(
                "2 bars of 1 names in " + out + "\n",
                run(
                        "export",
                        "--names",
                        "AA",
                        "--prices",
                        "split",
                        "--from",
                        "2024-07-01",
                        "--to",
                        "2024-07-02",
                        "--out",
                        out));
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(out)))) {
            assertEquals("""
                    date,symbol,open,high,low,close,volume
                    2024-07-01,AA,50.00,51.00,49.00,50.50,2000
                    2024-07-02,AA,50.00,52.00,48.00,51.00,2000
                    """, new String(packed.readAllBytes(), StandardCharsets.UTF_8));
        }
        Path then = folder.resolve("then.csv");
        run(
                "export",
                "--names",
                "AA",
                "--prices",
                "split",
                "--as-of",
                "2024-07-01",
                "--to",
                "2024-07-01",
                "--out",
                then);
        assertEquals(
                List.of("date,symbol,open,high,low,close,volume", "2024-07-01,AA,100.00,102.00,98.00,101.00,1000"),
                Files.readAllLines(then),
                "of the split nothing was known by then");
        assertEquals(
                "1 bars of 2 names in " + then + "\n",
                run("export", "--from", "2024-07-05", "--to", "2024-07-05", "--out", then));
    }

    /** A name without a bar in the days gets no file. */
    @Test
    void shouldWriteAFileOfEachName() throws IOException {
        Path out = folder.resolve("each");
        assertEquals("2 bars of 2 names in " + out + "\n", run("export", "--from", "2024-07-03", "--out", out));
        try (var files = Files.list(out)) {
            assertEquals(
                    List.of("AA.csv.gz", "BB.csv.gz"),
                    files.map(one -> one.getFileName().toString()).sorted().toList());
        }
        Path early = folder.resolve("early");
        assertEquals("1 bars of 2 names in " + early + "\n", run("export", "--to", "2024-07-01", "--out", early));
        assertFalse(Files.exists(early.resolve("BB.csv.gz")));
        assertEquals("2 bars of 1 names in " + early + "\n", run("export", "--bar", "5m", "--out", early));
        assertTrue(Files.exists(early.resolve("FIVE.csv.gz")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 2024-07-03 --to 2024-07-02 --out x | --to 2024-07-02: is before --from 2024-07-03; swap them",
                "--names AA,CC --out x | --names CC: the store has no bars of 1d of it",
                "--names AA --bar 5m --out x | --names AA: the store has no bars of 5m of it",
                "--bar 1h --out x | --bar 1h: the store @ has no bars of that size; ringside data list tells which it has",
                "--bar 5m --out x.csv | --out x.csv: one file is for daily bars; give a folder",
                "--bar 5m --out X.CSV.GZ | --out X.CSV.GZ: one file is for daily bars; give a folder",
                "--prices other --out x | --prices"
            })
    void shouldRefuseWhatItDoesNotHave(String options, String expected) {
        CommandLine.Outcome outcome = outcome("export", (Object[]) options.split(" ", -1));
        assertEquals(2, outcome.code(), outcome.out());
        String told = "ringside data export: " + expected.replace("@", store.toString());
        assertEquals(
                told,
                outcome.err()
                        .strip()
                        .substring(0, Math.min(told.length(), outcome.err().length() - 1)));
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertFalse(Files.exists(Path.of("x")));
        assertFalse(Files.exists(Path.of("x.csv")));
    }

    // ---- List -----------------------------------------------------------------------------------------------------

    /** The digest and the day of the change are not known beforehand. */
    private static String plain(String table) {
        return table.replaceAll("\\d{4}-\\d\\d-\\d\\d +[0-9a-f]+ +(?=\\w+\\.csv)", "DAY DIGEST ");
    }

    @Test
    void shouldListEachSeries() {
        String head = "symbol   bar  first      last             bars  missing revisions prices changed    digest"
                + "           source\n";
        String aa = "AA       1d   2024-07-01 2024-07-05          3        1         0 raw    DAY DIGEST AA.csv\n";
        String bb = "BB       1d   2024-07-02 2024-07-03          2        0         0 raw    DAY DIGEST BB.csv\n";
        String five = "FIVE     5m   2024-07-01 2024-07-01          2        0         0 raw    DAY DIGEST FIVE.csv\n";
        String change = "BB is BC from 2024-07-05 on: one name, with the bars of both\n";
        assertEquals(head + aa + bb + five + "3 series, 7 bars\n" + change, plain(run("list")));
        assertEquals(head + aa + bb + "2 series, 5 bars\n" + change, plain(run("list", "--bar", "1d")));
        assertEquals(head + aa + "1 series, 3 bars\n", plain(run("list", "--names", "AA")));
        assertEquals(head + bb + "1 series, 2 bars\n" + change, plain(run("list", "--names", "BB")));
        assertEquals(head + "0 series, 0 bars\n", plain(run("list", "--names", "AA", "--bar", "5m")));
        assertEquals(
                "ringside data list: --data " + store + ": has no bars of BC; correct the names, or import them\n",
                outcome("list", "--names", "BC,AA").err());
    }

    @Test
    void shouldListInJson() {
        List<String> lines = run("list", "--json").lines().toList();
        assertEquals(3, lines.size());
        String aa = lines.get(0).replaceAll("\"changed\":\"[-0-9]+\"", "C").replaceAll("\"digest\":\"[0-9a-f]+\"", "D");
        assertEquals(
                "{\"symbol\":\"AA\",\"bar\":\"1d\",\"first\":\"2024-07-01\",\"last\":\"2024-07-05\",\"bars\":3,"
                        + "\"missing\":1,\"revisions\":0,\"actions\":2,\"prices\":\"raw\",C,\"source\":\"AA.csv\",D}",
                aa);
        assertTrue(lines.get(1).contains("\"actions\":1,"), lines.get(1));
        assertTrue(lines.get(2).contains("\"actions\":0,"), lines.get(2));
    }
}
