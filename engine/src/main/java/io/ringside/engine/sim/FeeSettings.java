package io.ringside.engine.sim;

import io.ringside.engine.settings.SettingsNode;
import java.util.Map;

/**
 * Fees of exchange, clearing house and regulators that a broker passes on, for US stocks. The rates change every year; the
 * defaults are a snapshot.
 *
 * @param charge which of them are charged
 * @param secFractionE8 SEC: share of a sale's value
 * @param tafPerShareE8 FINRA trading activity: money a share sold
 * @param tafMaximumE8 FINRA trading activity: most money an order
 * @param catPerShareE8 consolidated audit trail: money a share
 * @param clearingPerShareE8 NSCC and DTC: money a share
 * @param exchangeRemovePerShareE8 exchange: money a share that takes liquidity
 * @param exchangeAddPerShareE8 exchange: money a share that adds liquidity; negative is a rebate
 * @param nyseFractionE8 NYSE pass-through: share of the commission
 * @param finraFractionE8 FINRA pass-through: share of the commission
 */
public record FeeSettings(
        Charge charge,
        long secFractionE8,
        long tafPerShareE8,
        long tafMaximumE8,
        long catPerShareE8,
        long clearingPerShareE8,
        long exchangeRemovePerShareE8,
        long exchangeAddPerShareE8,
        long nyseFractionE8,
        long finraFractionE8) {
    /** Which fees are charged beside the commission. */
    public enum Charge {
        /** None. */
        NONE,
        /** Of the regulators: SEC, FINRA trading activity, audit trail. Interactive Brokers' fixed plan. */
        REGULATORY,
        /** All: also of exchange and clearing. Interactive Brokers' tiered plan. */
        ALL
    }

    /** Reads {@code charge, sec-fraction, taf-per-share, ...}. */
    static FeeSettings of(SettingsNode node) {
        FeeSettings fees = new FeeSettings(
                node.choice(
                        "charge",
                        Charge.NONE,
                        Map.of("none", Charge.NONE, "regulatory", Charge.REGULATORY, "all", Charge.ALL)),
                node.money("sec-fraction", "0.0000278", 0, 1),
                node.money("taf-per-share", "0.000166", 0, 1),
                node.money("taf-maximum", "8.30", 0, 1000),
                node.money("cat-per-share", "0.000072", 0, 1),
                node.money("clearing-per-share", "0.0002", 0, 1),
                node.money("exchange-remove-per-share", "0.003", -1, 1),
                node.money("exchange-add-per-share", "0", -1, 1),
                node.money("nyse-fraction", "0.000175", 0, 1),
                node.money("finra-fraction", "0.00056", 0, 1));
        node.done();
        return fees;
    }
}
