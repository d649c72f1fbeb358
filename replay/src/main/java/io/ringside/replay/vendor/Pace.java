package io.ringside.replay.vendor;

import java.util.concurrent.TimeUnit;

/**
 * Time as a source of data is asked by it.
 *
 * <p>Thread: the one that asks.
 */
public interface Pace {
    /** Nanoseconds from any origin. */
    long nanos();

    /** Lets time pass. */
    void sleep(long nanos) throws InterruptedException;

    /** The machine's. */
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
