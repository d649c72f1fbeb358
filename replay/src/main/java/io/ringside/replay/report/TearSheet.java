package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A back test on one page: a file that needs nothing but a browser, no network and no second file. The page contains its
 * data as JSON, the script that draws them, and uPlot with its licence.
 *
 * <p>Thread: any; it has no state.
 */
public final class TearSheet {
    /** Most points; more bars are merged, so that the page stays below two megabytes. */
    private static final int POINTS_MAX = 100_000;
    /** Most instruments drawn: those with the largest profits or losses. */
    private static final int PATHS_MAX = 12;

    private static final Pattern PLACE = Pattern.compile("@@([a-z.]+)@@");
    /** Resources for the template's placeholders, except for title and data. */
    private static final Map<String, String> RESOURCES = Map.of(
            "licence", "uplot/LICENSE",
            "uplot.css", "uplot/uPlot.min.css",
            "css", "tearsheet.css",
            "uplot.js", "uplot/uPlot.iife.min.js",
            "js", "tearsheet.js");

    private TearSheet() {}

    /** Writes the page. The same run gives the same bytes. */
    public static void write(Path file, ReportFolder folder, RunContext context) throws IOException {
        write(file, folder, context, new Page());
    }

    /** The same with findings of the study that the account is of, above the account. */
    public static void write(Path file, ReportFolder folder, RunContext context, Page findings) throws IOException {
        Map<String, Object> model = model(folder, context);
        model.put("sections", findings.sections());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, context.title(), model);
        }
    }

    /** Writes a page with a model for the script, in UTF-8. */
    static void write(OutputStream out, String title, Map<String, Object> model) throws IOException {
        String template = new String(resource("tearsheet.html"), StandardCharsets.UTF_8);
        Matcher place = PLACE.matcher(template);
        int at = 0;
        while (place.find()) {
            out.write(utf8(template.substring(at, place.start())));
            String part = place.group(1);
            switch (part) {
                case "title" -> out.write(utf8(escape(title)));
                case "data" -> Json.compact(model, out);
                default -> out.write(resource(RESOURCES.get(part)));
            }
            at = place.end();
        }
        out.write(utf8(template.substring(at)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> model(ReportFolder folder, RunContext context) {
        List<Trade> trades = folder.trades();
        Map<String, PricePath> drawn = drawn(trades, context.paths());
        long startE8 = startE8(folder.summary());
        var account = new AccountBlocks(startE8, folder.sessions(), riskless(folder.summary()));
        var list = new TradeBlocks(trades);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("title", context.title());
        model.put("facts", facts(context.facts()));
        model.put("warnings", context.warnings());
        model.put("summary", folder.summary().values());
        model.put("curves", account.curves());
        model.put("drawdowns", account.drawdowns());
        model.put("calendar", account.calendar());
        model.put("returns", account.returns());
        model.put("rolling", account.rolling());
        model.put("metrics", account.metrics());
        model.put("trades", list.list(drawn));
        model.put("r_multiples", list.rMultiples());
        model.put("symbols", list.bySymbol());
        model.put("strategies", list.byStrategy());
        model.put("reasons", list.byReason());
        model.put("hours", list.byHour());
        model.put("weekdays", list.byWeekday());
        model.put("durations", list.byDuration());
        model.put("costs", costs(context.costs()));
        Map<String, Object> paths = new LinkedHashMap<>();
        drawn.forEach((symbol, path) -> paths.put(symbol, path.encode()));
        model.put("paths", paths);
        model.put("parameters", facts(context.parameters()));
        return model;
    }

    /** The paths of the instruments with the largest profits or losses, thinned to fit the page. */
    private static Map<String, PricePath> drawn(List<Trade> trades, Map<String, PricePath> paths) {
        Set<String> symbols = new LinkedHashSet<>();
        Contribution.of(trades, Trade::symbol).forEach(one -> symbols.add(one.name()));
        symbols.addAll(new TreeSet<>(paths.keySet()));
        symbols.retainAll(paths.keySet());
        List<String> shown = symbols.stream().limit(PATHS_MAX).toList();
        Map<String, PricePath> drawn = new LinkedHashMap<>();
        for (String symbol : shown) {
            drawn.put(symbol, paths.get(symbol).thinned(POINTS_MAX / shown.size()));
        }
        return drawn;
    }

    /** Costs so far, by session. */
    private static Map<String, Object> costs(List<RunContext.DayCosts> days) {
        double[] commissions = new double[days.size()];
        double[] slippage = new double[days.size()];
        long commissionE8 = 0;
        long slippageE8 = 0;
        for (int i = 0; i < days.size(); i++) {
            commissionE8 = Math.addExact(commissionE8, days.get(i).commissionE8());
            slippageE8 = Math.addExact(slippageE8, days.get(i).slippageE8());
            commissions[i] = FixedPoint.toDoubleRounded(commissionE8);
            slippage[i] = FixedPoint.toDoubleRounded(slippageE8);
        }
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("day", days.stream().map(RunContext.DayCosts::epochDay).toList());
        costs.put("commissions", AccountBlocks.curve(commissions));
        costs.put("slippage", AccountBlocks.curve(slippage));
        return costs;
    }

    private static List<Object> facts(List<RunContext.Fact> facts) {
        List<Object> rows = new ArrayList<>();
        facts.forEach(fact -> rows.add(List.of(fact.label(), fact.value())));
        return rows;
    }

    private static double riskless(Summary summary) {
        double percent = summary.number("riskless_pct");
        return Double.isNaN(percent) ? 0 : percent;
    }

    private static long startE8(Summary summary) {
        return Numbers.moneyE8(((BigDecimal) summary.values().get("starting_equity")).toPlainString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = TearSheet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
