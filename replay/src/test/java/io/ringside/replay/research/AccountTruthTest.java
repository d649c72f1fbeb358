package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an account comes to: many symbols, ruin, data that end early, what holding would have brought. */
class AccountTruthTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int SYMBOLS = 12;
    private static final MarketTape TAPE = Tapes.of("2023-01-03", "2023-12-29", 1);

    private static Config twelve(String... sets) {
        StringBuilder instruments = new StringBuilder("instruments = [");
        for (int i = 0; i < SYMBOLS; i++) {
            instruments
                    .append(i == 0 ? "" : ", ")
                    .append("{ symbol = S")
                    .append(i)
                    .append(" }");
        }
        Config config = ConfigFactory.parseString(instruments.append("]").toString())
                .withFallback(Tapes.config("qqq.conf", sets))
                .resolve();
        return config;
    }

    private static MarketTape twelveSymbols(Config config) {
        List<SyntheticBars> bars = new ArrayList<>();
        for (int i = 0; i < SYMBOLS; i++) {
            bars.add(new SyntheticBars("S" + i, day("2023-01-03"), day("2023-03-31"), 100 + i, CALENDAR));
        }
        try (MarketFeed feed = new MarketFeed(bars, CALENDAR, Integer.MIN_VALUE)) {
            return MarketTape.of(feed, Grid.engine(config));
        }
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    /** Keeps its own account, and looks at it after each purchase beside which something else is held. */
    private static double highestAtPurchases(TapeRun[] run, Config config, MarketTape tape) {
        Ledger own = new Ledger(100_000 * FixedPoint.ONE_E8, SYMBOLS);
        double[] highest = {0};
        run[0] = TapeRun.of(Grid.engine(config), tape.all(), List.of(event -> {
            switch (event.type) {
                case OPEN_PRINT -> own.mark(event.instrumentId, event.priceE8);
                case BAR -> own.mark(event.instrumentId, event.closeE8);
                case FILL -> {
                    own.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
                    long thisE8 = own.position(event.instrumentId) * own.lastE8(event.instrumentId);
                    if (event.side == Side.BUY && own.grossValueE8() > thisE8) {
                        highest[0] = Math.max(highest[0], (double) own.grossValueE8() / own.equityE8());
                    }
                }
                default -> {
                    // No price and no execution.
                }
            }
        }));
        return highest[0];
    }

    @Test
    void shouldKeepTheAccountWithinItsLeverageAtEveryFill() {
        Config config = twelve();
        MarketTape tape = twelveSymbols(config);
        TapeRun[] run = new TapeRun[1];
        // A tick of slippage and the commission come on top.
        assertEquals(1, highestAtPurchases(run, config, tape), 0.001);
        assertTrue(
                run[0].trades().account().highestGross() < 1.05,
                "" + run[0].trades().account().highestGross());
        assertTrue(run[0].trades().trades().size() > 30);

        double refused = highestAtPurchases(run, twelve("risk.account=refuse"), tape);
        assertTrue(refused <= 1.001, "" + refused);
        double off = highestAtPurchases(run, twelve("risk.account=off"), tape);
        assertTrue(off > 3, "" + off);
        assertEquals(off, run[0].summary().number("highest_gross"), 0.5);
    }

    @Test
    void shouldEndTheRunWhenTheEquityFallsBelowZero() {
        Config config = Tapes.config("qqq.conf", "risk.leverage=100", "risk.fraction=1", "risk.cap=10000000000");
        long[] last = new long[1];
        TapeRun run = TapeRun.of(Grid.engine(config), TAPE.all(), List.of(event -> last[0] = event.eventNanos));
        assertTrue(run.trades().account().isRuined());
        assertTrue(run.trades().account().ruinedEquityE8() <= 0);
        assertEquals(run.trades().account().ruinedNanos(), last[0]);
        assertTrue(run.trades().days().size() < TAPE.sessions());
        Summary summary = run.summary();
        assertEquals(true, summary.values().get("ruined"));
        assertEquals(-100, summary.number("total_return_pct"));
        assertEquals(-100, summary.number("max_drawdown_pct"));
        assertEquals(0, summary.number("final_equity"));
        SessionEquity end = run.trades().days().get(run.trades().days().size() - 1);
        assertEquals(0, end.equityE8());
        for (Trade trade : run.trades().trades()) {
            assertTrue(trade.exitNanos() <= run.trades().account().ruinedNanos());
        }
    }

    @Test
    void shouldRankASetThatRuinsTheAccountLast() {
        Grid grid = Grid.of(
                Tapes.config("qqq.conf", "risk.fraction=1", "risk.cap=10000000000"), List.of("risk.leverage=1,100"));
        List<SetResult> results = new ArrayList<>();
        for (ParameterSet set : grid.sets()) {
            results.add(new SetRunner(TAPE.all(), TAPE.sessions()).run(set));
        }
        assertFalse(results.get(0).isRuined());
        assertTrue(results.get(1).isRuined());
        Objective least = Objective.of("trades", List.of());
        assertEquals(0, least.best(results).index());
        assertEquals(Double.NEGATIVE_INFINITY, least.value(results.get(1)));
        var report = new SweepReport("qqq", Tapes.data(TAPE, Tapes.config("qqq.conf")), grid, results, least);
        assertTrue(report.text().contains("1 of 2 sets ruined the account"), report.text());
    }

    @Test
    void shouldLeaveAPositionWhereTheDataEndAtTheCostOfAMarketOrder() {
        Engine engine = Grid.engine(Tapes.config("qqq.conf"));
        int[] markets = {0};
        int[] cut = {0};
        TapeRun.of(engine, TAPE.all(), List.of(event -> {
            markets[0] += JournalTape.isPlayed(event) ? 1 : 0;
            if (event.type == EventType.FILL && cut[0] == 0) {
                cut[0] = markets[0];
            }
        }));
        // Three more bars of the same session.
        int end = cut[0];
        for (int bars = 0; bars < 3; end++) {
            bars += TAPE.type(end) == EventType.BAR ? 1 : 0;
        }
        TapeRun run = TapeRun.of(
                Grid.engine(Tapes.config("qqq.conf")),
                new Window(TAPE, 0, 0, end, false),
                List.<java.util.function.Consumer<EngineEvent>>of());
        Trade trade = run.trades().trades().get(run.trades().trades().size() - 1);
        assertEquals("END_OF_DATA", trade.exitReason());
        assertEquals(TAPE.nanos(end - 1), trade.exitNanos());
        assertNotEquals(CALENDAR.closeNanos(CALENDAR.sessionDay(trade.exitNanos())), trade.exitNanos());
        // One tick of slippage, and two orders' commission.
        assertEquals(TAPE.closeE8(end - 1) - 1_000_000, trade.exitPriceE8());
        long side = Math.max(FixedPoint.ONE_E8, trade.quantity() * 500_000);
        assertEquals(2 * side, trade.commissionE8());
        assertEquals(0, run.trades().ledger().position(0));
        assertEquals(trade.equityAfterE8(), run.trades().ledger().equityE8());
    }

    @Test
    void shouldHoldFromTheFirstSessionsOpenWhateverBarsTheStrategyReads() {
        int first = 0;
        while (TAPE.type(first) != EventType.OPEN_PRINT) {
            first++;
        }
        int last = TAPE.events() - 1;
        while (TAPE.type(last) != EventType.BAR) {
            last--;
        }
        double expected = 100.0 * ((double) TAPE.closeE8(last) / TAPE.openE8(first) - 1);
        for (String bar : List.of("5m", "15m", "1h", "1d")) {
            Engine engine = Grid.engine(Tapes.config("qqq.conf", "signal.bar=" + bar));
            assertEquals(
                    expected,
                    TapeRun.of(engine, TAPE.all(), List.of()).summary().number("benchmark_return_pct"),
                    1e-6,
                    bar);
        }
    }

    @Test
    void shouldHoldTheSameInAWalkForward() {
        Grid grid = Grid.of(Tapes.config("qqq.conf"), List.of("signal.sma=100,200"));
        List<WalkForward.Span> spans = WalkForward.spans(0, TAPE.sessions(), 100, 60, false, 0);
        WalkForward walk = WalkForward.of(
                Tapes.data(TAPE, Tapes.config("qqq.conf")),
                grid,
                spans,
                Objective.of("sharpe", List.of()),
                new CoreEngine(1),
                done -> {});
        int open = TAPE.sessionStart(spans.get(0).testFrom());
        while (TAPE.type(open) != EventType.OPEN_PRINT) {
            open++;
        }
        int last = TAPE.events() - 1;
        while (TAPE.type(last) != EventType.BAR) {
            last--;
        }
        double expected = 100.0 * ((double) TAPE.closeE8(last) / TAPE.openE8(open) - 1);
        assertEquals(expected, walk.summary(walk.days(TAPE), 0).number("benchmark_return_pct"), 1e-6);
    }
}
