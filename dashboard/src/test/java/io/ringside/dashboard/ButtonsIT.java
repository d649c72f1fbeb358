package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buttons in a real browser, while a daemon trades, stands still, is cut off and is gone; {@link ControlButtonsIT} has all of them. */
class ButtonsIT {
    private static final String AN_ORDER_HAS_A_BUTTON =
            "document.querySelector('#order-table .buttons button, #order-table td:last-child button')";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static PageDriver page;

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Browser.start();
        page = new PageDriver(browser);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldObeyEachButtonIdleAndPendingAndSayWhenTheDaemonIsGone() throws Exception {
        Path root = folder.resolve("buttons");
        // So little of the volume is ours that no entry ever fills.
        try (LiveDay day = LiveDay.simulated(root, "--speed", "800", "--set", "broker.participation=0.0000001");
                Dashboard dashboard = ControlBench.dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            record(page.command("#do-halt", null), "halt");
            page.text("halted");
            record(page.command("#do-resume", null), "resume");
            page.until("!document.getElementById('halted')");
            page.until(AN_ORDER_HAS_A_BUTTON);
            System.out.println("the page: event to pixel, median and 99 of 100, ms: " + eventToPixel());
            long before = System.nanoTime();
            String cancelled = page.command("#order-table td:last-child button", null);
            while (cancelled.contains("works; ringside orders lists them")) {
                // At this speed its time was over before it was pressed: the next order's, then.
                page.until(AN_ORDER_HAS_A_BUTTON);
                before = System.nanoTime();
                cancelled = page.command("#order-table td:last-child button", null);
            }
            record(cancelled, "cancel");
            System.out.printf(
                    "the page: an order cancelled and said so after %.0f ms%n", (System.nanoTime() - before) / 1e6);
            page.until(
                    "document.querySelector('#orders .empty') || !document.querySelector('#order-table td:last-child button')");
            record(page.command("#do-flatten", "FLATTEN"), "flatten");
            page.until("document.getElementById('entries').textContent.includes('halted')");
            record(page.command("#do-resume", null), "resume");
            day.signal("STOP");
            String stuck = page.command("#do-kill", "KILL");
            assertTrue(stuck.contains("kill flag set") && stuck.contains("has not answered"), stuck);
            assertTrue(new LiveFolder(root).isKilled());
            day.signal("CONT");
            page.text("killed");
            page.until("document.getElementById('entries').textContent.includes('killed')");
            assertEquals(List.of(), browser.complaints());
            day.kill();
            page.until(
                    "document.getElementById('fault') && document.getElementById('fault').textContent.includes('no daemon runs')");
            Files.delete(root.resolve("kill"));
            assertTrue(page.command("#do-resume", null).contains("no daemon runs"));
            assertTrue(page.command("#do-flatten", "FLATTEN").contains("no daemon runs"));
            String killed = page.command("#do-kill", "KILL");
            assertTrue(killed.contains("kill flag set") && killed.contains("no daemon runs"), killed);
            assertTrue(new LiveFolder(root).isKilled(), "for the daemon that starts next");
        }
    }

    @Test
    void shouldObeyWithoutABroker() throws Exception {
        Path root = folder.resolve("cut");
        try (LiveDay tws = LiveDay.tws(folder.resolve("tws"), 60)) {
            try (LiveDay day = LiveDay.against(tws.port(), root, 60);
                    Dashboard dashboard = ControlBench.dashboard(root)) {
                day.awaitStatus("\"broker\": \"ready\"");
                page.open(dashboard, dashboard.access().viewToken(), 390);
                assertEquals(
                        "[]",
                        browser.evaluate("JSON.stringify([...document.querySelectorAll('[id^=do-]')])"),
                        "to look at only");
                tws.kill();
                page.until("document.getElementById('broker').textContent !== 'ready'");
                page.open(dashboard, dashboard.access().operateToken(), 390);
                record(page.command("#do-halt", null), "halt");
                record(page.command("#do-flatten", "FLATTEN"), "flatten");
                record(page.command("#do-kill", "KILL"), "kill");
                page.text("killed");
                assertEquals(List.of(), page.overlaps());
            }
            page.text("silent");
            assertEquals(false, browser.evaluate("document.getElementById('do-kill').disabled"), "it may come back");
            assertTrue(page.command("#do-kill", "KILL").contains("ringside kill on the command line works"));
        }
    }

    private static void record(String said, String command) {
        assertTrue(said.matches("(?s).*" + command + " journaled as record \\d+ of .*"), said);
    }

    private static String eventToPixel() throws Exception {
        return (String) browser.evaluate("(() => { const all = performance.getEntriesByName('event-to-pixel')"
                + ".map(e => e.duration).sort((a, b) => a - b); const at = share => (all[Math.floor((all.length - 1) * share)] || 0)"
                + ".toFixed(0); return at(0.5) + ' ' + at(0.99) + ' of ' + all.length; })()");
    }
}
