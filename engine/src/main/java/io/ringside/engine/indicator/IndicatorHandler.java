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
 * First stage: finds the event's session, closes bars, updates the indicators over them. A series of the feed's bar size
 * takes the feed's bars; all other series aggregate theirs from trades or smaller bars. A live session may begin with larger
 * bars of history: each series takes those that are not larger than its own.
 *
 * <p>Thread: indicator stage. Owns: bar series. Reads: ingress. Writes: session day, bars, updates, values.
 */
public final class IndicatorHandler {
    private final CurrentSession current;
    private final BarSeries[][] direct;
    private final BarSeries[] aggregated;
    private final BarAggregator[] makers;
    /** Indices of an instrument's aggregated series, ascending. */
    private final int[][] aggregatedOf;
    /** Until then only an event of the instrument itself, or a session's open or close, can end an aggregated bar. */
    private long dueNanos = Long.MAX_VALUE;

    private long looks;
    /** The subscriptions on each instrument, by binding and input. */
    private final BarSeries.Subscription[][] subscriptions;
    /** Longest bar that counts as one of the feed's; history may come in larger ones. */
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
        if (event.isPortfolioOnly()) {
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
     * Adjusts the state of an instrument's series for a split. The adjusted values of the bars that closed last go with the
     * event, in the order of bindings and their inputs; no new bar closes.
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

    /** Aggregates bars. Those of other instruments are checked only when one of them may have ended, not on each event. */
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

    /** How often an aggregated bar was checked for its end so far. */
    long looks() {
        return looks;
    }

    /** Nearly always there is one series, and the compiler optimises it better outside of a loop. */
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
