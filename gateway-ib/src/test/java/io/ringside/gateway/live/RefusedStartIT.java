package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.ib.InteractiveBrokers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that is refused leaves the day's journal as it was, to the byte and the minute; the right one then goes on with it. */
class RefusedStartIT {
    private static final int STARTS = Integer.getInteger("ringside.starts", 200);
    /** Where a record has its version and its checksum. */
    private static final int VERSION_AT = 2;

    private static final int CHECKSUM_AT = 56;
    private static final long SEED = Long.getLong("ringside.seed", 7);

    @TempDir
    Path temp;

    @Test
    void shouldLeaveTheDaysJournalAsItWasWheneverAStartIsRefused() throws IOException {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        int accepted = 0;
        try (LiveBench bench = new LiveBench(temp.resolve("live"), 1289)) {
            bench.start();
            bench.playTo(10, 30);
            bench.daemon().close();
            for (int i = 0; i < STARTS; i++) {
                Map<String, String> before = state(bench.journal());
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        refuse(bench.root, bench, changed(random), "the configuration has changed since");
                        refused++;
                    }
                    case 2 -> {
                        Path other = otherBuild(bench, temp.resolve("build" + i));
                        Map<String, String> theirs =
                                state(other.resolve(bench.journal().getFileName()));
                        refuse(other, bench, bench.settings, "does not replay in this build");
                        assertEquals(theirs, state(other.resolve(bench.journal().getFileName())));
                        refused++;
                    }
                    case 4 -> {
                        Path newer = copy(bench.root, temp.resolve("newer" + i));
                        Path day = newer.resolve(bench.journal().getFileName());
                        String why = random.nextBoolean() ? newerManifest(day) : newerRecord(day, random.nextInt(100));
                        Map<String, String> theirs = state(day);
                        refuse(newer, bench, bench.settings, why);
                        assertEquals(theirs, state(day));
                        refused++;
                    }
                    case 3 -> {
                        Path copy = copy(bench.root, temp.resolve("copy" + i));
                        Path day = copy.resolve(bench.journal().getFileName());
                        Files.setPosixFilePermissions(day, PosixFilePermissions.fromString("rwxrwxrwx"));
                        Map<String, String> theirs = state(day);
                        refuse(copy, bench, bench.settings, "others may write the journal's folder");
                        assertEquals(theirs, state(day));
                        refused++;
                    }
                    default -> {
                        Path copy = copy(bench.root, temp.resolve("copy" + i));
                        start(copy, bench, bench.settings).close();
                        accepted++;
                    }
                }
                assertEquals(before, state(bench.journal()), "start " + i);
            }
            bench.start();
            assertTrue(bench.daemon().command(Operator.HALT, "the day goes on").startsWith("halt journaled"));
            bench.daemon().close();
            assertTrue(LiveBench.replay(bench.journal(), slot -> {}) > 100);
        }
        System.out.println(STARTS + " starts: " + refused + " refused, " + accepted + " of copies went on");
        assertTrue(refused > STARTS / 2);
    }

    private static EngineSettings changed(SplittableRandom random) {
        String[] sets = {
            "risk.limits.order.value=" + (20_000 + random.nextInt(1_000)),
            "risk.limits.loss.day=0.0" + (3 + random.nextInt(6)),
            "signal.sma=" + (50 + random.nextInt(40)),
            "risk.atr-multiple=" + (3 + random.nextInt(5))
        };
        Config given = LiveBench.config(sets[random.nextInt(sets.length)]);
        return LiveConfiguration.engineSettings(given);
    }

    private static TradingDaemon start(Path root, LiveBench bench, EngineSettings settings) {
        return new TradingDaemon(
                settings,
                bench.live,
                null,
                root,
                bench.tws::now,
                LiveBench.SPEED,
                false,
                InteractiveBrokers.SIMULATED,
                () -> {});
    }

    private static void refuse(Path root, LiveBench bench, EngineSettings settings, String why) {
        UserError error = assertThrows(UserError.class, () -> start(root, bench, settings));
        assertTrue(error.getMessage().contains(why), error.getMessage());
    }

    /** The same day as a build would have written it that decides otherwise: one decision differs. */
    private static Path otherBuild(LiveBench bench, Path root) throws IOException {
        Files.createDirectories(root);
        Files.createFile(root.resolve("daemon.lock"));
        Path journal = root.resolve(bench.journal().getFileName());
        try (JournalReader reader = JournalReader.open(bench.journal())) {
            assertTrue(reader.next());
            var bounds = new io.ringside.engine.Engine(
                            bench.settings, io.ringside.engine.market.ExchangeCalendar.usEquity())
                    .bounds();
            EngineEvent event = new EngineEvent(bounds);
            try (JournalWriter writer = JournalWriter.create(
                    journal,
                    LiveBench.DAY,
                    "another build",
                    reader.openRecord().configuration(),
                    JournalSettings.backtest(),
                    bounds)) {
                boolean altered = false;
                while (reader.nextEvent()) {
                    reader.decode(event);
                    if (!altered && event.type == EventType.BAR && event.valueCount > 0) {
                        event.values[0] += 1;
                        altered = true;
                    }
                    writer.append(event);
                }
                assertTrue(altered);
            }
        }
        return root;
    }

    /** A later build's list of what the journal holds. */
    private static String newerManifest(Path day) throws IOException {
        String lines = "ringside-journal 2\nsomething else\n";
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                day.resolve("manifest"), lines + "crc " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n");
        return "\"ringside-journal 2\"; read it with a newer build";
    }

    /** A record with a version that later builds will have, and a checksum that fits. */
    private static String newerRecord(Path day, int sequence) throws IOException {
        try (JournalReader reader = JournalReader.open(day);
                Stream<Path> files = Files.list(day)) {
            while (reader.sequence() <= sequence) {
                assertTrue(reader.next());
            }
            byte[] record = new byte[reader.length()];
            reader.buffer().getBytes(reader.offset(), record);
            record[VERSION_AT] = 3;
            CRC32C crc = new CRC32C();
            crc.update(record, 0, CHECKSUM_AT);
            crc.update(record, CHECKSUM_AT + 4, record.length - CHECKSUM_AT - 4);
            ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(CHECKSUM_AT, (int) crc.getValue());
            Path cycle = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            try (FileChannel channel = FileChannel.open(cycle, StandardOpenOption.WRITE)) {
                channel.write(bytes, reader.filePosition() + 4);
            }
        }
        return "was written by a newer build: record schema 3";
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path one : tree.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
        return to;
    }

    /** Names, bytes, modes and times of a journal's files, its lock excepted. */
    private static Map<String, String> state(Path journal) throws IOException {
        Map<String, String> state = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(journal)) {
            files = list.toList();
        }
        for (Path file : files) {
            if (!file.getFileName().toString().equals("journal.lock")) {
                PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
                state.put(
                        file.getFileName().toString(),
                        attributes.size() + " " + attributes.lastModifiedTime() + " "
                                + PosixFilePermissions.toString(attributes.permissions()) + " "
                                + java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        PosixFileAttributes folder = Files.readAttributes(journal, PosixFileAttributes.class);
        state.put(".", folder.lastModifiedTime() + " " + PosixFilePermissions.toString(folder.permissions()));
        return state;
    }
}
