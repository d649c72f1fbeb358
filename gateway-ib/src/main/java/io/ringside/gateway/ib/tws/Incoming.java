package io.ringside.gateway.ib.tws;

/**
 * Ids of the messages that come from TWS up to server version 176.
 *
 * <p>Thread: any; it has no state.
 */
final class Incoming {
    static final int TICK_PRICE = 1;
    static final int TICK_SIZE = 2;
    static final int ORDER_STATUS = 3;
    static final int ERROR = 4;
    static final int OPEN_ORDER = 5;
    static final int ACCOUNT_VALUE = 6;
    static final int PORTFOLIO_VALUE = 7;
    static final int ACCOUNT_UPDATE_TIME = 8;
    static final int NEXT_VALID_ID = 9;
    static final int CONTRACT_DATA = 10;
    static final int EXEC_DETAILS = 11;
    static final int MANAGED_ACCOUNTS = 15;
    static final int HISTORICAL_DATA = 17;
    static final int TICK_GENERIC = 45;
    static final int TICK_STRING = 46;
    static final int CURRENT_TIME = 49;
    static final int REAL_TIME_BAR = 50;
    static final int CONTRACT_DATA_END = 52;
    static final int OPEN_ORDER_END = 53;
    static final int ACCOUNT_DOWNLOAD_END = 54;
    static final int EXEC_DETAILS_END = 55;
    static final int TICK_SNAPSHOT_END = 57;
    static final int MARKET_DATA_TYPE = 58;
    static final int COMMISSION_REPORT = 59;
    static final int POSITION = 61;
    static final int POSITION_END = 62;
    static final int ACCOUNT_SUMMARY = 63;
    static final int ACCOUNT_SUMMARY_END = 64;
    static final int TICK_REQ_PARAMS = 81;
    static final int HISTORICAL_DATA_UPDATE = 90;
    static final int MARKET_RULE = 93;
    static final int TICK_BY_TICK = 99;
    static final int ORDER_BOUND = 100;
    static final int COMPLETED_ORDER = 101;
    static final int COMPLETED_ORDERS_END = 102;

    private Incoming() {}

    /** The name under which errors speak of a message. */
    static String name(int id) {
        return switch (id) {
            case TICK_PRICE -> "tickPrice";
            case TICK_SIZE -> "tickSize";
            case ORDER_STATUS -> "orderStatus";
            case ERROR -> "error";
            case OPEN_ORDER -> "openOrder";
            case ACCOUNT_VALUE -> "accountValue";
            case PORTFOLIO_VALUE -> "portfolioValue";
            case ACCOUNT_UPDATE_TIME -> "accountUpdateTime";
            case NEXT_VALID_ID -> "nextValidId";
            case CONTRACT_DATA -> "contractData";
            case EXEC_DETAILS -> "execDetails";
            case MANAGED_ACCOUNTS -> "managedAccounts";
            case HISTORICAL_DATA -> "historicalData";
            case TICK_GENERIC -> "tickGeneric";
            case TICK_STRING -> "tickString";
            case CURRENT_TIME -> "currentTime";
            case REAL_TIME_BAR -> "realTimeBar";
            case CONTRACT_DATA_END -> "contractDataEnd";
            case OPEN_ORDER_END -> "openOrderEnd";
            case ACCOUNT_DOWNLOAD_END -> "accountDownloadEnd";
            case EXEC_DETAILS_END -> "execDetailsEnd";
            case TICK_SNAPSHOT_END -> "tickSnapshotEnd";
            case MARKET_DATA_TYPE -> "marketDataType";
            case COMMISSION_REPORT -> "commissionReport";
            case POSITION -> "position";
            case POSITION_END -> "positionEnd";
            case ACCOUNT_SUMMARY -> "accountSummary";
            case ACCOUNT_SUMMARY_END -> "accountSummaryEnd";
            case TICK_REQ_PARAMS -> "tickReqParams";
            case HISTORICAL_DATA_UPDATE -> "historicalDataUpdate";
            case MARKET_RULE -> "marketRule";
            case TICK_BY_TICK -> "tickByTick";
            case ORDER_BOUND -> "orderBound";
            case COMPLETED_ORDER -> "completedOrder";
            case COMPLETED_ORDERS_END -> "completedOrdersEnd";
            case -1 -> "frame";
            default -> "message " + id;
        };
    }
}
