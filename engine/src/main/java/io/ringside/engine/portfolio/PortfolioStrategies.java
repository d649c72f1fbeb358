package io.ringside.engine.portfolio;

import io.ringside.engine.settings.SettingsNode;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The available portfolio strategies, one line each. */
public final class PortfolioStrategies {
    private static final NavigableMap<String, Maker> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put("clenow", Clenow::new);
        BY_NAME.put("daily-rebalancer", DailyRebalancer::new);
        BY_NAME.put("dual-momentum", DualMomentum::new);
        BY_NAME.put("golden-cross", GoldenCross::new);
        BY_NAME.put("mean-reversion", MeanReversion::new);
        BY_NAME.put("momentum", Momentum::new);
        BY_NAME.put("profit-taker", ProfitTaker::new);
        BY_NAME.put("sector-rotation", SectorRotation::new);
    }

    private interface Maker {
        PortfolioStrategy make(SettingsNode node, Universe universe);
    }

    private PortfolioStrategies() {}

    /**
     * A new instance.
     *
     * @param node the {@code portfolio} object of the configuration
     * @throws io.ringside.engine.settings.UserError if the name is unknown or a parameter is refused
     */
    public static PortfolioStrategy create(String name, SettingsNode node, Universe universe) {
        Maker maker = BY_NAME.get(name);
        if (maker == null) {
            throw node.error("strategy", "must be one of " + BY_NAME.keySet());
        }
        return maker.make(node, universe);
    }
}
