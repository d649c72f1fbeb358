package io.ringside.replay.research;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Charts as SVG: heat maps with their numbers in the cells, bars, lines. Undefined values leave a gap.
 *
 * <p>Thread: any; it has no state.
 */
final class Charts {
    private static final int CELL_WIDTH = 76;
    private static final int CELL_HEIGHT = 30;
    private static final int LABEL_WIDTH = 110;
    /** Colours that the colour-blind tell apart, from losses to gains. */
    private static final int[] LOSS = {194, 65, 12};

    private static final int[] MIDDLE = {244, 244, 246};
    private static final int[] GAIN = {11, 107, 203};

    /** One line of a chart. */
    record Line(String name, List<Double> values) {
        Line {
            values = List.copyOf(values);
        }
    }

    private Charts() {}

    /**
     * A heat map.
     *
     * @param values by row and column
     * @param marked row and column of the cell to stand out, or null
     */
    static String heatMap(
            String rowName,
            List<String> rows,
            String columnName,
            List<String> columns,
            double[][] values,
            DoubleFunction<String> words,
            int[] marked) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : values) {
            for (double value : row) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        int width = LABEL_WIDTH + columns.size() * CELL_WIDTH + 4;
        int height = 44 + rows.size() * CELL_HEIGHT + 4;
        var out = open(width, height);
        text(out, LABEL_WIDTH + columns.size() * CELL_WIDTH / 2.0, 14, "middle", columnName);
        text(out, 2, 34, "start", rowName);
        for (int column = 0; column < columns.size(); column++) {
            text(out, LABEL_WIDTH + (column + 0.5) * CELL_WIDTH, 34, "middle", columns.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            double y = 42.0 + row * CELL_HEIGHT;
            text(out, LABEL_WIDTH - 8, y + 19, "end", rows.get(row));
            for (int column = 0; column < columns.size(); column++) {
                cell(
                        out,
                        LABEL_WIDTH + (double) column * CELL_WIDTH,
                        y,
                        values[row][column],
                        low,
                        high,
                        words,
                        marked != null && marked[0] == row && marked[1] == column);
            }
        }
        return out.append("</svg>").toString();
    }

    private static void cell(
            StringBuilder out,
            double x,
            double y,
            double value,
            double low,
            double high,
            DoubleFunction<String> words,
            boolean marked) {
        int[] colour = MIDDLE;
        boolean dark = false;
        if (Double.isFinite(value)) {
            double share = high > low ? (value - low) / (high - low) * 2 - 1 : 0;
            colour = mix(share);
            dark = Math.abs(share) > 0.55;
        }
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" fill=\"rgb(%d,%d,%d)\"%s/>",
                x + 1,
                y + 1,
                CELL_WIDTH - 2,
                CELL_HEIGHT - 2,
                colour[0],
                colour[1],
                colour[2],
                marked ? " stroke=\"#000\" stroke-width=\"3\"" : ""));
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" style=\"fill:%s\">%s</text>\n",
                x + CELL_WIDTH / 2.0,
                y + 19,
                dark ? "#fff" : "#1c2024",
                Page.escape(words.apply(value))));
    }

    private static int[] mix(double share) {
        int[] end = share < 0 ? LOSS : GAIN;
        double weight = Math.abs(share);
        int[] colour = new int[3];
        for (int i = 0; i < 3; i++) {
            colour[i] = (int) Math.round(MIDDLE[i] + weight * (end[i] - MIDDLE[i]));
        }
        return colour;
    }

    /** Horizontal bars from zero, with their words beside them. */
    static String bars(List<String> names, double[] values, DoubleFunction<String> words) {
        double reach = 1e-12;
        for (double value : values) {
            reach = Double.isFinite(value) ? Math.max(reach, Math.abs(value)) : reach;
        }
        int label = 330;
        int half = 250;
        var out = open(label + 2 * half + 140, names.size() * 26 + 8);
        for (int i = 0; i < names.size(); i++) {
            double y = 4.0 + i * 26;
            double length = Double.isFinite(values[i]) ? half * Math.abs(values[i]) / reach : 0;
            double zero = label + half;
            text(out, 2, y + 16, "start", names.get(i));
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"18\" fill=\"var(%s)\"/>",
                    values[i] < 0 ? zero - length : zero,
                    y + 2,
                    Math.max(length, 1),
                    values[i] < 0 ? "--loss" : "--gain"));
            text(out, zero + (values[i] < 0 ? 6 : length + 6), y + 16, "start", words.apply(values[i]));
        }
        return out.append("</svg>").toString();
    }

    /** Lines over the same steps, each with its name at its end. */
    static String lines(List<Line> lines, String from, String to, DoubleFunction<String> words) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int steps = 1;
        for (Line line : lines) {
            for (double value : line.values()) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            steps = Math.max(steps, line.values().size());
        }
        if (!(high >= low)) {
            return open(10, 10).append("</svg>").toString();
        }
        int width = 1040;
        int height = 360;
        double left = 90;
        double right = 250;
        double range = high > low ? high - low : 1;
        var out = open(width, height);
        for (int tick = 0; tick <= 4; tick++) {
            double y = 10 + (height - 40) * (1 - tick / 4.0);
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"var(--line)\"/>",
                    left,
                    width - right,
                    y,
                    y));
            text(out, left - 8, y + 4, "end", words.apply(low + range * tick / 4));
        }
        text(out, left, height - 6, "start", from);
        text(out, width - right, height - 6, "end", to);
        for (int i = 0; i < lines.size(); i++) {
            String colour = "hsl(" + (210 + i * 137) % 360 + ",65%,50%)";
            out.append("<polyline fill=\"none\" stroke-width=\"1.6\" stroke=\"")
                    .append(colour)
                    .append("\" points=\"");
            List<Double> values = lines.get(i).values();
            int every = Math.max(1, values.size() / 900);
            for (int k = 0; k < values.size(); k++) {
                if (Double.isFinite(values.get(k)) && (k % every == 0 || k == values.size() - 1)) {
                    out.append(String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            left + (width - left - right) * k / Math.max(1, steps - 1),
                            10 + (height - 40) * (1 - (values.get(k) - low) / range)));
                }
            }
            out.append("\"/>");
            double y = 20.0 + i * 20;
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                    width - right + 12,
                    y - 10,
                    colour));
            text(out, width - right + 30, y, "start", lines.get(i).name());
        }
        return out.append("</svg>").toString();
    }

    private static StringBuilder open(int width, int height) {
        return new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\">\n");
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String words) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                Page.escape(words)));
    }
}
