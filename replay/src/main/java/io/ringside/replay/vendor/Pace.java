package io.ringside.replay.vendor;

import java.util.concurrent.TimeUnit;

/**
 * Clock of a data source's requests.
 *
 * <p>Thread: the one that asks.
 */
public interface Pace {
    /** Nanoseconds from any origin. */
    long nanos();

    /** Waits. */
    void sleep(long nanos) throws InterruptedException;

    /** The machine's clock. */
    Pace SYSTEM = new Pace() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };
}
