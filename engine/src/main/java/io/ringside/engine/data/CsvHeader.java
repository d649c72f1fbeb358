package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first row of a CSV file, in which columns are found by name, whatever their order and case.
 *
 * <p>Thread: the reader's.
 */
final class CsvHeader {
    /** Names of time columns; the last is pandas' index, which has no name. */
    private static final String[] TIMES = {
        "datetime", "timestamp", "date", "time", "t", "window_start", "ts_event", "gmt time", "date/time", ""
    };

    /** Prefix of the names of columns of other symbols. */
    static final String OTHERS = "column ";

    private static final int NAMES_SHOWN_MAX = 160;

    private final CsvFile file;
    private final String[] names;
    private final boolean numbered;

    CsvHeader(CsvFile file, String[] cells) {
        this.file = file;
        names = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            names[i] = cells[i].toLowerCase(Locale.ROOT).replaceAll("^<|>$", "").replaceFirst("^[0-9]\\. ", "");
        }
        numbered = Arrays.stream(cells).anyMatch(cell -> cell.matches("[0-9]\\. .+"));
        if (names.length == 1) {
            throw file.errorAt(
                    1,
                    "has one column, \"" + CsvFile.shown(names[0])
                            + "\"; separate fields by commas, semicolons, tabs or bars");
        }
    }

    /** The header in the row that a file stands on. */
    static CsvHeader ofRow(CsvFile file) {
        String[] cells = new String[file.row().count()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = file.row().field(i).toString();
        }
        return new CsvHeader(file, cells);
    }

    /**
     * yfinance's two rows, kinds of prices and tickers, either of them first: the columns of one ticker keep their names.
     *
     * @throws UserError if the symbol has none
     */
    static CsvHeader ofTwoRows(CsvFile file, String[] first, String[] second, String symbol) {
        String[] kinds = areKinds(second) ? second : first;
        String[] tickers = areKinds(second) ? first : second;
        String[] names = new String[kinds.length];
        names[0] = "datetime";
        boolean found = false;
        for (int i = 1; i < names.length; i++) {
            boolean ours = tickers[i].equalsIgnoreCase(symbol);
            found |= ours;
            names[i] = ours ? kinds[i] : OTHERS + (i + 1);
        }
        if (!found) {
            throw file.fileError("has no columns of " + symbol + " among those of "
                    + CsvFile.shown(String.join(", ", tickers(first, second)))
                    + "; give it as SYMBOL=FILE");
        }
        return new CsvHeader(file, names);
    }

    /** The tickers of such two rows, in their order. */
    static List<String> tickers(String[] first, String[] second) {
        return Arrays.stream(areKinds(second) ? first : second)
                .skip(1)
                .distinct()
                .toList();
    }

    private static boolean areKinds(String[] row) {
        return Arrays.stream(row).anyMatch(cell -> cell.equalsIgnoreCase("open"));
    }

    /** All names, in lower case. */
    List<String> all() {
        return List.of(names);
    }

    /** Name of a column, in lower case. */
    String name(int column) {
        return names[column];
    }

    /** Whether names have numbers before them, as in {@code 1. open}. */
    boolean numbered() {
        return numbered;
    }

    /** The column of the time or date; the error message says what else a header needs. */
    int requireTime(String expected) {
        return require(expected, TIMES);
    }

    /** The column of the first of these names that the header has. */
    int require(String expected, String... anyOf) {
        int found = first(anyOf);
        if (found >= 0) {
            return found;
        }
        throw missing(file, anyOf[0], Arrays.asList(names), expected);
    }

    /** The error for a header without a required column. */
    static UserError missing(CsvFile file, String name, List<String> names, String expected) {
        return file.errorAt(
                1,
                "has no column " + name + " among " + CsvFile.shown(names.toString(), NAMES_SHOWN_MAX)
                        + "; the header needs " + expected);
    }

    /** The column of the first of these names that the header has, or -1. */
    int first(String... anyOf) {
        for (String name : anyOf) {
            int found = find(name);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /** Whether there is a column of a name, or several. */
    boolean has(String name) {
        return Arrays.asList(names).contains(name);
    }

    /** The column of a name, or -1. */
    int find(String name) {
        int found = -1;
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                if (found >= 0) {
                    throw file.errorAt(1, "names the column " + name + " twice; remove one");
                }
                found = i;
            }
        }
        return found;
    }
}
