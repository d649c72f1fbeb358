package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.SplitShares;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.replay.AccountLog;
import io.ringside.replay.RunLog;
import io.ringside.replay.TradeLog;
import io.ringside.replay.report.Numbers;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The results of a portfolio, from the events of a pipeline or a journal: executions, round trips at average cost, equity,
 * rankings, and refused or cancelled orders.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioLog implements RunLog {
    private static final String END_OF_DATA = "END_OF_DATA";
    private static final String RUINED = "RUINED";
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
    private final List<PortfolioBinding> portfolios;
    /** Whether trades tell their portfolio. */
    private final boolean several;

    private final List<Instrument> instruments;
    private final AccountLog account;
    private final Ledger ledger;
    private final RankingRows rankings;
    private final PortfolioOrders orders;
    /** By portfolio and instrument. */
    private final Open[] open;

    private final List<Trade> trades = new ArrayList<>();
    /** Round trips of intraday strategies; null if there are none. */
    private final TradeLog strategies;

    private final List<List<String>> exits = new ArrayList<>();
    /** Rows for exits signalled by a strategy, to be completed by the fill. */
    private final List<List<String>> exiting;

    /** Session of the current event. */
    private int day;

    private long bars;
    private long lastNanos;

    /**
     * @param rankings receives the rows of {@code rankings.csv}
     */
    // There are no arrays of generic types.
    @SuppressWarnings("unchecked")
    public PortfolioLog(Engine engine, Consumer<List<String>> rankings) {
        this.engine = engine;
        this.rankings = new RankingRows(engine, rankings);
        portfolios = engine.portfolios();
        several = PortfolioOrders.saysWhose(engine);
        orders = new PortfolioOrders(engine);
        strategies = engine.bindings().isEmpty() ? null : new TradeLog(engine);
        instruments = engine.settings().instruments();
        account = new AccountLog(engine);
        ledger = account.ledger();
        open = new Open[instruments.size() * portfolios.size()];
        exiting = new ArrayList<>(Collections.nCopies(open.length, null));
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        lastNanos = event.eventNanos;
        day = event.sessionDay;
        if (strategies != null) {
            strategies.onEvent(event);
        }
        switch (event.type) {
            case OPEN_PRINT -> {
                ledger.mark(event.instrumentId, event.priceE8);
                if (!event.isWarmUp()) {
                    account.held().buy(event.instrumentId, event.priceE8);
                }
            }
            case BAR -> onBar(event);
            case FILL -> onFill(event);
            case COMMISSION -> account.charge(event);
            case CORPORATE_ACTION -> onAction(event);
            case SESSION_OPEN -> account.beginDay(event.isWarmUp() ? AccountLog.NO_DAY : event.sessionDay);
            case SESSION_CLOSE -> {
                if (!event.isWarmUp()) {
                    account.measure();
                    account.endDay(event.sessionDay, ledger.positionValueE8() == 0 ? 0 : 1);
                }
            }
            default -> {
                // Not part of the results.
            }
        }
        lookForRuin(event);
        rankings.onEvent(event, this::isHeld);
        for (int i = 0; i < event.standingCount; i++) {
            if (isHeld(event.standings[i])) {
                onExit(event, event.standings[i]);
            }
        }
        orders.onEvent(event);
    }

    /**
     * Closes open positions at the last prices, for the list of round trips. A session that has not ended, for example since
     * its bars are not in the store yet, ends for the account too.
     */
    @Override
    public void finish() {
        if (strategies != null) {
            strategies.finish();
        }
        String reason = account.isRuined() ? RUINED : END_OF_DATA;
        if (account.isRuined()) {
            account.endRuined(engine.calendar().sessionDay(account.ruinedNanos()), 1);
        } else if (account.isDayUnderWay()) {
            account.measure();
            account.endDayUnderWay(ledger.positionValueE8() == 0 ? 0 : 1);
        }
        for (int slot = 0; slot < open.length; slot++) {
            Open position = open[slot];
            if (position != null && position.shares != 0) {
                long lastE8 = ledger.lastE8(slot % instruments.size());
                position.sold += position.shares;
                position.soldE8 = Math.addExact(position.soldE8, FixedPoint.times(lastE8, position.shares));
                close(slot, position, lastNanos, reason);
            }
        }
    }

    private boolean isHeld(Standing standing) {
        return open[slot(standing.portfolioId, standing.instrumentId)] != null;
    }

    private int slot(int portfolioId, int instrumentId) {
        return portfolioId * instruments.size() + instrumentId;
    }

    private String book(int portfolioId) {
        return portfolios.get(portfolioId).name();
    }

    private void onBar(EngineEvent event) {
        if (event.isPortfolioOnly()) {
            return;
        }
        ledger.mark(event.instrumentId, event.closeE8);
        if (!event.isWarmUp()) {
            bars++;
            account.held().buy(event.instrumentId, event.openE8);
        }
    }

    private void onFill(EngineEvent event) {
        account.fill(event);
        account.measure();
        PortfolioOrders.Order order = orders.order(event.orderRef);
        if (order == null || order.portfolioId() == BookId.ALL) {
            return;
        }
        int slot = slot(order.portfolioId(), event.instrumentId);
        Open position = open[slot];
        if (position == null) {
            position = new Open();
            position.entryNanos = event.eventNanos;
            position.entryRef = event.orderRef;
            open[slot] = position;
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
            addExit(slot, position, event.priceE8, event.sessionDay);
            close(slot, position, event.eventNanos, order.reason());
        }
    }

    private void close(int slot, Open position, long nanos, String reason) {
        long pnlE8 = Math.subtractExact(Math.subtractExact(position.soldE8, position.boughtE8), position.commissionE8);
        open[slot] = null;
        trades.add(new Trade(
                symbol(slot % instruments.size()),
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
                position.entryRef,
                several ? book(slot / instruments.size()) : "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN));
    }

    private void onAction(EngineEvent event) {
        long oldE8 = ledger.lastE8(event.instrumentId);
        account.onAction(event);
        CorporateAction action = CorporateAction.ofCode(event.code);
        if (action != CorporateAction.SPLIT && action != CorporateAction.DELISTING) {
            // The same shares.
            return;
        }
        long[] before = new long[portfolios.size()];
        long[] after = new long[before.length];
        for (int id = 0; id < before.length; id++) {
            Open position = open[slot(id, event.instrumentId)];
            before[id] = position == null ? 0 : position.shares;
        }
        if (action == CorporateAction.SPLIT) {
            SplitShares.apportion(before, after, before.length, event.quantity, event.argument);
        }
        for (int id = 0; id < before.length; id++) {
            int slot = slot(id, event.instrumentId);
            Open position = open[slot];
            if (position == null || before[id] == 0) {
                continue;
            }
            if (after[id] == 0) {
                // The position was paid out: at the delisting's price or, for less than a share, at the last price.
                long priceE8 = action == CorporateAction.DELISTING ? event.priceE8 : oldE8;
                position.sold += before[id];
                position.soldE8 = Math.addExact(position.soldE8, FixedPoint.times(priceE8, before[id]));
                position.shares = 0;
                close(slot, position, event.eventNanos, action.name());
                continue;
            }
            long paidE8 = SplitShares.paidE8(before[id], after[id], event.quantity, event.argument, oldE8);
            position.soldE8 = Math.addExact(position.soldE8, paidE8);
            if (before[id] != after[id]) {
                // Shares of a round trip are counted in shares after the split.
                position.bought = Math.round(position.bought * ((double) after[id] / before[id]));
                position.sold = Math.round(position.sold * ((double) after[id] / before[id]));
                position.shares = after[id];
            }
        }
    }

    /** Notes a watching strategy's signal to sell a name; the fill completes the row. */
    private void onExit(EngineEvent event, Standing standing) {
        int slot = slot(standing.portfolioId, standing.instrumentId);
        if (standing.best > 0 && standing.may(Standing.LEAVE)) {
            exiting.set(
                    slot,
                    List.of(
                            standing.sinceNanos == 0 ? "" : minute(standing.sinceNanos),
                            minute(event.eventNanos),
                            Numbers.text(standing.score),
                            standing.level == 0 ? "" : Numbers.text(standing.level),
                            Numbers.text(standing.best),
                            portfolios
                                    .get(standing.portfolioId)
                                    .strategy()
                                    .reasons()
                                    .get(standing.reason)));
        }
    }

    private String minute(long nanos) {
        int minute = engine.calendar().minuteOfDay(nanos);
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private void addExit(int slot, Open position, long priceE8, int sessionDay) {
        List<String> exit = exiting.get(slot);
        if (exit != null) {
            List<String> row = new ArrayList<>(List.of(
                    symbol(slot % instruments.size()),
                    date(sessionDay),
                    FixedPoint.format(average(position.boughtE8, position.bought))));
            row.addAll(exit);
            row.add(FixedPoint.format(priceE8));
            exits.add(orders.row(book(slot / instruments.size()), row));
            exiting.set(slot, null);
        }
    }

    /** Columns of {@code rankings.csv}. */
    public List<String> rankingColumns() {
        return rankings.columns();
    }

    /** Checks for ruin: an account without debt can lose all only by a fill, a charge, a delisting, or last prices. */
    private void lookForRuin(EngineEvent event) {
        boolean told = switch (event.type) {
            case FILL, COMMISSION, CORPORATE_ACTION, SESSION_CLOSE -> true;
            case OPEN_PRINT, BAR -> ledger.cashE8() < 0;
            default -> false;
        };
        if (told) {
            account.lookForRuin(event.eventNanos);
        }
    }

    @Override
    public AccountLog account() {
        return account;
    }

    @Override
    public long bars() {
        return bars;
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

    /** Round trips of portfolios and strategies, in the order of their ends. */
    @Override
    public List<Trade> trades() {
        if (strategies == null) {
            return trades;
        }
        List<Trade> all = new ArrayList<>(trades);
        all.addAll(strategies.ofStrategies());
        all.sort(Comparator.comparingLong(Trade::exitNanos));
        return all;
    }

    /** What became of the orders. */
    PortfolioOrders orders() {
        return orders;
    }

    /** Rows of {@code exits.csv}. */
    public List<List<String>> exits() {
        return exits;
    }
}
