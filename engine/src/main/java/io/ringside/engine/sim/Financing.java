package io.ringside.engine.sim;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;

/**
 * Charges at a session's close the interest on borrowed cash and shares until the next session, by calendar days:
 * {@code money * fraction * days / yearDays}, each rounded once to the nearest 1e-8.
 *
 * <p>Thread: the broker's driver.
 */
final class Financing {
    private final InterestSettings settings;
    private final Ledger ledger;
    private final Reports reports;
    private final int instruments;

    Financing(InterestSettings settings, Ledger ledger, Reports reports, int instruments) {
        this.settings = settings;
        this.ledger = ledger;
        this.reports = reports;
        this.instruments = instruments;
    }

    /** Charges so many days, at the given time. */
    void charge(int days, long nanos) {
        long borrowedE8 = Math.max(0, -ledger.cashE8());
        charge(0, nanos, share(borrowedE8, settings.marginFractionE8(), days), ReportCode.MARGIN_INTEREST);
        if (settings.borrowFractionE8() == 0) {
            return;
        }
        for (int id = 0; id < instruments; id++) {
            long shortE8 = Math.max(0, -FixedPoint.times(ledger.lastE8(id), ledger.position(id)));
            charge(id, nanos, share(shortE8, settings.borrowFractionE8(), days), ReportCode.BORROW_FEE);
        }
    }

    private long share(long moneyE8, long fractionE8, int days) {
        return ExactRatio.nearest(moneyE8, fractionE8 * days, FixedPoint.ONE_E8 * settings.yearDays());
    }

    private void charge(int instrumentId, long nanos, long moneyE8, ReportCode code) {
        if (moneyE8 != 0) {
            ledger.charge(moneyE8);
            reports.charge(instrumentId, nanos, moneyE8, code);
        }
    }
}
