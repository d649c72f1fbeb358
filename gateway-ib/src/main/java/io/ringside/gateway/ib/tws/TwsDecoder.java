package io.ringside.gateway.ib.tws;

import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes the text messages of server versions 100 to 176 straight from the socket's buffer into a {@link TwsListener}.
 * Nothing is allocated, except for a time zone that occurs for the first time.
 *
 * <p>A message is read completely before the listener is called; only history and market rules are passed element by
 * element, and are valid once their end has come. Messages with an unknown id are skipped and counted. Additional fields are
 * ignored.
 *
 * <p>Errors: a frame that cannot be read is a {@link TwsProtocolError}, and nothing else is thrown; the decoder is then
 * ready for the next frame.
 *
 * <p>Thread: reader.
 */
public final class TwsDecoder {
    /** Lowest server version whose layouts are known. */
    public static final int VERSION_MIN = 100;
    /** Highest server version whose layouts are known; from 201 on the protocol is no longer text. */
    public static final int VERSION_MAX = 176;

    /** Most bars of one answer. */
    static final int BARS_MAX = 50_000;

    private static final int BAR_FIELDS = 8;
    private static final int HISTORY_HEAD_FIELDS = 6;
    private static final int LAST = 1;
    private static final int ALL_LAST = 2;
    private static final int BID_ASK = 3;
    private static final int MID_POINT = 4;

    private final int serverVersion;
    private final FieldReader in;
    private final OrderReader orders;
    private final ExecutionFields execution = new ExecutionFields();
    private final ContractDetailsFields details = new ContractDetailsFields();
    private final ContractFields contract = new ContractFields();
    private final AsciiField first = new AsciiField();
    private final AsciiField second = new AsciiField();
    private final AsciiField third = new AsciiField();
    private final AsciiField fourth = new AsciiField();
    private long unknownMessages;

    /**
     * A decoder for one connection.
     *
     * @param serverVersion version in the server's answer to the greeting
     * @param unzoned the zone of times that come without one: the zone that TWS is set to
     * @throws IllegalArgumentException if the version's layouts are not known
     */
    public TwsDecoder(int serverVersion, ZoneId unzoned) {
        if (serverVersion < VERSION_MIN || serverVersion > VERSION_MAX) {
            throw new IllegalArgumentException(
                    "server version " + serverVersion + " is none of " + VERSION_MIN + " to " + VERSION_MAX);
        }
        this.serverVersion = serverVersion;
        in = new FieldReader(new TimeText(unzoned));
        orders = new OrderReader(serverVersion);
    }

    /** The version whose layouts it reads. */
    public int serverVersion() {
        return serverVersion;
    }

    /** How many messages had an id that the decoder does not know. */
    public long unknownMessages() {
        return unknownMessages;
    }

    /**
     * Decodes one frame.
     *
     * @param offset where the frame begins, behind its length
     * @param length the frame's length
     * @return the message's id
     * @throws TwsProtocolError if it cannot be read
     */
    public int decode(UnsafeBuffer buffer, int offset, int length, TwsListener listener) {
        int id = in.begin(buffer, offset, length);
        switch (id) {
            case Incoming.TICK_BY_TICK -> tickByTick(listener);
            case Incoming.TICK_PRICE -> tickPrice(listener);
            case Incoming.TICK_SIZE -> tickSize(listener);
            case Incoming.REAL_TIME_BAR -> realTimeBar(listener);
            case Incoming.HISTORICAL_DATA_UPDATE -> historicalDataUpdate(listener);
            case Incoming.ORDER_STATUS -> orderStatus(listener);
            case Incoming.EXEC_DETAILS -> {
                execution.read(in, serverVersion);
                listener.execution(execution);
            }
            case Incoming.COMMISSION_REPORT -> commissionReport(listener);
            case Incoming.OPEN_ORDER -> listener.openOrder(orders.readOpenOrder(in));
            case Incoming.ERROR -> error(listener);
            default -> decodeUncommon(id, listener);
        }
        return id;
    }

    private void decodeUncommon(int id, TwsListener listener) {
        switch (id) {
            case Incoming.TICK_GENERIC -> tickGeneric(listener);
            case Incoming.TICK_STRING -> tickString(listener);
            case Incoming.TICK_SNAPSHOT_END -> listener.tickSnapshotEnd(afterVersion());
            case Incoming.MARKET_DATA_TYPE -> marketDataType(listener);
            case Incoming.TICK_REQ_PARAMS -> tickReqParams(listener);
            case Incoming.HISTORICAL_DATA -> historicalData(listener);
            case Incoming.CONTRACT_DATA -> contractData(listener);
            case Incoming.CONTRACT_DATA_END -> listener.contractDetailsEnd(afterVersion());
            case Incoming.MARKET_RULE -> marketRule(listener);
            case Incoming.OPEN_ORDER_END -> listener.openOrderEnd();
            case Incoming.ORDER_BOUND -> orderBound(listener);
            case Incoming.COMPLETED_ORDER -> listener.completedOrder(orders.readCompletedOrder(in));
            case Incoming.COMPLETED_ORDERS_END -> listener.completedOrdersEnd();
            case Incoming.EXEC_DETAILS_END -> listener.executionsEnd(afterVersion());
            case Incoming.POSITION -> position(listener);
            case Incoming.POSITION_END -> listener.positionEnd();
            case Incoming.ACCOUNT_VALUE -> accountValue(listener);
            case Incoming.PORTFOLIO_VALUE -> portfolioValue(listener);
            case Incoming.ACCOUNT_UPDATE_TIME -> listener.accountUpdateTime(textAfterVersion());
            case Incoming.ACCOUNT_DOWNLOAD_END -> listener.accountDownloadEnd(textAfterVersion());
            case Incoming.ACCOUNT_SUMMARY -> accountSummary(listener);
            case Incoming.ACCOUNT_SUMMARY_END -> listener.accountSummaryEnd(afterVersion());
            case Incoming.NEXT_VALID_ID -> listener.nextValidId(afterVersion());
            case Incoming.MANAGED_ACCOUNTS -> listener.managedAccounts(textAfterVersion());
            case Incoming.CURRENT_TIME -> currentTime(listener);
            default -> unknownMessages++;
        }
    }

    private int afterVersion() {
        in.skip();
        return in.readInt();
    }

    private AsciiField textAfterVersion() {
        in.skip();
        return in.readText(first);
    }

    private void tickByTick(TwsListener listener) {
        int reqId = in.readInt();
        int type = in.readInt();
        long timeNanos = in.readEpochNanos();
        switch (type) {
            case LAST, ALL_LAST -> {
                long priceE8 = in.readE8();
                long sizeE8 = in.readSizeE8();
                int attributes = in.readInt();
                in.readText(first);
                in.readText(second);
                listener.tickByTickTrade(
                        reqId, type == ALL_LAST, timeNanos, priceE8, sizeE8, attributes, first, second);
            }
            case BID_ASK -> {
                long bidE8 = in.readE8();
                long askE8 = in.readE8();
                long bidSizeE8 = in.readSizeE8();
                long askSizeE8 = in.readSizeE8();
                listener.tickByTickQuote(reqId, timeNanos, bidE8, askE8, bidSizeE8, askSizeE8, in.readInt());
            }
            case MID_POINT -> listener.tickByTickMidPoint(reqId, timeNanos, in.readE8());
            default -> throw in.fault(Integer.toString(type), "an unknown type of tick");
        }
    }

    private void tickPrice(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        int tickType = in.readInt();
        long priceE8 = in.readE8();
        long sizeE8 = in.readSizeE8();
        listener.tickPrice(reqId, tickType, priceE8, sizeE8, in.readInt());
    }

    private void tickSize(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        int tickType = in.readInt();
        listener.tickSize(reqId, tickType, in.readSizeE8());
    }

    private void tickGeneric(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        int tickType = in.readInt();
        listener.tickGeneric(reqId, tickType, in.readE8());
    }

    private void tickString(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        int tickType = in.readInt();
        listener.tickString(reqId, tickType, in.readText(first));
    }

    private void marketDataType(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        listener.marketDataType(reqId, in.readInt());
    }

    private void tickReqParams(TwsListener listener) {
        int reqId = in.readInt();
        long minTickE8 = in.readE8();
        in.readText(first);
        listener.tickReqParams(reqId, minTickE8, first, in.readInt());
    }

    private void realTimeBar(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        long startNanos = in.readEpochNanos();
        long openE8 = in.readE8();
        long highE8 = in.readE8();
        long lowE8 = in.readE8();
        long closeE8 = in.readE8();
        long volumeE8 = in.readSizeE8();
        long averageE8 = in.readSizeE8();
        listener.realTimeBar(reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, in.readInt());
    }

    private void historicalData(TwsListener listener) {
        in.boundFields(HISTORY_HEAD_FIELDS + BARS_MAX * (BAR_FIELDS + 1));
        boolean old = serverVersion < 124;
        in.skip(old ? 1 : 0); // version
        int reqId = in.readInt();
        in.readText(first);
        in.readText(second);
        int bars = in.readCount(BAR_FIELDS);
        if (bars > BARS_MAX) {
            throw in.fault(Integer.toString(bars), "more bars than " + BARS_MAX);
        }
        for (int i = 0; i < bars; i++) {
            long startNanos = in.readNanos(third);
            long openE8 = in.readE8();
            long highE8 = in.readE8();
            long lowE8 = in.readE8();
            long closeE8 = in.readE8();
            long volumeE8 = in.readSizeE8();
            long averageE8 = in.readSizeE8();
            in.skip(old ? 1 : 0); // hasGaps
            listener.historicalBar(
                    reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, in.readInt());
        }
        listener.historicalDataEnd(reqId, bars, first, second);
    }

    /**
     * The order of the prices differs from {@link #historicalData}: open, close, high, low; the average before the
     * volume.
     */
    private void historicalDataUpdate(TwsListener listener) {
        int reqId = in.readInt();
        int count = in.readInt();
        long startNanos = in.readNanos(first);
        long openE8 = in.readE8();
        long closeE8 = in.readE8();
        long highE8 = in.readE8();
        long lowE8 = in.readE8();
        long averageE8 = in.readSizeE8();
        long volumeE8 = in.readSizeE8();
        listener.historicalDataUpdate(reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, count);
    }

    private void contractData(TwsListener listener) {
        in.skip(serverVersion < 164 ? 1 : 0); // version
        int reqId = in.readInt();
        details.read(in, serverVersion);
        listener.contractDetails(reqId, details);
    }

    private void marketRule(TwsListener listener) {
        int ruleId = in.readInt();
        int steps = in.readCount(2);
        for (int i = 0; i < steps; i++) {
            long lowEdgeE8 = in.readE8();
            listener.marketRuleStep(ruleId, lowEdgeE8, in.readE8());
        }
        listener.marketRuleEnd(ruleId, steps);
    }

    private void orderStatus(TwsListener listener) {
        in.skip(serverVersion < 131 ? 1 : 0); // version
        int orderId = in.readInt();
        in.readText(first);
        long filledE8 = in.readSizeE8();
        long remainingE8 = in.readSizeE8();
        long averageFillE8 = in.readE8();
        long permId = in.readLong();
        int parentId = in.readInt();
        long lastFillE8 = in.readE8();
        int clientId = in.readInt();
        in.readText(second);
        listener.orderStatus(
                orderId, first, filledE8, remainingE8, averageFillE8, permId, parentId, lastFillE8, clientId, second);
    }

    private void orderBound(TwsListener listener) {
        long permId = in.readLong();
        int clientId = in.readInt();
        listener.orderBound(permId, clientId, in.readInt());
    }

    private void commissionReport(TwsListener listener) {
        in.skip(); // version
        in.readText(first);
        long commissionE8 = in.readE8();
        in.readText(second);
        listener.commissionReport(first, commissionE8, second, in.readE8OrUnset());
    }

    private void error(TwsListener listener) {
        in.skip(); // version
        int id = in.readInt();
        int code = in.readInt();
        in.readText(first);
        if (serverVersion >= 166) {
            in.readText(second);
        } else {
            second.clear();
        }
        listener.error(id, code, first, second);
    }

    private void currentTime(TwsListener listener) {
        in.skip(); // version
        listener.currentTime(in.readEpochNanos());
    }

    private void position(TwsListener listener) {
        in.skip(); // version
        in.readText(first);
        contract.read(in);
        long positionE8 = in.readSizeE8();
        listener.position(first, contract, positionE8, in.readE8());
    }

    private void accountValue(TwsListener listener) {
        in.skip(); // version
        in.readText(first);
        in.readText(second);
        in.readText(third);
        listener.accountValue(first, second, third, in.readText(fourth));
    }

    private void portfolioValue(TwsListener listener) {
        in.skip(); // version
        contract.readWithPrimaryExchange(in);
        long positionE8 = in.readSizeE8();
        long marketPriceE8 = in.readE8();
        long marketValueE8 = in.readE8();
        long averageCostE8 = in.readE8();
        long unrealizedPnlE8 = in.readE8();
        long realizedPnlE8 = in.readE8();
        in.readText(first);
        listener.portfolioValue(
                contract,
                positionE8,
                marketPriceE8,
                marketValueE8,
                averageCostE8,
                unrealizedPnlE8,
                realizedPnlE8,
                first);
    }

    private void accountSummary(TwsListener listener) {
        in.skip(); // version
        int reqId = in.readInt();
        in.readText(first);
        in.readText(second);
        in.readText(third);
        listener.accountSummary(reqId, first, second, third, in.readText(fourth));
    }
}
