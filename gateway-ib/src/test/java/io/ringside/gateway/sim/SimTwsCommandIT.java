package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimTwsCommandIT {
    private static final String SPY = """
            datetime,open,high,low,close,volume
            2025-05-21 09:30:00,500,501,499,500.5,1000
            2025-05-21 09:35:00,500.5,501,500,501,1000
            """;

    private static final long OPEN_2024_03_05 = 1_709_649_000;

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryLineOfTheLogWhenTheProcessIsKilled() throws IOException, InterruptedException {
        Path log = folder.resolve("frames.jsonl");
        Path faults = Files.writeString(folder.resolve("faults.txt"), "ZERO_LENGTH_FRAME nth=1 message=49\n");
        Process process = start(
                "--generate",
                "QQQ",
                "--day",
                "2024-03-05",
                "--speed",
                "1000",
                "--account",
                "DU7654321",
                "--cash",
                "5000.50",
                "--faults",
                faults.toString(),
                "--log",
                log.toString());
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                SocketClient client = SocketClient.started(port(out), 7)) {
            client.send("49", "1");
            assertEquals("", client.next(), "the script's empty frame");
            assertEquals("49|1|1709648700", client.next());
            client.send("62", "1", "3", "All", "NetLiquidation,AccountType");
            assertEquals("63|1|3|DU7654321|NetLiquidation|5000.50|USD", client.next());
            assertEquals("63|1|3|DU7654321|AccountType|INDIVIDUAL|", client.next());
            client.awaitStart("64|1|3");
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"in\",\"fields\":[\"62\",\"1\",\"3\",\"All\"")));
        assertTrue(lines.get(lines.size() - 1).contains("\"out\",\"fields\":[\"64\",\"1\",\"3\"]"), lines::toString);
    }

    @Test
    void shouldTellItsFaultsWhenItIsEnded() throws IOException, InterruptedException {
        Path bars = Files.writeString(folder.resolve("SPY.csv"), SPY);
        Path faults = Files.writeString(folder.resolve("faults.txt"), "DROPPED_REQUEST every=1\n");
        Process process = start("--bars", bars.toString(), "--faults", faults.toString());
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                SocketClient client = SocketClient.started(port(out), 7)) {
            client.send("49", "1");
            client.send("49", "1");
            client.send("3", "what is this?");
            client.awaitStart("4|2|-1|320|");
            // Not process.destroy(), which closes its output as well.
            process.toHandle().destroy();
            assertEquals("DROPPED_REQUEST 2", out.readLine());
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Between two days it restarts: connections end at 23:45, and who comes back finds the next morning. */
    @Test
    void shouldPlayDaysInARowWithTheNightsBetweenThem() throws IOException, InterruptedException {
        Process process = start("--generate", "QQQ", "--from", "2024-03-05", "--to", "2024-03-06", "--speed", "200000");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int port = port(out);
            try (SocketClient client = SocketClient.started(port, 7)) {
                client.send(
                        "50",
                        "3",
                        "5",
                        "320227571",
                        "QQQ",
                        "STK",
                        "",
                        "0",
                        "",
                        "",
                        "SMART",
                        "",
                        "USD",
                        "",
                        "",
                        "5",
                        "TRADES",
                        "1",
                        "");
                client.awaitStart("50|3|5|" + OPEN_2024_03_05);
                String message = client.next();
                while (message != null) {
                    message = client.next();
                }
            }
            try (SocketClient client = SocketClient.started(port, 7)) {
                client.send("49", "1");
                List<String> all = client.awaitStart("49|1|");
                String told = all.get(all.size() - 1);
                long seconds = Long.parseLong(told.substring(5));
                assertTrue(seconds > OPEN_2024_03_05 + 15 * 3_600, told);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWhenTheCommandLineIs() throws IOException {
        Path bars = Files.writeString(folder.resolve("SPY.csv"), SPY);
        check("sim-tws: give one of --bars, --ticks and --generate");
        check("sim-tws: give one of --bars, --ticks and --generate", "--generate", "QQQ", "--bars", bars.toString());
        check(
                "sim-tws: --day 2025-05-22: the data has no bars of it",
                "--bars",
                bars.toString(),
                "--day",
                "2025-05-22");
        check("sim-tws: --day soon: must be a day", "--bars", bars.toString(), "--day", "soon");
        check("sim-tws: --cash lots: must be an amount", "--bars", bars.toString(), "--cash", "lots");
        check("sim-tws: account = me is not allowed", "--bars", bars.toString(), "--account", "me");
        check("sim-tws: --speed 0.0: must be above 0", "--bars", bars.toString(), "--speed", "0");
        check("sim-tws: \"qqq\" is no ticker", "--generate", "qqq");
        check("sim-tws: --contract SPY=x: must look like", "--bars", bars.toString(), "--contract", "SPY=x");
        check(
                "sim-tws: " + folder.resolve("no.txt") + ": cannot be read",
                "--bars",
                bars.toString(),
                "--faults",
                folder.resolve("no.txt").toString());
    }

    private static void check(String expected, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Commands.run(
                new SimTwsCommand(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(Commands.USAGE, code, said);
        assertTrue(said.contains(expected), said);
        assertEquals(1, said.lines().count(), said);
        assertFalse(said.contains("Exception:"), said);
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                SimTwsCommand.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(BufferedReader out) throws IOException {
        // What became of the rows of a file is said first.
        String line = out.readLine();
        while (line != null && !line.startsWith("listening on 127.0.0.1:")) {
            line = out.readLine();
        }
        assertNotNull(line, "it listens");
        return Integer.parseInt(line.substring(line.indexOf(':') + 1));
    }
}
