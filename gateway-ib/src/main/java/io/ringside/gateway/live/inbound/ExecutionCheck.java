package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Side;

/**
 * Checks an execution against its order. A refused execution is not booked; the comparison with the broker's positions shows
 * whether it was real.
 *
 * <p>Thread: reader. Allocates nothing.
 */
public final class ExecutionCheck {
    private final LastPrices prices;

    /**
     * @param prices last prices, with which an execution's price is compared
     */
    public ExecutionCheck(LastPrices prices) {
        this.prices = prices;
    }

    /**
     * Judges a new execution.
     *
     * @param terms the order's last terms
     * @param quantityMost the order's largest quantity so far
     * @param filled shares of it that are booked
     * @param countedMost largest cumulative quantity that the broker has reported for it, {@link Long#MAX_VALUE} if unknown
     * @param contractId the broker's id of the order's instrument
     * @param nowNanos market time
     */
    public Judgement judge(
            ExecutionReport report,
            Intent terms,
            long quantityMost,
            long filled,
            long countedMost,
            int contractId,
            long nowNanos) {
        Judgement termsJudged = judgeTerms(report, terms, contractId);
        if (!termsJudged.isBelieved()) {
            return termsJudged;
        }
        if (report.sharesE8 <= 0 || report.sharesE8 == OrderReport.NOT_TOLD_E8) {
            return Judgement.EXECUTION_SHARES;
        }
        if (report.sharesE8 % InboundBounds.ONE_E8 != 0) {
            return Judgement.EXECUTION_FRACTION;
        }
        Judgement price = judgePrice(report.priceE8, terms, nowNanos);
        if (!price.isBelieved()) {
            return price;
        }
        long shares = report.sharesE8 / InboundBounds.ONE_E8;
        if (shares > quantityMost - filled || !InboundBounds.isValue(report.priceE8, shares)) {
            return Judgement.EXECUTION_EXCESS;
        }
        boolean counted = report.cumulativeE8 > 0 && report.cumulativeE8 != OrderReport.NOT_TOLD_E8;
        long count = Math.max(countedMost, counted ? report.cumulativeE8 / InboundBounds.ONE_E8 : 0);
        return counted && filled + shares > count ? Judgement.EXECUTION_COUNT : Judgement.BELIEVED;
    }

    /**
     * Judges an execution that was reported before under the same id apart from its revision.
     *
     * @param sharesBefore signed shares of the earlier report
     * @param priceBeforeE8 price of the earlier report
     * @param newer whether its revision is newer
     */
    public Judgement judgeAgain(
            ExecutionReport report,
            Intent terms,
            int contractId,
            long sharesBefore,
            long priceBeforeE8,
            boolean newer,
            long nowNanos) {
        long signedE8 = report.side == Side.BUY ? report.sharesE8 : -report.sharesE8;
        boolean sameShares = signedE8 == sharesBefore * InboundBounds.ONE_E8;
        if (!newer) {
            boolean same = sameShares && report.priceE8 == priceBeforeE8;
            return same ? Judgement.BELIEVED : Judgement.EXECUTION_CONTRADICTION;
        }
        Judgement termsJudged = judgeTerms(report, terms, contractId);
        if (!termsJudged.isBelieved()) {
            return termsJudged;
        }
        if (report.sharesE8 < 0 || report.sharesE8 == OrderReport.NOT_TOLD_E8) {
            return Judgement.EXECUTION_SHARES;
        }
        if (report.sharesE8 % InboundBounds.ONE_E8 != 0) {
            return Judgement.EXECUTION_FRACTION;
        }
        if (report.sharesE8 != 0) {
            Judgement price = judgePrice(report.priceE8, terms, nowNanos);
            if (!price.isBelieved()) {
                return price;
            }
            if (!InboundBounds.isValue(report.priceE8, Math.abs(sharesBefore))) {
                return Judgement.EXECUTION_PRICE;
            }
        }
        return sameShares ? Judgement.BELIEVED : Judgement.EXECUTION_REVISED;
    }

    private static Judgement judgeTerms(ExecutionReport report, Intent terms, int contractId) {
        if (report.contractId != contractId) {
            return Judgement.EXECUTION_CONTRACT;
        }
        return report.side == (terms.side == Side.BUY ? Side.BUY : Side.SELL)
                ? Judgement.BELIEVED
                : Judgement.EXECUTION_SIDE;
    }

    private Judgement judgePrice(long priceE8, Intent terms, long nowNanos) {
        if (!InboundBounds.isPrice(priceE8)) {
            return Judgement.EXECUTION_PRICE;
        }
        return prices.isNear(terms.instrumentId, priceE8, nowNanos)
                ? Judgement.BELIEVED
                : Judgement.EXECUTION_OFF_MARKET;
    }
}
