package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Compares a journaled record with the same event replayed: bit for bit, clocks masked; if they differ, it names the stage
 * and the field.
 *
 * <p>Thread: the replay's. Nothing is allocated while records agree.
 */
public final class RecordComparison {
    /** Where a replay diverged from the journal: the first differing field, in the order in which the stages write. */
    public record Difference(long sequence, String stage, String field, String journaled, String replayed) {
        @Override
        public String toString() {
            return "diverged sequence=" + sequence + " stage=" + stage + " field=" + field + " journaled=" + journaled
                    + " replayed=" + replayed;
        }
    }

    private final UnsafeBuffer scratch;

    /** For events within the bounds. */
    public RecordComparison(Bounds bounds) {
        scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(JournalRecord.maxLength(bounds)));
    }

    /** Whether the replayed event's record equals the journaled one, clocks, epoch and checksums aside. */
    public boolean equal(DirectBuffer buffer, int offset, int length, EngineEvent replayed) {
        int replayedLength = JournalRecord.encode(replayed, 0, scratch);
        if (replayedLength != length) {
            return false;
        }
        long difference = 0;
        for (int i = 0; i < JournalRecord.MASK_OFFSET; i += 8) {
            difference |= buffer.getLong(offset + i) ^ scratch.getLong(i);
        }
        difference |= buffer.getInt(offset + JournalRecord.MASK_END) ^ scratch.getInt(JournalRecord.MASK_END);
        for (int i = JournalRecord.HEADER_LENGTH; i < length; i += 8) {
            difference |= buffer.getLong(offset + i) ^ scratch.getLong(i);
        }
        return difference == 0;
    }

    /**
     * Names the first difference, or null if there is none.
     *
     * @param bounds large enough for what the journal holds
     */
    public Difference difference(DirectBuffer buffer, int offset, int length, EngineEvent replayed, Bounds bounds) {
        if (equal(buffer, offset, length, replayed)) {
            return null;
        }
        EngineEvent journaled = new EngineEvent(bounds);
        JournalRecord.decode(buffer, offset, journaled);
        EngineEvent decoded = new EngineEvent(bounds);
        int replayedLength = JournalRecord.encode(replayed, 0, scratch);
        JournalRecord.decode(scratch, 0, decoded);
        Difference difference = new FieldComparison(journaled.sequence).first(journaled, decoded);
        return difference != null ? difference : unnamed(buffer, offset, length, replayedLength);
    }

    /** Reports a difference in padding, which belongs to no field of the slot. */
    private Difference unnamed(DirectBuffer buffer, int offset, int length, int replayedLength) {
        int at = 0;
        while (at < Math.min(length, replayedLength) && same(buffer, offset, at)) {
            at++;
        }
        return new Difference(
                buffer.getLong(offset + JournalRecord.SEQUENCE_OFFSET, LITTLE_ENDIAN),
                "journal",
                "byte " + at,
                length + " bytes",
                replayedLength + " bytes");
    }

    private boolean same(DirectBuffer buffer, int offset, int at) {
        boolean masked = at >= JournalRecord.MASK_OFFSET && at < JournalRecord.MASK_END;
        return masked || buffer.getByte(offset + at) == scratch.getByte(at);
    }
}
