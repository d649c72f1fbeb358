package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.Browser;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The page as somebody uses it: he looks, presses, types and waits. */
final class PageDriver {
    private static final int PATIENCE_MS = 40_000;

    private final Browser browser;
    private Instant sent;

    PageDriver(Browser browser) {
        this.browser = browser;
    }

    /** Opens the page with a token and waits until it shows a daemon. */
    void open(Dashboard dashboard, String token, int width) throws Exception {
        browser.open(URI.create("about:blank"), width, 900, false);
        browser.open(URI.create(dashboard.address() + "#token=" + token), width, 900, false);
        until("document.getElementById('mode')");
    }

    /** Waits until an expression is true; its value. */
    Object until(String expression) throws Exception {
        return browser.evaluate("new Promise((done, failed) => { const end = Date.now() + " + PATIENCE_MS + ";"
                + "const look = () => { let value; try { value = " + expression + "; } catch (e) { value = null; }"
                + "if (value) done(value instanceof Node ? value.textContent : value);"
                + "else if (Date.now() > end) failed(new Error(" + quoted("not so: " + expression)
                + " + ' ' + document.body.innerText.slice(0, 2000)));"
                + "else setTimeout(look, 20); }; look(); })");
    }

    String text(String id) throws Exception {
        return (String) until("document.getElementById(" + quoted(id) + ")");
    }

    void page(String name) throws Exception {
        browser.press("#go-" + name);
        until("document.getElementById('page-" + name + "')");
    }

    /** Presses a button, types what has to be typed, and sends it; what the page says then. */
    String command(String button, String typed) throws Exception {
        dialog(button);
        if (typed != null) {
            type(typed);
        }
        String said = send();
        closeDialog();
        return said;
    }

    @SuppressWarnings("unchecked")
    List<String> overlaps() throws Exception {
        return (List<String>) browser.evaluate(script("overlaps.js"));
    }

    /** What is wrong with tables that are wider than the screen. */
    @SuppressWarnings("unchecked")
    List<String> wideTables() throws Exception {
        return (List<String>) browser.evaluate(script("tables.js"));
    }

    /** What cannot be read, or hit with a thumb. */
    @SuppressWarnings("unchecked")
    List<String> illegible() throws Exception {
        return (List<String>) browser.evaluate(script("legibility.js"));
    }

    /** Opens a dialog by its button. */
    void dialog(String button) throws Exception {
        browser.press(button);
        until("document.querySelector('dialog[open] #send')");
    }

    void closeDialog() throws Exception {
        browser.press("dialog[open] .close");
        until("!document.querySelector('dialog[open]')");
    }

    /** Types what has to be typed, and waits until it may be sent. */
    void type(String word) throws Exception {
        assertEquals("typed", browser.evaluate("document.activeElement.id"), "the cursor stands where it is typed");
        browser.type(word);
        until("!document.getElementById('send').disabled");
    }

    /** Sends what the dialog is about; what the page says then. */
    String send() throws Exception {
        sent = browser.press("#send");
        return (String) until("document.querySelector('#answer, #failed')");
    }

    /** When it was last sent. */
    Instant sent() {
        return sent;
    }

    /** A value of JSON that an expression makes. */
    Map<?, ?> json(String expression) throws Exception {
        return (Map<?, ?>) Json.read("the page", (String) browser.evaluate("JSON.stringify(" + expression + ")"));
    }

    static String quoted(String text) {
        return Json.compact(text);
    }

    private static String script(String name) throws IOException {
        try (var in = PageDriver.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
