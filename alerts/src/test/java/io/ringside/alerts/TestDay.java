package io.ringside.alerts;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;

/** A day's journal as a daemon leaves it, of events that are given by hand: it replays. */
public final class TestDay implements AutoCloseable {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    public static final Path HOME = Path.of(System.getProperty("ringside.home"));

    final Path journal;
    private final JournalWriter writer;
    private final Pipeline.Inline pipeline;
    private final int day;
    private long nanos;

    public TestDay(Path root, String date) {
        EngineSettings settings = EngineSettings.of(EngineSettings.load(HOME.resolve("config/qqq.conf")));
        Engine engine = new Engine(settings, CALENDAR);
        day = (int) LocalDate.parse(date).toEpochDay();
        journal = root.resolve(date);
        writer = JournalWriter.create(
                journal, day, "test", settings.text(), JournalSettings.backtest(), engine.bounds());
        pipeline = Pipeline.inline(
                engine.stages(new JournalHandler(writer), (intent, now) -> {}), engine.bounds(), writer.nextSequence());
        nanos = CALENDAR.openNanos(day);
    }

    /** Runs a command in this process, which must succeed. */
    public static void run(Object command, String... arguments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(all, true, StandardCharsets.UTF_8);
        if (Commands.run(command, out, out, arguments) != 0) {
            throw new AssertionError(all.toString(StandardCharsets.UTF_8));
        }
    }

    private EngineEvent next() {
        nanos += ExchangeCalendar.SECOND_NANOS;
        return pipeline.draft();
    }

    private long written(EngineEvent event) {
        event.ingressNanos = System.currentTimeMillis() * 1_000_000;
        pipeline.process();
        return event.sequence;
    }

    public long condition(Condition condition, long argument, String text) {
        EngineEvent event = next();
        event.control(EventType.CONDITION, nanos, condition.code(), argument);
        event.text(text);
        return written(event);
    }

    long command(Operator operator, String text) {
        return command(operator, 0, text);
    }

    long command(Operator operator, long argument, String text) {
        EngineEvent event = next();
        event.control(EventType.COMMAND, nanos, operator.code(), argument);
        event.text(text);
        return written(event);
    }

    void session(boolean opens) {
        EngineEvent event = next();
        event.session(
                opens ? EventType.SESSION_OPEN : EventType.SESSION_CLOSE,
                opens ? CALENDAR.openNanos(day) : CALENDAR.closeNanos(day),
                0);
        written(event);
    }

    void bar(double price) {
        EngineEvent event = next();
        long e8 = FixedPoint.ofDouble(price);
        long start = CALENDAR.openNanos(day);
        event.bar(0, start, start + 5 * ExchangeCalendar.MINUTE_NANOS, e8, e8, e8, e8, 100, 0);
        written(event);
    }

    @Override
    public void close() {
        writer.close();
    }
}
