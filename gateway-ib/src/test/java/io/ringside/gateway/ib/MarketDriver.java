package io.ringside.gateway.ib;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.OrderTable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The market data of QQQ and SPY alone: what the broker is asked and what is published comes out as text, and time is given. It
 * begins at 9:45 of 2025-06-20; sixty bars of five minutes are wanted.
 */
final class MarketDriver {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    static final int DAY = (int) LocalDate.of(2025, 6, 20).toEpochDay();
    static final long OPEN = CALENDAR.openNanos(DAY);
    static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final List<String> SYMBOLS = List.of("QQQ", "SPY");
    private static final int VERSION = 176;

    final IbMarketData market;
    final TwsContract[] contracts = {
        TwsContract.stock(320227571, "QQQ", "SMART", "NASDAQ", "USD"),
        TwsContract.stock(756733, "SPY", "SMART", "ARCA", "USD")
    };
    final Alarms alarms;
    final InstrumentFeed[] feeds;
    /** Market time, which is the machine's as well. */
    long nanos = OPEN + 900 * SECOND;

    private final LiveSettings settings;
    private final List<String> said = new ArrayList<>();
    final EventPublisher publisher = publisher();

    MarketDriver(boolean byTrades, boolean paces, String... sets) {
        Config config = EngineSettings.load(Path.of("..", "config", "live.conf"));
        List<String> all = new ArrayList<>(
                List.of("risk.limits.pinned-contracts=no", "instruments=[{ symbol = QQQ }, { symbol = SPY }]"));
        all.addAll(List.of(sets));
        for (String set : all) {
            config = EngineSettings.with(config, set);
        }
        settings = LiveSettings.of(SettingsNode.root(config.resolve()).node("gateway"));
        List<Instrument> instruments =
                EngineSettings.of(config.withoutPath("gateway")).instruments();
        alarms = new Alarms(settings, CALENDAR);
        BitSet heard = new BitSet();
        heard.set(0, 2);
        TradingBooks books = new TradingBooks(
                settings,
                instruments,
                new OrderTable(2),
                new int[] {0, 1},
                new BitSet(),
                new EntryGate(2, Limits.OFF, () -> false),
                Collections.nCopies(2, new HistoryPlan(CALENDAR, List.of(BarSpec.FIVE_MINUTES), 60)),
                heard,
                byTrades,
                CALENDAR,
                () -> nanos,
                true,
                () -> nanos,
                false,
                new Doubts(text -> said.add("DOUBT " + text)),
                alarms);
        feeds = books.feeds;
        market = new IbMarketData(books, contracts, paces);
    }

    /** A connection on which all requests are numbered from 0. */
    TwsLink link() {
        Wire wire = new Wire();
        TwsConnection connection =
                TwsConnection.over(wire, InteractiveBrokers.tws(settings, 17), new Listener(), () -> nanos);
        wire.publish("176", "20250620 09:31:00 US/Eastern");
        connection.turn();
        wire.publish("15", "1", "DU1234567");
        wire.publish("9", "1", "1");
        connection.turn();
        wire.take();
        wire.ready = true;
        return new TwsLink(connection, new TwsEncoder(VERSION), new RequestIds());
    }

    // ---- In -------------------------------------------------------------------------------------------------------

    /** Lets time pass, and looks. */
    MarketDriver passMs(long ms) {
        nanos += ms * 1_000_000L;
        return work();
    }

    MarketDriver work() {
        market.work(publisher);
        return this;
    }

    /** A live bar of five seconds that ends now, all of it at a price. */
    void live(int request, double price) {
        long end = nanos - Math.floorMod(nanos, 5 * SECOND);
        market.realTimeBar(RequestIds.FIRST + request, bar(end - 5 * SECOND, price), publisher);
    }

    /** A bar of the past, all of it at a price. */
    void past(int request, long startNanos, double price) {
        market.historicalBar(RequestIds.FIRST + request, bar(startNanos, price));
    }

    private static InstrumentFeed.PastBar bar(long startNanos, double price) {
        long priceE8 = Math.round(price * FixedPoint.ONE_E8);
        return InstrumentFeed.PastBar.told(startNanos, priceE8, priceE8, priceE8, priceE8, 100 * FixedPoint.ONE_E8);
    }

    void ends(int request) {
        market.historyEnds(RequestIds.FIRST + request, publisher);
    }

    boolean refused(int request, int code, String text) {
        return market.refused(RequestIds.FIRST + request, code, text, publisher);
    }

    void tick(int request, int type, double value) {
        market.tickGeneric(RequestIds.FIRST + request, type, Math.round(value * FixedPoint.ONE_E8), publisher);
    }

    void trade(int request, double price, long size, int attributes) {
        market.trade(
                RequestIds.FIRST + request, nanos, Math.round(price * FixedPoint.ONE_E8), size, attributes, publisher);
    }

    // ---- Out ------------------------------------------------------------------------------------------------------

    /** What was asked and published since the last call. */
    List<String> take() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
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
                said.add(words(event));
            }
        };
    }

    private static String words(EngineEvent event) {
        String time = CALENDAR.format(event.eventNanos).substring(11, 19);
        return switch (event.type) {
            case CONDITION ->
                (time + " " + Condition.ofCode(event.code) + " " + event.argument + " " + event.textAsString()).strip();
            case BAR ->
                time + " BAR " + SYMBOLS.get(event.instrumentId) + " "
                        + (event.eventNanos - event.startNanos) / SECOND + " s at " + FixedPoint.format(event.closeE8)
                        + (event.isWarmUp() ? " warm-up" : "");
            case TRADE ->
                time + " TRADE " + SYMBOLS.get(event.instrumentId) + " " + event.quantity + " at "
                        + FixedPoint.format(event.priceE8) + " flags " + event.flags;
            default -> time + " " + event.type + " " + SYMBOLS.get(event.instrumentId);
        };
    }

    private static String request(String[] fields) {
        return switch (fields[0]) {
            case "1" -> "halts " + id(fields[2]) + " " + fields[4];
            case "2" -> "cancel halts " + id(fields[2]);
            case "50" -> "bars " + id(fields[2]) + " " + fields[4];
            case "51" -> "cancel bars " + id(fields[2]);
            case "97" -> "trades " + id(fields[1]) + " " + fields[3];
            case "98" -> "cancel trades " + id(fields[1]);
            case "20" ->
                "history " + id(fields[1]) + " " + fields[3] + " to " + (fields[15].isEmpty() ? "now" : fields[15])
                        + ": " + fields[17] + " of " + fields[16];
            default -> String.join(" ", fields);
        };
    }

    private static int id(String number) {
        return Integer.parseInt(number) - RequestIds.FIRST;
    }

    /** Only what is sent is looked at. */
    private static final class Listener implements TwsConnection.Listener {
        @Override
        public void ready(int serverVersion) {
            // The encoder is made by hand.
        }

        @Override
        public void malformed(TwsProtocolError error) {
            throw new AssertionError(error);
        }

        @Override
        public void unsent(int orderId) {
            throw new AssertionError("an order");
        }

        @Override
        public void disconnected(ConnectionEnd reason, String detail) {
            throw new AssertionError(detail);
        }
    }

    private final class Wire extends BrokerWire {
        private boolean ready;

        @Override
        public int write(ByteBuffer from) {
            int count = super.write(from);
            if (ready) {
                take().forEach(fields -> said.add(request(fields)));
            }
            return count;
        }
    }
}
