package io.ringside.replay.vendor;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.store.BarRows;
import java.util.Locale;

/**
 * Compares bars that are requested again with the stored ones: if all closes differ by one ratio, they were adjusted since,
 * for a split that the store does not have, or for dividends.
 *
 * <p>Thread: any; it has no state.
 */
final class Overlap {
    private static final int ROWS_MIN = 2;
    private static final double SAME_RATIO = 0.0005;
    private static final double CENT_E8 = 0.011 * FixedPoint.ONE_E8;

    private Overlap() {}

    /** The ratio by which the closes differ, as text; null for none. */
    static String adjusted(BarRows stored, BarRows incoming) {
        int common = 0;
        double ratio = 0;
        for (int row = 0; row < incoming.size(); row++) {
            int at = stored.find(incoming.time(row));
            if (at < 0) {
                continue;
            }
            double before = stored.closeE8(at);
            double now = incoming.closeE8(row);
            if (before == now) {
                return null;
            }
            if (common == 0) {
                ratio = now / before;
            } else if (Math.abs(now - before * ratio) > Math.max(SAME_RATIO * now, CENT_E8)) {
                return null;
            }
            common++;
        }
        // Differences within a cent may be corrections.
        boolean clear = common >= ROWS_MIN && Math.abs(ratio - 1) > 2 * SAME_RATIO;
        return clear
                ? String.format(Locale.ROOT, "%.4f", ratio)
                        .replaceFirst("0+$", "")
                        .replaceFirst("\\.$", "")
                : null;
    }
}
