package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Market data of all instruments: the subscriptions to 5-second bars, history for warming up and for holes, the comparison
 * of bars with history afterwards, and whether prices still come.
 *
 * <p>Thread: the session's, but for the methods that say reader.
 */
public final class IbMarketData {
    /** Trading days hold 78 bars of five minutes; half days fewer. */
    private static final int BARS_A_DAY = 78;

    private static final long MILLI = 1_000_000L;
    private static final long RETRY_NANOS = 1_000 * MILLI;
    private static final int FETCHES_MAX = 10;
    private static final String BAR_SIZE = "5 mins";

    /** What one instrument's requests are about. */
    private static final class Line {
        private final InstrumentFeed feed;
        private int barsReqId;
        private int historyReqId;
        private boolean checking;
        private long historySentNanos;
        private int fetches;
        private long retryNanos;
        private long resubscribedNanos;
        private long checkedEndNanos;
        private boolean stale;

        private Line(InstrumentFeed feed) {
            this.feed = feed;
        }
    }

    private final LiveSettings settings;
    private final ExchangeCalendar calendar;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final EpochNanoClock wall;
    private final Line[] lines;
    private final TwsContract[] contracts;
    /** Shared with the reader. */
    private final Int2ObjectHashMap<Line> byRequest = new Int2ObjectHashMap<>();

    private TwsConnection connection;
    private TwsEncoder encoder;
    private RequestIds requestIds;
    private boolean suspended = true;
    private long speed = 1;

    public IbMarketData(
            LiveSettings settings,
            ExchangeCalendar calendar,
            LongSupplier clock,
            NanoClock monotonic,
            EpochNanoClock wall,
            List<Instrument> instruments,
            TwsContract[] contracts,
            long barNanos) {
        this.settings = settings;
        this.calendar = calendar;
        this.clock = clock;
        this.monotonic = monotonic;
        this.wall = wall;
        this.contracts = contracts;
        lines = instruments.stream()
                .map(one -> new Line(new InstrumentFeed(one, calendar, barNanos)))
                .toArray(Line[]::new);
    }

    /** The bars of an instrument. */
    public InstrumentFeed feed(int instrumentId) {
        return lines[instrumentId].feed;
    }

    /** How old the oldest instrument's last 5-second bar is, in nanoseconds of market time. */
    public long ageNanos() {
        long now = clock.getAsLong();
        long oldest = 0;
        for (Line line : lines) {
            oldest = Math.max(oldest, now - line.feed.lastHeardNanos());
        }
        return oldest;
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    /** Subscribes to all instruments, and fetches what is missing. */
    void resume(TwsConnection newConnection, TwsEncoder newEncoder, RequestIds newIds) {
        boolean same = connection == newConnection;
        connection = newConnection;
        encoder = newEncoder;
        requestIds = newIds;
        suspended = false;
        for (Line line : lines) {
            line.barsReqId = same ? line.barsReqId : 0;
            line.historyReqId = 0;
            line.fetches = 0;
            line.retryNanos = 0;
            subscribe(line);
        }
    }

    /** Begins streams again that have been silent for ten seconds. */
    void resumeSilent() {
        long now = clock.getAsLong();
        for (Line line : lines) {
            if (!suspended && now - line.feed.lastHeardNanos() > 10 * ExchangeCalendar.SECOND_NANOS) {
                subscribe(line);
            }
        }
    }

    /** Nothing comes any more, until {@link #resume}. */
    void suspend() {
        suspended = true;
        for (Line line : lines) {
            line.feed.unsubscribed();
            line.historyReqId = 0;
        }
    }

    /** Whether nothing is missing: decisions rest on all bars there were. */
    public boolean isWhole() {
        for (Line line : lines) {
            if (line.feed.needsPast()) {
                return false;
            }
        }
        return !suspended;
    }

    private void subscribe(Line line) {
        if (line.barsReqId != 0) {
            connection.send(encoder.cancelRealTimeBars(line.barsReqId));
            synchronized (byRequest) {
                byRequest.remove(line.barsReqId);
            }
        }
        line.barsReqId = requestIds.next();
        line.resubscribedNanos = monotonic.nanoTime();
        synchronized (byRequest) {
            byRequest.put(line.barsReqId, line);
        }
        line.feed.subscribed(clock.getAsLong());
        connection.send(encoder.reqRealTimeBars(line.barsReqId, contract(line), "TRADES", true));
    }

    // ---- From time to time ----------------------------------------------------------------------------------------

    /** Looks after all instruments. */
    void work(EventPublisher publisher) {
        long now = clock.getAsLong();
        long nanoTime = monotonic.nanoTime();
        for (Line line : lines) {
            line.feed.closeIfOver(now, graceNanos(line), publisher, wall.nanoTime());
            if (suspended) {
                continue;
            }
            if (line.historyReqId != 0) {
                if (nanoTime - line.historySentNanos > settings.requestTimeoutMs() * MILLI) {
                    historyFailed(line);
                }
            } else if (line.feed.needsPast() && nanoTime >= line.retryNanos) {
                fetch(line);
            } else if (isCheckDue(line, now)) {
                check(line);
            }
            watch(line, now, nanoTime, publisher);
        }
    }

    /** The grace is one of real time; the market's clock may run faster. */
    private long graceNanos(Line line) {
        return line.stale ? Long.MAX_VALUE / 4 : settings.barGraceMs() * MILLI * speed;
    }

    /** Market seconds a second. */
    public void speed(double marketSecondsPerSecond) {
        speed = Math.max(1, (long) Math.ceil(marketSecondsPerSecond));
    }

    private void fetch(Line line) {
        line.checking = false;
        request(line, duration(line));
    }

    private String duration(Line line) {
        long last = line.feed.lastEndNanos();
        long warmUpDays = settings.warmUpBars() / BARS_A_DAY + 2;
        if (last == 0) {
            return warmUpDays + " D";
        }
        long seconds = (clock.getAsLong() - last) / ExchangeCalendar.SECOND_NANOS;
        // After a long absence what the indicators need is enough.
        return seconds < 80_000
                ? Math.max(1_800, seconds + 600) + " S"
                : Math.min(warmUpDays, seconds / 86_400 + 2) + " D";
    }

    private boolean isCheckDue(Line line, long now) {
        long end = line.feed.lastEndNanos();
        return settings.barCheckMs() > 0
                && end > line.checkedEndNanos
                && now >= end + settings.barCheckMs() * MILLI
                && now < end + settings.barCheckMs() * MILLI + 3_600 * ExchangeCalendar.SECOND_NANOS;
    }

    private void check(Line line) {
        line.checking = true;
        line.checkedEndNanos = line.feed.lastEndNanos();
        request(line, "1800 S");
    }

    private void request(Line line, String duration) {
        line.historyReqId = requestIds.next();
        line.historySentNanos = monotonic.nanoTime();
        line.feed.fetchBegins();
        synchronized (byRequest) {
            byRequest.put(line.historyReqId, line);
        }
        connection.send(encoder.reqHistoricalData(
                line.historyReqId, contract(line), "", BAR_SIZE, duration, "TRADES", true, false));
    }

    private TwsContract contract(Line line) {
        return contracts[line.feed.instrument().id()];
    }

    private void watch(Line line, long now, long nanoTime, EventPublisher publisher) {
        boolean due = calendar.isRegular(now)
                && now - calendar.openNanos(calendar.localDay(now)) > settings.feedStaleMs() * MILLI;
        boolean silent = now - line.feed.lastHeardNanos() > settings.feedStaleMs() * MILLI;
        if (due && silent && !line.stale) {
            stale(line, true, now, publisher);
        } else if (line.stale && !silent) {
            stale(line, false, now, publisher);
        }
        if (line.stale && nanoTime - line.resubscribedNanos > settings.requestTimeoutMs() * MILLI) {
            subscribe(line);
        }
    }

    private void stale(Line line, boolean on, long now, EventPublisher publisher) {
        line.stale = on;
        Condition condition = on ? Condition.FEED_STALE : Condition.FEED_FRESH;
        int id = line.feed.instrument().id();
        publisher.draft().control(EventType.CONDITION, now, condition.code(), id);
        publisher.publish();
    }

    // ---- Answers --------------------------------------------------------------------------------------------------

    /** Reader: the instrument that a request is about, -1 if it is none of ours. */
    int instrumentOf(int reqId) {
        Line line = line(reqId);
        return line == null ? -1 : line.feed.instrument().id();
    }

    /** Reader: a 5-second bar. */
    void realTimeBar(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volume,
            EventPublisher publisher) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.part(startNanos, openE8, highE8, lowE8, closeE8, volume, publisher, wall.nanoTime());
        }
    }

    /** Reader: a bar of the past. */
    void historicalBar(int reqId, long startNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.fetched(startNanos, openE8, highE8, lowE8, closeE8, volume);
        }
    }

    /** All bars of an answer have come. */
    void historyEnds(int reqId, EventPublisher publisher) {
        Line line = forget(reqId);
        if (line == null) {
            return;
        }
        long now = clock.getAsLong();
        if (line.checking) {
            line.feed.checkEnds(now, publisher, wall.nanoTime());
        } else if (line.feed.fetchEnds(settings.warmUpBars(), now, publisher, wall.nanoTime())) {
            line.fetches = 0;
        } else {
            again(line);
        }
    }

    /** The broker refused a request, or a subscription has ended; false if the id is none of ours. */
    boolean refused(int reqId) {
        Line line = line(reqId);
        if (line == null) {
            return false;
        }
        if (reqId == line.historyReqId) {
            historyFailed(line);
        } else if (reqId == line.barsReqId) {
            line.feed.unsubscribed();
            line.resubscribedNanos = monotonic.nanoTime();
        }
        return true;
    }

    private void historyFailed(Line line) {
        forget(line.historyReqId);
        again(line);
    }

    /** History is late by a while after a bar's end; a bar that nobody traded in is never there. */
    private void again(Line line) {
        line.retryNanos = monotonic.nanoTime() + RETRY_NANOS;
        if (!line.checking && ++line.fetches >= FETCHES_MAX && line.feed.lastEndNanos() != 0) {
            line.fetches = 0;
            line.feed.acceptHole();
        }
    }

    private Line line(int reqId) {
        synchronized (byRequest) {
            return byRequest.get(reqId);
        }
    }

    private Line forget(int reqId) {
        synchronized (byRequest) {
            Line line = byRequest.remove(reqId);
            if (line != null && line.historyReqId == reqId) {
                line.historyReqId = 0;
            }
            return line;
        }
    }
}
