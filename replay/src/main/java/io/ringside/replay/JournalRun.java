package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a daemon's journals of successive days as one run. Each journal is replayed and verified. State that a day carries
 * over from the day before counts once.
 *
 * <p>Thread: the caller's.
 */
public final class JournalRun {
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * Result of reading the journals.
     *
     * @param engine of the first day
     * @param open first record of the first day
     * @param proof all days together; of several the digest is the one over their digests
     * @param firstDay days since 1970
     * @param lastDay days since 1970
     * @param live whether a daemon traded them, and not a back test
     */
    public record Result(
            Engine engine, OpenRecord open, Verification.Result proof, int firstDay, int lastDay, boolean live) {}

    private JournalRun() {}

    /** The journals of days in a folder, oldest first; empty if it holds none. */
    public static List<Path> days(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(DAY))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the observers of a run's events. */
    public interface Observers {
        /** Called before the first event. */
        List<Consumer<EngineEvent>> of(Engine engine);
    }

    /**
     * Reads the journals.
     *
     * @throws UserError if one is damaged, does not replay, or is of other rules than the first, or if days are out of order,
     *     twice or left out
     */
    public static Result read(List<Path> journals, Observers observers) {
        requireInARow(journals);
        Engine first = null;
        OpenRecord open = null;
        JointDays joint = null;
        long records = 0;
        long events = 0;
        long decisions = 0;
        List<String> digests = new ArrayList<>();
        for (Path journal : journals) {
            try (JournalReader reader = JournalReader.open(journal)) {
                Engine engine = Verification.engineOf(reader);
                if (first == null) {
                    first = engine;
                    open = reader.openRecord();
                    joint = new JointDays(observers.of(engine));
                } else {
                    requireSameRules(journal, first.settings(), engine.settings());
                    joint.nextDay();
                }
                Verification.Result proof = Verification.replay(reader, engine, List.of(joint::onEvent));
                if (proof.difference() != null) {
                    throw new UserError(journal + ": " + proof.line());
                }
                records += proof.records();
                events += proof.events();
                decisions += proof.decisions();
                digests.add(proof.digest());
            } catch (JournalDamage e) {
                throw new UserError(e.getMessage(), e);
            }
        }
        String digest = digests.size() == 1 ? digests.get(0) : digestOf(digests);
        return new Result(
                first,
                open,
                new Verification.Result(records, events, decisions, digest, null),
                joint.firstDay(),
                joint.lastDay(),
                joint.isLive());
    }

    /** A day goes on with what the one before left: out of order, twice, or with one left out, it would not. */
    private static void requireInARow(List<Path> journals) {
        Map<Path, NavigableSet<String>> present = new HashMap<>();
        for (int i = 1; i < journals.size(); i++) {
            Path before = journals.get(i - 1);
            Path journal = journals.get(i);
            String from = name(before);
            String to = name(journal);
            if (!from.matches(DAY) || !to.matches(DAY)) {
                continue;
            }
            if (to.compareTo(from) <= 0) {
                throw new UserError(journal + ": comes after " + before + "; give each day once, oldest first");
            }
            String next = present.computeIfAbsent(
                            journal.toAbsolutePath().normalize().getParent(), JournalRun::names)
                    .higher(from);
            if (next != null && next.compareTo(to) < 0) {
                throw new UserError(journal + ": " + next + " lies between it and " + before + "; give it too");
            }
        }
    }

    private static NavigableSet<String> names(Path folder) {
        NavigableSet<String> names = new TreeSet<>();
        days(folder).forEach(day -> names.add(name(day)));
        return names;
    }

    private static String name(Path journal) {
        return journal.toAbsolutePath().normalize().getFileName().toString();
    }

    private static void requireSameRules(Path journal, EngineSettings first, EngineSettings other) {
        if (!first.config().equals(other.config())) {
            throw new UserError(journal + ": was traded by other rules than the journal before it; give the days of one"
                    + " configuration");
        }
    }

    private static String digestOf(List<String> digests) {
        try {
            byte[] all = String.join("\n", digests).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
