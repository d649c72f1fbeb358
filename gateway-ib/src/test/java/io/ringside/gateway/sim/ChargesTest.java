package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.sim.BrokerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixed plan: half a cent a share, a dollar at least, a hundredth of the value at most, an order. */
class ChargesTest {
    @ParameterizedTest
    @CsvSource({
        // The least is charged once, and what is over it afterwards: 300 shares are 1.50.
        "0.01, 100, 190, 200, 190, 1.00, 0.50",
        // A hundredth of 100 times 0.50 is 0.50, of 300 times it 1.50.
        "0.01, 100, 0.50, 200, 0.50, 0.50, 1.00",
        // A hundredth of 1 times 0.09 is 0.0009.
        "0.01, 1, 0.09, 1, 0.09, 0.0009, 0.0009",
        // Without a cap.
        "0, 100, 0.50, 200, 0.50, 1.00, 0.50",
    })
    void shouldChargeAnOrderOnceHoweverManyPartsItExecutesIn(
            String cap, long shares, String price, long moreShares, String morePrice, String charge, String more) {
        BrokerSettings settings = Scene.fills("commission { maximum-fraction = " + cap + " }");
        Order order = new Order(7, new OrderTicket(), null, 1);
        long first = Charges.nextE8(settings, order, shares, Scene.e8(price));
        assertEquals(Scene.e8(charge), first);
        order.filled = shares;
        order.valueE8 = FixedPoint.times(Scene.e8(price), shares);
        order.chargedE8 = first;
        assertEquals(Scene.e8(more), Charges.nextE8(settings, order, moreShares, Scene.e8(morePrice)));
    }

    @Test
    void shouldKnowWhatCannotBeToldFromAnOrderAlone() {
        assertTrue(Charges.isPlain(Scene.fills("")));
        assertFalse(Charges.isPlain(Scene.fills("commission { plan = tiered }")));
    }
}
