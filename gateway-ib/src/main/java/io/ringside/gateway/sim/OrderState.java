package io.ringside.gateway.sim;

/** States of an order, as the protocol spells them. */
enum OrderState {
    /** Held here: a stop that is not triggered, a child of an order that has not executed, or outside trading hours. */
    PRE_SUBMITTED("PreSubmitted"),
    /** Working at the exchange. */
    SUBMITTED("Submitted"),
    FILLED("Filled"),
    CANCELLED("Cancelled"),
    /** Rejected. */
    INACTIVE("Inactive");

    private final String wireName;

    OrderState(String wireName) {
        this.wireName = wireName;
    }

    /** As the protocol spells it. */
    String wireName() {
        return wireName;
    }

    /** Whether nothing more is to come, but for surprises. */
    boolean isFinal() {
        return this == FILLED || this == CANCELLED || this == INACTIVE;
    }
}
