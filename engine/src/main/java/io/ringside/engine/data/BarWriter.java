package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;

/**
 * Writes bars as CSV in exchange time, stamped at their start, with their end beside it where their size does not tell it;
 * compressed with gzip if the name ends in {@code .gz}. The
 * file appears under its name when {@link #commit} is called, or not at all. The same bars give the same bytes.
 *
 * <p>Thread: the one that drives the run.
 */
public final class BarWriter implements AutoCloseable {
    private final CsvOutput out;
    private final boolean ends;

    /**
     * Begins a file, or replaces one.
     *
     * @param synthetic whether the prices are invented, which a seventh column {@code source} then says
     * @throws io.ringside.engine.settings.UserError if it cannot be written
     */
    public BarWriter(Path target, ExchangeCalendar calendar, boolean synthetic) {
        this(target, calendar, synthetic, false);
    }

    /**
     * The same with a column {@code end} after the volume.
     *
     * @throws io.ringside.engine.settings.UserError if it cannot be written
     */
    public BarWriter(Path target, ExchangeCalendar calendar, boolean synthetic, boolean ends) {
        this.ends = ends;
        out = new CsvOutput(target, "datetime,open,high,low,close,volume" + (ends ? ",end" : ""), calendar, synthetic);
    }

    /** Appends the bar that a source stands on. */
    public void append(BarSource bar) {
        out.row(bar.startNanos())
                .price(bar.openE8())
                .price(bar.highE8())
                .price(bar.lowE8())
                .price(bar.closeE8())
                .whole(bar.volume());
        if (ends) {
            out.time(bar.endNanos());
        }
        out.end();
    }

    /** Gives the whole file its name. */
    public void commit() {
        out.commit();
    }

    /** Leaves nothing behind unless the file was committed. */
    @Override
    public void close() {
        out.close();
    }
}
