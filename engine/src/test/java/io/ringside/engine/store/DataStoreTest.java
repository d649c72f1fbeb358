package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.PriceView.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store gives back, in each view, and what it refuses; prices of the splits are those that were traded. */
class DataStoreTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final BarSpec DAILY = BarSpec.parse("1d");
    private static final SeriesKey TSLA = new SeriesKey("TSLA", DAILY);
    private static final int TODAY = day("2024-06-28");

    private static final long YEAR_NANOS = 365L * 86_400 * 1_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldGiveBackWhatWasStored() {
        try (DataStore store = open()) {
            BarRows rows = new BarRows();
            rows.add(day("2024-01-02"), e8("1.00000001"), e8("90000000"), e8("0.00000001"), e8("2"), 1L << 52);
            rows.add(day("2024-01-03"), e8("3"), e8("4"), e8("2.5"), e8("3.25"), 0);
            store.merge(TSLA, rows, "test", false, TODAY);
            assertEquals(
                    List.of(
                            "2024-01-02 1.00000001 90000000 0.00000001 2 4503599627370496",
                            "2024-01-03 3 4 2.5 3.25 0"),
                    read(store, TSLA, PriceView.of(Prices.RAW)));
            assertEquals(
                    List.of("2024-01-03 3 4 2.5 3.25 0"),
                    lines(store.bars(
                            TSLA, PriceView.of(Prices.RAW), Session.REGULAR, day("2024-01-03"), day("2024-01-05"))));
        }
    }

    /** TSLA, 2022-08-25: 890.91 was the last close of the old shares, which a third of is 296.97. */
    @Test
    void shouldAdjustForSplitsAsTheyAreRead() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2022-08-24", "890.91", "2022-08-25", "296.11"), "test", false, TODAY);
            store.mergeActions("TSLA", List.of(StoredActions.split(day("2022-08-25"), 3, 1)));
            assertEquals(List.of("890.91", "296.11"), closes(store, PriceView.of(Prices.RAW)));
            assertEquals(List.of("296.97", "296.11"), closes(store, PriceView.of(Prices.SPLIT)));
            assertEquals(
                    List.of("890.91"),
                    closes(store, new PriceView(Prices.SPLIT, day("2022-08-24"))),
                    "nobody knew yet");
            assertEquals(
                    "300",
                    read(store, TSLA, PriceView.of(Prices.SPLIT)).get(0).replaceFirst(".* ", ""),
                    "three times the shares changed hands");
            assertEquals(1, store.events(TSLA, PriceView.of(Prices.RAW), 7).size());
            assertEquals(List.of(), store.events(TSLA, PriceView.of(Prices.SPLIT), 7));
        }
    }

    /** Two for one, three for two and one for four are three quarters of a share for one. */
    @Test
    void shouldMultiplySplitsAsFractions() {
        try (DataStore store = open()) {
            store.merge(
                    TSLA,
                    rows("2024-01-02", "75", "2024-01-03", "37.5", "2024-01-04", "25", "2024-01-05", "100"),
                    "test",
                    false,
                    TODAY);
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.split(day("2024-01-03"), 2, 1),
                            StoredActions.split(day("2024-01-04"), 3, 2),
                            StoredActions.split(day("2024-01-05"), 1, 4)));
            assertEquals(List.of("100", "100", "100", "100"), closes(store, PriceView.of(Prices.SPLIT)));
            assertEquals(
                    List.of("75", "37", "25", "100"),
                    read(store, TSLA, PriceView.of(Prices.SPLIT)).stream()
                            .map(line -> line.replaceFirst(".* ", ""))
                            .toList());
        }
    }

    /** A dividend of 2 after a close of 100 leaves 0.98 of all prices before it; one before a split is one of old shares. */
    @Test
    void shouldAdjustForDividendsWhereTheyAreAskedFor() {
        try (DataStore store = open()) {
            store.merge(
                    TSLA,
                    rows("2024-01-02", "90", "2024-01-03", "100", "2024-01-04", "49", "2024-01-05", "48"),
                    "test",
                    false,
                    TODAY);
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.dividend(day("2024-01-04"), e8("2")),
                            StoredActions.split(day("2024-01-05"), 2, 1)));
            assertEquals(List.of("44.1", "49", "24.5", "48"), closes(store, PriceView.of(Prices.TOTAL)));
            assertEquals(
                    "1",
                    text(store.events(TSLA, PriceView.of(Prices.SPLIT), 0)
                            .get(0)
                            .moneyE8()));
        }
    }

    /** On a day of which there is no bar: 2 of the 100 before it, and nothing of what came before the first bar. */
    @Test
    void shouldAdjustForADividendOnADayWithoutABar() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "90", "2024-01-03", "100", "2024-01-05", "48"), "test", false, TODAY);
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.dividend(day("2024-01-02"), e8("5")),
                            StoredActions.dividend(day("2023-12-29"), e8("5")),
                            StoredActions.dividend(day("2024-01-04"), e8("2"))));
            assertEquals(List.of("88.2", "98", "48"), closes(store, PriceView.of(Prices.TOTAL)));
        }
    }

    @Test
    void shouldKeepBarsInTheOrderOfTime() {
        BarRows rows = rows("2024-01-02", "90");
        for (String day : List.of("2024-01-02", "2024-01-01")) {
            assertEquals(
                    "a bar at " + day(day) + " follows one at " + day("2024-01-02"),
                    assertThrows(IllegalArgumentException.class, () -> rows.add(day(day), 1, 1, 1, 1, 1))
                            .getMessage());
        }
        assertEquals(1, rows.size());
    }

    /** What happens on the day itself is known then. */
    @Test
    void shouldKnowADividendOnItsDay() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-03", "100", "2024-01-04", "49"), "test", false, TODAY);
            store.mergeActions("TSLA", List.of(StoredActions.dividend(day("2024-01-04"), e8("2"))));
            assertEquals(List.of("100"), closes(store, new PriceView(Prices.TOTAL, day("2024-01-03"))));
            assertEquals(List.of("98", "49"), closes(store, new PriceView(Prices.TOTAL, day("2024-01-04"))));
            // A dividend of all that it is worth, or more, is none.
            store.mergeActions("TSLA", List.of(StoredActions.dividend(day("2024-01-04"), e8("100"))));
            assertEquals(List.of("100", "49"), closes(store, new PriceView(Prices.TOTAL, day("2024-01-04"))));
        }
    }

    /** Every other session of a year; from each day of it on. */
    @Test
    void shouldBeginWithTheFirstBarOfTheWantedDays() {
        try (DataStore store = open()) {
            BarRows rows = new BarRows();
            List<Integer> days = new ArrayList<>();
            for (int day = day("2023-01-03"); day < day("2024-01-01"); ) {
                days.add(day);
                rows.add(day, e8("1"), e8("1"), e8("1"), e8("1"), day);
                day = CALENDAR.nextTradingDay(CALENDAR.nextTradingDay(day));
            }
            store.merge(TSLA, rows, "test", false, TODAY);
            for (int from = day("2022-12-30"); from < day("2024-01-10"); from++) {
                int wanted = from;
                int first = days.stream()
                        .mapToInt(day -> day)
                        .filter(day -> day >= wanted)
                        .min()
                        .orElse(0);
                int left = (int) days.stream().filter(day -> day >= wanted).count();
                try (BarSource bars =
                        store.bars(TSLA, PriceView.of(Prices.RAW), Session.REGULAR, from, Integer.MAX_VALUE)) {
                    double before = 0;
                    int read = 0;
                    while (bars.next()) {
                        assertEquals(read == 0 ? first : bars.sessionDay(), bars.sessionDay());
                        assertEquals(bars.sessionDay(), bars.volume());
                        assertTrue(bars.progress() >= before && bars.progress() < 1, "" + bars.progress());
                        before = bars.progress();
                        read++;
                    }
                    assertEquals(left, read);
                    assertEquals(1.0, bars.progress());
                }
            }
        }
    }

    /** One invented bar makes a series one of which prices are invented, also after others have come. */
    @Test
    void shouldRememberThatPricesAreInvented() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10"), "test", false, TODAY);
            assertFalse(isSynthetic(store));
            BarRows invented = rows("2024-01-03", "10");
            invented.setSynthetic(true);
            store.merge(TSLA, invented, "test", false, TODAY);
            assertTrue(isSynthetic(store));
            store.merge(TSLA, rows("2024-01-04", "10"), "test", false, TODAY);
            assertTrue(isSynthetic(store));
        }
    }

    private static boolean isSynthetic(DataStore store) {
        try (BarSource bars =
                store.bars(TSLA, PriceView.of(Prices.RAW), Session.REGULAR, day("2024-01-01"), day("2024-02-01"))) {
            return bars.synthetic();
        }
    }

    @Test
    void shouldReadAsOfADayWhatWasKnownThen() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10", "2024-01-04", "12"), "test", false, day("2024-01-04"));
            Merge merge = store.merge(
                    TSLA,
                    rows("2024-01-02", "10.5", "2024-01-03", "11", "2024-01-05", "13"),
                    "test",
                    false,
                    day("2024-01-08"));
            assertEquals(1, merge.added());
            assertEquals(1, merge.filled());
            assertEquals(
                    List.of(
                            "TSLA 2024-01-02: open 10.00 is now 10.50, high 10.00 is now 10.50, low 10.00 is now 10.50, close 10.00"
                                    + " is now 10.50"),
                    merge.revised());
            assertEquals(List.of("10.5", "11", "12", "13"), closes(store, PriceView.of(Prices.RAW)));
            assertEquals(
                    List.of("10", "12"), closes(store, new PriceView(Prices.RAW, day("2024-01-05")), "2024-01-04"));
            assertEquals(
                    List.of("10.5", "11", "12", "13"), closes(store, new PriceView(Prices.RAW, day("2024-01-08"))));
        }
    }

    @Test
    void shouldChangeNothingWhenTheSameComesAgain() throws IOException {
        try (DataStore store = open()) {
            BarRows rows = rows("2024-01-02", "10", "2024-01-03", "11");
            store.merge(TSLA, rows, "test", false, TODAY);
            byte[] before = Files.readAllBytes(folder.resolve("store/us/1d/TSLA.bars"));
            assertFalse(store.merge(TSLA, rows, "another", false, TODAY + 1).changed());
            assertArrayEquals(before, Files.readAllBytes(folder.resolve("store/us/1d/TSLA.bars")));
        }
    }

    @Test
    void shouldCutBarsWithinADayIntoYearsAndHours() {
        SeriesKey key = new SeriesKey("BRK/B", BarSpec.FIVE_MINUTES);
        try (DataStore store = open()) {
            BarRows rows = new BarRows();
            long lastNanos = CALENDAR.closeNanos(day("2023-12-29")) - 300_000_000_000L;
            rows.add(BarRows.timeOf(lastNanos), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            long earlyNanos = CALENDAR.openNanos(day("2024-01-02")) - 300_000_000_000L;
            rows.add(BarRows.timeOf(earlyNanos), e8("2"), e8("2"), e8("2"), e8("2"), 5);
            rows.add(BarRows.timeOf(earlyNanos + 300_000_000_000L), e8("3"), e8("3"), e8("3"), e8("3"), 5);
            store.merge(key, rows, "test", false, TODAY);
            assertTrue(Files.exists(folder.resolve("store/us/5m/BRK%2FB/2023.bars")));
            assertTrue(Files.exists(folder.resolve("store/us/5m/BRK%2FB/2024.bars")));
            assertEquals(List.of(key), List.copyOf(store.series()));
            assertEquals(
                    List.of("2023-12-29 1 1 1 1 5", "2024-01-02 3 3 3 3 5"),
                    read(store, key, PriceView.of(Prices.RAW)));
            BarSource extended =
                    store.bars(key, PriceView.of(Prices.RAW), Session.EXTENDED, day("2024-01-02"), Integer.MAX_VALUE);
            assertEquals(List.of("2024-01-02 2 2 2 2 5", "2024-01-02 3 3 3 3 5"), lines(extended));
            assertEquals(2, store.info(key).rows() - 1);
        }
    }

    @Test
    void shouldTellWhatIsDamagedOrOfAnotherVersionInOneLine() throws IOException {
        Path file = folder.resolve("store/us/1d/TSLA.bars");
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10", "2024-01-03", "11"), "test", false, TODAY);
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= 0x10;
                Files.write(file, bad);
                assertThrows(UserError.class, () -> store.rows(TSLA), "byte " + at);
            }
            Files.write(file, java.util.Arrays.copyOf(good, good.length - 1));
            UserError cut = assertThrows(UserError.class, () -> store.rows(TSLA));
            assertTrue(
                    cut.getMessage().contains("restore it, or delete it and import or update again"), cut.getMessage());
            Files.write(file, good);
        }
        Files.writeString(folder.resolve("store/ringside-store"), "version = 2\n");
        UserError other = assertThrows(UserError.class, () -> DataStore.open(folder.resolve("store"), CALENDAR));
        assertTrue(
                other.getMessage().contains("is a data store of version 2, and this build reads version 1"),
                other.getMessage());
    }

    @Test
    void shouldNameTheLineOfADamagedRevision() throws IOException {
        Path file = folder.resolve("store/us/1d/TSLA.revisions");
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10", "2024-01-03", "11"), "test", false, TODAY);
            store.merge(TSLA, rows("2024-01-02", "10.5", "2024-01-03", "11.5"), "test", false, TODAY);
            String good = Files.readString(file);
            for (String bad : List.of("2024-06-28,20240103,11", "2024-06-28,x,11,11,11,11,0", "")) {
                List<String> lines = new ArrayList<>(good.lines().toList());
                assertEquals(3, lines.size());
                lines.set(2, bad);
                Files.write(file, lines);
                UserError error = assertThrows(UserError.class, () -> store.info(TSLA));
                assertEquals(file + " line 3: is no revision; restore the file", error.getMessage());
            }
            Files.writeString(file, good);
            assertEquals(2, store.info(TSLA).revisions());
        }
    }

    @Test
    void shouldLetOneProcessWriteAndKeepOtherFoldersAlone() throws IOException {
        try (DataStore store = open()) {
            assertThrows(UserError.class, this::open);
            assertEquals(List.of(), List.copyOf(store.series()));
        }
        Files.writeString(folder.resolve("note.txt"), "mine");
        assertThrows(UserError.class, () -> DataStore.openToWrite(folder, CALENDAR));
        UserError none = assertThrows(UserError.class, () -> DataStore.open(folder, CALENDAR));
        assertTrue(none.getMessage().contains("is no data store"), none.getMessage());
    }

    @Test
    void shouldNotMixAdjustedPricesWithOthers() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10"), "test", true, TODAY);
            UserError mixed = assertThrows(
                    UserError.class, () -> store.merge(TSLA, rows("2024-01-03", "10"), "test", false, TODAY));
            assertEquals(
                    folder.resolve("store/us/1d/TSLA.bars")
                            + ": holds prices adjusted for splits, and those that come are"
                            + " as they were traded; give --prices split, or another store",
                    mixed.getMessage());
            SeriesKey raw = new SeriesKey("AA", DAILY);
            store.merge(raw, rows("2024-01-02", "10"), "test", false, TODAY);
            mixed = assertThrows(
                    UserError.class, () -> store.merge(raw, rows("2024-01-03", "10"), "test", true, TODAY));
            assertEquals(
                    folder.resolve("store/us/1d/AA.bars")
                            + ": holds prices as they were traded, and those that come are"
                            + " adjusted for splits; give --prices raw, or another store",
                    mixed.getMessage());
        }
    }

    /** Bars within a day stand in a file a year; none of these years is that of the other bars. */
    @Test
    void shouldNotMixAdjustedPricesWithThoseOfAnotherYear() {
        SeriesKey key = new SeriesKey("TSLA", BarSpec.FIVE_MINUTES);
        try (DataStore store = open()) {
            store.merge(key, barAtTheOpen("2023-03-01"), "test", true, TODAY);
            for (String other : List.of("2022-03-01", "2024-03-01")) {
                UserError mixed = assertThrows(
                        UserError.class, () -> store.merge(key, barAtTheOpen(other), "test", false, TODAY));
                assertTrue(mixed.getMessage().contains("2023.bars: holds prices"), mixed.getMessage());
            }
            assertEquals(
                    1,
                    store.merge(key, barAtTheOpen("2024-03-01"), "test", true, TODAY)
                            .added());
            assertEquals(
                    1,
                    store.merge(key, barAtTheOpen("2022-03-01"), "test", true, TODAY)
                            .filled());
        }
    }

    /** Of three years the first has a bar filled in, and told otherwise, or added; the others come as they are. */
    @Test
    void shouldWriteNoYearOfWhichNothingIsNew() throws IOException {
        SeriesKey key = new SeriesKey("TSLA", BarSpec.FIVE_MINUTES);
        try (DataStore store = open()) {
            BarRows known = new BarRows();
            for (String day : List.of("2022-03-01", "2023-03-01", "2024-03-01")) {
                known.add(atTheOpen(day), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            }
            store.merge(key, known, "first", false, TODAY);
            byte[] before = Files.readAllBytes(folder.resolve("store/us/5m/TSLA/2023.bars"));
            BarRows filled = new BarRows();
            filled.add(atTheOpen("2022-03-01"), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            filled.add(atTheOpen("2022-03-02"), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            filled.add(atTheOpen("2023-03-01"), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            Merge merge = store.merge(key, filled, "second", false, TODAY + 1);
            assertEquals("0 1 []", merge.added() + " " + merge.filled() + " " + merge.revised());
            BarRows revised = new BarRows();
            revised.add(atTheOpen("2022-03-01"), e8("2"), e8("2"), e8("2"), e8("2"), 5);
            revised.add(atTheOpen("2023-03-01"), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            merge = store.merge(key, revised, "third", false, TODAY + 2);
            assertEquals(
                    "0 0 1",
                    merge.added() + " " + merge.filled() + " " + merge.revised().size());
            assertEquals(
                    "third",
                    Segment.open(folder.resolve("store/us/5m/TSLA/2022.bars"))
                            .origin()
                            .source());
            assertArrayEquals(before, Files.readAllBytes(folder.resolve("store/us/5m/TSLA/2023.bars")));
            assertEquals("first", store.info(key).source());
        }
    }

    /** What comes before the last bar of the last year that there can be is filled in; and of no bars nothing is new. */
    @Test
    void shouldKnowTheEndOfASeriesInWhicheverYearItIs() {
        SeriesKey key = new SeriesKey("TSLA", BarSpec.FIVE_MINUTES);
        try (DataStore store = open()) {
            assertFalse(store.merge(key, new BarRows(), "test", false, TODAY).changed());
            assertEquals(
                    1,
                    store.merge(key, barAtTheOpen("2030-12-31"), "test", false, TODAY)
                            .added());
            assertEquals(
                    1,
                    store.merge(key, barAtTheOpen("1998-01-02"), "test", false, TODAY)
                            .filled());
            UserError mixed = assertThrows(
                    UserError.class, () -> store.merge(key, barAtTheOpen("2010-03-01"), "test", true, TODAY));
            assertEquals(
                    folder.resolve("store/us/5m/TSLA/1998.bars") + ": holds prices as they were traded, and those that"
                            + " come are adjusted for splits; give --prices raw, or another store",
                    mixed.getMessage());
            assertFalse(store.merge(key, new BarRows(), "test", true, TODAY).changed());
        }
        try (DataStore store = DataStore.openToWrite(folder.resolve("early"), CALENDAR)) {
            store.merge(key, barAtTheOpen("1998-01-02"), "test", true, TODAY);
            assertThrows(UserError.class, () -> store.merge(key, barAtTheOpen("2010-03-01"), "test", false, TODAY));
        }
    }

    /** Money that a delisting pays is no dividend, and a dividend is none where only splits are wanted. */
    @Test
    void shouldAdjustForNothingButSplitsAndDividends() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "100", "2024-01-03", "100"), "test", false, TODAY);
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.dividend(day("2024-01-03"), e8("2")),
                            new Action(day("2024-01-04"), 0, CorporateAction.DELISTING, 0, 0, e8("9"))));
            assertEquals(List.of("98", "100"), closes(store, PriceView.of(Prices.TOTAL)));
            assertEquals(List.of("100", "100"), closes(store, PriceView.of(Prices.SPLIT)));
            assertEquals(List.of("100", "100"), closes(store, PriceView.of(Prices.RAW)));
        }
    }

    /** The old ticker's days end with the 8th, the new one's begin with the 9th. */
    @ParameterizedTest
    @CsvSource({
        "2022-06-08, 100, 2022-06-09, 204, 100 204",
        "2022-06-07, 100, 2022-06-10, 204, 100 204",
        "2022-06-08, 100, 2022-06-08, 204, 100",
        "2022-06-09, 100, 2022-06-09, 204, 204",
        "2022-06-09, 100, 2022-06-07, 204, ''"
    })
    void shouldTakeATickersBarsOfItsDaysOnly(String oldDay, String oldPrice, String day, String price, String closes) {
        try (DataStore store = open()) {
            store.merge(new SeriesKey("TWTR", DAILY), rows(oldDay, oldPrice), "test", false, TODAY);
            store.merge(TSLA, rows(day, price), "test", false, TODAY);
            store.mergeActions("TWTR", List.of(Action.renamed(day("2022-06-09"), 0, "TSLA")));
            assertEquals(closes, String.join(" ", closes(store, PriceView.of(Prices.RAW))));
        }
    }

    /** All of it stands under the new ticker; files beside the actions are none. */
    @Test
    void shouldTakeAllBarsOfTheNewTickerWhereTheOldOneHasNone() throws IOException {
        try (DataStore store = open()) {
            store.merge(
                    TSLA, rows("2022-06-07", "100", "2022-06-09", "204", "2022-06-10", "200"), "test", false, TODAY);
            store.mergeActions("TWTR", List.of(Action.renamed(day("2022-06-09"), 0, "TSLA")));
            assertEquals(List.of("100", "204", "200"), closes(store, PriceView.of(Prices.RAW)));
            Files.copy(folder.resolve("store/us/actions/TWTR.csv"), folder.resolve("store/us/actions/TWTR.csv.new"));
        }
        try (DataStore store = DataStore.open(folder.resolve("store"), CALENDAR)) {
            assertEquals(
                    "[TWTR is TSLA from 2022-06-09 on]",
                    store.symbolHistory(Integer.MAX_VALUE).changes().toString());
        }
    }

    /** A dividend on the second day of the new ticker is one of its first close: 5.10 of 204 leaves 0.975. */
    @Test
    void shouldTakeTheCloseOfTheNewTickersFirstDay() {
        try (DataStore store = open()) {
            store.merge(new SeriesKey("TWTR", DAILY), rows("2022-06-08", "400"), "test", false, TODAY);
            store.merge(TSLA, rows("2022-06-09", "204", "2022-06-10", "200"), "test", false, TODAY);
            store.mergeActions("TWTR", List.of(Action.renamed(day("2022-06-09"), 0, "TSLA")));
            store.mergeActions("TSLA", List.of(StoredActions.dividend(day("2022-06-10"), e8("5.10"))));
            assertEquals(List.of("390", "198.9", "200"), closes(store, PriceView.of(Prices.TOTAL)));
        }
    }

    /** Bars that came adjusted for a split of two for one: a dividend of 2 before it is one of 1 of their 50. */
    @Test
    void shouldNotAdjustTwiceWhatCameAdjusted() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "50", "2024-01-03", "49", "2024-01-04", "49"), "test", true, TODAY);
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.dividend(day("2024-01-03"), e8("2")),
                            StoredActions.split(day("2024-01-04"), 2, 1)));
            assertEquals(List.of("50", "49", "49"), closes(store, PriceView.of(Prices.SPLIT)));
            assertEquals(List.of("49", "49", "49"), closes(store, PriceView.of(Prices.TOTAL)));
            store.mergeActions("NONE", List.of(StoredActions.split(day("2024-01-04"), 2, 1)));
            assertEquals(List.of(), read(store, new SeriesKey("NONE", DAILY), PriceView.of(Prices.TOTAL)));
        }
    }

    @Test
    void shouldKeepBarsAfterARevisedOneAndTellOfItsVolume() {
        try (DataStore store = open()) {
            store.merge(TSLA, rows("2024-01-02", "10", "2024-01-03", "11", "2024-01-04", "12"), "test", false, TODAY);
            assertFalse(Files.exists(folder.resolve("store/us/1d/TSLA.revisions")));
            BarRows revised = new BarRows();
            revised.add(day("2024-01-02"), e8("10"), e8("10"), e8("10"), e8("10"), 200);
            assertEquals(
                    List.of("TSLA 2024-01-02: volume 100 is now 200"),
                    store.merge(TSLA, revised, "test", false, TODAY).revised());
            assertEquals(List.of("10", "11", "12"), closes(store, PriceView.of(Prices.RAW)));
            assertTrue(Files.exists(folder.resolve("store/us/1d/TSLA.revisions")));
        }
    }

    /** Bars of two years, of which only the second one's prices are invented, read from the second year on. */
    @Test
    void shouldSayBeforeTheFirstBarWhatThePricesAre() {
        SeriesKey key = new SeriesKey("TSLA", BarSpec.FIVE_MINUTES);
        try (DataStore store = open()) {
            store.merge(key, barAtTheOpen("2022-03-01"), "test", false, TODAY);
            BarRows invented = barAtTheOpen("2023-03-01");
            invented.setSynthetic(true);
            store.merge(key, invented, "test", false, TODAY);
            PriceView raw = PriceView.of(Prices.RAW);
            try (BarSource bars = store.bars(key, raw, Session.REGULAR, day("2023-01-01"), Integer.MAX_VALUE)) {
                assertTrue(bars.synthetic());
                assertTrue(bars.next());
                assertEquals(day("2023-03-01"), bars.sessionDay());
                assertFalse(bars.next());
            }
            try (BarSource bars = store.bars(key, raw, Session.REGULAR, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
                assertFalse(bars.synthetic());
                assertTrue(bars.next());
                assertEquals(0, bars.progress());
                assertTrue(bars.next());
                assertEquals(0.5, bars.progress());
                assertTrue(bars.synthetic());
            }
            long first = Integer.toUnsignedLong(
                    Segment.open(folder.resolve("store/us/5m/TSLA/2022.bars")).checksum());
            long second = Integer.toUnsignedLong(
                    Segment.open(folder.resolve("store/us/5m/TSLA/2023.bars")).checksum());
            assertEquals(
                    String.format(Locale.ROOT, "%016x", first * 1_000_003 + second),
                    store.info(key).digest());
        }
    }

    /** What was made for an import that then failed is gone; a folder that was there stays. */
    @Test
    void shouldLeaveNothingBehindWhenNothingWasStored() throws IOException {
        Path made = folder.resolve("made");
        DataStore.openToWrite(made, CALENDAR).close();
        assertFalse(Files.exists(made));
        Files.createDirectory(made);
        DataStore.openToWrite(made, CALENDAR).close();
        assertEquals(List.of(), DataStore.entries(made));
        assertTrue(Files.exists(made));
        try (DataStore store = DataStore.openToWrite(made, CALENDAR)) {
            store.merge(TSLA, rows("2024-01-02", "10"), "test", false, TODAY);
        }
        assertEquals(
                List.of("lock", "ringside-store", "us"),
                DataStore.entries(made).stream()
                        .map(path -> path.getFileName().toString())
                        .toList());
        DataStore.openToWrite(made, CALENDAR).close();
        assertTrue(Files.exists(made.resolve("us/1d/TSLA.bars")));
    }

    private static int atTheOpen(String day) {
        return BarRows.timeOf(CALENDAR.openNanos(day(day)));
    }

    private static BarRows barAtTheOpen(String day) {
        BarRows rows = new BarRows();
        rows.add(BarRows.timeOf(CALENDAR.openNanos(day(day))), e8("1"), e8("1"), e8("1"), e8("1"), 5);
        return rows;
    }

    @Test
    void shouldSumUpDividendsOfADayAndTellRevisedOnes() {
        try (DataStore store = open()) {
            int day = day("2024-01-04");
            store.mergeActions(
                    "TSLA", List.of(StoredActions.dividend(day, e8("1")), StoredActions.dividend(day, e8("2"))));
            assertEquals(e8("3"), store.actions("TSLA").all().get(0).moneyE8());
            assertEquals(
                    List.of("TSLA 2024-01-04: dividend 4.00, which was 3.00 before"),
                    store.mergeActions("TSLA", List.of(StoredActions.dividend(day, e8("4")))));
            assertEquals(List.of(), store.mergeActions("TSLA", List.of(StoredActions.dividend(day, e8("4")))));
        }
    }

    /** A dividend of 5 after a last close of 200 under the old ticker leaves 0.975 of all prices before it. */
    @Test
    void shouldJoinTheBarsOfAnInstrumentUnderItsTickers() {
        SeriesKey old = new SeriesKey("TWTR", DAILY);
        try (DataStore store = open()) {
            store.merge(old, rows("2022-06-07", "100", "2022-06-08", "200", "2022-06-09", "7"), "test", false, TODAY);
            store.merge(TSLA, rows("2022-01-03", "9", "2022-06-09", "204", "2022-06-10", "102"), "test", false, TODAY);
            store.mergeActions("TWTR", List.of(Action.renamed(day("2022-06-09"), 0, "TSLA")));
            store.mergeActions(
                    "TSLA",
                    List.of(
                            StoredActions.dividend(day("2022-06-09"), e8("5")),
                            StoredActions.split(day("2022-06-10"), 2, 1)));
            for (SeriesKey key : List.of(TSLA, old)) {
                PriceView raw = PriceView.of(Prices.RAW);
                assertEquals(
                        List.of("100", "200", "204", "102"), lastFields(read(store, key, raw)), "as it was traded");
                assertEquals(
                        List.of("50", "100", "102", "102"), lastFields(read(store, key, PriceView.of(Prices.SPLIT))));
                assertEquals(
                        List.of("48.75", "97.5", "102", "102"),
                        lastFields(read(store, key, PriceView.of(Prices.TOTAL))));
                assertEquals(
                        List.of("dividend 5.00", "symbol change to TSLA", "split 2/1"),
                        store.events(key, raw, 3).stream().map(Action::words).toList());
                assertEquals(2, store.line(key, Integer.MAX_VALUE).size());
            }
        }
        // Read anew, and as of a day on which nobody knew of it.
        try (DataStore store = DataStore.open(folder.resolve("store"), CALENDAR)) {
            assertEquals(List.of("100", "200", "204", "102"), closes(store, PriceView.of(Prices.RAW)));
            PriceView before = new PriceView(Prices.RAW, day("2022-06-08"));
            assertEquals(List.of("9"), closes(store, before));
            assertEquals(List.of("100", "200"), lastFields(read(store, old, before)));
            assertEquals(List.of(), store.events(old, before, 3));
        }
    }

    /** 15 January 2024 is a holiday; the 11th and the 16th are the sessions that have no bar. */
    @Test
    void shouldCountRowsAndSessionsWithoutABar() {
        try (DataStore store = open()) {
            Merge merge = store.merge(
                    TSLA,
                    rows("2024-01-10", "10", "2024-01-12", "11", "2024-01-17", "12", "2024-01-18", "13"),
                    "first",
                    false,
                    TODAY - 1);
            assertEquals("4 0 []", merge.added() + " " + merge.filled() + " " + merge.revised());
            SeriesInfo info = store.info(TSLA);
            assertEquals(
                    "4 2 0 first", info.rows() + " " + info.missing() + " " + info.revisions() + " " + info.source());
            assertEquals(day("2024-01-10"), info.firstDay());
            assertEquals(day("2024-01-18"), info.lastDay());
            assertEquals(TODAY - 1, info.changedDay());
            // One is filled in, one is new, one is told otherwise, one as it was.
            merge = store.merge(
                    TSLA,
                    rows("2024-01-11", "10.5", "2024-01-12", "11.5", "2024-01-18", "13", "2024-01-19", "14"),
                    "second",
                    false,
                    TODAY);
            assertEquals(
                    "1 1 1",
                    merge.added() + " " + merge.filled() + " " + merge.revised().size());
            assertEquals(
                    "TSLA 2024-01-12: open 11.00 is now 11.50, high 11.00 is now 11.50, low 11.00 is now 11.50, close"
                            + " 11.00 is now 11.50",
                    merge.revised().get(0));
            SeriesInfo after = store.info(TSLA);
            assertEquals("6 1 second", after.rows() + " " + after.missing() + " " + after.source());
            assertEquals(TODAY, after.changedDay());
            assertEquals(2, after.revisions());
            assertFalse(after.digest().equals(info.digest()));
        }
    }

    /** Five hundred bars of a day, and of five minutes, read from elsewhere and given back as they are stored. */
    @Test
    void shouldTakeTheBarsOfASource() {
        int from = day("2023-01-03");
        for (BarSpec size : List.of(DAILY, BarSpec.FIVE_MINUTES)) {
            SeriesKey key = new SeriesKey("AA", size);
            BarRows rows;
            try (BarSource source = new SyntheticBars("AA", from, from + 10, 1, CALENDAR)) {
                rows = size.equals(DAILY) ? days(700) : BarRows.of(source);
            }
            try (DataStore store = DataStore.openToWrite(folder.resolve("of" + size), CALENDAR)) {
                store.merge(key, rows, "test", false, TODAY);
                try (BarSource stored = store.bars(
                        key, PriceView.of(Prices.RAW), Session.REGULAR, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
                    assertSame(rows, BarRows.of(stored));
                }
                assertSame(rows, store.rows(key));
                assertEquals(0, store.rows(new SeriesKey("NONE", size)).size());
            }
        }
    }

    private static BarRows days(int count) {
        BarRows rows = new BarRows();
        int day = day("2020-01-02");
        for (int i = 0; i < count; i++) {
            rows.add(day, 100 + i, 200 + i, 50 + i, 150 + i, i);
            day = CALENDAR.nextTradingDay(day);
        }
        return rows;
    }

    private static void assertSame(BarRows expected, BarRows read) {
        assertTrue(expected.size() >= 300, expected.size() + " bars");
        assertEquals(expected.size(), read.size());
        assertEquals(expected.synthetic(), read.synthetic());
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(expected.time(row), read.time(row));
            assertTrue(expected.isSame(row, read, row), "row " + row);
        }
    }

    @Test
    void shouldKnowWhetherAdjustedPricesOfFilesAreWanted() {
        assertFalse(Prices.adjustedInFiles(ConfigFactory.parseString(""), true));
        assertFalse(Prices.adjustedInFiles(ConfigFactory.parseString("data.prices = raw"), true));
        assertTrue(Prices.adjustedInFiles(ConfigFactory.parseString("data.prices = adjusted"), true));
        assertEquals(
                "data.prices = adjusted: files are read as they are; take it out, or give --data STORE",
                assertThrows(
                                UserError.class,
                                () -> Prices.adjustedInFiles(
                                        ConfigFactory.parseString("data.prices = adjusted"), false))
                        .getMessage());
        assertEquals(
                "data.prices = split: files are read as they are or, with adjusted, by their column adj_close; take it"
                        + " out, or give --data STORE",
                assertThrows(
                                UserError.class,
                                () -> Prices.adjustedInFiles(ConfigFactory.parseString("data.prices = split"), true))
                        .getMessage());
    }

    @Test
    void shouldSortSeriesBySymbolAndThenBySize() {
        List<SeriesKey> keys = new ArrayList<>(List.of(
                new SeriesKey("B", DAILY), new SeriesKey("A", BarSpec.FIVE_MINUTES), new SeriesKey("A", DAILY)));
        keys.sort(null);
        assertEquals("[A 1d, A 5m, B 1d]", keys.toString());
    }

    /** Another digest says that something of the series is another; the same data have the same wherever they stand. */
    @Test
    void shouldHaveTheSameDigestForTheSameBars() {
        List<String> digests = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            try (DataStore store = DataStore.openToWrite(folder.resolve(name), CALENDAR)) {
                SeriesKey key = new SeriesKey("AA", BarSpec.FIVE_MINUTES);
                BarRows rows = new BarRows();
                // Two years, so two files, whose order counts.
                String first = name.equals("d") ? "2" : "1";
                String second = name.equals("c") || name.equals("d") ? "1" : "2";
                for (String day : List.of("2022-03-01", "2023-03-01")) {
                    long nanos = CALENDAR.openNanos(day("2022-03-01")) + (day.startsWith("2023") ? YEAR_NANOS : 0);
                    long price = e8(day.startsWith("2022") ? first : second);
                    rows.add(BarRows.timeOf(nanos), price, price, price, price, 5);
                }
                store.merge(key, rows, "test", false, TODAY);
                digests.add(store.info(key).digest());
            }
        }
        assertEquals(digests.get(0), digests.get(1));
        assertEquals(3, digests.stream().distinct().count(), digests.toString());
        assertTrue(digests.get(0).matches("[0-9a-f]{16}"));
    }

    /** A bar of an hour that begins half an hour before the close ends with the session; one before the open has its length. */
    @Test
    void shouldEndBarsWithTheirSession() {
        SeriesKey key = new SeriesKey("AA", BarSpec.parse("1h"));
        try (DataStore store = open()) {
            BarRows rows = new BarRows();
            int day = day("2024-07-03");
            long hour = 3_600_000_000_000L;
            long open = CALENDAR.openNanos(day);
            long close = CALENDAR.closeNanos(day);
            long[] starts = {open - 2 * hour, open, close - hour / 2, close};
            for (long start : starts) {
                rows.add(BarRows.timeOf(start), e8("1"), e8("1"), e8("1"), e8("1"), 5);
            }
            store.merge(key, rows, "test", false, TODAY);
            List<Long> ends = new ArrayList<>();
            List<Double> done = new ArrayList<>();
            BarSource bars =
                    store.bars(key, PriceView.of(Prices.RAW), Session.EXTENDED, Integer.MIN_VALUE, Integer.MAX_VALUE);
            while (bars.next()) {
                ends.add(bars.endNanos());
                done.add(bars.progress());
            }
            assertEquals(List.of(open - hour, open + hour, close, close + hour), ends);
            assertEquals(List.of(0.0, 0.25, 0.5, 0.75), done);
            assertEquals(1, bars.progress());
            bars = store.bars(key, PriceView.of(Prices.RAW), Session.REGULAR, Integer.MIN_VALUE, Integer.MAX_VALUE);
            ends.clear();
            while (bars.next()) {
                ends.add(bars.endNanos());
            }
            assertEquals(List.of(open + hour, close), ends);
        }
    }

    private static List<String> lastFields(List<String> lines) {
        return lines.stream().map(line -> line.split(" ", -1)[4]).toList();
    }

    private DataStore open() {
        return DataStore.openToWrite(folder.resolve("store"), CALENDAR);
    }

    private static BarRows rows(String... daysAndPrices) {
        BarRows rows = new BarRows();
        for (int i = 0; i < daysAndPrices.length; i += 2) {
            long price = e8(daysAndPrices[i + 1]);
            rows.add(day(daysAndPrices[i]), price, price, price, price, 100);
        }
        return rows;
    }

    private static List<String> closes(DataStore store, PriceView view) {
        return read(store, TSLA, view).stream()
                .map(line -> line.split(" ", -1)[4])
                .toList();
    }

    private static List<String> closes(DataStore store, PriceView view, String to) {
        return lines(store.bars(TSLA, view, Session.REGULAR, Integer.MIN_VALUE, day(to))).stream()
                .map(line -> line.split(" ", -1)[4])
                .toList();
    }

    private static List<String> read(DataStore store, SeriesKey key, PriceView view) {
        return lines(store.bars(key, view, Session.REGULAR, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static List<String> lines(BarSource source) {
        List<String> lines = new ArrayList<>();
        while (source.next()) {
            lines.add(LocalDate.ofEpochDay(source.sessionDay()) + " " + text(source.openE8()) + " "
                    + text(source.highE8()) + " " + text(source.lowE8()) + " " + text(source.closeE8()) + " "
                    + source.volume());
        }
        return lines;
    }

    private static String text(long priceE8) {
        return BigDecimal.valueOf(priceE8, 8).stripTrailingZeros().toPlainString();
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    private static long e8(String text) {
        return FixedPoint.parse(text);
    }
}
