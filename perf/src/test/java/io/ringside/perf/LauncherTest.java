package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a package as it is unpacked somewhere, with a Java that only says how it was called. */
class LauncherTest {
    private static final Path HOME = Path.of(System.getProperty("ringside.home"));

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = Files.createDirectory(folder.resolve("ringside-9.9"));
        Files.copy(HOME.resolve("ringside"), home.resolve("ringside"));
        Files.createDirectory(home.resolve("lib"));
        Files.writeString(home.resolve("lib/VERSION"), "9.9\n");
        Files.writeString(home.resolve("lib/DUCKDB"), "2.0\n");
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private String run(int code, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("ringside").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        String said = process.waitFor() + "\n" + Files.readString(out);
        assertTrue(said.startsWith(code + "\n"), said);
        return said.substring(said.indexOf('\n') + 1);
    }

    @Test
    void shouldRunFromAPackageWithoutBuildingAnything() throws Exception {
        assertEquals("ringside 9.9\n", run(0, "--version"));
        List<String> words = run(0, "alerts", "--config", "x y").lines().toList();
        assertEquals(home + "/lib/alerts.jar:" + home + "/lib/*", words.get(words.indexOf("-cp") + 1));
        assertEquals(
                List.of("io.ringside.engine.command.Commands", "io.ringside.alerts.AlertsCommand", "--config", "x y"),
                words.subList(words.size() - 4, words.size()));
        assertTrue(words.contains("-Dringside.home=" + home), words.toString());
        assertTrue(Files.notExists(home.resolve("target")));
    }

    @Test
    void shouldSayHowToGetWhatAPackageLacks() throws Exception {
        String sql = run(2, "sql", "SELECT 1");
        assertTrue(sql.contains("put duckdb_jdbc-2.0.jar, of org.duckdb at Maven Central, into " + home + "/lib"), sql);
        assertEquals(1, sql.lines().count());
        Files.createFile(home.resolve("lib/duckdb_jdbc-2.0.jar"));
        assertTrue(run(0, "sql", "SELECT 1").contains("io.ringside.sql.SqlCommand"));
        assertTrue(run(2, "sweep", "--engine=spark").contains("built from the sources"));
    }

    @Test
    void shouldLeaveTheOptimisingCompilerOutWhenTheBarsAreFew() throws Exception {
        String few =
                Files.writeString(folder.resolve("few.csv"), "datetime,open\n").toString();
        String many = folder.resolve("many.csv").toString();
        try (var file = new RandomAccessFile(many, "rw")) {
            file.setLength(33_000_000);
        }
        String quick = "-XX:TieredStopAtLevel=1";
        assertTrue(run(0, "backtest").contains(quick));
        assertTrue(run(0, "backtest", "--bars", "QQQ=" + few).contains(quick));
        assertFalse(
                run(0, "backtest", "--bars", "QQQ=" + few, "--bars=SPY=" + many).contains(quick));
        assertFalse(run(0, "backtest", "--ticks", few).contains(quick));
        Path store = Files.createDirectories(folder.resolve("store/us/5m/QQQ"));
        String data = folder.resolve("store").toString();
        Files.write(store.resolve("2023.bars"), new byte[470_000]);
        assertTrue(run(0, "backtest", "--data", data).contains(quick));
        // Half a million bars and more; blocks that hold nothing but zeros may take no room.
        byte[] years = new byte[13_000_000];
        Arrays.fill(years, (byte) 1);
        Files.write(store.resolve("2024.bars"), years);
        assertFalse(run(0, "backtest", "--data=" + data).contains(quick));
        assertFalse(
                run(0, "backtest", "--data", folder.resolve("none").toString()).contains(quick));
        assertFalse(run(0, "sweep", "--bars", few).contains(quick));
    }

    @Test
    void shouldLeaveTheOptimisingCompilerOutOfQuestionsUnlessTheJournalIsLong() throws Exception {
        String quick = "-XX:TieredStopAtLevel=1";
        Path results = folder.resolve("results");
        Path cycle = Files.createDirectories(results.resolve("journal")).resolve("20090102F.cq4");
        Files.write(cycle, new byte[100]);
        assertTrue(run(0, "report", results.toString(), "--html").contains(quick));
        assertTrue(run(0, "explain", results.resolve("journal").toString()).contains(quick));
        assertFalse(run(0, "verify", results.resolve("journal").toString()).contains(quick));
        try (var file = new RandomAccessFile(cycle.toFile(), "rw")) {
            file.setLength(250_000_000);
        }
        assertFalse(run(0, "report", results.toString(), "--html").contains(quick));
        assertFalse(run(0, "explain", results.resolve("journal").toString()).contains(quick));
    }

    @Test
    void shouldHaveOnlyWhatIsHotOptimisedInStudies() throws Exception {
        String late = "-XX:Tier4InvocationThreshold=200000";
        for (String study : List.of("ladder", "sweep", "walk-forward", "lookahead", "what-if", "diverge")) {
            assertTrue(run(0, study).contains(late), study);
        }
        assertFalse(run(0, "backtest").contains(late));
        assertFalse(run(0, "live").contains(late));
    }

    /** Bars of a file or a store are some market's; where neither is given they are invented. */
    @Test
    void shouldCallOnlyInventedPricesOfASimulationSynthetic() throws Exception {
        String[] days = {"live", "--simulate", "--out", folder.resolve("o").toString()};
        assertTrue(run(0, days).contains("--synthetic"));
        for (String from : List.of("--bars=QQQ.csv", "--data=store", "--bars QQQ.csv", "--data store")) {
            List<String> words = new ArrayList<>(List.of(days));
            words.addAll(List.of(from.split(" ")));
            String said = run(0, words.toArray(String[]::new));
            assertTrue(said.contains("ResultsCommand"), said);
            assertFalse(said.contains("--synthetic"), from);
        }
    }
}
