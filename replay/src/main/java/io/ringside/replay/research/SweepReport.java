package io.ringside.replay.research;

import io.ringside.replay.report.Json;
import io.ringside.replay.report.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep found, as CSV, JSON, a page with heat maps, and text for a terminal.
 *
 * <p>Thread: one.
 */
final class SweepReport {
    private static final List<String> SHOWN = List.of("sharpe", "total_return_pct", "max_drawdown_pct", "trades");
    private static final List<String> MAPS = List.of("sharpe", "total_return_pct", "max_drawdown_pct");
    private static final int BEST_SHOWN = 10;

    private final String name;
    private final StudyData data;
    private final Grid grid;
    private final List<SetResult> results;
    private final Objective objective;
    private final SetResult best;
    private final Overfitting overfitting;

    SweepReport(String name, StudyData data, Grid grid, List<SetResult> results, Objective objective) {
        this.name = name;
        this.data = data;
        this.grid = grid;
        this.results = results;
        this.objective = objective;
        best = objective.best(results);
        overfitting = Overfitting.of(results, Blocks.of(data.sessions()));
    }

    /** One row a set, in the order of the grid. */
    String csv() {
        var out = new StringBuilder("digest");
        grid.axes().forEach(axis -> out.append(',').append(axis.key()));
        SetResult.FIGURES.forEach(key -> out.append(',').append(key));
        out.append('\n');
        for (int i = 0; i < results.size(); i++) {
            out.append(results.get(i).digest());
            grid.sets().get(i).values().forEach(value -> out.append(',').append(quoted(value)));
            for (String key : SetResult.FIGURES) {
                double value = results.get(i).figure(key);
                out.append(',').append(Double.isFinite(value) ? Numbers.text(value) : "");
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** The findings. */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sets", results.size());
        json.put("bars", data.tape().bars());
        json.put("sessions", data.sessions());
        json.put("synthetic", data.tape().synthetic());
        json.put("data", data.data().values());
        json.put("objective", objective.figure());
        json.put("traded", traded());
        if (best == null) {
            json.put("best", null);
        } else {
            json.put("best", setJson(best.index()));
            Plateau around = Plateau.around(grid, results, objective, best.index());
            json.put("neighbours", around.neighbours());
            json.put("neighbours_mean", number(around.mean()));
            json.put("neighbours_worst", number(around.worst()));
            json.put("middle_of_plateau", setJson(Plateau.middle(grid, results, objective)));
        }
        json.put("trials", overfitting.trials());
        json.put("independent_trials", overfitting.independent());
        json.put("expected_best_sharpe_without_skill", number(overfitting.expectedSharpe()));
        json.put("deflated_sharpe_probability", number(overfitting.deflatedSharpe()));
        json.put("overfitting_splits", overfitting.splits());
        json.put("overfitting_probability", number(overfitting.backtestOverfitting()));
        json.put("loss_out_of_sample_probability", number(overfitting.lossOutOfSample()));
        json.put("finding", overfitting.isFinding());
        return Json.write(json);
    }

    /** For a terminal. */
    String text() {
        var out = new StringBuilder();
        out.append(title()).append("\n\n");
        if (best == null) {
            out.append(nothing()).append("\n\n");
            return out.toString();
        }
        out.append(Text.table(bestRows())).append('\n');
        for (String line : judgement()) {
            out.append(line).append('\n');
        }
        return out.append('\n').toString();
    }

    /** A page with heat maps. */
    String html() {
        Page page = new Page(title());
        if (data.tape().synthetic()) {
            page.verdict(false, "Synthetic prices: generated, no market's.");
        }
        page.verdict(best != null && overfitting.isFinding(), overfitting.verdict());
        if (best == null) {
            page.text(nothing());
        } else {
            page.heading("The best " + Math.min(BEST_SHOWN, results.size()) + " by " + objective.figure());
            page.table(bestRows(), 1);
            page.heading("How much of it is luck");
            judgement().forEach(page::text);
            page.soft(
                    "Bailey and Lopez de Prado, The Deflated Sharpe Ratio, 2014; Bailey, Borwein, Lopez de Prado and Zhu,"
                            + " The Probability of Backtest Overfitting, 2017. Sets of a grid are not independent; counting each as"
                            + " a trial errs on the cautious side.");
        }
        for (String figure : MAPS) {
            page.heading(figure);
            page.svg(map(figure));
        }
        if (grid.axes().size() > 2) {
            page.soft("The maps run over the first two settings; the others stand at the "
                    + (best == null ? "first" : "best") + " set's values.");
        }
        return page.html();
    }

    private String title() {
        return "Sweep of " + name + ": " + results.size() + " sets, " + data.span();
    }

    private String nothing() {
        return traded() == 0
                ? "No set made a single trade: there is nothing to compare."
                : "No set meets the constraints with a defined " + objective.figure() + ".";
    }

    private long traded() {
        return results.stream().filter(one -> one.figure("trades") > 0).count();
    }

    private List<List<String>> bestRows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>();
        grid.axes().forEach(axis -> header.add(axis.key()));
        List<String> figures = new ArrayList<>(SHOWN);
        if (!figures.contains(objective.figure())) {
            figures.add(0, objective.figure());
        }
        header.addAll(figures);
        rows.add(header);
        results.stream()
                .filter(one -> Double.isFinite(objective.value(one)))
                .sorted((a, b) -> Double.compare(objective.value(b), objective.value(a)))
                .limit(BEST_SHOWN)
                .forEach(one -> {
                    List<String> row =
                            new ArrayList<>(grid.sets().get(one.index()).values());
                    figures.forEach(key -> row.add(Text.figure(key, one.figure(key))));
                    rows.add(row);
                });
        return rows;
    }

    private List<String> judgement() {
        List<String> lines = new ArrayList<>();
        Plateau around = Plateau.around(grid, results, objective, best.index());
        lines.add("Around the best set: " + around.neighbours() + " neighbours, mean " + objective.figure() + " "
                + Text.number(around.mean(), 3) + ", worst " + Text.number(around.worst(), 3) + "; middle of the best"
                + " plateau: " + words(Plateau.middle(grid, results, objective)));
        lines.add("Best Sharpe ratio " + Text.number(overfitting.sharpe(), 3) + " of " + overfitting.trials()
                + " trials, which amount to " + overfitting.independent()
                + " independent ones; without any skill the best of as many would have "
                + Text.number(overfitting.expectedSharpe(), 3));
        lines.add("Deflated Sharpe ratio: " + Text.share(overfitting.deflatedSharpe())
                + " probability that the best set's true Sharpe ratio is above that of luck");
        lines.add("Probability of backtest overfitting: " + Text.share(overfitting.backtestOverfitting()) + " of "
                + overfitting.splits() + " splits; loss out of sample: " + Text.share(overfitting.lossOutOfSample()));
        lines.add(overfitting.verdict());
        return lines;
    }

    private String words(int index) {
        List<String> words = new ArrayList<>();
        for (int axis = 0; axis < grid.axes().size(); axis++) {
            words.add(grid.axes().get(axis).key() + "="
                    + grid.sets().get(index).values().get(axis));
        }
        return String.join(" ", words);
    }

    private Map<String, Object> setJson(int index) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int axis = 0; axis < grid.axes().size(); axis++) {
            json.put(
                    grid.axes().get(axis).key(), grid.sets().get(index).values().get(axis));
        }
        json.put("digest", results.get(index).digest());
        for (String key : SetResult.FIGURES) {
            json.put(key, number(results.get(index).figure(key)));
        }
        return json;
    }

    private static BigDecimal number(double value) {
        return Double.isFinite(value) ? new BigDecimal(Numbers.text(value)) : null;
    }

    /** Rows are the first axis, columns the second; the others stand at the best set's values. */
    private String map(String figure) {
        List<GridAxis> axes = grid.axes();
        GridAxis rows = axes.get(0);
        GridAxis columns = axes.size() > 1 ? axes.get(1) : new GridAxis("", List.of(""));
        int chosen = best == null ? 0 : best.index();
        double[][] values = new double[rows.values().size()][columns.values().size()];
        for (int index = 0; index < results.size(); index++) {
            boolean shown = true;
            for (int axis = 2; axis < axes.size(); axis++) {
                shown &= grid.place(index, axis) == grid.place(chosen, axis);
            }
            if (shown) {
                values[grid.place(index, 0)][axes.size() > 1 ? grid.place(index, 1) : 0] =
                        results.get(index).figure(figure);
            }
        }
        int[] marked =
                best == null ? null : new int[] {grid.place(chosen, 0), axes.size() > 1 ? grid.place(chosen, 1) : 0};
        return Charts.heatMap(
                rows.key(),
                rows.values(),
                columns.key(),
                columns.values(),
                values,
                value -> Text.number(value, figure.equals("sharpe") ? 2 : 1),
                marked);
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\\s]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
