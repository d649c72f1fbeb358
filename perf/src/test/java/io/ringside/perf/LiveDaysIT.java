package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.LiveCommand;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.ResultsCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days of simulated trading in a row against a back test of the same bars, as a user sees them: the same trades to the share
 * and the cent, the same equity at each close. All bars of the file before the first day warm both up.
 */
class LiveDaysIT {
    /** An account that the shipped limits on losses do not end. */
    private static final List<String> RULES = List.of(
            "--set",
            "risk.limits.loss.day=off",
            "--set",
            "risk.limits.loss.drawdown=off",
            "--set",
            "risk.limits.loss.streak=off");

    /** Trades every day, stops near, positions over nights. */
    private static final List<String> OFTEN = List.of(
            "--set",
            "signal.sma=20",
            "--set",
            "signal.entry-below=-55",
            "--set",
            "signal.exit-above=-45",
            "--set",
            "risk.atr-multiple=3",
            "--set",
            "risk.reentry-bars=0");

    @TempDir
    Path folder;

    /** Both changes of the clocks, a half day before a weekend, a holiday, decisions at the close, a position at the end. */
    @ParameterizedTest
    @CsvSource({
        "2025-10-30, 2025-11-05, 31",
        "2025-10-30, 2025-11-04, 31",
        "2026-03-05, 2026-03-10, 32",
        "2025-11-20, 2025-12-01, 33"
    })
    void shouldTradeAsABacktestDoesOverNightsAndChangesOfTheClocks(String from, String to, String seed)
            throws IOException {
        Path bars = folder.resolve("QQQ.csv.gz");
        run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2025-10-01",
                "--to",
                "2026-03-31",
                "--seed",
                seed,
                "--out",
                bars.toString());
        compare(bars, from, to, 5, OFTEN);
    }

    /** The months of the published log, at the honest profile. */
    @Test
    @Tag("long")
    void shouldTradeThePublishedMonthsAsABacktestDoes() throws IOException {
        Path bars = Path.of(System.getProperty("ringside.shared", "../../shared"), "data/bars-5min/QQQ.csv.gz");
        compare(bars, "2025-05-21", "2025-08-29", 20, List.of());
    }

    private void compare(Path bars, String from, String to, int tradesMin, List<String> sets) throws IOException {
        Path home = Path.of(System.getProperty("ringside.home"));
        List<String> common = new ArrayList<>(List.of(
                "--config",
                home.resolve("config/live.conf").toString(),
                "--bars",
                "QQQ=" + bars,
                "--to",
                to,
                "--equity",
                "479315.99"));
        common.addAll(RULES);
        common.addAll(sets);
        Path live = folder.resolve("live-" + from);
        Path history = folder.resolve("history-" + from);
        run(new LiveCommand(), with(common, "--simulate", "--from", from, "--out", live.toString()));
        run(new ResultsCommand(), live.resolve("journal").toString(), "--out", live.toString());
        run(new BacktestCommand(), with(common, "--trade-from", from, "--out", history.toString()));

        List<String> trades = columns(history.resolve("trades.csv"));
        assertTrue(trades.size() > tradesMin, () -> "only " + trades.size() + " lines: the comparison shows little");
        List<String> equity = Files.readAllLines(history.resolve("equity.csv"));
        // A back test leaves at its end what the daemon holds over the night.
        if (trades.removeIf(line -> line.contains("END_OF_DATA"))) {
            String[] end =
                    last(Files.readAllLines(history.resolve("orders.csv"))).split(",", -1);
            equity.set(equity.size() - 1, heldOn(last(equity).split(",", -1), end));
        }
        assertEquals(String.join("\n", trades), String.join("\n", columns(live.resolve("trades.csv"))));
        assertEquals(String.join("\n", equity) + "\n", Files.readString(live.resolve("equity.csv")));
        assertTrue(Files.size(live.resolve("report.html")) > 10_000);
        compareDays(live, equity, "479315.99");
    }

    /** The last row of equity.csv without the sale, of which orders.csv has the price, the costs and the tick of slippage. */
    private static String heldOn(String[] row, String[] end) {
        assertEquals("end-of-data", end[2]);
        BigDecimal shares = new BigDecimal(end[12]);
        BigDecimal slippage = new BigDecimal(end[15]);
        BigDecimal worth = new BigDecimal(end[13]).multiply(shares).add(slippage);
        BigDecimal equity = new BigDecimal(row[1]).add(new BigDecimal(end[14])).add(slippage);
        return String.join(
                ",",
                row[0],
                equity.toPlainString(),
                equity.subtract(worth).toPlainString(),
                worth.stripTrailingZeros().setScale(2).toPlainString(),
                row[4],
                row[5]);
    }

    /**
     * Each day by itself begins with what the day before left, and ends as it does within the whole; its trades are those that
     * ended on it, from their entries on. Only the bar that was decided on and its values are in another day's journal, and what
     * an entry risks that was decided on the day before its execution.
     */
    private void compareDays(Path live, List<String> equity, String start) throws IOException {
        String before = start;
        List<String> together = known(live.resolve("trades.csv"), List.of());
        List<String> days = new ArrayList<>(List.of(together.get(0)));
        for (String row : equity.subList(1, equity.size())) {
            String[] whole = row.split(",", -1);
            Path day = folder.resolve("day-" + whole[0]);
            run(new ResultsCommand(), live.resolve("journal/" + whole[0]).toString(), "--out", day.toString());
            String[] alone = last(Files.readAllLines(day.resolve("equity.csv"))).split(",", -1);
            assertEquals(
                    Arrays.asList(whole).subList(0, 4), Arrays.asList(alone).subList(0, 4));
            assertEquals(whole[5], alone[5]);
            String summary = Files.readString(day.resolve("summary.json"));
            assertTrue(summary.contains("\"starting_equity\": " + before + ","), summary);
            assertTrue(summary.contains("\"final_equity\": " + whole[1] + ","), summary);
            assertEquals(!whole[3].equals("0.00"), summary.contains("\"position_value\":" + whole[3]), summary);
            before = whole[1];
            days.addAll(known(day.resolve("trades.csv"), together));
        }
        assertEquals(String.join("\n", together), String.join("\n", days));
    }

    /** The rows of trades without what is decided on, but for the header if there are rows to compare with. */
    private static List<String> known(Path file, List<String> with) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> names = List.of();
        for (String line : Files.readAllLines(file)) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            names = names.isEmpty() ? cells : names;
            String entered =
                    cells.get(names.indexOf("entry_time")).substring(0, 10).replace("-", "");
            if (names != cells && !cells.get(names.indexOf("order_ref")).startsWith("R" + entered)) {
                cells.set(names.indexOf("r_multiple"), "");
            }
            lines.add(String.join(",", cells));
        }
        lines = without(lines, "signal_bar", "atr", "sma", "willr");
        return with.isEmpty() ? lines : lines.subList(1, lines.size());
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    /** All but the order's reference and the moments of the fills, which a back test knows to the bar only. */
    private static List<String> columns(Path file) throws IOException {
        return without(Files.readAllLines(file), "order_ref", "entry_time", "exit_time");
    }

    private static List<String> without(List<String> lines, String... columns) {
        List<String> names = Arrays.asList(lines.get(0).split(",", -1));
        List<Integer> left = Stream.of(columns).map(names::indexOf).toList();
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            String[] all = line.split(",", -1);
            kept.add(IntStream.range(0, all.length)
                    .filter(i -> !left.contains(i))
                    .mapToObj(i -> all[i])
                    .collect(Collectors.joining(",")));
        }
        return kept;
    }

    private static String[] with(List<String> common, String... more) {
        List<String> all = new ArrayList<>(common);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void run(Object command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Commands.run(
                command,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        assertEquals(0, code, () -> err.toString(StandardCharsets.UTF_8) + "\n" + out.toString(StandardCharsets.UTF_8));
    }
}
