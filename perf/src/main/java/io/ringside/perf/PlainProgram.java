package io.ringside.perf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The published strategy as a whole program that knows one file format and nothing else: it reads the bytes, takes the four
 * prices of each row, runs {@link PlainLoop} and prints round trips and cash in cents. What a person waits for in
 * {@code backtest} is held against it.
 *
 * <p>Thread: its own.
 */
final class PlainProgram {
    private static final int PRICES = 4;

    private final byte[] text;
    private int at;
    /** Open, high, low, close. */
    private final double[][] prices = new double[PRICES][1 << 12];

    private int size;

    private PlainProgram(byte[] text) {
        this.text = text;
    }

    /** Expects rows of {@code datetime,open,high,low,close,...} below a header, and the money at the start. */
    public static void main(String[] args) throws IOException {
        var program = new PlainProgram(Files.readAllBytes(Path.of(args[0])));
        program.read();
        var loop = new PlainLoop();
        double[][] prices = program.prices;
        loop.run(prices[0], prices[1], prices[2], prices[3], program.size, Double.parseDouble(args[1]));
        System.out.writeBytes(
                (loop.trades + " " + Math.round(loop.cash * 100) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void read() {
        skipPast('\n');
        while (at < text.length) {
            if (size == prices[0].length) {
                for (int i = 0; i < PRICES; i++) {
                    prices[i] = Arrays.copyOf(prices[i], 2 * size);
                }
            }
            skipPast(',');
            for (int i = 0; i < PRICES; i++) {
                prices[i][size] = price();
            }
            size++;
            skipPast('\n');
        }
    }

    private void skipPast(char end) {
        while (at < text.length && text[at++] != end) {
            // Until there.
        }
    }

    /** A decimal number and the comma behind it. */
    private double price() {
        long digits = 0;
        long unit = 1;
        boolean fraction = false;
        for (byte c = text[at++]; c != ','; c = text[at++]) {
            if (c == '.') {
                fraction = true;
            } else {
                digits = 10 * digits + c - '0';
                unit *= fraction ? 10 : 1;
            }
        }
        return (double) digits / unit;
    }
}
