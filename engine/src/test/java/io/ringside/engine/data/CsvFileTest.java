package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of a field, exactly, and what is said of rows that are no good. */
class CsvFileTest {
    @TempDir
    Path folder;

    /** Rounded half to even at 1e-8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "512.34 | 51234000000",
                "0.00000001 | 1",
                "0.000000015 | 2",
                "0.000000025 | 2",
                "0.0000000250 | 2",
                "0.00000002500 | 2",
                "0.0000000250000001 | 3",
                "0.000000024999 | 2",
                "0.0000000349 | 3",
                "0.000000026 | 3",
                "0.0000000205 | 2",
                "1.234567885 | 123456788",
                "1.234567895 | 123456790",
                "1e2 | 10000000000",
                "1.5E-8 | 2",
                "1.4e-8 | 1",
                "$12.5 | 1250000000",
                "\"1,234.5\" | 123450000000",
                "\"1,234,567\" | 123456700000000",
                "\"$1,234.5\" | 123450000000",
                "90000000 | 9000000000000000"
            })
    void shouldReadAPriceExactly(String field, long expectedE8) throws IOException {
        try (CsvFile file = at(field)) {
            assertEquals(expectedE8, file.priceE8(0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | a price is above 0",
                "-1 | a price is above 0",
                "0.000000004 | a price is above 0",
                "90000000.00000001 | a price is at most 90 million",
                "1.00000000x | give a decimal number such as 512.34",
                "1.0000000001x | give a decimal number such as 512.34",
                "twelve | give a decimal number such as 512.34",
                "\"1,234\" | give a decimal number such as 512.34",
                "\"1,23.5\" | give a decimal number such as 512.34",
                "100000000000 | the number is too large; at most 92233720368 can be held",
                "92233720368.54775808 | the number is too large; at most 92233720368 can be held",
                "$92233720368.54775807 | the number is too large; at most 92233720368 can be held",
                "$92233720368.54775806 | a price is at most 90 million",
                "1e99 | the number is too large; at most 92233720368 can be held"
            })
    void shouldSayWhatIsWrongWithAPrice(String field, String remedy) throws IOException {
        try (CsvFile file = at(field)) {
            String shown = field.replace("\"", "");
            assertEquals(
                    folder.resolve("a.csv") + " line 2 column price: \"" + shown + "\": " + remedy,
                    assertThrows(UserError.class, () -> file.priceE8(0)).getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "\"1,234\" | 123400000000",
                "12.5 | 1250000000",
                "-0.00000001 | -1",
                "-0.000000015 | -1",
                "-0.000000004 | 0"
            })
    void shouldReadSharesWithThousands(String field, long expectedE8) throws IOException {
        try (CsvFile file = at(field)) {
            if (expectedE8 >= 0) {
                assertEquals(expectedE8, file.sharesE8(0));
            } else {
                assertTrue(assertThrows(UserError.class, () -> file.sharesE8(0))
                        .getMessage()
                        .endsWith("\": a number of shares is 0 or above"));
            }
        }
    }

    /** Forty characters hold any number that is one; what is longer is none. */
    @Test
    void shouldReadANumberOfFortyCharacters() throws IOException {
        String forty = "1.5" + "0".repeat(37);
        try (CsvFile file = at("$" + forty)) {
            assertEquals(150_000_000, file.priceE8(0));
        }
        try (CsvFile file = at("$" + forty + "0")) {
            assertTrue(assertThrows(UserError.class, () -> file.priceE8(0))
                    .getMessage()
                    .endsWith("give a decimal number such as 512.34"));
        }
    }

    /** A field may be as long as a line. */
    @Test
    void shouldReadAFieldThatIsLongerThanItsBuffer() throws IOException {
        String comment = "x".repeat(40_000);
        try (CsvFile file = rows("abc," + comment + "\n" + comment + ",def\n")) {
            assertTrue(file.next());
            assertEquals("abc", file.row().field(0).toString());
            assertEquals(comment, file.row().field(1).toString());
            assertTrue(file.next());
            assertEquals(comment, file.row().field(0).toString());
            assertEquals("def", file.row().field(1).toString());
        }
    }

    /** By the first line that is none of empty ones, and nothing behind it. */
    @Test
    void shouldSeparateFieldsByWhatSeparatesThemInTheFirstLine() throws IOException {
        try (CsvFile file = open("\n\r\na,b,c\n1,2,x;y;z;u;v\n")) {
            assertEquals(',', file.separator());
        }
        try (CsvFile file = open("a;b;c\n1,0;2,0;3,0,0,0,0\n")) {
            assertEquals(';', file.separator());
        }
        try (CsvFile file = open("\"a,b,c\"|d\n")) {
            assertEquals('|', file.separator());
        }
    }

    @Test
    void shouldSayHowMuchOfAFileIsRead() throws IOException {
        try (CsvFile file = rows("1.25,x\n".repeat(100_000))) {
            assertTrue(file.next());
            assertTrue(file.progress() > 0 && file.progress() < 0.5, "" + file.progress());
            while (file.next()) {
                assertTrue(file.progress() <= 1);
            }
            assertEquals(1.0, file.progress());
        }
    }

    @Test
    void shouldReadWholeNumbersUpToTheirBound() throws IOException {
        try (CsvFile file = rows("0,\n9,\n10,\n11,\nx,\n1.0,\n999999999999999999,\n1000000000000000000,\n/,\n:,\n")) {
            for (String expected : List.of("0", "9", "10")) {
                file.next();
                assertEquals(Long.parseLong(expected), file.whole(0, 10));
            }
            file.next();
            assertEquals(
                    folder.resolve("a.csv") + " line 5 column price: \"11\": give a whole number from 0 to 10",
                    assertThrows(UserError.class, () -> file.whole(0, 10)).getMessage());
            file.next();
            assertThrows(UserError.class, () -> file.whole(0, 10));
            file.next();
            assertThrows(UserError.class, () -> file.whole(0, 10));
            file.next();
            assertEquals(999_999_999_999_999_999L, file.whole(0, Long.MAX_VALUE));
            for (int i = 0; i < 3; i++) {
                file.next();
                assertThrows(UserError.class, () -> file.whole(0, Long.MAX_VALUE));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "a, 10",
        "F, 15",
        "20000020, 536870944",
        "7fffffffffffffff, 9223372036854775807",
        "10000000000000000, -",
        "g, -",
        "x1, -"
    })
    void shouldReadSixteenHexadecimalDigits(String field, String expected) throws IOException {
        try (CsvFile file = at(field)) {
            if (expected.equals("-")) {
                assertTrue(assertThrows(UserError.class, () -> file.hexadecimal(0))
                        .getMessage()
                        .endsWith(": give the conditions as bits in hexadecimal, such as 20000020"));
            } else {
                assertEquals(Long.parseLong(expected), file.hexadecimal(0));
            }
        }
        try (CsvFile wide = at("\uff11")) {
            assertThrows(UserError.class, () -> wide.hexadecimal(0), "a full-width digit is none");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "null, true",
        "NaN, true",
        "None, true",
        "NA, true",
        "n/a, true",
        "-, true",
        "nans, false",
        "nulls, false",
        "0, false",
        "9, false",
        "1, false"
    })
    void shouldKnowTheWordsForNoValue(String field, boolean blank) throws IOException {
        try (CsvFile file = at(field)) {
            assertEquals(blank, file.isBlank(0));
        }
    }

    @Test
    void shouldTakeADecimalCommaWhereItIsTold() throws IOException {
        try (CsvFile file = open("price;x\n12,5;1\n12.5;1\n$1,5;1\n")) {
            file.setDecimalComma(true);
            assertEquals(';', file.separator());
            skipHeader(file);
            file.next();
            assertEquals(1_250_000_000, file.priceE8(0));
            file.next();
            assertTrue(assertThrows(UserError.class, () -> file.priceE8(0))
                    .getMessage()
                    .endsWith("has a point where other numbers of the file have a decimal comma"));
            file.next();
            assertThrows(UserError.class, () -> file.priceE8(0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"a,b;c,d ~ ,", "a;b;c,d ~ ;", "a|b|c,d ~ |", "\"a;b;c\",d ~ ,", "a ~ ,", "a;b,c ~ ,"})
    void shouldSeeWhatSeparatesFields(String header, char separator) throws IOException {
        try (CsvFile file = open("\n" + header + "\n1;2;3;4;5;6\n")) {
            assertEquals(separator, file.separator());
        }
    }

    @Test
    void shouldSkipAMarkOfByteOrderAndNothingElse() throws IOException {
        for (String mark : List.of("\ufeff", "", "\u00ef")) {
            try (CsvFile file = open(mark + "price\n1\n")) {
                assertTrue(file.next());
                assertEquals(
                        (mark.equals("\ufeff") ? "" : mark) + "price",
                        file.row().field(0).toString());
            }
        }
    }

    @Test
    void shouldCountLinesFromTheEndWhenReadBackwards() throws IOException {
        Path path = Files.writeString(folder.resolve("a.csv"), "title\nprice\n3\n2\n1\n");
        try (CsvFile file = CsvFile.openBackwards(DataPart.of(path), 2)) {
            StringBuilder told = new StringBuilder();
            while (file.next()) {
                told.append(file.line()).append(':').append(file.row().field(0)).append(' ');
            }
            assertEquals("1:title 2:price 5:1 4:2 3:3 ", told.toString());
            assertEquals(1.0, file.progress());
        }
    }

    @Test
    void shouldRefuseRowsOfAnotherShape() throws IOException {
        try (CsvFile file = open("a,b\n1,2\n1\n1,2,3\n" + ",".repeat(CsvRow.FIELDS_MAX - 1) + "\n"
                + ",".repeat(CsvRow.FIELDS_MAX) + "\n\"x\n")) {
            skipHeader(file);
            assertTrue(file.next());
            assertEquals(told(3, "has 1 fields where 2 are expected"), refusal(file::next));
            assertTrue(file.isReadable());
            assertEquals(told(4, "has 3 fields where 2 are expected"), refusal(file::next));
            assertEquals(told(5, "has " + CsvRow.FIELDS_MAX + " fields where 2 are expected"), refusal(file::next));
            assertEquals(
                    folder.resolve("a.csv") + " line 6 has " + (CsvRow.FIELDS_MAX + 1) + " fields; at most "
                            + CsvRow.FIELDS_MAX + " are read",
                    refusal(file::next));
            file.nextOfAnyShape();
        }
    }

    private String told(int line, String what) {
        return folder.resolve("a.csv") + " line " + line + " " + what
                + "; separate fields by commas, decimals by points";
    }

    @Test
    void shouldRefuseWhatIsNoReadableText() throws IOException {
        assertEquals(folder + ": is a folder; give a CSV file", refusal(() -> CsvFile.open(folder)));
        Path none = folder.resolve("none.csv");
        assertEquals(none + ": no such file", refusal(() -> CsvFile.open(none)));
        Path latin =
                Files.write(folder.resolve("a.csv"), "price\n1\nM\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1));
        try (CsvFile file = CsvFile.open(latin)) {
            assertEquals(latin + " line 3: is not UTF-8 text; convert the file", refusal(() -> {
                for (int row = 0; row < 3; row++) {
                    file.next();
                }
            }));
            assertFalse(file.isReadable());
        }
        assertEquals(
                latin + " line 3: is not UTF-8 text; convert the file",
                refusal(() -> CsvFile.openBackwards(DataPart.of(latin), 1)));
    }

    @Test
    void shouldShowAStrangersTextShortAndWithoutControlCharacters() {
        assertEquals("a?b?~ ?", CsvFile.shown("a\u001bb\u007f~ \u00e9"));
        assertEquals("x".repeat(48), CsvFile.shown("x".repeat(48)));
        assertEquals("x".repeat(48) + "...", CsvFile.shown("x".repeat(49)));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(UserError.class, act).getMessage();
    }

    private CsvFile at(String field) throws IOException {
        CsvFile file = rows(field + ",\n");
        assertTrue(file.next());
        return file;
    }

    private CsvFile rows(String rows) throws IOException {
        CsvFile file = open("price,other\n" + rows);
        skipHeader(file);
        return file;
    }

    private static void skipHeader(CsvFile file) {
        assertTrue(file.next());
        file.setColumns(CsvHeader.ofRow(file).all());
    }

    private CsvFile open(String text) throws IOException {
        return CsvFile.open(Files.writeString(folder.resolve("a.csv"), text));
    }
}
