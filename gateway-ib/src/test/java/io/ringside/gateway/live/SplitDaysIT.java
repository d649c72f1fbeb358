package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.Split;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a portfolio in the daemon with splits and dividends of what it holds: it trades what a back test trades. */
class SplitDaysIT {
    private static final int FIRST = PortfolioDaysIT.FIRST;
    private static final int LAST = PortfolioDaysIT.LAST;
    private static final int NAMES = 20;
    private static final int KILLS = 6;
    /** After a weekend, and after the night that follows. */
    private static final int MONDAY = PortfolioDays.day("2023-11-27");

    private static final long DIVIDEND_E8 = 25_000_000;

    private static final BarSpec DAILY = BarSpec.parse("1d");

    @TempDir
    Path folder;

    /**
     * Every name splits, half of them 3 for 2 before the Monday's session and the others so many for so many on the day after, and pays a
     * dividend.
     *
     * @param other store to write
     * @param first day of the first split, the Monday or one of the weekend before
     */
    private static Path split(Path store, Path other, long newShares, long oldShares, int first, long dividendE8) {
        try (DataStore from = DataStore.open(store, PortfolioDays.CALENDAR);
                DataStore to = DataStore.openToWrite(other, PortfolioDays.CALENDAR)) {
            boolean more = false;
            for (String symbol : from.symbols(DAILY)) {
                more = !more;
                long numerator = more ? 3 : newShares;
                long denominator = more ? 2 : oldShares;
                int day = more ? MONDAY : MONDAY + 1;
                BarRows rows = new BarRows();
                BarRows all = from.rows(new SeriesKey(symbol, DAILY));
                for (int row = 0; row < all.size(); row++) {
                    boolean late = all.time(row) >= day;
                    long openE8 = price(all.openE8(row), late, numerator, denominator);
                    long closeE8 = price(all.closeE8(row), late, numerator, denominator);
                    rows.add(
                            all.time(row),
                            openE8,
                            Math.max(openE8, closeE8),
                            Math.min(openE8, closeE8),
                            closeE8,
                            1_000_000);
                }
                to.merge(new SeriesKey(symbol, DAILY), rows, "test", false, LAST);
                to.mergeActions(
                        symbol,
                        List.of(
                                new Action(more ? first : day, 0, CorporateAction.SPLIT, numerator, denominator, 0),
                                new Action(MONDAY + 1, 0, CorporateAction.DIVIDEND, 1, 1, dividendE8)));
            }
        }
        return other;
    }

    /** In whole cents. */
    private static long price(long priceE8, boolean late, long numerator, long denominator) {
        return late ? Split.orderPriceE8(priceE8, numerator, denominator, 1_000_000) : priceE8;
    }

    private void compare(Config config, long newShares, long oldShares, String... days) throws IOException {
        compare(config, newShares, oldShares, MONDAY, days);
    }

    private void compare(Config config, long newShares, long oldShares, int first, String... days) throws IOException {
        Path plain = folder.resolve("store");
        PortfolioDays.invent(plain, NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
        Path store = split(plain, folder.resolve("split"), newShares, oldShares, first, DIVIDEND_E8);
        compare(new PortfolioDays(folder.resolve("live"), store, config, FIRST, LAST, 1), store, days);
    }

    private static void compare(PortfolioDays days, Path store, String... traded) {
        PortfolioDays played = days.run();
        var expected = PortfolioDays.Reference.of(played.settings(), store, FIRST, LAST);
        for (String day : traded) {
            assertTrue(expected.fills().stream().anyMatch(line -> line.startsWith(day)), day);
        }
        assertEquals(String.join("\n", expected.fills()), String.join("\n", played.fills()));
        assertEquals(expected.shares(), played.shares());
        assertEquals(0, played.alarms().count(), played.alarms().last());
    }

    @Test
    void shouldTradeAsABacktestDoesOverSplitsOfWhatItHolds() throws IOException {
        compare(PortfolioDaysIT.momentum("portfolio.schedule=weekly"), 1, 7, "2023-11-22", "2023-11-29");
    }

    /** What splits while it does not run has split when it begins again; a stop that waits is restated. */
    @Test
    void shouldTradeAsABacktestDoesWhereTheDaemonDoesNotRunOnTheDayOfASplit() throws IOException {
        for (String stop : List.of("portfolio.schedule=weekly", "portfolio.stop=0.3")) {
            Path root = folder.resolve(stop);
            Path plain = root.resolve("store");
            PortfolioDays.invent(plain, NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
            Path store = split(plain, root.resolve("split"), 10, 1, MONDAY, DIVIDEND_E8);
            Config config = PortfolioDaysIT.momentum("portfolio.schedule=weekly", stop);
            compare(
                    new PortfolioDays(root.resolve("live"), store, config, FIRST, LAST, 1).asleepOn(MONDAY),
                    store,
                    "2023-11-22",
                    "2023-11-29");
        }
    }

    /**
     * The Monday's bars come on Tuesday morning, when the Monday's splits are in what is held and the Tuesday's are, too: they
     * are bars before the latter. No dividends: a late decision has those of its own day.
     */
    @Test
    void shouldTradeAsABacktestDoesWhereBarsOfADayOfSplitsComeAfterTheNextSplits() throws IOException {
        Path plain = folder.resolve("store");
        Path until = folder.resolve("until");
        Path late = folder.resolve("late");
        PortfolioDays.invent(plain, NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
        PortfolioDays.invent(until, NAMES, PortfolioDaysIT.HISTORY, MONDAY - 3, 7);
        split(until, late, 10, 1, MONDAY, 0);
        Path store = split(plain, folder.resolve("split"), 10, 1, MONDAY, 0);
        var days = new PortfolioDays(
                folder.resolve("live"), late, store, PortfolioDaysIT.momentum(), FIRST, MONDAY + 1, 1);
        days.at(MONDAY + 1, 7, 0, one -> split(plain, late, 10, 1, MONDAY, 0)).run();
        var expected = PortfolioDays.Reference.of(days.settings(), store, FIRST, MONDAY + 1);
        assertTrue(expected.fills().stream().anyMatch(line -> line.startsWith("2023-11-28")));
        assertEquals(String.join("\n", expected.fills()), String.join("\n", days.fills()));
        assertEquals(expected.shares(), days.shares());
    }

    /** Before the first session on or after its day, as in a back test. */
    @Test
    void shouldTradeAsABacktestDoesWhereASplitIsOfASaturday() throws IOException {
        compare(PortfolioDaysIT.momentum(), 10, 1, MONDAY - 2, "2023-11-27", "2023-11-28");
    }

    /** Orders wait over the nights of the splits: the broker restates them, and so does the daemon. */
    @Test
    void shouldTradeAsABacktestDoesWhereOrdersWaitOverASplit() throws IOException {
        compare(PortfolioDaysIT.momentum(), 10, 1, "2023-11-27", "2023-11-28");
    }

    /** Of most orders that wait less than a new share is left: they end, and are not sent again. */
    @Test
    void shouldTradeAsABacktestDoesWhereASplitLeavesLessThanAShareOfAnOrder() throws IOException {
        compare(PortfolioDaysIT.momentum(), 1, 70, "2023-11-27", "2023-11-29");
    }

    @Test
    void shouldTradeAsABacktestDoesWhereStopsWaitOverASplit() throws IOException {
        compare(PortfolioDaysIT.momentum("portfolio.stop=0.1"), 10, 1, "2023-11-27", "2023-11-28");
    }

    /** Ten new shares for each old one. */
    private Path splitOnMonday() throws IOException {
        Path plain = folder.resolve("store");
        PortfolioDays.invent(plain, NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
        return split(plain, folder.resolve("split"), 10, 1, MONDAY, DIVIDEND_E8);
    }

    /** A day that begins again on the day of a split does not split twice. */
    @Test
    void shouldTradeTheSameWhereTheProcessDies() throws IOException {
        Path store = splitOnMonday();
        Config config = PortfolioDaysIT.momentum("portfolio.stop=0.1");
        PortfolioDays whole = new PortfolioDays(folder.resolve("whole"), store, config, FIRST, LAST, 1).run();
        for (int i = 0; i < KILLS; i++) {
            long chance = whole.chances() * (2 * i + 1) / (2 * KILLS);
            PortfolioDays killed = new PortfolioDays(folder.resolve("killed" + i), store, config, FIRST, LAST, 1)
                    .dyingAt(chance)
                    .run();
            assertEquals(whole.fills(), killed.fills(), "chance " + chance);
            assertEquals(whole.shares(), killed.shares(), "chance " + chance);
        }
    }

    /** The Monday's day begins on the Saturday: it begins again on the Sunday and the Monday, and has split by then. */
    @Test
    void shouldSplitOnceWhereTheProcessDiesOnEachDayOfAWeekend() throws IOException {
        Path store = splitOnMonday();
        Config config = PortfolioDaysIT.momentum("portfolio.stop=0.1");
        PortfolioDays whole = new PortfolioDays(folder.resolve("whole"), store, config, FIRST, LAST, 1).run();
        PortfolioDays killed = new PortfolioDays(folder.resolve("killed"), store, config, FIRST, LAST, 1);
        for (int day = MONDAY - 2; day <= MONDAY; day++) {
            killed.at(day, 8, 0, one -> {
                throw new SimulatedRuntime.Death("of a weekend");
            });
        }
        killed.run();
        assertEquals(whole.fills(), killed.fills());
        assertEquals(whole.shares(), killed.shares());
        assertEquals(0, killed.alarms().count(), killed.alarms().last());
    }
}
