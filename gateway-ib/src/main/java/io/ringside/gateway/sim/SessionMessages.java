package io.ringside.gateway.sim;

/**
 * Layouts of the messages about the connection itself.
 *
 * <p>Thread: any; it has no state.
 */
final class SessionMessages {
    /** From this version on text is ASCII. */
    private static final int ASCII_VERSION = 153;
    /** From this version on an error has the exchange's reason as JSON. */
    private static final int REJECT_JSON_VERSION = 166;

    private SessionMessages() {}

    static Reply managedAccounts(String accounts) {
        return Reply.of(OutboundId.MANAGED_ACCOUNTS).add(1).add(accounts);
    }

    static Reply nextValidId(int orderId) {
        return Reply.of(OutboundId.NEXT_VALID_ID).add(1).add(orderId);
    }

    static Reply currentTime(long seconds) {
        return Reply.of(OutboundId.CURRENT_TIME).add(1).add(seconds);
    }

    /** An error, a warning or a notice; id -1 if it is about no request. */
    static Reply error(int serverVersion, int id, int code, String text, String rejectJson) {
        return Reply.of(OutboundId.ERROR)
                .add(2)
                .add(id)
                .add(code)
                .add(serverVersion >= ASCII_VERSION ? Text.ascii(text) : text)
                .addIf(serverVersion >= REJECT_JSON_VERSION, Text.ascii(rejectJson));
    }
}
