package io.ringside.dashboard;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages that a simulated broker has received, from its record of frames. */
final class BrokerFrames {
    private static final Pattern FRAME = Pattern.compile("\"time\":(\\d+),\"connection\":(\\d+),\"direction\":\"in\","
            + "\"fields\":\\[\"([^\"]*)\",?(.*)\\],\"market\":.*");
    private static final Pattern FIRST = Pattern.compile("^\"(\\d+)\"");
    private static final String PLACE = "3";
    private static final String CANCEL = "4";

    /**
     * A message.
     *
     * @param time of its arrival, wall clock
     * @param connection which of the broker's connections it came on
     * @param id what it asks
     * @param rest its other fields, as written
     */
    record Frame(Instant time, int connection, String id, String rest) {
        boolean isBuy() {
            return id.equals(PLACE) && rest.contains("\"BUY\"");
        }

        boolean isSale() {
            return id.equals(PLACE) && rest.contains("\"SELL\"") && rest.contains("\"MKT\"");
        }
    }

    private final Path file;
    private final List<Frame> received = new ArrayList<>();
    private long read;

    BrokerFrames(Path file) {
        this.file = file;
    }

    /** All so far; reads on where it ended. */
    List<Frame> all() {
        if (!Files.exists(file)) {
            return received;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] fresh = new byte[(int) (in.length() - read)];
            in.readFully(fresh);
            String text = new String(fresh, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            read += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
            for (String line : text.substring(0, whole).split("\n", -1)) {
                Matcher frame = FRAME.matcher(line);
                if (frame.find()) {
                    received.add(new Frame(
                            Instant.ofEpochSecond(0, Long.parseLong(frame.group(1))),
                            Integer.parseInt(frame.group(2)),
                            frame.group(3),
                            frame.group(4)));
                }
            }
            return received;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those from one on. */
    List<Frame> since(int first) {
        List<Frame> all = all();
        return all.subList(first, all.size());
    }

    /** Whether an order has arrived. */
    boolean knows(String ref) {
        return placed(ref) != null;
    }

    /** As it was placed last: what is asked of its margin before carries an id of its own. */
    private Frame placed(String ref) {
        return all().stream()
                .filter(frame -> frame.id.equals(PLACE) && frame.rest.contains("\"" + ref + "\",\"0\""))
                .reduce((before, after) -> after)
                .orElse(null);
    }

    /** The first cancel of an order, null if none has arrived. */
    Frame cancelled(String ref) {
        Matcher number = FIRST.matcher(placed(ref).rest);
        if (!number.find()) {
            throw new AssertionError("no id: " + placed(ref));
        }
        return all().stream()
                .filter(frame -> frame.id.equals(CANCEL) && frame.rest.startsWith("\"1\",\"" + number.group(1) + "\""))
                .findFirst()
                .orElse(null);
    }
}
