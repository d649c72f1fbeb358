package io.ringside.replay.portfolio;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.MarketSource;
import io.ringside.engine.data.SessionBars;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.portfolio.Universe;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bars of a portfolio's names, and the settings that fit them: the instruments are those that the configuration names
 * and those of the universe, by symbol.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioData {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final EngineSettings settings;
    private final List<CorporateActions.Action> actions;
    private final List<String> notes = new ArrayList<>();
    /** Null where bars are smaller than a session. */
    private final SessionBars sessions;

    /** Null where bars come from files. */
    private final StoredMarket store;

    private final NavigableMap<String, Path> files = new TreeMap<>();
    private final int fromDay;
    private final int toDay;

    /**
     * Reads all that is needed.
     *
     * @param given the configuration, command line included
     * @param bars files as {@code [SYMBOL=]FILE}
     * @param universe a list of names, or null
     * @param actionsFile corporate actions, or null
     * @throws UserError naming file, line and what to do
     */
    public PortfolioData(Config given, List<String> bars, Path universe, Path actionsFile, int fromDay, int toDay) {
        this(given, bars, null, universe, actionsFile, fromDay, toDay);
    }

    /**
     * The same from a store, or from files.
     *
     * @param data a store's folder, or null
     */
    public PortfolioData(
            Config given, List<String> bars, Path data, Path universe, Path actionsFile, int fromDay, int toDay) {
        this.fromDay = fromDay;
        this.toDay = toDay;
        if (bars.isEmpty() == (data == null)) {
            throw new UserError("a portfolio needs the bars of its names; give --data STORE, --bars FILE or --bars"
                    + " SYMBOL=FILE, and one of them only");
        }
        if (fromDay > toDay) {
            throw new UserError("--to is before --from; swap them");
        }
        Config config = universe == null
                ? given
                : ConfigFactory.parseMap(
                                Map.of("portfolio.universe", UniverseFile.read(universe)), "--universe " + universe)
                        .withFallback(given);
        EngineSettings wanted = EngineSettings.of(config);
        boolean daily = wanted.dataBar() != null && wanted.dataBar().unit() == Unit.SESSION;
        boolean adjusted =
                config.hasPath("data.prices") && config.getString("data.prices").equals("adjusted");
        store = data == null ? null : new StoredMarket(data, wanted, fromDay, toDay, true);
        sessions = daily && store == null ? new SessionBars(CALENDAR, fromDay, toDay, adjusted) : null;
        readBars(bars);
        if (sessions != null) {
            notes.addAll(sessions.notes());
        }
        Config named = wanted.withInstruments(instruments(wanted));
        if (store != null) {
            named = store.recordedIn(named, EngineSettings.of(named).instruments());
        }
        settings = EngineSettings.of(named);
        List<CorporateActions.Action> told =
                store == null ? List.of() : store.events(settings.instruments(), firstDay());
        actions = actionsFile == null ? told : CorporateActions.read(actionsFile, settings.instruments(), firstDay());
    }

    private void readBars(List<String> bars) {
        for (String text : bars) {
            int equals = text.indexOf('=');
            Path path = Path.of(text.substring(equals + 1));
            String symbol = equals > 0 ? text.substring(0, equals) : null;
            if (sessions != null) {
                sessions.read(path, symbol);
            } else if (files.put(symbol != null ? symbol : BarFile.symbolOf(path), path) != null) {
                throw new UserError("--bars " + text + ": is given twice");
            }
        }
    }

    private List<Instrument> instruments(EngineSettings wanted) {
        NavigableMap<String, Instrument> chosen = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Instrument instrument : wanted.instruments()) {
            if (present(instrument.symbol())) {
                chosen.put(instrument.symbol(), instrument);
            } else {
                leftOut.add(instrument.symbol());
            }
        }
        int empty = 0;
        List<Universe.Member> members = wanted.portfolio().universe();
        for (Universe.Member member : members) {
            if (!known(member.symbol())) {
                missing.add(member.symbol());
            } else {
                empty += present(member.symbol()) ? 0 : 1;
                try {
                    chosen.putIfAbsent(member.symbol(), Instrument.usEquity(0, member.symbol()));
                } catch (IllegalArgumentException e) {
                    throw new UserError("--universe: " + e.getMessage(), e);
                }
            }
        }
        if (wanted.instruments().isEmpty() && members.isEmpty()) {
            // Whatever there are bars of.
            for (String symbol : allSymbols()) {
                chosen.put(symbol, Instrument.usEquity(0, symbol));
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError("--universe: there are no bars of " + String.join(", ", shortened(missing))
                    + "; correct the symbol, give its bars, or remove it");
        }
        if (3 * empty > members.size()) {
            throw new UserError("--universe: " + empty + " of " + members.size()
                    + " names have no bars within the days; give other days or bars");
        }
        if (!leftOut.isEmpty()) {
            notes.add("no bars of " + String.join(", ", shortened(leftOut)) + ": left out");
        }
        if (chosen.isEmpty()) {
            throw new UserError("--bars: there are no bars of any name that the configuration names");
        }
        List<Instrument> instruments = new ArrayList<>();
        chosen.values().forEach(one -> instruments.add(one.withId(instruments.size())));
        return instruments;
    }

    private static List<String> shortened(List<String> symbols) {
        return symbols.size() <= 5 ? symbols : List.of(symbols.get(0), symbols.get(1), (symbols.size() - 2) + " more");
    }

    private NavigableSet<String> allSymbols() {
        if (store != null) {
            return store.symbols();
        }
        return sessions == null ? files.navigableKeySet() : sessions.symbols();
    }

    private boolean known(String symbol) {
        if (store != null) {
            return store.knows(symbol);
        }
        return sessions == null ? files.containsKey(symbol) : sessions.knows(symbol);
    }

    private boolean present(String symbol) {
        if (store != null) {
            return store.symbols().contains(symbol);
        }
        return sessions == null ? files.containsKey(symbol) : sessions.symbols().contains(symbol);
    }

    /** The settings for these names. */
    public EngineSettings settings() {
        return settings;
    }

    /** When the portfolio decides; new, nothing was decided yet. */
    public Schedule schedule() {
        // Its strategy knows it, where the configuration does not say.
        return new Engine(settings, CALENDAR).portfolio().schedule();
    }

    /** What a user should know of the data. */
    public List<String> notes() {
        return notes;
    }

    /** All events from the first bar on; days before one only warm up. */
    public MarketFeed feed(int tradeFromDay) {
        List<MarketSource> sources = new ArrayList<>();
        for (Instrument instrument : settings.instruments()) {
            sources.add(source(instrument.symbol()));
        }
        return new MarketFeed(sources, CALENDAR, tradeFromDay).withActions(actions);
    }

    private BarSource source(String symbol) {
        if (store != null) {
            return store.source(symbol);
        }
        return sessions != null
                ? sessions.source(symbol)
                : BarFile.open(
                        files.get(symbol),
                        symbol,
                        CALENDAR,
                        BarFile.Options.fiveMinutes()
                                .withSize(settings.dataBar())
                                .withSession(settings.session())
                                .withDays(fromDay, toDay));
    }

    /** Last session with a bar of one of the names, days since 1970; of daily bars. */
    public int lastDay() {
        if (store == null) {
            if (sessions == null) {
                throw new UserError("data.bar = " + settings.dataBar() + ": is not known to its end; give --date DAY");
            }
            return sessions.lastDay();
        }
        return settings.instruments().stream()
                .filter(one -> store.knows(one.symbol()))
                .mapToInt(one -> store.lastDay(one.symbol()))
                .map(day -> Math.min(day, toDay))
                .max()
                .orElseThrow();
    }

    /** First session with a bar of one of the names, days since 1970. */
    public int firstDay() {
        NavigableSet<Integer> days = new TreeSet<>();
        for (Instrument instrument : settings.instruments()) {
            try (BarSource source = source(instrument.symbol())) {
                if (source.next()) {
                    days.add(source.sessionDay());
                }
            }
        }
        return days.first();
    }
}
