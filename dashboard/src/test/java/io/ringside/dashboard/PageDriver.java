package io.ringside.dashboard;

import io.ringside.replay.Browser;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page as somebody uses it: he looks, presses, types and waits. */
final class PageDriver {
    private static final int PATIENCE_MS = 40_000;

    private final Browser browser;

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
        browser.evaluate("document.getElementById('go-" + name + "').click()");
        until("document.getElementById('page-" + name + "')");
    }

    /** Presses a button, types what has to be typed, and sends it; what the page says then. */
    String command(String button, String typed) throws Exception {
        browser.evaluate("document.querySelector(" + quoted(button) + ").click()");
        until("document.querySelector('dialog[open] #send')");
        if (typed != null) {
            browser.evaluate("(() => { const typed = document.getElementById('typed'); typed.value = " + quoted(typed)
                    + "; typed.dispatchEvent(new Event('input', { bubbles: true })); })()");
            until("!document.getElementById('send').disabled");
        }
        browser.evaluate("document.getElementById('send').click()");
        String said = (String) until("document.querySelector('#answer, #failed')");
        browser.evaluate("document.querySelector('dialog[open] .close').click()");
        until("!document.querySelector('dialog[open]')");
        return said;
    }

    @SuppressWarnings("unchecked")
    List<String> overlaps() throws Exception {
        return (List<String>) browser.evaluate(script("overlaps.js"));
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
