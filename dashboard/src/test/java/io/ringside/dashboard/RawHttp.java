package io.ringside.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request of HTTP as bytes on a socket: no client tidies it up on the way. */
final class RawHttp {
    private static final int PATIENCE_MS = 60_000;

    /** A status, headers by their names in lower case, and a body. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** A connection on which the answer goes on. */
    record Open(Socket socket) implements AutoCloseable {
        /** The next line, without its end; null where the connection has ended. */
        String line() throws IOException {
            var line = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            return next < 0 && line.size() == 0
                    ? null
                    : line.toString(StandardCharsets.UTF_8).stripTrailing();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private final int port;
    private final String method;
    private final String path;
    private final String body;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean chunked;

    private RawHttp(Dashboard dashboard, String method, String path, String body) {
        port = dashboard.port();
        this.method = method;
        this.path = path;
        this.body = body;
        headers.put("Host", "127.0.0.1:" + port);
    }

    static RawHttp get(Dashboard dashboard, String path) {
        return new RawHttp(dashboard, "GET", path, null);
    }

    static RawHttp post(Dashboard dashboard, String path, String body) {
        return new RawHttp(dashboard, "POST", path, body);
    }

    static RawHttp of(Dashboard dashboard, String method, String path) {
        return new RawHttp(dashboard, method, path, null);
    }

    RawHttp host(String name) {
        headers.remove("Host");
        return name == null ? this : header("Host", name);
    }

    RawHttp header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The body comes in pieces, and nobody is told how long it is. */
    RawHttp chunked() {
        chunked = true;
        return this;
    }

    Answer send() throws IOException {
        header("Connection", "close");
        try (Open open = open()) {
            String first = open.line();
            int status = Integer.parseInt(first.split(" ", 3)[1]);
            Map<String, String> answered = new LinkedHashMap<>();
            for (String line = open.line(); line != null && !line.isEmpty(); line = open.line()) {
                String[] parts = line.split(":\\s*", 2);
                answered.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            byte[] rest;
            try {
                rest = open.socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The server need not read to its end what it refuses.
                rest = new byte[0];
            }
            return new Answer(status, answered, new String(rest, StandardCharsets.UTF_8));
        }
    }

    /** Sends it, and leaves the connection open. */
    Open open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            headers.put(chunked ? "Transfer-Encoding" : "Content-Length", chunked ? "chunked" : "" + bytes.length);
        }
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("\r\n");
        if (chunked) {
            text.append(Integer.toHexString(bytes.length))
                    .append("\r\n")
                    .append(body)
                    .append("\r\n0\r\n\r\n");
        } else if (body != null) {
            text.append(body);
        }
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        return new Open(socket);
    }
}
