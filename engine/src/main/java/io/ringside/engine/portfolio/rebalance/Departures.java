package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.order.OrderGateway;
import java.util.Arrays;

/**
 * Orders that are taken back, holdings that are left at the market, and orders that turn out to have never reached the broker.
 *
 * <p>Thread: risk stage.
 */
final class Departures {
    /** A broker that loses whatever it is sent must not be flooded. */
    private static final int AGAIN_MAX = 5;

    private final Holdings holdings;
    private final ExchangeCalendar calendar;
    private final int bookId;
    private final boolean[] closing;
    /** Until when the order of a name can execute as it was meant. */
    private final long[] goodUntilNanos;

    private final int[] reason;
    private final boolean[] atClose;
    private final int[] sentAgain;
    private final int[] sentAgainDay;

    Departures(Holdings holdings, ExchangeCalendar calendar, int bookId) {
        this.bookId = bookId;
        this.holdings = holdings;
        this.calendar = calendar;
        closing = new boolean[holdings.names()];
        goodUntilNanos = new long[holdings.names()];
        reason = new int[holdings.names()];
        atClose = new boolean[holdings.names()];
        sentAgain = new int[holdings.names()];
        sentAgainDay = new int[holdings.names()];
        Arrays.fill(sentAgainDay, Integer.MIN_VALUE);
    }

    /** An order of the portfolio leaves. */
    void placed(int name, EngineEvent event, Intent intent) {
        closing[name] = false;
        reason[name] = intent.reason;
        atClose[name] = intent.type == OrderType.MARKET_ON_CLOSE;
        goodUntilNanos[name] = goodUntil(event);
    }

    /** An order of the portfolio works on over the night. */
    void restored(int name, EngineEvent event) {
        goodUntilNanos[name] = goodUntil(event);
    }

    /** When the auction or the session is over for which orders leave on an event. */
    long goodUntil(EngineEvent event) {
        if (calendar.isRegular(event.eventNanos)) {
            return calendar.closeNanos(event.sessionDay);
        }
        boolean before = event.eventNanos < calendar.openNanos(event.sessionDay);
        return calendar.openNanos(before ? event.sessionDay : calendar.nextTradingDay(event.sessionDay));
    }

    int reason(int name) {
        return reason[name];
    }

    boolean isAtClose(int name) {
        return atClose[name];
    }

    /** Whether an order that is over certainly never was at the broker, and its auction, or its session, is still ahead. */
    boolean isToBeSentAgain(EngineEvent event, int name) {
        boolean lost = event.code == OrderGateway.NOT_AT_BROKER || event.code == OrderGateway.NOT_CONNECTED;
        if (!lost || closing[name] || event.eventNanos >= goodUntilNanos[name]) {
            return false;
        }
        if (sentAgainDay[name] != event.sessionDay) {
            sentAgainDay[name] = event.sessionDay;
            sentAgain[name] = 0;
        }
        return sentAgain[name]++ < AGAIN_MAX;
    }

    /** Whether nothing is held and nothing works. */
    boolean isIdle(int name) {
        boolean idle =
                holdings.shares(name) == 0 && !holdings.hasOrder(name) && holdings.stopRef[name] == OrderRef.NONE;
        closing[name] &= !idle;
        return idle;
    }

    void restoreClosing(int name, boolean left) {
        closing[name] = left;
    }

    boolean isClosing(int name) {
        return closing[name];
    }

    /** Cancels a buy; what is held without an order that sells it is left, in the group of its stop. */
    void close(EngineEvent event, int name) {
        closing[name] = true;
        if (event.intentCount == event.intents.length) {
            return;
        }
        if (holdings.ordered(name) > 0) {
            cancel(event, name);
        } else if (!holdings.hasOrder(name) && holdings.shares(name) > 0) {
            Intent intent = Rebalancer.place(event, bookId, name, event.sequence, Purpose.FLATTEN);
            intent.side = Side.SELL;
            intent.quantity = holdings.shares(name);
            intent.ocaRef = holdings.stopRef[name] == OrderRef.NONE ? OrderRef.NONE : holdings.groupRef[name];
            if (!calendar.isRegular(event.eventNanos)) {
                intent.timeInForce = TimeInForce.AT_THE_OPEN;
            }
            holdings.placed(name, intent.orderRef, -intent.quantity);
        } else if (isIdle(name)) {
            closing[name] = false;
        }
    }

    void cancel(EngineEvent event, int name) {
        if (event.intentCount < event.intents.length) {
            Intent cancel = event.addIntent();
            cancel.clear(IntentAction.CANCEL, holdings.orderRef[name], name, bookId, event.sequence);
        }
    }
}
