package io.ringside.gateway.sim;

import java.io.ByteArrayOutputStream;

/**
 * A wire into memory, which a simulation in one thread reads instead of a socket.
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

    /** Removes and returns the bytes since the last call. */
    public byte[] take() {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        return bytes;
    }

    /** How often the workstation has written; a socket would send as many segments. */
    public int writes() {
        return writes;
    }

    /** Whether the workstation has ended the connection; earlier bytes may still be there for {@link #take}. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether the connection was reset. */
    public boolean isReset() {
        return reset;
    }
}
