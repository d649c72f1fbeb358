package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.ringside.engine.data.CorporateActions.Action;
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
    private HttpServer server;
    private HttpSource http;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            byte[] answer = (path.contains("corporate-actions") ? actions : "{}").getBytes(StandardCharsets.UTF_8);
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
}
