package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose file it is is told by one column, wherever that stands. */
class TellingColumnsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "something | plain",
                "barcount | ib",
                "transactions | polygon",
                "trade_count | alpaca",
                "divcash | tiingo",
                "adjopen | tiingo",
                "dividend_amount | alpha-vantage",
                "<tickvol> | metatrader",
                "adj close | yahoo",
                "adj_close | yahoo",
                "per | stooq",
                "openint | stooq",
                "n | plain",
                "vw | plain"
            })
    void shouldKnowAVendorByAColumnOfHis(String column, String format) throws IOException {
        String first = column + ",datetime,open,high,low,close,volume\n";
        String last = "datetime,open,high,low,close,volume," + column + "\n";
        StringBuilder before = new StringBuilder(first);
        StringBuilder after = new StringBuilder(last);
        for (int minute = 30; minute < 55; minute += 5) {
            String bar = "2025-05-21 09:" + minute + ":00,10.5,11,10,10.25,100";
            before.append("10.25,").append(bar).append('\n');
            after.append(bar).append(",10.25\n");
        }
        assertEquals(format, format(before.toString()), "in front");
        assertEquals(format, format(after.toString()), "at the end");
    }

    /** Both have one letter a column; Polygon's times are milliseconds. */
    @Test
    void shouldKnowPolygonsLettersByTheirTimes() throws IOException {
        StringBuilder polygon = new StringBuilder("n,vw,t,o,h,l,c,v\n");
        StringBuilder alpaca = new StringBuilder("vw,n,t,o,h,l,c,v\n");
        for (int bar = 0; bar < 5; bar++) {
            polygon.append("3,10.2,")
                    .append(1_747_834_200_000L + 300_000L * bar)
                    .append(",10.5,11,10,10.25,100\n");
            alpaca.append("10.2,3,2025-05-21T13:3").append(bar).append(":00Z,10.5,11,10,10.25,100\n");
        }
        assertEquals("polygon", format(polygon.toString()));
        assertEquals("alpaca", format(alpaca.toString()));
    }

    private String format(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), text);
        return DataCheck.of(file, null, ExchangeCalendar.usEquity(), Reading.asShown())
                .file()
                .format();
    }
}
