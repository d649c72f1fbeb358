package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.KillSignal;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.OperatorCommand;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.OrderView;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kill switch, from wherever it comes and whatever the daemon is in: working entries are cancelled on the wire at once,
 * or first of all on the next connection; nothing is entered any more; a restart does not lift it. How long it took from the
 * request to the cancel's arrival at the broker is printed, and not judged: the machine may be busy.
 */
class KillSwitchIT {
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    private static final Pattern FRAME = Pattern.compile("\"time\":(\\d+),\"connection\":(\\d+),\"direction\":\"in\","
            + "\"fields\":\\[\"([^\"]*)\",?(.*)\\],\"market\":.*");

    enum Source {
        COMMAND,
        SIGNAL,
        FILE
    }

    enum State {
        IDLE,
        PENDING,
        PARTIAL,
        DISCONNECTED,
        RING_FULL,
        HANDLER_DEAD
    }

    /** A message that the broker received. */
    private record Frame(long nanos, int connection, String id, String rest) {}

    @TempDir
    Path folder;

    private LiveBench bench;
    private Path frames;
    private final List<Frame> received = new ArrayList<>();
    private final List<Double> tookMs = new ArrayList<>();
    private int kills;
    private Instant requested;
    private long read;

    @BeforeEach
    void knowTheStrategy() {
        StuckStrategy.register();
        StuckStrategy.mode(StuckStrategy.Mode.WORKS);
    }

    @AfterEach
    void letItGo() {
        StuckStrategy.mode(StuckStrategy.Mode.WORKS);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMAND, IDLE",
        "SIGNAL, PENDING",
        "FILE, PARTIAL",
        "COMMAND, DISCONNECTED",
        "FILE, RING_FULL",
        "SIGNAL, HANDLER_DEAD"
    })
    void shouldCancelAtOnceAndEnterNothingMore(Source source, State state) throws Exception {
        kill(source, state);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void shouldCancelAtOnceAndEnterNothingMoreFromEverywhere(State state) throws Exception {
        int rounds = Integer.getInteger("ringside.rounds", 1);
        for (int round = 0; round < rounds; round++) {
            for (Source source : Source.values()) {
                kill(source, state);
            }
        }
        tookMs.sort(null);
        if (!tookMs.isEmpty()) {
            System.out.printf(
                    "%s, %d kills: cancel at the broker after %.1f ms in the middle, %.1f at most%n",
                    state, tookMs.size(), tookMs.get(tookMs.size() / 2), tookMs.get(tookMs.size() - 1));
        }
    }

    private void kill(Source source, State state) throws Exception {
        Path root = folder.resolve(source + "-" + state + "-" + kills++);
        frames = folder.resolve(root.getFileName() + ".jsonl");
        received.clear();
        read = 0;
        try (LiveBench opened = new LiveBench(root, 7, LiveBench.DAY, frames, sets(state))) {
            bench = opened;
            kill(source, state, root);
        }
    }

    private void kill(Source source, State state, Path root) throws Exception {
        try {
            bench.start();
            bench.playTo(9, 30);
            OrderView entry = state == State.IDLE ? null : playToEntry(state);
            KillSignal.on(() -> bench.daemon().kill("signal"));
            Thread session = bring(state);
            int before = frames().size();
            Thread cause = cause(source, root);
            await(() -> new LiveFolder(root).isKilled(), "the kill flag");
            if (source == Source.COMMAND) {
                // Whatever it takes to start a command, this is what it says first.
                requested = new LiveFolder(root).killFlag().set().toInstant();
            }
            if (state == State.HANDLER_DEAD) {
                // It needs no request: the daemon cancels by itself, and must obey all the same.
                requested = StuckStrategy.thrown();
            }
            if (entry != null) {
                boolean works = state != State.RING_FULL && state != State.HANDLER_DEAD;
                int from = state == State.HANDLER_DEAD ? 0 : before;
                await(
                        () -> works && bench.daemon().work(),
                        () -> cancelled(entry, from) != null,
                        () -> "a cancel of " + entry.orderId() + " on the wire: " + frames());
                Frame cancel = cancelled(entry, 0);
                Instant arrived = Instant.ofEpochSecond(0, cancel.nanos);
                tookMs.add(Duration.between(requested, arrived).toNanos() / 1e6);
                System.out.printf(
                        "%s, %s: cancel at the broker after %.1f ms%n", source, state, tookMs.get(tookMs.size() - 1));
                if (state == State.DISCONNECTED) {
                    List<String> first = frames().stream()
                            .filter(frame -> frame.connection == cancel.connection)
                            .map(Frame::id)
                            .toList();
                    assertEquals(List.of("API", "71", "4"), first.subList(0, 3), "first of all on the new connection");
                }
            }
            if (state == State.RING_FULL) {
                StuckStrategy.mode(StuckStrategy.Mode.WORKS);
                session.join();
            }
            if (state == State.HANDLER_DEAD) {
                await(() -> bench.halted, "the end of the process");
                survivesItsProcess(root);
                return;
            }
            await(() -> bench.daemon().work(), () -> !cause.isAlive(), "the command's end");
            await(
                    () -> {
                        bench.daemon().work();
                        return bench.daemon().day().stages().risk().trading().latched();
                    },
                    "the latch");
            playOn();
            assertEquals(0, bench.tws.shares("QQQ"), "left at the market");
            assertEquals(
                    List.of(),
                    frames().subList(before, frames().size()).stream()
                            .filter(frame -> frame.id.equals("3") && frame.rest.contains("\"BUY\""))
                            .toList(),
                    "nothing is entered");
            survivesARestart(root);
        } finally {
            // A stage that stands would not let the daemon end.
            StuckStrategy.mode(StuckStrategy.Mode.WORKS);
        }
    }

    /** The process would be gone, and its locks with it: another one finds the folder as it was left. */
    private void survivesItsProcess(Path root) throws IOException {
        StuckStrategy.mode(StuckStrategy.Mode.WORKS);
        Path left = root.resolveSibling(root.getFileName() + "-left");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.copy(file, left.resolve(root.relativize(file).toString()));
            }
        }
        try (TradingDaemon next = new TradingDaemon(
                bench.settings,
                bench.live,
                null,
                left,
                bench.tws::now,
                LiveBench.SPEED,
                false,
                InteractiveBrokers.SIMULATED,
                () -> {})) {
            assertTrue(next.day().stages().risk().trading().latched());
        }
    }

    private void survivesARestart(Path root) {
        bench.daemon().close();
        List<String> kills = new ArrayList<>();
        LiveBench.replay(bench.journal(), event -> {
            if (event.type == EventType.COMMAND && event.code == Operator.KILL.code()) {
                kills.add(event.textAsString());
            }
        });
        assertEquals(1, kills.size(), () -> "journaled once: " + kills);
        bench.start();
        bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "ready again");
        assertTrue(bench.daemon().day().stages().risk().trading().latched());
        bench.daemon().command(Operator.UNLATCH, "");
        assertFalse(bench.daemon().day().stages().risk().trading().latched());
        assertFalse(new LiveFolder(root).isKilled());
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    private static String[] sets(State state) {
        return new String[] {
            "gateway.warm-up-bars=2000",
            "gateway.backoff-max-ms=100",
            "engine.ring-size=64",
            "engine.publish-timeout-ms=60000",
            "signal.strategy=" + StuckStrategy.NAME,
            "signal.sma=20",
            "signal.entry-below=-5",
            "risk.reentry-bars=0",
            // So little of the volume is ours that an order fills in many parts, or never.
            state == State.PARTIAL ? "broker.participation=0.001" : "broker.participation=0.0000001"
        };
    }

    private OrderView playToEntry(State state) {
        long end = ExchangeCalendar.usEquity().closeNanos(LiveBench.DAY);
        while (bench.tws.now() < end) {
            bench.daemon().work();
            bench.market.step(bench.daemon());
            for (OrderView order : bench.tws.orders()) {
                boolean partly = order.filled() > 0 && order.filled() < order.quantity();
                if (order.side().equals("BUY") && order.isLive() && (state != State.PARTIAL || partly)) {
                    return order;
                }
            }
        }
        throw new AssertionError("no entry on this day");
    }

    /** Brings the daemon into a state; the thread that stands in its work, if there is one. */
    private Thread bring(State state) throws InterruptedException {
        Thread session = new Thread(() -> {
            while (StuckStrategy.mode() == StuckStrategy.Mode.HANGS) {
                bench.tws.advanceTo(bench.tws.now() + 5 * ExchangeCalendar.SECOND_NANOS);
                bench.daemon().work();
            }
        });
        switch (state) {
            case DISCONNECTED -> {
                bench.tws.inject(FaultKind.CLOSE_AT_BOUNDARY);
                bench.tws.advanceTo(bench.tws.now() + 5 * ExchangeCalendar.SECOND_NANOS);
                await(
                        () -> {
                            bench.daemon().work();
                            return bench.daemon().day().session().phase() == BrokerConnection.Phase.WAITING;
                        },
                        "the disconnection");
            }
            case RING_FULL -> {
                StuckStrategy.mode(StuckStrategy.Mode.HANGS);
                session.start();
                // Whoever publishes waits for room in the ring, which never comes.
                await(() -> StuckStrategy.isHanging() && isFull(), "a full ring");
            }
            case HANDLER_DEAD -> {
                StuckStrategy.mode(StuckStrategy.Mode.THROWS);
                bench.tws.advanceTo(bench.tws.now() + 300 * ExchangeCalendar.SECOND_NANOS);
                await(() -> StuckStrategy.thrown() != null, "the handler's death");
            }
            default -> {
                // As it is.
            }
        }
        return session;
    }

    /** Whether a thread waits in the ring's door: the session's own, or the reader's, for which the session's may wait. */
    private static boolean isFull() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> stack.length > 1
                        && stack[0].getMethodName().equals("yield")
                        && stack[1].getClassName().endsWith("RingPublisher"));
    }

    private void playOn() {
        long end = bench.tws.now() + 40 * ExchangeCalendar.MINUTE_NANOS;
        bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "ready");
        while (bench.tws.now() < end) {
            bench.daemon().work();
            bench.market.step(bench.daemon());
        }
        bench.market.settle(bench.daemon());
    }

    // ---- Sources --------------------------------------------------------------------------------------------------

    private Thread cause(Source source, Path root) throws IOException, InterruptedException {
        AtomicReference<LiveProcess.Answer> answer = new AtomicReference<>();
        Thread thread = new Thread(() -> answer.set(LiveProcess.run(
                OperatorCommand.of("kill"), "--journal", root.toString(), "--timeout-ms", "2000", "a test")));
        requested = Instant.now();
        switch (source) {
            case COMMAND -> thread.start();
            case SIGNAL -> signal();
            case FILE -> Files.createFile(root.resolve("kill"));
        }
        return thread;
    }

    /** From another process, which stands ready: what it takes to start one is not the daemon's. */
    private void signal() throws IOException, InterruptedException {
        String line =
                "echo ready; read go; kill -USR1 " + ProcessHandle.current().pid();
        Process shell = new ProcessBuilder("sh", "-c", line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('r', shell.getInputStream().read());
        requested = Instant.now();
        shell.getOutputStream().write('\n');
        shell.getOutputStream().close();
        assertEquals(0, shell.waitFor());
    }

    // ---- What the broker saw --------------------------------------------------------------------------------------

    /** All messages so far; reads on where it ended. */
    private List<Frame> frames() {
        try (RandomAccessFile file = new RandomAccessFile(frames.toFile(), "r")) {
            file.seek(read);
            byte[] fresh = new byte[(int) (file.length() - read)];
            file.readFully(fresh);
            String text = new String(fresh, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            read += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
            for (String line : text.substring(0, whole).split("\n", -1)) {
                Matcher frame = FRAME.matcher(line);
                if (frame.find()) {
                    received.add(new Frame(
                            Long.parseLong(frame.group(1)),
                            Integer.parseInt(frame.group(2)),
                            frame.group(3),
                            frame.group(4)));
                }
            }
            return received;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Frame cancelled(OrderView entry, int from) {
        List<Frame> all = frames();
        return all.subList(from, all.size()).stream()
                .filter(frame -> frame.id.equals("4") && frame.rest.startsWith("\"1\",\"" + entry.orderId() + "\""))
                .findFirst()
                .orElse(null);
    }

    private static void await(BooleanSupplier condition, String what) {
        await(() -> false, condition, what);
    }

    private static void await(BooleanSupplier meanwhile, BooleanSupplier condition, String what) {
        await(meanwhile, condition, () -> what);
    }

    private static void await(BooleanSupplier meanwhile, BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "never came: " + what.get());
            if (!meanwhile.getAsBoolean()) {
                LockSupport.parkNanos(2_000_000L);
            }
        }
    }
}
