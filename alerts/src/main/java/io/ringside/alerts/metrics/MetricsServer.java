package io.ringside.alerts.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} on the loopback, and nothing else to nobody else. Whoever stands under another name than this
 * machine's, as a page of a stranger's with a name of his own for it does, is refused. A client that does not read holds up one
 * of few threads, and nobody but other scrapes.
 *
 * <p>Thread: its own.
 */
final class MetricsServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 16;
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "ringside-metrics");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts.
     *
     * @param listen such as 127.0.0.1:9464
     * @throws UserError if it is no address of the loopback, or is taken
     */
    MetricsServer(String listen, Supplier<String> text) {
        InetSocketAddress address = address(listen);
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new UserError("--listen " + listen + ": cannot be used: " + e.getMessage(), e);
        }
        server.createContext("/", exchange -> handle(exchange, text));
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress address(String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            int port = Integer.parseInt(listen.substring(colon + 1));
            InetAddress host = InetAddress.getByName(colon < 0 ? "127.0.0.1" : listen.substring(0, colon));
            if (host.isLoopbackAddress() && port >= 0 && port <= 65_535) {
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw new UserError("--listen " + listen + ": must look like 127.0.0.1:9464", e);
        }
        throw new UserError("--listen " + listen + ": must be an address of this machine alone, such as 127.0.0.1:9464;"
                + " let a collector on it, or a proxy with a password, carry the figures away");
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void handle(HttpExchange exchange, Supplier<String> text) throws IOException {
        try (exchange) {
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            if (!NAMES.contains(host.replaceFirst(":\\d{1,5}$", ""))) {
                answer(exchange, 421, "text/plain", "this is not " + host.replaceAll("[^ -~]", "?") + "\n");
            } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                answer(exchange, 404, "text/plain", "see /metrics\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405, "text/plain", "GET only\n");
            } else {
                answer(exchange, 200, DaemonMetrics.CONTENT_TYPE, text.get());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
