package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
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
}
