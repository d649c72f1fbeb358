package io.ringside.gateway.ib.tws;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A short text that is refilled for every order without allocation. It accepts the characters of the protocol: printable
 * ASCII, tab and line ends.
 *
 * <p>Errors: anything else, and more than it has room for, is an {@link IllegalArgumentException}.
 *
 * <p>Thread: whoever owns the order that it is part of.
 */
public final class AsciiText implements CharSequence {
    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private int length;

    /** An empty text with room for so many characters. */
    public AsciiText(int lengthMax) {
        bytes = new byte[lengthMax];
        buffer = new UnsafeBuffer(bytes);
    }

    /** Empties it. */
    public AsciiText clear() {
        length = 0;
        return this;
    }

    /** Replaces the content. */
    public AsciiText set(CharSequence text) {
        return clear().append(text);
    }

    /** Adds a text. */
    public AsciiText append(CharSequence text) {
        require(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = checked(text.charAt(i));
        }
        return this;
    }

    /** Adds one character. */
    public AsciiText append(char c) {
        require(1);
        bytes[length++] = checked(c);
        return this;
    }

    /** Adds a number. */
    public AsciiText append(long number) {
        require(20);
        length += buffer.putLongAscii(length, number);
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public char charAt(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + " of a text of " + length);
        }
        return (char) bytes[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    /** The text as a string; allocates. */
    @Override
    public String toString() {
        return buffer.getStringWithoutLengthAscii(0, length);
    }

    int copyTo(MutableDirectBuffer target, int offset) {
        target.putBytes(offset, bytes, 0, length);
        return length;
    }

    /** The byte of a character that the wire can carry. */
    static byte checked(char c) {
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c > '~') {
            throw new IllegalArgumentException("the wire carries ASCII only, not character " + (int) c);
        }
        return (byte) c;
    }

    private void require(int more) {
        if (more > bytes.length - length) {
            throw new IllegalArgumentException("no room for " + more + " characters behind \"" + this + "\"");
        }
    }
}
