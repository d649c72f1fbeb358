package io.ringside.dashboard;

import io.ringside.engine.command.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page and its API, put together.
 *
 * <p>Thread: its owner's.
 */
final class Dashboard implements AutoCloseable {
    /**
     * How it is set up.
     *
     * @param journals folders of daemons
     * @param runs folder below which results are looked for
     * @param tls null for none
     * @param names under which a browser asks for it, besides its address
     * @param viewOnly nobody may command
     * @param password accepted as the operating token is; null for none
     */
    record Setup(
            List<Path> journals,
            Path runs,
            Listen listen,
            DashboardServer.Tls tls,
            List<String> names,
            boolean viewOnly,
            String password) {}

    private final Access access;
    private final Feeds feeds;
    private final List<Route> routes;
    private final DashboardServer server;

    Dashboard(Setup setup) {
        access = new Access(setup.viewOnly, setup.password, System::nanoTime);
        feeds = new Feeds(setup.journals);
        RequestGuard guard = new RequestGuard(access, setup.tls != null);
        List<Route> all = new ArrayList<>();
        all.addAll(new SessionApi(access, guard, setup.tls != null).routes());
        all.addAll(new DaemonApi(feeds, guard).routes());
        RebalancePlans plans = new RebalancePlans(feeds);
        all.addAll(new Controls(feeds, plans).routes());
        all.addAll(plans.routes());
        all.addAll(new Runs(setup.runs).routes());
        all.addAll(new SqlQuestions(Commands.launcher(), folders(setup)).routes());
        all.add(Route.get("/openapi.json", "this document", request -> OpenApi.of(all)));
        routes = List.copyOf(all);
        server = new DashboardServer(setup.listen, setup.tls, setup.names, guard, new Assets(), routes);
    }

    private static List<Path> folders(Setup setup) {
        List<Path> all = new ArrayList<>(setup.journals);
        all.add(setup.runs);
        return all;
    }

    /** Starts to look and to serve. */
    void start() {
        feeds.start();
        server.start();
    }

    String address() {
        return server.address();
    }

    int port() {
        return server.port();
    }

    Access access() {
        return access;
    }

    List<String> served() {
        return server.served();
    }

    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        feeds.close();
        server.close();
    }
}
