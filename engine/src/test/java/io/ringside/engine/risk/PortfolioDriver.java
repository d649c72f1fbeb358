package io.ringside.engine.risk;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.NameOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The risk stage with portfolios, in words: rankings and executions in, orders and verdicts out. Orders are numbered as they
 * come, #1, #2 and so on. There are four names, AAA to DDD, of which DDD comes in lots of ten.
 */
final class PortfolioDriver {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    static final List<String> NAMES = List.of("AAA", "BBB", "CCC", "DDD");

    final RiskHandler risk;
    final List<Long> refs = new ArrayList<>(List.of(OrderRef.NONE));
    final EngineEvent event;
    int decisionsLeft;
    long nanos = CALENDAR.closeNanos(DAY);
    long commissionE8;

    private final Engine engine;
    private final Map<Long, Intent> working = new HashMap<>();
    private long sequence;

    /**
     * @param portfolios {@code portfolio { ... }} or {@code portfolios { ... }}, and what else is set
     * @param room for orders on one event
     */
    PortfolioDriver(String portfolios, int room) {
        EngineSettings settings = EngineSettings.parse("""
                instruments = [ { symbol = AAA }, { symbol = BBB }, { symbol = CCC }, { symbol = DDD, lot = 10 } ]
                data { bar = 1d }
                risk { equity = 100000 }
                broker { slippage-ticks = 0 }
                """ + portfolios, "test");
        engine = new Engine(settings, CALENDAR);
        event = new EngineEvent(new Bounds(1, 1, 1, room, 8));
        risk = new RiskHandler(
                settings.risk(), CALENDAR, settings.instruments(), new int[0], new int[0], engine.portfolios());
    }

    PortfolioDriver(String portfolios) {
        this(portfolios, 8);
    }

    static long e8(double amount) {
        return FixedPoint.ofDouble(amount);
    }

    static long at(int day, String time) {
        return CALENDAR.toNanos(day, java.time.LocalTime.parse(time).toNanoOfDay());
    }

    /** Names trade at these prices, in their order; nothing is decided. */
    PortfolioDriver prices(double... prices) {
        for (int name = 0; name < prices.length; name++) {
            long priceE8 = e8(prices[name]);
            event.openPrint(name, nanos, priceE8, 0);
            process();
        }
        return this;
    }

    /** A ranking at the close: {@code AAA 3/5 leave enter add trim close range=2.5 sure=0.5 group=1}. */
    List<String> rank(int portfolioId, String... lines) {
        event.session(EventType.SESSION_CLOSE, nanos, 0);
        return process(one -> standings(one, portfolioId, lines));
    }

    private static void standings(EngineEvent event, int portfolioId, String... lines) {
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            Standing standing = event.addStanding();
            standing.clear(portfolioId, NAMES.indexOf(words[0]));
            for (int i = 1; i < words.length; i++) {
                String[] halves = words[i].split("[/=]", -1);
                switch (halves[0]) {
                    case "leave" -> standing.actions |= Standing.LEAVE;
                    case "enter" -> standing.actions |= Standing.ENTER;
                    case "add" -> standing.actions |= Standing.ADD;
                    case "trim" -> standing.actions |= Standing.TRIM;
                    case "close" -> standing.actions |= Standing.AT_CLOSE;
                    case "range" -> standing.volatility = Double.parseDouble(halves[1]);
                    case "sure" -> standing.confidence = Double.parseDouble(halves[1]);
                    case "group" -> standing.group = Integer.parseInt(halves[1]);
                    case "reason" -> standing.reason = Integer.parseInt(halves[1]);
                    default -> {
                        standing.share = Long.parseLong(halves[0]);
                        standing.of = halves.length > 1 ? Long.parseLong(halves[1]) : 1;
                    }
                }
            }
        }
    }

    /**
     * A part of a ranking: so many standings are to come on further events. Each part begins with its portfolio's number.
     *
     * @param first whether it is the first of them
     */
    List<String> rankPart(boolean first, int left, String... parts) {
        if (first) {
            event.session(EventType.SESSION_CLOSE, nanos, 0);
        } else {
            event.continued(nanos, 0);
        }
        return process(one -> {
            for (String part : parts) {
                standings(one, Integer.parseInt(part.substring(0, 1)), part.substring(2));
            }
            one.standingsLeft = left;
        });
    }

    /** A ranking on an event of the caller's. */
    List<String> rankOn(Consumer<EngineEvent> made, int portfolioId, String... lines) {
        made.accept(event);
        return process(one -> standings(one, portfolioId, lines));
    }

    /** What is decided goes on with more room. */
    List<String> goOn() {
        event.continued(nanos, 0);
        return process();
    }

    /** An execution of an order. */
    List<String> fill(int number, long quantity, double price) {
        Intent order = working.get(refs.get(number));
        order.quantity -= quantity;
        event.fill(
                order.instrumentId,
                nanos,
                order.orderRef,
                order.side,
                quantity,
                e8(price),
                order.quantity,
                commissionE8,
                0);
        return process();
    }

    /** An execution of the whole order. */
    List<String> fill(int number, double price) {
        return fill(number, working.get(refs.get(number)).quantity, price);
    }

    List<String> gone(EventType type, int number, long leaves, int code) {
        Intent order = working.get(refs.get(number));
        event.order(type, order.instrumentId, nanos, order.orderRef, leaves, code);
        return process();
    }

    List<String> cancelled(int number) {
        return gone(EventType.ORDER_CANCELLED, number, 0, 0);
    }

    /** An operator's command, of one portfolio or of {@link BookId#ALL}. */
    List<String> command(Operator operator, int portfolioId, long lower) {
        event.control(EventType.COMMAND, nanos, operator.code(), BookId.argument(portfolioId, lower));
        return process();
    }

    List<String> open() {
        event.session(EventType.SESSION_OPEN, nanos, 0);
        return process();
    }

    /** Any event of the caller's. */
    List<String> on(Consumer<EngineEvent> made) {
        made.accept(event);
        return process();
    }

    /** Goes on with what another stage ended with. */
    PortfolioDriver carry(PortfolioDriver before) {
        event.account(nanos, EngineEvent.FLAG_CARRIED, before.risk.ledger().cashE8(), 0, 0);
        process();
        for (Carried part : before.risk.carried()) {
            event.position(
                    part.instrumentId(),
                    nanos,
                    EngineEvent.FLAG_CARRIED,
                    part.code(),
                    part.argument(),
                    part.orderRef(),
                    part.quantity(),
                    part.priceE8());
            process();
        }
        refs.clear();
        refs.addAll(before.refs);
        before.working.forEach((ref, order) -> {
            Intent copy = new Intent();
            copy.copyFrom(order);
            working.put(ref, copy);
        });
        return this;
    }

    Portfolios portfolios() {
        return (Portfolios) risk.money();
    }

    /** Cash of what is in no portfolio, and of each portfolio. */
    String cash() {
        StringBuilder text = new StringBuilder();
        for (int pool = 0; pool < risk.money().pools(); pool++) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(FixedPoint.format(risk.money().cashE8(pool)));
        }
        return text.toString();
    }

    private List<String> process() {
        return process(one -> {});
    }

    private List<String> process(Consumer<EngineEvent> also) {
        event.sequence = ++sequence;
        event.sessionDay = CALENDAR.sessionDay(event.eventNanos);
        event.clearDecisions();
        also.accept(event);
        risk.onEvent(event);
        decisionsLeft = event.decisionsLeft;
        List<String> told = new ArrayList<>();
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            told.add(NAMES.get(verdict.instrumentId) + " " + NameOutcome.ofCode(verdict.outcome)
                    + (verdict.quantity == 0 ? "" : " " + verdict.quantity) + of(verdict.bindingId)
                    + detail(verdict));
        }
        for (int i = 0; i < event.intentCount; i++) {
            told.add(words(event.intents[i]));
        }
        return told;
    }

    private static String detail(Verdict verdict) {
        return switch (NameOutcome.ofCode(verdict.outcome)) {
            case CORRELATION -> " with " + NAMES.get((int) verdict.stopE8);
            case REFUSED, DROPPED -> " " + Outcome.ofCode((byte) verdict.stopE8).name();
            default -> verdict.stopE8 == 0 ? "" : " " + verdict.stopE8;
        };
    }

    private String of(int bookId) {
        return engine.portfolios().size() == 1
                ? ""
                : " of " + engine.portfolioOf(bookId).name();
    }

    private String words(Intent intent) {
        if (intent.action == IntentAction.CANCEL) {
            return "CANCEL #" + refs.indexOf(intent.orderRef) + of(intent.bindingId);
        }
        if (!refs.contains(intent.orderRef)) {
            refs.add(intent.orderRef);
        }
        Intent copy = new Intent();
        copy.copyFrom(intent);
        working.put(intent.orderRef, copy);
        return String.format(
                        Locale.ROOT,
                        "%s #%d %s %d %s",
                        intent.action == IntentAction.PLACE ? (intent.side == Side.BUY ? "buy" : "sell") : "MODIFY",
                        refs.indexOf(intent.orderRef),
                        intent.purpose,
                        intent.quantity,
                        NAMES.get(intent.instrumentId))
                + (intent.type == OrderType.MARKET ? "" : " " + intent.type)
                + (intent.stopE8 == 0 ? "" : " " + FixedPoint.format(intent.stopE8))
                + (intent.timeInForce == TimeInForce.DAY ? "" : " " + intent.timeInForce)
                + (intent.ocaRef == OrderRef.NONE ? "" : " in #" + refs.indexOf(intent.ocaRef))
                + (intent.reason == 0 ? "" : " for " + intent.reason)
                + of(intent.bindingId);
    }
}
