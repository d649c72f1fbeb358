package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vendor's numbers are taken for, and which are none. */
class AnswerReaderTest {
    private static final int DAY = (int) LocalDate.of(2024, 2, 1).toEpochDay();

    private final AnswerReader daily = new AnswerReader("AA", BarSpec.parse("1d"), DAY, DAY + 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,11,9,10,5 | 1000000000 1000000000",
                "10,10,10,10,0 | 1000000000 1000000000",
                "10.000000005,11,9,10.000000015,5.9 | 1000000000 1000000002",
                "90000000,90000000,0.00000001,1,9007199254740992 | 9000000000000000 100000000",
                "10,11,9,8,5 | 2024-02-01: open 10.00, high 11.00, low 9.00, close 8.00 is no bar",
                "8,11,9,10,5 | 2024-02-01: open 8.00, high 11.00, low 9.00, close 10.00 is no bar",
                "12,11,9,10,5 | 2024-02-01: open 12.00, high 11.00, low 9.00, close 10.00 is no bar",
                "10,11,9,12,5 | 2024-02-01: open 10.00, high 11.00, low 9.00, close 12.00 is no bar",
                "90000000.00000001,1,1,1,1 | 2024-02-01: open 90000000.00000001 is no price",
                "1,0.000000004,1,1,1 | 2024-02-01: high 0.000000004 is no price",
                "1,1,0,1,1 | 2024-02-01: low 0 is no price",
                "1,1,1,-1,1 | 2024-02-01: close -1 is no price",
                "1,1,1,1,-0.1 | 2024-02-01: volume -0.1 is none",
                "1,1,1,1,9007199254740993 | 2024-02-01: volume 9007199254740993 is none",
                "1,x,1,1,1 | 2024-02-01: high is no number",
                "1,1,1,1,x | 2024-02-01: volume is no number"
            })
    void shouldTakeABarForWhatItIs(String bar, String expected) throws VendorFailure {
        Object[] fields = new Object[5];
        String[] texts = bar.split(",", -1);
        for (int i = 0; i < 5; i++) {
            fields[i] = texts[i].equals("x") ? texts[i] : new BigDecimal(texts[i]);
        }
        if (expected.startsWith("2024")) {
            VendorFailure failure = assertThrows(
                    VendorFailure.class, () -> daily.bar(DAY, fields[0], fields[1], fields[2], fields[3], fields[4]));
            assertEquals("a wrong answer: " + expected, failure.getMessage());
        } else {
            daily.bar(DAY, fields[0], fields[1], fields[2], fields[3], fields[4]);
            assertEquals(List.of(DAY + " " + expected), rows(daily));
        }
    }

    @Test
    void shouldTakeWantedDaysAloneAndTellOfThoseWithoutASession() throws VendorFailure {
        for (int day = DAY - 1; day <= DAY + 2; day++) {
            bar(daily, day, 10);
        }
        assertEquals(2, rows(daily).size());
        assertEquals(
                List.of("AA 2024-02-03: there is no session on that day"),
                daily.answer().leftOut());
        bar(daily, DAY, 10);
        assertEquals(2, rows(daily).size(), "the same bar again");
        assertEquals(
                "a wrong answer: 2024-02-01: two bars that differ",
                assertThrows(VendorFailure.class, () -> bar(daily, DAY, 11)).getMessage());
    }

    /** The regular session begins at 14:30, the extended one at 9:00. */
    @Test
    void shouldTakeBarsWithinTheDayByTheirInstant() throws VendorFailure {
        AnswerReader five = new AnswerReader("AA", BarSpec.FIVE_MINUTES, DAY, DAY);
        for (String time : List.of("14:30:00", "09:00:00", "08:55:00")) {
            five.bar(Instant.parse("2024-02-01T" + time + "Z"), one(), one(), one(), one(), one());
        }
        assertEquals(
                List.of("AA 2024-02-01T03:55:00-05:00: lies in no session"),
                five.answer().leftOut());
        BarRows rows = five.answer().rows();
        assertEquals(2, rows.size());
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        assertEquals(BarRows.timeOf(calendar.openNanos(DAY)), rows.time(1));
        daily.bar(Instant.parse("2024-02-02T02:00:00Z"), one(), one(), one(), one(), one());
        assertEquals(List.of(DAY + " 100000000 100000000"), rows(daily), "the day in New York");
        assertEquals(
                "a wrong answer: 1960-01-01T00:00:00Z is outside the exchange's calendar",
                assertThrows(
                                VendorFailure.class,
                                () -> five.bar(
                                        Instant.parse("1960-01-01T00:00:00Z"), one(), one(), one(), one(), one()))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 1 | split 4/1",
                "1 | 8 | split 1/8",
                "1.5 | 1 | split 3/2",
                "0.3333333 | 1 | split 1/3",
                "0.333333 | 1 | is none of three",
                "1.001 | 1 | split 1001/1000",
                "1 | 1 | ''",
                "2 | 2 | ''",
                "1.0004999 | 1 | is no fraction",
                "0 | 1 | a split of 0 for 1",
                "1 | -1 | a split of 1 for -1"
            })
    void shouldTakeAFactorForTheFractionThatItStandsFor(BigDecimal above, BigDecimal below, String expected)
            throws VendorFailure {
        if (expected.startsWith("split") || expected.isEmpty()) {
            daily.split(DAY, above, below);
            assertEquals(
                    expected.isEmpty() ? List.of() : List.of(expected),
                    daily.answer().actions().stream().map(Action::words).toList());
        } else {
            String told = assertThrows(VendorFailure.class, () -> daily.split(DAY, above, below))
                    .getMessage();
            assertEquals(
                    "a wrong answer: 2024-02-01: "
                            + (expected.startsWith("is")
                                    ? "a split of " + above + " for 1 is no fraction that is used"
                                    : expected),
                    told);
        }
    }

    @Test
    void shouldTakeDividendsAndTickersAndRefuseOthers() throws VendorFailure {
        daily.dividend(DAY, BigDecimal.ZERO);
        daily.dividend(DAY, new BigDecimal("0.31"));
        daily.symbolChange(DAY, "AA");
        daily.symbolChange(DAY, "NEW");
        assertEquals(
                List.of("dividend 0.31", "symbol change to NEW"),
                daily.answer().actions().stream().map(Action::words).toList());
        refused("2024-02-01: dividend is no number", () -> daily.dividend(DAY, "0.31"));
        refused("2024-02-01: new symbol n/a is no ticker", () -> daily.symbolChange(DAY, "n/a"));
        assertEquals(DAY, daily.day("2024-02-01T05:00:00Z"));
        assertEquals(DAY, daily.day("2024-02-01"));
        refused("2024-2-1 is no day", () -> daily.day("2024-2-1"));
        refused("2024-02-30 is no day", () -> daily.day("2024-02-30"));
        refused("7 is no day", () -> daily.day(7));
        refused("noon is no time", () -> daily.instant("noon"));
        assertEquals(List.of(), AnswerReader.list(null));
        assertEquals(List.of(1), AnswerReader.list(List.of(1)));
        refused("a list is expected and not {}", () -> AnswerReader.list(Map.of()));
        refused("an object is expected and not []", () -> AnswerReader.object(List.of()));
    }

    private static void refused(String what, org.junit.jupiter.api.function.Executable act) {
        VendorFailure failure = assertThrows(VendorFailure.class, act);
        assertEquals("a wrong answer: " + what, failure.getMessage());
    }

    private static BigDecimal one() {
        return BigDecimal.ONE;
    }

    private static void bar(AnswerReader reader, int day, int price) throws VendorFailure {
        BigDecimal e = BigDecimal.valueOf(price);
        reader.bar(day, e, e, e, e, e);
    }

    private static List<String> rows(AnswerReader reader) {
        BarRows rows = reader.answer().rows();
        return java.util.stream.IntStream.range(0, rows.size())
                .mapToObj(i -> rows.time(i) + " " + rows.openE8(i) + " " + rows.closeE8(i))
                .toList();
    }
}
