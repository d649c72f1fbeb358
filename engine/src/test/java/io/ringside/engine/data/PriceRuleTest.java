package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sale conditions keep a trade from making a price: AlgoSeek's bits, and Polygon's numbers for the same. */
class PriceRuleTest {
    /** Bit, whether it makes no last sale, no price of the vendor's minutes. */
    @ParameterizedTest
    @CsvSource({
        "0, false, false", // regular
        "1, true, true", // cash
        "2, true, true", // next day
        "3, true, true", // seller
        "4, false, false",
        "5, false, true", // intermarket sweep
        "6, false, false", // opening auction
        "7, false, false", // closing auction
        "8, false, false",
        "9, true, true", // derivatively priced
        "10, true, true", // form T
        "11, false, false",
        "13, true, true", // extended hours
        "17, false, false",
        "18, true, true", // stock option
        "19, false, false",
        "20, true, true", // average price
        "21, false, false",
        "22, true, true", // price variation
        "24, false, false", // official close
        "25, true, true", // prior reference
        "26, false, false", // official open
        "30, false, false",
        "31, true, true", // odd lot
        "32, false, false"
    })
    void shouldTakePricesByTheRuleOfTheTapes(int bit, boolean notLast, boolean notOfMinutes) {
        long conditions = 1L << bit;
        assertEquals(notLast, PriceRule.LAST_SALE.isVolumeOnly(conditions));
        assertEquals(notOfMinutes, PriceRule.VENDOR_MINUTES.isVolumeOnly(conditions));
        assertEquals(false, PriceRule.EVERY_TRADE.isVolumeOnly(conditions));
        assertEquals(bit == 6, PriceRule.isOpeningAuction(conditions));
        assertEquals(bit == 7, PriceRule.isClosingAuction(conditions));
        assertEquals(bit == 24, PriceRule.isOfficialClose(conditions));
        assertEquals(bit == 26, PriceRule.isOfficialOpen(conditions));
    }

    /** Polygon's numbers, as the bit that means the same; -1 for what no trade of a stock has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "''      = 0",
                "0       = 0",
                "1       = 0",
                "2       = 100000",
                "7       = 2",
                "8       = 80",
                "19      = 80",
                "10      = 200",
                "12      = 400",
                "13      = 2000",
                "14      = 20",
                "15      = 1000000",
                "38      = 1000000",
                "16      = 4000000",
                "17      = 40",
                "25      = 40",
                "20      = 4",
                "21      = 400000",
                "22      = 2000000",
                "29      = 8",
                "35      = 40000",
                "52      = 40000",
                "53      = 40000",
                "57      = 0",
                "58      = -1",
                "570     = -1",
                "14,41   = 20",
                "[14, 2] = 100020",
                "2;7|8   = 100082",
                "x       = -1",
                "-1      = -1"
            })
    void shouldReadPolygonsNumbers(String row, String bits) {
        assertEquals(
                bits.equals("-1") ? PolygonConditions.UNKNOWN : Long.parseLong(bits, 16), PolygonConditions.bits(row));
    }

    @Test
    void shouldBeNamedInTheConfiguration() {
        for (PriceRule rule : PriceRule.values()) {
            assertEquals(rule, PriceRule.parse(rule.toString()));
        }
        assertEquals("last-sale", PriceRule.LAST_SALE.toString());
        assertEquals(
                "\"none\" is no rule for prices; give every-trade, last-sale or vendor-minutes",
                assertThrows(UserError.class, () -> PriceRule.parse("none")).getMessage());
    }

    /** With a day's change of five hundredths on top. */
    @ParameterizedTest
    @CsvSource({
        "1, false", "1.42, false", "1.43, true", "1.5, true", "1.57, true", "1.58, false", "1.75, false", "1.89, false",
        "1.91, true", "2.09, true", "2.11, false", "3, true", "0.5, true", "0.3333, true", "0.7, true", "0.71, false",
        "10, true", "12, false", "0.02, true", "0.018, false", "60, false"
    })
    void shouldTakeAChangeOfPriceForThatOfASplit(double ratio, boolean split) {
        assertEquals(split, Splits.isSplit(ratio));
    }
}
