package io.ringside.gateway.sim;

/** Faults between a TWS and its client, or at the broker. The occasion says when a fault may happen. */
public enum FaultKind {
    // ---- Bytes: asked for on every message sent, unless said otherwise.

    /** Half a message is sent, then the connection ends. */
    CLOSE_MID_FRAME(Occasion.MESSAGE_OUT, 0.0005),
    /** A message is sent, then the connection ends. */
    CLOSE_AT_BOUNDARY(Occasion.MESSAGE_OUT, 0.0005),
    /** The connection is reset when a message arrives, which is lost. */
    RESET_BEFORE_READ(Occasion.MESSAGE_IN, 0.00025),
    /** The connection is reset when a message has been taken in, and all answers to it are lost. */
    RESET_AFTER_READ(Occasion.MESSAGE_IN, 0.00025),
    /** A message is sent byte by byte. */
    SPLIT_BYTES(Occasion.MESSAGE_OUT, 0.002),
    /** Messages are held back for {@code seconds}, 1000 at most, and sent in one piece. */
    COALESCE(Occasion.MESSAGE_OUT, 0.0005),
    /** The socket stays open, but nothing more is sent or read. */
    MUTE(Occasion.MINUTE, 0.003),
    /** A message of an unknown id is sent before. */
    UNKNOWN_MESSAGE(Occasion.MESSAGE_OUT, 0.001),
    /** A message carries twenty fields too many. */
    OVERLONG_MESSAGE(Occasion.MESSAGE_OUT, 0.001),
    /** A frame of no bytes is sent before. */
    ZERO_LENGTH_FRAME(Occasion.MESSAGE_OUT, 0.001),
    /** A length of more than is allowed is sent, and the connection ends. */
    OVERSIZE_LENGTH(Occasion.MESSAGE_OUT, 0.0001),

    // ---- Sessions.

    /** The client id is said to be in use, and the connection ends. */
    CLIENT_ID_IN_USE(Occasion.START, 0.05),
    /** The next valid id is below ids already used. */
    NEXT_VALID_ID_DOWN(Occasion.START, 0.05),
    /** The next valid id jumps ahead by a thousand. */
    NEXT_VALID_ID_JUMP(Occasion.START, 0.05),
    /** A request that is no order is not answered. */
    DROPPED_REQUEST(Occasion.MESSAGE_IN, 0.002),
    /** The time that TWS reports is an hour early or late. */
    CLOCK_STEP(Occasion.CURRENT_TIME, 0.002),
    /** Error 100 for the messages that follow; the third one ends the connection. */
    PACING_CUT(Occasion.MESSAGE_IN, 0.0002),
    /** A request for history is refused for pacing. */
    HISTORY_PACING(Occasion.HISTORY, 0.02),
    /** TWS restarts: all connections end, and none is taken for {@code seconds}. */
    NIGHTLY_RESET(Occasion.MINUTE, 0.0025),

    // ---- Links and feeds.

    /** 1100; orders go on executing; 1102 after {@code seconds}. */
    LINK_LOST_DATA_KEPT(Occasion.MINUTE, 0.003),
    /** 1100; orders go on executing; 1101 after {@code seconds}, and all streams stay dead until they are subscribed again. */
    LINK_LOST_DATA_LOST(Occasion.MINUTE, 0.003),
    /** 2103, after {@code seconds} 2104, and some streams stay dead without a word. */
    FARM_BREAK(Occasion.MINUTE, 0.003),
    /** A burst of 10197, and no data for {@code seconds}. */
    COMPETING_SESSION(Occasion.MINUTE, 0.002),
    /** The feed of an instrument stops for {@code seconds} without a word. */
    STALE_FEED(Occasion.MINUTE, 0.005),
    /** A wrong price, ten times too high or too low. */
    BAD_TICK(Occasion.BAR_OUT, 0.001),

    // ---- Orders.

    /** An order is rejected with 201. */
    REJECT(Occasion.ORDER, 0.02),
    /** An order is accepted, and nothing is reported until it executes or is requested. */
    LOST_ACK(Occasion.ORDER, 0.005),
    /** An order gets no orderStatus at all. */
    NO_ORDER_STATUS(Occasion.ORDER, 0.005),
    /** The first execution of an order is reported before its first openOrder. */
    EXECUTION_BEFORE_OPEN_ORDER(Occasion.ORDER, 0.01),
    /** An order executes in several parts. */
    PARTIAL_FILL(Occasion.ORDER, 0.3),
    /** A message about an order is sent twice. */
    DUPLICATE_CALLBACK(Occasion.CALLBACK, 0.02),
    /** A message about an order is sent after the next one. */
    REORDER(Occasion.CALLBACK, 0.02),
    /** A message about an order is sent up to {@code seconds} late. */
    DELAY(Occasion.CALLBACK, 0.05),
    /** An order executes as its cancellation arrives, which fails. */
    CANCEL_FILL_RACE(Occasion.CANCEL, 0.05),
    /** A cancelled order executes after the cancellation has been confirmed. */
    LATE_FILL(Occasion.CANCEL, 0.01),
    /** An execution is reported by its status only. */
    STATUS_WITHOUT_EXECUTION(Occasion.FILL, 0.01),
    /** An execution is reported without a status. */
    EXECUTION_WITHOUT_STATUS(Occasion.FILL, 0.01),
    /** An execution is corrected by one tick {@code seconds} later, under the same id except for its last digits. */
    EXECUTION_CORRECTION(Occasion.FILL, 0.01),
    /** A commission is reported {@code seconds} late. */
    LATE_COMMISSION(Occasion.FILL, 0.05),
    /** A change of an order leaves a second one working under the same id, with another permanent id. */
    MODIFY_DUPLICATES(Occasion.MODIFY, 0.005);

    /** When a fault may happen. */
    public enum Occasion {
        /** A message is about to be sent. */
        MESSAGE_OUT,
        /** A message has arrived. */
        MESSAGE_IN,
        /** A client has sent startApi. */
        START,
        /** The time is requested. */
        CURRENT_TIME,
        /** History is requested. */
        HISTORY,
        /** A minute of market time has passed. */
        MINUTE,
        /** A bar or tick is about to be sent. */
        BAR_OUT,
        /** A new order has arrived. */
        ORDER,
        /** A change of an order has arrived. */
        MODIFY,
        /** A cancellation has arrived. */
        CANCEL,
        /** An order has executed. */
        FILL,
        /** A message about an order is about to be sent. */
        CALLBACK
    }

    private final Occasion occasion;
    private final double seededRate;

    FaultKind(Occasion occasion, double seededRate) {
        this.occasion = occasion;
        this.seededRate = seededRate;
    }

    /** When it may happen. */
    public Occasion occasion() {
        return occasion;
    }

    /** Its probability on an occasion if a seed chooses the faults, before the seed's own factor. */
    public double seededRate() {
        return seededRate;
    }
}
