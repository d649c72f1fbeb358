package io.ringside.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.replay.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Corporate actions in results: {@code actions.csv}, a part of the summary, and lines for a terminal. A run without actions
 * has none of these.
 *
 * <p>Thread: any; it has no state.
 */
public final class ActionFile {
    private ActionFile() {}

    /** Writes the file and adds the summary's part. */
    public static Summary recorded(Summary summary, ResultFolder folder, ActionLog actions, List<String> leftOut)
            throws IOException {
        if (actions.rows().isEmpty() && leftOut.isEmpty()) {
            return summary;
        }
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(folder.file("actions.csv"), StandardCharsets.UTF_8)) {
            csv.writeRecord(ActionLog.COLUMNS);
            actions.rows().forEach(csv::writeRecord);
        }
        return summary.with("corporate_actions", actions.values(leftOut));
    }

    /** Prints the lines, and an empty one behind them. */
    public static void print(PrintWriter out, ActionLog actions, List<String> leftOut) {
        List<String> lines = actions.lines(leftOut);
        lines.forEach(out::println);
        if (!lines.isEmpty()) {
            out.println();
        }
    }
}
