package io.ringside.gateway.live;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.Universe;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The configuration of a daemon with a portfolio: its instruments are those that the configuration names and those of the
 * universe, by symbol, as in a back test.
 *
 * @param config with all instruments
 * @param notes what a user should know of it
 */
record LivePortfolio(Config config, List<String> notes) {
    /**
     * Finds the names.
     *
     * @param data store of their bars
     * @param universe names to choose from, or null
     * @throws UserError if the store knows nothing of a name of the universe
     */
    static LivePortfolio of(Config given, Path data, Path universe) {
        Config config = universe == null
                ? given
                : ConfigFactory.parseMap(
                                Map.of("portfolio.universe", UniverseFile.read(universe)), "--universe " + universe)
                        .withFallback(given);
        EngineSettings wanted = LiveCommand.engineSettings(config);
        StoredMarket market = new StoredMarket(data, wanted, Integer.MIN_VALUE, Integer.MAX_VALUE, true);
        NavigableMap<String, Instrument> chosen = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        for (Instrument one : wanted.instruments()) {
            if (market.knows(one.symbol())) {
                chosen.put(one.symbol(), one);
            } else {
                leftOut.add(one.symbol());
            }
        }
        List<String> missing = new ArrayList<>();
        for (Universe.Member member : wanted.portfolio().universe()) {
            if (!market.knows(member.symbol())) {
                missing.add(member.symbol());
            } else {
                chosen.putIfAbsent(member.symbol(), instrument(member.symbol()));
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError("--universe: the store " + data + " has no bars of " + shown(missing)
                    + "; import them, see ringside data --help, or remove the names");
        }
        if (wanted.instruments().isEmpty() && wanted.portfolio().universe().isEmpty()) {
            // Whatever there are bars of.
            market.symbols().forEach(symbol -> chosen.put(symbol, instrument(symbol)));
        }
        if (chosen.isEmpty()) {
            throw new UserError("--data " + data + ": there are no bars of any name that the configuration names; give"
                    + " --universe FILE, or import them");
        }
        List<Instrument> instruments = new ArrayList<>();
        chosen.values().forEach(one -> instruments.add(one.withId(instruments.size())));
        return new LivePortfolio(
                wanted.withInstruments(instruments).withFallback(given.withOnlyPath("gateway")),
                leftOut.isEmpty() ? List.of() : List.of("no bars of " + shown(leftOut) + ": left out"));
    }

    private static Instrument instrument(String symbol) {
        try {
            return Instrument.usEquity(0, symbol);
        } catch (IllegalArgumentException e) {
            throw new UserError("--universe: " + e.getMessage(), e);
        }
    }

    private static String shown(List<String> symbols) {
        return symbols.size() <= 5
                ? String.join(", ", symbols)
                : String.join(", ", symbols.subList(0, 2)) + " and " + (symbols.size() - 2) + " more";
    }

    /**
     * Refuses what a daemon with a portfolio does not do.
     *
     * @throws UserError saying what to change
     */
    static void requireDaily(EngineSettings settings) {
        boolean daily = settings.dataBar() != null && settings.dataBar().unit() == BarSpec.Unit.SESSION;
        if (!daily) {
            throw new UserError("data.bar = " + settings.dataBar()
                    + ": a portfolio trades live on bars of sessions; set data.bar = 1d");
        }
        if (!settings.signals().isEmpty()) {
            throw new UserError("signal and portfolio in one configuration: a daemon trades one or the other; give each"
                    + " a daemon, with --journal and gateway.client-id of its own");
        }
    }
}
