package io.ringside.alerts.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringside.alerts.TestDay;
import io.ringside.engine.event.Condition;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as a daemon leaves it: the day is a back test's, with its orders and fills; the status is written by hand. */
class DaemonMetricsIT {
    private static final long NOW = 1_750_430_000_000L;
    private static final Path HOME = Path.of(System.getProperty("ringside.home"));
    private static final Pattern NAME = Pattern.compile("ringside_[a-z_]+");

    @TempDir
    static Path folder;

    private static Path root;
    private static Path results;

    @BeforeAll
    static void trade() throws IOException {
        root = Files.createDirectory(folder.resolve("desk"));
        results = folder.resolve("results");
        TestDay.run(
                new BacktestCommand(),
                "--config",
                HOME.resolve("config/qqq.conf").toString(),
                "--from",
                "2024-01-02",
                "--to",
                "2024-02-29",
                "--out",
                results.toString());
        Files.move(results.resolve("journal"), root.resolve("2025-06-20"));
        Files.writeString(
                root.resolve("status.json"),
                "{\"state\": \"running\", \"written_ms\": " + (NOW - 1_000)
                        + ", \"mode\": \"paper\", \"build\": \"b 1\","
                        + " \"broker\": \"ready\", \"entries\": \"allowed\", \"reconciled_ms\": 350,"
                        + " \"reconciled_at_ms\": 1750000000000,"
                        + " \"latched\": false, \"halted\": true, \"killed\": false, \"equity\": \"99000.00\","
                        + " \"cash\": \"90000\", \"day\": \"-1000.00\", \"realized\": \"-800.00\","
                        + " \"gc_count\": 7, \"gc_ms\": 35, \"heap_used_bytes\": 64000000, \"heap_max_bytes\": 128000000,"
                        + " \"ring_free\": 1000, \"journal_appends_timed\": 40, \"journal_append_ns\": 60000,"
                        + " \"journal_syncs\": 8, \"journal_sync_ns\": 16000000, \"broker_errors\": {\"201\": 5, \"1100\": 1},"
                        + " \"working_orders\": 2, \"reconnects\": 3, \"alarms_unacknowledged\": 4,"
                        + " \"limits_left\": {\"day_loss\": \"off\", \"drawdown\": \"off\", \"losses_in_a_row\": \"off\"},"
                        + " \"positions\": [{\"symbol\": \"Q\\\"\\\\Q\", \"shares\": -20, \"last\": \"450.5\", \"open\": \"-200.00\"}]}");
    }

    private static Map<String, String> scrape() {
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(root))) {
            Map<String, String> values = new HashMap<>();
            for (String line : metrics.scrape(NOW).lines().toList()) {
                if (!line.startsWith("#")) {
                    int space = line.lastIndexOf(' ');
                    String key = line.substring(0, space)
                            .replace("daemon=\"desk\",", "")
                            .replace("{daemon=\"desk\"}", "");
                    values.put(key, line.substring(space + 1));
                }
            }
            return values;
        }
    }

    /** What the scrape says is what the files of the same days say. */
    @Test
    void shouldCountWhatTheResultsCount() throws IOException {
        Map<String, String> values = scrape();
        List<String> orders = Files.readAllLines(results.resolve("orders.csv"));
        int status = List.of(orders.get(0).split(",", -1)).indexOf("status");
        long filled = orders.stream()
                .filter(line -> List.of(line.split(",", -1)).get(status).equals("filled"))
                .count();
        assertTrue(filled > 5, "the days have orders");
        double counted = values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("ringside_orders_total")
                        && entry.getKey().contains("\"filled\""))
                .mapToDouble(entry -> Double.parseDouble(entry.getValue()))
                .sum();
        assertEquals((double) filled, counted);
        assertEquals((double) filled, Double.parseDouble(values.get("ringside_fills_total")));
        assertEquals("1.0", values.get("ringside_up"));
        assertEquals("1.0", values.get("ringside_halted"));
        assertEquals("0.0", values.get("ringside_latched"));
        assertEquals("4.0", values.get("ringside_alarms_unacknowledged"));
        assertEquals("3.0", values.get("ringside_broker_reconnects_total"));
        assertEquals("1.75E9", values.get("ringside_last_reconcile_timestamp_seconds"));
        assertEquals("1.0", values.get("ringside_reconciled"));
        assertEquals("-800.0", values.get("ringside_pnl_realized"));
        assertEquals("-200.0", values.get("ringside_pnl_unrealized"));
        assertEquals("-9010.0", values.get("ringside_position_value{instrument=\"Q\\\"\\\\Q\"}"));
        assertFalse(values.containsKey("ringside_buying_power"), "what is not known is no zero");
        assertEquals("1000.0", values.get("ringside_ring_remaining_slots"));
        assertEquals("7", values.get("ringside_gc_seconds_count"));
        assertEquals(0.035, Double.parseDouble(values.get("ringside_gc_seconds_sum")), 1e-12);
        assertEquals("6.4E7", values.get("ringside_heap_used_bytes"));
        assertEquals("1.28E8", values.get("ringside_heap_max_bytes"));
        assertEquals("40", values.get("ringside_journal_append_seconds_count"));
        assertEquals(6e-5, Double.parseDouble(values.get("ringside_journal_append_seconds_sum")), 1e-12);
        assertEquals("8", values.get("ringside_journal_sync_seconds_count"));
        assertEquals(0.016, Double.parseDouble(values.get("ringside_journal_sync_seconds_sum")), 1e-12);
        assertEquals("5.0", values.get("ringside_broker_errors_total{code=\"201\",daemon=\"desk\"}"));
        assertEquals("1.0", values.get("ringside_broker_errors_total{code=\"1100\",daemon=\"desk\"}"));
        assertTrue(Double.parseDouble(values.get("ringside_bars_total{instrument=\"QQQ\"}")) > 1_000);
    }

    @Test
    void shouldSayThatADaemonIsDownWhenItsStatusIsOldOrMissing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(root, empty))) {
            String text = metrics.scrape(NOW + 20_000);
            assertTrue(text.contains("ringside_up{daemon=\"desk\"} 0.0"), text);
            assertTrue(text.contains("ringside_up{daemon=\"empty\"} 0.0"), text);
            assertTrue(text.contains("ringside_entries_allowed{daemon=\"desk\"} 0.0"), text);
        }
    }

    @Test
    void shouldFollowALiveJournalFromScrapeToScrape() throws IOException {
        Path live = Files.createDirectory(folder.resolve("live"));
        try (TestDay day = new TestDay(live, "2025-06-20");
                DaemonMetrics metrics = new DaemonMetrics(List.of(live))) {
            day.condition(Condition.UNPROTECTED, 0, "");
            assertTrue(metrics.scrape(NOW).contains("ringside_unprotected_positions{daemon=\"live\"} 1.0"));
            day.condition(Condition.PROTECTED, 0, "");
            day.condition(Condition.CLOCK_STEP, -1500, "");
            String text = metrics.scrape(NOW);
            assertTrue(text.contains("ringside_unprotected_positions{daemon=\"live\"} 0.0"), text);
            assertTrue(text.contains("ringside_clock_offset_seconds{daemon=\"live\"} -1.5"), text);
            assertTrue(text.contains("ringside_events_total{daemon=\"live\",type=\"condition\"} 3.0"), text);
        }
    }

    @Test
    void shouldServeTheLoopbackUnderItsOwnNameOnly() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(root));
                MetricsServer server = new MetricsServer("127.0.0.1:0", () -> metrics.scrape(NOW))) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertTrue(answer.body().contains("# TYPE ringside_fills_total counter"), answer.body());
            assertEquals(
                    404,
                    client.send(HttpRequest.newBuilder(uri.resolve("/x")).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                OutputStream out = socket.getOutputStream();
                out.write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                String refused = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(refused.startsWith("HTTP/1.1 421"), refused);
                assertFalse(refused.contains("ringside_"), refused);
            }
        }
        UserError error = assertThrows(UserError.class, () -> new MetricsServer("0.0.0.0:0", () -> ""));
        assertTrue(error.getMessage().contains("this machine alone"), error.getMessage());
    }

    /** A rule or a graph over a name that nobody serves would never say anything. */
    @Test
    void shouldShipRulesAndADashboardOverNamesThatThereAre() throws IOException {
        Set<String> served = new TreeSet<>();
        List<DaemonMetrics> all = List.of(new DaemonMetrics(List.of(root), family -> {
            family.counter("alerts_sent", "", 1, "channel", "x", "outcome", "sent");
            family.gauge("alert_outbox_depth", "", 0);
        }));
        // A family says its name, also where it has no figures yet.
        Matcher types =
                Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)").matcher(all.get(0).scrape(NOW));
        while (types.find()) {
            served.add(types.group(1));
            if (types.group(2).equals("summary")) {
                served.add(types.group(1) + "_sum");
                served.add(types.group(1) + "_count");
            }
        }
        all.get(0).close();
        // Of limits and clocks, which a back test has not.
        served.addAll(
                Set.of("ringside_limit_used_ratio", "ringside_drawdown_ratio", "ringside_market_data_age_seconds"));
        String board = Files.readString(HOME.resolve("config/metrics/grafana.json"));
        Json.read("grafana.json", board);
        for (String text : List.of(board, Files.readString(HOME.resolve("config/metrics/rules.yml")))) {
            Matcher names = NAME.matcher(text);
            int found = 0;
            while (names.find()) {
                found++;
                assertTrue(served.contains(names.group()), names.group());
            }
            assertTrue(found > 10);
        }
    }

    @Test
    void shouldPassPromtool() throws Exception {
        String promtool = System.getProperty("ringside.promtool", "promtool");
        List<String> version = new ArrayList<>(List.of(promtool, "--version"));
        try {
            run(version, "");
        } catch (IOException e) {
            abort("skipped: promtool is not installed to check rules and figures");
        }
        run(
                List.of(
                        promtool,
                        "check",
                        "rules",
                        HOME.resolve("config/metrics/rules.yml").toString()),
                "");
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(root))) {
            run(List.of(promtool, "check", "metrics"), metrics.scrape(NOW));
        }
    }

    private static void run(List<String> command, String input) throws IOException, InterruptedException {
        Path out = folder.resolve("promtool.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(0, process.waitFor(), () -> {
            try {
                return command + "\n" + Files.readString(out);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }
}
