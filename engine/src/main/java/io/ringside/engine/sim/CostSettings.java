package io.ringside.engine.sim;

import io.ringside.engine.settings.SettingsNode;

/**
 * Cost of taking liquidity in addition to the commission. Each sum of ticks and basis points is rounded up to a whole tick, at
 * the trader's expense.
 *
 * @param halfSpreadTicks ticks between a trade's price and the price of an order that takes liquidity, if there is no quote
 * @param halfSpreadBasisPointsE8 the same in hundredths of a percent, at 1e-8
 * @param slippageTicks additional ticks by which market and stop orders fill worse
 * @param slippageBasisPointsE8 the same in hundredths of a percent, at 1e-8
 */
public record CostSettings(
        int halfSpreadTicks, long halfSpreadBasisPointsE8, int slippageTicks, long slippageBasisPointsE8) {
    private static final int TICKS_MAX = 10_000;
    private static final int BASIS_POINTS_MAX = 1000;

    /** Reads {@code half-spread-ticks, half-spread-basis-points, slippage-ticks, slippage-basis-points}. */
    static CostSettings of(SettingsNode node) {
        return new CostSettings(
                node.number("half-spread-ticks", 0, 0, TICKS_MAX),
                node.money("half-spread-basis-points", "0", 0, BASIS_POINTS_MAX),
                node.number("slippage-ticks", 1, 0, TICKS_MAX),
                node.money("slippage-basis-points", "0", 0, BASIS_POINTS_MAX));
    }
}
