package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * One text of market data: a file, or an entry of a zip file. What a user names may be one of these, a zip file of several,
 * a folder, or a pattern such as {@code data/QQQ-*.csv}.
 *
 * @param path the file
 * @param entry the entry's name in a zip file, or null
 */
record DataPart(Path path, String entry) {
    private static final int ENTRIES_MAX = 100_000;

    static DataPart of(Path path) {
        return new DataPart(path, null);
    }

    /**
     * All files that a path or pattern stands for, in the order of their names; never empty.
     *
     * @throws UserError if there is nothing, or something that is no market data
     */
    static List<DataPart> all(Path given) {
        try {
            if (Files.isDirectory(given)) {
                return folder(given);
            }
            if (!Files.exists(given)
                    && given.getFileName() != null
                    && isPattern(given.getFileName().toString())) {
                return matching(given);
            }
            return isZip(given) ? entries(given) : List.of(of(given));
        } catch (IOException e) {
            throw new UserError(
                    CsvFile.shown(given.toString(), 200) + ": cannot be read ("
                            + CsvFile.shown(UserError.reasonWithFile(e)) + "); check the file",
                    e);
        }
    }

    /** Its name in messages. */
    String name() {
        return entry == null ? path.toString() : path + "!" + entry;
    }

    /** The file name from which its symbol and day are read. */
    Path fileName() {
        return entry == null ? path : Path.of(entry.replaceAll("[^\\w.\\- ]", "/"));
    }

    /** Its bytes, uncompressed if it is an entry. */
    InputStream open(InputStream file) throws IOException {
        if (entry == null) {
            return file;
        }
        var zip = new ZipInputStream(file);
        for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
            if (next.getName().equals(entry)) {
                return zip;
            }
        }
        throw new FileNotFoundException("the entry is gone");
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    private static boolean isZip(Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 'P' && in.read() == 'K' && in.read() == 3 && in.read() == 4;
        }
    }

    private static List<DataPart> entries(Path path) throws IOException {
        List<DataPart> parts = new ArrayList<>();
        try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                String name = next.getName();
                boolean hidden = name.startsWith("__MACOSX/") || name.matches("(.*/)?\\.[^/]*");
                if (!next.isDirectory() && !hidden) {
                    parts.add(new DataPart(path, requireData(path, name)));
                }
                if (parts.size() > ENTRIES_MAX) {
                    throw new UserError(path + ": has more than " + ENTRIES_MAX + " entries; split it");
                }
            }
        }
        if (parts.isEmpty()) {
            throw new UserError(CsvFile.shown(path.toString(), 200) + ": is a zip file without a CSV file in it");
        }
        parts.sort(Comparator.comparing(DataPart::entry));
        return List.copyOf(parts);
    }

    private static List<DataPart> folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(one -> !one.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new UserError(
                    CsvFile.shown(folder.toString(), 200) + ": is a folder without a file; give a CSV file");
        }
        return together(folder, files);
    }

    private static List<DataPart> matching(Path pattern) throws IOException {
        Path folder = pattern.getParent() == null ? Path.of("") : pattern.getParent();
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all =
                    Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
                all.forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            throw new UserError(CsvFile.shown(pattern.toString(), 200) + ": no such file, and no file matches it");
        }
        files.sort(Comparator.naturalOrder());
        return together(pattern, files);
    }

    private static List<DataPart> together(Path given, List<Path> files) throws IOException {
        List<DataPart> parts = new ArrayList<>();
        for (Path file : files) {
            String name = requireData(given, file.getFileName().toString());
            if (Files.isDirectory(file)) {
                throw new UserError(CsvFile.shown(given.toString(), 200) + ": holds the folder " + CsvFile.shown(name)
                        + "; give files of one symbol, such as \"" + CsvFile.shown(given.toString(), 200) + "/*.csv\"");
            }
            parts.addAll(isZip(file) ? entries(file) : List.of(of(file)));
        }
        return List.copyOf(parts);
    }

    private static String requireData(Path given, String name) {
        if (!name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv|dat|gz|zip)")) {
            throw new UserError(
                    CsvFile.shown(given.toString(), 200) + ": holds " + CsvFile.shown(name)
                            + ", which is no CSV file by its name; take it out, or give a pattern in quotes such as \"DIR/*.csv\"");
        }
        return name;
    }
}
