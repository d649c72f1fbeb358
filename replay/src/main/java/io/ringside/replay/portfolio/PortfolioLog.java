package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioStrategy;
import io.ringside.engine.sim.ReportCode;
import io.ringside.replay.BuyAndHold;
import io.ringside.replay.RunLog;
import io.ringside.replay.report.Numbers;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What a portfolio did, kept from the events of a pipeline or a journal: executions, round trips at average cost, equity,
 * rankings, and what was refused or died.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioLog implements RunLog {
    private static final String END_OF_DATA = "END_OF_DATA";
    private static final String RUINED = "RUINED";
    private static final String STOP = "stop";

    private record Order(int instrumentId, Side side, long quantity, String reason, int decidedDay) {}

    /** A position from its first share to its last. */
    private static final class Open {
        private long entryNanos;
        private long entryRef;
        private long shares;
        private long bought;
        private long boughtE8;
        private long sold;
        private long soldE8;
        private long commissionE8;
    }

    private final Engine engine;
    private final PortfolioStrategy strategy;
    private final List<Instrument> instruments;
    private final Ledger ledger;
    private final Consumer<List<String>> rankings;
    private final Long2ObjectHashMap<Order> orders = new Long2ObjectHashMap<>();
    private final Open[] open;
    private final BuyAndHold held;
    private final List<Trade> trades = new ArrayList<>();
    private final List<SessionEquity> days = new ArrayList<>();
    private final List<List<String>> executions = new ArrayList<>();
    private final List<List<String>> refused = new ArrayList<>();
    private final List<List<String>> cancelled = new ArrayList<>();
    private final List<List<String>> exits = new ArrayList<>();
    /** What a strategy said of a name that it leaves. */
    private final List<List<String>> exiting;
    /** Rows of one decision without ranks, which go by symbol. */
    private final List<List<String>> notRanked = new ArrayList<>();

    private int decisionDay;
    /** Session of the event that is seen. */
    private int day;

    private long dividendsTodayE8;
    private long bars;
    private long commissionsE8;
    private long slippageE8;
    private long lastNanos;
    private double highestGross;
    private long ruinedNanos;
    private long ruinedEquityE8;

    /**
     * @param rankings receives the rows of {@code rankings.csv}
     */
    // There are no arrays of generic types.
    @SuppressWarnings("unchecked")
    public PortfolioLog(Engine engine, Consumer<List<String>> rankings) {
        this.engine = engine;
        this.rankings = rankings;
        strategy = engine.portfolio().strategy();
        instruments = engine.settings().instruments();
        ledger = new Ledger(engine.settings().risk().equityE8(), instruments.size());
        open = new Open[instruments.size()];
        exiting = new ArrayList<>(Collections.nCopies(instruments.size(), null));
        held = new BuyAndHold(engine.settings().risk().equityE8(), instruments.size());
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        lastNanos = event.eventNanos;
        day = event.sessionDay;
        switch (event.type) {
            case OPEN_PRINT -> {
                ledger.mark(event.instrumentId, event.priceE8);
                if (!event.isWarmUp()) {
                    held.buy(event.instrumentId, event.priceE8);
                }
            }
            case BAR -> onBar(event);
            case FILL -> onFill(event);
            case COMMISSION -> {
                ledger.charge(event.commissionE8);
                commissionsE8 += event.commissionE8;
            }
            case ORDER_CANCELLED -> onCancelled(event);
            case CORPORATE_ACTION -> onAction(event);
            case SESSION_CLOSE -> {
                decisionDay = event.sessionDay;
                if (!event.isWarmUp()) {
                    measure();
                    days.add(day(event.sessionDay));
                }
            }
            default -> {
                // Nothing that is told.
            }
        }
        lookForRuin(event);
        for (int i = 0; i < event.standingCount; i++) {
            onStanding(event.standings[i]);
            onExit(event, event.standings[i]);
        }
        if (event.standingCount > 0 && event.standingsLeft == 0) {
            tellNotRanked();
        }
        for (int i = 0; i < event.verdictCount; i++) {
            onVerdict(event.verdicts[i]);
        }
        for (int i = 0; i < event.intentCount; i++) {
            onIntent(event, event.intents[i]);
        }
    }

    /** Closes what is open at the last prices, for the list of round trips. */
    @Override
    public void finish() {
        String reason = isRuined() ? RUINED : END_OF_DATA;
        if (isRuined()) {
            int day = engine.calendar().sessionDay(ruinedNanos);
            if (!days.isEmpty() && days.get(days.size() - 1).epochDay() == day) {
                days.remove(days.size() - 1);
            }
            days.add(new SessionEquity(day, 0, 0, 0, benchmarkE8(), 1));
        }
        for (int id = 0; id < open.length; id++) {
            Open position = open[id];
            if (position != null && position.shares != 0) {
                position.sold += position.shares;
                position.soldE8 = Math.addExact(position.soldE8, FixedPoint.times(ledger.lastE8(id), position.shares));
                close(id, position, lastNanos, reason);
            }
        }
    }

    private void onBar(EngineEvent event) {
        ledger.mark(event.instrumentId, event.closeE8);
        if (!event.isWarmUp()) {
            bars++;
            held.buy(event.instrumentId, event.openE8);
        }
    }

    private void onIntent(EngineEvent event, Intent intent) {
        if (intent.action != IntentAction.PLACE || intent.bindingId >= 0) {
            return;
        }
        String reason =
                intent.purpose == Purpose.STOP ? STOP : strategy.reasons().get(intent.reason);
        orders.put(
                intent.orderRef,
                new Order(intent.instrumentId, intent.side, intent.quantity, reason, event.sessionDay));
    }

    private void onFill(EngineEvent event) {
        ledger.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
        commissionsE8 += event.commissionE8;
        slippageE8 += event.slippageE8;
        measure();
        Order order = orders.get(event.orderRef);
        if (order == null) {
            return;
        }
        executions.add(List.of(
                date(event.sessionDay),
                symbol(event.instrumentId),
                event.side.name(),
                Long.toString(event.quantity),
                FixedPoint.format(event.priceE8),
                FixedPoint.format(event.commissionE8),
                order.reason()));
        Open position = open[event.instrumentId];
        if (position == null) {
            position = new Open();
            position.entryNanos = event.eventNanos;
            position.entryRef = event.orderRef;
            open[event.instrumentId] = position;
        }
        position.commissionE8 += event.commissionE8;
        long valueE8 = FixedPoint.times(event.priceE8, event.quantity);
        if (event.side == Side.BUY) {
            position.bought += event.quantity;
            position.boughtE8 = Math.addExact(position.boughtE8, valueE8);
        } else {
            position.sold += event.quantity;
            position.soldE8 = Math.addExact(position.soldE8, valueE8);
        }
        position.shares += event.side.sign() * event.quantity;
        if (position.shares == 0) {
            tellExit(event.instrumentId, position, event.priceE8, event.sessionDay);
            close(event.instrumentId, position, event.eventNanos, order.reason());
        }
    }

    private void close(int instrumentId, Open position, long nanos, String reason) {
        long pnlE8 = Math.subtractExact(Math.subtractExact(position.soldE8, position.boughtE8), position.commissionE8);
        open[instrumentId] = null;
        trades.add(new Trade(
                symbol(instrumentId),
                Side.BUY,
                position.bought,
                Trade.UNKNOWN,
                position.entryNanos,
                average(position.boughtE8, position.bought),
                nanos,
                nanos,
                average(position.soldE8, position.sold),
                reason,
                position.commissionE8,
                pnlE8,
                Double.NaN,
                ledger.equityE8(),
                Map.of(),
                position.entryRef));
    }

    private void onCancelled(EngineEvent event) {
        Order order = orders.get(event.orderRef);
        if (order == null || event.code != ReportCode.EXPIRED.code()) {
            return;
        }
        cancelled.add(List.of(
                date(event.sessionDay),
                symbol(event.instrumentId),
                Long.toString(order.side().sign() * order.quantity()),
                order.reason(),
                date(order.decidedDay())));
    }

    private void onAction(EngineEvent event) {
        long before = ledger.position(event.instrumentId);
        long cashBefore = ledger.cashE8();
        ledger.onAction(event);
        if (CorporateAction.ofCode(event.code) == CorporateAction.DIVIDEND) {
            dividendsTodayE8 += ledger.cashE8() - cashBefore;
        }
        held.onAction(event);
        Open position = open[event.instrumentId];
        if (position != null && before != ledger.position(event.instrumentId)) {
            long after = ledger.position(event.instrumentId);
            // Shares of a round trip are counted as they are at its end.
            position.bought = Math.round(position.bought * ((double) after / before));
            position.sold = Math.round(position.sold * ((double) after / before));
            position.shares = after;
        }
    }

    private void onStanding(Standing standing) {
        boolean held = open[standing.instrumentId] != null;
        if (!strategy.isListed(standing, held)) {
            return;
        }
        List<String> row = new ArrayList<>(List.of(
                date(decisionDay),
                instruments.get(standing.instrumentId).symbolOn(decisionDay),
                standing.rank == 0 ? "" : Integer.toString(standing.rank),
                Numbers.text(standing.score)));
        if (!strategy.scoreName().equals("score")) {
            row.add(row.get(row.size() - 1));
        }
        row.add(held ? "held" : standing.may(Standing.ENTER) ? "candidate" : "");
        row.add(standing.may(Standing.ENTER) ? "1" : "0");
        row.add(strategy.reasons().get(standing.reason));
        if (standing.rank == 0) {
            notRanked.add(row);
        } else {
            rankings.accept(row);
        }
    }

    /** A strategy that watches a name wants to leave it; the fill that does so tells the rest. */
    private void onExit(EngineEvent event, Standing standing) {
        if (standing.best > 0 && standing.may(Standing.LEAVE) && open[standing.instrumentId] != null) {
            exiting.set(
                    standing.instrumentId,
                    List.of(
                            standing.sinceNanos == 0 ? "" : minute(standing.sinceNanos),
                            minute(event.eventNanos),
                            Numbers.text(standing.score),
                            standing.level == 0 ? "" : Numbers.text(standing.level),
                            Numbers.text(standing.best),
                            strategy.reasons().get(standing.reason)));
        }
    }

    private String minute(long nanos) {
        int minute = engine.calendar().minuteOfDay(nanos);
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private void tellExit(int instrumentId, Open position, long priceE8, int sessionDay) {
        List<String> exit = exiting.get(instrumentId);
        if (exit != null) {
            List<String> row = new ArrayList<>(List.of(
                    symbol(instrumentId),
                    date(sessionDay),
                    FixedPoint.format(average(position.boughtE8, position.bought))));
            row.addAll(exit);
            row.add(FixedPoint.format(priceE8));
            exits.add(row);
            exiting.set(instrumentId, null);
        }
    }

    private void tellNotRanked() {
        notRanked.sort(Comparator.comparing(row -> row.get(1)));
        notRanked.forEach(rankings);
        notRanked.clear();
    }

    /** Columns of {@code rankings.csv}. */
    public List<String> rankingColumns() {
        List<String> columns = new ArrayList<>(List.of("date", "symbol", "rank", "score"));
        if (!strategy.scoreName().equals("score")) {
            columns.add(strategy.scoreName());
        }
        columns.addAll(List.of("state", "selected", strategy.reasonName()));
        return columns;
    }

    private void onVerdict(Verdict verdict) {
        NameOutcome outcome = verdict.bindingId >= 0 ? null : NameOutcome.ofCode(verdict.outcome);
        if (outcome != null && outcome.isLimit()) {
            String with = outcome == NameOutcome.CORRELATION ? " " + symbol((int) verdict.stopE8) : "";
            refused.add(List.of(
                    date(decisionDay),
                    instruments.get(verdict.instrumentId).symbolOn(decisionDay),
                    outcome.words() + with));
        }
    }

    private SessionEquity day(int sessionDay) {
        long dividendsE8 = dividendsTodayE8;
        dividendsTodayE8 = 0;
        return new SessionEquity(
                sessionDay,
                ledger.equityE8(),
                ledger.cashE8(),
                ledger.positionValueE8(),
                benchmarkE8(),
                ledger.positionValueE8() == 0 ? 0 : 1,
                dividendsE8);
    }

    /** Equal shares of the starting equity in every name, from its first traded open on. */
    private long benchmarkE8() {
        long[] lastE8 = new long[instruments.size()];
        for (int id = 0; id < lastE8.length; id++) {
            lastE8[id] = ledger.lastE8(id);
        }
        return held.valueE8(lastE8);
    }

    private void measure() {
        long equityE8 = ledger.equityE8();
        if (equityE8 > 0) {
            highestGross = Math.max(highestGross, (double) ledger.grossValueE8() / equityE8);
        }
    }

    /** Who owes nothing is worth nothing only by what a fill, a charge or a delisting takes, or its names' last prices. */
    private void lookForRuin(EngineEvent event) {
        boolean told = switch (event.type) {
            case FILL, COMMISSION, CORPORATE_ACTION, SESSION_CLOSE -> true;
            case OPEN_PRINT, BAR -> ledger.cashE8() < 0;
            default -> false;
        };
        if (told && ruinedNanos == 0 && ledger.equityE8() <= 0) {
            ruinedNanos = event.eventNanos;
            ruinedEquityE8 = ledger.equityE8();
        }
    }

    /** Whether the equity fell to zero or below: who runs the back test ends it there. */
    @Override
    public boolean isRuined() {
        return ruinedNanos != 0;
    }

    /** When it did, UTC nanoseconds since 1970; 0 if it did not. */
    @Override
    public long ruinedNanos() {
        return ruinedNanos;
    }

    /** What it was then, at 1e-8. */
    @Override
    public long ruinedEquityE8() {
        return ruinedEquityE8;
    }

    /** Highest value of all positions over the equity, after fills and at closes. */
    @Override
    public double highestGross() {
        return highestGross;
    }

    @Override
    public long startE8() {
        return engine.settings().risk().equityE8();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long bars() {
        return bars;
    }

    @Override
    public long commissionsE8() {
        return commissionsE8;
    }

    @Override
    public long slippageE8() {
        return slippageE8;
    }

    private String symbol(int instrumentId) {
        return instruments.get(instrumentId).symbolOn(day);
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private static long average(long valueE8, long quantity) {
        return quantity == 0 ? 0 : Math.round(valueE8 / (double) quantity);
    }

    /** Round trips, in the order of their ends. */
    @Override
    public List<Trade> trades() {
        return trades;
    }

    /** The account at each traded session's close. */
    @Override
    public List<SessionEquity> days() {
        return days;
    }

    /** Rows of {@code executions.csv}. */
    public List<List<String>> executions() {
        return executions;
    }

    /** Rows of {@code refused.csv}. */
    public List<List<String>> refused() {
        return refused;
    }

    /** Rows of {@code cancelled.csv}. */
    public List<List<String>> cancelled() {
        return cancelled;
    }

    /** Rows of {@code exits.csv}. */
    public List<List<String>> exits() {
        return exits;
    }
}
