package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;

/**
 * Writes bars as CSV in exchange time, stamped at their start; compressed with gzip if the name ends in {@code .gz}. The
 * file appears under its name when {@link #commit} is called, or not at all. The same bars give the same bytes.
 *
 * <p>Thread: the one that drives the run.
 */
public final class BarWriter implements AutoCloseable {
    private final CsvOutput out;

    /**
     * Begins a file, or replaces one.
     *
     * @param synthetic whether the prices are invented, which a seventh column {@code source} then says
     * @throws io.ringside.engine.settings.UserError if it cannot be written
     */
    public BarWriter(Path target, ExchangeCalendar calendar, boolean synthetic) {
        out = new CsvOutput(target, "datetime,open,high,low,close,volume", calendar, synthetic);
    }

    /** Appends the bar that a source stands on. */
    public void append(BarSource bar) {
        out.row(bar.startNanos())
                .price(bar.openE8())
                .price(bar.highE8())
                .price(bar.lowE8())
                .price(bar.closeE8())
                .whole(bar.volume())
                .end();
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
