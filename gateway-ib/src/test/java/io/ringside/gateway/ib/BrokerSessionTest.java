package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
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
        assertTrue(driver.alarm().contains("nothing more is asked"), driver.alarm());
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
