package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order may not be, each rule at its bound. */
class OrderRulesTest {
    private static final String CAUSE = "321 Error validating request.-'bO' : cause - ";
    private static final String REASON = "201 Order rejected - reason:";

    private final Workstation tws = Scene.workstation(new SimSettings(
                    List.of(
                            Tape.ofBars(Listing.of("AAPL"), List.of(Scene.flat("190.00", 4))),
                            Tape.ofBars(Listing.of("QQQ"), List.of(Scene.flat("500.00", 4)))),
                    Scene.at("09:25"))
            .messagesPerSecondMax(0)
            .fills(Scene.fills("slippage-ticks = 0, close-cutoff-seconds = 300")));
    private final OrderRules rules = new OrderRules(tws);
    private final Board aapl = tws.board("AAPL");

    /** An order to buy ten shares of a kind, with all the prices that the kind needs. */
    private static OrderTicket ticket(OrderKind kind) {
        OrderTicket ticket = new OrderTicket();
        ticket.orderId = 1;
        ticket.kind = kind;
        ticket.typeName = kind.wireName();
        ticket.side = Side.BUY;
        ticket.quantityE8 = 10 * FixedPoint.ONE_E8;
        ticket.limitE8 = kind.hasLimit() ? Scene.e8("150") : Fields.UNSET;
        ticket.auxE8 = kind.isTriggered() ? Scene.e8("160") : Fields.UNSET;
        ticket.transmit = true;
        return ticket;
    }

    private static String text(OrderRules.Refusal refusal) {
        return refusal == null ? "" : refusal.code() + " " + refusal.text();
    }

    private String terms(OrderKind kind, Consumer<OrderTicket> change) {
        OrderTicket ticket = ticket(kind);
        change.accept(ticket);
        return text(rules.terms(ticket, aapl, 176));
    }

    @Test
    void shouldTakeEveryKindOfOrder() {
        for (OrderKind kind : OrderKind.values()) {
            assertEquals("", terms(kind, ticket -> {}), kind.name());
        }
    }

    @Test
    void shouldNameWhatIsWrongWithTheTerms() {
        assertEquals(
                "200 No security definition has been found for the request",
                text(rules.terms(ticket(OrderKind.MARKET), null, 176)));
        assertEquals(
                "387 Unsupported order type for this exchange and security type.",
                terms(OrderKind.MARKET, ticket -> ticket.kind = null));
        assertEquals(CAUSE + "Invalid side", terms(OrderKind.MARKET, ticket -> ticket.side = Side.NONE));
        assertEquals("434 The order size cannot be zero.", terms(OrderKind.MARKET, ticket -> ticket.quantityE8 = 0));
        assertEquals(
                "434 The order size cannot be zero.",
                terms(OrderKind.MARKET, ticket -> ticket.quantityE8 = -FixedPoint.ONE_E8));
        assertEquals("", terms(OrderKind.MARKET, ticket -> ticket.quantityE8 = FixedPoint.ONE_E8));
        assertEquals("", terms(OrderKind.MARKET, ticket -> ticket.account = tws.settings.account));
        assertEquals(CAUSE + "Invalid account code 'U999'", terms(OrderKind.MARKET, ticket -> ticket.account = "U999"));
        assertEquals(
                "10268 The 'EtradeOnly' order attribute is not supported.",
                terms(OrderKind.MARKET, ticket -> ticket.eTradeOnly = true));
        assertEquals(
                "10269 The 'FirmQuoteOnly' order attribute is not supported.",
                terms(OrderKind.MARKET, ticket -> ticket.firmQuoteOnly = true));
        assertEquals(
                REASON + "minQty, an algorithm is not simulated",
                terms(OrderKind.MARKET, ticket -> ticket.unsupported.addAll(List.of("minQty", "an algorithm"))));
        assertEquals("", terms(OrderKind.MARKET, ticket -> ticket.transmit = false));
        assertEquals("", terms(OrderKind.MARKET, ticket -> ticket.whatIf = true));
        assertEquals("413 What-if order should have transmit flag set to true.", terms(OrderKind.MARKET, ticket -> {
            ticket.whatIf = true;
            ticket.transmit = false;
        }));
    }

    /** The version from which on clients may be told of fractions. */
    @Test
    void shouldRefuseFractionsAsTheVersionSaysIt() {
        OrderTicket half = ticket(OrderKind.MARKET);
        half.quantityE8 = FixedPoint.ONE_E8 / 2;
        assertEquals(
                "10285 Your API version does not support fractional size rules.", text(rules.terms(half, aapl, 162)));
        assertEquals(
                "10243 Fractional-sized order cannot be placed via API. Please use desktop version.",
                text(rules.terms(half, aapl, 163)));
    }

    @ParameterizedTest
    @CsvSource({
        "MARKET, DAY, ''",
        "MARKET, GTC, ''",
        "MARKET, IOC, ''",
        "MARKET, OPG, ''",
        "LIMIT, OPG, ''",
        "STOP, OPG, 111 The order TIF and the order type are incompatible.",
        "STOP_LIMIT, OPG, 111 The order TIF and the order type are incompatible.",
        "TRAILING_STOP, OPG, 111 The order TIF and the order type are incompatible.",
        "MARKET, FOK, 10052 Invalid time in force:FOK",
        "MARKET_ON_CLOSE, DAY, ''",
        "MARKET_ON_CLOSE, GTC, 113 The Time-In-Force of this order must be DAY.",
        "LIMIT_ON_CLOSE, OPG, 113 The Time-In-Force of this order must be DAY.",
        "LIMIT, GTD, '10314 End Date/Time: The date, time, or time-zone entered is invalid.'"
    })
    void shouldLetAnOrderHoldAsLongAsItsKindMay(OrderKind kind, String time, String expected) {
        assertEquals(expected, terms(kind, ticket -> ticket.timeInForce = time));
    }

    @Test
    void shouldTakeADateToHoldUntil() {
        assertEquals("", terms(OrderKind.LIMIT, ticket -> {
            ticket.timeInForce = "GTD";
            ticket.goodTillDate = "20260105 15:00:00 US/Eastern";
        }));
    }

    private static final String NO_LIMIT = CAUSE + "A limit price is needed";
    private static final String NO_STOP = CAUSE + "A stop price or a trailing amount is needed";
    private static final String OFF_TICK =
            "110 The price does not conform to the minimum price variation for this contract.";

    @Test
    void shouldWantThePricesOfItsKindOnTheTick() {
        for (OrderKind kind : List.of(OrderKind.LIMIT, OrderKind.STOP_LIMIT, OrderKind.LIMIT_ON_CLOSE)) {
            assertEquals(NO_LIMIT, terms(kind, ticket -> ticket.limitE8 = Fields.UNSET));
            assertEquals(NO_LIMIT, terms(kind, ticket -> ticket.limitE8 = 0));
            assertEquals(NO_LIMIT, terms(kind, ticket -> ticket.limitE8 = Scene.e8("-1")));
            assertEquals(OFF_TICK, terms(kind, ticket -> ticket.limitE8 = Scene.e8("150.005")));
            assertEquals("", terms(kind, ticket -> ticket.limitE8 = Scene.e8("0.01")));
        }
        for (OrderKind kind : List.of(OrderKind.STOP, OrderKind.STOP_LIMIT, OrderKind.TRAILING_STOP)) {
            assertEquals(NO_STOP, terms(kind, ticket -> ticket.auxE8 = Fields.UNSET));
            assertEquals(NO_STOP, terms(kind, ticket -> ticket.auxE8 = 0));
            assertEquals(OFF_TICK, terms(kind, ticket -> ticket.auxE8 = Scene.e8("160.001")));
            assertEquals("", terms(kind, ticket -> ticket.auxE8 = Scene.e8("0.01")));
        }
        assertEquals(OFF_TICK, terms(OrderKind.TRAILING_STOP, ticket -> ticket.trailStopE8 = Scene.e8("150.005")));
        assertEquals("", terms(OrderKind.TRAILING_STOP, ticket -> ticket.trailStopE8 = Scene.e8("150.01")));
        // What a kind does not have is not looked at.
        assertEquals("", terms(OrderKind.MARKET, ticket -> ticket.limitE8 = Scene.e8("150.005")));
        assertEquals("", terms(OrderKind.LIMIT, ticket -> ticket.auxE8 = Scene.e8("150.005")));
        assertEquals("", terms(OrderKind.STOP, ticket -> ticket.limitE8 = Scene.e8("150.005")));
    }

    // ---- Circumstances --------------------------------------------------------------------------------------------

    private Order order(OrderTicket ticket) {
        return new Order(7, ticket, aapl, 1);
    }

    private String circumstances(OrderTicket ticket, Order parent, int working) {
        return text(rules.circumstances(ticket, aapl, parent, working));
    }

    @ParameterizedTest
    @CsvSource({
        "PRE_SUBMITTED, ''",
        "SUBMITTED, ''",
        "FILLED, ''",
        "CANCELLED, 10006 Missing parent order",
        "INACTIVE, 10006 Missing parent order"
    })
    void shouldWantAParentThatIsThere(OrderState state, String expected) {
        OrderTicket child = ticket(OrderKind.STOP);
        child.parentId = 1;
        Order parent = order(ticket(OrderKind.LIMIT));
        parent.state = state;
        assertEquals(expected, circumstances(child, parent, 0));
        assertEquals("10006 Missing parent order", circumstances(child, null, 0));
        parent.quantity = 9;
        assertEquals(
                expected.isEmpty()
                        ? "405 The child order quantity should be equivalent to the parent order size."
                        : expected,
                circumstances(child, parent, 0));
        assertEquals("", circumstances(ticket(OrderKind.STOP), null, 0), "it has none");
    }

    @Test
    void shouldRefuseTheTwentyFirstOrder() {
        assertEquals("", circumstances(ticket(OrderKind.LIMIT), null, 19));
        assertEquals(
                REASON + "there are 20 orders working on this side of the contract",
                circumstances(ticket(OrderKind.LIMIT), null, 20));
    }

    /** Five minutes before the close it is in time; a nanosecond later it is not, and after the close it is for the next. */
    @Test
    void shouldTakeNoOrderForTheCloseInItsLastMinutes() {
        String late = REASON + "it is too late for the closing auction";
        assertEquals("", circumstances(ticket(OrderKind.MARKET_ON_CLOSE), null, 0), "before the open");
        tws.advanceTo(Scene.at("15:55"));
        assertEquals("", circumstances(ticket(OrderKind.MARKET_ON_CLOSE), null, 0));
        assertEquals("", circumstances(ticket(OrderKind.LIMIT_ON_CLOSE), null, 0));
        tws.advanceTo(Scene.at("15:55") + 1);
        assertEquals(late, circumstances(ticket(OrderKind.MARKET_ON_CLOSE), null, 0));
        assertEquals(late, circumstances(ticket(OrderKind.LIMIT_ON_CLOSE), null, 0));
        assertEquals("", circumstances(ticket(OrderKind.MARKET), null, 0));
        tws.advanceTo(Scene.at("17:00"));
        assertEquals("", circumstances(ticket(OrderKind.MARKET_ON_CLOSE), null, 0));
    }

    /** With debts nothing can be bought; but what makes a position no larger needs no money, nor what has no price yet. */
    @Test
    void shouldWantMoneyOnlyForWhatIsMore() {
        tws.ledger.endow(aapl, 10, Scene.e8("190"));
        tws.ledger.transfer(Scene.e8("-200000"));
        OrderTicket more = ticket(OrderKind.LIMIT);
        assertEquals("", circumstances(ticket(OrderKind.MARKET), null, 0), "there is no price");
        // Ten at 190 are worth 1900, and bind a quarter: 98,575 are missing. Ten more at 150 would bind 375.
        assertEquals(
                REASON + "YOUR ORDER IS NOT ACCEPTED. IN ORDER TO OBTAIN THE DESIRED POSITION YOUR AVAILABLE FUNDS"
                        + " [-98575.00 USD] MUST EXCEED THE INITIAL MARGIN [375.00 USD]",
                circumstances(more, null, 0));
        OrderTicket turn = ticket(OrderKind.LIMIT);
        turn.side = Side.SELL;
        turn.quantityE8 = 20 * FixedPoint.ONE_E8;
        assertEquals("", circumstances(turn, null, 0), "as many, the other way");
        turn.quantityE8 = 21 * FixedPoint.ONE_E8;
        assertEquals(
                REASON + "YOUR ORDER IS NOT ACCEPTED. IN ORDER TO OBTAIN THE DESIRED POSITION YOUR AVAILABLE FUNDS"
                        + " [-98575.00 USD] MUST EXCEED THE INITIAL MARGIN [37.50 USD]",
                circumstances(turn, null, 0));
        turn.quantityE8 = 10 * FixedPoint.ONE_E8;
        assertEquals("", circumstances(turn, null, 0));
        // A child is paid by its parent.
        more.parentId = 1;
        assertEquals("", circumstances(more, order(ticket(OrderKind.LIMIT)), 0));
    }

    // ---- Changes --------------------------------------------------------------------------------------------------

    private String change(Consumer<OrderTicket> was, Consumer<OrderTicket> becomes, Consumer<Order> state) {
        OrderTicket old = ticket(OrderKind.LIMIT);
        was.accept(old);
        Order order = order(old);
        order.state = OrderState.SUBMITTED;
        state.accept(order);
        OrderTicket changed = ticket(OrderKind.LIMIT);
        was.accept(changed);
        becomes.accept(changed);
        return text(rules.change(order, changed, aapl));
    }

    @Test
    void shouldLetAnOrderChangeItsPricesAndItsQuantityAlone() {
        String another = "105 Order being modified does not match original order";
        assertEquals("", change(was -> {}, now -> now.limitE8 = Scene.e8("151"), order -> {}));
        assertEquals(another, change(was -> {}, now -> now.side = Side.SELL, order -> {}));
        assertEquals(another, change(was -> {}, now -> now.kind = OrderKind.MARKET, order -> {}));
        assertEquals(another, change(was -> {}, now -> now.parentId = 5, order -> {}));
        assertEquals(another, change(was -> was.parentId = 4, now -> now.parentId = 5, order -> {}));
        assertEquals("", change(was -> was.parentId = 4, now -> {}, order -> {}));
        assertEquals("", change(was -> was.parentId = 4, now -> now.parentId = 0, order -> {}), "on its own");
        assertEquals(
                "10326 OCA group revision is not allowed",
                change(was -> was.ocaGroup = "g", now -> now.ocaGroup = "h", order -> {}));
        assertEquals("", change(was -> was.ocaGroup = "g", now -> {}, order -> {}));
        assertEquals(
                another, text(rules.change(order(ticket(OrderKind.LIMIT)), ticket(OrderKind.LIMIT), tws.board("QQQ"))));
    }

    @Test
    void shouldLetNoOrderChangeThatIsOver() {
        assertEquals(
                "104 Cannot modify a filled order.",
                change(was -> {}, now -> {}, order -> order.state = OrderState.FILLED));
        assertEquals(
                "103 Duplicate order id", change(was -> {}, now -> {}, order -> order.state = OrderState.CANCELLED));
        assertEquals(
                "103 Duplicate order id", change(was -> {}, now -> {}, order -> order.state = OrderState.INACTIVE));
        assertEquals("", change(was -> {}, now -> {}, order -> order.filled = 10));
        assertEquals(
                REASON + "the quantity is less than what has executed",
                change(was -> {}, now -> {}, order -> order.filled = 11));
    }
}
