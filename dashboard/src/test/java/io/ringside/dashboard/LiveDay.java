package io.ringside.dashboard;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of Ringside's beside the test, with its output in a file. */
final class LiveDay implements AutoCloseable {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final long POLL_NANOS = 20_000_000L;

    final Path root;
    final Process process;
    private final Path output;

    private LiveDay(Path root, Path output, String main, List<String> arguments) throws IOException {
        this.root = root;
        this.output = output;
        Path home = Path.of(System.getProperty("ringside.home"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("config/jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-Dringside.home=" + home,
                "-cp",
                System.getProperty("java.class.path")));
        // Only a daemon has a folder for its log.
        if (!main.endsWith(".DashboardCommand")) {
            line.add(1, "-Dlogback.configurationFile=" + home.resolve("config/logback-live.xml"));
        }
        if (main.endsWith("Command")) {
            line.add(Commands.class.getName());
        }
        line.add(main);
        line.addAll(arguments);
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** A simulated day. */
    static LiveDay simulated(Path root, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--simulate", "--journal", root.toString()));
        arguments.addAll(List.of(options));
        return new LiveDay(
                root,
                root.resolveSibling(root.getFileName() + ".out"),
                "io.ringside.gateway.live.LiveCommand",
                arguments);
    }

    /** A simulated day of a strategy that a file stops, see {@link DrivenStrategy}. */
    static LiveDay driven(Path root, Path file, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--simulate", "--journal", root.toString()));
        arguments.addAll(List.of(options));
        return new LiveDay(
                root,
                file.resolveSibling(file.getFileName() + ".out"),
                "io.ringside.dashboard.DrivenDaemon",
                arguments);
    }

    /** Simulated days, as fast as they can, which leave their results. */
    static LiveDay days(Path out, String from, String to) throws IOException {
        return new LiveDay(
                out.resolve("journal"),
                out.resolveSibling(out.getFileName() + ".out"),
                "io.ringside.gateway.live.LiveCommand",
                List.of("--simulate", "--from", from, "--to", to, "--out", out.toString()));
    }

    /** A page in a process of its own. */
    static LiveDay page(Path journal, Path tokens) throws IOException {
        return new LiveDay(
                journal,
                tokens.resolveSibling("page.out"),
                "io.ringside.dashboard.DashboardCommand",
                List.of("--journal", journal.toString(), "--listen", "127.0.0.1:0", "--token-file", tokens.toString()));
    }

    /** A daemon of a simulated TWS in a process of its own. */
    static LiveDay against(int port, Path root, double speed) throws IOException {
        return new LiveDay(
                root,
                root.resolveSibling(root.getFileName() + ".out"),
                "io.ringside.gateway.live.LiveCommand",
                List.of(
                        "--journal",
                        root.toString(),
                        "--broker-clock",
                        "--speed",
                        Double.toString(speed),
                        "--set",
                        "gateway.port=" + port));
    }

    /** The same with a strategy that wants to be long after every bar. */
    static LiveDay drivenAgainst(int port, Path root, Path file, double speed, String... sets) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                file.toString(),
                "--journal",
                root.toString(),
                "--broker-clock",
                "--speed",
                Double.toString(speed),
                "--set",
                "gateway.port=" + port));
        for (String set : sets) {
            arguments.addAll(List.of("--set", set));
        }
        return new LiveDay(
                root,
                file.resolveSibling(file.getFileName() + ".out"),
                "io.ringside.dashboard.DrivenDaemon",
                arguments);
    }

    /** A simulated TWS. */
    static LiveDay tws(Path root, double speed) throws IOException {
        return new LiveDay(
                root,
                root.resolveSibling(root.getFileName() + ".out"),
                "io.ringside.gateway.sim.SimTwsCommand",
                List.of("--generate", "QQQ", "--day", "2025-06-20", "--speed", Double.toString(speed)));
    }

    /** The port that a simulated TWS listens on, once it does. */
    int port() {
        Matcher port = PORT.matcher("");
        await(() -> port.reset(output()).find(), () -> "a port");
        return Integer.parseInt(port.group(1));
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    String status() {
        return new LiveFolder(root).readStatus();
    }

    /** Waits until something is so, as long as the process runs. */
    void await(BooleanSupplier so, Supplier<String> what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError(
                        "not within two minutes, or the process has ended: " + what.get() + "\n" + output());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    void awaitStatus(String text) {
        await(() -> Files.exists(root.resolve("status.json")) && status().contains(text), () -> text);
    }

    /** As {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Ends it without a word. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
