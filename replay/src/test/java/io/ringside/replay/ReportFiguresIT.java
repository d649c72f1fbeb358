package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every figure of a real run, as its files and its tear sheet tell it, against numpy's and pandas' (golden.py). */
class ReportFiguresIT {
    private static final String DATA = "<script type=\"application/json\" id=\"data\">";

    @TempDir
    Path folder;

    @Test
    void shouldAgreeWithNumpyOnTheRunByThePublishedRules() throws IOException {
        Path out = folder.resolve("out");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq-published.conf"),
                "--bars",
                "QQQ=" + SharedData.file("bars-5min/QQQ.csv.gz"),
                "--trade-from",
                "2025-05-21",
                "--equity",
                "479315.99",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        Map<String, BigDecimal> actual = figures(out);
        Map<String, String> expected = expected();
        assertTrue(expected.size() > 150, "only " + expected.size());
        expected.forEach((name, value) -> assertClose(name, value, actual));
    }

    private static void assertClose(String name, String expected, Map<String, BigDecimal> actual) {
        assertTrue(actual.containsKey(name), name);
        BigDecimal figure = actual.get(name);
        if (expected.isEmpty() || expected.equals("inf")) {
            assertEquals(null, figure, name);
        } else {
            double value = Double.parseDouble(expected);
            assertEquals(value, figure.doubleValue(), 1e-9 * Math.max(1, Math.abs(value)), name);
        }
    }

    /** As golden.py names them: the summary's keys, and the tear sheet's metrics with a prefix. */
    private static Map<String, BigDecimal> figures(Path out) throws IOException {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        String summary = Files.readString(out.resolve("summary.json"));
        ((Map<?, ?>) Json.read("summary.json", summary))
                .forEach((key, value) -> figures.put((String) key, value instanceof BigDecimal one ? one : null));
        String page = Files.readString(out.resolve("report.html"));
        int start = page.indexOf(DATA) + DATA.length();
        var data = (Map<?, ?>) Json.read("report.html", page.substring(start, page.indexOf("</script>", start)));
        for (Object one : (List<?>) data.get("metrics")) {
            var metric = (Map<?, ?>) one;
            figures.put("metric." + metric.get("name"), (BigDecimal) metric.get("value"));
            figures.put("benchmark." + metric.get("name"), (BigDecimal) metric.get("benchmark"));
        }
        return figures;
    }

    private static Map<String, String> expected() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        try (var in = ReportFiguresIT.class.getResourceAsStream("/report/expected-qqq-published.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line ->
                            expected.put(line.substring(0, line.indexOf(',')), line.substring(line.indexOf(',') + 1)));
        }
        return expected;
    }
}
