package io.ringside.engine.sim;

import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;

/**
 * Charges commissions execution by execution: each pays the commission of the order's total so far less what the order has
 * paid before. Counts the month's volume for the tiers.
 *
 * <p>Thread: the broker's driver.
 */
final class Commissions {
    private final CommissionSettings settings;
    private final FeeSettings fees;
    private int month = Integer.MIN_VALUE;
    private long monthVolume;

    Commissions(CommissionSettings settings, FeeSettings fees) {
        this.settings = settings;
        this.fees = fees;
    }

    /**
     * Charges an execution that is already included in the order's totals.
     *
     * @param day days since 1970 of its session
     * @return money at 1e-8; negative for a rebate
     */
    long chargeE8(WorkingOrder order, long quantity, int day) {
        long commission = commissionE8(order, quantity, day);
        long total = Math.addExact(commission, feesE8(order, quantity, commission));
        long charge = Math.subtractExact(total, order.chargedE8);
        order.chargedE8 = total;
        return charge;
    }

    private long commissionE8(WorkingOrder order, long quantity, int day) {
        long commission;
        if (settings.plan() == CommissionSettings.Plan.NONE) {
            return 0;
        }
        if (settings.plan() == CommissionSettings.Plan.TIERED) {
            int now = month(day);
            if (now != month) {
                month = now;
                monthVolume = 0;
            }
            order.tieredE8 = Math.addExact(order.tieredE8, settings.tiers().costE8(monthVolume, quantity));
            monthVolume = Math.addExact(monthVolume, quantity);
            commission = Math.max(settings.tieredMinimumE8(), order.tieredE8);
        } else {
            commission = Math.max(settings.minimumE8(), Math.multiplyExact(settings.perShareE8(), order.filled));
        }
        return settings.maximumFractionE8() == 0
                ? commission
                : Math.min(commission, share(order.valueE8, settings.maximumFractionE8()));
    }

    /** Commission of a new order that executes completely at one price, by the fixed plan, without fees. */
    long ofWholeOrderE8(long quantity, long priceE8) {
        if (settings.plan() == CommissionSettings.Plan.NONE) {
            return 0;
        }
        boolean tiered = settings.plan() == CommissionSettings.Plan.TIERED;
        long commission = tiered
                ? Math.max(settings.tieredMinimumE8(), settings.tiers().costE8(monthVolume, quantity))
                : Math.max(settings.minimumE8(), Math.multiplyExact(settings.perShareE8(), quantity));
        return settings.maximumFractionE8() == 0
                ? commission
                : Math.min(commission, share(FixedPoint.times(priceE8, quantity), settings.maximumFractionE8()));
    }

    private long feesE8(WorkingOrder order, long quantity, long commissionE8) {
        if (fees.charge() == FeeSettings.Charge.NONE) {
            return 0;
        }
        long total = Math.multiplyExact(fees.catPerShareE8(), order.filled);
        if (!order.buys()) {
            long activity = Math.multiplyExact(fees.tafPerShareE8(), order.filled);
            total = Math.addExact(total, share(order.valueE8, fees.secFractionE8()));
            total = Math.addExact(total, Math.min(fees.tafMaximumE8(), activity));
        }
        if (fees.charge() == FeeSettings.Charge.ALL) {
            long perShare = order.taking ? fees.exchangeRemovePerShareE8() : fees.exchangeAddPerShareE8();
            order.exchangeE8 = Math.addExact(order.exchangeE8, Math.multiplyExact(perShare, quantity));
            total = Math.addExact(total, order.exchangeE8);
            total = Math.addExact(total, Math.multiplyExact(fees.clearingPerShareE8(), order.filled));
            total = Math.addExact(total, share(commissionE8, fees.nyseFractionE8()));
            total = Math.addExact(total, share(commissionE8, fees.finraFractionE8()));
        }
        return total;
    }

    private static long share(long moneyE8, long fractionE8) {
        return ExactRatio.nearest(moneyE8, fractionE8, FixedPoint.ONE_E8);
    }

    /** Months since March of year 0 in the Gregorian calendar, by the arithmetic of 400-year cycles; no objects. */
    static int month(int epochDay) {
        int day = epochDay + 719_468;
        int era = Math.floorDiv(day, 146_097);
        int dayOfEra = day - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        return (era * 400 + yearOfEra) * 12 + (5 * dayOfYear + 2) / 153;
    }
}
