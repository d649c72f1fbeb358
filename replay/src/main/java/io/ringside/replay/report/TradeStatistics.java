package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Statistics of a list of trades, by the definitions under which the QQQ strategy was published: a win is a profit
 * above zero, and equity exists at exits only. What is undefined is NaN.
 *
 * <p>Thread: any; it is immutable once built.
 */
final class TradeStatistics {
    private static final long SECOND = 1_000_000_000L;

    private final List<Trade> trades;
    private final double[] equity;
    private final long finalEquityE8;
    private final Streak winning = new Streak();
    private final Streak losing = new Streak();
    private boolean ruined;
    private int wins;
    private long wonE8;
    private long lostE8;
    private double largestWin = Double.NaN;
    private double largestLoss = Double.NaN;

    /** Takes the trades in order of their exits; equal exits keep the list's order. */
    TradeStatistics(long startingEquityE8, List<Trade> list) {
        trades = new ArrayList<>(list);
        trades.sort(Comparator.comparingLong(Trade::exitBarNanos));
        equity = new double[trades.size()];
        long equityE8 = startingEquityE8;
        for (int i = 0; i < equity.length; i++) {
            Trade trade = trades.get(i);
            boolean told = trade.equityAfterE8() != Trade.UNKNOWN;
            equityE8 = told ? trade.equityAfterE8() : Math.addExact(equityE8, trade.pnlE8());
            ruined |= equityE8 <= 0;
            equity[i] = ruined ? 0 : FixedPoint.toDoubleRounded(equityE8);
            add(trade);
        }
        finalEquityE8 = ruined ? 0 : equityE8;
    }

    private void add(Trade trade) {
        double pnl = FixedPoint.toDoubleRounded(trade.pnlE8());
        if (trade.isWin()) {
            wins++;
            wonE8 = Math.addExact(wonE8, trade.pnlE8());
            largestWin = Double.isNaN(largestWin) ? pnl : Math.max(largestWin, pnl);
        } else {
            lostE8 = Math.addExact(lostE8, trade.pnlE8());
            largestLoss = Double.isNaN(largestLoss) ? pnl : Math.min(largestLoss, pnl);
        }
        winning.add(trade.isWin());
        losing.add(!trade.isWin());
    }

    /** The trades in order of their exits. */
    List<Trade> trades() {
        return trades;
    }

    int wins() {
        return wins;
    }

    int losses() {
        return trades.size() - wins;
    }

    double winRate() {
        return (double) wins / trades.size();
    }

    double averageWin() {
        return FixedPoint.toDoubleRounded(wonE8) / wins;
    }

    double averageLoss() {
        return FixedPoint.toDoubleRounded(lostE8) / losses();
    }

    double largestWin() {
        return largestWin;
    }

    /** The worst of the trades that are no wins. */
    double largestLoss() {
        return largestLoss;
    }

    /** Gross profit over gross loss. */
    double profitFactor() {
        return lostE8 == 0 ? Double.NaN : (double) wonE8 / -lostE8;
    }

    /** Mean profit of a trade. */
    double expectancy() {
        return FixedPoint.toDoubleRounded(Math.addExact(wonE8, lostE8)) / trades.size();
    }

    Streak winning() {
        return winning;
    }

    Streak losing() {
        return losing;
    }

    /** Whether the equity fell to zero or below after an exit; from there on it counts as zero. */
    boolean isRuined() {
        return ruined;
    }

    long finalEquityE8() {
        return finalEquityE8;
    }

    /** Sum of the list's commissions; {@link Trade#UNKNOWN} if it has none. */
    long commissionsE8() {
        long sum = Trade.UNKNOWN;
        for (Trade trade : trades) {
            if (trade.commissionE8() != Trade.UNKNOWN) {
                sum = Math.addExact(sum == Trade.UNKNOWN ? 0 : sum, trade.commissionE8());
            }
        }
        return sum;
    }

    /** Largest drawdown of the equity after exits, negative; the starting capital is not part of the series. */
    double maxDrawdown() {
        return ruined
                ? -1
                : equity.length == 0 ? Double.NaN : Statistics.least(Statistics.drawdowns(equity[0], equity));
    }

    /**
     * Sharpe ratio of the equity after exits, as published: sampled at the midnight that begins each day from Monday to
     * Friday, holidays among them, from the first exit's day to the last one's. So an exit counts from the next day on, and
     * those of the last day not at all; returns before the first value are 0.
     */
    double sharpe() {
        if (equity.length == 0) {
            return Double.NaN;
        }
        int first = businessDays(onOrBefore(exit(0)));
        double[] sampled = new double[businessDays(onOrBefore(exit(equity.length - 1))) - first + 1];
        Arrays.fill(sampled, Double.NaN);
        for (int i = 0; i < equity.length; i++) {
            int from = businessDays(seenFrom(exit(i))) - first;
            if (from < sampled.length) {
                sampled[from] = equity[i];
            }
        }
        double[] returns = new double[sampled.length];
        for (int i = 1; i < sampled.length; i++) {
            sampled[i] = Double.isNaN(sampled[i]) ? sampled[i - 1] : sampled[i];
            boolean none = Double.isNaN(sampled[i - 1]) || sampled[i - 1] == 0;
            returns[i] = none ? 0 : sampled[i] / sampled[i - 1] - 1;
        }
        return Statistics.sharpe(returns);
    }

    /** Calendar days from the first known time of the trades to the last exit. */
    long calendarDays() {
        if (trades.isEmpty()) {
            return 0;
        }
        long first = trades.stream().mapToLong(Trade::firstNanos).min().getAsLong();
        return exit(equity.length - 1).toLocalDate().toEpochDay()
                - local(first).toLocalDate().toEpochDay();
    }

    private LocalDateTime exit(int trade) {
        return local(trades.get(trade).exitBarNanos());
    }

    private static LocalDateTime local(long nanos) {
        return LocalDateTime.ofInstant(
                Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)),
                ExchangeCalendar.usEquity().zone());
    }

    /** The day itself, or the Friday before a weekend. */
    private static LocalDate onOrBefore(LocalDateTime time) {
        int beyondFriday = time.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
        return time.toLocalDate().minusDays(Math.max(0, beyondFriday));
    }

    /** The first day from Monday to Friday whose midnight is not before the time. */
    private static LocalDate seenFrom(LocalDateTime time) {
        LocalDate day = time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate()
                : time.toLocalDate().plusDays(1);
        int weekday = day.getDayOfWeek().getValue();
        return weekday > DayOfWeek.FRIDAY.getValue() ? day.plusDays(8L - weekday) : day;
    }

    /** Number of a day from Monday to Friday, counted from Monday, 1969-12-29, without weekends. */
    private static int businessDays(LocalDate day) {
        long days = day.toEpochDay() + 3;
        return (int) (Math.floorDiv(days, 7L) * 5 + Math.floorMod(days, 7L));
    }

    /** Runs of trades with the same outcome. */
    static final class Streak {
        private int longest;
        private int total;
        private int streaks;
        private int current;

        private void add(boolean hit) {
            current = hit ? current + 1 : 0;
            longest = Math.max(longest, current);
            total += hit ? 1 : 0;
            streaks += current == 1 ? 1 : 0;
        }

        int longest() {
            return longest;
        }

        /** Mean length; NaN if there was no run. */
        double mean() {
            return (double) total / streaks;
        }
    }
}
