package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TickerText;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The input event: the second section of a {@link JournalRecord}. Offsets from its start; eight bytes a field unless said.
 *
 * <pre>
 *   OPEN_PRINT       0 priceE8
 *   BAR              0 startNanos  8 openE8  16 highE8  24 lowE8  32 closeE8  40 volume
 *   TRADE            0 priceE8     8 quantity
 *   QUOTE            0 bidE8       8 askE8   16 bidSize 24 askSize
 *   SESSION_…, CONTINUE
 *                    nothing
 *   CORPORATE_ACTION 0 priceE8     8 quantity  16 argument 24 code i32  28 zero i32
 *   order reports    0 orderRef    8 brokerOrderId  16 priceE8  24 quantity  32 leaves  40 commissionE8
 *                   48 slippageE8 56 code i32  60 side u8  61 text length u8  62 zero u16  64 text, padded to 8
 *   COMMAND, CONDITION, TIMER
 *                    0 argument    8 code i32  12 text length u8  13 zero      16 text, padded to 8
 *   POSITION         0 priceE8     8 quantity  16 orderRef  24 argument  32 text length u8  33 zero  36 code i32
 *                   40 text, padded to 8
 *   ACCOUNT          0 priceE8     8 zero      16 bidE8     24 askE8     32 text length u8  33 zero
 *                   40 text, padded to 8
 * </pre>
 *
 * <p>Fields that a type does not have are written as zero and read as zero, whatever the slot held before: price, quantity,
 * slippage and side only for FILL, commission also for COMMISSION.
 *
 * <p>Thread: any; it has no state.
 */
final class IngressSection {
    /** Length of the longest section: an order report with its text. */
    static final int LENGTH_MAX = 64 + EngineEvent.TEXT_MAX;

    private static final long EXACT_IN_DOUBLE = 1L << 53;
    private static final int ORDER_FIXED = 64;
    private static final int ORDER_TEXT_LENGTH = 61;
    private static final int CONTROL_FIXED = 16;
    private static final int CONTROL_TEXT_LENGTH = 12;
    private static final int ACCOUNT_FIXED = 40;
    private static final int ACCOUNT_TEXT_LENGTH = 32;
    private static final int ACCOUNT_CODE = 36;

    /** By the type's ordinal: length without text, and offset of the text's length, or -1. */
    private static final int[] FIXED_LENGTH = new int[EventType.values().length];

    private static final int[] TEXT_LENGTH = new int[FIXED_LENGTH.length];

    static {
        for (EventType type : EventType.values()) {
            FIXED_LENGTH[type.ordinal()] = fixedLengthOf(type);
            TEXT_LENGTH[type.ordinal()] = textLengthOf(type);
        }
    }

    private IngressSection() {}

    /** Writes the section at the given offset; returns the offset after it. */
    static int encode(EngineEvent event, MutableDirectBuffer buffer, int at) {
        switch (event.type) {
            case OPEN_PRINT -> buffer.putLong(at, event.priceE8, LITTLE_ENDIAN);
            case BAR -> {
                buffer.putLong(at, event.startNanos, LITTLE_ENDIAN);
                buffer.putLong(at + 8, event.openE8, LITTLE_ENDIAN);
                buffer.putLong(at + 16, event.highE8, LITTLE_ENDIAN);
                buffer.putLong(at + 24, event.lowE8, LITTLE_ENDIAN);
                buffer.putLong(at + 32, event.closeE8, LITTLE_ENDIAN);
                buffer.putLong(at + 40, event.volume, LITTLE_ENDIAN);
            }
            case TRADE -> {
                buffer.putLong(at, event.priceE8, LITTLE_ENDIAN);
                buffer.putLong(at + 8, event.quantity, LITTLE_ENDIAN);
            }
            case QUOTE -> {
                buffer.putLong(at, event.bidE8, LITTLE_ENDIAN);
                buffer.putLong(at + 8, event.askE8, LITTLE_ENDIAN);
                buffer.putLong(at + 16, event.bidSize, LITTLE_ENDIAN);
                buffer.putLong(at + 24, event.askSize, LITTLE_ENDIAN);
            }
            case SESSION_OPEN, SESSION_CLOSE, CONTINUE -> {}
            case CORPORATE_ACTION -> {
                buffer.putLong(at, event.priceE8, LITTLE_ENDIAN);
                buffer.putLong(at + 8, event.quantity, LITTLE_ENDIAN);
                buffer.putLong(at + 16, event.argument, LITTLE_ENDIAN);
                buffer.putLong(at + 24, event.code & 0xffff_ffffL, LITTLE_ENDIAN);
            }
            case ORDER_SENT, ORDER_ACCEPTED, ORDER_REJECTED, ORDER_CANCELLED, FILL, COMMISSION, ORDER_REPLACED ->
                encodeOrder(event, buffer, at);
            case COMMAND, CONDITION, TIMER -> {
                buffer.putLong(at, event.argument, LITTLE_ENDIAN);
                buffer.putInt(at + 8, event.code, LITTLE_ENDIAN);
                buffer.putInt(at + CONTROL_TEXT_LENGTH, event.textLength, LITTLE_ENDIAN);
                encodeText(event, buffer, at + CONTROL_FIXED);
            }
            case POSITION, ACCOUNT -> {
                boolean position = event.type == EventType.POSITION;
                buffer.putLong(at, event.priceE8, LITTLE_ENDIAN);
                buffer.putLong(at + 8, position ? event.quantity : 0, LITTLE_ENDIAN);
                buffer.putLong(at + 16, position ? event.orderRef : event.bidE8, LITTLE_ENDIAN);
                buffer.putLong(at + 24, position ? event.argument : event.askE8, LITTLE_ENDIAN);
                buffer.putInt(at + ACCOUNT_TEXT_LENGTH, event.textLength, LITTLE_ENDIAN);
                buffer.putInt(at + ACCOUNT_CODE, position ? event.code : 0, LITTLE_ENDIAN);
                encodeText(event, buffer, at + ACCOUNT_FIXED);
            }
            case OPEN, CLOSE -> throw new IllegalStateException(event.type + " is made by the journal itself");
        }
        return at + length(buffer, at, event.type);
    }

    /** Reads the section at the given offset. */
    static void decode(DirectBuffer buffer, int at, EngineEvent event) {
        // Separate from the other types, so that the path of nearly all events is short enough to be inlined.
        if (event.type == EventType.BAR) {
            event.startNanos = buffer.getLong(at, LITTLE_ENDIAN);
            event.openE8 = buffer.getLong(at + 8, LITTLE_ENDIAN);
            event.highE8 = buffer.getLong(at + 16, LITTLE_ENDIAN);
            event.lowE8 = buffer.getLong(at + 24, LITTLE_ENDIAN);
            event.closeE8 = buffer.getLong(at + 32, LITTLE_ENDIAN);
            event.volume = buffer.getLong(at + 40, LITTLE_ENDIAN);
        } else if (event.type == EventType.OPEN_PRINT) {
            event.priceE8 = buffer.getLong(at, LITTLE_ENDIAN);
        } else {
            decodeOther(buffer, at, event);
        }
    }

    private static void decodeOther(DirectBuffer buffer, int at, EngineEvent event) {
        switch (event.type) {
            case TRADE -> {
                event.priceE8 = buffer.getLong(at, LITTLE_ENDIAN);
                event.quantity = buffer.getLong(at + 8, LITTLE_ENDIAN);
            }
            case QUOTE -> {
                event.bidE8 = buffer.getLong(at, LITTLE_ENDIAN);
                event.askE8 = buffer.getLong(at + 8, LITTLE_ENDIAN);
                event.bidSize = buffer.getLong(at + 16, LITTLE_ENDIAN);
                event.askSize = buffer.getLong(at + 24, LITTLE_ENDIAN);
            }
            case SESSION_OPEN, SESSION_CLOSE, CONTINUE -> {}
            case CORPORATE_ACTION -> {
                event.priceE8 = buffer.getLong(at, LITTLE_ENDIAN);
                event.quantity = buffer.getLong(at + 8, LITTLE_ENDIAN);
                event.argument = buffer.getLong(at + 16, LITTLE_ENDIAN);
                event.code = buffer.getInt(at + 24, LITTLE_ENDIAN);
            }
            case ORDER_SENT, ORDER_ACCEPTED, ORDER_REJECTED, ORDER_CANCELLED, FILL, COMMISSION, ORDER_REPLACED ->
                decodeOrder(buffer, at, event);
            case COMMAND, CONDITION, TIMER -> {
                event.argument = buffer.getLong(at, LITTLE_ENDIAN);
                event.code = buffer.getInt(at + 8, LITTLE_ENDIAN);
                decodeText(buffer, at + CONTROL_TEXT_LENGTH, at + CONTROL_FIXED, event);
            }
            case POSITION, ACCOUNT -> {
                event.priceE8 = buffer.getLong(at, LITTLE_ENDIAN);
                event.quantity = buffer.getLong(at + 8, LITTLE_ENDIAN);
                if (event.type == EventType.POSITION) {
                    event.orderRef = buffer.getLong(at + 16, LITTLE_ENDIAN);
                    event.argument = buffer.getLong(at + 24, LITTLE_ENDIAN);
                    event.code = buffer.getInt(at + ACCOUNT_CODE, LITTLE_ENDIAN);
                } else {
                    event.bidE8 = buffer.getLong(at + 16, LITTLE_ENDIAN);
                    event.askE8 = buffer.getLong(at + 24, LITTLE_ENDIAN);
                }
                decodeText(buffer, at + ACCOUNT_TEXT_LENGTH, at + ACCOUNT_FIXED, event);
            }
            case BAR, OPEN_PRINT, OPEN, CLOSE -> throw new IllegalStateException(event.type + " is no event here");
        }
    }

    /** Length of the section of a type, its text not counted. */
    static int fixedLength(EventType type) {
        return FIXED_LENGTH[type.ordinal()];
    }

    /** Length of the section at the given offset, its text included. */
    static int length(DirectBuffer buffer, int at, EventType type) {
        int textLength = TEXT_LENGTH[type.ordinal()];
        return fixedLength(type) + (textLength < 0 ? 0 : padded(buffer.getByte(at + textLength)));
    }

    private static int fixedLengthOf(EventType type) {
        return switch (type) {
            case OPEN, CLOSE, SESSION_OPEN, SESSION_CLOSE, CONTINUE -> 0;
            case OPEN_PRINT -> 8;
            case TRADE -> 16;
            case QUOTE, CORPORATE_ACTION -> 32;
            case BAR -> 48;
            case ORDER_SENT, ORDER_ACCEPTED, ORDER_REJECTED, ORDER_CANCELLED, FILL, COMMISSION, ORDER_REPLACED ->
                ORDER_FIXED;
            case COMMAND, CONDITION, TIMER -> CONTROL_FIXED;
            case POSITION, ACCOUNT -> ACCOUNT_FIXED;
        };
    }

    private static int textLengthOf(EventType type) {
        return switch (type) {
            case ORDER_SENT, ORDER_ACCEPTED, ORDER_REJECTED, ORDER_CANCELLED, FILL, COMMISSION, ORDER_REPLACED ->
                ORDER_TEXT_LENGTH;
            case COMMAND, CONDITION, TIMER -> CONTROL_TEXT_LENGTH;
            case POSITION, ACCOUNT -> ACCOUNT_TEXT_LENGTH;
            default -> -1;
        };
    }

    /** Whether codes and prices of the section at the given offset are valid. */
    static boolean isValid(DirectBuffer buffer, int at, EventType type) {
        if (type == EventType.BAR) {
            return arePrices(buffer, at + 8);
        }
        if (type == EventType.CORPORATE_ACTION) {
            CorporateAction action = CorporateAction.ofCode(buffer.getInt(at + 24, LITTLE_ENDIAN));
            return action == CorporateAction.SYMBOL_CHANGE
                    ? TickerText.isValid(buffer.getLong(at + 8, LITTLE_ENDIAN), buffer.getLong(at + 16, LITTLE_ENDIAN))
                    : action != null;
        }
        if (!type.isOrderReport()) {
            return true;
        }
        byte side = buffer.getByte(at + 60);
        return type == EventType.FILL ? Side.ofCode(side) != null : side == Side.NONE.code();
    }

    /** Whether the four prices of a bar are exact as doubles, as a slot's bar requires. */
    static boolean arePrices(DirectBuffer buffer, int at) {
        for (int i = at; i < at + 32; i += 8) {
            long priceE8 = buffer.getLong(i, LITTLE_ENDIAN);
            if (priceE8 > EXACT_IN_DOUBLE || priceE8 < -EXACT_IN_DOUBLE) {
                return false;
            }
        }
        return true;
    }

    private static void encodeOrder(EngineEvent event, MutableDirectBuffer buffer, int at) {
        boolean fill = event.type == EventType.FILL;
        boolean charged = fill || event.type == EventType.COMMISSION;
        buffer.putLong(at, event.orderRef, LITTLE_ENDIAN);
        buffer.putLong(at + 8, event.brokerOrderId, LITTLE_ENDIAN);
        buffer.putLong(at + 16, fill ? event.priceE8 : 0, LITTLE_ENDIAN);
        buffer.putLong(at + 24, fill ? event.quantity : 0, LITTLE_ENDIAN);
        buffer.putLong(at + 32, event.leaves, LITTLE_ENDIAN);
        buffer.putLong(at + 40, charged ? event.commissionE8 : 0, LITTLE_ENDIAN);
        buffer.putLong(at + 48, fill ? event.slippageE8 : 0, LITTLE_ENDIAN);
        buffer.putInt(at + 56, event.code, LITTLE_ENDIAN);
        buffer.putInt(at + 60, (fill ? event.side : Side.NONE).code() | event.textLength << 8, LITTLE_ENDIAN);
        encodeText(event, buffer, at + ORDER_FIXED);
    }

    private static void decodeOrder(DirectBuffer buffer, int at, EngineEvent event) {
        event.orderRef = buffer.getLong(at, LITTLE_ENDIAN);
        event.brokerOrderId = buffer.getLong(at + 8, LITTLE_ENDIAN);
        event.priceE8 = buffer.getLong(at + 16, LITTLE_ENDIAN);
        event.quantity = buffer.getLong(at + 24, LITTLE_ENDIAN);
        event.leaves = buffer.getLong(at + 32, LITTLE_ENDIAN);
        event.commissionE8 = buffer.getLong(at + 40, LITTLE_ENDIAN);
        event.slippageE8 = buffer.getLong(at + 48, LITTLE_ENDIAN);
        event.code = buffer.getInt(at + 56, LITTLE_ENDIAN);
        event.side = DecisionSection.require(Side.ofCode(buffer.getByte(at + 60)), "side");
        decodeText(buffer, at + ORDER_TEXT_LENGTH, at + ORDER_FIXED, event);
    }

    private static void encodeText(EngineEvent event, MutableDirectBuffer buffer, int at) {
        int length = event.textLength;
        if (length > 0) {
            if (length > EngineEvent.TEXT_MAX) {
                throw new IllegalStateException("text does not fit a journal record: " + length);
            }
            buffer.putLong(at + padded(length) - 8, 0, LITTLE_ENDIAN);
            buffer.putBytes(at, event.text, 0, length);
        }
    }

    private static void decodeText(DirectBuffer buffer, int lengthAt, int at, EngineEvent event) {
        event.textLength = buffer.getByte(lengthAt);
        buffer.getBytes(at, event.text, 0, event.textLength);
    }

    /** The next multiple of eight; a value out of range if the length is longer than any text. */
    private static int padded(int length) {
        return length >= 0 && length <= EngineEvent.TEXT_MAX ? (length + 7) & ~7 : JournalRecord.LENGTH_MAX;
    }
}
