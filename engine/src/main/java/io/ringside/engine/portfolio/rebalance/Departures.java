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
 * Cancels orders, closes holdings at the market, and decides whether an order that never reached the broker is sent again.
 *
 * <p>Thread: risk stage.
 */
final class Departures {
    /** Most times that an order is sent again: a broker that loses every order must not be flooded. */
    private static final int AGAIN_MAX = 5;

    private final Holdings holdings;
    private final ExchangeCalendar calendar;
    private final int bookId;
    private final boolean[] closing;
    /** By name: end of the auction or session that its order was decided for. */
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

    /** Notes an order that the portfolio has placed. */
    void placed(int name, EngineEvent event, Intent intent) {
        closing[name] = false;
        reason[name] = intent.reason;
        atClose[name] = intent.type == OrderType.MARKET_ON_CLOSE;
        goodUntilNanos[name] = goodUntil(event);
    }

    /** Notes an order that is carried over from the session before. */
    void restored(int name, EngineEvent event) {
        goodUntilNanos[name] = goodUntil(event);
    }

    /** End of the auction or session that orders placed on an event are for. */
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

    /** Whether an ended order certainly never reached the broker and its auction or session is still ahead. */
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

    /** Whether a name has neither shares nor a working order. */
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

    /** Cancels a buy; shares that no working order sells are sold at the market, in the group of their stop. */
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
