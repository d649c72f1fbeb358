package io.ringside.engine.signal;

/** How two numbers are compared; false if one of them is NaN. */
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
