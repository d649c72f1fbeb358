package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of what is held, as somebody writes it. */
class HeldSharesTest {
    @TempDir
    Path folder;

    private HeldShares read(String text) throws IOException {
        return HeldShares.read(Files.writeString(folder.resolve("held.csv"), text.replace("/", "\n")));
    }

    @Test
    void shouldReadSharesAndMoney() throws IOException {
        HeldShares held =
                read("Symbol,shares,note/AA, 10 ,x//BRK.B,3.00/ cash ,12345.67/SYMBOL,1/ZZ,1000000000000/N,0");
        assertEquals(Map.of("AA", 10L, "BRK.B", 3L, "SYMBOL", 1L, "ZZ", 1_000_000_000_000L, "N", 0L), held.shares());
        assertEquals(FixedPoint.ofDouble(12_345.67), held.cashE8());
        assertEquals(folder.resolve("held.csv").toString(), held.origin());
        assertEquals(Integer.MIN_VALUE, held.lastDecision());
        assertEquals(0, read("CASH,0").cashE8());
        assertEquals("cash alone", HeldShares.cash(5).origin());
        assertEquals(5, HeldShares.cash(5).cashE8());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AA,1/BB | @ line 2: must be SYMBOL,SHARES or CASH,MONEY",
                "AA,1/CASH,5/cash,6 | @ line 3: CASH is listed twice; remove one",
                "AA,1/AA,2/CASH,5 | @ line 2: AA is listed twice; remove one",
                "symbol,shares/AA,1 | @: has no row CASH,MONEY; add what the account has in cash",
                "CASH,-0.01 | @ line 1: CASH -0.01: is borrowed; a portfolio buys on no margin: give 0 or more",
                "CASH,much | @ line 1: much is no money such as 12345.67",
                "AA,1.5 | @ line 1: 1.5 is no whole number of shares held",
                "AA,-1 | @ line 1: -1 is no whole number of shares held",
                "AA,1000000000001 | @ line 1: 1000000000001 is no whole number of shares held",
                "AA,10000000000000 | @ line 1: 10000000000000 is no whole number of shares held",
                "AA, | @ line 1:  is no whole number of shares held"
            })
    void shouldNameTheLineThatIsNone(String text, String told) {
        assertEquals(
                told.replace("@", folder.resolve("held.csv").toString()),
                assertThrows(UserError.class, () -> read(text)).getMessage());
    }

    /** Under whatever ticker it is listed. */
    @Test
    void shouldFindSharesUnderAnyOfTheTickers() throws IOException {
        HeldShares held = read("OLD,10/NEW,3/AA,7/CASH,0");
        Instrument renamed =
                Instrument.usEquity(0, "NEW").renamed("NEW", List.of(new SymbolHistory.Change(19_000, "OLD", "NEW")));
        assertEquals(13, held.of(renamed));
        assertEquals(7, held.of(Instrument.usEquity(1, "AA")));
        assertEquals(0, held.of(Instrument.usEquity(1, "BB")));
    }
}
