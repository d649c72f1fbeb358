package io.ringside.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Files as users get them wrong: one a fault, for market data, lists of trades, configurations and journals. */
final class BadInput {
    /**
     * One file that is wrong.
     *
     * @param name of the fault
     * @param file that is given to a command
     * @param named what the error must name besides the file
     */
    record Fault(String name, Path file, String named) {}

    private static final String LF = "\n";

    private BadInput() {}

    /** Bars: header and a good row are followed, or replaced, by what is wrong. */
    static List<Fault> bars(Path folder) throws IOException {
        String header = "datetime,open,high,low,close,volume";
        String good = "2024-01-03 09:30:00,507.00,507.06,504.18,504.23,1968475";
        String next = good.replace("09:30", "09:35");
        return List.of(
                text(folder, "missing-column", "close", "datetime,open,high,low,volume", "2024-01-03 09:30,1,2,1,5"),
                text(folder, "bad-date", "line 3", header, good, next.replace("01-03", "13-03")),
                text(folder, "high-below-low", "line 3", header, good, next.replace("507.06", "503")),
                text(folder, "not-a-number", "NaN", header, good, next.replace("507.06", "NaN")),
                text(folder, "negative", "-507.00", header, good, next.replace("507.00", "-507.00")),
                text(folder, "unsorted", "line 4", header, good, good.replace("09:30", "09:45"), next),
                text(folder, "duplicate", "line 3", header, good, good),
                text(folder, "wrong-separator", "comma", header.replace(',', '^'), good.replace(',', '^')),
                text(folder, "empty", "empty"),
                text(folder, "header-only", "no", header),
                binary(folder, "binary.csv"),
                longLine(folder, header),
                notGzip(folder, header, good),
                bomb(folder, header, good),
                missing(folder, "missing.csv"),
                directory(folder, "directory.csv"));
    }

    /** Trades, one a line, with the faults of the same kinds. */
    static List<Fault> ticks(Path folder) throws IOException {
        String header = "timestamp,price,size";
        String good = "2025-05-12T09:30:00-04:00,507.00,100";
        String next = good.replace("09:30:00", "09:30:01");
        return List.of(
                text(folder, "missing-column", "price", "timestamp,size", "2025-05-12T09:30:00-04:00,100"),
                text(folder, "bad-date", "line 3", header, good, next.replace("05-12", "13-12")),
                text(folder, "not-a-number", "NaN", header, good, next.replace("507.00", "NaN")),
                text(folder, "negative", "-507.00", header, good, next.replace("507.00", "-507.00")),
                text(folder, "unsorted", "line 3", header, next, good),
                text(folder, "wrong-separator", "comma", header.replace(',', '^'), good.replace(',', '^')),
                text(folder, "empty", "empty"),
                text(folder, "header-only", "no", header),
                binary(folder, "binary.csv"),
                longLine(folder, header),
                notGzip(folder, header, good),
                bomb(folder, header, good),
                missing(folder, "missing.csv"),
                directory(folder, "directory.csv"));
    }

    /** A list of trades of some back test. */
    static List<Fault> trades(Path folder) throws IOException {
        String header = "exit_date,pnl,equity";
        String good = "2025-05-12,100.50,10100.50";
        return List.of(
                text(folder, "missing-column", "pnl", "exit_date,equity", "2025-05-12,10100"),
                text(folder, "bad-date", "line 3", header, good, good.replace("05-12", "13-12")),
                text(folder, "not-a-number", "NaN", header, good, good.replace("100.50,", "NaN,")),
                text(folder, "wrong-separator", "exit_date", header.replace(',', ';'), good.replace(',', ';')),
                text(folder, "empty", "empty"),
                binary(folder, "binary.csv"),
                longLine(folder, header),
                notGzip(folder, header, good),
                bomb(folder, header, good),
                missing(folder, "missing.csv"),
                directory(folder, "directory.csv"));
    }

    /** Configurations; the good part is the shipped one. */
    static List<Fault> configurations(Path folder, Path shipped) throws IOException {
        String include = "include \"" + shipped + "\"";
        return List.of(
                text(folder, "unknown-key", "2: risk.levrage is an unknown key", include, "risk.levrage = 2"),
                text(folder, "out-of-range", "2: risk.leverage = 200: must", include, "risk.leverage = 200"),
                text(folder, "unknown-symbol", "2: signal.instruments", include, "signal.instruments = [ SPY ]"),
                text(folder, "not-a-number", "2: risk.fraction = NaN", include, "risk.fraction = NaN"),
                text(folder, "negative", "2: risk.equity = -5", include, "risk.equity = -5"),
                text(folder, "unclosed", "", include, "risk { leverage = 1"),
                text(folder, "empty", "", ""),
                binary(folder, "binary.conf"),
                longLine(folder, include),
                gzip(folder, "packed.conf", include),
                missing(folder, "missing.conf"),
                directory(folder, "directory.conf"));
    }

    /** What is given for a journal; the good one has had its end cut off, a byte changed, and so on. */
    static List<Fault> journals(Path folder, Path good) throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty-folder"));
        Path foreign = copy(good, folder.resolve("foreign"));
        Files.writeString(foreign.resolve("notes.txt"), "mine");
        return List.of(
                missing(folder, "missing"),
                new Fault("a file", Files.writeString(folder.resolve("file"), "journal"), "not a"),
                new Fault("an empty folder", empty, "manifest"),
                new Fault("a foreign file", foreign, "notes.txt"),
                cycle(folder, "no-bytes", good, new byte[0]),
                cycle(folder, "binary", good, random(200_000)),
                cycle(folder, "long-line", good, "9".repeat(20 << 20).getBytes(StandardCharsets.UTF_8)),
                cycle(folder, "packed", good, gzip("9".repeat(1 << 20))),
                manifest(folder, "manifest-empty", good, new byte[0]),
                manifest(folder, "manifest-binary", good, random(100)),
                manifest(folder, "manifest-long", good, "9".repeat(20 << 20).getBytes(StandardCharsets.UTF_8)));
    }

    /** The file of a journal that holds its records. */
    static Path cycle(Path journal) throws IOException {
        try (var files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static Fault cycle(Path folder, String name, Path good, byte[] bytes) throws IOException {
        Path journal = copy(good, folder.resolve(name));
        Files.write(cycle(journal), bytes);
        return new Fault(name, journal, ".cq4");
    }

    private static Fault manifest(Path folder, String name, Path good, byte[] bytes) throws IOException {
        Path journal = copy(good, folder.resolve(name));
        Files.write(journal.resolve("manifest"), bytes);
        return new Fault(name, journal, "manifest");
    }

    private static Fault text(Path folder, String name, String named, String... lines) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.writeString(file, lines.length == 0 ? "" : String.join(LF, lines) + LF);
        return new Fault(name, file, named);
    }

    private static Fault binary(Path folder, String name) throws IOException {
        return new Fault("binary", Files.write(folder.resolve(name), random(5_000)), "");
    }

    private static Fault longLine(Path folder, String header) throws IOException {
        Path file = folder.resolve("long-line.csv");
        return new Fault("a line of 20 MB", Files.writeString(file, header + LF + "9".repeat(20 << 20) + LF), "");
    }

    private static Fault notGzip(Path folder, String header, String good) throws IOException {
        Path file = folder.resolve("not-gzip.csv.gz");
        return new Fault("not a gzip", Files.writeString(file, header + LF + good + LF), "");
    }

    private static Fault gzip(Path folder, String name, String text) throws IOException {
        return new Fault("packed", Files.write(folder.resolve(name), gzip(text + LF)), "");
    }

    /** 200 MB of one row in less than 1 MB. */
    private static Fault bomb(Path folder, String header, String good) throws IOException {
        Path file = folder.resolve("bomb.csv.gz");
        byte[] rows = (good + LF).repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((header + LF).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 200_000_000 / rows.length; i++) {
                out.write(rows);
            }
        }
        return new Fault("a zip bomb", file, "");
    }

    private static Fault missing(Path folder, String name) {
        return new Fault("missing", folder.resolve(name), "no such");
    }

    private static Fault directory(Path folder, String name) throws IOException {
        return new Fault("a folder", Files.createDirectories(folder.resolve(name)), "");
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(7).nextBytes(bytes);
        return bytes;
    }
}
