package io.ringside.gateway.live;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import java.util.List;

/**
 * Adjusts the cash of portfolios whose budgets have changed since the session before: a new portfolio begins with its part
 * of the account, less the value of its holdings; if a budget was changed, the difference is added to or taken from the
 * cash. A portfolio with an unchanged budget keeps its gains.
 *
 * <p>Thread: start-up; it has no state.
 */
final class Budgets {
    private Budgets() {}

    /**
     * Adds the cash of the portfolios to the carried parts.
     *
     * @param parts with today's ids
     * @param equityE8 equity of the account at the end of the session before
     */
    static void adjust(List<Carried> parts, List<PortfolioBinding> portfolios, long equityE8) {
        for (PortfolioBinding one : portfolios) {
            if (one.hasBudget()) {
                adjust(parts, one, Math.max(0, equityE8));
            }
        }
    }

    private static void adjust(List<Carried> parts, PortfolioBinding portfolio, long equityE8) {
        int bookId = BookId.ofPortfolio(portfolio.portfolioId());
        long partE8 = portfolio.part(equityE8);
        for (int i = 0; i < parts.size(); i++) {
            Carried money = parts.get(i);
            if (money.code() == PortfolioPart.MONEY && money.bindingId() == bookId) {
                long moreE8 = Math.subtractExact(partE8, PortfolioBinding.part(equityE8, money.quantity()));
                parts.set(i, money(bookId, portfolio, Math.addExact(money.priceE8(), moreE8)));
                return;
            }
        }
        long heldE8 = 0;
        for (Carried held : parts) {
            if (held.code() == PortfolioPart.HOLDING && held.bindingId() == bookId) {
                heldE8 = Math.addExact(heldE8, FixedPoint.times(held.priceE8(), held.quantity()));
            }
        }
        parts.add(money(bookId, portfolio, Math.subtractExact(partE8, heldE8)));
    }

    private static Carried money(int bookId, PortfolioBinding portfolio, long cashE8) {
        return new Carried(0, PortfolioPart.MONEY, bookId, 0, portfolio.budgetE8(), cashE8);
    }
}
