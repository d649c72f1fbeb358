package io.ringside.engine.event;

import java.nio.charset.StandardCharsets;

/**
 * One slot of the ring: an input event and what each stage derived from it. Mutable, preallocated, primitive; fields are
 * grouped by the stage that writes them.
 *
 * <p>Times are UTC nanoseconds since 1970, prices {@code long} at 1e-8, quantities shares.
 */
public final class EngineEvent {
    /** The event is from before trading begins: indicators are updated, nothing is decided on it. */
    public static final int FLAG_WARM_UP = 1;
    /** A trade whose condition keeps it out of a bar's prices (odd lot, late report); its volume counts. */
    public static final int FLAG_VOLUME_ONLY = 2;
    /** POSITION, ACCOUNT: the state at the end of an earlier session's journal, and not a report of the broker's. */
    public static final int FLAG_CARRIED = 4;
    /** POSITION: an operator has adopted the broker's position; the quantity is what that adds to the book. */
    public static final int FLAG_ADOPTED = 8;

    /** BAR: a whole session's bar for portfolios only, since its prices have already come in smaller bars or trades. */
    public static final int FLAG_PORTFOLIO_ONLY = 16;

    /** Longest text: an execution id, a broker's reason. */
    public static final int TEXT_MAX = 64;

    // ---- Ingress: written by the producer -------------------------------------------------------------------------

    /** Kind of the event. */
    public EventType type = EventType.TIMER;
    /** {@code FLAG_} bits. */
    public int flags;
    /** Index of the instrument; 0 for events without one. */
    public int instrumentId;
    /** When it happened. */
    public long eventNanos;
    /** Wall clock when it entered the process, 0 in back tests. Never reaches a decision. */
    public long ingressNanos;

    /** BAR: first instant of the bar. */
    public long startNanos;
    /** BAR: first price. */
    public long openE8;
    /** BAR: highest price. */
    public long highE8;
    /** BAR: lowest price. */
    public long lowE8;
    /** BAR: last price. */
    public long closeE8;
    /** BAR: shares traded. */
    public long volume;

    /** OPEN_PRINT, TRADE, FILL: the price. POSITION: average cost. ACCOUNT: net liquidation. */
    public long priceE8;
    /** TRADE, FILL: shares, positive. POSITION: shares, signed. */
    public long quantity;

    /** QUOTE: best bid. ACCOUNT: buying power. */
    public long bidE8;
    /** QUOTE: best offer. ACCOUNT: available funds. */
    public long askE8;
    /** QUOTE: shares at the bid. */
    public long bidSize;
    /** QUOTE: shares at the offer. */
    public long askSize;

    /** Order reports: the engine's reference, 0 for an order that is not ours. POSITION: what was carried over. */
    public long orderRef;
    /** Order reports: the broker's id of the order (permId), 0 if unknown. */
    public long brokerOrderId;
    /** FILL: side of the execution. */
    public Side side = Side.NONE;
    /** Order reports: shares still open. */
    public long leaves;
    /** FILL, COMMISSION: money charged, at 1e-8; negative is a rebate. */
    public long commissionE8;
    /** FILL: money by which the price was worse than the model's reference, at 1e-8; simulated fills only. */
    public long slippageE8;
    /** Order reports, COMMAND, CONDITION, TIMER, POSITION: a code whose meaning depends on the type. */
    public int code;
    /** COMMAND, CONDITION, POSITION: a number that goes with the code. */
    public long argument;
    /** How many bytes of {@link #text} count. */
    public int textLength;
    /** Execution id, broker's reason, operator's note: ASCII. */
    public final byte[] text = new byte[TEXT_MAX];

    // ---- Set when the event enters the pipeline -------------------------------------------------------------------

    /** Place in the journal's total order. */
    public long sequence;
    /** Days since 1970 of the session the event belongs to, in the exchange's calendar. */
    public int sessionDay;
    /** Bit n is set when stage n has done its work; a stage that finds its predecessor's bit missing stops the engine. */
    public int stagesDone;

    // ---- Indicator stage ------------------------------------------------------------------------------------------

    /** How many of {@link #bars} closed on this event. */
    public int barCount;
    /** Bars that closed. */
    public final Bar[] bars;
    /** How many of {@link #updates} are present. */
    public int updateCount;
    /** Strategy inputs that closed. */
    public final Update[] updates;
    /** How many of {@link #values} are present. */
    public int valueCount;
    /** Indicator values of all updates. */
    public final double[] values;
    /** Wall clock after the stage, 0 in back tests. */
    public long indicatorNanos;

    // ---- Signal stage ---------------------------------------------------------------------------------------------

    /** How many of {@link #signals} are present. */
    public int signalCount;
    /** Signals of strategies, at most one an update or trade. */
    public final Signal[] signals;
    /** How many of {@link #standings} are present. */
    public int standingCount;
    /** A part of a portfolio's ranking. */
    public final Standing[] standings;
    /** How many names of the ranking are still to come on events that continue this one. */
    public int standingsLeft;
    /** Wall clock after the stage, 0 in back tests. */
    public long signalNanos;

    // ---- Risk stage -----------------------------------------------------------------------------------------------

    /** How many of {@link #verdicts} are present. */
    public int verdictCount;
    /** The risk stage's decision on each signal. */
    public final Verdict[] verdicts;
    /** How many of {@link #intents} are present. */
    public int intentCount;
    /** Orders to place, modify or cancel. */
    public final Intent[] intents;
    /** How many verdicts and intents of a rebalancing are still to come on events that continue this one. */
    public int decisionsLeft;
    /** Wall clock after the stage, 0 in back tests. */
    public long riskNanos;

    /** A slot with room for the given bounds. */
    public EngineEvent(Bounds bounds) {
        bars = new Bar[bounds.bars()];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new Bar();
        }
        updates = new Update[bounds.updates()];
        signals = new Signal[bounds.updates()];
        for (int i = 0; i < updates.length; i++) {
            updates[i] = new Update();
            signals[i] = new Signal();
        }
        verdicts = new Verdict[bounds.verdicts()];
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = new Verdict();
        }
        standings = new Standing[bounds.standings()];
        for (int i = 0; i < standings.length; i++) {
            standings[i] = new Standing();
        }
        values = new double[bounds.values()];
        intents = new Intent[bounds.intents()];
        for (int i = 0; i < intents.length; i++) {
            intents[i] = new Intent();
        }
    }

    // ---- Producers: one method a type sets all fields that the type has -------------------------------------------

    /** First trade of a bar, at the bar's start. */
    public EngineEvent openPrint(int instrumentId, long eventNanos, long priceE8, int flags) {
        begin(EventType.OPEN_PRINT, instrumentId, eventNanos, flags);
        this.priceE8 = priceE8;
        return this;
    }

    /** A whole bar; its event time is its end. */
    public EngineEvent bar(
            int instrumentId,
            long startNanos,
            long endNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volume,
            int flags) {
        begin(EventType.BAR, instrumentId, endNanos, flags);
        this.startNanos = startNanos;
        this.openE8 = openE8;
        this.highE8 = highE8;
        this.lowE8 = lowE8;
        this.closeE8 = closeE8;
        this.volume = volume;
        return this;
    }

    /** One trade. */
    public EngineEvent trade(int instrumentId, long eventNanos, long priceE8, long quantity, int flags) {
        begin(EventType.TRADE, instrumentId, eventNanos, flags);
        this.priceE8 = priceE8;
        this.quantity = quantity;
        return this;
    }

    /** Best bid and offer. */
    public EngineEvent quote(
            int instrumentId, long eventNanos, long bidE8, long askE8, long bidSize, long askSize, int flags) {
        begin(EventType.QUOTE, instrumentId, eventNanos, flags);
        this.bidE8 = bidE8;
        this.askE8 = askE8;
        this.bidSize = bidSize;
        this.askSize = askSize;
        return this;
    }

    /** The regular session begins or is over. */
    public EngineEvent session(EventType type, long eventNanos, int flags) {
        begin(type, 0, eventNanos, flags);
        return this;
    }

    /** Continues the event before, whose results did not fit into one slot. */
    public EngineEvent continued(long eventNanos, int flags) {
        begin(EventType.CONTINUE, 0, eventNanos, flags);
        return this;
    }

    /** A split: one share becomes {@code numerator / denominator} shares before the session opens. */
    public EngineEvent split(int instrumentId, long eventNanos, long numerator, long denominator, int flags) {
        begin(EventType.CORPORATE_ACTION, instrumentId, eventNanos, flags);
        code = CorporateAction.SPLIT.code();
        quantity = numerator;
        argument = denominator;
        priceE8 = 0;
        return this;
    }

    /** A dividend or a delisting: money a share, paid before the session opens. */
    public EngineEvent payment(int instrumentId, long eventNanos, CorporateAction action, long moneyE8, int flags) {
        begin(EventType.CORPORATE_ACTION, instrumentId, eventNanos, flags);
        code = action.code();
        quantity = 0;
        argument = 0;
        priceE8 = moneyE8;
        return this;
    }

    /** From this session on an instrument is traded under another ticker. */
    public EngineEvent symbolChange(int instrumentId, long eventNanos, String symbol, int flags) {
        begin(EventType.CORPORATE_ACTION, instrumentId, eventNanos, flags);
        code = CorporateAction.SYMBOL_CHANGE.code();
        quantity = TickerText.head(symbol);
        argument = TickerText.tail(symbol);
        priceE8 = 0;
        return this;
    }

    /** A report on one of our orders other than a fill. */
    public EngineEvent order(EventType type, int instrumentId, long eventNanos, long orderRef, long leaves, int code) {
        begin(type, instrumentId, eventNanos, 0);
        this.orderRef = orderRef;
        this.leaves = leaves;
        this.code = code;
        brokerOrderId = 0;
        textLength = 0;
        return this;
    }

    /** An execution. */
    public EngineEvent fill(
            int instrumentId,
            long eventNanos,
            long orderRef,
            Side side,
            long quantity,
            long priceE8,
            long leaves,
            long commissionE8,
            long slippageE8) {
        begin(EventType.FILL, instrumentId, eventNanos, 0);
        this.orderRef = orderRef;
        this.side = side;
        this.quantity = quantity;
        this.priceE8 = priceE8;
        this.leaves = leaves;
        this.commissionE8 = commissionE8;
        this.slippageE8 = slippageE8;
        code = 0;
        brokerOrderId = 0;
        textLength = 0;
        return this;
    }

    /** A timer, an operator's command or a condition. */
    public EngineEvent control(EventType type, long eventNanos, int code, long argument) {
        begin(type, 0, eventNanos, 0);
        this.code = code;
        this.argument = argument;
        textLength = 0;
        return this;
    }

    /**
     * A position as the broker reports it, less the shares that the account's owner holds for himself; or a part of an
     * earlier session's final state (with {@link #FLAG_CARRIED}); or shares that an operator has adopted (with
     * {@link #FLAG_ADOPTED}).
     *
     * @param code 0 for the position itself; carried: else the {@link Purpose} of a working order
     * @param argument carried and adopted: binding id in the lower half, bars since its last exit in the upper one; else -1
     * @param orderRef carried only: the working order; for the position the group of its orders
     * @param quantity shares, signed for a position
     * @param priceE8 average cost of the position, trigger or limit of the order
     */
    public EngineEvent position(
            int instrumentId,
            long eventNanos,
            int flags,
            int code,
            long argument,
            long orderRef,
            long quantity,
            long priceE8) {
        begin(EventType.POSITION, instrumentId, eventNanos, flags);
        this.code = code;
        this.argument = argument;
        this.orderRef = orderRef;
        this.quantity = quantity;
        this.priceE8 = priceE8;
        textLength = 0;
        return this;
    }

    /** Figures of the account; with {@link #FLAG_CARRIED} the first one is the engine's own cash. */
    public EngineEvent account(long eventNanos, int flags, long priceE8, long buyingPowerE8, long availableE8) {
        begin(EventType.ACCOUNT, 0, eventNanos, flags);
        this.priceE8 = priceE8;
        bidE8 = buyingPowerE8;
        askE8 = availableE8;
        textLength = 0;
        return this;
    }

    /**
     * Sets the text.
     *
     * @throws IllegalArgumentException if it is longer than {@link #TEXT_MAX}
     */
    public EngineEvent text(CharSequence chars) {
        if (chars.length() > TEXT_MAX) {
            throw new IllegalArgumentException("text longer than " + TEXT_MAX + ": " + chars);
        }
        textLength = chars.length();
        for (int i = 0; i < textLength; i++) {
            char c = chars.charAt(i);
            text[i] = (byte) (c >= ' ' && c < 127 ? c : '?');
        }
        return this;
    }

    /** The text, for people; allocates. */
    public String textAsString() {
        return new String(text, 0, textLength, StandardCharsets.US_ASCII);
    }

    /** Whether it is a whole session's bar for portfolios only, see {@link #FLAG_PORTFOLIO_ONLY}. */
    public boolean isPortfolioOnly() {
        return (flags & FLAG_PORTFOLIO_ONLY) != 0;
    }

    /** Whether it is a trade that counts for its volume and has no price, see {@link #FLAG_VOLUME_ONLY}. */
    public boolean isVolumeOnly() {
        return (flags & FLAG_VOLUME_ONLY) != 0;
    }

    /** Whether the event is for warming up only. */
    public boolean isWarmUp() {
        return (flags & FLAG_WARM_UP) != 0;
    }

    /** As much of a text as an event has room for. */
    public static String fitting(String text) {
        return text.substring(0, Math.min(text.length(), TEXT_MAX));
    }

    /** Whether the stages' results go on in a CONTINUE event. */
    public boolean isUnfinished() {
        return standingsLeft > 0 || decisionsLeft > 0;
    }

    /** Copies the fields that the producer wrote. */
    public void copyIngressFrom(EngineEvent other) {
        type = other.type;
        flags = other.flags;
        instrumentId = other.instrumentId;
        eventNanos = other.eventNanos;
        ingressNanos = other.ingressNanos;
        startNanos = other.startNanos;
        openE8 = other.openE8;
        highE8 = other.highE8;
        lowE8 = other.lowE8;
        closeE8 = other.closeE8;
        volume = other.volume;
        priceE8 = other.priceE8;
        quantity = other.quantity;
        bidE8 = other.bidE8;
        askE8 = other.askE8;
        bidSize = other.bidSize;
        askSize = other.askSize;
        orderRef = other.orderRef;
        brokerOrderId = other.brokerOrderId;
        side = other.side;
        leaves = other.leaves;
        commissionE8 = other.commissionE8;
        slippageE8 = other.slippageE8;
        code = other.code;
        argument = other.argument;
        textLength = other.textLength;
        // Most events have none, and a call for nothing is not free.
        if (textLength > 0) {
            System.arraycopy(other.text, 0, text, 0, textLength);
        }
    }

    /** Empties the fields that the stages write. */
    public void clearDecisions() {
        stagesDone = 0;
        barCount = 0;
        updateCount = 0;
        valueCount = 0;
        signalCount = 0;
        standingCount = 0;
        standingsLeft = 0;
        verdictCount = 0;
        intentCount = 0;
        decisionsLeft = 0;
        indicatorNanos = 0;
        signalNanos = 0;
        riskNanos = 0;
    }

    /** The next free bar; fails if the bound is reached. */
    public Bar addBar() {
        return bars[next(barCount++, bars.length, "bars")];
    }

    /** The next free update; fails if the bound is reached. */
    public Update addUpdate() {
        return updates[next(updateCount++, updates.length, "updates")];
    }

    /** The next free signal; fails if the bound is reached. */
    public Signal addSignal() {
        return signals[next(signalCount++, signals.length, "signals")];
    }

    /** The next free standing; fails if the bound is reached. */
    public Standing addStanding() {
        return standings[next(standingCount++, standings.length, "standings")];
    }

    /** The next free verdict; fails if the bound is reached. */
    public Verdict addVerdict() {
        return verdicts[next(verdictCount++, verdicts.length, "verdicts")];
    }

    /** The next free intent; fails if the bound is reached. */
    public Intent addIntent() {
        return intents[next(intentCount++, intents.length, "intents")];
    }

    private void begin(EventType type, int instrumentId, long eventNanos, int flags) {
        this.type = type;
        this.instrumentId = instrumentId;
        this.eventNanos = eventNanos;
        this.flags = flags;
        ingressNanos = 0;
    }

    private static int next(int index, int bound, String what) {
        if (index >= bound) {
            throw new IllegalStateException("more " + what + " on one event than configured: " + bound);
        }
        return index;
    }
}
