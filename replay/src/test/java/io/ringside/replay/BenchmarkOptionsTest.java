package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.SessionEquity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account of 1,000 beside bars that are bought at the open of its first session. */
class BenchmarkOptionsTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final List<SessionEquity> SESSIONS = Stream.of("2025-07-02", "2025-07-03", "2025-07-07")
            .map(day -> new SessionEquity((int) LocalDate.parse(day).toEpochDay(), 1, 1, 0, 1, 0))
            .toList();
    private static final String DAILY = "date,open,high,low,close,volume\n";
    private static final String MINUTES = "datetime,open,high,low,close,volume\n";

    @TempDir
    Path folder;

    private final BenchmarkOptions options = new BenchmarkOptions();

    private static EngineSettings settings(String... sets) {
        var config = EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"));
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        return EngineSettings.of(config);
    }

    private List<Long> worth(String prefix, String rows, String... sets) throws IOException {
        options.benchmark = prefix + Files.writeString(folder.resolve("SPY.csv"), rows);
        return options.applied(SESSIONS, settings(sets), 1000 * E8).stream()
                .map(SessionEquity::benchmarkE8)
                .map(value -> value / E8)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-50, 0, 4.5, 100})
    void shouldTakeARisklessRateWithinItsBounds(double percent) {
        options.riskless = percent;
        assertEquals(percent, options.risklessPercent());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-50.001, 100.001, Double.NaN})
    void shouldRefuseARisklessRateBeyondThem(double percent) {
        options.riskless = percent;
        assertEquals(
                "--riskless " + percent + ": must be -50 to 100 percent a year",
                assertThrows(UserError.class, options::risklessPercent).getMessage());
    }

    /** Bought at 10 on the first session; the second has no bar, and the day before is not looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"", "SPY=", "B=", "="})
    void shouldBuyAtTheOpenOfTheFirstSession(String prefix) throws IOException {
        assertEquals(
                List.of(1100L, 1100L, 1250L),
                worth(
                        prefix,
                        DAILY + "2025-07-01,5,20,5,9,1\n2025-07-02,10,20,5,11,1\n2025-07-07,11,20,5,12.5,1\n"
                                + "2025-07-08,11,20,5,19,1\n"));
        StringWriter lines = new StringWriter();
        options.print(new PrintWriter(lines), new PrintWriter(lines));
        assertTrue(lines.toString().startsWith(folder.resolve("SPY.csv") + ": "), lines.toString());
    }

    /** Until it is traded the money waits. */
    @Test
    void shouldHoldCashUntilItBegins() throws IOException {
        assertEquals(List.of(1000L, 500L, 500L), worth("", DAILY + "2025-07-03,10,20,4,5,1\n2025-07-07,5,20,4,5,1\n"));
    }

    /** Bars of the run's own size, and of five minutes where it is played on ticks: the last one of a session counts. */
    @Test
    void shouldReadBarsOfTheRunsSize() throws IOException {
        String one = MINUTES + "2025-07-02 09:30,10,20,4,11,1\n2025-07-02 09:31,11,20,4,12,1\n";
        assertEquals(List.of(1200L, 1200L, 1200L), worth("", one, "data.bar=1m"));
        String five = MINUTES + "2025-07-02 09:30,10,20,4,11,1\n2025-07-02 09:35,11,20,4,13,1\n";
        assertEquals(List.of(1300L, 1300L, 1300L), worth("", five));
        assertEquals(List.of(1300L, 1300L, 1300L), worth("", five, "data.bar=ticks"));
    }

    @Test
    void shouldLeaveSessionsAloneWhereNothingIsNamed() {
        assertSame(SESSIONS, options.applied(SESSIONS, settings(), E8));
        options.benchmark = "none.csv";
        assertEquals(List.of(), options.applied(List.of(), settings(), E8));
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() {
        String file = "--benchmark " + folder.resolve("SPY.csv");
        assertEquals(
                file
                        + ": none of the 2 rows read lies in regular hours from 2025-07-02 to 2025-07-07 (2 OUTSIDE_DAYS from"
                        + " line 2 on); choose other days or hours, or check the file's time zone",
                refused(MINUTES + "2025-06-02 09:30,10,20,4,11,1\n2025-06-02 09:35,10,20,4,11,1\n"));
        assertEquals(
                file + " line 2 column open: \"x\": give a decimal number such as 512.34",
                refused(MINUTES + "2025-07-02 09:30,x,20,4,11,1\n2025-07-02 09:35,10,20,4,11,1\n"));
    }

    /** The fault is told as it is for bars of the file's own size, not for those that it was tried as first. */
    @Test
    void shouldSayWhatIsWrongWithBarsOfSessions() {
        String file = "--benchmark " + folder.resolve("SPY.csv");
        assertEquals(
                file + " line 3 column high: \"x\": give a decimal number such as 512.34",
                refused(DAILY + "2025-07-02,10,20,5,11,1\n2025-07-03,10,x,5,11,1\n"));
        assertEquals(
                file
                        + ": none of the 2 rows read lies in regular hours from 2025-07-02 to 2025-07-07 (2 OUTSIDE_DAYS from"
                        + " line 2 on); choose other days or hours, or check the file's time zone",
                refused(DAILY + "2025-06-02,10,20,5,11,1\n2025-06-03,10,20,5,11,1\n"));
    }

    private String refused(String rows) {
        return assertThrows(UserError.class, () -> worth("", rows)).getMessage();
    }
}
