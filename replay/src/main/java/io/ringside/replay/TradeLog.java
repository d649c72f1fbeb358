package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Round trips and daily equity, kept from the events of a pipeline or a journal.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class TradeLog {
    private static final String END_OF_DATA = "END_OF_DATA";

    /** An order that is known: which strategy it is of, and why it is there. */
    private record Known(int bindingId, Purpose purpose, int reason, long causeSequence, long riskE8) {}

    /** A signal on which something was decided. */
    private record Seen(long barNanos, Map<String, Double> values) {}

    /** A position that is open. */
    private static final class Open {
        private final Side side;
        private long position;
        private long entryNanos;
        private long entryRef;
        private long entryQuantity;
        private long entryValueE8;
        private long exitQuantity;
        private long exitValueE8;
        private long commissionE8;
        private long riskE8;
        private Seen signal;

        Open(Side side) {
            this.side = side;
        }
    }

    private final Engine engine;
    private final ExchangeCalendar calendar;
    private final EventText text;
    private final Ledger ledger;
    private final Open[] open;
    private final long[] lastBarNanos;
    private final long[] firstCloseE8;
    private final int[] firstSeries;
    private final Long2ObjectHashMap<Known> orders = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Seen> signals = new Long2ObjectHashMap<>();
    private final List<Trade> trades = new ArrayList<>();
    private final List<SessionEquity> days = new ArrayList<>();
    private long bars;
    private long barsInMarket;
    private int barsToday;
    private int barsInMarketToday;
    private long commissionsE8;
    private long slippageE8;
    private long lastNanos;

    public TradeLog(Engine engine) {
        this.engine = engine;
        calendar = engine.calendar();
        text = new EventText(engine);
        int instruments = engine.settings().instruments().size();
        ledger = new Ledger(engine.settings().risk().equityE8(), instruments);
        open = new Open[engine.bindings().size()];
        lastBarNanos = new long[instruments];
        firstCloseE8 = new long[instruments];
        firstSeries = new int[instruments];
        for (int i = engine.series().size() - 1; i >= 0; i--) {
            firstSeries[engine.series().get(i).instrument().id()] = i;
        }
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        lastNanos = event.eventNanos;
        switch (event.type) {
            case OPEN_PRINT, TRADE -> {
                ledger.mark(event.instrumentId, event.priceE8);
                lastBarNanos[event.instrumentId] = event.eventNanos;
            }
            case BAR -> {
                ledger.mark(event.instrumentId, event.closeE8);
                lastBarNanos[event.instrumentId] = event.startNanos;
            }
            case CORPORATE_ACTION -> ledger.onAction(event);
            case FILL -> onFill(event);
            case COMMISSION -> {
                ledger.charge(event.commissionE8);
                commissionsE8 += event.commissionE8;
            }
            case SESSION_CLOSE -> {
                if (!event.isWarmUp()) {
                    days.add(day(event.sessionDay));
                }
            }
            default -> {
                // Changes neither money nor positions.
            }
        }
        onBars(event);
        remember(event);
    }

    /**
     * Takes bars of one session in that were left out, since nothing happened on them.
     *
     * @param count how many of them count as traded
     * @param startNanos first instant of the last one
     * @param firstE8 last price of the first one
     * @param lastE8 last price of the last one
     */
    public void passed(int instrumentId, int count, long startNanos, long firstE8, long lastE8) {
        ledger.mark(instrumentId, lastE8);
        lastBarNanos[instrumentId] = startNanos;
        passed(instrumentId, count);
        if (count > 0 && firstCloseE8[instrumentId] == 0) {
            firstCloseE8[instrumentId] = firstE8;
        }
    }

    /** As {@link #passed(int, int, long, long, long)}, where a bar has been seen before and a price comes next. */
    public void passed(int instrumentId, int count) {
        int held = ledger.position(instrumentId) != 0 ? count : 0;
        bars += count;
        barsInMarket += held;
        barsToday += count;
        barsInMarketToday += held;
    }

    /** Ends the log: what is still open is valued at its last price, without commission. */
    public void finish() {
        for (StrategyBinding binding : engine.bindings()) {
            Open position = open[binding.bindingId()];
            if (position != null && position.position != 0) {
                int instrument = binding.instrument().id();
                long quantity = Math.abs(position.position);
                position.exitQuantity += quantity;
                position.exitValueE8 =
                        Math.addExact(position.exitValueE8, FixedPoint.times(ledger.lastE8(instrument), quantity));
                close(binding, position, lastNanos, END_OF_DATA);
            }
        }
    }

    /** Round trips, in the order of their ends. */
    public List<Trade> trades() {
        return trades;
    }

    /** The account at each traded session's close; the benchmark holds the instruments from the first bar's close on. */
    public List<SessionEquity> days() {
        return days;
    }

    /** Cash and positions as they stand. */
    public Ledger ledger() {
        return ledger;
    }

    /** Bars that were traded. */
    public long bars() {
        return bars;
    }

    /** Share of the traded bars that closed with a position, in percent. */
    public double timeInMarketPercent() {
        return bars == 0 ? 0 : 100.0 * barsInMarket / bars;
    }

    /** All commission charged, at 1e-8. */
    public long commissionsE8() {
        return commissionsE8;
    }

    /** Money lost to slippage, at 1e-8. */
    public long slippageE8() {
        return slippageE8;
    }

    /** Counts the bars of each instrument's first series, whether they arrived or were made of ticks. */
    private void onBars(EngineEvent event) {
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            if (event.isWarmUp() || bar.seriesId != firstSeries[bar.instrumentId]) {
                continue;
            }
            int held = ledger.position(bar.instrumentId) != 0 ? 1 : 0;
            bars++;
            barsInMarket += held;
            barsToday++;
            barsInMarketToday += held;
            if (firstCloseE8[bar.instrumentId] == 0) {
                firstCloseE8[bar.instrumentId] = bar.closeE8;
            }
        }
    }

    private void onFill(EngineEvent event) {
        ledger.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
        commissionsE8 += event.commissionE8;
        slippageE8 += event.slippageE8;
        Known order = orders.get(event.orderRef);
        if (order == null) {
            return;
        }
        StrategyBinding binding = engine.bindings().get(order.bindingId);
        Open position = open[order.bindingId];
        if (position == null) {
            position = new Open(event.side);
            position.entryNanos = event.eventNanos;
            position.entryRef = event.orderRef;
            position.riskE8 = order.riskE8;
            position.signal = signals.remove(order.causeSequence);
            open[order.bindingId] = position;
        }
        position.commissionE8 += event.commissionE8;
        long valueE8 = FixedPoint.times(event.priceE8, event.quantity);
        // By its side, not by its purpose: a stop that executes late may open a position.
        if (event.side == position.side) {
            position.entryQuantity += event.quantity;
            position.entryValueE8 = Math.addExact(position.entryValueE8, valueE8);
        } else {
            position.exitQuantity += event.quantity;
            position.exitValueE8 = Math.addExact(position.exitValueE8, valueE8);
        }
        position.position += event.side.sign() * event.quantity;
        if (position.position == 0) {
            close(binding, position, event.eventNanos, reason(binding, order));
        }
    }

    private void close(StrategyBinding binding, Open position, long nanos, String reason) {
        boolean isLong = position.side == Side.BUY;
        long grossE8 =
                isLong ? position.exitValueE8 - position.entryValueE8 : position.entryValueE8 - position.exitValueE8;
        long pnlE8 = Math.subtractExact(grossE8, position.commissionE8);
        open[binding.bindingId()] = null;
        trades.add(new Trade(
                binding.instrument().symbol(),
                position.side,
                position.entryQuantity,
                position.signal == null ? Trade.UNKNOWN : position.signal.barNanos,
                position.entryNanos,
                average(position.entryValueE8, position.entryQuantity),
                barStart(binding, nanos),
                nanos,
                average(position.exitValueE8, position.exitQuantity),
                reason,
                position.commissionE8,
                pnlE8,
                position.riskE8 == 0 ? Double.NaN : (double) pnlE8 / position.riskE8,
                ledger.equityE8(),
                position.signal == null ? Map.of() : position.signal.values,
                position.entryRef));
    }

    /** Start of the bar in which something happened. */
    private long barStart(StrategyBinding binding, long nanos) {
        long last = lastBarNanos[binding.instrument().id()];
        BarSpec spec = binding.inputs().get(0).bars();
        int day = calendar.sessionDay(last);
        if (spec.unit() != BarSpec.Unit.TIME || last < calendar.openNanos(day)) {
            return last == 0 ? nanos : last;
        }
        long open = calendar.openNanos(day);
        return open + (last - open) / spec.count() * spec.count();
    }

    private static String reason(StrategyBinding binding, Known order) {
        return switch (order.purpose) {
            case STOP -> "TRAILING_STOP";
            case EXIT -> binding.strategy().reasons().get(order.reason);
            case ENTRY, TARGET, FLATTEN, REBALANCE -> order.purpose.name();
        };
    }

    /** Keeps what later fills refer to: signals that were decided on, and orders. */
    private void remember(EngineEvent event) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            boolean decided =
                    verdict.outcome == Outcome.ACCEPTED.code() || verdict.outcome == Outcome.WAITING_FOR_OPEN.code();
            if (decided && verdict.signalSequence == event.sequence) {
                signals.put(event.sequence, seen(event, verdict.bindingId));
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                orders.put(
                        intent.orderRef,
                        new Known(
                                intent.bindingId,
                                intent.purpose,
                                intent.reason,
                                intent.causeSequence,
                                riskE8(event, intent)));
            }
        }
    }

    private Seen seen(EngineEvent event, int bindingId) {
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            if (update.bindingId == bindingId) {
                return new Seen(event.bars[update.bar].startNanos, text.named(event, update));
            }
        }
        return new Seen(barStart(engine.bindings().get(bindingId), event.eventNanos), Map.of());
    }

    private static long riskE8(EngineEvent event, Intent intent) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId == intent.bindingId && verdict.quantity > 0) {
                return FixedPoint.times(Math.abs(verdict.priceE8 - verdict.stopE8), verdict.quantity);
            }
        }
        return 0;
    }

    private SessionEquity day(int sessionDay) {
        double exposure = barsToday == 0 ? 0 : (double) barsInMarketToday / barsToday;
        barsToday = 0;
        barsInMarketToday = 0;
        return new SessionEquity(
                sessionDay, ledger.equityE8(), ledger.cashE8(), ledger.positionValueE8(), benchmarkE8(), exposure);
    }

    /** Equal shares of the starting equity in every instrument. */
    private long benchmarkE8() {
        double ratio = 0;
        int counted = 0;
        for (int i = 0; i < firstCloseE8.length; i++) {
            if (firstCloseE8[i] != 0) {
                ratio += (double) ledger.lastE8(i) / firstCloseE8[i];
                counted++;
            }
        }
        long startE8 = engine.settings().risk().equityE8();
        return counted == 0 ? startE8 : Math.round(startE8 * (ratio / counted));
    }

    private static long average(long valueE8, long quantity) {
        return quantity == 0 ? 0 : Math.round(valueE8 / (double) quantity);
    }
}
