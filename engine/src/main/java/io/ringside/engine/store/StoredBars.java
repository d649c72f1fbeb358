package io.ringside.engine.store;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A cursor over the bars of a series in a view: one segment is mapped at a time, nothing is copied.
 *
 * <p>Thread: the one that drives the run.
 */
final class StoredBars extends BarSource {
    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;

    private final SeriesKey key;
    private final ExchangeCalendar calendar;
    private final Session session;
    private final List<Path> files;
    private final int fromDay;
    private final int toDay;
    private final Map<Integer, BarValues> before;
    private final PriceFactors factors;

    private int nextFile;
    private Segment segment;
    private int row = -1;
    private boolean synthetic;

    private int time;
    private int day;
    private long sessionOpenNanos;
    private long sessionCloseNanos;
    /** The row before later revisions; null if it was not revised. */
    private BarValues known;

    /**
     * @param files of the series, oldest first
     * @param before rows before later revisions, see {@link Revisions#asOf}
     */
    StoredBars(
            SeriesKey key,
            ExchangeCalendar calendar,
            Session session,
            List<Path> files,
            int fromDay,
            int toDay,
            Map<Integer, BarValues> before,
            PriceFactors factors) {
        this.key = key;
        this.calendar = calendar;
        this.session = session;
        this.files = files;
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.before = before;
        this.factors = factors;
        // {@link #synthetic} is called before the first bar.
        advanceFile();
    }

    private boolean advanceFile() {
        while (nextFile < files.size()) {
            segment = Segment.open(files.get(nextFile++));
            synthetic |= segment.synthetic();
            int first = key.isDaily() || fromDay == Integer.MIN_VALUE ? fromDay : instant(fromDay);
            int found = segment.find(first);
            row = (found < 0 ? -1 - found : found) - 1;
            if (row + 1 < segment.rows()) {
                return true;
            }
        }
        segment = null;
        return false;
    }

    private static int instant(int day) {
        // A day early: extended hours, and New York is behind.
        long seconds = 86_400L * (day - 1) - BarRows.EPOCH_SECONDS;
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, seconds));
    }

    @Override
    public boolean next() {
        while (segment != null) {
            if (++row >= segment.rows()) {
                if (!advanceFile()) {
                    return false;
                }
                continue;
            }
            time = segment.time(row);
            findDay();
            if (day > toDay) {
                segment = null;
                return false;
            }
            known = before.isEmpty() ? null : before.get(time);
            boolean wasThere = known != null || before.isEmpty() || !before.containsKey(time);
            if (day >= fromDay && wasThere && isWithinHours()) {
                factors.moveTo(day);
                at(day, key.isDaily() ? calendar.openNanos(day) : BarRows.nanosOf(time), endOfBar());
                prices(price(OPEN), price(HIGH), price(LOW), price(CLOSE), factors.shares(value(VOLUME)));
                return true;
            }
        }
        return false;
    }

    private void findDay() {
        if (key.isDaily()) {
            day = time;
            return;
        }
        long nanos = BarRows.nanosOf(time);
        // Times only go on, so that what is before the close is of the session that was found last.
        if (nanos >= sessionCloseNanos) {
            day = calendar.sessionDay(nanos);
            if (!calendar.isTradingDay(day)) {
                throw new UserError(segment.file() + ": has a bar on a day without a session; import the data again");
            }
            sessionOpenNanos = calendar.openNanos(day);
            sessionCloseNanos = calendar.closeNanos(day);
        }
    }

    private boolean isWithinHours() {
        if (key.isDaily() || session == Session.EXTENDED) {
            return true;
        }
        long nanos = BarRows.nanosOf(time);
        return nanos >= sessionOpenNanos && nanos < sessionCloseNanos;
    }

    @Override
    public String symbol() {
        return key.symbol();
    }

    @Override
    public boolean synthetic() {
        return synthetic;
    }

    @Override
    public BarSpec size() {
        return key.size();
    }

    private long endOfBar() {
        if (key.isDaily()) {
            return calendar.closeNanos(day);
        }
        long start = BarRows.nanosOf(time);
        long end = start + key.size().count();
        return start < sessionCloseNanos ? Math.min(end, sessionCloseNanos) : end;
    }

    private long price(int field) {
        return factors.price(value(field));
    }

    private long value(int field) {
        return known != null ? known.get(field) : segment.value(row, field);
    }

    @Override
    public double progress() {
        if (segment == null) {
            return 1;
        }
        return (nextFile - 1 + Math.max(0, row) / (double) segment.rows()) / files.size();
    }

    @Override
    public void close() {
        segment = null;
    }

    /** Adjustment of a day's prices: exact for splits, in double for dividends. */
    static final class PriceFactors {
        private final Action[] splits;
        private final Action[] dividends;
        private final double[] growth;
        private int nextSplit;
        private int nextDividend;
        private long numerator = 1;
        private long denominator = 1;
        private double part = 1;

        /**
         * @param splits that prices are adjusted for, by day
         * @param dividends that prices are adjusted for, by day
         * @param growth factor of each dividend: the price without it over the price with it
         */
        PriceFactors(List<Action> splits, List<Action> dividends, double[] growth) {
            this.splits = splits.toArray(Action[]::new);
            this.dividends = dividends.toArray(Action[]::new);
            this.growth = growth;
            compute(0, 0);
        }

        private void compute(int split, int dividend) {
            nextSplit = split;
            nextDividend = dividend;
            numerator = 1;
            denominator = 1;
            for (int i = split; i < splits.length; i++) {
                long above = Math.multiplyExact(numerator, splits[i].numerator());
                long below = Math.multiplyExact(denominator, splits[i].denominator());
                long common = ExactRatio.gcd(above, below);
                numerator = above / common;
                denominator = below / common;
            }
            part = 1;
            for (int i = dividend; i < dividends.length; i++) {
                part *= growth[i];
            }
        }

        /** Moves to a day; days must not go back. */
        void moveTo(int day) {
            int split = nextSplit;
            while (split < splits.length && splits[split].day() <= day) {
                split++;
            }
            int dividend = nextDividend;
            while (dividend < dividends.length && dividends[dividend].day() <= day) {
                dividend++;
            }
            if (split != nextSplit || dividend != nextDividend) {
                compute(split, dividend);
            }
        }

        long price(long priceE8) {
            long adjustedE8 =
                    numerator == denominator ? priceE8 : ExactRatio.nearestQuotient(priceE8, numerator, denominator);
            return part == 1 ? adjustedE8 : Math.round(adjustedE8 * part);
        }

        long shares(long volume) {
            return numerator == denominator ? volume : ExactRatio.floor(volume, numerator, denominator);
        }
    }
}
