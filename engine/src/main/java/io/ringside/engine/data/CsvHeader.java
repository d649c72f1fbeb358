package io.ringside.engine.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * The first row of a CSV file, in which columns are found by name, whatever their order and case.
 *
 * <p>Thread: the reader's.
 */
final class CsvHeader {
    private static final String[] TIMES = {"datetime", "timestamp", "date", "time", "t"};

    private final CsvFile file;
    private final String[] names;
    private final String expected;

    /**
     * Takes the row that a file stands on for its header.
     *
     * @param expected what a header needs, for messages
     */
    CsvHeader(CsvFile file, String expected) {
        this.file = file;
        this.expected = expected;
        names = file.takeHeader();
        for (int i = 0; i < names.length; i++) {
            names[i] = names[i].toLowerCase(Locale.ROOT).replaceAll("^<|>$", "");
        }
        if (names.length == 1 && names[0].matches(".*[;|\t].*")) {
            throw file.error("separates fields by something else than a comma; convert the file to commas");
        }
    }

    /** Name of a column, in lower case. */
    String name(int column) {
        return names[column];
    }

    /** The column of the time or date. */
    int requireTime() {
        return require(TIMES);
    }

    /** The column of the first of some names that there is. */
    int require(String... anyOf) {
        for (String name : anyOf) {
            int found = find(name);
            if (found >= 0) {
                return found;
            }
        }
        throw file.error("has no column " + anyOf[0] + " among " + CsvFile.shown(Arrays.toString(names))
                + "; the header needs " + expected);
    }

    /** The column of a name, or -1. */
    int find(String name) {
        int found = -1;
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                if (found >= 0) {
                    throw file.error("names the column " + name + " twice; remove one");
                }
                found = i;
            }
        }
        return found;
    }
}
