package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Row 32: what a daemon pays for the page beside it. One simulated day, a process of its own, with a page of a thousand
 * connections and sixteen streams, half of which nobody reads; the page is stopped and goes on again, window by window, so that
 * both kinds of window are of the same day, the same processes and the same neighbours. The latency is the journal's: from an
 * event's arrival to the append of its record.
 *
 * <p>Thread: the command's; one of its own reads the streams.
 */
final class PageSuite implements Suite {
    private static final Goal GOAL = Goal.atMost(1.05, 1, "x");
    private static final String NAME = "daemon, arrival to journal, p50, beside the page with 1,000 connections";
    private static final int CONNECTIONS = 1_000;
    private static final int STREAMS = 16;
    /** Market seconds from ten minutes before the open to the close. */
    private static final double DAY_SECONDS = 24_000;
    /** A day takes so many times what a group of windows does. */
    private static final int GROUPS = 8;

    private static final long WINDOW_NANOS = 1_250_000_000L;
    /** After the page was stopped or goes on: what it has missed is not what it costs. */
    private static final long SETTLE_NANOS = 250_000_000L;

    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final long POLL_NANOS = 20_000_000L;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/#token=(\\S+)");

    private final List<SocketChannel> connections = new ArrayList<>();
    private volatile boolean reading = true;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        Path launcher = Commands.launcher();
        if (!Files.isExecutable(launcher) || !WholeProcess.works("kill", "-l")) {
            return List.of(BenchRow.skipped(32, NAME, GOAL, "there is no launcher " + launcher + ", or no kill"));
        }
        double before = load();
        try (ScratchFolder scratch = new ScratchFolder()) {
            PairedWindows windows = new PairedWindows();
            measure(scratch.path(), launcher, GROUPS * sizes.seconds(), windows, progress);
            take(scratch.path().resolve("live"), windows);
            return List.of(row(windows, before));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BenchRow row(PairedWindows windows, double loadBefore) {
        double[] ratios = windows.ratios();
        if (ratios.length == 0) {
            return BenchRow.refused(32, NAME, GOAL, "no pair of windows with events enough");
        }
        double[] interval = PairedWindows.interval(ratios);
        Samples with = windows.medians(true).map(nanos -> nanos / 1e3);
        double without = windows.medians(false).median() / 1e3;
        return BenchRow.ratio(32, NAME, with, "us", without, PairedWindows.median(ratios), GOAL)
                .noting(String.format(
                        Locale.ROOT,
                        "ratio of pairs %.3f to %.3f with 95 %% confidence, %d pairs of windows; load %.1f to %.1f",
                        interval[0],
                        interval[1],
                        ratios.length,
                        loadBefore,
                        load()));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    // ---- One day --------------------------------------------------------------------------------------------------

    private void measure(Path folder, Path launcher, double seconds, PairedWindows windows, DoubleConsumer progress)
            throws IOException {
        Path live = folder.resolve("live");
        Path tokens = folder.resolve("tokens");
        double speed = DAY_SECONDS / Math.max(20, seconds);
        Process daemon = start(
                folder.resolve("live.out"),
                launcher,
                "live",
                "--simulate",
                "--speed",
                String.format(Locale.ROOT, "%.1f", speed),
                "--journal",
                live.toString());
        Process page = null;
        try {
            await(daemon, folder, () -> status(live).contains("\"broker\": \"ready\""));
            page = start(
                    folder.resolve("page.out"),
                    launcher,
                    "dashboard",
                    "--journal",
                    live.toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--token-file",
                    tokens.toString());
            Matcher found = ADDRESS.matcher("");
            await(page, folder, () -> found.reset(read(tokens)).find());
            connect(Integer.parseInt(found.group(1)), found.group(2));
            await(
                    daemon,
                    folder,
                    () -> status(live).matches("(?s).*\"market_time\": \"[^\"]*T(09:3[1-9]|09:[45]|1).*"));
            boolean with = true;
            while (!status(live).matches("(?s).*\"market_time\": \"[^\"]*T(15:5|16).*") && daemon.isAlive()) {
                window(page, with, windows);
                window(page, !with, windows);
                // Whatever comes first in a pair comes second in the next.
                with = !with;
                progress.accept(Math.min(1, passed(status(live))));
            }
        } finally {
            reading = false;
            for (SocketChannel connection : connections) {
                connection.close();
            }
            end(page);
            end(daemon);
        }
    }

    private static void window(Process page, boolean with, PairedWindows windows) throws IOException {
        new ProcessBuilder("kill", with ? "-CONT" : "-STOP", Long.toString(page.pid()))
                .start()
                .onExit()
                .join();
        pause(SETTLE_NANOS);
        long from = wallNanos();
        pause(WINDOW_NANOS);
        windows.add(with, from, wallNanos());
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** How much of the day is over. */
    private static double passed(String status) {
        Matcher time =
                Pattern.compile("\"market_time\": \"[^\"]*T(\\d\\d):(\\d\\d)").matcher(status);
        return time.find() ? (Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2)) - 570) / 390.0 : 0;
    }

    private void connect(int port, String token) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String request = "GET /api/daemons/live/stream HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        List<SocketChannel> read = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel connection = SocketChannel.open();
            connections.add(connection);
            if (i < STREAMS) {
                connection.setOption(StandardSocketOptions.SO_RCVBUF, i % 2 == 0 ? 1_024 : 65_536);
                connection.connect(address);
                connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                connection.configureBlocking(false);
                if (i % 2 == 1) {
                    read.add(connection);
                }
            } else {
                // Beyond what the page takes, nobody ever lets them in.
                connection.configureBlocking(false);
                connection.connect(address);
            }
        }
        Thread reader = new Thread(() -> read(read), "bench-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(List<SocketChannel> streams) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (reading) {
            for (SocketChannel stream : streams) {
                try {
                    buffer.clear();
                    stream.read(buffer);
                } catch (IOException e) {
                    // The page is being ended.
                    return;
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    // ---- Processes and files ----------------------------------------------------------------------------------------

    private static Process start(Path output, Path launcher, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void await(Process process, Path folder, BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new IllegalStateException("daemon and page do not come up: " + read(folder.resolve("live.out"))
                        + read(folder.resolve("page.out")));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** In order, if it can. */
    private static void end(Process process) {
        if (process == null) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String status(Path live) {
        try {
            return new LiveFolder(live).readStatus();
        } catch (UserError e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void take(Path live, PairedWindows windows) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(live))) {
            Engine engine = Verification.engineOf(reader);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                int delayNanos = JournalRecord.journalDelayNanos(reader.buffer(), reader.offset());
                if (event.ingressNanos != 0 && event.indicatorNanos != 0 && delayNanos != 0) {
                    windows.latency(event.ingressNanos, delayNanos);
                }
            }
        }
    }
}
