package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the day after takes over, of days whose journals are written here event by event; money computed by hand. */
class CarryOverTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long BAR = 5 * ExchangeCalendar.MINUTE_NANOS;
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private Engine before = engine("5m", "QQQ", "SPY");
    private final List<Consumer<EngineEvent>> events = new ArrayList<>();
    private long nanos = OPEN;

    private static Engine engine(String size, String... symbols) {
        StringBuilder instruments = new StringBuilder();
        for (String symbol : symbols) {
            instruments.append("{ symbol = ").append(symbol).append(" }, ");
        }
        return new Engine(
                EngineSettings.of(ConfigFactory.parseString("instruments = [" + instruments
                        + "]\nsignal { strategy = mean-reversion-in-trend, bar = " + size + " }\ndata.bar = 5m")),
                CALENDAR);
    }

    private static long e8(double amount) {
        return Math.round(amount * FixedPoint.ONE_E8);
    }

    private Path written() {
        return written(DAY);
    }

    private Path written(int day) {
        Path journal = folder.resolve(LocalDate.ofEpochDay(day).toString());
        try (JournalWriter writer = JournalWriter.create(
                journal, day, "this build", before.settings().text(), JournalSettings.backtest(), before.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    before.stages(new JournalHandler(writer), (intent, eventNanos) -> {}), before.bounds(), 1);
            for (Consumer<EngineEvent> event : events) {
                event.accept(pipeline.draft());
                pipeline.process();
            }
        }
        return journal;
    }

    private CarryOver end(Engine now, Action... missed) {
        return CarryOver.from(
                written(),
                now,
                now.settings().instruments().stream()
                        .map(one -> HistoryPlan.of(now, one, 40))
                        .toList(),
                List.of(missed));
    }

    private void held(int instrument, long shares, double price, double stop) {
        events.add(e -> e.position(
                instrument, OPEN, CARRIED, 0, Carried.argument(instrument, 7), 30 + instrument, shares, e8(price)));
        events.add(e -> e.position(
                instrument,
                OPEN,
                CARRIED,
                Purpose.STOP.code(),
                Carried.argument(instrument, 0),
                40 + instrument,
                Math.abs(shares),
                e8(stop)));
    }

    private void bar(int instrument, double close) {
        long start = nanos;
        nanos += BAR;
        events.add(
                e -> e.bar(instrument, start, start + BAR, e8(close), e8(close + 1), e8(close - 1), e8(close), 9, 0));
    }

    private void foreign(long permId) {
        events.add(e -> e.position(0, OPEN, CARRIED, Carried.FOREIGN_ORDER, permId, 0, 0, 0));
    }

    /** 50,000 and 40 shares at 271, less a commission of 1; an order is carried as it was placed, whatever of it is executed. */
    @Test
    void shouldTakeOverWhatIsHeldAndWorksAndTheCash() {
        events.add(e -> e.account(OPEN, CARRIED, e8(50_000), 0, 0));
        held(0, 100, 280, 270);
        bar(0, 283);
        events.add(e -> e.fill(0, nanos, 40, Side.SELL, 40, e8(271), 60, e8(1), 0));
        bar(0, 272.5);
        CarryOver carried = end(engine("5m", "QQQ", "SPY"));
        assertEquals(e8(50_000 + 40 * 271 - 1), carried.cashE8());
        assertEquals(
                List.of("position 60 of group 30 at 272.50, binding 0", "STOP 100 of order 40 at 270.00, binding 0"),
                parts(carried, 0));
        assertEquals(List.of(), parts(carried, 1), "nothing of SPY");
        // Where the journal does not tell how they came about, they count from the price with which they were carried.
        assertEquals(
                List.of(
                        new Carried(0, TripPart.ENTERED, Carried.argument(0, 2), 0, 60, e8(280)),
                        new Carried(0, TripPart.ENTRIES, 0, OPEN, 100, e8(28_000)),
                        new Carried(0, TripPart.EXITS, 0, e8(1), 40, e8(40 * 271)),
                        new Carried(0, TripPart.RANGE, 0, e8(284), 0, e8(271))),
                carried.parts().stream()
                        .filter(part -> TripPart.is(part.code()))
                        .toList());
        assertFalse(carried.latched());
        assertFalse(carried.halted());
        assertEquals(List.of("283.00", "272.50"), closes(carried, 0));
        assertEquals(List.of(), closes(carried, 1));
    }

    @Test
    void shouldFindItsInstrumentsUnderTheirNewNumbers() {
        held(0, 100, 280, 270);
        held(1, -50, 500, 510);
        bar(0, 281);
        bar(1, 501);
        CarryOver carried = end(engine("5m", "SPY", "AAA", "QQQ"));
        assertEquals(
                List.of("position 100 of group 30 at 281.00, binding 2", "STOP 100 of order 40 at 270.00, binding 2"),
                parts(carried, 2));
        assertEquals(
                List.of("position -50 of group 31 at 501.00, binding 0", "STOP 50 of order 41 at 510.00, binding 0"),
                parts(carried, 0));
        assertEquals(
                List.of(List.of("501.00"), List.of(), List.of("281.00")),
                IntStream.range(0, 3).mapToObj(id -> closes(carried, id)).toList());
    }

    @Test
    void shouldRefuseAPositionInWhatIsNotConfiguredAnyMoreAndLeaveOutWhatIsFlat() {
        held(0, 100, 280, 270);
        bar(1, 501);
        Path journal = folder.resolve(LocalDate.ofEpochDay(DAY).toString());
        UserError gone = assertThrows(UserError.class, () -> end(engine("5m", "SPY")));
        assertEquals(
                journal + " ends with a position or order in QQQ, which is not configured any more; add it",
                gone.getMessage());
    }

    @Test
    void shouldLeaveOutWhatIsFlatAndNotConfiguredAnyMore() {
        held(1, 50, 500, 490);
        bar(0, 281);
        bar(1, 501);
        CarryOver carried = end(engine("5m", "SPY"));
        assertEquals(
                List.of("position 50 of group 31 at 501.00, binding 0", "STOP 50 of order 41 at 490.00, binding 0"),
                parts(carried, 0));
        assertEquals(List.of("501.00"), closes(carried, 0));
    }

    @Test
    void shouldTakeOverNoBarsThatWereMadeForOtherSizes() {
        bar(0, 281);
        assertEquals(List.of(), closes(end(engine("15m", "QQQ", "SPY")), 0));
    }

    @Test
    void shouldTakeOverALatchUntilItIsLifted() {
        events.add(e -> e.control(EventType.CONDITION, OPEN, Condition.BREAK.code(), 0));
        CarryOver carried = end(before);
        assertTrue(carried.latched());
        assertFalse(carried.halted());
    }

    @Test
    void shouldTakeOverAHaltUntilItIsLifted() {
        events.add(e -> e.control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0));
        CarryOver carried = end(before);
        assertTrue(carried.halted());
        assertFalse(carried.latched());
    }

    @Test
    void shouldTakeOverNeitherLatchNorHaltThatWereLifted() {
        events.add(e -> e.control(EventType.CONDITION, OPEN, Condition.BREAK.code(), 0));
        events.add(e -> e.control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0));
        events.add(e -> e.control(EventType.COMMAND, OPEN, Operator.UNLATCH.code(), 0));
        events.add(e -> e.control(EventType.COMMAND, OPEN, Operator.RESUME.code(), 0));
        CarryOver carried = end(before);
        assertFalse(carried.latched());
        assertFalse(carried.halted());
    }

    /** Of 102, the first one of which was told again, the second one is forgotten and the third. */
    @Test
    void shouldRememberTheHundredOrdersOfOthersThatWereToldLast() {
        for (int permId = 1; permId <= 102; permId++) {
            foreign(permId);
        }
        foreign(1);
        List<Long> seen = end(before).parts().stream()
                .filter(part -> part.code() == Carried.FOREIGN_ORDER)
                .map(Carried::argument)
                .toList();
        List<Long> expected = new ArrayList<>();
        for (long permId = 4; permId <= 102; permId++) {
            expected.add(permId);
        }
        expected.add(1L);
        assertEquals(expected, seen);
    }

    @Test
    void shouldFindTheNewestDayBefore() throws Exception {
        assertEquals(Optional.empty(), CarryOver.newestBefore(folder.resolve("none"), DAY));
        assertEquals(Optional.empty(), CarryOver.newestBefore(folder, DAY));
        for (int day : new int[] {DAY - 9, DAY - 3, DAY, DAY + 1}) {
            written(day);
        }
        Files.createDirectory(folder.resolve("2025-0"));
        assertEquals(
                Optional.of(folder.resolve(LocalDate.ofEpochDay(DAY - 3).toString())),
                CarryOver.newestBefore(folder, DAY));
    }

    /** Trades are not kept; of the bars that they made, those of the smallest size of their instrument are. */
    @Test
    void shouldTakeOverTheFinestBarsThatTradesMade() {
        before = new Engine(EngineSettings.of(ConfigFactory.parseString("""
                        instruments = [{ symbol = QQQ }, { symbol = SPY }]
                        data.bar = ticks
                        signals {
                            slow { strategy = mean-reversion-in-trend, bar = 5m, instruments = [QQQ] }
                            quick { strategy = mean-reversion-in-trend, bar = 1m, instruments = [QQQ] }
                            other { strategy = mean-reversion-in-trend, bar = 30s, instruments = [SPY] }
                            counted { strategy = mean-reversion-in-trend, bar = 2t, instruments = [QQQ] }
                        }""")), CALENDAR);
        trade(0, 1, 280);
        trade(1, 2, 500);
        trade(1, 31, 501);
        trade(0, 70, 283);
        trade(0, 130, 272.5);
        CarryOver carried = end(before);
        assertEquals(List.of("280.00", "283.00"), closes(carried, 0));
        assertEquals(List.of("500.00", "501.00"), closes(carried, 1));
        InstrumentFeed.PastBar first = carried.bars().get(0).get(0);
        assertEquals(
                new InstrumentFeed.PastBar(
                        OPEN, OPEN + ExchangeCalendar.MINUTE_NANOS, e8(280), e8(280), e8(280), e8(280), 7),
                first);
    }

    private void trade(int instrument, int seconds, double price) {
        events.add(e -> e.trade(instrument, OPEN + seconds * ExchangeCalendar.SECOND_NANOS, e8(price), 7, 0));
    }

    /** A daemon that is killed as it begins a day, and comes back on another one, has lost nothing. */
    @Test
    void shouldPassOverADayWhoseWriterDiedBeforeItsFirstRecord() throws Exception {
        Path last = written(DAY - 3);
        Files.createDirectory(folder.resolve(LocalDate.ofEpochDay(DAY - 2).toString()));
        Path locked = Files.createDirectory(
                folder.resolve(LocalDate.ofEpochDay(DAY - 1).toString()));
        Files.createFile(locked.resolve("journal.lock"));
        assertEquals(Optional.of(last), CarryOver.newestBefore(folder, DAY));
        // A file of another kind is none that a writer leaves: whoever opens it says so.
        Files.createFile(locked.resolve("notes"));
        assertThrows(UserError.class, () -> CarryOver.newestBefore(folder, DAY));
    }

    /**
     * 5 new shares for 2 of 41 are 102.5: the half is paid at 272.50 / 2.5 / 2; a dividend of 0.50 on 102 shares. The one that is QQQ then was
     * second on the day before.
     */
    @Test
    void shouldTakeOverWhatCorporateActionsLeaveThatHappenedMeanwhile() {
        events.add(e -> e.account(OPEN, CARRIED, e8(50_000), 0, 0));
        held(1, 41, 280, 270);
        bar(1, 272.5);
        CarryOver carried = end(
                engine("5m", "SPY"),
                new Action(DAY + 1, 0, CorporateAction.SPLIT, 5, 2, 0),
                new Action(DAY + 2, 0, CorporateAction.DIVIDEND, 1, 1, e8(0.5)));
        assertEquals(
                List.of("position 102 of group 31 at 109.00, binding 0", "STOP 102 of order 41 at 108.00, binding 0"),
                parts(carried, 0));
        assertEquals(e8(50_000 + 54.5 + 51), carried.cashE8());
        InstrumentFeed.PastBar last =
                carried.bars().get(0).get(carried.bars().get(0).size() - 1);
        assertEquals(List.of(e8(109), e8(109.4), e8(108.6)), List.of(last.closeE8(), last.highE8(), last.lowE8()));
    }

    private static List<String> parts(CarryOver carried, int instrument) {
        List<String> lines = new ArrayList<>();
        for (Carried part : carried.parts()) {
            boolean position = part.code() == 0;
            if (part.instrumentId() == instrument && (position || part.code() == Purpose.STOP.code())) {
                if (!position || part.quantity() != 0) {
                    lines.add((position ? "position " : "STOP ") + part.quantity()
                            + (position ? " of group " : " of order ") + part.orderRef() + " at "
                            + FixedPoint.format(part.priceE8()) + ", binding " + part.bindingId());
                }
            }
        }
        return lines;
    }

    private static List<String> closes(CarryOver carried, int instrument) {
        return carried.bars().get(instrument).stream()
                .map(bar -> FixedPoint.format(bar.closeE8()))
                .toList();
    }
}
