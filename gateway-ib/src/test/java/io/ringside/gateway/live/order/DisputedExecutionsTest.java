package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.order.DisputedExecutions.Disputed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions that were not believed at first, in the comparisons 1, 2, 3 with the broker. */
class DisputedExecutionsTest {
    private final DisputedExecutions disputed = new DisputedExecutions();

    @Test
    void shouldConfirmWhatWasToldInTwoComparisonsAndComesToTheDifference() {
        assertTrue(add("a", 100, Judgement.EXECUTION_EXCESS, 1));
        assertTrue(add("b", -30, Judgement.EXECUTION_COUNT, 1));
        assertEquals(List.of(), confirmed(70, 1), "told once");
        assertFalse(add("a", 100, Judgement.EXECUTION_EXCESS, 2));
        assertFalse(add("b", -30, Judgement.EXECUTION_COUNT, 2));
        assertEquals(List.of("a", "b"), confirmed(70, 2));
        assertEquals(List.of(), confirmed(71, 2), "comes to something else");
        assertEquals(List.of(), confirmed(70, 3), "not told any more");
    }

    @Test
    void shouldConfirmNothingThatCannotBe() {
        for (Judgement judgement : Judgement.values()) {
            DisputedExecutions one = new DisputedExecutions();
            one.add("a", 7, 9, 100, 5, judgement, 1);
            one.add("a", 7, 9, 100, 5, judgement, 2);
            boolean can = List.of(
                            Judgement.EXECUTION_EXCESS,
                            Judgement.EXECUTION_COUNT,
                            Judgement.EXECUTION_ORDER,
                            Judgement.EXECUTION_REVISED)
                    .contains(judgement);
            assertEquals(
                    can ? 1 : 0,
                    one.confirmedBy(100, 2, any -> true, Disputed::signed).size(),
                    judgement.toString());
        }
    }

    @Test
    void shouldBeginAnewWhenAnExecutionIsToldInAnotherWay() {
        add("a", 100, Judgement.EXECUTION_EXCESS, 1);
        assertTrue(add("a", 90, Judgement.EXECUTION_EXCESS, 2), "other shares");
        assertEquals(List.of(), confirmed(90, 2));
        assertTrue(disputed.add("a", 7, 9, 90, 6, Judgement.EXECUTION_EXCESS, 3), "another price");
        assertTrue(disputed.add("a", 8, 9, 90, 6, Judgement.EXECUTION_EXCESS, 3), "another order");
        assertFalse(disputed.add("a", 8, 9, 90, 6, Judgement.EXECUTION_EXCESS, 4));
        assertEquals(List.of("a"), confirmed(90, 4));
    }

    @Test
    void shouldForgetWhatIsBookedAndCountOnlyWhatIsAskedFor() {
        add("a", 100, Judgement.EXECUTION_EXCESS, 1);
        add("b", 50, Judgement.EXECUTION_EXCESS, 1);
        add("a", 100, Judgement.EXECUTION_EXCESS, 2);
        add("b", 50, Judgement.EXECUTION_EXCESS, 2);
        assertEquals(
                1,
                disputed.confirmedBy(50, 2, one -> one.execId().equals("b"), Disputed::signed)
                        .size());
        disputed.settled("a");
        assertEquals(List.of("b"), confirmed(50, 2));
    }

    @Test
    void shouldKeepAThousandAndWhatIsKnownOfThem() {
        for (int i = 0; i < 1_001; i++) {
            assertTrue(add("id" + i, 1, Judgement.EXECUTION_EXCESS, 1));
        }
        for (int i = 0; i < 1_001; i++) {
            assertEquals(i == 1_000, add("id" + i, 1, Judgement.EXECUTION_EXCESS, 2));
        }
        assertEquals(1_000, confirmed(1_000, 2).size());
        assertTrue(add("id0", 2, Judgement.EXECUTION_EXCESS, 2), "it is told otherwise now");
        assertEquals(999, confirmed(999, 2).size());
    }

    private boolean add(String id, long signed, Judgement judgement, long snapshot) {
        return disputed.add(id, 7, 9, signed, 5, judgement, snapshot);
    }

    private List<String> confirmed(long difference, long snapshot) {
        return disputed.confirmedBy(difference, snapshot, any -> true, Disputed::signed).stream()
                .map(Disputed::execId)
                .toList();
    }
}
