package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.market.CurrentSession;
import io.ringside.engine.risk.BarSkips;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.engine.sim.WorkingOrder;
import io.ringside.replay.TradeLog;
import java.util.List;

/**
 * A back test that shares the first two stages with others: the engine's own risk stage and the simulated broker, in the
 * lock step of a back test, on signals that were recorded. Bars that change nothing but prices are counted and skipped:
 * without position and orders, those without an entry signal; during a long position with its stop only, those that neither
 * reach nor trail the stop and have no exit signal, all but the last of successive ones that only trail it, and open prints
 * of bars that do not reach it. The trades, the equity and the number of events are those of the whole pipeline.
 *
 * <p>Thread: the caller's; the track may be shared.
 */
final class SharedRun {
    /** Number of events that fit into the nearer caches, with their signals. */
    private static final int STRETCH = 4_000;

    private final Window window;
    private final SignalTrack track;
    private final SimulatedBroker broker;
    private final RiskHandler risk;
    private final BarSkips skipped;
    private final TradeLog trades;
    private final CurrentSession session;
    /** Bar series of each instrument. */
    private final int[][] seriesOf;

    private final EngineEvent market;
    private final EngineEvent answer;
    private final double atrMultiple;
    private final long tickE8;
    private final boolean skips;
    /** Whether a change takes effect before the next price. */
    private final boolean atOnce;

    private int at;
    private long sequence = TapeRun.FIRST_SEQUENCE;
    /** Number of broker reports on changes skipped with the bars before the next relevant event. */
    private int answersPassed;

    SharedRun(Engine engine, Window window, SignalTrack track) {
        this.window = window;
        this.track = track;
        at = window.first();
        broker = engine.settings().simulatedBroker(engine.calendar());
        risk = engine.stages(null, broker).risk();
        skipped = risk.skips();
        trades = new TradeLog(engine);
        atrMultiple = engine.settings().risk().atrMultiple();
        // Limits check every event.
        skips = track.skips() && engine.settings().risk().limits() == null;
        BrokerSettings fills = engine.settings().broker();
        atOnce = fills.latencyEvents() == 0 && fills.latencyNanos() == 0;
        tickE8 = engine.settings().instruments().get(0).tickE8();
        session = new CurrentSession(engine.calendar());
        seriesOf = engine.settings().instruments().stream()
                .map(instrument -> engine.series().stream()
                        .filter(series -> series.instrument().id() == instrument.id())
                        .mapToInt(BarSeries::seriesId)
                        .toArray())
                .toArray(int[][]::new);
        market = new EngineEvent(engine.bounds());
        answer = new EngineEvent(engine.bounds());
    }

    /**
     * Plays runs of one window on one track side by side, a stretch of events at a time: events read by the first of them
     * are still in the cache for the others.
     */
    static void play(List<SharedRun> runs, Window window) {
        int to = window.first();
        while (to < window.end()) {
            to = Math.min(window.end(), to + STRETCH);
            for (SharedRun run : runs) {
                run.playTo(to);
            }
        }
        runs.forEach(run -> run.trades.finish());
    }

    /** Plays at least up to an event, which is not included. */
    private void playTo(int end) {
        MarketTape tape = window.tape();
        while (at < end) {
            int next = skips ? firstThatMatters(at) : at;
            if (next > at) {
                pass(tape, at, next);
                at = next;
                if (at == window.end()) {
                    break;
                }
            }
            window.load(at, market);
            broker.before(market);
            answer();
            market.clearDecisions();
            market.sequence = sequence++;
            market.sessionDay = session.day(market.eventNanos);
            if (market.type == EventType.BAR) {
                addBar();
            }
            track.addTo(market, at, market.instrumentId);
            decide(market);
            answer();
            at = trades.account().isRuined() ? window.end() : at + 1;
        }
    }

    /** Round trips and daily equity. */
    TradeLog trades() {
        return trades;
    }

    /** Events that a journal would hold. */
    long events() {
        return sequence - TapeRun.FIRST_SEQUENCE;
    }

    /** The first event from the given one on that may change anything but prices. */
    private int firstThatMatters(int event) {
        if (skipped.isIdle()) {
            return broker.isIdle() && risk.ledger().cashE8() >= 0 ? track.stop(event) : event;
        }
        long stopRef = skipped.onlyStopOfLong(0);
        if (stopRef == 0 || window.tape().type(event) != EventType.OPEN_PRINT) {
            return event;
        }
        WorkingOrder stop = broker.onlyOrder(0);
        if (stop == null || stop.terms().orderRef != stopRef || stop.workingType() != OrderType.STOP) {
            return event;
        }
        // A position bought on credit may be worth less than the debt even above its stop.
        long owedE8 = -risk.ledger().cashE8();
        if (owedE8 > 0 && FixedPoint.times(stop.triggerE8(), risk.ledger().position(0)) <= owedE8) {
            return event;
        }
        boolean whole =
                atOnce && stop.filled() == 0 && stop.open() == risk.ledger().position(0);
        return firstUnder(event, stop.triggerE8(), whole);
    }

    /**
     * As {@link SignalTrack#stopUnder}. Of successive bars that only trail the stop, only the last one matters: it moves the
     * stop to the same price. Each of the others stands for a change and the broker's report on it.
     */
    private int firstUnder(int print, long stopE8, boolean following) {
        int next = track.stopUnder(print, stopE8, atrMultiple, tickE8);
        int lastTrail = -1;
        long trailedE8 = stopE8;
        while (following && track.onlyTrails(next)) {
            long toE8 = skipped.trailedStop(0, trailedE8, track.trailFromE8(next), track.trailBy(next));
            if (toE8 != trailedE8) {
                trailedE8 = toE8;
                answersPassed += lastTrail < 0 ? 0 : 1;
                lastTrail = next;
            }
            next = track.stopUnder(next + 1, trailedE8, atrMultiple, tickE8);
        }
        return lastTrail < 0 ? next : lastTrail;
    }

    /** Skips the bars from one event to another, all of one session, which change nothing but prices. */
    private void pass(MarketTape tape, int from, int to) {
        sequence += to - from + answersPassed;
        answersPassed = 0;
        int bars = track.bars(from, to);
        if (bars == 0) {
            return;
        }
        boolean warmUp = window.isWarmUp(to - 1);
        int count = warmUp ? 0 : bars;
        skipped.count(0, warmUp ? 0 : track.closings(from, to));
        // The next event has a price that replaces the last one.
        if (to < window.end() && tape.type(to).isMarketData()) {
            trades.skipBars(0, count);
        } else {
            int last = lastBar(tape, to);
            trades.skipBars(0, count, tape.startNanos(last), tape.nanos(last), tape.closeE8(last));
        }
    }

    private static int lastBar(MarketTape tape, int to) {
        int bar = to - 1;
        while (tape.type(bar) != EventType.BAR) {
            bar--;
        }
        return bar;
    }

    private void addBar() {
        for (int seriesId : seriesOf[market.instrumentId]) {
            // Prices as doubles are not set: only indicators use them.
            Bar bar = market.addBar();
            bar.derived = false;
            bar.at(market.instrumentId, seriesId, market.sessionDay, market.startNanos, market.eventNanos);
            bar.openE8 = market.openE8;
            bar.highE8 = market.highE8;
            bar.lowE8 = market.lowE8;
            bar.closeE8 = market.closeE8;
            bar.volume = market.volume;
        }
    }

    private void answer() {
        while (broker.poll(answer)) {
            answer.clearDecisions();
            answer.sequence = sequence++;
            answer.sessionDay = session.day(answer.eventNanos);
            decide(answer);
        }
    }

    private void decide(EngineEvent slot) {
        risk.onEvent(slot);
        for (int i = 0; i < slot.intentCount; i++) {
            broker.submit(slot.intents[i], slot.eventNanos);
        }
        trades.onEvent(slot);
        broker.after(slot);
    }
}
