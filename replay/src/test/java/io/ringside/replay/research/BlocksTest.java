package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of sessions of a sweep: an even number, four to sixteen, of five sessions at least; the first ones are left over. */
class BlocksTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "19, 0, 0",
        "20, 4, 5",
        "24, 4, 6",
        "29, 4, 7",
        "30, 6, 5",
        "79, 14, 5",
        "80, 16, 5",
        "95, 16, 5",
        "96, 16, 6",
        "163, 16, 10",
        "1000, 16, 62"
    })
    void shouldCutTheSessions(int sessions, int count, int length) {
        Blocks blocks = Blocks.of(sessions);
        assertEquals(sessions, blocks.sessions());
        assertEquals(count, blocks.count());
        assertEquals(length, blocks.length());
    }

    /** Of 163 sessions three are left over; of 170, ten. */
    @ParameterizedTest
    @CsvSource({
        "0, 163, -1",
        "2, 163, -1",
        "3, 163, 0",
        "12, 163, 0",
        "13, 163, 1",
        "152, 163, 14",
        "153, 163, 15",
        "162, 163, 15",
        "163, 163, 15",
        "9, 170, -1",
        "10, 170, 0",
        "169, 170, 15"
    })
    void shouldTellTheBlockOfASession(int session, int of, int block) {
        assertEquals(block, Blocks.of(163).of(session, of));
        assertEquals(-1, Blocks.of(19).of(session, of));
    }
}
