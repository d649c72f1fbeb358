package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code data update} as a process of its own, killed at moments drawn over its life while its vendor fails in every way, and
 * started again: in the end the store is the one that an update without any of that leaves, byte for byte.
 */
class KilledUpdateIT {
    private static final long MILLI = 1_000_000L;
    /** An answer is stored within. */
    private static final int AFTER_REQUEST_MS = 15;

    private static final int MINUTES_MAX = 10;

    @TempDir
    Path folder;

    private final VendorServer server = new VendorServer();
    private long requests;
    private long killAt = Long.MAX_VALUE;
    private Runnable kill = () -> {};

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldLeaveTheSameStoreWhenItIsKilledAFewTimes() throws Exception {
        killed(20, 2, 0.03);
    }

    @Test
    @Tag("long")
    void shouldLeaveTheSameStoreOfFiveHundredNamesWhenItIsKilledFiftyTimes() throws Exception {
        killed(500, Integer.getInteger("ringside.kills", 50), 0.05);
    }

    private void killed(int names, int kills, double faults) throws Exception {
        long seed = Long.getLong("ringside.seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            symbols.add("K" + (char) ('A' + i / 26) + (char) ('A' + i % 26));
        }
        Files.write(folder.resolve("names.txt"), symbols);
        Files.writeString(folder.resolve("keys"), "TIINGO_API_KEY=secret\n");
        server.action(symbols.get(3), "2024-02-01,split,3,2");
        server.action(symbols.get(7), "2024-02-05,dividend,0.31");
        server.onRequest(this::requested);
        server.retryAfter(1);
        assertEquals(1, update("whole"), "a split is told: " + output("whole"));
        long asked = requests;
        server.fail(faults, seed);
        int killed = 0;
        for (int i = 0; killed < kills; i++) {
            assertTrue(i < 3 * kills + 3, "it is done before it can be killed");
            // In each run after some requests more, so that all kills are spread over the names.
            killAt = requests + 1 + random.nextLong(Math.max(1, 2 * asked / (kills + 1)));
            long delay = random.nextLong(AFTER_REQUEST_MS * MILLI);
            int code = update("killed", delay);
            killed += code == 137 ? 1 : 0;
        }
        killAt = Long.MAX_VALUE;
        // What an answer was unreadable of is told as failed, and had by the next run that gets a whole one.
        server.fail(0, seed);
        // A split is told by whoever was the first to hear of it.
        assertTrue(update("killed") <= 1, () -> output("killed"));
        assertEquals(files("whole").keySet(), files("killed").keySet(), "seed " + seed);
        assertEquals(files("whole"), files("killed"), "seed " + seed);
    }

    /** On the server's thread. */
    private void requested() {
        if (++requests >= killAt) {
            killAt = Long.MAX_VALUE;
            kill.run();
        }
    }

    private int update(String store) throws Exception {
        return update(store, 0);
    }

    private int update(String store, long delayNanos) throws Exception {
        Process process = CommandLine.start(
                CommandLine.javaHome(),
                folder.resolve(store + ".txt"),
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                DataCommand.class,
                "update",
                "--data",
                folder.resolve(store),
                "--source",
                "tiingo",
                "--universe",
                folder.resolve("names.txt"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-03-28",
                "--rate",
                "60000",
                "--key-file",
                folder.resolve("keys"),
                "--url",
                server.address());
        kill = () -> {
            Thread later = new Thread(() -> {
                // A moment that is drawn: while the answer comes, is read, or is written.
                LockSupport.parkNanos(delayNanos);
                process.destroyForcibly();
            });
            later.setDaemon(true);
            later.start();
        };
        assertTrue(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES), () -> output(store));
        return process.exitValue();
    }

    private String output(String store) {
        try {
            return Files.readString(folder.resolve(store + ".txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** All files of a store with what they hold; what an update remembers of itself left aside. */
    private Map<String, String> files(String store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = folder.resolve(store);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!name.startsWith("update")) {
                    files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }
}
