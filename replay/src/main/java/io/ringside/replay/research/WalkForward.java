package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.BuyAndHold;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Chooses the best set on a span of sessions, trades it on the following span, and moves on. The account continues from span
 * to span; positions open at the end of a span are closed as by a market order.
 *
 * <p>Thread: one; the sets of a fold run on the engine's threads.
 */
final class WalkForward {
    private static final int SESSIONS_SPARE = 10;

    /**
     * Training and test span of a fold: sessions, the end of each span not included.
     */
    record Span(int trainFrom, int trainTo, int testFrom, int testTo) {}

    /**
     * Choice and results of a fold.
     *
     * @param chosen the set; null if none meets the constraints, and nothing is traded
     * @param inSample result on the training span
     * @param outOfSample result on the test span
     */
    record Fold(Span span, ParameterSet chosen, SetResult inSample, Summary outOfSample) {}

    private final List<Fold> folds = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final List<SessionEquity> days = new ArrayList<>();
    private final long startE8;
    private long commissionsE8;
    private long slippageE8;
    private long bars;
    private long events;
    private boolean ruined;
    private double highestGross;
    private final boolean synthetic;

    private WalkForward(long startE8, boolean synthetic) {
        this.startE8 = startE8;
        this.synthetic = synthetic;
    }

    /**
     * The spans.
     *
     * @param anchored whether every fold trains from the first session on
     * @param purge sessions left out between training and test
     * @throws UserError if there are too few sessions for one fold
     */
    static List<Span> spans(int first, int end, int train, int test, boolean anchored, int purge) {
        List<Span> spans = new ArrayList<>();
        for (int testFrom = first + train + purge; testFrom < end; testFrom += test) {
            int trainTo = testFrom - purge;
            spans.add(new Span(anchored ? first : trainTo - train, trainTo, testFrom, Math.min(end, testFrom + test)));
        }
        if (spans.isEmpty()) {
            throw new UserError("--train " + train + "d: the data has " + (end - first)
                    + " sessions, which leaves none to test on; shorten --train or give more data");
        }
        return spans;
    }

    /** Walks over all spans. */
    static WalkForward of(
            StudyData data, Grid grid, List<Span> spans, Objective objective, SetEngine runner, IntConsumer progress) {
        long startE8 = EngineSettings.of(data.config()).risk().equityE8();
        var walk = new WalkForward(startE8, data.tape().synthetic());
        int warm = warmUpSessions(grid, data.tape());
        for (Span span : spans) {
            walk.fold(data.tape(), grid, span, objective, runner, warm);
            progress.accept(walk.folds.size());
        }
        return walk;
    }

    private void fold(MarketTape tape, Grid grid, Span span, Objective objective, SetEngine runner, int warm) {
        Map<String, ParameterSet> sets = SweepLog.byDigest(grid.sets());
        Map<String, SetResult> results = new HashMap<>();
        runner.run(
                List.copyOf(sets.values()),
                tape.sessions(Math.max(0, span.trainFrom - warm), span.trainFrom, span.trainTo),
                span.trainTo - span.trainFrom,
                result -> results.put(result.digest(), result));
        SetResult best = objective.best(SweepLog.inOrder(grid.sets(), results));
        ParameterSet chosen = best == null ? null : sets.get(best.digest());
        long equityE8 = days.isEmpty() ? startE8 : days.get(days.size() - 1).equityE8();
        Window window = tape.sessions(Math.max(0, span.testFrom - warm), span.testFrom, span.testTo);
        if (chosen == null || equityE8 <= 0) {
            for (int session = span.testFrom; session < span.testTo; session++) {
                days.add(new SessionEquity(tape.sessionDay(session), equityE8, equityE8, 0, Trade.UNKNOWN, 0));
            }
            folds.add(new Fold(span, null, null, null));
            return;
        }
        Engine engine = Grid.engine(EngineSettings.with(
                EngineSettings.parse(chosen.configuration(), "configuration").config(),
                "risk.equity=" + FixedPoint.format(equityE8)));
        TapeRun run = TapeRun.of(engine, window, List.of());
        trades.addAll(run.trades().trades());
        days.addAll(run.trades().days());
        ruined |= run.trades().account().isRuined();
        highestGross = Math.max(highestGross, run.trades().account().highestGross());
        int last =
                days.isEmpty() ? Integer.MIN_VALUE : days.get(days.size() - 1).epochDay();
        for (int session = span.testFrom; session < span.testTo && ruined; session++) {
            if (tape.sessionDay(session) > last) {
                days.add(new SessionEquity(tape.sessionDay(session), 0, 0, 0, Trade.UNKNOWN, 0));
            }
        }
        commissionsE8 += run.trades().account().commissionsE8();
        slippageE8 += run.trades().account().slippageE8();
        bars += run.trades().bars();
        Summary summary = run.summary();
        events += (long) summary.number("events");
        folds.add(new Fold(span, chosen, best, summary));
    }

    /** Folds in the order of time. */
    List<Fold> folds() {
        return folds;
    }

    /** Trades out of sample. */
    List<Trade> trades() {
        return trades;
    }

    /** The account out of sample, with a benchmark that is held throughout. */
    List<SessionEquity> days(MarketTape tape) {
        int session = folds.get(0).span.testFrom;
        int instruments = 1;
        for (int event = 0; event < tape.events(); event++) {
            instruments = Math.max(instruments, tape.instrument(event) + 1);
        }
        var held = new BuyAndHold(startE8, instruments);
        long[] lastE8 = new long[instruments];
        List<SessionEquity> all = new ArrayList<>();
        int event = tape.sessionStart(session);
        for (SessionEquity day : days) {
            while (session < tape.sessions() && tape.sessionDay(session) < day.epochDay()) {
                session++;
            }
            int end = session < tape.sessions() ? tape.sessionStart(session + 1) : tape.events();
            for (; event < end; event++) {
                EventType type = tape.type(event);
                int id = tape.instrument(event);
                if (type == EventType.BAR) {
                    lastE8[id] = tape.closeE8(event);
                } else if (type == EventType.OPEN_PRINT || type == EventType.TRADE) {
                    lastE8[id] = tape.openE8(event);
                }
                if (lastE8[id] != 0 && held.waitsFor(id) && isRegular(tape.nanos(event))) {
                    held.buy(id, lastE8[id]);
                }
            }
            long benchmarkE8 = held.valueE8(lastE8);
            all.add(day.withBenchmark(benchmarkE8));
        }
        return all;
    }

    private static boolean isRegular(long nanos) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        return nanos >= calendar.openNanos(calendar.sessionDay(nanos));
    }

    /** The figures out of sample. */
    Summary summary(List<SessionEquity> days, double risklessPercent) {
        return Summary.of(
                new Run(
                        startE8,
                        commissionsE8,
                        slippageE8,
                        bars,
                        events,
                        null,
                        synthetic,
                        highestGross,
                        ruined,
                        risklessPercent),
                trades,
                days);
    }

    /**
     * Warm-up sessions for the longest indicator of any set; several times its warm-up, for indicators that depend on all
     * past bars.
     */
    private static int warmUpSessions(Grid grid, MarketTape tape) {
        int longest = 1;
        int sessions = 0;
        String seen = "";
        for (ParameterSet set : grid.sets()) {
            if (set.signalKey().equals(seen)) {
                continue;
            }
            seen = set.signalKey();
            Engine engine = Grid.engine(set.configuration());
            if (engine.portfolio() != null) {
                // One bar a session; some are spare for names with missing bars.
                sessions = Math.max(sessions, engine.portfolio().strategy().barsKept() + SESSIONS_SPARE);
            }
            for (StrategyBinding binding : engine.bindings()) {
                for (Strategy.Input input : binding.inputs()) {
                    for (Strategy.Named named : input.indicators()) {
                        Indicator indicator = named.indicator();
                        longest = Math.max(longest, indicator.warmUp());
                    }
                }
            }
        }
        int barsASession = Math.max(1, tape.bars() / Math.max(1, tape.sessions()));
        return Math.max(sessions, 1 + (4 * longest + barsASession - 1) / barsASession);
    }
}
