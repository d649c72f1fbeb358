package io.ringside.replay.research;

import io.ringside.replay.ResultOptions;
import io.ringside.replay.StudyFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prints a study's results and, if requested, writes them: {@code NAME.json} and {@code NAME.html}.
 *
 * <p>Thread: the command's.
 */
final class StudyOutput {
    private final ResultOptions results;
    private final PrintWriter out;
    private final PrintWriter err;

    StudyOutput(ResultOptions results, PrintWriter out, PrintWriter err) {
        this.results = results;
        this.out = out;
        this.err = err;
    }

    /**
     * Prints and writes.
     *
     * @param study name of the study and of its files
     * @param of its subject, for the folder's name
     */
    void write(String study, String of, String text, String json, Supplier<String> html) throws IOException {
        out.print(results.json() ? json : text);
        if (!results.wantsFolder()) {
            return;
        }
        List<String> names = List.of(study + ".json", study + ".html");
        Path folder = results.folder(study + "-" + of);
        StudyFolder files = StudyFolder.prepare(folder, names, null, results.force());
        files.write(names.get(0), json);
        files.write(names.get(1), html.get());
        if (!results.json()) {
            out.println("Results in " + folder + ": " + String.join(", ", names));
        }
        results.show(files.file(names.get(1)), err);
    }
}
