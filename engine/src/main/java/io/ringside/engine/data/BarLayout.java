package io.ringside.engine.data;

import io.ringside.engine.data.TimestampParser.DateOrder;
import java.time.ZoneId;
import java.util.List;

/**
 * Which column of a bar file holds what, and how values are written.
 *
 * @param format whose shape it is
 * @param header rows before the first bar
 * @param headerLine line of the last of them; 0 without a header
 * @param names of the columns, for messages
 * @param time column of the time, or of the date where {@code clock} has the time of day
 * @param clock column of the time of day, or -1
 * @param volume column of the shares traded, or -1
 * @param adjusted column of the adjusted close, or -1
 * @param source column of the prices' origin, or -1
 * @param symbol column of the ticker, or -1
 * @param scale what a price's digits stand for
 * @param decimalComma whether decimals are separated by commas
 * @param order of dates with the year last
 * @param zone of times without a zone, where the format fixes it; null otherwise
 */
record BarLayout(
        BarFormat format,
        int header,
        long headerLine,
        List<String> names,
        int time,
        int clock,
        int open,
        int high,
        int low,
        int close,
        int volume,
        int adjusted,
        int source,
        int symbol,
        Scale scale,
        boolean decimalComma,
        DateOrder order,
        ZoneId zone) {
    /** What a price's digits stand for. */
    enum Scale {
        /** A decimal number. */
        DECIMAL,
        /** Whole units of 1e-4, as LEAN has them. */
        TEN_THOUSANDTHS,
        /** Whole units of 1e-9, as Databento has them. */
        BILLIONTHS
    }

    /** Columns in the order time, open, high, low, close, volume, without a header. */
    static BarLayout headless(BarFormat format, boolean clocked, Scale scale, boolean comma, DateOrder order) {
        int open = clocked ? 2 : 1;
        String[] names = clocked
                ? new String[] {"date", "time", "open", "high", "low", "close", "volume"}
                : new String[] {"time", "open", "high", "low", "close", "volume"};
        return new BarLayout(
                format,
                0,
                0,
                List.of(names),
                0,
                clocked ? 1 : -1,
                open,
                open + 1,
                open + 2,
                open + 3,
                open + 4,
                -1,
                -1,
                -1,
                scale,
                comma,
                order,
                null);
    }

    /** Whether the rows also have columns of other symbols. */
    boolean isOfColumns() {
        return header == 3 && names.stream().anyMatch(name -> name.startsWith(CsvHeader.OTHERS));
    }

    boolean isLean() {
        return scale == Scale.TEN_THOUSANDTHS;
    }
}
