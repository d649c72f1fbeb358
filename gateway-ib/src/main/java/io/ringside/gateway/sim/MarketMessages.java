package io.ringside.gateway.sim;

import java.util.List;

/**
 * Layouts of the messages about prices.
 *
 * <p>Thread: any; it has no state.
 */
final class MarketMessages {
    /** From this version on history messages have no version field and no gap flag. */
    private static final int HISTORY_UPDATES_VERSION = 124;

    private MarketMessages() {}

    static Reply marketDataType(int requestId, int type) {
        return Reply.of(OutboundId.MARKET_DATA_TYPE).add(1).add(requestId).add(type);
    }

    static Reply tickReqParams(int requestId, long tickE8, String exchangeMap, int snapshotPermissions) {
        return Reply.of(OutboundId.TICK_REQ_PARAMS)
                .add(requestId)
                .add(Text.number(tickE8))
                .add(exchangeMap)
                .add(snapshotPermissions);
    }

    static Reply tickPrice(int requestId, int tickType, long priceE8, long size, int attributes) {
        return Reply.of(OutboundId.TICK_PRICE)
                .add(6)
                .add(requestId)
                .add(tickType)
                .add(Text.decimal(priceE8))
                .add(size)
                .add(attributes);
    }

    static Reply tickSize(int requestId, int tickType, long size) {
        return Reply.of(OutboundId.TICK_SIZE)
                .add(6)
                .add(requestId)
                .add(tickType)
                .add(size);
    }

    static Reply tickGeneric(int requestId, int tickType, long valueE8) {
        return Reply.of(OutboundId.TICK_GENERIC)
                .add(6)
                .add(requestId)
                .add(tickType)
                .add(Text.decimal(valueE8));
    }

    static Reply tickString(int requestId, int tickType, String text) {
        return Reply.of(OutboundId.TICK_STRING)
                .add(6)
                .add(requestId)
                .add(tickType)
                .add(text);
    }

    static Reply tickSnapshotEnd(int requestId) {
        return Reply.of(OutboundId.TICK_SNAPSHOT_END).add(1).add(requestId);
    }

    /** A trade; type 1 is Last, 2 AllLast; attribute 1 is past the limit, 2 unreported. */
    static Reply tickByTickTrade(
            int requestId,
            int type,
            long seconds,
            long priceE8,
            long size,
            int attributes,
            String exchange,
            String conditions) {
        return Reply.of(OutboundId.TICK_BY_TICK)
                .add(requestId)
                .add(type)
                .add(seconds)
                .add(Text.decimal(priceE8))
                .add(size)
                .add(attributes)
                .addAll(exchange, conditions);
    }

    static Reply tickByTickQuote(int requestId, long seconds, long bidE8, long askE8, long bidSize, long askSize) {
        return Reply.of(OutboundId.TICK_BY_TICK)
                .add(requestId)
                .add(3)
                .add(seconds)
                .add(Text.decimal(bidE8))
                .add(Text.decimal(askE8))
                .add(bidSize)
                .add(askSize)
                .add(0);
    }

    static Reply tickByTickMidpoint(int requestId, long seconds, long priceE8) {
        return Reply.of(OutboundId.TICK_BY_TICK)
                .add(requestId)
                .add(4)
                .add(seconds)
                .add(Text.decimal(priceE8));
    }

    static Reply realTimeBar(
            int requestId,
            long startSeconds,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volume,
            long averageE8,
            int trades) {
        return Reply.of(OutboundId.REAL_TIME_BAR)
                .add(3)
                .add(requestId)
                .add(startSeconds)
                .add(Text.decimal(openE8))
                .add(Text.decimal(highE8))
                .add(Text.decimal(lowE8))
                .add(Text.decimal(closeE8))
                .add(volume)
                .add(Text.decimal(averageE8))
                .add(trades);
    }

    /**
     * A bar in a history message.
     *
     * @param date text or seconds since 1970, as asked for
     */
    record HistoricalBar(
            String date, long openE8, long highE8, long lowE8, long closeE8, long volume, long averageE8, int trades) {}

    static Reply historicalData(int serverVersion, int requestId, String start, String end, List<HistoricalBar> bars) {
        boolean old = serverVersion < HISTORY_UPDATES_VERSION;
        Reply reply = Reply.of(OutboundId.HISTORICAL_DATA)
                .addIf(old, "3")
                .add(requestId)
                .addAll(start, end)
                .add(bars.size());
        for (HistoricalBar bar : bars) {
            reply.add(bar.date)
                    .add(Text.decimal(bar.openE8))
                    .add(Text.decimal(bar.highE8))
                    .add(Text.decimal(bar.lowE8))
                    .add(Text.decimal(bar.closeE8))
                    .add(bar.volume)
                    .add(Text.decimal(bar.averageE8))
                    .addIf(old, "false")
                    .add(bar.trades);
        }
        return reply;
    }

    /** The forming bar; note that close comes before high and low. */
    static Reply historicalDataUpdate(int requestId, HistoricalBar bar) {
        return Reply.of(OutboundId.HISTORICAL_DATA_UPDATE)
                .add(requestId)
                .add(bar.trades)
                .add(bar.date)
                .add(Text.decimal(bar.openE8))
                .add(Text.decimal(bar.closeE8))
                .add(Text.decimal(bar.highE8))
                .add(Text.decimal(bar.lowE8))
                .add(Text.decimal(bar.averageE8))
                .add(bar.volume);
    }
}
