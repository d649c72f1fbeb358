package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
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
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.report.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Journal events as text, for people and for programs: input and decisions.
 *
 * <p>Thread: its owner's.
 */
public final class EventText {
    private final Engine engine;
    /** Session of the current event, whose symbols are used. */
    private int day;

    private final boolean renamed;

    public EventText(Engine engine) {
        this.engine = engine;
        renamed = engine.settings().instruments().stream()
                .anyMatch(one -> !one.renamings().isEmpty());
    }

    /** Symbol of the event's instrument, or null for an event without one. */
    public String symbol(EngineEvent event) {
        setDay(event);
        return event.type.isMarketData()
                        || event.type.isOrderReport()
                        || event.type == EventType.POSITION
                        || event.type == EventType.CORPORATE_ACTION
                ? symbol(event.instrumentId)
                : null;
    }

    /** One line for a person, and one more for each decision. */
    public List<String> lines(EngineEvent event) {
        setDay(event);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%8d ", event.sequence));
        engine.calendar().append(line, event.eventNanos);
        line.append(String.format(Locale.ROOT, " %-15s", name(event.type)));
        fields(event)
                .forEach((key, value) -> line.append(' ')
                        .append(key)
                        .append('=')
                        .append(value instanceof BigDecimal number ? number.toPlainString() : value));
        if (event.isWarmUp()) {
            line.append(" warm-up");
        }
        lines.add(line.toString());
        each(event.updates, event.updateCount, update -> values(event, update))
                .forEach(text -> lines.add("         values  " + text));
        signals(event).forEach(text -> lines.add("         signal  " + text));
        each(event.standings, event.standingCount, this::standing)
                .forEach(text -> lines.add("         standing " + text));
        each(event.verdicts, event.verdictCount, this::verdict).forEach(text -> lines.add("         verdict " + text));
        each(event.intents, event.intentCount, this::intent).forEach(text -> lines.add("         intent  " + text));
        return lines;
    }

    /** One JSON object on one line. */
    public String json(EngineEvent event) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sequence", event.sequence);
        all.put("time", engine.calendar().format(event.eventNanos));
        all.put("type", name(event.type));
        all.putAll(fields(event));
        if (event.isWarmUp()) {
            all.put("warm_up", true);
        }
        putUnlessEmpty(all, "values", each(event.updates, event.updateCount, update -> named(event, update)));
        putUnlessEmpty(all, "signals", signals(event));
        putUnlessEmpty(all, "standings", each(event.standings, event.standingCount, this::standing));
        putUnlessEmpty(all, "verdicts", each(event.verdicts, event.verdictCount, this::verdict));
        putUnlessEmpty(all, "intents", each(event.intents, event.intentCount, this::intent));
        return Json.compact(all);
    }

    private static <T, R> List<R> each(T[] all, int count, Function<T, R> mapper) {
        return Arrays.stream(all, 0, count).map(mapper).toList();
    }

    private static void putUnlessEmpty(Map<String, Object> all, String key, List<?> list) {
        if (!list.isEmpty()) {
            all.put(key, list);
        }
    }

    /** The indicator values of one update by name. */
    public Map<String, Double> named(EngineEvent event, Update update) {
        if (update.valueCount == 0) {
            return Map.of();
        }
        StrategyBinding binding = engine.bindings().get(update.bindingId);
        List<String> names = StrategyBinding.valueNames(binding.inputs().get(update.input));
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < update.valueCount; i++) {
            named.put(names.get(i), event.values[update.valueOffset + i]);
        }
        return named;
    }

    /** A type as the command line writes it: {@code open-print}. */
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether an event is of an instrument that has or had a ticker. */
    public boolean isOf(EngineEvent event, String ticker) {
        return symbol(event) != null
                && engine.settings().instruments().get(event.instrumentId).isCalled(ticker);
    }

    private void setDay(EngineEvent event) {
        day = renamed ? engine.calendar().sessionDay(event.eventNanos) : Integer.MAX_VALUE;
    }

    /** Numbers as such, all else as text. */
    private Map<String, Object> fields(EngineEvent event) {
        setDay(event);
        Map<String, Object> fields = new LinkedHashMap<>();
        String symbol = symbol(event);
        if (symbol != null) {
            fields.put("symbol", symbol);
        }
        switch (event.type) {
            case OPEN_PRINT -> fields.put("price", number(event.priceE8));
            case BAR -> {
                fields.put("start", engine.calendar().format(event.startNanos));
                fields.put("open", number(event.openE8));
                fields.put("high", number(event.highE8));
                fields.put("low", number(event.lowE8));
                fields.put("close", number(event.closeE8));
                fields.put("volume", event.volume);
            }
            case TRADE -> {
                fields.put("price", number(event.priceE8));
                fields.put("quantity", event.quantity);
            }
            case QUOTE -> {
                fields.put("bid", number(event.bidE8));
                fields.put("ask", number(event.askE8));
                fields.put("bid_size", event.bidSize);
                fields.put("ask_size", event.askSize);
            }
            case FILL -> {
                fields.put("order_ref", OrderRef.format(event.orderRef));
                fields.put("side", name(event.side));
                fields.put("quantity", event.quantity);
                fields.put("price", number(event.priceE8));
                fields.put("leaves", event.leaves);
                fields.put("commission", number(event.commissionE8));
            }
            case ORDER_SENT, ORDER_ACCEPTED, ORDER_REJECTED, ORDER_CANCELLED, ORDER_REPLACED -> {
                fields.put("order_ref", OrderRef.format(event.orderRef));
                fields.put("leaves", event.leaves);
                fields.put("code", event.code);
            }
            case COMMISSION -> {
                fields.put("order_ref", OrderRef.format(event.orderRef));
                fields.put("commission", number(event.commissionE8));
            }
            case COMMAND -> {
                fields.put("command", name(Operator.ofCode(event.code)));
                if (event.code == Operator.REBALANCE.code()) {
                    fields.put(
                            "close_of",
                            LocalDate.ofEpochDay(DecisionCall.sessionDay(event.argument))
                                    .toString());
                    fields.put("forced", DecisionCall.isForced(event.argument) ? "yes" : "no");
                }
            }
            case CONDITION -> condition(event, fields);
            case TIMER -> {
                fields.put("code", event.code);
                fields.put("argument", event.argument);
            }
            case POSITION -> position(event, fields);
            case ACCOUNT -> fields.put("net_liquidation", number(event.priceE8));
            case CORPORATE_ACTION -> {
                CorporateAction action = CorporateAction.ofCode(event.code);
                fields.put("action", name(action));
                switch (action) {
                    case SPLIT -> fields.put("ratio", event.quantity + "/" + event.argument);
                    case DIVIDEND, DELISTING -> fields.put("money", number(event.priceE8));
                    case SYMBOL_CHANGE -> fields.put("new_symbol", TickerText.of(event.quantity, event.argument));
                }
            }
            case OPEN, CLOSE, SESSION_OPEN, SESSION_CLOSE, CONTINUE -> {
                // They have only a time.
            }
        }
        if (hasText(event)) {
            fields.put("text", event.textAsString());
        }
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            if (bar.derived) {
                fields.put(
                        "bar_" + engine.series().get(bar.seriesId).spec(),
                        FixedPoint.format(bar.openE8) + "/" + FixedPoint.format(bar.highE8) + "/"
                                + FixedPoint.format(bar.lowE8) + "/" + FixedPoint.format(bar.closeE8) + "/"
                                + bar.volume);
            }
        }
        return fields;
    }

    private static void position(EngineEvent event, Map<String, Object> fields) {
        if (event.code == Carried.LOSSES) {
            fields.put("losses_in_a_row", event.quantity);
            fields.put("highest_equity", number(event.priceE8));
            return;
        }
        fields.put("quantity", event.quantity);
        String part = switch (event.code) {
            case PortfolioPart.HOLDING -> "holds";
            case PortfolioPart.PLANNED -> "planned";
            case PortfolioPart.MONEY -> "money";
            case PortfolioPart.HALTED -> "halted";
            default -> null;
        };
        if (part != null) {
            fields.put("portfolio", part);
        } else if (event.code == Carried.TERMS || event.code == Carried.UNIT_TERMS) {
            fields.put("terms", Long.toHexString(event.quantity));
        } else if (event.code == Carried.UNITS) {
            fields.put("units", Long.toString(event.argument >>> 32));
        } else if (TripPart.is(event.code)) {
            fields.put("price_of", tripPart(event.code));
        } else if (event.code != 0 && Purpose.ofCode(event.code) != null) {
            fields.put("order_ref", OrderRef.format(event.orderRef));
            fields.put("purpose", name(Purpose.ofCode(event.code)));
        }
        if (event.priceE8 != 0) {
            fields.put("price", number(event.priceE8));
        }
    }

    private static String tripPart(int code) {
        return switch (code) {
            case TripPart.ENTERED -> "entry";
            case TripPart.ENTRIES -> "all-entries";
            case TripPart.EXITS -> "exits";
            default -> "lowest";
        };
    }

    private void condition(EngineEvent event, Map<String, Object> fields) {
        Condition condition = Condition.ofCode(event.code);
        fields.put("condition", name(condition));
        switch (condition) {
            case FEED_STALE, FEED_FRESH, UNPROTECTED, PROTECTED, GAP -> fields.put("of", symbol((int) event.argument));
            case CLOCK_STEP, CLOCK_OK -> fields.put("difference_ms", event.argument);
            case BAR_CORRECTED -> fields.put("start", engine.calendar().format(event.argument));
            default -> {
                // It has no fields.
            }
        }
    }

    private static BigDecimal number(long e8) {
        return new BigDecimal(FixedPoint.format(e8));
    }

    private static boolean hasText(EngineEvent event) {
        return event.textLength > 0
                && (event.type.isOrderReport()
                        || event.type == EventType.COMMAND
                        || event.type == EventType.CONDITION
                        || event.type == EventType.TIMER);
    }

    private List<String> signals(EngineEvent event) {
        return Arrays.stream(event.signals, 0, event.signalCount)
                .filter(signal -> signal.kind != SignalKind.HOLD)
                .map(signal -> name(signal.kind) + " " + symbol(signal.instrumentId))
                .toList();
    }

    private String values(EngineEvent event, Update update) {
        StringBuilder text = new StringBuilder();
        named(event, update)
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : " ")
                        .append(name)
                        .append('=')
                        .append(String.format(Locale.ROOT, "%.6f", value)));
        return text.toString();
    }

    private String standing(Standing standing) {
        StringBuilder text = new StringBuilder(symbol(standing.instrumentId));
        if (standing.rank > 0) {
            text.append(" rank=").append(standing.rank).append(" score=").append(standing.score);
        }
        text.append(standing.actions == Standing.KEEP ? " keep" : "");
        action(text, standing, Standing.LEAVE, " leave");
        action(text, standing, Standing.ENTER, " enter");
        action(text, standing, Standing.ADD, " add");
        action(text, standing, Standing.TRIM, " trim");
        if (standing.share != 0) {
            text.append(" share=").append(standing.share).append('/').append(standing.of);
        }
        PortfolioBinding portfolio = engine.portfolios().get(standing.portfolioId);
        List<String> reasons = portfolio.strategy().reasons();
        text.append(engine.portfolios().size() > 1 ? " of " + portfolio.name() : "");
        return text.append(": ").append(reasons.get(standing.reason)).toString();
    }

    private static void action(StringBuilder text, Standing standing, int action, String words) {
        text.append(standing.may(action) ? words : "");
    }

    private String verdict(Verdict verdict) {
        boolean ofPortfolio = verdict.bindingId < 0;
        StringBuilder text = new StringBuilder(
                ofPortfolio
                        ? symbol(verdict.instrumentId) + whose(verdict.bindingId) + " "
                                + name(NameOutcome.ofCode(verdict.outcome))
                        : name(Outcome.ofCode(verdict.outcome)));
        if (verdict.quantity != 0) {
            text.append(" quantity=").append(verdict.quantity);
        }
        if (verdict.equityE8 != 0) {
            text.append(" equity=").append(FixedPoint.format(verdict.equityE8));
        }
        if (verdict.priceE8 != 0) {
            text.append(" price=").append(FixedPoint.format(verdict.priceE8));
        }
        if (verdict.stopE8 != 0) {
            text.append(ofPortfolio ? detail(verdict) : " stop=" + FixedPoint.format(verdict.stopE8));
        }
        return text.append(" signal=").append(verdict.signalSequence).toString();
    }

    /** The correlated holding, or the risk stage's reason. */
    private String detail(Verdict verdict) {
        boolean isName = NameOutcome.ofCode(verdict.outcome) == NameOutcome.CORRELATION;
        return isName
                ? " with=" + symbol((int) verdict.stopE8)
                : " because=" + name(Outcome.ofCode((byte) verdict.stopE8));
    }

    private String intent(Intent intent) {
        StringBuilder text = new StringBuilder();
        text.append(name(intent.action)).append(' ').append(OrderRef.format(intent.orderRef));
        if (intent.action != IntentAction.CANCEL) {
            text.append(' ')
                    .append(name(intent.purpose))
                    .append(' ')
                    .append(intent.side == Side.BUY ? "buy" : "sell")
                    .append(' ')
                    .append(intent.quantity)
                    .append(' ')
                    .append(symbol(intent.instrumentId))
                    .append(whose(intent.bindingId))
                    .append(' ')
                    .append(name(intent.type))
                    .append(' ')
                    .append(name(intent.timeInForce));
            if (intent.limitE8 != 0) {
                text.append(" limit=").append(FixedPoint.format(intent.limitE8));
            }
            if (intent.stopE8 != 0) {
                text.append(" stop=").append(FixedPoint.format(intent.stopE8));
            }
        }
        return text.toString();
    }

    /** The portfolio's name, if there are several. */
    private String whose(int bindingId) {
        boolean named = BookId.isPortfolio(bindingId) && engine.portfolios().size() > 1;
        return named ? " of " + engine.portfolioOf(bindingId).name() : "";
    }

    private String symbol(int instrumentId) {
        return engine.settings().instruments().get(instrumentId).symbolOn(day);
    }
}
