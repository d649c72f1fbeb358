package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether entries are allowed after what the daemon, an operator and the clock have said; of two instruments. */
class TradingStateTest {
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final TradingState state = new TradingState(2, 500_000_000L);
    private long nanos;

    /** What is said of instrument 1; what ends it; whether instrument 0 is concerned too. */
    @ParameterizedTest
    @CsvSource({
        "DISCONNECTED, DISCONNECTED, CONNECTED, NOT_RECONCILED, true",
        "DEGRADED, DISCONNECTED, RESTORED, NOT_RECONCILED, true",
        "RECONCILING, NOT_RECONCILED, RECONCILED, '', true",
        "LOW_DISK, LOW_DISK, DISK_OK, '', true",
        "CLOCK_STEP, CLOCK_UNSURE, CLOCK_OK, '', true",
        "STOPPING, HALTED, LIVE_START, DISCONNECTED, true",
        "FEED_STALE, STALE_DATA, FEED_FRESH, '', false",
        "NAME_HALTED, NAME_HALTED, NAME_RESUMED, '', false",
        "CONTRACT_UNKNOWN, CONTRACT_UNKNOWN, CONTRACT_KNOWN, '', false",
        "UNPROTECTED, UNPROTECTED, PROTECTED, '', false",
        "BREAK, LATCHED, CONNECTED, LATCHED, true",
        "GAP, '', BAR_CORRECTED, '', true"
    })
    void shouldRefuseEntriesWhileAConditionStands(
            Condition begins, String refusal, Condition ends, String after, boolean all) {
        assertNull(state.refusal(1));
        condition(begins, 1);
        assertEquals(refusal, text(state.refusal(1)));
        assertEquals(all ? refusal : "", text(state.refusal(0)));
        assertEquals(begins == Condition.CONTRACT_UNKNOWN, state.isContractUnknown(1));
        condition(ends, 1);
        assertEquals(after, text(state.refusal(1)));
        assertFalse(state.isContractUnknown(1));
        if (after.equals("NOT_RECONCILED")) {
            assertFalse(state.isReady());
            condition(Condition.RECONCILED, 0);
            assertNull(state.refusal(1));
            assertTrue(state.isReady());
        }
    }

    /** They are told in this order, the first first. */
    @Test
    void shouldTellWhatStandsFirst() {
        condition(Condition.LOW_DISK, 0);
        condition(Condition.CLOCK_STEP, 1);
        assertEquals(Outcome.CLOCK_UNSURE, state.refusal(1));
        condition(Condition.UNPROTECTED, 1);
        assertEquals(Outcome.UNPROTECTED, state.refusal(1));
        condition(Condition.CONTRACT_UNKNOWN, 1);
        assertEquals(Outcome.CONTRACT_UNKNOWN, state.refusal(1));
        condition(Condition.NAME_HALTED, 1);
        assertEquals(Outcome.NAME_HALTED, state.refusal(1));
        condition(Condition.FEED_STALE, 1);
        assertEquals(Outcome.STALE_DATA, state.refusal(1));
        state.awaitWorth(true);
        assertEquals(Outcome.ACCOUNT_STALE, state.refusal(1));
        assertFalse(state.isReady());
        condition(Condition.RECONCILING, 0);
        assertEquals(Outcome.NOT_RECONCILED, state.refusal(1));
        condition(Condition.DEGRADED, 0);
        assertEquals(Outcome.DISCONNECTED, state.refusal(1));
        command(Operator.HALT, 0);
        assertEquals(Outcome.HALTED, state.refusal(1));
        assertTrue(state.halted());
        command(Operator.KILL, 0);
        assertEquals(Outcome.LATCHED, state.refusal(1));
        // A daemon that starts again knows nothing yet; what an operator said stays.
        condition(Condition.LIVE_START, 0);
        assertTrue(state.isLive() && state.latched() && state.halted() && !state.isReady());
        command(Operator.UNLATCH, 0);
        command(Operator.RESUME, 0);
        assertEquals(Outcome.DISCONNECTED, state.refusal(1));
        condition(Condition.CONNECTED, 0);
        condition(Condition.RECONCILED, 0);
        assertEquals(Outcome.ACCOUNT_STALE, state.refusal(1));
        state.awaitWorth(false);
        assertNull(state.refusal(1));
    }

    @Test
    void shouldLatchWhenTheClocksDifferByMoreThanAllowed() {
        for (int sign : new int[] {1, -1}) {
            TradingState state = new TradingState(1, 500_000_000L);
            say(state, EventType.CONDITION, Condition.CLOCK_STEP.code(), sign * 500L);
            assertFalse(state.latched());
            say(state, EventType.CONDITION, Condition.CLOCK_STEP.code(), sign * 501L);
            assertEquals(Outcome.CLOCK_UNSURE, state.refusal(0));
            assertTrue(state.latched());
        }
        TradingState off = new TradingState(1, Limits.OFF);
        say(off, EventType.CONDITION, Condition.CLOCK_STEP.code(), 100_000);
        assertFalse(off.latched());
    }

    @Test
    void shouldLeaveAgainTenSecondsLaterUntilAllIsLeft() {
        assertFalse(isDue(0));
        command(Operator.FLATTEN, 0);
        assertTrue(state.isFlattening() && state.halted());
        assertTrue(isDue(100));
        assertFalse(isDue(100 + 9_999_999_999L));
        assertTrue(isDue(100 + 10_000_000_000L));
        state.flattened(false);
        assertTrue(isDue(100 + 10_000_000_001L), "not all had room: it goes on at once");
        state.flattened(true);
        assertFalse(state.isFlattening());
        assertFalse(isDue(1_000_000_000_000L));
        state.closeAll();
        assertTrue(state.isFlattening());
    }

    /** Where the book is in doubt nothing is left by itself, but at an operator's word. */
    @Test
    void shouldLeaveABookInDoubtAtAnOperatorsWordAlone() {
        state.latch(Outcome.ORDER_MISMATCH);
        assertTrue(state.isBreakOpen());
        state.latch(Outcome.LATCHED);
        assertEquals(Outcome.ORDER_MISMATCH, state.refusal(0), "the first reason stands");
        command(Operator.FLATTEN, 7);
        assertFalse(state.isFlattening());
        state.closeAll();
        assertFalse(isDue(1));
        command(Operator.FLATTEN, 0);
        assertTrue(isDue(2));
        state.flattened(true);
        state.closeAll();
        assertFalse(isDue(100_000_000_000L), "the word is done");
        command(Operator.UNLATCH, 0);
        assertFalse(state.isBreakOpen() || state.latched());
        assertTrue(isDue(200_000_000_000L));
        state.flattened(true);
        condition(Condition.BREAK, 0);
        command(Operator.KILL, 0);
        assertTrue(isDue(300_000_000_000L));
    }

    @Test
    void shouldLeaveAllToOthersWhatConcernsOnePortfolio() {
        for (Operator one : new Operator[] {Operator.HALT, Operator.FLATTEN}) {
            command(one, BookId.argument(0, 0));
            assertFalse(state.halted() || state.isFlattening());
        }
        command(Operator.HALT, BookId.argument(BookId.ALL, 0));
        assertTrue(state.halted());
        command(Operator.RESUME, BookId.argument(0, 0));
        assertTrue(state.halted());
        command(Operator.KILL, BookId.argument(0, 0));
        assertTrue(state.latched());
    }

    @Test
    void shouldRefuseCodesThatNobodyKnows() {
        assertEquals(
                "unknown condition 120",
                assertThrows(IllegalStateException.class, () -> say(state, EventType.CONDITION, 120, 0))
                        .getMessage());
        assertEquals(
                "unknown command 120",
                assertThrows(IllegalStateException.class, () -> say(state, EventType.COMMAND, 120, 0))
                        .getMessage());
    }

    private boolean isDue(long nanos) {
        event.session(EventType.SESSION_OPEN, nanos, 0);
        return state.flattenIsDue(event);
    }

    private void condition(Condition condition, long argument) {
        say(state, EventType.CONDITION, condition.code(), argument);
    }

    private void command(Operator operator, long argument) {
        say(state, EventType.COMMAND, operator.code(), argument);
    }

    private void say(TradingState to, EventType type, int code, long argument) {
        event.control(type, ++nanos, code, argument);
        to.onEvent(event);
    }

    private static String text(Outcome outcome) {
        return outcome == null ? "" : outcome.name();
    }
}
