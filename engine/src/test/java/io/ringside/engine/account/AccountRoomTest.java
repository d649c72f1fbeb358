package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRoomTest {
    /** Money beyond the range of a number is no limit; {@code 2 ^ 62} twice is the first. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1.5, 400, 1100",
        "1000, 1, 1000, 0",
        "1000, 0.5, 600, -100",
        "4611686018427387904, 2, 5, 9223372036854775807",
        "4611686018427387904, 1, 5, 4611686018427387899",
        "9223372036854775807, 4, 5, 9223372036854775807"
    })
    void shouldAddUpToTheLeverage(long equityE8, double leverage, long grossE8, long roomE8) {
        assertEquals(roomE8, new AccountLimit(AccountLimit.Mode.SCALE, leverage).roomE8(equityE8, grossE8));
    }
}
