package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.LiveProcess;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code ringside sim-tws} refuses, and what it plays. */
class SimTwsCommandTest {
    private static final int RETURNS_MAX = 100;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /** 9:30 of 2025-05-21 in New York. */
    private static final long OPEN = 1_747_834_200;

    private static final String BARS = """
            datetime,open,high,low,close,volume
            2025-05-20 09:30:00,490,491,489,490.5,1000
            2025-05-21 09:30:00,500,501,499,500.5,1000
            2025-05-21 09:35:00,500.5,501,500,501,1000
            """;

    private static final String TRADES = """
            datetime,price,size
            2025-05-21 09:30:00.100,500.00,100
            2025-05-21 09:30:01.100,500.10,100
            """;

    private static final String QUOTES = """
            datetime,bid,ask,bid_size,ask_size
            2025-05-21 09:30:00.050,499.98,500.02,300,400
            """;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private void files() throws IOException {
        Files.writeString(folder.resolve("SPY.csv"), BARS);
        Files.writeString(folder.resolve("trades.csv"), TRADES);
        Files.writeString(folder.resolve("quotes.csv"), QUOTES);
    }

    private String[] arguments(String text) {
        return text.isBlank()
                ? new String[0]
                : text.replace("FOLDER", folder.toString()).split(" ", -1);
    }

    // ---- What is refused ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | give one of --bars, --ticks and --generate",
                "--generate QQQ --bars FOLDER/SPY.csv | give one of --bars, --ticks and --generate",
                "--generate QQQ --ticks FOLDER/trades.csv | give one of --bars, --ticks and --generate",
                "--generate QQQ --speed 0 | --speed 0.0: must be above 0",
                "--generate QQQ --speed NaN | --speed NaN: must be above 0",
                "--generate QQQ --to 2025-05-21 | give --day DAY, or --from DAY with or without --to DAY",
                "--generate QQQ --from 2025-05-21 --day 2025-05-21 | give --day DAY, or --from DAY with or without --to DAY",
                "--generate QQQ --day soon | --day soon: must be a day such as 2025-05-21",
                "--generate QQQ --from 2025-05-21 --to soon | --to soon: must be a day such as 2025-05-21",
                "--generate QQQ --from soon --to 2025-05-21 | --from soon: must be a day such as 2025-05-21",
                "--generate qqq | \"qqq\" is no ticker; give one such as QQQ",
                "--generate QQQ --cash lots | --cash lots: must be an amount such as 100000",
                "--generate QQQ --contract QQQ=x | --contract QQQ=x: must look like MSFT=272093",
                "--ticks SPY=FOLDER/quotes.csv | --ticks: there are quotes of [SPY], but no trades; give both",
                "--ticks SPY=FOLDER/trades.csv --ticks SPY=FOLDER/trades.csv | --ticks SPY=FOLDER/trades.csv: trades of"
                        + " SPY are given twice",
                "--ticks SPY=FOLDER/quotes.csv --ticks SPY=FOLDER/quotes.csv | --ticks SPY=FOLDER/quotes.csv: quotes of"
                        + " SPY are given twice",
            })
    void shouldRefuseWhatMakesNoSense(String arguments, String why) throws IOException {
        files();
        LiveProcess.Answer answer = LiveProcess.run(new SimTwsCommand(), arguments(arguments));
        assertEquals("ringside sim-tws: " + why.replace("FOLDER", folder.toString()) + "\n", answer.err());
        assertEquals(Commands.USAGE, answer.code());
        assertEquals("", answer.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--day 2025-05-22 | --day 2025-05-22: the data has no bars of it; the last day before is 2025-05-21",
                "--from 2025-05-22 | --from 2025-05-22: the data has no bars from it; choose other days",
                "--from 2025-05-21 --to 2025-05-20 | --from 2025-05-21: the data has no bars from it to 2025-05-20; choose"
                        + " other days",
            })
    void shouldRefuseDaysThatTheDataDoesNotHave(String arguments, String why) throws IOException {
        files();
        LiveProcess.Answer answer =
                LiveProcess.run(new SimTwsCommand(), arguments("--bars FOLDER/SPY.csv " + arguments));
        assertTrue(answer.err().endsWith("ringside sim-tws: " + why + "\n"), answer.err());
        assertEquals(Commands.USAGE, answer.code());
    }

    // ---- What is played -------------------------------------------------------------------------------------------

    /** The command on a thread of its own, which is interrupted in the end. */
    private final class Running implements AutoCloseable {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Thread thread;

        Running(String arguments) {
            PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
            String[] all = arguments(arguments);
            thread = new Thread(() -> {
                try {
                    new CommandLine(new SimTwsCommand())
                            .setOut(new PrintWriter(printed, true, StandardCharsets.UTF_8))
                            .setErr(new PrintWriter(printed, true, StandardCharsets.UTF_8))
                            .setExecutionExceptionHandler((thrown, line, parsed) -> 0)
                            .execute(all);
                } finally {
                    printed.flush();
                }
            });
            thread.start();
        }

        String said() {
            return out.toString(StandardCharsets.UTF_8);
        }

        int port() {
            String before = "listening on 127.0.0.1:";
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!said().contains(before) || !said().endsWith("\n")) {
                assertTrue(System.nanoTime() - deadline < 0 && thread.isAlive(), () -> "does not listen: " + said());
                LockSupport.parkNanos(200_000L);
            }
            String said = said();
            return Integer.parseInt(
                    said.substring(said.indexOf(before) + before.length()).strip());
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the time is where it stands: two real seconds before the open, at least ten and at most 300 there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bars FOLDER/SPY.csv | 10",
                "--bars FOLDER/SPY.csv --speed 50 | 100",
                "--bars FOLDER/SPY.csv --speed 1000 | 300",
                "--bars FOLDER/SPY.csv --day 2025-05-21 | 10",
                "--bars FOLDER/SPY.csv --day 2025-05-20 | 86410",
                "--bars FOLDER/SPY.csv --from 2025-05-20 | 86410",
                "--bars FOLDER/SPY.csv --from 2025-05-21 --to 2025-05-23 | 10",
                "--ticks SPY=FOLDER/trades.csv --ticks SPY=FOLDER/quotes.csv | 10",
                "--generate QQQ --day 2025-05-21 | 10",
            })
    void shouldStandBeforeTheOpenOfTheDayThatIsPlayed(String arguments, long beforeOpen) throws Exception {
        files();
        try (Running running = new Running(arguments);
                SocketClient client = SocketClient.started(running.port(), 7)) {
            client.send("49", "1");
            assertEquals("49|1|" + (OPEN - beforeOpen), client.next());
        }
    }

    @Test
    void shouldPlayTheAccountThatIsGivenAndTellItsFaultsInTheEnd() throws Exception {
        files();
        Path faults = Files.writeString(folder.resolve("faults.txt"), "DROPPED_REQUEST every=1\n");
        Path log = folder.resolve("log.jsonl");
        Running running =
                new Running("--bars FOLDER/SPY.csv --account DU7654321 --cash 5000.50 --contract SPY=12 --faults "
                        + faults + " --log " + log);
        try (SocketClient client = SocketClient.started(running.port(), 7)) {
            client.send("62", "1", "3", "All", "NetLiquidation,AccountType");
            client.send("49", "1");
            client.send("3", "what is this?");
            client.awaitStart("4|2|-1|320|");
        }
        running.close();
        assertTrue(running.said().endsWith("\nDROPPED_REQUEST 2\n"), running.said());
        List<String> lines = Files.readAllLines(log);
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("\"in\",\"fields\":[\"62\",\"1\",\"3\",\"All\"")),
                lines::toString);
    }

    @Test
    void shouldAnswerForItsAccount() throws Exception {
        files();
        try (Running running = new Running("--bars FOLDER/SPY.csv --account DU7654321 --cash 5000.50");
                SocketClient client = SocketClient.started(running.port(), 7)) {
            client.send("62", "1", "3", "All", "NetLiquidation,AccountType");
            assertEquals("63|1|3|DU7654321|NetLiquidation|5000.50|USD", client.next());
            assertEquals("63|1|3|DU7654321|AccountType|INDIVIDUAL|", client.next());
        }
    }

    /** Between two days it restarts: connections end at 23:45, and who comes back finds the next morning. */
    @Test
    void shouldPlayDaysInARowWithTheNightsBetweenThem() throws Exception {
        files();
        try (Running running = new Running("--bars FOLDER/SPY.csv --from 2025-05-20 --speed 200000")) {
            int port = running.port();
            try (SocketClient client = SocketClient.started(port, 7)) {
                client.send(
                        "50", "3", "5", "756733", "SPY", "STK", "", "0", "", "", "SMART", "", "USD", "", "", "5",
                        "TRADES", "1", "");
                client.awaitStart("50|3|5|" + (OPEN - 86_400) + "|490");
                List<String> bars = new ArrayList<>();
                for (String message = client.next(); message != null; message = client.next()) {
                    bars.add(message);
                }
                assertTrue(bars.size() >= 59, bars.size() + "");
            }
            long told = 0;
            for (int i = 0; i < RETURNS_MAX && told == 0; i++) {
                told = toldSeconds(port);
            }
            assertTrue(told >= OPEN - 3_600, "told " + told);
        }
    }

    /** What a client that comes back is told; 0 if the next night has come meanwhile. */
    private static long toldSeconds(int port) {
        try (SocketClient client = SocketClient.started(port, 7)) {
            client.send("49", "1");
            List<String> all = client.awaitStart("49|1|");
            return Long.parseLong(all.get(all.size() - 1).substring(5));
        } catch (AssertionError | RuntimeException e) {
            return 0;
        }
    }

    /** A name of one letter is one, as any other is, and a contract is that of its own symbol. */
    @Test
    void shouldKnowContractsByTheNamesThatAreGiven() throws Exception {
        files();
        try (Running running = new Running("--bars F=FOLDER/SPY.csv --contract GE=7 --contract F=42");
                SocketClient client = SocketClient.started(running.port(), 7)) {
            client.send("9", "8", "5", "0", "F", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "", "");
            String[] details = client.next().split("\\|", -1);
            assertEquals(List.of("F", "42"), List.of(details[2], details[12]));
        }
    }

    @Test
    void shouldPlayQuotesBesideTheirTrades() throws Exception {
        files();
        try (Running running = new Running(
                        "--ticks SPY=FOLDER/trades.csv --ticks SPY=FOLDER/quotes.csv --ticks QQQ=FOLDER/trades.csv"
                                + " --speed 100000");
                SocketClient client = SocketClient.started(running.port(), 7)) {
            client.send(
                    "1", "11", "9", "756733", "SPY", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "0",
                    "0", "");
            client.awaitStart("1|6|9|1|499.98|300|1");
            client.awaitStart("1|6|9|2|500.02|400|1");
            client.awaitStart("1|6|9|4|500.0|100|0");
        }
    }
}
