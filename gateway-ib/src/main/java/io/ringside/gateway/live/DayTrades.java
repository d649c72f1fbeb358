package io.ringside.gateway.live;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trades of a day, from flat to flat, with what they cost and brought, and how many signals were accepted or refused,
 * and why. A position that an earlier day left counts from the price at which it was taken over.
 *
 * <p>Thread: its owner's. Events come in the journal's order, decisions included.
 */
public final class DayTrades {
    private static final String ROW = "  %-6s%-6s%7s  %-9s%12s  %-9s%12s  %-10s%12s%14s";

    private static final class Trade {
        private final int instrumentId;
        private final long enteredNanos;
        private final int sign;
        private long position;
        private long opened;
        private long openedE8;
        private long closed;
        private long closedE8;
        private long commissionE8;
        private long exitedNanos;
        private Purpose why;

        private Trade(int instrumentId, long enteredNanos, int sign) {
            this.instrumentId = instrumentId;
            this.enteredNanos = enteredNanos;
            this.sign = sign;
        }

        /** What it brought if what is still held is worth so much a share. */
        private long resultE8(long lastE8) {
            long worthE8 = FixedPoint.times(lastE8, Math.abs(position));
            return sign * (closedE8 + worthE8 - openedE8) - commissionE8;
        }
    }

    private final ExchangeCalendar calendar;
    private final List<Instrument> instruments;
    private final Trade[] open;
    private final long[] lastE8;
    private final long[] stopE8;
    private final List<Trade> trades = new ArrayList<>();
    private final Map<Long, Purpose> purposes = new HashMap<>();
    private final Map<Long, Trade> byOrder = new HashMap<>();
    private final Map<Outcome, Integer> outcomes = new TreeMap<>();
    private long lastOrderRef = OrderRef.NONE;

    DayTrades(ExchangeCalendar calendar, List<Instrument> instruments) {
        this.calendar = calendar;
        this.instruments = instruments;
        open = new Trade[instruments.size()];
        lastE8 = new long[instruments.size()];
        stopE8 = new long[instruments.size()];
    }

    /** Takes one event in. */
    void onEvent(EngineEvent event) {
        switch (event.type) {
            case BAR -> lastE8[event.instrumentId] = event.closeE8;
            case FILL -> {
                lastE8[event.instrumentId] = event.priceE8;
                fill(event, event.side.sign() * event.quantity, event.priceE8, purposes.get(event.orderRef));
            }
            case COMMISSION -> {
                Trade trade = byOrder.get(event.orderRef);
                if (trade != null) {
                    trade.commissionE8 = Math.addExact(trade.commissionE8, event.commissionE8);
                }
            }
            case POSITION -> carried(event);
            default -> {
                // Moves no shares.
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                purposes.put(intent.orderRef, intent.purpose);
            }
            if (intent.action != IntentAction.CANCEL && intent.purpose == Purpose.STOP) {
                stopE8[intent.instrumentId] = intent.stopE8;
            }
        }
        for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
            outcomes.merge(Outcome.ofCode(event.verdicts[i].outcome), 1, Integer::sum);
        }
    }

    /** Why an order of the day exists; null if it is not known. */
    Purpose purpose(long orderRef) {
        return purposes.get(orderRef);
    }

    /** The trade that an order belongs to has ended: what it brought, else null. */
    String closedBy(long orderRef) {
        Trade trade = byOrder.get(orderRef);
        return trade == null || trade.position != 0 ? null : FixedPoint.format(cents(trade.resultE8(0)));
    }

    /** The last order that executed, {@link OrderRef#NONE} if none did. */
    long lastOrderRef() {
        return lastOrderRef;
    }

    /** How many trades there were, the open ones included. */
    int count() {
        return trades.size();
    }

    /** A table for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (trades.isEmpty()) {
            lines.add("No trades.");
        } else {
            lines.add(String.format(
                    Locale.ROOT, ROW, "", "side", "shares", "in", "at", "out", "at", "why", "commission", "result"));
            trades.forEach(trade -> lines.add(row(trade)));
        }
        if (!outcomes.isEmpty()) {
            List<String> counts = new ArrayList<>();
            outcomes.forEach((outcome, count) -> counts.add(count + " " + outcome.words()));
            lines.add("Signals: " + String.join(", ", counts) + ".");
        }
        return lines;
    }

    private String row(Trade trade) {
        boolean held = trade.position != 0;
        long last = lastE8[trade.instrumentId];
        return String.format(
                Locale.ROOT,
                ROW,
                instruments.get(trade.instrumentId).symbol(),
                trade.sign > 0 ? "long" : "short",
                trade.opened,
                time(trade.enteredNanos),
                FixedPoint.format(trade.openedE8 / trade.opened),
                held ? "open" : time(trade.exitedNanos),
                FixedPoint.format(held ? last : trade.closedE8 / trade.closed),
                held ? "stop " + FixedPoint.format(stopE8[trade.instrumentId]) : why(trade.why),
                FixedPoint.format(trade.commissionE8),
                FixedPoint.format(cents(trade.resultE8(last))));
    }

    private static String why(Purpose purpose) {
        return purpose == null ? "" : purpose.name().toLowerCase(Locale.ROOT);
    }

    private String time(long nanos) {
        return calendar.format(nanos).substring(11, 19);
    }

    private static long cents(long amountE8) {
        return amountE8 / 1_000_000 * 1_000_000;
    }

    private void carried(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0 && event.code == 0) {
            fill(event, event.quantity, event.priceE8 > 0 ? event.priceE8 : lastE8[event.instrumentId], null);
            return;
        }
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (event.code != 0) {
            Purpose purpose = Purpose.ofCode(event.code);
            purposes.put(event.orderRef, purpose);
            if (purpose == Purpose.STOP) {
                stopE8[event.instrumentId] = event.priceE8;
            }
            return;
        }
        lastE8[event.instrumentId] = event.priceE8;
        fill(event, event.quantity, event.priceE8, null);
    }

    /** What goes through zero ends one trade and begins another. */
    private void fill(EngineEvent event, long signed, long priceE8, Purpose purpose) {
        Trade trade = open[event.instrumentId];
        long closing = trade == null || Long.signum(signed) == trade.sign
                ? 0
                : Math.min(Math.abs(signed), Math.abs(trade.position));
        if (closing > 0) {
            trade.closed += closing;
            trade.closedE8 = Math.addExact(trade.closedE8, FixedPoint.times(priceE8, closing));
            trade.position -= trade.sign * closing;
            trade.why = purpose;
            trade.exitedNanos = event.eventNanos;
            note(event, trade);
            open[event.instrumentId] = trade.position == 0 ? null : trade;
        }
        long opening = Math.abs(signed) - closing;
        if (opening > 0) {
            if (open[event.instrumentId] == null) {
                trade = new Trade(event.instrumentId, event.eventNanos, Long.signum(signed));
                open[event.instrumentId] = trade;
                trades.add(trade);
            }
            trade.opened += opening;
            trade.openedE8 = Math.addExact(trade.openedE8, FixedPoint.times(priceE8, opening));
            trade.position += trade.sign * opening;
            note(event, trade);
        }
    }

    private void note(EngineEvent event, Trade trade) {
        trade.commissionE8 = Math.addExact(trade.commissionE8, event.commissionE8);
        if (event.orderRef != OrderRef.NONE && event.textLength > 0) {
            lastOrderRef = event.orderRef;
        }
        byOrder.put(event.orderRef, trade);
    }
}
