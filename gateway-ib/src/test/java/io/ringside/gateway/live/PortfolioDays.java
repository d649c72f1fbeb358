package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.sim.ExecutionView;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.Workstation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Days of a portfolio in one thread on a virtual clock: the daemon's trading days, a simulated TWS, nights in which it restarts,
 * and a process that dies where it is told to. The same seed gives the same days.
 */
final class PortfolioDays implements SimulatedRuntime.Watch {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final BarSpec DAILY = BarSpec.parse("1d");
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final int TURNS_MAX = 400;

    /** What a test does itself at a time of its choice. */
    interface Scene {
        void play(PortfolioDays days);
    }

    private record Planned(long nanos, Scene scene) {}

    private final Path root;
    private final Path store;
    private final int lastDay;
    private final EngineSettings settings;
    private final LiveSettings live;
    private final Workstation workstation;
    private final SimulatedRuntime runtime;
    private final Alarms alarms;
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(Comparator.comparingLong(Planned::nanos));
    private final List<String> deaths = new ArrayList<>();
    private Scene always = days -> {};
    private Consumer<Intent> intents = intent -> {};
    private TradingDay day;
    private final List<String> places = new ArrayList<>();
    private long chances;
    private long deathAt = -1;
    private int asleep = Integer.MIN_VALUE;
    private boolean stopWanted;

    PortfolioDays(Path root, Path store, Config given, int firstDay, int lastDay, long seed) throws IOException {
        this(root, store, store, given, firstDay, lastDay, seed);
    }

    /**
     * Days on which the daemon's store lacks what is traded.
     *
     * @param market bars that are played
     */
    PortfolioDays(Path root, Path store, Path market, Config given, int firstDay, int lastDay, long seed)
            throws IOException {
        this.root = root;
        this.store = store;
        this.lastDay = lastDay;
        Files.createDirectories(root);
        Config config = LivePortfolio.of(given, store, List.of()).config();
        settings = LiveConfiguration.engineSettings(config);
        live = LiveBench.liveSettings(config);
        var played = SimulatedMarket.read(settings, market, Map.of(), firstDay, lastDay);
        var sim = played.into(SimulatedMarket.settings(settings, live, played.tapes(), firstDay, seed));
        workstation = new Workstation(sim, this::now);
        runtime = new SimulatedRuntime(workstation, new SplittableRandom(seed), this);
        alarms = new Alarms(live, CALENDAR);
    }

    /** The shipped configuration of a strategy in a live account, with what a test changes. */
    static Config config(String name, String... sets) {
        Path file = Path.of(System.getProperty("ringside.home"), "config", name + "-live.conf");
        Config given = EngineSettings.with(EngineSettings.load(file), "risk.equity=100000");
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        return given;
    }

    /** A store of invented names: random walks in whole cents. */
    static void invent(Path folder, int names, int fromDay, int toDay, long seed) {
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int name = 0; name < names; name++) {
                store.merge(
                        new SeriesKey(symbol(name), DAILY),
                        walk(random.split(), fromDay, toDay),
                        "invented",
                        false,
                        toDay);
            }
        }
    }

    static String symbol(int name) {
        return "N" + (char) ('A' + name / 26) + (char) ('A' + name % 26);
    }

    private static BarRows walk(SplittableRandom random, int fromDay, int toDay) {
        BarRows rows = new BarRows();
        double price = 20 + random.nextInt(200);
        for (int day = fromDay; day <= toDay; day = CALENDAR.nextTradingDay(day)) {
            double open = price * (1 + (random.nextDouble() - 0.5) * 0.02);
            price = open * (1 + (random.nextDouble() - 0.498) * 0.05);
            double high = Math.max(open, price) * (1 + random.nextDouble() * 0.01);
            double low = Math.min(open, price) * (1 - random.nextDouble() * 0.01);
            rows.add(day, cents(open), cents(high), cents(low), cents(price), 1_000_000 + random.nextInt(1_000_000));
        }
        return rows;
    }

    private static long cents(double price) {
        return Math.max(1, Math.round(price * 100)) * 1_000_000L;
    }

    static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    // ---- Playing --------------------------------------------------------------------------------------------------

    /** Lets the process die at one of the chances that {@link #chances} counts, from 0. */
    PortfolioDays dyingAt(long chance) {
        deathAt = chance;
        return this;
    }

    /** Lets the daemon not run on a session. */
    PortfolioDays asleepOn(int session) {
        asleep = session;
        return this;
    }

    /** Lets something happen at a time of a day, exchange time. */
    PortfolioDays at(int onDay, int hour, int minute, Scene scene) {
        planned.add(new Planned(CALENDAR.toNanos(onDay, (hour * 60L + minute) * MINUTE), scene));
        return this;
    }

    /** Lets the broker lie. */
    PortfolioDays lying(Liar liar) {
        workstation.distort(liar);
        return this;
    }

    /** Lets something happen whenever time has passed. */
    PortfolioDays always(Scene scene) {
        always = scene;
        return this;
    }

    /** Shows each order as it leaves the risk stage's journal for the broker. */
    PortfolioDays watching(Consumer<Intent> watcher) {
        intents = watcher;
        return this;
    }

    /** Plays all days, each to two minutes after its close. */
    PortfolioDays run() {
        day = open();
        advance(now() + 5 * SECOND);
        for (int session = day.day(); session <= lastDay; session = CALENDAR.nextTradingDay(session)) {
            long open = CALENDAR.openNanos(session);
            long close = CALENDAR.closeNanos(session);
            for (long at :
                    new long[] {open - 5 * MINUTE, open - SECOND, open, open + 1, open + SECOND, open + MINUTE}) {
                advance(at);
            }
            while (now() + 30 * MINUTE < close) {
                advance(now() + 30 * MINUTE);
            }
            for (long at : new long[] {close - SECOND, close, close + SECOND, close + 20 * SECOND}) {
                advance(at);
            }
            // What is lost and asked for again takes a while.
            while (now() < close + 3 * MINUTE) {
                advance(now() + 5 * SECOND);
            }
            if (CALENDAR.nextTradingDay(session) == asleep) {
                sleep();
                session = asleep;
            }
            if (session < lastDay) {
                night(CALENDAR.nextTradingDay(session));
            }
        }
        while (!planned.isEmpty()) {
            advance(planned.peek().nanos);
        }
        day.close();
        return this;
    }

    private void sleep() {
        day.close();
        runtime.die();
        while (CALENDAR.sessionDay(now()) <= asleep) {
            workstation.advanceTo(now() + MINUTE);
        }
        day = open();
    }

    private void night(int next) {
        long morning = CALENDAR.openNanos(next) - 10 * MINUTE;
        while (now() < morning) {
            long reset = workstation.nextResetNanos();
            if (reset < morning) {
                advance(reset + SECOND);
                advance(reset + 60 * MINUTE + SECOND);
                // Midnight has passed: another connection, another day.
                for (int i = 0; i < 30; i++) {
                    advance(now() + 2 * SECOND);
                }
            } else {
                advance(morning);
            }
        }
        for (int i = 0; i < 10; i++) {
            advance(now() + SECOND);
        }
    }

    /** Lets time pass, and everybody do what is due then. */
    void advance(long nanos) {
        while (now() < nanos) {
            long next = planned.isEmpty() ? nanos : Math.min(nanos, Math.max(now() + 1, planned.peek().nanos));
            workstation.advanceTo(next);
            if (!planned.isEmpty() && now() >= planned.peek().nanos) {
                guarded(planned.poll().scene);
            }
            settle();
            for (int i = 0; i < 4 || (i < TURNS_MAX && isFindingOut()); i++) {
                // Answers have been on their way; questions about many names leave at their pace.
                workstation.advanceTo(now() + 100_000_000L);
                settle();
            }
            guarded(always);
            settle();
        }
    }

    /** Whether the broker is asked what a session has to know before it trades. */
    private boolean isFindingOut() {
        return switch (day.session().phase()) {
            case LOOKING_UP, COMPARING, CATCHING_UP -> true;
            default -> false;
        };
    }

    private void settle() {
        boolean busy = true;
        for (int i = 0; i < TURNS_MAX && busy; i++) {
            boolean[] any = new boolean[1];
            guarded(days -> {
                boolean read = runtime.read();
                boolean sent = runtime.letIntentsGo();
                any[0] = work() || read || sent;
            });
            busy = any[0];
        }
    }

    private boolean work() {
        if (day.isOver()) {
            day.close();
            day = open();
        }
        if (stopWanted
                && !day.books()
                        .table
                        .hasOrder(
                                order -> order.state == LiveOrder.State.HELD || order.state == LiveOrder.State.SENT)) {
            restart();
        }
        return day.work();
    }

    private void guarded(Scene scene) {
        try {
            scene.play(this);
        } catch (SimulatedRuntime.Death e) {
            again();
        } catch (EngineFailure e) {
            if (!(e.getCause() instanceof SimulatedRuntime.Death)) {
                throw e;
            }
            again();
        }
    }

    /** Lets the daemon be stopped as soon as the broker has accepted what was sent, and begin again. */
    void stopSoon() {
        stopWanted = true;
    }

    private void restart() {
        stopWanted = false;
        day.close();
        runtime.die();
        workstation.advanceTo(now() + 3 * SECOND);
        day = open();
    }

    private void again() {
        runtime.die();
        workstation.advanceTo(now() + 3 * SECOND);
        day = open();
    }

    /** The process may die over its beginning, too. */
    private TradingDay open() {
        while (true) {
            try {
                return new TradingDay(
                        settings,
                        live,
                        store,
                        root,
                        CALENDAR.sessionDay(now()),
                        workstation::now,
                        // Not at its own pace: nobody compares the clocks.
                        1_000,
                        false,
                        new InteractiveBrokers(new OrderIds(root.resolve("order-ids")), runtime, true),
                        alarms,
                        false,
                        runtime,
                        failure -> {});
            } catch (SimulatedRuntime.Death e) {
                died();
            } catch (EngineFailure e) {
                if (!(e.getCause() instanceof SimulatedRuntime.Death)) {
                    throw e;
                }
                died();
            }
        }
    }

    private void died() {
        runtime.die();
        workstation.advanceTo(now() + SECOND);
    }

    private long now() {
        return workstation == null ? 0 : workstation.now();
    }

    // ---- Dying ----------------------------------------------------------------------------------------------------

    private void chance(String where) {
        places.add(where);
        if (chances++ == deathAt) {
            deaths.add(where);
            throw new SimulatedRuntime.Death(where);
        }
    }

    @Override
    public void journal(EngineEvent event, boolean written) {
        boolean counts = event.intentCount > 0
                || event.type.isOrderReport()
                || event.type == EventType.CONTINUE
                || event.type == EventType.COMMAND
                || (event.type == EventType.SESSION_CLOSE && !event.isWarmUp())
                || (event.flags & EngineEvent.FLAG_CARRIED) != 0;
        if (counts) {
            chance((written ? "after " : "before ") + event.type + " " + event.sequence);
        }
    }

    @Override
    public void handedOver(Intent intent) {
        intents.accept(intent);
        chance("handed over");
    }

    @Override
    public int write(byte[] bytes) {
        places.add("within a write");
        if (chances++ == deathAt) {
            deaths.add("within a write of " + bytes.length);
            return bytes.length / 2;
        }
        return bytes.length;
    }

    @Override
    public void written(byte[] bytes, int connection) {
        // Nothing is judged by bytes.
    }

    // ---- What came of it ------------------------------------------------------------------------------------------

    /** How many chances to die there were. */
    long chances() {
        return chances;
    }

    /** What it would have died of at each of them. */
    List<String> places() {
        return places;
    }

    List<String> deaths() {
        return deaths;
    }

    TradingDay today() {
        return day;
    }

    Alarms alarms() {
        return alarms;
    }

    Workstation workstation() {
        return workstation;
    }

    EngineSettings settings() {
        return settings;
    }

    Path journal(int ofDay) {
        return journal(root, ofDay);
    }

    static Path journal(Path root, int ofDay) {
        return root.resolve(LocalDate.ofEpochDay(ofDay).toString());
    }

    boolean isReady() {
        return day.session().phase() == BrokerConnection.Phase.READY;
    }

    /** The broker's executions: session, name, side, shares, price; in the order of session and name. */
    List<String> fills() {
        List<String> lines = new ArrayList<>();
        for (ExecutionView one : workstation.executions()) {
            lines.add(line(CALENDAR.sessionDay(one.nanos()), one.symbol(), one.side(), one.shares(), one.priceE8()));
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    List<OrderView> orders() {
        return workstation.orders();
    }

    /** Shares by name, at the broker. */
    Map<String, Long> shares() {
        Map<String, Long> all = new TreeMap<>();
        for (Instrument one : settings.instruments()) {
            long held = workstation.shares(one.symbol());
            if (held != 0) {
                all.put(one.symbol(), held);
            }
        }
        return all;
    }

    /** A fill, as a line. */
    static String line(int day, String symbol, String side, long shares, long priceE8) {
        return LocalDate.ofEpochDay(day) + " " + symbol + " " + side + " " + shares + " " + FixedPoint.format(priceE8);
    }

    /** What a back test of the same settings on the same bars comes to. */
    record Reference(List<String> fills, Map<String, Long> shares) {
        static Reference of(EngineSettings settings, Path store, int tradeFromDay, int toDay) {
            Engine engine = new Engine(settings, CALENDAR);
            StoredMarket market = new StoredMarket(store, settings, Integer.MIN_VALUE, toDay, true);
            List<BarSource> sources = new ArrayList<>();
            settings.instruments().forEach(one -> sources.add(market.source(one.symbol())));
            SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
            Stages stages = engine.stages(null, broker);
            List<String> fills = new ArrayList<>();
            try (MarketFeed feed = new MarketFeed(sources, CALENDAR, tradeFromDay)
                            .withActions(market.events(settings.instruments(), Integer.MIN_VALUE));
                    Pipeline.Inline pipeline = Pipeline.inline(stages, engine.bounds(), 1)) {
                new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> {
                            if (event.type == EventType.FILL) {
                                String symbol = settings.instruments()
                                        .get(event.instrumentId)
                                        .symbol();
                                fills.add(line(
                                        event.sessionDay, symbol, event.side.name(), event.quantity, event.priceE8));
                            }
                        }))
                        .run(feed::next);
            }
            fills.sort(Comparator.naturalOrder());
            Map<String, Long> shares = new TreeMap<>();
            for (Instrument one : settings.instruments()) {
                long held = stages.risk().ledger().position(one.id());
                if (held != 0) {
                    shares.put(one.symbol(), held);
                }
            }
            return new Reference(fills, shares);
        }
    }
}
