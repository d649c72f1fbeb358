package io.ringside.perf;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

/**
 * The reference: an empty event over a bare Disruptor ring to one consumer. Nothing that uses the ring can be faster.
 *
 * <p>Thread: the benchmark's; one more a window.
 */
final class HopSubject implements LatencySubject {
    private static final int RING = 4096;

    private final boolean spins;
    private final LatencyWindows windows = new LatencyWindows();

    private static final class Cell {
        private long value;
    }

    HopSubject(boolean spins) {
        this.spins = spins;
    }

    @Override
    public void window(Pace pace) {
        Arrivals arrivals = new Arrivals(pace);
        long[] sum = new long[1];
        WaitStrategy waiting = spins ? new BusySpinWaitStrategy() : new YieldingWaitStrategy();
        Disruptor<Cell> disruptor = new Disruptor<>(Cell::new, RING, HopSubject::thread, ProducerType.SINGLE, waiting);
        disruptor.handleEventsWith((cell, sequence, endOfBatch) -> {
            sum[0] += cell.value;
            arrivals.arrived();
        });
        var ring = disruptor.start();
        long start = Pace.start();
        arrivals.begin(start);
        for (int i = 0; i < pace.total(); i++) {
            pace.await(start, i);
            long sequence = ring.next();
            ring.get(sequence).value = i;
            ring.publish(sequence);
        }
        arrivals.awaitAll();
        disruptor.shutdown();
        long total = pace.total();
        if (sum[0] != total * (total - 1) / 2) {
            throw new IllegalStateException("the ring delivered something else than was sent");
        }
        windows.add(arrivals.histogram());
    }

    @Override
    public LatencyWindows windows() {
        return windows;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ringside-hop");
        thread.setDaemon(true);
        return thread;
    }
}
