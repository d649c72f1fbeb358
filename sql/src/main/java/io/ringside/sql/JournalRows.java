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

    /** Another configuration is another run. */
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
            // Interest and fees are of the account, and of no name.
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
            // A back test leaves what is still held where its data end.
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
        boolean said = report || event.type == EventType.COMMAND || event.type == EventType.CONDITION;
        long priceE8 = event.type == EventType.BAR ? event.closeE8 : event.priceE8;
        long quantity = event.type == EventType.BAR ? event.volume : event.quantity;
        Rows.Row row = rows.row(Table.EVENTS)
                .text(session)
                .integer(event.sequence)
                .integer(event.eventNanos)
                .time(event.eventNanos)
                .text(EventText.name(event.type));
        text(row, symbol);
        if (priced) {
            row.money(priceE8);
        } else {
            row.nothing();
        }
        if (priced && event.type != EventType.OPEN_PRINT) {
            row.integer(quantity);
        } else {
            row.nothing();
        }
        text(row, report && event.orderRef != OrderRef.NONE ? OrderRef.format(event.orderRef) : null);
        text(row, said && event.textLength > 0 ? event.textAsString() : null);
        row.flag(event.isWarmUp()).end();
    }

    private static void text(Rows.Row row, String value) {
        if (value == null) {
            row.nothing();
        } else {
            row.text(value);
        }
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
                rows.row(Table.INDICATORS)
                        .text(session)
                        .integer(event.sequence)
                        .integer(n++)
                        .time(event.eventNanos)
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
        Rows.Row row = rows.row(Table.SIGNALS)
                .text(session)
                .integer(event.sequence)
                .integer(n)
                .time(event.eventNanos)
                .text(strategy(signal.bindingId))
                .text(symbol(signal.instrumentId))
                .text(EventText.name(signal.kind))
                .text(engine.bindings()
                        .get(signal.bindingId)
                        .strategy()
                        .reasons()
                        .get(signal.reason))
                .money(signal.priceE8)
                .real(signal.atr);
        price(row, signal.stopE8);
        price(row, signal.targetE8);
        row.real(signal.weight).end();
    }

    private void verdict(EngineEvent event, Verdict verdict, int n) {
        boolean portfolio = verdict.bindingId < 0;
        Enum<?> outcome = portfolio ? NameOutcome.ofCode(verdict.outcome) : Outcome.ofCode(verdict.outcome);
        String said = portfolio
                ? NameOutcome.ofCode(verdict.outcome).words()
                : Outcome.ofCode(verdict.outcome).words();
        Rows.Row row = rows.row(Table.VERDICTS)
                .text(session)
                .integer(event.sequence)
                .integer(n)
                .time(event.eventNanos)
                .text(strategy(verdict.bindingId))
                .text(symbol(verdict.instrumentId))
                .integer(verdict.signalSequence)
                .text(EventText.name(outcome))
                .text(said)
                .integer(verdict.quantity);
        price(row, verdict.equityE8);
        price(row, verdict.priceE8);
        price(row, portfolio ? 0 : verdict.stopE8);
        row.end();
    }

    private void standing(EngineEvent event, Standing standing, int n) {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < ACTIONS.size(); i++) {
            if (standing.may(1 << i)) {
                actions.add(ACTIONS.get(i));
            }
        }
        Rows.Row row = rows.row(Table.RANKINGS)
                .text(session)
                .integer(event.sequence)
                .integer(n)
                .time(event.eventNanos)
                .text(symbol(standing.instrumentId));
        if (standing.rank > 0) {
            row.integer(standing.rank).real(standing.score);
        } else {
            row.nothing().nothing();
        }
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
                .time(trade.entryNanos());
        nanos(row, trade.entryNanos());
        known(row, trade.entryPriceE8());
        row.time(trade.exitNanos());
        nanos(row, trade.exitNanos());
        known(row, trade.exitPriceE8());
        row.text(trade.exitReason());
        known(row, trade.commissionE8());
        row.money(trade.pnlE8()).real(trade.rMultiple());
        known(row, trade.equityAfterE8());
        row.text(trade.orderRefText());
        known(row, trade.maeE8());
        known(row, trade.mfeE8());
        (trade.barsHeld() == Trade.UNKNOWN ? row.nothing() : row.integer(trade.barsHeld())).end();
    }

    private void equity(SessionEquity day) {
        Rows.Row row = rows.row(Table.EQUITY)
                .text(source.sessionOf(day.epochDay()))
                .day(day.epochDay())
                .money(day.equityE8())
                .money(day.cashE8())
                .money(day.positionValueE8());
        known(row, day.benchmarkE8());
        row.real(day.exposure()).end();
    }

    private void order(String decidedIn, OrderHistory.Order order) {
        Intent terms = order.terms();
        Rows.Row row = rows.row(Table.ORDERS)
                .text(decidedIn)
                .text(OrderRef.format(terms.orderRef))
                .integer(order.decidedSequence())
                .time(order.decidedNanos())
                .integer(order.decidedNanos())
                .time(order.endNanos());
        nanos(row, order.endNanos());
        row.text(strategy(terms.bindingId))
                .text(symbol(terms.instrumentId))
                .text(EventText.name(terms.purpose))
                .text(EventText.name(terms.side))
                .text(EventText.name(terms.type))
                .text(EventText.name(terms.timeInForce))
                .integer(terms.quantity);
        price(row, terms.limitE8);
        price(row, terms.stopE8);
        (terms.parentRef == OrderRef.NONE ? row.nothing() : row.text(OrderRef.format(terms.parentRef)))
                .integer(terms.causeSequence)
                .text(EventText.name(order.status()))
                .integer(order.filled());
        price(row, order.averagePriceE8());
        row.money(order.commissionE8())
                .money(order.slippageE8())
                .integer(order.changes())
                .end();
    }

    /** Nothing where there is no price. */
    private static void price(Rows.Row row, long e8) {
        if (e8 == 0) {
            row.nothing();
        } else {
            row.money(e8);
        }
    }

    private static void nanos(Rows.Row row, long nanos) {
        if (nanos <= 0) {
            row.nothing();
        } else {
            row.integer(nanos);
        }
    }

    private static void known(Rows.Row row, long e8) {
        if (e8 == Trade.UNKNOWN) {
            row.nothing();
        } else {
            row.money(e8);
        }
    }

    private String strategy(int bindingId) {
        if (bindingId < 0) {
            return engine.portfolios().size() > 1 ? engine.portfolioOf(bindingId).name() : "";
        }
        return engine.bindings().get(bindingId).name();
    }

    private String symbol(int instrumentId) {
        return engine.settings().instruments().get(instrumentId).symbol();
    }
}
