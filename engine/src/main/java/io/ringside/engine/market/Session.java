package io.ringside.engine.market;

/** Which part of a trading day counts. */
public enum Session {
    /** 09:30 to 16:00 in New York, 13:00 on a half day. */
    REGULAR,
    /** 04:00 to 20:00 in New York, 17:00 on a half day. */
    EXTENDED
}
