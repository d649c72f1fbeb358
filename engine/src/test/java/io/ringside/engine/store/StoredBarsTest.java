package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.store.StoredBars.PriceFactors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what prices and volumes are divided and multiplied on each day, worked by hand. */
class StoredBarsTest {
    /** Two for one on day 10 and three for two on day 20 are three for one together; half is left by a dividend on day 15. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, 30",
        "9, 100, 30",
        "10, 200, 15",
        "14, 200, 15",
        "15, 400, 15",
        "19, 400, 15",
        "20, 600, 10",
        "21, 600, 10"
    })
    void shouldAdjustForWhatIsStillToCome(int day, long price, long shares) {
        PriceFactors factors = new PriceFactors(
                List.of(StoredActions.split(10, 2, 1), StoredActions.split(20, 3, 2)),
                List.of(StoredActions.dividend(15, 1)),
                new double[] {0.5});
        factors.moveTo(day);
        assertEquals(price, factors.price(600));
        assertEquals(shares, factors.shares(10));
        factors.moveTo(30);
        assertEquals(600, factors.price(600));
    }

    @Test
    void shouldMultiplyWhatSeveralDividendsLeave() {
        PriceFactors factors = new PriceFactors(
                List.of(),
                List.of(StoredActions.dividend(10, 1), StoredActions.dividend(20, 1)),
                new double[] {0.5, 0.25});
        assertEquals(100, factors.price(800));
        assertEquals(10, factors.shares(10));
        factors.moveTo(10);
        assertEquals(200, factors.price(800));
        factors.moveTo(20);
        assertEquals(800, factors.price(800));
    }

    /** A price that no double holds, of a stock whose splits have undone each other. */
    @Test
    void shouldLeavePricesExactWhereNothingIsAdjusted() {
        long price = (1L << 53) + 1;
        assertEquals(price, new PriceFactors(List.of(), List.of(), new double[0]).price(price));
        PriceFactors factors = new PriceFactors(
                List.of(StoredActions.split(10, 2, 1), StoredActions.split(20, 1, 2)), List.of(), new double[0]);
        assertEquals(price, factors.price(price));
        assertEquals(price, factors.shares(price));
        factors.moveTo(10);
        assertEquals(2 * price, factors.price(price));
    }

    /** Sixty-six times two for one and back would not fit a long, were the fraction not reduced. */
    @Test
    void shouldReduceTheFractionOfManySplits() {
        List<Action> splits = new ArrayList<>();
        for (int i = 0; i < 66; i++) {
            splits.add(StoredActions.split(10 + 2 * i, 2, 1));
            splits.add(StoredActions.split(11 + 2 * i, 1, 2));
        }
        assertEquals(600, new PriceFactors(splits, List.of(), new double[0]).price(600));
    }
}
