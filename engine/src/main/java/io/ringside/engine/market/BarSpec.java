package io.ringside.engine.market;

/**
 * Size of a bar: a span of time, a count of trades, or a volume. Text form {@code 5s}, {@code 5m}, {@code 1h}, {@code 1d},
 * {@code 500t} (trades), {@code 100000v} (shares).
 *
 * @param unit what is counted
 * @param count how many: nanoseconds, sessions, trades or shares
 */
public record BarSpec(Unit unit, long count) {
    /** What ends a bar. */
    public enum Unit {
        /** A span of time from the session's open, at most one session. */
        TIME,
        /** One regular session. */
        SESSION,
        /** A number of trades. */
        TRADES,
        /** A number of shares. */
        VOLUME
    }

    private static final long SECOND = 1_000_000_000L;

    /** The bars of the published strategy. */
    public static final BarSpec FIVE_MINUTES = parse("5m");

    public BarSpec {
        if (count < 1 || (unit == Unit.SESSION && count != 1)) {
            throw new IllegalArgumentException("not a bar size: " + count + " " + unit);
        }
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static BarSpec parse(String text) {
        if (text.matches("[1-9][0-9]{0,8}[smhdtv]")) {
            long count = Long.parseLong(text.substring(0, text.length() - 1));
            switch (text.charAt(text.length() - 1)) {
                case 's' -> {
                    return new BarSpec(Unit.TIME, count * SECOND);
                }
                case 'm' -> {
                    return new BarSpec(Unit.TIME, count * 60 * SECOND);
                }
                case 'h' -> {
                    return new BarSpec(Unit.TIME, count * 3600 * SECOND);
                }
                case 't' -> {
                    return new BarSpec(Unit.TRADES, count);
                }
                case 'v' -> {
                    return new BarSpec(Unit.VOLUME, count);
                }
                default -> {
                    if (count == 1) {
                        return new BarSpec(Unit.SESSION, 1);
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "not a bar size: \"" + text + "\" (they look like 5s, 5m, 1h, 1d, 500t, 100000v)");
    }

    @Override
    public String toString() {
        return switch (unit) {
            case SESSION -> "1d";
            case TRADES -> count + "t";
            case VOLUME -> count + "v";
            case TIME -> {
                long seconds = count / SECOND;
                yield seconds % 3600 == 0
                        ? seconds / 3600 + "h"
                        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
            }
        };
    }
}
