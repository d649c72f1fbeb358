package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.EngineEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The inputs of a journal in memory, broker reports left out: header and ingress section of each record, byte for byte, with
 * the record's length set to that of these two. For replays in which a simulated broker answers the orders.
 *
 * <p>The records are verified once, while they are read; replays only decode them. Nothing outside of the process can change
 * them after that, so lengths are not checked again.
 *
 * <pre>
 *   block 0   header, ingress, header, ingress, ...
 *   block 1   header, ingress, ...
 * </pre>
 *
 * <p>Thread: filled by one; afterwards any number may read it, each with a {@link Cursor} of its own.
 */
public final class JournalInputs {
    private static final int BLOCK_LENGTH = 16 << 20;

    private final List<UnsafeBuffer> blocks = new ArrayList<>();
    private int used = BLOCK_LENGTH;
    private long events;

    private JournalInputs() {}

    /**
     * Reads the remaining records of a reader, to the journal's end.
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

    /** Truncates the last block to its content. */
    private void end() {
        if (!blocks.isEmpty()) {
            UnsafeBuffer block = blocks.get(blocks.size() - 1);
            block.wrap(block.byteBuffer(), 0, used);
        }
    }

    /** A new cursor before the first event. */
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

    /** A cursor over the events. It does not allocate. Thread: its owner's. */
    public static final class Cursor {
        /** Held here so that their direct memory is not freed. */
        private final UnsafeBuffer[] blocks;
        /** A view from the next record's start on, so that each field has a fixed offset. */
        private final UnsafeBuffer rest = new UnsafeBuffer(0, 0);

        private int nextBlock;
        private long address;
        private long end;

        private Cursor(List<UnsafeBuffer> blocks) {
            this.blocks = blocks.toArray(UnsafeBuffer[]::new);
        }

        /** Reads the next event into a slot without touching the slot's decisions; false at the end. */
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
