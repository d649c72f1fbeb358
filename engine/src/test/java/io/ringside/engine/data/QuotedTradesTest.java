package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One instrument's trades and quotes, from two files, in the order of time. */
class QuotedTradesTest {
    private static final String TRADES = "datetime,price,size\n";
    private static final String QUOTES = "datetime,bid,ask,bid_size,ask_size\n";

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldTellTheQuoteFirstWhenBothShareAnInstant(boolean tradesFirst) throws IOException {
        try (TickSource both = both(tradesFirst)) {
            assertTrue(both.hasQuotes());
            assertEquals("A", both.symbol());
            assertFalse(both.synthetic());
            List<String> told = new ArrayList<>();
            while (both.next()) {
                told.add(calendar.format(both.nanos()).substring(11, 19) + " "
                        + (both.isQuote()
                                ? FixedPoint.format(both.bidE8()) + "x" + both.bidSize() + " "
                                        + FixedPoint.format(both.askE8()) + "x" + both.askSize()
                                : FixedPoint.format(both.priceE8()) + " " + both.quantity()));
            }
            assertEquals(
                    List.of(
                            "10:00:00 10.00x1 10.10x2",
                            "10:00:01 10.05 7",
                            "10:00:02 10.01x3 10.11x4",
                            "10:00:02 10.06 8",
                            "10:00:03 10.07 9",
                            "10:00:04 10.02x5 10.12x6",
                            "10:00:05 10.03x7 10.13x8"),
                    told);
            assertFalse(both.next());
            assertEquals(1.0, both.progress());
            assertEquals(
                    List.of(3L, 4L),
                    both.reports().stream().map(FileReport::used).toList());
            assertEquals(3, both.report().orElseThrow().used());
        }
    }

    @Test
    void shouldGoOnWithTradesWhenQuotesHaveEnded() throws IOException {
        try (TickSource both = QuotedTrades.of(
                open("q/A.csv", QUOTES + "2025-07-02 10:00:02,10,11,1,1\n"),
                open(
                        "t/A.csv",
                        TRADES + "2025-07-02 10:00:01,10,1\n2025-07-02 10:00:03,11,2\n2025-07-02 10:00:04,12,3\n"))) {
            StringBuilder told = new StringBuilder();
            while (both.next()) {
                told.append(both.isQuote() ? 'q' : (char) ('0' + both.quantity()));
            }
            assertEquals("1q23", told.toString());
        }
    }

    @Test
    void shouldBeInventedWhereEitherIs() throws IOException {
        for (String invented : List.of("trades", "quotes")) {
            String of = ",synthetic\n";
            String trades =
                    "datetime,price,size,source\n2025-07-02 10:00:01,10,1" + (invented.equals("trades") ? of : ",\n");
            String quotes = "datetime,bid,ask,bid_size,ask_size,source\n2025-07-02 10:00:01,10,11,1,1"
                    + (invented.equals("quotes") ? of : ",\n");
            try (TickSource both =
                    QuotedTrades.of(open(invented + "/t/A.csv", trades), open(invented + "/q/A.csv", quotes))) {
                assertTrue(both.next());
                assertTrue(both.next());
                assertTrue(both.synthetic(), invented);
            }
        }
    }

    @Test
    void shouldRefuseTwoFilesOfOneKind() throws IOException {
        try (TickSource one = open("a/A.csv", TRADES + "2025-07-02 10:00,10,1\n");
                TickSource other = open("b/A.csv", TRADES + "2025-07-02 10:00,10,1\n");
                TickSource bid = open("c/A.csv", QUOTES + "2025-07-02 10:00,10,11,1,1\n");
                TickSource offer = open("d/A.csv", QUOTES + "2025-07-02 10:00,10,11,1,1\n")) {
            assertEquals(
                    "--ticks: A is given twice, and both hold trades; give one file of trades and one of quotes",
                    assertThrows(UserError.class, () -> QuotedTrades.of(one, other))
                            .getMessage());
            assertEquals(
                    "--ticks: A is given twice, and both hold quotes; give one file of trades and one of quotes",
                    assertThrows(UserError.class, () -> QuotedTrades.of(bid, offer))
                            .getMessage());
        }
    }

    private TickSource both(boolean tradesFirst) throws IOException {
        TickSource trades = open(
                "trades/A.csv",
                TRADES + "2025-07-02 10:00:01,10.05,7\n2025-07-02 10:00:02,10.06,8\n2025-07-02 10:00:03,10.07,9\n");
        TickSource quotes = open(
                "quotes/A.csv",
                QUOTES + "2025-07-02 10:00:00,10,10.1,1,2\n2025-07-02 10:00:02,10.01,10.11,3,4\n"
                        + "2025-07-02 10:00:04,10.02,10.12,5,6\n2025-07-02 10:00:05,10.03,10.13,7,8\n");
        return tradesFirst ? QuotedTrades.of(trades, quotes) : QuotedTrades.of(quotes, trades);
    }

    private TickSource open(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return TickFile.open(Files.writeString(file, text), null, calendar, TickFile.Options.everyTrade());
    }
}
