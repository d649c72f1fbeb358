package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.PortfolioStrategy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Holdings and decisions of a portfolio, from the events of a pipeline or a journal: shares, cost and contribution of each
 * name, and each decision with its ranking, outcomes and costs.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioState {
    private final Engine engine;
    private final PortfolioBinding portfolio;
    private final int bookId;
    private final PortfolioStrategy strategy;
    private final List<Instrument> instruments;
    /** The account's money and shares. */
    private final Ledger account;
    /** The portfolio's own ledger; the account's if it has the account for itself. */
    private final Ledger ledger;
    /** Its orders, if it has money of its own. */
    private final LongHashSet own = new LongHashSet(0);

    private final long[] costE8;
    private final long[] flowE8;
    private final long[] tradedE8;
    private final List<Rebalance> rebalances = new ArrayList<>();
    private final Long2ObjectHashMap<NameDecision> byOrder = new Long2ObjectHashMap<>();
    private final NameDecision[] deciding;
    private final boolean whole;
    private Rebalance current;
    private int lastDecision = Integer.MIN_VALUE;
    private int lastDay;
    /** Whether names of the newest decision are still to come. */
    private boolean open;

    /** The state of an engine's first or only portfolio, from its first event on. */
    public PortfolioState(Engine engine) {
        this(engine, 0, false);
    }

    /** The states of all portfolios of an engine, by their index. */
    static List<PortfolioState> all(Engine engine, boolean whole) {
        return engine.portfolios().stream()
                .map(one -> new PortfolioState(engine, one.portfolioId(), whole))
                .toList();
    }

    /**
     * @param portfolioId its index
     * @param whole whether all names of all decisions are kept, and not only those that were held, ordered or refused
     */
    public PortfolioState(Engine engine, int portfolioId, boolean whole) {
        this.engine = engine;
        this.whole = whole;
        portfolio = engine.portfolios().get(portfolioId);
        bookId = BookId.ofPortfolio(portfolioId);
        strategy = portfolio.strategy();
        instruments = engine.settings().instruments();
        account = new Ledger(engine.settings().risk().equityE8(), instruments.size());
        ledger = portfolio.hasBudget()
                ? new Ledger(portfolio.part(engine.settings().risk().equityE8()), instruments.size())
                : account;
        costE8 = new long[instruments.size()];
        flowE8 = new long[instruments.size()];
        tradedE8 = new long[instruments.size()];
        deciding = new NameDecision[instruments.size()];
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        lastDay = event.sessionDay;
        if (ledger != account) {
            bookAccount(event);
        }
        switch (event.type) {
            case OPEN_PRINT, BAR -> {
                if (ledger == account ? !event.isPortfolioOnly() : portfolio.sees(event)) {
                    ledger.mark(event.instrumentId, event.type == EventType.BAR ? event.closeE8 : event.priceE8);
                }
            }
            case FILL -> {
                if (ledger == account || own.contains(event.orderRef)) {
                    onFill(event);
                }
            }
            case COMMISSION -> {
                if (ledger == account || own.contains(event.orderRef)) {
                    onCommission(event);
                }
            }
            case CORPORATE_ACTION -> onAction(event);
            case ACCOUNT -> onAccount(event);
            case COMMAND -> {
                if (isCall(event) && event.isWarmUp() && DecisionCall.isFor(event.argument, portfolio.portfolioId())) {
                    // A decision of an earlier day, whose journal has its outcomes.
                    lastDecision = DecisionCall.sessionDay(event.argument);
                }
            }
            case POSITION -> onPart(event);
            default -> {
                // Not part of the state.
            }
        }
        onDecision(event);
    }

    /** Books events that only the account's ledger needs. */
    private void bookAccount(EngineEvent event) {
        switch (event.type) {
            case OPEN_PRINT -> account.mark(event.instrumentId, event.priceE8);
            case BAR -> {
                if (!event.isPortfolioOnly()) {
                    account.mark(event.instrumentId, event.closeE8);
                }
            }
            case FILL ->
                account.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
            case COMMISSION -> account.charge(event.commissionE8);
            case CORPORATE_ACTION -> account.onAction(event);
            case POSITION -> {
                if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0 && event.code == 0 && event.quantity != 0) {
                    long priceE8 = event.priceE8 > 0 ? event.priceE8 : account.lastE8(event.instrumentId);
                    Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
                    account.fill(event.instrumentId, side, Math.abs(event.quantity), priceE8, 0);
                }
                boolean held = event.code == 0 || event.code == PortfolioPart.HOLDING;
                if (held && (event.flags & EngineEvent.FLAG_CARRIED) != 0) {
                    account.restorePosition(event.instrumentId, event.quantity, event.priceE8);
                }
            }
            default -> {
                // Does not change money or shares.
            }
        }
    }

    private void onAccount(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_CARRIED) != 0) {
            account.restoreCash(event.priceE8);
        } else if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0
                && engine.settings().risk().fromAccount()) {
            long beforeE8 = account.equityE8();
            account.restoreCash(Math.subtractExact(event.priceE8, account.positionValueE8()));
            if (ledger != account) {
                ledger.charge(-portfolio.part(Math.subtractExact(event.priceE8, beforeE8)));
            }
        }
    }

    /** Applies a carried part of the portfolio's state. */
    private void onPart(EngineEvent event) {
        boolean carried = (event.flags & EngineEvent.FLAG_CARRIED) != 0;
        boolean adopted = (event.flags & EngineEvent.FLAG_ADOPTED) != 0 && event.code == 0;
        if (adopted && event.quantity != 0 && BookId.lower(event.argument) == bookId) {
            adopt(event);
        }
        if (!carried || event.code == PortfolioPart.PLANNED || BookId.lower(event.argument) != bookId) {
            return;
        }
        if (event.code == PortfolioPart.HOLDING) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
            costE8[event.instrumentId] = FixedPoint.times(event.priceE8, event.quantity);
            flowE8[event.instrumentId] = -costE8[event.instrumentId];
        } else if (event.code == PortfolioPart.MONEY && ledger != account) {
            ledger.restoreCash(event.priceE8);
        } else if (Purpose.ofCode(event.code) != null) {
            own.add(event.orderRef);
        }
    }

    /** Books an operator's adoption of the broker's shares of a name, or its release to the account's owner. */
    private void adopt(EngineEvent event) {
        int id = event.instrumentId;
        long priceE8 = event.priceE8 > 0 ? event.priceE8 : ledger.lastE8(id);
        Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
        trade(id, side, Math.abs(event.quantity), priceE8, 0);
    }

    private void onDecision(EngineEvent event) {
        onStandings(event);
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            NameOutcome outcome = verdict.bindingId == bookId ? NameOutcome.ofCode(verdict.outcome) : null;
            NameDecision name = deciding[verdict.instrumentId];
            if (outcome != null && name != null) {
                name.verdict(verdict, outcome);
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action != IntentAction.PLACE || intent.bindingId != bookId) {
                continue;
            }
            own.add(intent.orderRef);
            NameDecision name = deciding[intent.instrumentId];
            if (name != null) {
                name.order = intent.side.sign() * intent.quantity;
                byOrder.put(intent.orderRef, name);
            }
        }
    }

    /** Collects this portfolio's standings; those of several portfolios come one after the other. */
    private void onStandings(EngineEvent event) {
        int last = event.standingCount - 1;
        boolean begins = event.type != EventType.CONTINUE;
        for (int i = 0; i <= last; i++) {
            Standing standing = event.standings[i];
            if (standing.portfolioId == portfolio.portfolioId()) {
                if (begins || !open) {
                    begin(event);
                }
                begins = false;
                open = true;
                onStanding(standing);
            }
        }
        if (last >= 0) {
            open &= event.standingsLeft > 0 && event.standings[last].portfolioId == portfolio.portfolioId();
        }
    }

    private void onStanding(Standing standing) {
        NameDecision name = new NameDecision(standing, strategy.reasons().get(standing.reason));
        name.held = ledger.position(standing.instrumentId);
        name.priceE8 = ledger.lastE8(standing.instrumentId);
        current.names.add(name);
        current.ranked += standing.rank > 0 ? 1 : 0;
        deciding[standing.instrumentId] = name;
    }

    private void begin(EngineEvent event) {
        if (current != null && !whole) {
            // Of earlier decisions only relevant names are kept.
            current.names.removeIf(one -> !one.isRelevant());
        }
        lastDecision = isCall(event) ? DecisionCall.sessionDay(event.argument) : event.sessionDay;
        current = new Rebalance(lastDecision, ledger.equityE8(), ledger.cashE8());
        rebalances.add(current);
    }

    private static boolean isCall(EngineEvent event) {
        return event.type == EventType.COMMAND && event.code == Operator.REBALANCE.code();
    }

    private void onFill(EngineEvent event) {
        trade(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
        long valueE8 = FixedPoint.times(event.priceE8, event.quantity);
        NameDecision name = byOrder.get(event.orderRef);
        if (name != null) {
            name.filled += event.quantity;
            name.filledE8 = Math.addExact(name.filledE8, valueE8);
            name.commissionE8 += event.commissionE8;
        }
    }

    private void onCommission(EngineEvent event) {
        ledger.charge(event.commissionE8);
        if (event.orderRef != OrderRef.NONE) {
            // Interest belongs to no order, and to no name.
            flowE8[event.instrumentId] -= event.commissionE8;
        }
        NameDecision name = byOrder.get(event.orderRef);
        if (name != null) {
            name.commissionE8 += event.commissionE8;
        }
    }

    private void trade(int id, Side side, long quantity, long priceE8, long chargeE8) {
        long before = ledger.position(id);
        ledger.fill(id, side, quantity, priceE8, chargeE8);
        long valueE8 = FixedPoint.times(priceE8, quantity);
        tradedE8[id] = Math.addExact(tradedE8[id], valueE8);
        flowE8[id] = Math.subtractExact(flowE8[id], Math.addExact(side.sign() * valueE8, chargeE8));
        if (side == Side.BUY) {
            costE8[id] = Math.addExact(costE8[id], valueE8);
        } else if (before > 0) {
            costE8[id] -= Math.round(costE8[id] * ((double) quantity / before));
        }
    }

    private void onAction(EngineEvent event) {
        long cashBefore = ledger.cashE8();
        // The risk stage apportions the shares after a split; the difference is at most single shares.
        ledger.onAction(event);
        flowE8[event.instrumentId] += ledger.cashE8() - cashBefore;
    }

    /** The engine whose portfolio it is. */
    public Engine engine() {
        return engine;
    }

    /** The portfolio. */
    public PortfolioBinding portfolio() {
        return portfolio;
    }

    /** Money that it began with. */
    public long startE8() {
        long equityE8 = engine.settings().risk().equityE8();
        return portfolio.hasBudget() ? portfolio.part(equityE8) : equityE8;
    }

    /** Cash, shares and last prices. */
    public Ledger ledger() {
        return ledger;
    }

    /** Cost of the shares held, without commissions; shares of an earlier session count at their value then. */
    public long costE8(int instrumentId) {
        return costE8[instrumentId];
    }

    /**
     * Contribution of a name so far: sales, dividends and the value held, less purchases and commissions. Shares of an
     * earlier session count as bought at their value then.
     */
    public long contributionE8(int instrumentId) {
        return Math.addExact(
                flowE8[instrumentId], FixedPoint.times(ledger.lastE8(instrumentId), ledger.position(instrumentId)));
    }

    /** Value of all purchases and sales of a name. */
    public long tradedE8(int instrumentId) {
        return tradedE8[instrumentId];
    }

    /** All decisions, oldest first. */
    public List<Rebalance> rebalances() {
        return rebalances;
    }

    /**
     * Session of the last decision, also of one that an earlier day's journal has; days since 1970, {@code Integer.MIN_VALUE} for
     * none.
     */
    public int lastDecision() {
        return lastDecision;
    }

    /** Session of the last event, days since 1970. */
    public int lastDay() {
        return lastDay;
    }
}
