package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeFileTest {
    private static final long E8 = FixedPoint.ONE_E8;

    @TempDir
    Path folder;

    private static Trade trade() {
        return trade(Map.of());
    }

    private static Trade trade(Map<String, Double> more) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("zscore", -2.25);
        values.put("atr", 0.4174263468139886);
        values.put("sma", 571.8581999999994);
        values.put("willr", -96.25);
        values.putAll(more);
        return new Trade(
                "QQQ",
                Side.BUY,
                2307,
                nanos("2025-08-27T16:20:00Z"),
                nanos("2025-08-27T16:25:00Z"),
                FixedPoint.parse("572.25"),
                nanos("2025-12-29T14:30:00Z"),
                nanos("2025-12-29T14:31:07.5Z"),
                FixedPoint.parse("575.23"),
                "TRAILING_STOP",
                FixedPoint.parse("23.07"),
                FixedPoint.parse("6851.79"),
                0.7122302158273496,
                487_937 * E8 + E8 / 1000,
                values,
                OrderRef.parse("R20250827-1234-0"),
                "dip",
                FixedPoint.parse("120.5"),
                7000 * E8,
                31);
    }

    @Test
    void shouldWriteTheAgreedColumnsFirstAndFurtherIndicatorsAfterThem() throws IOException {
        Path file = folder.resolve("trades.csv");
        TradeFile.write(file, List.of(trade()));
        assertEquals(
                "symbol,side,quantity,signal_bar,entry_time,entry_price,exit_bar,exit_time,exit_price,exit_reason,"
                        + "commission,pnl,r_multiple,equity_after,atr,sma,willr,order_ref,strategy,mae,mfe,bars_held,return_pct,"
                        + "zscore\n"
                        + "QQQ,BUY,2307,2025-08-27T12:20:00-04:00,2025-08-27T12:25:00-04:00,572.25,"
                        + "2025-12-29T09:30:00-05:00,2025-12-29T09:31:07.500-05:00,575.23,TRAILING_STOP,23.07,6851.79,"
                        + "0.7122302158273496,487937.001,0.4174263468139886,571.8581999999994,-96.25,R20250827-1234-0,"
                        + "dip,120.50,7000.00,31,0.5190039318479686,-2.25\n",
                Files.readString(file));
    }

    /** Case does not tell columns apart, and a name that is taken twice could not be read. */
    @Test
    void shouldNotNameTwoColumnsAlike() throws IOException {
        Path file = folder.resolve("trades.csv");
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("equity_after", 1.5);
        more.put("MFE", 2.5);
        more.put("ZScore", 3.5);
        Trade trade = trade(more);
        TradeFile.write(file, List.of(trade));
        List<String> lines = Files.readAllLines(file);
        assertTrue(
                lines.get(0).endsWith(",return_pct,zscore,indicator_equity_after,indicator_MFE,indicator_ZScore"),
                lines.get(0));
        assertTrue(lines.get(1).endsWith(",-2.25,1.5,2.5,3.5"), lines.get(1));
        Trade read = TradeFile.read(file).get(0);
        assertEquals(trade.equityAfterE8(), read.equityAfterE8());
        assertEquals(1.5, read.indicators().get("indicator_equity_after"), 0);
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        Path file = folder.resolve("trades.csv");
        TradeFile.write(file, List.of(trade(), trade()));
        assertEquals(List.of(trade(), trade()), TradeFile.read(file));
    }

    @Test
    void shouldWriteTheHeaderAloneWhenThereAreNoTrades() throws IOException {
        Path file = folder.resolve("trades.csv");
        TradeFile.write(file, List.of());
        assertEquals(
                String.join(",", TradeFile.COLUMNS) + "," + String.join(",", TradeFile.FURTHER_COLUMNS) + "\n",
                Files.readString(file));
        assertEquals(List.of(), TradeFile.read(file));
    }

    @Test
    void shouldReadAListMadeElsewhereWithOtherNamesAndNoisyDoubles() throws IOException {
        Path file =
                text("Exit_Date,Shares,PnL,R:R,equity,fees\n2009-12-23 14:40:00-05:00,400.0,388.0,1.9399999999999937,"
                        + "10388.0000000000003,4.0\n");
        Trade trade = TradeFile.read(file).get(0);
        assertEquals(nanos("2009-12-23T19:40:00Z"), trade.exitBarNanos());
        assertEquals(400, trade.quantity());
        assertEquals(388 * E8, trade.pnlE8());
        assertEquals(10_388 * E8, trade.equityAfterE8());
        assertEquals(4 * E8, trade.commissionE8());
        assertEquals(1.9399999999999937, trade.rMultiple());
        assertEquals(Trade.UNKNOWN, trade.entryPriceE8());
        assertEquals(Trade.UNKNOWN, trade.entryNanos());
    }

    @Test
    void shouldTakeTimesWithoutOffsetForExchangeTimeAndDaysForTheirMidnight() throws IOException {
        List<Trade> trades = TradeFile.read(text("exit_bar,pnl\n2025-07-01T09:30:00,1\n2025-01-02,-1\n"));
        assertEquals(nanos("2025-07-01T13:30:00Z"), trades.get(0).exitBarNanos());
        assertEquals(nanos("2025-01-02T05:00:00Z"), trades.get(1).exitBarNanos());
    }

    @Test
    void shouldReadACompressedFile() throws IOException {
        Path file = folder.resolve("trades.csv.gz");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write("exit_bar,pnl\n2025-07-01,1\n");
        }
        assertEquals(1, TradeFile.read(file).size());
    }

    @Test
    void shouldNameFileLineColumnAndValueWhenACellIsWrong() throws IOException {
        assertFails(
                "exit_bar,pnl\n2025-07-01,1\n2025-07-02,nan\n", " line 3 column pnl: \"nan\": give a decimal number");
        assertFails("exit_bar,pnl\n2025-07-01,1e999999999\n", " line 2 column pnl: \"1e999999999\": give");
        assertFails("exit_bar,pnl\n2025-07-01,99999999999\n", " line 2 column pnl: \"99999999999\": give");
        assertFails("exit_bar,pnl\n07/01/2025,1\n", " line 2 column exit_bar: \"07/01/2025\": give a time such as");
        assertFails("exit_bar,pnl\n,1\n", " line 2 column exit_bar: \"\": give a time such as");
        assertFails("exit_bar,pnl,side\n2025-07-01,1,up\n", " line 2 column side: \"up\": give BUY or SELL");
        assertFails("exit_bar,pnl,shares\n2025-07-01,1,1.5\n", " line 2 column shares: \"1.5\": give a whole number");
        assertFails("exit_bar,pnl,order_ref\n2025-07-01,1,7\n", " line 2 column order_ref: \"7\": give an order");
        assertFails("exit_bar,pnl\n2025-07-01,1,2\n", " line 2: has 3 fields where the header has 2");
    }

    @Test
    void shouldReadQuantitiesAndCountsUpToTheirBounds() throws IOException {
        Path file = folder.resolve("bounds.csv");
        Files.writeString(file, "exit_bar,pnl,shares,bars_held\n2025-07-01,1,0,2147483647\n2025-07-02,1,1,0\n");
        List<Trade> trades = TradeFile.read(file);
        assertEquals(0, trades.get(0).quantity());
        assertEquals(1, trades.get(1).quantity());
        assertEquals(2_147_483_647, trades.get(0).barsHeld());
        assertEquals(0, trades.get(1).barsHeld());
        for (String none : List.of("-1", "1.5", "2147483648")) {
            assertFails("exit_bar,pnl,bars_held\n2025-07-01,1," + none + "\n", " line 2 column bars_held: \"" + none);
        }
        assertFails("exit_bar,pnl,shares\n2025-07-01,1,-1\n", " line 2 column shares: \"-1\": give a whole number");
    }

    @Test
    void shouldTellAReturnOfWhatIsKnownOnly() {
        // 10 won on 5 shares of 100.
        assertEquals(2, trade(5, 100, 7, 10).returnPercent());
        assertEquals(Double.NaN, trade(0, 100, 7, 10).returnPercent());
        assertEquals(Double.NaN, trade(Trade.UNKNOWN, 100, 7, 10).returnPercent());
        assertEquals(Double.NaN, trade(5, 0, 7, 10).returnPercent());
        assertEquals(Double.NaN, trade(5, Trade.UNKNOWN, 7, 10).returnPercent());
        for (long[] none : new long[][] {{Trade.UNKNOWN, 10}, {7, Trade.UNKNOWN}}) {
            assertEquals(
                    "a trade has an exit and a profit",
                    assertThrows(IllegalArgumentException.class, () -> trade(5, 100, none[0], none[1]))
                            .getMessage());
        }
    }

    private static Trade trade(long quantity, long price, long exitNanos, long pnl) {
        return new Trade(
                "QQQ",
                Side.BUY,
                quantity,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                price,
                exitNanos,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                "",
                Trade.UNKNOWN,
                pnl,
                Double.NaN,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
    }

    @Test
    void shouldNameWhatIsMissingWhenTheFileIsNoTradeList() throws IOException {
        assertFails("exit_time,pnl\n", " line 1: has no column exit_bar or exit_date; it has exit_time,pnl");
        assertFails("exit_bar,profit\n", " line 1: has no column pnl; it has exit_bar,profit");
        assertFails("exit_bar,pnl,PNL\n", " line 1: has the column pnl twice");
        assertFails("", ": is empty; the first line names the columns");
        Path absent = folder.resolve("absent.csv");
        assertEquals(
                absent + ": no such file",
                assertThrows(UserError.class, () -> TradeFile.read(absent)).getMessage());
        assertTrue(assertThrows(UserError.class, () -> TradeFile.read(folder))
                .getMessage()
                .endsWith(": is not a file"));
        assertUnreadable(": is no CSV text in UTF-8; check the file", 0xc3, 0x28, 0x41);
        assertUnreadable(" line 1 holds the byte 0: this is no text, give a CSV file", 0x41, 0, 1);
    }

    private void assertUnreadable(String message, int... content) throws IOException {
        Path binary = folder.resolve("binary.csv");
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        Files.write(binary, bytes);
        String told =
                assertThrows(UserError.class, () -> TradeFile.read(binary)).getMessage();
        assertTrue(told.endsWith(message), told);
    }

    private void assertFails(String content, String message) throws IOException {
        Path file = text(content);
        String actual =
                assertThrows(UserError.class, () -> TradeFile.read(file)).getMessage();
        assertTrue(actual.startsWith(file + message), actual);
    }

    private Path text(String content) throws IOException {
        Path file = folder.resolve("list.csv");
        Files.writeString(file, content);
        return file;
    }

    private static long nanos(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    /** Whatever stands behind the order's column is an indicator; of a file without one nothing is. */
    @Test
    void shouldTakeColumnsBehindTheOrderForIndicators() throws IOException {
        Path list = text("exit_bar,early,pnl,order_ref,mean\n2025-05-21 12:00,5,1,,7\n");
        assertEquals(Map.of("mean", 7.0), TradeFile.read(list).get(0).indicators());
        Path without = text("exit_bar,pnl,mean\n2025-05-21 12:00,1,7\n");
        assertEquals(Map.of(), TradeFile.read(without).get(0).indicators());
    }

    /** Sixty characters of a stranger's cell are shown, of more the first 57. */
    @Test
    void shouldShortenWhatIsLong() throws IOException {
        assertFails(
                "exit_bar,pnl\n" + "x".repeat(60) + ",1\n",
                " line 2 column exit_bar: \"" + "x".repeat(60) + "\": give a time such as 2025-05-21T12:55:00-04:00");
        assertFails(
                "exit_bar,pnl\n" + "x".repeat(61) + ",1\n",
                " line 2 column exit_bar: \"" + "x".repeat(57)
                        + "...\": give a time such as 2025-05-21T12:55:00-04:00");
    }
}
