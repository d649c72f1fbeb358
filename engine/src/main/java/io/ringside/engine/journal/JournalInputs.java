package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What arrived in a journal from elsewhere than the broker, in memory: header and ingress section of each such record, byte
 * for byte, but for the length, which is that of these two. A simulated broker gives its own answers to it.
 *
 * <p>The records are proved once, while they are read; every replay after that only decodes. Nothing outside the process can
 * change them any more, so that a length is believed.
 *
 * <pre>
 *   block 0   header, ingress, header, ingress, ..., a header of zeros
 *   block 1   header, ingress, ...
 * </pre>
 *
 * <p>Thread: made by one; any number may have a {@link Cursor} each then.
 */
public final class JournalInputs {
    private static final int BLOCK_LENGTH = 16 << 20;

    private final List<UnsafeBuffer> blocks = new ArrayList<>();
    private int used = BLOCK_LENGTH;
    private long events;

    private JournalInputs() {}

    /**
     * Reads what a reader has left, to the journal's end.
     *
     * @throws JournalDamage if a record is damaged
     */
    public static JournalInputs of(JournalReader reader) {
        JournalInputs inputs = new JournalInputs();
        while (reader.next()) {
            EventType type = reader.type();
            if (type != EventType.OPEN && type != EventType.CLOSE && !type.isOrderReport()) {
                inputs.add(reader);
            }
        }
        return inputs;
    }

    /** How many events it holds. */
    public long events() {
        return events;
    }

    /** A walk over all events, from the first. */
    public Cursor cursor() {
        return new Cursor(blocks);
    }

    private void add(JournalReader reader) {
        int length = JournalRecord.decisionOffset(reader.buffer(), reader.offset()) - reader.offset();
        if (used + length + JournalRecord.HEADER_LENGTH > BLOCK_LENGTH) {
            blocks.add(new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_LENGTH)));
            used = 0;
        }
        UnsafeBuffer block = blocks.get(blocks.size() - 1);
        reader.buffer().getBytes(reader.offset(), block, used, length);
        block.putInt(used + JournalRecord.LENGTH_OFFSET, length, LITTLE_ENDIAN);
        used += length;
        events++;
    }

    /** A walk over the events. Thread: its owner's. Nothing is allocated. */
    public static final class Cursor {
        private final UnsafeBuffer[] blocks;
        private UnsafeBuffer block = new UnsafeBuffer(new byte[JournalRecord.HEADER_LENGTH]);
        private int nextBlock;
        private int offset;

        private Cursor(List<UnsafeBuffer> blocks) {
            this.blocks = blocks.toArray(UnsafeBuffer[]::new);
        }

        /** Reads the next event into a slot, whose decisions are left alone; false at the end. */
        public boolean next(EngineEvent event) {
            int length = block.getInt(offset + JournalRecord.LENGTH_OFFSET, LITTLE_ENDIAN);
            if (length == 0) {
                if (nextBlock == blocks.length) {
                    return false;
                }
                block = blocks[nextBlock++];
                offset = 0;
                length = block.getInt(JournalRecord.LENGTH_OFFSET, LITTLE_ENDIAN);
            }
            JournalRecord.decodeIngress(block, offset, event);
            offset += length;
            return true;
        }
    }
}
