package io.ringside.perf;

import io.ringside.engine.command.Commands;
import io.ringside.engine.settings.UserError;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ta4j, in a process of its own on a newer Java, which it needs: runs the strategy of {@code perf/src/main/peers} over the
 * same bars whenever it is told to, so that its runs can be interleaved with ours. It shares no class path with us.
 *
 * <p>Thread: the benchmark's.
 */
final class Ta4jPeer implements AutoCloseable {
    static final String VERSION = "0.22.2";

    private static final int JAVA_MIN = 21;
    private static final long EXIT_TIMEOUT_S = 20;

    private final Process process;
    private final Path folder;
    private final BufferedReader answers;
    private final OutputStream commands;
    private final String java;
    private final String whyNot;
    private int trades;

    private Ta4jPeer(String whyNot) {
        this(null, null, "", whyNot);
    }

    private Ta4jPeer(Process process, Path folder, String java, String whyNot) {
        this.process = process;
        this.folder = folder;
        this.java = java;
        this.whyNot = whyNot;
        answers = process == null
                ? null
                : new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = process == null ? null : process.getOutputStream();
    }

    /** Starts it, where there is a Java that can run it; else it is a peer that does not run and says why. */
    static Ta4jPeer start(BarArrays bars) {
        Path perf = Commands.home().resolve("perf");
        Path jars = perf.resolve("target").resolve("peers");
        Path source = perf.resolve("src").resolve("main").resolve("peers").resolve("Ta4jBacktest.java");
        Optional<NewerJava> java = NewerJava.find(JAVA_MIN);
        if (java.isEmpty()) {
            return new Ta4jPeer("ta4j needs Java " + JAVA_MIN + " or newer, and none is installed beside this one");
        }
        if (!Files.isRegularFile(source) || !Files.isDirectory(jars)) {
            return new Ta4jPeer("no ta4j in " + jars + "; mvn package puts it there");
        }
        try {
            Path folder = Files.createTempDirectory("ringside-ta4j");
            write(bars, folder.resolve("bars"));
            List<String> command = List.of(
                    java.get().executable().toString(),
                    "-Xmx2g",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath(jars),
                    source.toString(),
                    folder.resolve("bars").toString());
            Process process = new ProcessBuilder(command)
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
            var peer = new Ta4jPeer(process, folder, "Java " + java.get().version(), "");
            try {
                peer.expect("ready");
            } catch (IOException | RuntimeException e) {
                peer.close();
                throw e;
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException("ta4j could not be started", e);
        }
    }

    /** Whether there is something to measure. */
    boolean isRunning() {
        return process != null;
    }

    /** Why it does not run. */
    String whyNot() {
        return whyNot;
    }

    /** What it runs on. */
    String java() {
        return java;
    }

    /** Round trips of the last run, an open position not counted. */
    int trades() {
        return trades;
    }

    /** Runs once over all bars; nanoseconds of its process's own time. */
    double run() {
        try {
            commands.write('\n');
            commands.flush();
            String[] words = expect("ran").split(" ", -1);
            trades = Integer.parseInt(words[1]);
            return Double.parseDouble(words[2]);
        } catch (IOException e) {
            throw new UncheckedIOException("ta4j does not answer", e);
        }
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        try {
            // The end of its input ends it.
            commands.close();
            if (!process.waitFor(EXIT_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            answers.close();
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException("ta4j left something behind in " + folder, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String expect(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word)) {
            String output = line != null
                    ? line
                    : Files.readString(folder.resolve("errors"))
                            .lines()
                            .filter(one -> !one.startsWith("SLF4J"))
                            .findFirst()
                            .orElse("nothing");
            throw new UserError("the ta4j peer ended and said: " + output
                    + "; remove perf/target/peers to run ./ringside bench without it");
        }
        return line;
    }

    private void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("bars"));
        Files.deleteIfExists(folder.resolve("errors"));
        Files.deleteIfExists(folder);
    }

    private static String classPath(Path jars) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }

    private static void write(BarArrays bars, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(bars.size);
            for (int i = 0; i < bars.size; i++) {
                out.writeLong(bars.endNanos[i]);
                out.writeDouble(bars.open[i]);
                out.writeDouble(bars.high[i]);
                out.writeDouble(bars.low[i]);
                out.writeDouble(bars.close[i]);
                out.writeDouble((double) bars.volume[i]);
            }
        }
    }
}
