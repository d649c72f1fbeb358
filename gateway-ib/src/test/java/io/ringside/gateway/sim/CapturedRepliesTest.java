package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.gateway.sim.MarketMessages.HistoricalBar;
import io.ringside.gateway.sim.OrderMessages.OpenOrderExtras;
import io.ringside.gateway.sim.OrderMessages.Preview;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames that three independent clients decoded, made again from the same values. */
class CapturedRepliesTest {
    private static final int VERSION = 176;
    private static final String ACCOUNT = "DU0000001";
    private static final Listing AAPL = Listing.of("AAPL");

    @Test
    void shouldEncodeSessionMessagesAsCapturedWhenGivenTheirValues() {
        check("in-000-serverVersion", Reply.handshake(VERSION, TimeText.withZone(1767623400L * 1_000_000_000)));
        check("in-001-managedAccounts", SessionMessages.managedAccounts(ACCOUNT));
        check("in-002-nextValidId", SessionMessages.nextValidId(1001));
        check("in-003-error", SessionMessages.error(VERSION, -1, 2104, "Market data farm connection is OK:usfarm", ""));
        check(
                "in-004-error",
                SessionMessages.error(VERSION, 1001, 201, "Order rejected - reason:\u0422est", "{\"errors\":[]}"));
        check("in-005-currentTime", SessionMessages.currentTime(1767623400));
    }

    @Test
    void shouldEncodeTicksAsCapturedWhenGivenTheirValues() {
        check("in-006-marketDataType", MarketMessages.marketDataType(9001, 3));
        check("in-007-tickReqParams", MarketMessages.tickReqParams(9001, e8("0.01"), "9c0001", 3));
        check("in-008-tickPrice", MarketMessages.tickPrice(9001, 1, e8("190.25"), 300, 1));
        check("in-009-tickPrice", MarketMessages.tickPrice(9001, 2, e8("190.27"), 200, 1));
        check("in-010-tickPrice", MarketMessages.tickPrice(9001, 4, e8("190.26"), 100, 0));
        check("in-011-tickSize", MarketMessages.tickSize(9001, 8, 1234567));
        check("in-012-tickGeneric", MarketMessages.tickGeneric(9001, 49, 0));
        check("in-013-tickString", MarketMessages.tickString(9001, 45, "1767623401"));
        check(
                "in-014-tickByTick",
                MarketMessages.tickByTickTrade(9002, 1, 1767623402, e8("190.26"), 100, 0, "NASDAQ", ""));
        check(
                "in-015-tickByTick",
                MarketMessages.tickByTickTrade(9002, 2, 1767623402, e8("190.26"), 7, 2, "FINRA", " I"));
        check(
                "in-016-tickByTick",
                MarketMessages.tickByTickQuote(9002, 1767623402, e8("190.25"), e8("190.27"), 300, 200));
        check("in-017-tickByTick", MarketMessages.tickByTickMidpoint(9002, 1767623402, e8("190.26")));
    }

    @Test
    void shouldEncodeBarsAsCapturedWhenGivenTheirValues() {
        check(
                "in-018-realTimeBar",
                MarketMessages.realTimeBar(
                        9003, 1767623405, e8("190.2"), e8("190.3"), e8("190.1"), e8("190.26"), 1200, e8("190.22"), 17));
        check(
                "in-019-historicalData",
                MarketMessages.historicalData(
                        VERSION,
                        9004,
                        "20260102 09:30:00 US/Eastern",
                        "20260105 09:30:00 US/Eastern",
                        List.of(
                                bar("1767623100", "189.0", "190.5", "188.9", "190.1", 120345, "189.8", 410),
                                bar("1767623400", "190.1", "190.6", "190.0", "190.26", 5400, "190.3", 55))));
        check(
                "in-020-historicalDataUpdate",
                MarketMessages.historicalDataUpdate(
                        9004, bar("1767623400", "190.1", "190.6", "190.0", "190.27", 5500, "190.3", 56)));
    }

    @Test
    void shouldEncodeContractAsCapturedWhenGivenItsValues() {
        var details = new ContractMessages.Details(
                "LMT,MKT,STP",
                "SMART,NASDAQ",
                "26,26",
                "Technology",
                "Computers",
                "Computers",
                "US/Eastern",
                "20260105:0400-20260105:2000",
                "20260105:0930-20260105:1600",
                List.of("ISIN", "US0378331005"));
        check("in-021-contractData", ContractMessages.contractData(VERSION, 9005, AAPL, details));
        check("in-022-contractDataEnd", ContractMessages.contractDataEnd(9005));
    }

    @Test
    void shouldEncodeOpenOrdersAsCapturedWhenGivenTheirValues() {
        Order market = order(1001, 1376327563, "BUY", "MKT", "", "", "DAY", "t1", 0);
        check("in-023-openOrder", openOrder(market, OrderState.PRE_SUBMITTED, null, Fields.UNSET));
        Order parent = order(1003, 1376327564, "BUY", "LMT", "190.25", "", "DAY", "br", 0);
        check("in-030-openOrder", openOrder(parent, OrderState.SUBMITTED, null, Fields.UNSET));
        Order stop = order(1005, 1376327566, "SELL", "STP", "", "185", "GTC", "br", 1003);
        stop.group = "1376327564";
        check("in-031-openOrder", openOrder(stop, OrderState.PRE_SUBMITTED, null, Fields.UNSET));
        Order whatIf = order(1011, 0, "BUY", "LMT", "150", "", "DAY", "", 0);
        whatIf.ticket.whatIf = true;
        Preview preview = new Preview(0, 0, e8("100000"), e8("5000"), e8("4500"), e8("-1"));
        check("in-032-openOrder", openOrder(whatIf, OrderState.PRE_SUBMITTED, preview, e8("1")));
        check("in-033-openOrderEnd", OrderMessages.openOrderEnd());
    }

    @Test
    void shouldEncodeStatusAndExecutionsAsCapturedWhenGivenTheirValues() {
        check(
                "in-024-orderStatus",
                OrderMessages.orderStatus(VERSION, 1001, "PreSubmitted", 0, 100, 0, 1376327563, 0, 0, 7, ""));
        check(
                "in-026-orderStatus",
                OrderMessages.orderStatus(
                        VERSION, 1001, "Submitted", 40, 60, e8("190.27"), 1376327563, 0, e8("190.27"), 7, ""));
        Order order = order(1001, 1376327563, "BUY", "MKT", "", "", "DAY", "t1", 0);
        check("in-025-execDetails", execDetails(order, "00025b46.63f8f39c.01.01", "190.27"));
        check("in-029-execDetails", execDetails(order, "00025b46.63f8f39c.01.02", "190.26"));
        check("in-034-execDetailsEnd", OrderMessages.execDetailsEnd(9006));
        check(
                "in-028-commissionReport",
                OrderMessages.commissionReport("00025b46.63f8f39c.01.01", e8("1"), "USD", Fields.UNSET));
    }

    @Test
    void shouldEncodeAccountMessagesAsCapturedWhenGivenTheirValues() {
        check("in-035-position", AccountMessages.position(AAPL, ACCOUNT, -110, e8("201.8829709")));
        check("in-036-positionEnd", AccountMessages.positionEnd());
        check("in-037-accountValue", AccountMessages.accountValue("NetLiquidation", "100000.00", "USD", ACCOUNT));
        check(
                "in-038-portfolioValue",
                AccountMessages.portfolioValue(
                        AAPL, 40, e8("190.26"), e8("7610.4"), e8("190.27"), e8("-0.4"), 0, ACCOUNT));
        check("in-039-accountUpdateTime", AccountMessages.accountUpdateTime("09:31"));
        check("in-040-accountDownloadEnd", AccountMessages.accountDownloadEnd(ACCOUNT));
        check(
                "in-041-accountSummary",
                AccountMessages.accountSummary(9007, ACCOUNT, "NetLiquidation", "100000.00", "USD"));
        check("in-042-accountSummaryEnd", AccountMessages.accountSummaryEnd(9007));
    }

    /** One of each kind of message whose layout depends on the server's version, at that version. */
    static List<Reply> replies(int version) {
        Order market = order(1001, 1376327563, "BUY", "MKT", "", "", "DAY", "t1", 0);
        Order stop = order(1005, 1376327566, "SELL", "STP", "", "185", "GTC", "br", 1003);
        stop.group = "1376327564";
        Order whatIf = order(1011, 0, "BUY", "LMT", "150", "", "DAY", "", 0);
        whatIf.ticket.whatIf = true;
        Preview preview = new Preview(0, 0, e8("100000"), e8("5000"), e8("4500"), e8("-1"));
        var execution = new Execution(
                market, "0000e1a7.00000001.01.01", 0, 40, e8("190.27"), 40, e8("190.27"), e8("1"), Fields.UNSET);
        var details = new ContractMessages.Details(
                "LMT,MKT",
                "SMART",
                "26",
                "",
                "",
                "",
                "US/Eastern",
                "",
                "20260105:0930-20260105:1600",
                List.of("A", "b"));
        return List.of(
                SessionMessages.error(version, 7, 201, "no", ""),
                OrderMessages.openOrder(version, market, OpenOrderExtras.of(OrderState.SUBMITTED, null, Fields.UNSET)),
                OrderMessages.openOrder(version, stop, OpenOrderExtras.of(OrderState.FILLED, null, e8("1"))),
                OrderMessages.openOrder(
                        version, whatIf, OpenOrderExtras.of(OrderState.PRE_SUBMITTED, preview, e8("1"))),
                OrderMessages.orderStatus(
                        version, 1001, "Filled", 40, 60, e8("190.27"), 1376327563, 0, e8("190.27"), 7, ""),
                OrderMessages.execDetails(version, -1, execution, TimeText.full(version, 0)),
                MarketMessages.historicalData(
                        version, 9004, "a", "b", List.of(bar("1", "189.0", "190.5", "188.9", "190.1", 5, "189.8", 4))),
                ContractMessages.contractData(version, 9005, AAPL, details));
    }

    private static void check(String capture, Reply reply) {
        assertEquals(Capture.fields(capture), reply.fields(), capture);
        assertArrayEquals(Capture.bytes(capture), Frames.encode(reply.fields()), capture);
    }

    private static Reply openOrder(Order order, OrderState state, Preview preview, long commissionE8) {
        return OrderMessages.openOrder(
                VERSION,
                order,
                new OpenOrderExtras(state, preview, commissionE8, "", List.of("1", "100", "0.02", "0.11", "0.22")));
    }

    private static Reply execDetails(Order order, String execId, String price) {
        var execution = new Execution(
                order, execId, 1767623401L * 1_000_000_000, 40, e8(price), 40, e8(price), e8("1"), Fields.UNSET);
        return OrderMessages.execDetails(VERSION, -1, execution, TimeText.full(VERSION, execution.nanos()));
    }

    private static Order order(
            int orderId,
            long permId,
            String side,
            String type,
            String limit,
            String aux,
            String tif,
            String ref,
            int parentId) {
        OrderTicket ticket = new OrderTicket();
        ticket.orderId = orderId;
        ticket.contract = new Contract(265598, "AAPL", "STK", "SMART", "NASDAQ", "USD");
        ticket.side = Side.valueOf(side);
        ticket.quantityE8 = e8("100");
        ticket.typeName = type;
        ticket.kind = OrderKind.ofWireName(type);
        ticket.limitE8 = limit.isEmpty() ? Fields.UNSET : e8(limit);
        ticket.auxE8 = aux.isEmpty() ? Fields.UNSET : e8(aux);
        ticket.timeInForce = tif;
        ticket.orderRef = ref;
        ticket.account = ACCOUNT;
        ticket.parentId = parentId;
        return new Order(7, ticket, new Board(Tape.ofBars(AAPL, List.of()), 0, 1), permId);
    }

    private static HistoricalBar bar(
            String date, String open, String high, String low, String close, long volume, String average, int trades) {
        return new HistoricalBar(date, e8(open), e8(high), e8(low), e8(close), volume, e8(average), trades);
    }

    private static long e8(String number) {
        return FixedPoint.parse(number);
    }
}
