package io.ringside.engine.event;

/**
 * Capacities of one event, fixed at start. A stage that needs more fails; nothing is cut off silently.
 *
 * @param bars closed bars an event
 * @param updates strategy inputs that may close on one event
 * @param values indicator values of these inputs together
 * @param intents orders placed, modified or cancelled an event
 * @param standings names of a portfolio's ranking an event; 0 where there is none
 */
public record Bounds(int bars, int updates, int values, int intents, int standings) {
    /** No configuration allows more bars an event. */
    public static final int BARS_MAX = 255;
    /** No configuration allows more updates, signals or verdicts an event. */
    public static final int UPDATES_MAX = 4_095;
    /** No configuration allows more indicator values an event. */
    public static final int VALUES_MAX = 65_535;
    /** No configuration allows more intents an event. */
    public static final int INTENTS_MAX = 4_095;

    /** No configuration allows more names of a ranking an event. */
    public static final int STANDINGS_MAX = 1_023;

    /** Bounds without a portfolio. */
    public Bounds(int bars, int updates, int values, int intents) {
        this(bars, updates, values, intents, 0);
    }

    public Bounds {
        require("bars", bars, BARS_MAX);
        require("updates", updates, UPDATES_MAX);
        require("values", values, VALUES_MAX);
        require("intents", intents, INTENTS_MAX);
        if (standings < 0 || standings > STANDINGS_MAX) {
            throw new IllegalArgumentException(
                    "standings per event must be 0 to " + STANDINGS_MAX + ", not " + standings);
        }
    }

    /** Most verdicts an event: one on each signal, or on each name of a ranking. */
    public int verdicts() {
        return Math.max(updates, standings);
    }

    private static void require(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " per event must be 1 to " + max + ", not " + value);
        }
    }
}
