package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The layout of one record: a header, the input event, the decisions. Little-endian, every section a multiple of eight.
 *
 * <pre>
 *    0        2   3   4           8                16               24
 *   +--------+---+---+-----------+----------------+----------------+----------------+
 *   | 'RJ'   |ver|typ| length    | sequence       | eventNanos     | ingressNanos * |
 *   +--------+---+---+-----------+----------------+----------------+----------------+
 *    32         36         40         44
 *   +----------+----------+----------+----------+  nanoseconds from ingress to the end of the stage, 0 if not
 *   | indic. * | signal * | risk   * | journal *|  measured, at most 2^31 - 1
 *   +----------+----------+----------+----------+
 *    48         52         56         60       62
 *   +----------+----------+----------+--------+--------+
 *   | epoch  * | before * | crc    * | instr. | flags  |  before: crc of the record before, 0 for the first
 *   +----------+----------+----------+--------+--------+  crc: CRC32C of all other bytes of this record
 *    64 input event, by type: {@link IngressSection}; for OPEN and CLOSE {@link OpenRecord}, {@link CloseRecord}
 *         decisions: {@link DecisionSection}; not for OPEN and CLOSE
 * </pre>
 *
 * <p>Fields with a star are masked when records are compared or digested: they differ between a live session, its replay
 * and another replay, and no decision may depend on them. These 64 bytes and the way the CRC is taken are the same in
 * every schema version; a build reads its own version and all older ones.
 *
 * <p>Thread: any; it has no state.
 */
public final class JournalRecord {
    /** First two bytes, 'R' and 'J'. */
    public static final int MAGIC = 'R' | 'J' << 8;
    /**
     * Newest version of the layout that this build writes and reads. A record has the oldest version that can hold it: 1,
     * or 2 if it has a portfolio's standings, continues an event or is a corporate action.
     */
    public static final int SCHEMA_VERSION = 2;

    /** Length of the header. */
    public static final int HEADER_LENGTH = 64;
    /**
     * Longest record: the largest {@link Bounds} need 1.4 MB, a rebalancing of 400 names 100 KB.
     */
    public static final int LENGTH_MAX = 2 << 20;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 2;
    static final int TYPE_OFFSET = 3;
    static final int LENGTH_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 8;
    static final int EVENT_NANOS_OFFSET = 16;
    /** The masked fields lie at 24 to 60, without a gap. */
    static final int MASK_OFFSET = 24;

    static final int INGRESS_NANOS_OFFSET = 24;
    static final int INDICATOR_DELAY_OFFSET = 32;
    static final int SIGNAL_DELAY_OFFSET = 36;
    static final int RISK_DELAY_OFFSET = 40;
    static final int JOURNAL_DELAY_OFFSET = 44;
    static final int EPOCH_OFFSET = 48;
    static final int CRC_BEFORE_OFFSET = 52;
    static final int CRC_OFFSET = 56;
    static final int MASK_END = 60;
    static final int INSTRUMENT_OFFSET = 60;
    static final int FLAGS_OFFSET = 62;

    private JournalRecord() {}

    /** The longest record that events within the bounds can make, OPEN and CLOSE included. */
    public static int maxLength(Bounds bounds) {
        int length = HEADER_LENGTH + IngressSection.LENGTH_MAX + DecisionSection.maxLength(bounds);
        return Math.max(length, OpenRecord.LENGTH_MAX);
    }

    /**
     * Writes the event's record at the buffer's start, without epoch and checksums.
     *
     * @param journalNanos wall clock now, 0 in back tests
     * @return its length
     * @throws IllegalStateException if a value does not fit into its field of the record
     */
    public static int encode(EngineEvent event, long journalNanos, MutableDirectBuffer buffer) {
        int length = IngressSection.encode(event, buffer, HEADER_LENGTH);
        length = DecisionSection.encode(event, buffer, length);
        encodeHeader(buffer, event.type, length, event.sequence);
        if (needsVersion2(event)) {
            buffer.putByte(VERSION_OFFSET, (byte) 2);
        }
        long ingressNanos = event.ingressNanos;
        buffer.putLong(EVENT_NANOS_OFFSET, event.eventNanos, LITTLE_ENDIAN);
        buffer.putLong(INGRESS_NANOS_OFFSET, ingressNanos, LITTLE_ENDIAN);
        buffer.putInt(INDICATOR_DELAY_OFFSET, delay(ingressNanos, event.indicatorNanos), LITTLE_ENDIAN);
        buffer.putInt(SIGNAL_DELAY_OFFSET, delay(ingressNanos, event.signalNanos), LITTLE_ENDIAN);
        buffer.putInt(RISK_DELAY_OFFSET, delay(ingressNanos, event.riskNanos), LITTLE_ENDIAN);
        buffer.putInt(JOURNAL_DELAY_OFFSET, delay(ingressNanos, journalNanos), LITTLE_ENDIAN);
        buffer.putShort(INSTRUMENT_OFFSET, u16(event.instrumentId, "instrumentId"), LITTLE_ENDIAN);
        buffer.putShort(FLAGS_OFFSET, u16(event.flags, "flags"), LITTLE_ENDIAN);
        return length;
    }

    private static boolean needsVersion2(EngineEvent event) {
        return event.type == EventType.CONTINUE
                || event.type == EventType.CORPORATE_ACTION
                || event.standingCount > 0
                || event.isUnfinished();
    }

    /** Sets a header whose clocks and flags are zero. */
    static void encodeHeader(MutableDirectBuffer buffer, EventType type, int length, long sequence) {
        buffer.putShort(MAGIC_OFFSET, (short) MAGIC, LITTLE_ENDIAN);
        buffer.putByte(VERSION_OFFSET, (byte) 1);
        buffer.putByte(TYPE_OFFSET, type.code());
        buffer.putInt(LENGTH_OFFSET, length, LITTLE_ENDIAN);
        buffer.putLong(SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        for (int i = EVENT_NANOS_OFFSET; i < HEADER_LENGTH; i += 8) {
            buffer.putLong(i, 0, LITTLE_ENDIAN);
        }
    }

    /** Reads the input event and the record's sequence; the slot's decisions are not touched. */
    public static void decodeIngress(DirectBuffer buffer, int offset, EngineEvent event) {
        event.type = type(buffer, offset);
        event.sequence = sequence(buffer, offset);
        event.eventNanos = eventNanos(buffer, offset);
        event.ingressNanos = buffer.getLong(offset + INGRESS_NANOS_OFFSET, LITTLE_ENDIAN);
        event.instrumentId = buffer.getShort(offset + INSTRUMENT_OFFSET, LITTLE_ENDIAN) & 0xffff;
        event.flags = buffer.getShort(offset + FLAGS_OFFSET, LITTLE_ENDIAN) & 0xffff;
        IngressSection.decode(buffer, offset + HEADER_LENGTH, event);
    }

    /**
     * Reads the whole record into a slot: input, decisions, and when each stage was done.
     *
     * @throws IllegalStateException if the slot's bounds are too small
     */
    public static void decode(DirectBuffer buffer, int offset, EngineEvent event) {
        event.clearDecisions();
        decodeIngress(buffer, offset, event);
        DecisionSection.decode(buffer, decisionOffset(buffer, offset), event);
        event.indicatorNanos = stageNanos(buffer, offset, INDICATOR_DELAY_OFFSET);
        event.signalNanos = stageNanos(buffer, offset, SIGNAL_DELAY_OFFSET);
        event.riskNanos = stageNanos(buffer, offset, RISK_DELAY_OFFSET);
    }

    /** Event type of the record, or null for a code that this build does not know. */
    public static EventType type(DirectBuffer buffer, int offset) {
        return EventType.ofCode(buffer.getByte(offset + TYPE_OFFSET));
    }

    /** Version of the layout that the record has. */
    public static int version(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + VERSION_OFFSET) & 0xff;
    }

    /** Length of the record. */
    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    /** Place in the journal's total order. */
    public static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    /** When it happened. */
    public static long eventNanos(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + EVENT_NANOS_OFFSET, LITTLE_ENDIAN);
    }

    /** Nanoseconds from ingress to the append, 0 if not measured. */
    public static int journalDelayNanos(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + JOURNAL_DELAY_OFFSET, LITTLE_ENDIAN);
    }

    /** Epoch: the number of the journal's writer, from 1. */
    public static int epoch(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + EPOCH_OFFSET, LITTLE_ENDIAN);
    }

    static int crcBefore(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CRC_BEFORE_OFFSET, LITTLE_ENDIAN);
    }

    static int crc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN);
    }

    /** Whether the record holds intents. */
    public static boolean hasIntents(DirectBuffer buffer, int offset, int length) {
        EventType type = type(buffer, offset);
        return type != EventType.OPEN
                && type != EventType.CLOSE
                && decisionsIn(buffer, offset, length, type) >= 0
                && DecisionSection.intents(buffer, decisionOffset(buffer, offset)) > 0;
    }

    /** Offset at which the decisions begin. */
    static int decisionOffset(DirectBuffer buffer, int offset) {
        return offset + HEADER_LENGTH + IngressSection.length(buffer, offset + HEADER_LENGTH, type(buffer, offset));
    }

    /**
     * Offset in the buffer of a record's decisions, or of its end if it has none; -1 if the record's counts do not add up to
     * its length.
     */
    static int decisionsIn(DirectBuffer buffer, int offset, int length, EventType type) {
        if (type == EventType.OPEN || type == EventType.CLOSE) {
            int implied =
                    type == EventType.OPEN ? OpenRecord.impliedLength(buffer, offset, length) : CloseRecord.LENGTH;
            return implied == length ? offset + length : -1;
        }
        if (length < HEADER_LENGTH + IngressSection.fixedLength(type)) {
            return -1;
        }
        int decisions = HEADER_LENGTH + IngressSection.length(buffer, offset + HEADER_LENGTH, type);
        return length >= decisions + DecisionSection.COUNTS_LENGTH
                        && length == decisions + DecisionSection.length(buffer, offset + decisions)
                ? offset + decisions
                : -1;
    }

    /**
     * Whether codes, counts and prices of a record are valid; its length must have been checked.
     *
     * @param decisions offset at which its decisions begin
     */
    static boolean isValid(DirectBuffer buffer, int offset, EventType type, int decisions) {
        return type == EventType.OPEN
                || type == EventType.CLOSE
                || (IngressSection.isValid(buffer, offset + HEADER_LENGTH, type)
                        && DecisionSection.isValid(buffer, decisions));
    }

    static short u16(int value, String what) {
        if ((value & 0xffff) != value) {
            throw new IllegalStateException(what + " does not fit a journal record: " + value);
        }
        return (short) value;
    }

    static byte u8(int value, String what) {
        if ((value & 0xff) != value) {
            throw new IllegalStateException(what + " does not fit a journal record: " + value);
        }
        return (byte) value;
    }

    private static int delay(long ingressNanos, long stageNanos) {
        if (ingressNanos == 0 || stageNanos == 0) {
            return 0;
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, stageNanos - ingressNanos));
    }

    private static long stageNanos(DirectBuffer buffer, int offset, int delayOffset) {
        int delay = buffer.getInt(offset + delayOffset, LITTLE_ENDIAN);
        return delay == 0 ? 0 : buffer.getLong(offset + INGRESS_NANOS_OFFSET, LITTLE_ENDIAN) + delay;
    }
}
