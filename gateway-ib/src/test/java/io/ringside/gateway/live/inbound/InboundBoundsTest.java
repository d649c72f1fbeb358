package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures on both sides of each bound. Prices and money at 1e-8. */
class InboundBoundsTest {
    /** Ten million is 1e15 at 1e-8. */
    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true", "1000000000000000, true", "1000000000000001, false"})
    void shouldKnowWhatAPriceIs(long priceE8, boolean possible) {
        assertEquals(possible, InboundBounds.isPrice(priceE8));
    }

    /** A billion shares at most, and ten billion of money, which is 1e18 at 1e-8. */
    @ParameterizedTest
    @CsvSource({
        "1,                1000000000, true",
        "1,                1000000001, false",
        "1000000000,       1000000000, true",
        "1000000001,       1000000000, false",
        "1000000000000000, 1000,       true",
        "1000000000000000, 1001,       false"
    })
    void shouldKnowWhatATradeCanBeWorth(long priceE8, long shares, boolean possible) {
        assertEquals(possible, InboundBounds.isValue(priceE8, shares));
    }

    /**
     * 60 shares at 100 are worth 6,000: 600 and a hundred are 70000000000. A price of 6e17 is worth more than the most only
     * twice, so that one share at it counts with its value, and two with the most.
     */
    @ParameterizedTest
    @CsvSource({
        "70000000000,         10000000000,        60,                 true",
        "70000000001,         10000000000,        60,                 false",
        "-70000000000,        10000000000,        -60,                true",
        "-70000000001,        10000000000,        -60,                false",
        "10000000000,         0,                  60,                 true",
        "10000000001,         0,                  60,                 false",
        "60000010000000000,   600000000000000000, 1,                  true",
        "60000010000000001,   600000000000000000, 1,                  false",
        "100000010000000000,  600000000000000000, 2,                  true",
        "100000010000000001,  600000000000000000, 2,                  false",
        "60000010000000000,   1,                  600000000000000000, true",
        "60000010000000001,   1,                  600000000000000000, false"
    })
    void shouldKnowWhatACommissionCanBe(long commissionE8, long priceE8, long shares, boolean possible) {
        assertEquals(possible, InboundBounds.isCommission(commissionE8, priceE8, shares));
    }

    /** Hundredths of the last price count whole: 20 percent of 10,099 are 2,000. */
    @ParameterizedTest
    @CsvSource({"12099, true", "12100, false", "8099, true", "8098, false", "10099, true"})
    void shouldKnowWhatIsNear(long priceE8, boolean near) {
        assertEquals(near, InboundBounds.isNear(priceE8, 10_099, 20));
    }
}
