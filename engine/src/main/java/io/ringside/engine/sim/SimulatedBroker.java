package io.ringside.engine.sim;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.order.OrderGateway;
import java.util.Collections;
import java.util.List;

/**
 * A broker that executes orders against the market data of a run, by the rules of {@link BrokerSettings} and {@link HonestFills}.
 *
 * <p>The driver passes each event twice: to {@link #before} before the pipeline processes it, since a bar's trades happened
 * before its close, and to {@link #after} when the decisions on it have been {@link #submit submitted}. Reports wait in a
 * queue until the driver takes them by {@link #poll}; it passes them to {@link #after} as well, since the engine decides on
 * them too. An order never fills on the event that caused it, unless the settings say so. Without a pipeline the same calls
 * do: orders by {@code submit} and {@link #deliver}, then {@code before}, {@code after} and {@code poll} for each market
 * event.
 *
 * <p>Orders for the session end with its {@code SESSION_CLOSE} event, or with the first event beyond its close. Every
 * request is answered: one that comes too late, because the order has executed or ended, by {@code ORDER_REJECTED} with
 * {@link ReportCode#NOT_WORKING}. A rejected change leaves the order as it was, and its report has the open shares.
 *
 * <p>Thread: the driver's; {@link #submit} is called by the order stage while the driver waits for it.
 */
public final class SimulatedBroker implements OrderGateway {
    private final boolean fillOnCause;
    private final boolean outsideHours;
    private final Market[] markets;
    private final SessionClock clock;
    private final Ledger ledger;
    private final WorkingOrders book;
    private final Reports reports = new Reports();
    private final OrderDesk desk;
    private final boolean barsFirst;
    private final Costs costs;
    private final Matching matching;
    private final Financing financing;
    private final Inbox inbox;
    /** Null if each instrument has an opening auction of its own. */
    private final OpeningAuction auction;

    /** Until this time {@link #before} has work only on a bar or at the session's end: no request is in transit. */
    private long idleUntilNanos = Long.MIN_VALUE;
    /** Number of the last market event. */
    private long tick;
    /** Time of the last market event. */
    private long tickNanos;

    /**
     * A broker without a limit on leverage.
     *
     * @param cashE8 money on the account at the start, at 1e-8; interest depends on it
     */
    public SimulatedBroker(
            BrokerSettings settings, List<Instrument> instruments, ExchangeCalendar calendar, long cashE8) {
        this(settings, instruments, calendar, cashE8, AccountLimit.NONE);
    }

    /**
     * @param cashE8 money on the account at the start, at 1e-8; interest depends on it
     * @param account its limit on leverage
     */
    public SimulatedBroker(
            BrokerSettings settings,
            List<Instrument> instruments,
            ExchangeCalendar calendar,
            long cashE8,
            AccountLimit account) {
        fillOnCause = settings.fillOnCause();
        outsideHours = settings.outsideHours();
        markets = new Market[instruments.size()];
        for (int id = 0; id < markets.length; id++) {
            markets[id] =
                    new Market(instruments.get(id).tickE8(), instruments.get(id).lot());
        }
        clock = new SessionClock(calendar, settings.openCutoffSeconds(), settings.closeCutoffSeconds());
        ledger = new Ledger(cashE8, markets.length);
        book = new WorkingOrders(markets);
        Commissions commissions = new Commissions(settings.commission(), settings.fees());
        desk = new OrderDesk(book, ledger, commissions, reports, account);
        costs = new Costs(settings.costs());
        FillModel model = settings.literalStops()
                ? new LiteralFills(costs, settings.fillAtTouch())
                : new HonestFills(costs, settings.fillAtTouch());
        barsFirst = model.executesBarsFirst();
        matching = new Matching(book, desk, model, settings.participationE8(), settings.jointOpening());
        auction = settings.jointOpening()
                ? new OpeningAuction(instruments, markets, book, desk, model, commissions, ledger)
                : null;
        financing = new Financing(settings.interest(), ledger, reports, markets.length);
        inbox = new Inbox(settings.latencyEvents(), settings.latencyNanos());
    }

    @Override
    public void submit(Intent intent, long eventNanos) {
        inbox.add(intent, eventNanos);
        idleUntilNanos = Long.MIN_VALUE;
    }

    /**
     * Makes each portfolio pay for its buys in the joint auction with its own money, and excludes the portfolios' parts from
     * the account's leverage. Call it before the first event.
     */
    public void settleBy(BookMoney money) {
        desk.settleBy(money);
        if (auction != null) {
            auction.settleBy(money);
        }
    }

    /**
     * Takes the entries of a position's parts for one where the account's leverage is concerned. Call it before the first event.
     *
     * @param leadOfBinding the binding that decides for each binding: itself, or the one of which it is a further part
     */
    public void partsOf(int[] leadOfBinding) {
        desk.partsOf(leadOfBinding.clone());
    }

    /** Executes what happens before the pipeline processes the event: a bar's trades, or the session's end. */
    public void before(EngineEvent event) {
        if (event.isPortfolioOnly()) {
            return;
        }
        boolean bar = event.type == EventType.BAR;
        long nanos = bar ? event.startNanos : event.eventNanos;
        if (nanos > idleUntilNanos || event.type == EventType.SESSION_CLOSE || (bar && barsFirst)) {
            before(event, bar, nanos);
        }
    }

    private void before(EngineEvent event, boolean bar, long nanos) {
        if (event.type.isOrderReport()) {
            return;
        }
        if (nanos > clock.closeNanos()) {
            moveTo(nanos);
        }
        // Times within a bar are unknown: a request that arrives inside it takes effect at its end.
        deliverUntil(nanos);
        if (bar && barsFirst) {
            executeBar(event);
            deliverUntil(event.eventNanos);
        } else if (event.type == EventType.SESSION_CLOSE && !clock.isOver()) {
            closeSession(event.eventNanos);
        }
        book.sweep();
        idleUntilNanos = inbox.isEmpty() ? clock.closeNanos() : Long.MIN_VALUE;
    }

    private void moveTo(long nanos) {
        if (!clock.isOver()) {
            deliverUntil(clock.closeNanos());
            closeSession(clock.closeNanos());
        }
        clock.moveTo(nanos);
    }

    /** Whether all prints of the joint opening auction have come, so that it must be executed before the event. */
    public boolean opensBefore(EngineEvent event) {
        return auction != null && auction.isOverBefore(event);
    }

    /** Executes the joint opening auction. */
    public void open() {
        auction.execute(tick, clock.day());
        book.sweep();
    }

    /**
     * Executes what happens after the pipeline has processed the event: orders are matched against its price, then requests
     * made on it arrive.
     */
    public void after(EngineEvent event) {
        boolean asked = idleUntilNanos == Long.MIN_VALUE;
        if (event.isPortfolioOnly()) {
            // Orders were matched against its price already.
        } else if (event.type.isMarketData()) {
            // A quote is kept even if no order is working.
            if (fillOnCause && (event.type == EventType.QUOTE || inbox.notStamped() > 0) && counts(event)) {
                fillOnCause(event);
            }
            meet(event);
        } else if (event.type == EventType.CORPORATE_ACTION) {
            ledger.onAction(event);
            desk.onAction(event, markets[event.instrumentId].tickE8);
        }
        if (asked) {
            deliver(event.eventNanos);
        } else {
            book.sweep();
        }
    }

    /** Adds shares that the account holds at the start. Call it before the first event. */
    public void holds(int instrumentId, long quantity, long priceE8) {
        ledger.restorePosition(instrumentId, quantity, priceE8);
    }

    /** Sets the cash at the start. */
    public void holdsCash(long cashE8) {
        ledger.restoreCash(cashE8);
    }

    /** Processes the requests submitted by now, without an event. */
    public void deliver(long nanos) {
        if (!inbox.isEmpty()) {
            inbox.stamp(tick);
            deliverUntil(nanos);
        }
        book.sweep();
    }

    /** Writes the next report into the draft; false if there is none. */
    public boolean poll(EngineEvent draft) {
        return reports.poll(draft);
    }

    /** Whether {@link #poll} has a report. */
    public boolean hasAnswers() {
        return !reports.isEmpty();
    }

    /** Whether it has nothing to do until the next intent. */
    public boolean isIdle() {
        return book.size() == 0 && inbox.isEmpty() && reports.isEmpty();
    }

    /** The working order if it is the only one and no request is in transit, or null. */
    public WorkingOrder onlyOrder(int instrumentId) {
        boolean only = book.size() == 1 && inbox.isEmpty() && reports.isEmpty();
        List<WorkingOrder> orders = book.of(instrumentId);
        return only && orders.size() == 1 ? orders.get(0) : null;
    }

    /** Working orders of an instrument, in the order of their arrival; a view. */
    public List<WorkingOrder> workingOrders(int instrumentId) {
        return Collections.unmodifiableList(book.of(instrumentId));
    }

    /** The order of that reference, or null if none works. */
    public WorkingOrder workingOrder(long orderRef) {
        return book.find(orderRef);
    }

    /** The account: cash, positions and last prices, by the broker's own executions and charges. Read only. */
    public Ledger ledger() {
        return ledger;
    }

    // ---- Market events --------------------------------------------------------------------------------------------

    private void meet(EngineEvent event) {
        Market market = markets[event.instrumentId];
        if (event.type == EventType.BAR) {
            if (!barsFirst) {
                executeBar(event);
            }
            ledger.mark(event.instrumentId, event.closeE8);
            return;
        }
        count(event);
        if (event.type == EventType.QUOTE) {
            if (outsideHours || clock.isRegular(event.eventNanos)) {
                matching.quote(market, event, tick, clock.day());
            }
        } else if (!event.isVolumeOnly()) {
            ledger.mark(event.instrumentId, event.priceE8);
            boolean regular = clock.isRegular(event.eventNanos);
            if (auction != null && regular && market.openedDay != clock.day()) {
                auction.print(event.eventNanos);
            }
            if (regular || outsideHours) {
                matching.print(market, event, regular, tick, clock.day());
            }
        }
    }

    /** Whether orders may execute at the event's price: it lies in the hours that count, and is no trade for its volume only. */
    private boolean counts(EngineEvent event) {
        long nanos = event.type == EventType.BAR ? event.startNanos : event.eventNanos;
        return !event.isVolumeOnly() && (outsideHours || clock.isRegular(nanos));
    }

    private void count(EngineEvent event) {
        tick++;
        tickNanos = event.eventNanos;
    }

    private void executeBar(EngineEvent bar) {
        count(bar);
        boolean regular = clock.isRegular(bar.startNanos);
        if (regular || outsideHours) {
            matching.bar(markets[bar.instrumentId], bar, regular, tick, clock.day());
        }
    }

    private void closeSession(long nanos) {
        clock.close();
        for (int id = 0; id < markets.length; id++) {
            matching.close(markets[id], id, nanos, tick, clock.day());
        }
        for (int id = 0; id < markets.length; id++) {
            List<WorkingOrder> orders = book.of(id);
            int i = 0;
            while (i < orders.size()) {
                WorkingOrder order = orders.get(i++);
                if (order.terms.timeInForce != TimeInForce.GOOD_TILL_CANCELLED && order.day <= clock.day()) {
                    desk.cancel(order, nanos, ReportCode.EXPIRED);
                    i = 0;
                }
            }
        }
        financing.charge(clock.daysToNext(), nanos);
    }

    /** The literal rule: market orders execute at the price of the event that caused them. */
    private void fillOnCause(EngineEvent event) {
        Market market = markets[event.instrumentId];
        market.auction = false;
        market.quoted = event.type == EventType.QUOTE;
        if (market.quoted) {
            market.quote(event, clock.day());
        }
        desk.at(tick, event.eventNanos, false, clock.day());
        for (int i = 0; i < inbox.notStamped(); i++) {
            Inbox.Request request = inbox.notStamped(i);
            Intent intent = request.intent;
            if (intent.action == IntentAction.PLACE
                    && intent.type == OrderType.MARKET
                    && intent.instrumentId == event.instrumentId
                    && causePriceE8(event, market, intent) > 0) {
                request.done = true;
                request.placed = place(intent, event.eventNanos);
                if (!desk.knowsParts()) {
                    fillOnCause(event, market, request);
                }
            }
        }
        // The parts of an entry are one: none executes before all are placed.
        for (int i = 0; desk.knowsParts() && i < inbox.notStamped(); i++) {
            fillOnCause(event, market, inbox.notStamped(i));
        }
    }

    private void fillOnCause(EngineEvent event, Market market, Inbox.Request request) {
        WorkingOrder order = request.placed;
        // It may have ended together with another one.
        if (order != null && book.find(request.intent.orderRef) == order && order.workable() > 0) {
            long costE8 = costs.anyPriceE8(order, market, causePriceE8(event, market, request.intent));
            desk.fillWithinAccount(order, order.workable(), costE8, event.eventNanos, market.lot);
        }
    }

    /** The price that an order caused by the event executes at, before costs; 0 if there is none. */
    private static long causePriceE8(EngineEvent event, Market market, Intent intent) {
        return switch (event.type) {
            case BAR -> event.closeE8;
            case QUOTE -> market.oppositeE8(intent.side == Side.BUY);
            default -> event.priceE8;
        };
    }

    // ---- Requests -------------------------------------------------------------------------------------------------

    private void deliverUntil(long nanos) {
        Inbox.Request request = inbox.arrived(tick, nanos);
        while (request != null) {
            if (!request.done) {
                take(request.intent, inbox.arrivalNanos(request, tickNanos));
            }
            inbox.removeFirst();
            request = inbox.arrived(tick, nanos);
        }
    }

    private void take(Intent intent, long nanos) {
        if (intent.action == IntentAction.PLACE) {
            place(intent, nanos);
            return;
        }
        WorkingOrder order = book.find(intent.orderRef);
        if (order == null) {
            desk.reject(intent, nanos, 0, ReportCode.NOT_WORKING);
        } else if (intent.action == IntentAction.CANCEL) {
            desk.cancel(order, nanos, ReportCode.CANCELLED_BY_REQUEST);
        } else {
            modify(order, intent, nanos);
        }
    }

    /** The new order, or null if it is rejected. */
    private WorkingOrder place(Intent intent, long nanos) {
        Market market = markets[intent.instrumentId];
        WorkingOrder same = book.find(intent.orderRef);
        if (same != null) {
            desk.reject(intent, nanos, same.open(), ReportCode.DUPLICATE);
            return null;
        }
        ReportCode fault = OrderChecks.fault(intent, market);
        if (fault == ReportCode.NONE && clock.isTooLate(intent, nanos)) {
            fault = ReportCode.TOO_LATE;
        }
        if (fault == ReportCode.NONE && desk.lacksParent(intent)) {
            fault = ReportCode.CANCELLED_WITH_PARENT;
        }
        if (fault != ReportCode.NONE) {
            desk.reject(intent, nanos, 0, fault);
            return null;
        }
        return desk.accept(intent, clock.dayFor(intent, nanos, market.openedDay == clock.day()), tick, nanos);
    }

    /** Gives an order new prices and a new quantity, executed shares included; nothing else of it can change. */
    private void modify(WorkingOrder order, Intent intent, long nanos) {
        ReportCode fault = OrderChecks.changeFault(order, intent, markets[order.terms.instrumentId]);
        if (fault != ReportCode.NONE) {
            desk.reject(intent, nanos, order.open(), fault);
            return;
        }
        // A trailing stop without a new trigger stays where it has trailed to.
        boolean stays = order.terms.type == OrderType.TRAILING_STOP && intent.stopE8 == 0;
        long stopE8 = stays ? order.terms.stopE8 : intent.stopE8;
        boolean repriced = intent.limitE8 != order.terms.limitE8
                || stopE8 != order.terms.stopE8
                || intent.trailE8 != order.terms.trailE8;
        order.terms.quantity = intent.quantity;
        order.terms.limitE8 = intent.limitE8;
        order.terms.stopE8 = stopE8;
        order.terms.trailE8 = intent.trailE8;
        book.changed(order.terms.instrumentId);
        if (repriced) {
            // It counts as new: at its new price it was not matched yet.
            order.arrive(tick, nanos);
            order.rested = false;
        }
        desk.replaced(order, nanos, ReportCode.NONE);
    }
}
