package io.ringside.perf;

import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.order.OrderGateway;

/**
 * A busy market that goes on for ever: open prints, trades, quotes and bars of five seconds in a saw tooth on which the
 * strategy buys and sells, and the fills of its orders. Allocates nothing.
 *
 * <p>Thread: the driver's, which is also the stages'.
 */
final class MixedMarket implements OrderGateway {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long CENT = FixedPoint.ONE_E8 / 100;
    private static final long BAR_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    private static final long FIRST_PRICE_E8 = 400 * FixedPoint.ONE_E8;
    private static final int LAST_DAY = 21_600;
    private static final int FIRST_DAY = 19_000;

    private final int ticks;
    private int day = RisingBars.DAY;
    private long startNanos = CALENDAR.openNanos(RisingBars.DAY);
    private long priceE8 = FIRST_PRICE_E8;
    private int step;
    private long events;
    private long intents;

    private long ref;
    private Side side = Side.NONE;
    private long quantity;
    private long stopRef;
    private long entryE8;

    /** @param ticks trades and quotes a bar */
    MixedMarket(int ticks) {
        this.ticks = ticks;
    }

    @Override
    public void submit(Intent intent, long eventNanos) {
        intents++;
        if (intent.action == IntentAction.PLACE && intent.stopE8 != 0) {
            stopRef = intent.orderRef;
        } else if (intent.action == IntentAction.PLACE) {
            ref = intent.orderRef;
            side = intent.side;
            quantity = intent.quantity;
        }
    }

    /** Plays at least so many events. */
    void play(Pipeline pipeline, long wanted) {
        long until = events + wanted;
        while (events < until) {
            bar(pipeline);
        }
    }

    /** Events played so far. */
    long events() {
        return events;
    }

    /** Orders placed, changed and cancelled so far. */
    long intents() {
        return intents;
    }

    /** One bar with all that happens in it, and the answers to what is decided on it. */
    void bar(Pipeline pipeline) {
        EngineEvent draft = pipeline.draft();
        long open = priceE8;
        priceE8 += (step++ % 9 < 5 ? 30 : -38) * CENT;
        process(pipeline, draft.openPrint(0, startNanos, open, 0));
        long apart = BAR_NANOS / (ticks + 2);
        for (int i = 1; i <= ticks; i++) {
            long at = startNanos + i * apart;
            process(
                    pipeline,
                    i % 2 == 0
                            ? draft.quote(0, at, open - CENT, open + CENT, 100, 100, 0)
                            : draft.trade(0, at, open, 100, 0));
        }
        long end = startNanos + BAR_NANOS;
        long high = Math.max(open, priceE8);
        long low = Math.min(open, priceE8);
        process(pipeline, draft.bar(0, startNanos, end, open, high, low, priceE8, 1000, 0));
        answer(pipeline, draft, end);
        startNanos = end;
        if (startNanos >= CALENDAR.closeNanos(day)) {
            process(pipeline, draft.session(EventType.SESSION_CLOSE, startNanos, 0));
            nextDay();
        }
    }

    private void answer(Pipeline pipeline, EngineEvent draft, long nanos) {
        if (ref != 0) {
            long filled = ref;
            ref = 0;
            entryE8 = side == Side.BUY ? priceE8 : entryE8;
            fill(pipeline, draft, nanos, filled, side);
        } else if (stopRef != 0 && step % 20 == 0) {
            long filled = stopRef;
            stopRef = 0;
            fill(pipeline, draft, nanos, filled, Side.SELL);
        }
    }

    /**
     * Fills an order. Purchases are sold at the same price without commission, so that the account does not shrink and stop
     * trading.
     */
    private void fill(Pipeline pipeline, EngineEvent draft, long nanos, long filled, Side way) {
        process(pipeline, draft.fill(0, nanos, filled, way, quantity, entryE8, 0, 0, 0));
    }

    private void process(Pipeline pipeline, EngineEvent draft) {
        if (draft != pipeline.draft()) {
            throw new IllegalStateException("not the pipeline's draft");
        }
        pipeline.process();
        events++;
    }

    /** Ten years of sessions, then again from the first: the engine does not mind, and the calendar ends. */
    private void nextDay() {
        day = CALENDAR.nextTradingDay(day > LAST_DAY ? FIRST_DAY : day);
        startNanos = CALENDAR.openNanos(day);
        priceE8 = FIRST_PRICE_E8;
    }
}
