package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The third section of a record as the table of its layout has it, byte by byte: how long it is, and what no build writes. */
class DecisionSectionTest {
    private static final int COUNTS = 24;
    private static final int BAR = 72;
    private static final int UPDATE = 8;
    private static final int VALUE = 8;
    private static final int SIGNAL = 56;
    private static final int VERDICT = 56;
    private static final int INTENT = 88;
    private static final int STANDING = 80;
    private static final int START = 16;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 20]);
    private final int[] counts = new int[8];

    /** Bars, of which so many derived, updates, values, signals, verdicts, intents and standings; all else is valid. */
    private void section(int... all) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        for (int i = 0; i < 8; i++) {
            counts[i] = all[i];
            buffer.putShort(START + 2 * i, (short) all[i], LITTLE_ENDIAN);
        }
        for (int i = 0; i < counts[6]; i++) {
            for (int code = 0; code < 5; code++) {
                // The first of each, and no side.
                buffer.putByte(intent(i) + code, (byte) (code == 2 ? 0 : 1));
            }
        }
    }

    private int bar(int index) {
        return START + COUNTS + index * BAR;
    }

    private int signal(int index) {
        return bar(counts[1]) + counts[2] * UPDATE + counts[3] * VALUE + index * SIGNAL;
    }

    private int intent(int index) {
        return signal(counts[4]) + counts[5] * VERDICT + index * INTENT;
    }

    private int standing(int index) {
        return intent(counts[6]) + index * STANDING;
    }

    private boolean isValid() {
        return DecisionSection.isValid(buffer, START);
    }

    private void refused(int at, int value) {
        byte before = buffer.getByte(at);
        buffer.putByte(at, (byte) value);
        assertFalse(isValid(), value + " at " + (at - START));
        buffer.putByte(at, before);
        assertTrue(isValid());
    }

    @Test
    void shouldBeAsLongAsItsCountsSay() {
        for (int[] one : new int[][] {
            {0, 0, 0, 0, 0, 0, 0, 0},
            {3, 1, 0, 0, 0, 0, 0, 0},
            {0, 0, 5, 0, 0, 0, 0, 0},
            {0, 0, 0, 7, 0, 0, 0, 0},
            {0, 0, 0, 0, 2, 0, 0, 0},
            {0, 0, 0, 0, 0, 3, 0, 0},
            {0, 0, 0, 0, 0, 0, 4, 0},
            {0, 0, 0, 0, 0, 0, 0, 6},
            {9, 2, 3, 300, 5, 6, 7, 1000}
        }) {
            section(one);
            assertEquals(standing(one[7]) - START, DecisionSection.length(buffer, START));
            assertEquals(one[6], DecisionSection.intents(buffer, START));
        }
    }

    /** By hand: 24 + 2 x 72 + 3 x 64 + 7 verdicts of 56 + 4 x 8 + 5 x 88 + 7 x 80. */
    @Test
    void shouldHaveRoomForAllThatAnEventMayCarry() {
        assertEquals(1784, DecisionSection.maxLength(new Bounds(2, 3, 4, 5, 7)));
        // More strategies than names: 24 + 72 + 9 x 64 + 9 x 56 + 8 + 88.
        assertEquals(1272, DecisionSection.maxLength(new Bounds(1, 9, 1, 1)));
    }

    /** The largest bounds there may be: 255 bars at least, and the sections of each as long as their counts. */
    @ParameterizedTest
    @CsvSource({
        // place of the count, the most of it
        "2, 4095",
        "4, 4095",
        "5, 4095",
        "6, 4095",
        "7, 1023"
    })
    void shouldRefuseMoreThanAnyConfigurationAllows(int place, int most) {
        int[] all = new int[8];
        all[place] = most;
        section(all);
        assertTrue(isValid());
        all[place] = most + 1;
        section(all);
        assertFalse(isValid());
    }

    @Test
    void shouldTakeAsManyValuesAsItsCountCanSay() {
        section(0, 0, 0, 65_535, 0, 0, 0, 0);
        assertTrue(isValid());
        assertEquals(24 + 65_535 * 8, DecisionSection.length(buffer, START));
    }

    @Test
    void shouldRefuseMoreBarsThanThereMayBe() {
        section(Bounds.BARS_MAX, 0, 0, 0, 0, 0, 0, 0);
        assertTrue(isValid());
        section(Bounds.BARS_MAX + 1, 0, 0, 0, 0, 0, 0, 0);
        assertFalse(isValid());
        // More that are made here than there are.
        section(2, 2, 0, 0, 0, 0, 0, 0);
        assertTrue(isValid());
        section(1, 2, 0, 0, 0, 0, 0, 0);
        assertFalse(isValid());
    }

    @Test
    void shouldRefuseABarOutsideOfItsSlotOrWithAPriceThatIsNone() {
        section(3, 2, 2, 2, 0, 0, 0, 0);
        for (int index = 0; index < 2; index++) {
            int place = bar(index) + 28;
            buffer.putInt(place, 2, LITTLE_ENDIAN);
            assertTrue(isValid());
            buffer.putInt(place, 3, LITTLE_ENDIAN);
            assertFalse(isValid());
            buffer.putInt(place, -1, LITTLE_ENDIAN);
            assertFalse(isValid());
            buffer.putInt(place, 0, LITTLE_ENDIAN);
            for (int price = 0; price < 4; price++) {
                int at = bar(index) + 32 + 8 * price;
                // The largest that is exact in a double.
                buffer.putLong(at, 1L << 53, LITTLE_ENDIAN);
                assertTrue(isValid());
                buffer.putLong(at, (1L << 53) + 1, LITTLE_ENDIAN);
                assertFalse(isValid(), "price " + price);
                buffer.putLong(at, 0, LITTLE_ENDIAN);
            }
        }
    }

    @Test
    void shouldRefuseCodesThatNobodyHas() {
        section(1, 1, 2, 3, 2, 2, 2, 2);
        assertTrue(isValid());
        for (int index = 0; index < 2; index++) {
            refused(signal(index) + 8, 7);
            refused(signal(index) + 11, 1);
            refused(intent(index), 0);
            refused(intent(index), 4);
            refused(intent(index) + 1, 0);
            refused(intent(index) + 1, 7);
            refused(intent(index) + 2, 3);
            refused(intent(index) + 3, 0);
            refused(intent(index) + 3, 8);
            refused(intent(index) + 4, 0);
            refused(intent(index) + 4, 5);
            refused(standing(index) + 2, 255);
        }
        // What stands behind the section is not its business.
        buffer.setMemory(standing(2), 200, (byte) 255);
        assertTrue(isValid());
    }

    /** A bar that is made here says which of the event's bars it is: of two the first or the second. */
    @ParameterizedTest
    @CsvSource({"-1, -1", "0, 0", "1, 1", "2, -1", "3, -1"})
    void shouldReadABarIntoItsPlaceAndNowhereElse(int place, int read) {
        section(2, 1, 0, 0, 0, 0, 0, 0);
        buffer.putInt(bar(0), 9, LITTLE_ENDIAN);
        buffer.putInt(bar(0) + 28, place, LITTLE_ENDIAN);
        EngineEvent event = new EngineEvent(new Bounds(8, 8, 8, 8));
        event.session(EventType.SESSION_OPEN, 5, 0);
        event.clearDecisions();
        if (read >= 0) {
            DecisionSection.decode(buffer, START, event);
            assertEquals(9, event.bars[read].instrumentId);
            assertTrue(event.bars[read].derived);
            assertFalse(event.bars[1 - read].derived);
        } else {
            assertEquals(
                    "a journal record has more bars than the slot: " + place,
                    assertThrows(IllegalStateException.class, () -> DecisionSection.decode(buffer, START, event))
                            .getMessage());
        }
    }

    @Test
    void shouldRebuildTheFeedsBarOfItsEvent() {
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        event.bar(3, 100, 200, 5, 8, 2, 6, 77, 0);
        event.clearDecisions();
        event.bars[0].prices(1, 1, 1, 1, 1);
        section(1, 0, 0, 0, 0, 0, 0, 0);
        buffer.putInt(START + 16, 20_229, LITTLE_ENDIAN);
        DecisionSection.decode(buffer, START, event);
        Bar bar = event.bars[0];
        assertEquals(
                List.of(3L, -1L, 20_229L, 100L, 200L, 5L, 8L, 2L, 6L, 77L),
                List.of(
                        (long) bar.instrumentId,
                        (long) bar.seriesId,
                        (long) bar.sessionDay,
                        bar.startNanos,
                        bar.endNanos,
                        bar.openE8,
                        bar.highE8,
                        bar.lowE8,
                        bar.closeE8,
                        bar.volume));
        assertFalse(bar.derived);
    }

    // ---- records that have no decisions

    /** Three lengths from byte 64 on, and texts from byte 112 on, rounded up to eight bytes; what leads out of it is none. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 112",
        "5, 3, 0, 120",
        "5, 3, 9, 136",
        "524288, 0, 0, 524400",
        "524289, 0, 0, -1",
        "-1, 0, 0, -1",
        "0, -1, 0, -1",
        "0, 0, -1, -1"
    })
    void shouldKnowTheLengthOfAnOpeningRecordByItsTexts(int build, int jdk, int configuration, int length) {
        buffer.putInt(64, build, LITTLE_ENDIAN);
        buffer.putInt(68, jdk, LITTLE_ENDIAN);
        buffer.putInt(72, configuration, LITTLE_ENDIAN);
        assertEquals(length, OpenRecord.impliedLength(buffer, 0, 112));
        assertEquals(length, OpenRecord.impliedLength(buffer, 0, 524_288));
        assertEquals(-1, OpenRecord.impliedLength(buffer, 0, 111));
        assertEquals(-1, OpenRecord.impliedLength(buffer, 0, 524_289));
    }

    /** 10 + 1 + 2 bytes of text from byte 112 on, and zeros up to byte 128, whatever the buffer held. */
    @Test
    void shouldWriteAnOpeningRecordWithItsPaddingAndNothingBehindIt() {
        buffer.setMemory(0, 200, (byte) 0xff);
        assertEquals(128, new OpenRecord("build-0001", "j", 7, "cc").encode(3, buffer));
        assertEquals("build-0001jcc", buffer.getStringWithoutLengthAscii(112, 13));
        assertEquals(0, buffer.getByte(125));
        assertEquals(0, buffer.getByte(126));
        assertEquals(0, buffer.getByte(127));
        assertEquals(-1, buffer.getByte(128));
        assertEquals(-1L, buffer.getLong(136));
        assertEquals(List.of(10, 1, 2, 0), List.of(at(64), at(68), at(72), at(76)));
        assertEquals(7, buffer.getLong(24, LITTLE_ENDIAN));
    }

    private int at(int place) {
        return buffer.getInt(place, LITTLE_ENDIAN);
    }

    @Test
    void shouldRefuseAConfigurationThatIsTooLong() {
        UnsafeBuffer record = new UnsafeBuffer(new byte[600 << 10]);
        int most = 524_288 - 112 - 8;
        assertEquals(524_288, new OpenRecord("abcde", "fgh", 7, "x".repeat(most)).encode(0, record));
        assertEquals(
                "the configuration is too long for a journal: " + (most + 1) + " bytes; shorten it below 523664",
                assertThrows(
                                UserError.class,
                                () -> new OpenRecord("abcde", "fgh", 7, "x".repeat(most + 1)).encode(0, record))
                        .getMessage());
    }
}
