package io.ringside.replay;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.SimulatedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One back test: market events through an engine and a simulated broker into a journal.
 *
 * <p>Thread: the caller's.
 */
public final class BacktestRun {
    private final Engine engine;
    private final TradeLog trades;
    private final OrderLog orders;
    private final PathLog path;
    private long events;
    private boolean synthetic;

    /** A run whose events come from a replay of its journal, see {@link #observers}. */
    public BacktestRun(Engine engine, boolean synthetic) {
        this(engine);
        this.synthetic = synthetic;
    }

    public BacktestRun(Engine engine) {
        this.engine = engine;
        trades = new TradeLog(engine);
        orders = new OrderLog(engine);
        path = new PathLog(engine);
    }

    /**
     * Plays the feed and closes the journal.
     *
     * @param journal a folder that does not exist
     * @param sessionDay the first session, days since 1970
     * @param onRing whether the stages run on the ring's threads
     */
    public void play(MarketFeed feed, Path journal, int sessionDay, boolean onRing) {
        play(feed, journal, sessionDay, onRing, () -> event -> {});
    }

    /**
     * The same, and replays the journal meanwhile, on a thread of its own.
     *
     * @param proof whether to replay it
     * @return the result that {@link #verify(Path)} would have
     * @throws UserError if it does not replay to the same decisions
     */
    public Verification.Result play(MarketFeed feed, Path journal, int sessionDay, boolean onRing, boolean proof) {
        return FollowingProof.beside(journal, proof, follower -> play(feed, journal, sessionDay, onRing, follower));
    }

    private void play(
            MarketFeed feed, Path journal, int sessionDay, boolean onRing, Supplier<Consumer<EngineEvent>> follower) {
        synthetic = feed.withTimer(engine.hearsTimer()).synthetic();
        events = play(engine, feed, journal, sessionDay, onRing, trades.account(), observers(), follower);
        trades.finish();
    }

    /**
     * Plays a feed through an engine and a simulated broker, until it ends or the account is ruined, and closes the journal.
     *
     * @param journal a folder that does not exist
     * @param sessionDay the first session, days since 1970
     * @param onRing whether the stages run on the ring's threads
     * @param account kept by one of the observers
     * @param follower asked for once the journal has begun; sees each event after it was journaled, as the observers do
     * @return events processed, fills and acknowledgements included
     */
    public static long play(
            Engine engine,
            MarketFeed feed,
            Path journal,
            int sessionDay,
            boolean onRing,
            AccountLog account,
            List<Consumer<EngineEvent>> observers,
            Supplier<Consumer<EngineEvent>> follower) {
        JournalSettings journalSettings = engine.settings().syncIntents()
                ? new JournalSettings(
                        JournalSettings.Sync.INTENTS,
                        JournalSettings.backtest().minFreeBytes(),
                        JournalSettings.backtest().manifestEvery())
                : JournalSettings.backtest();
        SimulatedBroker broker = engine.settings().simulatedBroker(engine.calendar());
        try (JournalWriter writer = JournalWriter.create(
                journal, sessionDay, build(), engine.settings().text(), journalSettings, engine.bounds())) {
            Stages stages = engine.stages(new JournalHandler(writer), broker);
            try (Pipeline pipeline = onRing
                    ? Pipeline.ring(
                            stages,
                            engine.bounds(),
                            writer.nextSequence(),
                            engine.settings().threads(),
                            failure -> {})
                    : Pipeline.inline(stages, engine.bounds(), writer.nextSequence())) {
                List<Consumer<EngineEvent>> all = new ArrayList<>(observers);
                all.add(follower.get());
                Backtest backtest = new Backtest(pipeline, broker, new EngineEvent(engine.bounds()), all);
                while (!account.isRuined() && backtest.step(feed::next)) {
                    // All work is in the step.
                }
                return backtest.events();
            }
        }
    }

    /**
     * Replays the journal that {@link #play} left.
     *
     * @throws UserError if it does not replay to the same decisions
     */
    public static Verification.Result verify(Path journal) {
        return verify(journal, engine -> List.of());
    }

    /**
     * The same before observers.
     *
     * @param observers given the engine that replays
     */
    public static Verification.Result verify(Path journal, Function<Engine, List<Consumer<EngineEvent>>> observers) {
        try (JournalReader reader = JournalReader.open(journal)) {
            Engine engine = Verification.engineOf(reader);
            Verification.Result result = Verification.replay(reader, engine, observers.apply(engine));
            if (result.difference() != null) {
                throw new UserError(journal + ": " + result.line());
            }
            return result;
        }
    }

    /** The logs to be called with every event. */
    public List<Consumer<EngineEvent>> observers() {
        return List.of(trades::onEvent, orders::onEvent, path::onEvent);
    }

    /**
     * Ends the logs after so many events.
     *
     * @param live whether they were a daemon's, which goes on with what it holds
     */
    public void finish(long eventsTold, boolean live) {
        events = eventsTold;
        trades.finish(live);
    }

    /** Round trips and daily equity. */
    public TradeLog trades() {
        return trades;
    }

    /** Every order. */
    public OrderLog orders() {
        return orders;
    }

    /** Bars, stops and costs, for the tear sheet. */
    public PathLog path() {
        return path;
    }

    /** The engine that ran. */
    public Engine engine() {
        return engine;
    }

    /** Events processed, fills and acknowledgements included. */
    public long events() {
        return events;
    }

    /** Whether any of the prices were invented. */
    public boolean synthetic() {
        return synthetic;
    }

    /** The build, as the journal records it. */
    static String build() {
        return Commands.version();
    }
}
