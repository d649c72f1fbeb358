package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a simulation says in the end; {@link LiveCommandTest} plays whole ones. */
@ExtendWith(SilentLog.class)
class SimulationTest {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    /** Somebody wants it to end as soon as it has compared itself, before or after it knows the account's worth; 2025-06-19 has no session. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-06-20 | 2025-06-20 | , | Stopped before the close. Journal FOLDER/2025-06-20, log FOLDER/log",
                "2025-06-18 | 2025-06-18 to 2025-06-20, 2 sessions, | ' on the last day,' | Stopped before the last day's"
                        + " close. 1 journal in FOLDER, log FOLDER/log",
            })
    void shouldSayThatItWasStopped(String from, String days, String last, String stopped) {
        Path configuration = Path.of(System.getProperty("ringside.home"), "config/live.conf");
        Config given = LiveConfiguration.of(configuration, List.of());
        Simulation simulation = new Simulation(
                given,
                LiveConfiguration.engineSettings(given),
                LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway")),
                new Simulation.Plan(new Simulation.Bars(Map.of(), null), day(from), day("2025-06-20"), 1, 1_000_000));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        AtomicReference<TradingDaemon> running = new AtomicReference<>();
        BooleanSupplier known = () -> running.get().day().session().comparisons() > 0;
        TradingDaemon daemon = simulation.run(folder, null, false, 0, running::set, known, out, out);
        simulation.summary(daemon, folder, true, out);
        List<String> lines = said.toString()
                .replace(folder.toString(), "FOLDER")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll(" to (100000\\.00|unknown), flat; \\d+ comparisons", " to E, flat; N comparisons")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith(" ") && !line.matches("\\d.*|starting"))
                .toList();
        assertEquals(
                "simulated TWS on 127.0.0.1:PORT plays " + days
                        + " as fast as it can, SYNTHETIC prices; ringside status" + " tells more meanwhile",
                lines.get(0));
        assertEquals(
                "Equity 100000.00 to E, flat; N comparisons with the broker, 0 reconnects" + last + " 0 alarms.",
                lines.get(lines.size() - 3));
        assertEquals(stopped, lines.get(lines.size() - 2));
        assertEquals("Try next:", lines.get(lines.size() - 1));
    }
}
