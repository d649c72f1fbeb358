package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.PortfolioHandler;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Second stage: passes closed bars, and the moments that they ask for, to the strategies. Signals during warm-up are dropped.
 *
 * <p>Thread: signal stage. Owns: strategies. Reads: bars, updates, values. Writes: signals.
 */
public final class SignalHandler {
    private static final StrategyBinding[] NOBODY = {};
    private static final String ENGINE = "io.ringside.engine.";

    private final Strategy[] strategies;
    /** Listeners by moment and instrument; those of a session's moments are under instrument 0. */
    private final StrategyBinding[][][] listeners;
    /** The moment of each event type, or null. */
    private final Moment[] moments = new Moment[EventType.values().length];

    private final PortfolioHandler[] portfolios;

    /** Classes of strategies that are not the engine's own. */
    private final List<Class<?>> written = new ArrayList<>();

    private final Map<Integer, String> symbols = new TreeMap<>();

    /**
     * Strategies that read no bars of the instrument they trade and get its prices from here, by that instrument; null if
     * there are none.
     */
    private final Strategy[][] priced;

    private boolean hearsMoments;
    /** Strategies of leading bindings, by binding id. */
    private final Strategy[] leading;

    /** Without a portfolio. */
    public SignalHandler(List<StrategyBinding> bindings, int instruments) {
        this(bindings, instruments, List.of());
    }

    /** @param portfolios by their index */
    public SignalHandler(List<StrategyBinding> bindings, int instruments, List<PortfolioHandler> portfolios) {
        this.portfolios = portfolios.toArray(PortfolioHandler[]::new);
        strategies = bindings.stream().map(StrategyBinding::strategy).toArray(Strategy[]::new);
        leading = bindings.stream()
                .filter(StrategyBinding::leads)
                .map(StrategyBinding::strategy)
                .toArray(Strategy[]::new);
        for (StrategyBinding binding : bindings) {
            addWritten(binding.strategy().getClass());
            binding.inputs()
                    .forEach(input -> symbols.put(
                            input.instrument().id(), input.instrument().symbol()));
        }
        for (PortfolioHandler portfolio : portfolios) {
            addWritten(portfolio.strategy().getClass());
        }
        priced = Arrays.stream(leading).noneMatch(Strategy::readsNoneOfItsOwn)
                ? null
                : IntStream.range(0, instruments)
                        .mapToObj(id -> Arrays.stream(leading)
                                .filter(one -> one.readsNoneOfItsOwn()
                                        && one.instrument().id() == id)
                                .toArray(Strategy[]::new))
                        .toArray(Strategy[][]::new);
        listeners = new StrategyBinding[Moment.values().length][instruments][];
        for (Moment moment : Moment.values()) {
            boolean heard = false;
            for (int id = 0; id < instruments; id++) {
                int instrumentId = id;
                listeners[moment.ordinal()][id] = bindings.stream()
                        .filter(one -> one.leads() && one.strategy().hears(moment))
                        .filter(one ->
                                moment.isOfInstrument() ? one.instrument().id() == instrumentId : instrumentId == 0)
                        .toArray(size -> size == 0 ? NOBODY : new StrategyBinding[size]);
                heard |= listeners[moment.ordinal()][id].length > 0;
            }
            moments[moment.type().ordinal()] = heard ? moment : null;
            hearsMoments |= heard;
        }
    }

    /** Processes one event. */
    public void onEvent(EngineEvent event) {
        if (priced != null) {
            onPrice(event);
        }
        if (event.updateCount > 0) {
            // Nearly always there is one update, and the compiler optimises it better outside of a loop.
            onBar(event, event.updates[0]);
            for (int i = 1; i < event.updateCount; i++) {
                onBar(event, event.updates[i]);
            }
        }
        if (hearsMoments && moments[event.type.ordinal()] != null) {
            onMoment(event, moments[event.type.ordinal()]);
        }
        if (event.type == EventType.CORPORATE_ACTION && CorporateAction.ofCode(event.code) == CorporateAction.SPLIT) {
            onSplit(event);
        }
        for (PortfolioHandler portfolio : portfolios) {
            portfolio.onEvent(event);
        }
    }

    private void onPrice(EngineEvent event) {
        boolean bar = event.type == EventType.BAR && !event.isPortfolioOnly();
        if (bar || isPricedTrade(event) || event.type == EventType.OPEN_PRINT) {
            for (Strategy strategy : priced[event.instrumentId]) {
                strategy.priced(bar ? event.closeE8 : event.priceE8);
            }
        }
    }

    private static boolean isPricedTrade(EngineEvent event) {
        return event.type == EventType.TRADE && !event.isVolumeOnly();
    }

    private void onSplit(EngineEvent event) {
        int offset = 0;
        for (Strategy strategy : leading) {
            offset = strategy.split(event, offset);
        }
    }

    /** A portfolio's part of the stage. */
    public PortfolioHandler portfolio(int portfolioId) {
        return portfolios[portfolioId];
    }

    private void onBar(EngineEvent event, Update update) {
        Bar bar = event.bars[update.bar];
        if (bar.endNanos > event.eventNanos) {
            throw new IllegalStateException("a decision before the bar's close at " + bar.endNanos);
        }
        Signal signal = event.addSignal();
        signal.clear(update.bindingId, bar.instrumentId, bar.closeE8);
        strategies[update.bindingId].barClosed(event, update.input, bar, event.values, update.valueOffset, signal);
        dropWhileWarmingUp(event, signal);
    }

    private void onMoment(EngineEvent event, Moment moment) {
        StrategyBinding[] who = listeners[moment.ordinal()][moment.isOfInstrument() ? event.instrumentId : 0];
        for (StrategyBinding binding : who) {
            if (moment == Moment.TIMER && !binding.strategy().isNextMinute(event)) {
                continue;
            }
            Signal signal = event.addSignal();
            long priceE8 =
                    isPricedTrade(event) ? event.priceE8 : binding.strategy().lastE8();
            signal.clear(binding.bindingId(), binding.instrument().id(), priceE8);
            binding.strategy().happened(event, moment, signal);
            dropWhileWarmingUp(event, signal);
        }
    }

    /**
     * Describes what a user's strategy has thrown, for its author: class, line, bar and exception.
     *
     * @return the exception itself if no strategy of a user's own was running
     */
    public Throwable fault(Throwable thrown, EngineEvent event) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            for (Class<?> own : written) {
                boolean within = frame.getClassName().equals(own.getName())
                        || frame.getClassName().startsWith(own.getName() + "$");
                if (within) {
                    return new UserError(
                            own.getSimpleName() + " fails at " + frame.getFileName() + ":" + frame.getLineNumber()
                                    + " on the "
                                    + event.type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of "
                                    + symbol(event.instrumentId)
                                    + " at " + ExchangeCalendar.usEquity().format(event.eventNanos) + ": " + thrown,
                            thrown);
                }
            }
        }
        return thrown;
    }

    private void addWritten(Class<?> type) {
        if (!type.getName().startsWith(ENGINE) && !written.contains(type)) {
            written.add(type);
        }
    }

    private String symbol(int instrumentId) {
        return symbols.getOrDefault(instrumentId, "instrument " + instrumentId);
    }

    private static void dropWhileWarmingUp(EngineEvent event, Signal signal) {
        if (event.isWarmUp()) {
            signal.kind = SignalKind.HOLD;
        }
    }
}
