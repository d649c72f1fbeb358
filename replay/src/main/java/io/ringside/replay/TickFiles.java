package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketSource;
import io.ringside.engine.data.QuotedTrades;
import io.ringside.engine.data.SharedTicks;
import io.ringside.engine.data.TickFile;
import io.ringside.engine.data.TickSource;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the files of trades, and of quotes, of the instruments of a run.
 *
 * <p>Thread: the command's.
 */
final class TickFiles {
    private final EngineSettings settings;
    private final TickFile.Options options;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    /** @param first days since 1970, as {@code last} */
    TickFiles(EngineSettings settings, int first, int last) {
        this.settings = settings;
        options = TickFile.Options.everyTrade()
                .withSession(settings.session())
                .withDays(first, last)
                .withReading(settings.reading());
    }

    /**
     * Opens one source a symbol. Opened sources are in the result even if it fails, so that they can be closed.
     *
     * @param files first file of each symbol
     * @param second second file of those that have one: quotes beside trades, in any order
     * @throws UserError if a file has a defect, holds what it should not, or a strategy needs quotes and there are none
     */
    void open(Map<String, Path> files, Map<String, Path> second, Map<String, MarketSource> sources) {
        Map<String, TickSource> ones = new LinkedHashMap<>();
        Map<String, TickSource> others = new LinkedHashMap<>();
        try {
            open(files, ones);
            open(second, others);
        } finally {
            sources.putAll(ones);
            others.forEach((symbol, other) -> sources.merge(
                    symbol, other, (one, quotes) -> QuotedTrades.of((TickSource) one, (TickSource) quotes)));
        }
        for (String symbol : files.keySet()) {
            if (!second.containsKey(symbol) && ones.get(symbol).hasQuotes()) {
                throw new UserError("--ticks " + symbol + ": holds quotes; bars are made of trades: give --ticks "
                        + symbol + "=FILE once more, with its trades");
            }
        }
        requireQuotes(sources);
    }

    /** The sources of one file are opened together. */
    private void open(Map<String, Path> files, Map<String, TickSource> sources) {
        List<String> symbols =
                settings.instruments().stream().map(Instrument::symbol).toList();
        for (String symbol : symbols) {
            Path file = files.get(symbol);
            if (file == null || sources.containsKey(symbol)) {
                continue;
            }
            List<String> together =
                    symbols.stream().filter(one -> file.equals(files.get(one))).toList();
            if (together.size() == 1) {
                sources.put(symbol, TickFile.open(file, symbol, calendar, options));
            } else {
                SharedTicks.open(file, together, calendar, options)
                        .sources()
                        .forEach(source -> sources.put(source.symbol(), source));
            }
        }
    }

    private void requireQuotes(Map<String, MarketSource> sources) {
        for (StrategyBinding binding : new Engine(settings, calendar).bindings()) {
            String symbol = binding.instrument().symbol();
            if (binding.leads()
                    && binding.strategy().hears(Moment.QUOTE)
                    && sources.get(symbol) instanceof TickSource ticks
                    && !ticks.hasQuotes()) {
                throw new UserError("strategy " + binding.name() + " hears quotes, and --ticks " + symbol
                        + " has trades alone: give --ticks " + symbol + "=FILE once more, with its quotes");
            }
        }
    }
}
