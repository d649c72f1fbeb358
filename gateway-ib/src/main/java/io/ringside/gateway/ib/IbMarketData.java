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
 * Market data of all instruments: the subscriptions to 5-second bars or trades, history for warming up and for holes, the
 * comparison of bars with history afterwards, and whether prices still come.
 *
 * <p>Thread: the session's, but for the methods that say reader.
 */
final class IbMarketData {
    private static final long MILLI = 1_000_000L;
    /** Between requests for what was not there yet, at first and at most; of prices that do not come likewise. */
    private static final long RETRY_NANOS = 1_000 * MILLI;

    private static final long RETRY_MAX_NANOS = 60_000 * MILLI;
    /** So often a hole is asked for: in half a minute history has what there is. */
    private static final int FETCHES_MAX = 5;
    /** Of the bars that there are times for, a broker's answer has so many at least: not in all of them is traded. */
    private static final int BARS_LEAST_PERCENT = 75;
    /** Bars that were heard are compared with history in bars of this size. */
    private static final long CHECK_NANOS = 5 * ExchangeCalendar.MINUTE_NANOS;

    private static final String CHECK_BAR_SIZE = "5 mins";
    private static final String CHECK_DURATION = "1800 S";
    private static final int NO_DATA = 162;
    private static final int UNREPORTED = 2;
    /** The least pause after a refusal. */
    private static final long REFUSED_NANOS = 10_000 * MILLI;

    private static final int END_LENGTH = 17;
    private static final int DAY_SECONDS = 86_400;

    /** What one instrument's requests are about. */
    private static final class Line {
        private final InstrumentFeed feed;
        private int streamReqId;
        private int historyReqId;
        private boolean checking;
        private long historySentNanos;
        private int fetches;
        /** Market time of the last request, and before which there is no other. */
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
            // A clock that was set back must not make it wait.
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
     * @param contracts what each instrument is called at the broker; filled in as they become known
     * @param pacesHistory whether requests for bars of the past keep to the broker's rules
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

    /** Whether no prices are heard: those of a portfolio come from its store. */
    boolean isUnused() {
        return lines.length == 0;
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    /** Subscribes to all instruments, and fetches what is missing. */
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
        history.disconnected();
        for (Line line : lines) {
            line.feed.unsubscribed();
            line.historyReqId = 0;
        }
    }

    /** Whether nothing is missing: decisions rest on all bars there were. */
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

    /** Looks after all instruments. */
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
        // "Now" brings what has just arisen as well; an end that is in the past is never moved.
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

    /** End of the last whole bar of the size in which bars are compared. */
    private static long checkableEnd(Line line) {
        long end = line.feed.lastEndNanos();
        return end - Math.floorMod(end, CHECK_NANOS);
    }

    /** Asks for bars of the past, if the broker's rules allow it by now; whether it was asked. */
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

    /** The first ones follow each other as fast as an answer could be there; whoever is refused need not ask so often. */
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

    /** Reader: the instrument that a request is about, -1 if it is none of ours. */
    int instrumentOf(int reqId) {
        Line line = line(reqId);
        return line == null ? -1 : line.feed.instrument().id();
    }

    /** Whether a 5-second bar of every instrument was believed since then. */
    boolean isHeardSince(long nanos) {
        for (Line line : lines) {
            if (line.feed.lastPriceNanos() < nanos) {
                return false;
            }
        }
        return lines.length > 0;
    }

    /** Whether the exchange has halted an instrument, by what the broker told last. Any thread. */
    boolean isHalted(int instrumentId) {
        return halts.isHalted(instrumentId);
    }

    /** Reader: a number of a market-data subscription. */
    void tickGeneric(int reqId, int tickType, long valueE8, EventPublisher publisher) {
        halts.tick(reqId, tickType, valueE8, publisher);
    }

    /** Reader: a 5-second bar. */
    void realTimeBar(int reqId, InstrumentFeed.PastBar bar, EventPublisher publisher) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.part(bar, publisher, EventOutbox.WALL.nanoTime());
        }
    }

    /** Reader: a trade. */
    void trade(int reqId, long nanos, long priceE8, long size, int attributes, EventPublisher publisher) {
        Line line = line(reqId);
        if (line != null) {
            // Odd lots and late reports make no price.
            int flags = (attributes & UNREPORTED) != 0 ? EngineEvent.FLAG_VOLUME_ONLY : 0;
            line.feed.trade(nanos, priceE8, size, flags, publisher, EventOutbox.WALL.nanoTime());
        }
    }

    /** Reader: a bar of the past. */
    void historicalBar(int reqId, InstrumentFeed.PastBar bar) {
        Line line = line(reqId);
        if (line != null) {
            line.feed.fetched(bar);
        }
    }

    /** All bars of an answer have come. */
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

    /** The broker has said something that may be why prices or bars of the past do not come. */
    void said(int code, String text) {
        for (Line line : lines) {
            line.trouble.pricesRefused(code, text, monotonic.nanoTime());
            line.trouble.pastRefused(code, text, monotonic.nanoTime());
        }
    }

    /** The broker refused a request, or a subscription has ended; false if the id is none of ours. */
    boolean refused(int reqId, int code, String text, EventPublisher publisher) {
        Line line = line(reqId);
        if (line == null) {
            return halts.isOurs(reqId);
        }
        if (reqId == line.historyReqId && code == NO_DATA && text.contains("no data")) {
            // An answer as well: nothing was traded then.
            forget(reqId);
            if (!line.checking) {
                filled(line, publisher);
            }
        } else if (reqId == line.historyReqId) {
            line.trouble.pastRefused(code, text, monotonic.nanoTime());
            // A refusal says more than a silence: it will not be otherwise in a second.
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

    /** History is late by a while after a bar's end; what nobody traded in is never there. */
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
