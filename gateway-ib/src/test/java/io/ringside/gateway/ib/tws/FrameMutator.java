package io.ringside.gateway.ib.tws;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes broken frames out of good ones: by bytes, by fields, by counts that lie, by length. */
final class FrameMutator {
    private static final String[] NASTY = {
        "",
        "0",
        "-1",
        "1",
        "2",
        "3",
        "7",
        "99",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "1.7976931348623157E308",
        "-1.7976931348623157E308",
        "1E999999999999",
        "1E-999999999999",
        "NaN",
        "Infinity",
        "-",
        ".",
        "0x1F",
        "1,234,567",
        "00000000000000000000000000000000000001",
        "20261301",
        "20260105 09:30:01 Nowhere/Atall",
        "20260308 02:30:00 US/Eastern",
        "99999999999999999999999999999999",
        "None",
        "PEG BENCH",
        "\u00ff\u0080",
        "\\u0422",
        "\u0001",
        " "
    };

    private final SplittableRandom random;
    private final List<byte[]> seeds = new ArrayList<>();
    private final byte[] frame;
    private int length;

    FrameMutator(long seed, int lengthMax) {
        random = new SplittableRandom(seed);
        frame = new byte[lengthMax];
        for (String name : Captures.INCOMING) {
            byte[] capture = Captures.bytes(name);
            byte[] payload = new byte[capture.length - 4];
            System.arraycopy(capture, 4, payload, 0, payload.length);
            seeds.add(payload);
        }
        seeds.add(Captures.payload(List.of("93", "26", "2", "0.0", "1.0E-4", "1.0", "0.01")));
        seeds.add(Captures.payload(List.of("57", "1", "9001")));
        seeds.add(Captures.payload(List.of("100", "1376327563123", "7", "1001")));
        seeds.add(Captures.payload(List.of("102")));
        List<String> completed = new ArrayList<>(Captures.fields("in-031-openOrder"));
        completed.set(0, "101");
        seeds.add(Captures.payload(completed));
    }

    byte[] frame() {
        return frame;
    }

    /** Makes the next frame and says how long it is. */
    int next() {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        length = seed.length;
        System.arraycopy(seed, 0, frame, 0, length);
        if (random.nextInt(100_000) == 0) {
            fill();
        }
        for (int i = random.nextBoolean() ? 0 : random.nextInt(4); i >= 0; i--) {
            mutate();
        }
        return length;
    }

    private void mutate() {
        switch (random.nextInt(10)) {
            case 0 -> flipBit();
            case 1 -> replaceByte((byte) random.nextInt(256));
            case 2 -> replaceByte((byte) 0);
            case 3 -> cut(random.nextInt(length + 1), length);
            case 4 -> insert(random.nextInt(length + 1), randomText());
            case 5 -> replaceField(NASTY[random.nextInt(NASTY.length)]);
            case 6 -> replaceField(randomText());
            case 7 -> removeField();
            case 8 -> insert(fieldStart(), NASTY[random.nextInt(NASTY.length)] + "\0");
            default -> replaceField(Integer.toString(random.nextInt(1 << random.nextInt(31))));
        }
    }

    /** A frame of the greatest length: one endless field, or nothing but empty ones behind the message id. */
    private void fill() {
        byte filler = (byte) (random.nextBoolean() ? '1' : 0);
        for (int i = length; i < frame.length; i++) {
            frame[i] = filler;
        }
        length = frame.length;
        frame[length - 1] = 0;
    }

    private void flipBit() {
        if (length > 0) {
            frame[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void replaceByte(byte value) {
        if (length > 0) {
            frame[random.nextInt(length)] = value;
        }
    }

    private void replaceField(String value) {
        int from = fieldStart();
        int to = from;
        while (to < length && frame[to] != 0) {
            to++;
        }
        cut(from, to);
        insert(from, value);
    }

    private void removeField() {
        int from = fieldStart();
        int to = from;
        while (to < length && frame[to] != 0) {
            to++;
        }
        cut(from, Math.min(to + 1, length));
    }

    private int fieldStart() {
        int at = length == 0 ? 0 : random.nextInt(length);
        while (at > 0 && frame[at - 1] != 0) {
            at--;
        }
        return at;
    }

    private void cut(int from, int to) {
        System.arraycopy(frame, to, frame, from, length - to);
        length -= to - from;
    }

    private void insert(int at, String text) {
        int room = Math.min(text.length(), frame.length - length);
        System.arraycopy(frame, at, frame, at + room, length - at);
        for (int i = 0; i < room; i++) {
            frame[at + i] = (byte) text.charAt(i);
        }
        length += room;
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            text.append((char)
                    (random.nextInt(8) == 0 ? random.nextInt(256) : "0123456789.-eE,: ".charAt(random.nextInt(17))));
        }
        return text.toString();
    }
}
