package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.indicator.WilliamsR;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * Buys a dip in an upward trend: enters long when Williams %R is deep and the close above its moving average, leaves when
 * %R has recovered but the close is below the average. Stops come from the average true range.
 *
 * <p>Thread: signal stage.
 */
public final class MeanReversionInTrend implements Strategy {
    private static final int SMA = 0;
    private static final int ATR = 1;
    private static final int WILLR = 2;

    private final ExchangeCalendar calendar;
    private final BarSpec bar;
    private final int sma;
    private final int atr;
    private final int willr;
    private final double entryBelow;
    private final double exitAbove;
    private final int entryFromSecond;
    private final int entryToSecond;

    /** Reads {@code bar, sma, atr, willr, entry-below, exit-above, entry-from, entry-to}. */
    MeanReversionInTrend(SettingsNode node, ExchangeCalendar calendar) {
        this.calendar = calendar;
        bar = node.parsed("bar", "5m", BarSpec::parse);
        sma = node.number("sma", 200, 1, 100_000);
        atr = node.number("atr", 14, 1, 100_000);
        willr = node.number("willr", 10, 1, 100_000);
        entryBelow = node.decimal("entry-below", -80, -100, 0);
        exitAbove = node.decimal("exit-above", -20, -100, 0);
        entryFromSecond = node.parsed("entry-from", "09:30", MeanReversionInTrend::secondOfDay);
        entryToSecond = node.parsed("entry-to", "16:00", MeanReversionInTrend::secondOfDay);
        if (entryFromSecond > entryToSecond) {
            throw node.error("entry-from", "must not be after entry-to");
        }
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(
                bar,
                List.of(
                        Named.of("sma", new SimpleMovingAverage(sma)),
                        Named.of("atr", new WilderAverageTrueRange(atr)),
                        Named.of("willr", new WilliamsR(willr)))));
    }

    @Override
    public List<String> reasons() {
        return List.of("WILLR_SMA");
    }

    @Override
    public void onBar(EngineEvent event, int input, Bar bar, double[] values, int offset, Signal out) {
        double average = values[offset + SMA];
        double williams = values[offset + WILLR];
        out.atr = values[offset + ATR];
        // The trend first: it lasts, so that the processor guesses right.
        if (bar.close > average) {
            if (williams < entryBelow && out.atr > 0 && isEntryTime(bar)) {
                out.kind = SignalKind.ENTER_LONG;
            }
        } else if (bar.close < average && williams > exitAbove) {
            out.kind = SignalKind.EXIT_LONG;
        }
    }

    @Override
    public void explain(EngineEvent event, int input, Bar bar, double[] values, int offset, Conditions out) {
        double average = values[offset + SMA];
        double range = values[offset + ATR];
        double williams = values[offset + WILLR];
        int second = calendar.secondOfDay(bar.startNanos);
        out.condition("entry", "willr < entry-below", williams, entryBelow, williams < entryBelow);
        out.condition("entry", "close > sma", bar.close, average, bar.close > average);
        out.condition("entry", "atr > 0", range, 0, range > 0);
        out.condition(
                "entry",
                "bar starts at or after entry-from, in seconds",
                second,
                entryFromSecond,
                second >= entryFromSecond);
        out.condition(
                "entry",
                "bar starts at or before entry-to, in seconds",
                second,
                entryToSecond,
                second <= entryToSecond);
        out.condition("exit", "willr > exit-above", williams, exitAbove, williams > exitAbove);
        out.condition("exit", "close < sma", bar.close, average, bar.close < average);
    }

    private boolean isEntryTime(Bar bar) {
        int second = calendar.secondOfDay(bar.startNanos);
        return second >= entryFromSecond && second <= entryToSecond;
    }

    private static int secondOfDay(String text) {
        try {
            return LocalTime.parse(text).toSecondOfDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time of day such as \"09:30\"", e);
        }
    }
}
