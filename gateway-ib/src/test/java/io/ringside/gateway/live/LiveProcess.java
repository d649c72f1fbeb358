package io.ringside.gateway.live;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.operator.OperatorCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code ringside live} as a process of its own, and the operator's commands beside it. */
public final class LiveProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    final Path root;
    final Process process;
    private final Path out;

    /** What a command printed and returned. */
    public record Answer(int code, String out, String err) {}

    LiveProcess(Path folder, String... arguments) throws IOException {
        root = folder.resolve("live");
        out = folder.resolve("out.txt");
        Path home = Path.of(System.getProperty("ringside.home"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("config/jvm.options"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dringside.home=" + home,
                "-Dlogback.configurationFile=" + home.resolve("config/logback-live.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                LiveCommand.class.getName(),
                "--journal",
                root.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    /** An operator's command. */
    Answer operator(OperatorCommand command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--journal", root.toString()));
        all.addAll(List.of(arguments));
        return run(command, all.toArray(String[]::new));
    }

    public static Answer run(Object command, String... arguments) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int code = Commands.run(
                command,
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                arguments);
        return new Answer(code, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    /** Waits until the status says something. */
    void awaitStatus(String text) {
        await(
                () -> Files.exists(root.resolve("status.json"))
                        && operator(OperatorCommand.of("status")).out().contains(text),
                text);
    }

    void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("never came: " + what + "; alive " + process.isAlive() + "; " + output());
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    /** Everything it has printed so far. */
    String output() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Its exit code, once it has ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("does not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
