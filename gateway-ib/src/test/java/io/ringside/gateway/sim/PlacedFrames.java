package io.ringside.gateway.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every placeOrder message that a simulated TWS received, read from its append-only log. */
public final class PlacedFrames {
    private static final String MARK = "\"direction\":\"in\",\"fields\":[\"3\",";
    private static final int SERVER_VERSION = 176;

    /**
     * One message.
     *
     * @param wallNanos when it came, by the wall clock
     * @param stopE8 trigger at 1e-8, or 0
     */
    public record Placed(
            long wallNanos,
            int connection,
            int orderId,
            int parentId,
            String orderRef,
            boolean whatIf,
            long quantity,
            long stopE8) {}

    private PlacedFrames() {}

    /** All of them, oldest first. */
    public static List<Placed> read(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(MARK))
                    .map(PlacedFrames::parse)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message that a frame's payload holds, or null if it is another one. */
    public static Placed of(byte[] payload, long wallNanos, int connection) {
        if (payload.length < 2 || payload[0] != '3' || payload[1] != 0) {
            return null;
        }
        String text = new String(payload, 0, payload.length - 1, StandardCharsets.UTF_8);
        return placed(List.of(text.split("\0", -1)), wallNanos, connection);
    }

    private static Placed parse(String line) {
        return placed(fields(line), number(line, "\"time\":"), (int) number(line, "\"connection\":"));
    }

    private static Placed placed(List<String> values, long wallNanos, int connection) {
        Fields fields = new Fields(values);
        fields.skip(1);
        OrderTicket ticket = OrderTicket.read(fields, SERVER_VERSION);
        return new Placed(
                wallNanos,
                connection,
                ticket.orderId,
                ticket.parentId,
                ticket.orderRef,
                ticket.whatIf,
                ticket.quantity(),
                ticket.auxE8 == Fields.UNSET ? 0 : ticket.auxE8);
    }

    private static long number(String line, String key) {
        int from = line.indexOf(key) + key.length();
        int to = from;
        while (Character.isDigit(line.charAt(to))) {
            to++;
        }
        return Long.parseLong(line.substring(from, to));
    }

    /** The strings of the list; what the log writes has no escapes but of quotes, backslashes and control characters. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int at = line.indexOf("\"fields\":[") + "\"fields\":[".length();
        while (line.charAt(at) != ']') {
            StringBuilder text = new StringBuilder();
            at++;
            while (line.charAt(at) != '"') {
                if (line.charAt(at) == '\\') {
                    at++;
                }
                text.append(line.charAt(at++));
            }
            fields.add(text.toString());
            at++;
            if (line.charAt(at) == ',') {
                at++;
            }
        }
        return fields;
    }
}
