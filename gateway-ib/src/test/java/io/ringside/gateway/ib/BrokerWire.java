package io.ringside.gateway.ib;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection in memory, whose other end publishes the broker's messages as fields and takes the client's. */
class BrokerWire implements ByteChannel {
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    private boolean greeted;
    private boolean open = true;
    private boolean cut;

    void publish(String... fields) {
        byte[] payload = (String.join("\0", fields) + "\0").getBytes(StandardCharsets.US_ASCII);
        toClient.writeBytes(ByteBuffer.allocate(4).putInt(payload.length).array());
        toClient.writeBytes(payload);
    }

    /** The broker ends the connection. */
    void cut() {
        cut = true;
    }

    /** The fields of each message that the client has written since they were last taken. */
    List<String[]> take() {
        ByteBuffer bytes = ByteBuffer.wrap(fromClient.toByteArray());
        fromClient.reset();
        if (!greeted && bytes.remaining() > 4) {
            greeted = true;
            bytes.position(4);
        }
        List<String[]> messages = new ArrayList<>();
        while (bytes.remaining() >= 4) {
            byte[] payload = new byte[bytes.getInt()];
            bytes.get(payload);
            messages.add(new String(payload, StandardCharsets.US_ASCII).split("\0", -1));
        }
        return messages;
    }

    @Override
    public int read(ByteBuffer into) {
        if (cut) {
            return -1;
        }
        byte[] all = toClient.toByteArray();
        int count = Math.min(all.length, into.remaining());
        into.put(all, 0, count);
        toClient.reset();
        toClient.write(all, count, all.length - count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        fromClient.writeBytes(bytes);
        return bytes.length;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
