package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books of portfolios, event by event: one that has an account of 100,000 for itself, and two that share it 60 to 40. */
class PortfolioStateTest {
    private static final int AAA = 0;
    private static final int BBB = 1;
    private static final int CCC = 2;
    private static final String NAMES = """
            instruments = [{ symbol = AAA }, { symbol = BBB }, { symbol = CCC }]
            data { bar = 1d }
            risk { equity = 100000 }
            """;
    private static final String RULES = "strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0";
    private static final Engine ALONE = engine("portfolio { " + RULES + " }");
    private static final Engine TWO =
            engine("portfolios { one { budget = 0.6, " + RULES + " }, two { budget = 0.4, " + RULES + " } }");
    private static final int DAY = (int) LocalDate.of(2024, 2, 2).toEpochDay();
    private static final long NANOS = ExchangeCalendar.usEquity().closeNanos(DAY);
    private static final int ADOPTED = EngineEvent.FLAG_ADOPTED;
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;

    private final PortfolioState alone = new PortfolioState(ALONE);
    private final PortfolioState one = new PortfolioState(TWO, 0, false);
    private final PortfolioState two = new PortfolioState(TWO, 1, false);
    private EngineEvent event = new EngineEvent(TWO.bounds());
    private int day = DAY;

    private static Engine engine(String text) {
        return new Engine(EngineSettings.parse(NAMES + text, "test"), ExchangeCalendar.usEquity());
    }

    private static long e8(double money) {
        return FixedPoint.ofDouble(money);
    }

    private void send() {
        event.sessionDay = day;
        for (PortfolioState state : List.of(alone, one, two)) {
            state.onEvent(event);
        }
        event.clearDecisions();
    }

    private void fill(long ref, int id, Side side, long quantity, double price, double commission) {
        event.fill(id, NANOS, ref, side, quantity, e8(price), 0, e8(commission), 0);
        send();
    }

    private void commission(long ref, int id, double money) {
        event.order(EventType.COMMISSION, id, NANOS, ref, 0, 0);
        event.commissionE8 = e8(money);
        send();
    }

    private void bar(int id, double close, int flags) {
        event.bar(id, NANOS - 1, NANOS, e8(1), e8(900), e8(1), e8(close), 5, flags);
        send();
    }

    private void position(int id, int flags, int code, int portfolio, long ref, long quantity, double price) {
        event.position(id, NANOS, flags, code, BookId.ofPortfolio(portfolio), ref, quantity, e8(price));
        send();
    }

    private Standing standing(int portfolio, int id, int rank) {
        Standing standing = event.addStanding();
        standing.clear(portfolio, id);
        standing.rank = rank;
        return standing;
    }

    private void order(int portfolio, int id, long ref, Side side, long quantity) {
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, id, BookId.ofPortfolio(portfolio), 1);
        intent.side = side;
        intent.quantity = quantity;
    }

    private void verdict(int portfolio, int id, NameOutcome outcome, long figure) {
        Verdict verdict = event.addVerdict();
        verdict.clear(BookId.ofPortfolio(portfolio), id, 1);
        verdict.outcome = outcome.code();
        verdict.stopE8 = figure;
    }

    private static void assertMoney(double expected, long actualE8) {
        assertEquals(FixedPoint.format(e8(expected)), FixedPoint.format(actualE8));
    }

    @Test
    void shouldBeginWithThePartOfTheAccountThatIsItsOwn() {
        assertMoney(100_000, alone.startE8());
        assertMoney(60_000, one.startE8());
        assertMoney(40_000, two.startE8());
        assertMoney(100_000, alone.ledger().cashE8());
        assertMoney(60_000, one.ledger().cashE8());
        assertMoney(40_000, two.ledger().cashE8());
        assertEquals(Integer.MIN_VALUE, one.lastDecision());
    }

    /** 10 at 100 and 10 at 130, of which 5 are sold at 140: 15 cost 1,725 still; sold 700, paid 2,300 and 6.50. */
    @Test
    void shouldKeepCostAndContributionOfWhatIsHeld() {
        order(0, AAA, 7, Side.BUY, 20);
        send();
        fill(7, AAA, Side.BUY, 10, 100, 1);
        fill(7, AAA, Side.BUY, 10, 130, 1.5);
        commission(7, AAA, 3);
        fill(7, AAA, Side.SELL, 5, 140, 1);
        bar(AAA, 150, 0);
        for (PortfolioState state : List.of(alone, one)) {
            assertEquals(15, state.ledger().position(AAA));
            assertMoney(1725, state.costE8(AAA));
            assertMoney(3000, state.tradedE8(AAA));
            assertMoney(700 - 2300 - 6.5 + 15 * 150, state.contributionE8(AAA));
        }
        assertMoney(100_000 - 1606.5, alone.ledger().cashE8());
        assertMoney(60_000 - 1606.5, one.ledger().cashE8());
        assertEquals(0, two.ledger().position(AAA));
        assertMoney(40_000, two.ledger().cashE8());
        assertMoney(0, two.contributionE8(AAA));
    }

    @Test
    void shouldGoByTheSessionsBarThoughItsPricesCameInSmallerOnes() {
        fill(7, AAA, Side.BUY, 10, 100, 0);
        bar(AAA, 110, 0);
        assertMoney(110, alone.ledger().lastE8(AAA));
        bar(AAA, 120, EngineEvent.FLAG_PORTFOLIO_ONLY);
        assertMoney(110, alone.ledger().lastE8(AAA));
        assertMoney(120, one.ledger().lastE8(AAA));
        event.openPrint(AAA, NANOS, e8(130), 0);
        send();
        assertMoney(130, alone.ledger().lastE8(AAA));
        assertMoney(130, one.ledger().lastE8(AAA));
    }

    @Test
    void shouldTellWhatTheRiskStageRefusedAndWhatWasNotSent() {
        event.session(EventType.SESSION_CLOSE, NANOS, 0);
        standing(0, AAA, 1);
        standing(0, BBB, 2);
        standing(0, CCC, 3);
        verdict(0, AAA, NameOutcome.REFUSED, Outcome.HALTED.code());
        verdict(0, BBB, NameOutcome.DROPPED, 0);
        verdict(0, CCC, NameOutcome.NOT_WANTED, 0);
        send();
        Rebalance decision = one.rebalances().get(0);
        assertEquals(2, decision.refused());
        assertEquals(
                "the risk stage refuses it: trading is halted",
                decision.names.get(0).words(id -> "none"));
        assertEquals(
                "was not sent, since trading was stopped", decision.names.get(1).words(id -> "none"));
    }

    @Test
    void shouldTellOfADecisionWhatWasHeldOrderedExecutedAndPaid() {
        bar(AAA, 100, 0);
        bar(BBB, 50, 0);
        position(BBB, CARRIED, PortfolioPart.HOLDING, 0, 0, 30, 50);
        event.session(EventType.SESSION_CLOSE, NANOS, 0);
        standing(0, AAA, 1);
        standing(0, BBB, 2);
        standing(0, CCC, 0);
        verdict(0, AAA, NameOutcome.BOUGHT, 0);
        verdict(0, BBB, NameOutcome.SOLD, 9);
        verdict(0, CCC, NameOutcome.CORRELATION, 1);
        order(0, AAA, 7, Side.BUY, 20);
        order(0, BBB, 8, Side.SELL, 30);
        event.sequence = 5;
        send();
        fill(7, AAA, Side.BUY, 12, 101, 0);
        commission(7, AAA, 1.25);
        fill(7, AAA, Side.BUY, 8, 102, 0.5);
        fill(8, BBB, Side.SELL, 30, 49, 1);
        for (PortfolioState state : List.of(alone, one)) {
            assertEquals(1, state.rebalances().size());
            Rebalance decision = state.rebalances().get(0);
            assertEquals(DAY, decision.day);
            assertEquals(2, decision.ranked);
            NameDecision bought = decision.names.get(0);
            assertEquals("20 of 0, executed 20", told(bought));
            assertMoney(12 * 101 + 8 * 102, bought.filledE8);
            assertMoney(1.75, bought.commissionE8);
            assertMoney(100, bought.priceE8);
            assertEquals(-1, bought.alike);
            NameDecision sold = decision.names.get(1);
            assertEquals("-30 of 30, executed 30", told(sold));
            assertMoney(1, sold.commissionE8);
            NameDecision refused = decision.names.get(2);
            assertEquals(NameOutcome.CORRELATION, refused.outcome);
            assertEquals(BBB, refused.alike);
            assertMoney(12 * 101 + 8 * 102, decision.tradedE8(true));
            assertMoney(30 * 49, decision.tradedE8(false));
            assertEquals(1, decision.refused());
            assertEquals((12 * 101 + 8 * 102 + 30 * 49) / 2.0 / (decision.equityE8 / 1e8), decision.turnover(), 1e-12);
        }
        assertEquals(0, two.rebalances().size());
        assertMoney(61_500, one.rebalances().get(0).equityE8);
        assertMoney(60_000, one.rebalances().get(0).cashE8);
    }

    private static String told(NameDecision name) {
        return name.order + " of " + name.held + ", executed " + name.filled;
    }

    /** Of two portfolios on one event each has its own names, orders and verdicts. */
    @Test
    void shouldKeepApartWhatIsDecidedForTwo() {
        bar(AAA, 100, 0);
        standing(0, AAA, 1);
        standing(1, AAA, 3);
        verdict(0, AAA, NameOutcome.BOUGHT, 0);
        verdict(1, AAA, NameOutcome.NO_CASH, 0);
        order(0, AAA, 7, Side.BUY, 20);
        order(1, AAA, 8, Side.BUY, 10);
        send();
        fill(8, AAA, Side.BUY, 10, 100, 0);
        NameDecision first = one.rebalances().get(0).names.get(0);
        NameDecision second = two.rebalances().get(0).names.get(0);
        assertEquals(NameOutcome.BOUGHT, first.outcome);
        assertEquals(NameOutcome.NO_CASH, second.outcome);
        assertEquals("20 of 0, executed 0", told(first));
        assertEquals("10 of 0, executed 10", told(second));
        assertEquals(1, first.rank);
        assertEquals(3, second.rank);
        assertEquals(0, one.ledger().position(AAA));
        assertEquals(10, two.ledger().position(AAA));
    }

    /** Names that one event has no room for come on those that continue it: they belong to the same decision. */
    @Test
    void shouldTakeTheRestOfADecisionFromTheEventsThatContinueIt() {
        bar(AAA, 100, 0);
        standing(0, AAA, 1);
        event.standingsLeft = 2;
        send();
        event.continued(NANOS, 0);
        standing(0, BBB, 2);
        standing(1, AAA, 1);
        event.standingsLeft = 1;
        send();
        event.continued(NANOS, 0);
        standing(1, CCC, 2);
        send();
        assertEquals(List.of(AAA, BBB), ids(one.rebalances().get(0)));
        assertEquals(List.of(AAA, CCC), ids(two.rebalances().get(0)));
        assertEquals(1, one.rebalances().size());
        assertEquals(1, two.rebalances().size());
        // The next one is another decision, also where it continues an event that was of something else.
        event.continued(NANOS, 0);
        standing(0, CCC, 1);
        send();
        assertEquals(2, one.rebalances().size());
        assertEquals(List.of(CCC), ids(one.rebalances().get(1)));
    }

    private static List<Integer> ids(Rebalance decision) {
        return decision.names.stream().map(name -> name.instrumentId).toList();
    }

    /** Of past decisions names that were neither held, ordered nor refused are forgotten, unless all are asked for. */
    @Test
    void shouldForgetOfPastDecisionsWhatDidNotMatter() {
        PortfolioState whole = new PortfolioState(TWO, 0, true);
        for (PortfolioState state : List.of(one, whole)) {
            event = new EngineEvent(TWO.bounds());
            event.position(AAA, NANOS, CARRIED, PortfolioPart.HOLDING, BookId.ofPortfolio(0), 0, 5, e8(10));
            state.onEvent(event);
            for (int decision = 0; decision < 2; decision++) {
                event.bar(AAA, NANOS - 1, NANOS, e8(1), e8(1), e8(1), e8(1), 1, 0);
                standing(0, AAA, 1);
                standing(0, BBB, 2);
                standing(0, CCC, 3);
                verdict(0, CCC, NameOutcome.POSITIONS, 0);
                state.onEvent(event);
                event.clearDecisions();
            }
        }
        assertEquals(List.of(AAA, CCC), ids(one.rebalances().get(0)));
        assertEquals(List.of(AAA, BBB, CCC), ids(one.rebalances().get(1)));
        assertEquals(3, one.rebalances().get(0).ranked);
        assertEquals(List.of(AAA, BBB, CCC), ids(whole.rebalances().get(0)));
    }

    @Test
    void shouldGoOnWithWhatAnEarlierSessionLeft() {
        position(AAA, CARRIED, PortfolioPart.HOLDING, 0, 0, 15, 110);
        position(BBB, CARRIED, PortfolioPart.HOLDING, 1, 0, 4, 50);
        position(0, CARRIED, PortfolioPart.MONEY, 0, 0, 0, 1234);
        position(CCC, CARRIED, PortfolioPart.PLANNED, 0, 0, 99, 10);
        position(CCC, CARRIED, Purpose.REBALANCE.code(), 0, 7, 6, 0);
        event.account(NANOS, CARRIED, e8(5000), 0, 0);
        send();
        fill(7, CCC, Side.BUY, 6, 10, 1);
        assertEquals(15, one.ledger().position(AAA));
        assertMoney(1650, one.costE8(AAA));
        assertEquals(0, one.ledger().position(BBB));
        assertEquals(6, one.ledger().position(CCC));
        assertMoney(1234 - 61, one.ledger().cashE8());
        assertEquals(4, two.ledger().position(BBB));
        assertEquals(0, two.ledger().position(CCC));
        assertMoney(40_000, two.ledger().cashE8());
        // An account of its own has its cash from the account.
        assertMoney(5000 - 61, alone.ledger().cashE8());
        assertEquals(15, alone.ledger().position(AAA));
    }

    /** What is not carried is not what is held. */
    @Test
    void shouldTakeNoHoldingThatIsNotCarried() {
        position(AAA, 0, PortfolioPart.HOLDING, 0, 0, 15, 110);
        for (PortfolioState state : List.of(alone, one)) {
            assertEquals(0, state.ledger().position(AAA));
            assertMoney(0, state.costE8(AAA));
        }
    }

    @Test
    void shouldTakeOverASingleShare() {
        position(AAA, ADOPTED, 0, 0, 0, 1, 90);
        assertEquals(1, alone.ledger().position(AAA));
        assertMoney(90, alone.costE8(AAA));
    }

    /** A price is one, however low. */
    @Test
    void shouldTakeOverAShareAtTheLeastPrice() {
        bar(AAA, 100, 0);
        position(AAA, ADOPTED, 0, 0, 0, 1, 0.00000001);
        assertEquals(1, alone.costE8(AAA));
    }

    @Test
    void shouldTakeOverWhatAnOperatorGivesIt() {
        bar(AAA, 100, 0);
        position(AAA, ADOPTED, 0, 0, 0, 10, 90);
        position(AAA, ADOPTED, 0, 0, 0, -4, 0);
        position(BBB, ADOPTED, 0, 0, 0, 0, 90);
        position(CCC, ADOPTED, 5, 0, 0, 10, 90);
        for (PortfolioState state : List.of(alone, one)) {
            assertEquals(6, state.ledger().position(AAA));
            assertMoney(540, state.costE8(AAA));
            assertMoney(400 - 900 + 600, state.contributionE8(AAA));
            assertEquals(0, state.ledger().position(BBB));
            assertEquals(0, state.ledger().position(CCC));
        }
        assertMoney(60_000 - 900 + 400, one.ledger().cashE8());
        assertEquals(0, two.ledger().position(AAA));
    }

    /** What an account is worth is told when a session begins; 110,000 of 100,000 are 6,000 more for 60 %. */
    @Test
    void shouldShareWhatTheAccountIsWorthOnlyWhereTheEquityIsTheAccounts() {
        Engine engine = new Engine(
                EngineSettings.parse(
                        NAMES.replace("equity = 100000", "equity = account")
                                + "portfolios { one { budget = 0.6, " + RULES + " }, two { budget = 0.4, " + RULES
                                + " } }",
                        "test"),
                ExchangeCalendar.usEquity());
        PortfolioState state = new PortfolioState(engine, 0, false);
        event.account(NANOS, ADOPTED, e8(100_000), 0, 0);
        state.onEvent(event);
        assertMoney(60_000, state.ledger().cashE8());
        event.position(AAA, NANOS, ADOPTED, 0, BookId.ofPortfolio(1), 0, 10, e8(90));
        state.onEvent(event);
        event.account(NANOS, ADOPTED, e8(110_000), 0, 0);
        state.onEvent(event);
        assertMoney(66_000, state.ledger().cashE8());
        event.account(NANOS, 0, e8(150_000), 0, 0);
        state.onEvent(event);
        assertMoney(66_000, state.ledger().cashE8());
        event.account(NANOS, ADOPTED, e8(150_000), 0, 0);
        send();
        assertMoney(60_000, one.ledger().cashE8());
        assertMoney(100_000, alone.ledger().cashE8());
    }

    /**
     * What the account is worth by the events so far, seen by what a portfolio gets of the next equity that is told: 60 % of
     * what is more. AAA is at 100, and of it come shares and prices that are no portfolio's.
     */
    @ParameterizedTest
    @CsvSource({
        "nothing, 100000",
        "bar, 100100",
        "session bar, 100000",
        "print, 100200",
        "adopted, 100200",
        "adopted one, 100110",
        "adopted for nothing known, 100100",
        "adopted for a hundred-millionth, 101199.9999999",
        "adopted and given back, 100150",
        "adopted none, 100100",
        "adopted as a part, 100100",
        "only told, 100100",
        "carried, 102300",
        "carried by a portfolio, 102300",
        "carried as planned, 100100",
        "told by a portfolio, 100100",
        "charged, 100095"
    })
    void shouldKnowWhatTheAccountIsWorth(String what, double worth) {
        Engine engine = new Engine(
                EngineSettings.parse(
                        NAMES.replace("equity = 100000", "equity = account")
                                + "portfolios { one { budget = 0.6, " + RULES + " }, two { budget = 0.4, " + RULES
                                + " } }",
                        "test"),
                ExchangeCalendar.usEquity());
        PortfolioState state = new PortfolioState(engine, 0, false);
        long none = BookId.ofPortfolio(1);
        event.account(NANOS, ADOPTED, e8(100_000), 0, 0);
        state.onEvent(event);
        event.fill(AAA, NANOS, 99, Side.BUY, 10, e8(100), 0, 0, 0);
        state.onEvent(event);
        double price = what.equals("nothing") || what.equals("session bar") ? 100 : 110;
        int flags = what.equals("session bar") ? EngineEvent.FLAG_PORTFOLIO_ONLY : 0;
        event.bar(AAA, NANOS - 1, NANOS, e8(1), e8(900), e8(1), e8(flags == 0 ? price : 150), 5, flags);
        state.onEvent(event);
        switch (what) {
            case "print" -> event.openPrint(AAA, NANOS, e8(120), 0);
            case "adopted" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, 10, e8(100));
            case "adopted one" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, 1, e8(100));
            case "adopted for nothing known" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, 10, 0);
            case "adopted for a hundred-millionth" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, 10, 1);
            case "adopted and given back" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, -5, e8(120));
            case "adopted none" -> event.position(AAA, NANOS, ADOPTED, 0, none, 0, 0, e8(120));
            case "adopted as a part" -> event.position(AAA, NANOS, ADOPTED, 5, none, 0, 10, e8(100));
            case "only told" -> event.position(AAA, NANOS, 0, 0, none, 0, 20, e8(110));
            case "carried" -> event.position(AAA, NANOS, CARRIED, 0, none, 0, 20, e8(110));
            case "carried by a portfolio" ->
                event.position(AAA, NANOS, CARRIED, PortfolioPart.HOLDING, none, 0, 20, e8(110));
            case "carried as planned" ->
                event.position(AAA, NANOS, CARRIED, PortfolioPart.PLANNED, none, 0, 20, e8(110));
            case "told by a portfolio" -> event.position(AAA, NANOS, 0, PortfolioPart.HOLDING, none, 0, 20, e8(110));
            case "charged" -> {
                event.order(EventType.COMMISSION, AAA, NANOS, 99, 0, 0);
                event.commissionE8 = e8(5);
            }
            default -> event.control(EventType.TIMER, NANOS, 0, 0);
        }
        state.onEvent(event);
        long beforeE8 = state.ledger().cashE8();
        event.account(NANOS, ADOPTED, e8(200_000), 0, 0);
        state.onEvent(event);
        assertEquals(0.6 * (200_000 - worth), (state.ledger().cashE8() - beforeE8) / 1e8, 1e-7);
    }

    @Test
    void shouldBookDividendsAndSplits() {
        position(AAA, CARRIED, PortfolioPart.HOLDING, 0, 0, 15, 110);
        event.payment(AAA, NANOS, CorporateAction.DIVIDEND, e8(0.5), 0);
        send();
        assertMoney(60_007.5, one.ledger().cashE8());
        assertMoney(7.5, one.contributionE8(AAA));
        event.split(AAA, NANOS, 1, 2, 0);
        send();
        // 15 are 7 and a half, which is paid at half of 220.
        assertEquals(7, one.ledger().position(AAA));
        assertMoney(60_117.5, one.ledger().cashE8());
        assertMoney(7 * 220 + 7.5 + 110 - 1650, one.contributionE8(AAA));
        bar(AAA, 221, 0);
        // Nobody knows on this day what was paid for them once.
        assertMoney(7 * 221 + 7.5 + 110 - 1650, one.contributionE8(AAA));
    }

    @Test
    void shouldDateADecisionByWhatItWasCalledFor() {
        int called = Operator.REBALANCE.code();
        event.control(EventType.COMMAND, NANOS, called, DecisionCall.of(DAY - 1, true, 1));
        standing(1, AAA, 1);
        send();
        assertEquals(DAY - 1, two.lastDecision());
        assertEquals(DAY - 1, two.rebalances().get(0).day);
        assertEquals(Integer.MIN_VALUE, one.lastDecision());
        // Called for again while warming up: decided on an earlier day, of whose journal the rest is.
        event.control(EventType.COMMAND, NANOS, called, DecisionCall.of(DAY - 7, false, 0));
        event.flags = EngineEvent.FLAG_WARM_UP;
        send();
        assertEquals(DAY - 7, one.lastDecision());
        assertEquals(DAY - 1, two.lastDecision());
        event.control(EventType.COMMAND, NANOS, called, DecisionCall.of(DAY - 6, false, 0));
        send();
        assertEquals(DAY - 7, one.lastDecision());
        event.control(EventType.COMMAND, NANOS, Operator.HALT.code(), DecisionCall.of(DAY - 5, false, 0));
        event.flags = EngineEvent.FLAG_WARM_UP;
        day = DAY + 3;
        send();
        assertEquals(DAY - 7, one.lastDecision());
        assertEquals(DAY + 3, one.lastDay());
    }

    /** Money without an order is the account's, not a portfolio's, nor a name's. */
    @Test
    void shouldChargeInterestToAnAccountOfItsOwnAlone() {
        commission(0, AAA, 2);
        assertMoney(99_998, alone.ledger().cashE8());
        assertMoney(0, alone.contributionE8(AAA));
        assertMoney(60_000, one.ledger().cashE8());
    }
}
