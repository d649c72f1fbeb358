package io.ringside.gateway.live;

import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.gateway.live.operator.CommandFolder;
import io.ringside.gateway.live.operator.NoteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles commands to close a symbol while the broker is disconnected. Cancels are sent first on the next connection, and a
 * flatten of everything is carried out however late. A close of one symbol is meant for the moment, as in
 * {@link CommandFolder}: if its order was not sent within {@link CommandFolder#LIFE_MS}, it is cancelled, so that nothing is
 * sold unexpectedly at later prices. The protective stop stays at the broker meanwhile.
 *
 * <p>Thread: session.
 */
final class WaitingCloses {
    private static final long LIFE_SECONDS = CommandFolder.LIFE_MS / 1_000;

    private record Asked(String symbol, long atMs) {}

    /**
     * A close that has expired.
     *
     * @param orders unsent orders, to be cancelled
     * @param words for an alarm
     */
    record Late(List<String> orders, String words) {
        /** Reason of the cancellation, for the journal. */
        static final String REASON = "taken back: the broker was away";
    }

    private final List<Asked> all = new ArrayList<>();

    /** Text about what waits, to follow the command's answer. */
    static String whileAway(Operator operator) {
        return switch (operator) {
            case CANCEL -> "; the broker is away: the cancel leaves first of all when it is back";
            case CLOSE ->
                "; the broker is away: stops at the broker stay, and the order that closes waits " + LIFE_SECONDS
                        + " s for its return and is taken back then, with an alarm";
            case FLATTEN, KILL ->
                "; the broker is away: stops at the broker stay, cancels leave first of all when it is back, and"
                        + " then what leaves the positions, however late that is";
            default -> "";
        };
    }

    /**
     * Notes a journaled close command.
     *
     * @param note begins with the symbol
     * @param nowMs wall clock
     */
    void asked(String note, long nowMs) {
        all.add(new Asked(NoteWord.of(note), nowMs));
    }

    /** Closes that have expired; each is returned once. */
    List<Late> late(TradingDay day, long nowMs) {
        List<Late> late = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Asked asked = all.get(i);
            if (nowMs - asked.atMs <= CommandFolder.LIFE_MS) {
                continue;
            }
            all.remove(i);
            RiskSnapshot.View risk = day.risk();
            boolean flattens = risk != null && risk.flattening();
            List<String> orders = day.isConnected() || flattens ? List.of() : day.waitingExits(asked.symbol);
            if (!orders.isEmpty()) {
                late.add(new Late(
                        orders,
                        "close " + asked.symbol + " of " + Instant.ofEpochMilli(asked.atMs) + " is taken back: the"
                                + " broker was away for " + LIFE_SECONDS
                                + " s; its stop stays; ask again if it is still wanted"));
            }
        }
        return late;
    }
}
