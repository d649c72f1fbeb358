package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioStrategy;
import io.ringside.engine.portfolio.rebalance.Rebalancer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What a portfolio holds and has decided, kept from the events of a pipeline or a journal: shares, cost and what each name
 * brought, and each decision with what was said of a name, what came of it, and what that cost.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioState {
    private final Engine engine;
    private final PortfolioStrategy strategy;
    private final List<Instrument> instruments;
    private final Ledger ledger;
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

    /** What a decision said of a name, and what came of it. */
    public static final class NameDecision {
        private final int instrumentId;
        private final int rank;
        private final double score;
        private final int actions;
        private final String reason;
        private NameOutcome outcome = NameOutcome.NOT_WANTED;
        private int alike = -1;
        private long held;
        private long priceE8;
        private long order;
        private long filled;
        private long filledE8;
        private long commissionE8;

        NameDecision(Standing standing, String reason) {
            instrumentId = standing.instrumentId;
            rank = standing.rank;
            score = standing.score;
            actions = standing.actions;
            this.reason = reason;
        }

        /** The name. */
        public int instrumentId() {
            return instrumentId;
        }

        /** Place in the ranking from 1; 0 for none. */
        public int rank() {
            return rank;
        }

        /** What it was ranked by. */
        public double score() {
            return score;
        }

        /** What the strategy allows, see {@link Standing}. */
        public int actions() {
            return actions;
        }

        /** Why, in the strategy's words. */
        public String reason() {
            return reason;
        }

        /** What the risk stage made of it. */
        public NameOutcome outcome() {
            return outcome;
        }

        /** The name that it is too much alike, or -1. */
        public int alike() {
            return alike;
        }

        /** Shares held at the decision. */
        public long held() {
            return held;
        }

        /** Price at the decision. */
        public long priceE8() {
            return priceE8;
        }

        /** Shares ordered, negative for a sale; 0 for none. */
        public long order() {
            return order;
        }

        /** Shares executed, positive. */
        public long filled() {
            return filled;
        }

        /** Value of what was executed. */
        public long filledE8() {
            return filledE8;
        }

        /** What the broker charged for it. */
        public long commissionE8() {
            return commissionE8;
        }
    }

    /** One decision. */
    public static final class Rebalance {
        private final int day;
        private final long equityE8;
        private final long cashE8;
        private final List<NameDecision> names = new ArrayList<>();
        private int ranked;

        Rebalance(int day, long equityE8, long cashE8) {
            this.day = day;
            this.equityE8 = equityE8;
            this.cashE8 = cashE8;
        }

        /** Session at whose end it was made, days since 1970. */
        public int day() {
            return day;
        }

        /** The account's worth then. */
        public long equityE8() {
            return equityE8;
        }

        /** Cash then. */
        public long cashE8() {
            return cashE8;
        }

        /** How many names had a rank. */
        public int ranked() {
            return ranked;
        }

        /** Names in the order of the ranking; of earlier decisions only those that were held, ordered or refused. */
        public List<NameDecision> names() {
            return names;
        }

        /** Value of what was bought, or sold, and executed. */
        public long tradedE8(boolean bought) {
            long sum = 0;
            for (NameDecision one : names) {
                if (one.order > 0 == bought && one.order != 0) {
                    sum = Math.addExact(sum, one.filledE8);
                }
            }
            return sum;
        }

        /** How many orders were sales, or buys. */
        public int orders(boolean bought) {
            return (int) names.stream()
                    .filter(one -> bought ? one.order > 0 : one.order < 0)
                    .count();
        }

        /** Names that a limit kept out. */
        public int refused() {
            return (int) names.stream().filter(one -> one.outcome.isLimit()).count();
        }

        /** Half of what was traded, as a part of the account's worth. */
        public double turnover() {
            return equityE8 <= 0 ? 0 : ((double) tradedE8(true) + tradedE8(false)) / 2 / equityE8;
        }
    }

    /** Of an engine's portfolio, from its first event on. */
    public PortfolioState(Engine engine) {
        this(engine, false);
    }

    /** @param whole whether all names of all decisions are kept, and not only those that were held, ordered or refused */
    public PortfolioState(Engine engine, boolean whole) {
        this.engine = engine;
        this.whole = whole;
        strategy = engine.portfolio().strategy();
        instruments = engine.settings().instruments();
        ledger = new Ledger(engine.settings().risk().equityE8(), instruments.size());
        costE8 = new long[instruments.size()];
        flowE8 = new long[instruments.size()];
        tradedE8 = new long[instruments.size()];
        deciding = new NameDecision[instruments.size()];
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        lastDay = event.sessionDay;
        switch (event.type) {
            case OPEN_PRINT -> ledger.mark(event.instrumentId, event.priceE8);
            case BAR -> ledger.mark(event.instrumentId, event.closeE8);
            case FILL -> onFill(event);
            case COMMISSION -> {
                ledger.charge(event.commissionE8);
                flowE8[event.instrumentId] -= event.commissionE8;
            }
            case CORPORATE_ACTION -> onAction(event);
            case ACCOUNT -> {
                if ((event.flags & EngineEvent.FLAG_CARRIED) != 0) {
                    ledger.restoreCash(event.priceE8);
                } else if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0
                        && engine.settings().risk().fromAccount()) {
                    ledger.restoreCash(Math.subtractExact(event.priceE8, ledger.positionValueE8()));
                }
            }
            case COMMAND -> {
                if (isCall(event) && event.isWarmUp()) {
                    // Made on an earlier day; its journal has what came of it.
                    lastDecision = DecisionCall.sessionDay(event.argument);
                }
            }
            case POSITION -> {
                if (event.code == PortfolioPart.HOLDING) {
                    ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
                    costE8[event.instrumentId] = FixedPoint.times(event.priceE8, event.quantity);
                }
            }
            default -> {
                // Nothing that is kept.
            }
        }
        onDecision(event);
    }

    private void onDecision(EngineEvent event) {
        if (event.standingCount > 0 && (current == null || event.type != EventType.CONTINUE)) {
            if (current != null && !whole) {
                // Of what is past only what mattered is kept.
                current.names.removeIf(one -> one.held == 0 && one.order == 0 && !one.outcome.isLimit());
            }
            lastDecision = isCall(event) ? DecisionCall.sessionDay(event.argument) : event.sessionDay;
            current = new Rebalance(lastDecision, ledger.equityE8(), ledger.cashE8());
            rebalances.add(current);
        }
        for (int i = 0; i < event.standingCount; i++) {
            Standing standing = event.standings[i];
            NameDecision name = new NameDecision(standing, strategy.reasons().get(standing.reason));
            name.held = ledger.position(standing.instrumentId);
            name.priceE8 = ledger.lastE8(standing.instrumentId);
            current.names.add(name);
            current.ranked += standing.rank > 0 ? 1 : 0;
            deciding[standing.instrumentId] = name;
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            NameOutcome outcome =
                    verdict.bindingId == Rebalancer.NO_BINDING ? NameOutcome.ofCode(verdict.outcome) : null;
            NameDecision name = deciding[verdict.instrumentId];
            if (outcome != null && name != null) {
                name.outcome = outcome;
                name.alike = outcome == NameOutcome.CORRELATION ? (int) verdict.stopE8 : -1;
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            NameDecision name = deciding[intent.instrumentId];
            if (intent.action == IntentAction.PLACE && intent.bindingId == Rebalancer.NO_BINDING && name != null) {
                name.order = intent.side.sign() * intent.quantity;
                byOrder.put(intent.orderRef, name);
            }
        }
    }

    private static boolean isCall(EngineEvent event) {
        return event.type == EventType.COMMAND && event.code == Operator.REBALANCE.code();
    }

    private void onFill(EngineEvent event) {
        int id = event.instrumentId;
        long before = ledger.position(id);
        ledger.fill(id, event.side, event.quantity, event.priceE8, event.commissionE8);
        long valueE8 = FixedPoint.times(event.priceE8, event.quantity);
        tradedE8[id] = Math.addExact(tradedE8[id], valueE8);
        flowE8[id] = Math.subtractExact(flowE8[id], Math.addExact(event.side.sign() * valueE8, event.commissionE8));
        if (event.side == Side.BUY) {
            costE8[id] = Math.addExact(costE8[id], valueE8);
        } else if (before > 0) {
            costE8[id] -= Math.round(costE8[id] * ((double) event.quantity / before));
        }
        NameDecision name = byOrder.get(event.orderRef);
        if (name != null) {
            name.filled += event.quantity;
            name.filledE8 = Math.addExact(name.filledE8, valueE8);
            name.commissionE8 += event.commissionE8;
        }
    }

    private void onAction(EngineEvent event) {
        long cashBefore = ledger.cashE8();
        ledger.onAction(event);
        flowE8[event.instrumentId] += ledger.cashE8() - cashBefore;
        if (CorporateAction.ofCode(event.code) == CorporateAction.DELISTING) {
            costE8[event.instrumentId] = 0;
        }
    }

    /** The engine whose portfolio it is. */
    public Engine engine() {
        return engine;
    }

    /** Cash, shares and last prices. */
    public Ledger ledger() {
        return ledger;
    }

    /** What was paid for the shares that are held, without commissions. */
    public long costE8(int instrumentId) {
        return costE8[instrumentId];
    }

    /** What a name has brought so far: sales, dividends and what is held, less purchases and commissions. */
    public long contributionE8(int instrumentId) {
        return Math.addExact(
                flowE8[instrumentId], FixedPoint.times(ledger.lastE8(instrumentId), ledger.position(instrumentId)));
    }

    /** Value of all that was bought and sold of a name. */
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
