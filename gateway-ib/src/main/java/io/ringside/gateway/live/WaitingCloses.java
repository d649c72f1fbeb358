package io.ringside.gateway.live;

import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.gateway.live.operator.CommandFolder;
import io.ringside.gateway.live.operator.NoteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of commands while the broker is away. Cancels leave first of all on the next connection, and whoever wants
 * everything flat wants it however late that is. A close of one symbol is about a moment, as in {@link CommandFolder}: where its
 * sale has not left after {@link CommandFolder#LIFE_MS}, it is taken back, so that nothing is sold by surprise at the prices of
 * another hour. The protective stop has been at the broker all the while.
 *
 * <p>Thread: session.
 */
final class WaitingCloses {
    private static final long LIFE_SECONDS = CommandFolder.LIFE_MS / 1_000;

    private record Asked(String symbol, long atMs) {}

    /**
     * A close that is taken back.
     *
     * @param orders that wait for the broker, and are to be cancelled
     * @param words for an alarm
     */
    record Late(List<String> orders, String words) {
        /** Why they are cancelled, for the journal. */
        static final String REASON = "taken back: the broker was away";
    }

    private final List<Asked> all = new ArrayList<>();

    /** What waits, in words that go on from the command's answer. */
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
     * A close has been journaled.
     *
     * @param note begins with the symbol
     * @param nowMs wall clock
     */
    void asked(String note, long nowMs) {
        all.add(new Asked(NoteWord.of(note), nowMs));
    }

    /** Those that waited too long; each is told once. */
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
