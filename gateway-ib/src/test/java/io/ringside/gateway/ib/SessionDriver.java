package io.ringside.gateway.ib;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.market.HistoryPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A session alone, with a broker that says what it is told to: the fields of its messages go in, the names of our questions
 * and what is to be journaled come out, and time is given. The account is DU1234567, the instrument QQQ, and its contract is
 * known.
 */
final class SessionDriver {
    private static final int CONTRACT = 320227571;
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("49", "time"),
            Map.entry("9", "contract"),
            Map.entry("61", "positions"),
            Map.entry("5", "own orders"),
            Map.entry("16", "all orders"),
            Map.entry("7", "executions"),
            Map.entry("99", "completed orders"),
            Map.entry("62", "account"),
            Map.entry("63", "cancel account"),
            Map.entry("50", "live bars"),
            Map.entry("8", "ids"));

    final OrderDriver orders;
    final BrokerSession session;
    private final List<String> said = new ArrayList<>();
    /** Numbers of the last questions. */
    private final Map<String, String> asked = new HashMap<>();

    private BrokerWire wire;
    private TwsConnection connection;

    SessionDriver(Path folder, String... sets) {
        this(folder, new TwsContract[] {TwsContract.stock(CONTRACT, "QQQ", "SMART", "NASDAQ", "USD")}, sets);
    }

    /** @param contracts what is known of the instruments' contracts */
    SessionDriver(Path folder, TwsContract[] contracts, String... sets) {
        this(folder, contracts, 0, sets);
    }

    /** A strategy on QQQ beside a portfolio that holds SPY, whose bars come from a store. */
    static SessionDriver besideAPortfolio(Path folder) {
        String rest = ", exchange = SMART, primary-exchange = NASDAQ, currency = USD }";
        TwsContract[] contracts = {
            TwsContract.stock(756733, "SPY", "SMART", "ARCA", "USD"),
            TwsContract.stock(CONTRACT, "QQQ", "SMART", "NASDAQ", "USD")
        };
        return new SessionDriver(
                folder,
                contracts,
                1,
                "risk.limits.pinned-contracts=no",
                "instruments=[{ symbol = SPY" + rest + ", { symbol = QQQ" + rest + "]");
    }

    /** A portfolio of SPY and QQQ, whose bars come from a store; the broker has not told the contract of QQQ yet. */
    static SessionDriver ofAPortfolio(Path folder, String qqq) {
        String rest = ", exchange = SMART, primary-exchange = NASDAQ, currency = USD";
        TwsContract[] contracts = {TwsContract.stock(756733, "SPY", "SMART", "ARCA", "USD"), null};
        return new SessionDriver(
                folder,
                contracts,
                2,
                "risk.limits.pinned-contracts=no",
                "instruments=[{ symbol = SPY" + rest + " }, { symbol = QQQ" + rest + qqq + " }]");
    }

    /** @param heardFrom id of the first instrument whose prices come from the broker */
    private SessionDriver(Path folder, TwsContract[] contracts, int heardFrom, String... sets) {
        orders = new OrderDriver(
                folder,
                Stream.concat(Stream.of("gateway.heartbeat-ms=60000"), Arrays.stream(sets))
                        .toArray(String[]::new));
        TradingBooks books = orders.books;
        Arrays.fill(books.feeds, 0, heardFrom, null);
        EventPublisher publisher = publisher();
        session = new BrokerSession(
                books,
                new AccountWorth(books, settings(sets).risk(), true, false, () -> 0),
                () -> publisher,
                contracts,
                orders.ids,
                new IbMarketData(books, contracts, true),
                (tws, listener) -> {
                    wire = new BrokerWire();
                    connection = TwsConnection.over(wire, tws, listener, this::now);
                    return connection;
                });
    }

    private static EngineSettings settings(String... sets) {
        var config = EngineSettings.load(Path.of("..", "config", "live.conf")).withoutPath("gateway");
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        return EngineSettings.of(config);
    }

    long now() {
        return orders.nanos;
    }

    long requestTimeoutMs() {
        return orders.settings.requestTimeoutMs();
    }

    String alarm() {
        return orders.alarms.last();
    }

    long alarms() {
        return orders.alarms.count();
    }

    // ---- In -------------------------------------------------------------------------------------------------------

    /** A connection begins, and the broker lets us in. */
    void connect() {
        connectAs("DU1234567");
    }

    void connectAs(String accounts) {
        for (int i = 0; i < 1_000 && session.phase() == BrokerConnection.Phase.WAITING; i++) {
            orders.nanos += 100_000_000L;
            session.work();
        }
        wire.publish("176", "20250620 09:31:00 US/Eastern");
        connection.turn();
        broker("15", "1", accounts);
        broker("9", "1", "1");
    }

    /** The broker says something. */
    void broker(String... fields) {
        wire.publish(fields);
        connection.turn();
        work();
    }

    /** The broker tells a time that is so far ahead of ours. */
    void time(long aheadMs) {
        // It tells whole seconds: ours is moved to where the difference is what it is to be.
        long second = 1_000_000_000L;
        orders.nanos = Math.floorDiv(orders.nanos, second) * second + Math.floorMod(-aheadMs, 1_000) * 1_000_000L;
        broker("49", "1", Long.toString((orders.nanos + aheadMs * 1_000_000L) / second));
    }

    /** Answers so many of the questions of a comparison: nothing is held, nothing works. */
    void answer(int questions) {
        take(said);
        String[][] ends = {
            {"62", "1"},
            {"53", "1"},
            {"53", "1"},
            {"55", "1", asked.getOrDefault("executions", "0")},
            {"102"}
        };
        for (int i = 0; i < questions; i++) {
            broker(ends[i]);
        }
    }

    void answerAccount() {
        broker("64", "1", asked.get("account"));
    }

    void publishWorth(String money) {
        take(said);
        broker("63", "1", asked.get("account"), "DU1234567", "NetLiquidation", money, "USD");
    }

    /** Refuses the last question for a contract. */
    void refuseContract() {
        take(said);
        broker("4", "2", asked.get("contract"), "200", "No security definition has been found", "");
    }

    /** The last whole live bar of five seconds, at a price of 100. */
    void publishBar() {
        publishBar("100");
    }

    /** The same at another price. */
    void publishBar(String price) {
        long seconds = Math.floorDiv(orders.nanos, HistoryPlan.PART_NANOS) * 5 - 5;
        broker("50", "3", asked.get("live bars"), Long.toString(seconds), price, price, price, price, "10", price, "1");
    }

    /** A connection is tried, and breaks before anything is said. */
    void connectInVain() {
        for (int i = 0; i < 1_000 && session.phase() == BrokerConnection.Phase.WAITING; i++) {
            orders.nanos += 100_000_000L;
            session.work();
        }
        cut();
    }

    /** The connection breaks. */
    void cut() {
        wire.cut();
        connection.turn();
        work();
    }

    void passMs(long ms) {
        orders.nanos += ms * 1_000_000L;
        connection.turn();
        work();
    }

    void work() {
        session.work();
        connection.turn();
        session.work();
        take(said);
    }

    // ---- Out ------------------------------------------------------------------------------------------------------

    /** What was asked and what was to be journaled since the last call: first the one, then the other. */
    List<String> take() {
        take(said);
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    private void take(List<String> into) {
        if (wire != null) {
            into.addAll(requests());
        }
    }

    private EventPublisher publisher() {
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        return new EventPublisher() {
            @Override
            public EngineEvent draft() {
                return event;
            }

            @Override
            public void publish() {
                if (event.type == EventType.CONDITION) {
                    Condition condition = Condition.ofCode(event.code);
                    boolean number = switch (condition) {
                        case CLOCK_STEP, CLOCK_OK, CONTRACT_UNKNOWN, CONTRACT_KNOWN -> true;
                        default -> false;
                    };
                    String words = number ? Long.toString(event.argument) : event.textAsString();
                    said.add((condition + " " + words).strip());
                }
            }
        };
    }

    /** What the client has asked for since, by name. */
    private List<String> requests() {
        List<String> lines = new ArrayList<>();
        for (String[] fields : wire.take()) {
            String name = NAMES.get(fields[0]);
            if (name != null) {
                lines.add(name);
                asked.put(name, fields.length > 2 ? fields[2] : "");
            }
        }
        return lines;
    }
}
