package io.ringside.engine.signal;

/** How two numbers are compared; none of them holds for what is not a number. */
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

    boolean holds(double value, double threshold) {
        return switch (this) {
            case ABOVE -> value > threshold;
            case BELOW -> value < threshold;
            case AT_LEAST -> value >= threshold;
            case AT_MOST -> value <= threshold;
        };
    }
}
