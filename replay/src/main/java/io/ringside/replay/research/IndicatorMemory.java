package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How long an indicator depends on past bars: starts it again at several bars and compares its values with those over all bars.
 *
 * @param name of the indicator's outputs, by the strategy
 * @param symbol of the instrument
 * @param warmUp bars after which it says that its value may be used
 * @param starts how often it was started again
 * @param atWarmUp greatest relative difference at the end of the warm-up; 0 if its values are the same from then on
 * @param exactAfter bars after which every value was the same to the last bit; -1 if that never was
 * @param closeAfter bars after which the relative difference stayed below {@link #CLOSE}; -1 if that never was
 * @param halfLife bars in which the difference halves, measured; NaN if it does not fall
 */
record IndicatorMemory(
        String name,
        String symbol,
        int warmUp,
        int starts,
        double atWarmUp,
        int exactAfter,
        int closeAfter,
        double halfLife) {
    /** Relative difference that is not expected to change any decision. */
    static final double CLOSE = 1e-6;

    private static final int STARTS_MAX = 12;
    private static final int AGE_MAX = 5000;
    private static final double TINY = 1e-12;

    /** Whether the values are the same from the end of the warm-up on. */
    boolean isFinite() {
        return exactAfter >= 0 && exactAfter <= warmUp;
    }

    /** The result in one line. */
    String text() {
        String head = name + " of " + symbol + ": warm-up " + warmUp + " bars; ";
        if (starts == 0) {
            return head + "too few bars to start it anew";
        }
        if (isFinite()) {
            return head + "then the same whatever came before (" + starts + " starts)";
        }
        String fall = Double.isFinite(halfLife) ? ", halves every " + Text.number(halfLife, 1) + " bars" : "";
        String below = closeAfter >= 0
                ? ", below 1e-6 after " + closeAfter + " bars"
                : ", still above 1e-6 after " + AGE_MAX + " bars: it depends on where the data begins";
        return head + "remembers: relative difference " + String.format(java.util.Locale.ROOT, "%.1e", atWarmUp)
                + " at its warm-up" + fall + below;
    }

    /**
     * Examines every indicator of every strategy.
     *
     * @param bars closed bars by series id, in order
     */
    static List<IndicatorMemory> of(Supplier<Engine> engines, Map<Integer, List<Bar>> bars) {
        List<IndicatorMemory> all = new ArrayList<>();
        Engine engine = engines.get();
        for (StrategyBinding binding : engine.bindings()) {
            for (int input = 0; input < binding.inputs().size(); input++) {
                Strategy.Input of = binding.inputs().get(input);
                List<Bar> seen = bars.getOrDefault(series(engine, of), List.of());
                for (int i = 0; i < of.indicators().size(); i++) {
                    all.add(examine(engines, binding.bindingId(), input, i, seen));
                }
            }
        }
        return all;
    }

    private static int series(Engine engine, Strategy.Input input) {
        for (BarSeries series : engine.series()) {
            if (series.instrument().equals(input.instrument()) && series.spec().equals(input.bars())) {
                return series.seriesId();
            }
        }
        return -1;
    }

    private static IndicatorMemory examine(
            Supplier<Engine> engines, int bindingId, int input, int index, List<Bar> bars) {
        StrategyBinding binding = engines.get().bindings().get(bindingId);
        Strategy.Named named = binding.inputs().get(input).indicators().get(index);
        Indicator always = named.indicator();
        int warmUp = always.warmUp();
        int outputs = always.outputs();
        List<double[]> values = new ArrayList<>();
        for (Bar bar : bars) {
            always.update(bar);
            values.add(outputs(always, outputs));
        }
        int room = bars.size() - warmUp - 1;
        int starts = Math.min(STARTS_MAX, Math.max(0, room));
        Map<Integer, Double> worst = new HashMap<>();
        int oldest = 0;
        for (int i = 0; i < starts; i++) {
            int from = 1 + (int) ((long) i * (room - 1) / Math.max(1, starts));
            Indicator anew = engines.get()
                    .bindings()
                    .get(bindingId)
                    .inputs()
                    .get(input)
                    .indicators()
                    .get(index)
                    .indicator();
            for (int age = 1; age <= AGE_MAX && from + age <= bars.size(); age++) {
                anew.update(bars.get(from + age - 1));
                if (age >= warmUp) {
                    double difference = difference(values.get(from + age - 1), outputs(anew, outputs));
                    worst.merge(age, difference, Math::max);
                    oldest = Math.max(oldest, age);
                }
            }
        }
        return summary(String.join(", ", named.names()), binding.instrument().symbol(), warmUp, starts, worst, oldest);
    }

    private static IndicatorMemory summary(
            String name, String symbol, int warmUp, int starts, Map<Integer, Double> worst, int oldest) {
        int exact = warmUp;
        int close = warmUp;
        for (int age = warmUp; age <= oldest; age++) {
            double difference = worst.getOrDefault(age, 0.0);
            exact = difference > 0 ? age + 1 : exact;
            close = difference > CLOSE ? age + 1 : close;
        }
        double atWarmUp = worst.getOrDefault(warmUp, 0.0);
        double later = worst.getOrDefault(Math.min(oldest, close), 0.0);
        int bars = Math.min(oldest, close) - warmUp;
        double halfLife = atWarmUp > 0 && later > 0 && later < atWarmUp && bars > 0
                ? bars * StrictMath.log(2) / StrictMath.log(atWarmUp / later)
                : Double.NaN;
        return new IndicatorMemory(
                name,
                symbol,
                warmUp,
                starts,
                atWarmUp,
                exact > oldest ? -1 : exact,
                close > oldest ? -1 : close,
                halfLife);
    }

    private static double[] outputs(Indicator indicator, int outputs) {
        double[] values = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            values[i] = indicator.value(i);
        }
        return values;
    }

    /** Greatest relative difference of the outputs; 0 only if all are the same to the last bit. */
    private static double difference(double[] always, double[] anew) {
        double greatest = 0;
        for (int i = 0; i < always.length; i++) {
            if (Double.doubleToLongBits(always[i]) != Double.doubleToLongBits(anew[i])) {
                double relative = Math.abs(always[i] - anew[i]) / Math.max(TINY, Math.abs(always[i]));
                greatest = Math.max(greatest, Math.max(relative, Double.MIN_NORMAL));
            }
        }
        return greatest;
    }
}
