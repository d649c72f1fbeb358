package io.ringside.gateway.ib.tws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Queue of outgoing messages: one ring for each priority, drained in the order cancels, orders, requests, as fast as the
 * pacer allows. The thread that offers a message writes it itself if no other thread is writing, so that an order needs no
 * thread switch; messages that the pacer or the heartbeat delays are written by the writer's thread.
 *
 * <p>A cancel overtakes queued orders. So that it does not overtake its own order, an order that was offered before a cancel
 * of the same id and is not yet written is dropped and reported as not sent. So is an order that was offered before it was
 * recalled. The callback that reports it must not send.
 *
 * <pre>
 *   record in a ring   type = order id | sequence of the offer, 8 bytes | frame
 * </pre>
 *
 * <p>Thread: any for {@link #offer} and {@link #flush}; draining happens under a lock for which no thread waits.
 */
final class Outbox {
    private static final int RING_BYTES = 256 * 1024;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long NEVER = -1;
    private static final int SEQUENCE_BYTES = Long.BYTES;

    private final ManyToOneRingBuffer cancels = ring();
    private final ManyToOneRingBuffer orders = ring();
    private final ManyToOneRingBuffer requests = ring();
    private final MessageHandler takeCancel = this::takeCancel;
    private final MessageHandler takeOrder = this::takeOrder;
    private final MessageHandler takeRequest = this::take;

    private final WritableByteChannel channel;
    private final NanoClock clock;
    private final RequestPacer pacer;
    private final Heartbeat heartbeat;
    private final IntConsumer unsent;
    private final byte[] probe;

    /** Sequence of offers, incremented before the message is visible in its ring. */
    private final AtomicLong sequence = new AtomicLong();
    /** Number of offers, incremented after the message is visible in its ring. */
    private final AtomicLong offered = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
    private final UnsafeBuffer batchView = new UnsafeBuffer(batch);
    private final Long2LongHashMap cancelledAt = new Long2LongHashMap(NEVER);
    private int batchLength;
    private boolean discarding;
    private volatile boolean closed;
    private volatile long waitNanos = Long.MAX_VALUE;

    /**
     * An empty outbox.
     *
     * @param probe a frame that the peer must answer
     * @param unsent called with the id of each order that certainly was not sent
     */
    Outbox(
            WritableByteChannel channel,
            NanoClock clock,
            RequestPacer pacer,
            Heartbeat heartbeat,
            byte[] probe,
            IntConsumer unsent) {
        this.channel = channel;
        this.clock = clock;
        this.pacer = pacer;
        this.heartbeat = heartbeat;
        this.probe = probe;
        this.unsent = unsent;
    }

    /** Queues a frame; false if there is no room, and then it certainly is not sent. */
    boolean offer(Priority priority, int orderId, DirectBuffer frame, int length) {
        if (closed) {
            return false;
        }
        ManyToOneRingBuffer ring = ring(priority);
        long order = sequence.getAndIncrement();
        int index = ring.tryClaim(orderId, SEQUENCE_BYTES + length);
        if (index < 0) {
            return false;
        }
        ring.buffer().putLong(index, order);
        ring.buffer().putBytes(index + SEQUENCE_BYTES, frame, 0, length);
        ring.commit(index);
        offered.incrementAndGet();
        return true;
    }

    /** Drops a queued order of this id; one that was written already is not affected. */
    void recall(int orderId) {
        offer(Priority.CANCEL, orderId, batchView, 0);
    }

    /** Writes the messages that may be sent now; if another thread is writing, that thread checks again. */
    void flush() throws IOException {
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        long seen;
        do {
            if (!lock.tryLock()) {
                return;
            }
            try {
                seen = offered.get();
                if (closed) {
                    discard();
                } else {
                    drain();
                }
            } finally {
                lock.unlock();
            }
        } while (offered.get() != seen);
    }

    /** Probes a peer that has been silent too long; false if the connection must be closed. */
    boolean poll(long nowNanos) throws IOException {
        if (!lock.tryLock()) {
            // Another thread may hang in a write to a peer that does not read.
            return !heartbeat.isOverdue(nowNanos);
        }
        try {
            return act(heartbeat.poll(nowNanos), nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Time until {@link #flush} can write delayed messages; {@link Long#MAX_VALUE} if there are none. */
    long waitNanos() {
        return waitNanos;
    }

    /**
     * Closes the queue and reports the orders that were not sent. The channel is closed already, so nothing is being written.
     */
    void close() {
        closed = true;
        long seen;
        do {
            lock.lock();
            try {
                seen = offered.get();
                discard();
            } finally {
                lock.unlock();
            }
        } while (offered.get() != seen);
    }

    private void drain() throws IOException {
        long now = clock.nanoTime();
        long wait;
        do {
            wait = drain(cancels, Priority.CANCEL, takeCancel, now);
            wait = Math.min(wait, drainOrders(now));
            wait = Math.min(wait, drain(requests, Priority.REQUEST, takeRequest, now));
            // Again if the batch was full: more messages may be queued.
        } while (write());
        waitNanos = wait;
        if (orders.size() == 0) {
            cancelledAt.clear();
        }
    }

    private long drainOrders(long now) throws IOException {
        if (orders.size() == 0) {
            return Long.MAX_VALUE;
        }
        if (!heartbeat.isFresh(now)) {
            act(heartbeat.demand(now), now);
            return heartbeat.dueInNanos(now);
        }
        return drain(orders, Priority.ORDER, takeOrder, now);
    }

    private long drain(ManyToOneRingBuffer ring, Priority priority, MessageHandler take, long now) {
        while (batchLength < BATCH_BYTES / 2) {
            long delay = pacer.delayNanos(priority, now);
            if (delay > 0) {
                return ring.size() == 0 ? Long.MAX_VALUE : delay;
            }
            int before = batchLength;
            if (readOne(ring, take) == 0) {
                return Long.MAX_VALUE;
            }
            if (batchLength > before) {
                pacer.sent(now);
            }
        }
        return 0;
    }

    /** Reads one message; at the wrap of a ring the first read returns nothing. */
    private static int readOne(ManyToOneRingBuffer ring, MessageHandler take) {
        int count = ring.read(take, 1);
        return count > 0 ? count : ring.read(take, 1);
    }

    private void takeCancel(int orderId, MutableDirectBuffer buffer, int index, int length) {
        if (orders.size() > 0) {
            cancelledAt.put(orderId, buffer.getLong(index));
        }
        take(orderId, buffer, index, length);
    }

    private void takeOrder(int orderId, MutableDirectBuffer buffer, int index, int length) {
        long order = buffer.getLong(index);
        if (discarding || order < cancelledAt.get(orderId)) {
            unsent.accept(orderId);
        } else {
            take(orderId, buffer, index, length);
        }
    }

    private void take(int orderId, MutableDirectBuffer buffer, int index, int length) {
        if (!discarding) {
            int count = length - SEQUENCE_BYTES;
            batchView.putBytes(batchLength, buffer, index + SEQUENCE_BYTES, count);
            batchLength += count;
        }
    }

    /** Writes the batch; returns whether it was full, so that more messages may be queued. */
    private boolean write() throws IOException {
        boolean full = batchLength >= BATCH_BYTES / 2;
        if (batchLength > 0) {
            batch.limit(batchLength).position(0);
            batchLength = 0;
            while (batch.hasRemaining()) {
                channel.write(batch);
            }
        }
        return full;
    }

    private boolean act(Heartbeat.Action action, long now) throws IOException {
        if (action == Heartbeat.Action.PROBE) {
            // Not paced: it is sent once in seconds, and a used-up rate must not hide a dead peer.
            batchView.putBytes(batchLength, probe);
            batchLength += probe.length;
            if (pacer.delayNanos(Priority.CANCEL, now) == 0) {
                pacer.sent(now);
            }
            write();
        }
        return action != Heartbeat.Action.DEAD;
    }

    private void discard() {
        discarding = true;
        discard(cancels, takeRequest);
        discard(orders, takeOrder);
        discard(requests, takeRequest);
    }

    private static void discard(ManyToOneRingBuffer ring, MessageHandler take) {
        int count;
        do {
            count = readOne(ring, take);
        } while (count > 0);
    }

    private ManyToOneRingBuffer ring(Priority priority) {
        return switch (priority) {
            case CANCEL -> cancels;
            case ORDER -> orders;
            case REQUEST -> requests;
        };
    }

    private static ManyToOneRingBuffer ring() {
        return new ManyToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    }
}
