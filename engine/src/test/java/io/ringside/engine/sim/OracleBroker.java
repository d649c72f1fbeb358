package io.ringside.engine.sim;

import static java.math.BigDecimal.ZERO;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The simulated broker's rules once more, written to be read: decimals, one list of orders that only grows, everything
 * looked up anew. It shares no code with the broker but the settings and the exchange's calendar.
 */
final class OracleBroker {
    /** A market or session event; a plain copy of what the engine's event would hold. */
    record Market(
            EventType type,
            int instrument,
            long startNanos,
            long nanos,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal ask,
            long volume,
            long askSize,
            boolean volumeOnly) {}

    /** A request under way. */
    private record Letter(Intent intent, long sentEvent, long sentNanos) {}

    private static final class Order {
        Intent intent;
        BigDecimal limit;
        BigDecimal stop;
        BigDecimal trail;
        long total;
        long filled;
        long takenByGroup;
        BigDecimal value = ZERO;
        BigDecimal tiered = ZERO;
        BigDecimal exchange = ZERO;
        BigDecimal charged = ZERO;
        Order parent;
        boolean alive = true;
        long endedInCall = -1;
        int day;
        long bornEvent;
        long bornNanos;
        long insideEvent = -1;
        BigDecimal insidePrice;
        boolean triggered;
        boolean rested;

        boolean buys() {
            return intent.side == Side.BUY;
        }

        boolean is(OrderType type) {
            return intent.type == type;
        }

        boolean isMarket() {
            return is(OrderType.MARKET) || (triggered && (is(OrderType.STOP) || is(OrderType.TRAILING_STOP)));
        }

        boolean isLimit() {
            return is(OrderType.LIMIT) || (triggered && is(OrderType.STOP_LIMIT));
        }

        boolean isWaitingStop() {
            return !triggered && (is(OrderType.STOP) || is(OrderType.TRAILING_STOP) || is(OrderType.STOP_LIMIT));
        }

        boolean isForClose() {
            return is(OrderType.MARKET_ON_CLOSE) || is(OrderType.LIMIT_ON_CLOSE);
        }

        boolean lives(TimeInForce time) {
            return intent.timeInForce == time;
        }

        long left() {
            return total - filled;
        }

        long ready() {
            long byParent = parent == null ? Long.MAX_VALUE : parent.filled - takenByGroup;
            return alive ? Math.max(0, Math.min(total, byParent) - filled) : 0;
        }
    }

    private static final BigDecimal TICK = new BigDecimal("0.01");

    final List<String> reports = new ArrayList<>();
    final long[] position;
    final BigDecimal[] marks;
    BigDecimal cash;

    private final BrokerSettings settings;
    private final ExchangeCalendar calendar;
    private final BigDecimal participation;
    private final List<Order> orders = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Intent> decisions = new ArrayList<>();
    private final TreeMap<YearMonth, Long> volumeOfMonth = new TreeMap<>();

    /** Number of the driver's call. */
    private long call;

    private int day = -1;
    private boolean closed = true;
    private long eventCount;
    private long lastMarketNanos;
    private final int[] openedDay;
    private final long[] openedNanos;
    private final long[] printNanos;
    private final long[] printEvent;
    private final BigDecimal[] last;
    private final int[] lastDay;
    private final Market[] quote;
    private final int[] quoteDay;

    /** The event at hand. */
    private Market now;

    private boolean auction;
    private boolean quotesHold;
    private long budget;
    private long childrenBornNanos;
    private boolean inside;

    OracleBroker(BrokerSettings settings, ExchangeCalendar calendar, int instruments, BigDecimal cash) {
        this.settings = settings;
        this.calendar = calendar;
        this.cash = cash;
        participation = money(settings.participationE8());
        position = new long[instruments];
        marks = new BigDecimal[instruments];
        openedDay = new int[instruments];
        openedNanos = new long[instruments];
        printNanos = new long[instruments];
        printEvent = new long[instruments];
        last = new BigDecimal[instruments];
        lastDay = new int[instruments];
        quote = new Market[instruments];
        quoteDay = new int[instruments];
        for (int i = 0; i < instruments; i++) {
            marks[i] = ZERO;
            openedDay[i] = -1;
            lastDay[i] = -1;
            quoteDay[i] = -1;
            printNanos[i] = Long.MIN_VALUE;
        }
    }

    static BigDecimal money(long e8) {
        return BigDecimal.valueOf(e8, 8);
    }

    BigDecimal equity() {
        BigDecimal equity = cash;
        for (int i = 0; i < position.length; i++) {
            equity = equity.add(marks[i].multiply(BigDecimal.valueOf(position[i])));
        }
        return equity;
    }

    // ---- The driver's calls ---------------------------------------------------------------------------------------

    /** A request between two events. */
    void request(Intent intent, long nanos) {
        call++;
        letters.add(new Letter(copy(intent), eventCount, nanos));
        deliver(nanos);
    }

    /** A market or session event, and what was decided on it. */
    void event(Market event, List<Intent> decided) {
        now = event;
        call++;
        boolean bar = event.type == EventType.BAR;
        long from = bar ? event.startNanos : event.nanos;
        if (!closed && from > calendar.closeNanos(day)) {
            deliver(calendar.closeNanos(day));
            endSession(calendar.closeNanos(day));
        }
        if (day < 0 || from > calendar.closeNanos(day)) {
            if (calendar.sessionDay(from) != day) {
                day = calendar.sessionDay(from);
                closed = false;
            }
        }
        deliver(from);
        if (bar && !settings.literalStops()) {
            bar();
            deliver(event.nanos);
        }
        if (event.type == EventType.SESSION_CLOSE && !closed) {
            endSession(event.nanos);
        }
        call++;
        decided.forEach(intent -> decisions.add(copy(intent)));
        if (event.type.isMarketData()) {
            boolean regular = isRegular(event.type == EventType.BAR ? event.startNanos : event.nanos);
            if (settings.fillOnCause() && !event.volumeOnly && (regular || settings.outsideHours())) {
                fillOnCause();
            }
            switch (event.type) {
                case BAR -> {
                    if (settings.literalStops()) {
                        bar();
                    }
                    marks[event.instrument] = event.close;
                }
                case QUOTE -> quote();
                default -> {
                    if (!event.volumeOnly) {
                        marks[event.instrument] = event.open;
                    }
                    print();
                }
            }
        }
        decisions.forEach(intent -> letters.add(new Letter(intent, eventCount, event.nanos)));
        decisions.clear();
        deliver(event.nanos);
    }

    // ---- Market events --------------------------------------------------------------------------------------------

    private void count() {
        eventCount++;
        lastMarketNanos = now.nanos;
    }

    private boolean isRegular(long nanos) {
        return !closed && nanos >= calendar.openNanos(day) && nanos < calendar.closeNanos(day);
    }

    private List<Order> present() {
        return orders.stream()
                .filter(order -> order.alive && order.intent.instrumentId == now.instrument)
                .toList();
    }

    private long share(long volume) {
        return settings.participationE8() == 0
                ? Long.MAX_VALUE
                : participation
                        .multiply(BigDecimal.valueOf(volume))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
    }

    private void print() {
        count();
        boolean regular = isRegular(now.nanos);
        if (now.volumeOnly || !(regular || settings.outsideHours())) {
            return;
        }
        int id = now.instrument;
        boolean ofBar = now.type == EventType.OPEN_PRINT;
        boolean first = regular && openedDay[id] != day;
        if (first) {
            openedDay[id] = day;
            openedNanos[id] = now.nanos;
        }
        last[id] = now.open;
        lastDay[id] = day;
        if (ofBar) {
            printNanos[id] = now.nanos;
            printEvent[id] = eventCount;
        }
        if (ofBar && settings.participationE8() > 0) {
            return;
        }
        auction = first;
        quotesHold = quoteDay[id] == day;
        budget = ofBar ? Long.MAX_VALUE : share(now.volume);
        inside = false;
        childrenBornNanos = now.nanos;
        singlePrice(now.open, ofBar || first, ofBar, eventCount, Long.MAX_VALUE);
    }

    /** All orders born before an event meet one price. */
    private void singlePrice(BigDecimal price, boolean gap, boolean ofBar, long bornBefore, long bornBy) {
        boolean again = true;
        while (again) {
            again = false;
            for (Order order : present()) {
                boolean there = order.bornEvent < bornBefore && order.bornNanos <= bornBy;
                boolean atOpen = !order.lives(TimeInForce.AT_THE_OPEN) || (auction && order.day <= day);
                if (there && atOpen && order.ready() > 0 && meetPrice(order, price, gap, ofBar)) {
                    again = true;
                    break;
                }
            }
        }
        leave(bornBefore, bornBy);
    }

    /** Whether the order executed at least in part. */
    private boolean meetPrice(Order order, BigDecimal price, boolean gap, boolean ofBar) {
        if (order.isMarket()) {
            return take(order, price);
        }
        if (order.isWaitingStop()) {
            boolean reached = order.stop.signum() != 0 && atOrBeyond(order.buys(), price, order.stop);
            boolean literal = settings.literalStops() && !order.is(OrderType.STOP_LIMIT);
            if (reached && literal && ofBar) {
                return false;
            }
            if (!reached) {
                ratchet(order, price);
                return false;
            }
            order.triggered = true;
            if (!order.is(OrderType.STOP_LIMIT)) {
                return take(order, literal ? order.stop : price);
            }
            order.rested = false;
        }
        if (!order.isLimit() || !proves(order, price)) {
            return false;
        }
        if (!order.rested) {
            return takeLimited(order, price);
        }
        return execute(order, gap ? price : order.limit, gap ? price : order.limit, false);
    }

    private void quote() {
        count();
        if (!isRegular(now.nanos) && !settings.outsideHours()) {
            return;
        }
        quote[now.instrument] = now;
        quoteDay[now.instrument] = day;
        auction = false;
        quotesHold = true;
        inside = false;
        childrenBornNanos = now.nanos;
        for (boolean buyers : new boolean[] {true, false}) {
            budget = share(buyers ? now.askSize : now.volume);
            boolean again = true;
            while (again) {
                again = false;
                for (Order order : present()) {
                    BigDecimal price = opposite(order);
                    if (order.buys() != buyers
                            || order.bornEvent >= eventCount
                            || order.lives(TimeInForce.AT_THE_OPEN)
                            || order.ready() == 0
                            || price.signum() == 0) {
                        continue;
                    }
                    boolean done = false;
                    if (order.isMarket()) {
                        done = take(order, price);
                    } else if (order.isLimit() && atOrBeyond(!order.buys(), price, order.limit)) {
                        done = order.rested
                                ? execute(order, order.limit, order.limit, false)
                                : takeLimited(order, price);
                    }
                    if (done) {
                        again = true;
                        break;
                    }
                }
            }
        }
        leave(eventCount, Long.MAX_VALUE);
    }

    private void bar() {
        count();
        boolean regular = isRegular(now.startNanos);
        if (!regular && !settings.outsideHours()) {
            return;
        }
        int id = now.instrument;
        boolean printSeen = printNanos[id] == now.startNanos;
        boolean first = regular && (openedDay[id] != day || openedNanos[id] == now.startNanos);
        if (regular && openedDay[id] != day) {
            openedDay[id] = day;
            openedNanos[id] = now.startNanos;
        }
        last[id] = now.close;
        lastDay[id] = day;
        budget = share(now.volume);
        quotesHold = false;
        if (!printSeen || settings.participationE8() > 0) {
            auction = first;
            inside = false;
            childrenBornNanos = now.startNanos;
            singlePrice(now.open, true, false, printSeen ? printEvent[id] : eventCount, now.startNanos);
        }
        auction = false;
        inside = true;
        childrenBornNanos = now.nanos;
        boolean again = true;
        while (again) {
            again = anyOf(this::stopInside) || anyOf(this::limitInside);
        }
        while (anyOf(this::trailInside)) {
            // Each round executes one.
        }
        for (Order order : present()) {
            order.rested |= worksInside(order);
        }
    }

    private interface Attempt {
        boolean executes(Order order);
    }

    private boolean anyOf(Attempt attempt) {
        for (Order order : present()) {
            if (worksInside(order) && attempt.executes(order)) {
                return true;
            }
        }
        return false;
    }

    private boolean worksInside(Order order) {
        return order.ready() > 0
                && (order.insideEvent == eventCount || order.bornNanos <= now.startNanos)
                && !order.lives(TimeInForce.AT_THE_OPEN)
                && !order.lives(TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    private boolean stopInside(Order order) {
        if (!order.isWaitingStop()) {
            return false;
        }
        BigDecimal began = order.insideEvent == eventCount ? order.insidePrice : now.open;
        if (order.stop.signum() == 0) {
            ratchet(order, began);
        }
        if (!atOrBeyond(order.buys(), order.buys() ? now.high : now.low, order.stop)) {
            return false;
        }
        BigDecimal met = order.stop;
        if (!settings.literalStops()) {
            met = order.buys() ? order.stop.max(began) : order.stop.min(began);
        }
        order.triggered = true;
        if (!order.is(OrderType.STOP_LIMIT)) {
            return take(order, met);
        }
        order.insideEvent = eventCount;
        order.insidePrice = met;
        if (proves(order, met)) {
            return takeLimited(order, met);
        }
        order.rested = true;
        return false;
    }

    private boolean limitInside(Order order) {
        BigDecimal best = order.insideEvent == eventCount ? now.close : order.buys() ? now.low : now.high;
        if (!order.isLimit() || !proves(order, best)) {
            return false;
        }
        BigDecimal price = order.buys() ? order.limit.min(now.high) : order.limit.max(now.low);
        return execute(order, price, price, false);
    }

    private boolean trailInside(Order order) {
        if (!order.is(OrderType.TRAILING_STOP) || order.triggered) {
            return false;
        }
        ratchet(order, order.insideEvent == eventCount ? now.close : order.buys() ? now.low : now.high);
        if (!atOrBeyond(order.buys(), now.close, order.stop)) {
            return false;
        }
        order.triggered = true;
        return take(order, order.stop);
    }

    private void ratchet(Order order, BigDecimal price) {
        if (!order.is(OrderType.TRAILING_STOP)) {
            return;
        }
        if (order.buys()) {
            BigDecimal stop = price.add(order.trail);
            order.stop = order.stop.signum() == 0 ? stop : order.stop.min(stop);
        } else {
            order.stop = order.stop.max(price.subtract(order.trail));
        }
    }

    /** What cannot wait ends; the rest has met a price. */
    private void leave(long bornBefore, long bornBy) {
        for (Order order : present()) {
            if (!order.alive || order.bornEvent >= bornBefore || order.bornNanos > bornBy) {
                continue;
            }
            boolean active = order.parent == null || order.parent.filled > 0;
            if (order.lives(TimeInForce.IMMEDIATE_OR_CANCEL) && active) {
                cancel(order, now.nanos, ReportCode.NOT_IMMEDIATE);
            } else if (order.lives(TimeInForce.AT_THE_OPEN) && auction && order.day <= day) {
                cancel(order, now.nanos, ReportCode.EXPIRED);
            } else {
                order.rested = true;
            }
        }
    }

    private void fillOnCause() {
        List<Intent> rest = new ArrayList<>();
        quotesHold = now.type == EventType.QUOTE;
        if (quotesHold) {
            quote[now.instrument] = now;
            quoteDay[now.instrument] = day;
        }
        for (Intent intent : decisions) {
            auction = false;
            inside = false;
            childrenBornNanos = now.nanos;
            budget = Long.MAX_VALUE;
            BigDecimal price = now.type == EventType.BAR ? now.close : now.open;
            if (now.type == EventType.QUOTE) {
                boolean crossed = now.open.signum() > 0 && now.ask.signum() > 0 && now.open.compareTo(now.ask) > 0;
                price = crossed ? ZERO : intent.side == Side.BUY ? now.ask : now.open;
            }
            if (intent.action == IntentAction.PLACE
                    && intent.type == OrderType.MARKET
                    && intent.instrumentId == now.instrument
                    && price.signum() > 0) {
                Order order = place(intent, now.nanos);
                if (order != null && order.ready() > 0) {
                    take(order, price);
                }
            } else {
                rest.add(intent);
            }
        }
        decisions.clear();
        decisions.addAll(rest);
    }

    // ---- The session's end ----------------------------------------------------------------------------------------

    private void endSession(long nanos) {
        closed = true;
        for (int id = 0; id < position.length; id++) {
            for (Order order : List.copyOf(orders)) {
                if (order.alive && order.intent.instrumentId == id && order.isForClose() && order.day <= day) {
                    closeOrder(order, id, nanos);
                }
            }
        }
        for (int id = 0; id < position.length; id++) {
            for (Order order : List.copyOf(orders)) {
                boolean over = !order.lives(TimeInForce.GOOD_TILL_CANCELLED) && order.day <= day;
                if (order.alive && order.intent.instrumentId == id && over) {
                    cancel(order, nanos, ReportCode.EXPIRED);
                }
            }
        }
        int days = calendar.nextTradingDay(day) - day;
        charge(0, nanos, cash.negate(), settings.interest().marginFractionE8(), days, ReportCode.MARGIN_INTEREST);
        for (int id = 0; id < position.length; id++) {
            BigDecimal value = marks[id].multiply(BigDecimal.valueOf(-position[id]));
            charge(id, nanos, value, settings.interest().borrowFractionE8(), days, ReportCode.BORROW_FEE);
        }
    }

    private void closeOrder(Order order, int id, long nanos) {
        auction = true;
        quotesHold = false;
        inside = false;
        childrenBornNanos = nanos;
        budget = Long.MAX_VALUE;
        Market before = now;
        now = new Market(EventType.SESSION_CLOSE, id, nanos, nanos, ZERO, ZERO, ZERO, ZERO, ZERO, 0, 0, false);
        if (lastDay[id] == day && order.ready() > 0) {
            if (order.is(OrderType.MARKET_ON_CLOSE)) {
                take(order, last[id]);
            } else if (proves(order, last[id])) {
                execute(order, last[id], last[id], false);
            }
        }
        now = before;
        if (order.alive) {
            cancel(order, nanos, ReportCode.EXPIRED);
        }
    }

    private void charge(int id, long nanos, BigDecimal base, long fractionE8, int days, ReportCode code) {
        if (base.signum() <= 0) {
            return;
        }
        BigDecimal charge = base.multiply(money(fractionE8))
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(settings.interest().yearDays()), 8, RoundingMode.HALF_UP);
        if (charge.signum() != 0) {
            cash = cash.subtract(charge);
            reports.add(line(EventType.COMMISSION, id, nanos, 0, 0, code) + " charge " + charge.toPlainString());
        }
    }

    // ---- Executions -----------------------------------------------------------------------------------------------

    private BigDecimal opposite(Order order) {
        Market known = quote[order.intent.instrumentId];
        if (!quotesHold || known == null) {
            return ZERO;
        }
        BigDecimal bid = known.open;
        boolean crossed = bid.signum() > 0 && known.ask.signum() > 0 && bid.compareTo(known.ask) > 0;
        return crossed ? ZERO : order.buys() ? known.ask : bid;
    }

    /** Price for an order that takes liquidity, before slippage: auction, quote, or half a spread away. */
    private BigDecimal taken(Order order, BigDecimal reference, boolean quoted) {
        if (auction || quoted) {
            return reference;
        }
        CostSettings costs = settings.costs();
        return worse(order, reference, costs.halfSpreadTicks(), costs.halfSpreadBasisPointsE8());
    }

    private boolean take(Order order, BigDecimal price) {
        BigDecimal offered = opposite(order);
        boolean quoted = !auction && offered.signum() != 0;
        BigDecimal reference = quoted ? offered : price;
        CostSettings costs = settings.costs();
        BigDecimal paid =
                worse(order, taken(order, reference, quoted), costs.slippageTicks(), costs.slippageBasisPointsE8());
        return execute(order, paid, reference, true);
    }

    private boolean takeLimited(Order order, BigDecimal price) {
        BigDecimal offered = opposite(order);
        boolean quoted = !auction && offered.signum() != 0;
        BigDecimal reference = quoted ? offered : price;
        BigDecimal paid = taken(order, reference, quoted);
        return execute(order, order.buys() ? paid.min(order.limit) : paid.max(order.limit), reference, true);
    }

    private static BigDecimal worse(Order order, BigDecimal price, int ticks, long basisPointsE8) {
        BigDecimal byPoints = price.multiply(money(basisPointsE8)).movePointLeft(4);
        BigDecimal distance = byPoints.divide(TICK, 0, RoundingMode.CEILING)
                .add(BigDecimal.valueOf(ticks))
                .multiply(TICK);
        BigDecimal result = order.buys() ? price.add(distance) : price.subtract(distance);
        return result.signum() > 0 ? result : price;
    }

    private boolean execute(Order order, BigDecimal price, BigDecimal reference, boolean takes) {
        long quantity = Math.min(order.ready(), budget);
        if (quantity == 0) {
            return false;
        }
        budget -= quantity;
        BigDecimal shares = BigDecimal.valueOf(quantity);
        boolean firstOfParent = order.filled == 0;
        order.filled += quantity;
        order.value = order.value.add(price.multiply(shares));
        BigDecimal commission = commission(order, quantity, takes);
        BigDecimal signed = order.buys() ? shares : shares.negate();
        cash = cash.subtract(price.multiply(signed)).subtract(commission);
        int id = order.intent.instrumentId;
        position[id] += signed.longValueExact();
        if (marks[id].signum() == 0) {
            marks[id] = price;
        }
        BigDecimal worse = order.buys() ? price.subtract(reference) : reference.subtract(price);
        BigDecimal lost = worse.max(ZERO).multiply(shares);
        reports.add(line(EventType.FILL, id, now.nanos, order.intent.orderRef, order.left(), ReportCode.NONE) + " "
                + order.intent.side + " " + quantity + " at " + plain(price) + " commission " + plain(commission)
                + " lost " + plain(lost));
        if (order.left() == 0) {
            order.alive = false;
            order.endedInCall = call;
        }
        for (Order child : orders) {
            if (child.alive && child.parent == order && firstOfParent) {
                child.bornEvent = eventCount;
                child.bornNanos = childrenBornNanos;
                child.rested = false;
                child.insideEvent = inside ? eventCount : -1;
                child.insidePrice = reference;
                if (child.stop.signum() == 0) {
                    ratchet(child, reference);
                }
            }
        }
        if (order.intent.ocaRef != 0) {
            reduceOthers(order, quantity);
        }
        return true;
    }

    private void reduceOthers(Order executed, long quantity) {
        for (int id = 0; id < position.length; id++) {
            for (Order other : List.copyOf(orders)) {
                boolean concerned = other.alive
                        && other != executed
                        && other.intent.instrumentId == id
                        && other.intent.ocaRef == executed.intent.ocaRef;
                if (concerned && other.left() <= quantity) {
                    cancel(other, now.nanos, ReportCode.CANCELLED_BY_GROUP);
                } else if (concerned) {
                    other.total -= quantity;
                    other.takenByGroup += quantity;
                    replaced(other, now.nanos, ReportCode.REDUCED_BY_GROUP);
                }
            }
        }
    }

    private BigDecimal commission(Order order, long quantity, boolean takes) {
        CommissionSettings plan = settings.commission();
        BigDecimal own;
        BigDecimal shares = BigDecimal.valueOf(order.filled);
        if (plan.plan() == CommissionSettings.Plan.FIXED) {
            own = money(plan.perShareE8()).multiply(shares).max(money(plan.minimumE8()));
        } else {
            YearMonth month = YearMonth.from(LocalDate.ofEpochDay(day));
            long before = volumeOfMonth.getOrDefault(month, 0L);
            for (long share = before; share < before + quantity; share++) {
                order.tiered = order.tiered.add(money(plan.tiers().costE8(share, 1)));
            }
            volumeOfMonth.put(month, before + quantity);
            own = order.tiered.max(money(plan.tieredMinimumE8()));
        }
        if (plan.maximumFractionE8() > 0) {
            own = own.min(part(order.value, plan.maximumFractionE8()));
        }
        FeeSettings fees = settings.fees();
        BigDecimal total = own;
        if (fees.charge() != FeeSettings.Charge.NONE) {
            total = total.add(money(fees.catPerShareE8()).multiply(shares));
            if (!order.buys()) {
                total = total.add(part(order.value, fees.secFractionE8()));
                total = total.add(money(fees.tafPerShareE8()).multiply(shares).min(money(fees.tafMaximumE8())));
            }
        }
        if (fees.charge() == FeeSettings.Charge.ALL) {
            long perShareE8 = takes ? fees.exchangeRemovePerShareE8() : fees.exchangeAddPerShareE8();
            order.exchange = order.exchange.add(money(perShareE8).multiply(BigDecimal.valueOf(quantity)));
            total = total.add(order.exchange);
            total = total.add(money(fees.clearingPerShareE8()).multiply(shares));
            total = total.add(part(own, fees.nyseFractionE8())).add(part(own, fees.finraFractionE8()));
        }
        BigDecimal charge = total.subtract(order.charged);
        order.charged = total;
        return charge;
    }

    private static BigDecimal part(BigDecimal amount, long fractionE8) {
        return amount.multiply(money(fractionE8)).setScale(8, RoundingMode.HALF_UP);
    }

    private boolean proves(Order order, BigDecimal price) {
        int beyond = order.buys() ? order.limit.compareTo(price) : price.compareTo(order.limit);
        return beyond > 0 || (beyond == 0 && settings.fillAtTouch());
    }

    private static boolean atOrBeyond(boolean upwards, BigDecimal price, BigDecimal level) {
        return upwards ? price.compareTo(level) >= 0 : price.compareTo(level) <= 0;
    }

    // ---- Requests -------------------------------------------------------------------------------------------------

    private void deliver(long nanos) {
        while (!letters.isEmpty()) {
            Letter letter = letters.get(0);
            long arrival = letter.sentNanos + settings.latencyNanos();
            if (eventCount - letter.sentEvent < settings.latencyEvents() || arrival > nanos) {
                return;
            }
            letters.remove(0);
            arrive(letter.intent, settings.latencyEvents() > 0 ? Math.max(arrival, lastMarketNanos) : arrival);
        }
    }

    private Order living(long ref) {
        return orders.stream()
                .filter(order -> order.alive && order.intent.orderRef == ref)
                .findFirst()
                .orElse(null);
    }

    private void arrive(Intent intent, long nanos) {
        if (intent.action == IntentAction.PLACE) {
            place(intent, nanos);
            return;
        }
        Order order = living(intent.orderRef);
        if (order == null) {
            reject(intent, nanos, 0, ReportCode.NOT_WORKING);
        } else if (intent.action == IntentAction.CANCEL) {
            cancel(order, nanos, ReportCode.CANCELLED_BY_REQUEST);
        } else {
            modify(order, intent, nanos);
        }
    }

    private Order place(Intent intent, long nanos) {
        Order same = living(intent.orderRef);
        if (same != null) {
            reject(intent, nanos, same.left(), ReportCode.DUPLICATE);
            return null;
        }
        ReportCode fault = faultOf(intent);
        int current = calendar.sessionDay(nanos);
        long close = calendar.closeNanos(current);
        boolean forClose = intent.type == OrderType.MARKET_ON_CLOSE || intent.type == OrderType.LIMIT_ON_CLOSE;
        long closeCutoff = settings.closeCutoffSeconds() * 1_000_000_000L;
        if (fault == ReportCode.NONE && forClose && nanos < close && nanos > close - closeCutoff) {
            fault = ReportCode.TOO_LATE;
        }
        Order parent = parentOf(intent);
        if (fault == ReportCode.NONE && intent.parentRef != 0 && parent == null) {
            fault = ReportCode.CANCELLED_WITH_PARENT;
        }
        if (fault != ReportCode.NONE) {
            reject(intent, nanos, 0, fault);
            return null;
        }
        Order order = new Order();
        order.intent = intent;
        order.limit = money(intent.limitE8);
        order.stop = money(intent.stopE8);
        order.trail = money(intent.trailE8);
        order.total = parent == null || parent.alive ? intent.quantity : Math.min(intent.quantity, parent.filled);
        order.parent = parent;
        order.bornEvent = eventCount;
        order.bornNanos = nanos;
        boolean missed = nanos >= close || (current == day && closed);
        if (intent.timeInForce == TimeInForce.AT_THE_OPEN) {
            long openCutoff = settings.openCutoffSeconds() * 1_000_000_000L;
            missed |= nanos > calendar.openNanos(current) - openCutoff
                    || (current == day && openedDay[intent.instrumentId] == day);
        }
        order.day = missed ? calendar.nextTradingDay(current) : current;
        orders.add(order);
        reports.add(line(
                EventType.ORDER_ACCEPTED, intent.instrumentId, nanos, intent.orderRef, order.total, ReportCode.NONE));
        return order;
    }

    /** A working order of the instrument, or one that executed in this very call. */
    private Order parentOf(Intent intent) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            Order order = orders.get(i);
            boolean eligible = order.alive || (order.filled > 0 && order.endedInCall == call);
            if (eligible && order.intent.orderRef == intent.parentRef) {
                return order.intent.instrumentId == intent.instrumentId ? order : null;
            }
        }
        return null;
    }

    private ReportCode faultOf(Intent intent) {
        if (intent.quantity <= 0) {
            return ReportCode.INVALID_QUANTITY;
        }
        boolean momentary =
                intent.timeInForce == TimeInForce.AT_THE_OPEN || intent.timeInForce == TimeInForce.IMMEDIATE_OR_CANCEL;
        boolean simple = intent.type == OrderType.MARKET || intent.type == OrderType.LIMIT;
        if (intent.side == Side.NONE || (momentary && !simple)) {
            return ReportCode.INVALID_TERMS;
        }
        return pricesFit(intent.type, intent) ? ReportCode.NONE : ReportCode.INVALID_PRICE;
    }

    private static boolean pricesFit(OrderType type, Intent intent) {
        BigDecimal limit = money(intent.limitE8);
        BigDecimal stop = money(intent.stopE8);
        boolean limitFits = onTick(limit);
        boolean stopFits = onTick(stop);
        return switch (type) {
            case MARKET, MARKET_ON_CLOSE -> true;
            case LIMIT, LIMIT_ON_CLOSE -> limitFits;
            case STOP -> stopFits;
            case STOP_LIMIT -> stopFits && limitFits;
            case TRAILING_STOP -> onTick(money(intent.trailE8)) && (stop.signum() == 0 || stopFits);
        };
    }

    private static boolean onTick(BigDecimal price) {
        return price.signum() > 0 && price.remainder(TICK).signum() == 0;
    }

    private void modify(Order order, Intent change, long nanos) {
        if (change.quantity <= order.filled) {
            reject(change, nanos, order.left(), ReportCode.INVALID_QUANTITY);
            return;
        }
        if (!pricesFit(order.intent.type, change)) {
            reject(change, nanos, order.left(), ReportCode.INVALID_PRICE);
            return;
        }
        BigDecimal limit = money(change.limitE8);
        BigDecimal stop = money(change.stopE8);
        BigDecimal trail = money(change.trailE8);
        if (order.is(OrderType.TRAILING_STOP) && stop.signum() == 0) {
            stop = order.stop;
        }
        boolean same = limit.compareTo(order.limit) == 0
                && stop.compareTo(order.stop) == 0
                && trail.compareTo(order.trail) == 0;
        order.total = change.quantity;
        order.limit = limit;
        order.stop = stop;
        order.trail = trail;
        if (!same) {
            order.bornEvent = eventCount;
            order.bornNanos = nanos;
            order.rested = false;
        }
        replaced(order, nanos, ReportCode.NONE);
    }

    private void cancel(Order order, long nanos, ReportCode code) {
        order.alive = false;
        order.endedInCall = call;
        reports.add(line(EventType.ORDER_CANCELLED, order.intent.instrumentId, nanos, order.intent.orderRef, 0, code));
        for (Order child : List.copyOf(orders)) {
            if (!child.alive || child.parent != order) {
                continue;
            }
            long rest = Math.min(child.total, order.filled - child.takenByGroup);
            if (rest <= child.filled) {
                cancel(child, nanos, ReportCode.CANCELLED_WITH_PARENT);
            } else if (rest < child.total) {
                child.total = rest;
                replaced(child, nanos, ReportCode.REDUCED_WITH_PARENT);
            }
        }
    }

    private void replaced(Order order, long nanos, ReportCode code) {
        reports.add(line(
                EventType.ORDER_REPLACED, order.intent.instrumentId, nanos, order.intent.orderRef, order.left(), code));
    }

    private void reject(Intent intent, long nanos, long leaves, ReportCode code) {
        reports.add(line(EventType.ORDER_REJECTED, intent.instrumentId, nanos, intent.orderRef, leaves, code));
    }

    static String line(EventType type, int instrument, long nanos, long ref, long leaves, ReportCode code) {
        return type + " " + ref + " of " + instrument + " at " + nanos + " leaves " + leaves + " " + code;
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static Intent copy(Intent intent) {
        Intent copy = new Intent();
        copy.copyFrom(intent);
        return copy;
    }
}
