package io.ringside.replay.report;

import java.util.Arrays;

/**
 * Variable-length integers, seven bits a byte, the lowest first: a page holds half a million of them.
 *
 * <p>Thread: its owner's.
 */
final class Varints {
    private static final int LENGTH_MAX = 10;

    private byte[] bytes;
    private int length;

    /** @param bytes how many there will be, about */
    Varints(int bytes) {
        this.bytes = new byte[Math.max(bytes, LENGTH_MAX)];
    }

    /** Adds a number that is not negative. */
    void add(long value) {
        if (length + LENGTH_MAX > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        long rest = value;
        while (rest > 0x7f) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Adds any number. */
    void addSigned(long value) {
        add(zigzag(value));
    }

    /** 2v, or -2v - 1 below 0. */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
