package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as a client sent it: the simulated fields of placeOrder, at every server version from 100 to 176. Features that
 * are not simulated are listed in {@link #unsupported}, so that nothing is ignored silently.
 *
 * <p>Prices are at 1e-8, or {@link Fields#UNSET}.
 *
 * <p>Thread: the workstation's.
 */
final class OrderTicket {
    int orderId;
    Contract contract;
    /** BUY or SELL; NONE if the client wrote something else. */
    Side side = Side.NONE;
    /** Quantity at 1e-8, since the protocol knows fractions of shares. */
    long quantityE8;

    String typeName = "";
    /** Null if the type is unknown. */
    OrderKind kind;

    long limitE8 = Fields.UNSET;
    long auxE8 = Fields.UNSET;
    String timeInForce = "DAY";
    String ocaGroup = "";
    int ocaType;
    String account = "";
    String orderRef = "";
    boolean transmit;
    int parentId;
    boolean outsideRth;
    boolean hidden;
    int triggerMethod;
    String goodTillDate = "";
    boolean allOrNone;
    boolean eTradeOnly;
    boolean firmQuoteOnly;
    long trailStopE8 = Fields.UNSET;
    long limitOffsetE8 = Fields.UNSET;
    boolean whatIf;
    /** Names of requested features that are not simulated. */
    final List<String> unsupported = new ArrayList<>();

    /** Whole shares, rounded down. */
    long quantity() {
        return quantityE8 / FixedPoint.ONE_E8;
    }

    /** Asks for so many shares after a split, at prices of the new share. */
    void split(long shares, long numerator, long denominator, long tickE8) {
        quantityE8 = Math.multiplyExact(shares, FixedPoint.ONE_E8);
        limitE8 = price(limitE8, numerator, denominator, tickE8);
        auxE8 = price(auxE8, numerator, denominator, tickE8);
        trailStopE8 = price(trailStopE8, numerator, denominator, tickE8);
    }

    private static long price(long priceE8, long numerator, long denominator, long tickE8) {
        return priceE8 == Fields.UNSET ? priceE8 : Split.orderPriceE8(priceE8, numerator, denominator, tickE8);
    }

    /** Whether the quantity has a fraction of a share. */
    boolean isFractional() {
        return quantityE8 % FixedPoint.ONE_E8 != 0;
    }

    /** Whether it trades in the opening auction only. */
    boolean isAtTheOpen() {
        return timeInForce.equals("OPG");
    }

    /** Reads placeOrder from its first field after the message id. */
    static OrderTicket read(Fields in, int serverVersion) {
        OrderTicket ticket = new OrderTicket();
        ticket.readFrom(in, serverVersion);
        return ticket;
    }

    /** Reads it into this object; fields read before a malformed one are kept. */
    void readFrom(Fields in, int serverVersion) {
        if (serverVersion < 145) {
            in.skip(1); // The message's own version.
        }
        orderId = in.integer();
        contract = Contract.read(in);
        in.skip(2); // Security id and its type.
        readMain(in);
        if (contract.secType().equals("BAG")) {
            skipLegs(in);
        }
        readExtended(in, serverVersion);
        readConditional(in, serverVersion);
        readNewer(in, serverVersion);
    }

    private void readMain(Fields in) {
        String action = in.string();
        side = action.equals("BUY") ? Side.BUY : action.equals("SELL") ? Side.SELL : Side.NONE;
        quantityE8 = in.decimal();
        typeName = in.string();
        kind = OrderKind.ofWireName(typeName);
        limitE8 = in.decimalOrUnset();
        auxE8 = in.decimalOrUnset();
        String tif = in.string();
        timeInForce = tif.isEmpty() ? "DAY" : tif;
        ocaGroup = in.string();
        account = in.string();
        in.skip(2); // Open or close, and origin: for institutions.
        orderRef = in.string();
        transmit = in.flag();
        parentId = in.integer();
        in.skip(3); // Block order, sweep to fill, display size.
        triggerMethod = in.integer();
        outsideRth = in.flag();
        hidden = in.flag();
    }

    private void skipLegs(Fields in) {
        unsupported.add("a combination");
        in.skip(8 * in.integer());
        in.skip(in.integer());
        in.skip(2 * in.integer());
    }

    private void readExtended(Fields in, int serverVersion) {
        in.skip(1); // Shares allocation, out of use.
        demandZero(in, "a discretionary amount");
        demandEmpty(in, "goodAfterTime");
        goodTillDate = in.string();
        in.skip(4); // Advisor's group, method, percentage and profile.
        if (serverVersion >= 103) {
            in.skip(1); // Model code.
        }
        in.skip(3); // Short sale slot, location, exempt code.
        ocaType = in.integer();
        in.skip(2); // Rule 80A, settling firm.
        allOrNone = in.flag();
        demandUnset(in, "minQty");
        demandUnset(in, "percentOffset");
        eTradeOnly = in.flag();
        firmQuoteOnly = in.flag();
        demandUnset(in, "nbboPriceCap");
        in.skip(1); // Auction strategy.
        in.skip(5); // Prices of options' orders.
        in.skip(1); // Override percentage constraints.
        demandUnset(in, "volatility");
        in.skip(1); // Volatility type.
        boolean deltaNeutral = !in.string().isEmpty();
        in.skip(1); // Its price.
        if (deltaNeutral) {
            unsupported.add("a delta neutral order");
            in.skip(8);
        }
        in.skip(2); // Continuous update, reference price type.
        trailStopE8 = in.decimalOrUnset();
        demandUnset(in, "a trailing percentage");
        in.skip(2); // Scale sizes.
        long scaleIncrement = in.decimalOrUnset();
        if (scaleIncrement != Fields.UNSET && scaleIncrement > 0) {
            unsupported.add("a scale order");
            in.skip(7);
        }
        in.skip(3); // Scale table and its times.
        if (!in.string().isEmpty()) {
            unsupported.add("a hedge");
            in.skip(1);
        }
        in.skip(4); // Smart routing, clearing, not held.
    }

    private void readConditional(Fields in, int serverVersion) {
        if (in.flag()) {
            unsupported.add("a delta neutral contract");
            in.skip(3);
        }
        if (!in.string().isEmpty()) {
            unsupported.add("an algorithm");
            in.skip(2 * in.integer());
        }
        in.skip(1); // Id of the algorithm.
        whatIf = in.flag();
        in.skip(4); // Options, solicited, randomize size and price.
        if (serverVersion < 102) {
            return;
        }
        if (typeName.equals("PEG BENCH")) {
            in.skip(5);
        }
        int conditions = in.integer();
        for (int i = 0; i < conditions; i++) {
            skipCondition(in);
        }
        if (conditions > 0) {
            unsupported.add("conditions");
            in.skip(2);
        }
        demandEmpty(in, "an adjusted order type");
        in.skip(1); // Trigger price of the adjustment.
        limitOffsetE8 = in.decimalOrUnset();
        in.skip(4); // Adjusted prices and their unit.
    }

    /** Price, time, margin, execution, volume and change of price have layouts of their own. */
    private static void skipCondition(Fields in) {
        int type = in.integer();
        in.skip(1); // And, or.
        switch (type) {
            case 1 -> in.skip(5);
            case 3, 4 -> in.skip(2);
            case 5 -> in.skip(3);
            case 6, 7 -> in.skip(4);
            default -> throw new Fields.Malformed("there is no condition of type " + type);
        }
    }

    private void readNewer(Fields in, int serverVersion) {
        skipFrom(in, serverVersion, 105, 1); // External operator.
        skipFrom(in, serverVersion, 106, 2); // Soft dollar tier.
        if (serverVersion >= 111) {
            demandUnset(in, "cashQty");
        }
        skipFrom(in, serverVersion, 138, 2); // MiFID decision maker.
        skipFrom(in, serverVersion, 139, 2); // MiFID execution trader.
        skipFrom(in, serverVersion, 141, 1); // Automatic price for hedge.
        skipFrom(in, serverVersion, 145, 1); // OMS container.
        skipFrom(in, serverVersion, 148, 1); // Discretionary up to limit.
        skipFrom(in, serverVersion, 151, 1); // Price management algorithm.
        skipFrom(in, serverVersion, 158, 1); // Duration.
        skipFrom(in, serverVersion, 160, 1); // Post to ATS.
        skipFrom(in, serverVersion, 162, 1); // Auto cancel parent.
        skipFrom(in, serverVersion, 166, 1); // Advanced error override.
        skipFrom(in, serverVersion, 169, 1); // Manual order time.
    }

    private static void skipFrom(Fields in, int serverVersion, int sinceVersion, int fields) {
        if (serverVersion >= sinceVersion) {
            in.skip(fields);
        }
    }

    private void demandEmpty(Fields in, String name) {
        if (!in.string().isEmpty()) {
            unsupported.add(name);
        }
    }

    private void demandUnset(Fields in, String name) {
        if (in.decimalOrUnset() != Fields.UNSET) {
            unsupported.add(name);
        }
    }

    private void demandZero(Fields in, String name) {
        if (in.decimal() != 0) {
            unsupported.add(name);
        }
    }
}
