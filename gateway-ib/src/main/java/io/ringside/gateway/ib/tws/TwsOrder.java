package io.ringside.gateway.ib.tws;

/**
 * An order to be sent to the broker: a mutable object that is reused for every placement and modification.
 * Fields that are not set are sent as "not given". A modification is a placement with the same id and all fields.
 *
 * <p>Thread: whoever submits orders.
 */
public final class TwsOrder {
    private static final int TEXT_MAX = 64;

    /** Which way. */
    public enum Action {
        BUY,
        SELL
    }

    /** How it executes, and the prices that this needs. */
    public enum Type {
        MARKET("MKT", false, false),
        LIMIT("LMT", true, false),
        STOP("STP", false, true),
        STOP_LIMIT("STP LMT", true, true),
        /** The distance is {@link #auxE8} or {@link #trailingPercentE8}. */
        TRAIL("TRAIL", false, false),
        /** As {@link #TRAIL}, and a limit that follows the stop by {@link #limitOffsetE8}. */
        TRAIL_LIMIT("TRAIL LIMIT", false, false),
        MARKET_ON_CLOSE("MOC", false, false),
        LIMIT_ON_CLOSE("LOC", true, false);

        final String wire;
        final boolean needsLimit;
        final boolean needsTrigger;

        Type(String wire, boolean needsLimit, boolean needsTrigger) {
            this.wire = wire;
            this.needsLimit = needsLimit;
            this.needsTrigger = needsTrigger;
        }
    }

    /** How long it works. */
    public enum TimeInForce {
        DAY,
        /** Until cancelled. */
        GTC,
        /**
         * At the open: with {@link Type#MARKET} a market-on-open order, with {@link Type#LIMIT} a limit-on-open order.
         */
        OPG,
        /** Fills at once as far as possible; the rest is cancelled. */
        IOC,
        /** All at once or nothing. */
        FOK,
        /** Until {@link #goodTillDate}. */
        GTD
    }

    /** Client-wide id; the same for a modification. */
    public int orderId;
    /** Which way. */
    public Action action = Action.BUY;
    /** Shares at 1e-8; fractions need server version 163. */
    public long quantityE8;
    /** How it executes. */
    public Type type = Type.MARKET;
    /** Limit at 1e-8. */
    public long limitE8 = Unset.E8;
    /** Trigger of a stop, distance of a trailing stop, at 1e-8. */
    public long auxE8 = Unset.E8;
    /** How long it works. */
    public TimeInForce timeInForce = TimeInForce.DAY;
    /** One-cancels-all group: a fill of one order cancels or reduces the others; empty for none. */
    public final AsciiText ocaGroup = new AsciiText(TEXT_MAX);
    /** 1 cancel with block, 2 reduce with block, 3 reduce; 0 without a group. */
    public int ocaType;
    /** The account that trades. */
    public final AsciiText account = new AsciiText(TEXT_MAX);
    /**
     * Our own reference of the order, returned in openOrder and execDetails: the only key that survives lost acknowledgements.
     */
    public final AsciiText orderRef = new AsciiText(TEXT_MAX);
    /** Whether the broker may work it; false for all of a bracket but its last. */
    public boolean transmit = true;
    /** The order whose fill makes this one work, or 0. */
    public int parentId;
    /** What triggers a stop; 0 for the default of the product. */
    public int triggerMethod;
    /** Whether it may trade outside regular hours. */
    public boolean outsideRth;
    /** When it begins to work; empty for now. */
    public final AsciiText goodAfterTime = new AsciiText(TEXT_MAX);
    /** When a GTD order ends. */
    public final AsciiText goodTillDate = new AsciiText(TEXT_MAX);
    /** Whether it takes nothing less than its whole quantity. */
    public boolean allOrNone;
    /** Initial trigger of a trailing stop, at 1e-8. */
    public long trailStopE8 = Unset.E8;
    /** Distance of a trailing stop in percent, at 1e-8. */
    public long trailingPercentE8 = Unset.E8;
    /** Distance from stop to limit of a trailing limit order, at 1e-8. */
    public long limitOffsetE8 = Unset.E8;
    /** Whether only its margin and commission are requested. */
    public boolean whatIf;

    /** Sets every field to "not given", and a market order of the day. */
    public TwsOrder clear() {
        orderId = 0;
        action = Action.BUY;
        quantityE8 = 0;
        type = Type.MARKET;
        limitE8 = Unset.E8;
        auxE8 = Unset.E8;
        timeInForce = TimeInForce.DAY;
        ocaGroup.clear();
        ocaType = 0;
        account.clear();
        orderRef.clear();
        transmit = true;
        parentId = 0;
        triggerMethod = 0;
        outsideRth = false;
        goodAfterTime.clear();
        goodTillDate.clear();
        allOrNone = false;
        trailStopE8 = Unset.E8;
        trailingPercentE8 = Unset.E8;
        limitOffsetE8 = Unset.E8;
        whatIf = false;
        return this;
    }

    /**
     * Checks for values that the broker would reject or, worse, misinterpret.
     *
     * @throws IllegalArgumentException naming the first fault
     */
    void check() {
        require(RequestIds.isOrderId(orderId), "needs an id");
        require(quantityE8 > 0 && quantityE8 != Unset.E8, "needs a quantity");
        require((limitE8 != Unset.E8) == type.needsLimit || type == Type.TRAIL_LIMIT, "has no limit or one too many");
        boolean trails = type == Type.TRAIL || type == Type.TRAIL_LIMIT;
        if (trails) {
            require((auxE8 == Unset.E8) != (trailingPercentE8 == Unset.E8), "needs one distance to trail by");
        } else {
            require((auxE8 != Unset.E8) == type.needsTrigger, "has no trigger or one too many");
            require(trailingPercentE8 == Unset.E8 && trailStopE8 == Unset.E8, "trails but is no trailing stop");
        }
        require(limitOffsetE8 == Unset.E8 || type == Type.TRAIL_LIMIT, "has a limit offset but does not trail");
        require(!whatIf || transmit, "asks what if but is not to be transmitted");
        require(ocaGroup.isEmpty() == (ocaType == 0), "needs both a group and its type, or neither");
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("order " + orderId + " (" + type + ") " + fault);
        }
    }
}
