package io.ringside.dashboard;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web server: limits, the guard before everything, the routes, and errors that say nothing of the inside.
 *
 * <p>Thread: {@link #start} and {@link #close} the owner's; requests have those of Jetty.
 */
final class DashboardServer implements AutoCloseable {
    static final int BODY_MAX = 4_096;
    static final int HEADER_MAX = 8_192;
    static final int CONNECTIONS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final int THREADS_MAX = 64;
    private static final int THREADS_MIN = 8;
    private static final int IDLE_MS = 20_000;
    private static final int TLS_PORT_STRICT_AGE = 31_536_000;

    /**
     * A key and its certificate.
     *
     * @param file PKCS 12
     */
    record Tls(Path file, String password) {}

    private final RequestGuard guard;
    private final Listen listen;
    private final Tls tls;
    private final List<String> names;
    private final Javalin javalin;

    /**
     * Prepares a server.
     *
     * @param tls null for none
     * @param names under which it is asked for, besides its address
     */
    DashboardServer(Listen listen, Tls tls, List<String> names, RequestGuard guard, Assets assets, List<Route> routes) {
        this.listen = listen;
        this.tls = tls;
        this.names = names;
        this.guard = guard;
        javalin = Javalin.create(config -> {
            limits(config);
            routes(config, assets, routes);
        });
    }

    private void limits(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = BODY_MAX;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(HEADER_MAX);
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
            server.setStopTimeout(0);
        });
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ConnectionFactory[] factories;
        if (tls == null) {
            factories = new ConnectionFactory[] {new HttpConnectionFactory(http)};
        } else {
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStorePath(tls.file.toString());
            context.setKeyStoreType("PKCS12");
            context.setKeyStorePassword(tls.password);
            // Which names are ours is the guard's business, whatever the certificate says.
            http.addCustomizer(new SecureRequestCustomizer(false, TLS_PORT_STRICT_AGE, false));
            factories = new ConnectionFactory[] {
                new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(http)
            };
        }
        ServerConnector connector = new ServerConnector(server, 1, 1, factories);
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE_MS);
        return connector;
    }

    private void routes(JavalinConfig config, Assets assets, List<Route> routes) {
        config.routes.before(guard::check);
        for (String path : assets.paths()) {
            config.routes.get(path, request -> assets.serve(request, path));
        }
        for (Route route : routes) {
            if (route.method().equals("GET")) {
                config.routes.get(route.path(), request -> answer(route, request));
            } else {
                config.routes.post(route.path(), request -> answer(route, request));
            }
        }
        config.routes.exception(Refusal.class, (refusal, request) -> {
            if (refusal.retrySeconds() > 0) {
                request.header("Retry-After", Long.toString(refusal.retrySeconds()));
            }
            error(request, refusal.status(), refusal.getMessage());
        });
        config.routes.exception(UserError.class, (mistake, request) -> error(request, 409, mistake.getMessage()));
        config.routes.exception(
                HttpResponseException.class, (e, request) -> error(request, e.getStatus(), words(e.getStatus())));
        config.routes.exception(Exception.class, (e, request) -> {
            LOG.warn("{} {} fails", request.method(), request.path(), e);
            error(request, 500, "this failed; the dashboard's log says why");
        });
        config.routes.error(404, request -> error(request, 404, "there is nothing here"));
    }

    private void answer(Route route, Context request) throws Exception {
        guard.authorize(request, route.role());
        Object value = route.handler().answer(request);
        if (value != null) {
            json(request, value);
        }
    }

    private static String words(int status) {
        return status == 413 ? "the body is too large" : status == 404 ? "there is nothing here" : "refused";
    }

    private static void error(Context request, int status, String message) {
        if (request.res().isCommitted() || (request.status().getCode() == status && request.result() != null)) {
            return;
        }
        request.status(status);
        json(request, Map.of("error", message));
    }

    static void json(Context request, Object value) {
        request.contentType("application/json;charset=utf-8");
        request.result(Json.compact(value));
    }

    /**
     * Starts to serve.
     *
     * @throws UserError if the address cannot be had
     */
    void start() {
        try {
            javalin.start();
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new UserError(
                    "cannot serve on " + listen.host() + ":" + listen.port() + ": " + cause.getMessage()
                            + "; choose another --listen",
                    e);
        }
        guard.hosts(listen.hosts(port(), names, tls != null));
    }

    int port() {
        return javalin.port();
    }

    /** What the router knows of the API: method in lower case and path, as the document names them. */
    List<String> served() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.path.matches("/(api|sheets)/.*|/openapi\\.json"))
                .map(endpoint -> endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path)
                .toList();
    }

    /** Where a browser of this machine finds it. */
    String address() {
        String host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
        return (tls == null ? "http://" : "https://") + host + ":" + port() + "/";
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
