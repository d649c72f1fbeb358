package io.ringside.engine.signal;

/** How two numbers are compared; nothing holds for what is not a number. */
enum Comparison {
    ABOVE(">"),
    BELOW("<"),
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }
}
