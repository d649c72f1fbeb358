package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All bars of one instrument: those of the file, and the 5-second bars that each of them is played as. History is aggregated
 * from the same bars that are sent live.
 *
 * <p>Thread: the workstation's.
 */
final class History {
    /** One regular session a bar. */
    static final long DAY_NANOS = -1;

    private static final int PLAYED_KEPT = 512;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final List<PriceBar> bars;
    private final BarSplitter splitter;
    private final Map<Long, List<PriceBar>> played = new LinkedHashMap<>();

    /** Bars in the order of time, without overlap. */
    History(List<PriceBar> bars, long seed, long tickE8) {
        this.bars = List.copyOf(bars);
        this.splitter = new BarSplitter(seed, tickE8);
    }

    /** Number of bars of the file. */
    int size() {
        return bars.size();
    }

    /** A bar of the file. */
    PriceBar bar(int index) {
        return bars.get(index);
    }

    /** Index of the first bar that starts at that time or later. */
    int indexFrom(long nanos) {
        int low = 0;
        int high = bars.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bars.get(middle).startNanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The 5-second bars that a bar of the file is played as. */
    List<PriceBar> parts(PriceBar bar) {
        List<PriceBar> parts = played.get(bar.startNanos());
        if (parts == null) {
            parts = bar.endNanos() - bar.startNanos() <= BarSplitter.PART_NANOS ? List.of(bar) : splitter.split(bar);
            played.put(bar.startNanos(), parts);
            if (played.size() > PLAYED_KEPT) {
                played.remove(played.keySet().iterator().next());
            }
        }
        return parts;
    }

    /**
     * Bars of a size that start in a span, as known at a time; the last may still be forming.
     *
     * @param sizeNanos length of the bars, or {@link #DAY_NANOS}
     * @param nowNanos later prices are not used
     */
    List<PriceBar> bars(long sizeNanos, long fromNanos, long toNanos, long nowNanos, boolean regularOnly) {
        List<PriceBar> result = new ArrayList<>();
        List<PriceBar> group = new ArrayList<>();
        long groupKey = Long.MIN_VALUE;
        long from = sizeNanos == DAY_NANOS ? fromNanos : Math.floorDiv(fromNanos, sizeNanos) * sizeNanos;
        int first = indexFrom(from);
        if (first > 0 && bars.get(first - 1).endNanos() > from) {
            first--;
        }
        for (int i = first; i < bars.size(); i++) {
            PriceBar bar = bars.get(i);
            if (bar.startNanos() >= Math.min(toNanos, nowNanos)) {
                break;
            }
            if (regularOnly && !calendar.isRegular(bar.startNanos())) {
                continue;
            }
            for (PriceBar part : knownParts(bar, sizeNanos, nowNanos)) {
                if (part.startNanos() < from || part.startNanos() >= toNanos) {
                    continue;
                }
                long key = key(part.startNanos(), sizeNanos);
                if (key != groupKey && !group.isEmpty()) {
                    result.add(close(group, sizeNanos));
                    group.clear();
                }
                groupKey = key;
                group.add(part);
            }
        }
        if (!group.isEmpty()) {
            result.add(close(group, sizeNanos));
        }
        return result;
    }

    /** Last price of the regular session before the one that a time belongs to, or 0. */
    long previousCloseE8(long nanos) {
        long open = calendar.openNanos(calendar.sessionDay(nanos), Session.EXTENDED);
        for (int i = indexFrom(open) - 1; i >= 0; i--) {
            if (calendar.isRegular(bars.get(i).startNanos())) {
                return bars.get(i).closeE8();
            }
        }
        return 0;
    }

    private List<PriceBar> knownParts(PriceBar bar, long sizeNanos, long nowNanos) {
        long length = bar.endNanos() - bar.startNanos();
        boolean whole = bar.endNanos() <= nowNanos && (sizeNanos == DAY_NANOS || sizeNanos >= length);
        if (whole) {
            return List.of(bar);
        }
        List<PriceBar> known = new ArrayList<>();
        for (PriceBar part : parts(bar)) {
            if (part.endNanos() <= nowNanos) {
                known.add(part);
            }
        }
        return known;
    }

    private long key(long startNanos, long sizeNanos) {
        return sizeNanos == DAY_NANOS ? calendar.sessionDay(startNanos) : Math.floorDiv(startNanos, sizeNanos);
    }

    private PriceBar close(List<PriceBar> group, long sizeNanos) {
        long start = group.get(0).startNanos();
        if (sizeNanos == DAY_NANOS) {
            return PriceBar.over(group, start, group.get(group.size() - 1).endNanos());
        }
        long aligned = Math.floorDiv(start, sizeNanos) * sizeNanos;
        long open = calendar.isRegular(start) ? calendar.openNanos(calendar.sessionDay(start)) : aligned;
        return PriceBar.over(group, Math.max(aligned, open), aligned + sizeNanos);
    }
}
