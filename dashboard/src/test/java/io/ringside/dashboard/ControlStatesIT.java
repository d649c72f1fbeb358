package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every control, by the page's own request, in every state that a daemon can be in: what arrives at the simulated broker, or
 * what the page says instead. The daemon is a process of its own; DashboardIT presses the same buttons in a browser. How long it
 * took from the press to the broker is printed, and not judged: the machine may be busy.
 */
class ControlStatesIT {
    private static final int STAGE_FAILED = 70;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 10_000_000L;
    /** What waits for a daemon that stands; all else is taken back. */
    private static final Set<String> PATIENT = Set.of("halt", "flatten", "cancel");

    enum State {
        IDLE("10", "0"),
        /** So little of the volume is ours that an order never fills. */
        PENDING("200", "0.0000001"),
        /** Or in hundreds of parts. */
        PARTIAL("100", "0.0005"),
        DISCONNECTED("60", "0"),
        RING_FULL("200", "0.0000001"),
        STAGE_DEAD("200", "0.0000001"),
        DISK_FULL("200", "0.0000001"),
        GONE("200", "0.0000001");

        private final String speed;
        private final String participation;

        State(String speed, String participation) {
            this.speed = speed;
            this.participation = participation;
        }
    }

    /** What the page was answered. */
    private record Answer(int status, String text, Instant asked) {
        boolean isObeyed() {
            return status == 200 && text.contains("\"obeyed\":true");
        }
    }

    @TempDir
    Path folder;

    private Path root;
    private Path file;
    private SmallDisk disk;
    private LiveDay day;
    private Dashboard dashboard;
    private BrokerFrames broker;
    private final Set<String> pressed = new HashSet<>();
    private final List<Double> tookMs = new ArrayList<>();

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(DrivenStrategy::new);
    }

    @ParameterizedTest
    @EnumSource(names = "DISK_FULL")
    void shouldObeyEachControlOrSayWhyNot(State state) throws Exception {
        press(state);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void shouldObeyEachControlOrSayWhyNotInEveryState(State state) throws Exception {
        press(state);
    }

    private void press(State state) throws Exception {
        root = folder.resolve("live");
        file = folder.resolve("driven");
        Path frames = folder.resolve("frames.jsonl");
        broker = new BrokerFrames(frames);
        switch (state) {
            case DISCONNECTED -> disconnected();
            case DISK_FULL -> {
                try (SmallDisk small = new SmallDisk(folder.resolve("disk"))) {
                    disk = small;
                    root = small.root.resolve("live");
                    simulated(state, frames);
                }
            }
            default -> simulated(state, frames);
        }
        if (!tookMs.isEmpty()) {
            tookMs.sort(null);
            System.out.printf(
                    "%s: pressed to its arrival at the broker, ms: %.0f in the middle, %.0f at most of %d%n",
                    state, tookMs.get(tookMs.size() / 2), tookMs.get(tookMs.size() - 1), tookMs.size());
        }
    }

    private static String[] sets(State state) {
        return new String[] {
            "--set", "signal.strategy=" + DrivenStrategy.NAME,
            "--set", "signal.exit-above=0",
            "--set", "signal.sma=20",
            "--set", "engine.ring-size=64",
            "--set", "engine.publish-timeout-ms=120000",
            "--set", "risk.reentry-bars=0",
            "--set", "broker.participation=" + state.participation
        };
    }

    private void simulated(State state, Path frames) throws Exception {
        List<String> options = new ArrayList<>(List.of(sets(state)));
        options.addAll(List.of("--speed", state.speed, "--frames", frames.toString(), "--equity", "780000"));
        try (LiveDay started = LiveDay.driven(root, file, options.toArray(new String[0]));
                Dashboard opened = dashboard(root)) {
            day = started;
            dashboard = opened;
            day.awaitStatus("\"broker\": \"ready\"");
            switch (state) {
                case IDLE -> idle();
                case PENDING, PARTIAL -> connected(state == State.PARTIAL);
                case RING_FULL -> ringFull();
                case STAGE_DEAD -> stageDead();
                case DISK_FULL -> diskFull();
                default -> gone();
            }
        }
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    private void idle() throws IOException {
        obeyed("halt", "", "");
        day.awaitStatus("\"halted\": true");
        refused("resume", "NO-TARGET", "", 400, "takes no target");
        obeyed("resume", "", "");
        day.awaitStatus("\"halted\": false");
        obeyed("alarm-test", "", "");
        day.awaitStatus("\"alarms_unacknowledged\": 1");
        obeyed("ack", "", "");
        day.awaitStatus("\"alarms_unacknowledged\": 0");
        refused("cancel", "R20250620-1-0", "", 200, "no order R20250620-1-0 works");
        refused("close", "QQQ", "QQQ", 200, "nothing is held of QQQ");
        nothingDiffers();
        obeyed("flatten", "", "FLATTEN");
        day.awaitStatus("\"halted\": true");
        obeyed("kill", "", "KILL");
        day.awaitStatus("\"killed\": true");
    }

    /** Where the broker hears it: a cancel for the entry, and a sale of what has filled. */
    private void connected(boolean partly) throws IOException {
        nothingDiffers();
        String entry = entry(partly);
        effect("cancel", entry, "", entry, false);
        if (partly) {
            obeyed("close", "QQQ", "QQQ");
        }
        // Whoever enters again was flat.
        effect("close", "QQQ", "QQQ", entry(partly), partly);
        entry = entry(partly);
        obeyed("halt", "", "");
        int before = broker.all().size();
        effect("flatten", "", "FLATTEN", entry, partly);
        flat();
        String bar = marketTime();
        await("a bar later", () -> laterThan(bar, Duration.ofMinutes(6)));
        assertEquals(
                List.of(),
                broker.since(before).stream().filter(BrokerFrames.Frame::isBuy).toList(),
                "nothing is entered");
        obeyed("resume", "", "");
        entry = entry(partly);
        before = broker.all().size();
        effect("kill", "", "KILL", entry, partly);
        day.awaitStatus("\"killed\": true");
        flat();
        assertEquals(
                List.of(),
                broker.since(before).stream().filter(BrokerFrames.Frame::isBuy).toList(),
                "nothing is entered");
    }

    /** Obeyed all the same, and journaled; the cancels that leave first of all on the next connection are KillSwitchIT's. */
    private void disconnected() throws Exception {
        try (LiveDay tws = LiveDay.tws(folder.resolve("tws"), 60);
                LiveDay started = LiveDay.against(tws.port(), root, 60);
                Dashboard opened = dashboard(root)) {
            day = started;
            dashboard = opened;
            day.awaitStatus("\"broker\": \"ready\"");
            tws.kill();
            await("the disconnection", () -> !status().contains("\"broker\": \"ready\""));
            obeyed("halt", "", "");
            day.awaitStatus("\"halted\": true");
            obeyed("resume", "", "");
            day.awaitStatus("\"halted\": false");
            obeyed("ack", "", "");
            refused("cancel", "R20250620-1-0", "", 200, "no order R20250620-1-0 works");
            refused("close", "QQQ", "QQQ", 200, "nothing is held of QQQ");
            nothingDiffers();
            obeyed("flatten", "", "FLATTEN");
            day.awaitStatus("\"halted\": true");
            obeyed("kill", "", "KILL");
            day.awaitStatus("\"killed\": true");
        }
    }

    /** A stage stands: whatever goes through the ring waits, or is taken back, and the page says which; kill goes past it. */
    private void ringFull() throws Exception {
        String entry = entry(false);
        Files.createFile(DrivenStrategy.hangs(file));
        await("what the page says", () -> state().contains("the daemon's session has not moved"));
        Map<String, CompletableFuture<Answer>> waiting = new LinkedHashMap<>();
        everyOther(entry)
                .forEach((command, body) -> waiting.put(command, CompletableFuture.supplyAsync(() -> {
                    try {
                        return ask(body);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })));
        killed(entry);
        waiting.forEach((command, answer) -> {
            assertEquals(409, answer.join().status, command);
            String words = PATIENT.contains(command)
                    ? "it is obeyed when the daemon goes on"
                    : "the command was taken back and will not be obeyed";
            assertTrue(answer.join().text.contains(words), () -> command + answer.join());
        });
        Files.delete(DrivenStrategy.hangs(file));
        day.awaitStatus("\"killed\": true");
        await(
                "what waited",
                () -> commands().contains("command=flatten") && commands().contains("command=halt"));
        assertFalse(commands().contains("command=resume"), this::commands);
        assertFalse(commands().contains("command=close"), this::commands);
        assertFalse(commands().contains("command=acknowledge"), this::commands);
        day.awaitStatus("\"halted\": true");
    }

    /** The process ends, and its broker with it: KillSwitchIT looks at the cancels; a kill is for the one that starts next. */
    private void stageDead() throws Exception {
        String entry = entry(false);
        Files.createFile(DrivenStrategy.fails(file));
        day.process.onExit().join();
        assertEquals(STAGE_FAILED, day.process.exitValue(), day::output);
        sayThatNobodyRuns(entry);
    }

    /** No command can be left, and the page says so; the empty flag that there is room for is a kill. */
    private void diskFull() throws Exception {
        String entry = entry(false);
        for (Map.Entry<String, String> other : everyOther(entry).entrySet()) {
            disk.fill();
            Answer answer = ask(other.getValue());
            assertEquals(409, answer.status, () -> other.getKey() + answer);
            assertTrue(answer.text.contains("the command cannot be left"), () -> other.getKey() + answer);
            assertTrue(answer.text.contains("ringside kill works without"), () -> other.getKey() + answer);
        }
        disk.fill();
        killed(entry);
        disk.makeRoom();
        day.awaitStatus("\"killed\": true");
    }

    private void gone() throws IOException {
        String entry = entry(false);
        day.kill();
        sayThatNobodyRuns(entry);
    }

    private void sayThatNobodyRuns(String entry) throws IOException {
        await("what the page says", () -> state().contains("no daemon runs"));
        for (Map.Entry<String, String> other : everyOther(entry).entrySet()) {
            Answer answer = ask(other.getValue());
            assertEquals(409, answer.status, () -> other.getKey() + answer);
            assertTrue(answer.text.contains("no daemon runs"), () -> other.getKey() + answer);
        }
        Answer kill = ask(body("kill", "", "KILL"));
        assertTrue(kill.isObeyed() && kill.text.contains("kill flag set"), kill::toString);
        assertTrue(kill.text.contains("no daemon runs"), kill::toString);
        assertTrue(new LiveFolder(root).isKilled(), "for the daemon that starts next");
    }

    // ---- What is pressed ------------------------------------------------------------------------------------------

    /** All but kill, and rebalance, which wants a dry run first, with what has to be typed. */
    private static Map<String, String> everyOther(String entry) {
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

    private static String body(String command, String target, String confirm) {
        return Json.compact(Map.of("command", command, "target", target, "confirm", confirm));
    }

    private static String confirm(String command) {
        return command.equals("close") ? "QQQ" : command.toUpperCase(Locale.ROOT);
    }

    private Answer ask(String body) throws IOException {
        Instant asked = Instant.now();
        RawHttp.Answer answer = RawHttp.post(dashboard, "/api/daemons/live/command", body)
                .header("X-Ringside", "1")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + dashboard.access().operateToken())
                .send();
        return new Answer(answer.status(), answer.body(), asked);
    }

    private Answer obeyed(String command, String target, String confirm) throws IOException {
        Answer answer = ask(body(command, target, confirm));
        String word = command.equals("ack") ? "acknowledge" : command.replace('-', '_');
        assertTrue(answer.isObeyed() && answer.text.contains(word + " journaled as record "), answer::toString);
        return answer;
    }

    private void refused(String command, String target, String confirm, int status, String words) throws IOException {
        Answer answer = ask(body(command, target, confirm));
        assertEquals(status, answer.status, answer::toString);
        assertTrue(!answer.isObeyed() && answer.text.contains(words), answer::toString);
    }

    private void nothingDiffers() throws IOException {
        refused("adopt", "QQQ", "QQQ", 200, "refused");
        refused("rebalance", "", "REBALANCE", 409, "make a dry run first");
    }

    /** Something that takes an entry away, and sells what of it has filled. */
    private void effect(String command, String target, String confirm, String entry, boolean sells) throws IOException {
        int before = broker.all().size();
        Answer answer = obeyed(command, target, confirm);
        arrives(entry, answer);
        if (sells) {
            await("a sale", () -> broker.since(before).stream().anyMatch(BrokerFrames.Frame::isSale));
        }
    }

    private void arrives(String entry, Answer answer) {
        await("a cancel of " + entry, () -> broker.cancelled(entry) != null);
        tookMs.add(
                Duration.between(answer.asked, broker.cancelled(entry).time()).toNanos() / 1e6);
    }

    private void killed(String entry) throws IOException {
        Answer answer = ask(body("kill", "", "KILL"));
        assertTrue(answer.isObeyed() && answer.text.contains("kill flag set"), answer::toString);
        assertTrue(new LiveFolder(root).isKilled());
        arrives(entry, answer);
    }

    // ---- What is there --------------------------------------------------------------------------------------------

    private static Dashboard dashboard(Path root) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(root), root.resolveSibling("out"), Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        dashboard.start();
        return dashboard;
    }

    private String status() {
        try {
            return day.status();
        } catch (UserError e) {
            return "";
        }
    }

    private String marketTime() {
        return String.valueOf(((Map<?, ?>) Json.read("status", status())).get("market_time"));
    }

    private boolean laterThan(String before, Duration by) {
        return Duration.between(
                                OffsetDateTime.parse(before.replaceFirst("\\[.*", "")),
                                OffsetDateTime.parse(marketTime().replaceFirst("\\[.*", "")))
                        .compareTo(by)
                > 0;
    }

    private void flat() {
        await("the position left", () -> status().contains("\"position\": \"flat\""));
    }

    /** What the page shows. */
    private String state() {
        return get("/api/daemons/live");
    }

    /** The day's commands, as the page shows them. */
    private String commands() {
        return get("/api/daemons/live/events?type=command");
    }

    private String get(String path) {
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
    private String entry(boolean partly) {
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
    private void await(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "never came: " + what + "\n" + status() + day.output());
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
