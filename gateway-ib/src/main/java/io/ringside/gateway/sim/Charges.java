package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.CommissionSettings;
import io.ringside.engine.sim.FeeSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Commission of an order on the broker's fixed plan: so much a share, with a minimum and a cap for the whole order, however
 * many parts it executes in. The fill model only knows one working period of an order at a time, and would charge the
 * minimum for each.
 *
 * <p>Thread: any; it has no state.
 */
final class Charges {
    private Charges() {}

    /** Whether commissions are the fixed plan without fees, so that they can be computed from the order alone. */
    static boolean isPlain(BrokerSettings settings) {
        return settings.commission().plan() == CommissionSettings.Plan.FIXED
                && settings.fees().charge() == FeeSettings.Charge.NONE;
    }

    /** Charge for the next part of an order, at 1e-8. */
    static long nextE8(BrokerSettings settings, Order order, long shares, long priceE8) {
        CommissionSettings plan = settings.commission();
        long filled = order.filled + shares;
        long valueE8 = Math.addExact(order.valueE8, FixedPoint.times(priceE8, shares));
        long chargeE8 = Math.max(plan.minimumE8(), Math.multiplyExact(plan.perShareE8(), filled));
        if (plan.maximumFractionE8() > 0) {
            long capE8 = BigDecimal.valueOf(valueE8)
                    .multiply(BigDecimal.valueOf(plan.maximumFractionE8(), 8))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            chargeE8 = Math.min(chargeE8, capE8);
        }
        return chargeE8 - order.chargedE8;
    }
}
