package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped mean reversion for a thousand dollars on made bars, against the same rules in plain Python: {@code
 * perf/src/main/peers/small_account.py} made the files. Days on which nobody has a bar, a stock that is delisted far below its
 * average, one that never moves, two that are the same, and a fifth fund that is wanted while four are held.
 */
class SmallAccountTest {
    @TempDir
    Path folder;

    @Test
    void shouldTradeRefuseAndCancelAsPlainPythonDoes() throws IOException, URISyntaxException {
        Path given = Path.of(Objects.requireNonNull(SmallAccountTest.class.getResource("/small-account"))
                .toURI());
        Path out = folder.resolve("out");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/mean-reversion-small.conf"),
                "--bars",
                given.resolve("bars.csv.gz"),
                "--universe",
                given.resolve("universe.csv"),
                "--from",
                "2023-01-03",
                "--to",
                "2023-09-29",
                "--equity",
                "1000",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(List.of(), OracleRun.differences(given, out));
    }
}
