package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.EngineEvent;
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
 *   block 0   header, ingress, header, ingress, ...
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
        while (reader.nextInput()) {
            inputs.add(reader);
        }
        inputs.end();
        return inputs;
    }

    /** How many events it holds. */
    public long events() {
        return events;
    }

    /** The last block is as long as what it holds. */
    private void end() {
        if (!blocks.isEmpty()) {
            UnsafeBuffer block = blocks.get(blocks.size() - 1);
            block.wrap(block.byteBuffer(), 0, used);
        }
    }

    /** A walk over all events, from the first. */
    public Cursor cursor() {
        return new Cursor(blocks);
    }

    private void add(JournalReader reader) {
        int length = JournalRecord.decisionOffset(reader.buffer(), reader.offset()) - reader.offset();
        if (used + length > BLOCK_LENGTH) {
            end();
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
        /** They stay where they are for as long as they are known here. */
        private final UnsafeBuffer[] blocks;
        /** The next record and what follows it: from its start, so that each field has a fixed place. */
        private final UnsafeBuffer rest = new UnsafeBuffer(0, 0);

        private int nextBlock;
        private long address;
        private long end;

        private Cursor(List<UnsafeBuffer> blocks) {
            this.blocks = blocks.toArray(UnsafeBuffer[]::new);
        }

        /** Reads the next event into a slot, whose decisions are left alone; false at the end. */
        public boolean next(EngineEvent event) {
            if (address == end && !nextBlock()) {
                return false;
            }
            rest.wrap(address, (int) (end - address));
            JournalRecord.decodeIngress(rest, 0, event);
            address += rest.getInt(JournalRecord.LENGTH_OFFSET, LITTLE_ENDIAN);
            return true;
        }

        private boolean nextBlock() {
            if (nextBlock == blocks.length) {
                return false;
            }
            UnsafeBuffer block = blocks[nextBlock++];
            address = block.addressOffset();
            end = address + block.capacity();
            return true;
        }
    }
}
