package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
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

/** The names of a universe, with sectors and days, from a file. */
class UniverseFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AAPL~ MSFT ~~BRK.B | [AAPL, MSFT, BRK.B]",
                "AAPL,IT,2020-01-02,2021-01-04~XOM,Energy~GE,,2019-01-01 | 'AAPL,IT,2020-01-02,2021-01-04; XOM,Energy; GE,,2019-01-01'",
                "symbol~AAPL | [AAPL]",
                "Ticker,Name,Sector~AAPL,Apple,IT~XOM,Exxon,Energy | 'AAPL,IT; XOM,Energy'",
                "from,to,SYMBOL~2020-01-02,,AAPL~,2021-01-04,XOM | 'AAPL,,2020-01-02; XOM,,,2021-01-04'",
                "symbol,sector~AAPL | [AAPL]"
            })
    void shouldReadNamesInAnyColumns(String text, String expected) throws IOException {
        Path file = write(text.replace('~', '\n'));
        assertEquals(
                expected.replace(", ", "; ").replaceAll("[\\[\\]]", ""), String.join("; ", UniverseFile.read(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AAPL~MSFT~AAPL | ' line 3: AAPL is listed twice; remove one'",
                "AAPL,IT,yesterday | ' line 1: yesterday is no day such as 2020-01-02'",
                "AAPL,IT,2021-01-05,2021-01-04 | ' line 1: AAPL leaves before it comes: AAPL,IT,2021-01-05,2021-01-04; swap the days'",
                "AAPL,IT,,,more | ' line 1: a name is symbol[,sector[,from[,to]]], such as AAPL,IT,2020-01-02, and not AAPL,IT,,,more'",
                "symbol,sectors~AAPL,IT | ' line 1: column sectors is unknown; known are symbol, sector, from, to'",
                "symbol,sector | ': has 0 names; give 1 to 4096'",
                "symbol,sector~,IT | ' line 2: a name is symbol[,sector[,from[,to]]], such as AAPL,IT,2020-01-02, and not ,IT'"
            })
    void shouldNameTheLineOfWhatIsWrong(String text, String expected) throws IOException {
        Path file = write(text.replace('~', '\n'));
        assertEquals(
                file + expected,
                assertThrows(UserError.class, () -> UniverseFile.read(file)).getMessage());
    }

    @Test
    void shouldTakeAsManyNamesAsAllowed() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4096; i++) {
            text.append('N').append(i).append('\n');
        }
        assertEquals(4096, UniverseFile.symbols(write(text.toString())).size());
        Path file = write(text + "ONE");
        assertEquals(
                file + ": has 4097 names; give 1 to 4096",
                assertThrows(UserError.class, () -> UniverseFile.read(file)).getMessage());
    }

    @Test
    void shouldRefuseWhatIsNoListOfText() throws IOException {
        Path none = folder.resolve("none");
        assertEquals(none + ": no such file", refusal(none));
        assertEquals(folder + ": cannot be read (Is a directory); give a list of names", refusal(folder));
        Path latin = Files.write(folder.resolve("latin"), "M\u00fcnchen".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + ": is not UTF-8 text; convert the file", refusal(latin));
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertEquals(large + ": is no list of names; it has more than 1048576 bytes", refusal(large));
        Files.write(large, "A\n".repeat(1 << 19).getBytes(StandardCharsets.US_ASCII));
        assertEquals(1 << 19, UniverseFile.lines(large, "names").size());
        Path marked = Files.writeString(folder.resolve("marked"), "\ufeffAAPL\n");
        assertEquals(List.of("AAPL"), UniverseFile.read(marked));
    }

    private static String refusal(Path file) {
        return assertThrows(UserError.class, () -> UniverseFile.lines(file, "names"))
                .getMessage();
    }

    @Test
    void shouldGiveEachPortfolioItsFile() throws IOException {
        Path file = write("AAPL,IT\nXOM");
        Config one = UniverseFile.into(
                ConfigFactory.parseString("portfolio { strategy = momentum, universe = [OLD] }"),
                List.of(file.toString()));
        assertEquals(List.of("AAPL,IT", "XOM"), one.getStringList("portfolio.universe"));
        assertEquals("momentum", one.getString("portfolio.strategy"));
        assertEquals(
                "--universe b: there is one portfolio; give one file",
                assertThrows(
                                UserError.class,
                                () -> UniverseFile.into(
                                        ConfigFactory.parseString("portfolio { strategy = momentum }"),
                                        List.of("a", "b")))
                        .getMessage());
        Config two =
                ConfigFactory.parseString("portfolios { one { strategy = momentum }, two-2 { strategy = momentum } }");
        Config given = UniverseFile.into(two, List.of("two-2=" + file, "one=" + file));
        assertEquals(List.of("AAPL,IT", "XOM"), given.getStringList("portfolios.one.universe"));
        assertEquals(List.of("AAPL,IT", "XOM"), given.getStringList("portfolios.two-2.universe"));
        for (String wrong : List.of("three=" + file, file.toString())) {
            assertEquals(
                    "--universe " + wrong + ": the portfolios are one, two-2; give --universe NAME=FILE",
                    assertThrows(UserError.class, () -> UniverseFile.into(two, List.of(wrong)))
                            .getMessage());
        }
    }

    @Test
    void shouldTellWhichFilesAreOneChosenPortfolios() {
        assertEquals(
                List.of("b", "c", "other=d"),
                UniverseFile.of("one", List.of("one", "two"), List.of("two=a", "one=b", "c", "other=d")));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("names.csv"), text);
    }
}
