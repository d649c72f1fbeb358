package io.ringside.gateway.sim;

/** Order types that the simulated TWS supports. */
enum OrderKind {
    MARKET("MKT"),
    LIMIT("LMT"),
    STOP("STP"),
    STOP_LIMIT("STP LMT"),
    TRAILING_STOP("TRAIL"),
    MARKET_ON_CLOSE("MOC"),
    LIMIT_ON_CLOSE("LOC");

    private final String wireName;

    OrderKind(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in the protocol. */
    String wireName() {
        return wireName;
    }

    /** The kind of that name, or null. */
    static OrderKind ofWireName(String name) {
        for (OrderKind kind : values()) {
            if (kind.wireName.equals(name)) {
                return kind;
            }
        }
        return null;
    }

    /** Whether it waits for the closing auction. */
    boolean isOnClose() {
        return this == MARKET_ON_CLOSE || this == LIMIT_ON_CLOSE;
    }

    /** Whether it waits for a trigger, held by the broker. */
    boolean isTriggered() {
        return this == STOP || this == STOP_LIMIT || this == TRAILING_STOP;
    }

    /** Whether it needs a limit price. */
    boolean hasLimit() {
        return this == LIMIT || this == STOP_LIMIT || this == LIMIT_ON_CLOSE;
    }
}
