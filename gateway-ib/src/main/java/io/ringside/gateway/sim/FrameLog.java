package io.ringside.gateway.sim;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The append-only log of every frame received or sent: one JSON object a line, each written by one call, so that it survives
 * the process. Crash tests join it with the journal on the order reference.
 *
 * <pre>
 *  {"time":1767623401000000000,"connection":1,"direction":"in","fields":["3","1001",...],"market":1767623400000000000}
 * </pre>
 *
 * <p>{@code time} is the wall clock, {@code market} the simulated one, both UTC nanoseconds since 1970; {@code direction}
 * is {@code in}, {@code out}, or {@code fault} for a fault that the simulator made here, with the fault's name as first field.
 *
 * <p>Thread: the workstation's.
 */
final class FrameLog implements AutoCloseable {
    private final FileChannel channel;

    private FrameLog(FileChannel channel) {
        this.channel = channel;
    }

    /** A log that writes nothing. */
    static FrameLog none() {
        return new FrameLog(null);
    }

    /**
     * Appends to a file.
     *
     * @throws UserError if it cannot be written
     */
    static FrameLog to(Path file) {
        try {
            return new FrameLog(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UserError(
                    file + ": cannot be written (" + UserError.reason(e) + "); choose another file with --log", e);
        }
    }

    /** Adds a line. */
    void append(long timeNanos, int connection, String direction, List<String> fields, long marketNanos) {
        if (channel == null) {
            return;
        }
        StringBuilder line = new StringBuilder(256);
        line.append("{\"time\":").append(timeNanos);
        line.append(",\"connection\":").append(connection);
        line.append(",\"direction\":\"").append(direction).append("\",\"fields\":[");
        for (int i = 0; i < fields.size(); i++) {
            line.append(i > 0 ? "," : "");
            quote(line, fields.get(i));
        }
        line.append("],\"market\":").append(marketNanos).append("}\n");
        ByteBuffer bytes = ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the frame log cannot be written", e);
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the frame log cannot be closed", e);
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
