package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Moments;
import io.ringside.replay.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Golden values from the papers and from tables; behaviour on luck and on skill. */
class OverfittingTest {
    private static final int SESSIONS = 960;

    @Test
    void shouldInvertTheNormalDistribution() {
        assertEquals(0, Overfitting.inverseNormal(0.5), 1e-15);
        assertEquals(1.959963984540054, Overfitting.inverseNormal(0.975), 1e-13);
        assertEquals(-2.3263478740408408, Overfitting.inverseNormal(0.01), 1e-12);
        assertEquals(3.090232306167813, Overfitting.inverseNormal(0.999), 1e-11);
        assertEquals(-4.753424308822899, Overfitting.inverseNormal(1e-6), 1e-9);
    }

    /** The numerical example of Bailey and Lopez de Prado, 2014: 100 trials, five years of 250 days. */
    @Test
    void shouldReproduceThePapersExample() {
        double deviation = Math.sqrt(0.5 / 250);
        double threshold = Overfitting.expectedBest(deviation, 100);
        assertEquals(0.1132, threshold, 5e-5);
        double sharpe = 2.5 / Math.sqrt(250);
        assertEquals(0.9004, Overfitting.probabilistic(sharpe, threshold, -3, 10, 1250), 5e-5);
        assertEquals(
                0.9505, Overfitting.probabilistic(sharpe, Overfitting.expectedBest(deviation, 46), -3, 10, 1250), 5e-4);
    }

    @Test
    void shouldSayThatTheBestOfManyIsLuckWhenNoneHasSkill() {
        Overfitting luck = Overfitting.of(sets(7, 300, 0), Blocks.of(SESSIONS));
        assertTrue(luck.deflatedSharpe() < 0.9, luck.toString());
        assertTrue(luck.backtestOverfitting() > 0.3, luck.toString());
        assertTrue(luck.independent() > 200, luck.toString());
        // The largest of 300 standard normal values is 2.87 on the average; a Sharpe ratio of so many sessions, which
        // is
        // none, has a deviation of one by their root.
        double largest = 2.87 * Math.sqrt(252.0 / SESSIONS);
        assertEquals(largest, luck.expectedSharpe(), 0.15 * largest, luck.toString());
        assertEquals(largest, luck.sharpe(), 0.3 * largest, luck.toString());
        assertFalse(luck.isFinding());
    }

    @Test
    void shouldNotSaySoWhenOneHas() {
        Overfitting skill = Overfitting.of(sets(7, 300, 0.25), Blocks.of(SESSIONS));
        assertTrue(skill.deflatedSharpe() > 0.99, skill.toString());
        assertTrue(skill.backtestOverfitting() < 0.05, skill.toString());
        assertEquals(12_870, skill.splits());
        assertTrue(skill.isFinding());
    }

    /** A setting that earns the more the higher it is spreads the trials far wider than luck does. */
    @Test
    void shouldNotTakeDifferencesInSkillForLuck() {
        List<SetResult> sets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sets.add(sets(100 + i, 1, (i - 50) * 0.01).get(0));
        }
        Overfitting skill = Overfitting.of(sets, Blocks.of(SESSIONS));
        assertTrue(skill.deflatedSharpe() > 0.99, skill.toString());
        assertTrue(skill.expectedSharpe() < 2.6 * Math.sqrt(252.0 / SESSIONS), skill.toString());
        assertTrue(skill.isFinding());
    }

    @Test
    void shouldJudgeNothingWhenNothingTraded() {
        List<SetResult> idle = List.of(result(0, new double[SESSIONS]), result(1, new double[SESSIONS]));
        Overfitting nothing = Overfitting.of(idle, Blocks.of(SESSIONS));
        assertEquals(0, nothing.trials());
        assertFalse(nothing.isFinding());
        assertTrue(nothing.verdict().contains("nothing"));
    }

    @Test
    void shouldDoWithoutSplitsWhenThereAreTooFewSessions() {
        assertEquals(0, Blocks.of(19).count());
        assertEquals(4, Blocks.of(20).count());
        assertEquals(16, Blocks.of(SESSIONS).count());
        assertEquals(-1, Blocks.of(163).of(2, 163));
        assertEquals(0, Blocks.of(163).of(3, 163));
        assertEquals(15, Blocks.of(163).of(162, 163));
    }

    /** Independent sets; the first one with a Sharpe ratio a day of the given skill. */
    private static List<SetResult> sets(long seed, int count, double skill) {
        System.out.println("OverfittingTest seed " + seed);
        var random = new SplittableRandom(seed);
        List<SetResult> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] returns = new double[SESSIONS];
            for (int day = 0; day < SESSIONS; day++) {
                double normal = 0;
                for (int k = 0; k < 12; k++) {
                    normal += random.nextDouble();
                }
                returns[day] = 0.01 * (normal - 6 + (i == 0 ? skill : 0));
            }
            sets.add(result(i, returns));
        }
        return sets;
    }

    private static SetResult result(int index, double[] returns) {
        Blocks blocks = Blocks.of(returns.length);
        double[] sums = new double[blocks.count()];
        double[] squares = new double[blocks.count()];
        for (int day = 0; day < returns.length; day++) {
            int block = blocks.of(day, returns.length);
            sums[block] += returns[day];
            squares[block] += returns[day] * returns[day];
        }
        double[] figures = new double[SetResult.FIGURES.size()];
        figures[SetResult.FIGURES.indexOf("sharpe")] = Statistics.sharpe(returns);
        return new SetResult(
                index, "set" + index, figures, Moments.skew(returns), Moments.kurtosis(returns), sums, squares);
    }
}
