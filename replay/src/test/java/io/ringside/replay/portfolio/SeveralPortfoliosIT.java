package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.replay.CommandLine;
import io.ringside.replay.SharedData;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight portfolios in one account, several of which hold the same names, against the runs of an independent reference program
 * that traded each of them alone: each trade, ranking, refusal and the worth at the end are the same.
 */
class SeveralPortfoliosIT {
    /** Oracle run and configuration of each portfolio, with what the run sets. */
    private static final Map<String, List<String>> PORTFOLIOS = new TreeMap<>(Map.of(
            "crosses", List.of("S1a-golden-cross-ib", "golden-cross"),
            "reversion", List.of("S1b-mean-reversion-ib", "mean-reversion"),
            "sectors", List.of("S1c-rotation-3m-top3-ib", "sector-rotation", "variant=three-months"),
            "sectors-code", List.of("S1c-rotation-code-top4-ib", "sector-rotation", "variant=code"),
            "gem", List.of("S1d-dual-momentum-gem-ib", "dual-momentum", "variant=gem"),
            "gem-code", List.of("S1d-dual-momentum-code-ib", "dual-momentum", "variant=code"),
            "clenow", List.of("S2-clenow-shared-ib", "clenow"),
            "groups", List.of("S4-daily-rebalancer-ib", "rebalancer")));

    /** Those that are given a universe. */
    private static final List<String> UNIVERSES = List.of("reversion", "clenow");

    @TempDir
    Path folder;

    @Test
    void shouldTradeEachPortfolioAsTheReferenceTradesItAlone() throws IOException {
        Path data = SharedData.file("bars-daily").getParent();
        Path config = folder.resolve("eight.conf");
        Files.writeString(config, together());
        Path out = folder.resolve("out");
        String universe = data.resolve("oracle/portfolio/universe-80.csv").toString();
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--bars",
                data.resolve("bars-daily/us-2020-2025.csv.gz"),
                "--universe",
                "reversion=" + universe,
                "--universe",
                "clenow=" + universe,
                "--from",
                "2020-07-27",
                "--to",
                "2024-06-28",
                "--equity",
                "800000",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("verified records="), outcome.out());
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, List<String>> one : PORTFOLIOS.entrySet()) {
            compare(data.resolve("oracle/portfolio").resolve(one.getValue().get(0)), one.getKey(), out, found);
        }
        assertEquals(List.of(), found);
    }

    private static void compare(Path oracle, String name, Path out, List<String> found) throws IOException {
        OracleRun.compare(
                name + " trade",
                OracleRun.read(oracle.resolve("trades.csv.gz")),
                of(name, out.resolve("executions.csv")),
                List.of("date", "symbol", "side", "shares"),
                List.of("price", "commission"),
                1e-6,
                found);
        List<Map<String, String>> rankings = of(name, out.resolve("rankings.csv"));
        rankings.forEach(row -> {
            row.put("z", row.get("score"));
            row.put("sharpe30", row.get("score"));
            row.put("event", row.get("reason"));
        });
        OracleRun.compareRankings(OracleRun.read(oracle.resolve("rankings.csv.gz")), rankings, found);
        OracleRun.compare(
                name + " cancelled",
                OracleRun.readIfThere(oracle.resolve("cancelled.csv.gz")),
                of(name, out.resolve("cancelled.csv")),
                List.of("date", "symbol", "shares", "reason", "decided"),
                List.of(),
                0,
                found);
        List<Map<String, String>> nav = OracleRun.read(oracle.resolve("nav.csv.gz"));
        Map<?, ?> summary = (Map<?, ?>) Json.read("summary", Files.readString(out.resolve("summary.json")));
        Map<?, ?> ours = (Map<?, ?>) ((Map<?, ?>) summary.get("portfolio")).get(name);
        assertEquals(100_000.0, ((Number) ours.get("equity_start")).doubleValue(), 1e-9);
        double equity = Double.parseDouble(nav.get(nav.size() - 1).get("nav"));
        if (Math.abs(equity - ((Number) ours.get("equity_end")).doubleValue()) > 1e-6) {
            found.add(name + ": is worth " + ours.get("equity_end") + " in the end and not " + equity);
        }
    }

    private static List<Map<String, String>> of(String name, Path file) throws IOException {
        return OracleRun.read(file).stream()
                .filter(row -> row.get("portfolio").equals(name))
                .toList();
    }

    /** The shipped configurations as portfolios of one, each with an eighth of the account. */
    private static String together() {
        Config config = ConfigFactory.empty();
        Map<String, ConfigObject> instruments = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> one : PORTFOLIOS.entrySet()) {
            Path file =
                    CommandLine.home().resolve("config").resolve(one.getValue().get(1) + ".conf");
            Config shipped = ConfigFactory.parseFile(file.toFile()).resolve();
            shipped.getObjectList("instruments")
                    .forEach(each -> instruments.put((String) each.get("symbol").unwrapped(), each));
            Config portfolio =
                    shipped.getConfig("portfolio").withValue("budget", ConfigValueFactory.fromAnyRef("0.125"));
            if (!UNIVERSES.contains(one.getKey())) {
                // Alone it chooses from all names that its configuration lists.
                portfolio = portfolio.withValue(
                        "universe",
                        ConfigValueFactory.fromIterable(shipped.getConfigList("instruments").stream()
                                .map(each -> each.getString("symbol"))
                                .toList()));
            }
            for (String set : one.getValue().subList(2, one.getValue().size())) {
                String[] pair = set.split("=", 2);
                portfolio = portfolio.withValue(pair[0], ConfigValueFactory.fromAnyRef(pair[1]));
            }
            config = config.withValue("portfolios.\"" + one.getKey() + "\"", portfolio.root())
                    .withFallback(shipped.withoutPath("portfolio").withoutPath("instruments"));
        }
        return config.withValue("instruments", ConfigValueFactory.fromIterable(instruments.values()))
                .root()
                .render(ConfigRenderOptions.concise());
    }
}
