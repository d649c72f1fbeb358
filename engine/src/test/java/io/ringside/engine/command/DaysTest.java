package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaysTest {
    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "2025-05-21", "9999-12-31"})
    void shouldReadADay(String text) {
        assertEquals(LocalDate.parse(text), Days.parse("--from", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31", "-0001-12-31", "+10000-01-01", "2025-02-29", "21.5.2025", ""})
    void shouldRefuseWhatIsNoDayOfAYearInFourDigits(String text) {
        assertEquals(
                "--from " + text + ": must be a day such as 2025-05-21",
                assertThrows(UserError.class, () -> Days.parse("--from", text)).getMessage());
    }
}
