package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PriceHistory;
import io.ringside.engine.portfolio.RebalanceSettings;
import io.ringside.engine.portfolio.Universe;
import java.util.Arrays;

/**
 * The limits on buying a new name, in the order in which they are checked: number of names held, in all and of its group;
 * smallest position; largest part of its sector; correlation with another holding.
 *
 * <p>Thread: risk stage.
 */
final class HoldingLimits {
    /** Additional sessions that are kept, since names miss sessions and common returns then reach farther back. */
    private static final int SESSIONS_SPARE = 60;

    private final RebalanceSettings settings;
    private final Universe universe;
    private final Ledger ledger;
    private final Holdings holdings;
    /** Null if correlation is not limited. */
    private final PriceHistory history;

    private final int[] groups = new int[256];
    private final boolean[] kept;
    private final long[] sectorE8;
    private final double[] first;
    private final double[] second;
    private int names;
    private long equityE8;
    private int alike;

    HoldingLimits(RebalanceSettings settings, Universe universe, Ledger ledger, Holdings holdings) {
        this.settings = settings;
        this.universe = universe;
        this.ledger = ledger;
        this.holdings = holdings;
        int days = settings.correlationDays();
        history = settings.correlationMax() > 0 ? new PriceHistory(universe.names(), days + 1 + SESSIONS_SPARE) : null;
        kept = new boolean[universe.names()];
        sectorE8 = new long[universe.sectors()];
        first = new double[days];
        second = new double[days];
    }

    void onBar(EngineEvent event) {
        if (history != null) {
            history.add(event.instrumentId, event.sessionDay, event.openE8, event.highE8, event.lowE8, event.closeE8);
        }
    }

    void onSplit(EngineEvent event) {
        if (history != null) {
            history.split(event.instrumentId, event.quantity, event.argument);
        }
    }

    /** Begins a plan: all holdings count as kept unless they are sold. */
    void begin(long portfolioE8) {
        equityE8 = portfolioE8;
        names = 0;
        Arrays.fill(groups, 0);
        Arrays.fill(kept, false);
        Arrays.fill(sectorE8, 0);
        for (int name = 0; name < kept.length; name++) {
            if (holdings.shares(name) > 0) {
                keep(name, holdings.shares(name));
            }
        }
    }

    /** Counts a holding that is sold completely. */
    void sold(int name, Standing standing) {
        kept[name] = false;
        names--;
        int sector = universe.sector(name);
        if (sector >= 0) {
            sectorE8[sector] -= FixedPoint.times(ledger.lastE8(name), holdings.shares(name));
        }
    }

    /** Counts a holding of the given group that is kept. */
    void stays(int name, int group) {
        groups[group]++;
    }

    /** Why no further name may be bought, or null. */
    NameOutcome refuseNumber(Standing standing) {
        // The limit of all names first: if it is reached, the group's limit does not matter.
        if (settings.positionsMax() > 0 && names >= settings.positionsMax()) {
            return NameOutcome.POSITIONS;
        }
        return groups[standing.group] >= settings.groupMax(standing.group) ? NameOutcome.GROUP_FULL : null;
    }

    /** Money for a new name, out of the rest of cash and planned sales. */
    long moneyE8(Standing standing, long leftE8) {
        long wantedE8 = settings.positionBaseE8() + Math.round(settings.positionStepE8() * standing.confidence);
        return Math.min(Math.min(wantedE8, settings.positionMaxE8()), leftE8 - settings.keepCashE8());
    }

    /**
     * Why a new name is not bought in this size, or null.
     *
     * @param moneyE8 money assigned to it, if sizes come from that
     */
    NameOutcome refuseSize(Standing standing, long shares, long moneyE8) {
        int name = standing.instrumentId;
        boolean small = settings.positionMinE8() > 0 && (moneyE8 < settings.positionMinE8() || shares == 0);
        if (small) {
            return NameOutcome.MIN_POSITION;
        }
        if (shares == 0) {
            return NameOutcome.SIZE_ZERO;
        }
        int sector = universe.sector(name);
        if (settings.sectorMaxE8() > 0 && sector >= 0) {
            long afterE8 = Math.addExact(sectorE8[sector], FixedPoint.times(ledger.lastE8(name), shares));
            if (afterE8 > Fractions.floor(equityE8, settings.sectorMaxE8())) {
                return NameOutcome.SECTOR;
            }
        }
        return history != null && isAlike(name) ? NameOutcome.CORRELATION : null;
    }

    /** The holding with which the name refused last is correlated. */
    int alike() {
        return alike;
    }

    /** Counts a new name that is bought. */
    void entered(Standing standing, long shares) {
        groups[standing.group]++;
        keep(standing.instrumentId, shares);
    }

    private void keep(int name, long shares) {
        kept[name] = true;
        names++;
        int sector = universe.sector(name);
        if (sector >= 0) {
            sectorE8[sector] = Math.addExact(sectorE8[sector], FixedPoint.times(ledger.lastE8(name), shares));
        }
    }

    private boolean isAlike(int name) {
        for (int other = 0; other < kept.length; other++) {
            if (kept[other] && other != name && correlation(name, other) > settings.correlationMax()) {
                alike = other;
                return true;
            }
        }
        return false;
    }

    /** Correlation of the last daily returns over sessions that both names have, 0 if there are too few. */
    private double correlation(int a, int b) {
        int wanted = settings.correlationDays();
        int count = 0;
        int backA = 0;
        int backB = 0;
        long lastA = 0;
        long lastB = 0;
        while (backA < history.bars(a) && backB < history.bars(b) && count < wanted) {
            int dayA = history.day(a, backA);
            int dayB = history.day(b, backB);
            if (dayA > dayB) {
                backA++;
            } else if (dayB > dayA) {
                backB++;
            } else {
                long closeA = history.closeE8(a, backA++);
                long closeB = history.closeE8(b, backB++);
                if (lastA > 0) {
                    first[count] = (double) lastA / closeA - 1;
                    second[count++] = (double) lastB / closeB - 1;
                }
                lastA = closeA;
                lastB = closeB;
            }
        }
        return count < wanted ? 0 : correlationOf(count);
    }

    private double correlationOf(int count) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < count; i++) {
            meanA += first[i];
            meanB += second[i];
        }
        meanA /= count;
        meanB /= count;
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < count; i++) {
            double a = first[i] - meanA;
            double b = second[i] - meanB;
            both += a * b;
            squareA += a * a;
            squareB += b * b;
        }
        double product = squareA * squareB;
        return product > 0 ? both / Math.sqrt(product) : 0;
    }
}
