package io.ringside.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.engine.command.Days;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.PriceView;
import io.ringside.engine.store.SeriesInfo;
import io.ringside.engine.store.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * What a run reads of a store: bars of the configuration's size ({@code data.bar}), adjusted as it says ({@code data.prices}), as
 * of a day ({@code data.as-of}).
 *
 * <p>Thread: the command's.
 */
public final class StoredMarket {
    private final DataStore store;
    private final EngineSettings settings;
    private final BarSpec size;
    private final PriceView view;
    private final int fromDay;
    private final int toDay;
    private final NavigableSet<String> known;
    private final SymbolHistory history;
    private NavigableSet<String> present;

    /**
     * Opens a store.
     *
     * @param raw whether prices are those of their time, with splits and dividends as events, where the configuration does not
     *     say; otherwise they are adjusted for splits
     * @throws UserError if the folder is no store, or has no bars of the size
     */
    public StoredMarket(Path folder, EngineSettings settings, int fromDay, int toDay, boolean raw) {
        this.settings = settings;
        this.fromDay = fromDay;
        this.toDay = toDay;
        store = DataStore.open(folder, ExchangeCalendar.usEquity());
        size = settings.dataBar();
        if (size == null || (size.unit() != BarSpec.Unit.SESSION && size.unit() != BarSpec.Unit.TIME)) {
            throw new UserError("--data " + folder + ": a store holds bars in time; set data.bar to 5m or 1d");
        }
        Config config = settings.config();
        String prices = config.hasPath("data.prices") ? config.getString("data.prices") : raw ? "raw" : "split";
        int asOf = config.hasPath("data.as-of")
                ? (int) Days.parse("data.as-of =", config.getString("data.as-of"))
                        .toEpochDay()
                : Integer.MAX_VALUE;
        view = new PriceView(PriceView.Prices.parse("data.prices =", prices), asOf);
        known = store.symbols(size);
        history = store.symbolHistory(view.asOfDay());
        // An old or new ticker of an instrument is accepted if there are bars under the other one.
        for (SymbolHistory.Change one : history.changes()) {
            if (known.contains(one.before()) || known.contains(one.after())) {
                known.add(one.before());
                known.add(one.after());
            }
        }
    }

    /**
     * Refuses a store that has bars, and none of the configuration's size.
     *
     * @throws UserError naming the sizes that there are, and the setting
     */
    public void requireBars() {
        List<BarSpec> sizes =
                store.sizes().stream().filter(one -> !one.equals(size)).toList();
        if (known.isEmpty() && !sizes.isEmpty()) {
            String others = sizes.stream().map(BarSpec::toString).collect(Collectors.joining(", "));
            throw new UserError("--data " + store.folder() + ": has bars of " + others
                    + ", and the configuration reads " + size + " (data.bar); give a configuration for bars of "
                    + others + ", or import bars of " + size);
        }
    }

    /** Which tickers have changed, as of the day that is read. */
    public SymbolHistory symbolHistory() {
        return history;
    }

    private SeriesKey key(String symbol) {
        return new SeriesKey(symbol, size);
    }

    /** Whether there are bars of a name, within the wanted days or not. */
    public boolean knows(String symbol) {
        return known.contains(symbol);
    }

    /** Names of which there are bars within the wanted days. */
    public NavigableSet<String> symbols() {
        if (present == null) {
            present = new TreeSet<>();
            for (String symbol : known) {
                List<SeriesInfo> line = store.line(key(symbol), view.asOfDay());
                int last = Math.min(toDay, view.asOfDay());
                if (line.stream().anyMatch(one -> one.lastDay() >= fromDay && one.firstDay() <= last)) {
                    present.add(symbol);
                }
            }
        }
        return present;
    }

    /**
     * The bars of a name.
     *
     * @throws UserError if there are none
     */
    public BarSource source(String symbol) {
        if (!symbols().contains(symbol)) {
            requireBars();
            throw new UserError("--data " + store.folder() + ": there are no bars of " + size + " of " + symbol
                    + (knows(symbol) ? " within the days" : ", but of " + shown(known))
                    + "; import them, see ringside data --help");
        }
        return store.bars(key(symbol), view, settings.session(), fromDay, toDay);
    }

    private static String shown(NavigableSet<String> names) {
        List<String> first = names.stream().limit(4).toList();
        return names.isEmpty()
                ? "nothing"
                : String.join(", ", first)
                        + (names.size() > first.size() ? " and " + (names.size() - first.size()) + " more" : "");
    }

    /** Last session of a name, days since 1970. */
    public int lastDay(String symbol) {
        return store.line(key(symbol), view.asOfDay()).stream()
                .mapToInt(SeriesInfo::lastDay)
                .max()
                .orElse(Integer.MIN_VALUE);
    }

    /** Splits, dividends and delistings as events, by day; of one day splits come first. */
    public List<Action> events(List<Instrument> instruments, int firstDay) {
        List<Action> all = new ArrayList<>();
        for (Instrument one : instruments) {
            for (Action action : store.events(key(one.symbol()), view, one.id())) {
                if (action.day() >= firstDay && action.day() <= toDay) {
                    all.add(action);
                }
            }
        }
        all.sort(Comparator.comparingInt(Action::day)
                .thenComparing(Action::kind)
                .thenComparingInt(Action::instrumentId));
        return all;
    }

    /** The configuration with the digest of what the store held, for the journal. */
    public Config recordedIn(Config config, List<Instrument> instruments) {
        CRC32C digest = new CRC32C();
        for (Instrument one : instruments) {
            String text = "";
            for (SeriesInfo info : store.line(key(one.symbol()), view.asOfDay())) {
                text += info.digest() + LocalDate.ofEpochDay(info.lastDay());
            }
            text += store.actions(one.symbol()).all();
            for (SymbolHistory.Change change : one.renamings()) {
                text += store.actions(change.before()).all();
            }
            digest.update((one.symbol() + text).getBytes(StandardCharsets.UTF_8));
        }
        return config.withValue(
                "data.digest", ConfigValueFactory.fromAnyRef(String.format("%08x", digest.getValue()), "--data"));
    }
}
