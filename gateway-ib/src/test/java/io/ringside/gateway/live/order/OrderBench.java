package io.ringside.gateway.live.order;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
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
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.OrderReport;
import io.ringside.gateway.live.inbound.OrderStatus;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.operator.Alarms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * The orders of a live day without a broker: decisions and reports go in, what is sent and what is journaled comes out as
 * text with all its figures, and time is given. There are two instruments, AAA (contract 100) and BBB (contract 101), each
 * traded by the strategy of its number and by two portfolios.
 */
final class OrderBench {
    static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    static final long ONE = FixedPoint.ONE_E8;
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    static final List<Instrument> INSTRUMENTS = List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB"));

    private static final int DAY = 20_259;
    private static final Bounds SMALL = new Bounds(1, 1, 1, 1);

    final LiveSettings settings;
    final OrderTable table = new OrderTable(2, 2);
    final EntryGate entries;
    final Alarms alarms;
    final TradingBooks books;
    final Holdings holdings;
    final OrderSender sender;
    final LiveOrderGateway gateway;
    final Wire wire = new Wire();
    final EventOutbox out = new EventOutbox();

    /** Market time, and the machine's. */
    long nanos = CALENDAR.openNanos(DAY) + 60 * SECOND;

    boolean latchedByRisk;
    private final List<String> said = new ArrayList<>();

    OrderBench(String... sets) {
        this(false, sets);
    }

    OrderBench(boolean dryRun, String... sets) {
        List<String> all = new ArrayList<>(List.of("gateway.what-if=off"));
        all.addAll(List.of(sets));
        settings = LiveBench.liveSettings(LiveBench.config(all.toArray(new String[0])));
        entries = new EntryGate(2, Limits.OFF, () -> latchedByRisk);
        alarms = new Alarms(settings, CALENDAR);
        BitSet bare = new BitSet();
        bare.set(2, 6);
        books = new TradingBooks(
                settings,
                INSTRUMENTS,
                table,
                new int[] {0, 1, 0, 1, 0, 1},
                bare,
                entries,
                Collections.nCopies(2, new HistoryPlan(CALENDAR, List.of(BarSpec.FIVE_MINUTES), 60)),
                new BitSet(),
                false,
                CALENDAR,
                () -> nanos,
                true,
                () -> nanos,
                dryRun,
                new Doubts(text -> said.add("DOUBT " + text)),
                alarms);
        books.contracts.put(0, 100);
        books.contracts.put(1, 101);
        holdings = books.holdings;
        sender = books.sender;
        gateway = books.gateway;
        sender.connected(wire);
        sender.gate(OrderSender.Gate.OPEN);
        compare();
        take();
    }

    // ---- In -------------------------------------------------------------------------------------------------------

    static long ref(int number) {
        return OrderRef.of(DAY, number, 0);
    }

    static String name(int number) {
        return OrderRef.format(ref(number));
    }

    LiveOrder order(int number) {
        return table.byRef(ref(number));
    }

    /**
     * Decides: {@code place 1 ENTRY BUY 100}, {@code change 1 100}, {@code cancel 1}, each with {@code stop 95}, {@code limit
     * 95}, {@code parent 1}, {@code in 1} for an instrument, {@code for 0} for a portfolio, {@code at AT_THE_OPEN}.
     */
    OrderBench decide(String... lines) {
        for (String line : lines) {
            gateway.submit(intent(line), nanos);
        }
        gateway.submitted(nanos);
        return this;
    }

    static Intent intent(String line) {
        List<String> words = List.of(line.split(" ", -1));
        Intent intent = new Intent();
        long ref = ref(Integer.parseInt(words.get(1)));
        IntentAction action = switch (words.get(0)) {
            case "place" -> IntentAction.PLACE;
            case "change" -> IntentAction.MODIFY;
            default -> IntentAction.CANCEL;
        };
        intent.clear(action, ref, 0, 0, 1);
        int from = 2;
        if (action == IntentAction.PLACE) {
            intent.purpose = Purpose.valueOf(words.get(2));
            intent.side = Side.valueOf(words.get(3));
            intent.quantity = Long.parseLong(words.get(4));
            from = 5;
        } else if (action == IntentAction.MODIFY) {
            intent.purpose = Purpose.STOP;
            intent.side = Side.SELL;
            intent.quantity = Long.parseLong(words.get(2));
            from = 3;
        }
        for (int i = from; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "stop" -> {
                    intent.type = OrderType.STOP;
                    intent.stopE8 = e8(value);
                }
                case "limit" -> {
                    intent.type = OrderType.LIMIT;
                    intent.limitE8 = e8(value);
                }
                case "parent" -> intent.parentRef = ref(Integer.parseInt(value));
                case "in" -> {
                    intent.instrumentId = Integer.parseInt(value);
                    intent.bindingId = intent.instrumentId;
                }
                case "for" -> intent.bindingId = BookId.ofPortfolio(Integer.parseInt(value));
                case "at" -> intent.timeInForce = TimeInForce.valueOf(value);
                default -> throw new IllegalArgumentException(line);
            }
        }
        return intent;
    }

    static long e8(String number) {
        return FixedPoint.ofDouble(Double.parseDouble(number));
    }

    /** What a book holds from the day before. */
    OrderBench carry(int bindingId, int id, long shares) {
        return part(EngineEvent.FLAG_CARRIED, 0, bindingId, id, 0, shares);
    }

    /** A part of the state that is taken over, at 100. */
    OrderBench part(int flag, int code, int bindingId, int id, long ref, long quantity) {
        table.apply(new EngineEvent(SMALL)
                .position(id, nanos, flag, code, Carried.argument(bindingId, 0), ref, quantity, 100 * ONE));
        return this;
    }

    /** The account's shares of an instrument, as the broker reports them. */
    OrderBench account(int id, long shares) {
        books.account.position(100 + id, shares, 100 * ONE);
        return this;
    }

    /** The broker has an order with all its terms, as 1000 and its number. */
    OrderBench open(int... numbers) {
        for (int number : numbers) {
            open(number, any -> {});
        }
        return this;
    }

    OrderBench open(int number, Consumer<OrderReport> change) {
        OrderReport report = shown(number);
        change.accept(report);
        books.orders.openOrder(report, out);
        return this;
    }

    OrderReport shown(int number) {
        LiveOrder order = order(number);
        OrderReport report = new OrderReport();
        report.orderId = order.orderId;
        report.brokerOrderId = 1000L + number;
        report.orderRef = ref(number);
        report.ourAccount = true;
        report.contractId = 100 + order.terms.instrumentId;
        report.side = order.terms.side;
        report.quantityE8 = order.wantedQuantity() * ONE;
        report.stopE8 = order.terms.stopE8;
        report.status = OrderStatus.WORKING;
        report.filledE8 = OrderReport.NOT_TOLD_E8;
        return report;
    }

    OrderBench status(int number, OrderStatus status, long filled) {
        books.orders.orderStatus(order(number).orderId, 1000L + number, status, filled * ONE, out);
        return this;
    }

    /** An execution of an order at a price, after which the broker counts so many of it. */
    OrderBench execute(int number, String execId, long shares, double price, long cumulative) {
        return execute(number, execId, shares, price, cumulative, any -> {});
    }

    OrderBench execute(
            int number, String execId, long shares, double price, long cumulative, Consumer<ExecutionReport> change) {
        LiveOrder order = order(number);
        ExecutionReport report = new ExecutionReport();
        report.execId = execId;
        report.orderId = order.orderId;
        report.brokerOrderId = 1000L + number;
        report.orderRef = ref(number);
        report.ourAccount = true;
        report.contractId = 100 + order.terms.instrumentId;
        report.side = order.terms.side;
        report.sharesE8 = shares * ONE;
        report.priceE8 = Math.round(price * ONE);
        report.cumulativeE8 = cumulative * ONE;
        change.accept(report);
        books.executions.execution(report, out);
        return this;
    }

    /** A comparison in which the broker shows these orders. */
    OrderBench compare(int... shown) {
        result(shown);
        return this;
    }

    Reconciler.Result result(int... shown) {
        long begun = nanos;
        long snapshot = books.query.begin();
        open(shown);
        return books.reconciler.compare(snapshot, begun, out);
    }

    /** Time passes. */
    OrderBench pass(long passedNanos) {
        nanos += passedNanos;
        return this;
    }

    /** Whether the gateway asks for a comparison. */
    boolean expire() {
        return gateway.expire(nanos);
    }

    // ---- Out ------------------------------------------------------------------------------------------------------

    /** What was sent and what was to be journaled since the last call, what was sent first. */
    List<String> take() {
        books.answers.moveTo(out);
        out.publish(new EventPublisher() {
            private final EngineEvent event = new EngineEvent(SMALL);

            @Override
            public EngineEvent draft() {
                return event;
            }

            @Override
            public void publish() {
                said.add(text(event));
            }
        });
        List<String> lines = new ArrayList<>(wire.lines);
        wire.lines.clear();
        lines.addAll(said);
        said.clear();
        return lines;
    }

    private static String text(EngineEvent event) {
        String words = event.textLength == 0 ? "" : " " + event.textAsString();
        String broker = event.brokerOrderId == 0 ? "" : " as " + event.brokerOrderId;
        String number = " " + OrderRef.sequence(event.orderRef);
        return switch (event.type) {
            case FILL ->
                "FILL" + number + " " + event.side + " " + event.quantity + " at " + FixedPoint.format(event.priceE8)
                        + " leaves " + event.leaves + broker + words;
            case CONDITION -> Condition.ofCode(event.code) + " " + event.argument + words;
            case COMMAND -> "COMMAND " + event.code + " " + event.argument + words;
            case POSITION ->
                "POSITION " + event.instrumentId + " flags " + event.flags + " code " + event.code + " argument "
                        + event.argument + ": " + event.quantity + " at " + FixedPoint.format(event.priceE8);
            case COMMISSION ->
                "COMMISSION" + number + " " + FixedPoint.format(event.commissionE8) + " leaves " + event.leaves
                        + " code " + event.code + broker + words;
            default -> event.type + number + " leaves " + event.leaves + " code " + event.code + broker + words;
        };
    }

    /** Takes what is sent as text; order ids begin at 1, those of margin questions included. */
    static final class Wire implements OrderWire {
        final List<String> lines = new ArrayList<>();
        final BitSet unknown = new BitSet();
        /** How many messages it takes before it refuses one; it takes all that follow. */
        int refusesAfter = Integer.MAX_VALUE;

        private int ids;

        @Override
        public boolean knows(int instrumentId) {
            return !unknown.get(instrumentId);
        }

        @Override
        public int nextOrderId() {
            return ++ids;
        }

        @Override
        public boolean place(LiveOrder order, boolean transmit, int parentId) {
            return say("PLACE " + OrderRef.sequence(order.terms.orderRef) + " " + order.terms.side + " "
                    + order.wantedQuantity() + " id " + order.orderId + (parentId == 0 ? "" : " under " + parentId)
                    + (transmit ? "" : " held"));
        }

        @Override
        public boolean askMargin(LiveOrder order, int orderId) {
            return say("ASK " + OrderRef.sequence(order.terms.orderRef) + " id " + orderId);
        }

        @Override
        public boolean cancel(int orderId) {
            return say("CANCEL id " + orderId);
        }

        @Override
        public void recall(int orderId) {
            lines.add("RECALL id " + orderId);
        }

        private boolean say(String line) {
            if (refusesAfter-- == 0) {
                return false;
            }
            lines.add(line);
            return true;
        }
    }
}
