package io.ringside.engine.event;

/**
 * How much one event may carry, fixed at start. A stage that needs more fails; nothing is cut off in silence.
 *
 * @param bars closed bars an event
 * @param updates strategy inputs that may close on one event
 * @param values indicator values of these inputs together
 * @param intents orders placed, modified or cancelled an event
 */
public record Bounds(int bars, int updates, int values, int intents) {
    /** No configuration allows more bars an event. */
    public static final int BARS_MAX = 255;
    /** No configuration allows more updates, signals or verdicts an event. */
    public static final int UPDATES_MAX = 4_095;
    /** No configuration allows more indicator values an event. */
    public static final int VALUES_MAX = 65_535;
    /** No configuration allows more intents an event. */
    public static final int INTENTS_MAX = 4_095;

    public Bounds {
        require("bars", bars, BARS_MAX);
        require("updates", updates, UPDATES_MAX);
        require("values", values, VALUES_MAX);
        require("intents", intents, INTENTS_MAX);
    }

    private static void require(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " per event must be 1 to " + max + ", not " + value);
        }
    }
}
