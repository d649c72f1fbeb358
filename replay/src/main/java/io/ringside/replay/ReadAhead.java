package io.ringside.replay;

import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a journal on a thread of its own, verifies and digests its records there, and passes those of events on in blocks,
 * so that the replay does not wait for the file.
 *
 * <p>Thread: the replay's; no other code may use the reader until {@link #close} has returned.
 */
final class ReadAhead implements AutoCloseable {
    /** Up to where a journal that is still being written may be read. */
    interface Written {
        /** The whole journal, if it is not being written. */
        Written ALL = sequence -> Long.MAX_VALUE;

        /**
         * Waits for more than a record.
         *
         * @return the sequence of the last record that may be read; {@code Long.MAX_VALUE} once the journal is closed
         */
        long beyond(long sequence);
    }

    /** Called by the reading thread before the first event of each writer after the first. */
    interface NextEpoch {
        /**
         * Checks the record.
         *
         * @throws io.ringside.engine.settings.UserError if the journal must not continue with it
         */
        void begins(JournalReader reader);
    }

    /** Whole records of events, one behind the other. */
    static final class Block {
        private UnsafeBuffer records = new UnsafeBuffer(new byte[BLOCK_LENGTH]);
        private int length;
        private boolean last;

        UnsafeBuffer records() {
            return records;
        }

        int length() {
            return length;
        }

        private void add(JournalReader reader) {
            int more = reader.length();
            if (more > records.capacity()) {
                records = new UnsafeBuffer(new byte[Integer.highestOneBit(more) << 1]);
            }
            records.putBytes(length, reader.buffer(), reader.offset(), more);
            length += more;
        }

        private boolean hasRoom(int more) {
            return length == 0 || more <= records.capacity() - length;
        }
    }

    private static final int BLOCK_LENGTH = 256 << 10;
    private static final int BLOCKS = 4;

    private final JournalReader reader;
    private final Written written;
    private final NextEpoch nextEpoch;
    private final Thread thread = new Thread(this::run, "read-ahead");
    private final BlockingQueue<Block> read = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
    /** Used by the reading thread, and by the replay once that has ended. Null if no digest is needed. */
    private final JournalDigest digest;

    private Block filling;
    private long records = 1;
    private Throwable failure;

    /**
     * Begins at once.
     *
     * @param reader that has read its first record
     * @param digest gets all records, or null
     */
    ReadAhead(JournalReader reader, Written written, NextEpoch nextEpoch, JournalDigest digest) {
        this.reader = reader;
        this.written = written;
        this.nextEpoch = nextEpoch;
        this.digest = digest;
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new Block());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next records, or null at the end.
     *
     * @param before block to reuse, or null
     * @throws io.ringside.engine.journal.JournalDamage if a record is damaged, once all before it were passed on
     */
    Block next(Block before) {
        try {
            if (before != null) {
                before.length = 0;
                free.put(before);
            }
            Block block = read.take();
            if (!block.last) {
                return block;
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the journal was read");
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return null;
    }

    /** How many records were read, OPEN and CLOSE included; valid once {@link #next} has returned null. */
    long records() {
        return records;
    }

    /** Ends the reading, wherever it is. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                // The reader's file may be closed only when the thread no longer reads it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Any exception is passed to the replay.
    @SuppressWarnings("CatchThrowable")
    private void run() {
        try {
            filling = free.take();
            try {
                read();
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                failure = e;
            }
            // Records before a fault are replayed before the fault is thrown.
            read.put(filling);
            Block end = new Block();
            end.last = true;
            read.put(end);
        } catch (InterruptedException e) {
            // The rest is not needed.
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        int epoch = reader.epoch();
        long readable = written.beyond(reader.sequence());
        while (true) {
            if (reader.sequence() >= readable) {
                handOver();
                readable = written.beyond(reader.sequence());
                reader.refresh();
            }
            if (!reader.next()) {
                break;
            }
            records++;
            EventType type = reader.type();
            if (type == EventType.OPEN || type == EventType.CLOSE) {
                continue;
            }
            if (digest != null) {
                digest.add(reader.buffer(), reader.offset(), reader.length());
            }
            if (reader.epoch() != epoch) {
                nextEpoch.begins(reader);
                epoch = reader.epoch();
            }
            if (!filling.hasRoom(reader.length())) {
                handOver();
            }
            filling.add(reader);
        }
    }

    private void handOver() throws InterruptedException {
        if (filling.length > 0) {
            read.put(filling);
            filling = free.take();
        }
    }
}
