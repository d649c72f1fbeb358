package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.sim.ReportCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What became of a portfolio's orders: rows of {@code executions.csv}, {@code refused.csv} and {@code cancelled.csv}, also
 * of strategies beside a portfolio.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class PortfolioOrders {
    private static final String STOP = "stop";

    /**
     * @param portfolioId {@link BookId#ALL} for an intraday strategy's
     * @param book name of the portfolio, or of the strategy
     */
    record Order(int portfolioId, String book, Side side, long quantity, String reason, int decidedDay) {}

    /** An execution, whose commission a broker may report later. */
    private static final class Execution {
        private final String date;
        private final String symbol;
        private final Order order;
        private final Side side;
        private final long quantity;
        private final long priceE8;
        private long commissionE8;

        Execution(EngineEvent fill, String symbol, Order order) {
            date = date(fill.sessionDay);
            this.symbol = symbol;
            this.order = order;
            side = fill.side;
            quantity = fill.quantity;
            priceE8 = fill.priceE8;
            commissionE8 = fill.commissionE8;
        }
    }

    private final Engine engine;
    /** Whether rows have a column for portfolio or strategy. */
    private final boolean several;

    private final List<Instrument> instruments;
    private final Long2ObjectHashMap<Order> orders = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Execution> lastOf = new Long2ObjectHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private final List<List<String>> refused = new ArrayList<>();
    private final List<List<String>> cancelled = new ArrayList<>();
    private int decisionDay;

    PortfolioOrders(Engine engine) {
        this.engine = engine;
        several = saysWhose(engine);
        instruments = engine.settings().instruments();
    }

    /** Whether rows have a column for portfolio or strategy: there are several portfolios, or strategies beside one. */
    static boolean saysWhose(Engine engine) {
        return engine.portfolios().size() > 1 || !engine.bindings().isEmpty();
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        switch (event.type) {
            case FILL -> onFill(event);
            case COMMISSION -> {
                Execution of = lastOf.get(event.orderRef);
                if (of != null) {
                    of.commissionE8 = Math.addExact(of.commissionE8, event.commissionE8);
                }
            }
            case ORDER_CANCELLED -> onCancelled(event);
            case POSITION -> onCarried(event);
            case SESSION_CLOSE -> decisionDay = event.sessionDay;
            default -> {
                // Not about an order.
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            onVerdict(event.verdicts[i]);
        }
        for (int i = 0; i < event.intentCount; i++) {
            onIntent(event, event.intents[i]);
        }
    }

    private void onIntent(EngineEvent event, Intent intent) {
        if (intent.action == IntentAction.PLACE) {
            boolean ofPortfolio = BookId.isPortfolio(intent.bindingId);
            String reason = !ofPortfolio
                    ? words(intent.purpose)
                    : intent.purpose == Purpose.STOP
                            ? STOP
                            : engine.portfolioOf(intent.bindingId)
                                    .strategy()
                                    .reasons()
                                    .get(intent.reason);
            orders.put(
                    intent.orderRef, order(intent.bindingId, intent.side, intent.quantity, reason, event.sessionDay));
        }
    }

    /** An order that an earlier session has left: its reason is in that session's journal. */
    private void onCarried(EngineEvent event) {
        Purpose purpose = Purpose.ofCode(event.code);
        if ((event.flags & EngineEvent.FLAG_CARRIED) != 0 && event.orderRef != 0 && purpose != null) {
            boolean signed = purpose == Purpose.ENTRY || purpose == Purpose.REBALANCE;
            // A portfolio holds long positions only, so its protective orders sell.
            Side side = signed && event.quantity > 0 ? Side.BUY : Side.SELL;
            orders.put(
                    event.orderRef,
                    order(
                            BookId.lower(event.argument),
                            side,
                            Math.abs(event.quantity),
                            words(purpose),
                            event.sessionDay));
        }
    }

    private Order order(int bookId, Side side, long quantity, String reason, int day) {
        return BookId.isPortfolio(bookId)
                ? new Order(
                        BookId.portfolioId(bookId), engine.portfolioOf(bookId).name(), side, quantity, reason, day)
                : new Order(BookId.ALL, engine.bindings().get(bookId).name(), side, quantity, reason, day);
    }

    private void onFill(EngineEvent event) {
        Order order = orders.get(event.orderRef);
        if (order != null) {
            var execution =
                    new Execution(event, instruments.get(event.instrumentId).symbolOn(event.sessionDay), order);
            executions.add(execution);
            lastOf.put(event.orderRef, execution);
        }
    }

    private void onCancelled(EngineEvent event) {
        Order order = orders.get(event.orderRef);
        boolean ofPortfolio = order != null && order.portfolioId() != BookId.ALL;
        if (ofPortfolio && event.code == ReportCode.EXPIRED.code()) {
            cancelled.add(row(
                    order.book(),
                    List.of(
                            date(event.sessionDay),
                            instruments.get(event.instrumentId).symbolOn(event.sessionDay),
                            Long.toString(order.side().sign() * order.quantity()),
                            order.reason(),
                            date(order.decidedDay()))));
        }
    }

    private void onVerdict(Verdict verdict) {
        NameOutcome outcome = verdict.bindingId >= 0 ? null : NameOutcome.ofCode(verdict.outcome);
        if (outcome != null && outcome.isRefusal()) {
            refused.add(row(
                    engine.portfolioOf(verdict.bindingId).name(),
                    List.of(
                            date(decisionDay),
                            instruments.get(verdict.instrumentId).symbolOn(decisionDay),
                            NameDecision.words(
                                    verdict, outcome, id -> instruments.get(id).symbolOn(decisionDay)))));
        }
    }

    // ---- The rows -------------------------------------------------------------------------------------------------

    /** An order that was placed or carried, or null. */
    Order order(long ref) {
        return orders.get(ref);
    }

    /** A row, with the portfolio or strategy behind it if there are several. */
    List<String> row(String book, List<String> cells) {
        if (!several) {
            return cells;
        }
        List<String> row = new ArrayList<>(cells);
        row.add(book);
        return row;
    }

    /** The columns of such rows. */
    List<String> columns(String... names) {
        List<String> columns = new ArrayList<>(List.of(names));
        if (several) {
            columns.add("portfolio");
        }
        return columns;
    }

    /** Rows of {@code executions.csv}. */
    List<List<String>> executions() {
        return executions.stream()
                .map(one -> row(
                        one.order.book(),
                        List.of(
                                one.date,
                                one.symbol,
                                one.side.name(),
                                Long.toString(one.quantity),
                                FixedPoint.format(one.priceE8),
                                FixedPoint.format(one.commissionE8),
                                one.order.reason())))
                .toList();
    }

    /** Rows of {@code refused.csv}. */
    List<List<String>> refused() {
        return refused;
    }

    /** Rows of {@code cancelled.csv}. */
    List<List<String>> cancelled() {
        return cancelled;
    }

    private static String words(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
