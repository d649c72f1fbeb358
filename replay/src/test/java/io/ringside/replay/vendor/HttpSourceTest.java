package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often and how long a source is asked again; time passes only where it waits. */
class HttpSourceTest {
    /** Stands for an answer that ends before its last byte. */
    private static final int CUT = -1;

    /** Status, Retry-After or nothing, and body, one behind the other; the last one stays. */
    private final Deque<String[]> answers = new ArrayDeque<>();

    private final List<String> asked = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private long nowNanos = 1_000_000_000_000L;
    private HttpServer server;

    private final Pace pace = new Pace() {
        @Override
        public long nanos() {
            return nowNanos;
        }

        @Override
        public void sleep(long nanos) {
            waits.add(nanos / 1e9);
            nowNanos += nanos;
        }
    };

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Key"));
            String[] answer = answers.size() > 1 ? answers.poll() : answers.peek();
            if (!answer[1].isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", answer[1]);
            }
            byte[] body = answer[2].getBytes(StandardCharsets.UTF_8);
            if (answer[0].equals(Integer.toString(CUT))) {
                exchange.sendResponseHeaders(200, body.length + 1L);
                exchange.getResponseBody().write(body);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length == 0 ? -1 : body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpSource source(int requestsAMinute) {
        return new HttpSource(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base"),
                Map.of("Key", "k"),
                requestsAMinute,
                Duration.ofSeconds(60),
                pace);
    }

    private void answer(int status, String retryAfter, String body) {
        answers.add(new String[] {Integer.toString(status), retryAfter, body});
    }

    /** Thirty requests a minute are one each two seconds; what has passed already is not waited for. */
    @Test
    void shouldSpaceRequestsEvenly() throws Exception {
        answer(200, "", "{\"a\":1}");
        HttpSource source = source(30);
        assertEquals("{a=1}", source.json("/x?y=1").toString());
        assertEquals(List.of("/base/x?y=1 k"), asked);
        assertEquals(List.of(), waits, "the first one at once");
        nowNanos += TimeUnit.MILLISECONDS.toNanos(500);
        source.json("/x");
        assertEquals(List.of(1.5), waits);
        nowNanos += TimeUnit.SECONDS.toNanos(2);
        source.json("/x");
        nowNanos += TimeUnit.SECONDS.toNanos(3);
        source.json("/x");
        assertEquals(List.of(1.5), waits);
        source.json("/x");
        assertEquals(List.of(1.5, 2.0), waits);
        assertEquals(5, source.requests());
        nowNanos += 1_999_999_999L;
        source.json("/x");
        assertEquals(List.of(1.5, 2.0, 1e-9), waits, "to the nanosecond");
    }

    /** Why there is none is told by the failure's words, or by its kind where it has none. */
    @Test
    void shouldSayWhyThereIsNoAnswer() {
        answer(CUT, "", "{}");
        VendorFailure cut = assertThrows(VendorFailure.class, () -> source(6000).json("/x"));
        assertTrue(
                cut.getMessage()
                        .matches("no answer from 127\\.0\\.0\\.1 \\(.+ .+\\), 6 times; run the command again later"),
                cut.getMessage());
        HttpSource source = source(6000);
        server.stop(0);
        VendorFailure gone = assertThrows(VendorFailure.class, () -> source.json("/x"));
        assertTrue(
                gone.getMessage()
                        .matches("no answer from 127\\.0\\.0\\.1 \\(.*[Cc]onnect.*\\), 6 times; run the command again"
                                + " later"),
                gone.getMessage());
    }

    @Test
    void shouldAskSixTimesAfterGrowingPauses() {
        answer(500, "", "");
        VendorFailure failure =
                assertThrows(VendorFailure.class, () -> source(60).json("/x"));
        assertEquals("answered with status 500, 6 times; run the command again later", failure.getMessage());
        assertEquals(VendorFailure.Kind.LATER, failure.kind());
        assertEquals(List.of(1.0, 2.0, 4.0, 8.0, 16.0), waits);
        assertEquals(6, asked.size());
    }

    /** A pause that is asked for is made, up to a quarter of an hour; those that follow grow from there to a minute. */
    @ParameterizedTest
    @CsvSource({
        "17, 17.0 34.0 60.0 60.0 60.0", "1, 1.0 2.0 4.0 8.0 16.0", "900, 900.0 60.0 60.0 60.0 60.0",
        "901, 900.0 60.0 60.0 60.0 60.0", "999999, 900.0 60.0 60.0 60.0 60.0", "1000000, 1.0 2.0 4.0 8.0 16.0",
        "soon, 1.0 2.0 4.0 8.0 16.0"
    })
    void shouldPauseAsLongAsItIsTold(String retryAfter, String expected) {
        answer(429, retryAfter, "");
        answer(503, "", "");
        assertThrows(VendorFailure.class, () -> source(6000).json("/x"));
        assertEquals(
                expected, String.join(" ", waits.stream().map(String::valueOf).toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | DENIED | the key was refused (status 401); correct it, or what it may see",
                "403 | DENIED | the key was refused (status 403); correct it, or what it may see",
                "404 | UNKNOWN_SYMBOL | is not known there (status 404)",
                "400 | UNKNOWN_SYMBOL | was refused (status 400): why",
                "422 | UNKNOWN_SYMBOL | was refused (status 422): why"
            })
    void shouldNotAskAgainWhatIsRefused(int status, VendorFailure.Kind kind, String told) {
        answer(status, "", " why\n");
        VendorFailure failure =
                assertThrows(VendorFailure.class, () -> source(60).json("/x"));
        assertEquals(told, failure.getMessage());
        assertEquals(kind, failure.kind());
        assertEquals(1, asked.size());
    }

    @Test
    void shouldShowEightyCharactersOfWhatItDoesNotUnderstand() {
        answer(400, "", "x".repeat(80));
        answer(400, "", "x".repeat(81));
        answer(200, "", "<html>");
        HttpSource source = source(6000);
        assertTrue(assertThrows(VendorFailure.class, () -> source.json("/x"))
                .getMessage()
                .endsWith(": " + "x".repeat(80)));
        assertTrue(assertThrows(VendorFailure.class, () -> source.json("/x"))
                .getMessage()
                .endsWith(": " + "x".repeat(80) + "..."));
        String html = assertThrows(VendorFailure.class, () -> source.json("/x")).getMessage();
        assertTrue(html.endsWith(" (it begins with <html>), 6 times; run the command again later"), html);
    }
}
