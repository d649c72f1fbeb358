package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands by the page's own calls, to daemons in processes of their own. */
class ControlsIT {
    @TempDir
    Path folder;

    private Dashboard dashboard(Path journal) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(journal), folder.resolve("out"), Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        dashboard.start();
        return dashboard;
    }

    private static RawHttp.Answer post(Dashboard dashboard, String token, String path, String body) throws IOException {
        return RawHttp.post(dashboard, "/api/daemons/" + path, body)
                .header("Authorization", "Bearer " + token)
                .header("X-Ringside", "1")
                .header("Content-Type", "application/json")
                .send();
    }

    private static Map<?, ?> command(Dashboard dashboard, String body) throws IOException {
        RawHttp.Answer answer = post(dashboard, dashboard.access().operateToken(), "live/command", body);
        return (Map<?, ?>) Json.read("answer", answer.body());
    }

    private static Map<?, ?> plan(Dashboard dashboard, String force) throws IOException {
        RawHttp.Answer answer =
                post(dashboard, dashboard.access().viewToken(), "live/rebalance", "{\"force\": \"" + force + "\"}");
        assertEquals(200, answer.status(), answer.body());
        return (Map<?, ?>) Json.read("plan", answer.body());
    }

    @Test
    void shouldSilenceAndTestAlarms() throws Exception {
        Path root = folder.resolve("live");
        try (LiveDay day = LiveDay.simulated(root, "--speed", "60");
                Dashboard dashboard = dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            String silence = "{\"command\": \"silence\", \"target\": \"30\", \"note\": \"on it\"}";
            assertEquals(
                    403,
                    post(dashboard, dashboard.access().viewToken(), "live/command", silence)
                            .status());
            assertEquals(
                    403,
                    RawHttp.post(dashboard, "/api/daemons/live/command", silence)
                            .header(
                                    "Authorization",
                                    "Bearer " + dashboard.access().operateToken())
                            .header("Content-Type", "application/json")
                            .send()
                            .status(),
                    "without the page's own header");
            Map<?, ?> said = command(dashboard, silence);
            assertEquals(true, said.get("obeyed"), said.toString());
            assertTrue(said.get("text").toString().contains("not repeated for 30 min"), said.toString());
            assertTrue(said.get("record") != null, said.toString());
            day.await(() -> !day.status().contains("\"alarms_silent_s\": 0,"), () -> "silence in the status");
            assertEquals(
                    false,
                    command(dashboard, "{\"command\": \"silence\", \"target\": \"481\"}")
                            .get("obeyed"));
            assertTrue(command(dashboard, "{\"command\": \"silence\"}")
                    .get("error")
                    .toString()
                    .contains("needs a target"));
            command(dashboard, "{\"command\": \"silence\", \"target\": \"0\"}");
            day.await(() -> day.status().contains("\"alarms_silent_s\": 0,"), () -> "no silence in the status");
            said = command(dashboard, "{\"command\": \"alarm-test\", \"note\": \"lunch\"}");
            assertTrue(said.get("text").toString().contains("an alarm was raised"), said.toString());
            assertTrue(Files.readString(root.resolve("unacknowledged")).contains("a test of the alarms: lunch"));
            Map<?, ?> none = (Map<?, ?>) Json.read(
                    "none",
                    post(dashboard, dashboard.access().viewToken(), "live/rebalance", "{}")
                            .body());
            assertEquals("this daemon has no portfolio", none.get("error"));
        }
    }

    @Test
    void shouldRebalanceAfterADryRunOnlyAndAsItSaid() throws Exception {
        Path root = folder.resolve("live");
        try (LiveDay day = PortfolioDay.start(root, folder.resolve("store"));
                Dashboard dashboard = dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            PortfolioDay.awaitOpen(day);
            String command =
                    "{\"command\": \"rebalance\", \"target\": \"--force\", \"confirm\": \"%s\", \"plan\": \"%s\"}";
            Map<?, ?> said = command(dashboard, String.format(command, "REBALANCE", ""));
            assertTrue(String.valueOf(said.get("error")).startsWith("make a dry run first"), said.toString());
            Map<?, ?> notDue = plan(dashboard, "no");
            assertEquals(false, notDue.get("due"), notDue.toString());
            assertTrue(notDue.get("reason").toString().contains("no decision is due on 2023-11-13"), notDue.toString());
            Map<?, ?> plan = plan(dashboard, "yes");
            assertEquals("2023-11-13", plan.get("date"), plan.toString());
            var planned = new TreeSet<String>();
            ((List<?>) plan.get("orders")).forEach(order -> planned.add(side(order) + " " + symbol(order)));
            assertTrue(planned.size() > 3, plan.toString());
            said = command(dashboard, String.format(command, "", plan.get("plan")));
            assertEquals("type REBALANCE to confirm", said.get("error"));
            said = command(
                    dashboard,
                    "{\"command\": \"rebalance\", \"confirm\": \"REBALANCE\", \"plan\": \"" + plan.get("plan") + "\"}");
            assertEquals("the dry run was made with force", said.get("error"));
            said = command(dashboard, String.format(command, "REBALANCE", plan.get("plan")));
            assertEquals(true, said.get("obeyed"), said.toString());
            assertTrue(said.get("record") != null, said.toString());
            said = command(dashboard, String.format(command, "REBALANCE", plan.get("plan")));
            assertTrue(String.valueOf(said.get("error")).startsWith("make a dry run first"), "a plan serves once");
            day.await(() -> ordered(dashboard).containsAll(planned), () -> planned + " " + ordered(dashboard));
            assertEquals(planned, ordered(dashboard));
        }
    }

    private static String side(Object order) {
        return String.valueOf(((Map<?, ?>) order).get("side")).toUpperCase(java.util.Locale.ROOT);
    }

    private static String symbol(Object order) {
        return String.valueOf(((Map<?, ?>) order).get("symbol"));
    }

    /** Side and symbol of the day's orders, as the page shows them. */
    private static Set<String> ordered(Dashboard dashboard) {
        try {
            String text = RawHttp.get(dashboard, "/api/daemons/live/orders")
                    .header("Authorization", "Bearer " + dashboard.access().viewToken())
                    .send()
                    .body();
            Set<String> all = new TreeSet<>();
            if (Json.read("orders", text) instanceof List<?> rows) {
                rows.forEach(order -> all.add(side(order) + " " + symbol(order)));
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
