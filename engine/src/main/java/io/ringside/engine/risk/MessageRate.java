package io.ringside.engine.risk;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * Two token buckets, one a second and one a minute, filled by event time. Entries and the trailing of stops need tokens;
 * entries must also leave the reserved share. All other messages pass and take tokens, if necessary below zero, down to
 * minus one filling; entries then wait until the bucket has refilled.
 *
 * <p>Thread: risk stage.
 */
final class MessageRate {
    private final Bucket second;
    private final Bucket minute;

    MessageRate(Limits.Rate rate) {
        second = new Bucket(ExchangeCalendar.SECOND_NANOS, rate.perSecond(), rate.reservedE8());
        minute = new Bucket(ExchangeCalendar.MINUTE_NANOS, rate.perMinute(), rate.reservedE8());
    }

    /** Refills the buckets up to a time. */
    void onTime(long nowNanos) {
        second.fill(nowNanos);
        minute.fill(nowNanos);
    }

    /** Whether so many messages of an entry may be sent without touching the reserved share. */
    boolean mayEnter(long messages) {
        return second.has(messages, true) && minute.has(messages, true);
    }

    /** Whether so many deferrable messages may be sent. */
    boolean mayTrail(long messages) {
        return second.has(messages, false) && minute.has(messages, false);
    }

    /** Takes tokens for so many messages. */
    void take(long messages) {
        second.take(messages);
        minute.take(messages);
    }

    /** A token bucket in units of nanoseconds times the limit, so that nothing is rounded: a message costs the period. */
    private static final class Bucket {
        private final long periodNanos;
        private final long limit;
        private final long full;
        private final long reserved;
        private long level;
        private long filledNanos = Long.MIN_VALUE;

        Bucket(long periodNanos, long limit, long reservedE8) {
            this.periodNanos = periodNanos;
            this.limit = limit;
            if (limit == Limits.OFF) {
                full = Limits.OFF;
                reserved = 0;
            } else {
                full = Math.multiplyExact(periodNanos, limit);
                long messages = limit - Limits.shareOf(limit, FixedPoint.ONE_E8 - reservedE8);
                reserved = messages * periodNanos;
            }
            level = full;
        }

        void fill(long nowNanos) {
            if (limit == Limits.OFF || nowNanos <= filledNanos) {
                return;
            }
            long elapsed = filledNanos == Long.MIN_VALUE ? 2 * periodNanos : nowNanos - filledNanos;
            filledNanos = nowNanos;
            level = elapsed >= 2 * periodNanos ? full : Math.min(full, level + elapsed * limit);
        }

        boolean has(long messages, boolean keepReserve) {
            return limit == Limits.OFF || level - (keepReserve ? reserved : 0) >= messages * periodNanos;
        }

        void take(long messages) {
            if (limit != Limits.OFF) {
                level = Math.max(-full, level - messages * periodNanos);
            }
        }
    }
}
