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
 * What a strategy does, and when: all of its conditions must hold. Said once; deciding and explaining both come from it.
 * It is asked when the strategy's first bars close, unless it says otherwise; of several rules that hold the first one
 * counts.
 *
 * <p>Thread: made at start-up, asked by the signal stage.
 */
public final class Rule {
    private static final Condition[] NONE = {};
    private static final Memory[] NO_MEMORIES = {};
    /** Prices are far below what fits in 1e-8. */
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
    /** What each part that leaves before the rest is left at. */
    private final List<Value> partTargets = new ArrayList<>();

    private Value unitStep;
    private Runnable consequence;
    /** What conditions looked at, value and threshold of each, and whether they held, before a consequence changed that. */
    private double[] told;

    private boolean[] toldHolds;
    private long toldSequence = -1;
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

    /** Asks all of these. */
    public Rule when(Condition... all) {
        requireOpen();
        for (Condition one : all) {
            stated.add(required(one, "condition"));
        }
        return this;
    }

    /** Asks when the last of these bars has closed that end at the same time. */
    public Rule on(Bars... all) {
        requireOpen();
        bars.addAll(List.of(all));
        return this;
    }

    /** Asks at these moments, and at no others unless {@link #on(Bars...)} names bars too. */
    public Rule on(Moment... all) {
        requireOpen();
        moments.addAll(List.of(all));
        return this;
    }

    /** Once a session and no more. */
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

    /** Enters by a stop order: at the market, once the price has come here. */
    public Rule byStop(Value price) {
        enters(Terms.Entry.STOP);
        trigger = required(price, "trigger");
        return this;
    }

    /** Enters by a stop-limit order: at the limit or better, once the price has come to the trigger. */
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
     * Cancels the entry if it has not filled when so many of the strategy's first bars have closed; without it, it works to the
     * session's end.
     */
    public Rule goodFor(int bars) {
        requireEntry("bars to fill in");
        requireOnce("for how long it is good", terms.entryBars() == 0);
        terms = terms.withEntryBars(atLeastOne(bars));
        return this;
    }

    /**
     * Leaves a position the other way first and enters once nothing of it is held, instead of being refused: on bars it is left
     * at the next open and entered with the event after that, live at once.
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

    /** Puts the protective stop at this price at first, instead of where the settings, or the rule's stop, would. */
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

    /** The stop follows the closes at so many per cent. */
    public Rule trailingPerCent(double perCent) {
        return stops(Terms.Stop.PER_CENT, perCent);
    }

    /** The stop follows the closes at so much in price units. */
    public Rule trailingPrice(double distance) {
        return stops(Terms.Stop.PRICE, distance);
    }

    /**
     * The stop hangs so many average ranges, of {@link Strategy#volatility}, from the best price since the entry. Where the entry
     * waits for its price, only the close counts of the bar that brings it: what else was in it may have come before.
     */
    public Rule chandelier(double ranges) {
        return stops(Terms.Stop.CHANDELIER, ranges);
    }

    /** No protective stop, where {@code risk.allow-no-stop} allows it. */
    public Rule noStop() {
        return stops(Terms.Stop.NONE, 0);
    }

    /**
     * Leaves the position when so many bars have closed over it; the reason stands in reports. Counted are the strategy's first
     * bars, and not those of {@link #on(Bars...)}; the units of {@link #pyramid} leave together, when those of the first one
     * are over.
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
     * Takes the profit on this share of the shares at this price; may be said up to three times. The rest is left by {@link
     * #targetAt}, its stop, or an exit.
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
     * Adds a unit at the close of each bar that is so far, in price units, beyond the price of the last one, until there are so
     * many. Each is sized as an entry of its own; the stops of all go with the closest one. A step that is no number above 0 refuses
     * the entry.
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

    /** Of how many parts, or units, its position is. */
    int parts() {
        return enters() ? terms.parts().count() : 1;
    }

    /** Runs when it has signalled, to change what the strategy remembers; conditions and values only look at it. */
    public Rule then(Runnable change) {
        requireOnce("what follows from it", consequence == null);
        consequence = change;
        return this;
    }

    /** Whether it asks for no more than an entry at the market with the settings' stop. */
    boolean isPlain() {
        return terms.equals(Terms.STANDARD);
    }

    /** It is complete; without a moment of its own it goes by the first bars. */
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
        told = new double[2 * conditions.length];
        toldHolds = new boolean[conditions.length];
        if (bars.isEmpty() && moments.isEmpty()) {
            bars.add(first);
        }
    }

    /** Whether it must be told of every ask, see {@link #turn}. */
    boolean remembers() {
        return memories.length > 0;
    }

    /** It is going to be asked, or would be if no rule before it spoke. */
    void turn(EngineEvent event) {
        if (bars.size() < 2 || areTogether()) {
            for (Memory memory : memories) {
                memory.turn(event.sequence);
            }
        }
    }

    /** A split has restated bars that it may look at. */
    void split() {
        for (Memory memory : memories) {
            memory.split();
        }
    }

    /** A rule that leaves does so at the market and at once: what only an entry can have would be forgotten in silence. */
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

    /** Whether a signal may be its. */
    boolean says(SignalKind wanted, int reasonIndexWanted) {
        return kind == wanted && reasonIndex == reasonIndexWanted;
    }

    boolean isAskedOn(Bars closed) {
        return bars.contains(closed);
    }

    /** Whether it is asked on trades or quotes alone. */
    boolean isAskedOnTicksOnly() {
        return bars.isEmpty() && moments.stream().allMatch(Moment::isOfInstrument);
    }

    boolean isAskedAt(Moment moment) {
        return moments.contains(moment);
    }

    /** Whether it says so. */
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

    /** Says it. */
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

    /** Whether something follows from it. */
    boolean changes() {
        return consequence != null;
    }

    /** Keeps what its conditions look at, which a consequence is going to change. */
    void keep(EngineEvent event) {
        toldSequence = event.sequence;
        look();
    }

    private void look() {
        for (int i = 0; i < conditions.length; i++) {
            told[2 * i] = conditions[i].value().get();
            told[2 * i + 1] = conditions[i].threshold().get();
            toldHolds[i] = conditions[i].holds();
        }
    }

    /** Tells each condition as it was when it was asked. */
    void explain(EngineEvent event, Strategy.Conditions out) {
        String purpose = purpose();
        if (toldSequence != event.sequence) {
            look();
        }
        for (int i = 0; i < conditions.length; i++) {
            out.condition(purpose, conditions[i].text(), told[2 * i], told[2 * i + 1], toldHolds[i]);
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

    /** A price at 1e-8; what is none, as before the first number of an indicator, is refused by the risk stage. */
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
