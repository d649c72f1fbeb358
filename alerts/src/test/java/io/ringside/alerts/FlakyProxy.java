package io.ringside.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server that never fails by itself: cuts connections after some bytes either way, or passes nothing on. */
final class FlakyProxy implements AutoCloseable {
    private static final int BYTES_MAX = 1_500;
    /** Connections that came to nothing. */
    private static final AtomicInteger LOST = new AtomicInteger();

    private final ServerSocket server;
    private final int target;
    private final AtomicBoolean calm;
    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FlakyProxy(int target, AtomicBoolean calm, SplittableRandom random) throws IOException {
        this.target = target;
        this.calm = calm;
        this.random = random;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                int whole = Integer.MAX_VALUE;
                int there = calm.get() || random.nextInt(3) > 0 ? whole : random.nextInt(BYTES_MAX);
                int back = calm.get() || random.nextInt(3) > 0 ? whole : random.nextInt(BYTES_MAX / 5);
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                // What does not come through is cut off one time, and never answered the other.
                boolean mute = random.nextBoolean();
                threads.execute(() -> pass(client, to, there, mute));
                threads.execute(() -> pass(to, client, back, mute));
            } catch (IOException e) {
                // Closed, or the other side has gone; the loop knows which.
                LOST.incrementAndGet();
            }
        }
    }

    private static void pass(Socket from, Socket to, int bytes, boolean mute) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[512];
            int passed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int some = Math.min(read, bytes - passed);
                out.write(buffer, 0, some);
                out.flush();
                passed += some;
                if (passed >= bytes && !mute) {
                    break;
                }
            }
        } catch (IOException e) {
            // One of the two has gone; so does the other.
            passed(from, to);
            return;
        }
        passed(from, to);
    }

    private static void passed(Socket from, Socket to) {
        try (from;
                to) {
            from.shutdownInput();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
