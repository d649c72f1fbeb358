package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaysTest {
    /** Pasted with what was around it. */
    @Test
    void shouldReadADay() {
        assertEquals(LocalDate.of(2025, 5, 21), Days.parse("--from", "2025-05-21"));
        assertEquals(LocalDate.of(2025, 5, 21), Days.parse("--from", " 2025-05-21\t"));
        assertEquals(LocalDate.of(1, 1, 1), Days.parse("--from", "0001-01-01"));
        assertEquals(LocalDate.of(9999, 12, 31), Days.parse("--from", "9999-12-31"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2025-05", "2025-02-30", "21.05.2025", "0000-01-01", "+10000-01-01", "2025-05-21T10:00"})
    void shouldRefuseWhatIsNone(String text) {
        assertEquals(
                "--from " + text + ": must be a day such as 2025-05-21",
                assertThrows(UserError.class, () -> Days.parse("--from", text)).getMessage());
    }
}
