package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Follows a day's journal and reports in text what happens: executions, rejections, commands and faults. Bars,
 * acknowledgements and timers are not reported.
 *
 * <p>Thread: its owner's; the writer may be any process.
 */
public final class DayFollower implements AutoCloseable {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final JournalReader reader;
    private final Engine engine;
    private final EngineEvent event;
    private final DayTrades trades;
    private long publishFrom;
    private boolean orders;
    private String whyLatched = "";

    /** Called for every record, in order. */
    public interface Listener {
        /**
         * Handles one event with its decisions; the object is reused after the call.
         *
         * @param words the text reported for it, null if none
         */
        void on(EngineEvent event, String words);
    }

    /** Opens a journal at its beginning. */
    public DayFollower(Path journal) {
        reader = JournalReader.open(journal);
        boolean ready = false;
        try {
            reader.next();
            engine = Engine.journaled(reader.openRecord());
            ready = true;
        } finally {
            if (!ready) {
                reader.close();
            }
        }
        event = new EngineEvent(engine.bounds());
        trades = new DayTrades(
                calendar,
                engine.settings().instruments(),
                engine.bindings().size(),
                engine.portfolios().size());
    }

    /** Reports nothing before a record, and from there on also every order that is decided. */
    public void publishFrom(long sequence) {
        publishFrom = sequence;
        orders = true;
    }

    /** Reports the records that were appended since the last call. */
    public void follow(Consumer<String> lines) {
        follow((line, sequence) -> lines.accept(line));
    }

    /** Reports the records that were appended since the last call, each line with its record's sequence. */
    public void follow(ObjLongConsumer<String> lines) {
        observe((seen, line) -> {
            if (seen.sequence < publishFrom) {
                return;
            }
            String time = calendar.format(seen.eventNanos).substring(11, 19) + "  ";
            if (line != null) {
                lines.accept(time + line, seen.sequence);
            }
            for (int i = 0; orders && i < seen.intentCount; i++) {
                lines.accept(time + words(seen.intents[i]), seen.sequence);
            }
        });
    }

    /** Passes every event that was appended since the last call. */
    public void observe(Listener listener) {
        while (reader.nextEvent()) {
            reader.decode(event);
            trades.onEvent(event);
            latch();
            listener.on(event, words());
        }
    }

    /** The engine of the journal's own configuration: names of instruments, strategies and series. */
    public Engine engine() {
        return engine;
    }

    /** Sequence of the last record that was read, -1 before the first. */
    public long sequence() {
        return reader.sequence();
    }

    /** The first record of the writer's epoch that is read: build, configuration, time. */
    public OpenRecord openRecord() {
        return reader.openRecord();
    }

    /** Nanoseconds from the current event's arrival to its append; 0 if not measured. */
    public int journalDelayNanos() {
        return JournalRecord.journalDelayNanos(reader.buffer(), reader.offset());
    }

    /** Why trading was latched last, by the journal; empty if it is not latched or the reason is unknown. */
    String whyLatched() {
        return whyLatched;
    }

    private void latch() {
        if (event.type == EventType.CONDITION && event.code == Condition.BREAK.code()) {
            whyLatched = "differs from the broker" + text();
        } else if (event.type == EventType.CONDITION && event.code == Condition.CLOCK_STEP.code()) {
            whyLatched = condition(Condition.CLOCK_STEP);
        } else if (event.type == EventType.COMMAND && event.code == Operator.UNLATCH.code()) {
            whyLatched = "";
        }
    }

    private String words(Intent intent) {
        String what = switch (intent.action) {
            case PLACE -> "orders ";
            case MODIFY -> "changes ";
            case CANCEL -> "cancels ";
        };
        if (intent.action == IntentAction.CANCEL) {
            // A cancel has no other fields than its order.
            return what + purpose(intent.orderRef) + " " + OrderRef.format(intent.orderRef);
        }
        String order = intent.purpose.name().toLowerCase(Locale.ROOT) + " " + OrderRef.format(intent.orderRef);
        return what + (intent.side == Side.BUY ? "buy " : "sell ") + intent.quantity + " "
                + engine.settings().instruments().get(intent.instrumentId).symbol() + " " + whose(intent.bindingId)
                + intent.type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (intent.limitE8 == 0 ? "" : " limit " + FixedPoint.format(intent.limitE8))
                + (intent.stopE8 == 0 ? "" : " at " + FixedPoint.format(intent.stopE8)) + ", " + order;
    }

    /** The day's trades so far. */
    public DayTrades trades() {
        return trades;
    }

    private String words() {
        if (event.isWarmUp()) {
            return null;
        }
        return switch (event.type) {
            case FILL -> fill();
            case ORDER_REJECTED -> order("refused");
            case ORDER_CANCELLED -> isEntry(event.orderRef) ? order("cancelled") : null;
            case COMMAND -> "operator: " + Operator.ofCode(event.code).name().toLowerCase(Locale.ROOT) + text();
            case CONDITION -> condition(Condition.ofCode(event.code));
            default -> null;
        };
    }

    private boolean isEntry(long orderRef) {
        Purpose purpose = trades.purpose(orderRef);
        return purpose == Purpose.ENTRY || purpose == Purpose.REBALANCE;
    }

    private String fill() {
        String result = trades.closedBy(event.orderRef);
        return (event.side == Side.BUY ? "bought " : "sold ") + event.quantity + " " + symbol() + " at "
                + FixedPoint.format(event.priceE8) + ", " + whose(trades.bookId(event.orderRef))
                + purpose(event.orderRef) + " "
                + OrderRef.format(event.orderRef)
                + (result == null ? "" : ", the trade brought " + result + " before its last commission");
    }

    private String order(String what) {
        return whose(trades.bookId(event.orderRef)) + purpose(event.orderRef) + " " + OrderRef.format(event.orderRef)
                + " " + what + text();
    }

    /** The portfolio's name, if there are several. */
    private String whose(int bookId) {
        boolean named = BookId.isPortfolio(bookId) && engine.portfolios().size() > 1;
        return named ? "for " + engine.portfolioOf(bookId).name() + " " : "";
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case DISCONNECTED -> "connection lost" + text();
            case DEGRADED -> "the broker's gateway has lost the broker" + text();
            case RECONCILED -> "reconciled with the broker";
            case BREAK -> "LATCHED: differs from the broker" + text() + "; look, then ringside unlatch";
            case FEED_STALE -> "prices have stopped";
            case FEED_FRESH -> "prices come again";
            case NAME_HALTED -> "the exchange has halted " + named();
            case NAME_RESUMED -> "the exchange goes on trading " + named();
            case CONTRACT_UNKNOWN ->
                "the broker does not know the contract of " + named() + ": nothing of it is ordered";
            case CONTRACT_KNOWN -> "the broker knows the contract of " + named();
            case CLOCK_STEP -> "the clock jumped by " + event.argument + " ms";
            case LOW_DISK -> "the disk is nearly full";
            case UNPROTECTED -> "a position has no stop at the broker";
            case PROTECTED -> "it has its stop again";
            case ORDER_UNKNOWN -> "the broker knows nothing of an order that may have left" + text();
            case GAP -> "bars were missing, and fetched" + text();
            default -> null;
        };
    }

    private String purpose(long orderRef) {
        Purpose purpose = trades.purpose(orderRef);
        return purpose == null ? "order" : purpose.name().toLowerCase(Locale.ROOT);
    }

    private String text() {
        return event.textLength == 0 ? "" : ": " + event.textAsString();
    }

    /** The symbol of a condition's instrument. */
    private String named() {
        return engine.settings().instruments().get((int) event.argument).symbol();
    }

    private String symbol() {
        return engine.settings().instruments().get(event.instrumentId).symbol();
    }

    @Override
    public void close() {
        reader.close();
    }
}
