package io.ringside.gateway.live;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.BrokerSession;
import io.ringside.gateway.ib.IbOrderGateway;
import io.ringside.gateway.sim.Listing;
import io.ringside.gateway.sim.PriceBar;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A simulated TWS in this process, over a real socket, whose clock waits for the daemon at every bar's end: what was decided
 * on a bar reaches the market before the next price, on a slow machine too.
 *
 * <p>Thread: session.
 */
final class SimulatedMarket implements AutoCloseable {
    private static final long STEP_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    private static final long BEFORE_OPEN_NANOS = 10 * ExchangeCalendar.MINUTE_NANOS;
    private static final long PARK_NANOS = 50_000L;
    private static final long HEARD_NANOS = 20_000_000L;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int HISTORY_DAYS = 14;

    private final SimulatedTws tws;
    private final double speed;
    private final long barNanos;
    private final long startNanos;
    private final long beganNanos = System.nanoTime();

    /**
     * @param tws with a clock that stands
     * @param speed market seconds a second, at most
     * @param barNanos size of the bars that are decided on
     */
    SimulatedMarket(SimulatedTws tws, double speed, long barNanos) {
        this.tws = tws;
        this.speed = speed;
        this.barNanos = barNanos;
        startNanos = tws.now();
    }

    /** A simulator that plays a file or invented bars up to a day, and stands before its open. */
    static SimulatedTws start(EngineSettings settings, LiveSettings live, Path bars, int day, long seed, Path log) {
        return start(settings, live, bars, day, day, seed, log);
    }

    /** A simulator that plays a file or invented bars up to the last day, and stands before the open of the first. */
    static SimulatedTws start(
            EngineSettings settings, LiveSettings live, Path bars, int day, int lastDay, long seed, Path log) {
        return SimulatedTws.start(
                settings(settings, live, bars, day, lastDay, seed).log(log));
    }

    /** What such a simulator is made of. */
    static SimSettings settings(
            EngineSettings settings, LiveSettings live, Path bars, int day, int lastDay, long seed) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        List<Tape> tapes = new ArrayList<>();
        for (Instrument instrument : settings.instruments()) {
            List<PriceBar> all = new ArrayList<>();
            try (BarSource source = open(instrument.symbol(), bars, day, lastDay, seed, calendar)) {
                while (source.next()) {
                    all.add(PriceBar.of(
                            source.startNanos(),
                            source.endNanos(),
                            source.openE8(),
                            source.highE8(),
                            source.lowE8(),
                            source.closeE8(),
                            source.volume()));
                }
            }
            Listing listing = instrument.contractId() == 0
                    ? Listing.of(instrument.symbol())
                    : Listing.of(instrument.symbol(), instrument.contractId());
            tapes.add(Tape.ofBars(listing, all));
        }
        return new SimSettings(tapes, calendar.openNanos(day) - BEFORE_OPEN_NANOS)
                .account(live.account())
                .cashE8(settings.risk().equityE8())
                .fills(settings.broker())
                .seed(seed);
    }

    /** The bars that are played: a file's, or invented ones of three weeks. */
    static BarSource open(String symbol, Path bars, int day, int lastDay, long seed, ExchangeCalendar calendar) {
        return bars == null
                ? new SyntheticBars(symbol, firstDay(day, calendar), lastDay, seed, calendar)
                : BarFile.open(
                        bars,
                        symbol,
                        calendar,
                        BarFile.Options.fiveMinutes()
                                .withSize(BarSpec.FIVE_MINUTES)
                                .withDays(Integer.MIN_VALUE, lastDay));
    }

    static int firstDay(int day, ExchangeCalendar calendar) {
        int first = day;
        for (int i = 0; i < HISTORY_DAYS; i++) {
            first = calendar.previousTradingDay(first);
        }
        return first;
    }

    /** Lets the market go on by five seconds, when it is time and the daemon is ready for it. */
    void step(TradingDaemon daemon) {
        long now = tws.now();
        if (daemon.day().session().phase() != BrokerSession.Phase.READY) {
            park();
            return;
        }
        long dueNanos = (long) ((now + STEP_NANOS - startNanos) / speed);
        while (System.nanoTime() - beganNanos < dueNanos && speed < 100_000) {
            daemon.work();
            park();
        }
        long next = now + STEP_NANOS;
        tws.advanceTo(next);
        // So that a market that runs faster than its news does not look stale.
        long heardBy = System.nanoTime() + HEARD_NANOS;
        while (daemon.day().market().ageNanos() > 0
                && ExchangeCalendar.usEquity().isRegular(now)
                && System.nanoTime() - heardBy < 0) {
            daemon.work();
            park();
        }
        boolean barEnds = Math.floorMod(next, barNanos) == 0;
        // Shortly after, what met the open has come back as well.
        boolean barBegan = Math.floorMod(next - STEP_NANOS, barNanos) == 0;
        if (barEnds || barBegan) {
            settle(daemon);
        }
    }

    /** Lets the night pass, until shortly before the next session's open; the daemon begins its day. */
    void sleep(TradingDaemon daemon) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        settle(daemon);
        int next = calendar.nextTradingDay(daemon.day().day());
        tws.advanceTo(calendar.openNanos(next) - BEFORE_OPEN_NANOS);
        await(daemon, () -> daemon.day().day() == next && daemon.day().session().phase() == BrokerSession.Phase.READY);
    }

    /** Waits until the daemon has nothing more to do or to say about what it was told. */
    void settle(TradingDaemon daemon) {
        long before = -1;
        BrokerSession session = daemon.day().session();
        IbOrderGateway gateway = daemon.day().gateway();
        while (before != gateway.messagesSent()) {
            before = gateway.messagesSent();
            long echoes = session.echoes();
            if (!session.sendEcho()) {
                return;
            }
            await(daemon, () -> session.echoes() > echoes);
            await(daemon, () -> !daemon.work());
            daemon.day().drain();
            daemon.work();
        }
        await(
                daemon,
                () -> session.phase() != BrokerSession.Phase.READY
                        || daemon.day().market().isWhole());
    }

    private static void await(TradingDaemon daemon, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            daemon.work();
            park();
        }
    }

    private static void park() {
        LockSupport.parkNanos(PARK_NANOS);
    }

    /** The simulator. */
    SimulatedTws tws() {
        return tws;
    }

    @Override
    public void close() {
        tws.close();
    }
}
