package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten names, P0 to P9, of which the best fifth is wanted: all at 100 until P0 is at 110, P1 at 109 and so on down to P9 at 101,
 * on 2 February, the first day on which anything can be decided. P0 and P1 rise together on the two last days.
 */
class PortfolioUnwantedTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    private Path bars;

    @BeforeEach
    void write() throws IOException {
        bars = write("bars.csv", "");
    }

    private Path write(String name, String more) throws IOException {
        StringBuilder text = new StringBuilder("date,symbol,open,high,low,close\n");
        for (int day = day("2024-01-02"); day <= day("2024-02-05"); day = CALENDAR.nextTradingDay(day)) {
            for (int i = 0; i < 10; i++) {
                int price = day >= day("2024-02-02") ? 110 - i : day == day("2024-02-01") && i < 2 ? 101 : 100;
                text.append(LocalDate.ofEpochDay(day))
                        .append(",P")
                        .append(i)
                        .append(("," + price).repeat(4))
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve(name), text + more);
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }

    private CommandLine.Outcome command(Object command, Object... more) {
        List<Object> line =
                new ArrayList<>(List.of("--config", CommandLine.home().resolve("config/momentum.conf")));
        for (String set : List.of("lookback-months=1", "skip-months=0", "cash-buffer=0.02")) {
            line.addAll(List.of("--set", "portfolio." + set));
        }
        line.addAll(List.of(more));
        return CommandLine.run(command, line.toArray());
    }

    private String backtest(Object... more) {
        List<Object> line = new ArrayList<>(List.of("--bars", bars, "--out", folder.resolve("out")));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = command(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private String portfolio(Object command, String... more) {
        List<Object> line = new ArrayList<>(List.of(command, "--journal", folder.resolve("out/journal")));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new PortfolioCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    /** Half of 98,000 are 445 shares at 110, for 2.225; P1 moves like P0, and the others are not wanted. */
    @Test
    void shouldTellOfUnwantedNamesOnlyWhereAllAreAskedFor() {
        String told = backtest(
                "--set",
                "portfolio.correlation-max=0.9",
                "--set",
                "portfolio.correlation-days=2",
                "--set",
                "portfolio.schedule=every 1000 days");
        assertTrue(
                told.contains(
                        "\nmomentum: 10 names, momentum, 2024-01-02 to 2024-02-05, 0.49 of the equity in positions at"
                                + " most\n"),
                told);
        assertTrue(Files.notExists(folder.resolve("out/exits.csv")), "nothing is watched");
        String head = """
                close of 2024-02-02, equity 100,000.00, 10 ranked, 0 sales, 1 buys
                rank  name          score      held   ordered  executed  what, why
                   1  P0         0.100000         0       445       445  is bought; top fifth
                   2  P1         0.090000         0         0         0  correlation P0; top fifth
                """;
        assertEquals(head, portfolio("targets"));
        assertEquals(head + """
                   3  P2         0.080000         0         0         0  is not wanted; between
                   4  P3         0.070000         0         0         0  is not wanted; between
                   5  P4         0.060000         0         0         0  is not wanted; between
                   6  P5         0.050000         0         0         0  is not wanted; between
                   7  P6         0.040000         0         0         0  is not wanted; between
                   8  P7         0.030000         0         0         0  is not wanted; between
                   9  P8         0.020000         0         0         0  is not wanted; bottom fifth
                  10  P9         0.010000         0         0         0  is not wanted; bottom fifth
                """, portfolio("targets", "--all"));
        assertEquals("""
                decided             equity  ranked  sales            sold  buys          bought  refused  turnover
                2024-02-02      100,000.00      10      0            0.00     1       48,950.00        1    24.5 %
                1 decisions; next due never
                """, portfolio("history"));
        Map<?, ?> history = (Map<?, ?>) Json.read("history", portfolio("history", "--json"));
        assertTrue(history.containsKey("next_due"));
        assertNull(history.get("next_due"));
        List<String> notDue = command(
                        new RebalanceCommand(),
                        "--bars",
                        bars,
                        "--date",
                        "2024-02-05",
                        "--journal",
                        folder.resolve("out/journal"),
                        "--set",
                        "portfolio.schedule=every 1000 days")
                .out()
                .lines()
                .toList();
        assertEquals(List.of("momentum: no decision is due on 2024-02-05; --force decides all the same"), notDue);
        assertEquals(
                """
                momentum: close of 2024-02-02, orders for the opening of 2024-02-05, dry run: nothing is sent
                holdings of cash alone: equity 100,000.00, cash 100,000.00

                BUY  P0             445 at      110.00       48,950.00  cost     2.23    0.0 % ->  49.0 %  is bought: rank 1, top fifth

                not bought: P1, limit correlation P0: rank 2, top fifth

                0 sales 0.00, 1 buys 48,950.00, turnover 24.5 %, costs 2.23, cash left 51,047.78 of 99,997.78
                """,
                command(
                                new RebalanceCommand(),
                                "--bars",
                                bars,
                                "--date",
                                "2024-02-02",
                                "--set",
                                "portfolio.correlation-max=0.9",
                                "--set",
                                "portfolio.correlation-days=2")
                        .out());
    }

    /** 109 shares at 110 and 110 at 109 are half of 23,980 each; the fees of 1 cost a share of each. */
    @Test
    void shouldSayOfHowManySharesTheCashPays() {
        CommandLine.Outcome outcome = command(
                new RebalanceCommand(),
                "--bars",
                bars,
                "--date",
                "2024-02-02",
                "--set",
                "portfolio.cash-buffer=0",
                "--equity",
                "23980");
        assertEquals(0, outcome.code(), outcome.err());
        List<String> orders =
                outcome.out().lines().filter(line -> line.startsWith("BUY")).toList();
        assertEquals(2, orders.size(), outcome.out());
        assertTrue(orders.get(0).startsWith("BUY  P0             109 at      110.00       11,990.00"), orders.get(0));
        assertTrue(orders.get(0).endsWith(" is bought: rank 1, top fifth; cash pays 108 of them"), orders.get(0));
        assertTrue(orders.get(1).startsWith("BUY  P1             110 at      109.00       11,990.00"), orders.get(1));
        assertTrue(orders.get(1).endsWith(" is bought: rank 2, top fifth; cash pays 109 of them"), orders.get(1));
    }

    /** What has too few bars has no rank and no part in the statistics; it comes last, by symbol. */
    @Test
    void shouldRankNamesWithoutAScoreLast() throws IOException {
        String more =
                "2024-02-01,AAA,7,7,7,7\n2024-02-02,AAA,7,7,7,7\n2024-02-01,QQQ,8,8,8,8\n2024-02-02,QQQ,8,8,8,8\n";
        Object[] line = {
            "--bars",
            write("more.csv", more),
            "--date",
            "2024-02-02",
            "--set",
            "instruments=[{symbol=P9},{symbol=QQQ},{symbol=P0},{symbol=AAA},{symbol=NONE}]"
        };
        CommandLine.Outcome table = command(new RankCommand(), line);
        assertEquals("""
                momentum: 2024-02-02, 2 of 4 names ranked

                rank  name          score  advice       close  why
                   1  P0         0.100000  buy         110.00  top fifth
                   2  P9         0.010000  buy         101.00  top fifth
                      AAA        0.000000  leave         7.00  not ranked
                      QQQ        0.000000  leave         8.00  not ranked

                scores: count 2, mean 0.055000, median 0.055000, std 0.063640, min 0.010000, max 0.100000, p80 0.082000, p20 0.028000
                not ranked, with fewer bars than the 48 that the strategy looks back: AAA (2), QQQ (2)
                """, table.out());
        assertEquals("no bars of NONE: left out\n", table.err());
        List<Object> longer = new ArrayList<>(List.of(line));
        longer.add("--json");
        CommandLine.Outcome json = command(new RankCommand(), longer.toArray());
        assertEquals("", json.err());
        Map<?, ?> values = (Map<?, ?>) Json.read("rank", json.out());
        assertEquals("{AAA=2, QQQ=2}", values.get("short_history").toString());
        assertEquals(
                "[{symbol=P0, rank=1, score=0.1, advice=buy, why=top fifth, close=110.00},"
                        + " {symbol=P9, rank=2, score=0.01, advice=buy, why=top fifth, close=101.00},"
                        + " {symbol=AAA, rank=null, score=0, advice=leave, why=not ranked, close=7.00},"
                        + " {symbol=QQQ, rank=null, score=0, advice=leave, why=not ranked, close=8.00}]",
                values.get("names").toString());
        longer.set(longer.size() - 1, "--csv");
        CommandLine.Outcome csv = command(new RankCommand(), longer.toArray());
        assertEquals("""
                date,symbol,rank,score,advice,why,close
                2024-02-02,P0,1,0.1,buy,top fifth,110.00
                2024-02-02,P9,2,0.01,buy,top fifth,101.00
                2024-02-02,AAA,,0,leave,not ranked,7.00
                2024-02-02,QQQ,,0,leave,not ranked,8.00
                """, csv.out());
        assertEquals(
                "not ranked, with fewer bars than the 48 that the strategy looks back: AAA (2), QQQ (2)\n", csv.err());
        CommandLine.Outcome rebalance = command(new RebalanceCommand(), line);
        assertEquals("no bars of NONE: left out\n", rebalance.err());
        assertTrue(rebalance.out().endsWith("AAA (2), QQQ (2)\n"), rebalance.out());
    }

    /** Names of the universe whose bars begin later have no price yet, and so no print at the opening. */
    @Test
    void shouldDecideWithoutNamesThatAreStillToCome() throws IOException {
        Path late = write("late.csv", "2024-02-05,AAA,7,7,7,7\n2024-02-05,P10,7,7,7,7\n2024-02-05,QQQ,7,7,7,7\n");
        List<String> names = new ArrayList<>(List.of("AAA", "P10", "QQQ"));
        for (int i = 0; i < 10; i++) {
            names.add("P" + i);
        }
        Path universe = Files.write(folder.resolve("names.csv"), names);
        CommandLine.Outcome outcome = command(
                new RebalanceCommand(),
                "--bars",
                late,
                "--universe",
                universe,
                "--date",
                "2024-02-02",
                "--set",
                "portfolio.positions-max=2");
        assertEquals(0, outcome.code(), outcome.err());
        // 445 at 110 and 449 at 109; the fees are half a cent a share.
        assertEquals("""
                momentum: close of 2024-02-02, orders for the opening of 2024-02-05, dry run: nothing is sent
                holdings of cash alone: equity 100,000.00, cash 100,000.00

                BUY  P0             445 at      110.00       48,950.00  cost     2.23    0.0 % ->  49.0 %  is bought: rank 1, top fifth
                BUY  P1             449 at      109.00       48,941.00  cost     2.25    0.0 % ->  48.9 %  is bought: rank 2, top fifth

                0 sales 0.00, 2 buys 97,891.00, turnover 48.9 %, costs 4.47, cash left 2,104.53 of 99,995.53
                no bar on 2024-02-02: AAA, P10, QQQ
                """, outcome.out());
    }
}
