package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Invented trades that aggregate exactly to {@link SyntheticBars} of the same symbol, first day and seed: in each bar the
 * first and the last trade make its open and its close, two others its high and its low, and the shares add up.
 *
 * <p>Thread: the one that drives the run.
 */
public final class SyntheticTicks extends TickSource {
    private static final int TRADES_MIN = 12;
    private static final int TRADES_MAX = 48;
    private static final long MILLI_NANOS = 1_000_000;
    /** Mixed into the seed, so that the ticks' random numbers are not those of the bars. */
    private static final long STREAM = 0x7469636b73L;

    private final String symbol;
    private final int fromDay;
    private final int toDay;
    private final long seed;
    private final ExchangeCalendar calendar;
    private final SyntheticBars bars;
    private final SplittableRandom random;

    private final long[] prices = new long[TRADES_MAX];
    private final long[] shares = new long[TRADES_MAX];
    private final long[] times = new long[TRADES_MAX];
    private int count;
    private int at;

    /**
     * Trades of the trading days from one day to another, both included and counted from 1970.
     *
     * @throws io.ringside.engine.settings.UserError if there is no trading day among them
     */
    public SyntheticTicks(String symbol, int fromDay, int toDay, long seed, ExchangeCalendar calendar) {
        this.symbol = symbol;
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.seed = seed;
        this.calendar = calendar;
        bars = new SyntheticBars(symbol, fromDay, toDay, seed, calendar);
        random = new SplittableRandom(seed ^ STREAM ^ ((long) symbol.hashCode() << 32));
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public boolean synthetic() {
        return true;
    }

    @Override
    public boolean next() {
        if (++at >= count) {
            if (!bars.next()) {
                return false;
            }
            draw();
            at = 0;
        }
        trade(bars.sessionDay(), times[at], prices[at], shares[at], 0);
        return true;
    }

    @Override
    public double progress() {
        return bars.progress();
    }

    @Override
    public boolean hasQuotes() {
        return false;
    }

    @Override
    public void close() {}

    /**
     * Writes all trades, from the first, to a CSV file with the columns datetime, price, size and source, as
     * {@link TickFile} reads them; for the rest see {@link BarWriter}.
     *
     * @return how many
     */
    public int write(Path target) {
        int written = 0;
        try (var ticks = new SyntheticTicks(symbol, fromDay, toDay, seed, calendar);
                var out = new CsvOutput(target, "datetime,price,size", calendar, true)) {
            for (; ticks.next(); written++) {
                out.row(ticks.nanos())
                        .price(ticks.priceE8())
                        .whole(ticks.quantity())
                        .end();
            }
            out.commit();
        }
        return written;
    }

    private void draw() {
        count = TRADES_MIN + below(TRADES_MAX - TRADES_MIN + 1);
        long spanMillis = (bars.endNanos() - bars.startNanos()) / MILLI_NANOS;
        long slotMillis = spanMillis / count;
        long lowCents = bars.lowE8() / SyntheticBars.CENT_E8;
        long widthCents = bars.highE8() / SyntheticBars.CENT_E8 - lowCents;
        long given = 0;
        for (int i = 0; i < count; i++) {
            // One trade a slot of time keeps them apart and in order.
            times[i] = bars.startNanos() + (i * slotMillis + below((int) slotMillis)) * MILLI_NANOS;
            prices[i] =
                    (lowCents + below((int) Math.min(widthCents, Integer.MAX_VALUE - 1) + 1)) * SyntheticBars.CENT_E8;
            shares[i] = 1L + below((int) Math.min(2 * (bars.volume() / count) - 1, 1_000_000_000));
            given += shares[i];
        }
        level(bars.volume() - given);
        prices[0] = bars.openE8();
        prices[count - 1] = bars.closeE8();
        int high = 1 + below(count - 2);
        int low = 1 + below(count - 3);
        prices[high] = bars.highE8();
        prices[low >= high ? low + 1 : low] = bars.lowE8();
    }

    /**
     * Adjusts the trades' sizes to the bar's volume: adds missing shares to the first trade, or takes excess shares from as
     * many trades as necessary.
     */
    private void level(long missing) {
        long rest = missing;
        for (int i = 0; rest != 0; i++) {
            long change = Math.max(rest, 1 - shares[i]);
            shares[i] += change;
            rest -= change;
        }
    }

    /** From 0 to a bound, excluded, by the high bits of a draw: the same on every JDK. */
    private int below(int bound) {
        return (int) (((random.nextLong() >>> 33) * bound) >>> 31);
    }
}
