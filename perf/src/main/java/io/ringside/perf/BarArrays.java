package io.ringside.perf;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Bars of one instrument in memory, as a plain loop wants them.
 *
 * <p>Thread: any; nothing changes after construction.
 */
final class BarArrays {
    static final String SYMBOL = "QQQ";

    private static final int FROM = (int) LocalDate.of(2008, 5, 1).toEpochDay();
    private static final long SEED = 3;
    private static final int BARS_A_DAY = 78;

    long[] startNanos = new long[1 << 16];
    long[] endNanos = new long[1 << 16];
    long[] openE8 = new long[1 << 16];
    long[] highE8 = new long[1 << 16];
    long[] lowE8 = new long[1 << 16];
    long[] closeE8 = new long[1 << 16];
    long[] volume = new long[1 << 16];
    double[] open;
    double[] high;
    double[] low;
    double[] close;
    int size;

    private BarArrays() {}

    /** So many generated bars, and those that complete the last session: the same ones on every machine. */
    static BarArrays generated(int bars) {
        BarArrays arrays = new BarArrays();
        int days = bars / BARS_A_DAY * 3 / 2 + 30;
        try (BarSource source = new SyntheticBars(SYMBOL, FROM, FROM + days, SEED, ExchangeCalendar.usEquity())) {
            int lastDay = Integer.MAX_VALUE;
            while (source.next() && source.sessionDay() <= lastDay) {
                arrays.add(source);
                if (arrays.size == bars) {
                    lastDay = source.sessionDay();
                }
            }
        }
        if (arrays.size < bars) {
            throw new IllegalStateException("only " + arrays.size + " bars were generated");
        }
        arrays.open = doubles(arrays.openE8, arrays.size);
        arrays.high = doubles(arrays.highE8, arrays.size);
        arrays.low = doubles(arrays.lowE8, arrays.size);
        arrays.close = doubles(arrays.closeE8, arrays.size);
        return arrays;
    }

    /** The same bars as a source, up to the day of the last one. */
    BarSource source() {
        int last = ExchangeCalendar.usEquity().sessionDay(startNanos[size - 1]);
        return new SyntheticBars(SYMBOL, FROM, last, SEED, ExchangeCalendar.usEquity());
    }

    private void add(BarSource bar) {
        if (size == openE8.length) {
            startNanos = Arrays.copyOf(startNanos, 2 * size);
            endNanos = Arrays.copyOf(endNanos, 2 * size);
            openE8 = Arrays.copyOf(openE8, 2 * size);
            highE8 = Arrays.copyOf(highE8, 2 * size);
            lowE8 = Arrays.copyOf(lowE8, 2 * size);
            closeE8 = Arrays.copyOf(closeE8, 2 * size);
            volume = Arrays.copyOf(volume, 2 * size);
        }
        startNanos[size] = bar.startNanos();
        endNanos[size] = bar.endNanos();
        openE8[size] = bar.openE8();
        highE8[size] = bar.highE8();
        lowE8[size] = bar.lowE8();
        closeE8[size] = bar.closeE8();
        volume[size++] = bar.volume();
    }

    private static double[] doubles(long[] valuesE8, int size) {
        double[] doubles = new double[size];
        for (int i = 0; i < size; i++) {
            doubles[i] = valuesE8[i] / 1e8;
        }
        return doubles;
    }
}
