package io.ringside.engine.risk;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import java.util.Arrays;

/**
 * Whether entries are allowed, computed from CONDITION and COMMAND events. Exits and stops are always allowed. An engine
 * without condition events, as in back tests, may trade.
 *
 * <p>A latch survives reconnects and restarts; only an operator's {@link Operator#UNLATCH} lifts it. FLATTEN and KILL go on
 * until all positions are closed: see {@link #flattenIsDue}. While a reconciliation break is open, positions are not
 * certain, so nothing is closed at the market except at an operator's command.
 *
 * <p>Thread: its owner's; the risk stage has one.
 */
public final class TradingState {
    /** Span after which a flatten is repeated if positions are still open. */
    static final long FLATTEN_AGAIN_NANOS = 10_000_000_000L;

    /** A time before all others. */
    static final long NEVER = Long.MIN_VALUE / 2;

    private final boolean[] stale;
    private final boolean[] unprotected;
    private final boolean[] namesHalted;
    private final boolean[] contractsUnknown;
    private boolean connected = true;
    private boolean reconciled = true;
    private boolean degraded;
    private boolean clockStepped;
    private boolean lowDisk;
    private boolean stopping;
    private boolean halted;
    /** The broker has not yet reported the account's equity. */
    private boolean worthAwaited;
    /** Why trading is latched; null if it is not. */
    private Outcome latchedBy;
    /** Sequence of the event that latched; 0 if trading is not latched. */
    private long latchedSequence;

    private boolean live;
    private boolean flattening;
    /** An operator has ordered the flatten, and not a limit or the daemon's watchdog. */
    private boolean flattenOrdered;

    private long flattenedNanos;
    /** Book and broker differed, and no operator has resolved it since. */
    private boolean breakOpen;

    private final long clockLatchNanos;

    /**
     * @param clockLatchNanos difference of the clocks beyond which trading latches
     */
    public TradingState(int instruments, long clockLatchNanos) {
        this.clockLatchNanos = clockLatchNanos;
        stale = new boolean[instruments];
        unprotected = new boolean[instruments];
        namesHalted = new boolean[instruments];
        contractsUnknown = new boolean[instruments];
    }

    /** Processes one event. */
    public void onEvent(EngineEvent event) {
        if (event.type == EventType.CONDITION) {
            onCondition(event);
        } else if (event.type == EventType.COMMAND) {
            onCommand(event);
        }
    }

    /** Whether the broker does not know the instrument's contract, so that no order can be placed for it. */
    boolean isContractUnknown(int instrumentId) {
        return contractsUnknown[instrumentId];
    }

    /** Why entries into the instrument are refused; null if they are allowed. */
    public Outcome refusal(int instrumentId) {
        if (latchedBy != null) {
            return latchedBy;
        }
        if (halted || stopping) {
            return Outcome.HALTED;
        }
        if (!connected || degraded) {
            return Outcome.DISCONNECTED;
        }
        if (!reconciled) {
            return Outcome.NOT_RECONCILED;
        }
        if (worthAwaited) {
            return Outcome.ACCOUNT_STALE;
        }
        if (stale[instrumentId]) {
            return Outcome.STALE_DATA;
        }
        if (namesHalted[instrumentId]) {
            return Outcome.NAME_HALTED;
        }
        if (contractsUnknown[instrumentId]) {
            return Outcome.CONTRACT_UNKNOWN;
        }
        if (unprotected[instrumentId]) {
            return Outcome.UNPROTECTED;
        }
        return clockStepped ? Outcome.CLOCK_UNSURE : lowDisk ? Outcome.LOW_DISK : null;
    }

    /** Whether positions are being closed. */
    boolean isFlattening() {
        return flattening;
    }

    /** Whether positions are to be closed on this event. Call it once an event. */
    public boolean flattenIsDue(EngineEvent event) {
        boolean allowed = flattenOrdered || !breakOpen;
        if (!flattening || !allowed || event.eventNanos - flattenedNanos < FLATTEN_AGAIN_NANOS) {
            return false;
        }
        flattenedNanos = event.eventNanos;
        return true;
    }

    /** Ends the flatten if it is complete; otherwise not all intents had room, and it goes on with the next event. */
    public void flattened(boolean complete) {
        flattening = !complete;
        flattenOrdered &= !complete;
        flattenedNanos = complete ? flattenedNanos : NEVER;
    }

    /** Latches: entries are refused until an operator unlatches. */
    void latch(Outcome why) {
        latchedBy = latchedBy == null ? why : latchedBy;
        breakOpen |= why == Outcome.ORDER_MISMATCH;
    }

    /** Refuses entries until the broker has reported the account's equity. */
    void awaitWorth(boolean awaited) {
        worthAwaited = awaited;
    }

    /** Whether a reconciliation break is open: nothing is closed at the market automatically. */
    boolean isBreakOpen() {
        return breakOpen;
    }

    /** Begins to close all positions; entries are refused by the limit that called it. */
    void closeAll() {
        flattening = true;
    }

    /** Whether a daemon runs the engine, with a broker that reports the account. */
    boolean isLive() {
        return live;
    }

    /** Whether the broker is connected and reconciled and, if it is needed, has reported the account's equity. */
    boolean isReady() {
        return connected && !degraded && reconciled && !worthAwaited;
    }

    /** Whether a BREAK, a KILL, a mismatch of orders or the clock has stopped trading for good. */
    public boolean latched() {
        return latchedBy != null;
    }

    /** Notes what an event has come to, once the stage is done with it. */
    void after(EngineEvent event) {
        if (latchedBy == null) {
            latchedSequence = 0;
        } else if (latchedSequence == 0) {
            latchedSequence = event.sequence;
        }
    }

    /** Sequence of the event since which trading is latched, the same in every replay; 0 if it is not. */
    long latchedSequence() {
        return latchedSequence;
    }

    /** Whether an operator has halted trading. */
    public boolean halted() {
        return halted;
    }

    private void onCondition(EngineEvent event) {
        Condition condition = Condition.ofCode(event.code);
        if (condition == null) {
            throw new IllegalStateException("unknown condition " + event.code);
        }
        switch (condition) {
            case LIVE_START -> {
                live = true;
                Arrays.fill(contractsUnknown, false);
                connected = false;
                reconciled = false;
                degraded = false;
                stopping = false;
                clockStepped = false;
                lowDisk = false;
                Arrays.fill(stale, false);
                Arrays.fill(unprotected, false);
                Arrays.fill(namesHalted, false);
            }
            case CONNECTED -> {
                connected = true;
                degraded = false;
            }
            case DISCONNECTED -> {
                connected = false;
                reconciled = false;
            }
            case DEGRADED -> {
                degraded = true;
                reconciled = false;
            }
            case RESTORED -> degraded = false;
            case RECONCILING -> reconciled = false;
            case RECONCILED -> reconciled = true;
            case BREAK -> {
                latch(Outcome.LATCHED);
                breakOpen = true;
            }
            case FEED_STALE -> stale[(int) event.argument] = true;
            case FEED_FRESH -> stale[(int) event.argument] = false;
            case CLOCK_STEP -> {
                clockStepped = true;
                if (clockLatchNanos != Limits.OFF && Math.abs(event.argument) > clockLatchNanos / 1_000_000) {
                    latch(Outcome.CLOCK_UNSURE);
                }
            }
            case CLOCK_OK -> clockStepped = false;
            case LOW_DISK -> lowDisk = true;
            case DISK_OK -> lowDisk = false;
            case NAME_HALTED -> namesHalted[(int) event.argument] = true;
            case NAME_RESUMED -> namesHalted[(int) event.argument] = false;
            case CONTRACT_UNKNOWN -> contractsUnknown[(int) event.argument] = true;
            case CONTRACT_KNOWN -> contractsUnknown[(int) event.argument] = false;
            case UNPROTECTED -> unprotected[(int) event.argument] = true;
            case PROTECTED -> unprotected[(int) event.argument] = false;
            case STOPPING -> stopping = true;
            case BAR_CORRECTED, ORDER_UNKNOWN, GAP, ADJUSTED -> {
                // Only journaled.
            }
        }
    }

    private void onCommand(EngineEvent event) {
        Operator operator = Operator.ofCode(event.code);
        if (operator == null) {
            throw new IllegalStateException("unknown command " + event.code);
        }
        if (BookId.scope(event.argument) != BookId.ALL && isOfBook(operator)) {
            // Concerns one portfolio only.
            return;
        }
        switch (operator) {
            case HALT -> halted = true;
            case RESUME -> halted = false;
            case FLATTEN -> {
                boolean ordered = event.argument == 0;
                if (ordered || !breakOpen) {
                    flatten();
                    flattenOrdered |= ordered;
                }
            }
            case KILL -> {
                latchedBy = Outcome.LATCHED;
                flatten();
                flattenOrdered = true;
            }
            case UNLATCH -> {
                latchedBy = null;
                breakOpen = false;
            }
            case ACKNOWLEDGE, SILENCE, ALARM_TEST, ADOPT, FORGET, CLOSE, CANCEL, REBALANCE -> {
                // Entries do not depend on it.
            }
        }
    }

    private static boolean isOfBook(Operator operator) {
        return operator == Operator.HALT || operator == Operator.RESUME || operator == Operator.FLATTEN;
    }

    private void flatten() {
        halted = true;
        flattening = true;
        flattenedNanos = NEVER;
    }
}
