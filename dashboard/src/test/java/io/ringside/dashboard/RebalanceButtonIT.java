package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one control that wants a dry run first, pressed in a real browser beside a daemon with a portfolio: idle, while its orders
 * work and none of them fills, while it stands still, on a full disk, and when it is gone.
 */
@Tag("long")
class RebalanceButtonIT extends ControlBench {
    private static final Control REBALANCE = new Control("rebalance", "", "REBALANCE");

    @TempDir
    Path folder;

    private Browser browser;
    private PageDriver page;

    @Test
    void shouldRebalanceAfterADryRunOrSayWhyNot() throws Exception {
        broker = new BrokerFrames(folder.resolve("frames.jsonl"));
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"))) {
            root = disk.root.resolve("live");
            try (Browser opened = Browser.start();
                    LiveDay started = PortfolioDay.start(
                            root,
                            folder.resolve("store"),
                            "--frames",
                            folder.resolve("frames.jsonl").toString(),
                            "--set",
                            "broker.participation=0.0000001");
                    Dashboard shown = dashboard(root)) {
                browser = opened;
                page = new PageDriver(browser);
                presser = new BrowserPresser(browser, page);
                day = started;
                dashboard = shown;
                PortfolioDay.awaitOpen(day);
                page.open(dashboard, dashboard.access().operateToken(), 1440);
                page.page("portfolios");
                page.until("document.getElementById('dry-run')");
                assertFalse(presser.isOffered(REBALANCE), "no dry run yet");
                idle();
                pending();
                stuck();
                disk.fill();
                says("the command cannot be left");
                disk.makeRoom();
                day.kill();
                page.until("document.getElementById('fault')");
                says("no daemon runs");
            }
        }
    }

    /** What the dry run showed arrives at the broker. */
    private void idle() throws Exception {
        int before = broker.all().size();
        int planned = plan();
        assertTrue(planned > 3, planned + " orders");
        Answer answer = presser.press(REBALANCE);
        assertTrue(answer.obeyed() && answer.record() != null, answer::toString);
        await(
                "the orders",
                () -> broker.since(before).stream()
                                .filter(BrokerFrames.Frame::isBuy)
                                .count()
                        >= planned);
        BrokerFrames.Frame first = broker.since(before).stream()
                .filter(BrokerFrames.Frame::isBuy)
                .findFirst()
                .orElseThrow();
        System.out.printf(
                "rebalance: pressed to its first order at the broker, ms: %.0f of %d orders%n",
                Duration.between(answer.pressed(), first.time()).toNanos() / 1e6, planned);
    }

    /** Its orders work: nothing is bought twice. */
    private void pending() throws Exception {
        int before = broker.all().size();
        plan();
        Answer answer = presser.press(REBALANCE);
        System.out.println("rebalance while its orders work: " + answer.text());
        assertEquals(
                List.of(),
                broker.since(before).stream().filter(BrokerFrames.Frame::isBuy).toList());
    }

    /** Taken back, and not obeyed by surprise. */
    private void stuck() throws Exception {
        int before = obeyedSoFar();
        plan();
        day.signal("STOP");
        Answer answer = presser.press(REBALANCE);
        day.signal("CONT");
        assertFalse(answer.obeyed());
        assertTrue(answer.text().contains("the command was taken back and will not be obeyed"), answer::toString);
        obeyed("halt", "", "");
        assertEquals(before, obeyedSoFar());
        obeyed("resume", "", "");
    }

    private void says(String words) throws Exception {
        plan();
        Answer answer = presser.press(REBALANCE);
        assertFalse(answer.obeyed());
        assertTrue(answer.text().contains(words), answer::toString);
    }

    /** A dry run, all the same where none is due; how many orders it comes to. */
    private int plan() throws Exception {
        page.page("portfolios");
        browser.press("#dry-run");
        page.until("document.getElementById('not-due') || document.getElementById('dry-run-error')");
        browser.press("#dry-run-forced");
        page.until("document.getElementById('do-rebalance')");
        return ((Number) browser.evaluate("document.querySelectorAll('#planned tbody tr').length")).intValue();
    }

    private int obeyedSoFar() {
        return commands().split("command=rebalance", -1).length - 1;
    }
}
