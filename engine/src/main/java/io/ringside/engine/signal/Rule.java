package io.ringside.engine.signal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a strategy does, and when: all of its conditions must hold. Said once; deciding and explaining both come from it.
 * It is asked when the strategy's first bars close, unless it says otherwise; of several rules that hold the first one
 * counts.
 *
 * <p>Thread: made at start-up, asked by the signal stage.
 */
public final class Rule {
    private static final Condition[] NONE = {};

    private final SignalKind kind;
    private final String reason;
    private final int reasonIndex;
    private final List<Condition> stated = new ArrayList<>();
    private final Set<Moment> moments = EnumSet.noneOf(Moment.class);
    private final List<Bars> bars = new ArrayList<>();

    private Condition[] conditions = NONE;
    private Value stop;
    private Value target;
    private Runnable consequence;
    private boolean oncePerSession;
    private int firedDay = Integer.MIN_VALUE;
    private long firedSequence = -1;

    Rule(SignalKind kind, String reason, int reasonIndex) {
        this.kind = kind;
        this.reason = reason;
        this.reasonIndex = reasonIndex;
    }

    /** Asks all of these. */
    public Rule when(Condition... all) {
        stated.addAll(List.of(all));
        return this;
    }

    /** Asks when the last of these bars has closed that end at the same time. */
    public Rule on(Bars... all) {
        bars.addAll(List.of(all));
        return this;
    }

    /** Asks at these moments, and at no others unless {@link #on(Bars...)} names bars too. */
    public Rule on(Moment... all) {
        moments.addAll(List.of(all));
        return this;
    }

    /** Once a session and no more. */
    public Rule oncePerSession() {
        oncePerSession = true;
        return this;
    }

    /** Puts the protective stop at this price, instead of where the volatility would. */
    public Rule stopAt(Value price) {
        stop = price;
        return this;
    }

    /** Takes the profit at this price; a number that is not above 0 is no target. */
    public Rule targetAt(Value price) {
        target = price;
        return this;
    }

    /** Runs when it has signalled, to change what the strategy remembers. */
    public Rule then(Runnable change) {
        consequence = change;
        return this;
    }

    String reason() {
        return reason;
    }

    /** It is complete; without a moment of its own it goes by the first bars. */
    void close(Bars first) {
        conditions = stated.stream().flatMap(one -> one.parts().stream()).toArray(Condition[]::new);
        if (bars.isEmpty() && moments.isEmpty()) {
            bars.add(first);
        }
    }

    boolean isAskedOn(Bars closed) {
        return bars.contains(closed);
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
        if (stop != null) {
            out.stopE8 = FixedPoint.ofDouble(stop.get());
        }
        if (target != null && target.get() > 0) {
            out.targetE8 = Math.max(instrument.onTick(target.get()), instrument.tickE8());
        }
        if (consequence != null) {
            consequence.run();
        }
    }

    /** Tells each condition as it is now. */
    void explain(EngineEvent event, Strategy.Conditions out) {
        String purpose = purpose();
        for (Condition condition : conditions) {
            condition.tell(purpose, out);
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

    private String purpose() {
        return switch (kind) {
            case ENTER_LONG -> "long";
            case ENTER_SHORT -> "short";
            default -> "exit";
        };
    }
}
