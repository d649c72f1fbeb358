package io.ringside.gateway.sim;

/** Ids of the messages that a client sends. */
final class InboundId {
    static final int REQ_MKT_DATA = 1;
    static final int CANCEL_MKT_DATA = 2;
    static final int PLACE_ORDER = 3;
    static final int CANCEL_ORDER = 4;
    static final int REQ_OPEN_ORDERS = 5;
    static final int REQ_ACCOUNT_UPDATES = 6;
    static final int REQ_EXECUTIONS = 7;
    static final int REQ_IDS = 8;
    static final int REQ_CONTRACT_DETAILS = 9;
    static final int REQ_AUTO_OPEN_ORDERS = 15;
    static final int REQ_ALL_OPEN_ORDERS = 16;
    static final int REQ_MANAGED_ACCOUNTS = 17;
    static final int REQ_HISTORICAL_DATA = 20;
    static final int CANCEL_HISTORICAL_DATA = 25;
    static final int REQ_CURRENT_TIME = 49;
    static final int REQ_REAL_TIME_BARS = 50;
    static final int CANCEL_REAL_TIME_BARS = 51;
    static final int REQ_GLOBAL_CANCEL = 58;
    static final int REQ_MARKET_DATA_TYPE = 59;
    static final int REQ_POSITIONS = 61;
    static final int REQ_ACCOUNT_SUMMARY = 62;
    static final int CANCEL_ACCOUNT_SUMMARY = 63;
    static final int CANCEL_POSITIONS = 64;
    static final int START_API = 71;
    static final int REQ_ACCOUNT_UPDATES_MULTI = 76;
    static final int CANCEL_ACCOUNT_UPDATES_MULTI = 77;
    static final int REQ_MARKET_RULE = 91;
    static final int REQ_TICK_BY_TICK_DATA = 97;
    static final int CANCEL_TICK_BY_TICK_DATA = 98;
    static final int REQ_COMPLETED_ORDERS = 99;

    private InboundId() {}
}
