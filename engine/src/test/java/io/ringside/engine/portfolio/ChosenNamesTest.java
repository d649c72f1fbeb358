package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which names a run has: those of the configuration with bars, those of a universe that are known, or all that there are. */
class ChosenNamesTest {
    private static ChosenNames of(List<String> listed, List<String> members, Set<String> known, Set<String> present) {
        List<Instrument> instruments =
                listed.stream().map(symbol -> Instrument.usEquity(9, symbol)).toList();
        return ChosenNames.of(
                instruments,
                members.stream().map(Universe.Member::parse).toList(),
                known::contains,
                present::contains,
                List.of("D", "C", "B"),
                "--data");
    }

    private static String symbols(ChosenNames names) {
        return names.instruments().stream()
                .map(one -> one.id() + one.symbol())
                .toList()
                .toString();
    }

    @Test
    void shouldLeaveOutWhatIsListedAndHasNoBars() {
        ChosenNames names = of(List.of("C", "A", "B"), List.of(), Set.of("A", "B", "C"), Set.of("C", "A"));
        assertEquals("[0A, 1C]", symbols(names));
        assertEquals(List.of("no bars of B: left out"), names.notes());
        assertEquals(
                List.of(), of(List.of("A"), List.of(), Set.of(), Set.of("A")).notes());
    }

    @Test
    void shouldTakeWhatIsKnownOfAUniverse() {
        ChosenNames names = of(List.of("A"), List.of("A", "B", "BRK.B", "X"), Set.of("A", "B", "BRK-B"), Set.of("A"));
        assertEquals("[0A, 1B]", symbols(names));
        assertEquals(List.of("BRK.B (there are bars of BRK-B)", "X"), names.missing());
        assertEquals(List.of(), names.notes());
    }

    /** Only where nothing is asked for at all. */
    @Test
    void shouldTakeAllThatThereAreWhereNothingIsAskedFor() {
        assertEquals("[0C, 1D]", symbols(of(List.of(), List.of(), Set.of(), Set.of("C", "D"))));
        assertEquals("[0A]", symbols(of(List.of("A"), List.of(), Set.of(), Set.of("A", "C", "D"))));
        assertEquals("[]", symbols(of(List.of(), List.of("A"), Set.of(), Set.of("A", "C", "D"))));
        UserError error = assertThrows(
                UserError.class,
                () -> ChosenNames.of(
                        List.of(), List.of(), one -> true, one -> true, List.of("no_ticker"), "--data store"));
        assertEquals("--data store: symbol = \"no_ticker\" is no ticker", error.getMessage());
    }

    @Test
    void shouldShowFiveNamesOrTwoAndHowManyMore() {
        assertEquals("A, B, C, D, E", ChosenNames.shown(List.of("A", "B", "C", "D", "E")));
        assertEquals("A, B, 4 more", ChosenNames.shown(List.of("A", "B", "C", "D", "E", "F")));
    }
}
