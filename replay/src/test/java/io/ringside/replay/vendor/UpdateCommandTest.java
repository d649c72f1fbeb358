package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.report.Json;
import io.ringside.replay.store.UpdateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command asks a vendor for, says of it, and refuses. There are 32 sessions from 2 January to 15 February 2024. */
class UpdateCommandTest {
    @TempDir
    Path folder;

    private final VendorServer server = new VendorServer();
    private Path key;

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), "secret\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBringAStoreUpToDateAndSayWhatWasDone() {
        CommandLine.Outcome first = update("--names", "AA,BB", "--from", "2024-01-02", "--to", "2024-02-15");
        assertEquals(0, first.code(), first.err());
        assertEquals(
                "tiingo: 2 names, 64 bars new, 0 in gaps, 0 names failed, " + server.asked.size() + " requests\n",
                first.out());
        // Without names those of the store are asked for; a Saturday stands for the session before.
        CommandLine.Outcome more = update("--to", "2024-02-17", "--days", "45");
        assertEquals(0, more.code(), more.err());
        assertTrue(more.out().startsWith("tiingo: 2 names, 2 bars new, 0 in gaps, 0 names failed, "), more.out());
        CommandLine.Outcome again = update("--again", "AA", "--to", "2024-02-16", "--from", "2024-01-02", "--json");
        Map<?, ?> values = (Map<?, ?>) Json.read("update", again.out());
        assertEquals(
                "[source, names, added, filled, failed, requests, denied, told]",
                values.keySet().toString());
        assertEquals(
                "tiingo 2 0 0 0 null []",
                values.get("source") + " " + values.get("names") + " " + values.get("added") + " "
                        + values.get("filled") + " " + values.get("failed") + " " + values.get("denied") + " "
                        + values.get("told"));
    }

    @Test
    void shouldSayThatSomethingIsToBeLookedAtWhenAVendorTellsOfASplit() {
        server.action("AA", "2024-02-01,split,3,2");
        CommandLine.Outcome told = update("--names", "AA", "--from", "2024-01-02", "--to", "2024-02-15");
        assertEquals(1, told.code(), told.err());
        assertTrue(told.out().endsWith(" requests\n  AA 2024-02-01: split 3/2\n"), told.out());
    }

    @Test
    void shouldSayThatAKeyIsDenied() throws IOException {
        Files.writeString(key, "wrong");
        CommandLine.Outcome outcome = update("--names", "AA", "--from", "2024-01-02", "--to", "2024-02-15");
        assertEquals(1, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.out().startsWith("tiingo: 1 names, 0 bars new, 0 in gaps, 1 names failed, "), outcome.out());
        assertFalse(outcome.out().contains("wrong"), "a key is never told");
        assertEquals(
                2, outcome.out().lines().filter(line -> !line.startsWith("  ")).count(), outcome.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bar 5m | --bar 5m: tiingo has no such bars; give 1d",
                "--from 2024-01-02 --days 5 | --from and --days: give one of them",
                "--from 2024-02-16 --to 2024-02-15 | --from 2024-02-16: is after the last session, 2024-02-15",
                "--days 0 | --days 0: must be 1 to 20000",
                "--days 20001 | --days 20001: must be 1 to 20000",
                "--rate 0 | --rate 0: must be 1 to 100000",
                "--rate 100001 | --rate 100001: must be 1 to 100000",
                "--timeout 0 | --timeout 0: must be 1 to 3600",
                "--timeout 3601 | --timeout 3601: must be 1 to 3600",
                "--url http://example.com | --url http://example.com: must be https, since the key goes there; http is for this machine only",
                "--url ftp://localhost | --url ftp://localhost: must be https, since the key goes there; http is for this machine only",
                "--url https:/// | --url https:///: ",
                "--url ht{tp | --url ht{tp: is no address; give one such as https://",
                "--source other | --source other: must be one of tiingo, alpaca, massive; of Interactive Brokers use ringside fetch and ringside data import"
            })
    void shouldRefuseWhatMakesNoSense(String options, String expected) {
        CommandLine.Outcome outcome = update(options.split(" "));
        assertEquals(2, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(server.asked.isEmpty());
    }

    @Test
    void shouldAskForNamesWhenTheStoreHasNone() {
        CommandLine.Outcome outcome = update("--to", "2024-02-15");
        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err()
                        .contains(
                                "--universe: there are no names in the store yet; give --universe FILE or --names A,B"),
                outcome.err());
    }

    private CommandLine.Outcome update(String... options) {
        List<Object> line = new ArrayList<>(List.of("--data", folder.resolve("store"), "--key-file", key));
        line.addAll(List.of(options));
        if (!line.contains("--source")) {
            line.addAll(List.of("--source", "tiingo"));
        }
        if (!line.contains("--url")) {
            line.addAll(List.of("--url", server.address() + "//"));
        }
        if (!line.contains("--rate")) {
            line.addAll(List.of("--rate", "100000"));
        }
        return CommandLine.run(new UpdateCommand(), line.toArray());
    }

    /** Whoever goes by another symbol since is asked for under that one; a single day is an update too. */
    @Test
    void shouldAskForTheSymbolThatANameHasSince() throws IOException {
        Path actions = Files.writeString(
                folder.resolve("actions.csv"), "symbol,ex_date,new_symbol\nAA,2024-02-05,NEW\nZZ,2024-02-05,OTHER\n");
        assertEquals(
                0,
                CommandLine.run(
                                new io.ringside.replay.command.DataCommand(),
                                "import",
                                "--data",
                                folder.resolve("store"),
                                "--actions",
                                actions)
                        .code());
        CommandLine.Outcome outcome = update("--names", "AA", "--from", "2024-02-15", "--to", "2024-02-15");
        assertTrue(outcome.out().startsWith("tiingo: 2 names, "), outcome.out() + outcome.err());
        assertTrue(server.asked.stream().anyMatch(one -> one.contains("NEW")), server.asked::toString);
        assertTrue(server.asked.stream().noneMatch(one -> one.contains("OTHER")), server.asked::toString);
    }
}
