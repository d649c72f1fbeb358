package io.ringside.gateway.sim;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.BrokerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a simulation. The defaults are a paper account with 100,000 dollars, the engine's default fill rules, no
 * faults, no log, any free port, and a clock that the caller advances.
 *
 * <p>Every setter throws a {@link UserError} for an invalid value, and returns the settings.
 *
 * <p>Thread: the one that starts the simulator; not changed afterwards.
 */
public final class SimSettings {
    /** Lowest server version that has the protocol's present form. */
    public static final int SERVER_VERSION_MIN = 100;
    /** Highest server version that is implemented. */
    public static final int SERVER_VERSION_MAX = 176;

    /**
     * A symbol that changes; the contract stays.
     *
     * @param symbol before
     * @param nanos time of the change, UTC nanoseconds since 1970
     * @param other after
     */
    public record Renaming(String symbol, long nanos, String other) {}

    /**
     * Something happens to whoever holds a share: a split, a dividend or a delisting.
     *
     * @param symbol at the beginning of the simulation
     * @param nanos when the account is told to have its new shares or its money, UTC nanoseconds since 1970
     * @param what ratio or money
     */
    public record Happening(String symbol, long nanos, CorporateActions.Action what) {}

    /** Shares that the account holds at the beginning, at a cost of each at 1e-8. */
    record Holding(String symbol, long shares, long averageE8) {}

    final List<Tape> tapes;
    final long startNanos;
    int port;
    int serverVersionMax = SERVER_VERSION_MAX;
    String account = "DU1234567";
    long cashE8 = 100_000 * FixedPoint.ONE_E8;
    int marginPercent = 25;
    double speed;
    boolean clockWaits;
    boolean nightsSkipped;
    boolean nightlyResets;
    boolean wholeBars;
    BrokerSettings fills = BrokerSettings.of(SettingsNode.root(ConfigFactory.empty()));
    int messagesPerSecondMax = 50;
    int firstOrderId = 1;
    final List<Holding> holdings = new ArrayList<>();
    final List<Renaming> renamings = new ArrayList<>();
    final List<Happening> happenings = new ArrayList<>();
    FaultScript faults = FaultScript.none();
    long seed = 1;
    Path log;

    /**
     * Settings for the given tapes.
     *
     * @param tapes to play, one an instrument
     * @param startNanos where the simulated clock begins, UTC nanoseconds since 1970
     */
    public SimSettings(List<Tape> tapes, long startNanos) {
        this.tapes = List.copyOf(tapes);
        this.startNanos = startNanos;
        require(
                ExchangeCalendar.usEquity().coversInstant(startNanos),
                "start",
                startNanos,
                "a time that the calendar knows");
    }

    /** Port on 127.0.0.1; 0 for any free one. */
    public SimSettings port(int value) {
        require(value >= 0 && value <= 65_535, "port", value, "0 to 65535");
        port = value;
        return this;
    }

    /** Highest server version that is offered, 100 to 176. */
    public SimSettings serverVersionMax(int value) {
        boolean known = value >= SERVER_VERSION_MIN && value <= SERVER_VERSION_MAX;
        require(known, "server version", value, "100 to 176");
        serverVersionMax = value;
        return this;
    }

    /** Name of the account; paper accounts begin with DU. */
    public SimSettings account(String value) {
        require(value.matches("[A-Z]{1,3}[0-9]{4,10}"), "account", value, "letters and digits such as DU1234567");
        account = value;
        return this;
    }

    /** Cash of the account at the beginning, at 1e-8. */
    public SimSettings cashE8(long value) {
        require(value > 0, "cash", FixedPoint.format(value), "a positive amount");
        cashE8 = value;
        return this;
    }

    /** Adds a position that the account has at the beginning, in addition to its cash. */
    public SimSettings holding(String symbol, long shares, long averageE8) {
        boolean known = tapes.stream().anyMatch(tape -> tape.listing().symbol().equals(symbol));
        require(known, "holding", symbol, "an instrument that is played");
        holdings.add(new Holding(symbol, shares, averageE8));
        return this;
    }

    /** Adds a symbol change. */
    public SimSettings renamed(Renaming renaming) {
        renamings.add(renaming);
        return this;
    }

    /** Applies a corporate action to account and orders at its time. */
    public SimSettings happening(Happening happening) {
        happenings.add(happening);
        return this;
    }

    /** Margin of a position in percent of its value. */
    public SimSettings marginPercent(int value) {
        require(value >= 1 && value <= 100, "margin percent", value, "1 to 100");
        marginPercent = value;
        return this;
    }

    /** Market seconds a second; 0 leaves the clock to {@link SimulatedTws#advanceTo}. */
    public SimSettings speed(double value) {
        require(value >= 0 && value <= 1_000_000, "speed", value, "0 to 1000000");
        speed = value;
        return this;
    }

    /** Whether the clock stands still until a client first subscribes to prices or places an order. */
    public SimSettings clockWaits(boolean value) {
        clockWaits = value;
        return this;
    }

    /** Whether a running clock skips from one hour after a session to five minutes before the next. */
    public SimSettings nightsSkipped(boolean value) {
        nightsSkipped = value;
        return this;
    }

    /**
     * Whether a bar is played by four prices over its length, and not in pieces of five seconds: for many instruments
     * without subscriptions to 5-second bars.
     */
    public SimSettings wholeBars(boolean value) {
        wholeBars = value;
        return this;
    }

    /** Whether it restarts each night from 23:45 to 00:45 in New York: connections end, and none is accepted. */
    public SimSettings nightlyResets(boolean value) {
        nightlyResets = value;
        return this;
    }

    /** Fill rules and costs. */
    public SimSettings fills(BrokerSettings value) {
        require(
                value.latencyEvents() == 0,
                "broker.latency-events",
                value.latencyEvents(),
                "broker.latency-nanos: a simulated TWS moves prices in smaller steps than a back test, and knows time only");
        fills = value;
        return this;
    }

    /** Messages a client may send a second in the long run, and twice as many at once; 0 for any number. */
    public SimSettings messagesPerSecondMax(int value) {
        require(value >= 0, "messages per second", value, "0 or more");
        messagesPerSecondMax = value;
        return this;
    }

    /** Next valid id of a new client. */
    public SimSettings firstOrderId(int value) {
        require(value >= 1, "first order id", value, "1 or more");
        firstOrderId = value;
        return this;
    }

    /** What goes wrong. */
    public SimSettings faults(FaultScript value) {
        faults = value;
        return this;
    }

    /** Seed of the price paths within bars. */
    public SimSettings seed(long value) {
        seed = value;
        return this;
    }

    /** File in which every frame is logged; null for none. */
    public SimSettings log(Path value) {
        log = value;
        return this;
    }

    private static void require(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new UserError(name + " = " + value + " is not allowed; use " + allowed);
        }
    }
}
