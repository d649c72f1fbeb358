package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.FileReport;
import io.ringside.engine.data.Reading;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderSender;
import io.ringside.gateway.sim.Listing;
import io.ringside.gateway.sim.PriceBar;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A simulated TWS in this process, over a real socket, whose clock waits for the daemon: a price is sent when the one before
 * was received, and orders decided on a bar reach the market before the next bar, also on a slow machine.
 *
 * <p>Thread: session.
 */
final class SimulatedMarket implements AutoCloseable {
    private static final long STEP_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    private static final long BEFORE_OPEN_NANOS = 10 * ExchangeCalendar.MINUTE_NANOS;
    private static final long HOUR_NANOS = 60 * ExchangeCalendar.MINUTE_NANOS;
    /** A regular session's length. */
    private static final long SESSION_NANOS = 13 * HOUR_NANOS / 2;

    private static final long PARK_NANOS = 50_000L;
    private static final long RECEIPT_NANOS = 2_000_000L;
    private static final long LEAP_HEARD_NANOS = 1_000_000_000L;
    /** The same after a leap in which no price was heard. */
    private static final long LEAP_UNHEARD_NANOS = 50_000_000L;

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long STANDSTILL_NANOS = 1_000_000_000L;
    /** Speed from which the market waits only for the daemon. */
    static final double UNBOUNDED = 100_000;

    private static final int HISTORY_DAYS = 14;
    private static final long CASH_E8 = 100_000 * FixedPoint.ONE_E8;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final SimulatedTws tws;
    private final double speed;
    private final long decisionNanos;
    private final long beganNanos = System.nanoTime();
    private long startNanos;
    private int executions;
    /** Since when the market stands for a daemon that is not ready; 0 if it does not. */
    private long stoodSince;
    /** Whether a price was received of the last leap. */
    private boolean heard = true;
    /** Whether bars of the past were awaited in vain: the daemon asks for them, and the market has none. */
    private boolean lacking;

    /**
     * @param tws a simulator whose clock stands
     * @param speed market seconds a second, at most
     * @param decisionNanos size of the smallest bars that are decided on
     */
    SimulatedMarket(SimulatedTws tws, double speed, long decisionNanos) {
        this.tws = tws;
        this.speed = speed;
        this.decisionNanos = decisionNanos;
        startNanos = tws.now();
    }

    /** Size of the smallest bars that an engine decides on; 5 seconds if it decides on trades. */
    static long decisionNanos(EngineSettings settings) {
        if (settings.portfolio() != null && settings.signals().isEmpty()) {
            // Decisions at closes only.
            return SESSION_NANOS;
        }
        if (settings.dataBar() == null) {
            return STEP_NANOS;
        }
        return new Engine(settings, ExchangeCalendar.usEquity())
                .series().stream()
                        .filter(one -> one.spec().unit() == BarSpec.Unit.TIME)
                        .mapToLong(one -> one.spec().count())
                        .min()
                        .orElse(STEP_NANOS);
    }

    /** Starts a simulator that plays files or synthetic bars up to the last day, with its clock before the open of the first. */
    static SimulatedTws start(
            EngineSettings settings,
            LiveSettings live,
            Map<String, Path> bars,
            int day,
            int lastDay,
            long seed,
            Path log) {
        return SimulatedTws.start(
                settings(settings, live, bars, day, lastDay, seed).log(log));
    }

    /** Settings of such a simulator. */
    static SimSettings settings(
            EngineSettings settings, LiveSettings live, Map<String, Path> bars, int day, int lastDay, long seed) {
        return settings(settings, live, read(settings, bars, day, lastDay, seed).tapes(), day, seed);
    }

    /** Settings of a simulator that plays tapes, with its clock before the open of a day. */
    static SimSettings settings(EngineSettings settings, LiveSettings live, List<Tape> tapes, int day, long seed) {
        return new SimSettings(tapes, ExchangeCalendar.usEquity().openNanos(day) - BEFORE_OPEN_NANOS)
                .account(live.account())
                .cashE8(cashE8(settings))
                .fills(settings.broker())
                .nightlyResets(true)
                // A portfolio does not use intraday prices.
                .wholeBars(settings.portfolio() != null && settings.signals().isEmpty())
                .messagesPerSecondMax(0)
                .seed(seed);
    }

    /** Initial cash of the simulated account: the configured equity, or a default. */
    static long cashE8(EngineSettings settings) {
        return settings.risk().fromAccount() ? CASH_E8 : settings.risk().equityE8();
    }

    /**
     * A tape an instrument.
     *
     * @param tapes in the order of the instruments' ids
     * @param data report on the rows of each file
     * @param renamings symbols that change
     * @param happenings splits, dividends and delistings
     */
    record Played(
            List<Tape> tapes,
            DataReport data,
            List<SimSettings.Renaming> renamings,
            List<SimSettings.Happening> happenings) {
        Played(List<Tape> tapes, DataReport data) {
            this(tapes, data, List.of(), List.of());
        }

        /** Adds the symbol changes and corporate actions to the simulator's settings. */
        SimSettings into(SimSettings sim) {
            renamings.forEach(sim::renamed);
            happenings.forEach(sim::happening);
            return sim;
        }
    }

    /**
     * Reads all bars to play.
     *
     * @param bars a file a symbol; empty for synthetic bars
     * @throws io.ringside.engine.settings.UserError if a file is defective, or too little of it can be used
     */
    static Played read(EngineSettings settings, Map<String, Path> bars, int day, int lastDay, long seed) {
        List<Tape> tapes = new ArrayList<>();
        List<FileReport> reports = new ArrayList<>();
        for (Instrument instrument : settings.instruments()) {
            String symbol = instrument.symbol();
            BarSource source =
                    open(symbol, bars.get(symbol), settings.reading(), day, lastDay, seed, ExchangeCalendar.usEquity());
            tapes.add(tape(instrument, source));
            source.report().ifPresent(reports::add);
        }
        return new Played(
                tapes, new DataReport(reports).judged(settings.reading().acceptLoss()));
    }

    /**
     * Reads the bars to play for portfolios: the days, and the last ones before them.
     *
     * @param files by symbol, for instruments whose intraday prices strategies read
     */
    static Played read(EngineSettings settings, Path store, Map<String, Path> files, int day, int lastDay) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        StoredMarket market = new StoredMarket(store, settings.ofSessions(), firstDay(day, calendar), lastDay, true);
        List<Tape> tapes = new ArrayList<>();
        List<FileReport> reports = new ArrayList<>();
        List<SimSettings.Renaming> renamings = new ArrayList<>();
        List<SimSettings.Happening> happenings = new ArrayList<>();
        List<Instrument> instruments = SymbolsOfDay.on(day, settings, store).instruments();
        for (CorporateActions.Action one : market.events(instruments, day + 1)) {
            // The daemon's day begins in the night after the session before.
            int night = calendar.previousTradingDay(one.day()) + 1;
            happenings.add(new SimSettings.Happening(
                    instruments.get(one.instrumentId()).symbol(), calendar.toNanos(night, 0), one));
        }
        for (Instrument instrument : instruments) {
            for (SymbolHistory.Change one : instrument.renamings()) {
                if (one.day() > day) {
                    renamings.add(new SimSettings.Renaming(one.before(), calendar.toNanos(one.day(), 0), one.after()));
                }
            }
            String symbol = instrument.symbol();
            if (files.containsKey(symbol)) {
                BarSource source = open(symbol, files.get(symbol), settings.reading(), day, lastDay, 0, calendar);
                tapes.add(tape(instrument, source));
                source.report().ifPresent(reports::add);
            } else {
                tapes.add(tape(instrument, market.symbols().contains(symbol) ? market.source(symbol) : null));
            }
        }
        return new Played(
                tapes, new DataReport(reports).judged(settings.reading().acceptLoss()), renamings, happenings);
    }

    /** @param bars null for a name without any */
    private static Tape tape(Instrument instrument, BarSource bars) {
        String symbol = instrument.symbol();
        Listing listing =
                instrument.contractId() == 0 ? Listing.of(symbol) : Listing.of(symbol, instrument.contractId());
        return Tape.ofBars(listing, bars == null ? List.of() : PriceBar.allOf(bars));
    }

    /** Opens the bars to play: a file's of any size, or synthetic ones of three weeks. */
    static BarSource open(
            String symbol, Path bars, Reading reading, int day, int lastDay, long seed, ExchangeCalendar calendar) {
        return bars == null
                ? new SyntheticBars(symbol, firstDay(day, calendar), lastDay, seed, calendar)
                : BarFile.open(
                        bars,
                        symbol,
                        calendar,
                        BarFile.Options.fiveMinutes()
                                .withSize(null)
                                .withDays(Integer.MIN_VALUE, lastDay)
                                .withReading(reading));
    }

    static int firstDay(int day, ExchangeCalendar calendar) {
        int first = day;
        for (int i = 0; i < HISTORY_DAYS; i++) {
            first = calendar.previousTradingDay(first);
        }
        return first;
    }

    // ---- A session ------------------------------------------------------------------------------------------------

    /** Advances the market by five seconds, when it is time and the daemon is ready. */
    void step(TradingDaemon daemon) {
        long now = tws.now();
        if (daemon.day().session().phase() != BrokerConnection.Phase.READY) {
            daemon.work();
            park();
            standStill();
            return;
        }
        stoodSince = 0;
        long next = now - Math.floorMod(now, STEP_NANOS) + STEP_NANOS;
        long dueNanos = (long) ((next - startNanos) / speed);
        while (System.nanoTime() - beganNanos < dueNanos && speed < UNBOUNDED) {
            daemon.work();
            park();
        }
        boolean regular = calendar.isRegular(now);
        if (regular && isDecision(now)) {
            // Orders are matched against the first price, and their reports come before anything else.
            tws.advanceTo(now + 1);
            settle(daemon);
        }
        tws.advanceTo(next);
        if (regular) {
            awaitReceipt(daemon);
        }
        daemon.work();
        int count = daemon.day().executions();
        if (isDecision(next) || count != executions) {
            executions = count;
            settle(daemon);
        }
    }

    /**
     * Advances the market to the end of the next bar that is decided on, or to an execution before it: between these the
     * daemon has nothing to decide.
     */
    void leap(TradingDaemon daemon, long endNanos) {
        long now = tws.now();
        if (!calendar.isRegular(now) || daemon.day().session().phase() != BrokerConnection.Phase.READY) {
            step(daemon);
            return;
        }
        if (isDecision(now)) {
            tws.advanceTo(now + 1);
            settle(daemon);
        }
        if (awaitsComparison(daemon)) {
            tws.advanceTo(Math.min(tws.now() + ExchangeCalendar.SECOND_NANOS, endNanos));
            settle(daemon);
            return;
        }
        int day = calendar.sessionDay(now);
        long next = now - Math.floorMod(now - calendar.openNanos(day), decisionNanos) + decisionNanos;
        tws.advanceToExecution(Math.min(Math.min(next, calendar.closeNanos(day)), endNanos));
        // The session would find the feed stale before the price is received; a file may lack the bar.
        long patience = System.nanoTime() + (heard ? LEAP_HEARD_NANOS : LEAP_UNHEARD_NANOS);
        while (daemon.day().books().ageNanos() >= STEP_NANOS && System.nanoTime() - patience < 0) {
            park();
        }
        heard = daemon.day().books().ageNanos() < STEP_NANOS;
        settle(daemon);
    }

    /** Whether a stop is sent after a comparison only, which takes some seconds: until then no hours pass. */
    private static boolean awaitsComparison(TradingDaemon daemon) {
        return daemon.day()
                .books()
                .table
                .hasOrder(order -> order.isStop()
                        && order.terms.parentRef == OrderRef.NONE
                        && order.state == LiveOrder.State.HELD
                        && order.leaves() > 0);
    }

    /** Whether a bar that is decided on may end at a time. */
    private boolean isDecision(long nanos) {
        int day = calendar.sessionDay(nanos);
        long fromOpen = nanos - calendar.openNanos(day);
        return Math.floorMod(fromOpen, decisionNanos) == 0 || nanos == calendar.closeNanos(day);
    }

    /** Waits until the daemon has received all messages of the market: the last bar, or the answer to a request after it. */
    private void awaitReceipt(TradingDaemon daemon) {
        long soon = System.nanoTime() + RECEIPT_NANOS;
        while (daemon.day().books().ageNanos() > 0) {
            daemon.work();
            if (System.nanoTime() - soon > 0) {
                echo(daemon);
                return;
            }
            park();
        }
    }

    private boolean echo(TradingDaemon daemon) {
        BrokerConnection session = daemon.day().session();
        long echoes = session.echoes();
        if (!session.sendEcho()) {
            return false;
        }
        await(daemon, () -> session.echoes() > echoes);
        return true;
    }

    /** Waits until the daemon has processed all messages and sent its orders. */
    void settle(TradingDaemon daemon) {
        long before = -1;
        BrokerConnection session = daemon.day().session();
        OrderSender sender = daemon.day().books().sender;
        while (before != sender.messagesSent()) {
            before = sender.messagesSent();
            if (!echo(daemon)) {
                return;
            }
            await(daemon, () -> !daemon.work());
            daemon.day().drain();
            daemon.work();
        }
        if (!lacking || session.isWhole()) {
            // Bars that a file lacks never come: they are awaited once a gap.
            lacking = !await(daemon, () -> session.phase() != BrokerConnection.Phase.READY || session.isWhole());
        }
    }

    // ---- Nights ---------------------------------------------------------------------------------------------------

    /**
     * Advances over the night, weekends and holidays too, until shortly before the next session's open; the broker restarts
     * each night, and the daemon begins its day.
     */
    void sleep(TradingDaemon daemon) {
        sleep(daemon, calendar.nextTradingDay(daemon.day().day()));
    }

    /** The same until a later session, if a file has no bars of those between. */
    void sleep(TradingDaemon daemon, int next) {
        settle(daemon);
        long morning = calendar.openNanos(next) - BEFORE_OPEN_NANOS;
        long reset = tws.nextResetNanos();
        while (reset < morning) {
            tws.advanceTo(reset + ExchangeCalendar.SECOND_NANOS);
            await(daemon, () -> daemon.day().session().phase() != BrokerConnection.Phase.READY);
            tws.advanceTo(reset + HOUR_NANOS + ExchangeCalendar.SECOND_NANOS);
            awaitReady(daemon);
            reset = tws.nextResetNanos();
        }
        tws.advanceTo(morning);
        await(daemon, () -> daemon.day().day() == next);
        awaitReady(daemon);
        // The night is skipped.
        startNanos = tws.now() - (long) ((System.nanoTime() - beganNanos) * speed);
    }

    private void awaitReady(TradingDaemon daemon) {
        stoodSince = 0;
        await(daemon, () -> {
            boolean ready = daemon.day().session().phase() == BrokerConnection.Phase.READY;
            if (!ready) {
                standStill();
            }
            return ready;
        });
    }

    /**
     * Lets a second pass for a daemon that has not been ready for long: what waits for a time, such as its next attempt to
     * connect, would wait for ever in a market that stands.
     */
    private void standStill() {
        long wall = System.nanoTime();
        stoodSince = stoodSince == 0 ? wall : stoodSince;
        if (wall - stoodSince > STANDSTILL_NANOS) {
            stoodSince = wall;
            tws.advanceTo(tws.now() + ExchangeCalendar.SECOND_NANOS);
        }
    }

    /** Lets the daemon work until a condition holds; returns whether it does. */
    private static boolean await(TradingDaemon daemon, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            daemon.work();
            park();
        }
        return true;
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
