package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.Reading;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapesTest {
    @TempDir
    Path folder;

    @Test
    void shouldPlayTradesAndQuotesAsTheyWereWhenGivenTicks() throws IOException {
        Path trades = Files.writeString(folder.resolve("AAPL.csv"), """
                datetime,price,size
                2026-01-05 09:30:00.100,190.00,100
                2026-01-05 09:30:01.000,190.10,200
                2026-01-05 09:30:04.999,190.05,300
                2026-01-05 09:30:06.000,190.20,50
                """);
        Path quotes = Files.writeString(folder.resolve("quotes.csv"), """
                datetime,bid,ask,bid_size,ask_size
                2026-01-05 09:30:00.050,189.98,190.02,300,400
                2026-01-05 09:30:02.000,190.00,190.04,500,600
                """);
        Listing listing = Listing.of("AAPL");
        Tapes files = new Tapes(Reading.asShown());
        assertFalse(files.hasQuotes(trades, listing));
        assertTrue(files.hasQuotes(quotes, listing));
        Workstation tws = Scene.workstation(
                new SimSettings(List.of(files.ofTickFiles(trades, quotes, listing)), Scene.at("09:29"))
                        .fills(Scene.fills("slippage-ticks = 0")));
        TestClient client = TestClient.started(tws, 7);
        client.sendCapture("out-java1032-reqTickByTickData-AllLast");
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30:10"));
        assertEquals(
                List.of(
                        "99|9002|2|1767623400|190.0|100|0|NASDAQ|",
                        "99|9002|2|1767623401|190.1|200|0|NASDAQ|",
                        "99|9002|2|1767623404|190.05|300|0|NASDAQ|",
                        "50|3|9003|1767623400|190.0|190.1|190.0|190.05|600|190.0375|5",
                        "99|9002|2|1767623406|190.2|50|0|NASDAQ|",
                        "50|3|9003|1767623405|190.2|190.2|190.2|190.2|50|190.2|1"),
                client.take());
        client.sendCapture("out-java1032-reqMktData");
        List<String> news = client.take();
        assertTrue(news.contains("1|6|9001|1|190.0|500|1"), news::toString);
        assertTrue(news.contains("1|6|9001|2|190.04|600|1"), news::toString);
    }

    @Test
    void shouldAccountForEachRowWhenBarsArePlayed() throws IOException {
        Path file = Files.writeString(folder.resolve("AAPL.csv"), """
                datetime,open,high,low,close,volume
                2026-01-05 09:30:00,190.00,190.50,189.90,190.20,100
                2026-01-05 09:31:00,190.00,190.50,189.90,190.20,100
                2026-01-05 09:31:00,190.00,190.50,189.90,190.20,100
                2026-01-10 09:30:00,190.00,190.50,189.90,190.20,100
                2026-01-12 09:30:00,190.00,190.50,189.90,190.20,100
                """);
        Tapes files = new Tapes(Reading.asShown());
        assertEquals(
                3,
                files.ofBarFile(file, Listing.of("AAPL"), Integer.MAX_VALUE)
                        .bars()
                        .size());
        String line = files.data().lines().get(0);
        assertTrue(line.contains("AAPL, plain, 5 rows, 3 used, 2 left out: 1 NO_SESSION, 1 DUPLICATE"), line);
        assertEquals(1, files.data().warnings().size());
    }

    @Test
    void shouldRefuseAFileWhenMostOfItIsLost() throws IOException {
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int minute = 10; minute < 60; minute++) {
            // A Sunday.
            rows.append("2026-01-04 10:").append(minute).append(":00,190,191,189,190,100\n");
        }
        rows.append("2026-01-05 10:00:00,190,191,189,190,100\n");
        Path file = Files.writeString(folder.resolve("AAPL.csv"), rows);
        Tapes files = new Tapes(Reading.asShown());
        files.ofBarFile(file, Listing.of("AAPL"), Integer.MAX_VALUE);
        UserError error = assertThrows(UserError.class, files::data);
        assertTrue(error.getMessage().contains("only 1 of 51"), error.getMessage());
        Tapes accepted = new Tapes(Reading.of("", "", "", true));
        accepted.ofBarFile(file, Listing.of("AAPL"), Integer.MAX_VALUE);
        assertEquals(1, accepted.data().lines().size());
    }

    @Test
    void shouldMakeOneDayOfRecordedTradesWhenPlayed() {
        Listing listing = Listing.of("IBM", 8314);
        Tape tape = new Tapes(Reading.asShown())
                .ofTickFiles(
                        SharedData.file("ticks/IBM-20131007-trade.csv.gz"),
                        SharedData.file("ticks/IBM-20131007-quote.csv.gz"),
                        listing);
        int day = (int) LocalDate.of(2013, 10, 7).toEpochDay();
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        Workstation tws = Scene.workstation(
                new SimSettings(List.of(tape), calendar.openNanos(day) - Scene.SECOND).messagesPerSecondMax(0));
        TestClient client = TestClient.started(tws, 7);
        client.send("97", "1", "8314", "IBM", "STK", "", "", "", "", "SMART", "", "USD", "", "", "AllLast", "0", "0");
        client.send(
                "50", "3", "2", "8314", "IBM", "STK", "", "", "", "", "SMART", "", "USD", "", "", "5", "TRADES", "1",
                "");
        tws.advanceTo(calendar.closeNanos(day));
        long traded = 0;
        long barred = 0;
        BigDecimal high = BigDecimal.ZERO;
        for (String message : client.take("99", "50")) {
            String[] f = message.split("\\|", -1);
            if (f[0].equals("99")) {
                traded += Long.parseLong(f[5]);
            } else {
                barred += Long.parseLong(f[8]);
                high = high.max(new BigDecimal(f[5]));
            }
        }
        long wanted = tape.bars().stream()
                .filter(bar -> calendar.isRegular(bar.startNanos()))
                .mapToLong(PriceBar::volume)
                .sum();
        assertEquals(wanted, barred);
        assertTrue(traded >= barred && traded < 1.01 * barred, "spans in which no trade made a price have no bar");
        assertEquals(0, high.compareTo(new BigDecimal("183.31")), "high " + high);
    }

    @Test
    void shouldInventTheBarsOfABackTestWhenGenerating() {
        Tape tape = Tapes.generated(
                Listing.of("QQQ"), (int) LocalDate.of(2023, 1, 4).toEpochDay());
        assertEquals(156, tape.bars().size());
        assertEquals(
                ExchangeCalendar.usEquity().openNanos((int) Tapes.GENERATED_FROM.toEpochDay()),
                tape.bars().get(0).startNanos());
    }
}
