package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.AsciiText;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.UtcText;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.market.InstrumentFeed;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Market data of all instruments: the subscriptions to 5-second bars or trades, history for warm-up and gaps, the later
 * comparison of bars with history, and the check that prices still come.
 *
 * <p>Thread: the session's, but for the methods that say reader.
 */
final class IbMarketData {
    private static final long MILLI = 1_000_000L;
    /** Pause between repeated requests for history that is not there yet, or for a silent stream, at first and at most. */
    private static final long RETRY_NANOS = 1_000 * MILLI;

    private static final long RETRY_MAX_NANOS = 60_000 * MILLI;
    /** How often a gap is requested: after half a minute history has all there is. */
    private static final int FETCHES_MAX = 5;
    /** Least part of a session's bars in a history answer: bars without trades are missing. */
    private static final int BARS_LEAST_PERCENT = 75;
    /** Size of the bars in which live bars are compared with history. */
    private static final long CHECK_NANOS = 5 * ExchangeCalendar.MINUTE_NANOS;

    private static final String CHECK_BAR_SIZE = "5 mins";
    private static final String CHECK_DURATION = "1800 S";
    private static final int NO_DATA = 162;
    private static final int UNREPORTED = 2;
    /** Shortest pause after a refusal. */
    private static final long REFUSED_NANOS = 10_000 * MILLI;

    private static final int END_LENGTH = 17;
    private static final int DAY_SECONDS = 86_400;

    /** The state of one instrument's requests. */
    private static final class Line {
        private final InstrumentFeed feed;
        private int streamReqId;
        private int historyReqId;
        private boolean checking;
        private long historySentNanos;
        private int fetches;
        /** Market time of the last request, and of the next one at the earliest. */
        private long triedNanos;

        private long retryNanos;
        private long pauseNanos = RETRY_NANOS;
        private long resubscribedNanos;
        private int resubscriptions;
        private final DataTrouble trouble;
        private long checkedEndNanos;
        private boolean stale;

        private Line(InstrumentFeed feed, DataTrouble trouble) {
            this.feed = feed;
            this.trouble = trouble;
        }

        private boolean mayAsk(long now) {
            // A clock that was set back must not delay it.
            return now >= retryNanos || now < triedNanos;
        }

        private void pause(long now, long nanos) {
            triedNanos = now;
            retryNanos = now + nanos;
        }
    }

    private final LiveSettings settings;
    private final ExchangeCalendar calendar;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final Line[] lines;
    private final TwsContract[] contracts;
    /** Shared with the reader. */
    private final Int2ObjectHashMap<Line> byRequest = new Int2ObjectHashMap<>();

    private final boolean byTrades;
    private final AsciiText endText = new AsciiText(END_LENGTH);
    private final PacedHistory history;
    private final HaltWatch halts;
    private TwsLink link;
    private boolean suspended = true;

    /**
     * @param contracts the broker's contract of each instrument; filled in as they are looked up
     * @param pacesHistory whether history requests are paced by the broker's rules
     */
    IbMarketData(TradingBooks books, TwsContract[] contracts, boolean pacesHistory) {
        this.contracts = contracts;
        settings = books.settings;
        calendar = books.calendar;
        clock = books.clock;
        monotonic = books.monotonic;
        byTrades = books.byTrades;
        history = new PacedHistory(pacesHistory);
        lines = Arrays.stream(books.feeds)
                .filter(Objects::nonNull)
                .map(feed -> new Line(
                        feed, new DataTrouble(feed.instrument().symbol(), settings.dataAlarmMs(), books.alarms::raise)))
                .toArray(Line[]::new);
        halts = new HaltWatch(
                Arrays.stream(lines).map(line -> line.feed.instrument()).toList(), clock, books.alarms::raise);
    }

    /** Whether there are no live prices: those of a portfolio come from its store. */
    boolean isUnused() {
        return lines.length == 0;
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    /** Subscribes to all instruments and fetches missing bars. */
    void resume(TwsLink newLink) {
        boolean same = link != null && link.connection() == newLink.connection();
        link = newLink;
        suspended = false;
        if (settings.halts() && same) {
            halts.resubscribe(link, contracts);
        } else if (settings.halts()) {
            halts.subscribe(link, contracts);
        }
        for (Line line : lines) {
            line.streamReqId = same ? line.streamReqId : 0;
            line.historyReqId = 0;
            line.fetches = 0;
            line.retryNanos = 0;
            line.pauseNanos = RETRY_NANOS;
            line.resubscriptions = 0;
            subscribe(line);
        }
    }

    /** Subscribes again to streams that have been silent for ten seconds. */
    void resumeSilent() {
        long now = clock.getAsLong();
        for (Line line : lines) {
            if (!suspended && now - line.feed.lastHeardNanos() > 10 * ExchangeCalendar.SECOND_NANOS) {
                subscribe(line);
            }
        }
    }

    /** Stops all streams until {@link #resume}. */
    void suspend() {
        suspended = true;
        history.disconnected();
        for (Line line : lines) {
            line.feed.unsubscribed();
            line.historyReqId = 0;
        }
    }

    /** Whether no bars are missing, so that decisions rest on complete data. */
    boolean isWhole() {
        for (Line line : lines) {
            if (line.feed.needsPast()) {
                return false;
            }
        }
        return !suspended;
    }

    private void subscribe(Line line) {
        if (line.streamReqId != 0) {
            link.send(
                    byTrades
                            ? link.encoder().cancelTickByTick(line.streamReqId)
                            : link.encoder().cancelRealTimeBars(line.streamReqId));
            synchronized (byRequest) {
                byRequest.remove(line.streamReqId);
            }
        }
        line.streamReqId = link.nextId();
        line.resubscribedNanos = monotonic.nanoTime();
        synchronized (byRequest) {
            byRequest.put(line.streamReqId, line);
        }
        line.feed.subscribed(clock.getAsLong());
        link.send(
                byTrades
                        ? link.encoder().reqTickByTick(line.streamReqId, contract(line), "AllLast")
                        : link.encoder().reqRealTimeBars(line.streamReqId, contract(line), "TRADES", true));
    }

    // ---- From time to time ----------------------------------------------------------------------------------------

    /** Does what is due for each instrument. */
    void work(EventPublisher publisher) {
        long now = clock.getAsLong();
        long nanoTime = monotonic.nanoTime();
        for (Line line : lines) {
            if (suspended) {
                line.trouble.look(false, false, false, nanoTime);
                continue;
            }
            if (line.historyReqId != 0) {
                if (nanoTime - line.historySentNanos > settings.requestTimeoutMs() * MILLI) {
                    historyFailed(line, publisher);
                }
            } else if (line.feed.needsPast() && line.mayAsk(now)) {
                fetch(line, now, publisher);
            } else if (isCheckDue(line, now) && line.mayAsk(now)) {
                check(line, now);
            }
            watch(line, now, nanoTime, publisher);
        }
    }

    private void fetch(Line line, long now, EventPublisher publisher) {
        HistoryPlan.Span span = line.feed.missing(now, publisher, EventOutbox.WALL.nanoTime());
        if (span == null) {
            line.fetches = 0;
            line.pause(now, RETRY_NANOS);
            return;
        }
        line.checking = false;
        // An empty end means "now", which includes the newest bars; an end in the past is kept.
        endText.clear();
        if (span.toNanos() < now - now % HistoryPlan.PART_NANOS) {
            UtcText.write(span.toNanos(), endText);
        }
        request(line, endText, span.sizeNanos(), span.barSize(), span.duration(), now);
    }

    private boolean isCheckDue(Line line, long now) {
        long end = checkableEnd(line);
        return settings.barCheckMs() > 0
                && end > line.checkedEndNanos
                && now >= end + settings.barCheckMs() * MILLI
                && now < end + settings.barCheckMs() * MILLI + 3_600 * ExchangeCalendar.SECOND_NANOS;
    }

    private void check(Line line, long now) {
        long end = checkableEnd(line);
        if (request(line, "", CHECK_NANOS, CHECK_BAR_SIZE, CHECK_DURATION, now)) {
            line.checking = true;
            line.checkedEndNanos = end;
            line.feed.checkBegins();
        }
    }

    /** End of the last complete bar that can be compared with history. */
    private static long checkableEnd(Line line) {
        long end = line.feed.lastEndNanos();
        return end - Math.floorMod(end, CHECK_NANOS);
    }

    /** Requests historical bars if the broker's pacing rules allow it now; returns whether it did. */
    private boolean request(Line line, CharSequence end, long sizeNanos, String barSize, String duration, long now) {
        TwsContract contract = contract(line);
        long delay = history.take(contract, seconds(sizeNanos), end + " " + duration, now);
        if (delay > 0) {
            line.pause(now, Math.min(delay, RETRY_MAX_NANOS));
            return false;
        }
        line.historyReqId = link.nextId();
        line.historySentNanos = monotonic.nanoTime();
        synchronized (byRequest) {
            byRequest.put(line.historyReqId, line);
        }
        link.send(link.encoder()
                .reqHistoricalData(line.historyReqId, contract, end, barSize, duration, "TRADES", true, false));
        return true;
    }

    private static int seconds(long sizeNanos) {
        return sizeNanos == HistoryPlan.SESSION ? DAY_SECONDS : (int) (sizeNanos / ExchangeCalendar.SECOND_NANOS);
    }

    private TwsContract contract(Line line) {
        return contracts[line.feed.instrument().id()];
    }

    private void watch(Line line, long now, long nanoTime, EventPublisher publisher) {
        long staleNanos = settings.feedStaleMs() * MILLI;
        boolean due = calendar.isRegular(now) && now - calendar.openNanos(calendar.localDay(now)) > staleNanos;
        boolean silent = now - line.feed.lastHeardNanos() > staleNanos;
        boolean missing = now - line.feed.lastPriceNanos() > staleNanos;
        if (due && silent && !line.stale) {
            stale(line, true, now, publisher);
        } else if (line.stale && !missing) {
            stale(line, false, now, publisher);
        }
        line.resubscriptions = missing ? line.resubscriptions : 0;
        if (line.stale && nanoTime - line.resubscribedNanos > resubscriptionPause(line)) {
            line.resubscriptions++;
            subscribe(line);
        }
        line.trouble.look(
                due, missing && !halts.isHalted(line.feed.instrument().id()), line.feed.needsPast(), nanoTime);
    }

    /** The first pauses are as short as an answer takes; after a refusal they are longer. */
    private long resubscriptionPause(Line line) {
        long first = settings.requestTimeoutMs() * MILLI;
        return Math.max(first, Math.min(RETRY_MAX_NANOS, first << Math.min(line.resubscriptions, 8)));
    }

    private void stale(Line line, boolean on, long now, EventPublisher publisher) {
        line.stale = on;
        Condition condition = on ? Condition.FEED_STALE : Condition.FEED_FRESH;
        int id = line.feed.instrument().id();
        publisher.draft().control(EventType.CONDITION, now, condition.code(), id);
        publisher.publish();
    }

    // ---- Answers --------------------------------------------------------------------------------------------------

    /** Reader: the instrument of a request id, -1 if it is not one of ours. */
    int instrumentOf(int reqId) {
        Line line = line(reqId);
        return line == null ? -1 : line.feed.instrument().id();
    }

    /** Whether a 5-second bar of every instrument was accepted since then. */
    boolean isHeardSince(long nanos) {
        for (Line line : lines) {
            if (line.feed.lastPriceNanos() < nanos) {
                return false;
            }
        }
        return lines.length > 0;
    }

    /** Whether the exchange has halted an instrument, by the broker's last tick. Any thread. */
    boolean isHalted(int instrumentId) {
        return halts.isHalted(instrumentId);
    }

    /** Reader: handles a generic tick. */
    void tickGeneric(int reqId, int tickType, long valueE8, EventPublisher publisher) {
        halts.tick(reqId, tickType, valueE8, publisher);
    }

    /** Reader: handles a 5-second bar. */
    void realTimeBar(int reqId, InstrumentFeed.PastBar bar, EventPublisher publisher) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.part(bar, publisher, EventOutbox.WALL.nanoTime());
        }
    }

    /** Reader: handles a trade. */
    void trade(int reqId, long nanos, long priceE8, long size, int attributes, EventPublisher publisher) {
        Line line = line(reqId);
        if (line != null) {
            // Odd lots and late reports do not set the price.
            int flags = (attributes & UNREPORTED) != 0 ? EngineEvent.FLAG_VOLUME_ONLY : 0;
            line.feed.trade(nanos, priceE8, size, flags, publisher, EventOutbox.WALL.nanoTime());
        }
    }

    /** Reader: handles a historical bar. */
    void historicalBar(int reqId, InstrumentFeed.PastBar bar) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.fetched(bar);
        }
    }

    /** Handles the end of a history answer. */
    void historyEnds(int reqId, EventPublisher publisher) {
        Line line = forget(reqId);
        if (line == null) {
            return;
        }
        if (line.checking) {
            line.feed.checkEnds(clock.getAsLong(), publisher, EventOutbox.WALL.nanoTime());
        } else {
            filled(line, publisher);
        }
    }

    private void filled(Line line, EventPublisher publisher) {
        long bars = line.feed.fetchedBars();
        boolean starting = line.feed.isStarting();
        HistoryPlan.Span span = line.feed.asked();
        if (line.feed.fetchEnds(clock.getAsLong(), publisher, EventOutbox.WALL.nanoTime())) {
            line.fetches = 0;
            line.pauseNanos = RETRY_NANOS;
            long expected = starting ? line.feed.expectedBars(span) : 0;
            if (bars * 100 < expected * BARS_LEAST_PERCENT) {
                line.trouble.fewer(bars, expected, span.barSize());
            }
        } else {
            again(line, publisher);
        }
    }

    /** Notes a message that may explain why prices or historical bars do not come. */
    void noteMessage(int code, String text) {
        for (Line line : lines) {
            line.trouble.pricesRefused(code, text, monotonic.nanoTime());
            line.trouble.pastRefused(code, text, monotonic.nanoTime());
        }
    }

    /** Handles a refused request or an ended subscription; false if the id is not one of ours. */
    boolean refused(int reqId, int code, String text, EventPublisher publisher) {
        Line line = line(reqId);
        if (line == null) {
            return halts.isOurs(reqId);
        }
        if (reqId == line.historyReqId && code == NO_DATA && text.contains("no data")) {
            // "No data" is an answer as well: nothing was traded then.
            forget(reqId);
            if (!line.checking) {
                filled(line, publisher);
            }
        } else if (reqId == line.historyReqId) {
            line.trouble.pastRefused(code, text, monotonic.nanoTime());
            // After a refusal, unlike a silence, the next second will not change the answer.
            line.pauseNanos = Math.max(line.pauseNanos, REFUSED_NANOS);
            historyFailed(line, publisher);
        } else if (reqId == line.streamReqId) {
            line.trouble.pricesRefused(code, text, monotonic.nanoTime());
            line.feed.unsubscribed();
            line.resubscribedNanos = monotonic.nanoTime();
        }
        return true;
    }

    private void historyFailed(Line line, EventPublisher publisher) {
        forget(line.historyReqId);
        again(line, publisher);
    }

    /** Requests a gap again, up to a bound: history lags behind the bar's end, and bars without trades never come. */
    private void again(Line line, EventPublisher publisher) {
        line.pause(clock.getAsLong(), line.pauseNanos);
        line.pauseNanos = Math.min(RETRY_MAX_NANOS, 2 * line.pauseNanos);
        if (!line.checking && ++line.fetches >= FETCHES_MAX && line.feed.lastEndNanos() != 0) {
            line.fetches = 0;
            line.feed.acceptHole(clock.getAsLong(), publisher, EventOutbox.WALL.nanoTime());
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
                history.closed();
            }
            return line;
        }
    }
}
