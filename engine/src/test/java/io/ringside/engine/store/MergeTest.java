package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, false",
        "1, 0, 0, true",
        "0, 1, 0, true",
        "0, 0, 1, true",
        "1, 1, 0, true",
        "1, 2, 0, true",
        "2, 1, 1, true"
    })
    void shouldHaveChangedSomethingWithEachAddedFilledOrRevisedBar(
            int added, int filled, int revised, boolean changed) {
        assertEquals(changed, new Merge(added, filled, List.of("x", "y").subList(0, revised)).changed());
    }
}
