package io.ringside.replay.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sections of a page of findings: text, tables, curves over days, bars, heat maps. They are shown on a page of their own or
 * on a tear sheet, drawn by its script, so that all pages look alike. A value that is undefined leaves a gap.
 *
 * <p>Thread: one.
 */
public final class Page {
    /** A curve over the days of a chart. */
    public record Line(String name, List<Double> values) {
        public Line {
            values = List.copyOf(values);
        }
    }

    /** Tone of a judgement. */
    public enum Tone {
        GOOD,
        BAD,
        PLAIN,
        SOFT
    }

    private final List<Object> sections = new ArrayList<>();
    private List<Object> parts = new ArrayList<>();

    /** Begins a section. */
    public Page heading(String title) {
        parts = new ArrayList<>();
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("id", "section-" + sections.size());
        section.put("title", title);
        section.put("parts", parts);
        sections.add(section);
        return this;
    }

    /** A sentence. */
    public Page text(String text) {
        return text(text, Tone.PLAIN);
    }

    /** A sentence with a tone. */
    public Page text(String text, Tone tone) {
        Map<String, Object> part = part("text");
        part.put("text", text);
        part.put("tone", tone.name().toLowerCase(java.util.Locale.ROOT));
        return this;
    }

    /**
     * A table.
     *
     * @param rows the first one is the header
     * @param marked index of the row to stand out, or -1
     */
    public Page table(List<List<String>> rows, int marked) {
        Map<String, Object> part = part("table");
        part.put("headers", rows.get(0));
        part.put("rows", rows.subList(1, rows.size()));
        part.put("marked", marked - 1);
        return this;
    }

    /** A line that opens to a table. */
    public record Detail(String summary, List<List<String>> rows) {
        public Detail {
            rows = List.copyOf(rows);
        }
    }

    /** Lines of which each opens to a table with these headers. */
    public Page details(List<String> headers, List<Detail> items) {
        Map<String, Object> part = part("details");
        part.put("headers", headers);
        List<Object> all = new ArrayList<>();
        for (Detail item : items) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("summary", item.summary);
            one.put("rows", item.rows);
            all.add(one);
        }
        part.put("items", all);
        return this;
    }

    /** Curves over days, counted from 1970. */
    public Page lines(List<Integer> days, List<Line> lines) {
        Map<String, Object> part = part("lines");
        part.put("day", days);
        List<Object> all = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", line.name);
            one.put(
                    "values",
                    AccountBlocks.curve(
                            line.values.stream().mapToDouble(value -> value).toArray()));
            all.add(one);
        }
        part.put("lines", all);
        return this;
    }

    /** Bars from zero, with texts beside them. */
    public Page bars(List<String> names, double[] values, List<String> words) {
        Map<String, Object> part = part("bars");
        part.put("names", names);
        part.put("values", AccountBlocks.curve(values));
        part.put("words", words);
        return this;
    }

    /**
     * A heat map with its values in the cells.
     *
     * @param values by row and column
     * @param words by row and column
     * @param marked row and column of the cell to stand out, or null
     */
    public Page heatMap(
            String rowName,
            List<String> rows,
            String columnName,
            List<String> columns,
            double[][] values,
            String[][] words,
            int[] marked) {
        Map<String, Object> part = part("heat");
        part.put("row_name", rowName);
        part.put("rows", rows);
        part.put("column_name", columnName);
        part.put("columns", columns);
        part.put("values", Arrays.stream(values).map(AccountBlocks::curve).toList());
        part.put("words", Arrays.stream(words).map(List::of).toList());
        part.put("marked", marked == null ? null : List.of(marked[0], marked[1]));
        return this;
    }

    /** As JSON values. */
    List<Object> sections() {
        return sections;
    }

    /** A page of these sections alone. */
    public String html(String title, List<String> warnings) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("title", title);
        model.put("facts", List.of());
        model.put("warnings", warnings);
        model.put("sections", sections);
        var page = new ByteArrayOutputStream();
        try {
            TearSheet.write(page, title, model);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return page.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> part(String kind) {
        if (sections.isEmpty()) {
            heading("Findings");
        }
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("kind", kind);
        parts.add(part);
        return part;
    }
}
