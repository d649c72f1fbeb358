package io.ringside.gateway.ib.tws;

import org.agrona.DirectBuffer;

/**
 * Encodes requests and orders for server versions 100 to 176 into one reusable buffer, each with its length in front,
 * ready for the socket. Nothing is allocated. Every method replaces the message before; {@link #buffer()} and {@link
 * #length()} are the frame.
 *
 * <p>A value that is not given is sent as an empty field, the shortest notation that the broker accepts.
 *
 * <p>Errors: a request that the negotiated version does not support, an inconsistent order, or a text with characters
 * outside of the protocol is an {@link IllegalArgumentException}; the buffer is unusable then.
 *
 * <p>Thread: one; every thread that sends has an encoder of its own.
 */
public final class TwsEncoder {
    /** Result of {@link #orderId()} for a message that concerns no order. */
    public static final int NO_ORDER = Integer.MAX_VALUE;

    private static final long WHOLE_SHARE_E8 = 100_000_000L;

    private final int version;
    private final FieldWriter out = new FieldWriter();
    private final PlaceOrderWriter orders;
    private Priority priority = Priority.REQUEST;
    private int orderId;

    /**
     * An encoder for one connection.
     *
     * @throws IllegalArgumentException if the version's layouts are not known
     */
    public TwsEncoder(int serverVersion) {
        if (serverVersion < TwsDecoder.VERSION_MIN || serverVersion > TwsDecoder.VERSION_MAX) {
            throw new IllegalArgumentException("server version " + serverVersion + " is none of "
                    + TwsDecoder.VERSION_MIN + " to " + TwsDecoder.VERSION_MAX);
        }
        version = serverVersion;
        orders = new PlaceOrderWriter(serverVersion);
    }

    /** The frame begins at 0. */
    public DirectBuffer buffer() {
        return out.buffer();
    }

    /** Bytes of the frame, its length field included. */
    public int length() {
        return out.length();
    }

    /** How urgent the message is. */
    public Priority priority() {
        return priority;
    }

    /**
     * The order that is placed or cancelled; {@link #NO_ORDER} for requests.
     */
    public int orderId() {
        return orderId;
    }

    /** First message after the handshake. */
    public TwsEncoder startApi(int clientId) {
        out.begin(71).number(2).number(clientId).empty();
        return done();
    }

    /** Asks for the next valid order id. */
    public TwsEncoder reqIds() {
        out.begin(8).number(1).number(1);
        return done();
    }

    /** Asks for the broker's clock; also the heartbeat. */
    public TwsEncoder reqCurrentTime() {
        out.begin(49).number(1);
        return done();
    }

    /**
     * Subscribes to market data, or asks for a snapshot.
     *
     * @param genericTicks ids of further ticks, separated by commas, such as {@code 233}; may be empty
     */
    public TwsEncoder reqMarketData(int reqId, TwsContract contract, CharSequence genericTicks, boolean snapshot) {
        out.begin(1).number(11).number(reqId).fields(contract.fields());
        out.flag(false); // deltaNeutralContract
        out.text(genericTicks).flag(snapshot);
        if (version >= 114) {
            out.flag(false); // regulatorySnapshot
        }
        out.empty(); // options
        return done();
    }

    /** Ends {@link #reqMarketData}. */
    public TwsEncoder cancelMarketData(int reqId) {
        out.begin(2).number(1).number(reqId);
        return done();
    }

    /**
     * Subscribes to every tick; needs version 137.
     *
     * @param type {@code Last}, {@code AllLast}, {@code BidAsk} or {@code MidPoint}
     */
    public TwsEncoder reqTickByTick(int reqId, TwsContract contract, CharSequence type) {
        requireVersion(137, "tick-by-tick data");
        out.begin(97).number(reqId).fields(contract.fields()).text(type);
        if (version >= 140) {
            out.number(0).flag(false); // numberOfTicks, ignoreSize
        }
        return done();
    }

    /** Ends {@link #reqTickByTick}. */
    public TwsEncoder cancelTickByTick(int reqId) {
        requireVersion(137, "tick-by-tick data");
        out.begin(98).number(reqId);
        return done();
    }

    /**
     * Subscribes to bars of five seconds.
     *
     * @param whatToShow {@code TRADES}, {@code MIDPOINT}, {@code BID} or {@code ASK}
     * @param regularHours whether to leave out what trades outside regular hours
     */
    public TwsEncoder reqRealTimeBars(int reqId, TwsContract contract, CharSequence whatToShow, boolean regularHours) {
        out.begin(50).number(3).number(reqId).fields(contract.fields());
        out.number(5).text(whatToShow).flag(regularHours).empty();
        return done();
    }

    /** Ends {@link #reqRealTimeBars}. */
    public TwsEncoder cancelRealTimeBars(int reqId) {
        out.begin(51).number(1).number(reqId);
        return done();
    }

    /**
     * Requests historical bars; their times are seconds since 1970, or dates for bars of a day and more.
     *
     * @param endDateTime {@code yyyyMMdd-HH:mm:ss} in UTC, or with a blank and the name of a zone; empty for now
     * @param barSize such as {@code 5 mins}
     * @param duration such as {@code 2 D}
     * @param whatToShow such as {@code TRADES}
     * @param regularHours whether to leave out what traded outside regular hours
     * @param keepUpToDate whether updates of the forming bar follow; needs version 124 and an empty end
     */
    public TwsEncoder reqHistoricalData(
            int reqId,
            TwsContract contract,
            CharSequence endDateTime,
            CharSequence barSize,
            CharSequence duration,
            CharSequence whatToShow,
            boolean regularHours,
            boolean keepUpToDate) {
        if (keepUpToDate) {
            requireVersion(124, "history that is kept up to date");
            if (endDateTime.length() > 0) {
                throw new IllegalArgumentException("history that is kept up to date has no end");
            }
        }
        out.begin(20);
        if (version < 124) {
            out.number(6);
        }
        out.number(reqId).fields(contract.fields()).flag(false); // includeExpired
        out.text(endDateTime).text(barSize).text(duration);
        out.flag(regularHours).text(whatToShow).number(2); // formatDate
        if (version >= 124) {
            out.flag(keepUpToDate);
        }
        out.empty(); // options
        return done();
    }

    /** Requests the details of a contract. */
    public TwsEncoder reqContractDetails(int reqId, TwsContract contract) {
        out.begin(9).number(8).number(reqId).fields(contract.fields());
        out.flag(false).empty().empty(); // includeExpired, secIdType, secId
        if (version >= 176) {
            out.empty(); // issuerId
        }
        return done();
    }

    /** Places an order, or modifies the one of the same id. */
    public TwsEncoder placeOrder(TwsContract contract, TwsOrder order) {
        order.check();
        if (version < 163 && order.quantityE8 % WHOLE_SHARE_E8 != 0) {
            throw new IllegalArgumentException(
                    "order " + order.orderId + ": fractions of a share need server version 163");
        }
        out.begin(3);
        orders.write(out, contract, order);
        return order.whatIf ? done() : done(Priority.ORDER, order.orderId);
    }

    /** Cancels an order; it is not cancelled before its status says so. */
    public TwsEncoder cancelOrder(int orderId) {
        if (!RequestIds.isOrderId(orderId)) {
            throw new IllegalArgumentException("not an order id of ours: " + orderId);
        }
        out.begin(4).number(1).number(orderId);
        if (version >= 169) {
            out.empty(); // manualOrderCancelTime
        }
        return done(Priority.CANCEL, orderId);
    }

    /** Asks for this client's open orders. */
    public TwsEncoder reqOpenOrders() {
        out.begin(5).number(1);
        return done();
    }

    /** Asks for the open orders of all clients. */
    public TwsEncoder reqAllOpenOrders() {
        out.begin(16).number(1);
        return done();
    }

    /** Asks for the orders that work no longer; needs version 150. */
    public TwsEncoder reqCompletedOrders(boolean apiOnly) {
        requireVersion(150, "completed orders");
        out.begin(99).flag(apiOnly);
        return done();
    }

    /** Asks for all executions of the day, of all clients. */
    public TwsEncoder reqExecutions(int reqId) {
        out.begin(7).number(3).number(reqId).number(0); // clientId
        out.empty().empty().empty().empty().empty().empty(); // account, time, symbol, secType, exchange, side
        return done();
    }

    /** Subscribes to positions. */
    public TwsEncoder reqPositions() {
        out.begin(61).number(1);
        return done();
    }

    /**
     * Subscribes to some figures of all accounts.
     *
     * @param tags names of figures, separated by commas
     */
    public TwsEncoder reqAccountSummary(int reqId, CharSequence tags) {
        out.begin(62).number(1).number(reqId).text("All").text(tags);
        return done();
    }

    /** Ends {@link #reqAccountSummary}. */
    public TwsEncoder cancelAccountSummary(int reqId) {
        out.begin(63).number(1).number(reqId);
        return done();
    }

    private TwsEncoder done() {
        return done(Priority.REQUEST, NO_ORDER);
    }

    private TwsEncoder done(Priority priority, int orderId) {
        out.end();
        this.priority = priority;
        this.orderId = orderId;
        return this;
    }

    private void requireVersion(int since, String what) {
        if (version < since) {
            throw new IllegalArgumentException(what + " need server version " + since + ", not " + version);
        }
    }
}
