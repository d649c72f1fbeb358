package io.ringside.gateway.live;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.ThreadSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.journal.Abandoned;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.order.OrderGateway;
import io.ringside.gateway.ib.TwsConnector;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsSettings;
import io.ringside.gateway.sim.Client;
import io.ringside.gateway.sim.MemoryWire;
import io.ringside.gateway.sim.Workstation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A machine of one thread, whose clock is the market's and whose sockets end in a simulated TWS in memory. Intents wait for
 * the order stage, and bytes for the reader, until they are let go; the process can die in the middle of what it does.
 */
final class SimulatedRuntime extends LiveRuntime implements TwsConnector {
    /** The process has died; nothing of it may go on. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death(String where) {
            super(where);
        }
    }

    /** Who is told of what happens, and may let the process die of it by throwing {@link Death}. */
    interface Watch {
        /** An event is about to be journaled, or was. */
        void journal(EngineEvent event, boolean written);

        /** The order stage hands an intent over. */
        void handedOver(Intent intent);

        /** Bytes are about to be written to the socket; how many of them are before it breaks or the process dies. */
        int write(byte[] bytes);

        /** Bytes have left. */
        void written(byte[] bytes, int connection);
    }

    private static final class Waiting {
        private final Intent intent;
        private final long nanos;

        Waiting(Intent intent, long nanos) {
            this.intent = intent;
            this.nanos = nanos;
        }
    }

    private final Workstation workstation;
    private final SplittableRandom random;
    private final Watch watch;
    private final Deque<Waiting> intents = new ArrayDeque<>();
    private final CRC32C trace = new CRC32C();
    private OrderGateway gateway;
    private JournalWriter writer;
    private TwsConnection connection;
    private MemoryChannel channel;
    private int connections;

    SimulatedRuntime(Workstation workstation, SplittableRandom random, Watch watch) {
        this.workstation = workstation;
        this.random = random;
        this.watch = watch;
    }

    @Override
    public long nanoTime() {
        return workstation.now();
    }

    @Override
    public Pipeline pipeline(
            Stages stages,
            Bounds bounds,
            long firstSequence,
            ThreadSettings threads,
            Consumer<EngineFailure> onFailure) {
        return Pipeline.inline(stages, bounds, firstSequence);
    }

    @Override
    public JournalHandler journal(JournalWriter newWriter) {
        writer = newWriter;
        return new JournalHandler(newWriter) {
            @Override
            public void onEvent(EngineEvent event, long wallNanos) {
                watch.journal(event, false);
                super.onEvent(event, wallNanos);
                watch.journal(event, true);
            }
        };
    }

    @Override
    public OrderGateway wrapGateway(OrderGateway theirs) {
        gateway = theirs;
        return new OrderGateway() {
            @Override
            public void submit(Intent intent, long eventNanos) {
                watch.handedOver(intent);
                Intent copy = new Intent();
                copy.copyFrom(intent);
                intents.add(new Waiting(copy, eventNanos));
            }

            @Override
            public void submitted(long eventNanos) {
                intents.add(new Waiting(null, eventNanos));
            }
        };
    }

    @Override
    public TwsConnection connect(TwsSettings settings, TwsConnection.Listener listener) {
        channel = new MemoryChannel(++connections);
        connection = TwsConnection.over(channel, settings, listener, this);
        return connection;
    }

    /** Lets the order stage have the intents of one event; whether there were any. */
    boolean letIntentsGo() {
        boolean any = !intents.isEmpty();
        for (Waiting next = intents.poll(); next != null; next = intents.poll()) {
            if (next.intent == null) {
                gateway.submitted(next.nanos);
                return true;
            }
            gateway.submit(next.intent, next.nanos);
        }
        return any;
    }

    /** Lets the reader read some of what has come; whether there was anything. */
    boolean read() {
        MemoryChannel before = channel;
        long readBefore = before == null ? 0 : before.bytesRead;
        TwsConnection current = connection;
        if (current != null && !current.turn() && connection == current) {
            connection = null;
        }
        return before != null && before.bytesRead > readBefore;
    }

    /** The process dies: its sockets are closed by the system, its files are left as they are. */
    void die() {
        intents.clear();
        connection = null;
        if (channel != null) {
            channel.close();
            channel = null;
        }
        Abandoned.abandon(writer);
    }

    /** What went over all connections, both ways. */
    long trace() {
        return trace.getValue();
    }

    private final class MemoryChannel implements ByteChannel {
        private final MemoryWire wire = new MemoryWire();
        private final int number;
        private final Client client;
        private byte[] unread = new byte[0];
        private int at;
        private long bytesRead;
        private boolean open = true;

        MemoryChannel(int number) {
            this.number = number;
            client = workstation.connect(wire);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (wire.isReset()) {
                throw new IOException("Connection reset");
            }
            if (at == unread.length) {
                unread = wire.take();
                at = 0;
            }
            if (at == unread.length) {
                return wire.isClosed() ? -1 : 0;
            }
            int most = Math.min(into.remaining(), unread.length - at);
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(most) : most;
            into.put(unread, at, count);
            trace.update(unread, at, count);
            at += count;
            bytesRead += count;
            return count;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            if (wire.isClosed()) {
                throw new IOException("Broken pipe");
            }
            int count = watch.write(bytes);
            if (count > 0) {
                trace.update(bytes, 0, count);
                watch.written(Arrays.copyOf(bytes, count), number);
                workstation.receive(client, bytes, 0, count);
            }
            if (count < bytes.length) {
                throw new Death("within a write");
            }
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                workstation.disconnected(client);
                wire.close();
            }
        }
    }
}
