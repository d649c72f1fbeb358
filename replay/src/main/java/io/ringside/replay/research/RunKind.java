package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.replay.NoTradeAnalysis;
import io.ringside.replay.RunLog;
import io.ringside.replay.Silence;
import io.ringside.replay.TradeLog;
import io.ringside.replay.portfolio.PortfolioLog;
import io.ringside.replay.portfolio.PortfolioSilence;

/** What follows a run of strategies within the day, or of a portfolio. */
final class RunKind {
    private RunKind() {}

    /** What the run comes to. */
    static RunLog log(Engine engine) {
        return engine.portfolio() == null ? new TradeLog(engine) : new PortfolioLog(engine, row -> {});
    }

    /** Why it makes no trade. */
    static Silence silence(Engine engine) {
        return engine.portfolios().isEmpty() ? new NoTradeAnalysis(engine) : PortfolioSilence.of(engine);
    }
}
