package io.ringside.engine.signal;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.util.SortedMap;
import java.util.TreeMap;

/** The strategies there are, one line each. */
public final class Strategies {
    private static final SortedMap<String, Maker> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put(
                "mean-reversion-in-trend", (node, calendar, instrument) -> new MeanReversionInTrend(node, calendar));
        BY_NAME.put("opening-range-breakout", OpeningRangeBreakout::new);
    }

    private interface Maker {
        Strategy make(SettingsNode node, ExchangeCalendar calendar, Instrument instrument);
    }

    private Strategies() {}

    /**
     * A new instance for one instrument.
     *
     * @param node the strategy's object in the configuration
     * @throws io.ringside.engine.settings.UserError if the name is unknown or a parameter is refused
     */
    public static Strategy create(String name, SettingsNode node, ExchangeCalendar calendar, Instrument instrument) {
        Maker maker = BY_NAME.get(name);
        if (maker == null) {
            throw node.error("strategy", "must be one of " + BY_NAME.keySet());
        }
        return maker.make(node, calendar, instrument);
    }
}
