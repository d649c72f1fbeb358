package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.RebalanceSettings;
import io.ringside.engine.portfolio.Universe;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings a portfolio to what its strategy wants: collects a ranking from the events that carry it, {@link Plan plans} the
 * orders once it is whole, and writes verdicts and orders into as many events as it takes, sales first. Orders that were
 * decided after the close are for the next opening auction.
 *
 * <p>Thread: risk stage. Owns: holdings, plan. Reads: ledger, standings, order reports. Writes: verdicts, intents.
 */
public final class Rebalancer {
    /** A verdict and an intent of a portfolio belong to no strategy on one instrument. */
    public static final int NO_BINDING = -1;

    /** Code of a POSITION with {@code FLAG_CARRIED}: shares that the portfolio holds before it begins. */
    public static final int HOLDING = 104;

    private final PortfolioBinding binding;
    private final RebalanceSettings settings;
    private final List<Instrument> instruments;
    private final ExchangeCalendar calendar;
    private final Ledger ledger;
    private final Holdings holdings;
    private final Plan plan;
    private final int[] bySymbol;
    private final int[] orders;

    private long decidedSequence;
    private long equityE8;
    private boolean planned;
    private int verdictsWritten;
    private int orderCount;
    private int ordersWritten;

    public Rebalancer(
            PortfolioBinding binding, List<Instrument> instruments, ExchangeCalendar calendar, Ledger ledger) {
        this.binding = binding;
        settings = binding.rebalance();
        this.instruments = instruments;
        this.calendar = calendar;
        this.ledger = ledger;
        Universe universe = binding.universe();
        holdings = new Holdings(universe.names());
        plan = new Plan(settings, universe, instruments, ledger, holdings);
        bySymbol = IntStream.range(0, universe.names())
                .boxed()
                .sorted(Comparator.comparing(universe::symbol))
                .mapToInt(id -> id)
                .toArray();
        orders = new int[universe.names()];
    }

    /** Takes one event in, of which the ledger knows already. */
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case FILL -> onFill(event);
            case ORDER_CANCELLED, ORDER_REJECTED -> onGone(event);
            case CORPORATE_ACTION -> onAction(event);
            case BAR -> plan.onBar(event);
            case POSITION -> {
                if (event.code == HOLDING && (event.flags & EngineEvent.FLAG_CARRIED) != 0) {
                    holdings.restore(event.instrumentId, event.quantity);
                }
            }
            case SESSION_CLOSE -> begin(event);
            default -> {
                // Nothing that a holding depends on.
            }
        }
        if (event.standingCount > 0) {
            if (event.type == EventType.BAR || event.type == EventType.SESSION_OPEN) {
                begin(event);
            }
            for (int i = 0; i < event.standingCount; i++) {
                plan.add(event.standings[i]);
            }
        }
        if (plan.size() > 0 && event.standingsLeft == 0) {
            decide(event);
        }
    }

    /** What is held of a name. */
    public long shares(int instrumentId) {
        return holdings.shares(instrumentId);
    }

    private void begin(EngineEvent event) {
        plan.clear();
        planned = false;
        decidedSequence = event.sequence;
    }

    private void decide(EngineEvent event) {
        if (!planned) {
            planned = true;
            verdictsWritten = 0;
            ordersWritten = 0;
            orderCount = 0;
            equityE8 = ledger.equityE8();
            plan.make(equityE8);
            collect(true);
            collect(false);
        }
        write(event);
    }

    private void collect(boolean sales) {
        for (int name : bySymbol) {
            long shares = plan.order(name);
            if (sales ? shares < 0 : shares > 0) {
                orders[orderCount++] = name;
            }
        }
    }

    private void write(EngineEvent event) {
        while (verdictsWritten < plan.size() && event.verdictCount < event.verdicts.length) {
            int name = plan.name(verdictsWritten++);
            Verdict verdict = event.addVerdict();
            verdict.clear(NO_BINDING, name, decidedSequence);
            verdict.outcome = plan.outcome(name).code();
            verdict.quantity = Math.abs(plan.order(name));
            verdict.equityE8 = equityE8;
            verdict.priceE8 = ledger.lastE8(name);
            verdict.stopE8 = plan.alike(name);
        }
        while (ordersWritten < orderCount && event.intentCount < event.intents.length) {
            place(event, orders[ordersWritten++]);
        }
        event.decisionsLeft = plan.size() - verdictsWritten + orderCount - ordersWritten;
        if (event.decisionsLeft == 0) {
            plan.clear();
        }
    }

    private void place(EngineEvent event, int name) {
        long shares = plan.order(name);
        Intent intent = place(event, name, decidedSequence, Purpose.REBALANCE);
        intent.side = shares > 0 ? Side.BUY : Side.SELL;
        intent.quantity = Math.abs(shares);
        intent.reason = plan.reason(name);
        if (event.eventNanos >= calendar.closeNanos(event.sessionDay)) {
            intent.timeInForce = TimeInForce.AT_THE_OPEN;
        } else if (plan.isAtClose(name)) {
            intent.type = OrderType.MARKET_ON_CLOSE;
        }
        if (shares < 0 && holdings.stopRef[name] != 0) {
            intent.ocaRef = holdings.groupRef[name];
        }
        holdings.placed(name, intent.orderRef, shares);
    }

    private Intent place(EngineEvent event, int name, long cause, Purpose purpose) {
        long ref = OrderRef.of(event.sessionDay, event.sequence, event.intentCount);
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, name, NO_BINDING, cause);
        intent.purpose = purpose;
        return intent;
    }

    // ---- What becomes of the orders -------------------------------------------------------------------------------

    private void onFill(EngineEvent event) {
        if (!holdings.owns(event.orderRef)) {
            return;
        }
        holdings.filled(event);
        if (settings.stopE8() > 0) {
            protect(event);
        }
    }

    private void onGone(EngineEvent event) {
        boolean ends = event.type == EventType.ORDER_CANCELLED || event.leaves == 0;
        if (ends && holdings.owns(event.orderRef)) {
            boolean stop = holdings.stopRef[event.instrumentId] == event.orderRef;
            holdings.gone(event.instrumentId, event.orderRef);
            if (stop && holdings.shares(event.instrumentId) > 0 && !holdings.hasOrder(event.instrumentId)) {
                placeStop(event, holdings.stopE8[event.instrumentId]);
            }
        }
    }

    /** A purchase is followed by a stop of its size; the group takes from it what is sold. */
    private void protect(EngineEvent event) {
        int name = event.instrumentId;
        if (event.side != Side.BUY) {
            return;
        }
        if (holdings.stopRef[name] == 0) {
            long keptE8 = FixedPoint.ONE_E8 - settings.stopE8();
            long tickE8 = instruments.get(name).tickE8();
            long stopE8 = Fractions.floor(event.priceE8, keptE8) / tickE8 * tickE8;
            if (stopE8 > 0) {
                placeStop(event, stopE8);
            }
            return;
        }
        Intent change = event.addIntent();
        change.clear(IntentAction.MODIFY, holdings.stopRef[name], name, NO_BINDING, event.sequence);
        stop(change, holdings.shares(name), holdings.stopE8[name]);
        change.ocaRef = holdings.groupRef[name];
        holdings.stopShares[name] = holdings.shares(name);
    }

    private void placeStop(EngineEvent event, long stopE8) {
        int name = event.instrumentId;
        Intent intent = place(event, name, event.sequence, Purpose.STOP);
        stop(intent, holdings.shares(name), stopE8);
        // A group is named after its first order.
        holdings.groupRef[name] = intent.orderRef;
        intent.ocaRef = intent.orderRef;
        holdings.placedStop(name, intent.orderRef, intent.quantity, stopE8);
    }

    private static void stop(Intent intent, long shares, long stopE8) {
        intent.purpose = Purpose.STOP;
        intent.type = OrderType.STOP;
        intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        intent.side = Side.SELL;
        intent.quantity = shares;
        intent.stopE8 = stopE8;
    }

    private void onAction(EngineEvent event) {
        CorporateAction action = CorporateAction.ofCode(event.code);
        if (action == CorporateAction.SPLIT) {
            holdings.split(event.instrumentId, event.quantity, event.argument);
            plan.onSplit(event);
        } else if (action == CorporateAction.DELISTING) {
            holdings.delisted(event.instrumentId);
        }
    }

    /** The portfolio that it is for. */
    public PortfolioBinding binding() {
        return binding;
    }
}
