package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.portfolio.PortfolioHandler;
import java.util.Arrays;
import java.util.List;

/**
 * Second stage: shows closed bars and trades to the strategies. What they say while warming up is dropped.
 *
 * <p>Thread: signal stage. Owns: strategies. Reads: bars, updates, values. Writes: signals.
 */
public final class SignalHandler {
    private final StrategyBinding[] bindings;
    private final StrategyBinding[][] tradeListeners;
    private final PortfolioHandler portfolio;

    /** Without a portfolio. */
    public SignalHandler(List<StrategyBinding> bindings, int instruments) {
        this(bindings, instruments, null);
    }

    /** @param portfolio null where none is configured */
    public SignalHandler(List<StrategyBinding> bindings, int instruments, PortfolioHandler portfolio) {
        this.portfolio = portfolio;
        this.bindings = bindings.toArray(StrategyBinding[]::new);
        tradeListeners = new StrategyBinding[instruments][];
        for (int id = 0; id < instruments; id++) {
            int instrumentId = id;
            tradeListeners[id] = Arrays.stream(this.bindings)
                    .filter(one -> one.instrument().id() == instrumentId
                            && one.strategy().wantsTrades())
                    .toArray(StrategyBinding[]::new);
        }
    }

    /** Takes one event in. */
    public void onEvent(EngineEvent event) {
        if (event.updateCount > 0) {
            // Nearly always it is the only one, and outside of a loop the compiler keeps its hands free for it.
            onBar(event, event.updates[0]);
            for (int i = 1; i < event.updateCount; i++) {
                onBar(event, event.updates[i]);
            }
        }
        if (event.type == EventType.TRADE) {
            onTrade(event);
        }
        if (portfolio != null) {
            portfolio.onEvent(event);
        }
    }

    private void onBar(EngineEvent event, Update update) {
        Bar bar = event.bars[update.bar];
        if (bar.endNanos > event.eventNanos) {
            throw new IllegalStateException("a decision before the bar's close at " + bar.endNanos);
        }
        Signal signal = event.addSignal();
        signal.clear(update.bindingId, bar.instrumentId, bar.closeE8);
        bindings[update.bindingId].strategy().onBar(event, update.input, bar, event.values, update.valueOffset, signal);
        dropWhileWarmingUp(event, signal);
    }

    private void onTrade(EngineEvent event) {
        for (StrategyBinding binding : tradeListeners[event.instrumentId]) {
            Signal signal = event.addSignal();
            signal.clear(binding.bindingId(), event.instrumentId, event.priceE8);
            binding.strategy().onTrade(event, signal);
            dropWhileWarmingUp(event, signal);
        }
    }

    private static void dropWhileWarmingUp(EngineEvent event, Signal signal) {
        if (event.isWarmUp()) {
            signal.kind = SignalKind.HOLD;
        }
    }
}
