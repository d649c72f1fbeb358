package io.ringside.perf;

/**
 * The published strategy as somebody in a hurry would write it: one loop over arrays of doubles, no events, no journal, no
 * orders. The floor that the engine is held against; its trades must be the engine's, or the comparison is void.
 *
 * <p>Thread: its owner's.
 */
final class PlainLoop {
    private static final int SMA = 200;
    private static final int ATR = 14;
    private static final int WILLR = 10;

    /** Round trips of the last run, an open position not counted. */
    int trades;
    /** Cash after the last run's last round trip. */
    double cash;

    void run(BarArrays bars, double equity) {
        run(bars.open, bars.high, bars.low, bars.close, bars.size, equity);
    }

    void run(double[] open, double[] high, double[] low, double[] close, int bars, double equity) {
        double[] window = new double[SMA];
        double sum = 0;
        double atr = 0;
        double previousClose = 0;
        boolean in = false;
        boolean pending = false;
        double pendingAtr = 0;
        double stop = 0;
        long shares = 0;
        double entry = 0;
        trades = 0;
        cash = equity;
        for (int i = 0; i < bars; i++) {
            // Entry at this bar's open, decided on the bar before.
            if (pending) {
                pending = false;
                entry = open[i];
                stop = round(entry - 10 * pendingAtr);
                double risk = Math.abs(entry - stop);
                double size = risk < 0.01 ? 0 : Math.min(Math.min(cash * 0.02, 30_000) / risk, cash * 4 / entry);
                shares = (long) size;
                in = shares > 0;
            }
            // Indicators.
            double range = high[i] - low[i];
            if (i > 0) {
                range = Math.max(range, Math.max(Math.abs(high[i] - previousClose), Math.abs(low[i] - previousClose)));
            }
            previousClose = close[i];
            atr = i < ATR ? atr + range / ATR : ((ATR - 1) * atr + range) / ATR;
            int slot = i % SMA;
            sum += close[i] - window[slot];
            window[slot] = close[i];
            if (i < SMA - 1) {
                continue;
            }
            double average = sum / SMA;
            double highest = high[i];
            double lowest = low[i];
            for (int k = i - WILLR + 1; k < i; k++) {
                highest = Math.max(highest, high[k]);
                lowest = Math.min(lowest, low[k]);
            }
            double williams = highest > lowest ? 100 * ((close[i] - lowest) / (highest - lowest) - 1) : -50;
            // Exit, stop, entry.
            if (in) {
                boolean out = williams > -20 && close[i] < average;
                if (out || low[i] <= stop) {
                    cash += shares * ((out ? close[i] : stop) - entry) - 0.01 * shares;
                    trades++;
                    in = false;
                } else {
                    stop = Math.max(stop, round(close[i] - 10 * atr));
                }
            } else if (williams < -80 && close[i] > average && atr > 0) {
                pending = true;
                pendingAtr = atr;
            }
        }
    }

    private static double round(double price) {
        return Math.rint(price * 100) / 100;
    }
}
