package io.ringside.gateway.ib;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.ContractFields;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.OrderFields;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.GatewayCode;
import io.ringside.gateway.live.order.Holdings;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.LiveOrderGateway;
import io.ringside.gateway.live.order.OrderSender;
import io.ringside.gateway.live.order.OrderTable;
import io.ringside.gateway.live.order.ProtectionWatch;
import io.ringside.gateway.live.order.Reconciler;
import io.ringside.gateway.live.order.TakeOver;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The orders of a live day alone: decisions and the broker's messages go in as text, what leaves and what is journaled comes
 * out as text, and time is given. There is one instrument, QQQ, one strategy, and a client of number 17.
 *
 * <pre>
 *   in   decide  place 2 STOP SELL 162 stop 95 parent 1 | change 2 100 stop 96 | cancel 2
 *        broker  openOrder 2 Submitted 162 (as 1001, under 7) | orderStatus 2 Filled 162 | execution 1 BUY 162 100.5 | hand SELL 162 99
 *                position 162 | error 2 201 words
 *   out  SEND 2 SELL 162 | CANCEL 2 | FILL 1 162 | ORDER_CANCELLED 2 | BREAK words | FLATTEN | POSITION 0
 * </pre>
 */
final class OrderDriver {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 6, 20).toEpochDay();
    static final int CONTRACT = 320227571;
    private static final int FIELDS = 136;
    private static final long HAND_PERM_ID = 900;

    /** What the broker calls the instrument; null while it has not said so. */
    final TwsContract[] contracts = {TwsContract.stock(CONTRACT, "QQQ", "SMART", "NASDAQ", "USD")};

    final TradingBooks books;
    final OrderTable table;
    final AccountState account;
    final Holdings holdings;
    final LiveOrderGateway gateway;
    final Reconciler reconciler;
    final EntryGate entries;
    final OrderIds ids;
    final Alarms alarms;

    final LiveSettings settings;
    private final TakeOver takeOver;
    private final OrderMessages messages;
    private final ProtectionWatch watch;
    private final EventOutbox out = new EventOutbox();
    private final BrokerWire wire = new BrokerWire();
    private final TwsConnection connection;
    private final List<String> said = new ArrayList<>();
    private final List<Runnable> decidedMeanwhile = new ArrayList<>();
    private final EventPublisher heard;
    /** Market time, which is the machine's as well. */
    long nanos = CALENDAR.openNanos(DAY) + 60 * ExchangeCalendar.SECOND_NANOS;

    /** Our id of the last margin question. */
    private int asked;

    private int executions;
    private long silentNanos;
    /** Shares that each order has executed, by the broker's number of it. */
    private final Map<String, Long> executedByPermId = new HashMap<>();

    /** @param sets settings that differ from the shipped ones */
    OrderDriver(Path folder, String... sets) {
        this(folder, List.of(), sets);
    }

    /** A day that takes over what the one before left. */
    OrderDriver(Path folder, List<Carried> parts, String... sets) {
        Config config = EngineSettings.load(Path.of("..", "config", "live.conf"));
        config = EngineSettings.with(config, "gateway.what-if=off");
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        settings = LiveSettings.of(SettingsNode.root(config.resolve()).node("gateway"));
        List<Instrument> instruments = EngineSettings.of(config).instruments();
        BitSet all = new BitSet();
        all.set(0, instruments.size());
        table = new OrderTable(instruments.size());
        for (Carried part : parts) {
            table.apply(new EngineEvent(new Bounds(1, 1, 1, 1))
                    .position(
                            part.instrumentId(),
                            nanos,
                            EngineEvent.FLAG_CARRIED,
                            part.code(),
                            part.argument(),
                            part.orderRef(),
                            part.quantity(),
                            part.priceE8()));
        }
        entries = new EntryGate(instruments.size(), Limits.OFF, () -> false);
        heard = heard();
        alarms = new Alarms(settings, CALENDAR);
        books = new TradingBooks(
                settings,
                instruments,
                table,
                new int[] {0},
                new BitSet(),
                entries,
                Collections.nCopies(instruments.size(), new HistoryPlan(CALENDAR, List.of(BarSpec.FIVE_MINUTES), 60)),
                all,
                false,
                CALENDAR,
                this::now,
                true,
                this::now,
                false,
                new Doubts(text -> {
                    // What is doubted of orders of others is a break as well, which is said.
                    if (!text.endsWith(Judgement.NOT_OURS.words())) {
                        said.add("DOUBT " + text);
                    }
                }),
                alarms);
        books.contracts.put(0, CONTRACT);
        account = books.account;
        holdings = books.holdings;
        gateway = books.gateway;
        reconciler = books.reconciler;
        ids = new OrderIds(folder.resolve("order-ids"));
        messages = new OrderMessages(books, ids);
        takeOver = new TakeOver(table, holdings, reconciler, books.foreign, instruments, this::now);
        watch = new ProtectionWatch(settings, table, holdings, instruments, alarms);
        // Its own clock stands unless it is told otherwise: nobody is to find it silent.
        connection = TwsConnection.over(wire, InteractiveBrokers.tws(settings, 17), new Listener(), () -> silentNanos);
        wire.publish("176", "20250620 09:31:00 US/Eastern");
        connection.turn();
        wire.publish("15", "1", "DU1234567");
        wire.publish("9", "1", "1");
        connection.turn();
        back();
        books.sender.gate(OrderSender.Gate.OPEN);
        compare();
        take();
    }

    private EventPublisher heard() {
        return entries.watch(new EventPublisher() {
            private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

            @Override
            public EngineEvent draft() {
                return event;
            }

            @Override
            public void publish() {
                said.add(words(event));
                // What is decided meanwhile reaches the gateway while this is being published.
                decidedMeanwhile.forEach(intents -> intents.run());
                decidedMeanwhile.clear();
            }
        });
    }

    /** Long so many shares under a stop of their size: order 1 bought them, order 2 protects them, at 95. */
    static OrderDriver longUnderStop(Path folder, long shares, String... sets) {
        OrderDriver driver = new OrderDriver(folder, sets);
        driver.decide("place 1 ENTRY BUY " + shares, "place 2 STOP SELL " + shares + " stop 95 parent 1");
        driver.broker(
                "openOrder 1 Submitted " + shares,
                "openOrder 2 PreSubmitted " + shares,
                "execution 1 BUY " + shares + " 100",
                "orderStatus 1 Filled " + shares,
                "position " + shares);
        driver.compare("openOrder 2 PreSubmitted " + shares);
        driver.take();
        return driver;
    }

    long now() {
        return nanos;
    }

    // ---- In -------------------------------------------------------------------------------------------------------

    /** What the risk stage decides on one event. */
    OrderDriver decide(String... intents) {
        for (String words : intents) {
            gateway.submit(intent(words.split(" ")), nanos);
        }
        gateway.submitted(nanos);
        flush();
        return this;
    }

    /** What the risk stage decides while the next event is being published. */
    OrderDriver decideMeanwhile(String... intents) {
        decidedMeanwhile.add(() -> {
            for (String words : intents) {
                gateway.submit(intent(words.split(" ")), nanos);
            }
            gateway.submitted(nanos);
        });
        return this;
    }

    /** The broker has said nothing for so long that it is asked before an order is entrusted to it. */
    OrderDriver silent() {
        silentNanos += settings.heartbeatMs() * 1_000_000L - 1;
        return this;
    }

    /** The connection is gone. */
    OrderDriver away() {
        books.sender.connected(null);
        flush();
        return this;
    }

    /** There is a connection again, on which nothing was compared yet. */
    OrderDriver back() {
        books.sender.connected(new IbOrderWire(connection, 176, ids, contracts, settings));
        flush();
        return this;
    }

    /** Something that is published about trading as a whole. */
    OrderDriver condition(Condition condition, long argument) {
        out.add().control(EventType.CONDITION, nanos, condition.code(), argument);
        flush();
        return this;
    }

    /** An operator's word, as it is journaled. */
    OrderDriver command(Operator operator) {
        out.add().control(EventType.COMMAND, nanos, operator.code(), 0);
        flush();
        return this;
    }

    private static Intent intent(String[] words) {
        Intent intent = new Intent();
        long ref = ref(words[1]);
        switch (words[0]) {
            case "place" -> {
                intent.clear(IntentAction.PLACE, ref, 0, 0, 1);
                intent.purpose = Purpose.valueOf(words[2]);
                intent.side = Side.valueOf(words[3]);
                intent.quantity = Long.parseLong(words[4]);
                terms(intent, words, 5);
            }
            case "change" -> {
                intent.clear(IntentAction.MODIFY, ref, 0, 0, 1);
                intent.purpose = Purpose.STOP;
                intent.side = Side.SELL;
                intent.quantity = Long.parseLong(words[2]);
                terms(intent, words, 3);
            }
            default -> intent.clear(IntentAction.CANCEL, ref, 0, 0, 1);
        }
        return intent;
    }

    private static void terms(Intent intent, String[] words, int from) {
        for (int i = from; i < words.length; i += 2) {
            if (words[i].equals("stop")) {
                intent.type = OrderType.STOP;
                intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
                intent.stopE8 = FixedPoint.ofDouble(Double.parseDouble(words[i + 1]));
            } else if (words[i].equals("at")) {
                intent.timeInForce = TimeInForce.valueOf(words[i + 1]);
            } else {
                intent.parentRef = ref(words[i + 1]);
            }
        }
    }

    /** What the broker says, a message a line. */
    OrderDriver broker(String... messages) {
        for (String message : messages) {
            publish(message.split(" "));
            connection.turn();
        }
        flush();
        return this;
    }

    private void publish(String[] words) {
        switch (words[0]) {
            case "openOrder" -> openOrder(words);
            case "orderStatus" ->
                wire.publish(
                        "3", id(words[1]), words[2], words[3], "0", "100", permId(words[1]), "0", "100", "17", "", "0");
            case "execution" -> execution(id(words[1]), permId(words[1]), "17", text(words[1]), words, 2);
            case "hand" -> execution("0", Long.toString(HAND_PERM_ID), "0", "", words, 1);
            case "position" ->
                wire.publish(
                        "61",
                        "3",
                        "DU1234567",
                        Integer.toString(CONTRACT),
                        "QQQ",
                        "STK",
                        "",
                        "0.0",
                        "",
                        "",
                        "NASDAQ",
                        "USD",
                        "QQQ",
                        "NMS",
                        words[1],
                        "100");
            case "margin" -> margin(words[1], words[2]);
            case "margin-refused" -> wire.publish("4", "2", Integer.toString(asked), words[1], words[2], "");
            case "error" -> wire.publish("4", "2", id(words[1]), words[2], words[3], "");
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void openOrder(String[] words) {
        boolean byHand = words[1].equals("hand");
        LiveOrder order = byHand ? null : table.byRef(ref(words[1]));
        String[] fields = new String[FIELDS];
        Arrays.fill(fields, "");
        fields[0] = "5";
        fields[1] = byHand ? "0" : said(words, "under", id(words[1]));
        fields[2] = Integer.toString(CONTRACT);
        fields[3] = "QQQ";
        fields[4] = "STK";
        fields[13] = byHand ? "BUY" : order.terms.side.name();
        fields[14] = words[3];
        fields[15] = byHand || order.terms.stopE8 == 0 ? "MKT" : "STP";
        fields[17] = byHand || order.terms.stopE8 == 0 ? "" : FixedPoint.format(order.terms.stopE8);
        fields[20] = "DU1234567";
        fields[23] = byHand ? "" : text(words[1]);
        fields[24] = byHand ? "0" : "17";
        fields[25] = byHand ? Long.toString(HAND_PERM_ID) : said(words, "as", permId(words[1]));
        fields[62] = "None";
        fields[79] = "0";
        fields[80] = "0";
        fields[81] = "0";
        fields[90] = "0";
        fields[93] = "0";
        fields[94] = words[2];
        fields[111] = "0";
        fields[112] = "None";
        wire.publish(fields);
    }

    private static String said(String[] words, String key, String usual) {
        return words.length > 4 && words[4].equals(key) ? words[5] : usual;
    }

    /** Something that the broker says, as trading hears it. */
    OrderDriver told(Consumer<EventOutbox> report) {
        report.accept(out);
        flush();
        return this;
    }

    /** The answer to the last question for a margin. */
    private void margin(String marginAfter, String equityAfter) {
        String[] fields = new String[FIELDS];
        Arrays.fill(fields, "");
        fields[0] = "5";
        fields[1] = Integer.toString(asked);
        fields[20] = "DU1234567";
        fields[24] = "17";
        fields[62] = "None";
        fields[79] = "0";
        fields[80] = "0";
        fields[81] = "0";
        fields[90] = "0";
        fields[93] = "1";
        fields[94] = "PreSubmitted";
        fields[101] = marginAfter;
        fields[103] = equityAfter;
        fields[111] = "0";
        fields[112] = "None";
        wire.publish(fields);
    }

    private void execution(String orderId, String permId, String clientId, String ref, String[] words, int from) {
        String side = words[from].equals("BUY") ? "BOT" : "SLD";
        long executed = executedByPermId.merge(permId, Long.parseLong(words[from + 1]), Long::sum);
        wire.publish(
                "11",
                "-1",
                orderId,
                Integer.toString(CONTRACT),
                "QQQ",
                "STK",
                "",
                "0.0",
                "",
                "",
                "NASDAQ",
                "USD",
                "QQQ",
                "NMS",
                "0000e1a7." + ++executions + ".01.01",
                "20250620 09:31:00 US/Eastern",
                "DU1234567",
                "NASDAQ",
                side,
                words[from + 1],
                words[from + 2],
                permId,
                clientId,
                "0",
                Long.toString(executed),
                words[from + 2],
                ref,
                "",
                "",
                "",
                "2");
    }

    /** A whole comparison; the broker answers with these open orders, and with the position that it told last. */
    OrderDriver compare(String... openOrders) {
        return compare(() -> broker(openOrders));
    }

    /** A whole comparison, with all that the broker says meanwhile. */
    OrderDriver compare(Runnable told) {
        long begun = nanos;
        long snapshot = books.query.begin();
        nanos += 1_000_000;
        told.run();
        reconciler.compare(snapshot, begun, out);
        flush();
        return work();
    }

    /** What the session's thread does again and again. */
    OrderDriver work() {
        if (gateway.expire(nanos)) {
            books.query.want();
        }
        watch.check(true, nanos, out);
        flush();
        return this;
    }

    /** Time passes. */
    OrderDriver pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            nanos += ExchangeCalendar.SECOND_NANOS;
            work();
        }
        return this;
    }

    /** An operator's word that is not refused, and its events; else why it is. */
    String operator(Operator operator, String note) {
        String refusal = takeOver.refusal(operator, note, true);
        if (refusal == null) {
            takeOver.obey(operator, note, BookId.ALL, out);
            flush();
        }
        return refusal;
    }

    // ---- Out ------------------------------------------------------------------------------------------------------

    /** What has left and what was to be journaled since the last call. */
    List<String> take() {
        connection.turn();
        said.addAll(orders());
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    private void flush() {
        connection.turn();
        said.addAll(orders());
        books.answers.moveTo(out);
        out.publish(heard);
    }

    private static String words(EngineEvent event) {
        return switch (event.type) {
            case FILL -> "FILL " + name(event) + " " + event.side.sign() * event.quantity;
            case CONDITION -> Condition.ofCode(event.code) + (event.textLength == 0 ? "" : " " + event.textAsString());
            case COMMAND -> Operator.ofCode(event.code).toString();
            case POSITION ->
                (event.flags == 0 ? "POSITION " : "TAKEN OVER " + (event.code == 0 ? "" : event.code + " "))
                        + event.quantity;
            case ORDER_REJECTED -> event.type + " " + name(event) + reason(event);
            case COMMISSION -> event.type + " " + name(event) + " " + FixedPoint.format(event.commissionE8);
            default -> event.type + " " + name(event);
        };
    }

    /** What we say ourselves; the broker's words stand in its own messages. */
    private static String reason(EngineEvent event) {
        return event.code == GatewayCode.ENTRIES_SHUT ? " " + event.textAsString() : "";
    }

    private static String name(EngineEvent event) {
        return Long.toString(OrderRef.sequence(event.orderRef));
    }

    static long ref(String number) {
        return OrderRef.of(DAY, Long.parseLong(number), 0);
    }

    private static String text(String number) {
        return OrderRef.format(ref(number));
    }

    private static String permId(String number) {
        return Integer.toString(1_000 + Integer.parseInt(number));
    }

    /** Our number of order 2, the stop. */
    int stopId() {
        return table.byRef(ref("2")).orderId;
    }

    private String id(String number) {
        return Integer.toString(table.byRef(ref(number)).orderId);
    }

    private final class Listener implements TwsConnection.Listener {
        @Override
        public void openOrder(OrderFields order) {
            messages.openOrder(order, out);
        }

        @Override
        public void orderStatus(
                int orderId,
                AsciiField status,
                long filledE8,
                long remainingE8,
                long averageFillE8,
                long permId,
                int parentId,
                long lastFillE8,
                int clientId,
                AsciiField whyHeld) {
            messages.orderStatus(orderId, status, filledE8, permId, clientId, out);
        }

        @Override
        public void execution(ExecutionFields execution) {
            messages.execution(execution, out);
        }

        @Override
        public void position(AsciiField name, ContractFields contract, long positionE8, long averageCostE8) {
            account.position(contract.conId, positionE8 / 100_000_000L, averageCostE8);
        }

        @Override
        public void error(int id, int code, AsciiField text, AsciiField rejectJson) {
            messages.error(id, code, ErrorPolicy.of(id, code, text.toString()), text.toString(), out);
        }

        @Override
        public void ready(int serverVersion) {}

        @Override
        public void malformed(TwsProtocolError error) {
            throw new AssertionError(error);
        }

        @Override
        public void unsent(int orderId) {
            books.sender.unsent(orderId);
        }

        @Override
        public void disconnected(ConnectionEnd reason, String detail) {
            throw new AssertionError(reason + " " + detail);
        }
    }

    /** The client's orders since, in words. */
    private List<String> orders() {
        List<String> lines = new ArrayList<>();
        for (String[] fields : wire.take()) {
            if (fields[0].equals("3") && table.byOrderId(Integer.parseInt(fields[1])) == null) {
                asked = Integer.parseInt(fields[1]);
                lines.add("ASK");
            } else if (fields[0].equals("3")) {
                long sequence = OrderRef.sequence(table.byOrderId(Integer.parseInt(fields[1])).terms.orderRef);
                lines.add("SEND " + sequence + " " + fields[16] + " " + fields[17]);
            } else if (fields[0].equals("4")) {
                lines.add("CANCEL " + OrderRef.sequence(table.byOrderId(Integer.parseInt(fields[2])).terms.orderRef));
            }
        }
        return lines;
    }
}
