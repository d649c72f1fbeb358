package io.ringside.gateway.ib.tws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the fields of one message, each ended by a zero byte, after space for its length.
 *
 * <p>Errors: a text that the wire cannot carry, or that does not fit, is an {@link IllegalArgumentException}; the message
 * must be discarded then; the writer can be reused.
 *
 * <p>Thread: that of the encoder it belongs to.
 */
final class FieldWriter {
    static final int LENGTH_BYTES = 4;
    private static final int CAPACITY = 16 * 1024;
    /** Space reserved for the fields other than texts. */
    private static final int RESERVE = 2 * 1024;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    private int at;

    UnsafeBuffer buffer() {
        return buffer;
    }

    int length() {
        return at;
    }

    FieldWriter begin(int messageId) {
        at = LENGTH_BYTES;
        return number(messageId);
    }

    void end() {
        buffer.putInt(0, at - LENGTH_BYTES, ByteOrder.BIG_ENDIAN);
    }

    FieldWriter number(long value) {
        if (value >= 0 && value < 10) {
            buffer.putByte(at, (byte) ('0' + value));
            at++;
        } else {
            at += buffer.putLongAscii(at, value);
        }
        return empty();
    }

    /** 1 or 0. */
    FieldWriter flag(boolean value) {
        buffer.putByte(at, (byte) (value ? '1' : '0'));
        at++;
        return empty();
    }

    FieldWriter empty() {
        buffer.putByte(at, (byte) 0);
        at++;
        return this;
    }

    /**
     * A price: the shortest decimal with one decimal at least, which is how the official client writes it; empty if
     * unset.
     */
    FieldWriter price(long e8) {
        return decimal(e8, 1);
    }

    /** A size: the shortest decimal; empty if unset. */
    FieldWriter size(long e8) {
        return decimal(e8, 0);
    }

    private FieldWriter decimal(long e8, int decimalsMin) {
        if (e8 == Unset.E8) {
            return empty();
        }
        long magnitude = Math.abs(e8);
        if (e8 < 0) {
            buffer.putByte(at, (byte) '-');
            at++;
        }
        at += buffer.putLongAscii(at, magnitude / 100_000_000L);
        int fraction = (int) (magnitude % 100_000_000L);
        if (fraction > 0 || decimalsMin > 0) {
            buffer.putByte(at, (byte) '.');
            at++;
            int unit = 10_000_000;
            int decimals = 0;
            do {
                buffer.putByte(at, (byte) ('0' + fraction / unit));
                at++;
                fraction %= unit;
                unit /= 10;
                decimals++;
            } while (fraction > 0 || decimals < decimalsMin);
        }
        return empty();
    }

    FieldWriter text(CharSequence text) {
        int length = text.length();
        if (length > CAPACITY - RESERVE - at) {
            throw new IllegalArgumentException("a message of more than " + (CAPACITY - RESERVE) + " bytes");
        }
        for (int i = 0; i < length; i++) {
            buffer.putByte(at + i, AsciiText.checked(text.charAt(i)));
        }
        at += length;
        return empty();
    }

    /** Appends a checked, short text. */
    FieldWriter text(AsciiText text) {
        at += text.copyTo(buffer, at);
        return empty();
    }

    /** Appends a constant of the protocol. */
    FieldWriter word(String word) {
        at += buffer.putStringWithoutLengthAscii(at, word);
        return empty();
    }

    /** Appends prepared fields with their terminating zero bytes. */
    FieldWriter fields(byte[] wire) {
        buffer.putBytes(at, wire);
        at += wire.length;
        return this;
    }
}
