package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.EventType;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Last record of an orderly shutdown. Offsets from the record's start.
 *
 * <pre>
 *    0 header, of which ingressNanos is when the writer closed the journal
 *   64 records of this epoch, OPEN and CLOSE included   72 of them with intents
 * </pre>
 *
 * @param closedNanos wall clock when the writer closed the journal, UTC nanoseconds since 1970
 * @param records records that this writer wrote
 * @param recordsWithIntents how many of them hold intents
 */
public record CloseRecord(long closedNanos, long records, long recordsWithIntents) {
    static final int LENGTH = 80;

    int encode(long sequence, MutableDirectBuffer buffer) {
        JournalRecord.encodeHeader(buffer, EventType.CLOSE, LENGTH, sequence);
        buffer.putLong(JournalRecord.INGRESS_NANOS_OFFSET, closedNanos, LITTLE_ENDIAN);
        buffer.putLong(64, records, LITTLE_ENDIAN);
        buffer.putLong(72, recordsWithIntents, LITTLE_ENDIAN);
        return LENGTH;
    }

    static CloseRecord decode(DirectBuffer buffer, int offset) {
        return new CloseRecord(
                buffer.getLong(offset + JournalRecord.INGRESS_NANOS_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(offset + 64, LITTLE_ENDIAN),
                buffer.getLong(offset + 72, LITTLE_ENDIAN));
    }
}
