package io.ringside.replay.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON documents by Jackson's stream of tokens: objects as maps in order, arrays as lists, numbers as {@link BigDecimal},
 * text, booleans, null; bytes are written as base64. What is written has no control character and no {@code <}, so that it
 * may stand inside a page's script. The reader accepts exactly RFC 8259, without duplicate keys, within bounds.
 *
 * <p>Thread: any; it has no state.
 */
public final class Json {
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_LENGTH_MAX = 64;
    private static final int EXPONENT_MAX = 999;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final CharacterEscapes ESCAPES = new Escapes();

    private Json() {}

    /** Escapes in addition to the standard's: {@code <}, delete, C1 control characters, line separators. */
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        Escapes() {
            ascii['<'] = CharacterEscapes.ESCAPE_STANDARD;
            ascii[127] = CharacterEscapes.ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            boolean hidden = (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029;
            return hidden ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
        }
    }

    /** The document, one member of an object a line. */
    public static String write(Object value) {
        return text(value, true) + "\n";
    }

    /** A value without line breaks. */
    public static String compact(Object value) {
        return text(value, false);
    }

    /** The same in UTF-8; the stream stays open. */
    static void compact(Object value, OutputStream out) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.setCharacterEscapes(ESCAPES);
            append(generator, value, false);
        }
    }

    private static String text(Object value, boolean byLine) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.setCharacterEscapes(ESCAPES);
            if (byLine) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("")
                        .withRootSeparator("")));
            }
            append(generator, value, byLine);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return out.toString();
    }

    private static void append(JsonGenerator out, Object value, boolean byLine) throws IOException {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (var member : members.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                append(out, member.getValue(), byLine);
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> elements && byLine) {
            // A list is written on one line.
            List<String> texts = new ArrayList<>();
            elements.forEach(element -> texts.add(text(element, false)));
            out.writeRawValue("[" + String.join(", ", texts) + "]");
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            for (Object element : elements) {
                append(out, element, false);
            }
            out.writeEndArray();
        } else if (value instanceof CharSequence characters) {
            out.writeString(characters.toString());
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number.toPlainString());
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(Numbers.text(((Number) value).doubleValue()));
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value == null) {
            out.writeNull();
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    /**
     * Reads a document.
     *
     * @param source its name in errors, such as the file's path
     * @throws UserError if it is no JSON; names the line
     */
    public static Object read(String source, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UserError(source + " line 1: is no JSON: it is empty");
            }
            Object value = value(parser, source);
            if (parser.nextToken() != null) {
                throw error(source, parser.currentTokenLocation().getLineNr(), "text after the end", null);
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw error(source, line, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be read", e);
        }
    }

    private static Object value(JsonParser parser, String source) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser, source));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser, source));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                var number = new BigDecimal(parser.getText());
                if (Math.abs((long) number.scale()) > EXPONENT_MAX) {
                    int line = parser.currentTokenLocation().getLineNr();
                    throw error(source, line, "a number has too large an exponent", null);
                }
                yield number;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw error(source, parser.currentTokenLocation().getLineNr(), "a value is expected", null);
        };
    }

    private static UserError error(String source, int line, String what, Throwable cause) {
        return new UserError(source + " line " + line + ": is no JSON: " + what, cause);
    }
}
