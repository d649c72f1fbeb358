package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.VerifyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A back test that is killed while it writes: what it left is whole up to its last record. */
class KilledBacktestIT {
    @TempDir
    Path folder;

    @Test
    void shouldLeaveAJournalThatVerifiesWhereverItIsKilled() throws IOException, InterruptedException {
        kill(3, 1);
    }

    @Test
    @Tag("long")
    void shouldLeaveAJournalThatVerifiesAHundredTimes() throws IOException, InterruptedException {
        kill(100, 2);
    }

    private void kill(int times, long seed) throws IOException, InterruptedException {
        Path bars = folder.resolve("QQQ.csv.gz");
        CommandLine.Outcome generated = CommandLine.run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2015-01-02",
                "--to",
                "2024-12-31",
                "--seed",
                "5",
                "--out",
                bars);
        assertEquals(0, generated.code(), generated.err());
        SplittableRandom random = new SplittableRandom(seed);
        int whileWriting = 0;
        for (int i = 0; i < times; i++) {
            Path out = folder.resolve("out" + i);
            Process process = CommandLine.start(
                    CommandLine.javaHome(),
                    folder.resolve("output"),
                    List.of(),
                    BacktestCommand.class,
                    "--bars",
                    bars,
                    "--out",
                    out);
            Path journal = out.resolve("journal");
            long target = random.nextLong(20_000, 60_000_000);
            while (process.isAlive() && written(journal) < target) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.destroyForcibly().waitFor();
            boolean finished = Files.exists(out.resolve("summary.json"));
            whileWriting += finished ? 0 : 1;

            CommandLine.Outcome verified = CommandLine.run(new VerifyCommand(), journal);
            String told = "seed " + seed + " kill " + i + " after " + target + " bytes: " + verified;
            assertEquals(0, verified.code(), told);
            assertTrue(verified.out().startsWith("verified records="), told);
        }
        assertTrue(whileWriting * 2 > times, "only " + whileWriting + " of " + times + " were killed while writing");
    }

    /** Bytes that the journal's file takes on disk: its length is set far ahead. */
    private static long written(Path journal) throws IOException {
        if (!Files.isDirectory(journal)) {
            return -1;
        }
        try (Stream<Path> files = Files.list(journal)) {
            Path cycle = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElse(null);
            if (cycle == null || !Files.exists(journal.resolve("manifest"))) {
                return -1;
            }
            return blocks(cycle);
        }
    }

    private static long blocks(Path file) throws IOException {
        Process process = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return text.isBlank() ? -1 : Long.parseLong(text.strip()) * 512;
    }
}
