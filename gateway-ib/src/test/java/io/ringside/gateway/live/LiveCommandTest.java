package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ringside live} refuses, and what it prints of a simulated market. */
@ExtendWith(SilentLog.class)
class LiveCommandTest {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    // ---- What is refused ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--speed 3 | --speed is for --simulate; trading itself takes no such thing",
                "--bars QQQ.csv | --bars is for --simulate; trading itself takes no such thing",
                "--stamped end | each of --zone, --stamped, --format and --accept-loss is for --simulate; trading itself"
                        + " takes no such thing",
                "--day 2025-06-20 | --day is for --simulate; trading itself takes no such thing",
                "--from 2025-06-20 | --from is for --simulate; trading itself takes no such thing",
                "--to 2025-06-20 | --to is for --simulate; trading itself takes no such thing",
                "--equity 5 | --equity is for --simulate; trading itself takes no such thing",
                "--out x | --out is for --simulate; trading itself takes no such thing",
                "--until 10:00 | --until is for --simulate; trading itself takes no such thing",
                "--frames x | --frames is for --simulate; trading itself takes no such thing",
                "--broker-clock --speed 0 | --speed 0.0: must be more than 0 and at most 1000000",
                "--simulate --speed 0 | --speed 0.0: must be more than 0 and at most 1000000",
                "--simulate --speed 1000001 | --speed 1000001.0: must be more than 0 and at most 1000000",
                "--simulate --speed NaN | --speed NaN: must be more than 0 and at most 1000000",
                "--simulate --to 2025-06-20 | --to 2025-06-20: goes with --from DAY, the first day to simulate",
                "--simulate --from 2025-06-20 --day 2025-06-20 | --day 2025-06-20: goes with no --from; give either one"
                        + " day or a span",
                "--simulate --day 2025-06-21 | --day 2025-06-21: nothing is traded on it; choose another",
                "--simulate --day soon | --day soon: must look like 2025-06-20",
                "--simulate --day 1998-02-09 | --day 1998-02-09: the calendar knows 1998 to 2030; choose another",
                "--simulate --day 2030-11-22 | --day 2030-11-22: the calendar knows 1998 to 2030; choose another",
                "--simulate --from 2025-06-21 --to 2025-06-22 | --to 2025-06-22: no session lies between it and --from"
                        + " 2025-06-21",
                "--simulate --until 9h | --until 9h: must look like 09:45",
                "--simulate --bars XYZ=x.csv | --bars XYZ=x.csv: XYZ is not among the configured instruments; add it"
                        + " there, and to risk.limits.symbols",
                "--simulate --bars x.csv --bars QQQ=y.csv | --bars QQQ=y.csv: QQQ is given twice",
                "--simulate --until 09:21 --speed 1000000 --set gateway.standing.XYZ=5 | gateway.standing.XYZ = 5: is not one of the"
                        + " instruments traded, [QQQ]; correct or remove it",
                "--data x | --data is for a portfolio, and the configuration has none; give --config"
                        + " config/momentum-live.conf, or leave it away",
                "--universe x | --universe is for a portfolio, and the configuration has none; give --config"
                        + " config/momentum-live.conf, or leave it away",
                "--config CONFIG/momentum-live.conf | --data is missing: a portfolio decides on the bars of a store; give"
                        + " --data STORE, see ringside data --help",
                "--simulate --config CONFIG/momentum-live.conf --data x --bars y | --bars is for strategies on one"
                        + " instrument; a portfolio's bars come from --data STORE: ringside data import puts files into one",
                "--simulate --config CONFIG/momentum-live.conf --set signals.dip.strategy=donchian-breakout --set portfolio.budget=0.5 --data x --bars"
                        + " y | data.bar = 1d: live takes 5s, or ticks; larger bars are made of them: leave data.bar as"
                        + " config/live.conf has it, and set signal.bar = 1d",
            })
    void shouldRefuseWhatMakesNoSense(String arguments, String why) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--journal", folder.resolve("live").toString()));
        all.addAll(List.of(arguments
                .replace("CONFIG", System.getProperty("ringside.home") + "/config")
                .split(" ", -1)));
        LiveProcess.Answer answer = LiveProcess.run(new LiveCommand(), all.toArray(String[]::new));
        assertEquals("ringside live: " + why + "\n", answer.err());
        assertEquals(2, answer.code());
        assertEquals("", answer.out());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count(), "nothing is left behind");
        }
    }

    // ---- Days -----------------------------------------------------------------------------------------------------

    /**
     * What was printed, but for what differs each time: ports, counts, and how it stands, which is up to
     * a second old.
     */
    private String played(String... arguments) {
        LiveProcess.Answer answer = LiveProcess.run(new LiveCommand(), arguments);
        assertEquals("", answer.err());
        assertEquals(0, answer.code());
        return answer.out()
                .replace(folder.toString(), "FOLDER")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll("R(\\d{8})-\\d+-0", "R$1-N")
                // A market that stands for a daemon lets seconds pass, on a machine that is busy.
                .replaceAll("(\\d\\d:\\d\\d):\\d\\d  reconciled", "$1:SS  reconciled")
                .replaceAll("\\d+ comparisons with the broker, \\d+ reconnects", "N comparisons, N reconnects")
                .lines()
                .map(line -> line.matches("starting|\\d{4}-\\d\\d-\\d\\d .*  equity .*") ? "(line)" : line)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldPlaySomeMinutesAsFastAsItCan() {
        String live = folder.resolve("live").toString();
        assertEquals(
                """
                simulated TWS on 127.0.0.1:PORT plays 2025-06-20 as fast as it can, SYNTHETIC prices; ringside status tells \
                more meanwhile
                09:20:SS  reconciled with the broker
                (line)

                No trades.
                Equity 50000.00 to 50000.00, flat; N comparisons, N reconnects, 0 alarms.
                Journal FOLDER/live/2025-06-20, log FOLDER/live/log
                Try next:
                  ringside verify FOLDER/live/2025-06-20
                  ringside audit FOLDER/live/2025-06-20
                  ringside tail --type fill FOLDER/live/2025-06-20
                  ringside diverge FOLDER/live/2025-06-20""",
                played("--simulate", "--speed", "100000", "--until", "09:36", "--equity", "50000", "--journal", live));
    }

    @Test
    void shouldPlayAtAPaceAndWriteWhatItIsTold() throws IOException {
        Path frames = folder.resolve("frames.jsonl");
        String text = played(
                "--simulate",
                "--speed",
                "20000",
                "--until",
                "10:01",
                "--dry-run",
                "--frames",
                frames.toString(),
                "--out",
                folder.resolve("out").toString());
        assertEquals("""
                simulated TWS on 127.0.0.1:PORT plays 2025-06-20 at up to 20000 times its speed, SYNTHETIC prices; ringside \
                status tells more meanwhile
                09:20:SS  reconciled with the broker
                (line)
                (line)

                No trades.
                Equity 100000.00 to 100000.00, flat; N comparisons, N reconnects, 0 alarms.
                Journal FOLDER/out/journal/2025-06-20, log FOLDER/out/journal/log
                Try next:
                  ringside verify FOLDER/out/journal/2025-06-20
                  ringside audit FOLDER/out/journal/2025-06-20
                  ringside tail --type fill FOLDER/out/journal/2025-06-20
                  ringside diverge FOLDER/out/journal/2025-06-20""", text);
        assertTrue(Files.size(frames) > 0);
        LiveProcess.Answer again = LiveProcess.run(
                new LiveCommand(), "--simulate", "--out", folder.resolve("out").toString());
        assertEquals(
                "ringside live: --out " + folder.resolve("out")
                        + ": holds journal already; name a new folder, a simulation" + " replaces nothing\n",
                again.err());
    }

    /** The results come when all days were played, and are then refused. */
    @Test
    void shouldPlayNothingIntoAFolderThatHoldsResults() throws IOException {
        Path out = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(out.resolve("summary.json"), "{}");
        for (List<String> where : List.of(
                List.<String>of(), List.of("--journal", folder.resolve("j").toString()))) {
            List<String> line = new ArrayList<>(List.of("--simulate", "--out", out.toString()));
            line.addAll(where);
            LiveProcess.Answer answer = LiveProcess.run(new LiveCommand(), line.toArray(String[]::new));
            assertEquals(
                    "ringside live: --out " + out
                            + ": holds summary.json already; name a new folder, a simulation replaces" + " nothing\n",
                    answer.err());
            assertEquals(2, answer.code());
        }
        Path file = out.resolve("summary.json");
        assertEquals(
                "ringside live: --out " + file + ": is a file; name a folder\n",
                LiveProcess.run(new LiveCommand(), "--simulate", "--out", file.toString())
                        .err());
        assertEquals("{}", Files.readString(file));
        assertFalse(Files.exists(folder.resolve("j")));
    }

    /** Shares times the difference, less half a cent a share each way: 235 * -0.33 - 2 * 1.175. */
    @Test
    void shouldTellTheTradesOfADay() {
        assertEquals(
                """
                simulated TWS on 127.0.0.1:PORT plays 2025-06-20 as fast as it can, SYNTHETIC prices; ringside status tells \
                more meanwhile
                09:20:SS  reconciled with the broker
                (line)
                (line)
                10:25:00  bought 235 QQQ at 289.37, entry R20250620-N
                (line)
                (line)
                (line)
                11:50:00  sold 235 QQQ at 289.04, exit R20250620-N, the trade brought -78.73 before its last commission
                (line)

                        side   shares  in                 at  out                at  why         commission        result
                  QQQ   long      235  10:25:00       289.37  11:50:00       289.04  exit              2.35        -79.90
                Signals: 2 became an order, 1 a position is open, 1 there is no position to leave.
                Equity 100000.00 to 99920.10, flat; N comparisons, N reconnects, 0 alarms.
                Journal FOLDER/live/2025-06-20, log FOLDER/live/log
                Try next:
                  ringside verify FOLDER/live/2025-06-20
                  ringside audit FOLDER/live/2025-06-20
                  ringside explain FOLDER/live/2025-06-20 --order R20250620-N
                  ringside tail --type fill FOLDER/live/2025-06-20
                  ringside diverge FOLDER/live/2025-06-20""",
                played(
                        "--simulate",
                        "--speed",
                        "1000000",
                        "--until",
                        "12:00",
                        "--journal",
                        folder.resolve("live").toString()));
    }

    @Test
    void shouldSayWhatIsHeldWhereItEndsBefore() {
        String text = played(
                "--simulate",
                "--speed",
                "1000000",
                "--until",
                "10:31",
                "--journal",
                folder.resolve("live").toString());
        assertTrue(text.contains(", holds 235 QQQ with its stop at the broker; N comparisons"), text);
    }

    /** Those before the open are left out, and a day without any is not played. */
    @Test
    void shouldPlayBarsOfAFile() throws IOException {
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int minute = 0; minute < 60; minute += 5) {
            rows.append("2025-06-20 09:")
                    .append(minute < 10 ? "0" : "")
                    .append(minute)
                    .append(":00,500,501,499,500.5,10\n");
        }
        Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
        assertEquals(
                """
                FOLDER/QQQ.csv: QQQ, plain, 12 rows, 6 used, 6 left out: 6 EXTENDED_HOURS; 2025-06-20T09:30:00-04:00 to \
                2025-06-20T09:55:00-04:00, usually 5m apart, America/New_York
                simulated TWS on 127.0.0.1:PORT plays 2025-06-20 as fast as it can; ringside status tells more meanwhile
                09:20:SS  reconciled with the broker
                (line)

                No trades.
                Equity 100000.00 to 100000.00, flat; N comparisons, N reconnects, 1 alarms.
                Journal FOLDER/live/2025-06-20, log FOLDER/live/log
                Try next:
                  ringside verify FOLDER/live/2025-06-20
                  ringside audit FOLDER/live/2025-06-20
                  ringside tail --type fill FOLDER/live/2025-06-20
                  ringside diverge FOLDER/live/2025-06-20""",
                played(
                        "--simulate",
                        "--bars",
                        file.toString(),
                        "--from",
                        "2025-06-19",
                        "--until",
                        "09:45",
                        "--journal",
                        folder.resolve("live").toString()));
    }

    /** All of them, as in a back test, and not only as many as are configured: seven sessions of 78. */
    @Test
    void shouldWarmUpWithAllBarsOfAFile() throws IOException {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int first = (int) LocalDate.of(2025, 6, 10).toEpochDay();
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int day = first; day <= LiveBench.DAY; day = calendar.nextTradingDay(day)) {
            for (int bar = 0; bar < 78; bar++) {
                long nanos = calendar.openNanos(day) + 5L * bar * ExchangeCalendar.MINUTE_NANOS;
                rows.append(calendar.format(nanos), 0, 10)
                        .append(' ')
                        .append(calendar.format(nanos), 11, 19)
                        .append(",500,501,499,500.5,1000\n");
            }
        }
        Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
        Path live = folder.resolve("live");
        played(
                "--simulate",
                "--bars",
                file.toString(),
                "--set",
                "gateway.warm-up-bars=100",
                "--day",
                "2025-06-20",
                "--until",
                "09:31",
                "--journal",
                live.toString());
        AtomicInteger warmUp = new AtomicInteger();
        LiveBench.replay(live.resolve("2025-06-20"), event -> {
            if (event.type == EventType.BAR && event.isWarmUp()) {
                warmUp.incrementAndGet();
            }
        });
        assertEquals(7 * 78, warmUp.get());
    }

    /** The days of {@link PortfolioDaysTest}; a share of AA won 0.02, and 884 cost 4.4836 to buy. */
    @Test
    void shouldPlayDaysOfAPortfolio() throws IOException {
        assertEquals("""
                simulated TWS on 127.0.0.1:PORT plays 2023-11-13 to 2023-11-15, 3 sessions, as fast as it can; ringside \
                status tells more meanwhile
                09:20:SS  reconciled with the broker
                (line)
                00:45:SS  reconciled with the broker
                09:30:00  bought 884 AA at 107.44, rebalance R20231113-N
                (line)
                00:45:SS  reconciled with the broker
                09:30:00  sold 884 AA at 107.46, rebalance R20231114-N, the trade brought 13.20 before its last commission
                16:00:00  bought 678 BB at 140.04, rebalance R20231115-N
                (line)

                Equity 100000.00 to 99975.37, holds 678 BB; N comparisons, N reconnects on the last day, 0 alarms.
                3 journals in FOLDER/live, log FOLDER/live/log
                Try next:
                  ringside verify FOLDER/live/2023-11-15
                  ringside audit FOLDER/live/2023-11-15
                  ringside explain FOLDER/live/2023-11-15 --order R20231115-N
                  ringside tail --type fill FOLDER/live/2023-11-15""", playedPortfolio("2023-11-12", "2023-11-15"));
    }

    @Test
    void shouldSpeakOfTheLastOfSeveralDays() throws IOException {
        String text = playedPortfolio("2023-11-14", "2023-11-15");
        assertTrue(text.contains(" plays 2023-11-14 to 2023-11-15, 2 sessions, as fast"), text);
        assertTrue(text.contains("N reconnects on the last day, 0 alarms.\n2 journals in FOLDER/live, log"), text);
    }

    private String playedPortfolio(String from, String to) throws IOException {
        Path store = folder.resolve("store");
        PortfolioDaysTest.store(store, PortfolioDays.day("2023-11-15"));
        Path universe = Files.writeString(folder.resolve("names.txt"), "AA\nBB\nCC\nDD\nEE\n");
        List<String> arguments = new ArrayList<>(List.of("--simulate", "--config"));
        arguments.add(System.getProperty("ringside.home") + "/config/momentum-live.conf");
        arguments.addAll(List.of("--data", store.toString(), "--universe", universe.toString()));
        arguments.addAll(List.of("--equity", "100000", "--from", from, "--to", to));
        for (String set : List.of("schedule=daily", "lookback-months=1", "skip-months=0")) {
            arguments.addAll(List.of("--set", "portfolio." + set));
        }
        arguments.addAll(List.of("--journal", folder.resolve("live").toString()));
        return played(arguments.toArray(String[]::new));
    }
}
