package io.ringside.engine.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Passes text on to a terminal without what could take it over: whatever comes from a file, a broker or a command line,
 * control characters but line ends and tabs become question marks, and so do those that turn the direction of writing.
 *
 * <p>Thread: its owner's.
 */
final class PrintableWriter extends FilterWriter {
    private static final String LINE_END = System.lineSeparator();

    PrintableWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(printable((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        char[] printable = new char[length];
        for (int i = 0; i < length; i++) {
            printable[i] = printable(text[from + i]);
        }
        out.write(printable, 0, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.toCharArray(), from, length);
    }

    /** The text as it may be printed. */
    static String printable(String text) {
        char[] printable = text.toCharArray();
        for (int i = 0; i < printable.length; i++) {
            printable[i] = printable(printable[i]);
        }
        return new String(printable);
    }

    private static char printable(char c) {
        boolean lineEnd = c == '\n' || c == '\t' || (c == '\r' && LINE_END.indexOf(c) >= 0);
        boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
        return (Character.isISOControl(c) && !lineEnd) || turns ? '?' : c;
    }
}
