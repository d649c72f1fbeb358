package io.ringside.gateway.sim;

/**
 * When one kind of fault happens. Of the triggers exactly one is set.
 *
 * @param kind what happens
 * @param nth on this occasion and no other, counted from 1; 0 if not
 * @param every on every so-manyth occasion; 0 if not
 * @param rate with this probability on each occasion; 0 if not
 * @param atSecond at this second of New York's day, on the first occasion from then on, once a day; -1 if not
 * @param max how often it happens at most
 * @param seconds how long it lasts, in market time; negative for the kind's default
 * @param message only for messages of this id; -1 for any
 * @param ref only for orders whose reference begins with it; empty for any
 */
public record FaultRule(
        FaultKind kind,
        long nth,
        long every,
        double rate,
        int atSecond,
        long max,
        double seconds,
        int message,
        String ref) {
    /** A fault that happens with a probability. */
    public static FaultRule atRate(FaultKind kind, double rate) {
        return new FaultRule(kind, 0, 0, rate, -1, Long.MAX_VALUE, -1, -1, "");
    }

    /** A fault that happens at the next occasion. */
    public static FaultRule next(FaultKind kind) {
        return new FaultRule(kind, 1, 0, 0, -1, 1, -1, -1, "");
    }

    /** The same for so many seconds of market time. */
    public FaultRule lasting(double seconds) {
        return new FaultRule(kind, nth, every, rate, atSecond, max, seconds, message, ref);
    }

    /** The same so many times at most. */
    public FaultRule atMost(long times) {
        return new FaultRule(kind, nth, every, rate, atSecond, times, seconds, message, ref);
    }

    /** The same for messages of that id only. */
    public FaultRule forMessage(int id) {
        return new FaultRule(kind, nth, every, rate, atSecond, max, seconds, id, ref);
    }
}
