package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.FixedPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Sixty hand-shaped bars and the columns that {@code golden.py} computed over them in exact fractions, and the bars that
 * single tests make up.
 */
final class Golden {
    private static final double TOLERANCE = 1e-12;
    private static final List<String[]> LINES = read();

    private Golden() {}

    /** The bars of the file. */
    static List<Bar> bars() {
        return LINES.subList(1, LINES.size()).stream()
                .map(cells -> bar(
                        Integer.parseInt(cells[0]), cells[1], cells[2], cells[3], cells[4], Long.parseLong(cells[5])))
                .toList();
    }

    /** A bar from texts of prices. */
    static Bar bar(int sessionDay, String open, String high, String low, String close, long volume) {
        Bar bar = new Bar();
        bar.at(0, 0, sessionDay, 0, 0);
        bar.prices(
                FixedPoint.parse(open), FixedPoint.parse(high), FixedPoint.parse(low), FixedPoint.parse(close), volume);
        return bar;
    }

    /** A bar without a range. */
    static Bar flat(String price) {
        return bar(0, price, price, price, price, 1);
    }

    /** The indicator after all these closes. */
    static <T extends Indicator> T over(T indicator, String... closes) {
        Arrays.stream(closes).map(Golden::flat).forEach(indicator::update);
        return indicator;
    }

    /** Checks the outputs against columns, and that the columns begin where the indicator says that it is warm. */
    static void check(Indicator indicator, String... columns) {
        assertEquals(columns.length, indicator.outputs());
        List<Bar> bars = bars();
        for (int i = 0; i < bars.size(); i++) {
            indicator.update(bars.get(i));
            for (int output = 0; output < columns.length; output++) {
                String cell = LINES.get(i + 1)[index(columns[output])];
                String place = columns[output] + ", bar " + (i + 1);
                assertEquals(i + 1 >= indicator.warmUp(), !cell.isEmpty(), "warm at " + place);
                if (!cell.isEmpty()) {
                    double expected = Double.parseDouble(cell);
                    assertEquals(expected, indicator.value(output), TOLERANCE * Math.max(1, Math.abs(expected)), place);
                }
            }
        }
    }

    /** Checks that two histories which agree in the last bars of the warm-up give the same values to the bit. */
    static void checkForgets(Indicator one, Indicator other) {
        for (int i = 0; i < 1000; i++) {
            one.update(bar(0, "0.01", 900 + i + ".37", "0.01", 500 + i + ".0003", i));
        }
        for (Bar bar : bars()) {
            one.update(bar);
            other.update(bar);
        }
        for (int output = 0; output < one.outputs(); output++) {
            assertEquals(
                    Double.doubleToLongBits(other.value(output)),
                    Double.doubleToLongBits(one.value(output)),
                    "output " + output);
        }
        assertTrue(bars().size() >= one.warmUp());
    }

    private static int index(String column) {
        int index = Arrays.asList(LINES.get(0)).indexOf(column);
        assertTrue(index >= 0, column);
        return index;
    }

    private static List<String[]> read() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Golden.class.getResourceAsStream("golden.csv"), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
