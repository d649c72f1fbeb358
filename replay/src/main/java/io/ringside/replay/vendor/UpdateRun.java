package io.ringside.replay.vendor;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.Splits;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.Merge;
import io.ringside.engine.store.SeriesInfo;
import io.ringside.engine.store.SeriesKey;
import io.ringside.replay.vendor.UpdateQueue.Entry;
import io.ringside.replay.vendor.UpdateQueue.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings a store up to date from a vendor: for each symbol it requests bars from some sessions before the last stored one
 * on, compares them with the stored ones, fills gaps once, and notes the result. If it is killed, the next run continues
 * with the same symbol, with the same resulting store.
 *
 * <p>Thread: the command's.
 */
public final class UpdateRun {
    private static final int OVERLAP_SESSIONS = 5;

    private final DataStore store;
    private final Vendor vendor;
    private final HttpSource http;
    private final BarSpec size;
    private final ExchangeCalendar calendar;
    private final int fromDay;
    private final int toDay;
    private final int runDay;
    private final GapFile gaps;

    /**
     * Result of an update.
     *
     * @param names number of requested symbols
     * @param added bars later than before
     * @param filled bars of gaps
     * @param failed number of failed symbols
     * @param told messages for the user, a line each
     * @param denied why the update stopped early, or null
     */
    public record Report(int names, int added, int filled, int failed, List<String> told, String denied) {}

    /**
     * @param fromDay first day of a symbol that is not in the store, days since 1970
     * @param toDay last session to request
     * @param runDay day of the run
     */
    public UpdateRun(
            DataStore store,
            Vendor vendor,
            HttpSource http,
            BarSpec size,
            ExchangeCalendar calendar,
            int fromDay,
            int toDay,
            int runDay) {
        this.store = store;
        this.vendor = vendor;
        this.http = http;
        this.size = size;
        this.calendar = calendar;
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.runDay = runDay;
        gaps = new GapFile(store.folder().resolve("update").resolve("gaps-" + vendor.name() + "-" + size + ".csv"));
    }

    /**
     * Updates symbols.
     *
     * @param again symbols whose whole history is requested and replaces stored bars that differ
     * @param progress gets the number of finished symbols
     */
    public Report run(Collection<String> symbols, Set<String> again, Consumer<Integer> progress)
            throws InterruptedException {
        String work = vendor.name() + " " + size + " " + LocalDate.ofEpochDay(fromDay) + " "
                + LocalDate.ofEpochDay(toDay) + " " + symbols.size() + " names "
                + Integer.toHexString(Objects.hash(List.copyOf(symbols), List.copyOf(again)));
        UpdateQueue queue =
                UpdateQueue.open(store.folder().resolve("update").resolve(vendor.name() + "-" + size + ".queue"), work);
        String denied = null;
        int done = 0;
        for (String symbol : symbols) {
            if (denied == null && !queue.isDone(symbol)) {
                try {
                    queue.add(symbol, update(symbol, again.contains(symbol)));
                } catch (VendorFailure e) {
                    queue.add(symbol, new Entry(State.FAILED, 0, 0, List.of(symbol + ": " + e.getMessage())));
                    denied = e.kind() == VendorFailure.Kind.DENIED ? vendor.name() + ": " + e.getMessage() : null;
                } catch (UserError e) {
                    queue.add(symbol, new Entry(State.HELD, 0, 0, List.of(symbol + ": " + e.getMessage())));
                }
            }
            progress.accept(++done);
        }
        return report(symbols, queue.entries(), denied);
    }

    private static Report report(Collection<String> symbols, Map<String, Entry> entries, String denied) {
        int added = 0;
        int filled = 0;
        int failed = 0;
        List<String> told = new ArrayList<>();
        for (String symbol : symbols) {
            Entry entry = entries.get(symbol);
            if (entry == null) {
                failed++;
                continue;
            }
            added += entry.added();
            filled += entry.filled();
            failed += entry.state() == State.FAILED || entry.state() == State.HELD ? 1 : 0;
            told.addAll(entry.told());
        }
        return new Report(symbols.size(), added, filled, failed, told, denied);
    }

    private Entry update(String symbol, boolean again) throws VendorFailure, InterruptedException {
        SeriesKey key = new SeriesKey(symbol, size);
        SeriesInfo before = store.info(key);
        if (before != null && !again && isOver(symbol, before)) {
            return new Entry(State.DONE, 0, 0, List.of());
        }
        int first = before == null || again ? fromDay : Math.max(fromDay, overlap(before.lastDay()));
        // A history that must reach farther back than the stored one is requested as a whole.
        boolean backwards =
                before != null && !again && calendarDay(fromDay) < before.firstDay() && !gaps.isBegin(symbol, fromDay);
        if (backwards) {
            first = fromDay;
        }
        Vendor.Answer answer = vendor.ask(http, symbol, size, first, Math.max(first, toDay));
        List<String> told = new ArrayList<>(answer.leftOut());
        BarRows stored = store.rows(key);
        String ratio = again ? null : Overlap.adjusted(stored, answer.rows());
        if (ratio != null) {
            return new Entry(
                    State.HELD,
                    0,
                    0,
                    List.of(symbol + ": all closes from " + LocalDate.ofEpochDay(first) + " on are " + ratio
                            + " times those that are stored, as after a split that is not known; nothing was written:"
                            + " look at it, then give --again " + symbol));
        }
        if (before != null && before.adjusted() && isSplitSince(answer.actions(), before.lastDay())) {
            return new Entry(
                    State.HELD,
                    0,
                    0,
                    List.of(symbol
                            + ": is stored adjusted for splits, and there was one since; nothing was written: import"
                            + " its history again, best --prices raw"));
        }
        store.mergeActions(symbol, answer.actions()).forEach(told::add);
        boolean adjusted = before != null && before.adjusted();
        Merge merge = answer.rows().size() == 0
                ? new Merge(0, 0, List.of())
                : store.merge(key, answer.rows(), vendor.name(), adjusted, runDay);
        merge.revised().forEach(line -> told.add(line + " (revised)"));
        int filled = merge.filled() + fillGaps(key, told);
        if (backwards) {
            gaps.noteBegin(symbol, fromDay);
        }
        unseenSplits(key, stored, told);
        SeriesInfo after = store.info(key);
        if (after != null && isOver(symbol, after)) {
            return new Entry(State.DONE, merge.added(), filled, told);
        }
        return new Entry(isComplete(key, told) ? State.DONE : State.SHORT, merge.added(), filled, told);
    }

    private static boolean isSplitSince(List<Action> actions, int day) {
        return actions.stream().anyMatch(one -> one.kind() == CorporateAction.SPLIT && one.day() > day);
    }

    /** Whether the symbol has no further bars: it is delisted, or was changed. */
    private boolean isOver(String symbol, SeriesInfo info) {
        return store.actions(symbol).all().stream()
                .filter(one -> one.kind() == CorporateAction.DELISTING || one.kind() == CorporateAction.SYMBOL_CHANGE)
                .anyMatch(one -> one.day() > info.lastDay() && one.day() <= toDay);
    }

    private int calendarDay(int day) {
        return calendar.isTradingDay(day) ? day : calendar.nextTradingDay(day);
    }

    private int overlap(int lastDay) {
        int day = lastDay;
        for (int i = 0; i < OVERLAP_SESSIONS; i++) {
            day = calendar.previousTradingDay(day);
        }
        return day;
    }

    private boolean isComplete(SeriesKey key, List<String> told) {
        SeriesInfo after = store.info(key);
        if (after == null) {
            told.add(key.symbol() + ": has no bar from " + LocalDate.ofEpochDay(fromDay) + " on there");
            return false;
        }
        if (after.lastDay() < toDay) {
            told.add(key.symbol() + ": ends at " + LocalDate.ofEpochDay(after.lastDay()) + "; the last session was "
                    + LocalDate.ofEpochDay(toDay));
            return false;
        }
        return true;
    }

    // ---- Gaps -----------------------------------------------------------------------------------------------------

    /** Requests missing sessions between others, once. */
    private int fillGaps(SeriesKey key, List<String> told) throws VendorFailure, InterruptedException {
        List<Integer> missing = missing(store.rows(key), key);
        List<Integer> unasked =
                missing.stream().filter(day -> !gaps.has(key.symbol(), day)).toList();
        if (unasked.isEmpty()) {
            return 0;
        }
        Vendor.Answer answer = vendor.ask(http, key.symbol(), size, unasked.get(0), unasked.get(unasked.size() - 1));
        BarRows wanted = ofDays(answer.rows(), Set.copyOf(unasked), key);
        int filled = 0;
        if (wanted.size() > 0) {
            boolean adjusted = store.info(key).adjusted();
            filled = store.merge(key, wanted, vendor.name(), adjusted, runDay).filled();
        }
        List<Integer> left = missing(store.rows(key), key);
        left.retainAll(unasked);
        if (!left.isEmpty()) {
            told.add(key.symbol() + ": has no bar on " + days(left));
            gaps.add(key.symbol(), left);
        }
        return filled;
    }

    private static String days(List<Integer> days) {
        String first = LocalDate.ofEpochDay(days.get(0)).toString();
        return days.size() == 1
                ? first
                : first + " and " + (days.size() - 1) + " more sessions to "
                        + LocalDate.ofEpochDay(days.get(days.size() - 1));
    }

    private List<Integer> missing(BarRows rows, SeriesKey key) {
        List<Integer> missing = new ArrayList<>();
        int last = Integer.MIN_VALUE;
        for (int row = 0; row < rows.size(); row++) {
            int day = day(key, rows.time(row));
            if (last != Integer.MIN_VALUE && day != last) {
                for (int next = calendar.nextTradingDay(last); next < day; next = calendar.nextTradingDay(next)) {
                    missing.add(next);
                }
            }
            last = day;
        }
        return missing;
    }

    private BarRows ofDays(BarRows rows, Set<Integer> days, SeriesKey key) {
        BarRows some = new BarRows();
        for (int row = 0; row < rows.size(); row++) {
            if (days.contains(day(key, rows.time(row)))) {
                some.add(rows, row);
            }
        }
        return some;
    }

    private int day(SeriesKey key, int time) {
        return SeriesInfo.dayOf(key, time, calendar);
    }

    // ---- Splits ---------------------------------------------------------------------------------------------------

    /** Notes new bars that open as after a split that the vendor does not report. */
    private void unseenSplits(SeriesKey key, BarRows before, List<String> told) {
        SeriesInfo info = store.info(key);
        if (info == null || info.adjusted()) {
            return;
        }
        BarRows rows = store.rows(key);
        int lastBefore = before.size() == 0 ? Integer.MIN_VALUE : before.time(before.size() - 1);
        for (int row = 1; row < rows.size(); row++) {
            int day = day(key, rows.time(row));
            boolean overnight = day != day(key, rows.time(row - 1));
            if (rows.time(row) > lastBefore && overnight) {
                double ratio = rows.openE8(row) / (double) rows.closeE8(row - 1);
                if (Splits.isSplit(ratio) && !hasSplitBetween(key.symbol(), day(key, rows.time(row - 1)), day)) {
                    told.add(String.format(
                            Locale.ROOT,
                            "%s %s: opens at %s after a close of %s, as after a split that is not told; give it by ringside"
                                    + " data import --actions",
                            key.symbol(),
                            LocalDate.ofEpochDay(day),
                            FixedPoint.format(rows.openE8(row)),
                            FixedPoint.format(rows.closeE8(row - 1))));
                }
            }
        }
    }

    private boolean hasSplitBetween(String symbol, int afterDay, int lastDay) {
        for (Action one : store.actions(symbol).all()) {
            if (one.kind() == CorporateAction.SPLIT && one.day() > afterDay && one.day() <= lastDay) {
                return true;
            }
        }
        return false;
    }
}
