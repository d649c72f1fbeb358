package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.Browser;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, over simulated days: what it shows is what the daemon and the command line say, each button does
 * what it says in whatever state the daemon is, and nothing is drawn over anything.
 */
class DashboardIT {
    private static final List<String> PAGES = List.of(
            "now",
            "chart",
            "orders",
            "performance",
            "portfolios",
            "risk",
            "journal",
            "alarms",
            "runs",
            "data",
            "sql",
            "system");
    private static final int PACKED_MAX = 150_000;
    private static final int MOMENTS = 10;

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

    private static Dashboard dashboard(Path journal) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(journal),
                folder.resolve("results"),
                Listen.parse("127.0.0.1:0"),
                null,
                List.of(),
                false,
                null));
        dashboard.start();
        return dashboard;
    }

    // ---- A day ----------------------------------------------------------------------------------------------------

    @Test
    void shouldShowADayAsTheDaemonAndTheCommandLineDo() throws Exception {
        results();
        Path root = folder.resolve("day");
        try (LiveDay day = LiveDay.simulated(root, "--speed", "2000");
                Dashboard dashboard = dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            assertEquals("", browser.evaluate("location.hash"), "the token is out of the address");
            assertEquals("SIMULATED", page.text("mode"));
            compareWithStatus(day);
            day.await(() -> day.status().contains("\"state\": \"stopped\""), () -> "the end of the day");
        } catch (AssertionError e) {
            if (!Files.readString(root.resolve("status.json")).contains("\"stopped\"")) {
                throw e;
            }
        }
        // What a daemon leaves that nobody has acknowledged.
        Files.writeString(root.resolve("unacknowledged"), "one\n<b>two</b> & \"three\"\nthree\n");
        try (Dashboard dashboard = dashboard(root)) {
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            page.until("document.getElementById('journal-state').textContent.includes('proved')");
            String commandLine = tradesOf(root);
            page.page("performance");
            String shown = page.text("trade-lines");
            assertTrue(commandLine.contains(shown.strip()), shown + "\n" + commandLine);
            page.page("orders");
            page.until("document.querySelectorAll('#trade-table tbody tr').length === 2");
            explain();
            tail(root.resolve("2025-06-20"));
            measures();
            askInSql();
            lookAtEveryPage();
            tearSheet();
        }
        assertTrue(new Assets().packedBytes() < PACKED_MAX, "the page has " + new Assets().packedBytes() + " bytes");
        System.out.println("the page: " + new Assets().packedBytes() + " bytes packed");
    }

    /** What stands on the page at a moment is what the status said that it was made of. */
    private static void compareWithStatus(LiveDay day) throws Exception {
        Map<String, Map<?, ?>> told = new HashMap<>();
        int compared = 0;
        String last = "";
        while (compared < MOMENTS && day.process.isAlive()) {
            Map<?, ?> status = (Map<?, ?>) Json.read("status", day.status());
            told.put(String.valueOf(status.get("written_ms")), status);
            Map<?, ?> shown = page.json("Object.fromEntries([['status_ms', document.documentElement.dataset.status],"
                    + "...['equity-now', 'day-now', 'position-now', 'entries', 'broker', 'account-tail'].map(id =>"
                    + " [id, document.getElementById(id).textContent])])");
            String at = (String) shown.get("status_ms");
            Map<?, ?> expected = told.get(at);
            if (expected == null || at.equals(last)) {
                continue;
            }
            last = at;
            compared++;
            assertEquals(expected.get("equity"), ((String) shown.get("equity-now")).replace(",", ""));
            assertEquals(expected.get("day"), ((String) shown.get("day-now")).replace(",", ""));
            assertEquals(expected.get("position"), shown.get("position-now"));
            assertEquals(expected.get("entries"), shown.get("entries"));
            assertEquals(expected.get("broker"), shown.get("broker"));
            assertEquals(expected.get("account"), shown.get("account-tail"));
        }
        assertEquals(MOMENTS, compared, "moments");
    }

    private static String tradesOf(Path root) {
        var out = new ByteArrayOutputStream();
        try (var follower = new io.ringside.gateway.live.DayFollower(root.resolve("2025-06-20"))) {
            follower.follow(line -> {});
            follower.trades().lines().forEach(line -> out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void explain() throws Exception {
        browser.evaluate("document.querySelector('#trade-table .link').click()");
        String explanation = page.text("explanation");
        assertTrue(explanation.contains("The order's life"), explanation);
        browser.evaluate("document.querySelector('dialog[open] .close').click()");
        page.until("!document.querySelector('dialog[open]')");
    }

    /** The journal's page has the lines of {@code ringside tail}, the newest first. */
    private static void tail(Path journal) throws Exception {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(0, Commands.run(new TailCommand(), printed, printed, "--type", "fill", journal.toString()));
        page.page("journal");
        page.until("document.getElementById('events').textContent.includes('fill')");
        assertEquals(
                out.toString(StandardCharsets.UTF_8).lines().sorted().toList(),
                page.text("events").lines().sorted().toList());
    }

    /** Where SQL is not built, that is said, and nothing is fetched. */
    private static void askInSql() throws Exception {
        page.page("sql");
        page.until("document.getElementById('ask')");
        browser.evaluate("document.getElementById('ask').click()");
        page.until("document.querySelector('#sql-answer, #sql-error')");
        if ("yes".equals(browser.evaluate("document.getElementById('sql-error') ? 'yes' : 'no'"))) {
            String error = page.text("sql-error");
            assertTrue(error.contains("not built"), error);
            System.out.println("the page: SQL is not built here");
        }
    }

    private static void measures() throws Exception {
        Map<?, ?> measured = page.json(
                "({ paint: performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] || 0 })");
        System.out.println("the page: first paint after " + measured.get("paint") + " ms");
    }

    private static void lookAtEveryPage() throws Exception {
        String screenshots = System.getenv("RINGSIDE_SCREENSHOTS");
        List<String> illegible = new ArrayList<>();
        for (int width : new int[] {1440, 390}) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.screen(width, 900, dark);
                for (String name : PAGES) {
                    page.page(name);
                    if (name.equals("runs")) {
                        page.until("document.querySelector('#run-table input')");
                        browser.evaluate(
                                "[...document.querySelectorAll('#run-table input')].slice(0, 2).forEach(one => one.click())");
                        page.until("document.querySelectorAll('#compare .sheet').length === 2");
                    }
                    page.until(ready(name));
                    browser.settle();
                    String where = name + " " + width + (dark ? " dark" : " light");
                    assertEquals(List.of(), page.overlaps(), where);
                    page.illegible().forEach(one -> illegible.add(where + ": " + one));
                    String text = (String) browser.evaluate("document.body.innerText");
                    assertFalse(text.matches("(?s).*(NaN|Infinity|undefined|\\[object).*"), where + text);
                    if (screenshots != null) {
                        browser.screenshot(Path.of(screenshots, where.replace(' ', '-') + ".png"));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", illegible));
        assertEquals(List.of(), browser.complaints());
        browser.requests().forEach(address -> assertTrue(address.startsWith("http://127.0.0.1:"), address));
    }

    /** What a page shows once it has what it asked for: none of them is empty. */
    private static String ready(String name) {
        return switch (name) {
            case "now" ->
                "document.querySelector('#position-table tbody tr') && document.querySelectorAll('.alarms li').length === 3"
                        + " && document.querySelectorAll('#log li').length > 4";
            case "chart" -> "document.querySelector('#candles canvas')";
            case "orders" -> "document.querySelectorAll('#history tbody tr').length > 3";
            case "performance" -> "document.querySelector('#equity canvas')";
            case "portfolios" ->
                "document.querySelector('#rankings tbody tr') && document.querySelector('#executions tbody tr')";
            case "risk" -> "document.querySelector('#outcomes tbody tr') && document.querySelector('#limits tbody tr')";
            case "journal" -> "document.getElementById('events').textContent.includes('fill')";
            case "alarms" ->
                "document.querySelectorAll('#open-alarms li').length === 3 && document.getElementById('daemon-log')";
            case "runs" -> "document.querySelector('#run-equity canvas')";
            case "data" -> "document.querySelector('#coverage tbody tr')";
            case "sql" -> "document.getElementById('statement').value.startsWith('SELECT')";
            case "system" -> "document.querySelector('#clocks tbody tr')";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void tearSheet() throws Exception {
        page.page("runs");
        page.until("document.querySelector('#run-table input')");
        browser.evaluate("document.querySelectorAll('#run-table input')[0].click()");
        String address = (String) page.until(
                "document.querySelector('#compare .sheet') && document.querySelector('#compare .sheet').href");
        browser.open(URI.create(address), 1440, 900, false);
        assertEquals("yes", browser.evaluate("document.documentElement.dataset.drawn"));
        assertEquals("null", browser.evaluate("String(window.origin)"), "a stranger, who has no cookie");
        assertEquals(List.of(), browser.complaints());
    }

    /** Two back tests and a portfolio. */
    private static void results() throws IOException {
        Path first = folder.resolve("results/first");
        var out = new ByteArrayOutputStream();
        int code = Commands.run(
                new BacktestCommand(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--config",
                Path.of(System.getProperty("ringside.home"), "config", "qqq.conf")
                        .toString(),
                "--to",
                "2023-04-28",
                "--html",
                "--out",
                first.toString());
        assertEquals(0, code, out.toString(StandardCharsets.UTF_8));
        for (String other : List.of("second", "momentum")) {
            Path copy = Files.createDirectories(folder.resolve("results/" + other));
            for (String file : List.of("summary.json", "trades.csv", "equity.csv", "report.html")) {
                Files.copy(first.resolve(file), copy.resolve(file));
            }
        }
        Path momentum = folder.resolve("results/momentum");
        Files.writeString(
                momentum.resolve("rankings.csv"),
                "day,symbol,rank,score,outcome\n2024-01-31,OLD,1,0.5,HELD\n2024-02-29,AAPL,1,0.41,BOUGHT\n2024-02-29,MSFT,2,0.39,HELD\n");
        Files.writeString(
                momentum.resolve("executions.csv"), "time,symbol,side,quantity,price\n2024-03-01,AAPL,BUY,10,180.5\n");
    }

    // ---- Buttons --------------------------------------------------------------------------------------------------

    @Test
    void shouldObeyEachButtonIdleAndPendingAndSayWhenTheDaemonIsGone() throws Exception {
        Path root = folder.resolve("buttons");
        // So little of the volume is ours that no entry ever fills.
        try (LiveDay day = LiveDay.simulated(root, "--speed", "800", "--set", "broker.participation=0.0000001");
                Dashboard dashboard = dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            record(page.command("#do-halt", null), "halt");
            page.text("halted");
            record(page.command("#do-resume", null), "resume");
            page.until("!document.getElementById('halted')");
            page.until("document.querySelector('#order-table .buttons button, #order-table td:last-child button')");
            System.out.println("the page: event to pixel, median and 99 of 100, ms: " + eventToPixel());
            long before = System.nanoTime();
            record(page.command("#order-table td:last-child button", null), "cancel");
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
                    Dashboard dashboard = dashboard(root)) {
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
