package io.ringside.replay;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarTable;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.MarketSource;
import io.ringside.engine.data.Reading;
import io.ringside.engine.data.TickSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A first pass over all data of a run: first and last session, a report on each file's rows, and the bars themselves up to a
 * million, so that the run need not read them again.
 *
 * <p>Thread: the command's.
 */
public final class MarketScan {
    /**
     * First and last session of all data.
     *
     * @param firstDay days since 1970
     * @param lastDay days since 1970
     * @param data report on the rows of each file
     */
    public record Span(int firstDay, int lastDay, DataReport data) {}

    /** An empty scan. */
    static final MarketScan NONE = new MarketScan(0);

    /** Most bars kept, at 60 bytes each; a source with more is read again. */
    private static final int KEPT_MAX = 1_000_000;

    private final Map<String, BarTable> kept = new HashMap<>();
    /** Tick sources in the order of time, so that ticks of a shared file need not be buffered. */
    private final PriorityQueue<TickSource> ticks = new PriorityQueue<>(Comparator.comparingLong(TickSource::nanos));

    private int room;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;
    private DataReport data = new DataReport(List.of());

    private MarketScan(int room) {
        this.room = room;
    }

    /**
     * Reads the sources to their ends, and closes them.
     *
     * @throws io.ringside.engine.settings.UserError naming file, line, column and value, or if too little of a file can be
     *     used
     */
    static MarketScan of(List<MarketSource> sources, Reading reading) {
        return of(sources, reading, KEPT_MAX);
    }

    /** The same, with so many bars kept at most. */
    static MarketScan of(List<MarketSource> sources, Reading reading, int keptMax) {
        var scan = new MarketScan(keptMax);
        try {
            for (MarketSource source : sources) {
                if (source instanceof BarSource bars) {
                    scan.read(bars);
                } else if (source instanceof TickSource tick) {
                    scan.read(tick);
                }
            }
            while (!scan.ticks.isEmpty()) {
                scan.read(scan.ticks.poll());
            }
        } finally {
            sources.forEach(MarketSource::close);
        }
        var report = new DataReport(
                sources.stream().flatMap(source -> source.reports().stream()).toList());
        scan.data = report.judged(reading.acceptLoss());
        return scan;
    }

    /** The sessions that were read, and the report on the rows. */
    public Span span() {
        return new Span(firstDay, lastDay, data);
    }

    /** The bars of a symbol from the first, or null if they were not kept. */
    BarSource bars(String symbol) {
        BarTable table = kept.get(symbol);
        return table == null ? null : table.cursor();
    }

    private void read(BarSource bars) {
        BarTable table = BarTable.of(bars);
        int free = room;
        while (bars.next()) {
            include(bars.sessionDay());
            if (--free >= 0) {
                table.add(bars);
            }
        }
        if (free >= 0) {
            kept.put(bars.symbol(), table);
            room = free;
        }
    }

    /** Reads one tick and puts the source back into the queue. */
    private void read(TickSource tick) {
        if (tick.next()) {
            include(tick.sessionDay());
            ticks.add(tick);
        }
    }

    private void include(int sessionDay) {
        firstDay = Math.min(firstDay, sessionDay);
        lastDay = Math.max(lastDay, sessionDay);
    }
}
