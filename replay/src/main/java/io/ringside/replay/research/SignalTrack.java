package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.Stages;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.indicator.BarSeries;
import java.util.Arrays;

/**
 * What the first two stages make of a window, recorded once for all parameter sets that share their settings. It depends
 * on market events alone, since strategies know neither orders nor positions; where bars are made of smaller ones it could
 * depend on the time of an order report, so that such engines are not recorded.
 *
 * <p>Signals that say nothing (hold, and no volatility) on trades are left out: no stage does anything on them. Those on
 * closed bars are kept, since bars are counted.
 *
 * <p>Thread: made by one; any number may read it then.
 */
final class SignalTrack {
    private static final SignalKind[] KINDS = SignalKind.values();

    private final Window window;
    /** First signal of each event of the window, with one more at the end. */
    private final int[] first;

    private int count;
    private boolean[] closing = new boolean[1 << 10];
    private byte[] kinds = new byte[1 << 10];
    private short[] bindings = new short[1 << 10];
    private short[] reasons = new short[1 << 10];
    private double[] atrs = new double[1 << 10];
    private long[] pricesE8 = new long[1 << 10];
    private long[] stopsE8 = new long[1 << 10];
    private long[] targetsE8 = new long[1 << 10];

    /** Whether events can be passed over while nothing is held and nothing works. */
    private final boolean skips;
    /** Next event from each event on that matters while nothing is held. */
    private final int[] stop;
    /** Whether an event is a session's bound or its first print. */
    private final boolean[] framing;
    /** Number of bars before each event. */
    private final int[] barsBefore;

    private SignalTrack(Engine engine, Window window) {
        this.window = window;
        int events = window.end() - window.first();
        first = new int[events + 1];
        skips = engine.bindings().size() == 1 && engine.settings().instruments().size() == 1;
        stop = new int[skips ? events + 1 : 0];
        framing = new boolean[skips ? events : 0];
        barsBefore = new int[skips ? events + 1 : 0];
    }

    /** Whether the engine's signals depend on market events alone: all of its bars arrive as they are. */
    static boolean canRecord(Engine engine) {
        for (BarSeries series : engine.series()) {
            if (!series.spec().equals(engine.settings().dataBar())) {
                return false;
            }
        }
        return !engine.series().isEmpty();
    }

    /** Runs the first two stages over the window. */
    static SignalTrack of(Engine engine, Window window) {
        var track = new SignalTrack(engine, window);
        Stages stages = engine.stages(null, (intent, nanos) -> {});
        var slot = new EngineEvent(engine.bounds());
        for (int i = window.first(); i < window.end(); i++) {
            track.first[i - window.first()] = track.count;
            window.load(i, slot);
            slot.sequence = i;
            slot.clearDecisions();
            stages.indicator().onEvent(slot);
            stages.signal().onEvent(slot);
            for (int s = 0; s < slot.signalCount; s++) {
                // The signals of closed bars come first.
                track.add(slot.signals[s], s < slot.updateCount);
            }
        }
        track.first[window.end() - window.first()] = track.count;
        if (track.skips) {
            track.findStops();
        }
        track.trim();
        return track;
    }

    /** Adds the signals of a market event to a slot, and updates without values for those on its bar. */
    void addTo(EngineEvent slot, int event, int instrumentId) {
        int end = first[event - window.first() + 1];
        for (int i = first[event - window.first()]; i < end; i++) {
            if (closing[i]) {
                Update update = slot.addUpdate();
                update.bindingId = bindings[i];
                update.input = 0;
                update.bar = 0;
                update.valueOffset = 0;
                update.valueCount = 0;
            }
            Signal signal = slot.addSignal();
            signal.clear(bindings[i], instrumentId, pricesE8[i]);
            signal.kind = KINDS[kinds[i]];
            signal.reason = reasons[i];
            signal.atr = atrs[i];
            signal.stopE8 = stopsE8[i];
            signal.targetE8 = targetsE8[i];
        }
    }

    /** Whether {@link #stop} may be asked. */
    boolean skips() {
        return skips;
    }

    /**
     * The first event from the given one on that matters while nothing is held and no order works: a session's bounds, its
     * first print, and the bar of a signal to enter, from its open print on.
     */
    int stop(int event) {
        return window.first() + stop[event - window.first()];
    }

    /**
     * Whether a bar, given by its open print, leaves a long position alone: it stays above the stop, no signal says to leave,
     * and its close is too low to trail the stop. In doubt it does not.
     *
     * @param atrMultiple distance of the stop
     * @param tickE8 smallest step of the stop
     */
    boolean leavesAlone(int print, long stopE8, double atrMultiple, long tickE8) {
        MarketTape tape = window.tape();
        int bar = print + 1;
        int at = print - window.first();
        if (framing[at]
                || bar >= window.end()
                || tape.type(print) != EventType.OPEN_PRINT
                || tape.type(bar) != EventType.BAR
                || tape.openE8(print) <= stopE8
                || tape.lowE8(bar) <= stopE8
                || first[at] != first[at + 1]) {
            return false;
        }
        for (int i = first[at + 1]; i < first[at + 2]; i++) {
            SignalKind kind = KINDS[kinds[i]];
            boolean enters = kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT;
            double trailedE8 = pricesE8[i] - atrs[i] * atrMultiple * 1e8;
            if ((kind != SignalKind.HOLD && !enters) || (atrs[i] > 0 && trailedE8 + tickE8 >= stopE8)) {
                return false;
            }
        }
        return true;
    }

    /** Bars among the events from one to another, the latter not included. */
    int bars(int from, int to) {
        return barsBefore[to - window.first()] - barsBefore[from - window.first()];
    }

    /** Signals on closed bars among the events from one to another, the latter not included. */
    int closings(int from, int to) {
        int count = 0;
        for (int i = first[from - window.first()]; i < first[to - window.first()]; i++) {
            count += closing[i] ? 1 : 0;
        }
        return count;
    }

    private void findStops() {
        MarketTape tape = window.tape();
        int base = window.first();
        int next = window.end() - base;
        stop[next] = next;
        for (int i = window.end() - 1; i >= base; i--) {
            EventType type = tape.type(i);
            boolean opening = i == base || tape.type(i - 1) == EventType.SESSION_OPEN;
            boolean entersNext = i + 1 < window.end() && type == EventType.OPEN_PRINT && enters(i + 1 - base);
            boolean known = type == EventType.BAR || type == EventType.OPEN_PRINT;
            framing[i - base] = !known || opening;
            if (framing[i - base] || enters(i - base) || entersNext) {
                next = i - base;
            }
            stop[i - base] = next;
        }
        for (int i = base; i < window.end(); i++) {
            barsBefore[i - base + 1] = barsBefore[i - base] + (tape.type(i) == EventType.BAR ? 1 : 0);
        }
    }

    private boolean enters(int event) {
        for (int i = first[event]; i < first[event + 1]; i++) {
            SignalKind kind = KINDS[kinds[i]];
            if (kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT || kind == SignalKind.TARGET_WEIGHT) {
                return true;
            }
        }
        return false;
    }

    private void add(Signal signal, boolean onBar) {
        if (!onBar && signal.kind == SignalKind.HOLD && !(signal.atr > 0)) {
            return;
        }
        if (count == kinds.length) {
            resize(2 * count);
        }
        closing[count] = onBar;
        kinds[count] = (byte) signal.kind.ordinal();
        bindings[count] = (short) signal.bindingId;
        reasons[count] = (short) signal.reason;
        atrs[count] = signal.atr;
        pricesE8[count] = signal.priceE8;
        stopsE8[count] = signal.stopE8;
        targetsE8[count++] = signal.targetE8;
    }

    private void trim() {
        resize(count);
    }

    private void resize(int length) {
        closing = Arrays.copyOf(closing, length);
        kinds = Arrays.copyOf(kinds, length);
        bindings = Arrays.copyOf(bindings, length);
        reasons = Arrays.copyOf(reasons, length);
        atrs = Arrays.copyOf(atrs, length);
        pricesE8 = Arrays.copyOf(pricesE8, length);
        stopsE8 = Arrays.copyOf(stopsE8, length);
        targetsE8 = Arrays.copyOf(targetsE8, length);
    }
}
