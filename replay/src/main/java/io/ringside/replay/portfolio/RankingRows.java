package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.PortfolioStrategy;
import io.ringside.replay.report.Numbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rows of {@code rankings.csv}: names with a rank in its order, then the others by symbol.
 *
 * <p>Thread: its owner's; sees standings in journal order.
 */
final class RankingRows {
    private final List<PortfolioBinding> portfolios;
    /** Whether rows have a column for the portfolio. */
    private final boolean several;

    private final List<Instrument> instruments;
    private final Consumer<List<String>> rows;
    private final List<List<String>> notRanked = new ArrayList<>();
    /** Session of the decision, days since 1970. */
    private int decisionDay;

    RankingRows(Engine engine, Consumer<List<String>> rows) {
        this.rows = rows;
        portfolios = engine.portfolios();
        several = PortfolioOrders.saysWhose(engine);
        instruments = engine.settings().instruments();
    }

    /** Their columns. */
    List<String> columns() {
        if (several) {
            return List.of("date", "symbol", "rank", "score", "state", "selected", "reason", "portfolio");
        }
        PortfolioStrategy strategy = portfolios.get(0).strategy();
        List<String> columns = new ArrayList<>(List.of("date", "symbol", "rank", "score"));
        if (!strategy.scoreName().equals("score")) {
            columns.add(strategy.scoreName());
        }
        columns.addAll(List.of("state", "selected", strategy.reasonName()));
        return columns;
    }

    /**
     * Takes the standings of one processed event in.
     *
     * @param isHeld whether the portfolio holds the name of a standing
     */
    void onEvent(EngineEvent event, Predicate<Standing> isHeld) {
        if (event.type == EventType.SESSION_CLOSE) {
            decisionDay = event.sessionDay;
        }
        for (int i = 0; i < event.standingCount; i++) {
            Standing standing = event.standings[i];
            add(standing, isHeld.test(standing));
        }
        if (event.standingCount > 0 && event.standingsLeft == 0) {
            addNotRanked();
        }
    }

    /** One row, at once if it has a rank. */
    private void add(Standing standing, boolean held) {
        PortfolioStrategy strategy = portfolios.get(standing.portfolioId).strategy();
        if (!strategy.isListed(standing, held)) {
            return;
        }
        List<String> row = new ArrayList<>(List.of(
                LocalDate.ofEpochDay(decisionDay).toString(),
                instruments.get(standing.instrumentId).symbolOn(decisionDay),
                standing.rank == 0 ? "" : Integer.toString(standing.rank),
                Numbers.text(standing.score)));
        if (!several && !strategy.scoreName().equals("score")) {
            row.add(row.get(row.size() - 1));
        }
        row.add(held ? "held" : standing.may(Standing.ENTER) ? "candidate" : "");
        row.add(standing.may(Standing.ENTER) ? "1" : "0");
        row.add(strategy.reasons().get(standing.reason));
        if (several) {
            row.add(portfolios.get(standing.portfolioId).name());
        }
        if (standing.rank == 0) {
            notRanked.add(row);
        } else {
            rows.accept(row);
        }
    }

    /** Ends the decision's rows. */
    private void addNotRanked() {
        int portfolio = several ? columns().size() - 1 : 0;
        notRanked.sort(Comparator.comparing((List<String> row) -> several ? row.get(portfolio) : "")
                .thenComparing(row -> row.get(1)));
        notRanked.forEach(rows);
        notRanked.clear();
    }
}
