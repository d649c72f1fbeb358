package io.ringside.engine.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.Arrays;

/**
 * The fields of one CSV row, in a buffer that every row reuses.
 *
 * <p>Thread: the reader's.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    static final int FIELDS_MAX = 4096;

    private final int[] starts = new int[FIELDS_MAX];
    private final int[] ends = new int[FIELDS_MAX];
    private final Field field = new Field();
    private char[] chars = new char[8192];
    private int count;
    private int used;

    /** How many fields the row has; more than {@link #FIELDS_MAX} are counted but not kept. */
    int count() {
        return count;
    }

    long line() {
        return getStartingLineNumber();
    }

    /** A field without the blanks around it; the view is good until the next call. */
    CharSequence field(int index) {
        int start = starts[index];
        int end = ends[index];
        while (start < end && chars[start] <= ' ') {
            start++;
        }
        while (end > start && chars[end - 1] <= ' ') {
            end--;
        }
        field.start = start;
        field.end = end;
        return field;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        count = 0;
        used = 0;
    }

    @Override
    protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
        if (count < FIELDS_MAX) {
            if (used + len > chars.length) {
                chars = Arrays.copyOf(chars, Math.max(2 * chars.length, used + len));
            }
            System.arraycopy(buf, offset, chars, used, len);
            starts[count] = used;
            used += len;
            ends[count] = used;
        }
        count++;
    }

    @Override
    protected RecordWrapper<CsvRow> buildRecord() {
        return wrapRecord(this);
    }

    private final class Field implements CharSequence {
        private int start;
        private int end;

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            return chars[start + index];
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new String(chars, start + from, to - from);
        }

        @Override
        public String toString() {
            return new String(chars, start, end - start);
        }
    }
}
