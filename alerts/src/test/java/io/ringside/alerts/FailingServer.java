package io.ringside.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A server on the loopback that does what it is told to with each request; what it has taken is kept. */
final class FailingServer implements AutoCloseable {
    private static final int DRIPS_MAX = 10_000;

    enum How {
        TAKE,
        /** 429 with a Retry-After of no seconds and Telegram's own of some milliseconds. */
        TOO_MANY,
        FAULT,
        UNAVAILABLE,
        /** Takes it, and the connection ends without an answer. */
        CUT,
        /** Takes it, and says nothing. */
        MUTE,
        /** Takes it, and answers a byte now and then. */
        SLOW,
        REFUSE,
        /** Sends it elsewhere. */
        REDIRECT
    }

    /** What was taken. */
    record Taken(String path, String body, String signature, How how) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Supplier<How> how;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FailingServer(Supplier<How> how) throws IOException {
        this.how = how;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        How now = how.get();
        boolean takes = now == How.TAKE || now == How.CUT || now == How.MUTE || now == How.SLOW;
        if (takes) {
            taken.add(new Taken(
                    exchange.getRequestURI().getPath(),
                    body,
                    exchange.getRequestHeaders().getFirst("X-Ringside-Signature-256"),
                    now));
        }
        try (exchange) {
            switch (now) {
                case TAKE -> answer(exchange, 200, "{\"ok\":true}");
                case TOO_MANY -> {
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    answer(exchange, 429, "{\"ok\":false,\"parameters\":{\"retry_after\":0.02}}");
                }
                case FAULT -> answer(exchange, 500, "oops");
                case UNAVAILABLE -> answer(exchange, 503, "later");
                case REFUSE -> answer(exchange, 403, "not you");
                case REDIRECT -> {
                    exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
                    answer(exchange, 302, "");
                }
                case CUT -> exchange.getResponseBody().close();
                case MUTE -> closed.await();
                case SLOW -> {
                    exchange.sendResponseHeaders(200, DRIPS_MAX);
                    OutputStream out = exchange.getResponseBody();
                    for (int i = 0; i < DRIPS_MAX && !closed.await(50, TimeUnit.MILLISECONDS); i++) {
                        out.write('.');
                        out.flush();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
