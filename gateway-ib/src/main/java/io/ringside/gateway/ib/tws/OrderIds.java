package io.ringside.gateway.ib.tws;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Order ids, which never go down and are never used twice, whatever the broker says: after a restart its gateway may offer
 * ids that we have used, and two orders with one id would share their reports. The next id is above every id that this
 * client has used (a high-water mark in a file, synced before an id below it is used), that the broker has offered, and that
 * any order report has had.
 *
 * <p>The mark is raised by {@value #BLOCK} ids at a time, so a restart skips some. {@link #reserve()} raises it in advance,
 * so that {@link #next()} does not wait for the disk when an order is sent.
 *
 * <p>Errors: a mark that cannot be read is a {@link UserError}: guessing could use an id twice. If the mark cannot be
 * written, {@link #next()} throws an {@link UncheckedIOException} and returns no id.
 *
 * <p>Thread: any.
 */
public final class OrderIds {
    private static final int BLOCK = 1_000;
    private static final String PREFIX = "next-order-id ";

    private final Path file;
    private final AtomicInteger next = new AtomicInteger(1);
    /** First id that the file does not cover. */
    private volatile int covered;
    /** Whether neither we nor the broker have used any id. */
    private volatile boolean fresh;

    /**
     * Continues the ids of a file; from 1 if there is none.
     *
     * @param file the high-water mark of one client id at one broker
     */
    public OrderIds(Path file) {
        this.file = file;
        covered = read(file);
        next.set(covered);
        fresh = covered == 1;
    }

    /** An id that was never used. */
    public int next() {
        fresh = false;
        int id = next.getAndIncrement();
        if (!RequestIds.isOrderId(id)) {
            next.decrementAndGet();
            throw new IllegalStateException(
                    "order ids are used up: " + id + "; reset them in TWS, and use a new file instead of " + file);
        }
        if (id >= covered) {
            cover(id + 1);
        }
        return id;
    }

    /** The next id, without using it. */
    public int peek() {
        return next.get();
    }

    /** Whether no id was ever used. */
    public boolean isFresh() {
        return fresh;
    }

    /** Raises the next id to at least the given one. */
    public void raise(int nextAtLeast) {
        if (nextAtLeast > next.get()) {
            fresh = false;
            next.accumulateAndGet(nextAtLeast, Math::max);
        }
    }

    /** Raises the next id above the id of an order report; ignores ids that are no order's. */
    public void seen(int orderId) {
        if (RequestIds.isOrderId(orderId)) {
            raise(orderId + 1);
        }
    }

    /** Raises the mark when less than half a block is left. Call it outside of the sending of orders. */
    public void reserve() {
        int at = next.get();
        if (at >= covered - BLOCK / 2) {
            cover(at);
        }
    }

    private synchronized void cover(int id) {
        if (id > covered - BLOCK / 2) {
            int mark = Math.min(id, RequestIds.FIRST) + BLOCK;
            write(mark);
            covered = mark;
        }
    }

    private static int read(Path file) {
        if (!Files.exists(file)) {
            return 1;
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            if (text.matches(PREFIX + "[1-9][0-9]{0,9}\n")) {
                long mark = Long.parseLong(text.substring(PREFIX.length(), text.length() - 1));
                if (mark < RequestIds.FIRST) {
                    return (int) mark;
                }
                throw new UserError(file + ": the order ids are used up at " + mark
                        + "; reset them in TWS (API settings), then write \"" + PREFIX + "1\" into it");
            }
        } catch (IOException e) {
            throw new UserError(file + ": the order ids cannot be read: " + UserError.reasonWithFile(e), e);
        }
        throw new UserError(file + ": not a mark of order ids; write \"" + PREFIX
                + "N\" into it, with N above every order id that was ever used");
    }

    /** Writes a synced temporary file, renames it and syncs the folder, so that the file is never incomplete. */
    private void write(int mark) {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(PREFIX + mark + "\n");
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the order ids cannot be written", e);
        }
    }
}
