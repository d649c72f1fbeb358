package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.replay.TradeLog;
import io.ringside.replay.report.Summary;
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

    /** What the set earned. */
    public SetResult run(ParameterSet set) {
        Engine engine = Grid.engine(set.configuration());
        if (!set.signalKey().equals(signalKey)) {
            track = SignalTrack.canRecord(engine) ? SignalTrack.of(Grid.engine(set.configuration()), window) : null;
            signalKey = set.signalKey();
        }
        return run(set, engine, window, track, blocks);
    }

    /** What a set earned, on signals that were recorded, or through all stages where there are none. */
    static SetResult run(ParameterSet set, Engine engine, Window window, SignalTrack track, Blocks blocks) {
        TradeLog trades;
        Summary summary;
        if (track != null) {
            SharedRun run = new SharedRun(engine, window, track).play();
            trades = run.trades();
            summary = TapeRun.summary(
                    engine, trades, run.events(), null, window.tape().synthetic());
        } else {
            TapeRun run = TapeRun.of(engine, window, List.of());
            trades = run.trades();
            summary = run.summary();
        }
        return SetResult.of(
                set.index(), set.digest(), summary, engine.settings().risk().equityE8(), trades.days(), blocks);
    }
}
