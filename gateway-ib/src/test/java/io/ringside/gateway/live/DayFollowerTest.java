package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
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
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of each record of a journal, which is written here; a second passes between two records. */
class DayFollowerTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final long ENTRY = ref(1);
    private static final long STOP = ref(2);
    private static final long EXIT = ref(3);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final Engine engine = new Engine(
            EngineSettings.of(ConfigFactory.parseString("instruments = [{ symbol = QQQ }, { symbol = SPY }]\n"
                    + "signal { strategy = mean-reversion-in-trend }\ndata.bar = 5m")),
            CALENDAR);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private JournalWriter writer;
    private long nanos = CALENDAR.openNanos(DAY);

    private static long ref(int index) {
        return OrderRef.of(DAY, 1, index);
    }

    @Test
    void shouldTellOfOrdersExecutionsAndTheResult() {
        timer();
        intent(IntentAction.PLACE, ENTRY, Purpose.ENTRY, Side.BUY, OrderType.MARKET, 0, 0);
        intent(IntentAction.PLACE, STOP, Purpose.STOP, Side.SELL, OrderType.STOP, 0, 270.25);
        append();
        event.fill(0, nanos, ENTRY, Side.BUY, 100, e8(280.5), 0, e8(1), 0);
        event.clearDecisions();
        append();
        timer();
        intent(IntentAction.MODIFY, STOP, Purpose.STOP, Side.SELL, OrderType.STOP_LIMIT, 279, 279.5);
        append();
        event.fill(0, nanos, STOP, Side.SELL, 100, e8(279.4), 0, 0, 0);
        event.clearDecisions();
        append();
        timer();
        // A cancellation has the reference alone, and its purpose is whatever a fresh intent has.
        intent(IntentAction.CANCEL, STOP, Purpose.ENTRY, Side.NONE, OrderType.MARKET, 0, 0);
        intent(IntentAction.CANCEL, EXIT, Purpose.ENTRY, Side.NONE, OrderType.MARKET, 0, 0);
        append();
        String entry = "entry " + OrderRef.format(ENTRY);
        String stop = "stop " + OrderRef.format(STOP);
        assertEquals(
                List.of(
                        "1 09:30:00  orders buy 100 QQQ market, " + entry,
                        "1 09:30:00  orders sell 100 QQQ stop at 270.25, " + stop,
                        "2 09:30:01  bought 100 QQQ at 280.50, " + entry,
                        "3 09:30:02  changes sell 100 QQQ stop limit limit 279.00 at 279.50, " + stop,
                        "4 09:30:03  sold 100 QQQ at 279.40, " + stop
                                + ", the trade brought -111.00 before its last commission",
                        "5 09:30:04  cancels " + stop,
                        "5 09:30:04  cancels order " + OrderRef.format(EXIT)),
                lines(1));
        assertEquals(
                List.of(
                        "09:30:01  bought 100 QQQ at 280.50, " + entry,
                        lines(1).get(4).substring(2)),
                lines());
        assertEquals(lines(1).subList(3, 7), lines(3), "from a record on");
    }

    @Test
    void shouldTellOfARefusalAndOfTheEntryThatIsCancelledOnly() {
        timer();
        intent(IntentAction.PLACE, ENTRY, Purpose.ENTRY, Side.BUY, OrderType.MARKET, 0, 0);
        intent(IntentAction.PLACE, STOP, Purpose.STOP, Side.SELL, OrderType.STOP, 0, 270);
        append();
        event.order(EventType.ORDER_REJECTED, 0, nanos, STOP, 0, 201).text("margin");
        event.clearDecisions();
        append();
        for (long order : new long[] {STOP, ENTRY, ref(9)}) {
            event.order(EventType.ORDER_CANCELLED, 0, nanos, order, 0, 0);
            event.clearDecisions();
            append();
        }
        event.order(EventType.ORDER_REJECTED, 0, nanos, ref(9), 0, 201);
        event.clearDecisions();
        append();
        assertEquals(
                List.of(
                        "09:30:01  stop " + OrderRef.format(STOP) + " refused: margin",
                        "09:30:03  entry " + OrderRef.format(ENTRY) + " cancelled",
                        "09:30:05  order " + OrderRef.format(ref(9)) + " refused"),
                lines());
    }

    @Test
    void shouldTellOfCommandsAndConditionsAndNothingOfBarsAndTimers() {
        control(EventType.COMMAND, Operator.HALT.code(), 0, "lunch");
        control(EventType.COMMAND, Operator.RESUME.code(), 0, "");
        control(EventType.CONDITION, Condition.NAME_HALTED.code(), 1, "");
        control(EventType.CONDITION, Condition.CLOCK_STEP.code(), 2_500, "");
        control(EventType.CONDITION, Condition.DISCONNECTED.code(), 0, "reset");
        control(EventType.CONDITION, Condition.CONNECTED.code(), 0, "");
        timer();
        append();
        event.bar(0, nanos, nanos + 1, e8(1), e8(1), e8(1), e8(1), 1, EngineEvent.FLAG_WARM_UP);
        event.clearDecisions();
        append();
        assertEquals(
                List.of(
                        "09:30:00  operator: halt: lunch",
                        "09:30:01  operator: resume",
                        "09:30:02  the exchange has halted SPY",
                        "09:30:03  the clock jumped by 2500 ms",
                        "09:30:04  connection lost: reset"),
                lines());
    }

    @Test
    void shouldSayWhyItIsLatchedUntilThatIsLifted() {
        control(EventType.CONDITION, Condition.FEED_STALE.code(), 0, "");
        assertEquals("", why());
        control(EventType.CONDITION, Condition.BREAK.code(), 0, "QQQ 100, the broker 0");
        assertEquals("differs from the broker: QQQ 100, the broker 0", why());
        control(EventType.COMMAND, Operator.RESUME.code(), 0, "");
        assertEquals("differs from the broker: QQQ 100, the broker 0", why());
        control(EventType.COMMAND, Operator.UNLATCH.code(), 0, "");
        assertEquals("", why());
        control(EventType.CONDITION, Condition.CLOCK_STEP.code(), 99, "");
        assertEquals("the clock jumped by 99 ms", why());
    }

    private static long e8(double price) {
        return Math.round(price * FixedPoint.ONE_E8);
    }

    private void timer() {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
    }

    private void control(EventType type, int code, long argument, String text) {
        event.control(type, nanos, code, argument).text(text);
        event.clearDecisions();
        append();
    }

    private void intent(
            IntentAction action, long order, Purpose purpose, Side side, OrderType type, double limit, double stop) {
        Intent intent = event.addIntent();
        intent.clear(action, order, 0, 0, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.type = type;
        intent.quantity = 100;
        intent.limitE8 = e8(limit);
        intent.stopE8 = e8(stop);
    }

    private void append() {
        if (writer == null) {
            writer = JournalWriter.create(
                    journal(),
                    DAY,
                    "this build",
                    engine.settings().text(),
                    JournalSettings.backtest(),
                    engine.bounds());
        }
        event.sequence = writer.nextSequence();
        writer.append(event);
        nanos += ExchangeCalendar.SECOND_NANOS;
    }

    private Path journal() {
        return folder.resolve(LocalDate.ofEpochDay(DAY).toString());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (DayFollower follower = new DayFollower(journal())) {
            follower.follow(line -> lines.add(line));
        }
        return lines;
    }

    /** With the orders that are decided on, each line behind its sequence. */
    private List<String> lines(long from) {
        List<String> lines = new ArrayList<>();
        try (DayFollower follower = new DayFollower(journal())) {
            follower.publishFrom(from);
            follower.follow((line, seen) -> lines.add(seen + " " + line));
        }
        return lines;
    }

    private String why() {
        try (DayFollower follower = new DayFollower(journal())) {
            follower.observe((seen, words) -> {});
            return follower.whyLatched();
        }
    }

    @AfterEach
    void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
