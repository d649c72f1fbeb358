package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.NewStrategyCommand;
import io.ringside.replay.command.StrategiesCommand;
import io.ringside.replay.command.VerifyCommand;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy outside of the repository: written by a command, tested by Maven, run as a source and as a jar, replayed. */
class OwnStrategyIT {
    /** What ends within seconds is over before an optimising compiler would be of use. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path folder;

    private Path project;
    private Path configuration;
    private Path source;

    /** How a process ended, and all that it printed. */
    private record Ended(int code, String text) {}

    @BeforeEach
    void writeProject() throws Exception {
        project = folder.resolve("my-idea");
        configuration = project.resolve("my-idea.conf");
        source = project.resolve("src/main/java/MyIdea.java");
        Ended ended = run(NewStrategyCommand.class, "MyIdea", "--out", project);
        assertEquals(0, ended.code(), ended.text());
    }

    @Test
    void shouldReplayBitForBitWithTheSourceThatRanAndRefuseWithoutItOrWithAnother() throws Exception {
        Path journal = backtest("first");
        Ended same = run(VerifyCommand.class, journal, "--strategy-path", source);
        assertEquals(0, same.code(), same.text());
        assertTrue(same.text().startsWith("verified "), same.text());
        assertMistake(
                run(VerifyCommand.class, journal), "signal.strategy = my-idea: is not here, its file has SHA-256");

        Files.writeString(source, Files.readString(source).replace("\"CROSS_UP\"", "\"UP\""));
        assertMistake(run(VerifyCommand.class, journal, "--strategy-path", source), "which is not what ran then");
        assertTrue(Files.isDirectory(backtest("second")));
    }

    @Test
    void shouldTellTheLineWhenTheSourceDoesNotCompile() throws Exception {
        Files.writeString(source, Files.readString(source).replace("crossesAbove", "crosses"));
        int line = Files.readAllLines(source).indexOf("        enterLong(\"CROSS_UP\").when(fast.crosses(slow));") + 1;
        assertMistake(
                run(BacktestCommand.class, "--config", configuration, "--out", folder.resolve("bad")),
                "MyIdea.java:" + line + ": cannot find symbol");
        assertFalse(Files.exists(folder.resolve("bad")));
    }

    @Test
    void shouldTellWhoEndsTheProgram() throws Exception {
        String line = "        volatility(atr);";
        int at = Files.readAllLines(source).indexOf(line) + 1;
        Files.writeString(source, Files.readString(source).replace(line, "        System.exit(0);" + line.strip()));
        Path out = folder.resolve("ended");
        assertMistake(
                run(BacktestCommand.class, "--config", configuration, "--out", out),
                "MyIdea.define(MyIdea.java:" + at + ") has ended the process before the command was done");
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldListItsSettingsFromItsCode() throws Exception {
        Ended ended = run(StrategiesCommand.class, "--config", configuration, "my-idea");
        assertEquals(0, ended.code(), ended.text());
        assertTrue(
                ended.text().contains("Holds while a fast average of the closes is above a slow one."), ended.text());
        assertTrue(ended.text().contains("the fast average (1 to 10000 bars)"), ended.text());
    }

    @Test
    void shouldListTheRestWhenOneStrategyCannotBeMadeAndOneFileNotBeLoaded() throws Exception {
        String text = Files.readString(source);
        Files.writeString(source, text.substring(0, text.lastIndexOf('}')) + "    class Inner extends MyIdea {}\n}\n");
        Files.writeString(source, Files.readString(source).replace("final class", "class"));
        Path bad = Files.writeString(folder.resolve("bad.jar"), "nothing packed");
        Ended ended = run(
                StrategiesCommand.class, "--config", configuration, "--strategy-path", bad, "--strategy-path", source);
        assertEquals(2, ended.code(), ended.text());
        assertTrue(ended.text().contains("left out: " + bad + ": not a jar"), ended.text());
        assertTrue(ended.text().contains("left out: " + source + ": MyIdea$Inner must be static"), ended.text());
        assertTrue(ended.text().contains("the fast average (1 to 10000 bars)"), ended.text());
        assertTrue(ended.text().contains("z-score(period = 20 bars)"), ended.text());
    }

    @Test
    void shouldPassItsTestAndReplayWithItsJarAndRefuseAChangedOne() throws Exception {
        Path jar = project.resolve("target/my-idea.jar");
        build();
        Ended ended = run(
                BacktestCommand.class,
                "--config",
                configuration,
                "--strategy-path",
                jar,
                "--from",
                "2024-01-02",
                "--to",
                "2024-02-29",
                "--out",
                folder.resolve("jar"));
        assertEquals(0, ended.code(), ended.text());
        Path journal = folder.resolve("jar/journal");
        Ended same = run(VerifyCommand.class, journal, "--strategy-path", jar.getParent());
        assertEquals(0, same.code(), same.text());

        Path old = Files.copy(jar, folder.resolve("old.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("note.txt"), "changed");
        }
        assertMistake(run(VerifyCommand.class, journal, "--strategy-path", jar), "which is not what ran then");
        assertEquals(
                0, run(VerifyCommand.class, journal, "--strategy-path", old).code());
    }

    private Path backtest(String name) throws Exception {
        Path out = folder.resolve(name);
        long started = System.nanoTime();
        Ended ended = run(
                BacktestCommand.class,
                "--config",
                configuration,
                "--from",
                "2024-01-02",
                "--to",
                "2024-02-29",
                "--out",
                out);
        System.out.printf("from the source to the result: %.1f s%n", (System.nanoTime() - started) / 1e9);
        assertEquals(0, ended.code(), ended.text());
        assertTrue(ended.text().contains("verified records="), ended.text());
        assertTrue(
                ended.text().contains("ringside verify " + out.resolve("journal") + " --strategy-path "), ended.text());
        return out.resolve("journal");
    }

    /** Compiles, tests and packs the project from what this machine has. */
    private void build() throws Exception {
        Path log = folder.resolve("maven.log");
        ProcessBuilder builder = new ProcessBuilder("mvn", "-B", "-o", "-q", "-f", project.toString(), "package")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_OPTS", QUICK);
        Process maven = builder.start();
        assertEquals(0, maven.waitFor(), () -> read(log));
        assertTrue(Files.exists(project.resolve("target/surefire-reports/MyIdeaTest.txt")), "its test has run");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Ended run(Class<?> command, Object... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = CommandLine.start(CommandLine.javaHome(), output, List.of(QUICK), command, arguments);
        return new Ended(process.waitFor(), Files.readString(output));
    }

    private static void assertMistake(Ended ended, String expected) {
        List<String> lines = ended.text().strip().lines().toList();
        assertEquals(2, ended.code(), ended.text());
        assertEquals(1, lines.size(), ended.text());
        assertTrue(lines.get(0).contains(expected), ended.text());
    }
}
