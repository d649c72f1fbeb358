package io.ringside.engine.signal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * An action of a strategy and its conditions, all of which must hold. Decisions and explanations both come from it. It is
 * evaluated when the strategy's first bars close, unless it says otherwise; of several rules that hold the first one counts.
 *
 * <p>Thread: created at start-up, evaluated by the signal stage.
 */
public final class Rule {
    private static final Condition[] NONE = {};
    private static final Memory[] NO_MEMORIES = {};
    /** Largest price that is accepted; far below what a long at 1e-8 can hold. */
    private static final double PRICE_MAX = 1e9;

    private final SignalKind kind;
    private final String reason;
    private final ToIntFunction<String> reasons;
    private final int reasonIndex;
    private final List<Condition> stated = new ArrayList<>();
    private final Set<Moment> moments = EnumSet.noneOf(Moment.class);
    private final List<Bars> bars = new ArrayList<>();

    private Condition[] conditions = NONE;
    private Memory[] memories = NO_MEMORIES;
    private Terms terms = Terms.STANDARD;
    private Value limit;
    private Value trigger;
    private Value stop;
    private Value target;
    /** Target of each part that exits before the rest. */
    private final List<Value> partTargets = new ArrayList<>();

    private Value unitStep;
    private Runnable consequence;
    /** Value and threshold of each condition and whether it held, before {@link #then} changed them; for {@code explain}. */
    private double[] keptValues;

    private boolean[] keptHolds;
    private long keptSequence = -1;
    private boolean oncePerSession;
    private int firedDay = Integer.MIN_VALUE;
    private long firedSequence = -1;
    private boolean closed;

    /** @param reasons index of a reason in the strategy's list, which it joins if it is new */
    Rule(SignalKind kind, String reason, ToIntFunction<String> reasons) {
        this.kind = kind;
        this.reason = reason;
        this.reasons = reasons;
        reasonIndex = reasons.applyAsInt(reason);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "the rule " + reason + " is stated in define, once: move it there, since here it would be lost");
        }
    }

    /** Adds conditions, all of which must hold. */
    public Rule when(Condition... all) {
        requireOpen();
        for (Condition one : all) {
            stated.add(required(one, "condition"));
        }
        return this;
    }

    /** Evaluates when the last of these bars has closed that end at the same time. */
    public Rule on(Bars... all) {
        requireOpen();
        bars.addAll(List.of(all));
        return this;
    }

    /** Evaluates at these moments only, and on bars if {@link #on(Bars...)} names some too. */
    public Rule on(Moment... all) {
        requireOpen();
        moments.addAll(List.of(all));
        return this;
    }

    /** Signals at most once a session. */
    public Rule oncePerSession() {
        oncePerSession = true;
        return this;
    }

    // ---- How an entry executes -------------------------------------------------------------------------------------

    /** Enters by a limit order, at this price or better. */
    public Rule byLimit(Value price) {
        enters(Terms.Entry.LIMIT);
        limit = required(price, "limit");
        return this;
    }

    /** Enters by a stop order: at the market, once the price has reached this trigger. */
    public Rule byStop(Value price) {
        enters(Terms.Entry.STOP);
        trigger = required(price, "trigger");
        return this;
    }

    /** Enters by a stop-limit order: at the limit or better, once the price has reached the trigger. */
    public Rule byStopLimit(Value price, Value atMost) {
        enters(Terms.Entry.STOP_LIMIT);
        trigger = required(price, "trigger");
        limit = required(atMost, "limit");
        return this;
    }

    /** Enters in the next opening auction. */
    public Rule atTheOpen() {
        return enters(Terms.Entry.AT_THE_OPEN);
    }

    /** Enters in the session's closing auction. */
    public Rule atTheClose() {
        return enters(Terms.Entry.AT_THE_CLOSE);
    }

    /**
     * Cancels the entry if it has not filled when so many of the strategy's first bars have closed; without it, the entry
     * works until the session's end.
     */
    public Rule goodFor(int bars) {
        requireEntry("bars to fill in");
        requireOnce("for how long it is good", terms.entryBars() == 0);
        terms = terms.withEntryBars(atLeastOne(bars));
        return this;
    }

    /**
     * Closes a position of the opposite side first and enters once it is closed, instead of being refused. On bars the
     * position is closed at the next open and entered with the event after that; live, at once.
     */
    public Rule reversing() {
        requireEntry("a position to reverse to");
        terms = terms.reversing();
        return this;
    }

    private Rule enters(Terms.Entry entry) {
        requireEntry("an order of another kind");
        requireOnce("how it enters", terms.entry() == Terms.Entry.MARKET);
        terms = terms.withEntry(entry);
        return this;
    }

    // ---- How its position is protected and left --------------------------------------------------------------------

    /** Places the initial protective stop at this price, instead of where the settings or the rule's stop would. */
    public Rule stopAt(Value price) {
        requireEntry("a protective stop");
        requireOnce("where its stop is at first", stop == null);
        stop = required(price, "stop");
        return this;
    }

    /** The stop never moves. */
    public Rule fixedStop() {
        return stops(Terms.Stop.FIXED, 0);
    }

    /** The stop trails the closes by so many per cent. */
    public Rule trailingPerCent(double perCent) {
        return stops(Terms.Stop.PER_CENT, perCent);
    }

    /** The stop trails the closes by so much in price units. */
    public Rule trailingPrice(double distance) {
        return stops(Terms.Stop.PRICE, distance);
    }

    /**
     * The stop trails the best price since the entry by so many average ranges of {@link Strategy#volatility}. Of the bar within
     * which a limit or stop entry was filled, only the close counts: its high and low may have come before the fill.
     */
    public Rule chandelier(double ranges) {
        return stops(Terms.Stop.CHANDELIER, ranges);
    }

    /** No protective stop, where {@code risk.allow-no-stop} allows it. */
    public Rule noStop() {
        return stops(Terms.Stop.NONE, 0);
    }

    /**
     * Closes the position after so many bars; the reason is shown in reports. The strategy's first bars are counted, and not
     * those of {@link #on(Bars...)}; the units of {@link #pyramid} are closed together, by the count of the first one.
     */
    public Rule exitAfter(int bars, String because) {
        requireEntry("bars to hold for");
        requireOnce("when its bars are over", terms.holdBars() == 0);
        terms = terms.withHold(atLeastOne(bars), reasons.applyAsInt(because));
        return this;
    }

    private Rule stops(Terms.Stop kind, double amount) {
        requireEntry("a protective stop");
        requireOnce("how its stop stands", terms.isStandardStop());
        boolean follows = kind != Terms.Stop.FIXED && kind != Terms.Stop.NONE;
        if (follows && !(amount > 0 && amount < 1e9)) {
            throw refused("has a stop at a distance of " + Value.plain(amount) + "; it must be above 0");
        }
        terms = terms.withStop(kind, amount);
        return this;
    }

    private int atLeastOne(int bars) {
        if (bars < 1) {
            throw refused("is to count " + bars + " bars; they must be at least 1");
        }
        return bars;
    }

    /** Takes the profit at this price; a number that is not above 0 is no target. */
    public Rule targetAt(Value price) {
        requireEntry("a target");
        requireOnce("where its target is", target == null);
        target = required(price, "target");
        return this;
    }

    /**
     * Takes the profit on this fraction of the shares at this price; may be called up to three times. The rest is closed by
     * {@link #targetAt}, its stop, or an exit.
     */
    public Rule scaleOut(double share, Value price) {
        requireEntry("parts");
        try {
            terms = terms.withParts(terms.parts().with(share));
        } catch (IllegalArgumentException e) {
            throw refused("scales out of a share of " + Value.plain(share) + ": " + e.getMessage());
        }
        partTargets.add(required(price, "price of a part"));
        return this;
    }

    /**
     * Adds a unit at the close of each bar that is so far, in price units, beyond the price of the last one, until there are
     * so many. Each is sized as an entry of its own; the stops of all move to the closest one. A step that is no number
     * above 0 refuses the entry.
     */
    public Rule pyramid(int units, Value step) {
        requireEntry("units");
        requireOnce("of how many units it is", unitStep == null);
        if (terms.parts().count() > 1) {
            throw refused("has both pyramid and scaleOut: a position that leaves in steps does not grow");
        }
        if (units < 2 || units > Parts.UNITS_MAX) {
            throw refused("pyramids " + units + " units; they must be 2 to " + Parts.UNITS_MAX);
        }
        terms = terms.withParts(Parts.units(units));
        unitStep = required(step, "step of its units");
        return this;
    }

    /** Number of parts, or units, of its position. */
    int parts() {
        return enters() ? terms.parts().count() : 1;
    }

    /** Runs after it has signalled, to change the strategy's own state; conditions and values must only read it. */
    public Rule then(Runnable change) {
        requireOnce("what follows from it", consequence == null);
        consequence = change;
        return this;
    }

    /** Whether it is a market entry with the settings' stop and nothing else. */
    boolean isPlain() {
        return terms.equals(Terms.STANDARD);
    }

    /** Completes the rule; without bars or moments of its own it is evaluated on the first bars. */
    void close(Bars first, boolean hasVolatility) {
        closed = true;
        if (terms.stop() == Terms.Stop.CHANDELIER && !hasVolatility) {
            throw refused("hangs its stop by average ranges: say which with volatility(...), or its stop never moves");
        }
        if (terms.stop() == Terms.Stop.NONE && stop != null) {
            throw refused("has both stopAt and noStop: leave one out");
        }
        if (terms.parts().grows() && terms.entry() != Terms.Entry.MARKET) {
            throw refused("pyramids: units are added at the market, and so must the first one be entered");
        }
        conditions = stated.stream().flatMap(one -> one.parts().stream()).toArray(Condition[]::new);
        memories = Stream.of(conditions)
                .flatMap(one -> Stream.of(one.value().memory(), one.threshold().memory()))
                .filter(Objects::nonNull)
                .toArray(Memory[]::new);
        keptValues = new double[2 * conditions.length];
        keptHolds = new boolean[conditions.length];
        if (bars.isEmpty() && moments.isEmpty()) {
            bars.add(first);
        }
    }

    /** Whether {@link #turn} must be called at every evaluation. */
    boolean remembers() {
        return memories.length > 0;
    }

    /** Called before it is evaluated, or would be if no earlier rule had signalled. */
    void turn(EngineEvent event) {
        if (bars.size() < 2 || areTogether()) {
            for (Memory memory : memories) {
                memory.turn(event.sequence);
            }
        }
    }

    /** Called after a split has adjusted bars that it may read. */
    void split() {
        for (Memory memory : memories) {
            memory.split();
        }
    }

    /**
     * Refuses an option that only an entry can have: an exit is a market order at once, and the option would be ignored
     * silently.
     */
    private void requireEntry(String what) {
        if (!enters()) {
            throw refused("leaves at the market: it cannot have " + what + ", which is for enterLong and enterShort");
        }
    }

    private void requireOnce(String what, boolean first) {
        if (!first) {
            throw refused("says twice " + what + ": leave one out");
        }
    }

    private <T> T required(T given, String what) {
        if (given == null) {
            throw refused("is given null for a " + what + ": define it before the rule");
        }
        return given;
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("the rule " + reason + " " + why);
    }

    boolean enters() {
        return kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT;
    }

    /** Whether it gives such a signal. */
    boolean gives(SignalKind wanted, int reasonIndexWanted) {
        return kind == wanted && reasonIndex == reasonIndexWanted;
    }

    boolean isAskedOn(Bars closed) {
        return bars.contains(closed);
    }

    /** Whether it is evaluated on trades or quotes only. */
    boolean isAskedOnTicksOnly() {
        return bars.isEmpty() && moments.stream().allMatch(Moment::isOfInstrument);
    }

    boolean isAskedAt(Moment moment) {
        return moments.contains(moment);
    }

    /** Whether all of its conditions hold. */
    boolean holds(EngineEvent event) {
        for (Condition condition : conditions) {
            if (!condition.holds()) {
                return false;
            }
        }
        return (bars.size() < 2 || areTogether()) && (!oncePerSession || firedDay != event.sessionDay);
    }

    private boolean areTogether() {
        long endNanos = bars.get(0).last().endNanos;
        for (int i = 1; i < bars.size(); i++) {
            if (bars.get(i).last().endNanos != endNanos) {
                return false;
            }
        }
        return true;
    }

    /** Writes its signal. */
    void signal(EngineEvent event, Instrument instrument, Signal out) {
        firedDay = event.sessionDay;
        firedSequence = event.sequence;
        out.kind = kind;
        out.reason = reasonIndex;
        out.terms = terms;
        out.entryLimitE8 = limit == null ? 0 : price(limit);
        out.entryStopE8 = trigger == null ? 0 : price(trigger);
        if (stop != null) {
            out.stopE8 = price(stop);
        }
        if (target != null && target.get() > 0) {
            out.targetE8 = target.get() < PRICE_MAX
                    ? Math.max(instrument.onTick(target.get()), instrument.tickE8())
                    : Signal.NO_PRICE;
        }
        for (int i = 0; i < partTargets.size(); i++) {
            double target = partTargets.get(i).get();
            out.partTargetE8[i] =
                    target < PRICE_MAX ? Math.max(instrument.onTick(target), instrument.tickE8()) : Signal.NO_PRICE;
        }
        out.unitStep = unitStep == null ? 0 : unitStep.get();
        if (consequence != null) {
            consequence.run();
        }
    }

    /** Whether it has a {@link #then}. */
    boolean changes() {
        return consequence != null;
    }

    /** Keeps the values of its conditions, before {@link #then} changes them. */
    void keep(EngineEvent event) {
        keptSequence = event.sequence;
        look();
    }

    private void look() {
        for (int i = 0; i < conditions.length; i++) {
            keptValues[2 * i] = conditions[i].value().get();
            keptValues[2 * i + 1] = conditions[i].threshold().get();
            keptHolds[i] = conditions[i].holds();
        }
    }

    /** Reports each condition as it was when it was evaluated. */
    void explain(EngineEvent event, Strategy.Conditions out) {
        String purpose = purpose();
        if (keptSequence != event.sequence) {
            look();
        }
        for (int i = 0; i < conditions.length; i++) {
            out.condition(purpose, conditions[i].text(), keptValues[2 * i], keptValues[2 * i + 1], keptHolds[i]);
        }
        if (bars.size() > 1) {
            boolean together = areTogether();
            out.condition(purpose, "its bars have all closed", together ? 1 : 0, 1, together);
        }
        if (oncePerSession) {
            boolean first = firedDay != event.sessionDay || firedSequence == event.sequence;
            out.condition(purpose, "first of the session", first ? 1 : 0, 1, first);
        }
    }

    /**
     * A price at 1e-8, or {@link Signal#NO_PRICE} if the number is none, as before an indicator's first value; the risk
     * stage refuses that.
     */
    private static long price(Value value) {
        double price = value.get();
        return price > 0 && price < PRICE_MAX ? FixedPoint.ofDouble(price) : Signal.NO_PRICE;
    }

    private String purpose() {
        return switch (kind) {
            case ENTER_LONG -> "long";
            case ENTER_SHORT -> "short";
            default -> "exit";
        };
    }
}
