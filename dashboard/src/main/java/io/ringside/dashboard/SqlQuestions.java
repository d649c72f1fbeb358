package io.ringside.dashboard;

import static io.ringside.dashboard.Route.field;

import io.javalin.http.Context;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * SQL over the daemons' journals and the results: {@code ringside sql}, a process of its own, so that neither its memory nor a
 * statement that never ends is the page's. It proves the journals, opens no other file and changes nothing. One at a time.
 *
 * <p>Thread: any.
 */
final class SqlQuestions {
    private static final int STATEMENT_MAX = 3_000;
    private static final int ROWS_MAX = 500;
    private static final int SECONDS = 30;
    /** Reading and proving the journals comes before the statement. */
    private static final int PATIENCE_SECONDS = 120;

    private final Path launcher;
    private final List<Path> folders;
    private final Semaphore place = new Semaphore(1);

    /**
     * @param launcher the program {@code ringside}
     * @param folders journals and results that are asked, as far as they are there
     */
    SqlQuestions(Path launcher, List<Path> folders) {
        this.launcher = launcher;
        this.folders = List.copyOf(folders);
    }

    List<Route> routes() {
        return List.of(Route.post(
                "/api/sql",
                Role.VIEW,
                "answers an SQL statement over journals and results, as ringside sql",
                this::answer,
                field("statement", "one statement of at most " + STATEMENT_MAX + " characters")));
    }

    private Object answer(Context request) throws IOException, InterruptedException {
        String statement = Posted.of(request).text("statement", STATEMENT_MAX).strip();
        if (statement.isEmpty()) {
            throw new Refusal(400, "give a statement, such as SELECT symbol, sum(pnl) FROM trades GROUP BY 1");
        }
        if (!place.tryAcquire()) {
            throw new Refusal(429, "another statement is being answered; try again", 2);
        }
        try {
            return rows(statement);
        } finally {
            place.release();
        }
    }

    private Map<String, Object> rows(String statement) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(launcher.toString(), "sql", "--form", "json", "--seconds", Integer.toString(SECONDS)));
        folders.stream()
                .filter(Files::isDirectory)
                .forEach(folder -> line.addAll(List.of("--journal", folder.toString())));
        // After a blank it is neither an option nor a file that holds some.
        line.addAll(List.of("--", " " + statement));
        Path errors = Files.createTempFile("ringside-sql", ".txt");
        try {
            ProcessBuilder question = new ProcessBuilder(line).redirectError(errors.toFile());
            // A page builds nothing and fetches nothing.
            question.environment().put("RINGSIDE_BUILD", "no");
            Process process = start(question);
            process.getOutputStream().close();
            Thread patience = new Thread(() -> end(process), "dashboard-sql");
            patience.setDaemon(true);
            patience.start();
            List<Object> rows = new ArrayList<>();
            boolean more = read(process, rows);
            int code = process.waitFor();
            patience.interrupt();
            Map<String, Object> all = new LinkedHashMap<>();
            if (code != 0 && !more) {
                // What is wrong with a statement is an answer to it.
                all.put("error", reason(errors));
                return all;
            }
            all.put("rows", rows);
            all.put("more", more);
            return all;
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static Process start(ProcessBuilder question) {
        try {
            return question.start();
        } catch (IOException e) {
            throw new Refusal(409, "ringside sql cannot be started here");
        }
    }

    private static void end(Process process) {
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // It has ended.
            return;
        }
        process.destroyForcibly();
    }

    /** Takes rows; whether there are more than are taken. */
    private static boolean read(Process process, List<Object> rows) throws IOException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String row = out.readLine(); row != null; row = out.readLine()) {
                if (rows.size() == ROWS_MAX) {
                    process.destroyForcibly();
                    return true;
                }
                rows.add(Json.read("ringside sql", row));
            }
            return false;
        } catch (UserError e) {
            // It was ended in the middle of a row.
            process.destroyForcibly();
            return false;
        }
    }

    private static String reason(Path errors) throws IOException {
        String text = Files.readString(errors, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "no answer within " + PATIENCE_SECONDS + " seconds" : text;
    }
}
