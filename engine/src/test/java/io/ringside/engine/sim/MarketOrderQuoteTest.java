package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.Instrument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketOrderQuoteTest {
    /** A cent of half the spread and two of slippage: three cents a share are lost, on either side. */
    @ParameterizedTest
    @CsvSource({"BUY, 50.03", "SELL, 49.97"})
    void shouldCostWhatAMarketOrderCosts(Side side, String price) {
        MarketOrderQuote quote = MarketOrderQuote.of(
                BrokerDriver.settings(
                        "half-spread-ticks = 1, slippage-ticks = 2, commission { per-share = 0.01, minimum = 0 }"),
                Instrument.usEquity(0, "AAA"),
                side,
                200,
                FixedPoint.parse("50"),
                20_000);
        assertEquals(
                new MarketOrderQuote(FixedPoint.parse(price), FixedPoint.parse("2"), FixedPoint.parse("6")), quote);
    }
}
