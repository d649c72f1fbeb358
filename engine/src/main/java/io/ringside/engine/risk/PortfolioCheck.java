package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.portfolio.rebalance.OrderCheck;

/**
 * The limits of the risk stage for one portfolio: buys are entries; sales are sent unless trading is latched, since
 * positions are unknown then. Limits are those of the account: positions and buys of other portfolios and strategies count.
 *
 * <p>Thread: risk stage.
 */
final class PortfolioCheck implements OrderCheck {
    private final int portfolioId;
    private final TradingState trading;
    private final Controls controls;
    private final Portfolios portfolios;
    private final WorstCase worst;
    /** An operator has halted this portfolio's buys. */
    private boolean halted;

    /** @param controls null if no limits are configured */
    PortfolioCheck(int portfolioId, TradingState trading, Controls controls, Portfolios portfolios, WorstCase worst) {
        this.portfolioId = portfolioId;
        this.trading = trading;
        this.controls = controls;
        this.portfolios = portfolios;
        this.worst = worst;
    }

    void halt(boolean on) {
        halted = on;
    }

    boolean isHalted() {
        return halted;
    }

    @Override
    public boolean isReady() {
        return trading.isReady();
    }

    @Override
    public int stopped(int instrumentId, boolean buys) {
        if (!buys && trading.isContractUnknown(instrumentId)) {
            return Outcome.CONTRACT_UNKNOWN.code();
        }
        if (!buys) {
            return trading.latched() ? Outcome.LATCHED.code() : ACCEPTED;
        }
        int refusal = code(trading.refusal(instrumentId));
        return refusal == ACCEPTED && halted ? Outcome.HALTED.code() : refusal;
    }

    @Override
    public int refusal(EngineEvent event, int instrumentId, long shares, long after, long grossE8) {
        if (controls == null) {
            return ACCEPTED;
        }
        long inAccount =
                after + portfolios.othersShares(portfolioId, instrumentId) + worst.strategiesShares(instrumentId);
        long equityE8 = portfolios.account().equityE8();
        return code(controls.refuseHolding(event, instrumentId, shares, inAccount, grossE8, equityE8));
    }

    @Override
    public long grossE8() {
        long openE8 = Math.addExact(portfolios.buyingE8(), worst.openEntriesE8());
        return Math.addExact(portfolios.account().grossValueE8(), openE8);
    }

    @Override
    public long spendableE8(long ownE8) {
        return portfolios.hasMoney(portfolioId) ? Math.subtractExact(ownE8, portfolios.borrowedE8()) : ownE8;
    }

    private static int code(Outcome refusal) {
        return refusal == null ? ACCEPTED : refusal.code();
    }
}
