package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.replay.ResultFolder;
import io.ringside.replay.report.Page;
import io.ringside.replay.report.SessionEquity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a daemon's days of a portfolio came to beyond trades and equity: its decisions, and what became of their orders.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioDays {
    private final PortfolioOrders orders;
    private final RankingRows rankings;
    private final List<List<String>> rankingRows = new ArrayList<>();
    private final List<PortfolioState> states;

    /** @param engine of the first day */
    public PortfolioDays(Engine engine) {
        orders = new PortfolioOrders(engine);
        rankings = new RankingRows(engine, rankingRows::add);
        states = PortfolioState.all(engine, false);
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        states.forEach(one -> one.onEvent(event));
        rankings.onEvent(event, one -> states.get(one.portfolioId).ledger().position(one.instrumentId) != 0);
        orders.onEvent(event);
    }

    /** Writes the tables. */
    public void write(ResultFolder folder) throws IOException {
        PortfolioTables.write(folder, orders, states);
        PortfolioTables.rows(folder.file("rankings.csv"), rankings.columns(), rankingRows);
    }

    /** Figures for the summary. */
    public Map<String, Object> values(List<SessionEquity> days) {
        return PortfolioSheet.values(states, days);
    }

    /** The tear sheet's part. */
    public Page page(List<SessionEquity> days) {
        return PortfolioSheet.page(states, days);
    }
}
