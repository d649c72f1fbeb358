package io.ringside.gateway.sim;

/** States of an order, with their names in the protocol. */
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

    /** Its name in the protocol. */
    String wireName() {
        return wireName;
    }

    /** Whether it is final, apart from late fills. */
    boolean isFinal() {
        return this == FILLED || this == CANCELLED || this == INACTIVE;
    }
}
