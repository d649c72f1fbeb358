package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedTicksTest {
    private static final int TICKS = 2000;
    private static final List<String> SYMBOLS = List.of("A", "B", "C");
    private static final String HEADER = "datetime,symbol,price,size,source\n";

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final TickFile.Options options = TickFile.Options.everyTrade();

    @TempDir
    Path folder;

    @Test
    void shouldTellTheEventsOfSingleReadingsWhenReadInOnePass() throws IOException {
        long seed = 12;
        Path file = write(rows(seed));
        List<String> expected = events(single(file, options));
        SharedTicks shared = SharedTicks.open(file, SYMBOLS, calendar, options);
        assertEquals(1, openings(file));
        // What is open can be read to its end; nobody can open it again.
        Files.delete(file);
        assertEquals(expected, events(shared.sources()), "seed " + seed);
        assertEquals(1, shared.readings());
        assertTrue(expected.size() > TICKS / 2, "events " + expected.size());
    }

    /** The rows of A are lines 2 and 5, of B 3 and 4; nobody asked for C, which is line 6. */
    @Test
    void shouldTellTheLineOfTheFirstRowOfAnotherSymbol() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), HEADER + """
                        2025-07-02T10:00:00-04:00,A,10,100,
                        2025-07-02T10:00:01-04:00,B.US,10,100,
                        2025-07-02T10:00:02-04:00,B,10,100,
                        2025-07-02T10:00:03-04:00,A,10,100,
                        2025-07-02T10:00:04-04:00,C,10,100,
                        """);
        SharedTicks shared = SharedTicks.open(file, List.of("A", "B"), calendar, options);
        assertTrue(events(shared.sources()).size() >= 4);
        List<String> told = new ArrayList<>();
        for (TickSource source : shared.sources()) {
            told.add(source.report().orElseThrow().reasons());
        }
        assertEquals(List.of("3 OTHER_SYMBOL from line 3 on", "3 OTHER_SYMBOL from line 2 on"), told);
    }

    @Test
    void shouldTellTheSameWhenMoreWouldWaitThanMay() throws IOException {
        List<String> rows = rows(34);
        List<String> bySymbol = new ArrayList<>(rows);
        // A stable order: one symbol after the other, each in the order of time.
        bySymbol.sort((one, other) -> ticker(one).compareTo(ticker(other)));
        Path file = write(bySymbol);
        List<String> expected = events(single(file, options));
        for (int waitingMax : List.of(1, 63, 64, 65, 700, 100_000)) {
            SharedTicks shared = SharedTicks.open(file, SYMBOLS, calendar, options, waitingMax);
            assertEquals(expected, events(shared.sources()), "at most " + waitingMax);
            assertEquals(
                    waitingMax == 100_000 ? 1 : waitingMax == 700 ? 2 : 3, shared.readings(), "at most " + waitingMax);
        }
        Path inTime = write(rows);
        expected = events(single(inTime, options));
        for (int waitingMax : List.of(1, 2, 5, 20)) {
            SharedTicks shared = SharedTicks.open(inTime, SYMBOLS, calendar, options, waitingMax);
            assertEquals(expected, events(shared.sources()), "at most " + waitingMax);
        }
    }

    @Test
    void shouldCountEachRowOfEachSymbolOnceWhenTheWantedDaysEndBeforeTheFile() throws IOException {
        Path file = write(rows(56));
        int day = (int) LocalDate.parse("2025-07-02").toEpochDay();
        TickFile.Options oneDay = options.withDays(day, day);
        List<String> expected = events(single(file, oneDay));
        SharedTicks shared = SharedTicks.open(file, SYMBOLS, calendar, oneDay);
        assertEquals(expected, events(shared.sources()));
        List<FileReport> reports = shared.sources().stream()
                .flatMap(source -> source.report().stream())
                .toList();
        long used = 0;
        for (FileReport report : reports) {
            used += report.used();
            assertEquals(TICKS, report.rows());
            assertEquals(TICKS - ofSymbol(file, report.symbol()), report.leftOut(LeftOut.OTHER_SYMBOL));
        }
        // The sum over the symbols, as it is told of a file of many.
        FileReport all = FileReport.together(reports);
        assertEquals(used, all.used());
        assertEquals(TICKS, all.rows());
        assertTrue(all.leftOut(LeftOut.OUTSIDE_DAYS) > 0);
    }

    @Test
    void shouldReadQuotesAndTickersOfAMarket() throws IOException {
        Path file = Files.writeString(folder.resolve("quotes.csv"), """
                datetime,symbol,bid,bid_size,ask,ask_size
                2025-07-02 10:00:00,a.us,10.01,100,10.02,200
                2025-07-02 10:00:00,B,20.01,300,20.02,400
                2025-07-02 10:00:01,a.us,10.03,500,10.04,600
                """);
        assertEquals(
                List.of("QUOTE 0 10.01 10.02 100 200", "QUOTE 1 20.01 20.02 300 400", "QUOTE 0 10.03 10.04 500 600"),
                quotes(SharedTicks.open(file, List.of("A", "B"), calendar, options)
                        .sources()));
    }

    /** Those of A wait until the first one of B has come, all figures of them. */
    @Test
    void shouldKeepQuotesThatWait() throws IOException {
        Path file = Files.writeString(folder.resolve("waiting.csv"), """
                symbol,datetime,bid,bid_size,ask,ask_size
                A,2025-07-02 10:00:00,10.01,100,10.02,200
                A,2025-07-02 10:00:01,10.03,300,10.04,400
                A,2025-07-02 10:00:02,10.05,500,10.06,600
                B,2025-07-02 10:00:03,20.01,700,20.02,800
                """);
        assertEquals(
                List.of(
                        "QUOTE 0 10.01 10.02 100 200",
                        "QUOTE 0 10.03 10.04 300 400",
                        "QUOTE 0 10.05 10.06 500 600",
                        "QUOTE 1 20.01 20.02 700 800"),
                quotes(SharedTicks.open(file, List.of("A", "B"), calendar, options)
                        .sources()));
    }

    @Test
    void shouldKeepTheConditionsOfTradesThatWait() throws IOException {
        Path file = Files.writeString(folder.resolve("conditions.csv"), """
                datetime,symbol,price,size,conditions
                2025-07-02 10:00:00,A,10.01,100,
                2025-07-02 10:00:01,A,10.02,7,80000000
                2025-07-02 10:00:02,A,10.03,100,
                2025-07-02 10:00:03,B,20.00,5,80000000
                """);
        List<String> told = new ArrayList<>();
        for (TickSource source : SharedTicks.open(
                        file,
                        List.of("A", "B"),
                        calendar,
                        options.withPrices(PriceRule.LAST_SALE).withReading(Reading.of("", "", "lean", false)))
                .sources()) {
            while (source.next()) {
                told.add(source.symbol() + " " + FixedPoint.format(source.priceE8()) + " " + source.quantity() + " "
                        + source.flags());
            }
            source.close();
        }
        assertEquals(List.of("A 10.01 100 0", "A 10.02 7 2", "A 10.03 100 0", "B 20.00 5 2"), told);
    }

    /** The file stays open as long as anybody reads it. */
    @Test
    void shouldCloseTheFileWithTheLastSource() throws IOException {
        Path file = write(rows(12));
        List<TickSource> sources =
                SharedTicks.open(file, SYMBOLS, calendar, options).sources();
        sources.get(0).close();
        sources.get(0).close();
        assertEquals(1, openings(file));
        int read = 0;
        while (sources.get(1).next()) {
            read++;
        }
        assertTrue(read > 100, "ticks " + read);
        sources.get(1).close();
        assertEquals(1, openings(file));
        sources.get(2).close();
        assertEquals(0, openings(file));
    }

    /** What follows the wanted days is counted, whatever its shape. */
    @Test
    void shouldNotLookAtRowsBehindTheWantedDays() throws IOException {
        Path file = write(List.of(
                "2025-07-02 10:00:00,A,10.01,100,",
                "2025-07-02 10:00:01,B,10.01,100,",
                "2025-07-03 10:00:00,A,10.01,100,",
                "2025-07-03 10:00:00,B,10.01,100,",
                "2025-07-03 10:00:01,A,nonsense"));
        int day = (int) LocalDate.parse("2025-07-02").toEpochDay();
        List<TickSource> sources = SharedTicks.open(file, List.of("A", "B"), calendar, options.withDays(day, day))
                .sources();
        for (TickSource source : sources) {
            assertTrue(source.next());
            assertFalse(source.next());
        }
        assertEquals(5, sources.get(0).report().orElseThrow().rows());
        sources.forEach(TickSource::close);
    }

    @Test
    void shouldSayHowMuchIsRead() throws IOException {
        List<String> bySymbol = new ArrayList<>(rows(34));
        bySymbol.sort((one, other) -> ticker(one).compareTo(ticker(other)));
        Path file = write(bySymbol);
        for (int waitingMax : List.of(1, 100_000)) {
            List<TickSource> sources = SharedTicks.open(file, SYMBOLS, calendar, options, waitingMax)
                    .sources();
            double before = 0;
            for (TickSource source : sources) {
                while (source.next()) {
                    assertTrue(source.progress() > 0 && source.progress() <= 1, "" + source.progress());
                }
                before = source.progress();
            }
            assertEquals(1.0, before);
            sources.forEach(TickSource::close);
        }
    }

    @Test
    void shouldRefuseWhatHasNoColumnOfSymbolsNoTickOfOneOrADefect() throws IOException {
        Path unnamed = Files.writeString(
                folder.resolve("unnamed.csv"), "datetime,price,size\n2025-07-02 10:00:00,10.01,100\n");
        assertEquals(
                unnamed + ": has no column of symbols, and is given for A, B; give each its own file",
                refusal(unnamed, List.of("A", "B")));
        Path file = write(List.of("2025-07-02 10:00:00,A,10.01,100,", "2025-07-02 10:00:01,B,10.01,100,"));
        assertEquals(file + ": no row has the symbol C; give it as SYMBOL=FILE", refusal(file, SYMBOLS));
        Path defect = write(List.of(
                "2025-07-02 10:00:00,A,10.01,100,", "2025-07-02 10:00:01,A,x,100,", "2025-07-02 10:00:01,B,1,100,"));
        assertEquals(
                defect + " line 3 column price: \"x\": give a decimal number such as 512.34",
                refusal(defect, List.of("A", "B")));
    }

    private String refusal(Path file, List<String> symbols) {
        String message = assertThrows(UserError.class, () -> SharedTicks.open(file, symbols, calendar, options))
                .getMessage();
        assertEquals(0, openings(file));
        return message;
    }

    /** Two sessions with what lies around them, in the order of time; one symbol is rare, times are often equal. */
    private List<String> rows(long seed) {
        var random = new Random(seed);
        List<String> rows = new ArrayList<>();
        int second = 9 * 3600;
        int day = 2;
        for (int i = 0; i < TICKS; i++) {
            second += random.nextInt(3) == 0 ? 0 : random.nextInt(60);
            if (second >= 17 * 3600) {
                second = 9 * 3600;
                day++;
            }
            int kind = random.nextInt(100);
            rows.add(String.format(
                    "2025-07-%02d %02d:%02d:%02d,%s,%d.%02d,%d,%s",
                    day,
                    second / 3600,
                    second / 60 % 60,
                    second % 60,
                    kind < 2 ? "C" : kind < 30 ? "B" : kind < 95 ? "A" : "OTHER",
                    10 + random.nextInt(5),
                    random.nextInt(100),
                    random.nextInt(20) == 0 ? 0 : random.nextInt(500),
                    kind == 40 ? "synthetic" : ""));
        }
        return Collections.unmodifiableList(rows);
    }

    private Path write(List<String> rows) throws IOException {
        Path file = Files.createTempFile(folder, "ticks", ".csv");
        return Files.writeString(file, HEADER + String.join("\n", rows) + "\n");
    }

    private static String ticker(String row) {
        return row.split(",", -1)[1];
    }

    private static long ofSymbol(Path file, String symbol) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(row -> ticker(row).equals(symbol))
                .count();
    }

    /** How often this process has a file open, where the system tells. */
    private static long openings(Path file) {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(one -> {
                        try {
                            return Files.readSymbolicLink(one).equals(file.toRealPath());
                        } catch (IOException e) {
                            // It was closed meanwhile.
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new AssertionError("this test counts open files in /proc", e);
        }
    }

    private List<TickFile> single(Path file, TickFile.Options wanted) {
        return SYMBOLS.stream()
                .map(symbol -> TickFile.open(file, symbol, calendar, wanted))
                .toList();
    }

    /** All that the engine would hear, and what is reported of the rows. */
    private List<String> events(List<? extends TickSource> sources) {
        List<String> told = new ArrayList<>();
        var event = new EngineEvent(new Bounds(1, 1, 1, 1));
        try (var feed = new MarketFeed(sources, calendar, Integer.MIN_VALUE)) {
            while (feed.next(event)) {
                told.add(event.type + " " + event.instrumentId + " " + event.eventNanos + " " + event.priceE8 + " "
                        + event.quantity + " " + event.flags);
            }
            told.add("synthetic " + feed.synthetic());
            for (FileReport report : feed.report().files()) {
                Map<String, Object> values = report.values();
                told.add(values.toString());
            }
        }
        return told;
    }

    private List<String> quotes(List<TickSource> sources) {
        List<String> told = new ArrayList<>();
        var event = new EngineEvent(new Bounds(1, 1, 1, 1));
        try (var feed = new MarketFeed(sources, calendar, Integer.MIN_VALUE)) {
            while (feed.next(event)) {
                if (event.type == EventType.QUOTE) {
                    told.add("QUOTE " + event.instrumentId + " "
                            + FixedPoint.format(event.bidE8) + " "
                            + FixedPoint.format(event.askE8) + " " + event.bidSize + " "
                            + event.askSize);
                }
            }
        }
        return told;
    }
}
