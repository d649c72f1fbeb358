package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.portfolio.rebalance.OrderCheck;

/**
 * The limits of the risk stage, asked by a portfolio: buys are entries, and sales leave unless trading is latched, since nobody
 * knows what is held then.
 *
 * <p>Thread: risk stage.
 */
final class PortfolioCheck implements OrderCheck {
    private final TradingState trading;
    private final Controls controls;

    /** @param controls null where no limits are configured */
    PortfolioCheck(TradingState trading, Controls controls) {
        this.trading = trading;
        this.controls = controls;
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
        return code(trading.refusal(instrumentId));
    }

    @Override
    public int refusal(EngineEvent event, int instrumentId, long shares, long after, long grossE8, long equityE8) {
        return controls == null
                ? ACCEPTED
                : code(controls.refuseHolding(event, instrumentId, shares, after, grossE8, equityE8));
    }

    private static int code(Outcome refusal) {
        return refusal == null ? ACCEPTED : refusal.code();
    }
}
