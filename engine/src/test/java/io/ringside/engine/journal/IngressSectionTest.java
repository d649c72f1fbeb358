package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TickerText;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrived, as the table of the section's layout has it. */
class IngressSectionTest {
    private static final int AT = 8;

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);

    private int encode() {
        buffer.setMemory(0, buffer.capacity(), (byte) -1);
        return IngressSection.encode(event, buffer, AT) - AT;
    }

    private long whole(int offset) {
        return buffer.getLong(AT + offset, LITTLE_ENDIAN);
    }

    private int half(int offset) {
        return buffer.getInt(AT + offset, LITTLE_ENDIAN);
    }

    private void longs(long... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], whole(8 * i), "at " + 8 * i);
        }
    }

    private boolean isValid() {
        return IngressSection.isValid(buffer, AT, event.type);
    }

    @Test
    void shouldWritePrices() {
        event.bar(3, 11, 12, 13, 15, 10, 14, 99, 0);
        assertEquals(48, encode());
        longs(11, 13, 15, 10, 14, 99);
        event.openPrint(3, 11, 12, 0);
        assertEquals(8, encode());
        longs(12);
        event.trade(3, 11, 12, 13, 0);
        assertEquals(16, encode());
        longs(12, 13);
        event.quote(3, 11, 12, 13, 14, 15, 0);
        assertEquals(32, encode());
        longs(12, 13, 14, 15);
        for (EventType type : new EventType[] {EventType.SESSION_OPEN, EventType.SESSION_CLOSE}) {
            event.session(type, 11, 0);
            assertEquals(0, encode());
        }
        event.continued(11, 0);
        assertEquals(0, encode());
        event.split(3, 11, 2, 1, 0);
        assertEquals(32, encode());
        longs(0, 2, 1, CorporateAction.SPLIT.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {
                "ORDER_SENT",
                "ORDER_ACCEPTED",
                "ORDER_REJECTED",
                "ORDER_CANCELLED",
                "FILL",
                "COMMISSION",
                "ORDER_REPLACED"
            })
    void shouldWriteReportsOfOrders(EventType type) {
        boolean fill = type == EventType.FILL;
        event.fill(3, 11, 77, Side.SELL, 5, 13, 6, 14, 15);
        event.type = type;
        event.brokerOrderId = 88;
        event.code = 9;
        boolean charged = fill || type == EventType.COMMISSION;
        assertEquals(64, encode());
        longs(77, 88, fill ? 13 : 0, fill ? 5 : 0, 6, charged ? event.commissionE8 : 0, fill ? event.slippageE8 : 0);
        assertTrue(event.commissionE8 != 0 && event.slippageE8 != 0);
        assertEquals(9, half(56));
        assertEquals(fill ? 2 : 0, half(60));
        assertTrue(isValid());
        buffer.putByte(AT + 60, (byte) 1);
        assertEquals(fill, isValid());
        buffer.putByte(AT + 60, (byte) 3);
        assertFalse(isValid());
    }

    @Test
    void shouldWriteWhatIsNoMarketAndNoOrder() {
        for (EventType type : new EventType[] {EventType.COMMAND, EventType.CONDITION, EventType.TIMER}) {
            event.control(type, 11, 9, 12);
            assertEquals(16, encode());
            longs(12);
            assertEquals(9, half(8));
            assertEquals(0, half(12));
            assertTrue(isValid());
        }
        event.position(3, 11, 0, 9, 12, 13, 14, 15);
        assertEquals(40, encode());
        longs(15, 14, 13, 12);
        assertEquals(0, half(32));
        assertEquals(9, half(36));
        event.account(11, 0, 12, 13, 14);
        assertEquals(40, encode());
        longs(12, 0, 13, 14);
        assertEquals(0, whole(32));
    }

    /** A text is padded to eight bytes with zeros. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, EngineEvent.TEXT_MAX})
    void shouldWriteTexts(int length) {
        String text = "abcdefgh".repeat(40).substring(0, length);
        int padded = (length + 7) / 8 * 8;
        event.control(EventType.COMMAND, 11, 9, 12);
        event.textLength = length;
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, event.text, 0, length);
        assertEquals(16 + padded, encode());
        assertEquals(16 + padded, IngressSection.length(buffer, AT, EventType.COMMAND));
        assertEquals(length, half(12));
        assertEquals(text, buffer.getStringWithoutLengthAscii(AT + 16, length));
        for (int i = length; i < padded; i++) {
            assertEquals(0, buffer.getByte(AT + 16 + i));
        }
        EngineEvent read = new EngineEvent(new Bounds(1, 1, 1, 1));
        read.type = EventType.COMMAND;
        IngressSection.decode(buffer, AT, read);
        assertEquals("9 12 " + length, read.code + " " + read.argument + " " + read.textLength);
        event.type = EventType.FILL;
        event.side = Side.BUY;
        assertEquals(64 + padded, encode());
        assertEquals(length, buffer.getByte(AT + 61));
        event.type = EventType.ACCOUNT;
        assertEquals(40 + padded, encode());
        assertEquals(length, half(32));
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        event.control(EventType.COMMAND, 11, 9, 12);
        event.textLength = EngineEvent.TEXT_MAX + 1;
        assertThrows(IllegalStateException.class, this::encode);
        buffer.setMemory(0, 4096, (byte) 0);
        buffer.putByte(AT + 12, (byte) (EngineEvent.TEXT_MAX + 1));
        assertTrue(IngressSection.length(buffer, AT, EventType.COMMAND) > 1 << 20, "no record is so long");
        buffer.putByte(AT + 12, (byte) -1);
        assertTrue(IngressSection.length(buffer, AT, EventType.COMMAND) > 1 << 20);
    }

    /** Each price of a bar up to the largest that is exact in a double, on either side of zero. */
    @Test
    void shouldKnowPricesThatADoubleHolds() {
        event.bar(3, 11, 12, 1, 1, 1, 1, 99, 0);
        encode();
        assertTrue(isValid());
        for (int offset = 8; offset <= 32; offset += 8) {
            for (int sign : new int[] {1, -1}) {
                buffer.putLong(AT + offset, sign * (1L << 53), LITTLE_ENDIAN);
                assertTrue(isValid());
                buffer.putLong(AT + offset, sign * ((1L << 53) + 1), LITTLE_ENDIAN);
                assertFalse(isValid());
                buffer.putLong(AT + offset, 1, LITTLE_ENDIAN);
            }
        }
        // Times and volumes may be any.
        buffer.putLong(AT, Long.MAX_VALUE, LITTLE_ENDIAN);
        buffer.putLong(AT + 40, Long.MAX_VALUE, LITTLE_ENDIAN);
        assertTrue(isValid());
    }

    @Test
    void shouldKnowCorporateActions() {
        event.split(3, 11, 2, 1, 0);
        encode();
        for (int code = -1; code <= 5; code++) {
            buffer.putInt(AT + 24, code, LITTLE_ENDIAN);
            // Two and one are no ticker.
            assertEquals(code >= 1 && code <= 3, isValid(), "code " + code);
        }
        buffer.putInt(AT + 24, CorporateAction.SYMBOL_CHANGE.code(), LITTLE_ENDIAN);
        buffer.putLong(AT + 8, TickerText.head("META"), LITTLE_ENDIAN);
        buffer.putLong(AT + 16, TickerText.tail("META"), LITTLE_ENDIAN);
        assertTrue(isValid());
    }
}
