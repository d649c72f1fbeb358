package io.ringside.engine.journal;

/**
 * Loads what Chronicle Queue needs before its first queue, which takes a sixth of a second once in a Java machine, on a
 * thread of its own. Its classes wait for each other while they begin, so that nobody else may begin them meanwhile.
 *
 * <p>Thread: any.
 */
final class QueueLoading {
    private static Thread thread;

    private QueueLoading() {}

    /** Begins, once. */
    static synchronized void begin() {
        if (thread == null) {
            thread = new Thread(CycleWriter::load, "queue-loading");
            thread.setDaemon(true);
            // What cannot be loaded is told to the one who needs it.
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            thread.start();
        }
    }

    /** Waits for its end, if it has begun. */
    static void await() {
        Thread loading;
        synchronized (QueueLoading.class) {
            loading = thread;
        }
        boolean interrupted = false;
        while (loading != null && loading.isAlive()) {
            try {
                loading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
