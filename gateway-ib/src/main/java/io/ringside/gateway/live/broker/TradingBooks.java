package io.ringside.gateway.live.broker;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.inbound.AccountCheck;
import io.ringside.gateway.live.inbound.BarCheck;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.LastPrices;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.Breaks;
import io.ringside.gateway.live.order.BrokerQuery;
import io.ringside.gateway.live.order.ContractIds;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.ExecutionReports;
import io.ringside.gateway.live.order.ForeignOrders;
import io.ringside.gateway.live.order.Holdings;
import io.ringside.gateway.live.order.LiveOrderGateway;
import io.ringside.gateway.live.order.OrderReports;
import io.ringside.gateway.live.order.OrderSender;
import io.ringside.gateway.live.order.OrderTable;
import io.ringside.gateway.live.order.Reconciler;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;

/**
 * A trading day's orders, prices and account, independent of the broker; a {@link BrokerConnection} writes to it and reads
 * from it. Orders and positions are guarded by the lock of {@link #table}.
 *
 * <p>Thread: any; see each part.
 */
public final class TradingBooks {
    public final LiveSettings settings;
    public final List<Instrument> instruments;
    public final ExchangeCalendar calendar;
    /** Market time, UTC nanoseconds since 1970. */
    public final LongSupplier clock;
    /** Whether market time is real time, so that it can be compared with the broker's. */
    public final boolean realTime;
    /** For all timeouts that are not in market time. */
    public final NanoClock monotonic;

    public final Alarms alarms;

    // ---- Orders.

    public final OrderTable table;
    public final Holdings holdings;
    public final EntryGate entries;
    public final OrderSender sender;
    public final LiveOrderGateway gateway;
    public final BrokerQuery query;
    public final Doubts doubts;
    public final Breaks breaks;
    public final ForeignOrders foreign;
    public final OrderReports orders;
    public final ExecutionReports executions;
    public final Reconciler reconciler;
    /** Order reports of our own; guarded by the table's lock, published by the session's thread. */
    public final EventOutbox answers = new EventOutbox();

    // ---- Prices.

    /** By instrument id; null if the bars come from a portfolio's store. */
    public final InstrumentFeed[] feeds;
    /** Whether the feed is trades, and not 5-second bars. */
    public final boolean byTrades;

    public final LastPrices prices;
    public final BarCheck bars;

    // ---- Account.

    public final ContractIds contracts;
    public final AccountState account = new AccountState();
    public final AccountCheck figures;

    /**
     * @param bookInstruments instrument of each book, first those of strategies, then those of portfolios
     * @param bare books without protective stops
     * @param plans which history each instrument needs, by its id
     * @param intraday instruments whose intraday prices come from the broker
     * @param dryRun whether no order is sent
     */
    public TradingBooks(
            LiveSettings settings,
            List<Instrument> instruments,
            OrderTable table,
            int[] bookInstruments,
            BitSet bare,
            EntryGate entries,
            List<HistoryPlan> plans,
            BitSet intraday,
            boolean byTrades,
            ExchangeCalendar calendar,
            LongSupplier clock,
            boolean realTime,
            NanoClock monotonic,
            boolean dryRun,
            Doubts doubts,
            Alarms alarms) {
        this.settings = settings;
        this.instruments = instruments;
        this.table = table;
        this.entries = entries;
        this.byTrades = byTrades;
        this.calendar = calendar;
        this.clock = clock;
        this.realTime = realTime;
        this.monotonic = monotonic;
        this.doubts = doubts;
        this.alarms = alarms;
        prices = new LastPrices(instruments.size());
        bars = new BarCheck(prices, instruments.size(), HistoryPlan.PART_NANOS);
        feeds = new InstrumentFeed[instruments.size()];
        intraday.stream()
                .forEach(id -> feeds[id] = new InstrumentFeed(instruments.get(id), calendar, plans.get(id), byTrades));
        contracts = new ContractIds(instruments.size());
        figures = new AccountCheck(instruments.get(0).currency());
        holdings = new Holdings(
                table,
                id -> contracts.of(id) == 0
                        ? table.position(id) + settings.standing(instruments.get(id)) + table.standing(id)
                        : account.shares(contracts.of(id)),
                bookInstruments,
                bare,
                instruments.stream().mapToLong(settings::standing).toArray());
        sender = new OrderSender(settings, table, holdings, entries, calendar, clock, monotonic, dryRun, answers);
        gateway = new LiveOrderGateway(settings, table, holdings, entries, sender, alarms::raise);
        query = new BrokerQuery(table, holdings);
        breaks = new Breaks(table, doubts, clock);
        foreign = new ForeignOrders(table, holdings, contracts, query, breaks);
        orders = new OrderReports(table, sender, contracts, query, breaks, foreign, clock);
        executions =
                new ExecutionReports(table, holdings, orders, sender, contracts, query, breaks, foreign, clock, prices);
        reconciler =
                new Reconciler(settings, table, orders, executions, holdings, instruments, clock, monotonic, alarms);
    }

    /**
     * Age of the oldest last price of all instruments, in nanoseconds of market time; one of which nothing was heard counts
     * from 1970.
     */
    public long ageNanos() {
        long now = clock.getAsLong();
        long oldest = 0;
        for (InstrumentFeed feed : feeds) {
            oldest = feed == null ? oldest : Math.max(oldest, now - feed.lastHeardNanos());
        }
        return oldest;
    }
}
