package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.engine.store.StoredActions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which days an update asks for, and what it says of the answer, with a vendor in memory. Sessions of January 2024 are all
 * days of the week but the 1st and the 15th.
 */
class UpdateStepsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final BarSpec DAILY = BarSpec.parse("1d");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<Integer> progress = new ArrayList<>();
    /** Of each day the one price of its bar. */
    private final TreeMap<Integer, Double> prices = new TreeMap<>();

    private final List<Action> actions = new ArrayList<>();

    private final Vendor vendor = new Vendor() {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public int requestsAMinute() {
            return 1;
        }

        @Override
        public List<String> keyNames() {
            return List.of();
        }

        @Override
        public Map<String, String> headers(List<String> keys) {
            return Map.of();
        }

        @Override
        public boolean offers(BarSpec size) {
            return true;
        }

        @Override
        public Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay) {
            asked.add(symbol + " " + LocalDate.ofEpochDay(fromDay) + " " + LocalDate.ofEpochDay(toDay));
            return new Answer(
                    rows(fromDay, toDay),
                    actions.stream()
                            .filter(one -> one.day() >= fromDay && one.day() <= toDay)
                            .toList(),
                    List.of());
        }
    };

    private BarRows rows(int fromDay, int toDay) {
        BarRows rows = new BarRows();
        prices.subMap(fromDay, true, toDay, true).forEach((day, price) -> {
            long e8 = FixedPoint.ofDouble(price);
            rows.add(day, e8, e8, e8, e8, 1);
        });
        return rows;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    /** From the first to the last day, each at a price. */
    private void have(String from, String to, double price) {
        for (int day = day(from); day <= day(to); day++) {
            if (CALENDAR.isTradingDay(day)) {
                prices.put(day, price);
            }
        }
    }

    private UpdateRun.Report update(String from, String to, String... symbols) throws InterruptedException {
        try (DataStore data = DataStore.openToWrite(folder, CALENDAR)) {
            // The vendor in memory needs no connection.
            return new UpdateRun(data, vendor, null, DAILY, CALENDAR, day(from), day(to), day(to))
                    .run(symbols.length == 0 ? List.of("AA") : List.of(symbols), Set.of(), progress::add);
        }
    }

    private void storeAdjusted(String to) {
        try (DataStore data = DataStore.openToWrite(folder, CALENDAR)) {
            data.merge(new SeriesKey("AA", DAILY), rows(0, day(to)), "file", true, day(to));
        }
    }

    private static UpdateRun.Report done(int added, int filled, String... told) {
        return new UpdateRun.Report(1, added, filled, 0, List.of(told), null);
    }

    /** From the fifth session before the last stored one on, but from no day before the first that is wanted. */
    @Test
    void shouldAskForTheLastSessionsAgain() throws Exception {
        have("2024-01-02", "2024-01-31", 10);
        assertEquals(done(9, 0), update("2024-01-02", "2024-01-12"));
        assertEquals(done(1, 0), update("2024-01-02", "2024-01-16"));
        assertEquals(done(1, 0), update("2024-01-10", "2024-01-17"));
        assertEquals(done(10, 0), update("2024-01-12", "2024-01-31"));
        assertEquals(done(0, 0), update("2024-01-12", "2024-01-16"));
        assertEquals(
                List.of(
                        "AA 2024-01-02 2024-01-12",
                        "AA 2024-01-05 2024-01-16",
                        "AA 2024-01-10 2024-01-17",
                        "AA 2024-01-12 2024-01-31",
                        "AA 2024-01-24 2024-01-24"),
                asked);
    }

    @Test
    void shouldCountNamesAndASingleBar() throws Exception {
        have("2024-01-02", "2024-01-02", 10);
        assertEquals(
                new UpdateRun.Report(3, 3, 0, 0, List.of(), null),
                update("2024-01-02", "2024-01-02", "AA", "BB", "CC"));
        assertEquals(List.of(1, 2, 3), progress);
    }

    /** What began later than wanted is asked for as a whole, and once: the vendor has nothing before. */
    @Test
    void shouldAskOnceForWhatIsBeforeTheFirstBar() throws Exception {
        have("2024-01-08", "2024-01-31", 10);
        update("2024-01-08", "2024-01-22");
        update("2024-01-05", "2024-01-23");
        update("2024-01-05", "2024-01-24");
        update("2024-01-04", "2024-01-25");
        assertEquals(
                List.of(
                        "AA 2024-01-08 2024-01-22",
                        "AA 2024-01-05 2024-01-23",
                        "AA 2024-01-16 2024-01-24",
                        "AA 2024-01-04 2024-01-25"),
                asked);
    }

    /** Nothing is missing from a history that begins with the first session from the wanted day on. */
    @ParameterizedTest
    @CsvSource({"2024-01-01, 2024-01-02", "2024-01-06, 2024-01-08", "2024-01-05, 2024-01-05", "2024-01-13, 2024-01-16"})
    void shouldTakeAHolidayForTheNextSession(String from, String first) throws Exception {
        have(first, "2024-01-31", 10);
        update(from, "2024-01-26");
        assertEquals(done(1, 0), update(from, "2024-01-29"));
        assertEquals(List.of("AA " + from + " 2024-01-26", "AA 2024-01-19 2024-01-29"), asked);
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertEquals(done(0, 0, "AA: has no bar from 2024-01-02 on there"), update("2024-01-02", "2024-01-12"));
        have("2024-01-02", "2024-01-09", 10);
        have("2024-01-16", "2024-01-17", 10);
        assertEquals(
                done(
                        8,
                        0,
                        "AA: has no bar on 2024-01-10 and 2 more sessions to 2024-01-12",
                        "AA: ends at 2024-01-17; the last session was 2024-01-18"),
                update("2024-01-02", "2024-01-18"));
        have("2024-01-18", "2024-01-18", 10);
        assertEquals(done(1, 0), update("2024-01-02", "2024-01-18"), "it is asked for again until it is there");
    }

    /** A name that the answer itself says is another one's from the next day on is at its end. */
    @ParameterizedTest
    @CsvSource({"2024-01-10, true", "2024-01-12, true", "2024-01-09, false"})
    void shouldKnowFromTheAnswerThatANameIsOver(String change, boolean over) throws Exception {
        have("2024-01-02", "2024-01-09", 10);
        actions.add(Action.renamed(day(change), 0, "BB"));
        List<String> told = update("2024-01-02", "2024-01-12").told();
        String renamed = "AA " + change + ": symbol change to BB";
        assertEquals(
                over ? List.of(renamed) : List.of(renamed, "AA: ends at 2024-01-09; the last session was 2024-01-12"),
                told);
    }

    /** Half the price overnight is told when it is new, to the last bar, and not again. */
    @ParameterizedTest
    @CsvSource({"2024-01-11", "2024-01-12"})
    void shouldTellAnUnknownSplitOnce(String split) throws Exception {
        have("2024-01-02", "2024-01-10", 10);
        have(split, "2024-01-17", 5);
        prices.putIfAbsent(day("2024-01-11"), 10.0);
        String told = "AA " + split + ": opens at 5.00 after a close of 10.00, as after a split that is not told;"
                + " give it by ringside data import --actions";
        assertEquals(done(9, 0, told), update("2024-01-02", "2024-01-12"));
        assertEquals(done(1, 0), update("2024-01-02", "2024-01-16"));
    }

    /** A split belongs between the bars from the day after the first to the day of the second. */
    @ParameterizedTest
    @CsvSource({"2024-01-12, false", "2024-01-13, true", "2024-01-16, true", "2024-01-17, false"})
    void shouldTakeASplitForTheBarAfterIt(String day, boolean known) throws Exception {
        have("2024-01-02", "2024-01-12", 10);
        have("2024-01-16", "2024-01-17", 5);
        actions.add(StoredActions.split(day(day), 2, 1));
        List<String> told = update("2024-01-02", "2024-01-17").told();
        assertEquals("AA " + day + ": split 2/1", told.get(0));
        assertEquals(known ? 1 : 2, told.size(), told.toString());
    }

    /** Adjusted prices show no split; once there is one after the last bar they are all wrong. */
    @ParameterizedTest
    @CsvSource({"2024-01-09, false", "2024-01-10, false", "2024-01-11, true", "2024-01-12, true"})
    void shouldHoldAnAdjustedNameFromASplitAfterItsLastBarOn(String day, boolean held) throws Exception {
        have("2024-01-02", "2024-01-10", 10);
        storeAdjusted("2024-01-10");
        have("2024-01-11", "2024-01-12", 5);
        actions.add(StoredActions.split(day(day), 2, 1));
        UpdateRun.Report report = update("2024-01-02", "2024-01-12");
        assertEquals(
                held
                        ? new UpdateRun.Report(
                                1,
                                0,
                                0,
                                1,
                                List.of("AA: is stored adjusted for splits, and there was one since; nothing was"
                                        + " written: import its history again, best --prices raw"),
                                null)
                        : done(2, 0, "AA " + day + ": split 2/1"),
                report);
    }

    /** Of adjusted prices half the price overnight is no split that is not told. */
    @Test
    void shouldTellNoSplitOfAdjustedPrices() throws Exception {
        have("2024-01-02", "2024-01-10", 10);
        storeAdjusted("2024-01-10");
        have("2024-01-11", "2024-01-12", 5);
        assertEquals(done(2, 0), update("2024-01-02", "2024-01-12"));
    }

    /** As many sessions as the first table of bars has room for. */
    @Test
    void shouldCompareAndStoreAFullTable() throws Exception {
        int first = day("2023-01-03");
        int last = first;
        for (int i = 1; i < 256; i++) {
            last = CALENDAR.nextTradingDay(last);
        }
        have("2023-01-03", LocalDate.ofEpochDay(last).toString(), 10);
        String to = LocalDate.ofEpochDay(last).toString();
        assertEquals(done(256, 0), update("2023-01-03", to));
        BarRows rows = rows(first, last);
        prices.replaceAll((day, price) -> 5.0);
        assertEquals("0.5", Overlap.adjusted(rows, rows(first, last)));
        assertEquals(1, asked.size(), asked.toString());
    }
}
