package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The market and session events of a feed in compact columns: read once, then shared by any number of runs and threads. A
 * bar with its open print takes 90 bytes. It holds inputs only, so that a run on a tape equals a run on its feed.
 *
 * <p>Thread: recorded by one; afterwards any number may read it.
 */
public final class MarketTape implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long CENT_E8 = 1_000_000;
    private static final EventType[] TYPES = EventType.values();

    /** Of each event: index of its first number, instrument, flags, type. One column, since they are read together. */
    private long[] heads = new long[1 << 12];

    private long[] numbers = new long[1 << 14];
    private int events;
    private int used;
    private int bars;
    private boolean synthetic;
    /** First event of each session, with one more at the end. */
    private int[] sessionStarts;

    private int[] sessionDays;

    private MarketTape() {}

    /** Reads a feed to its end, with the event capacities of an engine. */
    public static MarketTape of(MarketFeed feed, Engine engine) {
        var tape = new MarketTape();
        var draft = new EngineEvent(engine.bounds());
        tape.synthetic = feed.withTimer(engine.hearsTimer()).synthetic();
        while (feed.next(draft)) {
            tape.add(draft);
        }
        tape.end(engine.calendar());
        return tape;
    }

    /** A tape of events that come one by one, such as those of a journal. */
    static final class Recorder {
        private final MarketTape tape = new MarketTape();

        void add(EngineEvent event) {
            tape.add(event);
        }

        MarketTape end(ExchangeCalendar calendar, boolean synthetic) {
            tape.synthetic = synthetic;
            tape.end(calendar);
            return tape;
        }
    }

    /** How many events there are. */
    public int events() {
        return events;
    }

    /** How many bars there are, of all instruments. */
    public int bars() {
        return bars;
    }

    /** Whether any of the prices are synthetic. */
    public boolean synthetic() {
        return synthetic;
    }

    /** How many sessions there are. */
    public int sessions() {
        return sessionDays.length;
    }

    /** Day of a session, counted from 1970. */
    public int sessionDay(int session) {
        return sessionDays[session];
    }

    /** First event of a session; of the session after the last one, the number of events. */
    public int sessionStart(int session) {
        return sessionStarts[session];
    }

    /** What an event says. */
    public EventType type(int event) {
        return TYPES[(int) heads[event] & 0xff];
    }

    /** What it is about. */
    int instrument(int event) {
        return (int) (heads[event] >>> 16) & 0xffff;
    }

    /** When it happened. */
    public long nanos(int event) {
        return numbers[at(event)];
    }

    /** Whether it is for warming up only. */
    public boolean isWarmUp(int event) {
        return (flags(event) & EngineEvent.FLAG_WARM_UP) != 0;
    }

    /** Last price of a bar, at 1e-8. */
    long closeE8(int event) {
        return numbers[at(event) + 5];
    }

    /** Price of an open print or a trade, at 1e-8. */
    long openE8(int event) {
        return numbers[at(event) + 1];
    }

    /** First instant of a bar. */
    long startNanos(int event) {
        return numbers[at(event) + 1];
    }

    /** All of it as one run's data, as it was read. */
    public Window all() {
        return new Window(this, 0, 0, events, false);
    }

    /**
     * A part of the sessions as one run's data.
     *
     * @param warmFrom session from which indicators warm up
     * @param from session from which the run trades
     * @param to the session after the last one
     */
    public Window sessions(int warmFrom, int from, int to) {
        return new Window(this, sessionStarts[warmFrom], sessionStarts[from], sessionStarts[to], true);
    }

    /** Writes an event into a draft. */
    void load(int event, EngineEvent draft) {
        int i = at(event);
        int instrument = instrument(event);
        int flags = flags(event);
        EventType type = type(event);
        switch (type) {
            case BAR ->
                draft.bar(
                        instrument,
                        numbers[i + 1],
                        numbers[i],
                        numbers[i + 2],
                        numbers[i + 3],
                        numbers[i + 4],
                        numbers[i + 5],
                        numbers[i + 6],
                        flags);
            case OPEN_PRINT -> draft.openPrint(instrument, numbers[i], numbers[i + 1], flags);
            case TRADE -> draft.trade(instrument, numbers[i], numbers[i + 1], numbers[i + 2], flags);
            case QUOTE ->
                draft.quote(
                        instrument, numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4], flags);
            case SESSION_OPEN, SESSION_CLOSE -> draft.session(type, numbers[i], flags);
            case POSITION ->
                draft.position(
                        instrument,
                        numbers[i],
                        flags,
                        (int) numbers[i + 1],
                        numbers[i + 2],
                        numbers[i + 3],
                        numbers[i + 4],
                        numbers[i + 5]);
            case CORPORATE_ACTION -> {
                CorporateAction kind = CorporateAction.ofCode((int) numbers[i + 1]);
                switch (kind) {
                    case SPLIT -> draft.split(instrument, numbers[i], numbers[i + 2], numbers[i + 3], flags);
                    case DIVIDEND, DELISTING -> draft.payment(instrument, numbers[i], kind, numbers[i + 2], flags);
                    case SYMBOL_CHANGE ->
                        draft.symbolChange(
                                instrument, numbers[i], TickerText.of(numbers[i + 2], numbers[i + 3]), flags);
                }
            }
            case ACCOUNT -> draft.account(numbers[i], flags, numbers[i + 1], numbers[i + 2], numbers[i + 3]);
            default -> draft.control(type, numbers[i], (int) numbers[i + 1], numbers[i + 2]).flags = flags;
        }
    }

    /**
     * The same tape with other prices from an event on: every bar and tick by a factor of its own, in whole cents.
     *
     * @param seed chooses the prices
     */
    MarketTape alteredFrom(int event, long seed) {
        var copy = new MarketTape();
        copy.heads = heads;
        copy.numbers = numbers.clone();
        copy.events = events;
        copy.used = used;
        copy.bars = bars;
        copy.synthetic = true;
        copy.sessionStarts = sessionStarts;
        copy.sessionDays = sessionDays;
        var random = new SplittableRandom(seed);
        for (int i = event; i < events; i++) {
            int from = at(i) + 1;
            EventType type = type(i);
            int prices = type == EventType.BAR ? 4 : type == EventType.QUOTE ? 2 : 1;
            boolean priced = prices > 1 || type == EventType.OPEN_PRINT || type == EventType.TRADE;
            from += type == EventType.BAR ? 1 : 0;
            double factor = 0.7 + 0.6 * random.nextDouble();
            for (int k = from; priced && k < from + prices; k++) {
                long cents = Math.round(numbers[k] * factor / CENT_E8);
                copy.numbers[k] = numbers[k] == 0 ? 0 : Math.max(1, cents) * CENT_E8;
            }
        }
        return copy;
    }

    /** SHA-256 over all events, in hexadecimal. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] types = new byte[events];
            byte[] flags = new byte[events];
            for (int i = 0; i < events; i++) {
                types[i] = (byte) type(i).ordinal();
                flags[i] = (byte) flags(i);
            }
            sha256.update(types);
            sha256.update(flags);
            ByteBuffer block = ByteBuffer.allocate(1 << 16);
            for (int i = 0; i < used; i++) {
                block.putLong(numbers[i]);
                if (!block.hasRemaining() || i == used - 1) {
                    sha256.update(block.array(), 0, block.position());
                    block.clear();
                }
            }
            for (int i = 0; i < events; i++) {
                sha256.update((byte) instrument(i));
                sha256.update((byte) (instrument(i) >> 8));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    private void add(EngineEvent event) {
        if (events == heads.length) {
            heads = Arrays.copyOf(heads, 2 * events);
        }
        if (used + 8 > numbers.length) {
            if (numbers.length > 1 << 29) {
                throw new UserError("too much data for one run in memory; narrow it with --from and --to");
            }
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        heads[events++] = (long) used << 32
                | (event.instrumentId & 0xffffL) << 16
                | (event.flags & 0xffL) << 8
                | event.type.ordinal();
        numbers[used++] = event.eventNanos;
        switch (event.type) {
            case BAR -> {
                numbers[used++] = event.startNanos;
                numbers[used++] = event.openE8;
                numbers[used++] = event.highE8;
                numbers[used++] = event.lowE8;
                numbers[used++] = event.closeE8;
                numbers[used++] = event.volume;
                bars++;
            }
            case OPEN_PRINT -> numbers[used++] = event.priceE8;
            case TRADE -> {
                numbers[used++] = event.priceE8;
                numbers[used++] = event.quantity;
            }
            case QUOTE -> {
                numbers[used++] = event.bidE8;
                numbers[used++] = event.askE8;
                numbers[used++] = event.bidSize;
                numbers[used++] = event.askSize;
            }
            case SESSION_OPEN, SESSION_CLOSE -> {
                // They have only a time.
            }
            case TIMER, COMMAND, CONDITION -> {
                numbers[used++] = event.code;
                numbers[used++] = event.argument;
            }
            case POSITION -> {
                numbers[used++] = event.code;
                numbers[used++] = event.argument;
                numbers[used++] = event.orderRef;
                numbers[used++] = event.quantity;
                numbers[used++] = event.priceE8;
            }
            case CORPORATE_ACTION -> {
                numbers[used++] = event.code;
                // An event has either a quantity or a price.
                numbers[used++] = event.quantity != 0 ? event.quantity : event.priceE8;
                numbers[used++] = event.argument;
            }
            case ACCOUNT -> {
                numbers[used++] = event.priceE8;
                numbers[used++] = event.bidE8;
                numbers[used++] = event.askE8;
            }
            default -> throw new IllegalArgumentException(event.type + " is no market event");
        }
    }

    private void end(ExchangeCalendar calendar) {
        int[] starts = new int[16];
        int[] days = new int[16];
        int count = 0;
        for (int i = 0; i < events; i++) {
            int day = calendar.sessionDay(nanos(i));
            if (count == 0 || day != days[count - 1]) {
                if (count + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count + 2);
                    days = Arrays.copyOf(days, 2 * count + 2);
                }
                starts[count] = i;
                days[count++] = day;
            }
        }
        starts[count] = events;
        sessionStarts = Arrays.copyOf(starts, count + 1);
        sessionDays = Arrays.copyOf(days, count);
        heads = Arrays.copyOf(heads, events);
        numbers = Arrays.copyOf(numbers, used);
    }

    private int at(int event) {
        return (int) (heads[event] >>> 32);
    }

    private int flags(int event) {
        return (byte) (heads[event] >>> 8);
    }
}
