package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that no one here wrote, installed by npm, trades a day with the simulated TWS. */
class StoqeyIT {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "stoqey");
    private static final List<String> SET = List.of(
            "MKT",
            "STP-GTC",
            "bracket1-parent-LMT",
            "bracket2-takeprofit-LMT",
            "bracket3-stoploss-STP",
            "MOO",
            "MOC",
            "LOC",
            "TRAIL",
            "LMT-OCA-outsideRth",
            "LMT-whatIf");

    @Test
    void shouldServeAClientFromElsewhereWhenItTradesTheOrderSet() throws IOException, InterruptedException {
        install();
        Path log = Files.createTempFile(FOLDER, "frames", ".jsonl");
        SimSettings settings = Scene.settings(Scene.flat("190.00", 78))
                .account("DU0000001")
                .firstOrderId(1001)
                .messagesPerSecondMax(50)
                .log(log);
        String summary;
        try (SimulatedTws tws = SimulatedTws.start(settings)) {
            Process process = new ProcessBuilder("node", "check.js", Integer.toString(tws.port()))
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals("open", out.readLine());
                tws.advanceTo(Scene.at("09:31"));
                assertEquals("close", out.readLine());
                tws.advanceTo(Scene.at("16:00:01"));
                summary = out.readLine();
                assertTrue(process.waitFor(20, TimeUnit.SECONDS));
                assertEquals(0, process.exitValue());
            } finally {
                process.destroyForcibly();
            }
            assertEquals(200, tws.shares("AAPL"));
        }
        assertEquals(
                "{\"firstId\":1001,\"accounts\":\"DU0000001\",\"netLiquidation\":\"100000.00\",\"contract\":\"APPLE INC\","
                        + "\"executed\":[\"1001 BOT 100@190 t1\",\"1003 BOT 100@190 br\",\"1006 BOT 100@190 moo\","
                        + "\"1007 SLD 100@190 moc\"],\"asked\":3,\"commissions\":7,\"position\":200,"
                        + "\"whatIf\":[\"PreSubmitted\",3750,1],\"errors\":[\"399 1001\",\"399 1002\",\"399 1003\","
                        + "\"399 1007\",\"399 1008\",\"399 1009\",\"202 1002\",\"162 9004\",\"202 1008\",\"202 1009\","
                        + "\"202 1004\",\"202 1005\",\"202 1010\"]}",
                summary);
        checkFrames(Files.readAllLines(log));
        Files.delete(log);
    }

    @Test
    void shouldBeUnderstoodAtEveryServerVersionWhenFramesAreDecodedElsewhere()
            throws IOException, InterruptedException {
        install();
        Path frames = Files.createTempFile(FOLDER, "versions", ".jsonl");
        StringBuilder lines = new StringBuilder();
        for (int version = SimSettings.SERVER_VERSION_MIN; version <= SimSettings.SERVER_VERSION_MAX; version++) {
            for (Reply reply : CapturedRepliesTest.replies(version)) {
                lines.append("{\"version\":").append(version).append(",\"fields\":[\"");
                lines.append(String.join("\",\"", reply.fields())).append("\"]}\n");
            }
        }
        Files.writeString(frames, lines);
        Process process = new ProcessBuilder(
                        "node", "decode.js", frames.getFileName().toString())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String decoded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), decoded);
        assertEquals(Files.readString(SOURCE.resolve("decoded.txt")), decoded);
        Files.delete(frames);
    }

    /** The orders arrived as the same client wrote them when it was captured. */
    private static void checkFrames(List<String> lines) {
        List<String> orders = lines.stream()
                .filter(line -> line.contains("\"direction\":\"in\",\"fields\":[\"3\","))
                .toList();
        for (int i = 0; i < SET.size(); i++) {
            String fields = String.join("\",\"", Capture.fields("out-stoqey-placeOrder-" + SET.get(i)));
            assertTrue(orders.get(i).contains("\"fields\":[\"" + fields + "\"]"), SET.get(i) + ": " + orders.get(i));
        }
    }

    private static void install() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version"), "skipped: node is not installed");
        assumeTrue(runs("npm", "--version"), "skipped: npm is not installed");
        Files.createDirectories(FOLDER);
        for (String name : Arrays.asList("package.json", "check.js", "decode.js")) {
            Files.copy(SOURCE.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean installed = Files.isDirectory(FOLDER.resolve("node_modules").resolve("@stoqey"))
                || runs("npm", "install", "--no-package-lock", "--no-audit", "--no-fund");
        assumeTrue(installed, "skipped: npm cannot install @stoqey/ib");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            if (Files.isDirectory(FOLDER)) {
                builder.directory(FOLDER.toFile());
            }
            Process process = builder.start();
            return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
