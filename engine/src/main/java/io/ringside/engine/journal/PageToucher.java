package io.ringside.engine.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The daemon thread that reserves file space and touches pages ahead of a journal's appender. If it fails or falls behind,
 * the appender reserves its own space and takes the page fault, or the failure, itself.
 *
 * <p>Thread: started and closed by the journal's owner.
 */
final class PageToucher implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final CycleWriter cycle;
    private final Thread thread;
    private volatile boolean stopped;

    PageToucher(CycleWriter cycle) {
        this.cycle = cycle;
        thread = new Thread(this::run, "journal-toucher");
        thread.setDaemon(true);
        // Also for the first records.
        touch();
        thread.start();
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos(PAUSE_NANOS);
            touch();
        }
    }

    private void touch() {
        try {
            cycle.touchAhead();
        } catch (IOException | IllegalStateException | InternalError e) {
            // A full disk, a closed queue, a file cut short: the next append or the watchdog says so.
            stopped = true;
        }
    }

    /** Stops the thread; returns when it no longer touches pages. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
