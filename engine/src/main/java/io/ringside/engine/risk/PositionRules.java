package io.ringside.engine.risk;

import io.ringside.engine.settings.SettingsNode;

/**
 * Rules on positions for small accounts: the {@code risk.positions} object of a configuration. If it is given, it must be
 * complete; a rule that is not wanted is {@code off}. The largest size and the cash buffer reduce a position; the smallest
 * size and the number refuse it.
 *
 * @param cashBufferE8 money that entries must leave in the account; {@link Limits#OFF} to ignore cash
 * @param valueMinE8 smallest value of a position
 * @param shareMinE8 smallest value as a share of the equity
 * @param valueMaxE8 largest value of a position
 * @param shareMaxE8 largest value as a share of the equity
 * @param countMax most positions, open entries included
 */
public record PositionRules(
        long cashBufferE8, long valueMinE8, long shareMinE8, long valueMaxE8, long shareMaxE8, long countMax) {
    /** No rules. */
    public static final PositionRules NONE = new PositionRules(Limits.OFF, 0, 0, Limits.OFF, Limits.OFF, Limits.OFF);

    /**
     * Reads the object; {@link #NONE} if it is absent.
     *
     * @throws io.ringside.engine.settings.UserError naming the key that is missing, unknown or out of range
     */
    public static PositionRules of(SettingsNode risk) {
        if (!risk.has("positions")) {
            return NONE;
        }
        SettingsNode node = risk.node("positions");
        PositionRules rules = new PositionRules(
                Limits.money(node, "cash-buffer", 0),
                smallest(Limits.money(node, "value-min", 0)),
                smallest(Limits.share(node, "share-min", 1)),
                Limits.money(node, "value-max", 1),
                Limits.share(node, "share-max", 100),
                Limits.whole(node, "count", 1, 1_000_000));
        node.done();
        return rules;
    }

    /** The largest value of a position, whatever the cash; {@link Limits#OFF} for none. */
    public long largestE8(long equityE8) {
        return Math.min(valueMaxE8, Limits.shareOf(equityE8, shareMaxE8));
    }

    /** The largest value of an entry by the rules. */
    long largestE8(long equityE8, long cashE8) {
        long largestE8 = largestE8(equityE8);
        return cashBufferE8 == Limits.OFF ? largestE8 : Math.min(largestE8, cashE8 - cashBufferE8);
    }

    /** The smallest value of an entry by the rules. */
    long smallestE8(long equityE8) {
        return Math.max(valueMinE8, Limits.shareOf(equityE8, shareMinE8));
    }

    private static long smallest(long value) {
        return value == Limits.OFF ? 0 : value;
    }
}
