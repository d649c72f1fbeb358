package io.ringside.engine.signal.shelf;

import io.ringside.engine.event.Split;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import java.util.List;

/**
 * Trades the price of one instrument in another one back to its mean (E. Gatev, W. Goetzmann, K. Rouwenhorst, Pairs Trading,
 * 2006). Set it on both instruments: each buys or sells short its own leg, on the same event, when the bars of both have
 * closed. The legs are sized by themselves.
 */
public final class PairsZScore extends Strategy {
    private Bars first;
    private Bars second;
    private double[] ratios;
    private int count;
    private double zScore = Double.NaN;

    @Override
    protected void define() {
        about("Trades two instruments against each other when the z-score of their ratio is far from 0.");
        List<Instrument> pair = instruments("pair", 2, "both symbols, such as [SPY, QQQ]");
        boolean isFirst = pair.get(0).equals(instrument());
        if (!isFirst && !pair.get(1).equals(instrument())) {
            throw refused("pair", "must have " + instrument().symbol() + ", which this strategy is set on");
        }
        BarSpec size = barSize("bar", "5m", "the bars it reads");
        Bars own = bars(size);
        Bars others = bars(size, pair.get(isFirst ? 1 : 0));
        ratios = new double[number("period", 60, 2, 10_000, "bars", "mean and deviation of the ratio")];
        double entry = decimal("entry", 2, 0, 100, "standard deviations", "so far from the mean it is traded");
        double exit = decimal("exit", 0, 0, 100, "standard deviations", "so near it is left");
        volatility(own.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "places stops"))));

        // z-score of the ratio of the first to the second instrument; with opposite sign for the second leg.
        Value z = value("z-score of the pair", () -> isFirst ? zScore : -zScore);
        enterLong("CHEAP").on(own, others).when(z.below(-entry));
        enterShort("DEAR").on(own, others).when(z.above(entry));
        exitLong("BACK").on(own, others).when(z.atLeast(-exit));
        exitShort("BACK").on(own, others).when(z.atMost(exit));

        first = isFirst ? own : others;
        second = isFirst ? others : own;
    }

    @Override
    protected void onSplit(Instrument of, long numerator, long denominator) {
        // A split divides the ratio's numerator or its denominator by the split's ratio.
        boolean above = of.equals(first.instrument());
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above
                    ? Split.amount(ratios[i], numerator, denominator)
                    : Split.amount(ratios[i], denominator, numerator);
        }
    }

    @Override
    protected void onBar(Bars bars) {
        if (first.last().endNanos != second.last().endNanos) {
            return;
        }
        ratios[count % ratios.length] = first.last().close / second.last().close;
        count++;
        if (count < ratios.length) {
            return;
        }
        double sum = 0;
        for (int i = 0; i < ratios.length; i++) {
            sum += ratios[(count + i) % ratios.length];
        }
        double mean = sum / ratios.length;
        double squares = 0;
        for (int i = 0; i < ratios.length; i++) {
            double away = ratios[(count + i) % ratios.length] - mean;
            squares += away * away;
        }
        double deviation = Math.sqrt(squares / ratios.length);
        double last = ratios[(count - 1) % ratios.length];
        zScore = deviation > 0 ? (last - mean) / deviation : 0;
    }
}
