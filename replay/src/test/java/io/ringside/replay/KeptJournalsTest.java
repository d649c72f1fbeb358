package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.ArchiveCommand;
import io.ringside.replay.command.BackupCommand;
import io.ringside.replay.command.ResultsCommand;
import io.ringside.replay.command.SealCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.command.VerifyCommand;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.TradeFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing, archiving, backing up and bringing back a daemon's days. */
class KeptJournalsTest {
    private static final String PROOF = "verified records=670 events=668 decisions=45 "
            + "digest=d0c0b1610d67ac99ee9c7bf3dda8a46acd1afbefea299fd43385c31a6c716612";

    @TempDir
    Path temp;

    private Path live;

    @BeforeEach
    void threeDays() throws Exception {
        live = Files.createDirectory(temp.resolve("live"));
        Files.createFile(live.resolve("daemon.lock"));
        Files.writeString(live.resolve("order-ids-17"), "next-order-id 1001\n");
        Files.writeString(live.resolve("kill"), "lunch\n");
        for (String day : List.of("2025-06-18", "2025-06-19", "2025-06-20")) {
            golden(live.resolve(day));
        }
    }

    @Test
    void shouldTakeTheNewestDayOfADaemonsFolder() throws IOException {
        CommandLine.Outcome outcome = CommandLine.run(new VerifyCommand(), live);
        assertEquals(PROOF + "\n", outcome.out());
        Files.delete(live.resolve("2025-06-20/manifest"));
        Files.writeString(live.resolve("2025-06-19/manifest"), "no manifest");
        assertTrue(CommandLine.run(new VerifyCommand(), live).err().contains("2025-06-19"));
        assertEquals(
                0,
                CommandLine.run(new TailCommand(), live.resolve("2025-06-18")).code());
    }

    @Test
    void shouldKnowASealedDayThatWasChangedSince() throws IOException {
        Path key = temp.resolve("key");
        Path day = live.resolve("2025-06-18");
        assertEquals(
                0, CommandLine.run(new SealCommand(), "--new-key", key, day).code());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        CommandLine.Outcome sealed = CommandLine.run(new VerifyCommand(), "--key", key, day);
        assertEquals("sealed, " + PROOF + "\n", sealed.out());
        assertTrue(CommandLine.run(new SealCommand(), "--key", key, day).out().startsWith("was sealed already"));
        CommandLine.Outcome nothing = CommandLine.run(new SealCommand(), "--key", key);
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("a journal is missing: give the folder of each day to seal"), nothing.err());

        // Another journal that verifies, with the seal of this one: what a forger without the key can do.
        CommandLine.Outcome unsealed = CommandLine.run(new VerifyCommand(), "--key", key, live.resolve("2025-06-19"));
        assertEquals(2, unsealed.code());
        assertTrue(unsealed.err().contains("is not sealed"), unsealed.err());
        Path cycle = day.resolve("20240301F.cq4");
        Path file;
        try (Stream<Path> files = Files.list(day)) {
            file = files.filter(one -> one.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElse(cycle);
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            CommandLine.Outcome outcome = CommandLine.run(new VerifyCommand(), "--key", key, day);
            assertEquals(2, outcome.code());
            assertTrue(outcome.err().contains("is not what was sealed"), outcome.err());
        }
        Files.write(file, bytes);
        Path other = temp.resolve("other");
        CommandLine.run(new SealCommand(), "--new-key", other);
        assertEquals(
                2, CommandLine.run(new VerifyCommand(), "--key", other, day).code());
    }

    @Test
    void shouldNotSealUnderAKeyThatAnybodyHas() throws IOException {
        Path day = live.resolve("2025-06-18");
        Path inside = live.resolve("key");
        CommandLine.run(new SealCommand(), "--new-key", inside);
        assertTrue(
                CommandLine.run(new SealCommand(), "--key", inside, day).err().contains("among the journals"));
        Path open = temp.resolve("open");
        CommandLine.run(new SealCommand(), "--new-key", open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(CommandLine.run(new SealCommand(), "--key", open, day).err().contains("chmod 600"));
        Path brief = Files.writeString(temp.resolve("brief"), "secret");
        Files.setPosixFilePermissions(brief, PosixFilePermissions.fromString("rw-------"));
        assertTrue(CommandLine.run(new SealCommand(), "--key", brief, day).err().contains("has 6 bytes"));
        assertFalse(Files.exists(day.resolve("seal")));
    }

    @Test
    void shouldArchiveAllButTheNewestTwoAndBringADayBack() throws IOException {
        byte[] before = Files.readAllBytes(live.resolve("2025-06-18/manifest"));
        CommandLine.Outcome outcome = CommandLine.run(new ArchiveCommand(), live);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("2025-06-18.zip: " + PROOF), outcome.out());
        assertFalse(Files.exists(live.resolve("2025-06-18")));
        assertTrue(Files.isDirectory(live.resolve("2025-06-19")));
        assertEquals("", CommandLine.run(new ArchiveCommand(), live).out(), "there is nothing more to do");
        outcome = CommandLine.run(new ArchiveCommand(), live, "--unpack", "2025-06-18");
        assertTrue(outcome.out().endsWith(PROOF + "\n"), outcome.out());
        assertArrayEquals(before, Files.readAllBytes(live.resolve("archive/2025-06-18/manifest")));
        outcome = CommandLine.run(new ArchiveCommand(), live, "--keep", "2");
        assertEquals("", outcome.out(), "two days before the newest is not older than two days");
        Files.move(live.resolve("archive/2025-06-18.zip"), live.resolve("archive/2025-06-17.zip"));
        outcome = CommandLine.run(new ArchiveCommand(), live, "--keep", "2");
        assertTrue(outcome.out().startsWith("removed "), outcome.out());
        assertFalse(Files.exists(live.resolve("archive/2025-06-17.zip")));
    }

    @Test
    void shouldLeaveADayThatDoesNotVerify() throws IOException {
        Path file = live.resolve("2025-06-18/manifest");
        Files.writeString(file, "x", StandardOpenOption.APPEND);
        CommandLine.Outcome outcome = CommandLine.run(new ArchiveCommand(), live);
        assertEquals(1, outcome.code());
        assertTrue(outcome.out().startsWith("left " + live.resolve("2025-06-18")), outcome.out());
        assertTrue(Files.exists(file));
        assertFalse(Files.exists(live.resolve("archive/2025-06-18.zip")));
    }

    @Test
    void shouldBringBackAllThatADaemonGoesOnWith() throws IOException {
        Path backup = temp.resolve("backup.zip");
        CommandLine.Outcome outcome = CommandLine.run(new BackupCommand(), live, "--to", backup);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                2, CommandLine.run(new BackupCommand(), live, "--to", backup).code(), "nothing is overwritten");
        Path target = temp.resolve("restored");
        outcome = CommandLine.run(new BackupCommand.Restore(), backup, "--to", target);
        assertEquals("restored 3 days to " + target + "\n" + PROOF + "\n", outcome.out());
        for (String file : List.of("order-ids-17", "kill", "2025-06-18/manifest", "2025-06-20/manifest")) {
            assertArrayEquals(Files.readAllBytes(live.resolve(file)), Files.readAllBytes(target.resolve(file)), file);
            assertEquals(
                    Files.getLastModifiedTime(live.resolve(file)).toMillis() / 2_000,
                    Files.getLastModifiedTime(target.resolve(file)).toMillis() / 2_000);
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("2025-06-20/manifest"))));
        assertEquals(
                2,
                CommandLine.run(new BackupCommand.Restore(), backup, "--to", target)
                        .code());
        Path none = Files.writeString(temp.resolve("none.zip"), "no archive at all");
        assertEquals(
                2,
                CommandLine.run(new BackupCommand.Restore(), none, "--to", temp.resolve("x"))
                        .code());
    }

    @Test
    void shouldRestoreNothingOfWhatIsNoWholeBackup() throws IOException {
        Path backup = temp.resolve("backup.zip");
        CommandLine.run(new BackupCommand(), live, "--to", backup);
        byte[] whole = Files.readAllBytes(backup);
        Path target = temp.resolve("restored");
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(backup, changed);
        CommandLine.Outcome outcome = CommandLine.run(new BackupCommand.Restore(), backup, "--to", target);
        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err().startsWith("ringside restore: " + backup + " is damaged at or after 2025-06-"),
                outcome.err());
        assertTrue(outcome.err().endsWith("; nothing was unpacked: take another copy\n"), outcome.err());
        Files.write(backup, Arrays.copyOf(whole, whole.length / 2));
        outcome = CommandLine.run(new BackupCommand.Restore(), backup, "--to", target);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("was cut off; nothing was unpacked"), outcome.err());
        CommandLine.run(new ArchiveCommand(), live);
        Path day = live.resolve("archive/2025-06-18.zip");
        outcome = CommandLine.run(new BackupCommand.Restore(), day, "--to", target);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(day + " is no backup of a daemon's folder"), outcome.err());
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(List.of(backup, live), left.sorted().toList());
        }
    }

    /** A backup in the folder is lost with it, and a key beside what it seals is found by whoever changes that. */
    @Test
    void shouldKeepBackupsAndKeysOutOfTheFolder() throws IOException {
        Path inside = live.resolve("backup.zip");
        CommandLine.Outcome outcome = CommandLine.run(new BackupCommand(), live, "--to", inside);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("--to " + inside + ": is in the folder that it backs up"), outcome.err());
        Path link = Files.createSymbolicLink(temp.resolve("link"), live.resolve("2025-06-18"));
        outcome = CommandLine.run(new BackupCommand(), live, "--to", link.resolve("backup.zip"));
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("is in the folder that it backs up"), outcome.err());
        assertFalse(Files.exists(inside));
        outcome = CommandLine.run(new BackupCommand(), live, "--to", temp.resolve("none/backup.zip"));
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("no such folder: " + temp.resolve("none")), outcome.err());

        Path key = live.resolve("key");
        outcome = CommandLine.run(new SealCommand(), "--new-key", key, live.resolve("2025-06-18"));
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("among the journals"), outcome.err());
        assertEquals("", outcome.out());
        assertFalse(Files.exists(key));
        assertFalse(Files.exists(live.resolve("2025-06-18/seal")));
        Path other = temp.resolve("key");
        outcome = CommandLine.run(new SealCommand(), "--new-key", other, temp.resolve("none"));
        assertEquals(2, outcome.code());
        assertFalse(Files.exists(other), "nothing was sealed under it");
        outcome = CommandLine.run(
                new SealCommand(), "--new-key", other, live.resolve("2025-06-18"), temp.resolve("none"));
        assertEquals(2, outcome.code());
        assertTrue(outcome.out().startsWith("new key " + other), outcome.out());
        assertTrue(Files.exists(other), "one day was sealed under it");
    }

    private static void golden(Path to) throws IOException, URISyntaxException {
        Path golden =
                Path.of(KeptJournalsTest.class.getResource("/journal-qqq-v1").toURI());
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void shouldWriteWhatOneDayCameToAndRefuseWhatIsNoJournalOrOfOtherRules() throws Exception {
        Path out = temp.resolve("results");
        Path day = live.resolve("2025-06-18");
        CommandLine.Outcome outcome = CommandLine.run(new ResultsCommand(), day, "--out", out);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains(PROOF), outcome.out());
        Summary summary = Summary.read(out.resolve("summary.json"));
        assertTrue(PROOF.endsWith("digest=" + summary.values().get("digest")), PROOF);
        assertEquals(TradeFile.read(out.resolve("trades.csv")).size(), (int) summary.number("trades"), "one row each");
        CommandLine.Outcome again = CommandLine.run(new ResultsCommand(), day, "--out", out);
        assertEquals(2, again.code());
        CommandLine.Outcome json = CommandLine.run(new ResultsCommand(), day, "--out", out, "--force", "--json");
        assertEquals(Files.readString(out.resolve("summary.json")), json.out());
        CommandLine.Outcome none =
                CommandLine.run(new ResultsCommand(), temp.resolve("none"), "--out", temp.resolve("other"));
        assertEquals(2, none.code());
        assertEquals(
                "ringside results: " + temp.resolve("none") + ": no such folder; give a daemon's folder, or journals\n",
                none.err());
        CommandLine.Outcome damaged = CommandLine.run(
                new ResultsCommand(), Files.createDirectory(temp.resolve("empty")), "--out", temp.resolve("other"));
        assertEquals(2, damaged.code());
        assertTrue(damaged.err().contains(temp.resolve("empty").toString()), damaged.err());
        assertTrue(Files.notExists(temp.resolve("other")));
        assertEquals(3, JournalRun.days(live).size());
        assertEquals(java.util.List.of(), JournalRun.days(day));
    }

    /** An order is explained from the journal of the day on which it was decided, also where that is the day before. */
    @Test
    void shouldSuggestToExplainAnOrderOnlyFromAJournalThatIsThere() throws Exception {
        Path day = live.resolve("2025-06-18");
        String none = CommandLine.run(new ResultsCommand(), day, "--out", temp.resolve("a"))
                .out();
        assertTrue(none.contains("ringside verify " + day), none);
        assertFalse(none.contains("ringside explain"), none);
        Path decided = live.resolve("2024-01-02");
        golden(decided);
        String beside = CommandLine.run(new ResultsCommand(), day, "--out", temp.resolve("b"))
                .out();
        assertTrue(beside.contains("ringside explain " + decided + " --order R20240102-"), beside);
        Path whole = temp.resolve("whole");
        golden(whole);
        String own = CommandLine.run(new ResultsCommand(), whole, "--out", temp.resolve("c"))
                .out();
        assertTrue(own.contains("ringside explain " + whole + " --order R20240105-"), own);
    }

    /** Days of one daemon are one run; a day of other rules is none of it. */
    @Test
    void shouldReadDaysInARowUnlessTheyAreOfOtherRules() throws Exception {
        Path out = temp.resolve("results");
        for (String day : List.of("2025-06-18", "2025-06-20")) {
            try (Stream<Path> files = Files.list(live.resolve(day))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(live.resolve(day));
        }
        Path run = temp.resolve("run");
        CommandLine.Outcome other = CommandLine.run(
                new io.ringside.replay.command.BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-03",
                "--out",
                run);
        assertEquals(0, other.code(), other.err());
        Files.move(run.resolve("journal"), live.resolve("2025-06-20"));
        CommandLine.Outcome refused = CommandLine.run(new ResultsCommand(), live, "--out", out);
        assertEquals(2, refused.code());
        assertTrue(
                refused.err()
                        .contains(live.resolve("2025-06-20")
                                + ": was traded by other rules than the journal before it; give the days of one"),
                refused.err());
    }
}
