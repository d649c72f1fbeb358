package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Moments;
import io.ringside.replay.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Five sessions at least, an even number of blocks, sixteen at most; what is over stands before the first. */
    @ParameterizedTest
    @CsvSource({
        "19, 0, 0, 0",
        "20, 4, 5, 0",
        "29, 4, 7, 1",
        "30, 6, 5, 0",
        "79, 14, 5, 9",
        "80, 16, 5, 0",
        "100, 16, 6, 4",
        "163, 16, 10, 3"
    })
    void shouldDivideSessionsIntoBlocks(int sessions, int count, int length, int over) {
        Blocks blocks = Blocks.of(sessions);
        assertEquals(count, blocks.count());
        assertEquals(length, blocks.length());
        for (int session = 0; session < sessions; session++) {
            assertEquals(
                    count == 0 || session < over ? -1 : (session - over) / length,
                    blocks.of(session, sessions),
                    "session " + session);
        }
    }

    /**
     * Two trials have an expected best of 0.51976 deviations: 0.5772 of the quantile at 1 - 1/2e. Sharpe ratios of 1 and 2 a year
     * deviate by the root of a half; those of 1 and 30 by more than the sampling error, one by the root of 19.
     */
    @ParameterizedTest
    @CsvSource({
        "20, 2, 0.36752252849875655",
        "20, 30, 1.892877171104406",
        "2, 2, 0.36752252849875655",
        "1, 2, 0",
        "20, 1, 0"
    })
    void shouldExpectOfTwoTrialsWhatTheirSpreadAllows(int sessions, double other, double expected) {
        double[] up = sessions == 20 ? new double[] {1, -1, 1, -1} : new double[0];
        double[] down = sessions == 20 ? new double[] {-1, 1, -1, 1} : new double[0];
        Overfitting two = Overfitting.of(List.of(given(0, 1, 0, up), given(1, other, 0, down)), Blocks.of(sessions));
        assertEquals(2, two.independent());
        assertEquals(expected, two.expectedSharpe(), 1e-12);
    }

    /** Of equals in one half the first one is chosen: if it loses in the other half, that counts, though the second one wins. */
    @Test
    void shouldChooseTheFirstOfEquals() {
        SetResult wins = given(0, 1, 0, 0.1, 0.1, 0.2, 0.2);
        SetResult loses = given(1, 1, 0, 0.1, 0.1, -0.2, -0.2);
        Overfitting first = Overfitting.of(List.of(wins, loses), Blocks.of(20));
        assertEquals(1 / 6.0, first.backtestOverfitting());
        assertEquals(0, first.lossOutOfSample());
        Overfitting second = Overfitting.of(List.of(loses, wins), Blocks.of(20));
        assertEquals(2 / 6.0, second.backtestOverfitting());
        assertEquals(1 / 6.0, second.lossOutOfSample());
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

    private static SetResult given(int index, double sharpe, double skew, double... sums) {
        double[] figures = new double[SetResult.FIGURES.size()];
        figures[SetResult.FIGURES.indexOf("sharpe")] = sharpe;
        double[] squares = new double[sums.length];
        java.util.Arrays.fill(squares, 1);
        return new SetResult(index, "set" + index, figures, skew, 0, sums, squares);
    }

    /**
     * Unit vectors over four blocks: two that are the same but for what they earn in all, one at right angles. The sum's square
     * is 5, so that the mean correlation is a third, and three sets amount to 1/3 + 2/3 x 3. One that never moves is one more.
     */
    @Test
    void shouldCountIndependentTrialsByTheirMeanCorrelation() {
        SetResult one = given(0, 1, 0, 1, -1, 1, -1);
        SetResult same = given(1, 1, 0, 12, 8, 12, 8);
        SetResult other = given(2, 1, 0, 3, 3, -3, -3);
        SetResult idle = given(3, 1, 0, 3, 3, 3, 3);
        SetResult opposite = given(4, 1, 0, -5, 5, -5, 5);
        Blocks four = Blocks.of(20);
        assertEquals(2, Overfitting.of(List.of(one, same, other), four).independent());
        assertEquals(3, Overfitting.of(List.of(one, same, other, idle), four).independent());
        assertEquals(1, Overfitting.of(List.of(one, same), four).independent());
        assertEquals(2, Overfitting.of(List.of(one, opposite), four).independent(), "no fewer than none in common");
        assertEquals(1, Overfitting.of(List.of(one), four).independent());
        SetResult small = given(0, 1, 0, 0.01, -0.01, 0.01, -0.01);
        SetResult smaller = given(1, 1, 0, 0.002, -0.002, 0.002, -0.002);
        assertEquals(1, Overfitting.of(List.of(small, smaller), four).independent(), "whatever they earn");
        assertEquals(2, Overfitting.of(List.of(one, idle), four).independent());
    }

    /**
     * Four blocks are halved in three ways, each seen from both sides. What one set earns in the first half of the time it loses
     * in the second, the other one the other way round: split in the middle the choice is the wrong one and loses, else both
     * come to nothing, which is no better than the median.
     */
    @Test
    void shouldCrossValidateByHand() {
        Overfitting split = Overfitting.of(
                List.of(given(0, 1, 0, 0.1, 0.1, -0.1, -0.1), given(1, 1, 0, -0.1, -0.1, 0.1, 0.1)), Blocks.of(20));
        assertEquals(6, split.splits());
        assertEquals(1, split.backtestOverfitting());
        assertEquals(2 / 6.0, split.lossOutOfSample());
        // The one is better everywhere: it is always chosen, and always the better one outside.
        Overfitting clear = Overfitting.of(
                List.of(given(0, 1, 0, 0.1, 0.2, 0.1, 0.2), given(1, 1, 0, 0.05, 0.1, 0.05, 0.1)), Blocks.of(20));
        assertEquals(6, clear.splits());
        assertEquals(0, clear.backtestOverfitting());
        assertEquals(0, clear.lossOutOfSample());
        Overfitting alone = Overfitting.of(List.of(given(0, 1, 0, 1, 2, 1, 2)), Blocks.of(20));
        assertEquals(0, alone.splits());
        assertTrue(Double.isNaN(alone.backtestOverfitting()));
    }

    /** Of equals the first one counts. */
    @Test
    void shouldJudgeTheFirstOfTheBest() {
        SetResult skewed = given(0, 2, -3, 1, -1, 1, -1);
        SetResult other = given(1, 2, 3, 1, 1, -1, -1);
        SetResult worse = given(2, 1, 9, 1, 2, 3, 4);
        double one =
                Overfitting.of(List.of(skewed, other, worse), Blocks.of(20)).deflatedSharpe();
        double two =
                Overfitting.of(List.of(other, skewed, worse), Blocks.of(20)).deflatedSharpe();
        assertTrue(one < two, one + " " + two);
        assertEquals(2, Overfitting.of(List.of(worse, other), Blocks.of(20)).sharpe(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.95 | 0.2 | 0.2 | The best set is better than the best of as many lucky ones: it may be a finding.",
                "0.95 | NaN | NaN | The best set is better than the best of as many lucky ones: it may be a finding.",
                "0.95 | 0.21 | 0.2 | The best set is better than the best of as many lucky ones: it may be a finding. Which of the sets is best is luck, though: take the middle of the plateau.",
                "0.9499 | 0.2 | 0.2 | No finding: the best of so many sets without any skill could look like this.",
                "0.9499 | 0.2 | 0.3 | No finding: the best of so many sets without any skill could look like this.",
                "0.95 | 0.2 | 0.21 | No finding: what is best on one half of the sessions loses on the other too often.",
                "NaN | 0.2 | 0.2 | No set has a Sharpe ratio: nothing traded, or too few sessions; there is nothing to judge."
            })
    void shouldJudgeInWords(double deflated, double overfitting, double loss, String verdict) {
        Overfitting one = new Overfitting(9, 9, 1, 1, deflated, 6, overfitting, loss);
        assertEquals(verdict, one.verdict());
        assertEquals(verdict.startsWith("The best"), one.isFinding());
    }

    @Test
    void shouldTellNothingWhereNothingIsDefined() {
        assertTrue(Double.isNaN(Overfitting.probabilistic(1, 0, 1, 1, 10)), "no variance is left");
        assertTrue(Double.isNaN(Overfitting.probabilistic(0.1, 0, 0, 3, 1)), "one observation");
        assertFalse(Double.isNaN(Overfitting.probabilistic(0.1, 0, 0, 3, 2)));
        assertEquals(0, Overfitting.expectedBest(0.1, 1));
        assertEquals(0, Overfitting.expectedBest(0, 10));
        for (double p : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Overfitting.inverseNormal(p));
        }
    }
}
