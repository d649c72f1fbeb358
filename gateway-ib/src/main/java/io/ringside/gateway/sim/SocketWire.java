package io.ringside.gateway.sim;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wire of a real connection. A thread of its own writes, so that a client that does not read delays only itself; if too
 * much is queued, it is disconnected.
 *
 * <p>Thread: {@link #write}, {@link #close} and {@link #reset} the workstation's; {@link #run} its own.
 */
final class SocketWire implements Wire, Runnable {
    private static final long BACKLOG_BYTES_MAX = 64L << 20;
    private static final byte[] END = new byte[0];

    private final Socket socket;
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong backlogBytes = new AtomicLong();

    SocketWire(Socket socket) {
        this.socket = socket;
    }

    @Override
    public void write(byte[] bytes) {
        if (backlogBytes.addAndGet(bytes.length) > BACKLOG_BYTES_MAX) {
            reset();
        } else {
            queue.add(bytes);
        }
    }

    @Override
    public void close() {
        queue.add(END);
    }

    @Override
    public void reset() {
        queue.clear();
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
            queue.clear();
        }
        discard();
        queue.add(END);
    }

    /** Writes until the end, then closes its half of the connection. */
    @Override
    public void run() {
        try {
            OutputStream out = socket.getOutputStream();
            byte[] next = queue.take();
            while (next != END) {
                out.write(next);
                backlogBytes.addAndGet(-next.length);
                next = queue.take();
            }
            if (!socket.isClosed()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // The client is gone; its reader notices as well.
            discard();
        } catch (InterruptedException e) {
            discard();
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the socket; errors are ignored. */
    void discard() {
        try {
            socket.close();
        } catch (IOException e) {
            queue.clear();
        }
    }
}
