package io.ringside.engine.indicator;

import java.util.Arrays;

/**
 * Columns by the textbook, slow and obvious: every window is computed from scratch, every recursion stands as its author
 * wrote it. Prices in units of {@link Market}; NaN where there is no value yet.
 */
final class Textbook {
    private Textbook() {}

    /** Two passes; over whole numbers, so nothing is rounded before the root. */
    static double[] standardDeviation(Market m, int period, int divisor) {
        double[] column = empty(m);
        for (int i = period - 1; i < column.length; i++) {
            double sum = sum(m.close, i, period);
            double squares = 0;
            for (int j = i + 1 - period; j <= i; j++) {
                double deviation = period * m.close[j] - sum;
                squares += deviation * deviation;
            }
            column[i] = Math.sqrt(squares / divisor) / period;
        }
        return column;
    }

    static double[] zScore(Market m, int period, int divisor) {
        double[] column = standardDeviation(m, period, divisor);
        for (int i = period - 1; i < column.length; i++) {
            double above = (period * m.close[i] - sum(m.close, i, period)) / period;
            column[i] = column[i] == 0 ? 0 : above / column[i];
        }
        return column;
    }

    /** Wilder's average: the mean of the first numbers, then (n - 1) parts of itself and one of the next. */
    static double[] wilder(double[] numbers, int period) {
        double[] column = empty(numbers.length);
        int first = first(numbers);
        double average = 0;
        for (int i = first; i < numbers.length; i++) {
            int seen = i - first + 1;
            if (seen <= period) {
                average += numbers[i] / period;
            } else {
                average += (numbers[i] - average) / period;
            }
            column[i] = seen >= period ? average : Double.NaN;
        }
        return column;
    }

    static double[] exponential(double[] numbers, int period) {
        double[] column = empty(numbers.length);
        int first = first(numbers);
        double average = 0;
        for (int i = first; i < numbers.length; i++) {
            int seen = i - first + 1;
            if (seen <= period) {
                average += numbers[i] / period;
            } else {
                average = (2 * numbers[i] + (period - 1) * average) / (period + 1);
            }
            column[i] = seen >= period ? average : Double.NaN;
        }
        return column;
    }

    static double[] trueRange(Market m) {
        double[] column = new double[m.size()];
        column[0] = m.high[0] - m.low[0];
        for (int i = 1; i < column.length; i++) {
            double before = m.close[i - 1];
            column[i] =
                    Math.max(m.high[i] - m.low[i], Math.max(Math.abs(m.high[i] - before), Math.abs(m.low[i] - before)));
        }
        return column;
    }

    static double[] atr(Market m, int period) {
        return wilder(trueRange(m), period);
    }

    /** In the order of {@link Macd}. */
    static double[] macd(Market m, int fast, int slow, int signal, int output) {
        double[] difference = minus(exponential(m.close, fast), exponential(m.close, slow));
        double[] average = exponential(difference, signal);
        return switch (output) {
            case Macd.MACD -> minus(difference, each(average, 0));
            case Macd.SIGNAL -> average;
            default -> minus(difference, average);
        };
    }

    /** In the order of {@link AverageDirectionalIndex}. */
    static double[] directional(Market m, int period, int output) {
        double[] plus = empty(m);
        double[] minus = empty(m);
        double[] range = trueRange(m);
        range[0] = Double.NaN;
        for (int i = 1; i < plus.length; i++) {
            double up = m.high[i] - m.high[i - 1];
            double down = m.low[i - 1] - m.low[i];
            plus[i] = up > down && up > 0 ? up : 0;
            minus[i] = down > up && down > 0 ? down : 0;
        }
        plus = over(wilder(plus, period), wilder(range, period));
        minus = over(wilder(minus, period), wilder(range, period));
        double[] index = empty(m);
        for (int i = 0; i < index.length; i++) {
            index[i] = plus[i] + minus[i] == 0 ? 0 : 100 * Math.abs(plus[i] - minus[i]) / (plus[i] + minus[i]);
        }
        double[] average = wilder(index, period);
        double[] warm = each(average, 0);
        return switch (output) {
            case AverageDirectionalIndex.ADX -> average;
            case AverageDirectionalIndex.PLUS_DI -> minus(plus, warm);
            default -> minus(minus, warm);
        };
    }

    static double[] sessionVwap(Market m) {
        double[] column = new double[m.size()];
        for (int i = 0; i < column.length; i++) {
            double turnover = 0;
            double volume = 0;
            for (int j = i; j >= 0 && m.bars.get(j).sessionDay == m.bars.get(i).sessionDay; j--) {
                turnover += (m.high[j] + m.low[j] + m.close[j]) / 3 * m.volume[j];
                volume += m.volume[j];
            }
            column[i] = turnover / volume;
        }
        return column;
    }

    static double[] keltner(Market m, int period, int atrPeriod, double width) {
        double[] middle = exponential(m.close, period);
        double[] range = atr(m, atrPeriod);
        Arrays.setAll(range, i -> middle[i] + width * range[i]);
        return range;
    }

    private static double sum(double[] numbers, int last, int period) {
        double sum = 0;
        for (int j = last + 1 - period; j <= last; j++) {
            sum += numbers[j];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] column = new double[a.length];
        Arrays.setAll(column, i -> a[i] - b[i]);
        return column;
    }

    private static double[] over(double[] a, double[] b) {
        double[] column = new double[a.length];
        Arrays.setAll(column, i -> 100 * a[i] / b[i]);
        return column;
    }

    /** The constant wherever the column has a value. */
    private static double[] each(double[] column, double constant) {
        return Arrays.stream(column)
                .map(cell -> Double.isNaN(cell) ? cell : constant)
                .toArray();
    }

    private static int first(double[] numbers) {
        int first = 0;
        while (Double.isNaN(numbers[first])) {
            first++;
        }
        return first;
    }

    private static double[] empty(Market m) {
        return empty(m.size());
    }

    private static double[] empty(int size) {
        double[] column = new double[size];
        Arrays.fill(column, Double.NaN);
        return column;
    }
}
