package io.ringside.gateway.ib.tws;

/**
 * Receives decoded messages, one method a message. Prices, sizes and amounts are {@code long} at 1e-8 or {@link Unset#E8},
 * times UTC nanoseconds since 1970 or {@link Unset#NANOS}. Fields and views belong to the decoder and are valid only during
 * the call: copy what is needed later. Methods that are not overridden ignore their message.
 *
 * <p>An exception of a method is thrown by {@link TwsDecoder#decode}: a {@link TwsProtocolError} of a field that a method
 * parses itself ({@link AsciiField#e8()}) counts as one of the frame.
 *
 * <p>Thread: reader.
 */
public interface TwsListener {
    /** The next order id that the broker would accept; it may be lower than one used before, see {@link OrderIds}. */
    default void nextValidId(int orderId) {}

    /** Accounts of the session, separated by commas, possibly with one at the end. */
    default void managedAccounts(AsciiField accounts) {}

    /**
     * An error, a warning or a piece of news.
     *
     * @param id the request or order that it is about, or -1; see {@link ErrorPolicy}
     * @param rejectJson details of a rejection, or empty
     */
    default void error(int id, int code, AsciiField text, AsciiField rejectJson) {}

    /** The broker's clock. */
    default void currentTime(long timeNanos) {}

    /**
     * A price of a market-data subscription, with the size that belongs to it.
     *
     * @param priceE8 -1 (at 1e-8) with a size of 0 means that there is no quote
     * @param attributes bit 0 can execute automatically, bit 1 past limit, bit 2 before the open
     */
    default void tickPrice(int reqId, int tickType, long priceE8, long sizeE8, int attributes) {}

    /** A size of a market-data subscription. */
    default void tickSize(int reqId, int tickType, long sizeE8) {}

    /** A number of a market-data subscription; type 49 is a halt. */
    default void tickGeneric(int reqId, int tickType, long valueE8) {}

    /** A text of a market-data subscription; type 45 is the time of the last trade, 48 the RTVolume record. */
    default void tickString(int reqId, int tickType, AsciiField text) {}

    /** The snapshot is complete. */
    default void tickSnapshotEnd(int reqId) {}

    /** 1 live, 2 frozen, 3 delayed, 4 delayed and frozen. */
    default void marketDataType(int reqId, int type) {}

    /** Tick of the contract of a market-data subscription. */
    default void tickReqParams(int reqId, long minTickE8, AsciiField bboExchange, int snapshotPermissions) {}

    /**
     * One trade.
     *
     * @param allTrades whether the subscription is AllLast, else Last
     * @param attributes bit 0 past limit, bit 1 unreported
     */
    default void tickByTickTrade(
            int reqId,
            boolean allTrades,
            long timeNanos,
            long priceE8,
            long sizeE8,
            int attributes,
            AsciiField exchange,
            AsciiField conditions) {}

    /**
     * Best bid and offer.
     *
     * @param attributes bit 0 bid past low, bit 1 ask past high
     */
    default void tickByTickQuote(
            int reqId, long timeNanos, long bidE8, long askE8, long bidSizeE8, long askSizeE8, int attributes) {}

    /** Middle of best bid and offer. */
    default void tickByTickMidPoint(int reqId, long timeNanos, long priceE8) {}

    /** A bar of five seconds; its time is its start. */
    default void realTimeBar(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {}

    /**
     * One bar of an answer; it is valid only once {@link #historicalDataEnd} has come. The time of a daily bar is
     * midnight UTC.
     */
    default void historicalBar(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {}

    /** All bars of the answer have come; start and end are the requested span. */
    default void historicalDataEnd(int reqId, int bars, AsciiField start, AsciiField end) {}

    /** The forming bar of a subscription that is kept up to date; a count of -1 means no trade. */
    default void historicalDataUpdate(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {}

    /** Details of a contract. */
    default void contractDetails(int reqId, ContractDetailsFields details) {}

    /** All contracts of the answer have come. */
    default void contractDetailsEnd(int reqId) {}

    /** One step of a rule for price increments; it is valid only once {@link #marketRuleEnd} has come. */
    default void marketRuleStep(int ruleId, long lowEdgeE8, long incrementE8) {}

    /** All steps of the rule have come. */
    default void marketRuleEnd(int ruleId, int steps) {}

    /** A working order, or the answer to a what-if. */
    default void openOrder(OrderFields order) {}

    /** The snapshot of open orders is complete. */
    default void openOrderEnd() {}

    /** State of an order; quantities are totals, never increments. */
    default void orderStatus(
            int orderId,
            AsciiField status,
            long filledE8,
            long remainingE8,
            long averageFillE8,
            long permId,
            int parentId,
            long lastFillE8,
            int clientId,
            AsciiField whyHeld) {}

    /** Ids of an order placed by hand that the API has bound. */
    default void orderBound(long permId, int clientId, int orderId) {}

    /** An order that no longer works. */
    default void completedOrder(OrderFields order) {}

    /** All completed orders have come. */
    default void completedOrdersEnd() {}

    /** An execution, live or in answer to a request. */
    default void execution(ExecutionFields execution) {}

    /** All executions of the answer have come. */
    default void executionsEnd(int reqId) {}

    /**
     * Commission of an execution; it may come before the execution and may be negative.
     *
     * @param realizedPnlE8 {@link Unset#E8} if a position was opened
     */
    default void commissionReport(AsciiField execId, long commissionE8, AsciiField currency, long realizedPnlE8) {}

    /** A position, signed; its average cost includes commissions. */
    default void position(AsciiField account, ContractFields contract, long positionE8, long averageCostE8) {}

    /** The snapshot of positions is complete; changes follow. */
    default void positionEnd() {}

    /** A figure of an account. */
    default void accountValue(AsciiField key, AsciiField value, AsciiField currency, AsciiField account) {}

    /** A position with its value. */
    default void portfolioValue(
            ContractFields contract,
            long positionE8,
            long marketPriceE8,
            long marketValueE8,
            long averageCostE8,
            long unrealizedPnlE8,
            long realizedPnlE8,
            AsciiField account) {}

    /** Time of the account's figures, {@code HH:mm}. */
    default void accountUpdateTime(AsciiField time) {}

    /** The first complete set of an account's figures has come. */
    default void accountDownloadEnd(AsciiField account) {}

    /** A figure of an account in answer to a request. */
    default void accountSummary(int reqId, AsciiField account, AsciiField tag, AsciiField value, AsciiField currency) {}

    /** The first complete set of figures has come; changes follow. */
    default void accountSummaryEnd(int reqId) {}
}
