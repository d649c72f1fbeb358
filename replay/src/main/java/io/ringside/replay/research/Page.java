package io.ringside.replay.research;

import java.util.List;

/**
 * One self-contained HTML page: opens offline, follows the reader's light or dark, prints. Charts are drawn as SVG.
 *
 * <p>Thread: one.
 */
final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2024;--soft:#60646c;--line:#d9d9e0;--paper:#fff;--gain:#0b6bcb;--loss:#c2410c}
            @media (prefers-color-scheme:dark){:root{--ink:#edeef0;--soft:#b0b4ba;--line:#3a3d42;--paper:#111113;--gain:#70b8ff;--loss:#ff9a5c}}
            body{margin:0 auto;max-width:1100px;padding:1.2rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
            h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}p{margin:.4rem 0}
            .soft{color:var(--soft)}.wide{overflow-x:auto}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
            th:first-child,td:first-child{text-align:left}th{color:var(--soft);font-weight:600}
            tr.mark td{font-weight:700}.warn{border-left:4px solid var(--loss);padding:.3rem .8rem}.good{border-left:4px solid var(--gain);padding:.3rem .8rem}
            svg{max-width:100%;height:auto;display:block}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
            @media print{:root{color-scheme:light}body{max-width:none}}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    Page(String title) {
        this.title = title;
        body.append("<h1>").append(escape(title)).append("</h1>\n");
    }

    Page heading(String text) {
        body.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    Page text(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    Page soft(String text) {
        body.append("<p class=\"soft\">").append(escape(text)).append("</p>\n");
        return this;
    }

    /** A judgement, good or bad. */
    Page verdict(boolean good, String text) {
        body.append("<p class=\"")
                .append(good ? "good" : "warn")
                .append("\">")
                .append(escape(text))
                .append("</p>\n");
        return this;
    }

    /** A chart. */
    Page svg(String svg) {
        body.append("<div class=\"wide\">").append(svg).append("</div>\n");
        return this;
    }

    /**
     * A table.
     *
     * @param rows the first one is the header
     * @param marked index of the row to stand out, or -1
     */
    Page table(List<List<String>> rows, int marked) {
        body.append("<div class=\"wide\"><table>\n");
        for (int i = 0; i < rows.size(); i++) {
            body.append(i == marked ? "<tr class=\"mark\">" : "<tr>");
            String tag = i == 0 ? "th" : "td";
            for (String cell : rows.get(i)) {
                body.append('<')
                        .append(tag)
                        .append('>')
                        .append(escape(cell))
                        .append("</")
                        .append(tag)
                        .append('>');
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    /** The whole document. */
    String html() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style></head><body>\n" + body + "</body></html>\n";
    }

    /** Text for markup. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
