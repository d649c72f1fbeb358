package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every button that asks something back, in a real browser, beside a daemon that trades a portfolio: dialogs at the desk and on
 * the phone, light and dark, can be read and hit, and what they answer is the record that they caused.
 */
class DialogsIT {
    @TempDir
    Path folder;

    private Browser browser;
    private PageDriver page;
    private final List<String> troubles = new ArrayList<>();

    @Test
    void shouldAskReadablyAndShowWhatItCaused() throws Exception {
        Path root = folder.resolve("live");
        try (Browser opened = Browser.start();
                LiveDay day = PortfolioDay.start(root, folder.resolve("store"));
                Dashboard dashboard = dashboard(root)) {
            browser = opened;
            page = new PageDriver(browser);
            PortfolioDay.awaitOpen(day);
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            alarms();
            strip();
            rebalance();
            page.page("now");
            page.until("document.querySelector('#position-table td:last-child button')");
            look("now");
            dialog("close", "#position-table td:last-child button");
            browser.evaluate("document.getElementById('show-flat').click()");
            page.until("document.querySelectorAll('#position-table tbody tr').length === 32");
            day.kill();
            differ(root);
            page.until(
                    "[...document.querySelectorAll('#position-table button')].some(one => one.textContent === 'adopt')");
            look("now-differs");
            browser.evaluate("[...document.querySelectorAll('#position-table button')]"
                    + ".find(one => one.textContent === 'adopt').id = 'the-adopt'");
            dialog("adopt", "#the-adopt");
            String killed = send("kill", "#do-kill", "KILL");
            assertTrue(killed.contains("kill flag set") && killed.contains("no daemon runs"), killed);
            page.text("killed");
            look("killed");
            assertTrue(new LiveFolder(root).isKilled());
            assertEquals(List.of(), browser.complaints());
            assertEquals("", String.join("\n", troubles));
        }
    }

    private void alarms() throws Exception {
        page.page("alarms");
        page.until("document.getElementById('alarm-test')");
        look("alarms-none");
        dialog("silence", "#silence-15");
        recorded(send("alarm-test", "#alarm-test", null), "alarm_test");
        page.until("document.getElementById('ack')");
        recorded(send("silence", "#silence-60", null), "silence");
        page.text("silent-for");
        look("alarms");
        recorded(send("end-silence", "#silence-0", null), "silence");
        page.until("!document.getElementById('silent-for')");
        recorded(send("ack", "#ack", null), "acknowledge");
        page.until("!document.getElementById('ack')");
    }

    private void strip() throws Exception {
        dialog("flatten", "#do-flatten");
        dialog("kill", "#do-kill");
        recorded(send("halt", "#do-halt", null), "halt");
        page.text("halted");
        look("halted");
        recorded(send("resume", "#do-resume", null), "resume");
        page.until("!document.getElementById('halted')");
    }

    private void rebalance() throws Exception {
        page.page("portfolios");
        page.until("document.getElementById('dry-run')");
        browser.evaluate("document.getElementById('dry-run').click()");
        page.text("not-due");
        look("rebalance-not-due");
        browser.evaluate("document.getElementById('dry-run-forced').click()");
        page.until("document.querySelector('#planned tbody tr')");
        look("rebalance-plan");
        recorded(send("rebalance", "#do-rebalance", "REBALANCE"), "rebalance");
        page.until("!document.getElementById('do-rebalance')");
    }

    /** What the broker holds is not what the daemon holds: as a daemon's status would tell it. */
    private static void differ(Path root) throws Exception {
        Path status = root.resolve("status.json");
        Files.writeString(
                status, Files.readString(status).replaceFirst("\"broker_shares\": (\\d+),", "\"broker_shares\": 1$1,"));
    }

    // ---- Looking --------------------------------------------------------------------------------------------------

    /** Looks at a dialog, and closes it. */
    private void dialog(String name, String button) throws Exception {
        page.dialog(button);
        look(name + "-dialog");
        page.closeDialog();
    }

    /** Looks at a dialog, answers it, and looks at what it says then. */
    private String send(String name, String button, String word) throws Exception {
        page.dialog(button);
        if (word != null) {
            assertEquals(true, browser.evaluate("document.getElementById('send').disabled"), "nothing typed yet");
            page.type(word);
        }
        look(name + "-dialog");
        String said = page.send();
        look(name + "-answer");
        page.closeDialog();
        return said;
    }

    private static void recorded(String said, String command) {
        assertTrue(said.matches("(?s).*" + command + " journaled as record \\d+ of .*"), said);
    }

    private void look(String name) throws Exception {
        String screenshots = System.getenv("RINGSIDE_SCREENSHOTS");
        for (int width : new int[] {390, 1440}) {
            for (boolean dark : new boolean[] {false, true}) {
                // A colour knows no width, so that each is looked at once; pictures are made of all.
                if (screenshots == null && dark != (width == 390)) {
                    continue;
                }
                String where = name + "-" + width + "-" + (dark ? "dark" : "light");
                browser.screen(width, 900, dark);
                browser.settle();
                if (screenshots != null) {
                    browser.screenshot(Path.of(screenshots, where + ".png"));
                }
                page.overlaps().forEach(one -> troubles.add(where + ": " + one));
                page.illegible().forEach(one -> troubles.add(where + ": " + one));
            }
        }
    }

    private Dashboard dashboard(Path journal) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(journal), folder.resolve("out"), Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        dashboard.start();
        return dashboard;
    }
}
