package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.CorporateActions.Read;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory.Change;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of corporate actions says, row by row. */
class CorporateActionsTest {
    private static final String HEADER = "symbol,ex_date,ratio,dividend,delisting,new_symbol\n";
    private static final List<Instrument> TWO = List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB"));

    @TempDir
    Path folder;

    @Test
    void shouldSortByDayAndKindWhenRowsComeInAnyOrder() throws IOException {
        Path file = write(HEADER + "BBB,2022-08-26,,,12.5,\n" + " aaa ,2022-08-25,3/2,0.31,,\n"
                + "bbb,2022-08-25,,,,meta\n" + "BBB,2022-08-25,4,,,\n" + "AAA,2022-08-24,1,,,\nAAA,2022-08-23,,0,,\n");
        int day = day("2022-08-25");
        assertEquals(
                List.of(
                        new Action(day, 0, CorporateAction.SPLIT, 3, 2, 0),
                        new Action(day, 1, CorporateAction.SPLIT, 4, 1, 0),
                        new Action(day, 0, CorporateAction.DIVIDEND, 0, 0, 31_000_000),
                        Action.renamed(day, 1, "META"),
                        new Action(day + 1, 1, CorporateAction.DELISTING, 0, 0, 1_250_000_000)),
                CorporateActions.read(file, TWO, Integer.MIN_VALUE));
    }

    /** What happens to an instrument happens to it under the ticker of the evening before. */
    @Test
    void shouldNameAnInstrumentByItsTickerOfTheDayBefore() {
        int day = day("2022-08-26");
        Instrument renamed = Instrument.usEquity(0, "B")
                .renamed("C", List.of(new Change(day - 1, "A", "B"), new Change(day, "B", "C")));
        Read read = new Read(
                List.of(Action.renamed(day, 0, "C"), new Action(day + 1, 0, CorporateAction.SPLIT, 2, 1, 0)),
                List.of());
        assertEquals(
                List.of(
                        "B 2022-08-26: symbol change to C, after the last bar",
                        "C 2022-08-27: split 2/1, after the last bar"),
                read.until(day - 1, List.of(renamed)).leftOut());
    }

    @Test
    void shouldTellWhatIsLeftOutWhenItIsOfOthersBeforeOrAfter() throws IOException {
        Path file = write(HEADER + "AAA,2022-08-24,2,,,\n" + "AAA,2022-08-25,3,,,\n" + "ZZZ,2022-08-25,,0.5,,\n"
                + "ZZZ,2022-08-25,,,7,\n" + "BBB,2022-08-26,,,,CCC\n" + "BBB,2022-08-27,1/8,,,\n");
        Read read = CorporateActions.readWith(file, TWO, day("2022-08-25"));
        List<String> before = List.of(
                "AAA 2022-08-24: split 2/1, before the first bar",
                "ZZZ 2022-08-25: dividend 0.50, which is not traded here",
                "ZZZ 2022-08-25: delisting 7.00, which is not traded here");
        assertEquals(before, read.leftOut());
        assertEquals(3, read.actions().size());
        Read until = read.until(day("2022-08-25"), TWO);
        assertEquals(List.of(new Action(day("2022-08-25"), 0, CorporateAction.SPLIT, 3, 1, 0)), until.actions());
        assertEquals(
                List.of(
                        before.get(0),
                        before.get(1),
                        before.get(2),
                        "BBB 2022-08-26: symbol change to CCC, after the last bar",
                        "BBB 2022-08-27: split 1/8, after the last bar"),
                until.leftOut());
        assertEquals(
                3,
                read.until(day("2022-08-27"), TWO).actions().size(),
                "what happens on the last bar's own day is heard");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 4, 1",
        "1.5, 3, 2",
        "3/2, 3, 2",
        "3:2, 3, 2",
        "6/4, 3, 2",
        "1/8, 1, 8",
        "0.125, 1, 8",
        "1/0.5, 2, 1",
        "5000, 5000, 1",
        "1/5000, 1, 5000",
        "1000000/999999, 1000000, 999999",
        "0.999999, 999999, 1000000",
        "1e3, 1000, 1",
        "2.000000000000, 2, 1"
    })
    void shouldReadARatioAsAnExactFraction(String text, long numerator, long denominator) throws IOException {
        Path file = write(HEADER + "AAA,2022-08-25," + text + ",,,\n");
        assertEquals(
                List.of(new Action(day("2022-08-25"), 0, CorporateAction.SPLIT, numerator, denominator, 0)),
                CorporateActions.read(file, TWO, Integer.MIN_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AAA,2022-08-25,5001,,, | column ratio: \"5001\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,1/5001,,, | column ratio: \"1/5001\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,1000001/999999,,, | column ratio: \"1000001/999999\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,999999/1000001,,, | column ratio: \"999999/1000001\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,0,,, | column ratio: \"0\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,-2/-1,,, | column ratio: \"-2/-1\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,1/0,,, | column ratio: \"1/0\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,4/2/1,,, | column ratio: \"4/2/1\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,four,,, | column ratio: \"four\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,2e99999,,, | column ratio: \"2e99999\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                "AAA,2022-08-25,,-0.01,, | column dividend: \"-0.01\": give money a share, 0 or more",
                "AAA,2022-08-25,,much,, | column dividend: \"much\": give money a share such as 0.31",
                "AAA,2022-08-25,,,-1, | column delisting: \"-1\": give money a share, 0 or more",
                "AAA,25.08.2022,2,,, | column ex_date: \"25.08.2022\": give a day such as 2022-08-25",
                "AAA,2022-08-25,,,,a+ticker | column new_symbol: \"a+ticker\": is no ticker such as META",
                "AAA,2022-08-25,,,, | says neither ratio, dividend, delisting nor new_symbol; give one of them",
                "ZZZ,2022-08-25,,,, | says neither ratio, dividend, delisting nor new_symbol; give one of them"
            })
    void shouldNameLineColumnAndRemedyWhenARowIsWrong(String row, String expected) throws IOException {
        Path file = write(HEADER + "AAA,2022-08-24,2,,,\n" + row + "\n");
        UserError error = assertThrows(UserError.class, () -> CorporateActions.read(file, TWO, Integer.MIN_VALUE));
        assertEquals(file + " line 3 " + expected, error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/0",
                "0/1",
                "-1",
                "-1/-1",
                "-5000/-1",
                "-1/-5000",
                "2/-1",
                "-1/2",
                "2.0000000000000",
                "1000001/1000000",
                "1000000/1000001"
            })
    void shouldRefuseWhatIsNoRatioOfShares(String text) throws IOException {
        Path file = write(HEADER + "AAA,2022-08-25," + text + ",,,\n");
        assertEquals(
                file + " line 2 column ratio: \"" + text
                        + "\": give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most 5000 to 1",
                assertThrows(UserError.class, () -> CorporateActions.read(file, TWO, Integer.MIN_VALUE))
                        .getMessage());
    }

    /** The smallest sum of money is one; none is a dividend that is not paid. */
    @Test
    void shouldReadTheSmallestDividend() throws IOException {
        Path file = write(HEADER + "AAA,2022-08-25,,0.00000001,,\nAAA,2022-08-26,,0,,\nAAA,2022-08-27,,,0,\n");
        assertEquals(
                List.of(
                        new Action(day("2022-08-25"), 0, CorporateAction.DIVIDEND, 0, 0, 1),
                        new Action(day("2022-08-27"), 0, CorporateAction.DELISTING, 0, 0, 0)),
                CorporateActions.read(file, TWO, Integer.MIN_VALUE));
    }

    @Test
    void shouldRefuseASecondActionOfAKindWhenBothAreOfOneDay() throws IOException {
        Path file = write(HEADER
                + "AAA,2022-08-25,2,0.1,,\nBBB,2022-08-25,2,0.1,,\nAAA,2022-08-26,2,,,\nAAA,2022-08-25,,0.2,,\n");
        assertEquals(
                file + " line 5 says a second dividend of that symbol on that day; remove one of both rows",
                assertThrows(UserError.class, () -> CorporateActions.read(file, TWO, Integer.MIN_VALUE))
                        .getMessage());
    }

    @Test
    void shouldRefuseAFileWhenItHasNoHeader() throws IOException {
        Path empty = write("");
        assertEquals(
                empty + ": is empty; it needs a header symbol,ex_date,ratio and rows",
                assertThrows(UserError.class, () -> CorporateActions.readAll(empty))
                        .getMessage());
        Path dayless = write("symbol,ratio\nAAA,2\n");
        String told = assertThrows(UserError.class, () -> CorporateActions.read(dayless, TWO, 0))
                .getMessage();
        assertEquals(
                dayless + " line 1 has no column ex_date among [symbol, ratio]; the header needs symbol,ex_date,ratio",
                told);
        Path ticker = write("ticker,date,ratio\nA+B,2022-08-25,2\n");
        assertEquals(
                ticker + " line 2 column ticker: \"A+B\": is no ticker such as AAPL or BRK.B",
                assertThrows(UserError.class, () -> CorporateActions.readAll(ticker))
                        .getMessage());
    }

    @Test
    void shouldReadEverySymbolByItselfWhenAllAreWanted() throws IOException {
        Path file = write("ticker,date,dividend\nBBB,2022-08-25,0.5\nAAA,2022-08-26,0.1\nbbb,2022-08-24,0.25\n");
        assertEquals(
                "{AAA=[Action[day=19230, instrumentId=0, kind=DIVIDEND, numerator=0, denominator=0, moneyE8=10000000]],"
                        + " BBB=[Action[day=19228, instrumentId=0, kind=DIVIDEND, numerator=0, denominator=0, moneyE8=25000000],"
                        + " Action[day=19229, instrumentId=0, kind=DIVIDEND, numerator=0, denominator=0, moneyE8=50000000]]}",
                CorporateActions.readAll(file).toString());
    }

    @Test
    void shouldNameTheFileWhenItsChangesOfTickersContradict() throws IOException {
        Path file = write(
                "symbol,ex_date,new_symbol,ratio\nFB,2022-06-09,META,\nMVRS,2022-06-09,META,\nAAA,2022-06-09,,2\n");
        UserError error = assertThrows(UserError.class, () -> CorporateActions.symbols(file));
        assertEquals(
                file + ": ", error.getMessage().substring(0, file.toString().length() + 2));
        Path good = write("symbol,ex_date,new_symbol,ratio\nFB,2022-06-09,META,\nAAA,2022-06-09,,2\n");
        CorporateActions.symbols(good);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("actions.csv"), text);
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }
}
