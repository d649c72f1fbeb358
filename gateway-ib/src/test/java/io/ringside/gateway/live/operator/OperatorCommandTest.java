package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.LiveProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator's command line becomes at a daemon, which is played here, and what he reads. */
class OperatorCommandTest {
    @TempDir(factory = MemoryFolder.class)
    Path root;

    private LiveProcess.Answer run(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        String name = words.remove(0);
        words.addAll(0, List.of("--journal", root.toString()));
        return LiveProcess.run(OperatorCommand.of(name), words.toArray(String[]::new));
    }

    /** Runs a command before a daemon that answers; what the daemon was asked is added. */
    private LiveProcess.Answer asked(String line, String answer, List<String> asked) throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            CompletableFuture<LiveProcess.Answer> said = CompletableFuture.supplyAsync(() -> run(line));
            while (daemon.waiting().isEmpty() && !said.isDone()) {
                LockSupport.parkNanos(100_000L);
            }
            for (LiveFolder.Command command : daemon.waiting()) {
                asked.add((command.operator() + " " + command.note()).strip());
                daemon.answer(command, answer);
            }
            return said.get();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "halt lunch is long | HALT lunch is long",
                "halt --portfolio slow lunch | HALT --portfolio slow lunch",
                "resume --portfolio slow | RESUME --portfolio slow",
                "flatten | FLATTEN",
                "unlatch looked at | UNLATCH looked at",
                "adopt QQQ mine | ADOPT QQQ mine",
                "forget QQQ | FORGET QQQ",
                "close QQQ | CLOSE QQQ",
                "close --portfolio slow QQQ | CLOSE --portfolio slow QQQ",
                "cancel R20250620-7-0 | CANCEL R20250620-7-0",
                "silence 480 lunch | SILENCE 480 lunch",
                "silence 0 | SILENCE 0",
                "ack | ACKNOWLEDGE",
                "alarm-test now | ALARM_TEST now",
                "rebalance --live | REBALANCE",
                "rebalance --live why | REBALANCE why",
                "rebalance --live --force | REBALANCE --force",
                "rebalance --live --force why | REBALANCE --force why",
                "rebalance --live --portfolio slow --force why | REBALANCE --portfolio slow --force why",
            })
    void shouldAskWhatItSaysAndPrintTheAnswer(String line, String wanted) throws Exception {
        List<String> asked = new ArrayList<>();
        LiveProcess.Answer answer = asked(line, "done as record 7", asked);
        assertEquals(List.of(wanted), asked);
        assertEquals(new LiveProcess.Answer(0, "done as record 7\n", ""), answer);
    }

    @Test
    void shouldExitWithOneWhereItIsRefused() throws Exception {
        assertEquals(
                new LiveProcess.Answer(1, "refused: not now\n", ""),
                asked("resume", "refused: not now", new ArrayList<>()));
    }

    @Test
    void shouldSetTheFlagAndAskTheDaemonToKill() throws Exception {
        List<String> asked = new ArrayList<>();
        LiveProcess.Answer answer = asked("kill enough", "killed", asked);
        assertEquals(List.of("KILL enough"), asked);
        assertEquals("kill flag set: nothing is entered until ringside unlatch\nkilled\n", answer.out());
        assertEquals(0, answer.code());
        assertEquals("enough", new LiveFolder(root).killFlag().note());
    }

    @Test
    void shouldSetTheFlagWhereNoDaemonRuns() throws Exception {
        Files.createFile(root.resolve("daemon.lock"));
        LiveProcess.Answer answer = run("kill enough");
        assertEquals(
                new LiveProcess.Answer(
                        1,
                        "kill flag set: nothing is entered until ringside unlatch\n",
                        "ringside kill: no daemon runs in " + root
                                + "; its positions keep their stops at the broker\n"),
                answer);
        assertTrue(new LiveFolder(root).isKilled());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close | SYMBOL is missing; give the symbol, such as QQQ",
                "adopt | SYMBOL is missing; give the symbol, such as QQQ",
                "forget | SYMBOL is missing; give the symbol, such as QQQ",
                "cancel | ORDER is missing; ringside orders lists them",
                "silence | MINUTES is missing; give 1 to 480, or 0 to end it",
                "silence 481 | MINUTES 481: must be 0 to 480",
                "silence soon | MINUTES soon: must be 0 to 480",
                "flatten --timeout-ms=-1 | --timeout-ms -1: must be 1 to 3600000, in milliseconds",
                "flatten --timeout-ms=0 | --timeout-ms 0: must be 1 to 3600000, in milliseconds",
                "kill --timeout-ms=9223372036854775807 | --timeout-ms 9223372036854775807: must be 1 to 3600000, in milliseconds",
            })
    void shouldAskNothingThatMakesNoSense(String line, String why) {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            LiveProcess.Answer answer = run(line);
            assertTrue(answer.err().endsWith(": " + why + "\n"), answer.err());
            assertEquals(2, answer.code());
            assertEquals("", answer.out());
            assertEquals(List.of(), daemon.waiting());
        }
    }

    @Test
    void shouldNameTheOperatorOfACommand() {
        assertEquals("close", OperatorCommand.of("close").toString());
    }
}
