package io.ringside.engine.sim;

import io.ringside.engine.settings.SettingsNode;

/**
 * Interest on borrowed cash and shares, charged at each session's close for the calendar days until the next session.
 *
 * @param marginFractionE8 interest a year on negative cash, at 1e-8: 0.0583 is 5.83 %
 * @param borrowFractionE8 fee a year on the market value of short positions, at 1e-8
 * @param yearDays days of the lender's interest year
 */
public record InterestSettings(long marginFractionE8, long borrowFractionE8, int yearDays) {
    /** Reads {@code margin, borrow, year-days}. */
    static InterestSettings of(SettingsNode node) {
        InterestSettings interest = new InterestSettings(
                node.money("margin", "0", 0, 10),
                node.money("borrow", "0", 0, 10),
                node.number("year-days", 360, 360, 366));
        node.done();
        return interest;
    }
}
