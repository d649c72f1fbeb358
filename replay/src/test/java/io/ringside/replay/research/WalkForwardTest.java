package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.report.SessionEquity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choosing on the past and trading what follows. */
class WalkForwardTest {
    private static final MarketTape TAPE = Tapes.of("2023-01-03", "2023-12-29", 2);
    private static final List<String> GRID = List.of("risk.atr-multiple=4,8,12");

    @TempDir
    Path folder;

    @Test
    void shouldNeverTestOnWhatItTrainedOn() {
        for (boolean anchored : new boolean[] {false, true}) {
            List<WalkForward.Span> spans = WalkForward.spans(3, 250, 100, 30, anchored, 4);
            assertEquals(5, spans.size());
            int next = 107;
            for (WalkForward.Span span : spans) {
                assertEquals(next, span.testFrom());
                assertEquals(span.testFrom() - 4, span.trainTo());
                assertEquals(anchored ? 3 : span.trainTo() - 100, span.trainFrom());
                next = span.testTo();
            }
            assertEquals(250, next);
        }
        assertThrows(UserError.class, () -> WalkForward.spans(0, 100, 100, 30, false, 0));
    }

    @Test
    void shouldStitchTheFoldsWithoutAGap() {
        WalkForward walk = walk(2);
        List<SessionEquity> days = walk.days(TAPE);
        int first = walk.folds().get(0).span().testFrom();
        assertEquals(TAPE.sessions() - first, days.size());
        for (int i = 0; i < days.size(); i++) {
            assertEquals(TAPE.sessionDay(first + i), days.get(i).epochDay());
            assertTrue(days.get(i).benchmarkE8() > 0);
        }
        assertEquals(
                days.get(days.size() - 1).equityE8() / 1e8,
                walk.summary(walk.days(TAPE), 0).number("final_equity"),
                1e-6);
    }

    @Test
    void shouldNotDependOnTheNumberOfThreads() {
        WalkForward one = walk(1);
        WalkForward two = walk(2);
        assertEquals(
                one.summary(one.days(TAPE), 0).json(),
                two.summary(two.days(TAPE), 0).json());
        assertEquals(one.days(TAPE), two.days(TAPE));
    }

    /** The future of a fold does not reach its choice. */
    @Test
    void shouldChooseTheSameWhenTheFutureIsOther() {
        Grid grid = Grid.of(Tapes.config("qqq.conf"), GRID);
        List<WalkForward.Span> spans = WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0);
        MarketTape other = TAPE.alteredFrom(TAPE.sessionStart(spans.get(0).testFrom()), 9);
        WalkForward mine = walk(1);
        WalkForward theirs = WalkForward.of(
                Tapes.data(other, Tapes.config("qqq.conf")),
                grid,
                spans,
                Objective.of("sharpe", List.of()),
                new CoreEngine(1),
                done -> {});
        assertEquals(
                mine.folds().get(0).chosen().digest(),
                theirs.folds().get(0).chosen().digest());
        assertEquals(
                mine.folds().get(0).inSample().figure("sharpe"),
                theirs.folds().get(0).inSample().figure("sharpe"));
    }

    @Test
    void shouldTradeNothingWhenNoSetMeetsTheConstraints() {
        Config config = Tapes.config("qqq.conf");
        WalkForward walk = WalkForward.of(
                Tapes.data(TAPE, config),
                Grid.of(config, GRID),
                WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0),
                Objective.of("sharpe", List.of("trades > 1000000")),
                new CoreEngine(1),
                done -> {});
        assertNull(walk.folds().get(0).chosen());
        assertEquals(0, walk.trades().size());
        assertEquals(100_000, walk.summary(walk.days(TAPE), 0).number("final_equity"));
        assertFalse(walk.summary(walk.days(TAPE), 0).json().contains("NaN"));
    }

    @Test
    void shouldWriteTheFilesOfABackTest() throws IOException {
        Path out = folder.resolve("walk");
        CommandLine.Outcome outcome = CommandLine.run(
                new WalkForwardCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-06-28",
                "--grid",
                "risk.atr-multiple=4,8",
                "--train",
                "60d",
                "--test",
                "20d",
                "--purge",
                "1",
                "--anchored",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(0, CommandLine.run(new ReportCommand(), out).code());
        for (String file : List.of("folds.csv", "summary.json", "walk-forward.html", "equity.csv")) {
            assertFalse(Files.readString(out.resolve(file)).contains("NaN"), file);
        }
        CommandLine.Outcome mistake = CommandLine.run(
                new WalkForwardCommand(), "--grid", "risk.leverage=1,2", "--train", "soon", "--test", "20d");
        assertEquals(2, mistake.code());
        assertTrue(mistake.err().contains("--train soon"), mistake.err());
    }

    private static WalkForward walk(int threads) {
        Config config = Tapes.config("qqq.conf");
        return WalkForward.of(
                Tapes.data(TAPE, config),
                Grid.of(config, GRID),
                WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0),
                Objective.of("sharpe", List.of()),
                new CoreEngine(threads),
                done -> {});
    }
}
