package io.ringside.perf;

import io.ringside.replay.report.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures as a table for people and as JSON.
 *
 * <p>Thread: any; it has no state.
 */
final class BenchTable {
    private static final List<String> HEADER =
            List.of("#", "figure", "median", "", "min", "max", "against", "ratio", "gate", "ambition", "met");
    private static final int NUMBER = 0;
    private static final int FIGURE = 1;
    private static final int UNIT = 3;

    private BenchTable() {}

    /** One line a figure, and what there is to say about them below. */
    static String text(List<BenchRow> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADER);
        rows.forEach(row -> cells.add(cells(row)));
        int[] widths = new int[HEADER.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var out = new StringBuilder();
        for (List<String> line : cells) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - line.get(i).length());
                boolean left = i == FIGURE || i == UNIT || i == widths.length - 1;
                text.append(i == NUMBER ? "" : i == UNIT ? " " : "  ");
                text.append(left ? line.get(i) + blanks : blanks + line.get(i));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.append(notes(rows)).toString();
    }

    /** A list of objects, one a figure. */
    static String json(List<BenchRow> rows) {
        var out = new StringBuilder("[\n");
        String separator = "  ";
        for (BenchRow row : rows) {
            out.append(separator).append(Json.compact(members(row)));
            separator = ",\n  ";
        }
        return out.append("\n]\n").toString();
    }

    /** Three significant digits, thousands grouped. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return size < 0.001
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** A bound of a goal: no digit more than it has. */
    static String bound(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static List<String> cells(BenchRow row) {
        return List.of(
                Integer.toString(row.id()),
                row.name(),
                number(row.value()),
                row.unit(),
                number(row.min()),
                number(row.max()),
                number(row.reference()),
                Double.isNaN(row.ratio()) ? "-" : number(row.ratio()) + "x",
                row.goal() == null ? "" : row.goal().gateText(),
                row.goal() == null ? "" : row.goal().ambitionText(),
                met(row));
    }

    private static String met(BenchRow row) {
        if (!row.isMeasured()) {
            return row.refused() ? "refused" : "skipped";
        }
        if (row.goal() == null) {
            return "";
        }
        return row.meetsAmbition() ? "ambition" : row.meetsGate() ? "gate" : "no";
    }

    private static String notes(List<BenchRow> rows) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (BenchRow row : rows) {
            if (!row.note().isEmpty()) {
                notes.putIfAbsent(row.id() + " " + row.note(), String.format("%3d  %s", row.id(), row.note()));
            }
        }
        return notes.isEmpty() ? "" : "\n" + String.join("\n", notes.values()) + "\n";
    }

    private static Map<String, Object> members(BenchRow row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", row.id());
        members.put("name", row.name());
        members.put("value", exact(row.value()));
        members.put("unit", row.unit());
        members.put("reference", exact(row.reference()));
        members.put("ratio", exact(row.ratio()));
        members.put("min", exact(row.min()));
        members.put("max", exact(row.max()));
        members.put("gate", row.goal() == null ? null : row.goal().gateText());
        members.put("ambition", row.goal() == null ? null : row.goal().ambitionText());
        members.put("met", row.isJudged() ? row.meetsGate() : null);
        if (!row.note().isEmpty()) {
            members.put("note", row.note());
        }
        return members;
    }

    private static BigDecimal exact(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(new MathContext(9)) : null;
    }
}
