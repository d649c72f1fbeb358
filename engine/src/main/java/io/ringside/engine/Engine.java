package io.ringside.engine;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.market.BarAggregator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.order.OrderGateway;
import io.ringside.engine.order.OrderHandler;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.PortfolioHandler;
import io.ringside.engine.portfolio.PortfolioSettings;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.SignalHandler;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.engine.sim.SimulatedBroker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One engine put together from its settings: fresh strategies, indicators and ledgers, ready for one pipeline. The same
 * settings always give the same engine; every run, replay or recovery makes its own.
 *
 * <p>Thread: start-up; afterwards each handler belongs to its stage.
 */
public final class Engine {
    /** No series at all. */
    public static final int NO_SERIES = -1;

    /** An entry with stop and target, or an exit with all that it cancels. */
    private static final int INTENTS_A_STRATEGY = 4;
    /** A further signal of the same event moves a stop, or cancels an order and closes the position. */
    private static final int INTENTS_A_SIGNAL = 2;
    /**
     * Each further part of a strategy enters with stop and target, or moves its stop and exits; the rest is for orders that
     * repair its protection.
     */
    private static final int INTENTS_A_PART = 8;

    private final EngineSettings settings;
    private final ExchangeCalendar calendar;
    private final List<StrategyBinding> bindings = new ArrayList<>();
    private final List<BarSeries> series = new ArrayList<>();
    private final List<PortfolioBinding> portfolios = new ArrayList<>();

    private final Bounds bounds;

    /**
     * @throws UserError if a strategy refuses its parameters
     */
    public Engine(EngineSettings settings, ExchangeCalendar calendar) {
        this.settings = settings;
        this.calendar = calendar;

        // 1. Every strategy on every instrument it is for.
        for (SettingsNode node : settings.signals()) {
            if (!settings.portfolios().isEmpty() && !node.has("instruments")) {
                throw node.error(
                        "instruments", "is missing: beside a portfolio a strategy says what it trades, [ QQQ ]");
            }
            List<String> symbols = node.texts(
                    "instruments",
                    settings.instruments().stream().map(Instrument::symbol).toList());
            for (Instrument instrument : settings.instruments()) {
                if (symbols.stream().anyMatch(instrument::isCalled)) {
                    bindings.add(bind(node, instrument));
                }
            }
            for (String symbol : symbols) {
                if (settings.instruments().stream().noneMatch(one -> one.isCalled(symbol))) {
                    throw node.error("instruments", symbol + " is not among the configured instruments");
                }
            }
            node.done();
        }
        // Further parts come after all leading bindings, so that a strategy's binding id does not depend on the parts
        // of another.
        int leads = bindings.size();
        for (int lead = 0; lead < leads; lead++) {
            for (int part = 1; part < bindings.get(lead).strategy().parts(); part++) {
                bindings.add(bindings.get(lead).part(bindings.size()));
            }
        }

        // 2. One series for each instrument and bar size, shared by the strategies that read it.
        Map<String, List<BarSeries.Subscription>> subscriptions = new LinkedHashMap<>();
        Map<String, Instrument> instrumentOf = new LinkedHashMap<>();
        Map<String, BarSpec> specOf = new LinkedHashMap<>();
        var room = new EventRoom(settings.instruments().size(), settings.dataBar());
        for (StrategyBinding binding : bindings) {
            List<Strategy.Input> inputs = binding.inputs();
            for (int input = 0; input < inputs.size(); input++) {
                BarSpec spec = inputs.get(input).bars();
                List<Indicator> indicators = inputs.get(input).indicators().stream()
                        .map(Strategy.Named::indicator)
                        .toList();
                BarSeries.Subscription subscription =
                        new BarSeries.Subscription(binding.bindingId(), input, indicators);
                Instrument instrument = inputs.get(input).instrument();
                String key = instrument.symbol() + " " + spec;
                subscriptions.computeIfAbsent(key, k -> new ArrayList<>()).add(subscription);
                instrumentOf.put(key, instrument);
                specOf.put(key, spec);
                room.reads(instrument, spec, subscription.values());
            }
        }
        bindings.forEach(room::decides);
        // By instrument, so that bars that close at one instant are decided on in the order of instrument ids.
        subscriptions.keySet().stream()
                .sorted(Comparator.comparingInt(key -> instrumentOf.get(key).id()))
                .forEach(key -> series.add(
                        new BarSeries(series.size(), instrumentOf.get(key), specOf.get(key), subscriptions.get(key))));

        requireMakeable();

        // 3. What one event may carry; of bars that come in from the feed it carries one.
        int aggregated = (int) series.stream()
                .filter(one -> !one.spec().equals(settings.dataBar()))
                .count();
        BitSet detailed = detailed();
        for (PortfolioSettings one : settings.portfolios()) {
            portfolios.add(one.bind(portfolios.size(), settings.instruments(), calendar, detailed));
        }
        int names = portfolios.isEmpty() ? 0 : PortfolioBinding.NAMES_AN_EVENT;
        try {
            bounds = new Bounds(
                    2 * aggregated + 1,
                    Math.max(1, room.updates()),
                    Math.max(1, room.values()),
                    Math.max(Math.max(settings.intentsPerEvent(), names), intentsAtOnce()),
                    names);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    bindings.size() + " strategies on instruments may decide at once: " + e.getMessage()
                            + "; give fewer instruments or strategies",
                    e);
        }
    }

    /** Instruments whose prices within the session strategies see. */
    private BitSet detailed() {
        BitSet detailed = new BitSet();
        boolean sessions = settings.dataBar() != null && settings.dataBar().unit() == BarSpec.Unit.SESSION;
        if (!sessions) {
            bindings.forEach(one -> detailed.set(one.instrument().id()));
            series.forEach(one -> detailed.set(one.instrument().id()));
        }
        return detailed;
    }

    /**
     * Most intents that all strategies together may produce on one event: with less room a busy event would end the trading
     * day.
     */
    private int intentsAtOnce() {
        int most = 0;
        for (Instrument instrument : settings.instruments()) {
            int together = 0;
            for (StrategyBinding binding : bindings) {
                if (binding.leads() && (isAbout(binding, instrument) || mayDecideAnytime(binding))) {
                    together += intents(binding.strategy());
                }
            }
            most = Math.max(most, together);
        }
        return most;
    }

    private static int intents(Strategy strategy) {
        int signals = strategy.inputs().size() + (Stream.of(Moment.values()).anyMatch(strategy::isAskedAt) ? 1 : 0);
        return INTENTS_A_STRATEGY + INTENTS_A_SIGNAL * (signals - 1) + INTENTS_A_PART * (strategy.parts() - 1);
    }

    /** Whether the strategy trades the instrument or reads its bars. */
    private static boolean isAbout(StrategyBinding binding, Instrument instrument) {
        return binding.instrument().id() == instrument.id()
                || binding.inputs().stream().anyMatch(one -> one.instrument().id() == instrument.id());
    }

    /** Whether events of other instruments, too, may make the strategy decide. */
    private boolean mayDecideAnytime(StrategyBinding binding) {
        return EventRoom.readsAggregated(binding, settings.dataBar())
                || Stream.of(Moment.values())
                        .anyMatch(moment ->
                                !moment.isOfInstrument() && binding.strategy().isAskedAt(moment));
    }

    private StrategyBinding bind(SettingsNode node, Instrument instrument) {
        String name = node.text("strategy", null);
        Strategy strategy = Strategies.create(name, node, calendar, settings.instruments(), instrument);
        if (strategy.hears(Moment.QUOTE) && settings.dataBar() != null) {
            throw node.error(
                    "strategy",
                    "hears quotes, and data.bar = " + settings.dataBar()
                            + " brings none: give --ticks with trades and with quotes");
        }
        if (strategy.needsTicks() && settings.dataBar() != null) {
            throw node.error(
                    "strategy",
                    "hears trades only, and data.bar = " + settings.dataBar()
                            + " brings none: give --ticks, or data.bar = ticks");
        }
        // Where there are several signals, each is named by its key: two of them may run the same strategy class.
        String label = settings.root().has("signals") ? node.key() : name;
        return new StrategyBinding(bindings.size(), label, strategy, strategy.inputs(), instrument);
    }

    /** Bars of trades or volume need trades; larger bars must be whole multiples of those that come in. */
    private void requireMakeable() {
        BarSpec direct = settings.dataBar();
        for (BarSeries one : series) {
            if (direct != null && !one.spec().equals(direct) && !BarAggregator.canMake(one.spec(), direct)) {
                throw new UserError("a strategy on " + one.instrument().symbol() + " asks for bars of " + one.spec()
                        + ", which cannot be made of data.bar = " + direct + "; use ticks, or bars that divide them");
            }
        }
    }

    /**
     * Refuses a configuration with an indicator that cannot be adjusted for a split of the instrument.
     *
     * @throws UserError if an indicator over the instrument's bars does not override {@code split}
     */
    public void requireSplittable(int instrumentId) {
        for (BarSeries one : series) {
            Indicator indicator = one.instrument().id() == instrumentId ? one.unsplittable() : null;
            if (indicator != null) {
                throw new UserError("indicator " + indicator.getClass().getName() + " on "
                        + one.instrument().symbol()
                        + " does not say what a split makes of it; override its method split, or give bars that are"
                        + " adjusted and no splits");
            }
        }
    }

    /** The engine that wrote a journal, built again from the configuration in its first record. */
    public static Engine journaled(OpenRecord open) {
        return new Engine(EngineSettings.journaled(open), ExchangeCalendar.usEquity());
    }

    /** The five handlers, new. */
    public Stages stages(JournalHandler journal, OrderGateway gateway) {
        int instruments = settings.instruments().size();
        return new Stages(
                new IndicatorHandler(calendar, instruments, series, settings.dataBar(), settings.session()),
                new SignalHandler(
                        bindings,
                        instruments,
                        portfolios.stream()
                                .map(one -> new PortfolioHandler(one, calendar))
                                .toList()),
                new RiskHandler(
                        settings.risk(),
                        calendar,
                        settings.instruments(),
                        bindings.stream().mapToInt(one -> one.instrument().id()).toArray(),
                        bindings.stream().mapToInt(StrategyBinding::leadId).toArray(),
                        portfolios),
                journal,
                new OrderHandler(gateway),
                null);
    }

    /** The same with a simulated broker, which knows the parts of positions and the money of portfolios by these stages. */
    public Stages stages(JournalHandler journal, SimulatedBroker broker) {
        Stages stages = stages(journal, (OrderGateway) broker);
        broker.settleBy(stages.risk().money());
        if (!bindings.stream().allMatch(StrategyBinding::leads)) {
            broker.partsOf(bindings.stream().mapToInt(StrategyBinding::leadId).toArray());
        }
        return stages;
    }

    /** Whether a strategy asks for a timer event at every minute of the session. */
    public boolean hearsTimer() {
        return bindings.stream().anyMatch(one -> one.strategy().hears(Moment.TIMER));
    }

    /** The only portfolio or the first one; null if there is none. */
    public PortfolioBinding portfolio() {
        return portfolios.isEmpty() ? null : portfolios.get(0);
    }

    /** Portfolios, by their index. */
    public List<PortfolioBinding> portfolios() {
        return portfolios;
    }

    /** The portfolio that an order, a verdict or a carried position belongs to. */
    public PortfolioBinding portfolioOf(int bindingId) {
        return portfolios.get(BookId.portfolioId(bindingId));
    }

    /** Capacities of one event. */
    public Bounds bounds() {
        return bounds;
    }

    /** The settings it was made from. */
    public EngineSettings settings() {
        return settings;
    }

    /** The exchange's calendar. */
    public ExchangeCalendar calendar() {
        return calendar;
    }

    /** Strategies on instruments, by binding id. */
    public List<StrategyBinding> bindings() {
        return bindings;
    }

    /** Bar series, by series id. */
    public List<BarSeries> series() {
        return series;
    }

    /** The first series of each instrument by its id, by which results count bars; {@link #NO_SERIES} where nothing reads any. */
    public int[] firstSeries() {
        int[] first = new int[settings.instruments().size()];
        Arrays.fill(first, NO_SERIES);
        for (int i = series.size() - 1; i >= 0; i--) {
            first[series.get(i).instrument().id()] = i;
        }
        return first;
    }
}
