package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One run of the reference program: the command line that repeats it, and the comparison of everything that it left.
 *
 * @param name folder of its results
 * @param arguments of {@code ringside backtest}, {@code DATA} for the folder of the shared data
 */
record OracleRun(String name, List<String> arguments) {
    private static final double MONEY = 1e-6;
    private static final double SCORE = 1e-12;

    /** All runs of the reference program, in the order of its summary. */
    static List<OracleRun> all() {
        List<OracleRun> runs = new ArrayList<>();
        String universe = "--universe DATA/oracle/portfolio/universe-80.csv";
        for (String exit : List.of("leave-top", "bottom-quintile")) {
            for (String schedule : List.of("weekly", "monthly")) {
                for (String weighting : List.of("split", "equal")) {
                    for (String plan : List.of("zero", "ib")) {
                        runs.add(daily(
                                "S0-shared-" + exit + "-" + schedule + "-" + weighting + "-" + plan,
                                "momentum " + universe + " --trade-from 2021-07-27 --set portfolio.schedule="
                                        + schedule + " --set portfolio.exit=" + exit + " --set portfolio.weighting="
                                        + weighting + plan(plan)));
                    }
                }
            }
        }
        runs.add(daily(
                "S0-shared-members-leave-top-weekly-equal-ib",
                "momentum --universe MEMBERS --trade-from 2021-07-27 --set portfolio.schedule=weekly"
                        + " --set portfolio.exit=leave-top --set portfolio.weighting=equal" + plan("ib")));
        for (String plan : List.of("zero", "ib")) {
            runs.add(daily("S1a-golden-cross-" + plan, "golden-cross" + plan(plan)));
            runs.add(daily("S1b-mean-reversion-" + plan, "mean-reversion " + universe + plan(plan)));
            runs.add(daily(
                    "S1c-rotation-3m-top3-" + plan,
                    "sector-rotation --set portfolio.variant=three-months" + plan(plan)));
            runs.add(daily(
                    "S1c-rotation-code-top4-" + plan, "sector-rotation --set portfolio.variant=code" + plan(plan)));
            runs.add(daily(
                    "S1c-rotation-modern-252-top3-" + plan,
                    "sector-rotation --set portfolio.variant=modern-252" + plan(plan)));
            runs.add(daily("S1d-dual-momentum-gem-" + plan, "dual-momentum --set portfolio.variant=gem" + plan(plan)));
            runs.add(
                    daily("S1d-dual-momentum-code-" + plan, "dual-momentum --set portfolio.variant=code" + plan(plan)));
            runs.add(daily("S2-clenow-shared-" + plan, "clenow " + universe + plan(plan)));
            runs.add(daily("S4-daily-rebalancer-" + plan, "rebalancer" + plan(plan)));
        }
        runs.add(small("S1b-mean-reversion-small", "mean-reversion-small " + universe));
        runs.add(small("S1c-rotation-3m-top3-small", "sector-rotation-small"));
        for (String prices : List.of("price", "adjusted")) {
            String of = " --set data.prices=" + (prices.equals("price") ? "raw" : "adjusted") + plan("zero");
            runs.add(early(
                    "S1c-rotation-3m-top3-1998-" + prices + "-zero",
                    "sector-rotation --set portfolio.variant=three-months" + of));
            runs.add(early(
                    "S1c-rotation-126b-top3-1998-" + prices + "-buffer1-zero",
                    "sector-rotation --set portfolio.variant=bars-126 --set portfolio.cash-buffer=0.01" + of));
        }
        return runs;
    }

    private static String plan(String name) {
        return " --set broker.commission.plan=" + (name.equals("zero") ? "none" : "fixed");
    }

    private static OracleRun daily(String name, String settings) {
        return of(
                name,
                settings + " --bars DATA/bars-daily/us-2020-2025.csv.gz --from 2020-07-27 --to 2024-06-28"
                        + " --equity 100000");
    }

    private static OracleRun small(String name, String settings) {
        return of(
                name,
                settings + " --bars DATA/bars-daily/us-2020-2025.csv.gz --from 2020-07-27 --to 2024-06-28"
                        + " --equity 1000");
    }

    private static OracleRun early(String name, String settings) {
        StringBuilder line = new StringBuilder(settings);
        for (String fund : List.of("XLB", "XLE", "XLF", "XLI", "XLK", "XLP", "XLU", "XLV", "XLY")) {
            line.append(" --bars ")
                    .append(fund)
                    .append("=DATA/bars-daily/sectors-1998-2022/")
                    .append(fund)
                    .append(".csv.gz");
        }
        return of(name, line + " --from 1998-12-22 --to 2015-12-31 --equity 100000");
    }

    private static OracleRun of(String name, String line) {
        return new OracleRun(name, List.of(("CONFIG/" + line).split(" +", -1)));
    }

    /** Runs the command and compares; the differences, each a line, none if all is equal. */
    List<String> check(Path data, Path folder) throws IOException {
        Path out = folder.resolve(name);
        List<Object> line = new ArrayList<>(List.of("--out", out, "--config"));
        for (String argument : arguments) {
            line.add(argument.replaceFirst("^CONFIG/(.*)$", CommandLine.home().resolve("config") + "/$1.conf")
                    .replace("MEMBERS", members(data, folder).toString())
                    .replace("DATA", data.toString()));
        }
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("verified records="), outcome.out());
        return differences(data.resolve("oracle/portfolio").resolve(name), out);
    }

    /** The universe with the days on which two of its names came into the index. */
    private static Path members(Path data, Path folder) throws IOException {
        Path file = folder.resolve("members.csv");
        List<String> rows = new ArrayList<>(List.of("symbol,sector,from"));
        for (Map<String, String> row : read(data.resolve("oracle/portfolio/universe-80.csv"))) {
            String symbol = row.get("symbol");
            String from = symbol.equals("TSLA") ? "2020-12-21" : symbol.equals("PLTR") ? "2024-09-23" : "";
            rows.add(symbol + "," + row.get("sector") + "," + from);
        }
        Files.write(file, rows);
        return file;
    }

    static List<String> differences(Path oracle, Path out) throws IOException {
        List<String> found = new ArrayList<>();
        compare(
                "trade",
                read(oracle.resolve("trades.csv.gz")),
                read(out.resolve("executions.csv")),
                List.of("date", "symbol", "side", "shares"),
                List.of("price", "commission"),
                MONEY,
                found);
        compareEquity(read(oracle.resolve("nav.csv.gz")), read(out.resolve("equity.csv")), found);
        compareRankings(read(oracle.resolve("rankings.csv.gz")), read(out.resolve("rankings.csv")), found);
        compare(
                "refused",
                readIfThere(oracle.resolve("refused.csv.gz")),
                read(out.resolve("refused.csv")),
                List.of("date", "symbol", "limit"),
                List.of(),
                0,
                found);
        compare(
                "cancelled",
                readIfThere(oracle.resolve("cancelled.csv.gz")),
                read(out.resolve("cancelled.csv")),
                List.of("date", "symbol", "shares", "reason", "decided"),
                List.of(),
                0,
                found);
        return found;
    }

    private static void compareEquity(
            List<Map<String, String>> oracle, List<Map<String, String>> ours, List<String> found) {
        Map<String, Map<String, String>> byDay = new LinkedHashMap<>();
        ours.forEach(row -> byDay.put(row.get("session"), row));
        for (Map<String, String> row : oracle) {
            Map<String, String> day = byDay.get(row.get("date"));
            if (day == null
                    || isOff(row.get("nav"), day.get("equity"), MONEY)
                    || isOff(row.get("cash"), day.get("cash"), MONEY)) {
                found.add("equity: " + row + " and not " + day);
                return;
            }
        }
    }

    static void compareRankings(List<Map<String, String>> oracle, List<Map<String, String>> ours, List<String> found) {
        Map<String, String> first = oracle.get(0);
        if (first.containsKey("rank")) {
            List<Map<String, String>> ranked =
                    ours.stream().filter(row -> !row.get("rank").isEmpty()).toList();
            compare("ranking", oracle, ranked, List.of("date", "symbol", "rank"), List.of("score"), SCORE, found);
        } else if (first.containsKey("z")) {
            compare("ranking", oracle, ours, List.of("date", "symbol", "state"), List.of("z"), SCORE, found);
        } else if (first.containsKey("event")) {
            compare("ranking", oracle, ours, List.of("date", "symbol", "event"), List.of(), SCORE, found);
        } else {
            compare("ranking", oracle, ours, List.of("date", "symbol", "selected"), List.of("sharpe30"), SCORE, found);
        }
    }

    static void compare(
            String what,
            List<Map<String, String>> oracle,
            List<Map<String, String>> ours,
            List<String> texts,
            List<String> numbers,
            double tolerance,
            List<String> found) {
        for (int i = 0; i < Math.max(oracle.size(), ours.size()); i++) {
            Map<String, String> a = i < oracle.size() ? oracle.get(i) : Map.of();
            Map<String, String> b = i < ours.size() ? ours.get(i) : Map.of();
            boolean same = !a.isEmpty()
                    && !b.isEmpty()
                    && texts.stream().allMatch(key -> a.get(key).equals(b.get(key)))
                    && numbers.stream().noneMatch(key -> isOff(a.get(key), b.get(key), tolerance));
            if (!same) {
                found.add(what + " " + i + " of " + oracle.size() + " and " + ours.size() + ": " + a + " and not " + b);
                return;
            }
        }
    }

    private static boolean isOff(String a, String b, double tolerance) {
        double value = Double.parseDouble(a);
        return Math.abs(value - Double.parseDouble(b))
                > tolerance * Math.max(1, tolerance < 1e-9 ? Math.abs(value) : 1);
    }

    static List<Map<String, String>> readIfThere(Path path) throws IOException {
        return Files.exists(path) ? read(path) : List.of();
    }

    static List<Map<String, String>> read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            String[] header = reader.readLine().split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], fields[i]);
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
