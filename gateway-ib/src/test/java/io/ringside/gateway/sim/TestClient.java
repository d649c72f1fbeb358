package io.ringside.gateway.sim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client in memory: frames in and out of a workstation, as fields joined by {@code |}. */
final class TestClient {
    private final Workstation tws;
    private final Client client;
    private final MemoryWire wire = new MemoryWire();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int consumed;
    private boolean left;

    private TestClient(Workstation tws) {
        this.tws = tws;
        this.client = tws.connect(wire);
    }

    /** A client that has not said anything. */
    static TestClient silent(Workstation tws) {
        return new TestClient(tws);
    }

    /** A client that has shaken hands and said startApi; what it was told so far is forgotten. */
    static TestClient started(Workstation tws, int clientId) {
        return started(tws, clientId, 176);
    }

    /** The same at another server version. */
    static TestClient started(Workstation tws, int clientId, int serverVersion) {
        TestClient client = new TestClient(tws);
        client.greet("v100.." + serverVersion);
        client.send("71", "2", Integer.toString(clientId), "");
        client.take();
        return client;
    }

    void greet(String versions) {
        byte[] range = versions.getBytes(StandardCharsets.US_ASCII);
        raw(ByteBuffer.allocate(8 + range.length)
                .put(new byte[] {'A', 'P', 'I', 0})
                .putInt(range.length)
                .put(range)
                .array());
    }

    void send(String... fields) {
        byte[] payload = (String.join("\0", fields) + "\0").getBytes(StandardCharsets.UTF_8);
        raw(ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    /** Sends a captured frame. */
    void sendCapture(String name) {
        raw(Capture.bytes(name));
    }

    void raw(byte[] bytes) {
        tws.receive(client, bytes, 0, bytes.length);
    }

    void disconnect() {
        left = true;
        tws.disconnected(client);
    }

    /** Whole messages since the last call. */
    List<String> take() {
        byte[] bytes = received();
        List<String> messages = new ArrayList<>();
        while (bytes.length - consumed >= 4) {
            int length = ByteBuffer.wrap(bytes, consumed, 4).getInt();
            if (length < 0 || length > 0xFFFFFF || bytes.length - consumed - 4 < length) {
                break;
            }
            String payload = new String(bytes, consumed + 4, length, StandardCharsets.UTF_8);
            messages.add(
                    payload.isEmpty() ? "" : payload.substring(0, length - 1).replace('\0', '|'));
            consumed += 4 + length;
        }
        return messages;
    }

    /** Whole messages of some ids since the last call; the others are forgotten. */
    List<String> take(String... ids) {
        return take().stream()
                .filter(message -> Arrays.asList(ids).contains(message.split("\\|", -1)[0]))
                .toList();
    }

    /** Bytes that are no whole message. */
    int remainder() {
        return received().length - consumed;
    }

    /** How often the workstation has written. */
    int writes() {
        return wire.writes();
    }

    boolean isClosed() {
        return left || wire.isClosed();
    }

    boolean isReset() {
        return wire.isReset();
    }

    /** All bytes so far. */
    byte[] received() {
        received.writeBytes(wire.take());
        return received.toByteArray();
    }
}
