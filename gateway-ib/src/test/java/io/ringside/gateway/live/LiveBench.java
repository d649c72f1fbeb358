package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.sim.SimulatedTws;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A daemon and a simulated TWS in one process, over a real socket, as fast as they can. */
public final class LiveBench implements AutoCloseable {
    public static final int DAY = (int) LocalDate.parse("2025-06-20").toEpochDay();
    static final double SPEED = 1_000_000;

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    final Path root;
    final EngineSettings settings;
    final LiveSettings live;
    final SimulatedMarket market;
    final SimulatedTws tws;
    volatile boolean halted;
    private TradingDaemon daemon;

    LiveBench(Path root, long seed, String... sets) {
        this(root, seed, DAY, sets);
    }

    /** Up to the last day, for tests that go on over nights. */
    LiveBench(Path root, long seed, int lastDay, String... sets) {
        this(root, seed, lastDay, null, sets);
    }

    /** Records every message of the simulated TWS in a file. */
    LiveBench(Path root, long seed, int lastDay, Path frames, String... sets) {
        this.root = root;
        Config given = config(sets);
        settings = LiveConfiguration.engineSettings(given);
        LiveSettings first = liveSettings(given);
        tws = SimulatedMarket.start(settings, first, Map.of(), DAY, lastDay, seed, frames);
        market = new SimulatedMarket(tws, SPEED, SimulatedMarket.decisionNanos(settings));
        live = liveSettings(EngineSettings.with(given, "gateway.port=" + tws.port()));
    }

    /** The shipped configuration, with what a test changes. */
    public static Config config(String... sets) {
        Config given = EngineSettings.load(Path.of(System.getProperty("ringside.home"), "config", "live.conf"));
        // At this speed an hour of the market's passes between two answers.
        given = EngineSettings.with(given, "risk.limits.exposure.account-seconds=off");
        given = EngineSettings.with(given, "risk.limits.data.bar-seconds=off");
        // As ringside live --simulate does it.
        given = EngineSettings.with(given, "gateway.halts=off");
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        return given;
    }

    public static LiveSettings liveSettings(Config given) {
        return LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
    }

    /** Starts the daemon, again if it was closed. */
    TradingDaemon start() {
        return start(root);
    }

    /** Starts it in another folder. */
    TradingDaemon start(Path folder) {
        daemon = new TradingDaemon(
                settings,
                live,
                null,
                folder,
                tws::now,
                SPEED,
                false,
                InteractiveBrokers.SIMULATED,
                () -> halted = true);
        return daemon;
    }

    TradingDaemon daemon() {
        return daemon;
    }

    /** Lets the market go on to a time of day, in exchange time. */
    void playTo(int hour, int minute) {
        long end = CALENDAR.toNanos(daemon.day().day(), (hour * 3600L + minute * 60L) * ExchangeCalendar.SECOND_NANOS);
        await(() -> daemon.day().session().phase() == BrokerConnection.Phase.READY, "ready");
        playOn(end);
    }

    /** Lets the market go on to a time. */
    void playOn(long endNanos) {
        while (tws.now() < endNanos) {
            daemon.work();
            market.step(daemon);
        }
        market.settle(daemon);
    }

    /** Lets the daemon work until something holds. */
    void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never came: " + what + "; " + daemon.line());
            }
            if (!daemon.work()) {
                LockSupport.parkNanos(200_000L);
            }
        }
    }

    Path journal() {
        return journal(DAY);
    }

    Path journal(int day) {
        return root.resolve(LocalDate.ofEpochDay(day).toString());
    }

    /** Replays the day's journal through fresh stages and compares every decision; shows each event with its decisions. */
    static long replay(Path journal, Consumer<EngineEvent> observer) {
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            Engine engine = Engine.journaled(reader.openRecord());
            Pipeline.Inline pipeline =
                    Pipeline.inline(engine.stages(null, (intent, eventNanos) -> {}), engine.bounds(), 1);
            RecordComparison comparison = new RecordComparison(engine.bounds());
            long events = 0;
            while (reader.nextEvent()) {
                events++;
                EngineEvent slot = pipeline.draft();
                reader.decodeIngress(slot);
                pipeline.processAt(reader.sequence());
                var difference =
                        comparison.difference(reader.buffer(), reader.offset(), reader.length(), slot, engine.bounds());
                if (difference != null) {
                    throw new AssertionError(difference.toString());
                }
                observer.accept(slot);
            }
            return events;
        }
    }

    @Override
    public void close() {
        try {
            if (daemon != null) {
                daemon.close();
            }
        } finally {
            tws.close();
        }
    }
}
