package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.replay.Browser;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, over simulated days of a strategy and of a portfolio: what it shows is what the daemon and the
 * command line say, and nothing is drawn over anything.
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

    private static Dashboard dashboard(Path... journals) {
        Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(journals),
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
        Path names = folder.resolve("portfolio");
        Map<Long, String> lines = new TreeMap<>();
        try (LiveDay portfolio = PortfolioDay.days(names, folder.resolve("store"))) {
            assertEquals(0, portfolio.process.waitFor(), portfolio::output);
        }
        try (LiveDay day = LiveDay.simulated(root, "--speed", "2000");
                Dashboard dashboard = dashboard(root)) {
            day.awaitStatus("\"broker\": \"ready\"");
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            assertEquals("", browser.evaluate("location.hash"), "the token is out of the address");
            assertEquals("SIMULATED", page.text("mode"));
            compareWithStatus(day, lines);
            day.await(() -> day.status().contains("\"state\": \"stopped\""), () -> "the end of the day");
        } catch (AssertionError e) {
            if (!Files.readString(root.resolve("status.json")).contains("\"stopped\"")) {
                throw e;
            }
        }
        assertEquals(List.of(), strangers(lines, root), "what happened, as the journal's fold tells it");
        // What a daemon leaves that nobody has acknowledged.
        Files.writeString(root.resolve("unacknowledged"), "one\n<b>two</b> & \"three\"\nthree\n");
        try (Dashboard dashboard = dashboard(root, names)) {
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
            lookAtEveryPage("", DashboardIT::ready);
            lookAtThePortfolio(names);
            tearSheet();
        }
        assertTrue(new Assets().packedBytes() < PACKED_MAX, "the page has " + new Assets().packedBytes() + " bytes");
        System.out.println("the page: " + new Assets().packedBytes() + " bytes packed");
    }

    /** What stands on the page at a moment is what the status said that it was made of. */
    private static void compareWithStatus(LiveDay day, Map<Long, String> lines) throws Exception {
        Map<String, Map<?, ?>> told = new HashMap<>();
        int compared = 0;
        String last = "";
        while (compared < MOMENTS && day.process.isAlive()) {
            Map<?, ?> status = (Map<?, ?>) Json.read("status", day.status());
            told.put(String.valueOf(status.get("written_ms")), status);
            Map<?, ?> shown = page.json("Object.fromEntries([['status_ms', document.documentElement.dataset.status],"
                    + "['positions', [...document.querySelectorAll('#position-table tbody tr')].map(row =>"
                    + " [0, 1, 2, 3, 6].map(i => row.cells[i].textContent).join(' '))],"
                    + "['working', [...document.querySelectorAll('#order-table tbody tr')].map(row =>"
                    + " [0, 1, 2, 3, 4, 5, 8].map(i => row.cells[i].textContent).join(' '))],"
                    + "['log', [...document.querySelectorAll('#log li')].map(line => line.textContent)],"
                    + "...['equity-now', 'day-now', 'position-now', 'entries', 'broker', 'account-tail'].map(id =>"
                    + " [id, document.getElementById(id).textContent])])");
            String at = (String) shown.get("status_ms");
            Map<?, ?> expected = told.get(at);
            if (expected == null || at.equals(last) || "stopped".equals(expected.get("state"))) {
                continue;
            }
            last = at;
            compared++;
            assertEquals(
                    new BigDecimal((String) expected.get("equity"))
                            .setScale(2, RoundingMode.HALF_UP)
                            .toPlainString(),
                    ((String) shown.get("equity-now")).replace(",", ""));
            assertEquals(expected.get("day"), ((String) shown.get("day-now")).replace(",", ""));
            assertEquals(expected.get("position"), shown.get("position-now"));
            assertEquals(expected.get("entries"), shown.get("entries"));
            assertEquals(expected.get("broker"), shown.get("broker"));
            assertEquals(expected.get("account"), shown.get("account-tail"));
            assertEquals(
                    cells(expected.get("positions"), "symbol", "shares", "broker_shares", "average", "stop"),
                    shown.get("positions"));
            assertEquals(
                    cells(expected.get("orders"), "order", "symbol", "purpose", "side", "shares", "filled", "stop"),
                    shown.get("working"));
            for (Object line : (List<?>) shown.get("log")) {
                String[] parts = line.toString().split(" ", 2);
                lines.merge(
                        Long.valueOf(parts[0]),
                        parts[1],
                        (one, other) -> one.contains(other) ? one : one + "\n" + other);
            }
        }
        assertEquals(MOMENTS, compared, "moments");
    }

    /** Cells of a table's rows, as the status has them. */
    private static List<String> cells(Object rows, String... keys) {
        List<String> all = new ArrayList<>();
        for (Object row : (List<?>) rows) {
            all.add(Arrays.stream(keys)
                    .map(key -> String.valueOf(((Map<?, ?>) row).get(key)))
                    .collect(Collectors.joining(" ")));
        }
        return all;
    }

    /** Lines that the page showed during the day, and that {@code ringside live} would not have printed at that record. */
    private static List<String> strangers(Map<Long, String> lines, Path root) {
        assertTrue(lines.size() > 2, lines::toString);
        Map<Long, String> printed = new HashMap<>();
        try (var follower = new io.ringside.gateway.live.DayFollower(root.resolve("2025-06-20"))) {
            follower.publishFrom(0);
            follower.follow((text, sequence) -> printed.merge(sequence, text, (one, other) -> one + "\n" + other));
        }
        List<String> strangers = new ArrayList<>();
        lines.forEach((sequence, text) -> text.lines().forEach(line -> {
            if (printed.getOrDefault(sequence, "").lines().noneMatch(line::equals)) {
                strangers.add(sequence + " " + line + ", and not " + printed.get(sequence));
            }
        }));
        return strangers;
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

    /** Another daemon on the same page: what it holds is what its status says, and no page of it is empty either. */
    private static void lookAtThePortfolio(Path root) throws Exception {
        browser.screen(1440, 900, false);
        page.page("now");
        browser.evaluate("(() => { const one = document.getElementById('daemon'); one.value = 'portfolio';"
                + " one.dispatchEvent(new Event('change', { bubbles: true })); })()");
        page.until("document.getElementById('show-flat')");
        assertEquals("was trading is halted", page.text("entries"), "once, and not of every name");
        browser.press("#show-flat");
        Map<?, ?> status = (Map<?, ?>) Json.read("status", Files.readString(root.resolve("status.json")));
        List<String> expected = cells(status.get("positions"), "symbol", "shares", "broker_shares", "average");
        assertEquals(
                List.of(),
                expected.stream()
                        .filter(row -> !row.split(" ", 5)[1].equals(row.split(" ", 5)[2]))
                        .toList(),
                "ours and the broker's, as the days ended");
        assertTrue(
                expected.stream()
                                .filter(row -> !row.split(" ", 5)[1].equals("0"))
                                .count()
                        > 3,
                expected::toString);
        assertEquals(
                expected,
                page.json("({ rows: [...document.querySelectorAll('#position-table tbody tr')].map(row =>"
                                + " [0, 1, 2, 3].map(i => row.cells[i].textContent).join(' ')) })")
                        .get("rows"));
        lookAtEveryPage("portfolio-", DashboardIT::readyOfAPortfolio);
    }

    private static void lookAtEveryPage(String prefix, UnaryOperator<String> ready) throws Exception {
        String screenshots = System.getenv("RINGSIDE_SCREENSHOTS");
        List<String> troubles = new ArrayList<>();
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
                    page.until(ready.apply(name));
                    browser.settle();
                    String where = prefix + name + " " + width + (dark ? " dark" : " light");
                    String text = (String) browser.evaluate("document.body.innerText");
                    assertFalse(text.matches("(?s).*(NaN|Infinity|undefined|\\[object).*"), where + text);
                    if (screenshots != null) {
                        browser.screenshot(Path.of(screenshots, where.replace(' ', '-') + ".png"));
                    }
                    page.overlaps().forEach(one -> troubles.add(where + ": " + one));
                    page.illegible().forEach(one -> troubles.add(where + ": " + one));
                    page.wideTables().forEach(one -> troubles.add(where + ": " + one));
                }
            }
        }
        assertEquals("", String.join("\n", troubles));
        assertEquals(List.of(), browser.complaints());
        browser.requests().forEach(address -> assertTrue(address.startsWith("http://127.0.0.1:"), address));
    }

    /** Of a portfolio there are no candles, conditions or stops. */
    private static String readyOfAPortfolio(String name) {
        return switch (name) {
            case "now" -> "document.querySelector('#position-table tbody tr')";
            case "chart" -> "document.querySelector('#page-chart .empty, #candles canvas')";
            case "risk" -> "document.querySelector('#limits tbody tr')";
            case "orders" -> "document.querySelectorAll('#history tbody tr').length > 3";
            case "portfolios" -> "document.getElementById('dry-run') && document.querySelector('#rankings tbody tr')";
            case "alarms" -> "document.getElementById('daemon-log')";
            // Its newest day has not begun.
            case "performance" -> "document.querySelector('#equity canvas, #page-performance .facts')";
            default -> ready(name);
        };
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
}
