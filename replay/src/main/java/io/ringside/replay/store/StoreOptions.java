package io.ringside.replay.store;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/**
 * Options for a store and its names.
 *
 * <p>Thread: the command's.
 */
final class StoreOptions {
    @Option(
            names = "--data",
            paramLabel = "STORE",
            defaultValue = "store",
            description = "the store's folder; ${DEFAULT-VALUE} if not given")
    Path folder;

    @Option(
            names = "--universe",
            paramLabel = "FILE",
            description = "CSV symbol[,sector][,from][,to], or a plain list of names")
    Path universe;

    @Option(names = "--names", paramLabel = "A,B", split = ",", description = "names, beside those of --universe")
    List<String> names = new ArrayList<>();

    /** The given names, by symbol; empty if none are given. */
    NavigableSet<String> names() {
        NavigableSet<String> all = new TreeSet<>();
        if (universe != null) {
            all.addAll(UniverseFile.symbols(universe));
        }
        for (String name : names) {
            if (!name.strip().matches("[A-Z0-9][A-Z0-9.\\-/ ]{0,15}")) {
                throw new UserError("--names " + name + ": is no ticker; give tickers such as AAPL,BRK.B");
            }
            all.add(name.strip());
        }
        return all;
    }

    /** A size of bars that a store can hold, or null if none is given. */
    static BarSpec size(String text) {
        if (text == null) {
            return null;
        }
        try {
            BarSpec size = BarSpec.parse(text);
            if (size.unit() == BarSpec.Unit.SESSION || size.unit() == BarSpec.Unit.TIME) {
                return size;
            }
        } catch (IllegalArgumentException e) {
            throw new UserError("--bar " + text + ": " + e.getMessage(), e);
        }
        throw new UserError("--bar " + text + ": a store holds bars in time; give one such as 5m or 1d");
    }
}
