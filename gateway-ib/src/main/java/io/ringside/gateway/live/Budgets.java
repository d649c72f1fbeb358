package io.ringside.gateway.live;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import java.util.List;

/**
 * Money of portfolios whose budgets were changed since the session before: one that is new begins with its part of the
 * account, less what it holds; of one with another budget than before, the difference comes or goes in cash. A portfolio whose
 * budget stayed keeps what it has earned.
 *
 * <p>Thread: start-up; it has no state.
 */
final class Budgets {
    private Budgets() {}

    /**
     * Completes what a session is taken over with.
     *
     * @param parts by today's numbers
     * @param equityE8 what the account was worth at the end of the session before
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
