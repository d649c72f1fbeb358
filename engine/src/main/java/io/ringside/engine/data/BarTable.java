package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bars of one instrument in memory, 56 bytes each, which may be played any number of times.
 *
 * <p>Thread: filled by one; afterwards any number may read it, each with a cursor of its own.
 */
public final class BarTable {
    private static final int COLUMNS = 7;

    private final String symbol;
    private final BarSpec size;
    private final List<FileReport> reports;
    private boolean synthetic;
    private long[] numbers = new long[COLUMNS << 8];
    private int[] days = new int[1 << 8];
    private int bars;

    BarTable(String symbol, BarSpec size, FileReport report) {
        this(symbol, size, report == null ? List.of() : List.of(report));
    }

    private BarTable(String symbol, BarSpec size, List<FileReport> reports) {
        this.symbol = symbol;
        this.size = size;
        this.reports = reports;
    }

    /** An empty table for the bars of a source. */
    public static BarTable of(BarSource source) {
        return new BarTable(source.symbol(), source.size(), source.reports());
    }

    void add(BarJudge judge, BarReader reader) {
        BarPrices prices = reader.prices();
        int at = add(judge.sessionDay(), judge.startNanos(), judge.endNanos());
        numbers[at] = prices.openE8();
        numbers[at + 1] = prices.highE8();
        numbers[at + 2] = prices.lowE8();
        numbers[at + 3] = prices.closeE8();
        numbers[at + 4] = prices.volume();
        synthetic |= prices.isSynthetic();
    }

    /** Adds the bar that a source stands on. */
    public void add(BarSource bar) {
        int at = add(bar.sessionDay(), bar.startNanos(), bar.endNanos());
        numbers[at] = bar.openE8();
        numbers[at + 1] = bar.highE8();
        numbers[at + 2] = bar.lowE8();
        numbers[at + 3] = bar.closeE8();
        numbers[at + 4] = bar.volume();
        synthetic |= bar.synthetic();
    }

    /** Adds a bar's times; returns the index at which its prices are stored. */
    private int add(int sessionDay, long startNanos, long endNanos) {
        if (bars == days.length) {
            days = Arrays.copyOf(days, 2 * bars);
            numbers = Arrays.copyOf(numbers, COLUMNS * 2 * bars);
        }
        int at = COLUMNS * bars;
        days[bars++] = sessionDay;
        numbers[at] = startNanos;
        numbers[at + 1] = endNanos;
        return at + 2;
    }

    int bars() {
        return bars;
    }

    FileReport report() {
        return reports.get(0);
    }

    /** A new cursor before the first bar. */
    public BarSource cursor() {
        return new Cursor();
    }

    private final class Cursor extends BarSource {
        private int bar = -1;

        @Override
        public String symbol() {
            return symbol;
        }

        @Override
        public BarSpec size() {
            return size;
        }

        @Override
        public boolean synthetic() {
            return synthetic;
        }

        @Override
        public Optional<FileReport> report() {
            return reports.stream().findFirst();
        }

        @Override
        public List<FileReport> reports() {
            return reports;
        }

        @Override
        public boolean next() {
            if (++bar >= bars) {
                return false;
            }
            int at = COLUMNS * bar;
            at(days[bar], numbers[at], numbers[at + 1]);
            prices(numbers[at + 2], numbers[at + 3], numbers[at + 4], numbers[at + 5], numbers[at + 6]);
            return true;
        }

        @Override
        public double progress() {
            return bars == 0 ? 1 : Math.min(1, (double) (bar + 1) / bars);
        }

        @Override
        public void close() {
            // The bars stay for the next cursor.
        }
    }
}
