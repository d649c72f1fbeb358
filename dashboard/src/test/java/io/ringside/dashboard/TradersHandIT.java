package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.live.operator.OperatorCommand;
import io.ringside.gateway.sim.Listing;
import io.ringside.gateway.sim.OrderView;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tapes;
import io.ringside.replay.Browser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A position is held, and something is the matter with it: the trader has sold in TWS by hand, or the broker is away. What the
 * page shows and what its buttons do, pressed in a real browser, against a simulated TWS that the test has in its hands.
 */
class TradersHandIT extends ControlBench {
    private static final int DAY = (int) LocalDate.parse("2025-06-20").toEpochDay();
    private static final double SPEED = 120;
    private static final long BEFORE_OPEN_NANOS = 60 * ExchangeCalendar.SECOND_NANOS;
    /** What the broker may answer while a sale is on its way through the account. */
    private static final int TRIES = 40;

    @TempDir
    Path folder;

    private Browser browser;
    private PageDriver page;
    private SimulatedTws tws;
    private CutLine line;

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(DrivenStrategy::new);
    }

    private interface Work {
        void happens() throws Exception;
    }

    /** Everything that is needed, and a position that daemon and broker agree about. */
    private void holding(Work work) throws Exception {
        SimSettings settings = new SimSettings(
                        List.of(Tapes.generated(Listing.of("QQQ"), DAY)),
                        ExchangeCalendar.usEquity().openNanos(DAY) - BEFORE_OPEN_NANOS)
                .clockWaits(true)
                .speed(SPEED);
        root = folder.resolve("live");
        try (Browser opened = Browser.start();
                SimulatedTws broker = SimulatedTws.start(settings);
                CutLine cable = new CutLine(broker.port());
                LiveDay started = LiveDay.drivenAgainst(
                        cable.port(),
                        root,
                        folder.resolve("driven"),
                        SPEED,
                        "signal.strategy=" + DrivenStrategy.NAME,
                        "signal.exit-above=0",
                        "signal.sma=20",
                        "risk.reentry-bars=0");
                Dashboard shown = dashboard(root)) {
            browser = opened;
            page = new PageDriver(browser);
            presser = new BrowserPresser(browser, page);
            tws = broker;
            line = cable;
            day = started;
            dashboard = shown;
            day.awaitStatus("\"broker\": \"ready\"");
            page.open(dashboard, dashboard.access().operateToken(), 1440);
            heldAtBothSides();
            work.happens();
            assertEquals(List.of(), page.overlaps());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void shouldAdoptWhatTheTradersHandHasLeftAndEnterAgain() throws Exception {
        holding(this::adoptsAndEntersAgain);
    }

    private void adoptsAndEntersAgain() throws Exception {
        long held = tws.shares("QQQ");
        tws.byHand(hand -> hand.market("QQQ", Side.SELL, 50));
        await("the sale by hand", () -> tws.shares("QQQ") == held - 50);
        adopt(held - 50);
        assertEquals(held - 50, stop().quantity(), "the stop protects what is there");
        tws.byHand(hand -> hand.market("QQQ", Side.SELL, held - 50));
        await("the rest", () -> tws.shares("QQQ") == 0);
        page.until("document.getElementById('adopt-QQQ')");
        adopt(0);
        assertFalse(stops(), "nothing is left to protect");
        long entries = entries();
        assertTrue(page.text("entries").contains("latched"), "until somebody has looked");
        unlatch();
        page.until("document.getElementById('entries').textContent === 'allowed'");
        await("an entry", () -> entries() > entries && tws.shares("QQQ") > 0);
        assertTrue(get("/api/daemons/live/verify").contains("verified"), "the day replays");
    }

    @Test
    void shouldSayWhatWaitsWhileTheBrokerIsAwayAndDoItWhenItComesBackInTime() throws Exception {
        holding(this::waitsAndCloses);
    }

    private void waitsAndCloses() throws Exception {
        long held = tws.shares("QQQ");
        line.cut();
        String away = page.text("away");
        assertTrue(away.contains(held + " QQQ") && away.contains("stops at the broker stay"), away);
        assertEquals(List.of(), page.overlaps());
        Answer closed = obeyed("close", "QQQ", "QQQ");
        assertTrue(closed.text().contains("the order that closes waits 60 s for its return"), closed::toString);
        page.until("[...document.querySelectorAll('#order-table td')].some(one => one.textContent === 'waits here')");
        assertEquals(held, tws.shares("QQQ"));
        refused("adopt", "QQQ", "QQQ", "the broker has not been compared with");
        line.mend();
        await("the sale", () -> tws.shares("QQQ") == 0);
        page.until("!document.getElementById('away')");
        assertEquals(1, sales());
    }

    @Test
    @Tag("long")
    void shouldTakeBackACloseThatWaitsForAMinuteAndSayIt() throws Exception {
        holding(this::takesBackAndFlattens);
    }

    private void takesBackAndFlattens() throws Exception {
        obeyed("halt", "", "");
        long held = tws.shares("QQQ");
        line.cut();
        page.text("away");
        obeyed("close", "QQQ", "QQQ");
        page.page("now");
        // A minute of the page's own clock, and some.
        for (int i = 0; i < 3 && !isTakenBack(); i++) {
            waitInThePage(30_000);
        }
        assertTrue(isTakenBack(), page.text("alarms"));
        page.until("![...document.querySelectorAll('#order-table td')].some(one => one.textContent === 'waits here')");
        line.mend();
        page.until("document.getElementById('broker').textContent === 'ready'");
        assertEquals(held, tws.shares("QQQ"), "nothing is sold by surprise");
        assertEquals(0, sales());
        assertTrue(stops());
        line.cut();
        page.text("away");
        Answer flattened = obeyed("flatten", "", "FLATTEN");
        assertTrue(flattened.text().contains("however late that is"), flattened::toString);
        waitInThePage(30_000);
        waitInThePage(35_000);
        line.mend();
        await("the sale", () -> tws.shares("QQQ") == 0);
    }

    // ---- Steps ----------------------------------------------------------------------------------------------------

    private void heldAtBothSides() throws Exception {
        await("a position", () -> tws.shares("QQQ") > 100);
        page.until(
                "[...document.querySelectorAll('#position-table tbody tr')].some(row => Number(row.cells[1].textContent) > 100"
                        + " && row.cells[1].textContent === row.cells[2].textContent)");
    }

    /** The page shows the difference, and what is pressed makes the book what the account is. */
    private void adopt(long shares) throws Exception {
        page.until("document.getElementById('adopt-QQQ')");
        assertEquals(
                String.valueOf(shares),
                page.until("document.querySelector('#position-table .alert')"),
                "the broker's, and not ours");
        page.until("document.getElementById('entries').textContent.includes('latched')");
        Answer answer = press("adopt", "QQQ", "QQQ");
        for (int i = 0; i < TRIES && !answer.obeyed(); i++) {
            assertTrue(
                    answer.text().contains("try again") || answer.text().contains("wait until status says ready"),
                    answer::toString);
            waitInThePage(250);
            answer = press("adopt", "QQQ", "QQQ");
        }
        assertTrue(answer.obeyed() && answer.record() != null, answer::toString);
        page.until("!document.getElementById('adopt-QQQ')");
        assertEquals(
                shares + " " + shares,
                page.until("[...document.querySelectorAll('#position-table tbody tr')].map(row =>"
                        + " row.cells[1].textContent + ' ' + row.cells[2].textContent)[0]"));
        assertEquals(shares, tws.shares("QQQ"));
    }

    private void unlatch() {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(
                0,
                Commands.run(OperatorCommand.of("unlatch"), printed, printed, "--journal", root.toString()),
                () -> out.toString(StandardCharsets.UTF_8));
    }

    private void waitInThePage(int ms) throws Exception {
        browser.evaluate("new Promise(done => setTimeout(() => done(true), " + ms + "))");
    }

    private boolean isTakenBack() throws Exception {
        return page.text("alarms").contains("is taken back: the broker was away for 60 s");
    }

    // ---- At the broker --------------------------------------------------------------------------------------------

    private OrderView stop() {
        return tws.orders().stream()
                .filter(order -> order.type().equals("STP") && order.isLive())
                .findFirst()
                .orElseThrow();
    }

    private boolean stops() {
        return tws.orders().stream().anyMatch(order -> order.type().equals("STP") && order.isLive());
    }

    private long entries() {
        return tws.orders().stream().filter(order -> order.side().equals("BUY")).count();
    }

    /** At the market, by the daemon. */
    private long sales() {
        return tws.orders().stream()
                .filter(order -> order.side().equals("SELL") && order.type().equals("MKT") && order.clientId() != 0)
                .count();
    }
}
