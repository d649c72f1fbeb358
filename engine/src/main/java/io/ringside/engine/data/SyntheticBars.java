package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Invented five-minute bars that look like those of a large US index fund: volume and volatility high at the open and the
 * close and low at noon, overnight gaps, fat tails, calm and wild weeks, half days with fewer bars, a mild drift, prices in
 * whole cents. They serve to try the engine out; they say nothing about what a strategy is worth.
 *
 * <p>The bars are a function of symbol, first day and seed: the same ones on every machine and JDK, since nothing is drawn
 * but whole numbers from {@link SplittableRandom}, and nothing computed but by {@link StrictMath}.
 *
 * <p>A return is a product of four volatilities: the day's (a stochastic one, log-normal, slowly reverting), the clock's
 * (a U), the last bars' (GARCH) and a shock's (a normal number, one in fifty of them thrice as large).
 *
 * <p>Thread: the one that drives the run.
 */
public final class SyntheticBars extends BarSource {
    private static final long BAR_NANOS = BarSpec.FIVE_MINUTES.count();
    static final long CENT_E8 = 1_000_000;
    private static final double FULL_DAY_BARS = 78;

    private static final double FIRST_PRICE = 300;
    private static final double DAY_SIGMA = 0.008;
    private static final double GAP_SIGMA = 0.005;
    private static final double DAY_VOLUME = 40e6;

    private static final double DAY_MEMORY = 0.97;
    private static final double DAY_SHOCK = 0.09;
    private static final double GARCH_SHOCK = 0.06;
    private static final double GARCH_MEMORY = 0.92;
    private static final double RARE = 0.02;
    private static final double RARE_SCALE = 3;

    /** Weight of a close in the average that decides the trend, and bars until that average is used. */
    private static final double TREND_WEIGHT = 2.0 / 201;

    private static final int TREND_BARS = 200;

    /**
     * The predictable part of the returns.
     *
     * @param drift mean log return a day
     * @param trend log return a day that is added while the price is above its average of some two hundred bars, and
     *     taken away while it is below; 0 for bars whose past says nothing about their future
     */
    public record Edge(double drift, double trend) {
        /** A mild drift, as of a fund, and nothing else. */
        public static final Edge FUND = new Edge(0.0003, 0);

        private static final double MAX = 0.05;

        public Edge {
            if (!(Math.abs(drift) <= MAX && Math.abs(trend) <= MAX)) {
                throw new IllegalArgumentException("drift and trend must be -0.05 to 0.05 a day");
            }
        }
    }

    private final String symbol;
    private final Edge edge;
    private final int fromDay;
    private final int toDay;
    private final long seed;
    private final ExchangeCalendar calendar;
    private final SplittableRandom random;

    private int sessionDay;
    private long startNanos;
    private long endNanos;
    private long openCents;
    private long highCents;
    private long lowCents;
    private long closeCents;
    private long volume;

    private double logDaySigma;
    private double garch = 1;
    private double average;
    private int seen;

    /**
     * Bars of the trading days from one day to another, both included and counted from 1970.
     *
     * @throws UserError if there is no trading day among them
     */
    public SyntheticBars(String symbol, int fromDay, int toDay, long seed, ExchangeCalendar calendar) {
        this(symbol, fromDay, toDay, seed, calendar, Edge.FUND);
    }

    /** The same with another predictable part of the returns. */
    public SyntheticBars(String symbol, int fromDay, int toDay, long seed, ExchangeCalendar calendar, Edge edge) {
        if (fromDay > toDay) {
            throw new UserError("the first day " + LocalDate.ofEpochDay(fromDay) + " is after the last day "
                    + LocalDate.ofEpochDay(toDay) + "; swap them");
        }
        if (!calendar.covers(fromDay) || !calendar.covers(toDay)) {
            throw new UserError("bars from " + LocalDate.ofEpochDay(fromDay) + " to " + LocalDate.ofEpochDay(toDay)
                    + " cannot be made; give days from " + ExchangeCalendar.FIRST_YEAR + " to "
                    + ExchangeCalendar.LAST_YEAR);
        }
        this.symbol = symbol;
        this.edge = edge;
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.seed = seed;
        this.calendar = calendar;
        sessionDay = tradingDayFrom(fromDay);
        if (sessionDay > toDay) {
            throw new UserError("there is no trading day from " + LocalDate.ofEpochDay(fromDay) + " to "
                    + LocalDate.ofEpochDay(toDay) + "; give a longer span");
        }
        random = new SplittableRandom(seed ^ ((long) symbol.hashCode() << 32));
        closeCents = (long) (FIRST_PRICE * 100);
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public BarSpec size() {
        return BarSpec.FIVE_MINUTES;
    }

    @Override
    public boolean synthetic() {
        return true;
    }

    @Override
    public boolean next() {
        double gap = 0;
        if (startNanos == 0) {
            startNanos = calendar.openNanos(sessionDay);
        } else if (endNanos < calendar.closeNanos(sessionDay)) {
            startNanos = endNanos;
        } else {
            int day = tradingDayFrom(sessionDay + 1);
            if (day > toDay) {
                return false;
            }
            sessionDay = day;
            startNanos = calendar.openNanos(sessionDay);
            logDaySigma = DAY_MEMORY * logDaySigma + DAY_SHOCK * gaussian();
            gap = GAP_SIGMA * StrictMath.exp(logDaySigma) * shock();
        }
        endNanos = startNanos + BAR_NANOS;
        draw(gap);
        at(sessionDay, startNanos, endNanos);
        prices(openCents * CENT_E8, highCents * CENT_E8, lowCents * CENT_E8, closeCents * CENT_E8, volume);
        return true;
    }

    @Override
    public double progress() {
        return (sessionDay - fromDay + 1.0) / (toDay - fromDay + 1.0);
    }

    @Override
    public void close() {}

    /**
     * Writes all bars, from the first, to a CSV file; see {@link BarWriter}.
     *
     * @return how many
     */
    public int write(Path target) {
        int count = 0;
        try (var bars = new SyntheticBars(symbol, fromDay, toDay, seed, calendar, edge);
                var writer = new BarWriter(target, calendar, true)) {
            for (; bars.next(); count++) {
                writer.append(bars);
            }
            writer.commit();
        }
        return count;
    }

    /** The first trading day of the span on or after a day; a day beyond the span if there is none. */
    private int tradingDayFrom(int first) {
        int day = first;
        while (day <= toDay && !calendar.isTradingDay(day)) {
            day++;
        }
        return day;
    }

    private void draw(double gap) {
        double ofSession = (startNanos - calendar.openNanos(sessionDay) + BAR_NANOS / 2.0)
                / (calendar.closeNanos(sessionDay) - calendar.openNanos(sessionDay));
        double sigma = DAY_SIGMA
                * StrictMath.exp(logDaySigma)
                * StrictMath.sqrt(garch / FULL_DAY_BARS)
                * (0.75 + 1.5 * smile(ofSession));
        double shock = shock();
        garch = 1 - GARCH_SHOCK - GARCH_MEMORY + GARCH_SHOCK * StrictMath.min(shock * shock, 16) + GARCH_MEMORY * garch;

        double open = closeCents * StrictMath.exp(gap) + (gap == 0 ? 0.7 * gaussian() : 0);
        double close = open * StrictMath.exp(drift() / FULL_DAY_BARS + sigma * shock);
        double reach = 0.55 * sigma;
        double high = StrictMath.max(open, close) * StrictMath.exp(reach * StrictMath.abs(gaussian()));
        double low = StrictMath.min(open, close) * StrictMath.exp(-reach * StrictMath.abs(gaussian()));
        openCents = cents(open);
        closeCents = cents(close);
        highCents = StrictMath.max(cents(high), StrictMath.max(openCents, closeCents));
        lowCents = StrictMath.min(cents(low), StrictMath.min(openCents, closeCents));

        double busy = 0.5 + 3.2 * smile(ofSession) + 0.25 * StrictMath.abs(shock);
        double shares = DAY_VOLUME / FULL_DAY_BARS * busy * StrictMath.exp(0.5 * logDaySigma + 0.3 * gaussian() - 0.3);
        volume = 100 + (long) StrictMath.rint(shares);
    }

    /** The predictable log return, a day. */
    private double drift() {
        if (edge.trend == 0) {
            return edge.drift;
        }
        average += seen == 0 ? closeCents : TREND_WEIGHT * (closeCents - average);
        seen++;
        return edge.drift + (seen < TREND_BARS ? 0 : closeCents > average ? edge.trend : -edge.trend);
    }

    /** Volatility over the session: from 1 at the open over 0 at noon to two thirds at the close. */
    private static double smile(double ofSession) {
        double fromNoon = 2 * ofSession - 1;
        double height = fromNoon < 0 ? 1 : 2.0 / 3;
        return height * StrictMath.pow(StrictMath.abs(fromNoon), 5);
    }

    private static long cents(double price) {
        return StrictMath.max(1, (long) StrictMath.rint(price));
    }

    private double shock() {
        double scale = uniform() < RARE ? RARE_SCALE : 1;
        return scale * gaussian();
    }

    /** A normally distributed number by Box and Muller's method. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** From 0, included, to 1, excluded, with 53 random bits: spelled out, so that no JDK can change it. */
    private double uniform() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }
}
