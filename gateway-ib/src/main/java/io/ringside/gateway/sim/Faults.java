package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Decides on each occasion whether a fault happens, and counts how often each did.
 *
 * <p>Thread: the workstation's.
 */
final class Faults {
    /** A rule with its counts. */
    private static final class Armed {
        final FaultRule rule;
        final SplittableRandom random;
        long occasions;
        long fired;
        int lastDay;

        Armed(FaultRule rule, SplittableRandom random, long nowNanos) {
            this.rule = rule;
            this.random = random;
            boolean past = CALENDAR.secondOfDay(nowNanos) > rule.atSecond();
            lastDay = past ? CALENDAR.localDay(nowNanos) : 0;
        }
    }

    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final Map<FaultKind, List<Armed>> armed = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Long> fired = new EnumMap<>(FaultKind.class);
    private final SplittableRandom random;
    private final SplittableRandom rules;
    private final Workstation tws;
    private double seconds;

    Faults(Workstation tws, FaultScript script) {
        this.tws = tws;
        this.random = new SplittableRandom(script.seed() ^ 0x5EED);
        this.rules = new SplittableRandom(script.seed());
        script.rules().forEach(this::add);
    }

    /** Adds a rule; its occasions count from now. */
    void add(FaultRule rule) {
        armed.computeIfAbsent(rule.kind(), kind -> new ArrayList<>()).add(new Armed(rule, rules.split(), tws.now()));
    }

    /** Ends all rules; faults that have begun go on. */
    void end() {
        armed.clear();
    }

    /** Whether the fault happens now. */
    boolean fires(FaultKind kind) {
        return fires(kind, -1, "");
    }

    /** Whether the fault happens to a message of that id. */
    boolean fires(FaultKind kind, int message) {
        return fires(kind, message, "");
    }

    /** Whether the fault happens to an order with that reference. */
    boolean fires(FaultKind kind, String ref) {
        return fires(kind, -1, ref);
    }

    private boolean fires(FaultKind kind, int message, String ref) {
        List<Armed> rules = armed.get(kind);
        if (rules == null) {
            return false;
        }
        boolean result = false;
        for (Armed rule : rules) {
            boolean meant =
                    (rule.rule.message() < 0 || rule.rule.message() == message) && ref.startsWith(rule.rule.ref());
            if (meant && rule.fired < rule.rule.max() && triggered(rule)) {
                rule.fired++;
                seconds = rule.rule.seconds();
                result = true;
            }
        }
        if (result) {
            fired.merge(kind, 1L, Long::sum);
        }
        return result;
    }

    private boolean triggered(Armed armed) {
        FaultRule rule = armed.rule;
        armed.occasions++;
        if (rule.nth() > 0) {
            return armed.occasions == rule.nth();
        }
        if (rule.every() > 0) {
            return armed.occasions % rule.every() == 0;
        }
        if (rule.atSecond() >= 0) {
            int day = CALENDAR.localDay(tws.now());
            if (armed.lastDay != day && CALENDAR.secondOfDay(tws.now()) >= rule.atSecond()) {
                armed.lastDay = day;
                return true;
            }
            return false;
        }
        return armed.random.nextDouble() < rule.rate();
    }

    /** How long the fault that fired last is to last, in nanoseconds of market time. */
    long nanos(double defaultSeconds) {
        return (long) ((seconds >= 0 ? seconds : defaultSeconds) * 1e9);
    }

    /** A random number from 0 to below the bound. */
    int random(int bound) {
        return random.nextInt(bound);
    }

    /** How often each kind happened; kinds that did not are left out. */
    Map<FaultKind, Long> fired() {
        return new EnumMap<>(fired);
    }
}
