package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trade log that the strategy's author published, from the first day on that there are bars for. */
class PublishedRulesIT {
    private static final String FROM = "2025-05-21";

    @TempDir
    Path folder;

    @Test
    void shouldReproduceThePublishedTradeLogToTheShareAndTheCent() throws IOException {
        Path bars = SharedData.file("bars-5min/QQQ.csv.gz");
        Path published = SharedData.file("oracle/published-trades.csv");
        Path out = folder.resolve("out");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq-published.conf"),
                "--bars",
                "QQQ=" + bars,
                "--trade-from",
                FROM,
                "--equity",
                "479315.99",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());

        List<String> expected = new ArrayList<>();
        for (Map<String, String> row : rows(published)) {
            if (row.get("entry_date").compareTo(FROM) >= 0) {
                expected.add(String.join(
                        " ",
                        row.get("entry_date").replace(' ', 'T'),
                        row.get("exit_date").replace(' ', 'T'),
                        price(row.get("entry_price")),
                        price(row.get("exit_price")),
                        row.get("shares"),
                        row.get("exit_reason"),
                        price(row.get("pnl"))));
            }
        }
        List<String> actual = new ArrayList<>();
        for (Map<String, String> row : rows(out.resolve("trades.csv"))) {
            actual.add(String.join(
                    " ",
                    row.get("signal_bar"),
                    row.get("exit_bar"),
                    price(row.get("entry_price")),
                    price(row.get("exit_price")),
                    row.get("quantity"),
                    row.get("exit_reason"),
                    price(row.get("pnl"))));
        }
        assertEquals(23, expected.size());
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    private static String price(String text) {
        return FixedPoint.format(FixedPoint.parse(text));
    }

    private static List<Map<String, String>> rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        String[] names = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
