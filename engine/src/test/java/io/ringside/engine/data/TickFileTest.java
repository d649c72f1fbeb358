package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.SharedData;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TickFileTest {
    private static final int OPEN_MINUTE = 570;
    private static final int CLOSE_MINUTE = 960;

    private static final Reading LEAN_BITS = Reading.of("", "", "lean", false);

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @Test
    void shouldReadTradesWithAHeader() throws IOException {
        assertEquals(
                List.of(
                        "2025-07-02T09:30:00.250-04:00 10.01 100",
                        "2025-07-02T09:30:00.250-04:00 10.02 200 volume only"),
                read("A.csv", """
                        Size,Price,Timestamp,Conditions
                        100,10.01,2025-07-02 09:30:00.250,
                        200,10.02,2025-07-02T13:30:00.25Z,100000
                        """, options().withPrices(PriceRule.LAST_SALE).withReading(LEAN_BITS)));
    }

    /** Days before those that are wanted are passed over, days after them are not looked at any more. */
    @Test
    void shouldReadTheDaysThatAreWanted() throws IOException {
        String text = """
                Timestamp,Price,Size
                2025-07-01 10:00:00,10.01,100
                2025-07-02 10:00:00,10.02,100
                2025-07-03 10:00:00,10.03,100
                2025-07-07 10:00:00,10.04,100
                2025-07-08 10:00:00,none,100
                """;
        assertEquals(
                List.of("2025-07-02T10:00:00-04:00 10.02 100", "2025-07-03T10:00:00-04:00 10.03 100"),
                read("A.csv", text, options().withDays(day("2025-07-02"), day("2025-07-03"))));
        assertEquals(
                List.of("2025-07-01T10:00:00-04:00 10.01 100"),
                read("A.csv", text, options().withDays(day("2025-07-01"), day("2025-07-01"))));
    }

    @Test
    void shouldReadQuotesWithAHeader() throws IOException {
        assertEquals(List.of("2025-07-02T10:00:00-04:00 10.01x100 10.02x200"), read("A.csv", """
                        datetime,bid,bid_size,ask,ask_size
                        2025-07-02 10:00:00,10.01,100,10.02,200
                        """, options()));
    }

    @Test
    void shouldReadLeanTradesOfTheDayThatTheNameSays() throws IOException {
        String text = """
                34199999,1000000,1,P,1,0
                34200000,1674100,100,P,1,0
                34200001,1674200,5,P,1,1
                34200002,1674300,0,P,1,0
                34200003,1674400,7,P,4000000,0
                34200004,1674500,9,P,20,0
                57600000,1,1,P,1,0
                """;
        List<String> expected =
                List.of("2013-10-07T09:30:00-04:00 167.41 100", "2013-10-07T09:30:00.004-04:00 167.45 9");
        assertEquals(expected, read("SPY-20131007-trade.csv", text, options()));
        assertEquals(expected, read("20131007_spy_trade_tick.csv", text, options()));
        assertEquals(expected, read("SPY.csv", text, options().withLeanDay(day("2013-10-07"))));
        var extended = options().withLeanDay(day("2013-10-07")).withSession(Session.EXTENDED);
        assertEquals(4, read("SPY.csv", text, extended).size());
    }

    @Test
    void shouldKeepTheOtherSideOfALeanQuote() throws IOException {
        assertEquals(
                List.of(
                        "2013-10-07T10:00:00-04:00 182.00x300 182.10x100",
                        "2013-10-07T10:00:01-04:00 182.01x200 182.10x100"),
                read("IBM-20131007-quote.csv", """
                        35999000,1820000,300,0,0,P,1,0
                        36000000,0,0,1821000,100,N,1,0
                        36000500,0,0,1,1,N,1,1
                        36001000,1820100,200,0,0,P,1,0
                        """, options()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime,price,size~2025-07-02 10:00,x,1 | line 2 column price: \"x\": give a decimal number such as 512.34",
                "datetime,price,size~2025-07-02 10:00,0,1 | line 2 column price: \"0\": a price is above 0",
                "datetime,price,size~2025-07-02 10:00,1,-1 | line 2 column size: \"-1\": a number of shares is 0 or above",
                "datetime,price~2025-07-02 10:00,1 | line 1 has no column size among [datetime, price]; the header needs datetime,price,size[,conditions] or datetime,bid,ask,bid_size,ask_size",
                "datetime,price,size,conditions~2025-07-02 10:00,1,1,@F | line 2 column conditions: \"@F\": give the conditions as bits in hexadecimal, such as 20000020",
                "datetime,price,size~2025-07-02,1,1 | line 2 column datetime: \"2025-07-02\": give a time such as 2025-05-12 09:30:00, in exchange time, from 1998 to 2030",
                "datetime,price,size~2025-07-02 10:00,1,1~2025-07-02 09:59,1,1 | line 3 column datetime: \"2025-07-02 09:59\": is earlier than the row before; sort the rows by time, oldest first",
                "34200000,1,1,P,1,0 | : has no header, and its name no day such as SPY-20131007-trade.csv from 1998 to 2030; give the day",
                "34200000,1,1 | line 1 has no header, and 3 fields; trades have 6, quotes 8",
                "34200000,10000,10000,10000,10000,5 | line 1 column exchange: \"10000\": is no exchange; if these are bars, give them as bars",
                "datetime,price,size | : has a header and no rows; export it again",
                "datetime,price,size~2025-07-02 08:00,1,1 | : none of the 1 rows read is a tick in regular hours of the wanted days; choose other days or hours, or check the file's time zone"
            })
    void shouldNameLineColumnValueAndRemedyOfADefect(String text, String expected) {
        var error = assertThrows(
                UserError.class,
                () -> read("A.csv", text.replace('~', '\n'), options().withReading(LEAN_BITS)));
        String message = error.getMessage();
        assertEquals(
                "A.csv" + (expected.startsWith(":") ? "" : " ") + expected,
                message.substring(message.indexOf("A.csv")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86400000,1,1,P,1,0",
                "x,1,1,P,1,0",
                "-1,1,1,P,1,0",
                "34200000,0,1,P,1,0",
                "34200000,1.5,1,P,1,0",
                "34200000,1,1,P,1,2",
                "34200000,1,1,P,xyz,0",
                "34200000,9999999999999,1,P,1,0",
                "34200000,1,1,P,11112222333344445,0",
                "34200000,1,1,P,1"
            })
    void shouldRefuseLeanRowsThatAreNone(String row) {
        assertThrows(
                UserError.class,
                () -> read("SPY-20131007-trade.csv", "34200000,1674100,100,P,1,0\n" + row + "\n", options()));
    }

    @Test
    void shouldCountMillisecondsUpToTheEndOfTheDay() throws IOException {
        assertEquals(
                1,
                read("SPY-20131007-trade.csv", "34200000,1674100,100,P,1,0\n86399999,1,1,P,1,0\n", options())
                        .size());
        String message = assertThrows(
                        UserError.class, () -> read("SPY-20131007-trade.csv", "86400000,1,1,P,1,0\n", options()))
                .getMessage();
        assertTrue(message.endsWith("\"86400000\": give a whole number from 0 to 86399999"), message);
    }

    /** An exchange's report of its open is the only record of its auction where it has printed none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "34200000,1674100,100,P,1,0 | 34200003,1674400,7,P,4000000,0 | 167.41 100;167.44 7 volume only",
                "34200000,1674100,100,P,40,0 | 34200003,1674400,7,P,4000000,0 | 167.41 100",
                "34200000,1674100,100,N,40,0 | 34200003,1674400,7,P,4000000,0 | 167.41 100;167.44 7 volume only",
                "34200000,1674100,100,P,1,0 | 34200003,1674400,7,P,1000000,0 | 167.41 100"
            })
    void shouldCountAnOpeningAuctionOnce(String first, String second, String told) throws IOException {
        assertEquals(
                told,
                read(
                                "SPY-20131007-trade.csv",
                                first + "\n" + second + "\n",
                                options().withAuctions(TickFile.AuctionPrints.CLOSE_VOLUME))
                        .stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .collect(Collectors.joining(";")));
    }

    /** The vendor puts the closing auction into the last minute, and leaves all but one of its prints out. */
    @ParameterizedTest
    @ValueSource(strings = {"SPY", "IBM"})
    void shouldHaveTheVolumesOfTheVendorsMinutesButForTheAuctions(String symbol) throws IOException {
        var vendor = vendorMinutes(symbol);
        var differing = new TreeSet<Integer>();
        for (var ours : minutes(symbol, PriceRule.EVERY_TRADE).entrySet()) {
            if (vendor.get(ours.getKey())[4] != ours.getValue()[4]) {
                differing.add(ours.getKey());
            }
        }
        assertEquals(
                symbol.equals("SPY") ? Set.of(OPEN_MINUTE, CLOSE_MINUTE - 1) : Set.of(CLOSE_MINUTE - 1), differing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPY", "IBM"})
    void shouldHaveThePricesOfTheVendorsMinutesButForTheAuctionsWhenSaleConditionsAreHeeded(String symbol)
            throws IOException {
        var vendor = vendorMinutes(symbol);
        var differing = new TreeSet<Integer>();
        for (var ours : minutes(symbol, PriceRule.VENDOR_MINUTES).entrySet()) {
            for (int i = 0; i < 4; i++) {
                if (vendor.get(ours.getKey())[i] != ours.getValue()[i]) {
                    differing.add(ours.getKey());
                }
            }
        }
        assertEquals(
                symbol.equals("SPY") ? Set.of(CLOSE_MINUTE - 1) : Set.of(OPEN_MINUTE, CLOSE_MINUTE - 1), differing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPY", "IBM"})
    void shouldHaveThePricesOfAPlainAggregationWhenEveryTradeCounts(String symbol) throws IOException {
        var plain = new TreeMap<Integer, long[]>();
        for (String line : lines("ticks/" + symbol + "-20131007-trade.csv.gz")) {
            String[] fields = line.split(",", -1);
            int minute = Integer.parseInt(fields[0]) / 60_000;
            if (minute >= OPEN_MINUTE && minute < CLOSE_MINUTE) {
                long price = Long.parseLong(fields[1]);
                long[] bar = plain.computeIfAbsent(minute, key -> new long[] {price, price, price, price});
                bar[1] = Math.max(bar[1], price);
                bar[2] = Math.min(bar[2], price);
                bar[3] = price;
            }
        }
        var ours = minutes(symbol, PriceRule.EVERY_TRADE);
        assertEquals(390, ours.size());
        assertEquals(plain.keySet(), ours.keySet());
        ours.forEach((minute, bar) -> {
            for (int i = 0; i < 4; i++) {
                assertEquals(plain.get(minute)[i], bar[i], symbol + " minute " + minute);
            }
        });
    }

    /** The vendor's daily bars of that day; its volumes differ, see the next test. */
    @ParameterizedTest
    @CsvSource({"IBM, 1820000 1833000 1818500 1820100", "SPY, 1674300 1684500 1672500 1674200"})
    void shouldHaveThePricesOfTheVendorsDayWithTheAuctionsFirstAndLast(String symbol, String expected) {
        for (Session session : Session.values()) {
            try (TickBars bars = day(symbol, session, PriceRule.VENDOR_MINUTES)) {
                assertTrue(bars.next());
                assertEquals(
                        expected,
                        bars.openE8() / 10_000 + " " + bars.highE8() / 10_000 + " " + bars.lowE8() / 10_000 + " "
                                + bars.closeE8() / 10_000);
                assertFalse(bars.next());
            }
        }
    }

    /** By the tapes' rules an intermarket sweep makes a price: one of IBM's is the day's high. */
    @Test
    void shouldCountSweepsByTheTapesRules() {
        try (TickBars bars = day("IBM", Session.REGULAR, PriceRule.LAST_SALE)) {
            assertTrue(bars.next());
            assertEquals(18_331_000_000L, bars.highE8());
        }
    }

    /**
     * From auction to auction every print once. The vendor's daily volume of IBM, 3,908,081, counts 3,040 shares after the
     * close and leaves out Nasdaq's own opening of 64; that of SPY, 81,489,219, leaves the closing auction out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"SPY", "IBM"})
    void shouldHaveOneVolumeOfTheDayWhateverTheSizeOfItsBars(String symbol) throws IOException {
        long counted = 0;
        var opened = new TreeSet<String>();
        for (String line : lines("ticks/" + symbol + "-20131007-trade.csv.gz")) {
            String[] fields = line.split(",", -1);
            int minute = Integer.parseInt(fields[0]) / 60_000;
            long bits = fields[4].isEmpty() ? 0 : Long.parseLong(fields[4], 16);
            boolean regular = minute >= OPEN_MINUTE && minute < CLOSE_MINUTE;
            if (regular && (bits & 0x40) != 0) {
                opened.add(fields[3]);
            }
            boolean repeated = (bits & 0x1000000) != 0 || ((bits & 0x4000000) != 0 && opened.contains(fields[3]));
            boolean closing = minute >= CLOSE_MINUTE && (bits & 0x80) != 0;
            counted += (regular || closing) && !repeated ? Long.parseLong(fields[2]) : 0;
        }
        assertEquals(symbol.equals("IBM") ? 3_905_105 : 82_396_858, counted);
        for (String size : List.of("1m", "5m", "1h", "1d")) {
            long volume = 0;
            try (TickBars bars = size.equals("1d")
                    ? day(symbol, Session.EXTENDED, PriceRule.VENDOR_MINUTES)
                    : bars(symbol, size, TickFile.AuctionPrints.CLOSE_VOLUME)) {
                while (bars.next()) {
                    volume += bars.volume();
                }
            }
            assertEquals(counted, volume, size);
        }
    }

    @Test
    void shouldLeaveOtherSymbolsOutAndOthersConditionsUnread() throws IOException {
        String text = """
                timestamp,symbol,price,size,conditions
                2025-07-02 10:00:00,A,10.01,100,"14,41"
                2025-07-02 10:00:01,B,99.00,100,208
                2025-07-02 10:00:02,A,10.02,100,37
                """;
        assertEquals(
                List.of("2025-07-02T10:00:00-04:00 10.01 100", "2025-07-02T10:00:02-04:00 10.02 100"),
                read("A.csv", text, options()));
        try (var ticks = TickFile.open(folder.resolve("A.csv"), "A", calendar, options())) {
            assertTrue(ticks.rowReport().line().contains("sale conditions left unread"));
        }
        var error = assertThrows(
                UserError.class, () -> read("A.csv", text, options().withPrices(PriceRule.LAST_SALE)));
        assertTrue(error.getMessage().contains("has no sale conditions that are known"), error.getMessage());
    }

    @Test
    void shouldHeedPolygonsNumbersOfConditions() throws IOException {
        String text = """
                ticker,conditions,exchange,participant_timestamp,price,sip_timestamp,size
                A,"17,41",12,1751463000000000000,10.00,1751463000000000000,500
                A,16,12,1751463001000000000,10.00,1751463001000000000,500
                A,"14,41",4,1751463002000000000,10.01,1751463002000000000,100
                A,"[37, 14]",4,1751463003000000000,10.02,1751463003000000000,5
                A,,4,1751463004000000000,10.03,1751463004000000000,100
                A,52,4,1751463005000000000,10.04,1751463005000000000,100
                A,"8,9",12,1751486400000000000,10.05,1751486400000000000,900
                A,15,12,1751486401000000000,10.05,1751486401000000000,900
                """;
        // The official open and close repeat the auctions; an odd lot and a contingent trade make no price.
        assertEquals(
                List.of("10.00 500 0", "10.01 100 0", "10.02 5 1", "10.03 100 0", "10.04 100 1"),
                flagged(text, options().withPrices(PriceRule.LAST_SALE)));
        assertEquals(
                List.of("10.00 500 0", "10.01 100 0", "10.02 5 0", "10.03 100 0", "10.04 100 0"),
                flagged(text, options()));
        for (String alone : List.of("sip_timestamp", "participant_timestamp")) {
            // Either of its two times tells that it is Polygon's.
            String one = text.replace(alone.equals("sip_timestamp") ? "participant_timestamp" : "sip_timestamp", "x");
            assertEquals(
                    List.of("10.00 500 0", "10.01 100 0", "10.02 5 1", "10.03 100 0", "10.04 100 1"),
                    flagged(one, options().withPrices(PriceRule.LAST_SALE)),
                    alone);
        }
        Path file = Files.writeString(folder.resolve("A.csv"), text);
        var days = options().withPrices(PriceRule.LAST_SALE).withAuctions(TickFile.AuctionPrints.DAY_PRICES);
        try (var bars = new TickBars(
                TickFile.open(file, "A", calendar, days), calendar, BarSpec.parse("1d"), Session.REGULAR)) {
            assertTrue(bars.next());
            assertEquals(10_00000000L, bars.openE8());
            assertEquals(10_05000000L, bars.closeE8());
            assertEquals(500 + 100 + 5 + 100 + 100 + 900, bars.volume());
            FileReport report = bars.report().orElseThrow();
            assertEquals("polygon", report.format());
            assertEquals(2, report.leftOut(LeftOut.DUPLICATE));
        }
        String other = text.replace("\"14,41\"", "208");
        var error = assertThrows(
                UserError.class, () -> read("A.csv", other, options().withPrices(PriceRule.LAST_SALE)));
        assertTrue(
                error.getMessage()
                        .contains(
                                "line 4 column conditions: \"208\": is no condition of a stock's trade that is known"),
                error.getMessage());
        assertEquals(5, read("A.csv", other, options()).size());
    }

    private List<String> flagged(String text, TickFile.Options options) throws IOException {
        Path file = Files.writeString(folder.resolve("A.csv"), text);
        List<String> read = new ArrayList<>();
        try (var ticks = TickFile.open(file, "A", calendar, options)) {
            while (ticks.next()) {
                int volumeOnly = (ticks.flags() & EngineEvent.FLAG_VOLUME_ONLY) == 0 ? 0 : 1;
                read.add(FixedPoint.format(ticks.priceE8()) + " " + ticks.quantity() + " " + volumeOnly);
            }
        }
        return read;
    }

    /** The closing auction has two prints, the first of them after the close; a third comes in extended hours. */
    @Test
    void shouldCountTheClosingAuctionAsItIsWanted() throws IOException {
        String text = """
                datetime,price,size,conditions
                2025-07-02 15:59:59,10.00,100,
                2025-07-02 16:00:00,10.01,200,80
                2025-07-02 16:00:00,10.01,300,80
                2025-07-02 16:05:00,10.02,400,
                """;
        TickFile.Options told = options().withReading(LEAN_BITS);
        String last = "2025-07-02T15:59:59-04:00 10.00 100";
        String atClose = "2025-07-02T15:59:59.999999999-04:00 10.01 ";
        assertEquals(List.of(last), read("A.csv", text, told));
        assertEquals(
                List.of(last, atClose + "200 volume only", atClose + "300 volume only"),
                read("A.csv", text, told.withAuctions(TickFile.AuctionPrints.CLOSE_VOLUME)));
        assertEquals(
                List.of(last, atClose + "200 volume only"),
                read("A.csv", text, told.withAuctions(TickFile.AuctionPrints.CLOSE_FIRST_PRINT)));
        assertEquals(
                List.of(last, atClose + "200", atClose + "300"),
                read("A.csv", text, told.withAuctions(TickFile.AuctionPrints.DAY_PRICES)));
        List<String> extended = List.of(
                last,
                "2025-07-02T16:00:00-04:00 10.01 200",
                "2025-07-02T16:00:00-04:00 10.01 300",
                "2025-07-02T16:05:00-04:00 10.02 400");
        for (TickFile.AuctionPrints prints : List.of(
                TickFile.AuctionPrints.AS_TRADES,
                TickFile.AuctionPrints.CLOSE_VOLUME,
                TickFile.AuctionPrints.CLOSE_FIRST_PRINT)) {
            assertEquals(
                    extended,
                    read("A.csv", text, told.withAuctions(prints).withSession(Session.EXTENDED)),
                    "" + prints);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-02 10:00:00, America/New_York",
        "2025-07-02T14:00:00Z, UTC",
        "2025-07-02T10:00:00-04:00, America/New_York",
        "2025-07-02T16:00:00+02:00, UTC"
    })
    void shouldTellTheClockAndWhatWasCutOfVolumes(String time, String zone) throws IOException {
        Path file = Files.writeString(
                folder.resolve("A.csv"), "datetime,price,size\n" + time + ",10,100.75\n" + time + ",10,100\n");
        try (var ticks = TickFile.open(file, "A", calendar, options())) {
            assertTrue(ticks.next());
            assertTrue(ticks.next());
            assertFalse(ticks.next());
            assertEquals(
                    file + ": A, trades, 2 rows, 2 used; 2025-07-02T10:00:00-04:00 to 2025-07-02T10:00:00-04:00, "
                            + zone + "; 1 volumes cut to whole shares, by 0.75 in all",
                    ticks.rowReport().line());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime,price,size~2025-07-02 10:00,,100 | line 2 column price: \"\": give a decimal number such as 512.34",
                "datetime,price,size~2025-07-02 10:00,10, | line 2 column size: \"\": give a decimal number such as 512.34",
                "datetime,bid,bid_size,ask,ask_size~2025-07-02 10:00,,1,10,1 | line 2 column bid: \"\": give a decimal number such as 512.34",
                "datetime,bid,bid_size,ask,ask_size~2025-07-02 10:00,10,1,,1 | line 2 column ask: \"\": give a decimal number such as 512.34"
            })
    void shouldRefuseARowThatLacksPartOfATick(String text, String expected) {
        String message = assertThrows(UserError.class, () -> read("A.csv", text.replace('~', '\n') + "\n", options()))
                .getMessage();
        assertEquals("A.csv " + expected, message.substring(message.indexOf("A.csv")));
    }

    @Test
    void shouldTellWhyTicksAreLeftOut() throws IOException {
        Path file = Files.writeString(folder.resolve("A.csv"), """
                        price,symbol,datetime,size
                        9,A,1997-12-31 10:00,1
                        10,A,2025-07-02 02:00,1
                        10,A,2025-07-02 08:00,1
                        10,A,2025-07-02 10:00,1
                        11,B,2025-07-02 10:00,1
                        10,A,2025-07-05 10:00,1
                        """);
        try (var ticks = TickFile.open(file, "A", calendar, options())) {
            assertTrue(ticks.next());
            assertEquals(1_000_000_000L, ticks.priceE8());
            assertFalse(ticks.next());
            assertEquals(
                    "6 rows, 1 used, 5 left out: 1 BEFORE_CALENDAR, 1 OUTSIDE_HOURS, 1 EXTENDED_HOURS, 1 NO_SESSION,"
                            + " 1 OTHER_SYMBOL",
                    ticks.rowReport().line().replaceAll(".*trades, ", "").replaceAll(";.*", ""));
        }
    }

    /** A day has 86,400,000 of them, and the day is the one of the file's name. */
    @Test
    void shouldReadTheLastMillisecondOfADay() throws IOException {
        String row = "34200000,1674100,100,P,1,0\n";
        Path file = Files.writeString(folder.resolve("SPY-20131007-trade.csv"), row + "86399999,1674100,100,P,1,0\n");
        try (var ticks = TickFile.open(file, null, calendar, options())) {
            assertTrue(ticks.next());
            assertFalse(ticks.next());
            assertEquals(1, ticks.rowReport().leftOut(LeftOut.OUTSIDE_HOURS));
        }
        String beyond = assertThrows(
                        UserError.class,
                        () -> read("SPY-20131007-trade.csv", row + "86400000,1674100,100,P,1,0\n", options()))
                .getMessage();
        assertTrue(beyond.contains(" line 2 column ms: \"86400000\": "), beyond);
        String old = assertThrows(UserError.class, () -> read("SPY-19970107-trade.csv", row, options()))
                .getMessage();
        assertTrue(
                old.endsWith(
                        ": has no header, and its name no day such as SPY-20131007-trade.csv from 1998 to 2030; give"
                                + " the day"),
                old);
    }

    /** By its first row, with or without a header. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime,price,size | true",
                "datetime,bid,ask,bid_size,ask_size | true",
                "datetime,open,high,low,close,volume | false",
                "t,o,h,l,c,v,price | false",
                "datetime,open,high,close,price | true",
                "datetime,open,low,close,bid | true",
                "datetime,high,low,close,bid | true",
                "price | false",
                "datetime,price | true",
                "datetime,volume | false",
                "34200000,1674100,100,P,1,0 | true",
                "34200000,1674100,100,7,1,0 | true",
                "34200000,1674100,100,77,1,0 | false",
                "34200000,1820000,300,1821000,100,N,1,0 | true",
                "34200000,1820000,300,1821000,100,N,1 | false",
                "20131007 09:30,1674100,100,P,1,0 | false",
                "'' | false"
            })
    void shouldKnowAFileOfTicks(String first, boolean ticks) throws IOException {
        Path file = Files.writeString(folder.resolve("SPY-20131007-trade.csv"), first + "\n");
        assertEquals(ticks, TickLayout.isTicks(file));
    }

    @Test
    void shouldLeaveOutRowsThatSayThatThereIsNoPrice() throws IOException {
        assertEquals(List.of("2025-07-02T10:00:01-04:00 10.01 100"), read("A.csv", """
                        datetime,price,size
                        2025-07-02 10:00:00,,
                        2025-07-02 10:00:01,10.01,100
                        2025-07-02 10:00:02,NaN,null
                        """, options()));
        assertEquals(List.of("2025-07-02T10:00:01-04:00 10.01x100 10.02x200"), read("B.csv", """
                        datetime,bid,bid_size,ask,ask_size
                        2025-07-02 10:00:00,n/a,0,-,0
                        2025-07-02 10:00:01,10.01,100,10.02,200
                        """, options()));
    }

    @Test
    void shouldLeaveOutAPrintAtTheEndOfExtendedHoursAlsoOnAHalfDay() throws IOException {
        String text = """
                datetime,price,size
                2025-07-02 19:59:59.999,10,1
                2025-07-02 20:00:00,11,1
                2025-07-03 16:59:59.999,12,1
                2025-07-03 17:00:00,13,1
                """;
        assertEquals(
                List.of("2025-07-02T19:59:59.999-04:00 10.00 1", "2025-07-03T16:59:59.999-04:00 12.00 1"),
                read("A.csv", text, options().withSession(Session.EXTENDED)));
    }

    private TickBars day(String symbol, Session session, PriceRule rule) {
        var options = options().withSession(session).withPrices(rule).withAuctions(TickFile.AuctionPrints.DAY_PRICES);
        Path file = SharedData.file("ticks/" + symbol + "-20131007-trade.csv.gz");
        return new TickBars(TickFile.open(file, null, calendar, options), calendar, BarSpec.parse("1d"), session);
    }

    private TickBars bars(String symbol, String size, TickFile.AuctionPrints auctions) {
        Path file = SharedData.file("ticks/" + symbol + "-20131007-trade.csv.gz");
        return new TickBars(
                TickFile.open(file, null, calendar, options().withAuctions(auctions)),
                calendar,
                BarSpec.parse(size),
                Session.REGULAR);
    }

    @Test
    void shouldReadTheRecordedQuotes() {
        Path file = SharedData.file("ticks/IBM-20131007-quote.csv.gz");
        int quotes = 0;
        int crossed = 0;
        try (var ticks = TickFile.open(file, null, calendar, options())) {
            while (ticks.next()) {
                assertTrue(ticks.isQuote() && ticks.bidSize() > 0 && ticks.askSize() > 0);
                quotes++;
                crossed += ticks.bidE8() > ticks.askE8() ? 1 : 0;
            }
        }
        assertEquals(107_998, quotes);
        assertTrue(crossed < quotes / 500, "crossed quotes " + crossed);
    }

    private Map<Integer, long[]> minutes(String symbol, PriceRule rule) {
        Path file = SharedData.file("ticks/" + symbol + "-20131007-trade.csv.gz");
        var minutes = new TreeMap<Integer, long[]>();
        try (var bars = new TickBars(
                TickFile.open(file, null, calendar, options().withPrices(rule)),
                calendar,
                BarSpec.parse("1m"),
                Session.REGULAR)) {
            assertFalse(bars.synthetic());
            assertEquals(symbol, bars.symbol());
            while (bars.next()) {
                minutes.put(calendar.minuteOfDay(bars.startNanos()), new long[] {
                    bars.openE8() / 10_000,
                    bars.highE8() / 10_000,
                    bars.lowE8() / 10_000,
                    bars.closeE8() / 10_000,
                    bars.volume()
                });
            }
        }
        return minutes;
    }

    private static Map<Integer, long[]> vendorMinutes(String symbol) throws IOException {
        var minutes = new TreeMap<Integer, long[]>();
        for (String line : lines("ticks/" + symbol + "-20131007-minute.csv.gz")) {
            String[] fields = line.split(",", -1);
            long[] bar = new long[5];
            for (int i = 0; i < 5; i++) {
                bar[i] = Long.parseLong(fields[i + 1]);
            }
            minutes.put(Integer.parseInt(fields[0]) / 60_000, bar);
        }
        return minutes;
    }

    private static List<String> lines(String name) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file(name))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** As long as the market's ending is no such ending. */
    @Test
    void shouldReadTheRowsOfASymbolWithAndWithoutItsMarket() throws IOException {
        assertEquals(
                List.of("2025-07-01T10:00:00-04:00 100.00 1", "2025-07-01T10:00:01-04:00 101.00 2"),
                read("QQQ.csv", """
                        symbol,datetime,price,size
                        QQQ,2025-07-01 10:00:00,100,1
                        QQQ.US,2025-07-01 10:00:01,101,2
                        QQQXUS,2025-07-01 10:00:02,102,3
                        QQ.US,2025-07-01 10:00:03,103,4
                        .US,2025-07-01 10:00:04,104,5
                        """, options()));
    }

    private List<String> read(String name, String text, TickFile.Options options) throws IOException {
        var read = new ArrayList<String>();
        try (var ticks = TickFile.open(Files.writeString(folder.resolve(name), text), null, calendar, options)) {
            while (ticks.next()) {
                read.add(calendar.format(ticks.nanos()) + " "
                        + (ticks.isQuote()
                                ? FixedPoint.format(ticks.bidE8()) + "x" + ticks.bidSize() + " "
                                        + FixedPoint.format(ticks.askE8()) + "x" + ticks.askSize()
                                : FixedPoint.format(ticks.priceE8()) + " " + ticks.quantity()
                                        + (ticks.flags() == EngineEvent.FLAG_VOLUME_ONLY ? " volume only" : "")));
            }
        }
        return read;
    }

    private static TickFile.Options options() {
        return TickFile.Options.everyTrade();
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }
}
