package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration of a daemon with a portfolio: its instruments are those that the configuration names and those of the
 * universe, by symbol, as in a back test.
 *
 * @param config with all instruments
 * @param notes messages for the user
 */
record LivePortfolio(Config config, List<String> notes) {
    /**
     * Finds the names.
     *
     * @param data store of their bars
     * @param universe names to choose from, see {@link UniverseFile#into}
     * @throws UserError if the store does not have a name of the universe
     */
    static LivePortfolio of(Config given, Path data, List<String> universe) {
        Config config = UniverseFile.into(given, universe);
        EngineSettings wanted = LiveConfiguration.engineSettings(config);
        StoredMarket market = new StoredMarket(data, wanted.ofSessions(), Integer.MIN_VALUE, Integer.MAX_VALUE, true);
        market.requireBars();
        Set<String> within = ofStrategies(wanted);
        ChosenNames chosen = ChosenNames.of(
                wanted.instruments(),
                wanted.portfolios().stream()
                        .flatMap(one -> one.universe().stream())
                        .toList(),
                market::knows,
                symbol -> market.knows(symbol) || within.contains(symbol),
                market.symbols(),
                "--data " + data);
        if (!chosen.missing().isEmpty()) {
            throw new UserError("--universe: the store " + data + " has no bars of "
                    + ChosenNames.shown(chosen.missing())
                    + "; import them, see ringside data --help, or remove the names");
        }
        if (chosen.instruments().isEmpty()) {
            throw new UserError("--data " + data + ": there are no bars of any name that the configuration names; give"
                    + " --universe FILE, or import them");
        }
        // An instrument listed under two of its symbols is one; each day uses its current symbol.
        List<Instrument> instruments = market.symbolHistory().on(Integer.MAX_VALUE, chosen.instruments());
        return new LivePortfolio(
                wanted.withInstruments(instruments).withFallback(given.withOnlyPath("gateway")), chosen.notes());
    }

    /**
     * Refuses settings that a daemon with only portfolios does not support.
     *
     * @throws UserError saying what to change
     */
    static void requireDaily(EngineSettings settings) {
        boolean daily = settings.dataBar() != null && settings.dataBar().unit() == BarSpec.Unit.SESSION;
        if (!daily) {
            throw new UserError("data.bar = " + settings.dataBar()
                    + ": a portfolio trades live on bars of sessions; set data.bar = 1d");
        }
    }

    /** Symbols that intraday strategies trade, beside the portfolios. */
    static Set<String> ofStrategies(EngineSettings settings) {
        return settings.signals().stream()
                .flatMap(one -> one.texts("instruments", List.of()).stream())
                .collect(Collectors.toSet());
    }
}
