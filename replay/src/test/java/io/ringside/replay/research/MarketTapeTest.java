package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.EventText;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tape gives every kind of event back as it was recorded. */
class MarketTapeTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final int WARM = EngineEvent.FLAG_WARM_UP;
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;
    private static final long E8 = 100_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final EventText text = new EventText(new Engine(
            EngineSettings.parse(
                    "instruments = [{ symbol = QQQ }, { symbol = SPY }], signal { strategy = mean-reversion-in-trend,"
                            + " instruments = [QQQ] }",
                    "test"),
            CALENDAR));

    private static final List<Consumer<EngineEvent>> EVENTS = List.of(
            one -> one.session(EventType.SESSION_OPEN, OPEN, WARM),
            one -> one.openPrint(1, OPEN, 10 * E8, WARM),
            one -> one.bar(1, OPEN, OPEN + 5, 10 * E8, 14 * E8, 9 * E8, 12 * E8, 77, WARM),
            one -> one.trade(1, OPEN + 6, 11 * E8, 3, EngineEvent.FLAG_VOLUME_ONLY),
            one -> one.quote(1, OPEN + 7, 10 * E8, 12 * E8, 4, 5, WARM),
            one -> one.position(1, OPEN + 8, CARRIED, 104, 3L << 32, 9, -30, 8 * E8),
            one -> one.split(1, OPEN + 9, 3, 2, 0),
            one -> one.payment(1, OPEN + 9, CorporateAction.DIVIDEND, E8 / 2, 0),
            one -> one.payment(1, OPEN + 9, CorporateAction.DELISTING, 7 * E8, 0),
            one -> one.symbolChange(1, OPEN + 9, "NEWANDLONGER", 0),
            one -> one.account(OPEN + 10, CARRIED, 100 * E8, 200 * E8, 300 * E8),
            one -> one.control(EventType.TIMER, OPEN + 11, 1, 2),
            one -> one.control(EventType.CONDITION, OPEN + 12, Condition.FEED_STALE.code(), 1),
            one -> one.session(EventType.SESSION_CLOSE, OPEN + 13, 0));

    @Test
    void shouldGiveBackEveryEventAsItWas() {
        MarketTape tape = tape(event -> {});
        assertEquals(EVENTS.size(), tape.events());
        assertEquals(1, tape.bars());
        assertTrue(tape.synthetic());
        EngineEvent read = new EngineEvent(new Bounds(1, 1, 1, 1));
        for (int i = 0; i < EVENTS.size(); i++) {
            EVENTS.get(i).accept(event);
            event.sequence = 1;
            read.sequence = 1;
            tape.load(i, read);
            assertEquals(text.lines(event), text.lines(read));
            assertEquals(event.flags, read.flags);
            assertEquals(event.type, tape.type(i));
            assertEquals(event.eventNanos, tape.nanos(i));
            assertEquals(event.isWarmUp(), tape.isWarmUp(i));
        }
        tape.load(10, read);
        assertEquals(List.of(100 * E8, 200 * E8, 300 * E8), List.of(read.priceE8, read.bidE8, read.askE8));
        assertEquals(12 * E8, tape.closeE8(2));
        assertEquals(OPEN, tape.startNanos(2));
        assertEquals(11 * E8, tape.openE8(3));
        assertEquals(1, tape.instrument(4));
    }

    @Test
    void shouldHaveAnotherDigestWhenAnyEventIsAnother() {
        String digest = tape(event -> {}).digest();
        assertEquals(digest, tape(event -> {}).digest());
        List<Consumer<EngineEvent>> changes = new ArrayList<>();
        changes.add(one -> one.instrumentId ^= one.type == EventType.QUOTE ? 256 : 0);
        changes.add(one -> one.flags ^= one.type == EventType.TRADE ? WARM : 0);
        changes.add(one -> one.eventNanos += one.type == EventType.SESSION_CLOSE ? 1 : 0);
        changes.add(one -> one.askSize += one.type == EventType.QUOTE ? 1 : 0);
        changes.add(one -> one.volume += one.type == EventType.BAR ? 1 : 0);
        for (Consumer<EngineEvent> change : changes) {
            assertNotEquals(digest, tape(change).digest());
        }
    }

    @Test
    void shouldRefuseWhatIsNoMarketEvent() {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        event.order(EventType.ORDER_SENT, 0, OPEN, 1, 1, 0);
        assertEquals(
                "ORDER_SENT is no market event",
                assertThrows(IllegalArgumentException.class, () -> recorder.add(event))
                        .getMessage());
    }

    /** More events, numbers and sessions than its tables have room for at first. */
    @Test
    void shouldHoldAsManyEventsAsThereAre() {
        int[] days = new int[40];
        days[0] = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 1; i < days.length; i++) {
            days[i] = CALENDAR.nextTradingDay(days[i - 1]);
        }
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        for (int day : days) {
            for (int i = 0; i < 150; i++) {
                recorder.add(bar(day, i));
            }
        }
        MarketTape tape = recorder.end(CALENDAR, false);
        assertEquals(6000, tape.events());
        assertEquals(6000, tape.bars());
        assertEquals(40, tape.sessions());
        EngineEvent read = new EngineEvent(new Bounds(1, 1, 1, 1));
        for (int day = 0; day < days.length; day++) {
            assertEquals(days[day], tape.sessionDay(day));
            assertEquals(150 * day, tape.sessionStart(day));
            for (int i = 0; i < 150; i++) {
                bar(days[day], i);
                tape.load(150 * day + i, read);
                assertEquals(
                        List.of(event.startNanos, event.eventNanos, event.openE8, event.highE8, event.lowE8),
                        List.of(read.startNanos, read.eventNanos, read.openE8, read.highE8, read.lowE8));
                assertEquals(List.of(event.closeE8, event.volume), List.of(read.closeE8, read.volume));
            }
        }
        assertEquals(6000, tape.sessionStart(40));
    }

    private EngineEvent bar(int day, int number) {
        long start = CALENDAR.openNanos(day) + number * MINUTE_NANOS;
        long price = (day % 100 + number) * E8;
        event.bar(number, start, start + MINUTE_NANOS, price, price + 3 * E8, price - E8, price + E8, 7 + number, 0);
        return event;
    }

    /** Types, flags, numbers of eight bytes each and instruments, the lower byte first: as many numbers as fill some blocks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 585, 1170, 1171, 1800})
    void shouldDigestEveryByteOfItsColumns(int bars) throws NoSuchAlgorithmException {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        ByteBuffer types = ByteBuffer.allocate(2 * bars);
        ByteBuffer flags = ByteBuffer.allocate(2 * bars);
        ByteBuffer numbers = ByteBuffer.allocate(9 * 8 * bars);
        ByteBuffer instruments = ByteBuffer.allocate(4 * bars);
        for (int i = 0; i < bars; i++) {
            event.openPrint(300, OPEN, 10 * E8 + i, WARM);
            recorder.add(event);
            types.put((byte) EventType.OPEN_PRINT.ordinal());
            flags.put((byte) WARM);
            numbers.putLong(OPEN).putLong(10 * E8 + i);
            instruments.put((byte) 44).put((byte) 1);
            recorder.add(bar(day, i));
            types.put((byte) EventType.BAR.ordinal());
            flags.put((byte) 0);
            numbers.putLong(event.eventNanos)
                    .putLong(event.startNanos)
                    .putLong(event.openE8)
                    .putLong(event.highE8)
                    .putLong(event.lowE8)
                    .putLong(event.closeE8)
                    .putLong(event.volume);
            instruments.put((byte) i).put((byte) (i / 256));
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (ByteBuffer column : List.of(types, flags, numbers, instruments)) {
            sha256.update(column.flip());
        }
        assertEquals(
                HexFormat.of().formatHex(sha256.digest()),
                recorder.end(CALENDAR, false).digest());
    }

    /** Prices by a factor of 0.7 to 1.3, the same within an event, in whole cents; nothing else is touched, nor what is before. */
    @Test
    void shouldAlterPricesAloneFromAnEventOn() {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        for (int i = 0; i < 60; i++) {
            event.bar(1, OPEN, OPEN + 5, 20_000 * E8, 28_000 * E8, 16_000 * E8, 24_000 * E8, 77, 0);
            recorder.add(event);
            event.openPrint(1, OPEN + 6, 10_000 * E8, 0);
            recorder.add(event);
            event.trade(1, OPEN + 7, 10_000 * E8, 123, 0);
            recorder.add(event);
            event.quote(1, OPEN + 8, 10_000 * E8, 20_000 * E8, 41, 51, 0);
            recorder.add(event);
        }
        MarketTape tape = recorder.end(CALENDAR, false);
        MarketTape altered = tape.alteredFrom(8, 3);
        assertTrue(altered.synthetic());
        assertEquals(List.of(240, 60, 1), List.of(altered.events(), altered.bars(), altered.sessions()));
        assertEquals(
                List.of(tape.sessionDay(0), 0, 240),
                List.of(altered.sessionDay(0), altered.sessionStart(0), altered.sessionStart(1)));
        EngineEvent read = new EngineEvent(new Bounds(1, 1, 1, 1));
        for (int i = 0; i < 8; i++) {
            tape.load(i, event);
            altered.load(i, read);
            event.sequence = 1;
            read.sequence = 1;
            assertEquals(text.lines(event), text.lines(read));
        }
        double least = 2;
        double greatest = 0;
        for (int i = 8; i < 240; i++) {
            altered.load(i, read);
            assertEquals(OPEN + 5 + i % 4, read.eventNanos);
            double factor;
            switch (i % 4) {
                case 0 -> {
                    factor = read.openE8 / (20_000.0 * E8);
                    assertEquals(factor, read.highE8 / (28_000.0 * E8), 1e-5);
                    assertEquals(factor, read.lowE8 / (16_000.0 * E8), 1e-5);
                    assertEquals(factor, read.closeE8 / (24_000.0 * E8), 1e-5);
                    assertEquals(List.of(OPEN, 77L), List.of(read.startNanos, read.volume));
                    assertEquals(0, read.openE8 % (E8 / 100));
                }
                case 3 -> {
                    factor = read.bidE8 / (10_000.0 * E8);
                    assertEquals(factor, read.askE8 / (20_000.0 * E8), 1e-5);
                    assertEquals(List.of(41L, 51L), List.of(read.bidSize, read.askSize));
                    assertEquals(0, read.askE8 % (E8 / 100));
                }
                default -> {
                    factor = read.priceE8 / (10_000.0 * E8);
                    if (i % 4 == 2) {
                        assertEquals(123, read.quantity);
                    }
                    assertEquals(0, read.priceE8 % (E8 / 100));
                }
            }
            least = Math.min(least, factor);
            greatest = Math.max(greatest, factor);
        }
        assertTrue(least >= 0.7 && least < 0.75, "least " + least);
        assertTrue(greatest <= 1.3 && greatest > 1.25, "greatest " + greatest);
    }

    /** A price is a cent at least, but for one that there is not. */
    @Test
    void shouldAlterNoPriceToNothingAndNothingToNoPrice() {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        event.quote(1, OPEN, 0, E8 / 1000, 4, 5, 0);
        recorder.add(event);
        event.session(EventType.SESSION_CLOSE, OPEN + 1, 0);
        recorder.add(event);
        event.position(1, OPEN + 2, CARRIED, 104, 300 * E8, 9, -30, 8 * E8);
        recorder.add(event);
        event.split(1, OPEN + 3, 3 * E8, 2 * E8, 0);
        recorder.add(event);
        event.account(OPEN + 4, CARRIED, 100 * E8, 200 * E8, 300 * E8);
        recorder.add(event);
        event.control(EventType.TIMER, OPEN + 5, 1000, 2000 * E8);
        recorder.add(event);
        MarketTape altered = recorder.end(CALENDAR, false).alteredFrom(0, 3);
        EngineEvent read = new EngineEvent(new Bounds(1, 1, 1, 1));
        altered.load(0, read);
        assertEquals(List.of(0L, E8 / 100, 4L, 5L), List.of(read.bidE8, read.askE8, read.bidSize, read.askSize));
        altered.load(1, read);
        assertEquals(OPEN + 1, read.eventNanos);
        altered.load(2, read);
        assertEquals(
                List.of(104L, 300 * E8, 9L, -30L, 8 * E8),
                List.of((long) read.code, read.argument, read.orderRef, read.quantity, read.priceE8));
        altered.load(3, read);
        assertEquals(List.of(3 * E8, 2 * E8), List.of(read.quantity, read.argument));
        altered.load(4, read);
        assertEquals(List.of(100 * E8, 200 * E8, 300 * E8), List.of(read.priceE8, read.bidE8, read.askE8));
        altered.load(5, read);
        assertEquals(List.of(1000L, 2000 * E8), List.of((long) read.code, read.argument));
    }

    /** Parts of a tape: from where they warm up, from where they trade, and up to where. */
    @Test
    void shouldPlayAPartOfTheSessionsWithItsOwnWarmUp() {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 0; i < 4; i++) {
            recorder.add(bar(day, 0));
            recorder.add(bar(day, 1));
            day = CALENDAR.nextTradingDay(day);
        }
        event.trade(1, CALENDAR.openNanos(day), E8, 3, WARM | CARRIED);
        recorder.add(event);
        MarketTape tape = recorder.end(CALENDAR, false);
        assertEquals(List.of(0, 2, 4, 6, 8, 9), starts(tape));
        Window part = tape.sessions(1, 2, 3);
        assertEquals(List.of(2, 4, 6), List.of(part.first(), part.tradeFrom(), part.end()));
        List<String> played = new ArrayList<>();
        Backtest.Feed feed = part.feed();
        while (feed.next(event)) {
            played.add(event.eventNanos + " " + event.flags);
        }
        assertEquals(
                List.of(tape.nanos(2) + " 1", tape.nanos(3) + " 1", tape.nanos(4) + " 0", tape.nanos(5) + " 0"),
                played);
        assertEquals(
                List.of(true, false, false), List.of(part.isWarmUp(3), part.isWarmUp(4), part.isWarmUp(8)), "its own");
        Window last = tape.sessions(0, 4, 5);
        last.load(8, event);
        assertEquals(CARRIED, event.flags);
        tape.sessions(0, 5, 5).load(8, event);
        assertEquals(WARM | CARRIED, event.flags);
        Window all = tape.all();
        assertEquals(List.of(0, 0, 9, false), List.of(all.first(), all.tradeFrom(), all.end(), (Object) all.reflag()));
        assertEquals(List.of(false, true), List.of(all.isWarmUp(0), all.isWarmUp(8)), "those of the tape");
        all.load(8, event);
        assertEquals(WARM | CARRIED, event.flags);
    }

    private static List<Integer> starts(MarketTape tape) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i <= tape.sessions(); i++) {
            starts.add(tape.sessionStart(i));
        }
        return starts;
    }

    private MarketTape tape(Consumer<EngineEvent> change) {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        for (Consumer<EngineEvent> one : EVENTS) {
            one.accept(event);
            change.accept(event);
            recorder.add(event);
        }
        return recorder.end(CALENDAR, true);
    }
}
