package io.ringside.replay.report;

import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as RFC 8259 has it, for documents of our own: objects as maps in order, arrays as lists, numbers as
 * {@link BigDecimal}, text, booleans, null. The reader takes nothing else: no comment, no trailing comma, no second key
 * of a name.
 *
 * <p>Thread: one a document.
 */
public final class Json {
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_LENGTH_MAX = 64;

    private final String source;
    private final String text;
    private int at;

    private Json(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** The document, one member of an object a line. */
    public static String write(Object value) {
        var out = new StringBuilder();
        append(out, value, 0);
        return out.append('\n').toString();
    }

    /** Appends a value without line breaks. */
    public static void appendCompact(StringBuilder out, Object value) {
        append(out, value, -1);
    }

    /**
     * Reads a document.
     *
     * @param source what to call it in an error, such as the file's path
     * @throws UserError if it is no JSON; names the line
     */
    public static Object read(String source, String text) {
        var json = new Json(source, text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.error("text after the end");
        }
        return value;
    }

    private static void append(StringBuilder out, Object value, int indent) {
        if (value instanceof Map<?, ?> members) {
            String separator = "{";
            for (var member : members.entrySet()) {
                out.append(separator);
                newLine(out, indent, 1);
                quote(out, String.valueOf(member.getKey()));
                out.append(indent < 0 ? ":" : ": ");
                append(out, member.getValue(), indent < 0 ? -1 : indent + 1);
                separator = ",";
            }
            if (members.isEmpty()) {
                out.append('{');
            } else {
                newLine(out, indent, 0);
            }
            out.append('}');
        } else if (value instanceof Iterable<?> elements) {
            out.append('[');
            String separator = "";
            for (Object element : elements) {
                out.append(separator);
                append(out, element, -1);
                separator = indent < 0 ? "," : ", ";
            }
            out.append(']');
        } else if (value instanceof CharSequence characters) {
            quote(out, characters);
        } else if (value instanceof BigDecimal number) {
            out.append(number.toPlainString());
        } else if (value instanceof Double || value instanceof Float) {
            out.append(Numbers.text(((Number) value).doubleValue()));
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static void newLine(StringBuilder out, int indent, int more) {
        if (indent >= 0) {
            out.append('\n').append("  ".repeat(indent + more));
        }
    }

    private static void quote(StringBuilder out, CharSequence characters) {
        out.append('"');
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                // '<' too, so that a document may stand inside a page's script.
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((c >> shift) & 15, 16));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Object value(int depth) {
        if (depth > DEPTH_MAX) {
            throw error("nested too deeply");
        }
        skipBlanks();
        char c = at < text.length() ? text.charAt(at) : 0;
        switch (c) {
            case '{' -> {
                return object(depth);
            }
            case '[' -> {
                return array(depth);
            }
            case '"' -> {
                return string();
            }
            case 't' -> {
                return word("true", true);
            }
            case 'f' -> {
                return word("false", false);
            }
            case 'n' -> {
                return word("null", null);
            }
            default -> {
                return number();
            }
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (taken('}')) {
            return members;
        }
        do {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw error("a name in quotes is expected");
            }
            String name = string();
            if (!taken(':')) {
                throw error("a colon is expected");
            }
            if (members.containsKey(name)) {
                throw error("the name \"" + name + "\" occurs twice");
            }
            members.put(name, value(depth + 1));
        } while (taken(','));
        if (!taken('}')) {
            throw error("a comma or } is expected");
        }
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        if (taken(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (taken(','));
        if (!taken(']')) {
            throw error("a comma or ] is expected");
        }
        return elements;
    }

    private String string() {
        var out = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c < ' ') {
                throw error("a line break or control character in a text");
            }
            out.append(c == '\\' ? escape() : c);
        }
        if (at >= text.length()) {
            throw error("a text does not end");
        }
        at++;
        return out.toString();
    }

    private char escape() {
        at++;
        char c = at < text.length() ? text.charAt(at) : 0;
        int plain = "\"\\/bfnrt".indexOf(c);
        if (c != 0 && plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (c == 'u' && at + 4 < text.length()) {
            String digits = text.substring(at + 1, at + 5);
            if (digits.matches("[0-9a-fA-F]{4}")) {
                at += 4;
                return (char) Integer.parseInt(digits, 16);
            }
        }
        throw error("an unknown escape in a text");
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > NUMBER_LENGTH_MAX
                || !digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw error("a value is expected");
        }
        return new BigDecimal(digits);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw error("a value is expected");
        }
        at += word.length();
        return value;
    }

    private boolean taken(char expected) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private UserError error(String what) {
        long line = 1
                + text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new UserError(source + " line " + line + ": is no JSON: " + what);
    }
}
