package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * Trades the first move out of the session's first bar, the opening range: long on a trade above it, short on a trade below
 * it, once a side and session (T. Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout, 1990). The
 * stop lies at the range's other end, the target a multiple of the range beyond the trade. Nothing is held over night:
 * shortly before the session's regular close, on half days too, it leaves whatever is held.
 *
 * <p>It looks at trades of the regular session whose price counts. A session whose first bar it did not see, or whose first
 * bar has no range, has no entries. The time exit is repeated once a minute, since it cannot know whether anything is still
 * held; a session that was entered and ended without one is made up for on the next session's first trade. Stops do not
 * trail. Whether it may go short, and turn from one side to the other within a bar, is the risk stage's configuration.
 *
 * <p>Thread: signal stage.
 */
public final class OpeningRangeBreakout implements Strategy {
    private static final int BREAKOUT = 0;
    private static final int TIME_EXIT = 1;

    private static final long RANGE_NANOS_MAX = 120 * ExchangeCalendar.MINUTE_NANOS;
    /** Sequence of an event that has not been. */
    private static final long NEVER = -1;

    private final ExchangeCalendar calendar;
    private final Instrument instrument;
    private final BarSpec range;
    private final double targetMultiple;
    private final long entryUntilNanoOfDay;
    private final long exitBeforeNanos;

    private int sessionDay = Integer.MIN_VALUE;
    private long openNanos;
    private long closeNanos;
    private long entryUntilNanos;
    private long exitNanos;

    private long highE8;
    private long lowE8;
    /** Sequence of the event on which the session's long entry was signalled. */
    private long longSequence = NEVER;

    private long shortSequence = NEVER;
    /** When the next time exit is due. */
    private long nextExitNanos;

    private boolean timeExitSaid;
    /** The session before was entered and had no time exit. */
    private boolean carried;

    /** Reads {@code range, target-multiple, entry-until, exit-before-close-minutes}. */
    OpeningRangeBreakout(SettingsNode node, ExchangeCalendar calendar, Instrument instrument) {
        this.calendar = calendar;
        this.instrument = instrument;
        range = node.parsed("range", "5m", OpeningRangeBreakout::range);
        targetMultiple = node.decimal("target-multiple", 2, 0, 1000);
        entryUntilNanoOfDay = node.parsed("entry-until", "15:00", OpeningRangeBreakout::nanoOfDay);
        exitBeforeNanos = node.number("exit-before-close-minutes", 5, 1, 60) * ExchangeCalendar.MINUTE_NANOS;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(range, List.of()));
    }

    @Override
    public List<String> reasons() {
        return List.of("BREAKOUT", "TIME_EXIT");
    }

    @Override
    public boolean wantsTrades() {
        return true;
    }

    @Override
    public void onBar(EngineEvent event, int input, Bar bar, double[] values, int offset, Signal out) {
        enterSession(bar.sessionDay);
        if (bar.startNanos == openNanos) {
            highE8 = bar.highE8;
            lowE8 = bar.lowE8;
        }
        if (!timeExitSaid && bar.endNanos >= exitNanos && bar.endNanos <= closeNanos) {
            leave(bar.endNanos, out);
        }
    }

    @Override
    public void onTrade(EngineEvent event, Signal out) {
        enterSession(event.sessionDay);
        if (!counts(event)) {
            return;
        }
        if (carried || event.eventNanos >= nextExitNanos) {
            leave(event.eventNanos, out);
        } else if (event.eventNanos < entryUntilNanos && highE8 > lowE8) {
            if (event.priceE8 > highE8 && longSequence == NEVER) {
                longSequence = event.sequence;
                enter(SignalKind.ENTER_LONG, lowE8, 1, out);
            } else if (event.priceE8 < lowE8 && shortSequence == NEVER) {
                shortSequence = event.sequence;
                enter(SignalKind.ENTER_SHORT, highE8, -1, out);
            }
        }
    }

    @Override
    public void explain(EngineEvent event, int input, Bar bar, double[] values, int offset, Conditions out) {
        int day = bar.sessionDay;
        int start = calendar.secondOfDay(bar.startNanos);
        int open = calendar.secondOfDay(calendar.openNanos(day));
        int end = calendar.secondOfDay(bar.endNanos);
        int exit = calendar.secondOfDay(calendar.closeNanos(day) - exitBeforeNanos);
        out.condition("range", "bar starts with the session, in seconds", start, open, start == open);
        out.condition("range", "high > low", bar.high, bar.low, bar.high > bar.low);
        out.condition("exit", "bar ends at or after the time exit, in seconds", end, exit, end >= exit);
    }

    @Override
    public void explainTrade(EngineEvent event, Conditions out) {
        double price = FixedPoint.toDouble(event.priceE8);
        double high = FixedPoint.toDouble(highE8);
        double low = FixedPoint.toDouble(lowE8);
        int second = calendar.secondOfDay(event.eventNanos);
        int until = calendar.secondOfDay(entryUntilNanos);
        int exit = calendar.secondOfDay(exitNanos);
        boolean firstLong = longSequence == NEVER || longSequence == event.sequence;
        boolean firstShort = shortSequence == NEVER || shortSequence == event.sequence;
        out.condition(
                "entry", "trade counts: its price, in the regular session", counts(event) ? 1 : 0, 1, counts(event));
        out.condition("entry", "opening range: high > low", high, low, high > low);
        out.condition("entry", "trade before entry-until, in seconds", second, until, second < until);
        out.condition("long", "price > opening range's high", price, high, price > high);
        out.condition("long", "first of the session", firstLong ? 1 : 0, 1, firstLong);
        out.condition("short", "price < opening range's low", price, low, price < low);
        out.condition("short", "first of the session", firstShort ? 1 : 0, 1, firstShort);
        out.condition("exit", "trade at or after the time exit, in seconds", second, exit, second >= exit);
    }

    private void enterSession(int day) {
        if (day <= sessionDay) {
            return;
        }
        carried = !timeExitSaid && (carried || longSequence != NEVER || shortSequence != NEVER);
        sessionDay = day;
        openNanos = calendar.openNanos(day);
        closeNanos = calendar.closeNanos(day);
        exitNanos = closeNanos - exitBeforeNanos;
        entryUntilNanos = Math.min(calendar.toNanos(day, entryUntilNanoOfDay), exitNanos);
        highE8 = 0;
        lowE8 = 0;
        longSequence = NEVER;
        shortSequence = NEVER;
        nextExitNanos = exitNanos;
        timeExitSaid = false;
    }

    private boolean counts(EngineEvent event) {
        return (event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0
                && event.eventNanos >= openNanos
                && event.eventNanos < closeNanos;
    }

    private void enter(SignalKind kind, long stopE8, int direction, Signal out) {
        double distance = targetMultiple * FixedPoint.toDouble(highE8 - lowE8);
        out.kind = kind;
        out.reason = BREAKOUT;
        out.stopE8 = stopE8;
        if (targetMultiple > 0) {
            long targetE8 = instrument.onTick(FixedPoint.toDouble(out.priceE8) + direction * distance);
            out.targetE8 = Math.max(targetE8, instrument.tickE8());
        }
    }

    private void leave(long nanos, Signal out) {
        out.kind = SignalKind.EXIT;
        out.reason = TIME_EXIT;
        carried = false;
        if (nanos >= exitNanos) {
            timeExitSaid = true;
            nextExitNanos = nanos + ExchangeCalendar.MINUTE_NANOS;
        }
    }

    private static BarSpec range(String text) {
        BarSpec range = BarSpec.parse(text);
        if (range.unit() != BarSpec.Unit.TIME || range.count() > RANGE_NANOS_MAX) {
            throw new IllegalArgumentException("must be a span of time up to 2h, such as 5m");
        }
        return range;
    }

    private static long nanoOfDay(String text) {
        try {
            return LocalTime.parse(text).toNanoOfDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time of day such as \"15:00\"", e);
        }
    }
}
