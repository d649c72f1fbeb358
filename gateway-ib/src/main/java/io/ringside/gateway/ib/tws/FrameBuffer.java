package io.ringside.gateway.ib.tws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts a socket's bytes into frames in place: {@code length, 4 bytes big-endian | payload}. One direct
 * buffer for the life of the connection, which grows where a frame, such as a long history, does not fit.
 *
 * <p>Errors: a length that is negative or over {@link #FRAME_BYTES_MAX} is a {@link TwsProtocolError}; nothing after it can
 * be trusted.
 *
 * <p>Thread: reader.
 */
final class FrameBuffer {
    /** The longest frame that is accepted, as by the broker's own clients. */
    static final int FRAME_BYTES_MAX = 0xFF_FFFF;

    private static final int USUAL_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = 4;
    /** Least free space before a read; with less, the unread rest is moved to the front. */
    private static final int READ_BYTES_MIN = 64 * 1024;

    private ByteBuffer bytes = ByteBuffer.allocateDirect(USUAL_BYTES);
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);
    private int from;
    private int to;
    private int frameOffset;

    /** Reads what the channel has, at least one byte; -1 at its end. */
    int fill(ReadableByteChannel channel) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (bytes.capacity() - to < READ_BYTES_MIN || from + needed() > bytes.capacity()) {
            bytes.limit(to).position(from);
            bytes.compact();
            to -= from;
            from = 0;
        }
        if (bytes.capacity() - to < READ_BYTES_MIN) {
            grow();
        }
        bytes.limit(bytes.capacity()).position(to);
        int count = channel.read(bytes);
        to += Math.max(count, 0);
        return count;
    }

    /**
     * Length of the next frame, whose bytes are in {@link #view()} from {@link #offset()}; -1 if it is not yet complete.
     */
    int next() {
        if (to - from < LENGTH_BYTES) {
            return -1;
        }
        int length = length();
        if (to - from - LENGTH_BYTES < length) {
            return -1;
        }
        frameOffset = from + LENGTH_BYTES;
        from = frameOffset + length;
        return length;
    }

    /** The buffer; the last frame is valid until the next read. */
    UnsafeBuffer view() {
        return view;
    }

    /** Offset of the last frame, after its length. */
    int offset() {
        return frameOffset;
    }

    /** Whether there are bytes of an incomplete frame. */
    boolean isMidFrame() {
        return to > from;
    }

    /** Grows with the bytes received, and not by the length that a frame claims. */
    private void grow() {
        int most = LENGTH_BYTES + FRAME_BYTES_MAX + READ_BYTES_MIN;
        ByteBuffer larger = ByteBuffer.allocateDirect(Math.min(most, 2 * bytes.capacity()));
        bytes.limit(to).position(0);
        larger.put(bytes);
        bytes = larger;
        view.wrap(larger);
    }

    private int needed() {
        return to - from < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + length();
    }

    private int length() {
        int length = view.getInt(from, ByteOrder.BIG_ENDIAN);
        if (length < 0 || length > FRAME_BYTES_MAX) {
            throw new TwsProtocolError(-1, 0, Integer.toString(length), "an impossible length of a frame");
        }
        return length;
    }
}
