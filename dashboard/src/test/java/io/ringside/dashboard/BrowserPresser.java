package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.dashboard.ControlBench.Answer;
import io.ringside.dashboard.ControlBench.Control;
import io.ringside.replay.Browser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Presses controls as a trader does: he looks for the button, presses it, types what has to be typed, and reads what is said. */
final class BrowserPresser implements ControlBench.Presser {
    private final Browser browser;
    private final PageDriver page;

    BrowserPresser(Browser browser, PageDriver page) {
        this.browser = browser;
        this.page = page;
    }

    @Override
    public Answer press(Control control) throws Exception {
        turnTo(control);
        page.dialog(button(control));
        String title = page.text("command-title");
        assertTrue(title.contains(control.target()) || control.command().equals("silence"), title);
        if (!control.word().isEmpty()) {
            assertEquals(true, browser.evaluate("document.getElementById('send').disabled"), "nothing typed yet");
            page.type(control.word());
        }
        String said = page.send();
        String record = (String) browser.evaluate("(document.getElementById('record') || {}).textContent || ''");
        boolean obeyed = (boolean) browser.evaluate("!!document.querySelector('#answer.good')");
        page.closeDialog();
        return new Answer(obeyed, said, record.isEmpty() ? null : record, page.sent());
    }

    /** He has one pointer. */
    @Override
    public Map<Control, CompletableFuture<Answer>> pressAll(List<Control> controls) throws Exception {
        Map<Control, CompletableFuture<Answer>> all = new LinkedHashMap<>();
        for (Control control : controls) {
            all.put(control, CompletableFuture.completedFuture(press(control)));
        }
        return all;
    }

    @Override
    public boolean isOffered(Control control) throws Exception {
        if (!control.target().isEmpty() && button(control).startsWith("#")) {
            // There is a button, and nowhere to say that.
            return false;
        }
        turnTo(control);
        browser.settle();
        return (boolean) browser.evaluate("!!document.querySelector(" + PageDriver.quoted(button(control)) + ")");
    }

    private void turnTo(Control control) throws Exception {
        switch (control.command()) {
            case "ack", "silence", "alarm-test" -> page.page("alarms");
            case "rebalance" -> page.page("portfolios");
            default -> page.page("now");
        }
    }

    private static String button(Control control) {
        return switch (control.command()) {
            case "ack", "alarm-test" -> "#" + control.command();
            case "close", "adopt", "cancel", "silence" -> "[id=\"" + control.command() + "-" + control.target() + "\"]";
            default -> "#do-" + control.command();
        };
    }
}
