package io.ringside.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.data.Reading;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.portfolio.PortfolioSettings;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.PositionRules;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.engine.risk.SizeRule;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.SettingsText;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.load.StrategyPath;
import io.ringside.engine.sim.BrokerSettings;
import io.ringside.engine.sim.SimulatedBroker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The typed configuration of one engine.
 *
 * @param instruments what is traded; an instrument's id is its index
 * @param dataBar size of the bars that come in; null if only trades and quotes do
 * @param session which hours count
 * @param reading what the configuration says about the format of market-data files
 * @param signals one configuration object a strategy, which the strategy reads when the engine is built
 * @param risk sizes and stops
 * @param portfolios strategies over many instruments, by their index
 * @param broker how simulated orders fill
 * @param threads how stages share threads
 * @param intentsPerEvent most orders placed, changed or cancelled on one event
 * @param syncIntents whether a record that carries an intent is forced to disk before the intent leaves
 * @param preTouch whether a live journal touches its pages ahead of the appender
 * @param root the configuration as it is read
 * @param config the configuration as it was given
 */
public record EngineSettings(
        List<Instrument> instruments,
        BarSpec dataBar,
        Session session,
        Reading reading,
        List<SettingsNode> signals,
        RiskSettings risk,
        List<PortfolioSettings> portfolios,
        BrokerSettings broker,
        ThreadSettings threads,
        int intentsPerEvent,
        boolean syncIntents,
        boolean preTouch,
        SettingsNode root,
        Config config) {

    private static final int INSTRUMENTS_MAX = 4096;
    private static final String STRATEGIES = "strategies";

    /**
     * Reads a file.
     *
     * @throws UserError if it is missing, no HOCON, or larger, longer or deeper than any configuration is
     */
    public static Config load(Path file) {
        return SettingsText.file(file);
    }

    /**
     * Overrides a configuration with a {@code KEY=VALUE} of the command line.
     *
     * @throws UserError if it is none
     */
    public static Config with(Config config, String assignment) {
        return SettingsText.with(config, assignment);
    }

    /** How many days archives of journals are kept by default. */
    public static final int KEEP_DAYS = 3_650;

    /** Reads the text of a journal's first record; it names no strategy files to load. */
    public static EngineSettings parse(String text, String origin) {
        return of(SettingsText.text(text, origin).withoutPath(STRATEGIES));
    }

    /** The settings that a journal was begun or continued under. */
    public static EngineSettings journaled(OpenRecord open) {
        return parse(open.configuration(), "configuration in the journal");
    }

    /** Whether a journal's OPEN record has the same configuration; the layout of the text does not count. */
    public static boolean isUnder(OpenRecord open, String configuration) {
        // Compares the texts first: a day with many restarts has as many OPEN records, and each would be parsed.
        return open.configuration().equals(configuration)
                || journaled(open)
                        .config()
                        .equals(parse(configuration, "configuration").config());
    }

    /**
     * Loads the strategies that a configuration names the files of.
     *
     * @return the configuration with what it refers to
     * @throws UserError naming file, line, key, value and what is allowed
     */
    public static Config loadStrategies(Config unresolved) {
        Config config;
        try {
            config = unresolved.resolve();
        } catch (ConfigException e) {
            throw new UserError(e.getMessage(), e);
        }
        StrategyPath.load(SettingsNode.root(config).node(STRATEGIES));
        return config;
    }

    /**
     * Reads a configuration.
     *
     * @throws UserError naming file, line, key, value and what is allowed
     */
    public static EngineSettings of(Config unresolved) {
        Config config = loadStrategies(unresolved);
        // Where the strategy files lie depends on the machine, so it is not recorded; their digests say which code ran.
        config = config.withoutPath(STRATEGIES);
        SettingsNode root = SettingsNode.root(config);
        List<Instrument> instruments = instruments(root);
        SettingsNode data = root.node("data");
        BarSpec bar = data.parsed("bar", "5m", text -> text.equals("ticks") ? null : BarSpec.parse(text));
        Session session = data.choice(
                "session", Session.REGULAR, Map.of("regular", Session.REGULAR, "extended", Session.EXTENDED));
        // Only keys that are given: the recorded text of a configuration without them does not change.
        Reading reading = Reading.of(
                data.has("zone") ? data.text("zone", "") : "",
                data.has("stamped") ? data.text("stamped", "") : "",
                data.has("format") ? data.text("format", "") : "",
                data.has("accept-loss") && data.flag("accept-loss", false));
        // Which prices a file of daily bars is read for.
        if (data.has("prices")) {
            data.choice("prices", false, Map.of("raw", false, "split", false, "total", true, "adjusted", true));
        }
        // The day as of which a store is read, and the digest of what it held.
        for (String key : List.of("as-of", "digest")) {
            if (data.has(key)) {
                data.text(key, "");
            }
        }
        data.done();
        List<SettingsNode> signals = signals(root);
        RiskSettings risk = risk(root.node("risk"));
        List<PortfolioSettings> portfolios = PortfolioSettings.all(root, signals.isEmpty());
        BrokerSettings broker = BrokerSettings.of(root.node("broker"));
        SettingsNode engine = root.node("engine");
        int intents = engine.number("intents-per-event", 4, 4, 4095);
        ThreadSettings threads = threads(engine);
        SettingsNode journal = root.node("journal");
        boolean sync = journal.choice("sync", false, Map.of("none", false, "intents", true));
        boolean preTouch = journal.choice("pre-touch", false, Map.of("off", false, "on", true));
        if (journal.has("keep")) {
            // Only "ringside archive" reads it; a default would be recorded in every journal.
            journal.number("keep", KEEP_DAYS, 2, 100_000);
        }
        journal.done();
        // The gateway's settings are read by the gateway.
        root.node("gateway");
        root.done();
        return new EngineSettings(
                instruments,
                bar,
                session,
                reading,
                signals,
                risk,
                portfolios,
                broker,
                threads,
                intents,
                sync,
                preTouch,
                root,
                config);
    }

    /** The same settings with bars of whole sessions as data: what portfolios read from a store beside intraday strategies. */
    public EngineSettings ofSessions() {
        boolean sessions = dataBar != null && dataBar.unit() == BarSpec.Unit.SESSION;
        return sessions ? this : of(config.withValue("data.bar", ConfigValueFactory.fromAnyRef("1d")));
    }

    /** The only portfolio or the first one; null if there is none. */
    public PortfolioSettings portfolio() {
        return portfolios.isEmpty() ? null : portfolios.get(0);
    }

    /** Whether a configuration has portfolios. */
    public static boolean hasPortfolio(Config config) {
        return config.hasPath("portfolio") || config.hasPath("portfolios");
    }

    /** The configuration as it was given, with its instruments replaced by these. */
    public Config withInstruments(List<Instrument> others) {
        List<Map<String, Object>> all =
                others.stream().map(EngineSettings::values).toList();
        return ConfigFactory.parseMap(Map.of("instruments", all), "instruments").withFallback(config);
    }

    private static Map<String, Object> values(Instrument one) {
        Map<String, Object> values = new TreeMap<>(Map.of(
                "symbol",
                one.symbol(),
                "tick-size",
                FixedPoint.format(one.tickE8()),
                "lot",
                one.lot(),
                "contract-id",
                one.contractId(),
                "exchange",
                one.exchange(),
                "primary-exchange",
                one.primaryExchange(),
                "currency",
                one.currency()));
        // Only if there are any: the recorded text of a configuration without them does not change.
        if (!one.renamings().isEmpty()) {
            values.put(
                    "renamed",
                    one.renamings().stream()
                            .map(change ->
                                    change.before() + "," + LocalDate.ofEpochDay(change.day()) + "," + change.after())
                            .toList());
        }
        return values;
    }

    /** Changes of an instrument's ticker, as {@code "FB,2022-06-09,META"} each: before, first session, after. */
    private static List<SymbolHistory.Change> renamings(SettingsNode node) {
        return node.has("renamed")
                ? node.texts("renamed", List.of()).stream()
                        .map(line -> renaming(node, line))
                        .toList()
                : List.of();
    }

    private static SymbolHistory.Change renaming(SettingsNode node, String line) {
        String[] fields = line.split("\\s*,\\s*", -1);
        try {
            if (fields.length == 3 && TickerText.isTicker(fields[0]) && TickerText.isTicker(fields[2])) {
                int day = (int) LocalDate.parse(fields[1]).toEpochDay();
                return new SymbolHistory.Change(day, fields[0], fields[2]);
            }
        } catch (DateTimeParseException e) {
            throw new UserError(
                    node.error("renamed", "must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META")
                            .getMessage(),
                    e);
        }
        throw node.error("renamed", "must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META");
    }

    /**
     * The configuration in full, defaults included. Complete once an {@link Engine} has been made of it, since strategies
     * read their own part.
     */
    public Config full() {
        Config whole = withInstruments(instruments);
        // A HOCON object that replaced a string takes no fallback, so each default is set by itself.
        for (Map.Entry<String, ConfigValue> entry : root.defaults().entrySet()) {
            if (!whole.hasPathOrNull(entry.getKey())) {
                whole = whole.withValue(entry.getKey(), entry.getValue());
            }
        }
        return whole;
    }

    /** {@link #full} as the journal's first record holds it; it reads back to the same settings. */
    public String text() {
        return full().root()
                .render(ConfigRenderOptions.defaults()
                        .setOriginComments(false)
                        .setComments(false)
                        .setJson(false));
    }

    private static List<Instrument> instruments(SettingsNode root) {
        List<Instrument> instruments = new ArrayList<>();
        for (SettingsNode node : root.nodes("instruments")) {
            int id = instruments.size();
            Instrument instrument = node.built(() -> new Instrument(
                    id,
                    node.text("symbol", null),
                    node.money("tick-size", "0.01", 0, 1),
                    node.whole("lot", 1, 1, 1_000_000),
                    node.number("contract-id", 0, 0, Integer.MAX_VALUE),
                    node.text("exchange", "SMART"),
                    node.text("primary-exchange", ""),
                    node.text("currency", "USD"),
                    renamings(node)));
            node.done();
            if (instruments.stream().anyMatch(one -> one.symbol().equals(instrument.symbol()))) {
                throw node.error("symbol", "is listed twice");
            }
            instruments.add(instrument);
        }
        // Those of a portfolio may come with its universe.
        if ((instruments.isEmpty() && !hasPortfolio(root)) || instruments.size() > INSTRUMENTS_MAX) {
            throw root.error("instruments", "must list 1 to " + INSTRUMENTS_MAX + " instruments [ { symbol = QQQ } ]");
        }
        return List.copyOf(instruments);
    }

    private static List<SettingsNode> signals(SettingsNode root) {
        if (!root.has("signals")) {
            if (hasPortfolio(root) && !root.has("signal")) {
                return List.of();
            }
            return List.of(root.node("signal"));
        }
        if (!root.has("signal")) {
            // A null in this file removes what an included file says.
            root.node("signal");
        }
        SettingsNode named = root.node("signals");
        return named.keys().stream().map(named::node).toList();
    }

    private static boolean hasPortfolio(SettingsNode root) {
        return root.has("portfolio") || root.has("portfolios");
    }

    private static RiskSettings risk(SettingsNode node) {
        RiskSettings risk = new RiskSettings(
                node.text("equity", "100000").equals("account")
                        ? RiskSettings.ACCOUNT
                        : node.money("equity", "100000", 1, 10_000_000_000L),
                node.decimal("fraction", 0.02, 0.000001, 1),
                node.money("cap", "30000", 0, 10_000_000_000L),
                node.decimal("leverage", 1, 0.01, 100),
                node.decimal("atr-multiple", 10, 0.01, 1000),
                node.choice("size-at", false, Map.of("signal", false, "open", true)),
                node.flag("allow-no-stop", false),
                SizeRule.of(node),
                node.flag("allow-short", false),
                node.number("reentry-bars", 1, 0, 1_000_000),
                node.choice(
                        "account",
                        AccountLimit.Mode.SCALE,
                        Map.of(
                                "scale", AccountLimit.Mode.SCALE,
                                "refuse", AccountLimit.Mode.REFUSE,
                                "off", AccountLimit.Mode.OFF)),
                PositionRules.of(node),
                node.has("limits") ? Limits.of(node.node("limits")) : null);
        node.done();
        if (risk.allowNoStop() && risk.limits() != null) {
            throw node.error("allow-no-stop", "does not go with risk.limits: what they watch has a protective stop");
        }
        return risk;
    }

    private static ThreadSettings threads(SettingsNode node) {
        ThreadSettings standard = ThreadSettings.DEFAULT;
        ThreadSettings threads = node.built(() -> new ThreadSettings(
                node.text("layout", standard.layout()),
                node.choice("wait", standard.waiting(), waits()),
                node.number("ring-size", standard.ringSize(), 1, 1 << 30),
                node.number("publish-timeout-ms", standard.publishTimeoutMs(), 0, Integer.MAX_VALUE)));
        node.done();
        return threads;
    }

    private static Map<String, ThreadSettings.Wait> waits() {
        Map<String, ThreadSettings.Wait> waits = new TreeMap<>();
        for (ThreadSettings.Wait way : ThreadSettings.Wait.values()) {
            waits.put(way.toString(), way);
        }
        return waits;
    }

    /**
     * A simulated broker for these instruments, with the starting equity; it lends no more than the leverage.
     *
     * @throws UserError if the equity is to be that of an account
     */
    public SimulatedBroker simulatedBroker(ExchangeCalendar calendar) {
        if (risk.fromAccount()) {
            throw root().node("risk")
                    .error(
                            "equity",
                            "is for live trading: a back test has no account; say how much, such as --equity 100000");
        }
        return simulatedBroker(calendar, risk.equityE8());
    }

    /**
     * The same with so much money, such as the account of a recorded session began with.
     *
     * @param cashE8 money on the account at the start, at 1e-8
     */
    public SimulatedBroker simulatedBroker(ExchangeCalendar calendar, long cashE8) {
        return new SimulatedBroker(broker, instruments, calendar, cashE8, risk.accountLimit());
    }
}
