package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;

/**
 * Checks orders as an exchange would.
 *
 * <p>Thread: any; it has no state.
 */
final class OrderChecks {
    private OrderChecks() {}

    /** Why a new order is rejected, or {@link ReportCode#NONE}. */
    static ReportCode fault(Intent intent, Market market) {
        if (intent.quantity <= 0 || intent.quantity % market.lot != 0) {
            return ReportCode.INVALID_QUANTITY;
        }
        if (intent.side == Side.NONE || !goTogether(intent.type, intent.timeInForce)) {
            return ReportCode.INVALID_TERMS;
        }
        return hasPrices(intent.type, intent, market.tickE8) ? ReportCode.NONE : ReportCode.INVALID_PRICE;
    }

    /** Why a change is rejected, or {@link ReportCode#NONE}. */
    static ReportCode changeFault(WorkingOrder order, Intent change, Market market) {
        if (change.quantity <= order.filled || change.quantity % market.lot != 0) {
            return ReportCode.INVALID_QUANTITY;
        }
        return hasPrices(order.terms.type, change, market.tickE8) ? ReportCode.NONE : ReportCode.INVALID_PRICE;
    }

    /**
     * Whether type and time in force can be combined: an order for the opening auction or immediate execution is a market or
     * a limit order.
     */
    private static boolean goTogether(OrderType type, TimeInForce time) {
        return switch (time) {
            case DAY, GOOD_TILL_CANCELLED -> true;
            case AT_THE_OPEN, IMMEDIATE_OR_CANCEL -> type == OrderType.MARKET || type == OrderType.LIMIT;
        };
    }

    private static boolean hasPrices(OrderType type, Intent intent, long tickE8) {
        return switch (type) {
            case MARKET, MARKET_ON_CLOSE -> true;
            case LIMIT, LIMIT_ON_CLOSE -> isPrice(intent.limitE8, tickE8);
            case STOP -> isPrice(intent.stopE8, tickE8);
            case STOP_LIMIT -> isPrice(intent.stopE8, tickE8) && isPrice(intent.limitE8, tickE8);
            case TRAILING_STOP ->
                isPrice(intent.trailE8, tickE8) && (intent.stopE8 == 0 || isPrice(intent.stopE8, tickE8));
        };
    }

    private static boolean isPrice(long priceE8, long tickE8) {
        return priceE8 > 0 && priceE8 % tickE8 == 0;
    }
}
