package io.ringside.engine.sim;

import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The opening auctions of all instruments as one, for an account without margin: first all sales, then all buys, each by
 * symbol. If the buys and their commissions cost more than the cash including the sales' proceeds, each is reduced to
 * {@code floor(shares * (cash - commissions) / cost)}; the rest is cancelled, and so is an order whose instrument has no
 * opening print. If portfolios have budgets, each gets the proceeds of its own sales and pays for its own buys.
 *
 * <p>Thread: the broker's driver.
 */
final class OpeningAuction {
    private static final long NONE = Long.MIN_VALUE;

    private final Market[] markets;
    private final WorkingOrders book;
    private final OrderDesk desk;
    private final FillModel model;
    private final Commissions commissions;
    private final Ledger ledger;
    private final int[] bySymbol;
    private final long[] lots;
    private final List<WorkingOrder> sales = new ArrayList<>();
    private final List<WorkingOrder> buys = new ArrayList<>();
    private final List<WorkingOrder> dead = new ArrayList<>();
    /** Null if the account is not divided. */
    private BookMoney money;
    /** Cash of each pool, while an auction is executed. */
    private long[] cashE8 = new long[1];
    /** Time of the prints whose auction is still to be executed. */
    private long nanos = NONE;

    OpeningAuction(
            List<Instrument> instruments,
            Market[] markets,
            WorkingOrders book,
            OrderDesk desk,
            FillModel model,
            Commissions commissions,
            Ledger ledger) {
        this.markets = markets;
        this.book = book;
        this.desk = desk;
        this.model = model;
        this.commissions = commissions;
        this.ledger = ledger;
        bySymbol = instruments.stream()
                .sorted(Comparator.comparing(Instrument::symbol))
                .mapToInt(Instrument::id)
                .toArray();
        lots = instruments.stream().mapToLong(Instrument::lot).toArray();
    }

    void settleBy(BookMoney ofBooks) {
        money = ofBooks;
        cashE8 = new long[ofBooks.pools()];
    }

    private int pool(WorkingOrder order) {
        return money == null ? 0 : money.poolOf(order.terms.bindingId);
    }

    /** An instrument's first print of the session. */
    void print(long printNanos) {
        nanos = printNanos;
    }

    /** Whether no more print of the auction can come. */
    boolean isOverBefore(EngineEvent event) {
        return nanos != NONE && !(event.type == EventType.OPEN_PRINT && event.eventNanos == nanos);
    }

    void execute(long tick, int day) {
        long atNanos = nanos;
        nanos = NONE;
        collect(atNanos, day);
        desk.at(tick, atNanos, false, day);
        // The first pool's cash is the account's less that of the others.
        long othersE8 = 0;
        for (int pool = 1; pool < cashE8.length; pool++) {
            cashE8[pool] = money.cashE8(pool);
            othersE8 = Math.addExact(othersE8, cashE8[pool]);
        }
        cashE8[0] = Math.subtractExact(ledger.cashE8(), othersE8);
        for (int i = 0; i < sales.size(); i++) {
            WorkingOrder order = sales.get(i);
            long beforeE8 = ledger.cashE8();
            fill(order, order.workable(), atNanos);
            int pool = pool(order);
            cashE8[pool] = Math.addExact(cashE8[pool], Math.subtractExact(ledger.cashE8(), beforeE8));
        }
        for (int pool = 0; pool < cashE8.length; pool++) {
            buy(pool, atNanos);
        }
        for (int i = 0; i < dead.size(); i++) {
            desk.cancel(dead.get(i), atNanos, ReportCode.EXPIRED);
        }
    }

    private void collect(long atNanos, int day) {
        sales.clear();
        buys.clear();
        dead.clear();
        for (int id : bySymbol) {
            Market market = markets[id];
            List<WorkingOrder> orders = book.of(id);
            boolean opened = market.openedDay == day && market.openedNanos == atNanos;
            for (int i = 0; i < orders.size(); i++) {
                WorkingOrder order = orders.get(i);
                if (order.terms.timeInForce == TimeInForce.AT_THE_OPEN && order.day <= day) {
                    add(order, market, opened);
                }
            }
        }
    }

    private void add(WorkingOrder order, Market market, boolean opened) {
        market.auction = true;
        market.gap = true;
        market.quoted = false;
        order.auctionE8 = opened ? model.atPrint(order, market, market.lastE8) : FillModel.NONE;
        if (order.auctionE8 == FillModel.NONE || order.workable() == 0) {
            dead.add(order);
        } else if (order.terms.side == Side.SELL) {
            sales.add(order);
        } else {
            buys.add(order);
        }
    }

    private void buy(int pool, long atNanos) {
        long costE8 = 0;
        long feesE8 = 0;
        for (int i = 0; i < buys.size(); i++) {
            WorkingOrder order = buys.get(i);
            if (pool(order) != pool) {
                continue;
            }
            costE8 = Math.addExact(costE8, FixedPoint.times(order.auctionE8, order.workable()));
            feesE8 = Math.addExact(feesE8, commissions.ofWholeOrderE8(order.workable(), order.auctionE8));
        }
        boolean pays = Math.addExact(costE8, feesE8) <= cashE8[pool];
        long spendableE8 = Math.max(0, Math.subtractExact(cashE8[pool], feesE8));
        for (int i = 0; i < buys.size(); i++) {
            WorkingOrder order = buys.get(i);
            if (pool(order) != pool) {
                continue;
            }
            long shares = order.workable();
            if (!pays) {
                long lot = lots[order.terms.instrumentId];
                shares = ExactRatio.floor(spendableE8, shares, costE8) / lot * lot;
            }
            fill(order, shares, atNanos);
        }
    }

    private void fill(WorkingOrder order, long shares, long atNanos) {
        boolean whole = shares == order.open();
        if (shares > 0) {
            desk.fill(order, shares, order.auctionE8, atNanos);
        }
        if (!whole) {
            desk.cancel(order, atNanos, ReportCode.NOT_PAID);
        }
    }
}
