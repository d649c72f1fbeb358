package io.ringside.dashboard;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A daemon and its page, for tests that press controls: what is pressed, what the page says, and what arrives at the broker. */
abstract class ControlBench {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 10_000_000L;

    /**
     * A control as somebody presses it.
     *
     * @param target symbol, order or minutes; empty where it has none
     * @param word that has to be typed; empty where none has
     */
    record Control(String command, String target, String word) {
        /** How its answer calls it. */
        String recorded() {
            return command.equals("ack") ? "acknowledge" : command.replace('-', '_');
        }
    }

    /**
     * What the page says then.
     *
     * @param record of the journal that it shows; null if it shows none
     */
    record Answer(boolean obeyed, String text, String record, Instant pressed) {}

    /** Whoever presses: the page's own request, or somebody with a browser. */
    interface Presser {
        /** Presses, and waits for what the page says. */
        Answer press(Control control) throws Exception;

        /** Presses one after the other, or all at once where he can; what the page says comes as it comes. */
        Map<Control, CompletableFuture<Answer>> pressAll(List<Control> controls) throws Exception;

        /** Whether the page lets him press this now. */
        boolean isOffered(Control control) throws Exception;
    }

    Path root;
    LiveDay day;
    Dashboard dashboard;
    Presser presser;
    BrokerFrames broker;
    /** From the press to its arrival at the broker. */
    final List<Double> tookMs = new ArrayList<>();

    private final Set<String> pressed = new HashSet<>();

    // ---- What is pressed ------------------------------------------------------------------------------------------

    /** All but kill, and rebalance, which wants a dry run first. */
    static List<Control> everyOther(String entry) {
        return List.of(
                new Control("halt", "", ""),
                new Control("resume", "", ""),
                new Control("ack", "", ""),
                new Control("cancel", entry, ""),
                new Control("close", "QQQ", "QQQ"),
                new Control("adopt", "QQQ", "QQQ"),
                new Control("silence", "15", ""),
                new Control("flatten", "", "FLATTEN"));
    }

    /** Those of them that the page lets somebody press now. */
    final List<Control> offered(List<Control> controls) throws Exception {
        List<Control> all = new ArrayList<>();
        for (Control control : controls) {
            if (presser.isOffered(control)) {
                all.add(control);
            }
        }
        return all;
    }

    final Answer press(String command, String target, String word) throws Exception {
        return presser.press(new Control(command, target, word));
    }

    final Answer obeyed(String command, String target, String word) throws Exception {
        Control control = new Control(command, target, word);
        Answer answer = presser.press(control);
        assertTrue(
                answer.obeyed
                        && answer.text.contains(control.recorded() + " journaled as record " + answer.record + " of "),
                answer::toString);
        assertTrue(commands().contains("command=" + control.recorded().replace('_', '-')), this::commands);
        return answer;
    }

    /** The daemon or the page says why not; or the page does not offer it. */
    final void refused(String command, String target, String word, String words) throws Exception {
        Control control = new Control(command, target, word);
        if (presser.isOffered(control)) {
            Answer answer = presser.press(control);
            assertTrue(!answer.obeyed && answer.text.contains(words), answer::toString);
        }
    }

    final void nothingDiffers() throws Exception {
        refused("adopt", "QQQ", "QQQ", "refused");
        refused("rebalance", "", "REBALANCE", "make a dry run first");
    }

    /** Something that takes an entry away, and sells what of it has filled. */
    final void effect(String command, String target, String word, String entry, boolean sells) throws Exception {
        int before = broker.all().size();
        Answer answer = obeyed(command, target, word);
        arrives(entry, answer);
        if (sells) {
            await("a sale", () -> broker.since(before).stream().anyMatch(BrokerFrames.Frame::isSale));
        }
    }

    final void arrives(String entry, Answer answer) {
        await("a cancel of " + entry, () -> broker.cancelled(entry) != null);
        tookMs.add(
                Duration.between(answer.pressed, broker.cancelled(entry).time()).toNanos() / 1e6);
    }

    final void killed(String entry) throws Exception {
        Answer answer = press("kill", "", "KILL");
        assertTrue(answer.obeyed && answer.text.contains("kill flag set"), answer::toString);
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
