package io.ringside.engine.journal;

/**
 * Loads what Chronicle Queue needs before its first queue, which takes a sixth of a second once in a Java machine, on a
 * thread of its own. The queue's static initialisers may deadlock if two threads run them, so no other thread may use the
 * queue before {@link #await}.
 *
 * <p>Thread: any.
 */
final class QueueLoading {
    private static Thread thread;

    private QueueLoading() {}

    /** Starts the thread, once. */
    static synchronized void begin() {
        if (thread == null) {
            thread = new Thread(CycleWriter::load, "queue-loading");
            thread.setDaemon(true);
            // A class that cannot be loaded fails where it is used.
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            thread.start();
        }
    }

    /** Waits for the thread's end, if it was started. */
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
