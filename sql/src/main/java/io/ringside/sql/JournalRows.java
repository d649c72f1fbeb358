package io.ringside.sql;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.EventText;
import io.ringside.replay.JointDays;
import io.ringside.replay.TradeLog;
import io.ringside.replay.Verification;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replays the journals of one source and writes their rows. Days in a row are one run, as {@code ringside results} has them:
 * a trade belongs to the session in which it ends, an order to the one in which it was decided.
 *
 * <p>Thread: the caller's.
 */
final class JournalRows {
    /** By the bits of {@link Standing}. */
    private static final List<String> ACTIONS = List.of("leave", "enter", "add", "trim", "at-close");

    private final Source source;
    private final Rows rows;
    private Engine engine;
    private EventText words;
    private TradeLog trades;
    private OrderHistory orders;
    private JointDays joint;
    private String session;
    private int tradesWritten;
    private final List<String> orderSessions = new ArrayList<>();

    JournalRows(Source source, Rows rows) {
        this.source = source;
        this.rows = rows;
    }

    /**
     * Writes all of them.
     *
     * @throws UserError if a journal is damaged or does not replay
     */
    void write() {
        for (Source.Journal journal : source.journals()) {
            write(journal);
        }
        end();
    }

    private void write(Source.Journal journal) {
        session = journal.session();
        rows.session(session);
        try (JournalReader reader = JournalReader.open(journal.path())) {
            Engine next = Verification.engineOf(reader);
            OpenRecord open = reader.openRecord();
            begin(next);
            Verification.Result proof = Verification.replay(reader, next, List.of(this::onEvent, joint::onEvent));
            if (proof.difference() != null) {
                throw new UserError(journal.path() + ": " + proof.line());
            }
            if (rows.wants(Table.SESSIONS)) {
                rows.row(Table.SESSIONS)
                        .text(session)
                        .day(reader.epochDay())
                        .text(source.name())
                        .text(open.build())
                        .text(open.configurationDigest())
                        .time(open.openedNanos())
                        .integer(proof.records())
                        .text(proof.digest())
                        .flag(reader.closed())
                        .end();
            }
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
        trades();
    }

    /** Begins a new run if the configuration differs. */
    private void begin(Engine next) {
        boolean sameRules = engine != null
                && engine.settings().config().equals(next.settings().config());
        if (sameRules) {
            joint.nextDay();
        } else {
            end();
            trades = new TradeLog(next);
            orders = new OrderHistory();
            tradesWritten = 0;
            orderSessions.clear();
            joint = new JointDays(List.of(trades::onEvent, this::joined));
        }
        engine = next;
        words = new EventText(engine);
    }

    private void joined(EngineEvent event) {
        orders.onEvent(event);
        while (orderSessions.size() < orders.orders().size()) {
            orderSessions.add(session);
        }
        boolean charge = event.type == EventType.COMMISSION;
        boolean changed = event.type == EventType.FILL
                || charge
                || event.type == EventType.CORPORATE_ACTION
                || (event.type == EventType.POSITION && event.code == 0 && event.flags != 0);
        if (!changed || !rows.wants(Table.POSITIONS)) {
            return;
        }
        Ledger ledger = trades.ledger();
        Rows.Row row =
                rows.row(Table.POSITIONS).text(session).integer(event.sequence).time(event.eventNanos);
        if (charge && event.orderRef == OrderRef.NONE) {
            // Interest and fees belong to the account, and to no instrument.
            row.nothing().nothing().nothing();
        } else {
            row.text(symbol(event.instrumentId))
                    .integer(ledger.position(event.instrumentId))
                    .money(ledger.lastE8(event.instrumentId));
        }
        row.money(ledger.cashE8()).money(ledger.equityE8()).end();
    }

    private void end() {
        if (engine == null) {
            return;
        }
        if (source.ended()) {
            // A back test closes open positions at the end of its data.
            trades.finish();
            trades();
        }
        if (rows.wants(Table.EQUITY)) {
            trades.days().forEach(this::equity);
        }
        if (rows.wants(Table.ORDERS)) {
            List<OrderHistory.Order> all = orders.orders();
            for (int i = 0; i < all.size(); i++) {
                order(orderSessions.get(i), all.get(i));
            }
        }
    }

    private void trades() {
        List<Trade> all = trades.trades();
        for (; rows.wants(Table.TRADES) && tradesWritten < all.size(); tradesWritten++) {
            trade(all.get(tradesWritten));
        }
    }

    // ---- One event ------------------------------------------------------------------------------------------------

    private void onEvent(EngineEvent event) {
        if (rows.wants(Table.EVENTS)) {
            event(event);
        }
        for (int i = 0; i < event.barCount && rows.wants(Table.BARS); i++) {
            bar(event, i);
        }
        if (rows.wants(Table.INDICATORS)) {
            indicators(event);
        }
        int n = 0;
        for (int i = 0; i < event.signalCount && rows.wants(Table.SIGNALS); i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                signal(event, event.signals[i], n++);
            }
        }
        for (int i = 0; i < event.verdictCount && rows.wants(Table.VERDICTS); i++) {
            verdict(event, event.verdicts[i], i);
        }
        for (int i = 0; i < event.standingCount && rows.wants(Table.RANKINGS); i++) {
            standing(event, event.standings[i], i);
        }
        if (event.type == EventType.FILL && rows.wants(Table.FILLS)) {
            rows.row(Table.FILLS)
                    .text(session)
                    .integer(event.sequence)
                    .integer(event.eventNanos)
                    .time(event.eventNanos)
                    .text(OrderRef.format(event.orderRef))
                    .text(symbol(event.instrumentId))
                    .text(EventText.name(event.side))
                    .integer(event.quantity)
                    .money(event.priceE8)
                    .integer(event.leaves)
                    .money(event.commissionE8)
                    .money(event.slippageE8)
                    .end();
        }
    }

    private void event(EngineEvent event) {
        String symbol = words.symbol(event);
        boolean report = event.type.isOrderReport();
        boolean priced = symbol != null && event.type != EventType.QUOTE && !(report && event.type != EventType.FILL);
        boolean hasText = report || event.type == EventType.COMMAND || event.type == EventType.CONDITION;
        long priceE8 = event.type == EventType.BAR ? event.closeE8 : event.priceE8;
        long quantity = event.type == EventType.BAR ? event.volume : event.quantity;
        Rows.Row row = rows.row(Table.EVENTS)
                .text(session)
                .integer(event.sequence)
                .integer(event.eventNanos)
                .time(event.eventNanos)
                .text(EventText.name(event.type))
                .textIfAny(symbol);
        row = priced ? row.money(priceE8) : row.nothing();
        row = priced && event.type != EventType.OPEN_PRINT ? row.integer(quantity) : row.nothing();
        row.textIfAny(report ? reference(event.orderRef) : null)
                .textIfAny(hasText && event.textLength > 0 ? event.textAsString() : null)
                .flag(event.isWarmUp())
                .end();
    }

    private void bar(EngineEvent event, int n) {
        Bar bar = event.bars[n];
        rows.row(Table.BARS)
                .text(session)
                .integer(event.sequence)
                .integer(n)
                .time(bar.startNanos)
                .time(bar.endNanos)
                .text(symbol(bar.instrumentId))
                .text(engine.series().get(bar.seriesId).spec().toString())
                .money(bar.openE8)
                .money(bar.highE8)
                .money(bar.lowE8)
                .money(bar.closeE8)
                .integer(bar.volume)
                .flag(event.isWarmUp())
                .end();
    }

    private void indicators(EngineEvent event) {
        int n = 0;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            for (Map.Entry<String, Double> value : words.named(event, update).entrySet()) {
                row(Table.INDICATORS, event, n++)
                        .text(strategy(update.bindingId))
                        .text(symbol(engine.bindings()
                                .get(update.bindingId)
                                .instrument()
                                .id()))
                        .text(value.getKey())
                        .real(value.getValue())
                        .end();
            }
        }
    }

    private void signal(EngineEvent event, Signal signal, int n) {
        row(Table.SIGNALS, event, n)
                .text(strategy(signal.bindingId))
                .text(symbol(signal.instrumentId))
                .text(EventText.name(signal.kind))
                .text(engine.bindings()
                        .get(signal.bindingId)
                        .strategy()
                        .reasons()
                        .get(signal.reason))
                .money(signal.priceE8)
                .real(signal.atr)
                .price(signal.stopE8)
                .price(signal.targetE8)
                .real(signal.weight)
                .end();
    }

    private void verdict(EngineEvent event, Verdict verdict, int n) {
        boolean portfolio = verdict.bindingId < 0;
        Enum<?> outcome = portfolio ? NameOutcome.ofCode(verdict.outcome) : Outcome.ofCode(verdict.outcome);
        String reason = portfolio
                ? NameOutcome.ofCode(verdict.outcome).words()
                : Outcome.ofCode(verdict.outcome).words();
        row(Table.VERDICTS, event, n)
                .text(strategy(verdict.bindingId))
                .text(symbol(verdict.instrumentId))
                .integer(verdict.signalSequence)
                .text(EventText.name(outcome))
                .text(reason)
                .integer(verdict.quantity)
                .price(verdict.equityE8)
                .price(verdict.priceE8)
                .price(portfolio ? 0 : verdict.stopE8)
                .end();
    }

    private void standing(EngineEvent event, Standing standing, int n) {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < ACTIONS.size(); i++) {
            if (standing.may(1 << i)) {
                actions.add(ACTIONS.get(i));
            }
        }
        boolean ranked = standing.rank > 0;
        Rows.Row row = row(Table.RANKINGS, event, n).text(symbol(standing.instrumentId));
        row = ranked
                ? row.integer(standing.rank).real(standing.score)
                : row.nothing().nothing();
        row.text(actions.isEmpty() ? "keep" : String.join(" ", actions))
                .text(engine.portfolios()
                        .get(standing.portfolioId)
                        .strategy()
                        .reasons()
                        .get(standing.reason))
                .real((double) standing.share / standing.of)
                .end();
    }

    // ---- Folds ----------------------------------------------------------------------------------------------------

    private void trade(Trade trade) {
        Rows.Row row = rows.row(Table.TRADES)
                .text(session)
                .integer(tradesWritten)
                .text(trade.symbol())
                .text(trade.strategy())
                .text(trade.side().name())
                .integer(trade.quantity())
                .time(trade.signalBarNanos())
                .time(trade.entryNanos())
                .nanos(trade.entryNanos())
                .known(trade.entryPriceE8())
                .time(trade.exitNanos())
                .nanos(trade.exitNanos())
                .known(trade.exitPriceE8())
                .text(trade.exitReason())
                .known(trade.commissionE8())
                .money(trade.pnlE8())
                .real(trade.rMultiple())
                .known(trade.equityAfterE8())
                .text(trade.orderRefText())
                .known(trade.maeE8())
                .known(trade.mfeE8());
        (trade.barsHeld() == Trade.UNKNOWN ? row.nothing() : row.integer(trade.barsHeld())).end();
    }

    private void equity(SessionEquity day) {
        rows.row(Table.EQUITY)
                .text(source.sessionOf(day.epochDay()))
                .day(day.epochDay())
                .money(day.equityE8())
                .money(day.cashE8())
                .money(day.positionValueE8())
                .known(day.benchmarkE8())
                .real(day.exposure())
                .end();
    }

    private void order(String decidedIn, OrderHistory.Order order) {
        Intent terms = order.terms();
        rows.row(Table.ORDERS)
                .text(decidedIn)
                .text(OrderRef.format(terms.orderRef))
                .integer(order.decidedSequence())
                .time(order.decidedNanos())
                .integer(order.decidedNanos())
                .time(order.endNanos())
                .nanos(order.endNanos())
                .text(strategy(terms.bindingId))
                .text(symbol(terms.instrumentId))
                .text(EventText.name(terms.purpose))
                .text(EventText.name(terms.side))
                .text(EventText.name(terms.type))
                .text(EventText.name(terms.timeInForce))
                .integer(terms.quantity)
                .price(terms.limitE8)
                .price(terms.stopE8)
                .textIfAny(reference(terms.parentRef))
                .integer(terms.causeSequence)
                .text(EventText.name(order.status()))
                .integer(order.filled())
                .price(order.averagePriceE8())
                .money(order.commissionE8())
                .money(order.slippageE8())
                .integer(order.changes())
                .end();
    }

    /** Null for no order. */
    private static String reference(long orderRef) {
        return orderRef == OrderRef.NONE ? null : OrderRef.format(orderRef);
    }

    /** A row of the n-th part of what was decided on an event. */
    private Rows.Row row(Table table, EngineEvent event, int n) {
        return rows.row(table).text(session).integer(event.sequence).integer(n).time(event.eventNanos);
    }

    private String strategy(int bindingId) {
        if (bindingId < 0) {
            return engine.portfolios().size() > 1
                    ? engine.portfolioOf(bindingId).name()
                    : "";
        }
        return engine.bindings().get(bindingId).name();
    }

    private String symbol(int instrumentId) {
        return engine.settings().instruments().get(instrumentId).symbol();
    }
}
