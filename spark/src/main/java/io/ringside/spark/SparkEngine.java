package io.ringside.spark;

import io.ringside.replay.research.ParameterSet;
import io.ringside.replay.research.SetEngine;
import io.ringside.replay.research.SetResult;
import io.ringside.replay.research.SetRunner;
import io.ringside.replay.research.Window;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs the sets of a sweep on Apache Spark. The tape is sent to each executor once; sets that share signals are adjacent, so
 * that a task records the signals once. Results come back in batches, so that an interrupted sweep continues.
 *
 * <p>Thread: the command's; the work is done by Spark's executors.
 */
public final class SparkEngine implements SetEngine {
    private static final int TASKS_A_CORE = 4;
    private static final int SETS_A_TASK = 16;

    private final String master;

    /**
     * @param master URL of the cluster, or {@code local[N]}; null for what spark-submit says, else this machine's cores
     */
    public SparkEngine(String master) {
        this.master = master;
    }

    @Override
    public void run(List<ParameterSet> sets, Window window, int sessions, Consumer<SetResult> results) {
        SparkConf conf = new SparkConf().setAppName("ringside-sweep").setIfMissing("spark.ui.enabled", "false");
        if (master != null) {
            conf.setMaster(master);
        } else {
            conf.setIfMissing("spark.master", "local[*]");
        }
        List<ParameterSet> ordered = sets.stream()
                .sorted(Comparator.comparing(ParameterSet::signalKey).thenComparing(ParameterSet::index))
                .toList();
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            Broadcast<Window> data = context.broadcast(window);
            int tasks = TASKS_A_CORE * context.defaultParallelism();
            int batch = SETS_A_TASK * tasks;
            for (int from = 0; from < ordered.size(); from += batch) {
                List<ParameterSet> some =
                        new ArrayList<>(ordered.subList(from, Math.min(ordered.size(), from + batch)));
                context.parallelize(some, Math.min(tasks, some.size()))
                        .mapPartitions(new Task(data, sessions))
                        .collect()
                        .forEach(results);
            }
        }
    }

    /** Sets that one executor runs, one after the other. */
    private static final class Task implements FlatMapFunction<Iterator<ParameterSet>, SetResult>, Serializable {
        private static final long serialVersionUID = 1;

        private final Broadcast<Window> data;
        private final int sessions;

        Task(Broadcast<Window> data, int sessions) {
            this.data = data;
            this.sessions = sessions;
        }

        @Override
        public Iterator<SetResult> call(Iterator<ParameterSet> sets) {
            var runner = new SetRunner(data.value(), sessions);
            List<SetResult> results = new ArrayList<>();
            sets.forEachRemaining(set -> results.add(runner.run(set)));
            return results.iterator();
        }
    }
}
