package io.ringside.replay.research;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.RunLog;
import io.ringside.replay.Silence;
import io.ringside.replay.TradeLog;
import io.ringside.replay.report.Summary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One back test on a tape without a journal: the same pipeline, broker, logs and digest.
 *
 * <p>Thread: the caller's.
 */
public final class TapeRun {
    /** Sequence of the first event: sequence 0 is a journal's OPEN record. */
    static final long FIRST_SEQUENCE = 1;

    private final Engine engine;
    private final Window window;
    private final SimulatedBroker broker;
    private final RunLog trades;
    private long events;
    private String digest = "";

    private TapeRun(Engine engine, Window window, SimulatedBroker broker, RunLog trades) {
        this.engine = engine;
        this.window = window;
        this.broker = broker;
        this.trades = trades;
    }

    /** Plays the window through a new engine. */
    public static TapeRun of(Engine engine, Window window, List<Consumer<EngineEvent>> observers) {
        return new TapeRun(engine, window, broker(engine), RunKind.log(engine)).play(observers, false);
    }

    /** The same, with the digest that a journal of the run would have; takes a few times as long. */
    public static TapeRun digested(Engine engine, Window window, List<Consumer<EngineEvent>> observers) {
        return new TapeRun(engine, window, broker(engine), RunKind.log(engine)).play(observers, true);
    }

    /**
     * Plays a recorded session, with its digest. Where the engine takes its equity from an account, that is what the session's
     * own events say.
     *
     * @param startE8 what the recorded account began with, at 1e-8
     * @param live whether it was a daemon's session, which holds on to its positions over the night
     */
    static TapeRun recorded(
            Engine engine, Window window, long startE8, boolean live, List<Consumer<EngineEvent>> observers) {
        SimulatedBroker broker = engine.settings().risk().fromAccount()
                ? engine.settings().simulatedBroker(engine.calendar(), startE8)
                : broker(engine);
        // This log knows what a session takes over from the one before.
        TradeLog log = new TradeLog(engine);
        return new TapeRun(engine, window, broker, log).play(observers, true, () -> log.finish(live));
    }

    private static SimulatedBroker broker(Engine engine) {
        return engine.settings().simulatedBroker(engine.calendar());
    }

    /** Runs a configuration without trades once more, for an analysis. */
    static Silence silence(String configuration, Window window) {
        return silence(Grid.engine(configuration), window);
    }

    /** The same with an engine that is new. */
    static Silence silence(Engine engine, Window window) {
        Silence analysis = RunKind.silence(engine);
        of(engine, window, List.of(analysis::onEvent));
        return analysis;
    }

    /** A recorded session without trades once more, for an analysis, see {@link #recorded}. */
    static Silence silence(Engine engine, Window window, long startE8) {
        Silence analysis = RunKind.silence(engine);
        recorded(engine, window, startE8, true, List.of(analysis::onEvent));
        return analysis;
    }

    private TapeRun play(List<Consumer<EngineEvent>> observers, boolean digested) {
        return play(observers, digested, trades::finish);
    }

    private TapeRun play(List<Consumer<EngineEvent>> observers, boolean digested, Runnable finish) {
        List<Consumer<EngineEvent>> all = new ArrayList<>();
        all.add(trades::onEvent);
        all.addAll(observers);
        var records = new JournalDigest();
        var buffer = new UnsafeBuffer(ByteBuffer.allocate(JournalRecord.maxLength(engine.bounds())));
        if (digested) {
            all.add(event -> records.add(buffer, 0, JournalRecord.encode(event, 0, buffer)));
        }
        try (Pipeline pipeline = Pipeline.inline(engine.stages(null, broker), engine.bounds(), FIRST_SEQUENCE)) {
            all.add(new CarriedOrders(broker)::onEvent);
            var backtest = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), all);
            Backtest.Feed feed = window.feed();
            while (!trades.account().isRuined() && backtest.step(feed)) {
                // All work is in the step.
            }
            events = backtest.events();
        }
        finish.run();
        digest = digested ? records.hex() : "";
        return this;
    }

    /** Round trips and daily equity. */
    public RunLog trades() {
        return trades;
    }

    /** SHA-256 over the events with their decisions, as {@code verify} prints it; empty unless it was requested. */
    public String digest() {
        return digest;
    }

    /** The figures. */
    public Summary summary() {
        return summary(trades, events, digest, window.tape().synthetic());
    }

    static Summary summary(RunLog trades, long events, String digest, boolean synthetic) {
        return Summary.of(trades.run(events, digest, synthetic), trades.trades(), trades.days());
    }
}
