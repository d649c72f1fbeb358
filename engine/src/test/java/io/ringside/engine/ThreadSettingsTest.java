package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.ThreadSettings.Wait;
import io.ringside.engine.settings.UserError;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which stages run on which threads, and on how many cores. */
class ThreadSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | 1 | indicator",
                "auto | 5 | indicator",
                "auto | 6 | indicator journal order",
                "auto | 64 | indicator journal order",
                "indicator+signal+risk+journal+order | 64 | indicator",
                "indicator, signal, risk, journal, order | 1 | indicator signal risk journal order",
                "indicator + signal,risk+journal+order | 1 | indicator risk",
                "indicator,signal+risk+journal+order | 1 | indicator signal",
                "indicator+signal+risk+journal,order | 1 | indicator order"
            })
    void shouldBeginAThreadWithEachGroup(String layout, int cores, String first) {
        ThreadSettings threads = new ThreadSettings(layout, Wait.BLOCKING, 64, 1);
        assertEquals(
                first, threads.firstStages(cores).stream().map(Stage::toString).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "indicator | leaves out signal",
                "indicator+signal+risk+journal | leaves out order",
                "'' | -",
                "signal+indicator+risk+journal+order | -",
                "indicator+signal+risk+journal+order+order | -",
                "indicator,signal,risk,journal,order,order | -",
                "indicator,signal,risk,journal,order, | -",
                "indicator+,signal+risk+journal+order | -",
                "Indicator+signal+risk+journal+order | -"
            })
    void shouldRefuseALayoutThatDoesNotNameTheStagesInTheirOrder(String layout, String why) {
        String rule =
                " must be auto or name the stages indicator, signal, risk, journal, order in this order, with + within"
                        + " a thread and a comma between threads";
        assertEquals(
                "layout = \"" + layout + "\"" + (why.equals("-") ? rule : " " + why),
                assertThrows(IllegalArgumentException.class, () -> new ThreadSettings(layout, Wait.BLOCKING, 64, 1))
                        .getMessage());
    }

    /** One thread for all stages and the producer's are two. */
    @Test
    void shouldSpinOnAsManyThreadsAsThereAreCores() {
        ThreadSettings fused = new ThreadSettings("auto", Wait.BUSY_SPIN, 64, 1);
        assertDoesNotThrow(() -> fused.check(2));
        assertEquals(
                "engine.wait = busy-spin needs a core for each of 2 threads, but there are 1; use yielding or blocking,"
                        + " or fewer threads in engine.layout",
                assertThrows(UserError.class, () -> fused.check(1)).getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = "BUSY_SPIN", mode = EnumSource.Mode.EXCLUDE)
    void shouldWaitOtherwiseOnAnyMachine(Wait wait) {
        ThreadSettings threads = new ThreadSettings("indicator, signal, risk, journal, order", wait, 64, 1);
        assertDoesNotThrow(() -> threads.check(1));
    }
}
