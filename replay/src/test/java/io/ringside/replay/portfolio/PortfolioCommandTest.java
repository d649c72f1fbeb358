package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a back test of a portfolio makes of its files, and what it leaves. */
class PortfolioCommandTest {
    private static final String HEADER = "date,symbol,open,high,low,close\n";
    private static final List<String> NAMES = List.of("AAA", "BBB", "CCC", "DDD", "EEE");
    private static final int SESSIONS = 120;

    @TempDir
    Path folder;

    @Test
    void shouldAccountForEachRowWhenNamesAreRead() throws IOException {
        StringBuilder rows = rows(day -> day);
        rows.append("2024-06-29,AAA,1,1,1,1\n"); // a Saturday
        rows.append("2024-07-01,AAA,null,null,null,null\n");
        rows.append("2024-07-02,AAA,150,151,149,150\n2024-07-02,AAA,150,151,149,150\n");
        rows.append("2024-07-02,ZZZ,150,151,149,150\n");
        Path file = write("names.csv", rows);
        CommandLine.Outcome outcome = run(file, "--set", "instruments=[" + instruments() + "]");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("left out: 1 NO_SESSION, 1 EMPTY, 1 DUPLICATE"), outcome.out());
        List<?> data = (List<?>) summary().values().get("data");
        assertEquals(NAMES.size(), data.size());
        for (Object one : data) {
            Map<?, ?> file1 = (Map<?, ?>) one;
            long left = ((Map<?, ?>) file1.get("left_out"))
                    .values().stream()
                            .mapToLong(count -> ((BigDecimal) count).longValueExact())
                            .sum();
            assertEquals(5 * SESSIONS + 5, ((BigDecimal) file1.get("rows")).longValueExact());
            assertEquals(5 * SESSIONS + 5, ((BigDecimal) file1.get("used")).longValueExact() + left);
            assertEquals(file.toString(), file1.get("file"));
        }
        assertEquals("AAA", ((Map<?, ?>) data.get(0)).get("symbol"));
        assertEquals(BigDecimal.valueOf(SESSIONS + 1), ((Map<?, ?>) data.get(0)).get("used"));
    }

    /** Midnight in UTC is the evening before in New York. */
    @Test
    void shouldTradeTheSameDaysWhenDailyBarsAreStampedInUtc() throws IOException {
        CommandLine.Outcome plain = run(write("plain.csv", rows(day -> day)));
        String digest = (String) summary().values().get("digest");
        assertEquals(0, plain.code(), plain.err());
        CommandLine.Outcome utc = run(write("utc.csv", rows(day -> day + "T00:00:00.000Z")), "--force");
        assertEquals(0, utc.code(), utc.err());
        assertEquals(digest, summary().values().get("digest"));
    }

    @Test
    void shouldRefuseRowsOfAWeekWhenDaysAreWanted() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int week = 0; week < 40; week++) {
            for (String name : NAMES) {
                rows.append(LocalDate.of(2023, 1, 6).plusWeeks(week))
                        .append(",")
                        .append(name)
                        .append(",9,9,9,9\n");
            }
        }
        CommandLine.Outcome outcome = run(write("weeks.csv", rows));
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("holds bars of a week"), outcome.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void shouldRefuseAFileUnlessItsLossIsAcceptedWhenMostOfItIsLost() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (String name : NAMES) {
            for (int i = 0; i < 40; i++) {
                // From a Wednesday on, then weekends alone.
                rows.append(LocalDate.of(2024, 3, 6).plusDays(i < 6 ? i : 7 * (i / 2) - 11 + i % 2))
                        .append(",")
                        .append(name)
                        .append(",9,9,9,9\n");
            }
        }
        Path file = write("weekends.csv", rows);
        CommandLine.Outcome outcome = run(file);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("only 4 of 40"), outcome.err());
        assertEquals(0, run(file, "--accept-loss").code());
    }

    @Test
    void shouldPrintNothingButJsonWhenItIsAskedFor() throws IOException {
        Path file = write("names.csv", rows(day -> day));
        CommandLine.Outcome outcome =
                run(file, "--json", "--benchmark", "BBB=" + file, "--riskless", "4", "--set", "data.prices=raw");
        assertEquals(2, outcome.code(), "a benchmark needs volumes: " + outcome.err());
        Path benchmark = write("BBB.csv", benchmark());
        outcome = run(file, "--json", "--benchmark", benchmark.toString(), "--riskless", "4");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(Files.readString(folder.resolve("out/summary.json")), outcome.out());
        assertTrue(outcome.err().contains("BBB.csv: BBB, plain, " + SESSIONS + " rows"), outcome.err());
        assertEquals(50.0, summary().number("benchmark_return_pct"), 1e-9);
        assertEquals(4.0, summary().number("riskless_pct"));
        assertEquals(1, ((List<?>) summary().values().get("benchmark_data")).size());
        String page = Files.readString(folder.resolve("out/report.html"));
        assertTrue(page.contains("momentum"), "the page names the strategy");
    }

    @Test
    void shouldTellWhatStoodInTheWayWhenThereIsNoTrade() throws IOException {
        Path file = write("names.csv", rows(day -> day));
        CommandLine.Outcome tooShort = run(file, "--set", "portfolio.lookback-months=12");
        assertTrue(tooShort.out().contains("No trade was made"), tooShort.out());
        assertTrue(tooShort.out().contains("of which there are 120 at most"), tooShort.out());
        CommandLine.Outcome tooPoor = run(file, "--force", "--equity", "5");
        assertTrue(tooPoor.out().contains("the size is below one lot"), tooPoor.out());
        Map<?, ?> told = (Map<?, ?>) ((Map<?, ?>) summary().values().get("no_trades")).get("momentum");
        assertEquals(BigDecimal.ZERO, summary().values().get("trades"));
        assertTrue(((BigDecimal) told.get("decisions")).signum() > 0, told::toString);
        assertTrue(((Map<?, ?>) told.get("outcomes")).containsKey("SIZE_ZERO"), told::toString);
    }

    @Test
    void shouldRefuseWhenNoSessionIsTraded() throws IOException {
        Path file = write("names.csv", rows(day -> day));
        CommandLine.Outcome names = run(file, "--trade-from", "2025-01-02");
        assertEquals(2, names.code());
        assertTrue(names.err().contains("--trade-from 2025-01-02: no session is traded"), names.err());
        CommandLine.Outcome one = CommandLine.run(
                new BacktestCommand(),
                "--from",
                "2024-12-02",
                "--trade-from",
                "2025-01-02",
                "--out",
                folder.resolve("out"));
        assertEquals(2, one.code());
        assertTrue(one.err().contains("no session is traded: the last one is 2024-12-31"), one.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    /** A share costs 60 to sell, and has fallen below. */
    @Test
    void shouldEndTheRunWhenTheAccountIsRuined() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        List<String> days = days();
        for (int i = 0; i < SESSIONS; i++) {
            for (String name : NAMES) {
                int price = !name.equals("AAA") ? 100 : i < 60 ? 100 + i : 5;
                rows.append(row(days.get(i), name, price));
            }
        }
        CommandLine.Outcome outcome = run(
                write("fall.csv", rows),
                "--set",
                "broker.commission.per-share=60",
                "--set",
                "broker.commission.maximum-fraction=0",
                "--set",
                "portfolio.cash-buffer=0");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("RUINED at 2024-"), outcome.out());
        assertEquals(true, summary().values().get("ruined"));
        assertEquals(-100.0, summary().number("total_return_pct"));
        List<String> equity = Files.readAllLines(folder.resolve("out/equity.csv"));
        assertTrue(equity.size() < SESSIONS, "trading ended: " + equity.size());
        assertTrue(equity.get(equity.size() - 1).contains(",0.00,0.00,"), equity.get(equity.size() - 1));
        assertEquals(
                equity.size(),
                equity.stream().map(line -> line.split(",", 2)[0]).distinct().count(),
                "a day has one row, that of the ruin too");
    }

    // ---- Files

    private CommandLine.Outcome run(Path bars, String... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--bars",
                bars,
                "--out",
                folder.resolve("out"),
                "--set",
                "portfolio.lookback-months=1",
                "--set",
                "portfolio.skip-months=0"));
        line.addAll(List.of(more));
        return CommandLine.run(new BacktestCommand(), line.toArray());
    }

    private Summary summary() {
        return Summary.read(folder.resolve("out/summary.json"));
    }

    private static String instruments() {
        return String.join(
                ",", NAMES.stream().map(name -> "{symbol=" + name + "}").toList());
    }

    private static List<String> days() {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        List<String> days = new ArrayList<>();
        int day = (int) LocalDate.of(2024, 1, 2).toEpochDay();
        for (int i = 0; i < SESSIONS; i++) {
            days.add(LocalDate.ofEpochDay(day).toString());
            day = calendar.nextTradingDay(day);
        }
        return days;
    }

    /** Five names of which each goes its own way. */
    private static StringBuilder rows(UnaryOperator<String> stamp) {
        StringBuilder rows = new StringBuilder(HEADER);
        List<String> days = days();
        for (int i = 0; i < SESSIONS; i++) {
            for (int k = 0; k < NAMES.size(); k++) {
                rows.append(row(stamp.apply(days.get(i)), NAMES.get(k), 100 + (i * (k + 3) + 17 * k) % 41));
            }
        }
        return rows;
    }

    private static String row(String day, String name, int price) {
        return String.format(Locale.ROOT, "%s,%s,%d,%d,%d,%d%n", day, name, price, price + 1, price - 1, price);
    }

    /** From 100 to 150. */
    private static StringBuilder benchmark() {
        StringBuilder rows = new StringBuilder("date,open,high,low,close,volume\n");
        List<String> days = days();
        IntFunction<Integer> price = i -> i < SESSIONS - 1 ? 100 : 150;
        for (int i = 0; i < SESSIONS; i++) {
            rows.append(days.get(i))
                    .append(",100,150,100,")
                    .append(price.apply(i))
                    .append(",1000\n");
        }
        return rows;
    }

    private Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
