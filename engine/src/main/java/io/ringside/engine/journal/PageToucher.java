package io.ringside.engine.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The daemon thread that keeps room and touched pages ahead of a journal's appender. What it cannot do is left to the
 * appender, which then makes its own room and meets the fault, or the failure, itself.
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
        // The first records find their pages, too.
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

    /** Returns when nothing is touched any more. */
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
