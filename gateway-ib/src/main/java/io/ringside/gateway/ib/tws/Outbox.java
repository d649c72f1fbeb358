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
 * Messages on their way to the socket: one ring a priority, drained cancels first, then orders, then requests, as fast
 * as the pacer lets them. The thread that hands a message in writes it itself if nobody else is writing, so that an
 * order meets no other thread on its way; what the pacer or the heartbeat holds back is left to the writer's thread.
 *
 * <p>A cancel overtakes orders that wait. So that it does not overtake what it was meant for, an order that was handed
 * in before a cancel of the same id, and has not left, is dropped and reported as not sent.
 * So is one that was handed in before it was recalled, of which the peer hears nothing. Whoever hears of that must not send
 * from there.
 *
 * <pre>
 *   record in a ring   type = order id | sequence of handing in, 8 bytes | frame
 * </pre>
 *
 * <p>Thread: any for {@link #offer} and {@link #flush}; draining happens under a lock that nobody waits for.
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

    /** Counts what is handed in, before it can be seen; the order of handing in. */
    private final AtomicLong sequence = new AtomicLong();
    /** Counts what is handed in, once it can be seen. */
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
     * @param unsent hears of orders that certainly have not left
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

    /** Takes a frame; false if there is no room, and then it certainly does not leave. */
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

    /** An order of this id that waits does not leave any more; one that has left is no concern of this. */
    void recall(int orderId) {
        offer(Priority.CANCEL, orderId, batchView, 0);
    }

    /** Writes what may leave now, unless another thread is at it: that one then looks again. */
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

    /** Probes a peer that has been silent too long; false if it must be given up. */
    boolean poll(long nowNanos) throws IOException {
        if (!lock.tryLock()) {
            // A thread that writes to a peer which reads no more may hold it for ever.
            return !heartbeat.isOverdue(nowNanos);
        }
        try {
            return act(heartbeat.poll(nowNanos), nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** How long until {@link #flush} can write what it held back; {@link Long#MAX_VALUE} if it held nothing back. */
    long waitNanos() {
        return waitNanos;
    }

    /**
     * Takes nothing any more, and reports the orders that have not left. The channel is closed, so that nobody writes.
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
            // Again if the batch was full: it is empty now.
        } while (write());
        waitNanos = wait;
        if (orders.size() == 0 && !cancelledAt.isEmpty()) {
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

    /** A ring that wraps reads nothing once. */
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

    /** Writes the batch; whether it was full, so that more may wait. */
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
            // Not paced: it comes once in seconds, and a rate that is used up is no reason to miss a dead peer.
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
