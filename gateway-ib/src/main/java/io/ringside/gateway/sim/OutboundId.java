package io.ringside.gateway.sim;

/** Ids of the messages that a client is sent. */
final class OutboundId {
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
    static final int ACCOUNT_UPDATE_MULTI = 73;
    static final int ACCOUNT_UPDATE_MULTI_END = 74;
    static final int TICK_REQ_PARAMS = 81;
    static final int HISTORICAL_DATA_UPDATE = 90;
    static final int MARKET_RULE = 93;
    static final int TICK_BY_TICK = 99;
    static final int COMPLETED_ORDER = 101;
    static final int COMPLETED_ORDERS_END = 102;

    private OutboundId() {}
}
