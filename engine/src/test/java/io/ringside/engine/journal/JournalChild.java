package io.ringside.engine.journal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** A process that writes a journal and comes to harm. What it prints is unbuffered: it stands even after a kill. */
public final class JournalChild {
    /** Whether its journal touches pages ahead of the appender: {@code -Dtouched=true}. */
    static final String TOUCHED = "touched";

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private JournalChild() {}

    /** First argument: what to do; second: the journal's folder. */
    public static void main(String[] args) throws IOException {
        Path journal = Path.of(args[1]);
        try {
            switch (args[0]) {
                case "append" -> append(journal, Long.parseLong(args[2]), Long.parseLong(args[3]));
                case "sync" -> sync(journal, Long.parseLong(args[2]));
                case "hold" -> hold(journal);
                case "die-in-queue" -> dieInQueue(journal);
                case "reopen" -> {
                    Journals.reopen(journal).close();
                    say("reopened " + Journals.scan(journal));
                }
                case "scan" -> say("records " + Journals.scan(journal));
                case "judge" -> judge(journal, Path.of(args[2]));
                case "delete" -> harm(journal, () -> Files.delete(cycle(journal)));
                case "replace" ->
                    harm(journal, () -> {
                        byte[] bytes = Files.readAllBytes(cycle(journal));
                        Files.delete(cycle(journal));
                        Files.write(cycle(journal), bytes);
                    });
                case "truncate" ->
                    harm(journal, () -> {
                        try (FileChannel channel = FileChannel.open(cycle(journal), StandardOpenOption.WRITE)) {
                            channel.truncate(1_000);
                        }
                    });
                case "fill-disk" -> fillDisk(journal);
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (UserError | JournalDamage | JournalFailure e) {
            say("refused " + e.getMessage());
        }
    }

    /** Appends random events and says the sequence of each after the append has returned; goes on until the limit. */
    private static void append(Path journal, long seed, long limit) throws IOException {
        RandomEvents events = new RandomEvents(seed);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        // No record waits for the disk, so that the appender keeps close to the pages touched ahead.
        JournalSettings settings = Journals.SETTINGS.withPreTouch(Boolean.getBoolean(TOUCHED));
        try (JournalWriter writer = Files.exists(journal)
                ? JournalWriter.reopen(journal, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS)
                : create(journal, settings)) {
            for (long i = 0; i < limit; i++) {
                events.fill(event, writer.nextSequence());
                writer.append(event);
                say(Long.toString(writer.nextSequence() - 1));
            }
        }
    }

    /** As append, but says only what has intents, and is durable because of them. */
    private static void sync(Path journal, long seed) throws IOException {
        RandomEvents events = new RandomEvents(seed);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        try (JournalWriter writer = create(journal, live(0, 20))) {
            while (true) {
                events.fill(event, writer.nextSequence());
                if (event.sequence % 50 != 0) {
                    event.intentCount = 0;
                }
                writer.append(event);
                if (event.intentCount > 0) {
                    say(Long.toString(event.sequence));
                }
            }
        }
    }

    /** Goes on with a journal that lost its machine, repaired first if it must be. */
    private static void judge(Path journal, Path repaired) throws IOException {
        try {
            long records = Journals.scan(journal);
            Journals.reopen(journal).close();
            say("whole " + records);
        } catch (JournalDamage damage) {
            JournalRepair.Report report = JournalRepair.repair(journal, repaired);
            Journals.reopen(repaired).close();
            say("repaired " + report.records());
        }
    }

    private static void hold(Path journal) throws IOException {
        try (JournalWriter writer = Journals.create(journal)) {
            say("holding " + writer.nextSequence());
            if (System.in.read() < 0) {
                say("released");
            }
        }
    }

    /** Leaves the queue's own lock held, by this very process id. */
    private static void dieInQueue(Path journal) throws IOException {
        Journals.create(journal).abandon();
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(journal)
                        .rollCycle(RollCycles.FAST_DAILY)
                        .timeProvider(() -> Journals.EPOCH_DAY * 86_400_000L)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            appender.writingDocument().wire().bytes().writeLong(MAGIC);
            say("pid " + ProcessHandle.current().pid());
            Runtime.getRuntime().halt(9);
        }
    }

    private static final long MAGIC = 0x100_0b01_4a52L;

    private static void harm(Path journal, Harm harm) throws IOException {
        RandomEvents events = new RandomEvents(1);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        JournalWriter writer = create(journal, live(0, 1_000));
        for (int i = 1; i <= 1_000; i++) {
            writer.append(events.fill(event, i));
        }
        writer.check();
        say("checked");
        harm.run();
        try {
            writer.check();
            say("nothing noticed");
        } catch (JournalFailure e) {
            say("noticed " + e.getMessage());
        }
        try {
            writer.append(events.fill(event, 1_001));
            say("appended");
        } catch (JournalFailure e) {
            say("append refused");
        }
        writer.close();
        say("closed");
    }

    private static void fillDisk(Path journal) throws IOException {
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        JournalWriter writer = create(journal, live(32 << 20, 1_000));
        boolean low = writer.lowOnSpace();
        say("low on space " + low);
        long acknowledged = 0;
        try {
            while (true) {
                event.control(EventType.TIMER, 1, 2, 3).sequence = writer.nextSequence();
                writer.append(event);
                acknowledged = event.sequence;
                if (acknowledged % 1_000 == 0) {
                    writer.check();
                    if (low != writer.lowOnSpace()) {
                        low = true;
                        say("low on space true");
                    }
                }
            }
        } catch (JournalFailure e) {
            say("failed " + e.getMessage());
        }
        writer.close();
        long records = Journals.scan(journal);
        say(records > acknowledged ? "nothing lost" : "lost: " + records + " of " + acknowledged);
    }

    private static JournalSettings live(long minFreeBytes, int manifestEvery) {
        return new JournalSettings(
                JournalSettings.Sync.INTENTS, minFreeBytes, manifestEvery, Boolean.getBoolean(TOUCHED));
    }

    private static JournalWriter create(Path journal, JournalSettings settings) {
        return JournalWriter.create(
                journal, Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS);
    }

    private interface Harm {
        void run() throws IOException;
    }

    private static Path cycle(Path journal) {
        return journal.resolve("20250521F.cq4");
    }

    private static void say(String line) throws IOException {
        OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
