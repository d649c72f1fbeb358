package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What a client may leave unread. */
class SocketWireTest {
    private static final int BACKLOG_MAX = 64 << 20;

    @Test
    void shouldCutOffWhoLetsMoreThanTheMostPileUp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket socket = server.accept()) {
            SocketWire wire = new SocketWire(socket);
            wire.write(new byte[BACKLOG_MAX]);
            assertFalse(socket.isClosed(), "so much may wait");
            wire.write(new byte[1]);
            assertTrue(socket.isClosed());
            assertFalse(client.isClosed());
        }
    }

    @Test
    void shouldCountOnlyWhatIsNotYetWritten() throws IOException, InterruptedException {
        byte[] much = new byte[BACKLOG_MAX / 2 + 1];
        byte[] last = {1, 2, 3};
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket socket = server.accept()) {
            SocketWire wire = new SocketWire(socket);
            Thread writer = new Thread(wire);
            writer.start();
            wire.write(much);
            client.getInputStream().skipNBytes(much.length);
            wire.write(last);
            // When these have come, the writer is done with what was before them.
            assertArrayEquals(last, client.getInputStream().readNBytes(3));
            wire.write(much);
            client.getInputStream().skipNBytes(much.length);
            wire.close();
            writer.join();
            assertEquals(-1, client.getInputStream().read(), "the end, in order");
            assertFalse(socket.isClosed(), "its reader may go on");
        }
    }
}
