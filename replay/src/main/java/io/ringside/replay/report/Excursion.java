package io.ringside.replay.report;

import io.ringside.engine.event.Side;

/**
 * How far a trade went against its holder and with him before it ended, a share, as price differences at 1e-8, 0 or above.
 * A bar in which the position ended counts with its open and the exit price alone: what came after the exit was not his.
 *
 * @param adverseE8 the worst unrealised loss (MAE)
 * @param favourableE8 the best unrealised profit (MFE)
 */
record Excursion(long adverseE8, long favourableE8) {
    /** Of a trade over the bars it was held in; null if the path does not cover it. */
    static Excursion of(Trade trade, PricePath path) {
        if (path == null
                || trade.entryNanos() == Trade.UNKNOWN
                || trade.entryPriceE8() == Trade.UNKNOWN
                || trade.exitPriceE8() == Trade.UNKNOWN) {
            return null;
        }
        int first = path.at(trade.entryNanos());
        int last = path.at(trade.exitBarNanos());
        if (first < 0 || last < 0) {
            return null;
        }
        // An entry within a bar did not live through the bar's beginning.
        int from = path.startNanos(first) == trade.entryNanos() ? first : first + 1;
        long high = Math.max(trade.entryPriceE8(), trade.exitPriceE8());
        long low = Math.min(trade.entryPriceE8(), trade.exitPriceE8());
        for (int bar = from; bar <= last; bar++) {
            boolean ended = bar == last && !endedAtClose(trade, path, bar);
            high = Math.max(high, ended ? path.openE8(bar) : path.highE8(bar));
            low = Math.min(low, ended ? path.openE8(bar) : path.lowE8(bar));
        }
        long above = high - trade.entryPriceE8();
        long below = trade.entryPriceE8() - low;
        return trade.side() == Side.SELL ? new Excursion(above, below) : new Excursion(below, above);
    }

    private static boolean endedAtClose(Trade trade, PricePath path, int bar) {
        return trade.exitNanos() != Trade.UNKNOWN
                && trade.exitNanos() > path.startNanos(bar)
                && trade.exitPriceE8() == path.closeE8(bar);
    }
}
