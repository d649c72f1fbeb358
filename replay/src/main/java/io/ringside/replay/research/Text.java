package io.ringside.replay.research;

import java.util.Locale;

/**
 * Figures for people: undefined is "n/a", never NaN.
 *
 * <p>Thread: any; it has no state.
 */
final class Text {
    static final String UNDEFINED = "n/a";

    private Text() {}

    /** The last name of a path, or "session" if it has none that can be a folder's name. */
    static String fileName(java.nio.file.Path path) {
        java.nio.file.Path last = path.toAbsolutePath().normalize().getFileName();
        java.nio.file.Path parent = path.toAbsolutePath().normalize().getParent();
        // A back test's journal is named by its parent folder.
        boolean plain = last != null && last.toString().equals("journal") && parent != null;
        java.nio.file.Path name = plain ? parent.getFileName() : last;
        return name == null ? "session" : name.toString();
    }

    /** So many decimals. */
    static String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.startsWith("-") && text.chars().allMatch(c -> "-0.,".indexOf(c) >= 0) ? text.substring(1) : text;
    }

    /** With a sign. */
    static String change(double value, int decimals) {
        String text = number(value, decimals);
        return value > 0 && !text.equals(UNDEFINED) ? "+" + text : text;
    }

    /** A share of 1 in percent. */
    static String share(double value) {
        return Double.isFinite(value) ? number(100 * value, 1) + " %" : UNDEFINED;
    }

    /** A figure of the summary in the format of its name. */
    static String figure(String key, double value) {
        return switch (key) {
            case "trades" -> number(value, 0);
            case "final_equity", "net_profit", "expectancy", "commissions", "slippage" -> number(value, 2);
            default ->
                key.endsWith("_pct") ? number(value, 2) + (Double.isFinite(value) ? " %" : "") : number(value, 3);
        };
    }

    /** A table with left-aligned first column; the first row is the header. */
    static String table(java.util.List<java.util.List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var out = new StringBuilder();
        for (var row : rows) {
            for (int i = 0; i < columns; i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                String cell = i == 0 ? row.get(i) + blanks : "  " + blanks + row.get(i);
                out.append(i == columns - 1 ? cell.stripTrailing() : cell);
            }
            out.append('\n');
        }
        return out.toString();
    }
}
