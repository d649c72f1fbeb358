package io.ringside.gateway.sim;

import java.io.ByteArrayOutputStream;

/**
 * A wire that ends in memory: what a simulation in one thread reads instead of a socket.
 *
 * <p>Thread: the workstation's, which is the caller's.
 */
public final class MemoryWire implements Wire {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int writes;
    private boolean closed;
    private boolean reset;

    @Override
    public void write(byte[] bytes) {
        if (!closed) {
            pending.writeBytes(bytes);
            writes++;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void reset() {
        pending.reset();
        closed = true;
        reset = true;
    }

    /** Bytes since the last call; none are left behind. */
    public byte[] take() {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        return bytes;
    }

    /** How often the workstation has written: what a socket would send as so many segments. */
    public int writes() {
        return writes;
    }

    /** Whether the workstation has ended the connection; bytes from before may be left to {@link #take}. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether it ended without grace. */
    public boolean isReset() {
        return reset;
    }
}
