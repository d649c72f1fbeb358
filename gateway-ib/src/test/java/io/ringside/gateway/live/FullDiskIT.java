package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.OrderView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills at some point of a day of trading: no order is lost and none sent twice, the kill works, and the daemon
 * says what is wrong. On a small disk of its own, where the machine lets us have one.
 */
class FullDiskIT {
    private static final int DISK_MB = 2_300;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final String[] SETS = {
        "signal.sma=20",
        "signal.entry-below=-20",
        "signal.exit-above=-80",
        "signal.bar=1m",
        "risk.atr-multiple=2",
        "risk.reentry-bars=0",
        "risk.limits.loss.streak=off",
        "risk.limits.loss.day=off",
        "risk.limits.loss.drawdown=off"
    };

    @TempDir
    Path folder;

    private Path disk;
    private int failed;
    private int entriesStopped;
    private int working;
    private int executions;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tmpfs", disk.toString()) == 0,
                "no small disk can be had here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void shouldNeitherLoseNorRepeatAnOrderWhenTheDiskFills() throws IOException {
        points(2, 1);
    }

    @Test
    @Tag("long")
    void shouldNeitherLoseNorRepeatAnOrderWhereverTheDiskFills() throws IOException {
        points(Integer.getInteger("ringside.points", 50), Long.getLong("ringside.seed", 1_000));
        assertTrue(failed > 0, "the journal never met the full disk");
    }

    private void points(int count, long firstSeed) throws IOException {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            point(seed);
        }
        System.out.println(count + " points: the journal met the full disk at " + failed + ", entries were stopped at "
                + entriesStopped + ", " + working + " orders worked at that moment, " + executions + " executions");
        assertTrue(executions > count, "too little was traded");
    }

    private void point(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path root = disk.resolve("live" + seed);
        Path filler = disk.resolve("filler");
        // Half of them with less room taken ahead, which is soon used up.
        boolean fast = seed % 2 == 1;
        String[] sets = Arrays.copyOf(SETS, SETS.length + 1);
        sets[SETS.length] = "journal.pre-touch=" + (fast ? "off" : "on");
        try (LiveBench bench = new LiveBench(root, seed, sets)) {
            TradingDaemon daemon = bench.start();
            bench.playTo(9, 30);
            bench.playOn(bench.tws.now() + (20 + random.nextLong(100)) * MINUTE + 5 * ExchangeCalendar.SECOND_NANOS);
            fill(filler);
            // Some of the room that was taken ahead is left, so that the day goes on for a while.
            boolean alive = true;
            try {
                quote(bench, fast ? random.nextInt(30_000) : 0);
                bench.playOn(bench.tws.now() + (1 + random.nextLong(240)) * MINUTE);
                bench.await(
                        () -> daemon.day().risk().refusal(0) != null && daemon.alarms() > 0,
                        "an alarm, and no entries on a full disk");
                entriesStopped++;
                daemon.kill("the disk is full");
                bench.await(() -> daemon.day().risk().latched(), "a kill on a full disk");
            } catch (EngineFailure failure) {
                alive = false;
            } catch (UserError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
            if (!alive) {
                failed++;
                // Whoever published last may know of it before the stage has told.
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (daemon.alarms() == 0) {
                    assertTrue(System.nanoTime() - deadline < 0, "nothing was said of the full disk");
                    LockSupport.parkNanos(1_000_000L);
                }
                daemon.kill("the disk is full");
            }
            int known = bench.tws.orders().size();
            for (int i = 0; i < 60; i++) {
                bench.tws.advanceTo(bench.tws.now() + MINUTE);
            }
            assertEquals(known, bench.tws.orders().size(), () -> "an order left after the kill, seed " + seed);
            List<OrderView> left =
                    bench.tws.orders().stream().filter(OrderView::isLive).toList();
            working += left.size();
            protectedAtTheBroker(bench, seed);
            try {
                daemon.close();
            } catch (EngineFailure | UserError closing) {
                assertFalse(alive && closing.getMessage() == null, "closing says why");
            }
            Files.delete(filler);
            // A daemon whose engine has failed ends with its process, which alone lets go of the journal and the
            // connection.
            daemon.day().session().close();
            Path next = copy(root, disk.resolve("next" + seed));
            again(bench, next, seed);
            judge(bench, next.resolve(bench.journal().getFileName()), seed);
            delete(next);
        }
        delete(root);
    }

    /** Prices that fill the journal faster than bars do. */
    private static void quote(LiveBench bench, int count) {
        EventPublisher publisher = bench.daemon().day().ring().newPublisher();
        for (int i = 0; i < count; i++) {
            long bidE8 = (300_00 + i % 7) * FixedPoint.ONE_E8 / 100;
            publisher.draft().quote(0, bench.tws.now(), bidE8, bidE8 + FixedPoint.ONE_E8 / 100, 100, 200, 0);
            publisher.publish();
            if (i % 1_000 == 0) {
                bench.daemon().work();
            }
        }
    }

    /** A position that the broker has is not bare, whatever became of the journal. */
    private static void protectedAtTheBroker(LiveBench bench, long seed) {
        long shares = bench.tws.shares("QQQ");
        if (shares != 0) {
            long covered = Invariants.covered(bench.tws.orders(), "QQQ", shares);
            assertEquals(Math.abs(shares), covered, () -> "shares under a stop, seed " + seed);
        }
    }

    /** The day goes on when there is room again, with all that it had. */
    private static void again(LiveBench bench, Path root, long seed) {
        TradingDaemon daemon = bench.start(root);
        bench.await(() -> daemon.day().session().phase() == BrokerConnection.Phase.READY, "ready again, seed " + seed);
        bench.await(
                () -> daemon.day().risk().holdings().get(0).shares() == bench.tws.shares("QQQ"),
                "the broker's position, seed " + seed);
        assertTrue(daemon.day().risk().latched(), () -> "the kill outlives the process, seed " + seed);
        String answer = daemon.command(Operator.UNLATCH, "there is room again");
        assertTrue(answer.startsWith("unlatch journaled"), () -> answer + ", seed " + seed);
        bench.playOn(bench.tws.now() + 10 * MINUTE);
        daemon.close();
    }

    private void judge(LiveBench bench, Path journal, long seed) {
        Set<String> asked = new HashSet<>();
        Map<String, Long> filled = new HashMap<>();
        LiveBench.replay(journal, event -> {
            for (int i = 0; i < event.intentCount; i++) {
                asked.add(OrderRef.format(event.intents[i].orderRef));
            }
            if (event.type == EventType.FILL) {
                filled.merge(OrderRef.format(event.orderRef), event.quantity, Long::sum);
            }
        });
        Map<String, Long> atBroker = new HashMap<>();
        for (ExecutionView execution : bench.tws.executions()) {
            atBroker.merge(execution.orderRef(), execution.shares(), Long::sum);
            executions++;
        }
        assertEquals(atBroker, filled, () -> "executions, seed " + seed);
        Set<String> sent = new HashSet<>();
        for (OrderView order : bench.tws.orders()) {
            assertTrue(sent.add(order.orderRef()), () -> order.orderRef() + " twice, seed " + seed);
            assertTrue(asked.contains(order.orderRef()), () -> order.orderRef() + " in no record, seed " + seed);
        }
        assertEquals(List.of(), AuditCommand.audit(journal).violations(), () -> "seed " + seed);
    }

    // ---- Disk -----------------------------------------------------------------------------------------------------

    private static void fill(Path file) throws IOException {
        reserve(file);
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as it should be.
            assertTrue(Files.size(file) > 0);
        }
    }

    /** Most of it at once, where that is known how. */
    private static void reserve(Path file) throws IOException {
        try {
            run("fallocate", "-l", (DISK_MB - 100) + "m", file.toString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var tree = Files.walk(from)) {
            for (Path one : tree.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static void delete(Path root) throws IOException {
        try (var tree = Files.walk(root)) {
            for (Path one : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
