package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A daemon and its page, for tests that press controls by the page's own request: what is asked, what the page answers, and what
 * arrives at the broker.
 */
abstract class ControlBench {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 10_000_000L;

    /** What the page was answered. */
    record Answer(int status, String text, Instant asked) {
        boolean isObeyed() {
            return status == 200 && text.contains("\"obeyed\":true");
        }
    }

    Path root;
    LiveDay day;
    Dashboard dashboard;
    BrokerFrames broker;
    /** From the press to its arrival at the broker. */
    final List<Double> tookMs = new ArrayList<>();

    private final Set<String> pressed = new HashSet<>();

    // ---- What is pressed ------------------------------------------------------------------------------------------

    /** All but kill, and rebalance, which wants a dry run first, with what has to be typed. */
    static Map<String, String> everyOther(String entry) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("halt", body("halt", "", ""));
        all.put("resume", body("resume", "", ""));
        all.put("ack", body("ack", "", ""));
        all.put("cancel", body("cancel", entry, ""));
        all.put("close", body("close", "QQQ", "QQQ"));
        all.put("adopt", body("adopt", "QQQ", "QQQ"));
        all.put("silence", body("silence", "15", ""));
        all.put("flatten", body("flatten", "", "FLATTEN"));
        return all;
    }

    static String body(String command, String target, String confirm) {
        return Json.compact(Map.of("command", command, "target", target, "confirm", confirm));
    }

    final Answer ask(String body) throws IOException {
        Instant asked = Instant.now();
        RawHttp.Answer answer = RawHttp.post(dashboard, "/api/daemons/live/command", body)
                .header("X-Ringside", "1")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + dashboard.access().operateToken())
                .send();
        return new Answer(answer.status(), answer.body(), asked);
    }

    final Answer obeyed(String command, String target, String confirm) throws IOException {
        Answer answer = ask(body(command, target, confirm));
        String word = command.equals("ack") ? "acknowledge" : command.replace('-', '_');
        assertTrue(answer.isObeyed() && answer.text.contains(word + " journaled as record "), answer::toString);
        return answer;
    }

    final void refused(String command, String target, String confirm, int status, String words) throws IOException {
        Answer answer = ask(body(command, target, confirm));
        assertEquals(status, answer.status, answer::toString);
        assertTrue(!answer.isObeyed() && answer.text.contains(words), answer::toString);
    }

    final void nothingDiffers() throws IOException {
        refused("adopt", "QQQ", "QQQ", 200, "refused");
        refused("rebalance", "", "REBALANCE", 409, "make a dry run first");
    }

    /** Something that takes an entry away, and sells what of it has filled. */
    final void effect(String command, String target, String confirm, String entry, boolean sells) throws IOException {
        int before = broker.all().size();
        Answer answer = obeyed(command, target, confirm);
        arrives(entry, answer);
        if (sells) {
            await("a sale", () -> broker.since(before).stream().anyMatch(BrokerFrames.Frame::isSale));
        }
    }

    final void arrives(String entry, Answer answer) {
        await("a cancel of " + entry, () -> broker.cancelled(entry) != null);
        tookMs.add(
                Duration.between(answer.asked, broker.cancelled(entry).time()).toNanos() / 1e6);
    }

    final void killed(String entry) throws IOException {
        Answer answer = ask(body("kill", "", "KILL"));
        assertTrue(answer.isObeyed() && answer.text.contains("kill flag set"), answer::toString);
        assertTrue(new LiveFolder(root).isKilled());
        arrives(entry, answer);
    }

    // ---- What is there --------------------------------------------------------------------------------------------

    static Dashboard dashboard(Path root) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(root), root.resolveSibling("out"), Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        dashboard.start();
        return dashboard;
    }

    final String status() {
        try {
            return day.status();
        } catch (UserError e) {
            return "";
        }
    }

    final String marketTime() {
        return String.valueOf(((Map<?, ?>) Json.read("status", status())).get("market_time"));
    }

    final boolean laterThan(String before, Duration by) {
        return Duration.between(
                                OffsetDateTime.parse(before.replaceFirst("\\[.*", "")),
                                OffsetDateTime.parse(marketTime().replaceFirst("\\[.*", "")))
                        .compareTo(by)
                > 0;
    }

    final void flat() {
        await("the position left", () -> status().contains("\"position\": \"flat\""));
    }

    /** What the page shows. */
    final String state() {
        return get("/api/daemons/live");
    }

    /** The day's commands, as the page shows them. */
    final String commands() {
        return get("/api/daemons/live/events?type=command");
    }

    final String get(String path) {
        try {
            return RawHttp.get(dashboard, path)
                    .header("Authorization", "Bearer " + dashboard.access().operateToken())
                    .send()
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for another entry that works, with a part of it filled or none. */
    final String entry(boolean partly) {
        List<String> found = new ArrayList<>();
        await("an entry", () -> {
            found.clear();
            if (((Map<?, ?>) Json.read("status", status())).get("orders") instanceof List<?> orders) {
                for (Object one : orders) {
                    Map<?, ?> row = (Map<?, ?>) one;
                    boolean some = !"0".equals(String.valueOf(row.get("filled")));
                    String ref = (String) row.get("order");
                    boolean other = !pressed.contains(ref) && broker.knows(ref);
                    if ("entry".equals(row.get("purpose")) && some == partly && other) {
                        found.add(ref);
                    }
                }
            }
            return !found.isEmpty();
        });
        pressed.add(found.get(0));
        return found.get(0);
    }

    /** Waits, whether the daemon is there or not. */
    final void await(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "never came: " + what + "\n" + status() + day.output());
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
