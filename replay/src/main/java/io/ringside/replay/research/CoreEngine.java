package io.ringside.replay.research;

import io.ringside.engine.Engine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs sets on this machine's cores. The tape is shared; signals are recorded once for all sets that agree on them, and
 * dropped after the last one.
 *
 * <p>Thread: the command's; it makes as many more as it is told and ends them.
 */
public final class CoreEngine implements SetEngine {
    private final int threads;

    /** One result or failure. */
    private record Done(SetResult result, Throwable failure) {}

    public CoreEngine(int threads) {
        this.threads = threads;
    }

    @Override
    public void run(List<ParameterSet> sets, Window window, int sessions, Consumer<SetResult> results) {
        List<ParameterSet> ordered = sets.stream()
                .sorted(Comparator.comparing(ParameterSet::signalKey).thenComparing(ParameterSet::index))
                .toList();
        var tracks = new Tracks(ordered, window);
        var next = new AtomicInteger();
        BlockingQueue<Done> done = new LinkedBlockingQueue<>();
        Blocks blocks = Blocks.of(sessions);
        Runnable work = () -> {
            int at = next.getAndIncrement();
            while (at < ordered.size()) {
                done.add(one(ordered.get(at), window, tracks, blocks));
                at = next.getAndIncrement();
            }
        };
        for (int i = 0; i < Math.min(threads, ordered.size()); i++) {
            Thread thread = new Thread(work, "ringside-sweep-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        try {
            for (int i = 0; i < ordered.size(); i++) {
                Done one = done.take();
                if (one.failure != null) {
                    next.set(ordered.size());
                    throw new IllegalStateException("a set of the sweep failed", one.failure);
                }
                results.accept(one.result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            next.set(ordered.size());
        }
    }

    /** A failure is told to the caller, who ends the sweep. */
    private static Done one(ParameterSet set, Window window, Tracks tracks, Blocks blocks) {
        try {
            Engine engine = Grid.engine(set.configuration());
            SignalTrack track = SignalTrack.canRecord(engine) ? tracks.of(set) : null;
            SetResult result = SetRunner.run(set, engine, window, track, blocks);
            tracks.done(set);
            return new Done(result, null);
        } catch (RuntimeException | Error | ExecutionException e) {
            return new Done(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(null, e);
        }
    }

    /** Recorded signals, made by the first thread that wants them. */
    private static final class Tracks {
        private final Window window;
        private final Map<String, FutureTask<SignalTrack>> made = new HashMap<>();
        private final Map<String, Integer> users = new HashMap<>();

        Tracks(List<ParameterSet> sets, Window window) {
            this.window = window;
            sets.forEach(set -> users.merge(set.signalKey(), 1, Integer::sum));
        }

        SignalTrack of(ParameterSet set) throws ExecutionException, InterruptedException {
            FutureTask<SignalTrack> task;
            synchronized (this) {
                task = made.computeIfAbsent(
                        set.signalKey(),
                        key -> new FutureTask<>(() -> SignalTrack.of(Grid.engine(set.configuration()), window)));
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
