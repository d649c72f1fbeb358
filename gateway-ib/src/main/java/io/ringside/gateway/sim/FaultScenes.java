package io.ringside.gateway.sim;

import io.ringside.gateway.sim.Subscription.Kind;
import java.util.List;

/**
 * Faults that last: broken links and farms, competing sessions, silent feeds, mute sockets, restarts.
 *
 * <p>Thread: the workstation's.
 */
final class FaultScenes {
    private static final int HOUR_SECONDS = 3600;
    private static final int BURST_MIN = 10;

    private final Workstation tws;
    private boolean linkLost;
    private boolean farmBroken;
    private boolean competing;
    private long refusedUntilNanos = Long.MIN_VALUE;

    FaultScenes(Workstation tws) {
        this.tws = tws;
    }

    /** Whether TWS is restarting. */
    boolean refusesConnections() {
        return tws.now() < refusedUntilNanos;
    }

    /** Whether prices come at all. */
    boolean isFeedUp() {
        return !linkLost && !farmBroken && !competing;
    }

    /** Restarts the broker: all connections end, and none is accepted for a while. */
    void reset(long nanos) {
        refusedUntilNanos = Math.max(refusedUntilNanos, tws.now() + nanos);
        for (Client client : tws.startedClients()) {
            tws.close(client);
        }
    }

    /** The next valid order id that a client is sent. */
    int offeredOrderId(Client client, int orderId) {
        if (orderId > 1 && tws.faults.fires(FaultKind.NEXT_VALID_ID_DOWN)) {
            tws.note(client, FaultKind.NEXT_VALID_ID_DOWN);
            return Math.max(1, orderId - 1 - tws.faults.random(5));
        }
        if (tws.faults.fires(FaultKind.NEXT_VALID_ID_JUMP)) {
            tws.note(client, FaultKind.NEXT_VALID_ID_JUMP);
            return orderId + 1000;
        }
        return orderId;
    }

    /** The time that a client is sent, in seconds since 1970. */
    long reportedSeconds(Client client) {
        long seconds = TimeText.seconds(tws.now());
        if (tws.faults.fires(FaultKind.CLOCK_STEP)) {
            tws.note(client, FaultKind.CLOCK_STEP);
            return seconds + (tws.faults.random(2) == 0 ? HOUR_SECONDS : -HOUR_SECONDS);
        }
        return seconds;
    }

    /** Begins faults, each minute of market time. */
    void onMinute() {
        if (!linkLost && tws.faults.fires(FaultKind.LINK_LOST_DATA_KEPT)) {
            loseLink(FaultKind.LINK_LOST_DATA_KEPT);
        }
        if (!linkLost && tws.faults.fires(FaultKind.LINK_LOST_DATA_LOST)) {
            loseLink(FaultKind.LINK_LOST_DATA_LOST);
        }
        if (!farmBroken && tws.faults.fires(FaultKind.FARM_BREAK)) {
            breakFarm();
        }
        if (!competing && tws.faults.fires(FaultKind.COMPETING_SESSION)) {
            compete();
        }
        List<Board> boards = tws.exchange.boards();
        if (!boards.isEmpty() && tws.faults.fires(FaultKind.STALE_FEED)) {
            long nanos = tws.faults.nanos(30);
            noteAll(FaultKind.STALE_FEED);
            boards.get(tws.faults.random(boards.size())).silentUntilNanos = tws.now() + nanos;
        }
        List<Client> clients = tws.startedClients();
        if (!clients.isEmpty() && tws.faults.fires(FaultKind.MUTE)) {
            Client client = clients.get(tws.faults.random(clients.size()));
            tws.note(client, FaultKind.MUTE);
            client.muted = true;
        }
        if (tws.faults.fires(FaultKind.NIGHTLY_RESET)) {
            refusedUntilNanos = tws.now() + tws.faults.nanos(60);
            noteAll(FaultKind.NIGHTLY_RESET);
            for (Client client : clients) {
                tws.close(client);
            }
        }
    }

    private void loseLink(FaultKind kind) {
        long nanos = tws.faults.nanos(30);
        boolean dataLost = kind == FaultKind.LINK_LOST_DATA_LOST;
        linkLost = true;
        noteAll(kind);
        sendAll(1100, "Connectivity between IBKR and Trader Workstation has been lost.");
        tws.agenda.at(tws.now() + nanos, () -> {
            linkLost = false;
            if (dataLost) {
                for (Client client : tws.startedClients()) {
                    client.subscriptions.clear();
                }
                sendAll(1101, "Connectivity between IBKR and Trader Workstation has been restored - data lost.");
            } else {
                sendAll(
                        1102,
                        "Connectivity between IBKR and Trader Workstation has been restored - data maintained. All data"
                                + " farms are connected: ushmds; usfarm.");
            }
        });
    }

    private void breakFarm() {
        long nanos = tws.faults.nanos(30);
        farmBroken = true;
        noteAll(FaultKind.FARM_BREAK);
        sendAll(2103, "Market data farm connection is broken:usfarm");
        tws.agenda.at(tws.now() + nanos, () -> {
            farmBroken = false;
            for (Client client : tws.startedClients()) {
                for (Subscription subscription : client.subscriptions) {
                    subscription.dead |= subscription.kind != Kind.QUOTES;
                }
            }
            sendAll(2104, "Market data farm connection is OK:usfarm");
        });
    }

    private void compete() {
        long nanos = tws.faults.nanos(60);
        competing = true;
        noteAll(FaultKind.COMPETING_SESSION);
        for (Client client : tws.startedClients()) {
            for (Subscription subscription : List.copyOf(client.subscriptions)) {
                int burst = BURST_MIN + tws.faults.random(BURST_MIN);
                for (int i = 0; i < burst; i++) {
                    tws.error(client, subscription.requestId, 10197, "No market data during competing live session");
                }
            }
        }
        tws.agenda.at(tws.now() + nanos, () -> competing = false);
    }

    private void sendAll(int code, String text) {
        for (Client client : tws.startedClients()) {
            tws.error(client, -1, code, text);
        }
    }

    private void noteAll(FaultKind kind) {
        for (Client client : tws.startedClients()) {
            tws.note(client, kind);
        }
    }
}
