package io.ringside.engine.journal;

import io.ringside.engine.event.EventType;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/**
 * One SHA-256 over the inputs and decisions of a journal: all records but OPEN and CLOSE, with the masked fields of
 * {@link JournalRecord} zero. Two runs that decided the same on the same events have the same digest.
 *
 * <p>Thread: the reader's.
 */
public final class JournalDigest {
    private final MessageDigest sha256 = OpenRecord.newSha256();
    /** Buffered records: digesting many at once costs less than one by one. */
    private byte[] batch = new byte[32 << 10];

    private int batchLength;
    private long events;

    /** Adds a record. */
    public void add(DirectBuffer buffer, int offset, int length) {
        EventType type = JournalRecord.type(buffer, offset);
        if (type == EventType.OPEN || type == EventType.CLOSE) {
            return;
        }
        if (length > batch.length - batchLength) {
            sha256.update(batch, 0, batchLength);
            batchLength = 0;
            if (length > batch.length) {
                batch = new byte[Integer.highestOneBit(length) << 1];
            }
        }
        buffer.getBytes(offset, batch, batchLength, length);
        Arrays.fill(batch, batchLength + JournalRecord.MASK_OFFSET, batchLength + JournalRecord.MASK_END, (byte) 0);
        batchLength += length;
        events++;
    }

    /** How many records were added, OPEN and CLOSE not counted. */
    public long events() {
        return events;
    }

    /** The digest of what was added so far, in hexadecimal. */
    public String hex() {
        try {
            MessageDigest soFar = (MessageDigest) sha256.clone();
            soFar.update(batch, 0, batchLength);
            return HexFormat.of().formatHex(soFar.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }
}
