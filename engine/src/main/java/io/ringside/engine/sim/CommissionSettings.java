package io.ringside.engine.sim;

import io.ringside.engine.settings.SettingsNode;
import java.util.Map;

/**
 * What the broker charges for an order: so much a share, with a minimum, capped at a share of the order's value; where the
 * cap is below the minimum, the cap applies. The defaults are Interactive Brokers' for US stocks.
 *
 * @param plan whether the price of a share depends on the month's volume
 * @param perShareE8 fixed plan: money a share, at 1e-8
 * @param minimumE8 fixed plan: least money an order, at 1e-8
 * @param tiers tiered plan: prices by the month's volume
 * @param tieredMinimumE8 tiered plan: least money an order, at 1e-8
 * @param maximumFractionE8 most money an order as a share of its value, at 1e-8; 0 for no cap
 */
public record CommissionSettings(
        Plan plan, long perShareE8, long minimumE8, VolumeTiers tiers, long tieredMinimumE8, long maximumFractionE8) {
    /** How the commission a share is determined. */
    public enum Plan {
        /** Nothing is charged. */
        NONE,
        /** The same for every share. */
        FIXED,
        /** By the shares traded in the calendar month. */
        TIERED
    }

    private static final String TIERS =
            "0.0035 to 300000, 0.0020 to 3000000, 0.0015 to 20000000, 0.0010 to 100000000, 0.0005";

    /** Reads {@code plan, per-share, minimum, tiers, tiered-minimum, maximum-fraction}. */
    static CommissionSettings of(SettingsNode node) {
        CommissionSettings commission = new CommissionSettings(
                node.choice("plan", Plan.FIXED, Map.of("none", Plan.NONE, "fixed", Plan.FIXED, "tiered", Plan.TIERED)),
                node.money("per-share", "0.005", 0, 1000),
                node.money("minimum", "1", 0, 1000),
                node.parsed("tiers", TIERS, VolumeTiers::parse),
                node.money("tiered-minimum", "0.35", 0, 1000),
                node.money("maximum-fraction", "0.01", 0, 1));
        node.done();
        return commission;
    }
}
