package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.Unit;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.CommandLine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a verdict by hand: an equity of 100,000, a share at 50 and its stop at 45 where a test says nothing else. */
class ExplanationTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());

    private Engine engine;
    private Explanation explanation;
    private EngineEvent event;

    /** Enters on a quote whose spread is narrow. */
    public static final class NarrowSpread extends Strategy {
        @Override
        protected void define() {
            about("Enters on a quote.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value spread = value("spread", () -> (event().askE8 - event().bidE8) / 1e8);
            enterLong("NARROW").on(Moment.QUOTE).when(spread.atMost(0.02)).trailingPerCent(1);
            exitLong("WIDE").when(bars.close().below(1));
        }
    }

    private void with(String risk) {
        with("mean-reversion-in-trend", "{ symbol = QQQ, lot = 100 }", risk);
    }

    private void with(String strategy, String instrument, String risk) {
        with(EngineSettings.parse(
                "instruments = [" + instrument + "]\nsignal { strategy = " + strategy + " }\nrisk {" + risk + "}\n"
                        + (strategy.equals("narrow-spread") ? "data { bar = ticks }" : ""),
                "test"));
    }

    private void with(EngineSettings settings) {
        engine = new Engine(settings, CALENDAR);
        explanation = new Explanation(
                engine, engine.stages(null, (intent, nanos) -> {}).risk());
        event = new EngineEvent(new Bounds(4, 8, 8, 8));
        event.control(EventType.TIMER, OPEN, 0, 0);
        event.clearDecisions();
    }

    private Verdict verdict(int bindingId, Outcome outcome, long quantity) {
        Verdict verdict = event.addVerdict();
        verdict.clear(bindingId, 0, 7);
        verdict.outcome = outcome.code();
        verdict.quantity = quantity;
        verdict.equityE8 = 100_000 * FixedPoint.ONE_E8;
        verdict.priceE8 = 50 * FixedPoint.ONE_E8;
        verdict.stopE8 = 45 * FixedPoint.ONE_E8;
        return verdict;
    }

    /** The lines of the size, after equity, price and stop, which are the same in each. */
    private List<String> size(Verdict verdict) {
        List<String> lines = explanation.verdict(event, verdict);
        assertEquals("The size", lines.get(0));
        assertEquals("  equity               100000.00", lines.get(1));
        assertEquals("  price                50.00", lines.get(2));
        assertEquals(
                "  protective stop      " + (verdict.stopE8 == 0 ? "none" : FixedPoint.format(verdict.stopE8)),
                lines.get(3));
        return lines.subList(4, lines.indexOf("The checks of an entry"));
    }

    @Test
    void shouldTellTheSizeByTheFractionAtRisk() {
        with("fraction = 0.02, cap = 30000");
        List<String> lines = new ArrayList<>(List.of(
                "  money at risk        min(100000.00 x 0.02, 30000.00) = 2000.00",
                "  risk a share         |50.00 - 45.00| = 5.00",
                "  shares by risk       2000.00 / 5.00 = 400.000",
                "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000",
                "  size                 400, the smallest one in whole lots"));
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 400)));
        lines.set(4, "  size                 300, what is held and enters leaves no more of the leverage");
        event.clearDecisions();
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 300)));
        lines.set(4, "  size                 400, the smallest one in whole lots, before the checks");
        event.clearDecisions();
        assertEquals(lines, size(verdict(0, Outcome.HALTED, 0)));
        // On the other side, the risk is the same.
        event.clearDecisions();
        Verdict over = verdict(0, Outcome.HALTED, 0);
        over.stopE8 = 55 * FixedPoint.ONE_E8;
        lines.set(1, "  risk a share         |50.00 - 55.00| = 5.00");
        assertEquals(lines, size(over));
    }

    @Test
    void shouldTellTheCapOfTheMoneyAtRiskAndWholeLotsOfAnInstrument() {
        with("fraction = 0.5, cap = 1800");
        List<String> lines = new ArrayList<>(List.of(
                "  money at risk        min(100000.00 x 0.5, 1800.00) = 1800.00",
                "  risk a share         |50.00 - 45.00| = 5.00",
                "  shares by risk       1800.00 / 5.00 = 360.000",
                "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000",
                "  size                 300, the smallest one in whole lots, before the checks"));
        assertEquals(lines, size(verdict(0, Outcome.HALTED, 0)));
        // Of a portfolio's verdict no strategy is known, and no lot.
        lines.set(4, "  size                 360, the smallest one in whole lots, before the checks");
        assertEquals(lines, size(verdict(-1, Outcome.HALTED, 0)));
    }

    /** A single share is a size, and so is what is left of two. */
    @Test
    void shouldTellTheSizeOfASingleShare() {
        with("mean-reversion-in-trend", "{ symbol = QQQ }", "fraction = 0.5, cap = 5");
        assertEquals(
                "  size                 1, the smallest one in whole lots",
                size(verdict(0, Outcome.ACCEPTED, 1)).get(4));
        with("mean-reversion-in-trend", "{ symbol = QQQ }", "fraction = 0.5, cap = 10");
        assertEquals(
                "  size                 1, what is held and enters leaves no more of the leverage",
                size(verdict(0, Outcome.ACCEPTED, 1)).get(4));
        event.clearDecisions();
        assertEquals(
                "  size                 2, the smallest one in whole lots",
                size(verdict(0, Outcome.ACCEPTED, 2)).get(4));
    }

    @Test
    void shouldTellTheSizeByLeverageWhereThatIsTheSmallest() {
        with("fraction = 0.5, cap = 1000000, leverage = 1.5, size { by = shares, shares = 4000 }");
        assertEquals(
                List.of(
                        "  shares by risk.size  4000",
                        "  shares by leverage   100000.00 x 1.5 / 50.00 = 3000.000",
                        "  size                 3000, the smallest one in whole lots, before the checks"),
                size(verdict(0, Outcome.HALTED, 0)));
    }

    @Test
    void shouldTellTheSizeByASumOfMoneyWithoutAStop() {
        with("size { by = money, money = 20000 }");
        Verdict verdict = verdict(0, Outcome.ACCEPTED, 400);
        verdict.stopE8 = 0;
        assertEquals(
                List.of(
                        "  shares by money      20000.00 / 50.00 = 400.000",
                        "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000",
                        "  size                 400, the smallest one in whole lots"),
                size(verdict));
    }

    /** Kelly's fraction of an even chance at 1.5 to 1 is 1/2 - 1/2 / 1.5 = 1/6, and half of it a twelfth. */
    @Test
    void shouldTellTheSizeByAPartOfKellysFraction() {
        with("size { by = kelly, win-rate = 0.5, payoff = 1.5, part = 0.5 }");
        assertEquals(
                List.of(
                        "  money at risk        100000.00 x 0.083333 of Kelly = 8333.33",
                        "  risk a share         |50.00 - 45.00| = 5.00",
                        "  shares by risk       8333.33 / 5.00 = 1666.667",
                        "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000",
                        "  size                 1600, the smallest one in whole lots"),
                size(verdict(0, Outcome.ACCEPTED, 1600)));
    }

    /** What a range came to is in no record: how many shares it allows is not known, and no other rule is named instead. */
    @Test
    void shouldNotNameARuleWhereTheSmallestSizeIsNotKnown() {
        with("size { by = volatility, share = 0.005 }");
        List<String> known = List.of(
                "  shares by range      100000.00 x 0.005 = 500.00, over the average range",
                "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000");
        List<String> lines = new ArrayList<>(known);
        lines.add("  size                 100, the smallest one in whole lots");
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 100)));
        event.clearDecisions();
        assertEquals(known, size(verdict(0, Outcome.HALTED, 0)));
    }

    /** Nearer than a cent there is no size; 1000 over a cent are 100,000 shares of two cents. */
    @ParameterizedTest
    @CsvSource({"0.01, true", "0.0101, false", "0.02, false"})
    void shouldTellNoSizeByRiskWhereTheStopIsTooClose(double stop, boolean sized) {
        with("fraction = 0.02, cap = 1000");
        Verdict verdict = verdict(0, Outcome.STOP_TOO_CLOSE, 0);
        verdict.priceE8 = e8(0.02);
        verdict.stopE8 = e8(stop);
        List<String> lines = explanation.verdict(event, verdict);
        assertEquals(sized, lines.contains("  shares by risk       1000.00 / 0.01 = 100000.000"));
        assertEquals(
                sized,
                lines.contains("  size                 100000, the smallest one in whole lots, before the checks"));
        assertEquals(
                sized ? 2 : 0,
                lines.stream()
                        .filter(line -> line.contains("100000,") || line.contains("by risk "))
                        .count());
        assertEquals("The checks of an entry", lines.get(sized ? 9 : 7));
    }

    /** A tenth of the equity is 10,000, and that over the price 200. */
    @Test
    void shouldTellWhatRulesOfPositionsLeave() {
        String positions = "value-min = off, share-min = off, value-max = off, share-max = 0.1, count = off";
        with("fraction = 0.02, cap = 30000, positions { cash-buffer = off, " + positions + " }");
        List<String> lines = new ArrayList<>(List.of(
                "  money at risk        min(100000.00 x 0.02, 30000.00) = 2000.00",
                "  risk a share         |50.00 - 45.00| = 5.00",
                "  shares by risk       2000.00 / 5.00 = 400.000",
                "  shares by leverage   100000.00 x 1.0 / 50.00 = 2000.000",
                "  shares by position   10000.00 / 50.00 = 200.000",
                "  size                 200, the smallest one in whole lots"));
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 200)));
        event.clearDecisions();
        lines.set(5, "  size                 100, what is held and enters leaves no more of the leverage");
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 100)));
        with("fraction = 0.02, cap = 30000, positions { cash-buffer = 500, " + positions + " }");
        lines.set(5, "  shares by cash       what leaves 500.00 in cash");
        lines.add("  size                 100, the smallest one in whole lots");
        assertEquals(lines, size(verdict(0, Outcome.ACCEPTED, 100)));
    }

    /** Parts of the same signal add up; another signal's, and a portfolio's, do not. */
    @Test
    void shouldTellAPartOfAPositionAsOne() {
        with("fraction = 0.02, cap = 30000");
        Verdict part = verdict(0, Outcome.ACCEPTED, 100);
        verdict(0, Outcome.ACCEPTED, 300);
        verdict(0, Outcome.ACCEPTED, 50).signalSequence = 8;
        Verdict other = verdict(-1, Outcome.ACCEPTED, 25);
        List<String> lines = size(part);
        assertEquals(
                List.of(
                        "  size                 400, the smallest one in whole lots",
                        "  this part            100 of them"),
                lines.subList(4, 6));
        List<String> alone = size(other);
        assertEquals("  size                 25, what is held and enters leaves no more of the leverage", alone.get(4));
        assertEquals(5, alone.size());
    }

    @Test
    void shouldTellEveryCheckThatWasMadeUpToTheOneThatFailed() {
        with("fraction = 0.02, cap = 30000");
        List<String> lines = explanation.verdict(event, verdict(0, Outcome.ACCEPTED, 400));
        int from = lines.indexOf("The checks of an entry");
        List<String> checks = new ArrayList<>();
        for (String words : List.of(
                "a position is open",
                "an order is working",
                "short positions are not allowed",
                "the last exit is too recent",
                "no volatility, so no stop",
                "a price of the strategy's is no number above 0",
                "the settings ask for a protective stop",
                "trading is latched",
                "trading is halted",
                "the broker cannot be reached",
                "not yet reconciled with the broker",
                "the prices are stale",
                "the exchange has halted the instrument",
                "the broker does not know the contract",
                "a position is unprotected",
                "the clock is unsure",
                "the journal's disk is nearly full",
                "the stop is on the wrong side of the price",
                "the target is on the wrong side of the price",
                "the stop is too close to the entry",
                "the account's leverage is used up",
                "the size is below one lot")) {
            checks.add("  not: " + words + " ".repeat(50 - words.length()) + " passed");
        }
        assertEquals(checks, lines.subList(from + 1, lines.size() - 1));
        assertEquals("Verdict: accepted, it became an order for 400 shares", lines.get(lines.size() - 1));

        lines = explanation.verdict(event, verdict(0, Outcome.HALTED, 0));
        from = lines.indexOf("The checks of an entry");
        checks = new ArrayList<>(checks.subList(0, 9));
        checks.set(8, checks.get(8).replace("passed", "FAILS"));
        assertEquals(checks, lines.subList(from + 1, lines.size() - 1));
        assertEquals("Verdict: halted, it came to nothing: trading is halted", lines.get(lines.size() - 1));

        // Without limits a check of theirs is told where it failed all the same.
        lines = explanation.verdict(event, verdict(0, Outcome.ORDER_MISMATCH, 0));
        assertEquals("  not: the broker reports more than was asked for         FAILS", lines.get(lines.size() - 2));
        assertEquals(from + 1 + 18 + 1, lines.size());
    }

    @Test
    void shouldTellTheChecksOfLimitsWhereThereAreAny() {
        Path live = CommandLine.home().resolve("config/live.conf");
        with(EngineSettings.of(EngineSettings.load(live)));
        List<String> lines = explanation.verdict(event, verdict(0, Outcome.ACCEPTED, 400));
        int from = lines.indexOf("The checks of an entry");
        assertEquals(22 + 30, lines.size() - 2 - from);
        assertEquals("  not: too many messages in a short time                  passed", lines.get(lines.size() - 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_POSITION | true | Verdict: no-position, it came to nothing: there is no position to leave",
                "NO_POSITION | false | Verdict: no-position, it came to nothing: there is no position to leave",
                "ENTRY_CALLED_OFF | false | Verdict: entry-called-off, it came to nothing: the open entry is called off",
                "ACCEPTED | false | Verdict: accepted, it became an order",
                "WAITING_FOR_OPEN | false | Verdict: waiting-for-open, it waits for the open that fills it",
                "REVERSING | false | Verdict: reversing, it leaves the position the other way first and enters once nothing of it is held",
            })
    void shouldTellNoChecksOfWhatIsNoEntry(Outcome outcome, boolean sized, String told) {
        with("fraction = 0.02, cap = 30000");
        Verdict verdict = verdict(0, outcome, 0);
        if (!sized) {
            verdict.equityE8 = 0;
        }
        List<String> lines = explanation.verdict(event, verdict);
        assertEquals(told, lines.get(lines.size() - 1));
        assertEquals(-1, lines.indexOf("The checks of an entry"));
        assertEquals(sized, lines.contains("The size"));
    }

    /** A refusal before the size: the checks are told, up to it. */
    @Test
    void shouldTellTheChecksWithoutASizeWhereNoneWasMade() {
        with("fraction = 0.02, cap = 30000");
        Verdict verdict = verdict(0, Outcome.IN_POSITION, 0);
        verdict.equityE8 = 0;
        assertEquals(
                List.of(
                        "The checks of an entry",
                        "  not: a position is open                                 FAILS",
                        "Verdict: in-position, it came to nothing: a position is open"),
                explanation.verdict(event, verdict));
    }

    @Test
    void shouldTellAFurtherUnitByThePricesWay() {
        assertEquals(
                List.of(
                        "Unit 3 of 4 of the position, added as the price went on: no rule was asked for it",
                        "  The price 105.50 has gone 1.50 beyond 104.00, the price of unit 2.",
                        "  A unit is bought each step of 1.250000, so from 105.250000 on."),
                Explanation.words(new Unit(3, 4, false, 1.25, e8(104), e8(105.5))));
        assertEquals(
                List.of(
                        "Unit 2 of 4 of the position, added as the price went on: no rule was asked for it",
                        "  The price 102.50 has gone 1.50 beyond 104.00, the price of unit 1.",
                        "  A unit is sold short each step of 1.250000, so from 102.750000 on."),
                Explanation.words(new Unit(2, 4, true, 1.25, e8(104), e8(102.5))));
    }

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    @Test
    void shouldTellOfAMomentWhatWasLookedAt() {
        Strategies.add(NarrowSpread::new);
        with("narrow-spread", "{ symbol = QQQ }", "fraction = 0.02");
        event.quote(0, OPEN, e8(50), e8(50.01), 300, 200, 0);
        event.sequence = 12;
        assertEquals(
                List.of(
                        "The quote: QQQ 300 bid at 50.00, 200 offered at 50.01, 2025-05-21T09:30:00-04:00, event 12",
                        "What narrow-spread looked at",
                        "  long   spread <= 0.02                                         0.010000 against       0.020000  holds"),
                explanation.moment(event, 0));
        event.quote(0, OPEN, e8(50), e8(50.03), 300, 200, 0);
        List<String> told = explanation.moment(event, 0);
        assertEquals(
                "  long   spread <= 0.02                                         0.030000 against       0.020000  FAILS",
                told.get(2));
        // At moments at which it is not asked, and on what is none.
        event.trade(0, OPEN, e8(50), 100, 0);
        assertEquals(List.of(), explanation.moment(event, 0));
        event.control(EventType.COMMAND, OPEN, 0, 0);
        assertEquals(List.of(), explanation.moment(event, 0));
    }
}
