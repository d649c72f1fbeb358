package io.ringside.engine.indicator;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** TA-Lib's columns, one cell a bar, NaN where it has none; prices in units of {@link Market}. */
final class TaLib {
    private static final Core CORE = new Core();

    private interface Call {
        RetCode into(MInteger begin, MInteger count, double[] out);
    }

    private interface WindowCall {
        RetCode into(double[] closes, MInteger begin, MInteger count, double[] out);
    }

    private TaLib() {}

    static double[] sma(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.sma(0, m.size() - 1, m.close, period, begin, count, out));
    }

    static double[] ema(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.ema(0, m.size() - 1, m.close, period, begin, count, out));
    }

    static double[] wma(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.wma(0, m.size() - 1, m.close, period, begin, count, out));
    }

    static double[] trueRange(Market m) {
        return column(
                m, (begin, count, out) -> CORE.trueRange(0, m.size() - 1, m.high, m.low, m.close, begin, count, out));
    }

    static double[] atr(Market m, int period) {
        return column(
                m, (begin, count, out) -> CORE.atr(0, m.size() - 1, m.high, m.low, m.close, period, begin, count, out));
    }

    static double[] willR(Market m, int period) {
        return column(
                m,
                (begin, count, out) -> CORE.willR(0, m.size() - 1, m.high, m.low, m.close, period, begin, count, out));
    }

    static double[] rsi(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.rsi(0, m.size() - 1, m.close, period, begin, count, out));
    }

    /** Of each window by itself, counted from its first close: its running sums would cost it half of its digits. */
    static double[] standardDeviation(Market m, int period) {
        return windows(
                m,
                period,
                (closes, begin, count, out) ->
                        CORE.stdDev(period - 1, period - 1, closes, period, 1, begin, count, out));
    }

    /** The band's output, in the order of {@link BollingerBands}. */
    static double[] bollinger(Market m, int period, double width, int output) {
        return column(
                m,
                (begin, count, out) -> CORE.bbands(
                        0,
                        m.size() - 1,
                        m.close,
                        period,
                        width,
                        width,
                        MAType.Sma,
                        begin,
                        count,
                        output == BollingerBands.UPPER ? out : new double[m.size()],
                        output == BollingerBands.MIDDLE ? out : new double[m.size()],
                        output == BollingerBands.LOWER ? out : new double[m.size()]));
    }

    /** The output, in the order of {@link Macd}. */
    static double[] macd(Market m, int fast, int slow, int signal, int output) {
        return column(
                m,
                (begin, count, out) -> CORE.macd(
                        0,
                        m.size() - 1,
                        m.close,
                        fast,
                        slow,
                        signal,
                        begin,
                        count,
                        output == Macd.MACD ? out : new double[m.size()],
                        output == Macd.SIGNAL ? out : new double[m.size()],
                        output == Macd.HISTOGRAM ? out : new double[m.size()]));
    }

    static double[] max(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.max(0, m.size() - 1, m.high, period, begin, count, out));
    }

    static double[] min(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.min(0, m.size() - 1, m.low, period, begin, count, out));
    }

    static double[] rateOfChange(Market m, int period) {
        return column(m, (begin, count, out) -> CORE.roc(0, m.size() - 1, m.close, period, begin, count, out));
    }

    static double[] adx(Market m, int period) {
        return column(
                m, (begin, count, out) -> CORE.adx(0, m.size() - 1, m.high, m.low, m.close, period, begin, count, out));
    }

    static double[] plusDi(Market m, int period) {
        return column(
                m,
                (begin, count, out) -> CORE.plusDI(0, m.size() - 1, m.high, m.low, m.close, period, begin, count, out));
    }

    static double[] minusDi(Market m, int period) {
        return column(
                m,
                (begin, count, out) ->
                        CORE.minusDI(0, m.size() - 1, m.high, m.low, m.close, period, begin, count, out));
    }

    static double[] onBalanceVolume(Market m) {
        return column(m, (begin, count, out) -> CORE.obv(0, m.size() - 1, m.close, m.volume, begin, count, out));
    }

    static double[] slope(Market m, int period) {
        return column(
                m, (begin, count, out) -> CORE.linearRegSlope(0, m.size() - 1, m.close, period, begin, count, out));
    }

    /** Of the closes with the bar count; of each window by itself, as {@link #standardDeviation}. */
    static double[] correlation(Market m, int period) {
        double[] positions = new double[period];
        Arrays.setAll(positions, i -> i);
        return windows(
                m,
                period,
                (closes, begin, count, out) ->
                        CORE.correl(period - 1, period - 1, positions, closes, period, begin, count, out));
    }

    /** Each cell through a function. */
    static double[] each(double[] column, DoubleUnaryOperator function) {
        return Arrays.stream(column).map(function).toArray();
    }

    private static double[] column(Market m, Call call) {
        MInteger begin = new MInteger();
        MInteger count = new MInteger();
        double[] out = new double[m.size()];
        RetCode code = call.into(begin, count, out);
        if (code != RetCode.Success) {
            throw new IllegalStateException("TA-Lib: " + code);
        }
        double[] column = new double[m.size()];
        Arrays.fill(column, 0, begin.value, Double.NaN);
        System.arraycopy(out, 0, column, begin.value, count.value);
        return column;
    }

    private static double[] windows(Market m, int period, WindowCall call) {
        double[] column = new double[m.size()];
        Arrays.fill(column, 0, period - 1, Double.NaN);
        double[] closes = new double[period];
        double[] out = new double[1];
        for (int last = period - 1; last < column.length; last++) {
            int first = last + 1 - period;
            Arrays.setAll(closes, i -> m.close[first + i] - m.close[first]);
            RetCode code = call.into(closes, new MInteger(), new MInteger(), out);
            if (code != RetCode.Success) {
                throw new IllegalStateException("TA-Lib: " + code);
            }
            column[last] = out[0];
        }
        return column;
    }
}
