package io.ringside.gateway.live;

import io.ringside.engine.command.Commands;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.PlacedFrames;
import io.ringside.gateway.sim.SimulatedTws;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A trading day on which the daemon is killed again and again, while a simulated TWS in this process outlives it and judges.
 * Somewhat more than every other kill is at a marked place, those of a start among them; the others are at moments drawn
 * before, spread over the day, at which the daemon is ready. A place that is not passed before the next moment is a kill at
 * that moment.
 *
 * <p>Market time runs fast within bars and slower around their ends, so that a process which lives for seconds trades; and
 * as real time does while the daemon is not ready, or a position has no stop at the broker.
 */
final class KillCampaign {
    private static final String[] SETS = Stream.concat(
                    Stream.of(FaultDay.SETS),
                    Stream.of(
                            "gateway.reconcile-ms=500",
                            "gateway.unknown-order-ms=1000",
                            "gateway.unprotected-ms=60000",
                            "gateway.feed-stale-ms=3600000",
                            "gateway.backoff-max-ms=500"))
            .toArray(String[]::new);

    private static final String HOME = System.getProperty("ringside.home");
    /** As the launcher has them: only what begins so has use of an archive. */
    private static final String JARS =
            HOME + "/gateway-ib/target/gateway-ib.jar" + File.pathSeparator + HOME + "/gateway-ib/target/lib/*";

    private static final List<String> SYMBOLS = List.of("QQQ", "SPY", "AAPL");
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long BAR = 5 * ExchangeCalendar.MINUTE_NANOS;
    private static final long OPEN = CALENDAR.openNanos(LiveBench.DAY);
    /** What is traded of it: what is decided in the last minutes has no time to be settled. */
    private static final long SESSION = CALENDAR.closeNanos(LiveBench.DAY) - OPEN - 2 * BAR;

    private static final double FAST = 300;
    private static final double SLOW = 20;
    private static final long PARK_NANOS = 2_000_000L;
    private static final long PATIENCE_MS = 120_000;
    private static final long BUSY_BEFORE = 5 * SECOND;
    private static final long BUSY_AFTER = 15 * SECOND;
    /** So many kills are a day's; fewer are a part of it. */
    static final int DAY_KILLS = 50;
    /** Of twenty kills so many are at marked places, the others at random. */
    private static final int PLACES_OF_20 = 11;

    /** What a campaign came to. */
    static final class Result {
        final List<String> violations = new ArrayList<>();
        final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);
        final List<Long> startToReadyMs = new ArrayList<>();
        final List<Long> connectToReadyMs = new ArrayList<>();
        int kills;
        /** At random moments, in each hour of the session. */
        final int[] randomByHour = new int[7];

        int randomKills;
        int startingKills;
        int orders;
        int executions;
        long longestNakedNanos;

        void add(Result other) {
            violations.addAll(other.violations);
            other.hits.forEach((point, count) -> hits.merge(point, count, Integer::sum));
            startToReadyMs.addAll(other.startToReadyMs);
            connectToReadyMs.addAll(other.connectToReadyMs);
            kills += other.kills;
            randomKills += other.randomKills;
            startingKills += other.startingKills;
            Arrays.setAll(randomByHour, hour -> randomByHour[hour] + other.randomByHour[hour]);
            orders += other.orders;
            executions += other.executions;
            longestNakedNanos = Math.max(longestNakedNanos, other.longestNakedNanos);
        }

        @Override
        public String toString() {
            return kills + " kills (" + randomKills + " at random, by hour " + Arrays.toString(randomByHour) + "; "
                    + (kills - randomKills) + " at places " + hits + "; " + startingKills + " before it was ready), "
                    + orders + " orders, " + executions + " executions; longest without a stop "
                    + longestNakedNanos / 1_000_000 + " ms of market time; process start to reconciled "
                    + percentiles(startToReadyMs) + ", connection to reconciled " + percentiles(connectToReadyMs)
                    + "; violations " + violations.size();
        }

        private static String percentiles(List<Long> values) {
            if (values.isEmpty()) {
                return "never";
            }
            long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
            return "p50 " + sorted[sorted.length / 2] + " p99 " + sorted[(sorted.length * 99 - 1) / 100] + " max "
                    + sorted[sorted.length - 1] + " ms (n " + sorted.length + ")";
        }
    }

    private final Path folder;
    private final long seed;
    private final SplittableRandom random;
    private final Path agent;
    private final Path archive;
    private final SharedClock clock;
    private final List<CrashPoint> places = new ArrayList<>();
    private final Result result = new Result();
    private final Map<String, Long> nakedSince = new HashMap<>();
    private SimulatedTws tws;
    private final Set<String> reported = new HashSet<>();
    private final Deque<Long> moments = new ArrayDeque<>();
    private long playedNanos = System.nanoTime();
    private double fraction;
    /** When the next random kill is due, in market time. */
    private long dueNanos;

    /**
     * @param archive of {@link #archive}, null for none
     */
    KillCampaign(Path folder, Path archive, long seed) {
        this.archive = archive;
        this.folder = folder;
        this.seed = seed;
        random = new SplittableRandom(seed);
        agent = CrashAgent.jar(folder);
        clock = new SharedClock(folder.resolve("clock"));
    }

    /** A day with so many kills, or fewer if it is over before. */
    Result run(int kills) {
        var settings = LiveConfiguration.engineSettings(LiveBench.config(SETS));
        Path log = folder.resolve("frames.jsonl");
        tws = SimulatedMarket.start(
                settings,
                LiveBench.liveSettings(LiveBench.config(SETS)),
                Map.of(),
                LiveBench.DAY,
                LiveBench.DAY,
                seed,
                log);
        try {
            tws.inject(FaultRule.atRate(FaultKind.PARTIAL_FILL, 0.7));
            clock.set(tws.now());
            drawMoments(kills);
            while (result.kills < kills && !moments.isEmpty()) {
                live();
                jump(random.nextLong(60) * SECOND);
            }
            end();
            judge(log);
        } finally {
            tws.close();
        }
        return result;
    }

    /** The end of what the daemons of this day have said. */
    private String logged() {
        try {
            List<String> all = Files.readAllLines(folder.resolve("daemon.log"));
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    // ---- A daemon's life ------------------------------------------------------------------------------------------

    private void live() {
        // The last moment is the day's end, and nothing is to wait for it.
        boolean aimed = moments.size() == 1
                || (result.kills - result.randomKills) * (20 - PLACES_OF_20) <= result.randomKills * PLACES_OF_20;
        CrashPoint place = aimed ? nextPlace() : null;
        dueNanos = moments.getFirst();
        try (Child child = new Child(place, place == null ? 0 : passOf(place))) {
            while (child.process.isAlive() && !isDue(child)) {
                play(child.isReady());
            }
            boolean died = !child.process.isAlive();
            child.process.destroyForcibly();
            int status = child.await();
            if (died && status != CrashPoints.STATUS) {
                violate("the daemon ended by itself with " + status + ": " + child.lines() + "\n" + logged());
            }
            if (died && place != null) {
                result.hits.merge(place, 1, Integer::sum);
            } else {
                moments.removeFirst();
                result.randomKills++;
                result.randomByHour[(int) ((tws.now() - OPEN) / (12 * BAR))]++;
            }
            result.kills++;
            child.note();
        }
    }

    /** Whether a random kill is due. One that nobody was ready for is put off to some moment of the next five minutes. */
    private boolean isDue(Child child) {
        if (child.isReady()) {
            return tws.now() >= dueNanos;
        }
        if (tws.now() >= dueNanos) {
            dueNanos = tws.now() + random.nextLong(BAR);
        }
        if (child.ageMs() < PATIENCE_MS) {
            return false;
        }
        violate("the daemon does not become ready: " + child.lines());
        return true;
    }

    /** Every other one anywhere, the others while a bar ends and the next begins, which is when orders leave and execute. */
    private void drawMoments(int kills) {
        int bars = (int) (SESSION / BAR) * Math.min(kills, DAY_KILLS) / DAY_KILLS;
        long[] drawn = LongStream.range(0, Math.max(1, Math.min(kills, DAY_KILLS) * (20 - PLACES_OF_20) / 20))
                .map(i -> OPEN
                        + random.nextInt(bars) * BAR
                        + (i % 2 == 0 ? random.nextLong(BAR) : random.nextLong(BUSY_BEFORE + BUSY_AFTER) - BUSY_BEFORE))
                .sorted()
                .toArray();
        for (long moment : drawn) {
            moments.add(moment);
        }
        moments.add(OPEN + SESSION);
    }

    private void end() {
        try (Child child = new Child(null, 0)) {
            while (child.process.isAlive() && !child.isReady() && child.ageMs() < PATIENCE_MS) {
                play(false);
            }
            child.finish();
            while (child.process.isAlive() && child.ageMs() < PATIENCE_MS) {
                play(false);
            }
            boolean alive = child.process.isAlive();
            child.process.destroyForcibly();
            int status = child.await();
            if (alive || status != 0) {
                violate("the last daemon " + (alive ? "hangs" : "ended with " + status) + ": " + child.lines());
            }
            child.note();
        }
    }

    private CrashPoint nextPlace() {
        if (places.isEmpty()) {
            places.addAll(List.of(CrashPoint.values()));
        }
        return places.remove(random.nextInt(places.size()));
    }

    private int passOf(CrashPoint place) {
        return switch (place) {
            case RECOVERING -> 1 << random.nextInt(11);
            case RECONCILING -> 1 + random.nextInt(12);
            case RESTORING -> 1 + random.nextInt(6);
            default -> 1 + random.nextInt(3);
        };
    }

    // ---- The market -----------------------------------------------------------------------------------------------

    /** Lets the market go on by the real time that has passed, at the speed that is due. */
    private void play(boolean ready) {
        LockSupport.parkNanos(PARK_NANOS);
        long now = System.nanoTime();
        long real = Math.min(now - playedNanos, 20_000_000L);
        playedNanos = now;
        long intoBar = Math.floorMod(tws.now(), BAR);
        boolean nearEnd = intoBar < BUSY_AFTER || intoBar > BAR - BUSY_BEFORE;
        double speed = !ready || !nakedSince.isEmpty() ? 1 : nearEnd ? SLOW : FAST;
        fraction += real * speed;
        long whole = (long) fraction;
        fraction -= whole;
        advance(whole);
    }

    private void jump(long nanos) {
        for (long left = nanos; left > 0; left -= SECOND) {
            advance(Math.min(left, nakedSince.isEmpty() ? SECOND : SECOND / 4));
        }
        playedNanos = System.nanoTime();
    }

    private void advance(long nanos) {
        for (long left = nanos; left > 0; left -= SECOND) {
            long to = tws.now() + Math.min(left, SECOND);
            clock.set(to);
            tws.advanceTo(to);
            watchStops();
        }
    }

    private void watchStops() {
        List<OrderView> orders = tws.orders();
        for (String symbol : SYMBOLS) {
            long shares = tws.shares(symbol);
            long covered = Invariants.covered(orders, symbol, shares);
            if (covered >= Math.abs(shares)) {
                nakedSince.remove(symbol);
                reported.remove(symbol);
                continue;
            }
            long since = nakedSince.computeIfAbsent(symbol, key -> tws.now());
            long naked = tws.now() - since;
            result.longestNakedNanos = Math.max(result.longestNakedNanos, naked);
            if (naked > 5 * SECOND && reported.add(symbol)) {
                violate(CALENDAR.format(since) + ": " + shares + " " + symbol + " without a stop for more than 5 s");
            }
        }
    }

    // ---- Judgement ------------------------------------------------------------------------------------------------

    private void judge(Path log) {
        Path journal = folder.resolve("live")
                .resolve(LocalDate.ofEpochDay(LiveBench.DAY).toString());
        BrokerJudge.Broker broker = new BrokerJudge.Broker() {
            @Override
            public List<OrderView> orders() {
                return tws.orders();
            }

            @Override
            public List<ExecutionView> executions() {
                return tws.executions();
            }

            @Override
            public long shares(String symbol) {
                return tws.shares(symbol);
            }
        };
        BrokerJudge.judge(journal, PlacedFrames.read(log), broker).forEach(this::violate);
        result.orders = tws.orders().size();
        result.executions = tws.executions().size();
    }

    private void violate(String what) {
        result.violations.add("seed " + seed + " kill " + result.kills + ": " + what);
    }

    // ---- Process --------------------------------------------------------------------------------------------------

    /** Classes as the launcher keeps them in memory for a daemon, made as it makes them. */
    static Path archive(Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("live.jsa");
        List<String> command = java();
        command.add("-Dlogback.configurationFile=" + HOME + "/config/logback-live.xml");
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(List.of(
                "-cp",
                JARS,
                Commands.class.getName(),
                LiveCommand.class.getName(),
                "--simulate",
                "--speed",
                "1000000"));
        command.addAll(List.of(
                "--until", "09:45", "--journal", folder.resolve("archived").toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("archived.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("archived.log")));
        }
        return archive;
    }

    private static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HOME + "/config/jvm.options",
                "-Dringside.home=" + HOME));
    }

    private final class Child implements AutoCloseable {
        private final long startNanos = System.nanoTime();
        private final Process process;
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private long readyMs = -1;
        private long connectedToReadyMs = -1;

        Child(CrashPoint place, int pass) {
            List<String> command = java();
            if (archive != null) {
                command.add("-XX:SharedArchiveFile=" + archive);
                command.add("-Xlog:cds*=off");
            }
            if (place != null) {
                command.add("-Dringside.crash=" + place + " " + pass);
                command.add("-javaagent:" + agent);
            }
            command.add("-Xmx256m");
            command.add("-cp");
            command.add(JARS + File.pathSeparator + System.getProperty("java.class.path"));
            command.add(KilledDaemon.class.getName());
            command.add(folder.resolve("live").toString());
            command.add(folder.resolve("clock").toString());
            command.add(Double.toString(FAST));
            command.addAll(Arrays.asList(SETS));
            command.add("gateway.port=" + tws.port());
            try {
                process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(
                                folder.resolve("daemon.log").toFile()))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reader = new Thread(this::read, "daemon-lines");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    take(line);
                }
            } catch (IOException e) {
                // The process was killed while it was being read.
                take("(cut off)");
            }
        }

        private synchronized void take(String line) {
            lines.add(line);
            if (line.startsWith("ready ") && readyMs < 0) {
                readyMs = ageMs();
                connectedToReadyMs = Long.parseLong(line.substring("ready ".length()));
            }
        }

        long ageMs() {
            return (System.nanoTime() - startNanos) / 1_000_000;
        }

        synchronized boolean isReady() {
            return readyMs >= 0;
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        /** Takes its figures into the result. */
        synchronized void note() {
            if (readyMs >= 0) {
                result.startToReadyMs.add(readyMs);
                result.connectToReadyMs.add(connectedToReadyMs);
            } else {
                result.startingKills++;
            }
        }

        void finish() {
            try {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            } catch (IOException e) {
                // It is gone; its status tells.
                take("(gone)");
            }
        }

        int await() {
            try {
                if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("a killed process does not end: " + process.info());
                }
                reader.join(PATIENCE_MS);
                return process.exitValue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            await();
        }
    }
}
