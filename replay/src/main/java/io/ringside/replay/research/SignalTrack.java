package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.Stages;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.settings.UserError;
import java.util.Arrays;

/**
 * The output of the first two stages for a window, recorded once for all parameter sets that share their settings. It
 * depends on market events only, since strategies know neither orders nor positions; with aggregated bars it could depend on
 * the time of an order report, so such engines are not recorded.
 *
 * <p>Signals without effect (HOLD without volatility) on trades are left out. Those on closed bars are kept, since bars are
 * counted.
 *
 * <p>Thread: recorded by one; afterwards any number may read it.
 */
final class SignalTrack {
    private static final SignalKind[] KINDS = SignalKind.values();

    /** Of a recorded signal: kind, reason, binding, whether it is on a closed bar. */
    private static final int CODES = 0;

    private static final int PRICE_E8 = 1;
    private static final int ATR = 2;
    private static final int STOP_E8 = 3;
    private static final int TARGET_E8 = 4;
    private static final int LENGTH = 5;

    private final Window window;
    /** First signal of each event of the window, with one more at the end. */
    private final int[] first;

    /** The signals as rows: reading one touches one cache line, and not one of each of eight columns. */
    private long[] signals;

    private int count;

    /** Whether events can be skipped without position and orders. */
    private final boolean skips;
    /** Next relevant event from each event on, without a position. */
    private final int[] stop;
    /** Whether an event is a session's bound or its first print. */
    private final boolean[] framing;
    /** Number of bars before each event. */
    private final int[] barsBefore;
    /** Number of signals on closed bars before each event. */
    private final int[] closingsBefore;
    /** Of each bar by its number: the lowest price at which it or its open print may trigger a stop. */
    private final long[] reachE8;
    /** The close from which its signals trail a stop, at 1e-8; stands for none if they signal an exit. */
    private final double[] trailFromE8;
    /** The volatility by which they trail it. */
    private final double[] trailBy;

    private SignalTrack(Engine engine, Window window) {
        this.window = window;
        int events = window.end() - window.first();
        first = new int[events + 1];
        // Upper bound: one strategy on closed bars has one signal on each of them.
        int barsMax = Math.min(events, window.tape().bars());
        signals = new long[LENGTH * Math.max(1 << 10, barsMax)];
        skips = engine.bindings().size() == 1 && engine.settings().instruments().size() == 1;
        stop = new int[skips ? events + 1 : 0];
        framing = new boolean[skips ? events : 0];
        barsBefore = new int[skips ? events + 1 : 0];
        closingsBefore = new int[barsBefore.length];
        int bars = skips ? barsMax + 1 : 0;
        reachE8 = new long[bars];
        trailFromE8 = new double[bars];
        trailBy = new double[bars];
    }

    /** Whether the engine's signals depend on market events only, that is, none of its bars are aggregated. */
    static boolean canRecord(Engine engine) {
        if (engine.bindings().stream().anyMatch(one -> !one.strategy().isPlain())) {
            // Terms of signals, and decisions on several series together, are not recorded.
            return false;
        }
        for (BarSeries series : engine.series()) {
            if (!series.spec().equals(engine.settings().dataBar())) {
                return false;
            }
        }
        return !engine.series().isEmpty();
    }

    /** The track of a set's signals; null if they cannot be recorded. */
    static SignalTrack of(ParameterSet set, Window window) {
        Engine engine = Grid.engine(set.configuration());
        return canRecord(engine) ? of(engine, window) : null;
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
            try {
                stages.signal().onEvent(slot);
            } catch (RuntimeException | Error e) {
                if (stages.signal().fault(e, slot) instanceof UserError mistake) {
                    throw mistake;
                }
                throw e;
            }
            for (int s = 0; s < slot.signalCount; s++) {
                // Signals of closed bars come first.
                track.add(slot.signals[s], s < slot.updateCount);
            }
            if (track.skips) {
                track.describe(slot, i);
            }
        }
        track.first[window.end() - window.first()] = track.count;
        if (track.skips) {
            track.findStops();
        }
        if (track.signals.length > 2 * track.count * LENGTH) {
            track.signals = Arrays.copyOf(track.signals, track.count * LENGTH);
        }
        return track;
    }

    /** Adds the signals of a market event to a slot, and updates without values for those on its bar. */
    void addTo(EngineEvent slot, int event, int instrumentId) {
        int end = first[event - window.first() + 1];
        for (int i = first[event - window.first()]; i < end; i++) {
            int at = i * LENGTH;
            int bindingId = bindingId(i);
            if (isClosing(i)) {
                Update update = slot.addUpdate();
                update.bindingId = bindingId;
                update.input = 0;
                update.bar = 0;
                update.valueOffset = 0;
                update.valueCount = 0;
            }
            Signal signal = slot.addSignal();
            signal.clear(bindingId, instrumentId, signals[at + PRICE_E8]);
            signal.kind = kind(i);
            signal.reason = (int) (signals[at + CODES] >>> 8 & 0xffff);
            signal.atr = Double.longBitsToDouble(signals[at + ATR]);
            signal.stopE8 = signals[at + STOP_E8];
            signal.targetE8 = signals[at + TARGET_E8];
        }
    }

    /** Whether {@link #stop} may be called. */
    boolean skips() {
        return skips;
    }

    /**
     * The first relevant event from the given one on, without position and orders: a session's open or close, its first
     * print, and the bar of an entry signal, from its open print on.
     */
    int stop(int event) {
        return window.first() + stop[event - window.first()];
    }

    /**
     * The first relevant event from an open print on, during a long position with its stop only: a print or a bar that may
     * reach the stop, a bar with an exit signal or whose close may trail the stop, and any event other than a bar. In doubt
     * an event is relevant.
     *
     * @param atrMultiple distance of the stop
     * @param tickE8 smallest step of the stop
     */
    int stopUnder(int print, long stopE8, double atrMultiple, long tickE8) {
        int bar = barsBefore[print - window.first()];
        double distance = atrMultiple * 1e8;
        double trailedFrom = stopE8 - tickE8;
        int event = print;
        while (reachE8[bar] > stopE8) {
            if (!(trailFromE8[bar] - trailBy[bar] * distance < trailedFrom)) {
                return event + 1;
            }
            bar++;
            event += 2;
        }
        return event;
    }

    /** Whether an event returned by {@link #stopUnder} is a bar that at most trails the stop. */
    boolean onlyTrails(int event) {
        int at = event - window.first();
        // An open print is returned for the price that it or its bar reaches, and comes before its bar.
        return event < window.end()
                && barsBefore[at + 1] > barsBefore[at]
                && !Double.isNaN(trailFromE8[barsBefore[at]]);
    }

    /** The close from which a bar trails the stop, at 1e-8. */
    long trailFromE8(int bar) {
        return (long) trailFromE8[barsBefore[bar - window.first()]];
    }

    /** The volatility by which it trails it. */
    double trailBy(int bar) {
        return trailBy[barsBefore[bar - window.first()]];
    }

    /** Bars among the events from one to another, the latter not included. */
    int bars(int from, int to) {
        return barsBefore[to - window.first()] - barsBefore[from - window.first()];
    }

    /** Signals on closed bars among the events from one to another, the latter not included. */
    int closings(int from, int to) {
        return closingsBefore[to - window.first()] - closingsBefore[from - window.first()];
    }

    /** Records the effect of the last event without a position, and that of a bar on the stop of a long position. */
    private void describe(EngineEvent slot, int event) {
        MarketTape tape = window.tape();
        int at = event - window.first();
        boolean bar = slot.type == EventType.BAR;
        boolean opening = at == 0 || tape.type(event - 1) == EventType.SESSION_OPEN;
        framing[at] = opening || (!bar && slot.type != EventType.OPEN_PRINT);
        int number = barsBefore[at];
        barsBefore[at + 1] = bar ? number + 1 : number;
        closingsBefore[at + 1] = closingsBefore[at] + slot.updateCount;
        if (bar) {
            boolean paired = at > 1
                    && tape.type(event - 1) == EventType.OPEN_PRINT
                    && tape.type(event - 2) == EventType.BAR
                    && first[at - 1] == first[at];
            reachE8[number] = paired ? Math.min(slot.lowE8, tape.openE8(event - 1)) : Long.MIN_VALUE;
            trailFromE8[number] = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < slot.signalCount; i++) {
                describe(slot.signals[i], number);
            }
        }
    }

    private void describe(Signal signal, int bar) {
        boolean enters = signal.kind == SignalKind.ENTER_LONG || signal.kind == SignalKind.ENTER_SHORT;
        if ((!enters && signal.kind != SignalKind.HOLD) || trailFromE8[bar] != Double.NEGATIVE_INFINITY) {
            trailFromE8[bar] = Double.NaN;
        } else if (signal.atr > 0) {
            trailFromE8[bar] = signal.priceE8;
            trailBy[bar] = signal.atr;
        }
    }

    private void findStops() {
        MarketTape tape = window.tape();
        int next = framing.length;
        stop[next] = next;
        reachE8[barsBefore[next]] = Long.MIN_VALUE;
        boolean entersAfter = false;
        for (int at = next - 1; at >= 0; at--) {
            boolean enters = enters(at);
            boolean print = tape.type(window.first() + at) == EventType.OPEN_PRINT;
            if (framing[at] || enters || (entersAfter && print)) {
                next = at;
            }
            stop[at] = next;
            entersAfter = enters;
        }
    }

    private boolean enters(int event) {
        for (int i = first[event]; i < first[event + 1]; i++) {
            SignalKind kind = kind(i);
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
        int at = count++ * LENGTH;
        if (at == signals.length) {
            signals = Arrays.copyOf(signals, 2 * at);
        }
        signals[at + CODES] = signal.kind.ordinal()
                | (signal.reason & 0xffffL) << 8
                | (signal.bindingId & 0xffffL) << 24
                | (onBar ? 1L << 40 : 0);
        signals[at + PRICE_E8] = signal.priceE8;
        signals[at + ATR] = Double.doubleToRawLongBits(signal.atr);
        signals[at + STOP_E8] = signal.stopE8;
        signals[at + TARGET_E8] = signal.targetE8;
    }

    private SignalKind kind(int signal) {
        return KINDS[(int) (signals[signal * LENGTH + CODES] & 0xff)];
    }

    private int bindingId(int signal) {
        return (int) (signals[signal * LENGTH + CODES] >>> 24 & 0xffff);
    }

    private boolean isClosing(int signal) {
        return signals[signal * LENGTH + CODES] >>> 40 != 0;
    }
}
