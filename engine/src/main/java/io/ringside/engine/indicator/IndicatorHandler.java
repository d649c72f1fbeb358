package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.BarAggregator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.CurrentSession;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * First stage: finds the event's session, closes bars, updates the indicators over them. A series whose bars arrive as they
 * are takes them; all other series make theirs from trades or smaller bars. What a session begins with may hold larger bars
 * of the past: each series takes those that are not larger than its own.
 *
 * <p>Thread: indicator stage. Owns: bar series. Reads: ingress. Writes: session day, bars, updates, values.
 */
public final class IndicatorHandler {
    private final CurrentSession current;
    private final BarSeries[][] direct;
    private final BarSeries[] aggregated;
    private final BarAggregator[] makers;
    /** Which of them are of an instrument, ascending. */
    private final int[][] aggregatedOf;
    /** Before it no event ends a bar of an instrument that it is not about, but a session's bounds. */
    private long dueNanos = Long.MAX_VALUE;

    private long looks;
    /** What strategies read of each instrument, by binding and input. */
    private final BarSeries.Subscription[][] subscriptions;
    /** Longest bar that is one of those that come in; history may be told in larger ones. */
    private final long directNanosMax;

    /**
     * @param directBars size of the bars that come in, or null if only trades do
     */
    public IndicatorHandler(
            ExchangeCalendar calendar, int instruments, List<BarSeries> series, BarSpec directBars, Session session) {
        current = new CurrentSession(calendar);
        directNanosMax =
                directBars != null && directBars.unit() == BarSpec.Unit.TIME ? directBars.count() : Long.MAX_VALUE;
        List<List<BarSeries>> asTheyAre = new ArrayList<>();
        for (int id = 0; id < instruments; id++) {
            asTheyAre.add(new ArrayList<>());
        }
        List<BarSeries> others = new ArrayList<>();
        for (BarSeries one : series) {
            if (one.spec().equals(directBars)) {
                asTheyAre.get(one.instrument().id()).add(one);
            } else {
                others.add(one);
            }
        }
        direct = asTheyAre.stream().map(list -> list.toArray(BarSeries[]::new)).toArray(BarSeries[][]::new);
        aggregated = others.toArray(BarSeries[]::new);
        aggregatedOf = IntStream.range(0, instruments)
                .mapToObj(id -> IntStream.range(0, aggregated.length)
                        .filter(i -> aggregated[i].instrument().id() == id)
                        .toArray())
                .toArray(int[][]::new);
        subscriptions = new BarSeries.Subscription[instruments][];
        for (int id = 0; id < instruments; id++) {
            int instrumentId = id;
            subscriptions[id] = series.stream()
                    .filter(one -> one.instrument().id() == instrumentId)
                    .flatMap(one -> one.subscriptions().stream())
                    .sorted(Comparator.comparingInt(BarSeries.Subscription::bindingId)
                            .thenComparingInt(BarSeries.Subscription::input))
                    .toArray(BarSeries.Subscription[]::new);
        }
        makers = others.stream()
                .map(one -> new BarAggregator(calendar, one.instrument().id(), one.seriesId(), one.spec(), session))
                .toArray(BarAggregator[]::new);
    }

    /** Takes one event in. */
    public void onEvent(EngineEvent event) {
        event.sessionDay = current.day(event.eventNanos);
        if (event.type == EventType.CORPORATE_ACTION) {
            onAction(event);
            return;
        }
        if (event.isTold()) {
            return;
        }
        if (aggregated.length > 0) {
            makeBars(event);
        }
        if (event.type == EventType.BAR && event.eventNanos - event.startNanos <= directNanosMax) {
            arrived(event);
        }
    }

    /**
     * A split restates what is remembered of the instrument. The values that strategies have seen, restated, go with the
     * event, in the order of bindings and their inputs: they are of the bars that closed last, and of no new one.
     */
    private void onAction(EngineEvent event) {
        if (CorporateAction.ofCode(event.code) != CorporateAction.SPLIT) {
            return;
        }
        for (int i : aggregatedOf[event.instrumentId]) {
            makers[i].split(event.quantity, event.argument);
        }
        for (BarSeries.Subscription one : subscriptions[event.instrumentId]) {
            one.split(event, event.quantity, event.argument);
        }
    }

    /** Bars of other instruments are looked at when one of them may be over, and not on each event. */
    private void makeBars(EngineEvent event) {
        boolean bound = event.type == EventType.SESSION_OPEN || event.type == EventType.SESSION_CLOSE;
        if (bound || event.eventNanos >= dueNanos) {
            dueNanos = Long.MAX_VALUE;
            for (int i = 0; i < aggregated.length; i++) {
                makeOne(event, i);
            }
        } else if (event.type.isMarketData()) {
            for (int i : aggregatedOf[event.instrumentId]) {
                makeOne(event, i);
            }
        }
    }

    private void makeOne(EngineEvent event, int index) {
        looks++;
        make(event, aggregated[index], makers[index]);
        dueNanos = Math.min(dueNanos, makers[index].dueNanos());
    }

    /** How often a bar that is made was looked at so far. */
    long looks() {
        return looks;
    }

    /** Nearly always it is one series, and outside of a loop the compiler keeps its hands free for it. */
    private void arrived(EngineEvent event) {
        BarSeries[] series = direct[event.instrumentId];
        if (series.length > 0) {
            series[0].arrived(event);
            for (int i = 1; i < series.length; i++) {
                series[i].arrived(event);
            }
        }
    }

    /** Closes what is over when the event happens, then adds the event, which may close the next bar. */
    private static void make(EngineEvent event, BarSeries series, BarAggregator maker) {
        if (maker.closesBefore(event)) {
            close(event, series, maker);
        }
        if (event.instrumentId == series.instrument().id()
                && (event.type == EventType.TRADE || event.type == EventType.BAR)
                && maker.add(event)) {
            close(event, series, maker);
        }
    }

    private static void close(EngineEvent event, BarSeries series, BarAggregator maker) {
        Bar bar = event.addBar();
        maker.take(bar);
        series.closed(event, bar);
    }
}
