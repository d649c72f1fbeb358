package io.ringside.engine.risk;

import io.ringside.engine.account.AccountLimit;

/**
 * How positions are sized and protected.
 *
 * @param equityE8 money at the start, at 1e-8; {@link #ACCOUNT} for the equity of the broker's account
 * @param fraction share of the equity risked between entry and stop
 * @param capE8 most money risked on one position, at 1e-8
 * @param leverage most position value as a multiple of the equity
 * @param atrMultiple distance of the stop in average true ranges
 * @param sizeAtOpen whether an entry is sized on the open print that fills it, instead of the close that decided it
 * @param allowNoStop whether a strategy may hold a position without a protective stop
 * @param sizing how the size of a position is computed
 * @param allowShort whether short positions may be opened
 * @param reentryBars bars that must close after an exit before the next entry
 * @param account what happens to an entry if all positions together would exceed the leverage
 * @param positions rules on positions
 * @param limits limits on entries; null for none, which only back tests may use
 */
public record RiskSettings(
        long equityE8,
        double fraction,
        long capE8,
        double leverage,
        double atrMultiple,
        boolean sizeAtOpen,
        boolean allowNoStop,
        SizeRule sizing,
        boolean allowShort,
        int reentryBars,
        AccountLimit.Mode account,
        PositionRules positions,
        Limits limits) {
    /** The equity is the account's, as the broker reports it when a session begins. */
    public static final long ACCOUNT = 0;

    /** Whether sizes and limits are computed from the broker account's equity. */
    public boolean fromAccount() {
        return equityE8 == ACCOUNT;
    }

    /** The limit on the value of all positions together. */
    public AccountLimit accountLimit() {
        return new AccountLimit(account, leverage);
    }
}
