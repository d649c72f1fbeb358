package io.ringside.engine.portfolio;

import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;

/**
 * A strategy's hypothetical account: whole shares in equal parts, sells and then buys at the next open, buys reduced to the
 * cash, no costs.
 *
 * <p>Thread: signal stage.
 */
final class PaperAccount {
    private final int[] members;
    private final long[] shares;
    private final long[] orders;
    private long cashE8;
    private boolean waiting;

    PaperAccount(int[] members, int names, long cashE8) {
        this.members = members;
        this.cashE8 = cashE8;
        shares = new long[names];
        orders = new long[names];
    }

    int[] members() {
        return members;
    }

    /** Executes the orders of the session before at today's opens; the order of a name without a bar today is dropped. */
    void fill(Names names) {
        if (!waiting) {
            return;
        }
        waiting = false;
        PriceHistory history = names.history();
        long costE8 = 0;
        for (int name : members) {
            if (!names.hasBarToday(name)) {
                orders[name] = 0;
            } else if (orders[name] < 0) {
                trade(name, orders[name], history.openE8(name, 0));
            } else {
                costE8 = Math.addExact(costE8, FixedPoint.times(history.openE8(name, 0), orders[name]));
            }
        }
        long spendableE8 = Math.max(0, cashE8);
        boolean pays = costE8 <= cashE8;
        for (int name : members) {
            if (orders[name] > 0) {
                long bought = pays ? orders[name] : ExactRatio.floor(spendableE8, orders[name], costE8);
                trade(name, bought, history.openE8(name, 0));
            }
        }
    }

    private void trade(int name, long quantity, long priceE8) {
        shares[name] = Math.addExact(shares[name], quantity);
        cashE8 = Math.subtractExact(cashE8, FixedPoint.times(priceE8, quantity));
    }

    /** Cash and shares at the last closes. */
    long valueE8(PriceHistory history) {
        long valueE8 = cashE8;
        for (int name : members) {
            if (shares[name] > 0) {
                valueE8 = Math.addExact(valueE8, FixedPoint.times(history.closeE8(name, 0), shares[name]));
            }
        }
        return valueE8;
    }

    /** Orders equal parts of the first {@code count} names of an array and the sale of all others. */
    void order(PriceHistory history, int[] wanted, int count) {
        long valueE8 = valueE8(history);
        for (int name : members) {
            orders[name] = -shares[name];
        }
        for (int i = 0; i < count; i++) {
            orders[wanted[i]] += valueE8 / count / history.closeE8(wanted[i], 0);
        }
        waiting = true;
    }

    /** Books a split of one share into {@code numerator / denominator}; a fraction is paid in cash at the price before it. */
    void split(int name, long numerator, long denominator, long newPriceE8) {
        long before = shares[name];
        shares[name] = ExactRatio.floor(before, numerator, denominator);
        orders[name] = orders[name] < 0 ? -shares[name] : ExactRatio.floor(orders[name], numerator, denominator);
        long rest = Math.subtractExact(
                Math.multiplyExact(before, numerator), Math.multiplyExact(shares[name], denominator));
        cashE8 = Math.addExact(cashE8, ExactRatio.floor(newPriceE8, rest, denominator));
    }
}
