package io.ringside.gateway.sim;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Another program on the account, over a socket of its own: it asks for positions, orders and the account's figures, goes on
 * hearing of them, and gives no order.
 */
public final class SecondClient implements AutoCloseable {
    /** What it calls itself. */
    public static final int CLIENT_ID = 99;

    private final SocketClient client;
    private final AtomicLong heard = new AtomicLong();

    /** Connects and asks; its thread reads until it is closed. */
    public SecondClient(int port) {
        client = SocketClient.started(port, CLIENT_ID);
        client.send("61", "1");
        client.send("16", "1");
        client.send("62", "1", "9001", "All", "NetLiquidation,BuyingPower");
        Thread reader = new Thread(this::read, "second-client");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (client.next() != null) {
                heard.incrementAndGet();
            }
        } catch (RuntimeException e) {
            // Closed, by either end.
        }
    }

    /** Messages that have come. */
    public long heard() {
        return heard.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
