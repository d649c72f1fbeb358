package io.ringside.engine.data;

import static io.ringside.engine.data.KnownBars.daily;
import static io.ringside.engine.data.KnownBars.hourly;
import static io.ringside.engine.data.KnownBars.price;
import static io.ringside.engine.data.KnownBars.prices;
import static io.ringside.engine.data.KnownBars.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.KnownBars.Known;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bars in the files of others: each is read to the bar, or refused with the option that helps. */
class FileShapesTest {
    private static final List<Known> BARS = KnownBars.fiveMinutes();
    private static final List<Known> DAYS = daily(BARS);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final String HEADER = "datetime,open,high,low,close,volume\n";

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    /**
     * A file in some shape.
     *
     * @param name of the file, which tells the shape
     * @param text its content
     * @param options as on the command line: zone, which end, format; what follows is the charset
     * @param bars the bars that it holds
     * @param leftOut rows that are none, by reason
     */
    record Shape(String name, String text, List<String> options, List<Known> bars, Map<LeftOut, Integer> leftOut) {
        Shape(String name, String text, List<Known> bars) {
            this(name, text, List.of("", "", ""), bars, Map.of());
        }

        Shape with(String zone, String stamped, String format) {
            return new Shape(name, text, List.of(zone, stamped, format), bars, leftOut);
        }

        Shape without(LeftOut reason, int count) {
            return new Shape(name, text, options, bars, Map.of(reason, count));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        Function<Known, String> plain = bar -> local(bar, "yyyy-MM-dd HH:mm:ss") + "," + tail(bar);
        String plainRows = rows(BARS, plain);
        List<Known> newest = new ArrayList<>(BARS);
        Collections.reverse(newest);
        List<Known> newestDays = new ArrayList<>(DAYS);
        Collections.reverse(newestDays);
        List<Known> ib = hourly(BARS, 30);
        List<Known> clock = hourly(BARS, 0);
        List<Known> opened = clock.stream()
                .map(bar -> bar.start().getHour() == 9 ? bar.at(bar.start().withMinute(30)) : bar)
                .toList();
        List<Known> minutes = KnownBars.of(BARS.get(0).day(), BARS.get(0).day().plusDays(1), 1, 5);
        return Stream.of(
                new Shape("plain.csv", HEADER + plainRows, BARS),
                new Shape("minutes.csv", HEADER + rows(minutes, plain), minutes),
                new Shape("crlf.csv", (HEADER + plainRows).replace("\n", "\r\n"), BARS),
                new Shape("mark.csv", "\ufeff" + HEADER + plainRows, BARS),
                new Shape("no-last-line-end.csv", HEADER + plainRows.strip(), BARS),
                new Shape("quoted.csv", HEADER + plainRows.replaceAll("([^,\n]+)", "\"$1\""), BARS),
                new Shape(
                        "any-order.csv",
                        "Volume,VWAP, Close ,LOW,High,Open,Date\n"
                                + rows(
                                        BARS,
                                        bar -> bar.volume() + ",1," + price(bar.close()) + "," + price(bar.low()) + ","
                                                + price(bar.high()) + "," + price(bar.open()) + ","
                                                + local(bar, "yyyy-MM-dd HH:mm")),
                        BARS),
                new Shape("offsets.csv", HEADER + rows(BARS, bar -> iso(bar) + "," + tail(bar)), BARS),
                new Shape(
                        "utc.csv",
                        HEADER + rows(BARS, bar -> utc(bar, "yyyy-MM-dd'T'HH:mm:ss'Z'") + "," + tail(bar)),
                        BARS),
                new Shape("seconds.csv", HEADER + rows(BARS, bar -> bar.epochSecond() + "," + tail(bar)), BARS),
                new Shape("float-epoch.csv", HEADER + rows(BARS, bar -> bar.epochSecond() + ".0," + tail(bar)), BARS),
                new Shape(
                        "exponent-epoch.csv",
                        HEADER + rows(BARS, bar -> exponent(bar.epochSecond()) + "," + tail(bar)),
                        BARS),
                new Shape(
                        "unnamed-index.csv",
                        ",open,high,low,close,volume\n" + rows(BARS, bar -> iso(bar) + "," + tail(bar)),
                        BARS),
                new Shape(
                        "numbered-index.csv",
                        ",timestamp,open,high,low,close,volume\n"
                                + rows(BARS, bar -> BARS.indexOf(bar) + "," + plain.apply(bar)),
                        BARS),
                new Shape(
                        "semicolons.csv",
                        HEADER.replace(',', ';') + plainRows.replace(',', ';').replaceAll("(\\d)\\.(\\d)", "$1,$2"),
                        BARS),
                new Shape("semicolons-and-points.csv", HEADER.replace(',', ';') + plainRows.replace(',', ';'), BARS),
                new Shape(
                        "german-dates.csv",
                        HEADER.replace(',', ';')
                                + rows(
                                        BARS,
                                        bar -> local(bar, "dd.MM.yyyy HH:mm") + ";"
                                                + prices(bar, ";").replace('.', ',') + ";" + bar.volume()),
                        BARS),
                new Shape(
                        "us-dates.csv",
                        HEADER + rows(BARS, bar -> local(bar, "M/d/yyyy H:mm") + "," + tail(bar)),
                        BARS),
                new Shape(
                        "eu-dates.csv",
                        HEADER + rows(BARS, bar -> local(bar, "dd/MM/yyyy HH:mm:ss") + "," + tail(bar)),
                        BARS),
                new Shape(
                        "am-pm.csv",
                        HEADER + rows(BARS, bar -> local(bar, "MM/dd/yyyy hh:mm:ss a") + "," + tail(bar)),
                        BARS),
                new Shape(
                        "exponents.csv",
                        HEADER
                                + rows(
                                        BARS,
                                        bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + power(bar.open()) + ","
                                                + power(bar.high()) + "," + power(bar.low()) + "," + power(bar.close())
                                                + "," + bar.volume() + "e0"),
                        BARS),
                new Shape(
                        "polygon-flat.csv",
                        "ticker,volume,open,close,high,low,window_start,transactions\n"
                                + rows(
                                        BARS,
                                        bar -> "QQQ," + bar.volume() + "," + price(bar.open()) + ","
                                                + price(bar.close())
                                                + "," + price(bar.high()) + "," + price(bar.low()) + ","
                                                + bar.epochSecond() + "000000000,7"),
                        BARS),
                new Shape(
                        "polygon-rest.csv",
                        "v,vw,o,c,h,l,t,n\n"
                                + rows(
                                        BARS,
                                        bar -> bar.volume() + ".0,1," + price(bar.open()) + "," + price(bar.close())
                                                + ","
                                                + price(bar.high()) + "," + price(bar.low()) + "," + bar.epochSecond()
                                                + "000,7"),
                        BARS),
                new Shape(
                        "databento.csv",
                        "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n"
                                + rows(
                                        BARS,
                                        bar -> bar.epochSecond() + "000000000,33,2,5," + bar.open() + "0000000,"
                                                + bar.high() + "0000000," + bar.low() + "0000000," + bar.close()
                                                + "0000000," + bar.volume() + ",QQQ"),
                        BARS),
                new Shape(
                        "databento-pretty.csv",
                        "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n"
                                + rows(
                                        BARS,
                                        bar -> utc(bar, "yyyy-MM-dd'T'HH:mm:ss'.000000000Z'") + ",33,2,5,"
                                                + prices(bar, "0000000,") + "0000000," + bar.volume() + ",QQQ"),
                        BARS),
                new Shape(
                                "alpaca.csv",
                                "symbol,timestamp,open,high,low,close,volume,trade_count,vwap\n"
                                        + rows(
                                                BARS,
                                                bar -> "SPY," + utc(bar, "yyyy-MM-dd HH:mm:ss'+00:00'")
                                                        + ",1,1,1,1,1,1,1\nQQQ,"
                                                        + utc(bar, "yyyy-MM-dd HH:mm:ss'+00:00'") + "," + tail(bar)
                                                        + ".0,1.0,1"),
                                BARS)
                        .without(LeftOut.OTHER_SYMBOL, BARS.size()),
                new Shape(
                        "tiingo.csv",
                        "date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor\n"
                                + rows(
                                        DAYS,
                                        bar -> bar.day() + "T00:00:00.000Z," + price(bar.close()) + ","
                                                + price(bar.high())
                                                + "," + price(bar.low()) + "," + price(bar.open()) + "," + bar.volume()
                                                + ",1,1,1,1,1,0,1"),
                        DAYS),
                new Shape("kibot.csv", rows(BARS, bar -> local(bar, "MM/dd/yyyy,HH:mm") + "," + tail(bar)), BARS),
                new Shape("kibot-daily.csv", rows(DAYS, bar -> local(bar, "MM/dd/yyyy") + "," + tail(bar)), DAYS),
                new Shape("firstrate.csv", plainRows, BARS),
                new Shape("firstrate-daily.csv", rows(DAYS, bar -> bar.day() + "," + tail(bar)), DAYS),
                new Shape(
                        "ninjatrader.csv",
                        rows(
                                BARS,
                                bar -> local(bar.at(bar.start().plusMinutes(5)), "yyyyMMdd HHmmss") + ";"
                                        + prices(bar, ";") + ";" + bar.volume()),
                        BARS),
                new Shape(
                        "metatrader.csv",
                        "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n"
                                + rows(
                                        BARS,
                                        bar -> local(bar, "yyyy.MM.dd\tHH:mm:ss") + "\t" + prices(bar, "\t") + "\t7\t"
                                                + bar.volume() + "\t1"),
                        BARS),
                new Shape(
                        "metatrader-4.csv", rows(BARS, bar -> local(bar, "yyyy.MM.dd,HH:mm") + "," + tail(bar)), BARS),
                new Shape(
                        "yfinance.csv",
                        "Price,Close,High,Low,Open,Volume\nTicker,QQQ,QQQ,QQQ,QQQ,QQQ\nDate,,,,,\n"
                                + rows(
                                        DAYS,
                                        bar -> bar.day() + "," + price(bar.close()) + "," + price(bar.high()) + ","
                                                + price(bar.low()) + "," + price(bar.open()) + "," + bar.volume()),
                        DAYS),
                new Shape(
                        "yfinance-two.csv",
                        "Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume\n"
                                + "Ticker,QQQ,SPY,QQQ,SPY,QQQ,SPY,QQQ,SPY,QQQ,SPY\nDatetime,,,,,,,,,,\n"
                                + rows(
                                        BARS,
                                        bar -> utc(bar, "yyyy-MM-dd HH:mm:ss'+00:00'") + "," + price(bar.close())
                                                + ",1,"
                                                + price(bar.high()) + ",1," + price(bar.low()) + ",1,"
                                                + price(bar.open()) + ",1," + bar.volume() + ",1"),
                        BARS),
                new Shape(
                                "yahoo.csv",
                                "Date,Open,High,Low,Close,Adj Close,Volume\n"
                                        + rows(
                                                DAYS,
                                                bar -> bar.day() + "," + prices(bar, ",") + ",1.0," + bar.volume()
                                                        + "\n" + bar.day() + ",null,null,null,null,null,null"),
                                DAYS)
                        .without(LeftOut.EMPTY, DAYS.size()),
                new Shape("alpha-vantage.csv", "timestamp,open,high,low,close,volume\n" + rows(newest, plain), BARS),
                new Shape(
                        "stooq.csv",
                        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
                                + rows(
                                        BARS,
                                        bar -> "QQQ.US,5,"
                                                + bar.zoned()
                                                        .withZoneSameInstant(ZoneId.of("Europe/Warsaw"))
                                                        .format(DateTimeFormatter.ofPattern("yyyyMMdd,HHmmss"))
                                                + "," + tail(bar) + ",0"),
                        BARS),
                new Shape(
                        "ib.csv",
                        "date,open,high,low,close,volume,average,barCount\n"
                                + rows(
                                        BARS,
                                        bar -> local(bar, "yyyyMMdd HH:mm:ss") + " US/Eastern," + tail(bar) + ",1,1"),
                        BARS),
                new Shape(
                        "ib-hours.csv",
                        "date,open,high,low,close,volume,average,barCount\n"
                                + rows(ib, bar -> local(bar, "yyyyMMdd  HH:mm:ss") + "," + tail(bar) + ",1,1"),
                        ib),
                new Shape("lean.csv", rows(BARS, bar -> local(bar, "yyyyMMdd HH:mm") + "," + lean(bar)), BARS),
                new Shape("lean-hours.csv", rows(clock, bar -> local(bar, "yyyyMMdd HH:mm") + "," + lean(bar)), opened),
                new Shape("clock-hours.csv", HEADER + rows(clock, plain), opened).with("", "", "clock-hours"),
                new Shape("chicago.csv", HEADER + rows(BARS, bar -> in(CHICAGO, bar) + "," + tail(bar)), BARS)
                        .with("America/Chicago", "", ""),
                new Shape("zoneless-utc.csv", HEADER + rows(BARS, bar -> in(UTC, bar) + "," + tail(bar)), BARS)
                        .with("UTC", "", ""),
                new Shape(
                                "ends.csv",
                                HEADER
                                        + rows(
                                                BARS,
                                                bar -> plain.apply(
                                                        bar.at(bar.start().plusMinutes(5)))),
                                BARS)
                        .with("", "end", ""),
                new Shape(
                        "daily-midnight-utc.csv",
                        HEADER + rows(DAYS, bar -> bar.day() + " 00:00:00+00:00," + tail(bar)),
                        DAYS),
                new Shape("daily-midnight-here.csv", HEADER + rows(DAYS, bar -> iso(bar) + "," + tail(bar)), DAYS),
                new Shape(
                        "daily-midnight-here-in-utc.csv",
                        HEADER + rows(DAYS, bar -> utc(bar, "yyyy-MM-dd'T'HH:mm:ss'Z'") + "," + tail(bar)),
                        DAYS),
                new Shape(
                        "daily-epoch.csv",
                        HEADER + rows(DAYS, bar -> bar.start().toEpochSecond(ZoneOffset.UTC) + "000," + tail(bar)),
                        DAYS),
                new Shape(
                                "before-calendar.csv",
                                HEADER + "1962-01-02,1,1,1,1,5\n1997-12-31,1,1,1,1,5\n"
                                        + rows(DAYS, bar -> bar.day() + "," + tail(bar)),
                                DAYS)
                        .without(LeftOut.BEFORE_CALENDAR, 2),
                new Shape(
                        "with-bid.csv",
                        HEADER.strip() + ",bid,ask\n" + rows(BARS, bar -> plain.apply(bar) + ",1,2"),
                        BARS),
                new Shape(
                        "nasdaq.csv",
                        "Date,Close/Last,Volume,Open,High,Low\n"
                                + rows(
                                        newestDays,
                                        bar -> local(bar, "MM/dd/yyyy") + ",$" + price(bar.close()) + "," + bar.volume()
                                                + ",$" + price(bar.open()) + ",$" + price(bar.high()) + ",$"
                                                + price(bar.low())),
                        DAYS),
                new Shape(
                        "thousands.csv",
                        HEADER
                                + rows(
                                        BARS,
                                        bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + prices(bar, ",")
                                                + String.format(Locale.ROOT, ",\"%,d\"", bar.volume())),
                        BARS),
                new Shape(
                        "closing-time.csv",
                        "Date,Open,High,Low,Close,Volume\n"
                                + rows(DAYS, bar -> local(bar, "M/d/yyyy") + " 16:00:00," + tail(bar)),
                        DAYS),
                new Shape(
                        "sierra.csv",
                        "Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume\n"
                                + rows(
                                        BARS,
                                        bar -> local(bar, "yyyy/M/d, HH:mm:ss") + ".0, "
                                                + tail(bar).replace(",", ", ") + ", 12, 3, 4"),
                        BARS),
                new Shape(
                                "amibroker.csv",
                                "Ticker,Date/Time,Open,High,Low,Close,Volume\n"
                                        + rows(
                                                BARS,
                                                bar -> "QQQ," + local(bar, "MM/dd/yyyy hh:mm:ss a") + "," + tail(bar)),
                                BARS)
                        .with("", "", "us-dates"),
                new Shape(
                                "last-seconds.csv",
                                HEADER
                                        + rows(
                                                BARS,
                                                bar -> plain.apply(
                                                        bar.at(bar.start().plusSeconds(299)))),
                                BARS)
                        .with("", "end", ""),
                new Shape("doubled.csv", HEADER + plainRows.replaceFirst("(.*\n)(.*\n)", "$1$2$2"), BARS)
                        .without(LeftOut.DUPLICATE, 1),
                new Shape(
                                "stray.csv",
                                HEADER
                                        + plainRows.replaceFirst(
                                                "(.*\n)", "$12025-06-23 09:32:00,400.00,400.00,400.00,400.00,7\n"),
                                BARS)
                        .without(LeftOut.STRAY, 1));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldReadEveryBarOfAFileAndCountEveryRow(Shape shape) throws IOException {
        Path file = Files.writeString(folder.resolve(shape.name()), shape.text());
        assertBars(file, "QQQ", shape);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE"})
    void shouldReadUtf16WithAMark(String charset) throws IOException {
        Shape plain = shapes().findFirst().orElseThrow();
        String mark = charset.equals("UTF-16") ? "" : "\ufeff";
        Path file = Files.write(
                folder.resolve("wide.csv"),
                (mark + plain.text().replace("\n", "\r\n")).getBytes(Charset.forName(charset)));
        assertBars(file, "QQQ", plain);
    }

    @Test
    void shouldReadLeansZipFilesAsTheyAre() throws IOException {
        Path days =
                zip("spy.zip", Map.of("spy.csv", rows(DAYS, bar -> local(bar, "yyyyMMdd HH:mm") + "," + lean(bar))));
        assertBars(days, null, new Shape("spy.zip", "", DAYS));
        Path one = folder.resolve("minute");
        Files.createDirectories(one.resolve("spy"));
        for (var day : byDay().entrySet()) {
            zip(
                    "minute/spy/" + day.getKey() + "_trade.zip",
                    Map.of(day.getKey() + "_spy_minute_trade.csv", day.getValue()));
        }
        assertBars(one.resolve("spy"), null, new Shape("a folder of zip files", "", BARS));
        assertBars(one.resolve("spy").resolve("*.zip"), "SPY", new Shape("a pattern of zip files", "", BARS));
    }

    @Test
    void shouldReadAFolderOrAPatternOfDailyFilesInTheOrderOfTimeWhateverTheirNames() throws IOException {
        Path daily = Files.createDirectory(folder.resolve("daily"));
        int name = 100;
        for (String day : byPlainDay()) {
            Files.writeString(daily.resolve("part-" + name-- + ".csv"), HEADER + day);
        }
        assertBars(daily, "QQQ", new Shape("a folder", "", BARS));
        assertBars(daily.resolve("part-*.csv"), "QQQ", new Shape("a pattern", "", BARS));
        Files.writeString(daily.resolve("notes.md"), "mine");
        assertTrue(refusal(daily, null).contains("holds notes.md, which is no CSV file by its name"));
    }

    @Test
    void shouldReadManySymbolsOutOfOneFileAtOnce() throws IOException {
        Function<Known, String> row = bar -> local(bar, "yyyy-MM-dd HH:mm:ss") + "," + tail(bar);
        for (boolean bySymbol : new boolean[] {false, true}) {
            String text = bySymbol
                    ? rows(BARS, bar -> "MSFT," + row.apply(bar)) + rows(BARS, bar -> "AAPL," + row.apply(bar))
                    : rows(BARS, bar -> "MSFT," + row.apply(bar) + "\nAAPL," + row.apply(bar));
            Path file = Files.writeString(
                    folder.resolve("all.csv"), "symbol," + HEADER + "IBM," + row.apply(BARS.get(0)) + "\n" + text);
            SharedBars shared = SharedBars.read(file, List.of("AAPL", "MSFT"), calendar, BarFile.Options.fiveMinutes());
            for (String symbol : List.of("AAPL", "MSFT")) {
                BarSource bars = shared.bars(symbol);
                assertSame(bars, new Shape("all.csv", "", BARS).without(LeftOut.OTHER_SYMBOL, BARS.size() + 1));
            }
        }
        var error = assertThrows(
                UserError.class,
                () -> SharedBars.read(
                        folder.resolve("all.csv"), List.of("AAPL", "TSLA"), calendar, BarFile.Options.fiveMinutes()));
        assertTrue(error.getMessage().endsWith("has no bar in the days and hours asked for of TSLA (no row)"));
    }

    @Test
    void shouldReadManySymbolsOutOfColumnsAtOnce() throws IOException {
        String kinds = ",Close,Close,High,High,Low,Low,Open,Open,Volume,Volume\n";
        String tickers = ",MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL\nDate,,,,,,,,,,\n";
        int listed = 7;
        Function<Known, String> row = bar -> {
            boolean there = DAYS.indexOf(bar) >= listed;
            return bar.day()
                    + Stream.of(bar.close(), bar.high(), bar.low(), bar.open())
                            .map(cents -> "," + price(cents) + "," + (there ? price(cents) : ""))
                            .collect(Collectors.joining())
                    + "," + bar.volume() + "," + (there ? bar.volume() : "");
        };
        Path file = Files.writeString(folder.resolve("wide.csv"), kinds + tickers + rows(DAYS, row));
        BarFile.Options options = BarFile.Options.fiveMinutes().withSize(BarSpec.parse("1d"));
        for (SharedBars shared : List.of(
                SharedBars.read(file, List.of("AAPL", "MSFT"), calendar, options),
                SharedBars.readNames(file, null, calendar, options))) {
            assertSame(shared.bars("MSFT"), new Shape("wide.csv", "", DAYS));
            assertSame(
                    shared.bars("AAPL"),
                    new Shape("wide.csv", "", DAYS.subList(listed, DAYS.size())).without(LeftOut.OTHER_SYMBOL, listed));
        }
    }

    @Test
    void shouldReadBackWhatItHasWritten() throws IOException {
        Path made = folder.resolve("made.csv.gz");
        int day = (int) BARS.get(0).day().toEpochDay();
        try (var source = new SyntheticBars("QQQ", day, day + 5, 3, calendar)) {
            int written = source.write(made);
            try (BarFile file = BarFile.open(made, "QQQ", calendar, BarFile.Options.fiveMinutes())) {
                long rows = 0;
                while (file.next()) {
                    rows++;
                }
                assertEquals(written, rows);
                assertEquals(written, file.report().orElseThrow().rows());
                assertTrue(file.synthetic());
            }
        }
    }

    /** What is no shape that is known is refused with what would help, and never read as something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weekly | holds bars of a week, not of a day",
                "monthly | holds bars of a month, not of a day",
                "chicago | give --zone America/Chicago, or --zone America/New_York if it is none",
                "utc | give --zone UTC, or --zone America/New_York if it is none",
                "ends | give --stamped end, or --stamped start if they are not",
                "utc-ends | give --zone UTC --stamped end",
                "clock-hours | give --session extended, or --format clock-hours",
                "ambiguous-dates | give --format us-dates or --format eu-dates",
                "whole-dollars | give --format lean or --format firstrate",
                "close-first | has prices that are not open,high,low,close in this order",
                "seven-columns | is neither a header nor LEAN's time",
                "mixed-databento | has prices with and without a decimal point",
                "thousands-points | has a point where other numbers of the file have a decimal comma",
                "huge-volume | the number is too large",
                "short-epoch | give a time such as",
                "partly-empty | give a decimal number",
                "daily-at-five | give the zone in which it is midnight",
                "last-seconds | its bars are stamped at their ends; give --stamped end",
                "utc-extended | on another clock; give --zone UTC",
                "shuffled | are earlier than the row before; sort them by time, oldest first",
                "two-sizes | of bars of 15m, where those of the file are 5m",
                "before-calendar | (78 BEFORE_CALENDAR from line 2 on)",
                "other-prices-same-time | the row before has the same time"
            })
    void shouldRefuseWithWhatWouldHelp(String shape, String expected) throws IOException {
        Function<Known, String> plain = bar -> local(bar, "yyyy-MM-dd HH:mm:ss") + "," + tail(bar);
        List<Known> some = BARS.subList(0, 100);
        String text = switch (shape) {
            case "weekly" -> HEADER + rows(every(DAYS, 5), bar -> bar.day() + "," + tail(bar));
            case "monthly" ->
                HEADER + "2025-01-02,1,1,1,1,1\n2025-02-03,1,1,1,1,1\n2025-03-03,1,1,1,1,1\n2025-04-01,1,1,1,1,1\n";
            case "chicago" -> HEADER + rows(BARS, bar -> in(CHICAGO, bar) + "," + tail(bar));
            case "utc" -> HEADER + rows(BARS, bar -> in(UTC, bar) + "," + tail(bar));
            case "ends" ->
                HEADER + rows(BARS, bar -> plain.apply(bar.at(bar.start().plusMinutes(5))));
            case "utc-ends" ->
                HEADER + rows(BARS, bar -> in(UTC, bar.at(bar.start().plusMinutes(5))) + "," + tail(bar));
            case "clock-hours" -> HEADER + rows(hourly(BARS, 0), plain);
            case "ambiguous-dates" ->
                HEADER
                        + rows(
                                BARS.stream()
                                        .filter(bar -> bar.day().getDayOfMonth() < 12)
                                        .toList(),
                                bar -> local(bar, "M/d/yyyy H:mm") + "," + tail(bar));
            case "whole-dollars" ->
                rows(some, bar -> local(bar, "yyyyMMdd HH:mm") + ",400,401,399,400," + bar.volume());
            case "close-first" ->
                rows(
                        some,
                        bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + price(bar.close()) + "," + price(bar.low() - 5)
                                + "," + price(bar.high() + 5) + "," + price(bar.open()) + ",1");
            case "seven-columns" -> rows(some, bar -> bar.day() + "," + prices(bar, ",") + ",1.0," + bar.volume());
            case "mixed-databento" ->
                "ts_event,open,high,low,close,volume\n"
                        + rows(
                                some,
                                bar -> bar.epochSecond() + "000000000," + bar.open() + "0000000," + price(bar.high())
                                        + "," + price(bar.low()) + "," + price(bar.close()) + ",1");
            case "thousands-points" ->
                HEADER.replace(',', ';')
                        + rows(some, bar -> local(bar, "yyyy-MM-dd HH:mm") + ";1.400,5;1.401,5;1.399,5;1.400,5;7");
            case "huge-volume" -> HEADER + rows(some, bar -> plain.apply(bar.at(bar.start())) + "00000000000000");
            case "short-epoch" -> HEADER + rows(some, bar -> "1.74712E+12," + tail(bar));
            case "partly-empty" -> HEADER + rows(some, bar -> local(bar, "yyyy-MM-dd HH:mm") + ",,401,399,400,1");
            case "daily-at-five" -> HEADER + rows(DAYS, bar -> bar.day() + " 17:00:00-05:00," + tail(bar));
            case "last-seconds" ->
                HEADER + rows(BARS, bar -> plain.apply(bar.at(bar.start().plusSeconds(299))));
            case "utc-extended" -> {
                StringBuilder rows = new StringBuilder(HEADER);
                for (Known day : DAYS.subList(0, 10)) {
                    LocalDateTime first = day.start().withHour(4).withMinute(0);
                    for (int i = 0; i < 192; i++) {
                        rows.append(in(UTC, day.at(first.plusMinutes(5L * i))))
                                .append(",")
                                .append(tail(day))
                                .append("\n");
                    }
                }
                yield rows.toString();
            }
            case "shuffled" -> {
                List<Known> shuffled = new ArrayList<>(BARS);
                Collections.shuffle(shuffled, new Random(1));
                yield HEADER + rows(shuffled, plain);
            }
            case "two-sizes" ->
                HEADER
                        + rows(
                                BARS.stream()
                                        .filter(bar ->
                                                bar.day().isBefore(DAYS.get(10).day())
                                                        || bar.start().getMinute() % 15 == 0)
                                        .toList(),
                                plain);
            case "before-calendar" ->
                HEADER + rows(BARS.subList(0, 78), bar -> plain.apply(bar).replaceFirst("20..", "1997"));
            case "other-prices-same-time" ->
                HEADER + rows(some, bar -> plain.apply(bar) + "\n" + local(bar, "yyyy-MM-dd HH:mm") + ",1,1,1,1,1");
            default -> throw new IllegalArgumentException(shape);
        };
        Path file = Files.writeString(folder.resolve("QQQ.csv"), text);
        String message = refusal(
                file, shape.equals("short-epoch") || shape.equals("before-calendar") ? BarSpec.FIVE_MINUTES : null);
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("QQQ.csv") && !message.contains("\n"), message);
    }

    private String refusal(Path file, BarSpec size) {
        return assertThrows(UserError.class, () -> {
                    var options = BarFile.Options.fiveMinutes().withSize(size).withReading(Reading.asShown());
                    try (BarFile bars = BarFile.open(file, "QQQ", calendar, options)) {
                        while (bars.next()) {
                            assertTrue(bars.closeE8() > 0);
                        }
                    }
                })
                .getMessage();
    }

    private void assertBars(Path file, String symbol, Shape shape) {
        var options = BarFile.Options.fiveMinutes()
                .withSize(null)
                .withReading(Reading.of(
                        shape.options().get(0),
                        shape.options().get(1),
                        shape.options().get(2),
                        false));
        try (BarFile bars = BarFile.open(file, symbol, calendar, options)) {
            assertSame(bars, shape);
        }
    }

    /** Each bar by itself, the sums, and the account of the rows. */
    private void assertSame(BarSource bars, Shape shape) {
        long volume = 0;
        long closes = 0;
        int count = 0;
        while (bars.next()) {
            Known known = shape.bars().get(count++);
            assertEquals(known.day().toEpochDay(), bars.sessionDay(), shape.name());
            if (!bars.size().equals(BarSpec.parse("1d"))) {
                assertEquals(known.epochSecond() * 1_000_000_000L, bars.startNanos(), shape.name() + " " + known);
            }
            assertEquals(known.open() * 1_000_000, bars.openE8(), shape.name() + " " + known);
            assertEquals(known.high() * 1_000_000, bars.highE8(), shape.name() + " " + known);
            assertEquals(known.low() * 1_000_000, bars.lowE8(), shape.name() + " " + known);
            volume += bars.volume();
            closes += bars.closeE8() / 1_000_000;
        }
        assertEquals(shape.bars().size(), count, shape.name());
        assertEquals(shape.bars().stream().mapToLong(Known::volume).sum(), volume, shape.name());
        assertEquals(shape.bars().stream().mapToLong(Known::close).sum(), closes, shape.name());
        FileReport report = bars.report().orElseThrow();
        int left = shape.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(count, report.used(), shape.name());
        assertEquals(count + left, report.rows(), shape.name());
        shape.leftOut().forEach((reason, rows) -> assertEquals((long) rows, report.leftOut(reason), shape.name()));
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static Map<String, String> byDay() {
        return BARS.stream()
                .collect(Collectors.groupingBy(
                        bar -> local(bar, "yyyyMMdd"),
                        Collectors.mapping(
                                bar -> bar.start().toLocalTime().toSecondOfDay() + "000," + lean(bar) + "\n",
                                Collectors.joining())));
    }

    private static List<String> byPlainDay() {
        List<String> days = new ArrayList<>();
        for (Known day : DAYS) {
            days.add(rows(
                    BARS.stream().filter(bar -> bar.day().equals(day.day())).toList(),
                    bar -> local(bar, "yyyy-MM-dd HH:mm:ss") + "," + tail(bar)));
        }
        return days;
    }

    private static List<Known> every(List<Known> bars, int step) {
        List<Known> some = new ArrayList<>();
        for (int i = 0; i < bars.size(); i += step) {
            some.add(bars.get(i));
        }
        return some;
    }

    private static String tail(Known bar) {
        return prices(bar, ",") + "," + bar.volume();
    }

    private static String lean(Known bar) {
        return bar.open() * 100 + "," + bar.high() * 100 + "," + bar.low() * 100 + "," + bar.close() * 100 + ","
                + bar.volume();
    }

    private static String power(long cents) {
        return cents / 10_000 + "." + String.format(Locale.ROOT, "%04d", cents % 10_000) + "e+02";
    }

    private static String exponent(long second) {
        String digits = Long.toString(second);
        return digits.charAt(0) + "." + digits.substring(1) + "e+09";
    }

    private static String local(Known bar, String pattern) {
        return bar.start().format(DateTimeFormatter.ofPattern(pattern, Locale.US));
    }

    private static String utc(Known bar, String pattern) {
        return bar.zoned().withZoneSameInstant(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern(pattern, Locale.US));
    }

    private static String in(ZoneId zone, Known bar) {
        return bar.zoned()
                .withZoneSameInstant(zone)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.US));
    }

    private static String iso(Known bar) {
        ZonedDateTime at = bar.zoned();
        return at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.US));
    }
}
