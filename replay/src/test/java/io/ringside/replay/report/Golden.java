package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Made-up trades and equity, and their figures as numpy and pandas compute them (golden.py beside them). */
final class Golden {
    static final long START_E8 = 2_500_000_000_000L;

    private Golden() {}

    static Path file(String name) {
        try {
            return Path.of(Golden.class.getResource("/report/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Figures by name; NaN where undefined. */
    static Map<String, Double> expected() {
        Map<String, Double> expected = new LinkedHashMap<>();
        try (var table = CsvTable.open(file("expected.csv"))) {
            while (table.next()) {
                expected.put(table.text("name"), table.isEmpty("value") ? Double.NaN : table.number("value"));
            }
        }
        return expected;
    }

    static void assertClose(String name, double expected, double actual) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(actual), name + ": undefined, but " + actual);
        } else {
            assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)), name);
        }
    }
}
