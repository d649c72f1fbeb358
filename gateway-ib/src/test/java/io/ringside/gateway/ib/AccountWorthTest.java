package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.broker.AccountWorth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the account's figures, an answer a line. */
class AccountWorthTest {
    private static final long DOLLAR = 100_000_000L;

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final EventOutbox out = new EventOutbox();
    private OrderDriver driver;
    private long equityE8;

    private AccountWorth worth(String equity, boolean begins) {
        driver = driver == null ? new OrderDriver(folder) : driver;
        EngineSettings settings = EngineSettings.of(EngineSettings.with(
                EngineSettings.load(Path.of("..", "config", "live.conf")).withoutPath("gateway"),
                "risk.equity=" + equity));
        return new AccountWorth(driver.books, settings.risk(), begins, false, () -> equityE8);
    }

    private AccountWorth.Answer answer(AccountWorth worth, double money) {
        driver.account.figure("NetLiquidation", Math.round(money * DOLLAR), driver.now());
        AccountWorth.Answer answer = worth.publish(out);
        out.publish(new EventPublisher() {
            private final EngineEvent draft = new EngineEvent(new Bounds(1, 1, 1, 1));

            @Override
            public EngineEvent draft() {
                return draft;
            }

            @Override
            public void publish() {
                told.add((draft.flags == EngineEvent.FLAG_ADOPTED ? "EQUITY " : "FIGURE ") + draft.priceE8 / DOLLAR);
            }
        });
        return answer;
    }

    @Test
    void shouldTradeWithWhatTheAccountIsWorthOnceTwoAnswersAgree() {
        AccountWorth worth = worth("account", true);
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 92_233_720_368.0));
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 40_000));
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 40_000));
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 40_001));
        assertEquals(List.of("EQUITY 40000", "FIGURE 40001"), told);
    }

    /** The stages may be slower than the broker when a day begins: the stated budget says nothing of what was lost since. */
    @Test
    void shouldAskAgainUntilOurBooksHaveWhatTheDayBeforeLeft() {
        AccountWorth worth = worth("100000", false);
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 95_000));
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 95_000));
        equityE8 = 95_010 * DOLLAR;
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 95_000));
    }

    @Test
    void shouldHoldWhatIsToldLaterAgainstWhatTheEquityCameFrom() {
        AccountWorth worth = worth("account", true);
        answer(worth, 100_000);
        answer(worth, 100_000);
        answer(worth, 167_926);
        assertEquals(List.of("EQUITY 100000"), told, "nothing of ours moved it so far");
    }

    @Test
    void shouldNotTradeWithAnAccountThatIsWorthNothing() {
        AccountWorth worth = worth("account", true);
        answer(worth, 0);
        answer(worth, 0);
        answer(worth, -5);
        answer(worth, -5);
        assertTrue(told.stream().noneMatch(what -> what.startsWith("EQUITY")), told::toString);
    }

    @Test
    void shouldWaitForAPriceOfWhatIsHeld() {
        driver = OrderDriver.longUnderStop(folder, 162);
        AccountWorth worth = worth("account", false);
        answer(worth, 40_000);
        answer(worth, 40_000);
        assertEquals(List.of("FIGURE 40000"), told, "marked by prices of another day");
    }

    /** What is held is 162 shares, last at 60 a day ago: 9,720, and what the broker makes of them now is not our price. */
    @Test
    void shouldTakeTheAccountsCashWhenSharesWereAdoptedAtAnUnknownPrice() {
        driver = OrderDriver.longUnderStop(folder, 162);
        driver.books.prices.on(0, 60 * DOLLAR, driver.now() - 86_400_000_000_000L);
        AccountWorth worth = worth("account", false);
        answer(worth, 40_000);
        answer(worth, 40_000);
        assertFalse(worth.isGuessed());
        driver.books.query.begin();
        worth.adopted();
        assertTrue(worth.isGuessed());
        assertTrue(driver.books.query.isWanted(), "nobody waits for the next round");
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 30_000));
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 30_000));
        assertTrue(worth.isGuessed(), "its cash is not known");
        driver.account.figure("TotalCashValue", 20_000 * DOLLAR, driver.now());
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 30_000));
        assertFalse(worth.isGuessed());
        answer(worth, 30_000);
        assertEquals(List.of("FIGURE 40000", "FIGURE 30000", "EQUITY 29720", "FIGURE 30000"), told);
    }

    /** A stated budget is none of the account's, which may have more. */
    @Test
    void shouldTakeNothingOfTheAccountWhereABudgetIsStated() {
        AccountWorth worth = worth("100000", true);
        answer(worth, 140_000);
        worth.adopted();
        assertFalse(worth.isGuessed());
        answer(worth, 140_000);
        assertEquals(List.of("FIGURE 140000", "FIGURE 140000"), told);
    }

    @Test
    void shouldRefuseABudgetThatTheAccountDoesNotHaveTwice() {
        AccountWorth worth = worth("100000", true);
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 40_000));
        assertEquals(AccountWorth.Answer.TOO_LITTLE, answer(worth, 40_000));
        assertEquals(List.of(), told);
        assertEquals(
                "risk.equity = 100000.00: the account has 40000.00; state no more than it has, or risk.equity = account",
                worth.tooLittle());
    }

    @Test
    void shouldNotRefuseABudgetForASingleAnswer() {
        AccountWorth worth = worth("25000", true);
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 0));
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 40_000));
        assertEquals(List.of("FIGURE 40000"), told);
    }

    @Test
    void shouldHoldWhatABudgetHasBecomeAgainstTheAccount() {
        equityE8 = 95_000 * DOLLAR;
        AccountWorth lost = worth("100000", false);
        assertEquals(AccountWorth.Answer.TOLD, answer(lost, 94_500), "fees that we do not hear of");
        AccountWorth gone = worth("100000", false);
        answer(gone, 60_000);
        assertEquals(AccountWorth.Answer.TOO_LITTLE, answer(gone, 60_000));
        assertTrue(gone.tooLittle().contains("by our books there should be 95000.00"), gone.tooLittle());
    }

    /** Two percent of 40,000 are 800. */
    @Test
    void shouldCallAnswersAlikeThatDifferByTwoPercent() {
        AccountWorth alike = worth("account", true);
        answer(alike, 40_000);
        assertEquals(AccountWorth.Answer.TOLD, answer(alike, 40_800));
        AccountWorth less = worth("account", true);
        answer(less, 40_000);
        assertEquals(AccountWorth.Answer.TOLD, answer(less, 39_200));
        AccountWorth other = worth("account", true);
        answer(other, 40_000);
        assertEquals(AccountWorth.Answer.AGAIN, answer(other, 40_800.01));
        assertEquals(AccountWorth.Answer.AGAIN, answer(other, 39_984), "of 40,800.01 they are 816.00");
        assertEquals(AccountWorth.Answer.TOLD, answer(other, 39_985));
        assertEquals(List.of("EQUITY 40800", "EQUITY 39200", "EQUITY 39985"), told);
    }

    /** 162 shares are bought for 16,200, and marked at 100. */
    private AccountWorth holding() {
        driver = OrderDriver.longUnderStop(folder, 162);
        price(100);
        AccountWorth worth = worth("account", false);
        answer(worth, 100_000);
        answer(worth, 100_000);
        assertEquals(List.of("EQUITY 100000"), told);
        told.clear();
        return worth;
    }

    private void price(double price) {
        driver.books.prices.on(0, Math.round(price * DOLLAR), driver.now());
    }

    /**
     * Ten a share more are 1,620 for the account too. A hundredth of 101,620 and three of 17,820 are 1,016.20 and 534.60, by
     * which it may differ.
     */
    @Test
    void shouldExpectTheAccountToMoveWithWhatIsHeld() {
        AccountWorth worth = holding();
        price(110);
        answer(worth, 101_620 + 1_550.80);
        answer(worth, 101_620 - 1_550.80);
        assertEquals(List.of("FIGURE 103170", "FIGURE 100069"), told);
        answer(worth, 101_620 + 1_550.81);
        answer(worth, 101_620 - 1_550.81);
        assertEquals(2, told.size());
        assertEquals(
                "DOUBT equity of 100069.19 at the broker: it differs from ours by more than commissions and marks",
                driver.take().get(1));
        assertTrue(driver.books.query.isWanted());
    }

    /** Bought at 100, it is worth 9,000 by now. */
    @Test
    void shouldExpectTheAccountToMoveWithASingleShare() {
        driver = OrderDriver.longUnderStop(folder, 1);
        price(100);
        AccountWorth worth = worth("account", false);
        answer(worth, 100_000);
        answer(worth, 100_000);
        price(9_000);
        answer(worth, 108_900);
        answer(worth, 100_000);
        assertEquals(List.of("EQUITY 100000", "FIGURE 108900"), told);
    }

    /** Somebody has bought as well, or an operator has taken shares over: it begins anew with the next figure. */
    @Test
    void shouldExpectNothingOfAnAccountWhosePositionsAreNotOurs() {
        AccountWorth worth = holding();
        driver.broker("position 163");
        answer(worth, 50_000);
        driver.broker("position 162");
        answer(worth, 40_000);
        answer(worth, 39_900);
        answer(worth, 60_000);
        assertEquals(List.of("FIGURE 50000", "FIGURE 40000", "FIGURE 39900"), told);
        told.clear();
        driver.table.apply(
                new EngineEvent(new Bounds(1, 1, 1, 1)).position(0, 1, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -10, 0));
        driver.broker("position 152");
        answer(worth, 70_000);
        answer(worth, 70_100);
        assertEquals(List.of("FIGURE 70000", "FIGURE 70100"), told);
        told.clear();
        answer(worth, 80_000);
        worth.lookedAt();
        answer(worth, 80_000);
        assertEquals(List.of("FIGURE 80000"), told, "an operator has looked");
    }

    /** By yesterday's prices it says nothing; they are as good as none after ten minutes. */
    @Test
    void shouldExpectNothingWhilePricesAreOld() {
        AccountWorth worth = holding();
        driver.nanos += 600_000_000_000L;
        answer(worth, 150_000);
        assertEquals(List.of(), told);
        driver.nanos += 1;
        answer(worth, 150_000);
        assertEquals(List.of("FIGURE 150000"), told);
    }

    /** As much as is stated will do, and later a hundredth less than our books have. */
    @Test
    void shouldRefuseABudgetToTheCent() {
        assertEquals(AccountWorth.Answer.TOLD, answer(worth("100000", true), 100_000));
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth("100000", true), 99_999.99));
        equityE8 = 95_000 * DOLLAR;
        assertEquals(AccountWorth.Answer.TOLD, answer(worth("100000", false), 94_050));
        AccountWorth less = worth("100000", false);
        assertEquals(AccountWorth.Answer.AGAIN, answer(less, 94_049.99));
        assertEquals(
                "risk.equity = 100000.00: the account has 94049.99, and by our books there should be 95000.00; state no"
                        + " more than it has, or risk.equity = account",
                less.tooLittle());
    }

    /** The day before left a position that no price is known of yet: nothing can be held against it. */
    @Test
    void shouldNotRefuseABudgetByPricesOfAnotherDay() {
        driver = OrderDriver.longUnderStop(folder, 162);
        equityE8 = 95_000 * DOLLAR;
        AccountWorth worth = worth("100000", false);
        assertEquals(AccountWorth.Answer.TOLD, answer(worth, 40_000));
        assertEquals(List.of("FIGURE 40000"), told);
        price(100);
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 40_000 - 1_000));
        assertEquals(AccountWorth.Answer.AGAIN, answer(worth, 40_000), "it is not that of before");
        assertEquals(AccountWorth.Answer.TOO_LITTLE, answer(worth, 40_000));
    }

    /** Of a contract that is not known yet the account has what the book has, and of prices none has come. */
    @Test
    void shouldCountWhatIsNotKnownYetAsItIsBooked() {
        driver = OrderDriver.longUnderStop(folder, 162, "gateway.standing.QQQ=100");
        driver.table.apply(new EngineEvent(new Bounds(1, 1, 1, 1))
                .position(0, 1, EngineEvent.FLAG_ADOPTED, Carried.STANDING, 0, 0, 30, 0));
        assertEquals(-130, driver.holdings.differenceNow(0), "the account has 162");
        driver.books.contracts.put(0, 0);
        assertEquals(0, driver.holdings.differenceNow(0));
        assertEquals(driver.now(), driver.books.ageNanos());
        driver.books.feeds[0].subscribed(driver.now() - 7);
        assertEquals(7, driver.books.ageNanos());
    }
}
