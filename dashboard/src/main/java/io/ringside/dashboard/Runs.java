package io.ringside.dashboard;

import static io.ringside.dashboard.Route.get;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.javalin.http.Context;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.EquityFile;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders of results: their figures, and their tear sheets, which are served by their digest in a sandbox: their scripts run,
 * but as those of a stranger, who has no cookie and may ask for nothing.
 *
 * <p>Thread: any.
 */
final class Runs {
    private static final String SHEET = "/sheets/{sheet}";
    private static final int DEPTH = 3;
    private static final int RUNS_MAX = 500;
    private static final int SHEET_MAX = 8 << 20;
    private static final int RANKS_MAX = 500;
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final Path root;
    private final Map<String, Path> sheets = new ConcurrentHashMap<>();

    /** @param root folder below which results are looked for */
    Runs(Path root) {
        this.root = root;
    }

    List<Route> routes() {
        return List.of(
                get("/api/runs", "folders of results, newest first", request -> all()),
                get("/api/runs/{run}", "figures, equity and rankings of one", this::one),
                get(SHEET, "a tear sheet, by its SHA-256", this::sheet));
    }

    private List<Object> all() {
        List<Object> rows = new ArrayList<>();
        for (Path folder : folders()) {
            rows.add(row(folder));
        }
        return rows;
    }

    private List<Path> folders() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.filter(file -> file.getFileName().toString().equals("summary.json"))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(Runs::writtenMs).reversed())
                    .limit(RUNS_MAX)
                    .map(Path::getParent)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal(409, "the folder of results cannot be read");
        }
    }

    private static long writtenMs(Path file) {
        return file.toFile().lastModified();
    }

    private Map<String, Object> row(Path folder) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", name(folder));
        row.put("written_ms", writtenMs(folder.resolve("summary.json")));
        row.put("sheet", Files.isRegularFile(folder.resolve("report.html"), LinkOption.NOFOLLOW_LINKS));
        row.put("portfolio", Files.exists(folder.resolve("rankings.csv")));
        try {
            row.put("figures", Summary.read(folder.resolve("summary.json")).values());
        } catch (UserError e) {
            row.put("problem", e.getMessage());
        }
        return row;
    }

    /** As one part of an address. */
    private String name(Path folder) {
        return root.relativize(folder).toString().replace('/', '~');
    }

    private Path folder(Context request) {
        String wanted = request.pathParam("run");
        // Looked for among those that there are: what is asked for never becomes a path.
        return folders().stream()
                .filter(folder -> name(folder).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "no such run"));
    }

    private Object one(Context request) throws IOException {
        Path folder = folder(request);
        Map<String, Object> all = row(folder);
        List<Object> equity = new ArrayList<>();
        Path file = folder.resolve("equity.csv");
        if (Files.exists(file)) {
            for (SessionEquity day : EquityFile.read(file)) {
                equity.add(List.of(day.epochDay() * 86_400L, day.equityE8() / 1e8));
            }
        }
        all.put("equity", equity);
        all.put("rankings", rankings(folder.resolve("rankings.csv")));
        all.put("executions", rows(folder.resolve("executions.csv")));
        Path sheet = folder.resolve("report.html");
        if (Boolean.TRUE.equals(all.get("sheet")) && Files.size(sheet) <= SHEET_MAX) {
            String digest = HexFormat.of().formatHex(Access.sha256(Files.readAllBytes(sheet)));
            sheets.put(digest, sheet);
            all.put("sheet_address", "/sheets/" + digest);
        }
        return all;
    }

    /** The last ranking: rows of the last day that there are any of. */
    private static List<Object> rankings(Path file) {
        List<Object> rows = rows(file);
        if (rows.isEmpty()) {
            return rows;
        }
        String first = ((Map<?, ?>) rows.get(0)).keySet().iterator().next().toString();
        Object last = ((Map<?, ?>) rows.get(rows.size() - 1)).get(first);
        return rows.stream()
                .filter(row -> last.equals(((Map<?, ?>) row).get(first)))
                .toList();
    }

    /** The last rows of a table, none if it is not there. */
    private static List<Object> rows(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Object> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord record : reader) {
                rows.add(new LinkedHashMap<>(record.getFieldsAsMap()));
            }
        } catch (IOException | RuntimeException e) {
            throw new Refusal(409, file.getFileName() + " cannot be read");
        }
        return rows.subList(Math.max(0, rows.size() - RANKS_MAX), rows.size());
    }

    private Object sheet(Context request) throws IOException {
        String wanted = request.pathParam("sheet");
        Path file = sheets.get(wanted);
        byte[] bytes = file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? new byte[0]
                : Files.readAllBytes(file);
        if (!HexFormat.of().formatHex(Access.sha256(bytes)).equals(wanted)) {
            throw new Refusal(404, "no such tear sheet; open the run again");
        }
        StringBuilder scripts = new StringBuilder();
        Matcher script = SCRIPT.matcher(new String(bytes, StandardCharsets.UTF_8));
        while (script.find()) {
            byte[] digest = Access.sha256(script.group(1).getBytes(StandardCharsets.UTF_8));
            scripts.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append('\'');
        }
        request.header(
                "Content-Security-Policy",
                "sandbox allow-scripts; default-src 'none'; script-src" + scripts
                        + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'");
        request.contentType("text/html;charset=utf-8");
        request.result(bytes);
        return null;
    }
}
