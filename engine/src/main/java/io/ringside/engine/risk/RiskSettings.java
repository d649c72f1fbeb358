package io.ringside.engine.risk;

import io.ringside.engine.account.AccountLimit;

/**
 * How positions are sized and protected.
 *
 * @param equityE8 money at the start, at 1e-8; {@link #ACCOUNT} for what the broker's account is worth
 * @param fraction share of the equity risked between entry and stop
 * @param capE8 most money risked on one position, at 1e-8
 * @param leverage most position value as a multiple of the equity
 * @param atrMultiple distance of the stop in average true ranges
 * @param sizeAtOpen whether an entry is sized on the open print that fills it, instead of the close that decided it
 * @param allowNoStop whether a strategy may hold a position without a protective stop
 * @param sizing how large a position is
 * @param allowShort whether short positions may be opened
 * @param reentryBars bars that must close after an exit before the next entry
 * @param account what becomes of an entry when all positions together would exceed the leverage
 * @param positions what a small account asks of its positions
 * @param limits what no entry may exceed; null for none, as back tests may do without
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
    /** The equity is what the account is worth, told by the broker when a session begins. */
    public static final long ACCOUNT = 0;

    /** Whether sizes and limits come from what the account is worth. */
    public boolean fromAccount() {
        return equityE8 == ACCOUNT;
    }

    /** How much all positions together may be worth. */
    public AccountLimit accountLimit() {
        return new AccountLimit(account, leverage);
    }
}
