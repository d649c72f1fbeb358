package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsOrder;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.ib.tws.TwsSettings;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.OperatorCommand;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.SimulatedTws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong around a daemon, each as an operator would meet it. */
class LiveFaultsIT {
    private static final long HOUR_NANOS = 60 * ExchangeCalendar.MINUTE_NANOS;
    private static final int DISK_BYTES = 300 << 20;

    @TempDir
    Path folder;

    @Test
    void shouldGiveAMuteConnectionUpAndComeBack() {
        try (LiveBench bench = bench("gateway.heartbeat-ms=500", "gateway.backoff-max-ms=100")) {
            bench.start();
            bench.playTo(9, 45);
            bench.tws.inject(FaultKind.MUTE);
            // Passing minutes are its occasion; after it nothing is heard, and the socket stays open.
            bench.tws.advanceTo(bench.tws.now() + 2 * ExchangeCalendar.MINUTE_NANOS);
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.WAITING, "given up");
            bench.await(() -> bench.daemon().day().stages().risk().trading().refusal(0) != null, "entries are refused");
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "back");
            assertTrue(bench.daemon().day().session().reconnects() >= 1);
            bench.playTo(10, 0);
            bench.daemon().close();
            List<String> said = conditions(bench.journal());
            assertTrue(said.stream().anyMatch(text -> text.startsWith("DISCONNECTED SILENT")), said::toString);
            assertTrue(said.lastIndexOf("RECONCILED ") > said.lastIndexOf("CONNECTED "), said::toString);
        }
    }

    @Test
    void shouldHaveTheBrokerEndAnEntryThatIsNotGoodAnyMore() {
        // So little of the volume is ours that it does not fill.
        try (LiveBench bench = bench(
                "gateway.entry-good-seconds=150",
                "signal.sma=20",
                "signal.entry-below=-5",
                "broker.participation=0.0000001")) {
            bench.start();
            bench.playTo(9, 30);
            OrderView entry = null;
            while (entry == null) {
                bench.daemon().work();
                bench.market.step(bench.daemon());
                entry = bench.tws.orders().stream()
                        .filter(order -> order.side().equals("BUY"))
                        .findFirst()
                        .orElse(null);
            }
            int orderId = entry.orderId();
            long decided = bench.tws.now();
            // The simulated broker looks once a minute.
            bench.playOn(decided + 2 * ExchangeCalendar.MINUTE_NANOS);
            assertEquals("Submitted", status(bench, orderId));
            bench.playOn(decided + 4 * ExchangeCalendar.MINUTE_NANOS);
            assertEquals("Cancelled", status(bench, orderId));
            assertEquals(0, bench.daemon().day().openOrders(9).size(), "nor is its stop left");
            assertNull(bench.daemon().day().stages().risk().trading().refusal(0), "trading goes on");
        }
    }

    private static String status(LiveBench bench, int orderId) {
        return bench.tws.orders().stream()
                .filter(order -> order.orderId() == orderId)
                .findFirst()
                .orElseThrow()
                .status();
    }

    @Test
    void shouldKeepAnAlarmOverARestartUntilItIsAcknowledged() throws Exception {
        try (LiveBench bench = bench("gateway.backoff-max-ms=100")) {
            LiveFolder files = new LiveFolder(bench.root);
            bench.start();
            bench.playTo(9, 31);
            bench.tws.inject(FaultKind.CLOSE_AT_BOUNDARY);
            bench.tws.advanceTo(bench.tws.now() + 5 * ExchangeCalendar.SECOND_NANOS);
            bench.await(() -> bench.daemon().alarms() > 0, "an alarm about the connection");
            bench.daemon().close();
            bench.start();
            String expected = "\"first_unacknowledged\": \"connection to the broker: ";
            bench.await(() -> files.readStatus().contains(expected), "the alarm, after a restart");

            AtomicReference<LiveProcess.Answer> answer = new AtomicReference<>();
            Thread operator = new Thread(() -> answer.set(
                    LiveProcess.run(OperatorCommand.of("ack"), "--journal", bench.root.toString(), "seen", "it")));
            operator.start();
            bench.await(() -> answer.get() != null, "the command's end");
            assertEquals(0, answer.get().code(), answer.get().err());
            assertTrue(
                    answer.get()
                            .out()
                            .matches(
                                    "acknowledge journaled as record \\d+ of .*, alarms acknowledged: 1; entries: .*\n"),
                    answer.get().out());
            bench.await(() -> files.readStatus().contains("\"alarms_unacknowledged\": 0"), "its acknowledgement");
            assertFalse(Files.exists(files.unacknowledged()));
            bench.daemon().close();
            List<String> acknowledged = new ArrayList<>();
            LiveBench.replay(bench.journal(), event -> {
                if (event.type == EventType.COMMAND && event.code == Operator.ACKNOWLEDGE.code()) {
                    acknowledged.add(event.textAsString());
                }
            });
            assertEquals(List.of("seen it"), acknowledged);
        }
    }

    @Test
    void shouldLatchWhenSomebodyElseTradesOnTheAccount() throws InterruptedException {
        try (LiveBench bench = bench("gateway.reconcile-ms=500")) {
            bench.start();
            bench.playTo(9, 35);
            placeAsSomebodyElse(bench.tws);
            bench.await(() -> bench.daemon().day().stages().risk().trading().latched(), "the latch");
            bench.await(() -> bench.daemon().alarms() > 0, "an alarm about it");
            assertEquals(
                    Outcome.LATCHED,
                    bench.daemon().day().stages().risk().trading().refusal(0));
            bench.daemon().close();
            assertTrue(
                    conditions(bench.journal()).stream().anyMatch(text -> text.matches("BREAK order \\d+ is not ours")),
                    () -> conditions(bench.journal()).toString());
        }
    }

    @Test
    void shouldSendNothingToAnAccountThatIsNotTheConfiguredOne() {
        try (LiveBench bench = bench();
                TradingDaemon other = new TradingDaemon(
                        bench.settings,
                        LiveBench.liveSettings(
                                LiveBench.config("gateway.account=DU7777777", "gateway.port=" + bench.tws.port())),
                        null,
                        folder.resolve("other"),
                        bench.tws::now,
                        1,
                        false,
                        InteractiveBrokers.REAL,
                        () -> {})) {
            UserError error = assertThrows(UserError.class, () -> {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (System.nanoTime() - deadline < 0) {
                    other.work();
                    LockSupport.parkNanos(100_000L);
                }
            });
            assertTrue(
                    error.getMessage().contains("gateway.account = DU*****77 is none of the accounts"),
                    error::toString);
            assertEquals(List.of(), bench.tws.orders());
        }
    }

    @Test
    void shouldEnterNothingWhileTheClockIsAnHourBack() {
        AtomicLong shift = new AtomicLong();
        try (LiveBench bench = bench();
                TradingDaemon daemon = new TradingDaemon(
                        bench.settings,
                        LiveBench.liveSettings(
                                LiveBench.config("gateway.heartbeat-ms=1000", "gateway.port=" + bench.tws.port())),
                        null,
                        folder.resolve("clock"),
                        () -> bench.tws.now() - shift.get(),
                        1,
                        false,
                        InteractiveBrokers.REAL,
                        () -> {})) {
            await(daemon, () -> daemon.day().session().phase() == BrokerConnection.Phase.READY);
            shift.set(HOUR_NANOS);
            // A connection on which nothing comes is probed, and the answer to the probe is the broker's time.
            await(daemon, () -> daemon.day().stages().risk().trading().refusal(0) == Outcome.CLOCK_UNSURE);
            // So large a step latches, a moment after the stage has noted it: somebody has to look.
            await(daemon, () -> daemon.day().stages().risk().trading().latched());
            shift.set(0);
            daemon.command(Operator.UNLATCH, "the clock was set");
            await(daemon, () -> daemon.day().stages().risk().trading().refusal(0) == null);
        }
        LiveBench.replay(folder.resolve("clock/2025-06-20"), event -> {});
    }

    /** As whoever starts a simulated TWS and forgets that it plays another day. */
    @Test
    void shouldAskNothingOfABrokerWhoseClockIsOnAnotherDay() {
        try (LiveBench bench = bench();
                TradingDaemon daemon = new TradingDaemon(
                        bench.settings,
                        LiveBench.liveSettings(LiveBench.config("gateway.port=" + bench.tws.port())),
                        null,
                        folder.resolve("clock"),
                        () -> bench.tws.now() + 500 * 24 * HOUR_NANOS,
                        1,
                        false,
                        InteractiveBrokers.REAL,
                        () -> {})) {
            await(daemon, () -> daemon.alarms() > 0);
            await(daemon, () -> daemon.day().session().phase() == BrokerConnection.Phase.WAITING);
            for (int i = 0; i < 200; i++) {
                daemon.work();
                LockSupport.parkNanos(5_000_000L);
            }
            long connections = daemon.day().session().reconnects();
            assertTrue(connections <= 4, connections + " connections in a second or two");
            assertEquals(1, daemon.alarms());
        }
    }

    @Test
    void shouldRefuseASecondDaemonAndSurviveBeingStoppedForAWhile() throws Exception {
        try (LiveBench bench = bench()) {
            bench.tws.speed(20);
            try (LiveProcess live = new LiveProcess(
                    folder, "--broker-clock", "--speed", "20", "--set", "gateway.port=" + bench.tws.port())) {
                live.awaitStatus("\"broker\": \"ready\"");
                try (LiveProcess second = new LiveProcess(
                        folder, "--broker-clock", "--speed", "20", "--set", "gateway.port=" + bench.tws.port())) {
                    assertEquals(2, second.exitCode());
                    assertTrue(second.output().contains("another daemon has " + live.root), second::output);
                }
                signal("-STOP", live.process);
                live.await(
                        () -> live.operator(OperatorCommand.of("status")).code() == 1, "a daemon that does not move");
                LiveProcess.Answer answer = live.operator(OperatorCommand.of("halt"), "--timeout-ms", "200");
                assertEquals(2, answer.code());
                assertTrue(answer.err().contains("has not answered within 200 ms"), answer.err());
                signal("-CONT", live.process);
                live.await(() -> live.operator(OperatorCommand.of("status")).code() == 0, "moves again");
                live.awaitStatus("\"broker\": \"ready\"");
                live.process.toHandle().destroy();
                live.exitCode();
                LiveBench.replay(live.root.resolve("2025-06-20"), event -> {});
            }
        }
    }

    @Test
    void shouldCancelAWorkingEntryWhenItIsTerminated() throws Exception {
        // So little of the volume is ours that the entry never fills.
        String[] sets = {"signal.sma=20", "signal.entry-below=-5", "broker.participation=0.0000001"};
        try (LiveBench bench = bench(sets)) {
            bench.tws.speed(600);
            List<String> arguments = new ArrayList<>(
                    List.of("--broker-clock", "--speed", "600", "--set", "gateway.port=" + bench.tws.port()));
            for (String set : sets) {
                arguments.addAll(List.of("--set", set));
            }
            try (LiveProcess live = new LiveProcess(folder, arguments.toArray(String[]::new))) {
                live.await(
                        () -> bench.tws.orders().stream()
                                .anyMatch(order -> order.side().equals("BUY") && order.isLive()),
                        "an entry");
                live.process.toHandle().destroy();
                assertEquals(143, live.exitCode(), live::output);
                assertTrue(live.output().contains("stopped in order"), live::output);
                assertFalse(new LiveFolder(live.root).isKilled());
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (bench.tws.orders().stream().anyMatch(OrderView::isLive)) {
                    assertTrue(
                            System.nanoTime() - deadline < 0,
                            () -> bench.tws.orders().toString());
                    LockSupport.parkNanos(1_000_000L);
                }
            }
        }
    }

    /** On a small disk of its own, where the machine lets us have one. */
    @Test
    void shouldStopEntriesOnALowDiskAndKeepTheJournalWholeOnAFullOne() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(mount(disk), "skipped: this user may not mount a small disk");
        try {
            try (LiveBench bench = new LiveBench(disk.resolve("live"), 7)) {
                bench.start();
                bench.playTo(9, 31);
                bench.await(
                        () -> bench.daemon().day().stages().risk().trading().refusal(0) == Outcome.LOW_DISK,
                        "no entries on a low disk");
                fill(disk.resolve("filler"));
                // Room for the journal was taken ahead.
                bench.playTo(9, 50);
                bench.await(() -> bench.daemon().alarms() >= 2, "an alarm about the status");
                Files.delete(disk.resolve("filler"));
                Files.createFile(disk.resolve("live/kill"));
                bench.await(() -> bench.daemon().day().stages().risk().trading().latched(), "a watchdog that lives");
            }
            List<String> said = conditions(disk.resolve("live/2025-06-20"));
            assertTrue(said.contains("LOW_DISK "), said::toString);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    // ---- Bench ----------------------------------------------------------------------------------------------------

    private LiveBench bench(String... sets) {
        return new LiveBench(folder.resolve("live"), 7, sets);
    }

    private static void await(TradingDaemon daemon, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, daemon::line);
            if (!daemon.work()) {
                LockSupport.parkNanos(200_000L);
            }
        }
    }

    private static List<String> conditions(Path journal) {
        List<String> said = new ArrayList<>();
        LiveBench.replay(journal, event -> {
            if (event.type == EventType.CONDITION) {
                said.add(Condition.ofCode(event.code) + " " + event.textAsString());
            }
        });
        return said;
    }

    private static void placeAsSomebodyElse(SimulatedTws tws) throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        TwsConnection[] connection = new TwsConnection[1];
        CountDownLatch known = new CountDownLatch(1);
        connection[0] = TwsConnection.open(
                TwsSettings.local(tws.port(), 99),
                new TwsConnection.Listener() {
                    @Override
                    public void ready(int serverVersion) {
                        sent.countDown();
                    }

                    @Override
                    public void malformed(TwsProtocolError error) {
                        throw new AssertionError(error);
                    }

                    @Override
                    public void unsent(int orderId) {
                        throw new AssertionError("order " + orderId);
                    }

                    @Override
                    public void disconnected(ConnectionEnd reason, String detail) {
                        known.countDown();
                    }
                },
                SystemNanoClock.INSTANCE);
        assertTrue(sent.await(60, TimeUnit.SECONDS));
        TwsOrder order = new TwsOrder();
        order.clear();
        order.orderId = 1;
        order.action = TwsOrder.Action.BUY;
        order.quantityE8 = 100 * 100_000_000L;
        order.type = TwsOrder.Type.LIMIT;
        order.limitE8 = 100_000_000L;
        order.timeInForce = TwsOrder.TimeInForce.DAY;
        order.account.set("DU1234567");
        order.transmit = true;
        int before = tws.orders().size();
        assertTrue(connection[0].send(
                new TwsEncoder(176).placeOrder(TwsContract.stock(320227571, "QQQ", "SMART", "NASDAQ", "USD"), order)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (tws.orders().size() == before) {
            assertTrue(System.nanoTime() - deadline < 0, "the order never came");
            LockSupport.parkNanos(1_000_000L);
        }
        connection[0].close();
        assertTrue(known.await(60, TimeUnit.SECONDS));
    }

    private static void signal(String name, Process process) throws Exception {
        assertEquals(0, run("kill", name, Long.toString(process.pid())));
    }

    private static boolean mount(Path disk) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private static void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            // Full, as it should be.
            assertFalse(Files.size(file) == 0);
        }
    }
}
