package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.LiveBench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a journal: it reads all of it, and tells by its exit code whether something is wrong. */
class AuditCommandTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long START = CALENDAR.openNanos(LiveBench.DAY);
    private static final Engine ENGINE = new Engine(EngineSettings.parse("""
                    instruments = [{ symbol = QQQ }]
                    data { bar = 5m }
                    signal { strategy = mean-reversion-in-trend, bar = 5m }
                    """, "test"), CALENDAR);

    @TempDir
    Path folder;

    private final EngineEvent event = new EngineEvent(ENGINE.bounds());

    private void append(JournalWriter writer) {
        event.sequence = writer.nextSequence();
        event.sessionDay = LiveBench.DAY;
        writer.append(event);
        event.clearDecisions();
    }

    private JournalWriter journal(Path path) {
        return JournalWriter.create(
                path, LiveBench.DAY, "test", ENGINE.settings().text(), JournalSettings.backtest(), ENGINE.bounds());
    }

    private String audit(int code, Path journal) {
        var out = new ByteArrayOutputStream();
        PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(code, Commands.run(new AuditCommand(), told, told, journal.toString()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldFindNothingWrongInADayThatIsAsItShouldBe() {
        long ref = OrderRef.of(LiveBench.DAY, 1, 1);
        try (JournalWriter writer = journal(folder.resolve("good"))) {
            event.control(EventType.CONDITION, START, Condition.RECONCILED.code(), 0);
            var entry = event.addIntent();
            entry.clear(IntentAction.PLACE, ref, 0, 0, 1);
            entry.side = Side.BUY;
            entry.quantity = 100;
            append(writer);
            event.fill(0, START + 1, ref, Side.BUY, 100, FixedPoint.ONE_E8, 0, 0, 0);
            append(writer);
        }
        assertEquals(
                "audited orders=1 fills=1 longest-without-stop-ms=0 violations=0\n", audit(0, folder.resolve("good")));
    }

    @Test
    void shouldTellEachViolationAndSaySoByItsCode() {
        long ref = OrderRef.of(LiveBench.DAY, 1, 1);
        try (JournalWriter writer = journal(folder.resolve("bad"))) {
            event.fill(0, START, ref, Side.BUY, 100, FixedPoint.ONE_E8, 0, 0, 0);
            append(writer);
        }
        assertEquals(
                "record 1 " + CALENDAR.format(START) + ": execution of an order that was never asked for: "
                        + OrderRef.format(ref)
                        + "\naudited orders=0 fills=1 longest-without-stop-ms=0 violations=1\n",
                audit(1, folder.resolve("bad")));
        audit(2, folder.resolve("none"));
    }
}
