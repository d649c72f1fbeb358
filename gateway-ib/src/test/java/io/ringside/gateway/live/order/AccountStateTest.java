package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the account had when the broker last told. */
class AccountStateTest {
    private final AccountState account = new AccountState();

    @Test
    void shouldForgetPositionsThatTheNextSnapshotDoesNotTell() {
        account.position(100, 50, 7);
        account.position(101, -60, 8);
        account.complete();
        assertEquals("50 7 -60 8", told());
        account.ask();
        account.position(100, 51, 9);
        assertEquals("51 9 -60 8", told(), "it is not complete");
        account.complete();
        assertEquals("51 9 0 0", told());
        account.ask();
        account.complete();
        assertEquals("0 0 0 0", told());
    }

    private String told() {
        return account.shares(100) + " " + account.averageCostE8(100) + " " + account.shares(101) + " "
                + account.averageCostE8(101);
    }

    @Test
    void shouldTellWhetherOnlyWhatIsTradedIsHeld() {
        ContractIds contracts = new ContractIds(2);
        contracts.put(0, 100);
        contracts.put(1, 101);
        assertTrue(account.holdsOnly(contracts));
        account.position(100, 1, 7);
        account.position(101, -1, 7);
        assertTrue(account.holdsOnly(contracts));
        account.position(102, 0, 7);
        assertTrue(account.holdsOnly(contracts), "nothing of it is held any more");
        account.position(102, 1, 7);
        assertFalse(account.holdsOnly(contracts));
        assertEquals(0, contracts.instrumentOf(100));
        assertEquals(1, contracts.instrumentOf(101));
        assertEquals(-1, contracts.instrumentOf(102));
        assertEquals(-1, new ContractIds(1).instrumentOf(0), "no contract is known yet");
    }

    @Test
    void shouldKeepTheFiguresThatAreUsed() {
        assertEquals(0, account.updatedNanos());
        assertTrue(account.figure("NetLiquidation", 1, 11));
        assertTrue(account.figure("BuyingPower", 2, 12));
        assertTrue(account.figure("AvailableFunds", 3, 13));
        assertFalse(account.figure("Cushion", 4, 14));
        assertEquals(
                "1 2 3 at 13",
                account.netLiquidationE8() + " " + account.buyingPowerE8() + " " + account.availableE8() + " at "
                        + account.updatedNanos());
    }
}
