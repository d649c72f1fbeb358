package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as three independent clients wrote them, and one of them at every server version that changes the layout. */
class OrderTicketTest {
    @ParameterizedTest
    @ValueSource(strings = {"java1032", "ib_insync", "stoqey"})
    void shouldReadEveryOrderOfTheSetWhenAnyClientWritesIt(String client) {
        String set = "out-" + client + "-placeOrder-";
        check(set + "MKT", "1001 BUY 100 MARKET - - DAY t1 transmit 0");
        check(set + "STP-GTC", "1002 SELL 100 STOP - 180.50 GTC t2 transmit 0");
        check(set + "bracket1-parent-LMT", "1003 BUY 100 LIMIT 190.25 - DAY br hold 0");
        check(set + "bracket2-takeprofit-LMT", "1004 SELL 100 LIMIT 200.00 - GTC br hold 1003");
        check(set + "bracket3-stoploss-STP", "1005 SELL 100 STOP - 185.00 GTC br transmit 1003");
        check(set + "MOO", "1006 BUY 100 MARKET - - OPG moo transmit 0");
        check(set + "MOC", "1007 SELL 100 MARKET_ON_CLOSE - - DAY moc transmit 0");
        check(set + "LOC", "1008 SELL 100 LIMIT_ON_CLOSE 195.00 - DAY loc transmit 0");
        check(set + "TRAIL", "1009 SELL 100 TRAILING_STOP - 1.50 DAY trl transmit 0");
        check(set + "LMT-OCA-outsideRth", "1010 BUY 100 LIMIT 150.00 - DAY  transmit 0");
        check(set + "LMT-whatIf", "1011 BUY 100 LIMIT 150.00 - DAY  transmit 0");

        assertEquals(FixedPoint.parse("188"), read(set + "TRAIL", 176).trailStopE8);
        OrderTicket grouped = read(set + "LMT-OCA-outsideRth", 176);
        assertEquals("g1", grouped.ocaGroup);
        assertEquals(1, grouped.ocaType);
        assertTrue(grouped.outsideRth);
        assertTrue(read(set + "LMT-whatIf", 176).whatIf);
        assertFalse(read(set + "MKT", 176).whatIf);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                100, 101, 102, 103, 105, 106, 111, 138, 139, 141, 145, 148, 151, 156, 158, 160, 163, 166, 169, 170, 176
            })
    void shouldReadTheSameOrderWhenTheServerIsOfAnyVersion(int serverVersion) {
        String name = "sweep-java1032-v" + serverVersion + "-placeOrder-LMT";
        assertEquals("1003 BUY 100 LIMIT 190.25 - DAY br hold 0", describe(read(name, serverVersion)));
    }

    @Test
    void shouldNameWhatItDoesNotSimulateWhenAnOrderAsksForIt() {
        List<String> fields = new ArrayList<>(Capture.fields("out-java1032-placeOrder-MKT"));
        fields.set(36, "0.05");
        fields.set(51, "50");
        fields.set(83, "Adaptive");
        fields.addAll(84, List.of("2", "adaptivePriority", "Urgent", "another", "1"));
        OrderTicket ticket = OrderTicket.read(new Fields(fields).skip(1), 176);
        assertEquals(List.of("a discretionary amount", "minQty", "an algorithm"), ticket.unsupported);
        assertEquals("1001 BUY 100 MARKET - - DAY t1 transmit 0", describe(ticket));
    }

    @Test
    void shouldStayInStepWhenAnOrderHasConditions() {
        List<String> fields = new ArrayList<>(Capture.fields("out-java1032-placeOrder-MKT"));
        fields.set(90, "2");
        fields.addAll(91, List.of("1", "a", "1", "200.0", "265598", "SMART", "0", "3", "o", "1", "20260105 10:00:00"));
        fields.addAll(102, List.of("0", "1"));
        Fields in = new Fields(fields).skip(1);
        assertEquals(List.of("conditions"), OrderTicket.read(in, 176).unsupported);
        assertTrue(in.atEnd());
    }

    @Test
    void shouldStayInStepWhenAnOrderHasASingleCondition() {
        List<String> fields = new ArrayList<>(Capture.fields("out-java1032-placeOrder-MKT"));
        fields.set(90, "1");
        fields.addAll(91, List.of("3", "o", "1", "20260105 10:00:00", "0", "1"));
        Fields in = new Fields(fields).skip(1);
        assertEquals(List.of("conditions"), OrderTicket.read(in, 176).unsupported);
        assertTrue(in.atEnd());
    }

    /** Two legs of eight fields, two prices of theirs, two parameters with their values. */
    @Test
    void shouldStayInStepWhenAnOrderIsACombination() {
        List<String> fields = new ArrayList<>(Capture.fields("out-java1032-placeOrder-MKT"));
        fields.set(4, "BAG");
        List<String> legs = new ArrayList<>(List.of("2"));
        for (int leg = 0; leg < 2; leg++) {
            legs.addAll(List.of("265598", "1", "BUY", "SMART", "0", "0", "", "-1"));
        }
        legs.addAll(List.of("2", "0.1", "0.2", "2", "NonGuaranteed", "1", "PriceCondConid", "1"));
        fields.addAll(35, legs);
        Fields in = new Fields(fields).skip(1);
        OrderTicket ticket = OrderTicket.read(in, 176);
        assertEquals(List.of("a combination"), ticket.unsupported);
        assertEquals("1001 BUY 100 MARKET - - DAY t1 transmit 0", describe(ticket));
        assertTrue(in.atEnd());
    }

    /** Seven more fields follow an increment that is one. */
    @Test
    void shouldStayInStepWhenAnOrderScales() {
        List<String> fields = new ArrayList<>(Capture.fields("out-java1032-placeOrder-MKT"));
        fields.set(73, "0");
        Fields in = new Fields(fields).skip(1);
        assertEquals(List.of(), OrderTicket.read(in, 176).unsupported);
        assertTrue(in.atEnd());
        fields.set(73, "0.05");
        fields.addAll(74, List.of("0.01", "60", "0.1", "0", "5", "5", "0"));
        in = new Fields(fields).skip(1);
        OrderTicket ticket = OrderTicket.read(in, 176);
        assertEquals(List.of("a scale order"), ticket.unsupported);
        assertEquals("1001 BUY 100 MARKET - - DAY t1 transmit 0", describe(ticket));
        assertTrue(in.atEnd());
    }

    private void check(String capture, String expected) {
        assertEquals(expected, describe(read(capture, 176)), capture);
    }

    private static OrderTicket read(String capture, int serverVersion) {
        Fields in = new Fields(Capture.fields(capture)).skip(1);
        OrderTicket ticket = OrderTicket.read(in, serverVersion);
        assertTrue(in.atEnd(), capture + " is not read to its end");
        assertEquals(List.of(), ticket.unsupported, capture);
        assertEquals(new Contract(265598, "AAPL", "STK", "SMART", "NASDAQ", "USD"), ticket.contract, capture);
        assertEquals("DU0000001", ticket.account, capture);
        return ticket;
    }

    private static String describe(OrderTicket ticket) {
        return String.join(
                " ",
                Integer.toString(ticket.orderId),
                ticket.side == Side.NONE ? "?" : ticket.side.name(),
                Long.toString(ticket.quantity()),
                ticket.kind.name(),
                price(ticket.limitE8),
                price(ticket.auxE8),
                ticket.timeInForce,
                ticket.orderRef,
                ticket.transmit ? "transmit" : "hold",
                Integer.toString(ticket.parentId));
    }

    private static String price(long priceE8) {
        return priceE8 == Fields.UNSET ? "-" : FixedPoint.format(priceE8);
    }
}
