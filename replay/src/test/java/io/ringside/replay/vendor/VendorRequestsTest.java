package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors are asked for, word by word as their documentation says, and which bars they have. */
class VendorRequestsTest {
    private static final int FROM = (int) LocalDate.of(2024, 1, 2).toEpochDay();
    private static final int TO = (int) LocalDate.of(2024, 1, 31).toEpochDay();

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private String actions = "{}";
    /** Answers of their own, by the request. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private HttpServer server;
    private HttpSource http;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            String usual = path.contains("corporate-actions") ? actions : "{}";
            byte[] answer = answers.getOrDefault(path, usual).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        http = new HttpSource(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Map.of(),
                100_000,
                Duration.ofSeconds(30),
                Pace.SYSTEM);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1d, 1Day, 1/day",
        "1m, 1Min, 1/minute",
        "45m, 45Min, 45/minute",
        "60m, 1Hour, 1/hour",
        "90m, 90Min, 90/minute",
        "2h, 2Hour, 2/hour",
        "60s, 1Min, 1/minute",
        "90s, , 90/second",
        "30s, , 30/second",
        "61s, , 61/second",
        "100t, ,",
        "1000v, ,"
    })
    void shouldAskForBarsOfTheSizeThatIsWanted(String bar, String alpaca, String massive) throws Exception {
        BarSpec size = BarSpec.parse(bar);
        assertEquals(alpaca != null, new Alpaca().offers(size));
        assertEquals(massive != null, new Massive().offers(size));
        if (alpaca != null) {
            new Alpaca().ask(http, "AA", size, FROM, TO);
            assertTrue(
                    asked.get(0)
                            .startsWith("/v2/stocks/bars?symbols=AA&timeframe=" + alpaca
                                    + "&start=2024-01-02&end=2024-02-01&"),
                    asked.get(0));
            assertTrue(asked.get(1).contains("&start=2024-01-02&end=2024-01-31&"), asked.get(1));
        }
        if (massive != null) {
            asked.clear();
            new Massive().ask(http, "AA", size, FROM, TO);
            assertTrue(
                    asked.get(0).startsWith("/v2/aggs/ticker/AA/range/" + massive + "/2024-01-02/2024-01-31?"),
                    asked.get(0));
        }
    }

    /** A name that took this one's ticker is another one. */
    @Test
    void shouldTakeANewTickerOfTheNameItselfAlone() throws Exception {
        actions = """
                {"corporate_actions": {
                  "name_changes": [
                    {"old_symbol": "ZZ", "new_symbol": "AA", "process_date": "2024-01-10"},
                    {"old_symbol": "AA", "new_symbol": "BB", "process_date": "2024-01-11"}],
                  "forward_splits": [
                    {"symbol": "ZZ", "ex_date": "2024-01-03", "new_rate": 7, "old_rate": 1},
                    {"symbol": "AA", "ex_date": "2024-01-04", "new_rate": 3, "old_rate": 2}],
                  "reverse_splits": [{"symbol": "AA", "ex_date": "2024-01-05", "new_rate": 1, "old_rate": 4}],
                  "cash_dividends": [{"symbol": "AA", "ex_date": "2024-01-08", "rate": 0.25}]}}""";
        assertEquals(
                List.of("split 3/2", "split 1/4", "dividend 0.25", "symbol change to BB"),
                new Alpaca()
                        .ask(http, "AA", BarSpec.parse("1d"), FROM, TO).actions().stream()
                                .map(Action::words)
                                .toList());
    }

    private static List<String> closes(Vendor.Answer answer) {
        return java.util.stream.IntStream.range(0, answer.rows().size())
                .mapToObj(row -> LocalDate.ofEpochDay(answer.rows().time(row)) + " "
                        + FixedPoint.format(answer.rows().closeE8(row)))
                .toList();
    }

    private static String bar(String time, String close) {
        return "{\"t\":" + time + ",\"o\":10,\"h\":20,\"l\":5,\"c\":" + close + ",\"v\":7}";
    }

    @Test
    void shouldFollowThePagesOfAlpaca() throws Exception {
        String first = "/v2/stocks/bars?symbols=BRK.B&timeframe=1Day&start=2024-01-02&end=2024-02-01&limit=10000"
                + "&adjustment=raw";
        String second = first + "&page_token=a%2Fb+c";
        answers.put(
                first,
                "{\"bars\":{\"BRK.B\":[" + bar("\"2024-01-02T05:00:00Z\"", "11") + "],\"AA\":["
                        + bar("\"2024-01-02T05:00:00Z\"", "19") + "]},\"next_page_token\":\"a/b c\"}");
        answers.put(second, "{\"bars\":{\"BRK.B\":[" + bar("\"2024-01-03T05:00:00Z\"", "12") + "]}}");
        Vendor.Answer answer = new Alpaca().ask(http, "BRK.B", BarSpec.parse("1d"), FROM, TO);
        assertEquals(List.of("2024-01-02 11.00", "2024-01-03 12.00"), closes(answer));
        assertEquals(
                List.of(
                        first,
                        second,
                        "/v1/corporate-actions?symbols=BRK.B&types=forward_split,reverse_split,cash_dividend,name_change"
                                + "&start=2024-01-02&end=2024-01-31&limit=1000"),
                asked);
    }

    /** A page may be named with another host, to which no key goes, and with nothing behind its path. */
    @Test
    void shouldFollowThePagesOfMassive() throws Exception {
        String first = "/v2/aggs/ticker/AA/range/1/day/2024-01-02/2024-01-31?adjusted=false&sort=asc&limit=50000";
        answers.put(
                first,
                "{\"results\":[" + bar("1704171600000", "11")
                        + "],\"next_url\":\"https://elsewhere/v2/next?cursor=x%2Fy\"}");
        answers.put("/v2/next?cursor=x%2Fy", "{\"results\":[],\"next_url\":\"https://elsewhere/v2/last\"}");
        answers.put("/v2/last", "{\"results\":[" + bar("1704258000000", "12") + "]}");
        String splits =
                "/stocks/v1/splits?ticker=AA&execution_date.gte=2024-01-02&execution_date.lte=2024-01-31&limit=5000";
        answers.put(
                splits,
                "{\"results\":[{\"ticker\":\"ZZ\",\"execution_date\":\"2024-01-04\",\"split_to\":7,\"split_from\":1},"
                        + "{\"ticker\":\"AA\",\"execution_date\":\"2024-01-05\",\"split_to\":3,\"split_from\":2}]}");
        String dividends =
                "/stocks/v1/dividends?ticker=AA&ex_dividend_date.gte=2024-01-02&ex_dividend_date.lte=2024-01-31&limit=5000";
        answers.put(
                dividends,
                "{\"results\":[{\"ticker\":\"ZZ\",\"ex_dividend_date\":\"2024-01-04\",\"cash_amount\":7},"
                        + "{\"ticker\":\"AA\",\"ex_dividend_date\":\"2024-01-05\",\"cash_amount\":0.25}]}");
        Vendor.Answer answer = new Massive().ask(http, "AA", BarSpec.parse("1d"), FROM, TO);
        assertEquals(List.of("2024-01-02 11.00", "2024-01-03 12.00"), closes(answer));
        assertEquals(
                List.of("split 3/2", "dividend 0.25"),
                answer.actions().stream().map(Action::words).toList());
        assertEquals(List.of(first, "/v2/next?cursor=x%2Fy", "/v2/last", splits, dividends), asked);
    }

    @ParameterizedTest
    @CsvSource({"1704171600000.5", "1704171600000000", "\"noon\"", "null"})
    void shouldTakeMillisecondsAloneForATime(String time) {
        answers.put(
                "/v2/aggs/ticker/AA/range/1/day/2024-01-02/2024-01-31?adjusted=false&sort=asc&limit=50000",
                "{\"results\":[" + bar(time, "11") + "]}");
        VendorFailure failure =
                assertThrows(VendorFailure.class, () -> new Massive().ask(http, "AA", BarSpec.parse("1d"), FROM, TO));
        assertTrue(failure.getMessage().contains(" is no time"), failure.getMessage());
    }

    /** Fifteen digits are a time, though in the year 5138. */
    @Test
    void shouldTakeAFarTimeForATime() {
        answers.put(
                "/v2/aggs/ticker/AA/range/1/day/2024-01-02/2024-01-31?adjusted=false&sort=asc&limit=50000",
                "{\"results\":[" + bar("100000000000000", "11") + "]}");
        String told = assertThrows(Exception.class, () -> new Massive().ask(http, "AA", BarSpec.parse("1d"), FROM, TO))
                .toString();
        assertFalse(told.contains(" is no time"), told);
    }

    /** What a row does not tell of a split or a dividend there was none of. */
    @Test
    void shouldReadTheRowsOfTiingo() throws Exception {
        String query = "/tiingo/daily/BRK-B/prices?startDate=2024-01-02&endDate=2024-01-31&format=json";
        String row = "{\"date\":\"2024-01-0%s\",\"open\":10,\"high\":20,\"low\":5,\"close\":1%s,\"volume\":7%s}";
        answers.put(
                query,
                "[" + row.formatted("2", "1", "") + "," + row.formatted("3", "2", ",\"splitFactor\":2,\"divCash\":0.5")
                        + ","
                        + row.formatted("4", "3", ",\"splitFactor\":1,\"divCash\":0") + ","
                        + row.formatted("5", "4", ",\"splitFactor\":null,\"divCash\":0.25") + "]");
        Vendor.Answer answer = new Tiingo().ask(http, "BRK.B", BarSpec.parse("1d"), FROM, TO);
        assertEquals(
                List.of("2024-01-02 11.00", "2024-01-03 12.00", "2024-01-04 13.00", "2024-01-05 14.00"),
                closes(answer));
        assertEquals(
                List.of("split 2/1", "dividend 0.50", "dividend 0.25"),
                answer.actions().stream().map(Action::words).toList());
        assertEquals(List.of(query), asked);
        assertTrue(new Tiingo().offers(BarSpec.parse("1d")));
        assertFalse(new Tiingo().offers(BarSpec.parse("1h")));
        assertEquals(Map.of("Authorization", "Token k"), new Tiingo().headers(List.of("k")));
        assertEquals(
                Map.of("APCA-API-KEY-ID", "a", "APCA-API-SECRET-KEY", "b"), new Alpaca().headers(List.of("a", "b")));
    }
}
