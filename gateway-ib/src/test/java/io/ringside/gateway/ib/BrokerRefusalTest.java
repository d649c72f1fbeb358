package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.gateway.ib.tws.PendingRequests;
import io.ringside.gateway.live.broker.AccountWorth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process ends on what is refused as long as it has nothing to watch over; with a position it stays. */
class BrokerRefusalTest {
    private final List<String> breaks = new ArrayList<>();

    @TempDir
    Path folder;

    private OrderDriver driver;

    private BrokerRefusal refusal(boolean holds, boolean begins) {
        driver = holds ? OrderDriver.longUnderStop(folder, 10) : new OrderDriver(folder);
        RiskSettings risk = EngineSettings.of(EngineSettings.with(
                        EngineSettings.load(Path.of("..", "config", "live.conf"))
                                .withoutPath("gateway"),
                        "risk.equity=25000"))
                .risk();
        AccountWorth worth = new AccountWorth(driver.books, risk, begins, false, () -> 3_000_000_000_000L);
        PendingRequests pending = new PendingRequests((reqId, kind, outcome) -> {});
        return new BrokerRefusal(driver.books, new ComparisonRounds(driver.books, pending), worth, breaks::add);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "true, true, false", "false, false, false", "false, true, false"})
    void shouldEndOnTooLittleMoneyOnlyWhereItBeginsAndHoldsNothing(boolean begins, boolean holds, boolean ends) {
        BrokerRefusal refusal = refusal(holds, begins);
        driver.account.figure("NetLiquidation", 2_499_999_000_000L, 1);
        long alarms = driver.alarms.count();
        refusal.tooLittle();
        String text = "risk.equity = 25000.00: the account has 24999.99"
                + (begins ? "" : ", and by our books there should be 30000.00")
                + "; state no more than it has, or risk.equity = account";
        if (ends) {
            assertEquals(text, refusal.fatal().getMessage());
            assertEquals(List.of(), breaks);
            assertEquals(alarms, driver.alarms.count());
        } else {
            assertNull(refusal.fatal());
            assertEquals(List.of(text), breaks);
            assertEquals(text, driver.alarms.last());
        }
    }

    @Test
    void shouldEndOnARefusalForGoodUnlessSomethingIsHeld() {
        BrokerRefusal idle = refusal(false, true);
        idle.forGood("321 read-only");
        assertEquals(
                "the broker refuses for good: 321 read-only; correct the settings of TWS or ours",
                idle.fatal().getMessage());
        assertEquals(List.of(), breaks);
    }

    @Test
    void shouldStayOnARefusalForGoodWithAPosition() {
        BrokerRefusal refusal = refusal(true, true);
        refusal.forGood("321 read-only");
        assertNull(refusal.fatal());
        assertEquals(List.of("the broker refuses for good: 321 read-only"), breaks);
        assertEquals(
                "the broker refuses for good: 321 read-only; nothing is entered; correct the settings of TWS, then"
                        + " unlatch",
                driver.alarms.last());
    }

    @Test
    void shouldCloseASessionOfOtherAccountsWithAPositionAndEndWithoutOne() {
        BrokerRefusal idle = refusal(false, true);
        assertFalse(idle.otherAccount("another account"), "the process ends");
        assertEquals("another account", idle.fatal().getMessage());
    }

    @Test
    void shouldWatchWhatIsHeldThoughTheSessionIsOneOfOtherAccounts() {
        BrokerRefusal refusal = refusal(true, true);
        assertTrue(refusal.otherAccount("another account"));
        assertNull(refusal.fatal());
        assertEquals(List.of("another account"), breaks);
        assertEquals("another account", driver.alarms.last());
    }

    @Test
    void shouldOnlySayThatASymbolIsAnotherContractWhereItIsHeld() {
        BrokerRefusal refusal = refusal(true, true);
        assertTrue(refusal.isContract(driver.books.instruments.get(0), OrderDriver.CONTRACT));
        assertFalse(refusal.isContract(driver.books.instruments.get(0), 1));
        assertNull(refusal.fatal());
        assertEquals("QQQ is contract 1 at the broker, not 320227571; asking again", driver.alarms.last());
    }

    @Test
    void shouldEndWhereASymbolIsAnotherContract() {
        BrokerRefusal refusal = refusal(false, true);
        assertFalse(refusal.isContract(driver.books.instruments.get(0), 1));
        assertEquals(
                "instruments: QQQ has contract-id = 320227571, but the broker says 1; correct it",
                refusal.fatal().getMessage());
    }
}
