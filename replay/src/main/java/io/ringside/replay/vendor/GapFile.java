package io.ringside.replay.vendor;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Sessions that a vendor does not have, so that they are requested only once: {@code symbol,day}; a history that begins
 * later than requested is noted with {@code begin}. Delete the file to ask again.
 *
 * <p>Thread: the one that updates.
 */
final class GapFile {
    private final Path file;
    private final NavigableSet<String> lines = new TreeSet<>();

    GapFile(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                lines.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                throw new UserError(file + ": cannot be read (" + UserError.reason(e) + "); delete it", e);
            }
        }
    }

    boolean has(String symbol, int day) {
        return lines.contains(line(symbol, day));
    }

    boolean isBegin(String symbol, int day) {
        return lines.contains(line(symbol, day) + ",begin");
    }

    void noteBegin(String symbol, int day) {
        lines.add(line(symbol, day) + ",begin");
        write();
    }

    void add(String symbol, Collection<Integer> days) {
        days.forEach(day -> lines.add(line(symbol, day)));
        write();
    }

    private static String line(String symbol, int day) {
        return symbol + "," + LocalDate.ofEpochDay(day);
    }

    private void write() {
        Path part = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written (" + UserError.reason(e) + "); make room", e);
        }
    }
}
