package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.replay.NoTradeAnalysis;
import io.ringside.replay.RunLog;
import io.ringside.replay.Silence;
import io.ringside.replay.TradeLog;
import io.ringside.replay.portfolio.PortfolioLog;
import io.ringside.replay.portfolio.PortfolioSilence;

/** The logs for a run of intraday strategies, or of a portfolio. */
final class RunKind {
    private RunKind() {}

    /** The log of a run's results. */
    static RunLog log(Engine engine) {
        return engine.portfolio() == null ? new TradeLog(engine) : new PortfolioLog(engine, row -> {});
    }

    /** The analysis of a run without trades. */
    static Silence silence(Engine engine) {
        return engine.portfolios().isEmpty() ? new NoTradeAnalysis(engine) : PortfolioSilence.of(engine);
    }
}
