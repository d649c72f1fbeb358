package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them. */
class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234567.891 | 2 | 1,234,567.89 | +1,234,567.89",
                "-1234.5 | 1 | -1,234.5 | -1,234.5",
                "0 | 2 | 0.00 | 0.00",
                "-0.004 | 2 | 0.00 | 0.00",
                "-0.006 | 2 | -0.01 | -0.01",
                "-0.4 | 0 | 0 | 0",
                "-10 | 0 | -10 | -10",
                "0.004 | 2 | 0.00 | +0.00",
                "NaN | 2 | n/a | n/a",
                "Infinity | 2 | n/a | n/a"
            })
    void shouldTellANumber(double value, int decimals, String number, String change) {
        assertEquals(number, Text.number(value, decimals));
        assertEquals(change, Text.change(value, decimals));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trades | 12.4 | 12",
                "final_equity | 1234.567 | 1,234.57",
                "net_profit | -0.001 | 0.00",
                "cagr_pct | 12.345 | 12.35 %",
                "cagr_pct | NaN | n/a",
                "sharpe | 1.23456 | 1.235",
                "sharpe | NaN | n/a"
            })
    void shouldTellAFigureAsItsNameAsks(String key, double value, String text) {
        assertEquals(text, Text.figure(key, value));
    }

    @Test
    void shouldTellAShareInPercent() {
        assertEquals("52.2 %", Text.share(0.5219));
        assertEquals("-100.0 %", Text.share(-1));
        assertEquals("n/a", Text.share(Double.NaN));
    }

    /** Names to the left, figures to the right, nothing behind the last. */
    @Test
    void shouldLineUpATable() {
        assertEquals(
                """
                name    a  bcd
                one    12    3
                three   4
                """,
                Text.table(List.of(List.of("name", "a", "bcd"), List.of("one", "12", "3"), List.of("three", "4", ""))));
        assertEquals("x\nyy\n", Text.table(List.of(List.of("x"), List.of("yy"))));
    }

    @ParameterizedTest
    @CsvSource({
        "out/backtest/journal, backtest",
        "out/backtest, backtest",
        "out/backtest/., backtest",
        "/, session",
        "/journal, session"
    })
    void shouldNameAStudyAfterItsFolder(String path, String name) {
        assertEquals(name, Text.fileName(Path.of(path)));
    }
}
