package io.ringside.perf;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * What a program without a ring would do: a blocking queue between two threads.
 *
 * <p>Thread: the benchmark's; one more a window.
 */
final class QueueSubject implements LatencySubject {
    private static final int CAPACITY = 4096;

    private final LatencyWindows windows = new LatencyWindows();

    @Override
    public void window(Pace pace) {
        Arrivals arrivals = new Arrivals(pace);
        var queue = new ArrayBlockingQueue<Integer>(CAPACITY);
        Integer[] values = new Integer[pace.total()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        long[] sum = new long[1];
        Thread consumer = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < values.length; i++) {
                            sum[0] += queue.take();
                            arrivals.arrived();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ringside-queue");
        consumer.setDaemon(true);
        consumer.start();
        long start = Pace.start();
        arrivals.begin(start);
        try {
            for (int i = 0; i < values.length; i++) {
                pace.await(start, i);
                queue.put(values[i]);
            }
            arrivals.awaitAll();
            consumer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        long total = values.length;
        if (sum[0] != total * (total - 1) / 2) {
            throw new IllegalStateException("the queue delivered something else than was sent");
        }
        windows.add(arrivals.histogram());
    }

    @Override
    public LatencyWindows windows() {
        return windows;
    }
}
