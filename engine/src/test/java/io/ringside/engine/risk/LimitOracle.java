package io.ringside.engine.risk;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The limits again, slowly and by lists: everything that ever happened is kept, the worst case is found by trying every
 * combination of open orders, and money is counted in decimals. Entries are sized on the signal only.
 */
final class LimitOracle {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** Four bindings, each left, as it is, or entered. */
    private static final int WAYS = 3 * 3 * 3 * 3;

    /** An order as the broker has it. */
    static final class Order {
        final Intent terms = new Intent();
        long filled;
        boolean open = true;
        boolean cancelAsked;

        long leaves() {
            return open ? Math.max(0, terms.quantity - filled) : 0;
        }

        boolean isEntry() {
            return terms.purpose == Purpose.ENTRY;
        }
    }

    private record Price(long nanos, long e8) {}

    private record Messages(long nanos, int count) {}

    private record Entry(int binding, long nanos, int instrument, Side side, long quantity, long priceE8) {}

    final List<Order> orders = new ArrayList<>();
    final long[] position;

    private final RiskSettings settings;
    private final Limits limits;
    private final List<Instrument> instruments;
    private final int[] bindings;
    private final List<List<Price>> prices = new ArrayList<>();
    private final long[] markE8;
    private final long[] barEnd;
    private final boolean[] gap;
    private final Price[] signalBefore;
    private final double[] atrBefore;
    private final BigInteger[] proceeds;
    private final List<Messages> messages = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> throttled = new ArrayList<>();
    private final boolean[] locked;
    private BigInteger cash;
    private long now = Long.MIN_VALUE;
    private int day = Integer.MIN_VALUE;
    private BigInteger dayStart;
    private BigInteger peak;
    private int streak;
    private boolean dayLost;
    private boolean drawnDown;
    private boolean flat;
    private boolean live;
    private boolean clockStepped;
    private Outcome latchedBy;
    private long accountNanos = Long.MIN_VALUE;
    private long buyingPowerE8;
    private BigInteger committed = BigInteger.ZERO;

    LimitOracle(RiskSettings settings, List<Instrument> instruments, int[] bindings) {
        this.settings = settings;
        this.instruments = instruments;
        this.bindings = bindings;
        limits = settings.limits();
        cash = BigInteger.valueOf(settings.equityE8());
        dayStart = cash;
        peak = cash;
        position = new long[bindings.length];
        locked = new boolean[bindings.length];
        signalBefore = new Price[bindings.length];
        atrBefore = new double[bindings.length];
        proceeds = new BigInteger[bindings.length];
        Arrays.fill(proceeds, BigInteger.ZERO);
        markE8 = new long[instruments.size()];
        barEnd = new long[instruments.size()];
        gap = new boolean[instruments.size()];
        instruments.forEach(one -> prices.add(new ArrayList<>()));
    }

    void live() {
        live = true;
    }

    // ---- What happens ---------------------------------------------------------------------------------------------

    /** An event that the stage is about to see. */
    void before(EngineEvent event) {
        now = Math.max(now, event.eventNanos);
        if (event.sessionDay > day) {
            day = event.sessionDay;
            dayStart = equity();
            dayLost = false;
            flat = false;
        }
        switch (event.type) {
            case ACCOUNT -> {
                accountNanos = event.eventNanos;
                buyingPowerE8 = event.bidE8;
                committed = sum(open -> open.isEntry() ? open.leaves() * markE8[open.terms.instrumentId] : 0);
            }
            case COMMAND -> {
                if (event.code == Operator.RESUME.code()) {
                    throttled.clear();
                    Arrays.fill(locked, false);
                    peak = equity();
                    drawnDown = false;
                    streak = 0;
                } else {
                    latchedBy = null;
                }
            }
            case CONDITION -> {
                clockStepped = event.argument != 0;
                boolean far =
                        Math.abs(event.argument) * 1_000_000L > limits.data().clockLatchNanos();
                latchedBy = latchedBy == null && far ? Outcome.CLOCK_UNSURE : latchedBy;
            }
            case FILL -> fill(event);
            case BAR -> {
                bar(event);
                price(event, event.closeE8, true);
            }
            case TRADE -> {
                // Bars that are made of trades have no holes that could be told.
                gap[event.instrumentId] = false;
                barEnd[event.instrumentId] = -1;
                price(event, event.priceE8, true);
            }
            case OPEN_PRINT -> price(event, event.priceE8, true);
            case QUOTE -> price(event, event.bidE8 + (event.askE8 - event.bidE8) / 2, false);
            default -> {
                // Only time passes.
            }
        }
        BigInteger equity = equity();
        peak = peak.max(equity);
        drawnDown |= lost(peak, equity, limits.loss().drawdownE8());
        dayLost |= lost(dayStart, equity, limits.loss().dayE8());
        long close = CALENDAR.closeNanos(event.sessionDay);
        boolean flatTime = limits.hours().flatNanos() != Limits.OFF
                && event.eventNanos >= close - limits.hours().flatNanos()
                && event.eventNanos < close;
        flat |= flatTime;
    }

    /** What the stage decided. */
    void after(EngineEvent event, Signal signal) {
        if (event.intentCount > 0) {
            messages.add(new Messages(now, event.intentCount));
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                Order order = new Order();
                order.terms.copyFrom(intent);
                orders.add(order);
                continue;
            }
            Order order = orders.stream()
                    .filter(one -> one.terms.orderRef == intent.orderRef)
                    .findFirst()
                    .orElseThrow();
            if (intent.action == IntentAction.CANCEL) {
                order.cancelAsked = true;
            } else {
                order.terms.quantity = intent.quantity;
                order.terms.stopE8 = intent.stopE8;
            }
        }
        orders.removeIf(order -> !order.open);
        if (signal != null && signal.atr > 0) {
            signalBefore[signal.bindingId] = new Price(now, signal.priceE8);
            atrBefore[signal.bindingId] = signal.atr;
        }
    }

    private void fill(EngineEvent event) {
        Order order = orders.stream()
                .filter(one -> one.terms.orderRef == event.orderRef)
                .findFirst()
                .orElseThrow();
        long signed = event.side.sign() * event.quantity;
        BigInteger money = BigInteger.valueOf(event.priceE8).multiply(BigInteger.valueOf(signed));
        int binding = order.terms.bindingId;
        position[binding] += signed;
        cash = cash.subtract(money);
        proceeds[binding] = proceeds[binding].subtract(money);
        order.filled += event.quantity;
        order.open = event.leaves > 0;
        if (position[binding] == 0) {
            streak = proceeds[binding].signum() < 0 ? streak + 1 : 0;
            proceeds[binding] = BigInteger.ZERO;
        }
        int id = event.instrumentId;
        markE8[id] = markE8[id] == 0 ? event.priceE8 : markE8[id];
    }

    private void price(EngineEvent event, long e8, boolean marks) {
        prices.get(event.instrumentId).add(new Price(event.eventNanos, e8));
        if (marks) {
            markE8[event.instrumentId] = e8;
        }
    }

    private void bar(EngineEvent event) {
        int id = event.instrumentId;
        long before = barEnd[id];
        if (before < 0) {
            gap[id] = false;
            barEnd[id] = event.eventNanos;
            return;
        }
        boolean firstOfSession = before == 0 || CALENDAR.sessionDay(before - 1) < CALENDAR.sessionDay(event.startNanos);
        long due = firstOfSession ? CALENDAR.openNanos(CALENDAR.sessionDay(event.startNanos)) : before;
        gap[id] = before == 0 || (firstOfSession ? event.startNanos > due : event.startNanos != due);
        barEnd[id] = event.eventNanos;
    }

    // ---- What is expected -----------------------------------------------------------------------------------------

    /** What becomes of a signal to enter. */
    Outcome expect(EngineEvent event, Signal signal) {
        int binding = signal.bindingId;
        boolean isShort = signal.kind == SignalKind.ENTER_SHORT;
        if (position[binding] != 0) {
            return Outcome.IN_POSITION;
        }
        if (orders.stream().anyMatch(order -> order.open && order.terms.bindingId == binding)) {
            return Outcome.ORDER_WORKING;
        }
        if (latchedBy != null) {
            return latchedBy;
        }
        if (clockStepped) {
            return Outcome.CLOCK_UNSURE;
        }
        Outcome standing = standing(event, binding);
        if (standing != null) {
            return standing;
        }
        Outcome data = data(event, signal);
        if (data != null) {
            return data;
        }
        if (limits.rate().entries() != Limits.OFF) {
            long recent = throttled.stream()
                    .filter(entry -> entry.binding == binding)
                    .filter(entry -> now - entry.nanos < limits.rate().entriesNanos())
                    .count();
            locked[binding] |= recent >= limits.rate().entries();
        }
        if (locked[binding]) {
            return Outcome.ENTRY_THROTTLE;
        }
        return sized(signal, isShort);
    }

    private Outcome standing(EngineEvent event, int binding) {
        Instrument instrument = instruments.get(bindings[binding]);
        if (!limits.symbols().containsKey(instrument.symbol())
                || limits.restricted().contains(instrument.symbol())) {
            return Outcome.RESTRICTED;
        }
        if (limits.pinnedContracts() && instrument.contractId() == 0) {
            return Outcome.CONTRACT_NOT_PINNED;
        }
        if (event.sessionDay > limits.hours().calendarUntilDay()) {
            return Outcome.CALENDAR_EXPIRED;
        }
        long open = CALENDAR.openNanos(event.sessionDay);
        long close = CALENDAR.closeNanos(event.sessionDay);
        boolean over = event.eventNanos >= close;
        if (!over && flat) {
            return Outcome.ENTRY_TOO_LATE;
        }
        if (over ? !limits.hours().nextOpen() : limits.hours().regular() && event.eventNanos < open) {
            return Outcome.MARKET_CLOSED;
        }
        long last = limits.hours().lastEntryNanos();
        if (!over && last > 0 && event.eventNanos >= close - last) {
            return Outcome.ENTRY_TOO_LATE;
        }
        return dayLost
                ? Outcome.DAILY_LOSS
                : drawnDown ? Outcome.DRAWDOWN : streak >= limits.loss().streak() ? Outcome.LOSING_STREAK : null;
    }

    private Outcome data(EngineEvent event, Signal signal) {
        int id = bindings[signal.bindingId];
        long allowed = event.type == EventType.TRADE
                ? limits.data().tickNanos()
                : limits.data().barNanos();
        if (now - event.eventNanos > allowed) {
            return Outcome.STALE_DATA;
        }
        if (limits.data().holdAtGaps() && gap[id]) {
            return Outcome.BAR_GAP;
        }
        Price before = signalBefore[signal.bindingId];
        if (before != null
                && Math.abs(signal.priceE8 - before.e8) / 1e8
                        > atrBefore[signal.bindingId] * limits.data().jumpAtr()) {
            return Outcome.PRICE_JUMP;
        }
        if (limits.order().referenceNanos() == Limits.OFF) {
            return null;
        }
        List<Price> known = prices.get(id);
        Price reference = known.size() < 2 ? null : known.get(known.size() - 2);
        if (reference == null || now - reference.nanos > limits.order().referenceNanos()) {
            return Outcome.NO_REFERENCE;
        }
        BigDecimal off = BigDecimal.valueOf(Math.abs(signal.priceE8 - reference.e8));
        boolean outside = limits.order().collarE8() != Limits.OFF
                && off.compareTo(share(
                                BigDecimal.valueOf(reference.e8), limits.order().collarE8()))
                        > 0;
        boolean wild = Math.abs(signal.priceE8 - reference.e8) / 1e8
                > signal.atr * limits.order().collarAtr();
        return outside || wild ? Outcome.PRICE_COLLAR : null;
    }

    private Outcome sized(Signal signal, boolean isShort) {
        long stopE8 = signal.stopE8;
        if (isShort ? stopE8 <= signal.priceE8 : stopE8 >= signal.priceE8) {
            return Outcome.STOP_WRONG_SIDE;
        }
        double perShare = Math.abs(signal.priceE8 / 1e8 - stopE8 / 1e8);
        if (perShare < 0.01) {
            return Outcome.STOP_TOO_CLOSE;
        }
        BigInteger equity = equity();
        double money = equity.doubleValue() / 1e8;
        double wanted = Math.min(
                Math.min(money * settings.fraction(), settings.capE8() / 1e8) / perShare,
                money * settings.leverage() / (signal.priceE8 / 1e8));
        long shares = equity.signum() <= 0 ? 0 : (long) wanted;
        PositionRules rules = settings.positions();
        BigInteger value = BigInteger.valueOf(signal.priceE8);
        BigInteger room = null;
        if (!rules.equals(PositionRules.NONE)) {
            long held = 0;
            for (int i = 0; i < bindings.length; i++) {
                held += position[i] != 0 || entryOpen(i) != 0 ? 1 : 0;
            }
            if (held >= rules.countMax()) {
                return Outcome.TOO_MANY_POSITIONS;
            }
            room = new BigDecimal(rules.valueMaxE8()).toBigInteger();
            if (rules.shareMaxE8() != Limits.OFF) {
                room = room.min(
                        share(new BigDecimal(equity), rules.shareMaxE8()).toBigInteger());
            }
            if (rules.cashBufferE8() != Limits.OFF) {
                BigInteger spent = sum(open -> open.isEntry() ? open.leaves() * markE8[open.terms.instrumentId] : 0);
                room = room.min(cash.subtract(spent).subtract(BigInteger.valueOf(rules.cashBufferE8())));
            }
            long most = room.signum() <= 0 ? 0 : room.divide(value).longValueExact();
            shares = Math.min(shares, most);
        }
        if (shares == 0 && room != null && room.signum() <= 0) {
            return Outcome.CASH_BUFFER;
        }
        long fitting = Math.min(shares, accountShares(equity, signal.priceE8));
        if (fitting < shares && (fitting == 0 || settings.account() == AccountLimit.Mode.REFUSE)) {
            return Outcome.ACCOUNT_FULL;
        }
        shares = fitting;
        if (shares == 0) {
            return Outcome.SIZE_ZERO;
        }
        value = value.multiply(BigInteger.valueOf(shares));
        if (value.compareTo(BigInteger.valueOf(rules.valueMinE8())) < 0
                || value.compareTo(share(new BigDecimal(equity), rules.shareMinE8())
                                .toBigInteger())
                        < 0) {
            return Outcome.POSITION_TOO_SMALL;
        }
        Outcome refusal = limited(signal, isShort, shares, value, equity);
        if (refusal == null) {
            Side side = isShort ? Side.SELL : Side.BUY;
            Entry entry = new Entry(signal.bindingId, now, bindings[signal.bindingId], side, shares, signal.priceE8);
            entries.add(entry);
            throttled.add(entry);
            committed = committed.add(value);
        }
        return refusal == null ? Outcome.ACCEPTED : refusal;
    }

    /** What fits beside all that is held, instrument by instrument, and all that is being entered. */
    private long accountShares(BigInteger equity, long priceE8) {
        BigInteger others = sum(open -> open.isEntry() ? open.leaves() * markE8[open.terms.instrumentId] : 0);
        for (int id = 0; id < markE8.length; id++) {
            long net = 0;
            for (int i = 0; i < bindings.length; i++) {
                net += bindings[i] == id ? position[i] : 0;
            }
            others = others.add(BigInteger.valueOf(Math.abs(net)).multiply(BigInteger.valueOf(markE8[id])));
        }
        if (settings.account() == AccountLimit.Mode.OFF || others.signum() == 0) {
            return Long.MAX_VALUE;
        }
        BigInteger most = new BigDecimal(equity)
                .multiply(BigDecimal.valueOf(settings.leverage()))
                .toBigInteger();
        return Math.max(
                0, most.subtract(others).divide(BigInteger.valueOf(priceE8)).longValueExact());
    }

    private Outcome limited(Signal signal, boolean isShort, long shares, BigInteger value, BigInteger equity) {
        Limits.OrderLimits order = limits.order();
        int id = bindings[signal.bindingId];
        long priceE8 = signal.priceE8;
        BigDecimal stopOff = BigDecimal.valueOf(Math.abs(priceE8 - signal.stopE8));
        if (exceeds(stopOff, BigDecimal.valueOf(priceE8), order.stopDistanceE8())) {
            return Outcome.STOP_TOO_FAR;
        }
        Limits.SymbolLimits symbol = limits.symbols().get(instruments.get(id).symbol());
        if (shares > symbol.orderShares()) {
            return Outcome.ORDER_QUANTITY;
        }
        BigDecimal whole = new BigDecimal(equity);
        if (value.compareTo(BigInteger.valueOf(order.valueE8())) > 0
                || exceeds(new BigDecimal(value), whole, order.equityShareE8())) {
            return Outcome.ORDER_VALUE;
        }
        Worst worst = worst(signal.bindingId, isShort ? -shares : shares, priceE8);
        if (worst.shares[id] > symbol.positionShares()
                || BigInteger.valueOf(worst.shares[id])
                                .multiply(BigInteger.valueOf(priceE8))
                                .compareTo(BigInteger.valueOf(symbol.positionValueE8()))
                        > 0) {
            return Outcome.POSITION_LIMIT;
        }
        if (exceeds(BigDecimal.valueOf(worst.grossE8), whole, limits.exposure().grossE8())) {
            return Outcome.GROSS_EXPOSURE;
        }
        if (exceeds(BigDecimal.valueOf(worst.netE8), whole, limits.exposure().netE8())) {
            return Outcome.NET_EXPOSURE;
        }
        if (live && limits.exposure().accountNanos() != Limits.OFF) {
            if (accountNanos == Long.MIN_VALUE
                    || now - accountNanos > limits.exposure().accountNanos()) {
                return Outcome.ACCOUNT_STALE;
            }
            if (committed.add(value).compareTo(BigInteger.valueOf(buyingPowerE8)) > 0) {
                return Outcome.BUYING_POWER;
            }
        }
        Side opposite = isShort ? Side.BUY : Side.SELL;
        boolean crosses = orders.stream()
                .filter(one -> one.open && one.terms.instrumentId == id && one.terms.side == opposite)
                .anyMatch(one -> one.terms.type != OrderType.STOP);
        if (crosses) {
            return Outcome.SELF_CROSS;
        }
        int sent = signal.targetE8 == 0 ? 2 : 3;
        if (openOrders(one -> one.terms.instrumentId == id ? 1 : 0, binding -> bindings[binding] == id ? 1 : 0)
                                + sent
                                + 1
                        > order.perSymbol()
                || openOfSide(isShort ? Side.SELL : Side.BUY) + 1 > order.perSide()
                || openOfSide(opposite) + sent > order.perSide()) {
            return Outcome.OPEN_ORDERS;
        }
        boolean again = entries.stream()
                .anyMatch(one -> one.instrument == id
                        && one.side != opposite
                        && one.quantity == shares
                        && one.priceE8 == priceE8
                        && now - one.nanos < order.duplicateNanos()
                        && order.duplicateNanos() != Limits.OFF);
        if (again) {
            return Outcome.DUPLICATE_ORDER;
        }
        boolean enough = tokens(ExchangeCalendar.SECOND_NANOS, limits.rate().perSecond(), sent, true)
                && tokens(ExchangeCalendar.MINUTE_NANOS, limits.rate().perMinute(), sent, true);
        return enough ? null : Outcome.MESSAGE_RATE;
    }

    /** Whether trailing had a message for it. */
    boolean mayTrail() {
        return tokens(ExchangeCalendar.SECOND_NANOS, limits.rate().perSecond(), 1, false)
                && tokens(ExchangeCalendar.MINUTE_NANOS, limits.rate().perMinute(), 1, false);
    }

    /** The bucket, from the first message on. */
    private boolean tokens(long period, long limit, int wanted, boolean reserve) {
        if (limit == Limits.OFF) {
            return true;
        }
        BigInteger full = BigInteger.valueOf(limit).multiply(BigInteger.valueOf(period));
        BigInteger level = full;
        long then = now;
        for (Messages sent : messages) {
            level = filled(level, full, sent.nanos - then, limit);
            then = sent.nanos;
            level = level.subtract(BigInteger.valueOf(sent.count).multiply(BigInteger.valueOf(period)))
                    .max(full.negate());
        }
        level = filled(level, full, now - then, limit);
        BigDecimal free = BigDecimal.valueOf(limit)
                .multiply(BigDecimal.valueOf(100_000_000L - limits.rate().reservedE8(), 8));
        BigInteger kept = reserve
                ? BigInteger.valueOf(limit).subtract(free.toBigInteger()).multiply(BigInteger.valueOf(period))
                : BigInteger.ZERO;
        return level.subtract(kept).compareTo(BigInteger.valueOf(wanted).multiply(BigInteger.valueOf(period))) >= 0;
    }

    private static BigInteger filled(BigInteger level, BigInteger full, long elapsed, long limit) {
        return elapsed <= 0
                ? level
                : level.add(BigInteger.valueOf(elapsed).multiply(BigInteger.valueOf(limit)))
                        .min(full);
    }

    // ---- Worst cases ----------------------------------------------------------------------------------------------

    /** The worst of every combination. */
    static final class Worst {
        final long[] shares;
        long grossE8;
        long netE8;

        Worst(int instruments) {
            shares = new long[instruments];
        }
    }

    /** Tries every way in which entries execute and positions are left, one more entry included. */
    Worst worst(int entering, long signedShares, long priceE8) {
        Worst worst = new Worst(instruments.size());
        long[] open = new long[bindings.length];
        for (int binding = 0; binding < bindings.length; binding++) {
            open[binding] = entryOpen(binding) + (binding == entering ? signedShares : 0);
        }
        for (int way = 0; way < WAYS; way++) {
            long[] held = new long[instruments.size()];
            int choice = way;
            for (int binding = 0; binding < bindings.length; binding++) {
                // Left; as it is; entered.
                held[bindings[binding]] += switch (choice % 3) {
                    case 0 -> 0;
                    case 1 -> position[binding];
                    default -> position[binding] + open[binding];
                };
                choice /= 3;
            }
            long gross = 0;
            long net = 0;
            for (int id = 0; id < held.length; id++) {
                worst.shares[id] = Math.max(worst.shares[id], Math.abs(held[id]));
                long e8 = entering >= 0 && id == bindings[entering] ? priceE8 : markE8[id];
                long value = Math.multiplyExact(held[id], e8);
                gross = Math.addExact(gross, Math.abs(value));
                net = Math.addExact(net, value);
            }
            worst.grossE8 = Math.max(worst.grossE8, gross);
            worst.netE8 = Math.max(worst.netE8, Math.abs(net));
        }
        return worst;
    }

    /** Orders that are open, and for each binding that has any the exit that it may need. */
    private long openOrders(ToLongFunction<Order> counted, ToLongFunction<Integer> ofBinding) {
        long count = 0;
        for (Order order : orders) {
            count += order.open ? counted.applyAsLong(order) : 0;
        }
        for (int binding = 0; binding < bindings.length; binding++) {
            int id = binding;
            boolean any = position[id] != 0 || orders.stream().anyMatch(one -> one.open && one.terms.bindingId == id);
            boolean closing = orders.stream().anyMatch(one -> one.open && one.terms.bindingId == id && isExit(one));
            count += any && !closing ? ofBinding.applyAsLong(binding) : 0;
        }
        return count;
    }

    long openOfInstrument(int id) {
        return orders.stream()
                .filter(one -> one.open && one.terms.instrumentId == id)
                .count();
    }

    long openNow(Side side) {
        return orders.stream().filter(one -> one.open && one.terms.side == side).count();
    }

    private long openOfSide(Side side) {
        return openOrders(one -> one.terms.side == side ? 1 : 0, binding -> exitSide(binding) == side ? 1 : 0);
    }

    private Side exitSide(int binding) {
        return orders.stream()
                .filter(one -> one.open && one.terms.bindingId == binding && one.terms.purpose == Purpose.STOP)
                .map(one -> one.terms.side)
                .findFirst()
                .orElse(position[binding] > 0 ? Side.SELL : Side.BUY);
    }

    private static boolean isExit(Order order) {
        return order.terms.purpose == Purpose.EXIT || order.terms.purpose == Purpose.FLATTEN;
    }

    private long entryOpen(int binding) {
        long open = 0;
        for (Order order : orders) {
            open += order.isEntry() && order.terms.bindingId == binding ? order.terms.side.sign() * order.leaves() : 0;
        }
        return open;
    }

    // ---- Money ----------------------------------------------------------------------------------------------------

    BigInteger equity() {
        BigInteger equity = cash;
        for (int binding = 0; binding < bindings.length; binding++) {
            equity = equity.add(
                    BigInteger.valueOf(position[binding]).multiply(BigInteger.valueOf(markE8[bindings[binding]])));
        }
        return equity;
    }

    private BigInteger sum(ToLongFunction<Order> value) {
        return BigInteger.valueOf(
                orders.stream().filter(one -> one.open).mapToLong(value).sum());
    }

    private static boolean lost(BigInteger from, BigInteger to, long shareE8) {
        BigDecimal allowed = shareE8 == Limits.OFF ? null : share(new BigDecimal(from), shareE8);
        BigDecimal lost = new BigDecimal(from.subtract(to));
        return allowed != null && lost.signum() > 0 && lost.compareTo(allowed.setScale(0, RoundingMode.FLOOR)) >= 0;
    }

    private static boolean exceeds(BigDecimal value, BigDecimal whole, long shareE8) {
        return shareE8 != Limits.OFF && value.compareTo(share(whole, shareE8)) > 0;
    }

    private static BigDecimal share(BigDecimal whole, long shareE8) {
        return whole.multiply(BigDecimal.valueOf(shareE8, 8));
    }
}
