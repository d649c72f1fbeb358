package io.ringside.replay.research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs sets on this machine's cores, some of them side by side on each. The tape is shared; signals are recorded once for
 * all sets that agree on them, and dropped after the last one.
 *
 * <p>Thread: the command's; it creates the given number of further threads and ends them.
 */
public final class CoreEngine implements SetEngine {
    private static final int SETS_A_BATCH = 4;
    private static final int BATCHES_A_THREAD = 4;

    private final int threads;

    /** Results of a batch, or its failure. */
    private record Done(List<SetResult> results, Throwable failure) {}

    public CoreEngine(int threads) {
        this.threads = threads;
    }

    @Override
    public void run(List<ParameterSet> sets, Window window, int sessions, Consumer<SetResult> results) {
        List<ParameterSet> ordered = sets.stream()
                .sorted(Comparator.comparing(ParameterSet::signalKey).thenComparing(ParameterSet::index))
                .toList();
        List<List<ParameterSet>> batches = batches(ordered);
        var tracks = new Tracks(batches, window);
        var next = new AtomicInteger();
        BlockingQueue<Done> done = new LinkedBlockingQueue<>();
        Blocks blocks = Blocks.of(sessions);
        Runnable work = () -> {
            int at = next.getAndIncrement();
            while (at < batches.size()) {
                done.add(run(batches.get(at), window, tracks, blocks));
                at = next.getAndIncrement();
            }
        };
        for (int i = 0; i < Math.min(threads, batches.size()); i++) {
            Thread thread = new Thread(work, "ringside-sweep-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        try {
            for (int i = 0; i < batches.size(); i++) {
                Done one = done.take();
                if (one.failure != null) {
                    next.set(batches.size());
                    throw new IllegalStateException("a set of the sweep failed", one.failure);
                }
                one.results.forEach(results);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            next.set(batches.size());
        }
    }

    /**
     * Batches of sets that share their signals, small enough that all threads have work; ordered so that each thread begins
     * with signals of its own instead of waiting for those that another one records.
     */
    private List<List<ParameterSet>> batches(List<ParameterSet> ordered) {
        int length = Math.max(1, Math.min(SETS_A_BATCH, ordered.size() / (BATCHES_A_THREAD * threads)));
        Map<String, List<ParameterSet>> bySignals = ordered.stream()
                .collect(Collectors.groupingBy(ParameterSet::signalKey, LinkedHashMap::new, Collectors.toList()));
        List<List<List<ParameterSet>>> waiting =
                bySignals.values().stream().map(sets -> cut(sets, length)).toList();
        List<List<ParameterSet>> batches = new ArrayList<>();
        for (int from = 0; from < waiting.size(); from += threads) {
            List<List<List<ParameterSet>>> together = waiting.subList(from, Math.min(waiting.size(), from + threads));
            int most = together.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < most; i++) {
                for (List<List<ParameterSet>> some : together) {
                    if (i < some.size()) {
                        batches.add(some.get(i));
                    }
                }
            }
        }
        return batches;
    }

    private static List<List<ParameterSet>> cut(List<ParameterSet> sets, int length) {
        List<List<ParameterSet>> batches = new ArrayList<>();
        for (int from = 0; from < sets.size(); from += length) {
            batches.add(sets.subList(from, Math.min(sets.size(), from + length)));
        }
        return batches;
    }

    /** Runs a batch; a failure is returned to the caller, which ends the sweep. */
    private static Done run(List<ParameterSet> batch, Window window, Tracks tracks, Blocks blocks) {
        try {
            SignalTrack track = tracks.of(batch.get(0));
            List<SetResult> results = SetRunner.run(batch, window, track, blocks);
            tracks.done(batch.get(0));
            return new Done(results, null);
        } catch (RuntimeException | Error | ExecutionException e) {
            return new Done(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(null, e);
        }
    }

    /** Recorded signals, each recorded by the first thread that needs them. */
    private static final class Tracks {
        private final Window window;
        private final Map<String, FutureTask<SignalTrack>> made = new HashMap<>();
        private final Map<String, Integer> users = new HashMap<>();

        Tracks(List<List<ParameterSet>> batches, Window window) {
            this.window = window;
            batches.forEach(batch -> users.merge(batch.get(0).signalKey(), 1, Integer::sum));
        }

        SignalTrack of(ParameterSet set) throws ExecutionException, InterruptedException {
            FutureTask<SignalTrack> task;
            synchronized (this) {
                task = made.computeIfAbsent(
                        set.signalKey(), key -> new FutureTask<>(() -> SignalTrack.of(set, window)));
            }
            task.run();
            return task.get();
        }

        synchronized void done(ParameterSet set) {
            if (users.merge(set.signalKey(), -1, Integer::sum) == 0) {
                made.remove(set.signalKey());
            }
        }
    }
}
