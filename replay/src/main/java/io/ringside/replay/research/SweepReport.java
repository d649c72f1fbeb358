package io.ringside.replay.research;

import io.ringside.replay.report.Json;
import io.ringside.replay.report.Numbers;
import io.ringside.replay.report.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Results of a sweep, as CSV, JSON, a page with heat maps, and text for a terminal.
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
        json.put("ruined", ruined());
        if (best == null) {
            json.put("best", null);
        } else {
            json.put("best", setJson(best.index()));
            Plateau around = Plateau.around(grid, results, objective, best.index());
            json.put("neighbours", around.neighbours());
            json.put("neighbours_mean", number(around.mean()));
            json.put("neighbours_worst", number(around.worst()));
            int middle = Plateau.middle(grid, results, objective);
            json.put("middle_of_plateau", middle == Plateau.NONE ? null : setJson(middle));
            json.put(
                    "best_at_edge_of",
                    grid.edges(best.index()).stream().map(GridAxis::key).toList());
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
            if (traded() == 0) {
                out.append("The first set: ");
                TapeRun.silence(grid.sets().get(0).configuration(), data.tape().all())
                        .lines()
                        .forEach(line -> out.append(line).append('\n'));
                out.append('\n');
            }
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
        Page page = new Page();
        page.heading("Finding");
        page.text(overfitting.verdict(), best != null && overfitting.isFinding() ? Page.Tone.GOOD : Page.Tone.BAD);
        if (best == null) {
            page.text(nothing());
        } else {
            page.heading("The best " + Math.min(BEST_SHOWN, results.size()) + " by " + objective.figure());
            page.table(bestRows(), 1);
            page.heading("How much of it is luck");
            judgement().forEach(page::text);
            page.text(
                    "Bailey and Lopez de Prado, The Deflated Sharpe Ratio, 2014; Bailey, Borwein, Lopez de Prado and Zhu,"
                            + " The Probability of Backtest Overfitting, 2017. Sets of a grid are not independent; counting each as"
                            + " a trial errs on the cautious side.",
                    Page.Tone.SOFT);
        }
        for (String figure : MAPS) {
            page.heading(figure);
            map(page, figure);
        }
        if (grid.axes().size() > 2) {
            page.text(
                    "The maps run over the first two settings; the others stand at the "
                            + (best == null ? "first" : "best") + " set's values.",
                    Page.Tone.SOFT);
        }
        return page.html(
                title(),
                data.tape().synthetic() ? List.of("The prices are generated: no market made them.") : List.of());
    }

    private String title() {
        return "Sweep of " + name + ": " + results.size() + " sets, " + data.span();
    }

    private String nothing() {
        return traded() == 0
                ? "No set made a single trade: there is nothing to compare."
                : ruined() == results.size()
                        ? "Every set ruined the account."
                        : "No set meets the constraints with a defined " + objective.figure() + ".";
    }

    private long ruined() {
        return results.stream().filter(SetResult::isRuined).count();
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
                .filter(one -> !Double.isNaN(objective.value(one)))
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
                + " plateau: " + middle());
        List<GridAxis> edges = grid.edges(best.index());
        if (!edges.isEmpty()) {
            lines.add("The best set stands at the grid's edge: "
                    + edges.stream().map(this::edge).collect(Collectors.joining(", "))
                    + "; what lies beyond was not tried");
        }
        lines.add("Best Sharpe ratio " + Text.number(overfitting.sharpe(), 3) + " of " + overfitting.trials()
                + " trials, which amount to " + overfitting.independent()
                + " independent ones; without any skill the best of as many would have "
                + Text.number(overfitting.expectedSharpe(), 3));
        lines.add("Deflated Sharpe ratio: " + Text.share(overfitting.deflatedSharpe())
                + " probability that the best set's true Sharpe ratio is above that of luck");
        lines.add("Probability of backtest overfitting: " + Text.share(overfitting.backtestOverfitting()) + " of "
                + overfitting.splits() + " splits; loss out of sample: " + Text.share(overfitting.lossOutOfSample()));
        if (ruined() > 0) {
            lines.add(ruined() + " of " + results.size() + " sets ruined the account; they rank last");
        }
        lines.add(overfitting.verdict());
        return lines;
    }

    private String middle() {
        int middle = Plateau.middle(grid, results, objective);
        return middle == Plateau.NONE ? Text.UNDEFINED + ", since no set has neighbours on all sides" : words(middle);
    }

    private String edge(GridAxis axis) {
        int place = grid.place(best.index(), grid.axes().indexOf(axis));
        return axis.key() + "=" + axis.values().get(place) + " is its " + (place == 0 ? "first" : "last") + " value";
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

    /** Adds a heat map: rows are the first axis, columns the second; other axes are at the best set's values. */
    private void map(Page page, String figure) {
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
        String[][] words = new String[values.length][columns.values().size()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < words[row].length; column++) {
                words[row][column] = Text.number(values[row][column], figure.equals("sharpe") ? 2 : 1);
            }
        }
        page.heatMap(rows.key(), rows.values(), columns.key(), columns.values(), values, words, marked);
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\\s]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
