package io.ringside.gateway.live;

import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import java.util.Arrays;

/**
 * Publishes the session's open and close: the close when the last bars have come, or a minute later if they do not. If
 * portfolios trade, {@link PortfolioDay} publishes the close, once the store has the session's bars.
 *
 * <p>Thread: session.
 */
final class SessionBounds {
    private static final long CLOSE_GRACE_NANOS = 60 * ExchangeCalendar.SECOND_NANOS;

    private final int day;
    private final TradingBooks books;
    /** Null without a portfolio. */
    private final PortfolioDay portfolio;

    private final long open;
    private final long close;
    private boolean openPublished;
    private volatile boolean closePublished;

    SessionBounds(int day, TradingBooks books, PortfolioDay portfolio, DayReplay replay) {
        this.day = day;
        this.books = books;
        this.portfolio = portfolio;
        open = books.calendar.openNanos(day);
        close = books.calendar.closeNanos(day);
        openPublished = replay.isOpenPublished();
        closePublished = replay.isClosePublished();
    }

    /**
     * Publishes what is due.
     *
     * @param ready whether orders can be sent
     */
    void work(long now, boolean ready, DayRing ring) {
        if (!openPublished && now >= open) {
            openPublished = true;
            ring.out().add().session(EventType.SESSION_OPEN, open, 0);
        }
        boolean over = now >= close && (barsAreClosed() || now >= close + CLOSE_GRACE_NANOS);
        if (portfolio == null && !closePublished && over) {
            closePublished = true;
            ring.out().add().session(EventType.SESSION_CLOSE, close, 0);
        } else if (portfolio != null && (now < close || over)) {
            // Prices of the session are published before its end.
            ring.flush();
            closePublished |= portfolio.work(now, ready, ring);
        }
    }

    private boolean barsAreClosed() {
        return Arrays.stream(books.feeds).allMatch(feed -> feed == null || feed.lastEndNanos() >= close);
    }

    /** Whether the date has changed, in the exchange's calendar. */
    boolean isOver() {
        return books.calendar.sessionDay(books.clock.getAsLong()) != day;
    }

    /** Whether the session has ended and nothing is left to do. */
    boolean isDone() {
        return closePublished;
    }
}
