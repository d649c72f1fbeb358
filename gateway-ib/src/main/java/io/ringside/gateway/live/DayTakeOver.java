package io.ringside.gateway.live;

import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import java.util.List;

/**
 * Publishes the carried state of the day before as the first events of the day's journal, except for events that an earlier,
 * interrupted start of the day has written already.
 *
 * <p>Thread: session.
 */
final class DayTakeOver {
    private static final String SINCE_DAY = " since ";
    /** Text of a latch or a halt that was carried over. */
    static final String SINCE = "(latched|halted)" + SINCE_DAY + "\\d{4}-.*";

    private final TradingBooks books;
    private final DayRing ring;
    private final EventOutbox out;
    /** How many of the events are in the journal already. */
    private int written;

    DayTakeOver(TradingBooks books, DayRing ring, int written) {
        this.books = books;
        this.ring = ring;
        this.written = written;
        out = ring.out();
    }

    /** Publishes the price history of portfolios; {@code past} is null if there was no day before. */
    void history(PortfolioDay portfolio, PortfolioDay.Past past) {
        int published = portfolio.publishHistory(past, written, ring);
        ring.flush();
        written = Math.max(0, written - published);
    }

    /** Publishes positions, orders, bars, and a latch or halt. */
    void carried(CarryOver carried) {
        long now = books.clock.getAsLong();
        int flag = EngineEvent.FLAG_CARRIED;
        out.add().account(now, flag, carried.cashE8(), 0, 0);
        for (Carried part : carried.parts()) {
            take(out.add()
                    .position(
                            part.instrumentId(),
                            now,
                            flag,
                            part.code(),
                            part.argument(),
                            part.orderRef(),
                            part.quantity(),
                            part.priceE8()));
        }
        for (int id = 0; id < carried.bars().size(); id++) {
            for (InstrumentFeed.PastBar bar : carried.bars().get(id)) {
                EngineEvent event = bar.into(out.add(), id, EngineEvent.FLAG_WARM_UP);
                books.prices.on(id, event.closeE8, event.eventNanos);
                if (isNew()) {
                    books.feeds[id].publishedBefore(event);
                }
            }
        }
        String since = SINCE_DAY + carried.journal().getFileName();
        if (carried.latched()) {
            out.add()
                    .control(EventType.CONDITION, now, Condition.BREAK.code(), 0)
                    .text("latched" + since);
        }
        if (carried.halted()) {
            out.add().control(EventType.COMMAND, now, Operator.HALT.code(), 0).text("halted" + since);
        }
        publish();
    }

    /** Publishes the corporate actions before the day's open. */
    void actions(List<CorporateActions.Action> actions) {
        for (CorporateActions.Action action : actions) {
            EngineEvent event = out.add();
            action.publish(event, books.clock.getAsLong(), 0);
            take(event);
            if (isNew()) {
                books.prices.onAction(event);
            }
        }
        publish();
    }

    private void take(EngineEvent event) {
        if (isNew()) {
            synchronized (books.table) {
                books.table.apply(event);
            }
        }
    }

    private boolean isNew() {
        return out.size() > written;
    }

    private void publish() {
        int all = out.size();
        out.dropFirst(Math.min(written, all));
        written = Math.max(0, written - all);
        ring.flush();
    }
}
