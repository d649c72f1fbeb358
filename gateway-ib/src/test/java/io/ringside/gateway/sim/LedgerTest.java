package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Money and shares of a simulated account, by hand: 100,000, of which positions bind a half. */
class LedgerTest {
    private final Board board = new Board(Tape.ofBars(Listing.of("AAPL"), List.of()), 0, 1);
    private final Ledger ledger = new Ledger(Scene.e8("100000"), 50);

    private void assertMoney(String expected, long actualE8) {
        assertEquals(Text.money(Scene.e8(expected)), Text.money(actualE8));
    }

    private long book(Side side, long shares, String price, String fee) {
        return ledger.book(board, side, shares, Scene.e8(price), Scene.e8(fee));
    }

    /** Fees make what is bought dearer, and what is sold bring less; of a reversal each part bears its share. */
    @Test
    void shouldBookWhatAnExecutionOpensAndCloses() {
        assertEquals(Fields.UNSET, book(Side.BUY, 100, "50", "1"));
        assertEquals(100, ledger.shares(board));
        assertMoney("94999", ledger.cashE8());
        assertMoney("50.01", ledger.position(board).averageE8());
        // 40 cost 2,000.40.
        assertMoney("397.60", book(Side.SELL, 40, "60", "2"));
        assertMoney("97397", ledger.cashE8());
        assertMoney("3000.60", ledger.position(board).costE8);
        // 60 of them close, for 3 of the fee; 40 are short at 70, less 2.
        assertMoney("1196.40", book(Side.SELL, 100, "70", "5"));
        assertEquals(-40, ledger.shares(board));
        assertMoney("104392", ledger.cashE8());
        assertMoney("-2798", ledger.position(board).costE8);
        assertMoney("69.95", ledger.position(board).averageE8());
        assertMoney("1594", ledger.position(board).realizedE8);
        // Bought back whole, for less: nothing is left of its cost.
        assertMoney("398", book(Side.BUY, 40, "60", "0"));
        assertEquals(0, ledger.position(board).costE8);
        assertEquals(0, ledger.shares(board));
        assertEquals(Fields.UNSET, book(Side.SELL, 10, "60", "0"));
    }

    /** A single share counts, long or short; what is closed has no result to come. */
    @Test
    void shouldTellTheResultToComeOfASingleShare() {
        board.lastE8 = Scene.e8("60");
        book(Side.BUY, 1, "50", "0");
        assertEquals("10.00", ledger.values().get("UnrealizedPnL"));
        book(Side.SELL, 2, "55", "0");
        assertEquals("-5.00", ledger.values().get("UnrealizedPnL"));
        assertEquals("5.00", ledger.values().get("RealizedPnL"));
        book(Side.BUY, 1, "60", "0");
        assertEquals("0.00", ledger.values().get("UnrealizedPnL"));
        assertEquals("0.00", ledger.values().get("RealizedPnL"));
    }

    @Test
    void shouldTellWhatTheAccountIsWorthAndWhatIsBound() {
        book(Side.BUY, 100, "50", "1");
        book(Side.SELL, 140, "70", "0");
        // 40 short at 70, which is what they are valued at before there is a price.
        assertMoney("101999", ledger.equityE8());
        assertMoney("2800", ledger.grossE8());
        board.lastE8 = Scene.e8("75");
        assertMoney("101799", ledger.equityE8());
        assertMoney("3000", ledger.grossE8());
        assertMoney("1500", ledger.marginE8(ledger.grossE8()));
        assertMoney("100299", ledger.availableE8());
        assertMoney("200598", ledger.buyingPowerE8());
        Map<String, String> values = ledger.values();
        assertEquals("101799.00", values.get("NetLiquidation"));
        assertEquals("104799.00", values.get("TotalCashValue"));
        assertEquals("-3000.00", values.get("StockMarketValue"));
        assertEquals("3000.00", values.get("GrossPositionValue"));
        assertEquals("1999.00", values.get("RealizedPnL"));
        assertEquals("-200.00", values.get("UnrealizedPnL"));
        assertEquals("100299.00", values.get("AvailableFunds"));
        ledger.transfer(Scene.e8("-101799"));
        assertMoney("-1500", ledger.availableE8());
        assertMoney("0", ledger.buyingPowerE8());
    }

    /** Of what is held another price makes the cost another; of what was closed, the profit. */
    @Test
    void shouldBookThatAnExecutionHadAnotherPrice() {
        book(Side.BUY, 100, "50", "0");
        ledger.correct(board, Side.BUY, 100, Scene.e8("50"), Scene.e8("51"));
        assertMoney("94900", ledger.cashE8());
        assertMoney("5100", ledger.position(board).costE8);
        book(Side.SELL, 40, "60", "0");
        assertMoney("360", ledger.position(board).realizedE8);
        ledger.correct(board, Side.SELL, 40, Scene.e8("60"), Scene.e8("59"));
        assertMoney("97260", ledger.cashE8());
        assertMoney("320", ledger.position(board).realizedE8);
        assertMoney("3060", ledger.position(board).costE8);
    }

    /** 103 shares at 228, one for seven: 14 and five sevenths, which are paid with 5 old shares' price; then 0.25 on 14. */
    @Test
    void shouldGiveTheAccountWhatHoldersGet() {
        book(Side.BUY, 103, "200", "0");
        board.lastE8 = Scene.e8("228");
        ledger.happens(board, new CorporateActions.Action(0, 0, CorporateAction.SPLIT, 1, 7, 0));
        assertEquals(14, ledger.shares(board));
        assertMoney("1596", board.lastE8);
        assertMoney("80540", ledger.cashE8());
        assertMoney("19460", ledger.position(board).costE8);
        ledger.happens(board, new CorporateActions.Action(0, 0, CorporateAction.DIVIDEND, 1, 1, Scene.e8("0.25")));
        assertMoney("80543.50", ledger.cashE8());
        ledger.happens(board, new CorporateActions.Action(0, 0, CorporateAction.DELISTING, 1, 1, Scene.e8("1500")));
        assertEquals(0, ledger.shares(board));
        assertMoney("101543.50", ledger.cashE8());
        assertMoney("1540", ledger.position(board).realizedE8);
    }

    @Test
    void shouldBeginWithSharesThatCostNoCash() {
        ledger.endow(board, 30, Scene.e8("20"));
        assertMoney("100000", ledger.cashE8());
        assertMoney("100600", ledger.equityE8());
        assertEquals(1, ledger.positions().size());
        assertMoney("290", book(Side.SELL, 30, "30", "10"));
    }
}
