package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.data.BarFile.Prices;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four prices and the volume of a row, and how far they may lie beside each other. */
class BarPricesTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    /** A cent beside the range, or a millionth of the price if that is more, is a rounding. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,10.5,9.5,10.25,100 | 10.00 10.50 9.50 10.25 100",
                "10.51,10.5,9.5,10.25,100 | 10.51 10.51 9.50 10.25 100 rounded",
                "10.51000001,10.5,9.5,10.25,100 | open",
                "9.49,10.5,9.5,10.25,100 | 9.49 10.50 9.49 10.25 100 rounded",
                "9.48999999,10.5,9.5,10.25,100 | open",
                "10,10.5,9.5,10.51,100 | 10.00 10.51 9.50 10.51 100 rounded",
                "10,10.5,9.5,10.51000001,100 | close",
                "10,10.5,9.5,9.49,100 | 10.00 10.50 9.49 9.49 100 rounded",
                "10,10.5,9.5,9.48999999,100 | close",
                "50000.05,50000,49000,49500,7 | 50000.05 50000.05 49000.00 49500.00 7 rounded",
                "50000.06,50000,49000,49500,7 | open",
                "10,10,10,10,0 | 10.00 10.00 10.00 10.00 0",
                "10,9.99,10,10,1 | high",
                "10,10.5,9.5,10.25,100.75 | 10.00 10.50 9.50 10.25 100 0.75 cut"
            })
    void shouldReachToAPriceWhenItLiesARoundingBeside(String row, String expected) throws IOException {
        Path path = write("datetime,open,high,low,close,volume\n2025-05-12 09:30:00," + row + "\n");
        BarFile.Options options = BarFile.Options.fiveMinutes();
        if (expected.indexOf(' ') < 0) {
            String said =
                    assertThrows(UserError.class, () -> read(path, options)).getMessage();
            String[] fields = row.split(",", -1);
            String told = switch (expected) {
                case "open" -> "column open: \"" + fields[0] + "\": is outside low and high; correct or remove the row";
                case "close" ->
                    "column close: \"" + fields[3] + "\": is outside low and high; correct or remove the row";
                default -> "column high: \"" + fields[1] + "\": is below the low; correct or remove the row";
            };
            assertEquals(path + " line 2 " + told, said);
        } else {
            assertEquals(expected, read(path, options));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // All prices by the ratio of the adjusted close to the close, half to even at 1e-8, and 1e-8 at least.
                "100,110,90,100,50 | 50.00 55.00 45.00 50.00 9",
                "100,110,90,100,33.33333333333 | 33.33333333 36.66666667 30.00 33.33333333 9",
                "3,3,1,2,0.00000001 | 0.00000002 0.00000002 0.00000001 0.00000001 9",
                "3,3,0.00000001,2,0.00000001 | 0.00000002 0.00000002 0.00000001 0.00000001 9",
                "1,4,0,4,8 | 2.00 8.00 0.00 8.00 9",
                "1,4,0.00,4,4 | 1.00 4.00 0.00 4.00 9"
            })
    void shouldAdjustAllPricesWhenTheAdjustedOnesAreWanted(String prices, String expected) throws IOException {
        Path path = write("date,open,high,low,close,adj_close,volume\n2025-05-12," + prices + ",9\n");
        assertEquals(expected, read(path, daily(Prices.NAMES_ADJUSTED)).replaceAll(" \\(.*", ""));
    }

    @Test
    void shouldRefuseAdjustedPricesWhenThereAreNone() throws IOException {
        Path path = write("date,open,high,low,close\n2025-05-12,1,1,1,1\n");
        assertEquals(
                path + ": has no column adj_close, which data.prices = adjusted needs",
                assertThrows(UserError.class, () -> read(path, daily(Prices.NAMES_ADJUSTED)))
                        .getMessage());
    }

    @Test
    void shouldTakeALowOfZeroForNamesAlone() throws IOException {
        Path path = write("date,open,high,low,close,volume\n2025-05-12,1,4,0,4,3\n");
        assertEquals(
                path + " line 2 column low: \"0\": a price is above 0",
                assertThrows(UserError.class, () -> read(path, daily(Prices.TRADED)))
                        .getMessage());
    }

    private static BarFile.Options daily(Prices prices) {
        return BarFile.Options.fiveMinutes()
                .withSize(new BarSpec(BarSpec.Unit.SESSION, 1))
                .withPrices(prices);
    }

    private String read(Path path, BarFile.Options options) {
        try (BarFile file = BarFile.open(path, "QQQ", CALENDAR, options)) {
            file.next();
            String values = FixedPoint.format(file.openE8()) + " " + FixedPoint.format(file.highE8()) + " "
                    + FixedPoint.format(file.lowE8()) + " " + FixedPoint.format(file.closeE8()) + " " + file.volume();
            file.next();
            String line = file.report().orElseThrow().line();
            return values
                    + (line.endsWith("; 1 rows with a price a rounding beside high or low") ? " rounded" : "")
                    + (line.endsWith("; 1 volumes cut to whole shares, by 0.75 in all") ? " 0.75 cut" : "");
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("QQQ.csv"), text);
    }
}
