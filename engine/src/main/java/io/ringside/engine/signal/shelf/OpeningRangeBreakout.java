package io.ringside.engine.signal.shelf;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Trades the first move out of the session's first bar, the opening range: long above it, short below it, once a side and
 * session (T. Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout, 1990). The stop lies at the
 * range's other end, the target a multiple of the range beyond the price. Nothing is held overnight: shortly before the
 * session's regular close, on half days too, it closes its position.
 *
 * <p>It reads trades of the regular session whose price counts, or, with {@code on = bars}, at the closes of bars as long as
 * the range. A session without a first bar, or whose first bar has no range, has no entries. The time exit is repeated once
 * a minute, since the strategy does not know its position; if a session with an entry ended without a time exit, the exit
 * follows in the next session. Whether it may go short, and reverse within a bar, is the risk stage's configuration.
 */
public final class OpeningRangeBreakout extends Strategy {
    private static final long RANGE_NANOS_MAX = 120 * ExchangeCalendar.MINUTE_NANOS;

    private long exitBeforeNanos;
    private long entryUntilNanoOfDay;

    private int sessionDay = Integer.MIN_VALUE;
    private long openNanos;
    private long closeNanos;
    private long entryUntilNanos;
    private long exitNanos;
    private long highE8;
    private long lowE8;
    /** When the next time exit is due. */
    private long nextExitNanos;

    private boolean entered;
    private boolean timeExitSignalled;
    /** The session before was entered and had no time exit. */
    private boolean carried;

    @Override
    protected void define() {
        about("Trades the first move out of the session's first bar, once a side; flat before the close.");
        BarSpec range = barSize("range", "5m", "the session's first bar");
        if (range.unit() != BarSpec.Unit.TIME || range.count() > RANGE_NANOS_MAX) {
            throw refused("range", "must be a span of time up to 2h, such as 5m");
        }
        double multiple = decimal("target-multiple", 2, 0, 1000, "ranges", "from entry to target; 0 for no target");
        entryUntilNanoOfDay = Math.round(timeOfDay("entry-until", "15:00", "no entry at or after it")
                        .get())
                * ExchangeCalendar.SECOND_NANOS;
        exitBeforeNanos = number("exit-before-close-minutes", 5, 1, 60, "minutes", "everything is left so early")
                * ExchangeCalendar.MINUTE_NANOS;
        boolean onBars = choice("on", "trades", List.of("trades", "bars"), "what breaks out")
                .equals("bars");

        Bars bars = bars(range);
        Value price = onBars ? bars.close() : value("price", () -> FixedPoint.toDouble(event().priceE8));
        Value top = value("opening range's high", () -> FixedPoint.toDouble(highE8));
        Value bottom = value("opening range's low", () -> FixedPoint.toDouble(lowE8));
        Value second = value("second of the day", () -> calendar().secondOfDay(event().eventNanos));
        Value until = value("entry-until", () -> calendar().secondOfDay(entryUntilNanos));
        Condition counts = check("its price counts, in the regular session", () -> onBars || counts(event()));
        Condition open = second.below(until).and(top.above(bottom));

        exit("TIME_EXIT")
                .on(bars)
                .when(check("the bar ends in the time to leave", () -> endsLate(bars.last(), onBars)))
                .then(() -> left(bars.last().endNanos));
        exit("TIME_EXIT")
                .on(Moment.TRADE)
                .when(counts, check("the time exit is due", this::isExitDue))
                .then(() -> left(event().eventNanos));

        var longSide =
                enterLong("BREAKOUT").when(counts, open, price.above(top)).oncePerSession();
        var shortSide =
                enterShort("BREAKOUT").when(counts, open, price.below(bottom)).oncePerSession();
        longSide.stopAt(bottom).then(() -> entered = true);
        shortSide.stopAt(top).then(() -> entered = true);
        if (multiple > 0) {
            DoubleSupplier distance = () -> multiple * FixedPoint.toDouble(highE8 - lowE8);
            longSide.targetAt(value("target", () -> price.get() + distance.getAsDouble()));
            // At least the smallest positive price.
            shortSide.targetAt(value("target", () -> Math.max(Double.MIN_VALUE, price.get() - distance.getAsDouble())));
        }
        if (onBars) {
            longSide.on(bars);
            shortSide.on(bars);
        } else {
            longSide.on(Moment.TRADE);
            shortSide.on(Moment.TRADE);
        }
    }

    @Override
    protected void onBar(Bars bars) {
        Bar bar = bars.last();
        enterSession(bar.sessionDay);
        if (bar.startNanos == openNanos) {
            highE8 = bar.highE8;
            lowE8 = bar.lowE8;
        }
    }

    @Override
    protected void onTrade(EngineEvent trade) {
        enterSession(trade.sessionDay);
    }

    private void enterSession(int day) {
        if (day <= sessionDay) {
            return;
        }
        carried = !timeExitSignalled && (carried || entered);
        sessionDay = day;
        openNanos = calendar().openNanos(day);
        closeNanos = calendar().closeNanos(day);
        exitNanos = closeNanos - exitBeforeNanos;
        entryUntilNanos = Math.min(calendar().toNanos(day, entryUntilNanoOfDay), exitNanos);
        highE8 = 0;
        lowE8 = 0;
        entered = false;
        nextExitNanos = exitNanos;
        timeExitSignalled = false;
    }

    private boolean counts(EngineEvent trade) {
        return !trade.isVolumeOnly() && trade.eventNanos >= openNanos && trade.eventNanos < closeNanos;
    }

    private boolean isExitDue() {
        return carried || event().eventNanos >= nextExitNanos;
    }

    private boolean endsLate(Bar bar, boolean alone) {
        boolean late = bar.endNanos >= exitNanos && bar.endNanos <= closeNanos;
        return !timeExitSignalled && (late || (alone && carried));
    }

    private void left(long nanos) {
        carried = false;
        if (nanos >= exitNanos) {
            timeExitSignalled = true;
            nextExitNanos = nanos + ExchangeCalendar.MINUTE_NANOS;
        }
    }
}
