package io.ringside.gateway.ib.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.LiveProcess;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.Listing;
import io.ringside.gateway.sim.PriceBar;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History of a simulated TWS that plays a file: what is fetched is that file again. */
class FetchCommandIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheBytesOfTheSourceOverClockChangeHolidayAndHalfDay() throws IOException {
        Path source = source("2024-10-21", "2024-12-13", line -> true);
        try (SimulatedTws tws = serve(source, "2024-12-13")) {
            Path out = folder.resolve("QQQ.csv");
            LiveProcess.Answer answer = fetch(tws, out, "2024-10-30", "2024-12-11");
            assertEquals(0, answer.code(), answer.out() + answer.err());
            assertEquals(lines(source, "2024-10-30", "2024-12-11"), Files.readAllLines(out));
            assertEquals(List.of(out, source), files());
            assertTrue(answer.out().startsWith("2304 bars of QQQ over 30 sessions in " + out), answer.out());
            // As a back test reads it.
            try (BarSource read = BarFile.open(out, "QQQ", CALENDAR, BarFile.Options.fiveMinutes())) {
                int count = 0;
                while (read.next()) {
                    count++;
                }
                assertEquals(2304, count);
            }
            answer = fetch(tws, out, "2024-10-30", "2024-12-11");
            assertEquals(2, answer.code());
            assertTrue(answer.err().contains("is there already; --force replaces it"), answer.err());
        }
    }

    /** Over the end of a year, since a year is asked for at once. */
    @Test
    void shouldGiveDailyBarsOfEachSessionAndTellWhichAreMissing() throws IOException {
        Path source = source("2024-10-21", "2025-01-10", line -> !line.startsWith("2024-12-03"));
        try (SimulatedTws tws = serve(source, "2025-01-10")) {
            Path out = folder.resolve("QQQ-1d.csv");
            LiveProcess.Answer answer = fetch(tws, out, "2024-11-25", "2025-01-08", "--bar", "1d");
            assertEquals(1, answer.code(), answer.out() + answer.err());
            assertTrue(answer.out().startsWith("29 bars of QQQ over 30 sessions in " + out), answer.out());
            assertTrue(answer.out().contains("\n  2024-12-03  1 of 1 bars, from 09:30\n"), answer.out());
            assertTrue(answer.out().contains("QQQ=" + out + " --set data.bar=1d --set signal.bar=1d\n"), answer.out());
            assertEquals(sessions(source, "2024-11-25", "2025-01-08"), Files.readAllLines(out));
            try (BarSource read = BarFile.open(
                    out, "QQQ", CALENDAR, BarFile.Options.fiveMinutes().withSize(BarSpec.parse("1d")))) {
                int count = 0;
                while (read.next()) {
                    count++;
                    assertEquals(CALENDAR.closeNanos(read.sessionDay()), read.endNanos(), "a half day ends early");
                }
                assertEquals(29, count);
            }
            check(
                    fetch(tws, folder.resolve("x"), "2025-01-08", "2025-01-08", "--bar", "1d", "--session", "extended"),
                    "a daily bar is of the regular session");
        }
    }

    /** A session's bars of a file, put together to one each. */
    private static List<String> sessions(Path source, String from, String to) throws IOException {
        Map<String, List<String[]>> days = lines(source, from, to).stream()
                .skip(1)
                .map(line -> line.split("[ ,]", -1))
                .collect(Collectors.groupingBy(fields -> fields[0], TreeMap::new, Collectors.toList()));
        List<String> result = new ArrayList<>(List.of("datetime,open,high,low,close,volume"));
        days.forEach((day, bars) -> result.add(String.join(
                ",",
                day + " 09:30:00",
                bars.get(0)[2],
                bars.stream()
                        .map(bar -> bar[3])
                        .max(Comparator.comparing(BigDecimal::new))
                        .orElseThrow(),
                bars.stream()
                        .map(bar -> bar[4])
                        .min(Comparator.comparing(BigDecimal::new))
                        .orElseThrow(),
                bars.get(bars.size() - 1)[5],
                Long.toString(
                        bars.stream().mapToLong(bar -> Long.parseLong(bar[6])).sum()))));
        return result;
    }

    @Test
    void shouldGiveTheSameFileWhenTheConnectionBreaksWithinAnAnswer() throws IOException {
        shouldGiveTheSameFileAfter(FaultRule.next(FaultKind.CLOSE_MID_FRAME).forMessage(17));
    }

    @Test
    @Tag("long")
    void shouldGiveTheSameFileWhenTheBrokerFindsUsTooFast() throws IOException {
        shouldGiveTheSameFileAfter(FaultRule.next(FaultKind.HISTORY_PACING));
    }

    private void shouldGiveTheSameFileAfter(FaultRule fault) throws IOException {
        Path source = source("2024-10-21", "2024-12-13", line -> true);
        try (SimulatedTws tws = serve(source, "2024-12-13")) {
            tws.inject(fault);
            Path out = folder.resolve("QQQ.csv");
            LiveProcess.Answer answer = fetch(tws, out, "2024-10-30", "2024-11-22");
            assertEquals(0, answer.code(), answer.out() + answer.err());
            assertTrue(answer.err().contains("asked again"), answer.err());
            assertEquals(1, tws.faultsFired().size(), tws.faultsFired()::toString);
            assertEquals(lines(source, "2024-10-30", "2024-11-22"), Files.readAllLines(out));
        }
    }

    @Test
    void shouldGoOnWhereAKilledFetchEnded() throws Exception {
        Path source = source("2024-05-01", "2024-12-13", line -> true);
        try (SimulatedTws tws = serve(source, "2024-12-13")) {
            Path out = folder.resolve("QQQ.csv");
            Path part = folder.resolve("QQQ.csv.fetch");
            Path home = Path.of(System.getProperty("ringside.home"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + home.resolve("config/jvm.options"),
                    "-XX:TieredStopAtLevel=1",
                    "-Dringside.home=" + home,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Commands.class.getName(),
                    FetchCommand.class.getName()));
            command.addAll(arguments(tws, out, "2024-05-02", "2024-12-11"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                long deadline = System.nanoTime() + PATIENCE_NANOS;
                while (marks(part) < 3) {
                    assertTrue(process.isAlive() && System.nanoTime() - deadline < 0, "ended early, or does not begin");
                    LockSupport.parkNanos(5_000_000L);
                }
            } finally {
                process.destroyForcibly();
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            }
            assertFalse(Files.exists(out), "only a whole file has the name");
            Files.writeString(part, "2024-11-11 09:30:00,1,2", StandardOpenOption.APPEND);
            LiveProcess.Answer other = fetch(tws, out, "2024-05-03", "2024-12-11");
            assertEquals(2, other.code());
            assertTrue(other.err().contains("is the rest of another one (fetch QQQ 5m 2024-05-02"), other.err());
            LiveProcess.Answer answer = fetch(tws, out, "2024-05-02", "2024-12-11");
            assertEquals(0, answer.code(), answer.out() + answer.err());
            assertTrue(answer.err().contains("goes on after 2024-05-"), answer.err());
            assertEquals(lines(source, "2024-05-02", "2024-12-11"), Files.readAllLines(out));
            assertFalse(Files.exists(part));
        }
    }

    @Test
    void shouldTellWhatIsMissing() throws IOException {
        Path source = source(
                "2024-10-21",
                "2024-11-15",
                line -> !line.startsWith("2024-11-05") && !line.startsWith("2024-11-07 10:0"));
        try (SimulatedTws tws = serve(source, "2024-11-15")) {
            Path out = folder.resolve("QQQ.csv");
            LiveProcess.Answer answer = fetch(tws, out, "2024-11-04", "2024-11-08");
            assertEquals(1, answer.code(), answer.out() + answer.err());
            assertTrue(answer.out().contains("missing 80 bars, on 2 days:\n"), answer.out());
            assertTrue(answer.out().contains("\n  2024-11-05  78 of 78 bars, from 09:30\n"), answer.out());
            assertTrue(answer.out().contains("\n  2024-11-07  2 of 78 bars, from 10:00\n"), answer.out());
            assertEquals(lines(source, "2024-11-04", "2024-11-08"), Files.readAllLines(out));
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongAndLeaveNothingBehind() throws IOException {
        Path source = source("2024-11-11", "2024-11-15", line -> true);
        try (SimulatedTws tws = serve(source, "2024-11-15")) {
            Path out = folder.resolve("x.csv");
            check(fetch(tws, out, "2024-11-18", "2024-11-18"), "the last one that is: 2024-11-15");
            check(fetch(tws, out, "2024-11-14", "2024-11-13"), "is after --to");
            check(fetch(tws, out, "2024-11-09", "2024-11-10"), "nothing is traded");
            check(fetch(tws, out, "soon", "2024-11-13"), "--from soon: must be a day");
            check(fetch(tws, out, "2024-11-13", "2024-11-13", "--bar", "7m"), "--bar 7m: must be one of");
            check(fetch(tws, out, "2024-11-13", "2024-11-13", "--symbol", "NOPE"), "no such stock");
            check(fetch(tws, out, "2024-11-13", "2024-11-13", "--symbol", "no"), "is no ticker");
            check(fetch(tws, folder, "2024-11-13", "2024-11-13"), "is a folder");
            check(fetch(tws, out, "2024-10-01", "2024-10-02"), "the broker has no bars");
            check(fetch(tws, folder.resolve("no/x.csv"), "2024-11-13", "2024-11-13"), "cannot be written");
            check(
                    fetch(tws, out, "2024-11-13", "2024-11-13", "--set", "gateway.port=1"),
                    "nobody answers at 127.0.0.1:1");
        }
        assertEquals(List.of(source), files());
    }

    // ---- Bench ----------------------------------------------------------------------------------------------------

    private static void check(LiveProcess.Answer answer, String expected) {
        assertEquals(2, answer.code(), answer.out() + answer.err());
        assertTrue(answer.err().contains(expected), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    private static LiveProcess.Answer fetch(SimulatedTws tws, Path out, String from, String to, String... more) {
        List<String> all = arguments(tws, out, from, to);
        if (List.of(more).contains("--symbol")) {
            all.subList(0, 2).clear();
        }
        all.addAll(List.of(more));
        return LiveProcess.run(new FetchCommand(), all.toArray(String[]::new));
    }

    private static List<String> arguments(SimulatedTws tws, Path out, String from, String to) {
        return new ArrayList<>(List.of(
                "--symbol",
                "QQQ",
                "--from",
                from,
                "--to",
                to,
                "--out",
                out.toString(),
                "--set",
                "gateway.port=" + tws.port()));
    }

    private Path source(String from, String to, Predicate<String> keep) throws IOException {
        Path file = folder.resolve("source.csv");
        try (BarSource bars = new SyntheticBars("QQQ", day(from), day(to), 5, CALENDAR);
                BarWriter writer = new BarWriter(file, CALENDAR, false)) {
            while (bars.next()) {
                writer.append(bars);
            }
            writer.commit();
        }
        return Files.write(file, Files.readAllLines(file).stream().filter(keep).toList());
    }

    private static SimulatedTws serve(Path source, String lastDay) {
        List<PriceBar> bars = new ArrayList<>();
        try (BarSource file = BarFile.open(source, "QQQ", CALENDAR, BarFile.Options.fiveMinutes())) {
            while (file.next()) {
                bars.add(PriceBar.of(
                        file.startNanos(),
                        file.endNanos(),
                        file.openE8(),
                        file.highE8(),
                        file.lowE8(),
                        file.closeE8(),
                        file.volume()));
            }
        }
        long evening = CALENDAR.closeNanos(day(lastDay)) + 60 * ExchangeCalendar.MINUTE_NANOS;
        return SimulatedTws.start(
                new SimSettings(List.of(Tape.ofBars(Listing.of("QQQ"), bars)), evening).account("DU1234567"));
    }

    private static List<String> lines(Path source, String from, String to) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> line.startsWith("datetime")
                        || (line.compareTo(from) >= 0 && line.substring(0, 10).compareTo(to) <= 0))
                .toList();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static long marks(Path part) throws IOException {
        return Files.exists(part)
                ? Files.readAllLines(part).stream()
                        .filter(line -> line.startsWith("# done"))
                        .count()
                : 0;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }
}
