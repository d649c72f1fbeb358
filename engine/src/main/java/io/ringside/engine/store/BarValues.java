package io.ringside.engine.store;

/** Prices of a bar at 1e-8, and its volume. */
record BarValues(long openE8, long highE8, long lowE8, long closeE8, long volume) {
    /** Open, high, low, close or volume by index. */
    long get(int field) {
        return switch (field) {
            case 0 -> openE8;
            case 1 -> highE8;
            case 2 -> lowE8;
            case 3 -> closeE8;
            case 4 -> volume;
            default -> throw new IndexOutOfBoundsException("field " + field);
        };
    }
}
