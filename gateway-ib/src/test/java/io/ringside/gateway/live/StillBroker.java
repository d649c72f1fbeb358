package io.ringside.gateway.live;

import io.ringside.engine.EventPublisher;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import java.util.Map;
import java.util.function.Supplier;

/** A broker that says nothing: connected or away as a test wants it. */
final class StillBroker implements Broker, BrokerConnection {
    volatile Phase phase = Phase.READY;
    volatile boolean refused;
    volatile long comparisons;
    volatile long reconciledMs = -1;
    private int opened;
    private int closed;

    /** How many days were opened with it. */
    int opened() {
        return opened;
    }

    /** How many of them were closed. */
    int closed() {
        return closed;
    }

    @Override
    public BrokerConnection open(TradingBooks books, AccountWorth worth, Supplier<EventPublisher> publishers) {
        opened++;
        return this;
    }

    @Override
    public boolean work() {
        return false;
    }

    @Override
    public void reserve() {
        // Nothing is needed.
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public boolean isHalted(int instrumentId) {
        return false;
    }

    @Override
    public long comparisons() {
        return comparisons;
    }

    @Override
    public long reconnects() {
        return 0;
    }

    @Override
    public long reconciledMs() {
        return reconciledMs;
    }

    @Override
    public Map<String, Object> errors() {
        return Map.of();
    }

    @Override
    public boolean sendEcho() {
        return false;
    }

    @Override
    public long echoes() {
        return 0;
    }

    @Override
    public boolean isRefused() {
        return refused;
    }

    @Override
    public void close() {
        closed++;
    }
}
