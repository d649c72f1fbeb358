package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.broker.BrokerConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session asks a broker, what it makes of the answers, and when it gives a connection up. */
class BrokerSessionTest {
    private static final List<String> QUESTIONS =
            List.of("positions", "own orders", "all orders", "executions", "completed orders", "account");

    @TempDir
    Path folder;

    // ---- The clock ------------------------------------------------------------------------------------------------

    @Test
    void shouldAskTheTimeBeforeAnythingElse() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        assertEquals(List.of("CONNECTED", "RECONCILING", "time"), driver.take().subList(0, 3));
    }

    /** The broker tells whole seconds: ours may be a second ahead of what it tells without being off. */
    @ParameterizedTest
    @CsvSource({"-1000", "0", "500", "999", "2000"})
    void shouldTakeAClockForRightThatIsOffByAsMuchAsTheBrokersSecondHides(long aheadMs) {
        SessionDriver driver = ready();
        driver.time(-aheadMs);
        assertEquals(List.of(), driver.take());
    }

    @ParameterizedTest
    @CsvSource({"-1001", "2001", "-60000", "3600000"})
    void shouldNoticeAClockThatIsSlowOrFast(long aheadMs) {
        SessionDriver driver = ready();
        driver.time(-aheadMs);
        assertEquals(List.of("CLOCK_STEP " + aheadMs), driver.take());
        assertEquals("the clock is " + aheadMs + " ms ahead of the broker's", driver.alarm());
    }

    @Test
    void shouldSayAgainThatAClockIsOffOnlyOnceItIsOffByASecondMoreOrLess() {
        SessionDriver driver = ready();
        driver.time(3_000);
        driver.time(3_999);
        assertEquals(List.of("CLOCK_STEP -3000"), driver.take());
        driver.time(4_000);
        driver.time(3_000);
        assertEquals(List.of("CLOCK_STEP -4000", "CLOCK_STEP -3000"), driver.take());
        driver.time(0);
        assertEquals(List.of("CLOCK_OK 0"), driver.take());
        driver.time(0);
        assertEquals(List.of(), driver.take());
    }

    @Test
    void shouldAskAClockThatIsOffAgainEveryTenSeconds() {
        SessionDriver driver = ready();
        driver.time(3_000);
        driver.take();
        driver.passMs(9_999);
        assertFalse(driver.take().contains("time"));
        driver.passMs(1);
        assertTrue(driver.take().contains("time"));
        driver.time(0);
        driver.passMs(10_000);
        assertFalse(driver.take().contains("time"), "it agrees");
    }

    @Test
    void shouldLeaveABrokerWhoseClockIsOnAnotherDayWithOneAlarm() {
        SessionDriver driver = ready();
        driver.time(12 * 3_600_000L);
        assertEquals(BrokerConnection.Phase.COMPARING, driver.session.phase(), "half a day is a clock set wrong");
        long alarms = driver.alarms();
        driver.time(12 * 3_600_000L + 1);
        driver.work();
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
        assertEquals(
                "the broker's clock says 2025-06-21T01:31:01Z, ours 2025-06-20T13:31:00Z: nothing more is asked; set the"
                        + " clock, or for a simulated TWS use ringside live --broker-clock",
                driver.alarm());
        driver.connect();
        driver.time(-13 * 3_600_000L);
        driver.work();
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
        assertEquals(alarms + 1, driver.alarms());
    }

    // ---- Contracts ------------------------------------------------------------------------------------------------

    private SessionDriver withoutContracts(String... symbols) {
        List<String> names = new ArrayList<>();
        for (String symbol : symbols) {
            names.add("{ symbol = " + symbol + ", exchange = SMART, primary-exchange = NASDAQ, currency = USD }");
        }
        return new SessionDriver(
                folder, new TwsContract[symbols.length], "risk.limits.pinned-contracts=no", "instruments=" + names);
    }

    private static long questions(SessionDriver driver) {
        return driver.take().stream().filter("contract"::equals).count();
    }

    @Test
    void shouldAskForEachContractOnceMoreWhenNoneIsToldInTime() {
        SessionDriver driver = withoutContracts("QQQ", "SPY", "IWM");
        driver.connect();
        assertEquals(3, questions(driver));
        driver.passMs(driver.requestTimeoutMs() + 1_000);
        driver.passMs(4_999);
        assertEquals(0, questions(driver));
        driver.passMs(1);
        assertEquals(3, questions(driver));
        assertEquals(BrokerConnection.Phase.LOOKING_UP, driver.session.phase());
    }

    @Test
    void shouldNameWhatTheBrokerDoesNotKnowOnceAndAskAgainAfterAWhile() {
        SessionDriver driver = withoutContracts("QQQZ");
        driver.connect();
        long alarms = driver.alarms();
        for (int i = 0; i < 3; i++) {
            assertEquals(1, questions(driver));
            driver.refuseContract();
            driver.passMs(4_999);
            assertEquals(0, questions(driver));
            driver.passMs(1);
        }
        assertEquals(alarms + 1, driver.alarms());
        assertTrue(driver.alarm().contains("does not tell the contract of QQQZ"), driver.alarm());
    }

    /** Strategies wait for all of their names; a portfolio goes on without one, but not without any. */
    @Test
    void shouldWaitForEveryContractOfAStrategy() {
        SessionDriver driver = withoutContracts("QQQ", "SPY");
        driver.connect();
        assertEquals(2, questions(driver));
        driver.session.contract(0, 7);
        long alarms = driver.alarms();
        driver.broker("52", "1", Integer.toString(RequestIds.FIRST));
        assertEquals(alarms, driver.alarms(), "the other one may still be told");
        driver.broker(
                "4", "2", Integer.toString(RequestIds.FIRST + 1), "200", "No security definition has been found", "");
        assertEquals(BrokerConnection.Phase.LOOKING_UP, driver.session.phase());
        assertEquals(
                "the broker does not tell the contract of SPY; nothing is traded before, and it is asked again and"
                        + " again",
                driver.alarm());
    }

    // ---- Comparison -----------------------------------------------------------------------------------------------

    @Test
    void shouldLetOrdersLeaveOnceBrokerAndJournalWereCompared() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        assertEquals(QUESTIONS, driver.take().subList(3, 9));
        driver.answer(5);
        assertEquals(BrokerConnection.Phase.COMPARING, driver.session.phase(), "one is not answered");
        driver.answerAccount();
        assertEquals(BrokerConnection.Phase.CATCHING_UP, driver.session.phase());
        assertEquals(1, driver.session.comparisons());
    }

    @Test
    void shouldAskAllAgainWhenOneQuestionStaysUnanswered() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        driver.take();
        driver.answer(5);
        driver.passMs(driver.requestTimeoutMs() + 1);
        assertEquals(BrokerConnection.Phase.COMPARING, driver.session.phase(), "unknown is not empty");
        assertEquals(1, driver.session.comparisons());
        driver.take();
        driver.passMs(298);
        assertEquals(List.of(), driver.take());
        driver.passMs(2);
        assertEquals(QUESTIONS, withoutCancel(driver.take()));
    }

    @Test
    void shouldConnectAnewWhenQuestionsStayUnansweredForAMinute() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        long began = driver.now();
        while (driver.session.phase() == BrokerConnection.Phase.COMPARING) {
            driver.answer(5);
            driver.passMs(100);
        }
        long seconds = (driver.now() - began) / 1_000_000_000L;
        assertTrue(seconds > 60 && seconds < 100, seconds + " s");
        assertTrue(driver.alarm().startsWith("the broker leaves questions unanswered"), driver.alarm());
    }

    @Test
    void shouldCompareAgainAtOnceWhenTheAccountsWorthIsToBeToldTwice() {
        SessionDriver driver = new SessionDriver(folder, "risk.equity=account");
        driver.connect();
        driver.take();
        driver.publishWorth("25000");
        driver.answer(5);
        driver.answerAccount();
        driver.work();
        driver.passMs(1);
        assertTrue(driver.take().containsAll(QUESTIONS), "a single answer may be a lie");
    }

    // ---- A broker that is not the one, or not there -----------------------------------------------------------------

    @Test
    void shouldEndWhenTheSessionIsOneOfOtherAccounts() {
        SessionDriver driver = new SessionDriver(folder);
        UserError error = assertThrows(UserError.class, () -> driver.connectAs("DU7654321,DU12345678"));
        assertTrue(error.getMessage().contains("is none of the accounts of this session"), error.getMessage());
        assertTrue(driver.session.isRefused());
    }

    @Test
    void shouldStayAndEnterNothingWhenTheSessionBecomesOneOfOtherAccounts() {
        SessionDriver driver = compared();
        driver.broker("15", "1", "DU7654321");
        assertTrue(driver.take().stream().anyMatch(line -> line.startsWith("BREAK gateway.account")));
        assertFalse(driver.session.isRefused(), "what is held is watched over");
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase(), "but nothing more is asked there");
    }

    @Test
    void shouldEndWhenASymbolIsAnotherContractAndOnlySayItOnceItTrades() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        driver.session.contract(0, 320227571);
        driver.work();
        driver.session.contract(0, 1);
        UserError error = assertThrows(UserError.class, driver::work);
        assertTrue(error.getMessage().contains("but the broker says 1"), error.getMessage());

        SessionDriver trading = new SessionDriver(folder.resolve("other"));
        trading.connect();
        trading.answer(5);
        trading.answerAccount();
        trading.session.contract(0, 1);
        trading.work();
        assertTrue(trading.alarm().contains("is contract 1 at the broker"), trading.alarm());
    }

    @Test
    void shouldEndOnWhatIsRefusedForGoodUnlessItTrades() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        driver.session.refusedForGood("321 read-only");
        assertThrows(UserError.class, driver::work);

        SessionDriver trading = new SessionDriver(folder.resolve("other"));
        trading.connect();
        trading.answer(5);
        trading.answerAccount();
        trading.take();
        trading.session.refusedForGood("321 read-only");
        assertEquals(List.of("BREAK the broker refuses for good: 321 read-only"), trading.take());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1101", "1102"})
    void shouldCompareAnewWhenTheBrokersGatewayHasFoundTheBrokerAgain(String restored) {
        SessionDriver driver = compared();
        driver.broker("4", "2", "-1", "1100", "lost", "");
        driver.broker("4", "2", "-1", "1100", "lost", "");
        assertEquals(BrokerConnection.Phase.DEGRADED, driver.session.phase());
        assertEquals(List.of("DEGRADED 1100 lost"), onlyConditions(driver.take()));
        driver.broker("4", "2", "-1", restored, "found", "");
        driver.broker("4", "2", "-1", restored, "found", "");
        assertEquals(BrokerConnection.Phase.COMPARING, driver.session.phase());
        List<String> said = driver.take();
        assertEquals(List.of("RESTORED " + restored + " found", "RECONCILING"), onlyConditions(said));
        assertTrue(said.containsAll(QUESTIONS));
    }

    @Test
    void shouldTakeTheBrokerForFoundOnlyWhenItsPricesHaveComeForAMinute() {
        SessionDriver driver = compared();
        driver.broker("4", "2", "-1", "1100", "lost", "");
        driver.passMs(61_000);
        driver.passMs(61_000);
        assertEquals(BrokerConnection.Phase.DEGRADED, driver.session.phase(), "nothing was heard");
        driver.publishBar();
        assertEquals(BrokerConnection.Phase.COMPARING, driver.session.phase());
        assertEquals(
                List.of("DEGRADED 1100 lost", "RESTORED prices come", "RECONCILING"), onlyConditions(driver.take()));

        SessionDriver soon = new SessionDriver(folder.resolve("soon"));
        soon.connect();
        soon.answer(5);
        soon.answerAccount();
        soon.broker("4", "2", "-1", "1100", "lost", "");
        for (int i = 0; i < 11; i++) {
            soon.passMs(5_000);
            soon.publishBar();
        }
        assertEquals(BrokerConnection.Phase.DEGRADED, soon.session.phase(), "they may have been on their way");
        soon.passMs(5_000);
        soon.publishBar();
        soon.passMs(1);
        assertEquals(BrokerConnection.Phase.COMPARING, soon.session.phase());
    }

    @Test
    void shouldNameTheInstrumentWhoseBarIsRefusedWhereOthersAreNotHeard() {
        SessionDriver driver = SessionDriver.besideAPortfolio(folder);
        driver.connect();
        driver.answer(5);
        driver.answerAccount();
        driver.take();
        driver.publishBar("0");
        List<String> doubts = driver.orders.take();
        assertTrue(doubts.contains("DOUBT 5-second bar of QQQ: one of its prices is none"), doubts::toString);
    }

    @Test
    void shouldConnectAgainWhenTheConnectionHasEnded() {
        SessionDriver driver = compared();
        assertEquals(0, driver.session.reconnects());
        driver.cut();
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
        assertTrue(driver.take().stream().anyMatch(line -> line.startsWith("DISCONNECTED")));
        driver.connect();
        assertEquals(1, driver.session.reconnects());
        assertTrue(driver.take().containsAll(QUESTIONS));
    }

    // ---- A portfolio ----------------------------------------------------------------------------------------------

    private static final String NOT_TOLD =
            "the broker does not tell the contract of QQQ: nothing of it is ordered, the other names are traded; correct the"
                    + " symbol, or tell its change by ringside data import --actions";

    private static SessionDriver withoutQqq(SessionDriver driver) {
        driver.connect();
        assertEquals(1, questions(driver));
        driver.refuseContract();
        return driver;
    }

    @Test
    void shouldTradeTheOtherNamesOfAPortfolioWhereOneIsNotKnown() {
        SessionDriver driver = withoutQqq(SessionDriver.ofAPortfolio(folder, ""));
        assertEquals(NOT_TOLD, driver.alarm());
        assertEquals("CONTRACT_UNKNOWN 1", driver.take().get(0));
        driver.answer(5);
        driver.answerAccount();
        assertEquals(BrokerConnection.Phase.READY, driver.session.phase(), "no prices are waited for");
        assertEquals(0, questions(driver));
        long alarms = driver.alarms();
        // Five minutes after the last answer it is asked for again, and five minutes later.
        driver.passMs(299_000);
        assertEquals(0, questions(driver));
        driver.passMs(1_000);
        assertEquals(1, questions(driver));
        driver.refuseContract();
        driver.passMs(299_999);
        assertEquals(0, questions(driver));
        driver.passMs(1);
        assertEquals(1, questions(driver));
        assertEquals(alarms, driver.alarms(), "it was said");
        driver.session.contract(1, 320227571);
        driver.work();
        assertEquals(
                List.of("CONTRACT_KNOWN 1"),
                driver.take().stream()
                        .filter(line -> line.startsWith("CONTRACT"))
                        .toList());
        assertEquals(320227571, driver.orders.books.contracts.of(1));
        driver.passMs(300_000);
        assertEquals(0, questions(driver));
    }

    /** Where no prices are heard, none can tell that the broker is there again. */
    @Test
    void shouldNotTakeTheBrokerForFoundWhereNoPricesAreHeard() {
        SessionDriver driver = withoutQqq(SessionDriver.ofAPortfolio(folder, ""));
        driver.answer(5);
        driver.answerAccount();
        assertEquals(BrokerConnection.Phase.READY, driver.session.phase());
        driver.broker("4", "2", "-1", "1100", "lost", "");
        driver.passMs(61_000);
        driver.passMs(61_000);
        assertEquals(BrokerConnection.Phase.DEGRADED, driver.session.phase());
        driver.broker("4", "2", "-1", "1102", "found", "");
        assertEquals(BrokerConnection.Phase.LOOKING_UP, driver.session.phase());
    }

    @Test
    void shouldSayWhereSomethingIsHeldOfANameThatIsNotKnown() {
        SessionDriver driver = SessionDriver.ofAPortfolio(folder, "");
        driver.orders.table.apply(new EngineEvent(new Bounds(1, 1, 1, 1))
                .position(1, driver.now(), EngineEvent.FLAG_CARRIED, 0, 0, 0, 10, 50_000_000_000L));
        withoutQqq(driver);
        assertEquals(NOT_TOLD + "; of QQQ something is held or ordered, which stays as it is", driver.alarm());
    }

    /** Over a weekend a new symbol is not known yet: nobody needs to be woken before its first day. */
    @ParameterizedTest
    @CsvSource({"2025-06-21, false", "2025-06-20, true"})
    void shouldRaiseNoAlarmBeforeTheFirstDayOfANewSymbol(String day, boolean raised) {
        SessionDriver driver = SessionDriver.ofAPortfolio(folder, ", renamed = [\"OLD," + day + ",QQQ\"]");
        long alarms = driver.alarms();
        withoutQqq(driver);
        assertEquals(raised ? alarms + 1 : alarms, driver.alarms());
        assertEquals("CONTRACT_UNKNOWN 1", driver.take().get(0));
    }

    // ---- Rounds ---------------------------------------------------------------------------------------------------

    @Test
    void shouldCompareAgainAMinuteAfterTheLastComparison() {
        SessionDriver driver = compared();
        driver.passMs(59_998);
        assertFalse(driver.take().contains("positions"));
        driver.passMs(2);
        assertTrue(driver.take().containsAll(QUESTIONS));
    }

    /** Answers that explain nothing make the next question come later: after one second, two, four, eight, ten. */
    @Test
    void shouldCompareEverMoreRarelyWhatStaysUnexplained() {
        SessionDriver driver = compared();
        driver.orders.books.query.want();
        driver.work();
        assertTrue(driver.take().containsAll(QUESTIONS), "at once");
        for (int pauseMs : new int[] {1_000, 2_000, 4_000, 8_000, 10_000, 10_000}) {
            driver.answer(5);
            driver.answerAccount();
            driver.orders.books.query.want();
            driver.work();
            driver.take();
            driver.passMs(pauseMs - 1);
            assertFalse(driver.take().contains("positions"), "not before " + pauseMs);
            driver.passMs(1);
            assertTrue(driver.take().containsAll(QUESTIONS), "after " + pauseMs);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCompareAtOnceWhenADataFarmIsBack(boolean whileComparing) {
        SessionDriver driver = compared();
        if (whileComparing) {
            driver.orders.books.query.want();
            driver.work();
            driver.take();
        }
        driver.session.farmOk();
        if (whileComparing) {
            driver.work();
            assertFalse(driver.take().contains("positions"), "one is under way");
            driver.answer(5);
            driver.answerAccount();
        }
        driver.passMs(1);
        assertTrue(driver.take().containsAll(QUESTIONS));
    }

    @Test
    void shouldAskNothingWhenADataFarmIsBackBeforeTheComparison() {
        SessionDriver driver = ready();
        driver.session.farmOk();
        driver.answer(5);
        driver.answerAccount();
        driver.take();
        driver.passMs(1);
        assertFalse(driver.take().contains("positions"));
    }

    @Test
    void shouldTellOnlyWhatIsHeldOfTheNameThatIsNotKnown() {
        SessionDriver driver = SessionDriver.ofAPortfolio(folder, "");
        driver.orders.table.apply(new EngineEvent(new Bounds(1, 1, 1, 1))
                .position(0, driver.now(), EngineEvent.FLAG_CARRIED, 0, 0, 0, 10, 50_000_000_000L));
        withoutQqq(driver);
        assertEquals(NOT_TOLD, driver.alarm());
    }

    @Test
    void shouldCompareAtOnceWhenADataFarmIsBackOnceItTrades() {
        SessionDriver driver = withoutQqq(SessionDriver.ofAPortfolio(folder, ""));
        driver.answer(5);
        driver.answerAccount();
        assertEquals(BrokerConnection.Phase.READY, driver.session.phase());
        driver.take();
        driver.passMs(1);
        assertFalse(driver.take().contains("positions"));
        driver.session.farmOk();
        driver.passMs(1);
        assertTrue(driver.take().containsAll(QUESTIONS));
    }

    /** Without a connection there is no link to be lost. */
    @Test
    void shouldNotBeDegradedBeforeItIsConnected() {
        SessionDriver driver = new SessionDriver(folder);
        driver.session.degraded("1100 lost");
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
        driver.work();
        assertEquals(BrokerConnection.Phase.CONNECTING, driver.session.phase());
        driver.session.degraded("1100 lost");
        assertEquals(BrokerConnection.Phase.CONNECTING, driver.session.phase());
        driver.session.farmOk();
        driver.session.restored("1102 found");
        assertEquals(BrokerConnection.Phase.CONNECTING, driver.session.phase());
        assertEquals(0, driver.alarms());
    }

    @Test
    void shouldSayWhetherThereWasAnythingToDo() {
        SessionDriver driver = compared();
        assertFalse(driver.session.work());
        driver.session.post(() -> {});
        assertTrue(driver.session.work());
        assertFalse(driver.session.work());
    }

    /** A process that is ending ends: it is not told its reason again and again. */
    @Test
    void shouldEndOnceOnARefusalForGood() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        driver.session.refusedForGood("321 read-only");
        assertThrows(UserError.class, driver::work);
        assertThrows(UserError.class, driver::work);
        driver.session.close();
        driver.work();
        assertTrue(driver.session.isRefused());
    }

    // ---- Counts and ends ------------------------------------------------------------------------------------------

    @Test
    void shouldTellHowLongItTookToAgree() {
        SessionDriver driver = SessionDriver.ofAPortfolio(folder, "");
        assertEquals(-1, driver.session.reconciledMs());
        withoutQqq(driver);
        driver.answer(5);
        driver.passMs(1_234);
        driver.answerAccount();
        assertEquals(BrokerConnection.Phase.READY, driver.session.phase());
        assertEquals(1_234, driver.session.reconciledMs());
        driver.cut();
        driver.connect();
        assertEquals(-1, driver.session.reconciledMs());
    }

    @Test
    void shouldCountEchoesAndAnswerNoneWithoutAConnection() {
        SessionDriver driver = new SessionDriver(folder);
        assertFalse(driver.session.sendEcho());
        driver.connect();
        driver.take();
        long echoes = driver.session.echoes();
        assertTrue(driver.session.sendEcho());
        assertEquals(List.of("ids"), driver.take());
        assertEquals(echoes, driver.session.echoes());
        driver.broker("9", "1", "5");
        assertEquals(echoes + 1, driver.session.echoes());
        driver.cut();
        assertFalse(driver.session.sendEcho());
    }

    @Test
    void shouldCountAConnectionThatFollowsAnother() {
        SessionDriver driver = ready();
        assertEquals(0, driver.session.reconnects());
        driver.cut();
        driver.connect();
        assertEquals(1, driver.session.reconnects(), "though nothing was compared");
    }

    @Test
    void shouldSayOnceThatNoConnectionComesAbout() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connectInVain();
        assertEquals(1, driver.alarms());
        assertTrue(driver.alarm().startsWith("connection to the broker: "), driver.alarm());
        driver.connectInVain();
        driver.connectInVain();
        assertEquals(1, driver.alarms());
        assertEquals(List.of(), driver.take(), "nothing was lost");
    }

    @Test
    void shouldEndItsConnectionOnceItIsClosed() {
        SessionDriver never = new SessionDriver(folder.resolve("never"));
        never.session.close();
        assertEquals(BrokerConnection.Phase.WAITING, never.session.phase());
        SessionDriver driver = compared();
        driver.session.close();
        driver.work();
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
    }

    /** The day ends while the broker's gateway restarts: nobody would end that connection, and the next day's had its client id. */
    @Test
    void shouldConnectNoMoreOnceItIsClosed() {
        SessionDriver driver = compared();
        driver.cut();
        driver.session.close();
        driver.passMs(600_000);
        assertEquals(BrokerConnection.Phase.WAITING, driver.session.phase());
        SessionDriver never = new SessionDriver(folder.resolve("never"));
        never.session.close();
        never.session.work();
        assertEquals(BrokerConnection.Phase.WAITING, never.session.phase());
    }

    @Test
    void shouldTakeAnyContractWhereNoneIsConfigured() {
        SessionDriver driver = withoutContracts("QQQ");
        driver.connect();
        driver.session.contract(0, 7);
        driver.work();
        assertEquals(7, driver.orders.books.contracts.of(0));
        assertFalse(driver.session.isRefused());
    }

    private SessionDriver ready() {
        SessionDriver driver = new SessionDriver(folder);
        driver.connect();
        driver.take();
        return driver;
    }

    private SessionDriver compared() {
        SessionDriver driver = ready();
        driver.answer(5);
        driver.answerAccount();
        driver.take();
        return driver;
    }

    private static List<String> withoutCancel(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("cancel")).toList();
    }

    private static List<String> onlyConditions(List<String> lines) {
        return lines.stream()
                .filter(line -> line.equals(line.toUpperCase(java.util.Locale.ROOT))
                        || line.startsWith("DEGRADED")
                        || line.startsWith("RESTORED"))
                .toList();
    }
}
