package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands about one portfolio of several, and those that cannot be. */
class ScopedNoteTest {
    private static final List<String> TWO = List.of("quick", "slow");

    @Test
    void shouldReadWhichPortfolioIsMeantAndKeepTheRest() {
        assertEquals(
                new ScopedNote(1, "lunch and  more", null),
                ScopedNote.of(Operator.HALT, TWO, " --portfolio slow lunch and  more"));
        assertEquals(new ScopedNote(0, "", null), ScopedNote.of(Operator.HALT, TWO, "--portfolio  quick"));
        assertEquals(new ScopedNote(BookId.ALL, "lunch", null), ScopedNote.of(Operator.HALT, TWO, "lunch"));
        assertEquals(new ScopedNote(BookId.ALL, "", null), ScopedNote.of(Operator.HALT, TWO, ""));
        assertEquals(
                new ScopedNote(BookId.ALL, "--portfolios slow", null),
                ScopedNote.of(Operator.HALT, TWO, "--portfolios slow"));
    }

    @Test
    void shouldRefuseANameThatIsNone() {
        assertEquals(
                new ScopedNote(-1, "", "--portfolio fast: the portfolios are quick, slow"),
                ScopedNote.of(Operator.FLATTEN, TWO, "--portfolio fast"));
        assertEquals(
                new ScopedNote(-1, "", "--portfolio : the portfolios are quick, slow"),
                ScopedNote.of(Operator.FLATTEN, TWO, "--portfolio"));
        assertEquals(
                new ScopedNote(-1, "", "the daemon has no portfolio; leave --portfolio away"),
                ScopedNote.of(Operator.FLATTEN, List.of(), "--portfolio slow"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseOneOfSeveralWhereTheCommandIsAboutTheWholeAccount(Operator operator) {
        String refusal = ScopedNote.of(operator, TWO, "--portfolio slow").refusal();
        switch (operator) {
            case HALT, RESUME, FLATTEN, CLOSE, ADOPT, REBALANCE -> assertNull(refusal);
            default ->
                assertEquals(
                        operator.name().toLowerCase(java.util.Locale.ROOT)
                                + " is about the whole account; leave --portfolio away",
                        refusal);
        }
    }

    /** A decision is one portfolio's: of several it must be said whose. */
    @ParameterizedTest
    @EnumSource
    void shouldAskWhichOneDecides(Operator operator) {
        assertNull(ScopedNote.of(operator, List.of("quick"), "").refusal());
        assertNull(ScopedNote.of(operator, List.of(), "").refusal());
        assertEquals(
                operator == Operator.REBALANCE
                        ? "the daemon trades the portfolios quick, slow; say which one: ringside rebalance --live --portfolio NAME"
                        : null,
                ScopedNote.of(operator, TWO, "").refusal());
    }
}
