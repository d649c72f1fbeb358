package io.ringside.engine.portfolio;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import java.util.Arrays;
import java.util.List;

/**
 * Buys each name at the open and takes its profit within the session. Once the gain has reached a threshold, a stop trails
 * the highest close; it is raised and never lowered, and stays in force if the gain falls below the threshold again. The
 * distance is the mean change of the last fourteen closes as a part of the price, times a factor, within bounds, and shorter
 * in the afternoon. In the last minutes a name with any gain above one per cent is sold; the rest is sold at the close.
 *
 * <p>Thread: signal stage.
 */
final class ProfitTaker implements PortfolioStrategy {
    private static final int ENTER = 0;
    private static final int TRAIL = 1;
    private static final int CLOSE = 2;
    private static final int DAY_END = 3;
    private static final int NEVER = 0;

    private final long shares;
    private final double threshold;
    private final double trailMin;
    private final double trailMax;
    private final double multiplier;
    private final double lateFactor;
    private final int lateSecond;
    private final double closeGain;
    private final long closeNanos;
    private final int changesWanted;
    private final int[] members;

    // State of each name in this session.
    private final long[] entryE8;
    private final double[] peak;
    private final double[] stop;
    private final long[] activeNanos;
    private final double[] last;
    private final double[][] changes;
    private final int[] changeCount;
    private final boolean[] watched;
    private final int[] begunDay;
    private final boolean[] leavesAtClose;

    ProfitTaker(SettingsNode node, Universe universe) {
        shares = node.whole("shares", 100, 1, 1_000_000);
        lateSecond = node.number("afternoon-from", 14, 0, 24) * 3600;
        closeGain = node.decimal("close-gain", 0.01, 0, 1);
        closeNanos = node.number("close-minutes", 5, 1, 120) * ExchangeCalendar.MINUTE_NANOS;
        changesWanted = node.number("changes", 14, 1, 1000);
        String mode = node.text("mode", "conservative");
        SettingsNode modes = node.required("modes");
        if (!modes.has(mode)) {
            throw node.error("mode", "must be one of " + modes.keys());
        }
        for (String other : modes.keys()) {
            // All are read, so that an error in any of them is found.
            read(modes.node(other));
        }
        modes.done();
        double[] chosen = read(modes.node(mode));
        threshold = chosen[0];
        trailMin = chosen[1];
        trailMax = chosen[2];
        multiplier = chosen[3];
        lateFactor = chosen[4];
        members = universe.members();
        int names = universe.names();
        entryE8 = new long[names];
        peak = new double[names];
        stop = new double[names];
        activeNanos = new long[names];
        last = new double[names];
        changes = new double[names][changesWanted];
        changeCount = new int[names];
        watched = new boolean[names];
        begunDay = new int[names];
        leavesAtClose = new boolean[names];
    }

    private static double[] read(SettingsNode mode) {
        double[] numbers = {
            mode.decimal("threshold", 0.05, 0, 10),
            mode.decimal("trail-min", 0.02, 0, 1),
            mode.decimal("trail-max", 0.05, 0, 1),
            mode.decimal("multiplier", 2.5, 0, 100),
            mode.decimal("afternoon-factor", 0.85, 0, 1)
        };
        mode.done();
        return numbers;
    }

    @Override
    public List<String> reasons() {
        return List.of("enter", "trail", "close", "day-end");
    }

    @Override
    public boolean isListed(Standing standing, boolean held) {
        return false;
    }

    @Override
    public int barsKept() {
        return 1;
    }

    @Override
    public boolean decidesOnBars() {
        return true;
    }

    @Override
    public String schedule() {
        return "daily";
    }

    @Override
    public void decideAtOpen(Names names, Ranking out) {
        Arrays.fill(watched, false);
        for (int name : members) {
            if (names.isMember(name)) {
                out.add(name, Standing.ENTER, ENTER).share = shares;
            }
        }
    }

    @Override
    public void decideOnBar(Names names, EngineEvent bar, Ranking out) {
        int name = bar.instrumentId;
        ExchangeCalendar calendar = names.calendar();
        if (!calendar.isRegular(bar.startNanos) || !names.isMember(name)) {
            return;
        }
        double price = FixedPoint.toDouble(bar.closeE8);
        if (!watched[name]) {
            if (begunDay[name] == bar.sessionDay) {
                // It was sold already.
                return;
            }
            begin(name, bar);
        }
        // Computed from exact prices, so that a gain of exactly the threshold reaches it.
        double gain = Names.growth(bar.closeE8, entryE8[name]);
        update(name, price, gain, bar.eventNanos, calendar.secondOfDay(bar.eventNanos) >= lateSecond);
        decide(name, price, gain, bar.eventNanos, calendar.closeNanos(bar.sessionDay), out);
    }

    @Override
    public boolean decide(Names names, Ranking out) {
        // Decisions are made during the session; at its end there is nothing to rank.
        return true;
    }

    private void begin(int name, EngineEvent bar) {
        watched[name] = true;
        begunDay[name] = bar.sessionDay;
        leavesAtClose[name] = false;
        entryE8[name] = bar.openE8;
        peak[name] = FixedPoint.toDouble(bar.openE8);
        activeNanos[name] = NEVER;
        stop[name] = 0;
        last[name] = 0;
        changeCount[name] = 0;
    }

    private void update(int name, double price, double gain, long nanos, boolean late) {
        if (last[name] > 0) {
            changes[name][changeCount[name]++ % changesWanted] = Math.abs(price - last[name]);
        }
        last[name] = price;
        boolean higher = price > peak[name];
        peak[name] = Math.max(peak[name], price);
        if (activeNanos[name] == NEVER) {
            if (gain >= threshold) {
                activeNanos[name] = nanos;
                stop[name] = peak[name] * (1 - trail(name, price, late));
            }
        } else if (higher) {
            stop[name] = Math.max(stop[name], peak[name] * (1 - trail(name, price, late)));
        }
    }

    private double trail(int name, double price, boolean late) {
        double trail = trailMin;
        if (changeCount[name] >= changesWanted) {
            double sum = 0;
            // Summed from the oldest, so that rounding does not depend on where the ring begins.
            for (int i = 0; i < changesWanted; i++) {
                sum += changes[name][(changeCount[name] + i) % changesWanted];
            }
            trail = Math.min(Math.max(sum / changesWanted / price * multiplier, trailMin), trailMax);
        }
        return late ? trail * lateFactor : trail;
    }

    private void decide(int name, double price, double gain, long nanos, long sessionEndNanos, Ranking out) {
        boolean stopped = activeNanos[name] != NEVER && price <= stop[name];
        boolean last5 = nanos >= sessionEndNanos - closeNanos;
        boolean taken = last5 && gain > closeGain;
        boolean over = nanos >= sessionEndNanos;
        if (!stopped && !taken && !last5) {
            return;
        }
        int reason = stopped ? TRAIL : taken ? CLOSE : DAY_END;
        // A name that was not sold for its profit is sold at the close, with the reason of the day's end.
        boolean waits = reason == DAY_END && !over;
        if (waits && leavesAtClose[name]) {
            return;
        }
        Standing standing = out.add(name, waits ? Standing.LEAVE | Standing.AT_CLOSE : Standing.LEAVE, reason);
        standing.score = price;
        standing.level = activeNanos[name] == NEVER ? 0 : stop[name];
        standing.best = peak[name];
        standing.sinceNanos = activeNanos[name];
        leavesAtClose[name] = waits;
        watched[name] = waits;
    }
}
