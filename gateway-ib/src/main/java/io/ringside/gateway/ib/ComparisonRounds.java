package io.ringside.gateway.ib;

import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.PendingRequests;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.order.Reconciler;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests the account's orders, executions and positions from the broker in rounds, and has the answers compared with the
 * journal when all of them have come. A round with a missing answer is discarded: unknown is not empty.
 *
 * <p>Thread: session.
 */
final class ComparisonRounds {
    private static final Logger LOG = LoggerFactory.getLogger(ComparisonRounds.class);
    private static final long MILLI = 1_000_000L;
    private static final long AGAIN_MS = 300;
    /** Time without a successful comparison after which the connection is closed. */
    private static final long FAILING_MS = 60_000;
    /** Pause between comparisons that are requested one after the other, at first and at most. */
    private static final long WANTED_AGAIN_MS = 1_000;

    private static final long WANTED_MAX_MS = 10_000;
    /** How often the broker is queried while an order is missing; trading goes on. */
    private static final long MISSING_AGAIN_MS = 5_000;

    private static final String FIGURES = "NetLiquidation,TotalCashValue,BuyingPower,AvailableFunds";

    private final TradingBooks books;
    private final LiveSettings settings;
    private final PendingRequests pending;
    private final NanoClock monotonic;

    private TwsLink link;

    private boolean running;
    private boolean dueAgain;
    private boolean failed;
    private int open;
    private long startNanos;
    private long snapshot;
    private long nextNanos;
    private long endNanos;
    private long wantedPauseNanos;
    private long failingSinceNanos;
    private long count;

    private int openOrderEnds;
    private int openOrdersReqId;
    private int allOrdersReqId;
    private int completedReqId;
    private int positionsReqId;
    private int summaryReqId;

    /** @param pending the open requests, whose outcomes are passed to {@link #completed} */
    ComparisonRounds(TradingBooks books, PendingRequests pending) {
        this.books = books;
        this.pending = pending;
        settings = books.settings;
        monotonic = books.monotonic;
    }

    /** How many rounds were completed. */
    long count() {
        return count;
    }

    /** Begins with a new connection. */
    void connected(TwsLink newLink) {
        link = newLink;
        summaryReqId = 0;
        running = false;
        failingSinceNanos = 0;
        books.reconciler.restart();
    }

    /** Abandons the current round. */
    void stop() {
        running = false;
    }

    /** Makes the next round due at once. */
    void soon() {
        nextNanos = monotonic.nanoTime();
        dueAgain = running;
    }

    /**
     * Begins a round that is due, or that was requested because a report did not fit the order table. If a requested round
     * does not explain the report, the pause before the next requested one doubles, up to the regular interval.
     */
    void work(long now) {
        if (running) {
            return;
        }
        if (now - nextNanos >= 0) {
            wantedPauseNanos = 0;
            begin();
        } else if (books.query.isWanted() && now - endNanos >= wantedPauseNanos) {
            wantedPauseNanos = Math.min(Math.max(2 * wantedPauseNanos, WANTED_AGAIN_MS * MILLI), WANTED_MAX_MS * MILLI);
            begin();
        }
    }

    /** Sends all requests of a round. */
    void begin() {
        running = true;
        failed = false;
        open = 0;
        startNanos = monotonic.nanoTime();
        snapshot = books.query.begin();
        books.account.ask();
        openOrderEnds = 0;
        positionsReqId = ask("positions", link.encoder().reqPositions());
        openOrdersReqId = ask("own orders", link.encoder().reqOpenOrders());
        allOrdersReqId = ask("all orders", link.encoder().reqAllOpenOrders());
        int executions = link.nextId();
        ask(executions, "executions", link.encoder().reqExecutions(executions));
        completedReqId = ask("completed orders", link.encoder().reqCompletedOrders(true));
        // Requested in each round: the broker's own updates come every three minutes only.
        if (summaryReqId != 0) {
            link.send(link.encoder().cancelAccountSummary(summaryReqId));
        }
        summaryReqId = link.nextId();
        ask(summaryReqId, "account", link.encoder().reqAccountSummary(summaryReqId, FIGURES));
    }

    private int ask(String kind, TwsEncoder message) {
        int reqId = link.nextId();
        ask(reqId, kind, message);
        return reqId;
    }

    private void ask(int reqId, String kind, TwsEncoder message) {
        open++;
        pending.open(reqId, kind, monotonic.nanoTime() + settings.requestTimeoutMs() * MILLI);
        link.send(message);
    }

    /** Handles the end of an answer that has no request id. */
    void ended(String kind) {
        switch (kind) {
            case "positions" -> {
                books.account.complete();
                pending.answered(positionsReqId);
            }
            // Both requests end with the same message; the first one belongs to the first request.
            case "open orders" -> pending.answered(openOrderEnds++ == 0 ? openOrdersReqId : allOrdersReqId);
            default -> pending.answered(completedReqId);
        }
    }

    /**
     * Handles a request that is answered, refused or timed out.
     *
     * @param out gets the comparison's events
     * @return whether it was the round's last one, so that broker and journal were compared
     */
    boolean completed(String kind, PendingRequests.Outcome outcome, EventOutbox out) {
        if (outcome != PendingRequests.Outcome.ANSWERED) {
            failed = true;
            LOG.warn("no answer about {}: {}", kind, outcome);
        }
        return --open == 0 && end(out);
    }

    private boolean end(EventOutbox out) {
        running = false;
        count++;
        endNanos = monotonic.nanoTime();
        nextNanos = endNanos + AGAIN_MS * MILLI;
        boolean wanted = dueAgain;
        dueAgain = false;
        if (failed) {
            // Unknown is not empty.
            failing(endNanos);
            return false;
        }
        failingSinceNanos = 0;
        if (books.reconciler.compare(snapshot, startNanos, out) == Reconciler.Result.AGAIN) {
            return false;
        }
        // An exit may be among the missing orders, and its position waits for the result.
        nextNanos = wanted
                ? endNanos
                : endNanos + (books.reconciler.isOrderMissing() ? MISSING_AGAIN_MS : settings.reconcileMs()) * MILLI;
        return true;
    }

    /**
     * Closes a connection on which comparisons keep failing: a lost request, such as a cancellation of one of which the
     * broker allows only two, may block all following ones. A new connection begins without it.
     */
    private void failing(long now) {
        if (failingSinceNanos == 0) {
            failingSinceNanos = now;
        } else if (now - failingSinceNanos > FAILING_MS * MILLI) {
            failingSinceNanos = 0;
            books.alarms.connection(books.clock.getAsLong(), "the broker leaves questions unanswered; connecting anew");
            link.connection().close();
        }
    }
}
