package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a back test says of corporate actions beside bars that close at 100 on 1 and 2 July, and at 50 on 3 July 2025. */
class BacktestActionsTest {
    private static final String LOOK =
            "; look at the ratio; if the prices are adjusted already, leave the split away: it counts twice";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QQQ,2025-07-03,2,, | ''",
                "QQQ,2025-07-03,3/2,, | warning: QQQ: its prices do not move on 2025-07-03 as by a split 3/2, new shares for old ones",
                "QQQ,2025-07-02,2,, | ''",
                "QQQ,2025-07-01,4,, | ''",
                "QQQ,2025-07-03,1.01,, | ''",
                "QQQ,2025-07-02,,0.5, | ''",
                "QQQ,2025-07-07,2,, | warning: @: has no action of [QQQ] from 2025-07-01 to 2025-07-03",
                "SPY,2025-07-02,2,, | warning: @: has no action of [QQQ] from 2025-07-01 to 2025-07-03"
            })
    void shouldWarnOfASplitThatPricesDoNotShow(String action, String expected) throws IOException {
        Path actions = actions(action);
        CommandLine.Outcome outcome = run(actions);
        assertEquals(0, outcome.code(), outcome.err());
        List<String> warnings = outcome.err()
                .lines()
                .filter(line -> line.startsWith("warning: QQQ: its") || line.contains("has no action"))
                .toList();
        String told = expected.replace("@", actions.toString());
        assertEquals(expected.isEmpty() ? List.of() : List.of(told.contains(" as by ") ? told + LOOK : told), warnings);
    }

    @Test
    void shouldRefuseBarsOfWhatIsDelisted() throws IOException {
        CommandLine.Outcome last = run(actions("QQQ,2025-07-03,,,7"));
        assertEquals(0, last.code(), last.err());
        Files.move(folder.resolve("out"), folder.resolve("before"));
        CommandLine.Outcome outcome = run(actions("QQQ,2025-07-02,,,7"));
        assertEquals(2, outcome.code(), outcome.out());
        assertEquals(
                "ringside backtest: QQQ: is delisted on 2025-07-02 by the corporate actions, and its data goes on after"
                        + " that; take one of both away\n",
                outcome.err());
        assertTrue(Files.notExists(folder.resolve("out")));
    }

    private Path actions(String row) throws IOException {
        return Files.writeString(
                folder.resolve("actions.csv"), "symbol,ex_date,ratio,dividend,delisting\n" + row + "\n");
    }

    private CommandLine.Outcome run(Path actions) throws IOException {
        StringBuilder bars = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (String day : List.of("2025-07-01", "2025-07-02", "2025-07-03")) {
            String price = day.equals("2025-07-03") ? ",50,50,50,50,100\n" : ",100,100,100,100,100\n";
            for (int minute = 30; minute < 60; minute += 5) {
                bars.append(day).append(" 09:").append(minute).append(":00").append(price);
            }
        }
        Path file = Files.writeString(folder.resolve("QQQ.csv"), bars);
        return CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--bars",
                file,
                "--actions",
                actions,
                "--out",
                folder.resolve("out"));
    }
}
