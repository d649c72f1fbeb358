package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
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
import io.ringside.engine.event.Split;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.RebalanceSettings;
import io.ringside.engine.portfolio.RebalanceSettings.Proceeds;
import io.ringside.engine.portfolio.Universe;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings a portfolio to its strategy's targets: collects a ranking from the events that carry it, {@link Plan plans} the
 * orders once it is complete, and writes verdicts and intents into as many events as it needs, sales first. Orders that are
 * decided outside of the session are for the next opening auction.
 *
 * <p>Planned orders that are not yet placed are placed on the following CONTINUE events, whatever other events come in
 * between; buys that wait for the proceeds of sales are placed once no sale is working. A buy whose turn comes while entries
 * are not allowed is dropped, with a verdict.
 *
 * <p>Thread: risk stage. Owns: holdings, plan. Reads: ledger, standings, order reports. Writes: verdicts, intents.
 */
public final class Rebalancer {
    private final PortfolioBinding binding;
    /** Book id of its orders, verdicts and carried parts. */
    private final int bookId;

    private final RebalanceSettings settings;
    private final List<Instrument> instruments;
    private final ExchangeCalendar calendar;
    /** Its own money and shares; the account's where it has that for itself. */
    private final Ledger ledger;

    private final OrderCheck check;
    private final Holdings holdings;
    private final Plan plan;
    private final PlannedOrders orders;
    private final Departures departures;
    private final ProtectiveStops stops;
    private final CarriedParts night;
    private final int[] bySymbol;

    private long decidedSequence;
    private long equityE8;
    /** How many names of the ranking are still to come. */
    private int rankingLeft;

    /** Whether a ranking is being collected. */
    private boolean collecting;

    private boolean planned;
    /** How much was left to write after the last event that had room for any of it. */
    private int remainingBefore;

    private long remainingSequence = Long.MIN_VALUE;
    private int verdictsWritten;
    /** End of the auction or session that the planned orders are for. */
    private long ordersUntilNanos;

    /**
     * @param ledger the portfolio's own, or the account's
     */
    public Rebalancer(
            PortfolioBinding binding,
            List<Instrument> instruments,
            ExchangeCalendar calendar,
            Ledger ledger,
            OrderCheck check) {
        this.binding = binding;
        bookId = BookId.ofPortfolio(binding.portfolioId());
        settings = binding.rebalance();
        this.instruments = instruments;
        this.calendar = calendar;
        this.ledger = ledger;
        this.check = check;
        Universe universe = binding.universe();
        holdings = new Holdings(universe.names());
        plan = new Plan(settings, universe, instruments, ledger, holdings);
        orders = new PlannedOrders(universe.names());
        departures = new Departures(holdings, calendar, bookId);
        stops = new ProtectiveStops(holdings, instruments, settings.stopE8(), bookId);
        night = new CarriedParts(holdings, orders, departures, ledger, bookId);
        bySymbol = IntStream.range(0, universe.names())
                .boxed()
                .sorted(Comparator.comparing(universe::symbol))
                .mapToInt(id -> id)
                .toArray();
    }

    /** Processes one event, which the ledger has booked already. */
    public void onEvent(EngineEvent event) {
        switch (event.type) {
            case FILL -> onFill(event);
            case ORDER_CANCELLED, ORDER_REJECTED -> onGone(event);
            case CORPORATE_ACTION -> onAction(event);
            case BAR -> {
                if (binding.sees(event)) {
                    plan.onBar(event);
                }
            }
            case POSITION -> restore(event);
            case SESSION_OPEN -> closeCarried(event);
            default -> {
                // Does not concern holdings.
            }
        }
        boolean goesOn = event.type == EventType.CONTINUE;
        if (event.standingCount > 0) {
            collect(event);
            goesOn = true;
        }
        if (orders.buysWait()
                && !holdings.isSelling()
                && !orders.hasSales()
                && !isCommissionOpen(event)
                && check.isReady()) {
            release();
            ordersUntilNanos = departures.goodUntil(event);
            goesOn = true;
        }
        if (goesOn && rankingLeft == 0) {
            goOn(event);
        }
    }

    /** Collects the event's standings of this portfolio; those of several portfolios come one after the other. */
    private void collect(EngineEvent event) {
        boolean begins = event.type != EventType.CONTINUE;
        for (int i = 0; i < event.standingCount; i++) {
            if (event.standings[i].portfolioId == binding.portfolioId()) {
                if (begins || !collecting) {
                    begin(event);
                    begins = false;
                }
                plan.add(event.standings[i]);
            }
        }
        boolean last = event.standings[event.standingCount - 1].portfolioId == binding.portfolioId();
        rankingLeft = collecting && last ? event.standingsLeft : 0;
        collecting = rankingLeft > 0;
    }

    /** Its own money and shares; the account's where it has that for itself. */
    public Ledger ledger() {
        return ledger;
    }

    /** Open shares of a name's working buy. */
    public long buying(int instrumentId) {
        return Math.max(0, holdings.ordered(instrumentId));
    }

    /** Shares held of a name. */
    public long shares(int instrumentId) {
        return holdings.shares(instrumentId);
    }

    /** Whether a working order is the portfolio's. */
    public boolean owns(long orderRef) {
        return holdings.owns(orderRef);
    }

    /** Whether an order of a name is, or recently was, the portfolio's, so that the portfolio pays its commission. */
    public boolean hadOrder(int instrumentId, long orderRef) {
        return holdings.had(instrumentId, orderRef);
    }

    /** How many standings, verdicts and intents are still to come on CONTINUE events. */
    public int left() {
        return rankingLeft + (planned ? plan.size() - verdictsWritten : plan.size()) + orders.left();
    }

    private void begin(EngineEvent event) {
        plan.clear();
        planned = false;
        collecting = true;
        decidedSequence = event.sequence;
    }

    private void goOn(EngineEvent event) {
        if (plan.size() > 0 && !planned) {
            planned = true;
            verdictsWritten = 0;
            equityE8 = ledger.equityE8();
            plan.make(equityE8, check);
            plan.check(check, event);
            // Orders of an earlier decision that are not placed by now are dropped.
            orders.clear();
            ordersUntilNanos = departures.goodUntil(event);
            collect(true);
            collect(false);
            if (settings.proceeds() == Proceeds.WAIT && (orders.hasSales() || holdings.isSelling())) {
                orders.letBuysWait();
            }
        }
        write(event);
    }

    /** Value of the working buys. */
    public long buyingE8() {
        long sumE8 = 0;
        for (int name = 0; name < holdings.names(); name++) {
            long ordered = holdings.ordered(name);
            if (ordered > 0) {
                sumE8 = Math.addExact(sumE8, FixedPoint.times(ledger.lastE8(name), ordered));
            }
        }
        return sumE8;
    }

    private void collect(boolean sales) {
        for (int name : bySymbol) {
            long shares = plan.order(name);
            if (sales ? shares < 0 : shares > 0) {
                orders.add(name, shares, ledger.lastE8(name), plan.reason(name), plan.isAtClose(name));
            }
        }
    }

    /** Whether a fill's commission is still to come: the broker reports it after the fill, and only then the cash is known. */
    private static boolean isCommissionOpen(EngineEvent event) {
        return event.type == EventType.FILL && event.commissionE8 == 0;
    }

    /** After the sales: sizes the buys to the cash there is now, at the prices of the decision, and lets them be placed. */
    private void release() {
        orders.release(settings.afterSalesAtClose());
        long costE8 = 0;
        for (int i = 0; i < orders.size(); i++) {
            int name = orders.name(i);
            costE8 = Math.addExact(costE8, FixedPoint.times(orders.priceE8(name), orders.shares(name)));
        }
        long moneyE8 = Math.max(0, check.spendableE8(Math.subtractExact(ledger.cashE8(), buyingE8())));
        if (costE8 <= Fractions.floor(moneyE8, settings.spendableE8())) {
            return;
        }
        for (int i = 0; i < orders.size(); i++) {
            int name = orders.name(i);
            long paid = Fractions.scaled(orders.shares(name), settings.spendableE8(), moneyE8, costE8);
            orders.resize(name, plan.wholeLots(name, paid));
        }
    }

    private void write(EngineEvent event) {
        while (planned && verdictsWritten < plan.size() && event.verdictCount < event.verdicts.length) {
            int name = plan.name(verdictsWritten++);
            verdict(event, name, plan.outcome(name), plan.order(name), plan.detail(name));
        }
        boolean room = true;
        while (room && orders.hasNext()) {
            room = writeNext(event);
        }
        addRemaining(event, (planned ? plan.size() - verdictsWritten : 0) + orders.left());
        if (planned && verdictsWritten == plan.size()) {
            plan.clear();
            planned = false;
        }
    }

    /** Adds to the event's count of what follows on CONTINUE events; other portfolios add theirs. */
    private void addRemaining(EngineEvent event, int left) {
        event.decisionsLeft += left - (remainingSequence == event.sequence ? remainingBefore : 0);
        remainingBefore = left;
        remainingSequence = event.sequence;
    }

    /** Places the next order, or writes the verdict that it is dropped; false if the event has no room. */
    private boolean writeNext(EngineEvent event) {
        int name = orders.peek();
        long shares = orders.shares(name);
        int why = check.stopped(name, shares > 0);
        boolean late = event.eventNanos >= ordersUntilNanos;
        boolean dropped = orders.isDropped(name) || late || why != OrderCheck.ACCEPTED;
        if (dropped ? event.verdictCount == event.verdicts.length : event.intentCount == event.intents.length) {
            return false;
        }
        orders.take();
        if (dropped) {
            verdict(event, name, late ? NameOutcome.TOO_LATE : NameOutcome.DROPPED, shares, why);
        } else if (shares == 0) {
            // The sales brought less than planned.
            return true;
        } else {
            place(event, name, shares);
        }
        return true;
    }

    private void verdict(EngineEvent event, int name, NameOutcome outcome, long shares, int detail) {
        Verdict verdict = event.addVerdict();
        verdict.clear(bookId, name, decidedSequence);
        verdict.outcome = outcome.code();
        verdict.quantity = Math.abs(shares);
        verdict.equityE8 = equityE8;
        verdict.priceE8 = ledger.lastE8(name);
        verdict.stopE8 = detail;
    }

    private void place(EngineEvent event, int name, long shares) {
        Intent intent = place(event, bookId, name, decidedSequence, Purpose.REBALANCE);
        intent.side = shares > 0 ? Side.BUY : Side.SELL;
        intent.quantity = Math.abs(shares);
        intent.reason = orders.reason(name);
        if (!calendar.isRegular(event.eventNanos)) {
            intent.timeInForce = TimeInForce.AT_THE_OPEN;
        } else if (orders.isAtClose(name)) {
            intent.type = OrderType.MARKET_ON_CLOSE;
        }
        if (shares < 0 && holdings.stopRef[name] != 0) {
            intent.ocaRef = holdings.groupRef[name];
        }
        holdings.placed(name, intent.orderRef, shares);
        departures.placed(name, event, intent);
    }

    /** Adds an intent for a new order of the portfolio; the caller sets quantity, type and prices. */
    static Intent place(EngineEvent event, int bookId, int name, long cause, Purpose purpose) {
        long ref = OrderRef.of(event.sessionDay, event.sequence, event.intentCount);
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, name, bookId, cause);
        intent.purpose = purpose;
        return intent;
    }

    // ---- What becomes of the orders -------------------------------------------------------------------------------

    private void onFill(EngineEvent event) {
        if (!holdings.owns(event.orderRef)) {
            return;
        }
        holdings.filled(event);
        if (departures.isClosing(event.instrumentId)) {
            departures.close(event, event.instrumentId);
        } else {
            stops.onFill(event);
        }
    }

    private void onGone(EngineEvent event) {
        boolean ends = event.type == EventType.ORDER_CANCELLED || event.leaves == 0;
        if (!ends || !holdings.owns(event.orderRef)) {
            return;
        }
        int name = event.instrumentId;
        boolean stop = holdings.stopRef[name] == event.orderRef;
        long left = stop ? 0 : holdings.ordered(name);
        boolean again = !stop && departures.isToBeSentAgain(event, name) && !orders.isPlanned(name);
        holdings.gone(name, event.orderRef);
        if (departures.isClosing(name)) {
            departures.close(event, name);
        } else if (stop && holdings.shares(name) > 0 && !holdings.hasOrder(name)) {
            stops.place(event, holdings.stopE8[name]);
        } else if (again && left != 0) {
            ordersUntilNanos = departures.goodUntil(event);
            orders.add(name, left, ledger.lastE8(name), departures.reason(name), departures.isAtClose(name));
            addRemaining(event, orders.left());
        }
    }

    /**
     * Books a corporate action other than a split, for which the caller calls {@link #onSplit} with the portfolio's part of
     * the shares.
     */
    private void onAction(EngineEvent event) {
        if (CorporateAction.ofCode(event.code) == CorporateAction.DELISTING) {
            holdings.delisted(event.instrumentId);
        }
    }

    /**
     * A split of a name.
     *
     * @param before its shares of the name before, with those of unknown orders
     * @param after its shares now
     */
    public void onSplit(EngineEvent event, long before, long after) {
        int name = event.instrumentId;
        if (name >= holdings.names()) {
            return;
        }
        long others = Split.shares(before - holdings.shares(name), event.quantity, event.argument);
        holdings.split(
                name,
                event.quantity,
                event.argument,
                after - others,
                instruments.get(name).tickE8());
        plan.onSplit(event);
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    /**
     * Drops planned orders, cancels buys and closes holdings, as far as the event has room; returns whether nothing is left
     * to do.
     */
    public boolean flatten(EngineEvent event) {
        orders.dropAll();
        write(event);
        boolean complete = orders.size() == 0;
        for (int name = 0; name < holdings.names(); name++) {
            if (departures.isIdle(name)) {
                continue;
            }
            complete = false;
            if (event.intentCount == event.intents.length) {
                return false;
            }
            departures.close(event, name);
        }
        return complete;
    }

    /** Closes holdings that were to be closed overnight and have no order for the opening auction. */
    private void closeCarried(EngineEvent event) {
        if (event.isWarmUp()) {
            return;
        }
        for (int name = 0; name < holdings.names(); name++) {
            if (departures.isClosing(name)) {
                close(event, name);
            }
        }
    }

    /** Cancels the buys of one name and closes its holding. */
    public void close(EngineEvent event, int name) {
        if (!departures.isIdle(name) && event.intentCount < event.intents.length) {
            departures.close(event, name);
        }
    }

    /** Cancels an order, but not a stop. */
    public void cancel(EngineEvent event, long orderRef) {
        for (int name = 0; name < holdings.names(); name++) {
            if (holdings.orderRef[name] == orderRef) {
                departures.cancel(event, name);
            }
        }
    }

    /** Books an operator's adoption of the broker's shares of a name, or its release to the account's owner. */
    public void adopt(int name, long signedShares) {
        holdings.restore(name, Math.addExact(holdings.shares(name), signedShares));
    }

    // ---- Over the night -------------------------------------------------------------------------------------------

    /** Reports the state that the next session begins with. */
    public void carry(CarriedParts.Parts parts) {
        night.carry(parts);
    }

    private void restore(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_CARRIED) != 0 && night.restore(event)) {
            ordersUntilNanos = departures.goodUntil(event);
        }
    }

    /** Its portfolio. */
    public PortfolioBinding binding() {
        return binding;
    }
}
