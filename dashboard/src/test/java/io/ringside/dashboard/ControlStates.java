package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.live.operator.LiveFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state that a daemon can be in, and what is pressed there: what arrives at the simulated broker, or what the page says
 * instead. The daemon is a process of its own. {@link ControlStatesIT} presses by the page's own request, {@link ControlButtonsIT}
 * with a browser. How long it took from the press to the broker is printed, and not judged: the machine may be busy.
 */
abstract class ControlStates extends ControlBench {
    private static final int STAGE_FAILED = 70;
    /** What waits for a daemon that stands; all else is taken back. */
    private static final Set<String> PATIENT = Set.of("halt", "flatten", "cancel");

    enum State {
        IDLE("10", "0"),
        /** So little of the volume is ours that an order never fills. */
        PENDING("80", "0.0000001"),
        /** Or in hundreds of parts. */
        PARTIAL("40", "0.0005"),
        DISCONNECTED("60", "0"),
        RING_FULL("100", "0.0000001"),
        STAGE_DEAD("100", "0.0000001"),
        DISK_FULL("100", "0.0000001"),
        GONE("100", "0.0000001");

        private final String speed;
        private final String participation;

        State(String speed, String participation) {
            this.speed = speed;
            this.participation = participation;
        }
    }

    @TempDir
    Path folder;

    private Path file;
    private SmallDisk disk;

    /** Who presses on this page. */
    abstract Presser presser(State state, Dashboard dashboard) throws Exception;

    /** What the page offers of everything in a state, where that is not everything. */
    abstract void offers(List<Control> expected, List<Control> of) throws Exception;

    /** What there is to say of the page when all was pressed. */
    abstract void lookBack() throws Exception;

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(DrivenStrategy::new);
    }

    final void press(State state) throws Exception {
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
                    "%s, %s: pressed to its arrival at the broker, ms: %.0f in the middle, %.0f at most of %d%n",
                    state,
                    getClass().getSimpleName(),
                    tookMs.get(tookMs.size() / 2),
                    tookMs.get(tookMs.size() - 1),
                    tookMs.size());
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
            presser = presser(state, dashboard);
            switch (state) {
                case IDLE -> idle();
                case PENDING, PARTIAL -> connected(state == State.PARTIAL);
                case RING_FULL -> ringFull();
                case STAGE_DEAD -> stageDead();
                case DISK_FULL -> diskFull();
                default -> gone();
            }
            lookBack();
        }
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    private void idle() throws Exception {
        obeyed("halt", "", "");
        day.awaitStatus("\"halted\": true");
        refused("resume", "NO-TARGET", "", "takes no target");
        obeyed("resume", "", "");
        day.awaitStatus("\"halted\": false");
        obeyed("alarm-test", "", "");
        day.awaitStatus("\"alarms_unacknowledged\": 1");
        obeyed("ack", "", "");
        day.awaitStatus("\"alarms_unacknowledged\": 0");
        refused("cancel", "R20250620-1-0", "", "no order R20250620-1-0 works");
        refused("close", "QQQ", "QQQ", "nothing is held of QQQ");
        nothingDiffers();
        obeyed("flatten", "", "FLATTEN");
        day.awaitStatus("\"halted\": true");
        obeyed("kill", "", "KILL");
        day.awaitStatus("\"killed\": true");
    }

    /** Where the broker hears it: a cancel for the entry, and a sale of what has filled. */
    private void connected(boolean partly) throws Exception {
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
            presser = presser(State.DISCONNECTED, dashboard);
            tws.kill();
            await("the disconnection", () -> !status().contains("\"broker\": \"ready\""));
            obeyed("halt", "", "");
            day.awaitStatus("\"halted\": true");
            obeyed("resume", "", "");
            day.awaitStatus("\"halted\": false");
            obeyed("ack", "", "");
            refused("cancel", "R20250620-1-0", "", "no order R20250620-1-0 works");
            refused("close", "QQQ", "QQQ", "nothing is held of QQQ");
            nothingDiffers();
            obeyed("flatten", "", "FLATTEN");
            day.awaitStatus("\"halted\": true");
            obeyed("kill", "", "KILL");
            day.awaitStatus("\"killed\": true");
            lookBack();
        }
    }

    /** A stage stands: whatever goes through the ring waits, or is taken back, and the page says which; kill goes past it. */
    private void ringFull() throws Exception {
        String entry = entry(false);
        Files.createFile(DrivenStrategy.hangs(file));
        await("what the page says", () -> state().contains("the daemon's session has not moved"));
        List<Control> controls = offered(everyOther(entry));
        offers(without(everyOther(entry), "resume", "adopt"), controls);
        Map<Control, CompletableFuture<Answer>> waiting = presser.pressAll(controls);
        killed(entry);
        waiting.forEach((control, answer) -> {
            String words = PATIENT.contains(control.command())
                    ? "it is obeyed when the daemon goes on"
                    : "the command was taken back and will not be obeyed";
            assertFalse(answer.join().obeyed(), control::toString);
            assertTrue(answer.join().text().contains(words), () -> control + " " + answer.join());
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
        List<Control> controls = offered(without(everyOther(entry), "ack"));
        offers(without(everyOther(entry), "resume", "adopt", "ack"), controls);
        for (Control control : controls) {
            disk.fill();
            Answer answer = presser.press(control);
            assertFalse(answer.obeyed(), control::toString);
            assertTrue(answer.text().contains("the command cannot be left"), () -> control + " " + answer);
            assertTrue(answer.text().contains("ringside kill works without"), () -> control + " " + answer);
        }
        disk.fill();
        killed(entry);
        disk.makeRoom();
        day.awaitStatus("\"killed\": true");
    }

    private void gone() throws Exception {
        String entry = entry(false);
        day.kill();
        sayThatNobodyRuns(entry);
    }

    private void sayThatNobodyRuns(String entry) throws Exception {
        await("what the page says", () -> state().contains("no daemon runs"));
        List<Control> controls = offered(without(everyOther(entry), "ack"));
        offers(without(everyOther(entry), "resume", "adopt", "ack"), controls);
        for (Control control : controls) {
            Answer answer = presser.press(control);
            assertFalse(answer.obeyed(), control::toString);
            assertTrue(answer.text().contains("no daemon runs"), () -> control + " " + answer);
        }
        Answer kill = press("kill", "", "KILL");
        assertTrue(kill.obeyed() && kill.text().contains("kill flag set"), kill::toString);
        assertTrue(kill.text().contains("no daemon runs"), kill::toString);
        assertTrue(new LiveFolder(root).isKilled(), "for the daemon that starts next");
    }

    private static List<Control> without(List<Control> controls, String... commands) {
        return controls.stream()
                .filter(control -> !List.of(commands).contains(control.command()))
                .toList();
    }
}
