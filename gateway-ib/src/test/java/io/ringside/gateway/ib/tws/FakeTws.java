package io.ringside.gateway.ib.tws;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The server's side of a socket, word for word as a test says it. */
public final class FakeTws implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final ServerSocket server;

    public FakeTws() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MS);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next client. */
    public Peer accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        return new Peer(socket);
    }

    /** The next client, brought to where it may send requests. */
    public Peer acceptReady() throws IOException {
        Peer peer = accept();
        peer.readGreeting();
        peer.write(Captures.bytes("in-000-serverVersion"));
        peer.readFrame();
        peer.write(Captures.bytes("in-001-managedAccounts"));
        peer.write(Captures.bytes("in-002-nextValidId"));
        return peer;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One client. */
    public static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
        }

        public String readGreeting() throws IOException {
            byte[] head = in.readNBytes(4);
            byte[] range = in.readNBytes(in.readInt());
            return new String(head, StandardCharsets.US_ASCII) + new String(range, StandardCharsets.US_ASCII);
        }

        public List<String> readFrame() throws IOException {
            byte[] payload = in.readNBytes(in.readInt());
            return Captures.fields(payload, 0, payload.length);
        }

        /** Whether the client has closed. */
        public boolean isAtEnd() throws IOException {
            return in.read() < 0;
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        public void write(String... fields) throws IOException {
            write(Captures.frame(fields));
        }

        /** Closes with a reset instead of an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
