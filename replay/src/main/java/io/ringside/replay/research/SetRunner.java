package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.replay.RunLog;
import io.ringside.replay.report.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs parameter sets over one window, one after the other; recorded signals are kept as long as the sets share them.
 *
 * <p>Thread: one.
 */
public final class SetRunner {
    private final Window window;
    private final Blocks blocks;
    private String signalKey;
    private SignalTrack track;

    public SetRunner(Window window, int sessions) {
        this.window = window;
        blocks = Blocks.of(sessions);
    }

    /** Runs a set. */
    public SetResult run(ParameterSet set) {
        if (!set.signalKey().equals(signalKey)) {
            track = SignalTrack.of(set, window);
            signalKey = set.signalKey();
        }
        return run(List.of(set), window, track, blocks).get(0);
    }

    /**
     * Runs sets that share their signals: side by side on recorded signals, or through all stages if there are none.
     *
     * @param track the recorded signals, or null
     */
    static List<SetResult> run(List<ParameterSet> sets, Window window, SignalTrack track, Blocks blocks) {
        List<Engine> engines =
                sets.stream().map(set -> Grid.engine(set.configuration())).toList();
        List<SetResult> results = new ArrayList<>();
        if (track == null) {
            for (int i = 0; i < sets.size(); i++) {
                TapeRun run = TapeRun.of(engines.get(i), window, List.of());
                results.add(result(sets.get(i), engines.get(i), run.trades(), run.summary(), blocks));
            }
            return results;
        }
        List<SharedRun> runs = engines.stream()
                .map(engine -> new SharedRun(engine, window, track))
                .toList();
        SharedRun.play(runs, window);
        for (int i = 0; i < sets.size(); i++) {
            SharedRun run = runs.get(i);
            Summary summary = TapeRun.summary(
                    run.trades(), run.events(), null, window.tape().synthetic());
            results.add(result(sets.get(i), engines.get(i), run.trades(), summary, blocks));
        }
        return results;
    }

    private static SetResult result(ParameterSet set, Engine engine, RunLog trades, Summary summary, Blocks blocks) {
        return SetResult.of(
                set.index(), set.digest(), summary, engine.settings().risk().equityE8(), trades.days(), blocks);
    }
}
