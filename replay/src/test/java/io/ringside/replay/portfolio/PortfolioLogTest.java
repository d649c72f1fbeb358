package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.sim.ReportCode;
import io.ringside.replay.Silence;
import io.ringside.replay.TradeLog;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What portfolios did, event by event: one that is alone, two, and two beside a strategy within the day. */
class PortfolioLogTest {
    private static final int AAA = 0;
    private static final int BBB = 1;
    private static final String RULES = "strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0";
    private static final int DAY = (int) LocalDate.of(2024, 2, 2).toEpochDay();
    private static final long NANOS = ExchangeCalendar.usEquity().closeNanos(DAY);
    private static final Engine ALONE = engine("data { bar = 1d }\nportfolio { " + RULES + " }");
    private static final Engine TWO = engine("data { bar = 1d }\nportfolios { one { budget = 0.6, " + RULES
            + " }, two { budget = 0.4, " + RULES + " } }");
    private static final Engine BESIDE =
            engine("data { bar = 5m }\nbroker { opening = each }\nportfolio { budget = 0.6, " + RULES
                    + " }\nsignals { dip { strategy = mean-reversion-in-trend, instruments = [AAA] } }");

    private final List<List<String>> rankings = new ArrayList<>();
    private Engine engine = ALONE;
    private PortfolioLog log = new PortfolioLog(ALONE, rankings::add);
    private Silence silence = PortfolioSilence.of(ALONE);
    private EngineEvent event = new EngineEvent(ALONE.bounds());
    private int day = DAY;
    private long nanos = NANOS;

    private static Engine engine(String text) {
        return new Engine(
                EngineSettings.parse(
                        "instruments = [{ symbol = AAA }, { symbol = BBB }, { symbol = CCC }]\nrisk { equity = 100000 }\n"
                                + text,
                        "test"),
                ExchangeCalendar.usEquity());
    }

    private void begin(Engine with) {
        engine = with;
        log = new PortfolioLog(with, rankings::add);
        silence = PortfolioSilence.of(with);
        event = new EngineEvent(with.bounds());
    }

    private static long e8(double money) {
        return FixedPoint.ofDouble(money);
    }

    private void send() {
        event.sessionDay = day;
        log.onEvent(event);
        silence.onEvent(event);
        event.clearDecisions();
        nanos++;
    }

    private void timer() {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
    }

    private void order(int book, int id, long ref, Side side, long quantity, int reason) {
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, id, book, 1);
        intent.side = side;
        intent.quantity = quantity;
        intent.purpose = Purpose.REBALANCE;
        intent.reason = reason;
    }

    private void fill(long ref, int id, Side side, long quantity, double price, double commission) {
        event.fill(id, nanos, ref, side, quantity, e8(price), 0, e8(commission), 0);
        event.clearDecisions();
        send();
    }

    private void close(int flags) {
        event.session(EventType.SESSION_CLOSE, nanos, flags);
        event.clearDecisions();
    }

    private Standing standing(int portfolio, int id, int rank, int actions) {
        Standing standing = event.addStanding();
        standing.clear(portfolio, id);
        standing.rank = rank;
        standing.score = rank / 10.0;
        standing.actions = actions;
        return standing;
    }

    private String reason(int portfolio, int reason) {
        return engine.portfolios().get(portfolio).strategy().reasons().get(reason);
    }

    /** Twice bought, once in part and then wholly sold: the averages, what was earned and what it cost. */
    @Test
    void shouldTellARoundTripFromItsFirstToItsLastShare() {
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 20, 1);
        order(BookId.ofPortfolio(0), AAA, 8, Side.SELL, 20, 0);
        send();
        long bought = nanos;
        fill(7, AAA, Side.BUY, 10, 100, 1);
        fill(7, AAA, Side.BUY, 10, 130, 1.5);
        fill(8, AAA, Side.SELL, 5, 140, 1);
        assertEquals(List.of(), log.trades());
        long sold = nanos;
        fill(8, AAA, Side.SELL, 15, 120, 0.5);
        assertEquals(
                List.of(
                        List.of("2024-02-02", "AAA", "BUY", "10", "100.00", "1.00", reason(0, 1)),
                        List.of("2024-02-02", "AAA", "BUY", "10", "130.00", "1.50", reason(0, 1)),
                        List.of("2024-02-02", "AAA", "SELL", "5", "140.00", "1.00", reason(0, 0)),
                        List.of("2024-02-02", "AAA", "SELL", "15", "120.00", "0.50", reason(0, 0))),
                log.orders().executions());
        Trade trade = log.trades().get(0);
        assertEquals(1, log.trades().size());
        assertEquals("AAA", trade.symbol());
        assertEquals(20, trade.quantity());
        assertEquals(e8(115), trade.entryPriceE8());
        assertEquals(e8(125), trade.exitPriceE8());
        assertEquals(e8(200 - 4), trade.pnlE8());
        assertEquals(e8(4), trade.commissionE8());
        assertEquals(bought, trade.entryNanos());
        assertEquals(sold, trade.exitNanos());
        assertEquals(7, trade.orderRef());
        assertEquals(reason(0, 0), trade.exitReason());
        assertEquals("", trade.strategy());
        assertEquals(e8(100_196), trade.equityAfterE8());
        assertEquals(e8(100_196), log.account().ledger().cashE8());
        // What nobody ordered is the account's alone.
        fill(99, BBB, Side.BUY, 1, 10, 0);
        assertEquals(4, log.orders().executions().size());
        assertEquals(1, log.account().ledger().position(BBB));
    }

    @Test
    void shouldSayWhoseItIsWhereThereAreSeveral() {
        begin(TWO);
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 10, 0);
        order(BookId.ofPortfolio(1), AAA, 8, Side.BUY, 30, 0);
        order(BookId.ofPortfolio(1), BBB, 9, Side.BUY, 5, 0);
        event.intents[2].purpose = Purpose.STOP;
        send();
        fill(8, AAA, Side.BUY, 30, 100, 0);
        fill(7, AAA, Side.BUY, 10, 100, 0);
        event.order(EventType.ORDER_CANCELLED, BBB, nanos, 9, 5, ReportCode.EXPIRED.code());
        send();
        event.order(EventType.ORDER_CANCELLED, BBB, nanos, 9, 5, 0);
        send();
        event.order(EventType.ORDER_CANCELLED, BBB, nanos, 99, 5, ReportCode.EXPIRED.code());
        send();
        assertEquals(
                List.of("two", "one"),
                log.orders().executions().stream().map(row -> row.get(7)).toList());
        assertEquals(
                List.of(List.of("2024-02-02", "BBB", "5", "stop", "2024-02-02", "two")),
                log.orders().cancelled());
        assertEquals(List.of("a", "b", "portfolio"), log.orders().columns("a", "b"));
        assertEquals(
                List.of("a"), new PortfolioLog(ALONE, rankings::add).orders().columns("a"));
        day = DAY + 3;
        // Three for two: 45 and 15. Each keeps what it has.
        event.openPrint(AAA, nanos, e8(120), 0);
        send();
        event.split(AAA, nanos, 3, 2, 0);
        send();
        timer();
        order(BookId.ofPortfolio(1), AAA, 18, Side.SELL, 45, 0);
        send();
        fill(18, AAA, Side.SELL, 45, 90, 0);
        assertEquals(
                "45 at 66.67 to 90.00 earns 1050.00 for two", words(log.trades().get(0)), "30 at 100 are 45 at 66.67");
        event.payment(AAA, nanos, CorporateAction.DELISTING, e8(70), 0);
        send();
        assertEquals(
                "15 at 66.67 to 70.00 earns 50.00 for one", words(log.trades().get(1)));
        assertEquals("DELISTING", log.trades().get(1).exitReason());
        event.payment(AAA, nanos, CorporateAction.DIVIDEND, e8(1), 0);
        send();
        log.finish();
        assertEquals(2, log.trades().size());
    }

    private static String words(Trade trade) {
        return String.format(
                java.util.Locale.ROOT,
                "%d at %.2f to %.2f earns %.2f for %s",
                trade.quantity(),
                trade.entryPriceE8() / 1e8,
                trade.exitPriceE8() / 1e8,
                trade.pnlE8() / 1e8,
                trade.strategy());
    }

    /** One share for ten: of 15 one is left and a half is paid at the last price; of nine nothing is left. */
    @Test
    void shouldPayWhatASplitLeavesOver() {
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 15, 0);
        order(BookId.ofPortfolio(0), BBB, 8, Side.BUY, 9, 0);
        send();
        fill(7, AAA, Side.BUY, 15, 10, 0);
        fill(8, BBB, Side.BUY, 9, 10, 0);
        event.openPrint(AAA, nanos, e8(12), 0);
        send();
        event.openPrint(BBB, nanos, e8(12), 0);
        send();
        event.split(BBB, nanos, 1, 10, 0);
        send();
        assertEquals("9 at 10.00 to 12.00 earns 18.00 for ", words(log.trades().get(0)));
        assertEquals("SPLIT", log.trades().get(0).exitReason());
        event.split(AAA, nanos, 1, 10, 0);
        send();
        assertEquals(1, log.account().ledger().position(AAA));
        event.openPrint(AAA, nanos, e8(130), 0);
        send();
        log.finish();
        // Paid 150, got 60 for the half and 130 for the one.
        assertEquals("END_OF_DATA", log.trades().get(1).exitReason());
        assertEquals(e8(40), log.trades().get(1).pnlE8());
    }

    @Test
    void shouldTellTheRankingInItsOrderAndTheRestBySymbol() {
        timer();
        order(BookId.ofPortfolio(0), BBB, 7, Side.BUY, 1, 0);
        send();
        fill(7, BBB, Side.BUY, 1, 10, 0);
        close(0);
        standing(0, 2, 0, 0);
        standing(0, BBB, 2, Standing.LEAVE);
        event.standingsLeft = 1;
        send();
        int soFar = rankings.size();
        close(0);
        standing(0, AAA, 1, Standing.ENTER);
        event.standingsLeft = 0;
        send();
        List<List<String>> ranked = rankings.stream()
                .map(row ->
                        List.of(row.get(0), row.get(1), row.get(2), row.get(row.size() - 3), row.get(row.size() - 2)))
                .toList();
        assertTrue(soFar < rankings.size());
        assertEquals(List.of("2024-02-02", "BBB", "2", "held", "0"), ranked.get(0));
        assertEquals(List.of("2024-02-02", "AAA", "1", "candidate", "1"), ranked.get(1));
    }

    /** What a limit refuses is told with the name that it is too much alike; what is said of others is not. */
    @Test
    void shouldTellWhatLimitsRefuse() {
        begin(BESIDE);
        close(0);
        event.clearDecisions();
        for (NameOutcome outcome : List.of(NameOutcome.CORRELATION, NameOutcome.SECTOR, NameOutcome.BOUGHT)) {
            Verdict verdict = event.addVerdict();
            verdict.clear(BookId.ofPortfolio(0), AAA, 1);
            verdict.outcome = outcome.code();
            verdict.stopE8 = BBB;
        }
        send();
        timer();
        Verdict verdict = event.addVerdict();
        verdict.clear(0, AAA, 1);
        verdict.outcome = NameOutcome.SECTOR.code();
        verdict = event.addVerdict();
        verdict.clear(BookId.ofPortfolio(0), BBB, 1);
        verdict.outcome = NameOutcome.REFUSED.code();
        verdict.stopE8 = Outcome.HALTED.code();
        send();
        String name = engine.portfolios().get(0).name();
        assertEquals(
                List.of(
                        List.of("2024-02-02", "AAA", "correlation BBB", name),
                        List.of("2024-02-02", "AAA", "sector", name),
                        List.of("2024-02-02", "BBB", "the risk stage refuses it: trading is halted", name)),
                log.orders().refused());
    }

    /** Why a strategy that watches a name leaves it: since when, what was seen, and at which price it was left. */
    @Test
    void shouldTellWhyAWatchedNameWasLeft() {
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 10, 0);
        send();
        fill(7, AAA, Side.BUY, 10, 100, 0);
        nanos = ExchangeCalendar.usEquity().openNanos(DAY) + 65 * 60_000_000_000L;
        timer();
        Standing left = standing(0, AAA, 0, Standing.LEAVE);
        left.best = 120.5;
        left.score = 110;
        left.level = 112.25;
        left.sinceNanos = ExchangeCalendar.usEquity().openNanos(DAY);
        // Of what is not watched, not left or not held nothing is told.
        standing(0, BBB, 0, Standing.LEAVE).best = 9;
        order(BookId.ofPortfolio(0), AAA, 8, Side.SELL, 10, 0);
        send();
        fill(8, AAA, Side.SELL, 10, 109.5, 0);
        assertEquals(
                List.of(List.of(
                        "AAA",
                        "2024-02-02",
                        "100.00",
                        "09:30",
                        "10:35",
                        "110",
                        "112.25",
                        "120.5",
                        reason(0, 0),
                        "109.50")),
                log.exits());
        timer();
        order(BookId.ofPortfolio(0), AAA, 17, Side.BUY, 10, 0);
        send();
        fill(17, AAA, Side.BUY, 10, 100, 0);
        timer();
        Standing kept = standing(0, AAA, 0, Standing.ADD);
        kept.best = 9;
        order(BookId.ofPortfolio(0), AAA, 18, Side.SELL, 10, 0);
        send();
        fill(18, AAA, Side.SELL, 10, 100, 0);
        assertEquals(1, log.exits().size());
        // It leaves without having been watched.
        timer();
        order(BookId.ofPortfolio(0), AAA, 27, Side.BUY, 10, 0);
        send();
        fill(27, AAA, Side.BUY, 10, 100, 0);
        timer();
        standing(0, AAA, 0, Standing.LEAVE);
        order(BookId.ofPortfolio(0), AAA, 28, Side.SELL, 10, 0);
        send();
        fill(28, AAA, Side.SELL, 10, 100, 0);
        assertEquals(1, log.exits().size());
    }

    /** Names without a rank come after the others, of each portfolio by symbol. */
    @Test
    void shouldTellNamesWithoutARankOfOnePortfolioAfterTheOther() {
        String reversion = "budget = 0.5, strategy = mean-reversion, schedule = weekly";
        begin(engine("data { bar = 1d }\nportfolios { one { " + reversion + " }, two { " + reversion + " } }"));
        close(0);
        standing(0, 2, 0, Standing.ENTER);
        standing(0, AAA, 0, Standing.ENTER);
        standing(1, BBB, 0, Standing.ENTER);
        standing(1, 2, 1, Standing.ENTER);
        standing(1, AAA, 0, Standing.ENTER);
        event.standingsLeft = 0;
        send();
        assertEquals(
                List.of("CCC two", "AAA one", "CCC one", "AAA two", "BBB two"),
                rankings.stream()
                        .map(row -> row.get(1) + " " + row.get(row.size() - 1))
                        .toList());
    }

    /** Sessions that are traded, with their exposure; bars and money of a session that only warms up count nothing. */
    @Test
    void shouldTellTheAccountOfTradedSessions() {
        event.openPrint(AAA, nanos, e8(50), EngineEvent.FLAG_WARM_UP);
        send();
        event.bar(AAA, nanos - 1, nanos, e8(50), e8(50), e8(50), e8(50), 5, EngineEvent.FLAG_WARM_UP);
        send();
        close(EngineEvent.FLAG_WARM_UP);
        send();
        assertEquals(0, log.bars());
        assertEquals(List.of(), log.days());
        day++;
        event.bar(AAA, nanos - 1, nanos, e8(100), e8(100), e8(100), e8(100), 5, 0);
        send();
        event.bar(BBB, nanos - 1, nanos, e8(7), e8(7), e8(7), e8(7), 5, EngineEvent.FLAG_PORTFOLIO_ONLY);
        send();
        close(0);
        send();
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 10, 0);
        send();
        fill(7, AAA, Side.BUY, 10, 100, 0);
        day++;
        event.bar(AAA, nanos - 1, nanos, e8(110), e8(130), e8(100), e8(130), 5, 0);
        send();
        close(0);
        send();
        assertEquals(2, log.bars());
        assertEquals(
                List.of(0.0, 1.0),
                log.days().stream().map(one -> one.exposure()).toList());
        assertEquals(e8(100_300), log.days().get(1).equityE8());
        assertEquals(e8(110_000), log.days().get(1).benchmarkE8(), "a third of it has made three tenths");
        assertEquals(1300 / 100_300.0, log.account().highestGross(), 1e-12);
        log.finish();
        assertEquals(
                "10 at 100.00 to 130.00 earns 300.00 for ", words(log.trades().get(0)));
    }

    /** Money that was borrowed is gone with the price; what is owed then is told, and the day is the last one. */
    @Test
    void shouldBeRuinedByWhatItOwes() {
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 2000, 0);
        send();
        fill(7, AAA, Side.BUY, 2000, 100, 0);
        event.openPrint(AAA, nanos, e8(50.01), 0);
        send();
        assertFalse(log.account().isRuined());
        event.openPrint(AAA, nanos, e8(50), 0);
        send();
        assertTrue(log.account().isRuined());
        log.finish();
        assertEquals("RUINED", log.trades().get(0).exitReason());
        assertEquals(0, log.days().get(0).equityE8());
        assertEquals(1, log.days().get(0).exposure());
    }

    /** Of the second name of the second portfolio, at eleven; nothing is known of a level, nor since when. */
    @Test
    void shouldTellWhoseWatchedNameWasLeft() {
        begin(TWO);
        timer();
        order(BookId.ofPortfolio(1), BBB, 7, Side.BUY, 1, 0);
        send();
        fill(7, BBB, Side.BUY, 1, 100, 0);
        nanos = ExchangeCalendar.usEquity().openNanos(DAY) + 90 * 60_000_000_000L;
        timer();
        Standing left = standing(1, BBB, 0, Standing.LEAVE);
        left.best = 120;
        left.score = 110;
        order(BookId.ofPortfolio(1), BBB, 8, Side.SELL, 1, 0);
        send();
        fill(8, BBB, Side.SELL, 1, 109.5, 0);
        assertEquals(
                List.of(List.of(
                        "BBB", "2024-02-02", "100.00", "", "11:00", "110", "", "120", reason(0, 0), "109.50", "two")),
                log.exits());
        assertEquals(
                "1 at 100.00 to 109.50 earns 9.50 for two", words(log.trades().get(0)));
        assertEquals("BBB", log.trades().get(0).symbol());
    }

    /** One share becomes two at half the price. */
    @Test
    void shouldSplitASingleShare() {
        timer();
        order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 1, 0);
        send();
        fill(7, AAA, Side.BUY, 1, 100, 0);
        event.split(AAA, nanos, 2, 1, 0);
        send();
        timer();
        order(BookId.ofPortfolio(0), AAA, 8, Side.SELL, 2, 0);
        send();
        fill(8, AAA, Side.SELL, 2, 60, 0);
        assertEquals("2 at 50.00 to 60.00 earns 20.00 for ", words(log.trades().get(0)));
    }

    /** Round trips of a strategy stand among those of portfolios, in the order of their ends. */
    @Test
    void shouldTellTradesOfAStrategyBesideItsOwn() {
        begin(BESIDE);
        for (int book : new int[] {BookId.ofPortfolio(0), 0}) {
            timer();
            order(book, AAA, 7 - book, Side.BUY, 10, 0);
            order(book, AAA, 17 - book, Side.SELL, 10, 0);
            if (book == 0) {
                event.intents[0].purpose = Purpose.ENTRY;
                event.intents[1].purpose = Purpose.STOP;
            }
            send();
            fill(7 - book, AAA, Side.BUY, 10, 100, 0);
        }
        fill(17, AAA, Side.SELL, 10, 101, 0);
        fill(18, AAA, Side.SELL, 10, 102, 0);
        String name = engine.portfolios().get(0).name();
        assertEquals(
                List.of("10 at 100.00 to 101.00 earns 10.00 for dip", "10 at 100.00 to 102.00 earns 20.00 for " + name),
                log.trades().stream().map(PortfolioLogTest::words).toList());
        assertEquals(
                List.of(name, "dip", "dip", name),
                log.orders().executions().stream().map(row -> row.get(7)).toList());
        assertEquals(
                List.of("entry", "stop"),
                log.orders().executions().stream()
                        .filter(row -> row.get(7).equals("dip"))
                        .map(row -> row.get(6))
                        .toList());
    }

    // ---- Why nothing was traded -----------------------------------------------------------------------------------

    /** Three decisions of the first portfolio, one of which is told in two events; the second one decides nothing. */
    @Test
    void shouldCountWhatStoodInTheWayOfATrade() {
        begin(TWO);
        for (int i = 0; i < 3; i++) {
            event.bar(AAA, nanos - 1, nanos, e8(1), e8(1), e8(1), e8(1), 5, i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            send();
        }
        event.bar(BBB, nanos - 1, nanos, e8(1), e8(1), e8(1), e8(1), 5, 0);
        send();
        close(EngineEvent.FLAG_WARM_UP);
        standing(0, AAA, 1, Standing.ENTER);
        send();
        close(0);
        standing(0, AAA, 1, Standing.ENTER);
        standing(0, BBB, 2, Standing.LEAVE);
        event.standingsLeft = 1;
        send();
        event.continued(nanos, 0);
        event.clearDecisions();
        standing(0, 2, 0, Standing.ENTER).reason = 1;
        event.standingsLeft = 0;
        Verdict verdict = event.addVerdict();
        verdict.clear(BookId.ofPortfolio(0), AAA, 1);
        verdict.outcome = NameOutcome.SIZE_ZERO.code();
        verdict = event.addVerdict();
        verdict.clear(BookId.ofPortfolio(1), AAA, 1);
        verdict.outcome = NameOutcome.NO_CASH.code();
        send();
        close(0);
        standing(0, AAA, 1, Standing.ENTER);
        event.standingsLeft = 0;
        send();
        close(0);
        standing(0, AAA, 1, Standing.LEAVE);
        event.standingsLeft = 0;
        send();
        assertFalse(String.join("\n", silence.lines()).contains("orders died"));
        event.order(EventType.ORDER_CANCELLED, BBB, nanos, 9, 5, ReportCode.EXPIRED.code());
        send();
        event.order(EventType.ORDER_CANCELLED, BBB, nanos, 9, 5, 0);
        send();
        String first = String.join("\n", silence.lines());
        assertTrue(
                first.contains("  one: 3 sessions traded, 3 decisions, 5 looks at a name, 3 of them wanted it\n"),
                first);
        assertTrue(first.contains(String.format("    %-60s %12s\n", "what it said of names", "looks")), first);
        assertTrue(first.contains(String.format("    %-60s %12d\n", reason(0, 0), 4)), first);
        assertTrue(first.contains(String.format("    %-60s %12d\n", reason(0, 1), 1)), first);
        assertTrue(first.contains(String.format("    %-60s %12d\n", "the size is below one lot", 1)), first);
        assertTrue(first.contains("    1 orders died without a print to meet"), first);
        int needed = engine.portfolios().get(1).strategy().barsKept();
        assertTrue(
                first.contains("  two: 3 sessions traded, 0 decisions, 0 looks at a name, 0 of them wanted it\n"
                        + "    It never decided: it looks back " + needed
                        + " bars of a name, of which there are 3 at most; give bars of earlier sessions, or let it look back"
                        + " less.\n"),
                first);
        assertEquals(
                "{sessions=3, decisions=3, looked=5, wanted=3, reasons={between=1, top fifth=4}, outcomes={SIZE_ZERO=1},"
                        + " orders_expired=1, bars_needed=" + needed + ", bars_of_a_name=3}",
                silence.json().get("one").toString());
        for (int bar = 3; bar < needed; bar++) {
            event.bar(AAA, nanos - 1, nanos, e8(1), e8(1), e8(1), e8(1), 5, 0);
            send();
        }
        String reasons = String.join(", ", engine.portfolios().get(1).strategy().reasons());
        String enough = String.join("\n", silence.lines());
        assertTrue(
                enough.contains(
                        "    It named none: no decision was due in these sessions, or no name gave it a reason ("
                                + reasons + ").\n"),
                enough);
    }

    /**
     * A day's results are read back from its journal by another fold: 10 shares bought at 100 are worth 1,100 at the close, in
     * either, and no costs of a sale that nobody made are taken off.
     */
    @Test
    void shouldValueWhatIsHeldAtTheLastCloseAlsoWhereADaysJournalIsReadBack() {
        begin(engine("data { bar = 1d }\nbroker { slippage-ticks = 5, commission { per-share = 0.01, minimum = 1 } }\n"
                + "portfolio { " + RULES + " }"));
        TradeLog readBack = new TradeLog(engine);
        nanos = ExchangeCalendar.usEquity().openNanos(DAY);
        List<Runnable> events = List.of(
                () -> event.session(EventType.SESSION_OPEN, nanos, 0),
                () -> {
                    timer();
                    order(BookId.ofPortfolio(0), AAA, 7, Side.BUY, 10, 1);
                },
                () -> event.fill(AAA, nanos, 7, Side.BUY, 10, e8(100), 0, e8(1), 0),
                () -> event.bar(AAA, nanos, NANOS, e8(100), e8(112), e8(99), e8(110), 1_000, 0),
                () -> event.session(EventType.SESSION_CLOSE, NANOS, 0));
        for (Runnable one : events) {
            event.clearDecisions();
            one.run();
            event.sessionDay = day;
            readBack.onEvent(event);
            send();
        }
        log.finish();
        readBack.finish();
        assertEquals(e8(100_099), log.days().get(0).equityE8());
        assertEquals(log.days(), readBack.days());
        assertEquals(1, readBack.days().get(0).exposure());
        assertEquals(1, readBack.bars());
        assertEquals(List.of(), readBack.ends());
        Trade expected = log.trades().get(0);
        Trade trade = readBack.trades().get(0);
        assertEquals(e8(99), trade.pnlE8());
        assertEquals(expected.pnlE8(), trade.pnlE8());
        assertEquals(expected.exitPriceE8(), trade.exitPriceE8());
        assertEquals(expected.exitReason(), trade.exitReason());
        assertEquals(expected.rMultiple(), trade.rMultiple());
    }

    /** A later day's journal begins with the holdings: 10 of AAA by the one and 5 by the other, 3 of BBB, and 700 in cash. */
    @Test
    void shouldCountWhatPortfoliosHoldFromTheDayBeforeWhereADaysJournalIsReadBack() {
        begin(new Engine(
                EngineSettings.of(EngineSettings.with(TWO.settings().config(), "risk.equity=account")),
                ExchangeCalendar.usEquity()));
        TradeLog readBack = new TradeLog(engine);
        nanos = ExchangeCalendar.usEquity().openNanos(DAY);
        int carried = EngineEvent.FLAG_CARRIED;
        List<Runnable> events = List.of(
                () -> event.account(nanos, carried, e8(700), 0, 0),
                () -> event.position(AAA, nanos, carried, PortfolioPart.HOLDING, BookId.ofPortfolio(0), 0, 10, e8(100)),
                () -> event.position(AAA, nanos, carried, PortfolioPart.HOLDING, BookId.ofPortfolio(1), 0, 5, e8(100)),
                () -> event.position(BBB, nanos, carried, PortfolioPart.HOLDING, BookId.ofPortfolio(0), 0, 3, e8(50)),
                () -> event.session(EventType.SESSION_OPEN, nanos, 0),
                () -> event.bar(AAA, nanos, NANOS, e8(100), e8(112), e8(99), e8(110), 1_000, 0),
                () -> event.session(EventType.SESSION_CLOSE, NANOS, 0));
        for (Runnable one : events) {
            event.clearDecisions();
            one.run();
            event.sessionDay = day;
            readBack.onEvent(event);
        }
        readBack.finish();
        assertEquals(e8(2_350), readBack.account().startE8());
        assertEquals(e8(2_500), readBack.days().get(0).equityE8());
        assertEquals(
                List.of(e8(100), e8(0), e8(50)),
                readBack.trades().stream().map(Trade::pnlE8).toList());
    }
}
