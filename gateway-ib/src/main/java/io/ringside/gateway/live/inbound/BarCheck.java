package io.ringside.gateway.live.inbound;

import io.ringside.gateway.live.market.InstrumentFeed.PastBar;

/**
 * Checks live and historical bars: the checks that bar files must pass, and the clock.
 *
 * <p>A price far from the last one is refused for up to a minute; if prices stay at the new level, they are accepted from
 * then on, with a break, so that nothing is entered or closed automatically before an operator has checked.
 *
 * <p>Thread: reader. Allocates nothing.
 */
public final class BarCheck {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long PART_NANOS = 5 * SECOND_NANOS;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;
    /** How far a bar's start may be ahead of our clock: a larger difference is an error. */
    private static final long AHEAD_NANOS = 5 * SECOND_NANOS;
    /** Greatest age of a live bar. */
    private static final long BEHIND_NANOS = DAY_NANOS;
    /** Greatest age of a historical bar. */
    private static final long PAST_NANOS = 40 * 366 * DAY_NANOS;
    /** How many bars in a row at another level are accepted as the new level: a minute's. */
    private static final int LEVEL_BARS = 12;

    private final LastPrices prices;
    private final long barNanos;
    private final long[] levelE8;
    private final int[] levelBars;
    private int pastReqId;
    private long pastStartNanos;
    private long pastCloseE8;
    private long pastLevelE8;

    /**
     * @param prices last accepted prices, with which a bar is compared and which it updates
     * @param barNanos size of the bars of the past
     */
    public BarCheck(LastPrices prices, int instruments, long barNanos) {
        this.prices = prices;
        this.barNanos = barNanos;
        levelE8 = new long[instruments];
        levelBars = new int[instruments];
    }

    /** Judges a bar of five seconds that has just ended. */
    public Judgement judgeLive(int instrumentId, PastBar bar, long nowNanos) {
        long startNanos = bar.startNanos();
        if (startNanos > nowNanos + AHEAD_NANOS) {
            return Judgement.BAR_AHEAD;
        }
        if (startNanos < nowNanos - BEHIND_NANOS) {
            return Judgement.BAR_BEHIND;
        }
        if (startNanos % PART_NANOS != 0) {
            return Judgement.BAR_START;
        }
        Judgement shape = judgeShape(bar);
        if (!shape.isBelieved()) {
            return shape;
        }
        boolean near = prices.isNear(instrumentId, bar.highE8(), nowNanos)
                && prices.isNear(instrumentId, bar.lowE8(), nowNanos);
        if (near) {
            levelBars[instrumentId] = 0;
            prices.on(instrumentId, bar.closeE8(), bar.startNanos());
            return Judgement.BELIEVED;
        }
        return judgeLevel(instrumentId, bar);
    }

    private Judgement judgeLevel(int instrumentId, PastBar bar) {
        long level = levelE8[instrumentId];
        boolean stays = levelBars[instrumentId] > 0
                && InboundBounds.isNear(bar.highE8(), level, InboundBounds.COLLAR_PERCENT)
                && InboundBounds.isNear(bar.lowE8(), level, InboundBounds.COLLAR_PERCENT);
        levelE8[instrumentId] = bar.closeE8();
        levelBars[instrumentId] = stays ? levelBars[instrumentId] + 1 : 1;
        if (levelBars[instrumentId] < LEVEL_BARS) {
            return Judgement.BAR_OFF_MARKET;
        }
        levelBars[instrumentId] = 0;
        prices.on(instrumentId, bar.closeE8(), bar.startNanos());
        return Judgement.PRICE_LEVEL;
    }

    /**
     * Judges a historical bar; call it for the bars of an answer in order.
     *
     * @param reqId the request that the answer belongs to
     */
    public Judgement judgePast(int reqId, int instrumentId, PastBar bar, long nowNanos) {
        long startNanos = bar.startNanos();
        if (reqId != pastReqId) {
            pastReqId = reqId;
            pastStartNanos = Long.MIN_VALUE;
            pastCloseE8 = 0;
            pastLevelE8 = 0;
        }
        if (startNanos > nowNanos + AHEAD_NANOS) {
            return Judgement.BAR_AHEAD;
        }
        if (startNanos <= pastStartNanos || startNanos < nowNanos - PAST_NANOS) {
            return Judgement.BAR_BEHIND;
        }
        if (startNanos % Math.min(barNanos, PART_NANOS * 60) != 0) {
            return Judgement.BAR_START;
        }
        Judgement shape = judgeShape(bar);
        if (!shape.isBelieved()) {
            return shape;
        }
        boolean near = pastCloseE8 == 0 || isInside(bar, pastCloseE8);
        // The first bar may have been the wrong one, and prices do jump overnight.
        boolean stays = isInside(bar, pastLevelE8);
        if (!near && !stays) {
            pastLevelE8 = bar.closeE8();
            return Judgement.BAR_OFF_MARKET;
        }
        pastStartNanos = startNanos;
        pastCloseE8 = bar.closeE8();
        pastLevelE8 = 0;
        prices.on(instrumentId, bar.closeE8(), bar.startNanos());
        return Judgement.BELIEVED;
    }

    private static boolean isInside(PastBar bar, long priceE8) {
        return InboundBounds.isNear(bar.highE8(), priceE8, InboundBounds.COLLAR_OLD_PERCENT)
                && InboundBounds.isNear(bar.lowE8(), priceE8, InboundBounds.COLLAR_OLD_PERCENT);
    }

    private static Judgement judgeShape(PastBar bar) {
        boolean prices = InboundBounds.isPrice(bar.openE8())
                && InboundBounds.isPrice(bar.highE8())
                && InboundBounds.isPrice(bar.lowE8())
                && InboundBounds.isPrice(bar.closeE8());
        if (!prices) {
            return Judgement.BAR_PRICE;
        }
        if (bar.highE8() < Math.max(bar.openE8(), bar.closeE8())
                || bar.lowE8() > Math.min(bar.openE8(), bar.closeE8())) {
            return Judgement.BAR_SHAPE;
        }
        // A missing volume is larger than the maximum.
        boolean volume = bar.volume() >= 0 && bar.volume() <= InboundBounds.VOLUME_MAX;
        return volume ? Judgement.BELIEVED : Judgement.BAR_VOLUME;
    }
}
