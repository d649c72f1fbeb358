package io.ringside.replay.store;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.Splits;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesInfo;
import io.ringside.engine.store.SeriesKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a series of a store: missing sessions, invalid prices, splits that prices show and the store does not have, and
 * splits that prices do not show. Checksums are verified when it is read.
 *
 * <p>Thread: the command's.
 */
final class StoreCheck {
    private static final int SHOWN_MAX = 10;

    private final ExchangeCalendar calendar;
    private final DataStore store;

    StoreCheck(DataStore store, ExchangeCalendar calendar) {
        this.store = store;
        this.calendar = calendar;
    }

    /** The problems, a line each. */
    List<String> of(SeriesKey key) {
        List<String> found = new ArrayList<>();
        SeriesInfo info = store.info(key);
        BarRows rows = store.rows(key);
        List<Action> splits = store.actions(key.symbol()).all().stream()
                .filter(one -> one.kind() == CorporateAction.SPLIT)
                .toList();
        int lastDay = 0;
        int missing = 0;
        for (int row = 0; row < rows.size(); row++) {
            int day = SeriesInfo.dayOf(key, rows.time(row), calendar);
            if (row > 0 && day != lastDay) {
                missing += missing(key, lastDay, day, missing, found);
                overnight(key, info, rows, row, lastDay, day, splits, found);
            }
            lastDay = day;
        }
        if (missing > SHOWN_MAX) {
            found.add(key.symbol() + ": and " + (missing - SHOWN_MAX) + " more missing sessions");
        }
        symbols(key, info, found);
        return found;
    }

    /** Checks for bars under a symbol after its instrument has changed it: they belong to another instrument. */
    private void symbols(SeriesKey key, SeriesInfo info, List<String> found) {
        SymbolHistory history = store.symbolHistory(Integer.MAX_VALUE);
        if (history.on(Integer.MAX_VALUE, key.symbol()).equals(key.symbol())) {
            return;
        }
        for (SymbolHistory.Change one : history.changes()) {
            if (one.before().equals(key.symbol()) && info.lastDay() >= one.day()) {
                found.add(key.symbol() + ": has bars after it became " + one.after() + " on "
                        + LocalDate.ofEpochDay(one.day()) + ": left out");
            }
        }
    }

    private int missing(SeriesKey key, int after, int before, int listed, List<String> found) {
        int missing = 0;
        for (int day = calendar.nextTradingDay(after); day < before; day = calendar.nextTradingDay(day)) {
            if (listed + ++missing <= SHOWN_MAX) {
                found.add(key.symbol() + " " + LocalDate.ofEpochDay(day) + ": no bar");
            }
        }
        return missing;
    }

    private static void overnight(
            SeriesKey key,
            SeriesInfo info,
            BarRows rows,
            int row,
            int before,
            int day,
            List<Action> splits,
            List<String> found) {
        long closeE8 = rows.closeE8(row - 1);
        long openE8 = rows.openE8(row);
        double jump = openE8 / (double) closeE8;
        String prices = " opens at " + FixedPoint.format(openE8) + " after a close of " + FixedPoint.format(closeE8);
        Action split = splits.stream()
                .filter(one -> one.day() > before && one.day() <= day)
                .findFirst()
                .orElse(null);
        if (split == null) {
            if (!info.adjusted() && Splits.isSplit(jump)) {
                found.add(key.symbol() + " " + LocalDate.ofEpochDay(day) + ":" + prices
                        + ", as after a split that is not told");
            }
            return;
        }
        double ratio = split.numerator() / (double) split.denominator();
        boolean shown = Math.abs(Math.log(jump * ratio)) < Math.abs(Math.log(jump));
        if (shown == info.adjusted()) {
            found.add(key.symbol() + " " + LocalDate.ofEpochDay(day) + ":" + prices + " on a split of "
                    + split.numerator() + " for " + split.denominator() + ", though prices are stored "
                    + (info.adjusted()
                            ? "as adjusted; import them with --prices raw"
                            : "raw; import them with --prices split"));
        }
    }
}
