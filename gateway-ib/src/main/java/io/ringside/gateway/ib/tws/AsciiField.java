package io.ringside.gateway.ib.tws;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * One text field of a received message, as a view into the socket's buffer: nothing is copied and nothing allocated
 * until someone asks for a string. It is valid only during the callback that passes it.
 *
 * <p>Thread: reader.
 */
public final class AsciiField implements CharSequence {
    private DirectBuffer buffer;
    private int offset;
    private int length;

    AsciiField wrap(DirectBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Makes it an empty text: for fields that the negotiated version does not send. */
    AsciiField clear() {
        length = 0;
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
            throw new IndexOutOfBoundsException("index " + index + " of a field of " + length);
        }
        return (char) (buffer.getByte(offset + index) & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    /** Whether the field holds exactly this text. */
    public boolean is(String text) {
        return length == text.length() && startsWith(text);
    }

    /** Whether the field begins with this text. */
    public boolean startsWith(String text) {
        if (text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (buffer.getByte(offset + i) != (byte) text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The field as a number at 1e-8, for figures of accounts, which are text; {@link Unset#E8} if it is empty or one of
     * the spellings of "unset".
     *
     * @throws TwsProtocolError if it is no number
     */
    public long e8() {
        if (length == 0) {
            return Unset.E8;
        }
        long value = Decimals.parse(buffer, offset, offset + length, true);
        if (value == Decimals.MALFORMED) {
            throw new TwsProtocolError(-1, -1, this, "not a number");
        }
        return value;
    }

    /** The bytes as Latin-1; allocates. */
    @Override
    public String toString() {
        if (length == 0) {
            return "";
        }
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * The text with its backslash-u escapes resolved: broker's reasons and long names from version 153 on; allocates.
     */
    public String unescaped() {
        String raw = toString();
        if (raw.indexOf("\\u") < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int code = raw.startsWith("\\u", i) ? hex(raw, i + 2) : -1;
            out.append(code < 0 ? raw.charAt(i) : (char) code);
            i += code < 0 ? 0 : 5;
        }
        return out.toString();
    }

    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
