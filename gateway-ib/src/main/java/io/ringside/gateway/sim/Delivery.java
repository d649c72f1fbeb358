package io.ringside.gateway.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends a message: records it, encodes it, writes it to the wire; applies faults to that.
 *
 * <p>Thread: the workstation's.
 */
final class Delivery {
    private static final int HELD_MAX = 1000;
    private static final int SURPLUS_FIELDS = 20;

    private final Workstation tws;
    private Distortion distortion;

    Delivery(Workstation tws) {
        this.tws = tws;
    }

    /** Alters messages from now on; null for none. */
    void distort(Distortion newDistortion) {
        distortion = newDistortion;
    }

    /** Sends a message, unless the connection has ended or is muted. */
    void send(Client client, Reply reply) {
        if (distortion == null || !client.started) {
            send(client, reply.messageId(), reply.fields());
        } else {
            for (List<String> fields : distortion.distort(client.clientId, reply.fields())) {
                send(client, reply.messageId(), fields);
            }
        }
    }

    private void send(Client client, int id, List<String> message) {
        if (client.closed || client.muted) {
            return;
        }
        Faults faults = tws.faults;
        if (faults.fires(FaultKind.ZERO_LENGTH_FRAME, id)) {
            tws.note(client, FaultKind.ZERO_LENGTH_FRAME);
            client.wire.write(new byte[4]);
        }
        if (faults.fires(FaultKind.UNKNOWN_MESSAGE, id)) {
            tws.note(client, FaultKind.UNKNOWN_MESSAGE);
            client.wire.write(Frames.encode(List.of("987", "1", "nobody knows this")));
        }
        if (faults.fires(FaultKind.OVERSIZE_LENGTH, id)) {
            tws.note(client, FaultKind.OVERSIZE_LENGTH);
            client.wire.write(ByteBuffer.allocate(64)
                    .putInt(0x01_00_00_00 + faults.random(1 << 30))
                    .array());
            tws.close(client);
            return;
        }
        List<String> fields = message;
        if (faults.fires(FaultKind.OVERLONG_MESSAGE, id)) {
            tws.note(client, FaultKind.OVERLONG_MESSAGE);
            fields = new ArrayList<>(fields);
            for (int i = 0; i < SURPLUS_FIELDS; i++) {
                fields.add("surplus" + i);
            }
        }
        byte[] frame = Frames.encode(fields);
        if (faults.fires(FaultKind.CLOSE_MID_FRAME, id)) {
            tws.note(client, FaultKind.CLOSE_MID_FRAME);
            client.wire.write(Arrays.copyOf(frame, 1 + faults.random(frame.length - 1)));
            tws.close(client);
            return;
        }
        tws.record(client, "out", fields);
        write(client, frame, id);
        if (faults.fires(FaultKind.CLOSE_AT_BOUNDARY, id)) {
            tws.note(client, FaultKind.CLOSE_AT_BOUNDARY);
            release(client);
            tws.close(client);
        }
    }

    private void write(Client client, byte[] frame, int id) {
        if (client.held == null && tws.faults.fires(FaultKind.COALESCE, id)) {
            tws.note(client, FaultKind.COALESCE);
            client.held = new ArrayList<>();
            tws.agenda.at(tws.now() + tws.faults.nanos(2), () -> release(client));
        }
        if (client.held != null) {
            client.held.add(frame);
            if (client.held.size() >= HELD_MAX) {
                release(client);
            }
        } else if (tws.faults.fires(FaultKind.SPLIT_BYTES, id)) {
            tws.note(client, FaultKind.SPLIT_BYTES);
            for (byte each : frame) {
                client.wire.write(new byte[] {each});
            }
        } else {
            client.wire.write(frame);
        }
    }

    /** Sends held messages in one piece. */
    void release(Client client) {
        if (client.held == null || client.closed) {
            return;
        }
        int size = client.held.stream().mapToInt(frame -> frame.length).sum();
        ByteBuffer all = ByteBuffer.allocate(size);
        client.held.forEach(all::put);
        client.held = null;
        client.wire.write(all.array());
    }
}
