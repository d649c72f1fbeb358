package io.ringside.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.engine.command.Days;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
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
    private NavigableSet<String> present;

    /**
     * Opens a store.
     *
     * @param raw whether prices are those of their time, with splits and dividends as events, where the configuration does not
     *     say; otherwise they are adjusted for splits
     * @throws UserError if it is none, or has no bars of the size
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
                SeriesInfo info = store.info(key(symbol));
                if (info.lastDay() >= fromDay && info.firstDay() <= Math.min(toDay, view.asOfDay())) {
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
        return store.info(key(symbol)).lastDay();
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

    /** A configuration that says by which content of the store it was run. */
    public Config recordedIn(Config config, List<Instrument> instruments) {
        CRC32C digest = new CRC32C();
        for (Instrument one : instruments) {
            SeriesInfo info = store.info(key(one.symbol()));
            String text = info == null ? "" : info.digest() + LocalDate.ofEpochDay(info.lastDay());
            text += store.actions(one.symbol()).all();
            digest.update((one.symbol() + text).getBytes(StandardCharsets.UTF_8));
        }
        return config.withValue(
                "data.digest", ConfigValueFactory.fromAnyRef(String.format("%08x", digest.getValue()), "--data"));
    }
}
