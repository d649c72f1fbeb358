package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.ib.tws.TwsContract;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2IntHashMap;

/**
 * Instruments that the exchange has halted, by the broker's tick 49: while halted, no order executes, not even a stop. Each
 * change is published as an event. At the start no halts are known; the broker reports them at once.
 *
 * <p>Thread: session for subscriptions, reader for ticks, any for {@link #isHalted}; under its own lock.
 */
final class HaltWatch {
    private static final int HALTED = 49;
    private static final int NOBODY = -1;
    /** Values at 1e-8: 1 is a regulatory halt, 2 a volatility halt. */
    private static final long ONE_E8 = 100_000_000L;

    private static final long VOLATILITY_E8 = 2 * ONE_E8;

    private final List<Instrument> instruments;
    /** By instrument id. */
    private final String[] symbols;

    private final LongSupplier clock;
    private final Consumer<String> alarm;
    private final int[] reqIds;
    private final boolean[] halted;
    private final Int2IntHashMap byRequest = new Int2IntHashMap(NOBODY);

    /**
     * @param clock market time, UTC nanoseconds since 1970
     * @param alarm gets the text of an alarm
     */
    HaltWatch(List<Instrument> instruments, LongSupplier clock, Consumer<String> alarm) {
        this.instruments = instruments;
        this.clock = clock;
        this.alarm = alarm;
        int ids = instruments.stream().mapToInt(one -> one.id() + 1).max().orElse(0);
        reqIds = new int[ids];
        halted = new boolean[ids];
        symbols = new String[ids];
        instruments.forEach(one -> symbols[one.id()] = one.symbol());
    }

    /** Subscribes on a new connection. */
    synchronized void subscribe(TwsLink link, TwsContract[] contracts) {
        byRequest.clear();
        for (Instrument instrument : instruments) {
            int reqId = link.nextId();
            reqIds[instrument.id()] = reqId;
            byRequest.put(reqId, instrument.id());
            link.send(link.encoder().reqMarketData(reqId, contracts[instrument.id()], "", false));
        }
    }

    /** Subscribes again on the same connection. */
    synchronized void resubscribe(TwsLink link, TwsContract[] contracts) {
        for (int reqId : reqIds) {
            if (reqId != 0) {
                link.send(link.encoder().cancelMarketData(reqId));
            }
        }
        subscribe(link, contracts);
    }

    /** Whether a request id is one of these subscriptions. */
    synchronized boolean isOurs(int reqId) {
        return byRequest.get(reqId) != NOBODY;
    }

    /** Whether an instrument is halted, by the last tick. */
    synchronized boolean isHalted(int instrumentId) {
        return instrumentId < halted.length && halted[instrumentId];
    }

    /** Handles a generic tick; values other than halt and no halt are ignored. */
    void tick(int reqId, int tickType, long valueE8, EventPublisher publisher) {
        if (tickType != HALTED || (valueE8 != 0 && valueE8 != ONE_E8 && valueE8 != VOLATILITY_E8)) {
            return;
        }
        boolean now = valueE8 != 0;
        int id;
        synchronized (this) {
            id = byRequest.get(reqId);
            if (id == NOBODY || halted[id] == now) {
                return;
            }
            halted[id] = now;
        }
        Condition condition = now ? Condition.NAME_HALTED : Condition.NAME_RESUMED;
        publisher.draft().control(EventType.CONDITION, clock.getAsLong(), condition.code(), id);
        publisher.publish();
        if (now) {
            alarm.accept("the exchange has halted " + symbols[id]
                    + (valueE8 == VOLATILITY_E8 ? ", since its price moved too fast" : "")
                    + ": nothing is entered, and a stop does not work until it goes on");
        }
    }
}
