package io.ringside.engine.risk;

import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.rebalance.Rebalancer;
import java.util.List;

/**
 * The portfolios of one account. Each has a book of its own and, at the start, its budget's part of the account's money: its
 * gains and losses are its own from then on, so that it trades as if it were alone with that money. The rest of the account
 * belongs to the intraday strategies; limits are those of the account.
 *
 * <pre>
 *   account = cash and shares of all books + the rest, for intraday strategies
 *   shares of a name = shares of it in each book + shares of unknown orders
 * </pre>
 *
 * <p>Thread: risk stage. Owns: rebalancers. Reads: ledger, standings, order reports.
 */
final class Portfolios implements BookMoney {
    /** The pool of the rest of the account. */
    private static final int REST = 0;

    private final Rebalancer[] all;

    private final PortfolioCheck[] checks;
    private final Ledger account;
    /** By portfolio: whether its holdings are being closed at an operator's command. */
    private final boolean[] flattening;

    private final long[] flattenedNanos;

    Portfolios(
            List<PortfolioBinding> bindings,
            List<Instrument> instruments,
            ExchangeCalendar calendar,
            Ledger account,
            long startE8,
            TradingState trading,
            Controls controls,
            WorstCase worst) {
        this.account = account;
        all = new Rebalancer[bindings.size()];
        checks = new PortfolioCheck[all.length];
        flattening = new boolean[all.length];
        flattenedNanos = new long[all.length];
        for (PortfolioBinding one : bindings) {
            int id = one.portfolioId();
            Ledger ledger = one.hasBudget() ? new Ledger(one.part(startE8), instruments.size()) : account;
            checks[id] = new PortfolioCheck(id, trading, controls, this, worst);
            all[id] = new Rebalancer(one, instruments, calendar, ledger, checks[id]);
        }
    }

    // ---- Events ---------------------------------------------------------------------------------------------------

    /**
     * Books an event, which the account has booked already, for portfolios with money of their own; splits are booked by
     * {@link #onSplit}.
     */
    void book(EngineEvent event) {
        for (Rebalancer one : all) {
            if (one.ledger() != account) {
                book(event, one);
            }
        }
    }

    private static void book(EngineEvent event, Rebalancer one) {
        Ledger ledger = one.ledger();
        switch (event.type) {
            case BAR -> {
                if (one.binding().sees(event)) {
                    ledger.mark(event.instrumentId, event.closeE8);
                }
            }
            case OPEN_PRINT -> {
                if (one.binding().sees(event)) {
                    ledger.mark(event.instrumentId, event.priceE8);
                }
            }
            case TRADE -> {
                if (!event.isVolumeOnly() && one.binding().sees(event)) {
                    ledger.mark(event.instrumentId, event.priceE8);
                }
            }
            case FILL -> {
                if (one.owns(event.orderRef)) {
                    ledger.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
                }
            }
            case COMMISSION -> {
                if (one.hadOrder(event.instrumentId, event.orderRef)) {
                    ledger.charge(event.commissionE8);
                }
            }
            case CORPORATE_ACTION -> {
                if (CorporateAction.ofCode(event.code) != CorporateAction.SPLIT) {
                    ledger.onAction(event);
                }
            }
            default -> {
                // Does not change money or shares.
            }
        }
    }

    /** Decides, after all books have booked the event. */
    void onEvent(EngineEvent event) {
        for (int id = 0; id < all.length; id++) {
            all[id].onEvent(event);
            // Until all carried parts are restored, holdings are incomplete.
            boolean begun = (event.flags & EngineEvent.FLAG_CARRIED) == 0 && !event.isWarmUp();
            if (flattening[id] && begun && isDue(event, id)) {
                flattenOne(event, id);
            }
        }
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    /** Handles a command about one portfolio only, or the end of a halt. */
    void obey(EngineEvent event) {
        Operator operator = Operator.ofCode(event.code);
        int scope = BookId.scope(event.argument);
        if (operator == Operator.RESUME && scope == BookId.ALL) {
            for (int id = 0; id < all.length; id++) {
                resume(id);
            }
        }
        if (scope == BookId.ALL || scope >= all.length) {
            return;
        }
        switch (operator) {
            case HALT -> checks[scope].halt(true);
            case RESUME -> resume(scope);
            case FLATTEN -> {
                checks[scope].halt(true);
                flattening[scope] = true;
                flattenedNanos[scope] = TradingState.NEVER;
            }
            default -> {
                // Handled by the strategy itself, or by the holders of the name.
            }
        }
    }

    private void resume(int id) {
        checks[id].halt(false);
        flattening[id] = false;
    }

    private boolean isDue(EngineEvent event, int id) {
        return event.eventNanos - flattenedNanos[id] >= TradingState.FLATTEN_AGAIN_NANOS;
    }

    private void flattenOne(EngineEvent event, int id) {
        flattening[id] = !all[id].flatten(event);
        // If the event had no room for all orders, it goes on with the next event.
        flattenedNanos[id] = event.intentCount == event.intents.length ? TradingState.NEVER : event.eventNanos;
    }

    /** Closes all holdings, as far as the event has room; returns whether nothing is left to do. */
    boolean flatten(EngineEvent event) {
        boolean complete = true;
        for (Rebalancer one : all) {
            complete &= one.flatten(event);
            if (event.intentCount == event.intents.length) {
                return false;
            }
        }
        return complete;
    }

    /** Cancels the buys of one name and closes its holdings. */
    void close(EngineEvent event, int instrumentId) {
        int scope = BookId.scope(event.argument);
        for (int id = 0; id < all.length; id++) {
            if (scope == BookId.ALL || scope == id) {
                all[id].close(event, instrumentId);
            }
        }
    }

    /** Cancels an order, but not a stop. */
    void cancel(EngineEvent event, long orderRef) {
        for (Rebalancer one : all) {
            one.cancel(event, orderRef);
        }
    }

    /** Books an operator's adoption of the broker's shares of a name for a portfolio, or its release to the account's owner. */
    void adopt(EngineEvent event, long priceE8) {
        Rebalancer one = all[BookId.portfolioId(BookId.lower(event.argument))];
        Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
        account.fill(event.instrumentId, side, Math.abs(event.quantity), priceE8, 0);
        if (one.ledger() != account) {
            one.ledger().fill(event.instrumentId, side, Math.abs(event.quantity), priceE8, 0);
        }
        one.adopt(event.instrumentId, event.quantity);
    }

    // ---- Corporate actions ----------------------------------------------------------------------------------------

    int count() {
        return all.length;
    }

    /**
     * A split of a name.
     *
     * @param before its shares before, with those of unknown orders
     * @param after its shares now
     */
    void onSplit(EngineEvent event, int portfolioId, long before, long after) {
        Rebalancer one = all[portfolioId];
        one.onSplit(event, before, after);
        if (one.ledger() != account) {
            one.ledger().split(event.instrumentId, event.quantity, event.argument, one.shares(event.instrumentId));
        }
    }

    // ---- The account ----------------------------------------------------------------------------------------------

    /** Value of the working buys. */
    long buyingE8() {
        long sumE8 = 0;
        for (Rebalancer one : all) {
            sumE8 = Math.addExact(sumE8, one.buyingE8());
        }
        return sumE8;
    }

    /** Open shares of a name's working buys. */
    long buying(int instrumentId) {
        long sum = 0;
        for (Rebalancer one : all) {
            sum += one.buying(instrumentId);
        }
        return sum;
    }

    /** Shares of a name that other portfolios hold or buy. */
    long othersShares(int portfolioId, int instrumentId) {
        long sum = 0;
        for (int id = 0; id < all.length; id++) {
            sum += id == portfolioId ? 0 : all[id].shares(instrumentId) + all[id].buying(instrumentId);
        }
        return sum;
    }

    /** The account. */
    Ledger account() {
        return account;
    }

    /** Equity of the account without the portfolios that have a budget. */
    long restEquityE8() {
        long restE8 = account.equityE8();
        for (Rebalancer one : all) {
            restE8 = one.ledger() == account ? restE8 : Math.subtractExact(restE8, worthE8(one));
        }
        return restE8;
    }

    /** A portfolio's equity at the account's last prices; its own ledger has the prices that it decides on. */
    private long worthE8(Rebalancer one) {
        return Math.addExact(one.ledger().cashE8(), one.ledger().positionValueE8(account));
    }

    /** Whether a portfolio has a budget. */
    boolean hasMoney(int portfolioId) {
        return all[portfolioId].ledger() != account;
    }

    @Override
    public int pools() {
        // Either all portfolios have a budget, or a single one has the whole account.
        return all.length > 0 && hasMoney(0) ? 1 + all.length : 1;
    }

    @Override
    public int poolOf(int bookId) {
        boolean own = BookId.isPortfolio(bookId) && hasMoney(BookId.portfolioId(bookId));
        return own ? 1 + BookId.portfolioId(bookId) : REST;
    }

    @Override
    public long cashE8(int pool) {
        if (pool != REST) {
            return all[pool - 1].ledger().cashE8();
        }
        long restE8 = account.cashE8();
        for (Rebalancer one : all) {
            restE8 = one.ledger() == account
                    ? restE8
                    : Math.subtractExact(restE8, one.ledger().cashE8());
        }
        return restE8;
    }

    /** The account's cash without that of portfolios with a budget. */
    long restCashE8() {
        return cashE8(REST);
    }

    /** Value of all positions without those of portfolios with a budget. */
    long restGrossE8() {
        long restE8 = account.grossValueE8();
        for (Rebalancer one : all) {
            restE8 = one.ledger() == account ? restE8 : restE8 - one.ledger().positionValueE8(account);
        }
        return Math.max(0, restE8);
    }

    @Override
    public long positionValueE8(int pool, Ledger prices) {
        return all[pool - 1].ledger().positionValueE8(prices);
    }

    @Override
    public long shares(int pool, int instrumentId) {
        return all[pool - 1].shares(instrumentId);
    }

    /** Portfolio cash that the strategies have spent; 0 if none. */
    long borrowedE8() {
        return Math.max(0, -cashE8(REST));
    }

    /** Books money paid into the account or withdrawn: each portfolio gets its budget's part. */
    void transfer(long moneyE8) {
        for (Rebalancer one : all) {
            if (one.ledger() != account) {
                // A charge is positive when money is paid out.
                one.ledger().charge(-one.binding().part(moneyE8));
            }
        }
    }

    // ---- Over the night -------------------------------------------------------------------------------------------

    /** How many standings, verdicts and intents are still to come on CONTINUE events. */
    int left() {
        int left = 0;
        for (Rebalancer one : all) {
            left += one.left();
        }
        return left;
    }

    /** Bit by bit, by portfolio id, which of the first 64 an operator has halted. */
    long halted() {
        long halted = 0;
        for (int id = 0; id < Math.min(Long.SIZE, checks.length); id++) {
            halted |= checks[id].isHalted() ? 1L << id : 0;
        }
        return halted;
    }

    void carry(List<Carried> parts) {
        for (int id = 0; id < all.length; id++) {
            int bookId = BookId.ofPortfolio(id);
            if (all[id].ledger() != account) {
                long budgetE8 = all[id].binding().budgetE8();
                parts.add(new Carried(
                        0,
                        PortfolioPart.MONEY,
                        bookId,
                        0,
                        budgetE8,
                        all[id].ledger().cashE8()));
            }
            if (checks[id].isHalted()) {
                parts.add(new Carried(0, PortfolioPart.HALTED, bookId, 0, flattening[id] ? 1 : 0, 0));
            }
            all[id].carry((name, code, argument, ref, quantity, priceE8) ->
                    parts.add(new Carried(name, code, argument, ref, quantity, priceE8)));
        }
    }

    /** Restores the money or halt of a portfolio from a carried part, before the portfolio itself gets the part. */
    void restore(EngineEvent event) {
        if (event.type != EventType.POSITION || event.code == PortfolioPart.PLANNED) {
            return;
        }
        int id = BookId.portfolioId(BookId.lower(event.argument));
        Ledger ledger = all[id].ledger();
        if (event.code == PortfolioPart.HALTED) {
            checks[id].halt(true);
            flattening[id] = event.quantity != 0;
            flattenedNanos[id] = TradingState.NEVER;
        } else if (event.code == PortfolioPart.MONEY && ledger != account) {
            ledger.restoreCash(event.priceE8);
        } else if (event.code == PortfolioPart.HOLDING && ledger != account) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
        }
    }
}
