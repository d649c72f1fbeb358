package io.ringside.perf;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.gateway.ib.tws.OrderRefText;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsDecoder;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A broker's end of a loopback socket: each order is encoded as TWS wants it and written at once. Nobody reads while the
 * window runs, so that no third thread takes a core; {@link #check} reads what arrived.
 *
 * <p>Thread: {@link #submit} the order stage's, the rest the producer's.
 */
final class SocketSink implements OrderSink, AutoCloseable {
    private static final TwsContract QQQ = TwsContract.stock(320227571, "QQQ", "SMART", "NASDAQ", "USD");
    private static final int ORDER_ID = 1001;
    private static final long SHARE_E8 = FixedPoint.ONE_E8;
    private static final int LENGTH_BYTES = 4;
    private static final int PRICE_AFTER_TYPE = 2;
    private static final String RISE = "0.02";

    private final SocketChannel ours;
    private final SocketChannel theirs;
    private final TwsEncoder encoder = new TwsEncoder(TwsDecoder.VERSION_MAX);
    private final TwsOrder order = new TwsOrder();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(16 << 10);
    private final Arrivals decided;
    private final Arrivals written;
    private final int expected;
    private boolean begun;

    SocketSink(Pace pace) throws IOException {
        decided = new Arrivals(pace);
        written = new Arrivals(pace);
        expected = pace.total();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ours = SocketChannel.open(server.getLocalAddress());
            theirs = server.accept();
        }
        ours.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // A write that would wait for a reader is a fault, not a latency.
        ours.configureBlocking(false);
    }

    @Override
    public void begin(long startNanos) {
        decided.begin(startNanos);
        written.begin(startNanos);
        begun = true;
    }

    @Override
    public void submit(Intent intent, long eventNanos) {
        if (!begun) {
            return;
        }
        decided.arrived();
        if (intent.action != IntentAction.MODIFY) {
            throw new IllegalStateException("a raised stop was expected, not " + intent.action);
        }
        order.clear();
        order.orderId = ORDER_ID;
        order.action = TwsOrder.Action.SELL;
        order.quantityE8 = intent.quantity * SHARE_E8;
        order.type = TwsOrder.Type.STOP;
        order.auxE8 = intent.stopE8;
        order.timeInForce = TwsOrder.TimeInForce.GTC;
        order.account.set("DU0000001");
        OrderRefText.write(intent.orderRef, order.orderRef);
        encoder.placeOrder(QQQ, order);
        write();
        written.arrived();
    }

    @Override
    public void awaitAll() {
        written.awaitAll();
    }

    /** From the due time to the order stage. */
    Arrivals decided() {
        return decided;
    }

    /** From the due time to the return of the write. */
    Arrivals written() {
        return written;
    }

    /**
     * Reads the orders at the other end: one an event, and each stop two cents above the one before.
     *
     * @throws IllegalStateException if they are not that
     */
    void check() throws IOException {
        ours.close();
        long last = 0;
        int orders = 0;
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
        while (fill(length)) {
            ByteBuffer fields = ByteBuffer.allocate(length.getInt(0));
            fill(fields);
            long stopE8 = stop(fields.array());
            if (last != 0 && stopE8 - last != FixedPoint.parse(RISE)) {
                throw new IllegalStateException(
                        "a stop at " + FixedPoint.format(stopE8) + " came after one at " + FixedPoint.format(last));
            }
            last = stopE8;
            orders++;
            length.clear();
        }
        if (orders != expected) {
            throw new IllegalStateException(orders + " orders came out of " + expected + " events");
        }
    }

    @Override
    public void close() throws IOException {
        ours.close();
        theirs.close();
    }

    private void write() {
        int length = encoder.length();
        encoder.buffer().getBytes(0, frame, 0, length);
        frame.limit(length).position(0);
        try {
            if (ours.write(frame) != length) {
                throw new IllegalStateException("the socket's buffers are full");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False at the end of the stream. */
    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (theirs.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long stop(byte[] message) {
        List<String> fields = List.of(new String(message, StandardCharsets.US_ASCII).split("\0", -1));
        return FixedPoint.parse(fields.get(fields.indexOf("STP") + PRICE_AFTER_TYPE));
    }
}
