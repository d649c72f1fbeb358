package io.ringside.gateway.sim;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client on a real socket: frames as fields joined by {@code |}. */
final class SocketClient implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    SocketClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shakes hands, says startApi, and reads up to the third notice. */
    static SocketClient started(int port, int clientId) {
        SocketClient client = new SocketClient(port);
        client.greet();
        client.send("71", "2", Integer.toString(clientId), "");
        client.awaitStart("4|2|-1|2158|");
        return client;
    }

    String greet() {
        byte[] range = "v100..176".getBytes(StandardCharsets.US_ASCII);
        write(ByteBuffer.allocate(8 + range.length)
                .put(new byte[] {'A', 'P', 'I', 0})
                .putInt(range.length)
                .put(range)
                .array());
        return next();
    }

    void send(String... fields) {
        byte[] payload = (String.join("\0", fields) + "\0").getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message; null at the end of the connection, {@code "?"} if it ends within a frame. */
    String next() {
        try {
            int length = in.readInt();
            byte[] payload = new byte[length];
            try {
                in.readFully(payload);
            } catch (EOFException e) {
                return "?";
            }
            return new String(payload, 0, Math.max(0, length - 1), StandardCharsets.UTF_8).replace('\0', '|');
        } catch (EOFException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to a message that begins so, and returns all up to it. */
    List<String> awaitStart(String prefix) {
        List<String> messages = new ArrayList<>();
        String message = next();
        while (message != null) {
            messages.add(message);
            if (message.startsWith(prefix)) {
                return messages;
            }
            message = next();
        }
        throw new AssertionError("the connection ended before " + prefix + ": " + messages);
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Ends the connection. */
    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
