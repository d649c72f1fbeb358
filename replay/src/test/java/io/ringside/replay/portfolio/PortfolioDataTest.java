package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bars a portfolio reads, from files and from a store, and what it refuses. */
class PortfolioDataTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final String DAILY = "instruments = []\ndata { bar = 1d }\nportfolio { " + Decided.RULES + " }\n";
    private static final String BESIDE = """
            instruments = []
            data { bar = 5m }
            portfolio { budget = 0.5, RULES }
            signals { dip { strategy = mean-reversion-in-trend, instruments = [AA] } }
            broker { opening = each }
            """.replace("RULES", Decided.RULES);
    private static final String HEADER = "date,symbol,open,high,low,close,volume\n";

    @TempDir
    Path folder;

    private final List<String> universe = new ArrayList<>();
    private String from = "2024-01-02";
    private String to = "2024-01-31";

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    private static Config config(String text) {
        return EngineSettings.parse(text, "test").config();
    }

    private PortfolioData data(String config, List<String> bars, Path store, Path actions) {
        return new PortfolioData(config(config), bars, store, universe, actions, day(from), day(to));
    }

    private PortfolioData files(String... bars) {
        return data(DAILY, List.of(bars), null, null);
    }

    private String refusal(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(UserError.class, act).getMessage().replace(folder.toString(), "@");
    }

    private Path write(String name, String rows) throws IOException {
        return Files.writeString(folder.resolve(name), rows);
    }

    /** Rows of a name on some days. */
    private static String rows(String symbol, String... days) {
        StringBuilder rows = new StringBuilder();
        for (String day : days) {
            rows.append(day).append(',').append(symbol).append(",10,12,9,11,100\n");
        }
        return rows.toString();
    }

    /** Bars within the day that begin at some times. */
    private Path minutes(String name, String... times) throws IOException {
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (String time : times) {
            rows.append(time).append(",10,12,9,11,5\n");
        }
        return write(name, rows.toString());
    }

    /** Symbol, day and flags of each bar that is played. */
    private static List<String> bars(PortfolioData data) {
        List<String> bars = new ArrayList<>();
        EngineEvent event = new EngineEvent(new Engine(data.settings(), CALENDAR).bounds());
        try (MarketFeed feed = data.feed(Integer.MIN_VALUE)) {
            while (feed.next(event)) {
                if (event.type == EventType.BAR) {
                    bars.add(data.settings()
                                    .instruments()
                                    .get(event.instrumentId)
                                    .symbol() + " "
                            + CALENDAR.format(event.startNanos).substring(5, 16)
                            + (event.isPortfolioOnly() ? " portfolio" : ""));
                }
            }
        }
        return bars;
    }

    /** A daemon's live bars have five seconds, and history none so small; other sizes are read as they are. */
    @ParameterizedTest
    @CsvSource({"5s, 5m", "5m, 5m", "1m, 1m"})
    void shouldWantBarsOfStrategiesWithinTheDay(String bar, String wanted) {
        String config = BESIDE.replace("bar = 5m", "bar = " + bar);
        String told = "strategies within the day beside portfolios need both: --bars SYMBOL=FILE of " + wanted
                + " for what they trade, and --data STORE of daily bars for the portfolios";
        assertEquals(told, refusal(() -> data(config, List.of(), folder, null)));
        assertEquals(told, refusal(() -> data(config, List.of("AA=x.csv"), null, null)));
    }

    @Test
    void shouldReadBarsOfFiveSecondsWhereNoStrategyIsBeside() throws IOException {
        Path file = minutes("AA.csv", "2024-01-02 09:30:00", "2024-01-02 09:30:05");
        PortfolioData data = data(DAILY.replace("bar = 1d", "bar = 5s"), List.of("AA=" + file), null, null);
        assertEquals(BarSpec.parse("5s"), data.settings().dataBar());
        assertEquals(List.of("AA 01-02T09:30", "AA 01-02T09:30"), bars(data));
    }

    @Test
    void shouldWantFilesOrAStoreAndDaysInOrder() {
        String told = "a portfolio needs the bars of its names; give --data STORE, --bars FILE or --bars SYMBOL=FILE,"
                + " and one of them only";
        assertEquals(told, refusal(this::files));
        assertEquals(told, refusal(() -> data(DAILY, List.of("x.csv"), folder, null)));
        from = "2024-01-31";
        to = "2024-01-30";
        assertEquals("--to is before --from; swap them", refusal(() -> files("x.csv")));
    }

    /** A single day is a span; what is before it is not read, nor what is after. */
    @Test
    void shouldReadTheDaysThatAreWanted() throws IOException {
        from = "2024-01-03";
        to = "2024-01-03";
        Path file = write("all.csv", HEADER + rows("AA", "2024-01-02", "2024-01-03", "2024-01-04"));
        PortfolioData data = files(file.toString());
        assertEquals(List.of("AA 01-03T09:30"), bars(data));
        assertEquals(List.of(day(from), day(from)), List.of(data.firstDay(), data.lastDay()));
        to = "2024-01-31";
        PortfolioData more = files(file.toString());
        assertEquals(List.of(day("2024-01-03"), day("2024-01-04")), List.of(more.firstDay(), more.lastDay()));
    }

    /** Names of one letter too; nothing in front of the sign is no name. */
    @Test
    void shouldReadAFileUnderTheNameThatIsGiven() throws IOException {
        Path file = write("ZZ.csv", "date,open,high,low,close,volume\n2024-01-02,10,12,9,11,100\n");
        assertEquals(List.of("X 01-02T09:30"), bars(files("X=" + file)));
        assertEquals(List.of("ZZ 01-02T09:30"), bars(files("=" + file)));
        assertEquals(List.of("ZZ 01-02T09:30"), bars(files(file.toString())));
        Path minutes = minutes("AA.csv", "2024-01-02 09:30", "2024-01-02 09:35");
        String five = DAILY.replace("bar = 1d", "bar = 5m");
        assertEquals(2, bars(data(five, List.of("X=" + minutes), null, null)).size());
        assertEquals(
                "--bars X=@/AA.csv: is given twice",
                refusal(() -> data(five, List.of("X=" + minutes, "X=" + minutes), null, null)));
        assertEquals(
                "--bars @/AA.csv: is given twice",
                refusal(() -> data(five, List.of("AA=" + minutes, minutes.toString()), null, null)));
    }

    /** A third of the names may be without a bar within the days; one more is a mistake. */
    @Test
    void shouldRefuseDaysOnWhichTooManyNamesHaveNoBar() throws IOException {
        from = "2024-01-03";
        universe.add(write("names.csv", "AA\nBB\nCC\nDD\nEE\nFF\n").toString());
        String early = rows("AA", "2024-01-02") + rows("BB", "2024-01-02");
        String rest = rows("CC", "2024-01-03") + rows("DD", "2024-01-03") + rows("EE", "2024-01-03");
        PortfolioData fits = files(write("six.csv", HEADER + early + rest + rows("FF", "2024-01-03"))
                .toString());
        assertEquals(6, fits.settings().instruments().size());
        assertEquals(4, bars(fits).size());
        Path five = write("five.csv", HEADER + early + rest);
        universe.set(0, write("names.csv", "AA\nBB\nCC\nDD\nEE\n").toString());
        assertEquals(
                "--universe: 2 of 5 names have no bars within the days; give other days or bars",
                refusal(() -> files(five.toString())));
        universe.set(0, write("names.csv", "CC\nGG\n").toString());
        assertEquals(
                "--universe: there are no bars of GG; correct the symbol, give its bars, or remove it",
                refusal(() -> files(five.toString())));
        universe.clear();
        assertEquals(
                "--bars: there are no bars of any name that the configuration names",
                refusal(() -> data(
                        DAILY.replace("instruments = []", "instruments = [{ symbol = AA }]"),
                        List.of(five.toString()),
                        null,
                        null)));
    }

    /** A name of which the only row is lost is refused; one that has none in these days is not. */
    @Test
    void shouldRefuseANameOfWhichAllIsLost() throws IOException {
        universe.add(write("names.csv", "AA\nBB\nCC\nDD\n").toString());
        String three = rows("AA", "2024-01-02") + rows("BB", "2024-01-02") + rows("CC", "2024-01-02");
        Path outside = write("outside.csv", HEADER + three + rows("DD", "2023-12-29"));
        assertEquals(3, bars(files(outside.toString())).size());
        Path saturday = write("saturday.csv", HEADER + three + rows("DD", "2024-01-06"));
        String told = refusal(() -> files(saturday.toString()));
        assertTrue(
                told.contains(": only 0 of 1 rows of the days and hours asked for can be used (1 NO_SESSION "), told);
        Path twice = write("twice.csv", HEADER + three + rows("DD", "2024-01-02", "2024-01-02"));
        assertTrue(refusal(() -> files(twice.toString())).contains(": only 1 of 2 rows"));
    }

    /** A jump by its ratio on the day of a split is none; one on the day of a dividend is. */
    @Test
    void shouldExpectTheJumpOfASplit() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int day = day("2024-01-02"); day <= day("2024-01-31"); day = CALENDAR.nextTradingDay(day)) {
            int price = day < day("2024-01-16") ? 100 : 25;
            rows.append(LocalDate.ofEpochDay(day))
                    .append(",AA")
                    .append(("," + price).repeat(4))
                    .append(",5\n");
        }
        String file = write("jump.csv", rows.toString()).toString();
        Path split = write("split.csv", "symbol,ex_date,ratio\nAA,2024-01-16,4\n");
        PortfolioData expected = data(DAILY, List.of(file), null, split);
        assertEquals(List.of(), expected.report().warnings());
        assertEquals(List.of(), expected.actionsLeftOut());
        Path dividend = write("dividend.csv", "symbol,ex_date,dividend\nAA,2024-01-16,4\n");
        assertEquals(
                1,
                data(DAILY, List.of(file), null, dividend).report().warnings().size());
    }

    /** Bars under both tickers are those of one name; one whose other ticker has no file has what there is. */
    @Test
    void shouldJoinTheBarsOfANameThatWasRenamed() throws IOException {
        Path actions = write("actions.csv", "symbol,ex_date,new_symbol\nAA,2024-01-04,BB\n");
        Path both = write("both.csv", HEADER + rows("AA", "2024-01-02", "2024-01-03") + rows("BB", "2024-01-04"));
        PortfolioData data = data(DAILY, List.of(both.toString()), null, actions);
        assertEquals(
                List.of("BB 01-02T09:30", "BB 01-03T09:30", "BB 01-04T09:30"),
                bars(data),
                data.notes().toString());
        assertEquals(List.of("AA is BB from 2024-01-04 on: one name, with the bars of both"), data.notes());
        Path later = write("later.csv", HEADER + rows("BB", "2024-01-04", "2024-01-05"));
        assertEquals(
                List.of("BB 01-04T09:30", "BB 01-05T09:30"),
                bars(data(DAILY, List.of(later.toString()), null, actions)));
        Path first = minutes("AA.csv", "2024-01-03 09:30", "2024-01-03 09:35");
        Path second = minutes("BB.csv", "2024-01-04 09:30", "2024-01-04 09:35");
        assertEquals(
                List.of("BB 01-03T09:30", "BB 01-03T09:35", "BB 01-04T09:30", "BB 01-04T09:35"),
                bars(data(
                        DAILY.replace("bar = 1d", "bar = 5m"),
                        List.of(first.toString(), second.toString()),
                        null,
                        actions)));
    }

    /** Of what strategies trade the smaller bars are played, and those of the session for the portfolio alone. */
    @Test
    void shouldPlayBarsOfTheDayBesideThoseOfTheSession() throws IOException {
        Path store = folder.resolve("store");
        BarRows rows = new BarRows();
        for (String day : List.of("2024-01-02", "2024-01-03")) {
            rows.add(day(day), 1_000_000_000L, 1_200_000_000L, 900_000_000L, 1_100_000_000L, 100);
        }
        try (DataStore data = DataStore.openToWrite(store, CALENDAR)) {
            for (String symbol : List.of("AA", "CC")) {
                data.merge(new SeriesKey(symbol, BarSpec.parse("1d")), rows, "test", false, day(to));
            }
        }
        Path five = minutes("AA.csv", "2024-01-03 09:30", "2024-01-03 09:35");
        PortfolioData data = data(BESIDE, List.of("AA=" + five), store, null);
        assertEquals(
                List.of(
                        "AA 01-02T09:30 portfolio",
                        "CC 01-02T09:30",
                        "AA 01-03T09:30",
                        "AA 01-03T09:35",
                        "AA 01-03T09:30 portfolio",
                        "CC 01-03T09:30"),
                bars(data));
        assertEquals(List.of(day("2024-01-02"), day("2024-01-03")), List.of(data.firstDay(), data.lastDay()));
    }

    /** What a file says of symbols, the store must know: of two changes the one that it does not. */
    @Test
    void shouldWantTheStoreToKnowChangesOfSymbols() throws IOException {
        Path store = folder.resolve("store");
        BarRows rows = new BarRows();
        rows.add(day("2024-01-02"), 1_000_000_000L, 1_200_000_000L, 900_000_000L, 1_100_000_000L, 100);
        try (DataStore data = DataStore.openToWrite(store, CALENDAR)) {
            data.merge(new SeriesKey("AA", BarSpec.parse("1d")), rows, "test", false, day(to));
        }
        String known = "symbol,ex_date,new_symbol\nAA,2024-01-04,BB\n";
        Path actions = write("known.csv", known);
        String unknown = refusal(() -> data(DAILY, List.of(), store, actions));
        assertEquals(
                "--actions @/known.csv: ONE, of which the store knows nothing; tell it by ringside data import --actions"
                        + " @/known.csv",
                unknown.replaceFirst(": .*?, of which", ": ONE, of which"));
        assertTrue(unknown.contains("AA") && unknown.contains("BB") && unknown.contains("2024-01-04"), unknown);
        CommandLine.Outcome told = CommandLine.run(new DataCommand(), "import", "--data", store, "--actions", actions);
        assertEquals(0, told.code(), told.err());
        assertEquals(1, bars(data(DAILY, List.of(), store, actions)).size());
        Path more = write("more.csv", known + "BB,2024-01-10,CC\n");
        String other = refusal(() -> data(DAILY, List.of(), store, more));
        assertTrue(other.startsWith("--actions @/more.csv: ") && other.contains("2024-01-10"), other);
    }
}
