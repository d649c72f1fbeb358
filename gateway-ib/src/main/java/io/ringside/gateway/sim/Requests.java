package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.sim.Subscription.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Handles clients' messages: the handshake, startApi, and requests, which are passed to the desk that answers them.
 *
 * <p>Thread: the workstation's.
 */
final class Requests {
    private static final Pattern GREETING = Pattern.compile("v(\\d{1,9})(?:\\.\\.(\\d{1,9}))?(?: .*)?");
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final int BURST_SECONDS = 2;
    private static final int PACING_STRIKES = 3;

    private final Workstation tws;
    private final ContractDesk contracts;
    private final StreamDesk streams;
    private final OrderDesk orders;
    private final FaultScenes scenes;

    Requests(Workstation tws, OrderDesk orders, StreamDesk streams, FaultScenes scenes) {
        this.tws = tws;
        this.orders = orders;
        this.streams = streams;
        this.scenes = scenes;
        this.contracts = new ContractDesk(tws);
    }

    // ---- Messages in ----------------------------------------------------------------------------------------------

    /** Handles a message. */
    void take(Client client, List<String> message) {
        int id = id(message);
        if (client.started && tws.faults.fires(FaultKind.RESET_BEFORE_READ, id)) {
            tws.note(client, FaultKind.RESET_BEFORE_READ);
            tws.reset(client);
            return;
        }
        tws.record(client, "in", message);
        if (client.serverVersion == 0) {
            greet(client, message);
        } else if (isWithinPace(client)) {
            boolean lost = client.started && tws.faults.fires(FaultKind.RESET_AFTER_READ, id);
            client.muted = lost;
            answer(client, id, new Fields(message));
            if (lost) {
                tws.note(client, FaultKind.RESET_AFTER_READ);
                tws.reset(client);
            }
        }
    }

    private static int id(List<String> message) {
        try {
            return message.isEmpty() ? -1 : Integer.parseInt(message.get(0));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void greet(Client client, List<String> message) {
        Matcher matcher = GREETING.matcher(message.get(message.size() - 1));
        if (!matcher.matches()) {
            tws.close(client);
            return;
        }
        int low = Integer.parseInt(matcher.group(1));
        int high = matcher.group(2) == null ? low : Integer.parseInt(matcher.group(2));
        if (high < SimSettings.SERVER_VERSION_MIN) {
            tws.close(client);
            return;
        }
        client.serverVersion = Math.min(high, tws.settings.serverVersionMax);
        tws.send(client, Reply.handshake(client.serverVersion, TimeText.withZone(tws.now())));
    }

    /**
     * Whether a client keeps the message rate: each message costs time, and a client that owes more than two seconds gets an
     * error, and is disconnected the third time.
     */
    private boolean isWithinPace(Client client) {
        if (client.pacingStrikes == 0 && client.started && tws.faults.fires(FaultKind.PACING_CUT)) {
            tws.note(client, FaultKind.PACING_CUT);
            client.pacingStrikes = PACING_STRIKES;
        }
        if (client.pacingStrikes > 0) {
            client.pacingStrikes--;
            sendPacing(client);
            if (client.pacingStrikes == 0) {
                tws.close(client);
            }
            return false;
        }
        if (tws.settings.messagesPerSecondMax == 0) {
            return true;
        }
        long wall = tws.wallNanos();
        long paidUntil = Math.max(client.paidUntilNanos, wall) + SECOND / tws.settings.messagesPerSecondMax;
        if (paidUntil - wall <= BURST_SECONDS * SECOND) {
            client.paidUntilNanos = paidUntil;
            return true;
        }
        sendPacing(client);
        if (++client.pacingErrors >= PACING_STRIKES) {
            tws.close(client);
        }
        return false;
    }

    private void sendPacing(Client client) {
        tws.error(
                client,
                -1,
                100,
                "Max rate of messages per second has been exceeded:max=" + tws.settings.messagesPerSecondMax);
    }

    private void answer(Client client, int id, Fields in) {
        try {
            in.skip(1); // The message's id.
            if (id == InboundId.START_API) {
                start(client, in);
            } else if (!client.started) {
                tws.record(client, "fault", List.of("DROPPED", "message " + id + " came before startApi"));
            } else if (!isOrderRequest(id) && tws.faults.fires(FaultKind.DROPPED_REQUEST, id)) {
                tws.note(client, FaultKind.DROPPED_REQUEST);
            } else if (!answerOrders(client, id, in) && !answerMarket(client, id, in)) {
                answerRest(client, id, in);
            }
        } catch (Fields.Malformed e) {
            tws.error(client, -1, 320, "Server error when reading an API client request. " + e.getMessage());
        }
    }

    private static boolean isOrderRequest(int id) {
        return id == InboundId.PLACE_ORDER || id == InboundId.CANCEL_ORDER || id == InboundId.REQ_GLOBAL_CANCEL;
    }

    private void start(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int clientId = in.integer();
        boolean taken = tws.client(clientId) != null;
        if (taken || tws.faults.fires(FaultKind.CLIENT_ID_IN_USE)) {
            if (!taken) {
                tws.note(client, FaultKind.CLIENT_ID_IN_USE);
            }
            tws.error(
                    client,
                    -1,
                    326,
                    "Unable to connect as the client id is already in use. Retry with a unique client id.");
            tws.close(client);
            return;
        }
        client.clientId = clientId;
        client.started = true;
        tws.accounts.managedAccounts(client);
        tws.send(client, SessionMessages.nextValidId(scenes.offeredOrderId(client, orders.nextValidId(clientId))));
        tws.error(client, -1, 2104, "Market data farm connection is OK:usfarm");
        tws.error(client, -1, 2106, "HMDS data farm connection is OK:ushmds");
        tws.error(client, -1, 2158, "Sec-def data farm connection is OK:secdefil");
    }

    private boolean answerOrders(Client client, int id, Fields in) {
        switch (id) {
            case InboundId.PLACE_ORDER -> orders.place(client, in);
            case InboundId.CANCEL_ORDER -> orders.cancel(client, in);
            case InboundId.REQ_GLOBAL_CANCEL -> orders.cancelAll();
            case InboundId.REQ_OPEN_ORDERS -> orders.openOrders(client, false);
            case InboundId.REQ_ALL_OPEN_ORDERS -> orders.openOrders(client, true);
            case InboundId.REQ_AUTO_OPEN_ORDERS -> orders.autoOpenOrders(client);
            case InboundId.REQ_COMPLETED_ORDERS -> orders.completedOrders(client);
            case InboundId.REQ_EXECUTIONS -> orders.executions(client, in);
            case InboundId.REQ_IDS ->
                tws.send(client, SessionMessages.nextValidId(orders.nextValidId(client.clientId)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean answerMarket(Client client, int id, Fields in) {
        switch (id) {
            case InboundId.REQ_MKT_DATA -> streams.quotes(client, in);
            case InboundId.CANCEL_MKT_DATA -> streams.cancel(client, in.skip(1).integer(), Kind.QUOTES);
            case InboundId.REQ_TICK_BY_TICK_DATA -> streams.ticks(client, in);
            case InboundId.CANCEL_TICK_BY_TICK_DATA -> streams.cancel(client, in.integer(), Kind.TICKS);
            case InboundId.REQ_REAL_TIME_BARS -> streams.bars(client, in);
            case InboundId.CANCEL_REAL_TIME_BARS ->
                streams.cancel(client, in.skip(1).integer(), Kind.BARS);
            case InboundId.REQ_HISTORICAL_DATA -> tws.history.request(client, in);
            case InboundId.CANCEL_HISTORICAL_DATA -> tws.history.cancel(client, in);
            case InboundId.REQ_CONTRACT_DETAILS -> contracts.details(client, in);
            case InboundId.REQ_MARKET_RULE -> contracts.marketRule(client, in);
            case InboundId.REQ_MARKET_DATA_TYPE -> in.skip(2); // All data is live here, whatever else is allowed.
            default -> {
                return false;
            }
        }
        return true;
    }

    private void answerRest(Client client, int id, Fields in) {
        switch (id) {
            case InboundId.REQ_CURRENT_TIME ->
                tws.send(client, SessionMessages.currentTime(scenes.reportedSeconds(client)));
            case InboundId.REQ_MANAGED_ACCOUNTS -> tws.accounts.managedAccounts(client);
            case InboundId.REQ_ACCOUNT_UPDATES -> tws.accounts.accountUpdates(client, in);
            case InboundId.REQ_ACCOUNT_SUMMARY -> tws.accounts.summary(client, in);
            case InboundId.CANCEL_ACCOUNT_SUMMARY -> tws.accounts.cancelSummary(client, in);
            case InboundId.REQ_ACCOUNT_UPDATES_MULTI -> tws.accounts.multiUpdates(client, in);
            case InboundId.CANCEL_ACCOUNT_UPDATES_MULTI -> tws.accounts.cancelMultiUpdates(client, in);
            case InboundId.REQ_POSITIONS -> tws.accounts.positions(client);
            case InboundId.CANCEL_POSITIONS -> client.positions = false;
            default ->
                tws.error(
                        client,
                        -1,
                        320,
                        "Server error when reading an API client request. Message " + id + " is not simulated.");
        }
    }
}
