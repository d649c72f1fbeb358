package io.ringside.gateway.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Handles requests and subscriptions about account figures and positions.
 *
 * <p>Thread: the workstation's.
 */
final class AccountDesk {
    /** Account figures are sent again after so many minutes. */
    private static final int REFRESH_MINUTES = 3;

    private static final int SUMMARIES_MAX = 2;

    private final Workstation tws;
    private int minutes;

    AccountDesk(Workstation tws) {
        this.tws = tws;
    }

    void managedAccounts(Client client) {
        tws.send(client, SessionMessages.managedAccounts(tws.settings.account));
    }

    // ---- Positions ------------------------------------------------------------------------------------------------

    void positions(Client client) {
        client.positions = true;
        for (Ledger.Position position : tws.ledger.positions()) {
            if (position.shares != 0 && !tws.isElsewhere()) {
                sendPosition(client, position);
            }
        }
        tws.send(client, AccountMessages.positionEnd());
    }

    private void sendPosition(Client client, Ledger.Position position) {
        tws.send(
                client,
                AccountMessages.position(
                        position.board.listing, tws.settings.account, position.shares, position.averageE8()));
    }

    /** Sends a changed position to subscribers. */
    void onPosition(Board board) {
        if (tws.isElsewhere()) {
            return;
        }
        Ledger.Position position = tws.ledger.position(board);
        for (Client client : tws.startedClients()) {
            if (client.positions) {
                sendPosition(client, position);
            }
            if (client.accountUpdates) {
                sendAccount(client);
            }
        }
    }

    // ---- Account updates ------------------------------------------------------------------------------------------

    void accountUpdates(Client client, Fields in) {
        in.skip(1); // The message's own version.
        boolean subscribe = in.flag();
        String account = in.string();
        if (!account.isEmpty() && !account.equals(tws.settings.account)) {
            tws.error(
                    client, -1, 321, "Error validating request.-'bM' : cause - Invalid account code '" + account + "'");
            return;
        }
        client.accountUpdates = subscribe;
        if (subscribe) {
            sendAccount(client);
            tws.send(client, AccountMessages.accountDownloadEnd(tws.settings.account));
        }
    }

    private void sendAccount(Client client) {
        String account = tws.settings.account;
        tws.send(client, AccountMessages.accountValue("AccountCode", account, "", account));
        tws.send(client, AccountMessages.accountValue("AccountReady", "true", "", account));
        for (Map.Entry<String, String> value : tws.ledger.values().entrySet()) {
            tws.send(client, AccountMessages.accountValue(value.getKey(), value.getValue(), "USD", account));
        }
        for (Ledger.Position position : tws.ledger.positions()) {
            tws.send(
                    client,
                    AccountMessages.portfolioValue(
                            position.board.listing,
                            position.shares,
                            position.markE8(),
                            position.valueE8(),
                            position.averageE8(),
                            position.shares == 0 ? 0 : position.unrealizedE8(),
                            position.realizedE8,
                            account));
        }
        tws.send(client, AccountMessages.accountUpdateTime(TimeText.hourAndMinute(tws.now())));
    }

    void multiUpdates(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        client.multiUpdates.add(requestId);
        sendMulti(client, requestId);
        tws.send(client, AccountMessages.accountUpdateMultiEnd(requestId));
    }

    private void sendMulti(Client client, int requestId) {
        for (Map.Entry<String, String> value : tws.ledger.values().entrySet()) {
            tws.send(
                    client,
                    AccountMessages.accountUpdateMulti(
                            requestId, tws.settings.account, value.getKey(), value.getValue(), "USD"));
        }
    }

    void cancelMultiUpdates(Client client, Fields in) {
        in.skip(1); // The message's own version.
        client.multiUpdates.remove((Integer) in.integer());
    }

    // ---- Summaries ------------------------------------------------------------------------------------------------

    void summary(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        in.skip(1); // Group of accounts: there is one account.
        List<String> tags = new ArrayList<>();
        for (String tag : in.string().split(",", -1)) {
            tags.add(tag.strip());
        }
        if (client.summaries.size() >= SUMMARIES_MAX && !client.summaries.containsKey(requestId)) {
            tws.error(
                    client,
                    requestId,
                    322,
                    "Error processing request.-'bJ' : cause - Maximum number of account"
                            + " summary requests exceeded");
            return;
        }
        client.summaries.put(requestId, tags);
        sendSummary(client, requestId, tags);
        tws.send(client, AccountMessages.accountSummaryEnd(requestId));
    }

    private void sendSummary(Client client, int requestId, List<String> tags) {
        Map<String, String> values = tws.ledger.values();
        for (String tag : tags) {
            if (tag.equals("AccountType")) {
                tws.send(
                        client, AccountMessages.accountSummary(requestId, tws.settings.account, tag, "INDIVIDUAL", ""));
            } else if (values.containsKey(tag)) {
                tws.send(
                        client,
                        AccountMessages.accountSummary(requestId, tws.settings.account, tag, values.get(tag), "USD"));
            }
        }
    }

    void cancelSummary(Client client, Fields in) {
        in.skip(1); // The message's own version.
        client.summaries.remove(in.integer());
    }

    /** Sends all figures again every few minutes. */
    void onMinute() {
        minutes++;
        if (minutes % REFRESH_MINUTES != 0) {
            return;
        }
        for (Client client : tws.startedClients()) {
            if (client.accountUpdates) {
                sendAccount(client);
            }
            client.multiUpdates.forEach(requestId -> sendMulti(client, requestId));
            client.summaries.forEach((requestId, tags) -> sendSummary(client, requestId, tags));
        }
    }
}
