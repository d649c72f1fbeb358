package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tear sheet as a reader sees it, in a real browser without a network. */
class TearSheetIT {
    private static final List<String> BLOCKS = List.of(
            "equity",
            "underwater",
            "drawdowns",
            "calendar",
            "returns",
            "r-multiples",
            "mae",
            "mfe",
            "durations",
            "hours",
            "reasons",
            "weekdays",
            "exposure",
            "costs",
            "rolling-sharpe",
            "rolling-volatility",
            "price",
            "trades",
            "metrics",
            "parameters");
    private static final int PAGE_MAX = 2_000_000;

    @TempDir
    Path folder;

    @Test
    void shouldDrawEveryBlockOfGeneratedBars() throws Exception {
        check(backTest(), "generated");
    }

    @Test
    void shouldDrawEveryBlockOfRealBars() throws Exception {
        check(backTest("--bars", "QQQ=" + SharedData.file("bars-5min/QQQ.csv.gz")), "real");
    }

    @Test
    void shouldWriteTheSamePageTwice() throws Exception {
        Path page = backTest("--to", "2023-03-31");
        byte[] first = Files.readAllBytes(page);
        assertEquals(
                0,
                CommandLine.run(new ReportCommand(), page.getParent(), "--html").code());
        assertArrayEquals(first, Files.readAllBytes(page));
    }

    @Test
    void shouldShowAnHonestEmptyPageWhenNothingWasTraded() throws Exception {
        for (int sessions = 0; sessions < 3; sessions++) {
            long cash = 10_000 * FixedPoint.ONE_E8;
            List<SessionEquity> flat = List.of(
                    new SessionEquity(20_229, cash, cash, 0, cash, 0),
                    new SessionEquity(20_230, cash, cash, 0, cash, 0));
            Path out = Files.createDirectories(folder.resolve("empty-" + sessions));
            lookAt(write(out, flat.subList(0, sessions)));
        }
    }

    private void lookAt(Path page) throws Exception {
        try (Browser browser = Browser.start()) {
            browser.open(page, 390, 800, false);
            assertEquals(List.of(), browser.complaints());
            assertEquals("yes", browser.evaluate("document.documentElement.dataset.drawn"));
            String text = (String) browser.evaluate("document.body.innerText");
            assertFalse(text.matches("(?s).*(NaN|Infinity|undefined|null).*"), text);
            assertTrue(text.contains("There were no trades."), text);
            assertEquals("[]", browser.evaluate(script("overlaps.js")).toString());
        }
    }

    @Test
    void shouldShowAnAccountThatWasLost() throws Exception {
        Path out = Files.createDirectories(folder.resolve("lost"));
        long e8 = FixedPoint.ONE_E8;
        List<SessionEquity> lost = List.of(
                new SessionEquity(20_229, 9_000 * e8, 9_000 * e8, 0, 10_000 * e8, 1),
                new SessionEquity(20_230, 0, 0, 0, 0, 1),
                new SessionEquity(20_231, -5 * e8, -5 * e8, 0, 10_000 * e8, 0),
                new SessionEquity(20_300, 5 * e8, 5 * e8, 0, 10_000 * e8, 0));
        lookAt(write(out, lost));
    }

    private void check(Path page, String name) throws Exception {
        assertTrue(Files.size(page) < PAGE_MAX, "the page has " + Files.size(page) + " bytes");
        String screenshots = System.getenv("RINGSIDE_SCREENSHOTS");
        try (Browser browser = Browser.start()) {
            for (int width : new int[] {390, 1440}) {
                for (boolean dark : new boolean[] {false, true}) {
                    String where = name + " " + width + (dark ? " dark" : " light");
                    browser.open(page, width, 900, dark);
                    Map<String, String> expected = new LinkedHashMap<>();
                    BLOCKS.forEach(block -> expected.put(block, "drawn"));
                    assertEquals(expected, browser.evaluate(script("blocks.js")), where);
                    assertEquals("[]", browser.evaluate(script("overlaps.js")).toString(), where);
                    String text = (String) browser.evaluate("document.body.innerText");
                    assertFalse(text.matches("(?s).*(NaN|Infinity|undefined).*"), where);
                    if (screenshots != null) {
                        browser.screenshot(Path.of(screenshots, where.replace(' ', '-') + ".png"));
                    }
                    use(browser);
                    assertEquals(List.of(), browser.complaints(), where);
                    browser.requests().forEach(address -> assertTrue(address.matches("(file|data):.*"), address));
                }
            }
            if (screenshots != null) {
                browser.screenshot(Path.of(screenshots, name + "-used.png"));
                browser.print(Path.of(screenshots, name + ".pdf"));
            }
        }
    }

    /** Presses what can be pressed. */
    private static void use(Browser browser) throws Exception {
        browser.evaluate("[...document.querySelectorAll('#equity button')].at(-1).click()");
        assertEquals("drawn", ((Map<?, ?>) browser.evaluate(script("blocks.js"))).get("equity"));
        browser.evaluate("document.querySelector('#trades summary').click()");
        browser.evaluate("new Promise(done => setTimeout(done, 50))");
        assertEquals(
                browser.evaluate("JSON.parse(document.getElementById('data').textContent).trades.count"),
                browser.evaluate("document.querySelectorAll('#trades tbody tr').length"));
        browser.evaluate("document.querySelectorAll('#trades tbody tr')[2].click()");
        String label = (String) browser.evaluate("document.querySelector('#price .controls .note').textContent");
        assertTrue(label.startsWith("Trade 3 of "), label);
        browser.evaluate("[...document.querySelectorAll('#price button')].forEach(button => button.click())");
        browser.evaluate("[...document.querySelectorAll('#metrics summary')].forEach(one => one.click())");
        assertEquals("[]", browser.evaluate(script("overlaps.js")).toString());
        assertTrue(((BigDecimal) browser.evaluate("document.querySelectorAll('#metrics [title]').length")).intValue()
                > 60);
    }

    private Path backTest(String... options) throws IOException {
        Path out = folder.resolve("out");
        Object[] args = new Object[options.length + 4];
        System.arraycopy(options, 0, args, 0, options.length);
        args[options.length] = "--config";
        args[options.length + 1] = CommandLine.home().resolve("config/qqq.conf");
        args[options.length + 2] = "--out";
        args[options.length + 3] = out;
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), args);
        assertEquals(0, outcome.code(), outcome.err());
        Path page = out.resolve("report.html");
        if (!Files.exists(page)) {
            assertEquals(0, CommandLine.run(new ReportCommand(), out, "--html").code());
        }
        return page;
    }

    /** A folder without trades and without a journal. */
    private static Path write(Path out, List<SessionEquity> sessions) throws IOException {
        TradeFile.write(out.resolve("trades.csv"), List.of());
        EquityFile.write(out.resolve("equity.csv"), sessions);
        Run run = new Run(10_000 * FixedPoint.ONE_E8, 0, 0, 78, 160, "", false, Double.NaN, false, 0);
        Files.writeString(
                out.resolve("summary.json"),
                Summary.of(run, List.of(), sessions).json());
        CommandLine.Outcome outcome = CommandLine.run(new ReportCommand(), out, "--html");
        assertEquals(0, outcome.code(), outcome.err());
        return out.resolve("report.html");
    }

    private static String script(String name) throws IOException {
        try (var in = TearSheetIT.class.getResourceAsStream("/report/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
