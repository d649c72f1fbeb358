package io.ringside.engine.sim;

import io.ringside.engine.settings.SettingsNode;
import java.util.Map;

/**
 * How the simulated broker fills and what it charges.
 *
 * @param fillOnCause whether a market order fills on the very event that caused it, at its price (the published, literal
 *     rule), instead of the next one; in the hours that count, as any other
 * @param literalStops whether a stop fills at exactly its trigger, never at a gap's open, and yields to an exit decided on
 *     the same bar (the published rule), instead of at the worse of trigger and open
 * @param fillAtTouch whether a limit order fills when its price is merely touched, instead of traded through: at the limit
 *     itself, other orders may be first in the queue
 * @param outsideHours whether orders execute outside the regular session too
 * @param jointOpening whether the opening auctions of all instruments are treated as one: first all sales, then all buys,
 *     reduced by the same part if the cash does not cover them
 * @param participationE8 most of a trade's, bar's or quote's volume that our orders together take, as a share at 1e-8; 0 for
 *     no cap
 * @param latencyEvents market-data events between the decision and an order's arrival
 * @param latencyNanos market time between the decision and an order's arrival
 * @param openCutoffSeconds seconds before the open from which the opening auction takes no more orders; they wait for the
 *     next one
 * @param closeCutoffSeconds seconds before the close from which the closing auction takes no more orders; they are rejected
 * @param costs half spread and slippage
 * @param commission the broker's own charge
 * @param fees charges that the broker passes on
 * @param interest cost of borrowed cash and shares
 */
public record BrokerSettings(
        boolean fillOnCause,
        boolean literalStops,
        boolean fillAtTouch,
        boolean outsideHours,
        boolean jointOpening,
        long participationE8,
        int latencyEvents,
        long latencyNanos,
        int openCutoffSeconds,
        int closeCutoffSeconds,
        CostSettings costs,
        CommissionSettings commission,
        FeeSettings fees,
        InterestSettings interest) {
    private static final long LATENCY_NANOS_MAX = 3_600_000_000_000L;
    private static final int CUTOFF_SECONDS_MAX = 3600;

    public BrokerSettings {
        if (fillOnCause && (participationE8 > 0 || latencyEvents > 0 || latencyNanos > 0)) {
            throw new IllegalArgumentException("fill-on = cause: goes with no participation and no latency, since the"
                    + " order fills whole on the event that caused it; set fill-on = next");
        }
    }

    /** Reads the configuration's {@code broker} object. */
    public static BrokerSettings of(SettingsNode node) {
        BrokerSettings broker = node.built(() -> new BrokerSettings(
                node.choice("fill-on", false, Map.of("next", false, "cause", true)),
                node.choice("stops", false, Map.of("gap-honest", false, "literal", true)),
                node.choice("limit-touch", false, Map.of("through", false, "fills", true)),
                node.choice("hours", false, Map.of("regular", false, "any", true)),
                node.choice("opening", false, Map.of("each", false, "together", true)),
                node.money("participation", "0", 0, 1),
                node.number("latency-events", 0, 0, 1_000_000),
                node.whole("latency-nanos", 0, 0, LATENCY_NANOS_MAX),
                node.number("open-cutoff-seconds", 0, 0, CUTOFF_SECONDS_MAX),
                node.number("close-cutoff-seconds", 0, 0, CUTOFF_SECONDS_MAX),
                CostSettings.of(node),
                CommissionSettings.of(node.node("commission")),
                FeeSettings.of(node.node("fees")),
                InterestSettings.of(node.node("interest"))));
        node.done();
        return broker;
    }
}
