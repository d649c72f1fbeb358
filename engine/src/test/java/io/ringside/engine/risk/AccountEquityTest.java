package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import org.junit.jupiter.api.Test;

/** Sizes and limits of an equity that is what the broker's account is worth. */
class AccountEquityTest {
    private static final String ACCOUNT = "equity=account";

    @Test
    void shouldEnterNothingBeforeItIsKnownWhatTheAccountIsWorth() {
        LimitScene scene = new LimitScene(ACCOUNT);
        assertEquals(Outcome.ACCOUNT_STALE, scene.enter(0, 100, 95));
        scene.account(40_000);
        assertEquals(Outcome.ACCOUNT_STALE, scene.enter(0, 100, 95), "a figure to look at is none to trade with");
        assertEquals(Outcome.ACCEPTED, scene.worth(40_000).enter(0, 100, 95));
    }

    @Test
    void shouldSizeByWhatTheAccountIsWorth() {
        LimitScene scene = new LimitScene(ACCOUNT).worth(40_000);
        scene.enter(0, 100, 95);
        // 2 % of 40,000 over 5.
        assertEquals(160, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldCountAPositionInWhatTheAccountIsWorth() {
        LimitScene scene = new LimitScene(ACCOUNT).worth(40_000);
        scene.enter(0, 100, 95);
        scene.fill(Purpose.ENTRY, 100).bar(0, 110).worth(50_000);
        assertEquals(LimitScene.e8(50_000), scene.risk.ledger().equityE8());
        assertEquals(LimitScene.e8(50_000 - 160 * 110), scene.risk.ledger().cashE8());
    }

    @Test
    void shouldIgnoreItWhereTheEquityIsStated() {
        LimitScene scene = new LimitScene().worth(40_000);
        scene.enter(0, 100, 95);
        assertEquals(400, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldTakeMoneyThatLeftForNoLoss() {
        LimitScene scene = new LimitScene(ACCOUNT, "limits.loss.day=0.02", "limits.loss.drawdown=0.05").worth(100_000);
        assertEquals(Outcome.ACCEPTED, scene.worth(60_000).enter(0, 100, 95));
    }

    @Test
    void shouldGoOnCountingALossWhenMoneyComes() {
        LimitScene scene = new LimitScene(ACCOUNT, "limits.loss.day=0.02").worth(100_000);
        scene.enter(0, 100, 95);
        // 400 shares lose 4.50 each: 1,800 of the 2,000 that the day may lose.
        scene.fill(Purpose.ENTRY, 100).fill(Purpose.STOP, 95.5).worth(100_000 - 1_800 + 10_000);
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        scene.fill(Purpose.ENTRY, 100).bar(0, 99);
        // The day began with 110,000 by now; 2,200 may be lost, and 1,800 + 432 are.
        assertEquals(Outcome.DAILY_LOSS, scene.enter(1, 50, 45));
    }

    @Test
    void shouldBeginTheNextSessionWithWhatTheLastOneLeft() {
        LimitScene first = new LimitScene(ACCOUNT).worth(40_000);
        LimitScene second = new LimitScene(ACCOUNT).nextDay().carry(first);
        assertEquals(Outcome.ACCEPTED, second.enter(0, 100, 95));
        assertEquals(160, second.last(Purpose.ENTRY).quantity);
        LimitScene never = new LimitScene(ACCOUNT).nextDay().carry(new LimitScene(ACCOUNT));
        assertEquals(Outcome.ACCOUNT_STALE, never.enter(0, 100, 95));
    }

    @Test
    void shouldRefuseABackTestThatHasNoAccount() {
        EngineSettings settings = EngineSettings.of(LimitScene.config(ACCOUNT));
        UserError error = assertThrows(UserError.class, () -> settings.simulatedBroker(ExchangeCalendar.usEquity()));
        assertTrue(error.getMessage().contains("risk.equity = account: is for live trading"), error.getMessage());
        assertTrue(error.getMessage().contains("--equity 100000"), error.getMessage());
    }
}
