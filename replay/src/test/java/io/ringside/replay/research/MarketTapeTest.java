package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.EventText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A tape gives every kind of event back as it was recorded. */
class MarketTapeTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final int WARM = EngineEvent.FLAG_WARM_UP;
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;
    private static final long E8 = 100_000_000L;

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
            one -> one.symbolChange(1, OPEN + 9, "NEW", 0),
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
