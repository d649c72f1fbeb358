package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One strategy's position and orders on one instrument: what a session leaves of them, and what splits make of them. */
class BookTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final Terms CHANDELIER =
            new Terms(Terms.Entry.LIMIT, 5, Terms.Stop.CHANDELIER, 2.5, 300, 17, false, Parts.ONE);

    private final Book book = new Book(3, 1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    private List<Carried> carried() {
        List<Carried> parts = new ArrayList<>();
        book.carry(77 * E8, parts);
        return parts;
    }

    private static Carried part(Purpose purpose, long argument, long ref, long quantity, long price) {
        return new Carried(1, purpose == null ? 0 : purpose.code(), argument, ref, quantity, price * E8);
    }

    private Book restored(List<Carried> parts) {
        Book next = new Book(3, 1);
        for (Carried part : parts) {
            assertEquals(3, part.bindingId());
            next.restore(event.position(
                    part.instrumentId(),
                    1,
                    EngineEvent.FLAG_CARRIED,
                    part.code(),
                    part.argument(),
                    part.orderRef(),
                    part.quantity(),
                    part.priceE8()));
        }
        return next;
    }

    /** Binding 3 in the lower half. */
    private static long bars(long count) {
        return count << 32 | 3;
    }

    @Test
    void shouldCarryNothingOfABookThatNeverHeldAnything() {
        assertEquals(List.of(), carried());
        book.barsSinceExit = 5;
        assertEquals(List.of(part(null, bars(5), 0, 0, 77)), carried());
        assertEquals(5, carried().get(0).barsSinceExit());
        book.terms = CHANDELIER;
        assertEquals(1, carried().size(), "how nothing is left");
    }

    @Test
    void shouldCarryAPositionWithItsOrders() {
        book.barsSinceExit = 5;
        book.position = -100;
        book.groupRef = 8;
        book.stopRef = 9;
        book.stopE8 = 95 * E8;
        book.stopQuantity = 130;
        book.targetRef = 10;
        book.targetE8 = 60 * E8;
        book.targetQuantity = 120;
        book.exitRef = 11;
        List<Carried> parts = carried();
        assertEquals(
                List.of(
                        part(null, bars(5), 8, -100, 77),
                        part(Purpose.STOP, bars(5), 9, 130, 95),
                        part(Purpose.TARGET, bars(5), 10, 120, 60),
                        part(Purpose.EXIT, bars(5), 11, 100, 0)),
                parts);
        Book next = restored(parts);
        assertEquals(-100, next.position);
        assertEquals(5, next.barsSinceExit);
        assertEquals(8, next.groupRef);
        assertEquals(9, next.stopRef);
        assertEquals(95 * E8, next.stopE8);
        assertEquals(130, next.stopQuantity);
        assertEquals(30, next.stopFilled);
        assertFalse(next.stopAttached);
        assertEquals(10, next.targetRef);
        assertEquals(60 * E8, next.targetE8);
        assertEquals(120, next.targetQuantity);
        assertEquals(20, next.targetFilled);
        assertEquals(11, next.exitRef);
        assertTrue(next.closing);
        // Sold short at 77, it is bought back at 70.
        next.count(event.fill(1, 1, 11, Side.BUY, 100, 70 * E8, 0, 0, 0));
        assertEquals(700 * E8, next.takeProceedsE8());
        assertEquals(0, next.takeProceedsE8());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldCarryAnEntryWithWhatIsAttachedToIt(boolean isShort) {
        book.entryRef = 1;
        book.entryShort = isShort;
        book.stopRef = 2;
        book.stopE8 = 45 * E8;
        book.stopQuantity = 50;
        book.targetRef = 3;
        book.targetQuantity = 50;
        book.targetE8 = 60 * E8;
        List<Carried> parts = carried();
        long never = bars(Integer.MAX_VALUE);
        assertEquals(
                List.of(
                        part(Purpose.ENTRY, never, 1, isShort ? -50 : 50, 0),
                        part(Purpose.STOP, never, 2, 50, 45),
                        part(Purpose.TARGET, never, 3, 50, 60)),
                parts);
        Book next = restored(parts);
        assertEquals(isShort, next.entryShort);
        assertEquals(50, next.entryOpen());
        assertEquals(1, next.groupRef);
        assertTrue(next.stopAttached);
        assertEquals(0, next.stopFilled);
        assertEquals(0, next.targetFilled);
        assertEquals(isShort, next.sells(1));
        assertEquals(!isShort, next.sells(2));
        assertEquals(!isShort, next.sells(3));
        assertFalse(next.closing);
    }

    /** Thirty of a hundred shares are bought; the rest still may be. */
    @Test
    void shouldCarryAnEntryThatIsHalfExecuted() {
        book.position = 30;
        book.entryRef = 1;
        book.stopRef = 2;
        book.stopQuantity = 100;
        Book next = restored(carried());
        assertEquals(70, next.entryOpen());
        assertEquals(0, next.stopFilled);
        assertFalse(next.sells(1));
        assertTrue(next.sells(2));
        // A single share that is sold short.
        Book one = restored(List.of(part(Purpose.ENTRY, bars(0), 1, -1, 0)));
        assertTrue(one.entryShort);
        assertEquals(1, one.entryOpen());
    }

    @Test
    void shouldCarryHowAPositionIsLeft() {
        book.position = 100;
        book.enters(CHANDELIER);
        book.opened(50 * E8);
        for (int bar = 0; bar < 4; bar++) {
            book.barClosed((51 + bar) * E8, 49 * E8, 50 * E8);
        }
        List<Carried> parts = carried();
        assertEquals(2, parts.size());
        assertEquals(
                new Carried(
                        1,
                        Carried.TERMS,
                        bars(4),
                        54 * E8,
                        Terms.Stop.CHANDELIER.ordinal() | 300L << 8 | 17L << 40,
                        250_000_000L),
                parts.get(1));
        Book next = restored(parts);
        assertEquals(
                new Terms(Terms.Entry.MARKET, 0, Terms.Stop.CHANDELIER, 2.5, 300, 17, false, Parts.ONE), next.terms);
        assertEquals(54 * E8, next.bestE8());
        // Four bars are over: 296 more.
        for (int bar = 0; bar < 295; bar++) {
            next.barClosed(50 * E8, 49 * E8, 50 * E8);
        }
        assertFalse(next.isHeldLongEnough());
        next.barClosed(50 * E8, 49 * E8, 50 * E8);
        assertTrue(next.isHeldLongEnough());
        next.position = 0;
        assertFalse(next.isHeldLongEnough());
        next.position = 1;
        next.terms = Terms.STANDARD;
        assertFalse(next.isHeldLongEnough());
    }

    @Test
    void shouldKnowTheBestPriceOfEitherSide() {
        book.position = 1;
        book.barClosed(51 * E8, 49 * E8, 50 * E8);
        book.barClosed(50 * E8, 40 * E8, 50 * E8);
        assertEquals(51 * E8, book.bestE8());
        book.enters(Terms.STANDARD);
        assertEquals(0, book.bestE8());
        book.position = -1;
        book.barClosed(51 * E8, 49 * E8, 50 * E8);
        assertEquals(49 * E8, book.bestE8());
        book.barClosed(60 * E8, 50 * E8, 50 * E8);
        assertEquals(49 * E8, book.bestE8());
        book.barClosed(48 * E8, 47 * E8, 50 * E8);
        assertEquals(47 * E8, book.bestE8());
        book.position = 0;
        book.barClosed(99 * E8, 1, 50 * E8);
        assertEquals(47 * E8, book.bestE8());
    }

    @Test
    void shouldCancelAnEntryThatHasWaitedForItsBars() {
        book.enters(CHANDELIER);
        book.entryRef = 1;
        for (int bar = 0; bar < 4; bar++) {
            book.barClosed(1, 1, 50 * E8);
        }
        assertFalse(book.entryExpires());
        book.barClosed(1, 1, 50 * E8);
        assertTrue(book.entryExpires());
        book.entryCancelling = true;
        assertFalse(book.entryExpires());
        book.entryCancelling = false;
        book.position = 1;
        assertFalse(book.entryExpires());
        book.position = 0;
        book.terms = Terms.STANDARD;
        assertFalse(book.entryExpires());
    }

    @Test
    void shouldCountWhatAnEntryHasLeft() {
        assertEquals(0, book.entryOpen());
        book.entering(100);
        assertEquals(0, book.entryOpen(), "none works");
        book.entryRef = 1;
        assertEquals(100, book.entryOpen());
        book.count(event.fill(1, 1, 1, Side.BUY, 30, 50 * E8, 70, 0, 0));
        assertEquals(70, book.entryOpen());
        assertEquals(30, book.position);
        book.count(event.fill(1, 1, 2, Side.SELL, 10, 55 * E8, 0, 0, 0));
        assertEquals(70, book.entryOpen());
        assertEquals(20, book.held());
        // A correction takes an execution back.
        book.count(event.fill(1, 1, 1, Side.SELL, 5, 50 * E8, 75, 0, 0));
        assertEquals(75, book.entryOpen());
        book.entryShort = true;
        book.count(event.fill(1, 1, 1, Side.SELL, 80, 50 * E8, 0, 0, 0));
        assertEquals(0, book.entryOpen());
    }

    /** 40 of 100 shares are sold by the stop, 20 by the target; two shares for one. */
    @Test
    void shouldSplitWhatStopAndTargetCover() {
        for (long entryRef : new long[] {0, 1}) {
            book.entryRef = entryRef;
            book.entering(30);
            book.entryLimitE8 = 50 * E8;
            book.entryTriggerE8 = 40 * E8;
            book.stopE8 = 45 * E8;
            book.targetE8 = 60 * E8;
            book.stopQuantity = 100;
            book.stopFilled = 40;
            book.targetQuantity = 100;
            book.targetFilled = 20;
            book.quantityMended = true;
            book.atrBefore = 3;
            book.priceBeforeE8 = 70 * E8;
            book.terms = Terms.STANDARD.withStop(Terms.Stop.PRICE, 5);
            book.split(2, 1, 90, 7 * E8, E8 / 100);
            assertEquals(90, book.position);
            assertEquals(entryRef == 0 ? 0 : 60, book.entryOpen());
            assertEquals(25 * E8, book.entryLimitE8);
            assertEquals(20 * E8, book.entryTriggerE8);
            assertEquals(2_250_000_000L, book.stopE8);
            assertEquals(30 * E8, book.targetE8);
            assertEquals(80, book.stopFilled);
            assertEquals(entryRef == 0 ? 80 + 90 : 80 + 120, book.stopQuantity);
            assertEquals(40, book.targetFilled);
            assertEquals(entryRef == 0 ? 40 + 90 : 40 + 160, book.targetQuantity);
            assertFalse(book.quantityMended);
            assertEquals(1.5, book.atrBefore);
            assertEquals(35 * E8, book.priceBeforeE8);
            assertEquals(2.5, book.terms.stopAmount());
            assertEquals(7 * E8, book.takeProceedsE8());
        }
    }

    @Test
    void shouldBeSettledUnderAStopOfItsSizeAlone() {
        assertTrue(book.isSettled());
        book.groupRef = 4;
        assertFalse(book.isSettled());
        book.groupRef = 0;
        book.stopRef = 4;
        assertFalse(book.isSettled(), "a stop of nothing");
        book.position = -50;
        book.stopQuantity = 80;
        book.stopFilled = 30;
        assertTrue(book.isSettled());
        book.stopQuantity = 81;
        assertFalse(book.isSettled());
        book.stopQuantity = 80;
        book.stopAttached = true;
        assertFalse(book.isSettled());
        book.stopAttached = false;
        for (int order = 0; order < 3; order++) {
            book.entryRef = order == 0 ? 1 : 0;
            book.targetRef = order == 1 ? 2 : 0;
            book.exitRef = order == 2 ? 4 : 0;
            assertFalse(book.isSettled());
        }
        book.exitRef = 0;
        book.closing = true;
        assertFalse(book.isSettled());
        book.closing = false;
        book.unwanted = true;
        assertFalse(book.isSettled());
        book.unwanted = false;
        book.stopRef = 0;
        assertFalse(book.isSettled(), "a position without a stop");
    }

    @Test
    void shouldKnowWhetherAnythingIsLeftOfIt() {
        assertTrue(book.isIdle() && book.isFlat() && !book.hasLeftovers());
        book.waitingForOpen = true;
        assertFalse(book.isIdle());
        book.waitingForOpen = false;
        book.waitingForFlat = true;
        assertFalse(book.isIdle());
        book.waitingForFlat = false;
        for (int order = 0; order < 3; order++) {
            book.stopRef = order == 0 ? 1 : 0;
            book.targetRef = order == 1 ? 1 : 0;
            book.exitRef = order == 2 ? 1 : 0;
            assertTrue(book.hasLeftovers() && book.isFlat() && !book.isIdle());
        }
        book.entryRef = 1;
        assertFalse(book.hasLeftovers() || book.isFlat());
        book.entryRef = 0;
        book.position = 1;
        assertFalse(book.hasLeftovers() || book.isFlat());
    }

    @Test
    void shouldBeStoppingOnceItsStopHasSoldAShare() {
        book.stopRef = 1;
        assertFalse(book.isStopping());
        book.stopFilled = 1;
        assertTrue(book.isStopping());
        book.unwanted = true;
        assertFalse(book.isStopping());
        book.unwanted = false;
        book.stopRef = 0;
        assertFalse(book.isStopping());
    }

    @Test
    void shouldCountBarsSinceTheLastExitWithoutEnd() {
        book.countBar();
        assertEquals(Integer.MAX_VALUE, book.barsSinceExit, "there was none");
        book.barsSinceExit = 0;
        book.countBar();
        assertEquals(1, book.barsSinceExit);
    }

    @Test
    void shouldKnowWhichPartsAreOfABook() {
        for (int code : new int[] {0, Carried.TERMS, Carried.UNITS, Carried.UNIT_TERMS, 1, 2, 3, 4, 5, 6}) {
            assertTrue(Carried.isOfBook(code), "code " + code);
        }
        for (int code : new int[] {7, -1, Carried.STANDING, Carried.FOREIGN_ORDER, 104, 105}) {
            assertFalse(Carried.isOfBook(code), "code " + code);
        }
    }

    /** Up to ten units, entered by a rule whose reason is of any number. */
    @Test
    void shouldCarryHowAPositionGrows() {
        for (boolean isShort : new boolean[] {false, true}) {
            EntryRequest first = new EntryRequest();
            first.isShort = isShort;
            first.reason = 70_000;
            first.unitStep = 1.25;
            first.targetE8 = 90 * E8;
            first.terms = CHANDELIER.withParts(Parts.units(10));
            List<Carried> parts = Carried.ofUnits(book, first, 3, 55 * E8);
            assertEquals(
                    new Carried(
                            1, Carried.UNITS, bars(3), 55 * E8, 10 | (isShort ? 256 : 0) | 70_000L << 16, 125_000_000L),
                    parts.get(0));
            EntryRequest next = new EntryRequest();
            for (Carried part : parts) {
                Carried.restoreUnits(
                        event.position(
                                1,
                                1,
                                EngineEvent.FLAG_CARRIED,
                                part.code(),
                                part.argument(),
                                part.orderRef(),
                                part.quantity(),
                                part.priceE8()),
                        next);
            }
            assertEquals(isShort, next.isShort);
            assertEquals(70_000, next.reason);
            assertEquals(1.25, next.unitStep);
            assertEquals(90 * E8, next.targetE8);
            assertEquals(
                    new Terms(Terms.Entry.MARKET, 0, Terms.Stop.CHANDELIER, 2.5, 300, 17, false, Parts.units(10)),
                    next.terms);
        }
    }

    // ---- what is asked for

    @Test
    void shouldAskForWhatTheSignalSays() {
        Signal signal = new Signal();
        signal.clear(0, 0, 50 * E8);
        signal.atr = 1.5;
        signal.terms = Terms.STANDARD.withParts(Parts.ONE.with(0.3).with(0.3).with(0.3));
        for (int part = 0; part < 3; part++) {
            signal.partTargetE8[part] = (60 + part) * E8;
        }
        EntryRequest request = new EntryRequest();
        request.of(signal, true, 9);
        assertTrue(request.isShort && request.isMeasured() && request.isPriced());
        assertEquals(9, request.causeSequence);
        assertEquals(3, request.partTargetE8.length);
        request.split(2, 1, E8 / 100);
        for (int part = 0; part < 3; part++) {
            assertEquals((60 + part) * E8 / 2, request.partTargetE8[part]);
        }
        assertEquals(25 * E8, request.priceE8);
        assertEquals(0.75, request.atr);
        // Each price that the strategy could not compute.
        for (int part = 0; part < 3; part++) {
            request.partTargetE8[part] = Signal.NO_PRICE;
            assertFalse(request.isPriced(), "part " + part);
            request.split(2, 1, E8 / 100);
            assertEquals(Signal.NO_PRICE, request.partTargetE8[part]);
            request.partTargetE8[part] = 1;
        }
        assertTrue(request.isPriced());
        // One that leaves in two steps has one target of a part.
        request.terms = Terms.STANDARD.withParts(Parts.ONE.with(0.3));
        request.partTargetE8[1] = Signal.NO_PRICE;
        assertTrue(request.isPriced());
        // Units have none, and a step.
        request.partTargetE8[0] = Signal.NO_PRICE;
        request.terms = Terms.STANDARD.withParts(Parts.units(3));
        for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            request.unitStep = step;
            assertFalse(request.isPriced(), "step " + step);
        }
        request.unitStep = 0.5;
        assertTrue(request.isPriced());
        for (double atr : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            request.atr = atr;
            assertFalse(request.isMeasured(), "range " + atr);
        }
    }
}
