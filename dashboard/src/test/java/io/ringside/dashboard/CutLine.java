package io.ringside.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The line between a daemon and its broker, which a test cuts and mends; both sides go on meanwhile. */
final class CutLine implements AutoCloseable {
    private final ServerSocket server;
    private final int broker;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean cut;

    CutLine(int broker) throws IOException {
        this.broker = broker;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends all connections; whoever tries again is turned away. */
    synchronized void cut() throws IOException {
        cut = true;
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    synchronized void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // The broker is away, or the test is over.
            }
        }
    }

    private synchronized void take(Socket daemon) throws IOException {
        if (cut) {
            daemon.close();
            return;
        }
        Socket tws = new Socket(InetAddress.getLoopbackAddress(), broker);
        sockets.add(daemon);
        sockets.add(tws);
        start(() -> pass(daemon, tws));
        start(() -> pass(tws, daemon));
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side has ended it, and so does the other.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cut-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
