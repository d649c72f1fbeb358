package io.ringside.sql;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Journals that are one run: a daemon's days, or what one back test left.
 *
 * @param name what it is called, begins the name of each session
 * @param journals oldest first
 * @param ended whether what is still held at the end is left there, as back tests have it
 */
record Source(String name, List<Journal> journals, boolean ended) {
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String MANIFEST = "manifest";

    /** One journal, and what its session is called. */
    record Journal(String session, Path path) {}

    /**
     * The sources in a folder: a journal, a daemon's folder, a folder of results, or a folder of any of these.
     *
     * @param prefix what each name begins with, empty for nothing
     * @throws UserError if there is none, or two would have one name
     */
    static List<Source> in(List<Path> folders, String prefix) {
        List<Source> sources = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new UserError(
                        "--journal " + folder + ": no such folder; give a daemon's, one with results, or out");
            }
            Path whole = folder.toAbsolutePath().normalize();
            List<Source> found = of(whole, prefix);
            if (found.isEmpty()) {
                for (Path inner : folders(whole)) {
                    found.addAll(of(inner, prefix));
                }
            }
            if (found.isEmpty()) {
                throw new UserError(
                        "--journal " + folder + ": holds no journal; give a daemon's folder, one with results,"
                                + " or one that holds such folders");
            }
            sources.addAll(found);
        }
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            for (Journal journal : source.journals) {
                if (!names.add(journal.session)) {
                    throw new UserError(journal.path + ": is called " + journal.session
                            + " as another journal is; read them one at a time, with --as NAME");
                }
            }
        }
        return sources;
    }

    private static List<Source> of(Path folder, String prefix) {
        List<Source> found = new ArrayList<>();
        String name = prefix + folder.getFileName();
        if (Files.exists(folder.resolve(MANIFEST))) {
            boolean day = folder.getFileName().toString().matches(DAY);
            String session = day && folder.getParent() != null
                    ? prefix + folder.getParent().getFileName() + "/" + folder.getFileName()
                    : name;
            found.add(new Source(session, List.of(new Journal(session, folder)), !day));
            return found;
        }
        if (Files.exists(folder.resolve("journal").resolve(MANIFEST))) {
            found.add(new Source(name, List.of(new Journal(name, folder.resolve("journal"))), true));
            return found;
        }
        List<Journal> days = days(folder, name);
        List<Journal> nested = days.isEmpty() ? days(folder.resolve("journal"), name) : days;
        if (!nested.isEmpty()) {
            found.add(new Source(name, nested, false));
        }
        return found;
    }

    private static List<Journal> days(Path folder, String name) {
        return folders(folder).stream()
                .filter(day -> day.getFileName().toString().matches(DAY) && Files.exists(day.resolve(MANIFEST)))
                .map(day -> new Journal(name + "/" + day.getFileName(), day))
                .toList();
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UserError("cannot read the folder " + folder + ": " + UserError.reason(e), e);
        }
    }

    /** The session of a day. */
    String sessionOf(int epochDay) {
        String day = LocalDate.ofEpochDay(epochDay).toString();
        return journals.stream()
                .map(Journal::session)
                .filter(session -> session.endsWith("/" + day))
                .findFirst()
                .orElse(journals.get(journals.size() - 1).session);
    }
}
