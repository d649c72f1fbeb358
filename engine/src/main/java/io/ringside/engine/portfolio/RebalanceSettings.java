package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;
import java.util.Map;

/**
 * How a portfolio's ranking becomes orders. Fractions and money are at 1e-8; zero switches a rule off.
 *
 * @param weighting how the size of a holding is determined
 * @param cashBufferE8 part of the portfolio, or of the money that new names share, that stays in cash
 * @param toleranceE8 a holding is left alone if it is off its target by less than this part of the target
 * @param bandE8 a holding is left alone if its value is off its target by no more than this part of the portfolio
 * @param powerE8 if all buys cost more than this part of cash and planned sales, at the prices of the decision, each is reduced
 * @param payAtDecision whether a name is bought only if cash and planned sales cover it at the price of the decision, in the
 *     order of the ranking
 * @param riskE8 part of the portfolio that an average true range costs
 * @param positionBaseE8 money for a new name of confidence 0
 * @param positionStepE8 additional money for one of confidence 1
 * @param positionMaxE8 most money for a new name
 * @param positionMinE8 less money than this is not spent on a new name
 * @param keepCashE8 money that new names must leave in cash
 * @param positionsMax most names held at the same time
 * @param groupsMax most names held at the same time of each group
 * @param sectorMaxE8 most part of the portfolio in one sector
 * @param correlationMax most correlation of a new name with one that is held
 * @param correlationDays daily returns over which it is measured
 * @param stopE8 distance of the protective stop below the price of a purchase
 * @param proceeds when the money of sales pays for buys
 * @param afterSalesAtClose whether buys that have waited for sales are executed in the session's closing auction
 */
public record RebalanceSettings(
        Weighting weighting,
        long cashBufferE8,
        long toleranceE8,
        long bandE8,
        long powerE8,
        boolean payAtDecision,
        long riskE8,
        long positionBaseE8,
        long positionStepE8,
        long positionMaxE8,
        long positionMinE8,
        long keepCashE8,
        int positionsMax,
        List<Integer> groupsMax,
        long sectorMaxE8,
        double correlationMax,
        int correlationDays,
        long stopE8,
        Proceeds proceeds,
        boolean afterSalesAtClose) {
    /** When the money of sales pays for buys. */
    public enum Proceeds {
        /** In the same auction: sales and buys are sent together, as if all sales executed at the prices of the decision. */
        AT_ONCE,
        /** Never in the same decision: buys are sent together with the sales, for the cash that is there without them. */
        CASH,
        /** After the sales: buys are sent when all sales have ended, for the cash that is there then. */
        WAIT
    }

    private static final long MONEY_MAX = 1_000_000_000;

    /** The part of the money to which buys are reduced; all of it if no part is configured. */
    public long spendableE8() {
        return powerE8 > 0 ? powerE8 : FixedPoint.ONE_E8;
    }

    /**
     * Reads the rebalancing keys of the configuration's {@code portfolio} object.
     *
     * @param band default of the band
     */
    public static RebalanceSettings of(SettingsNode node, String band) {
        return new RebalanceSettings(
                node.choice(
                        "weighting",
                        Weighting.GIVEN,
                        Map.of(
                                "given", Weighting.GIVEN,
                                "shares", Weighting.SHARES,
                                "equal", Weighting.EQUAL,
                                "split", Weighting.SPLIT,
                                "volatility", Weighting.VOLATILITY,
                                "confidence", Weighting.CONFIDENCE)),
                node.money("cash-buffer", "0", 0, 1),
                node.money("tolerance", "0", 0, 1),
                node.money("band", band, 0, 1),
                node.money("buying-power", "0", 0, 1),
                node.choice("pay", false, Map.of("at-open", false, "at-decision", true)),
                node.money("risk", "0.001", 0, 1),
                node.money("position-base", "200", 0, MONEY_MAX),
                node.money("position-step", "100", 0, MONEY_MAX),
                node.money("position-max", "300", 0, MONEY_MAX),
                node.money("position-min", "0", 0, MONEY_MAX),
                node.money("keep-cash", "0", 0, MONEY_MAX),
                node.number("positions-max", 0, 0, 10_000),
                groupsMax(node),
                node.money("sector-max", "0", 0, 1),
                node.decimal("correlation-max", 0, 0, 1),
                node.number("correlation-days", 60, 2, 1000),
                node.money("stop", "0", 0, 1),
                proceeds(node),
                // Only if it is given: the recorded text of a configuration without it does not change.
                node.has("after-sales") && node.choice("after-sales", false, Map.of("market", false, "close", true)));
    }

    private static Proceeds proceeds(SettingsNode node) {
        return node.has("proceeds")
                ? node.choice(
                        "proceeds",
                        Proceeds.AT_ONCE,
                        Map.of("at-once", Proceeds.AT_ONCE, "cash", Proceeds.CASH, "wait", Proceeds.WAIT))
                : Proceeds.AT_ONCE;
    }

    /** Most names of each group by the configuration, 0 for no limit. */
    static List<Integer> groupsMax(SettingsNode node) {
        return node.texts("groups-max", List.of()).stream()
                .map(text -> whole(node, text))
                .toList();
    }

    /** Most names of a group; {@code Integer.MAX_VALUE} without a limit. */
    public int groupMax(int group) {
        int max = group < groupsMax.size() ? groupsMax.get(group) : 0;
        return max == 0 ? Integer.MAX_VALUE : max;
    }

    private static int whole(SettingsNode node, String text) {
        if (!text.matches("\\d{1,4}")) {
            throw node.error("groups-max", "must be whole numbers from 0 to 9999");
        }
        return Integer.parseInt(text);
    }
}
