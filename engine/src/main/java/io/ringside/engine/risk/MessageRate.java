package io.ringside.engine.risk;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * Two token buckets, one a second and one a minute, filled by event time. Entries and the trailing of stops wait for tokens,
 * entries also for more than the reserved share. Everything else passes and is counted: what it takes beyond the buckets is
 * owed, up to one filling, and entries wait until that is paid back.
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

    /** Time has passed. */
    void onTime(long nowNanos) {
        second.fill(nowNanos);
        minute.fill(nowNanos);
    }

    /** Whether so many messages of an entry may leave, the reserved share untouched. */
    boolean mayEnter(long messages) {
        return second.has(messages, true) && minute.has(messages, true);
    }

    /** Whether so many messages that can wait may leave. */
    boolean mayTrail(long messages) {
        return second.has(messages, false) && minute.has(messages, false);
    }

    /** So many messages leave. */
    void take(long messages) {
        second.take(messages);
        minute.take(messages);
    }

    /** In units of a nanosecond times the limit, so that nothing is ever rounded: a message costs the period. */
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
