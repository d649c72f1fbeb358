package io.ringside.engine.signal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The definition of one strategy (settings, bars, indicators, rules), and the evaluation of its rules.
 *
 * <p>Thread: filled at start-up, then the signal stage.
 */
final class Definition {
    private static final Rule[] NO_RULES = {};
    /** Keys that a configuration can write without quotes and that are no paths. */
    private static final String KEY = "[\\p{L}\\p{N}_-]+";

    final SettingsNode node;
    final ExchangeCalendar calendar;
    final Instrument instrument;
    final int instrumentId;
    final List<Parameter> parameters = new ArrayList<>();
    final List<Bars> bars = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    String about = "";
    Value volatility;
    /** Last price of the instrument, 0 before the first one. */
    long lastE8;

    Bars[] inputs;
    Rule[][] rulesOnBars;

    private final List<Instrument> instruments;
    /** The strategy is only described, not run: mandatory settings may be missing. */
    private final boolean describing;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<Moment, Boolean> hooks = new EnumMap<>(Moment.class);
    private final Rule[][] rulesByType = new Rule[EventType.values().length][];
    /** Rules that must be notified of every evaluation, see {@link Rule#remembers}. */
    private Rule[] remembering = NO_RULES;

    private boolean warm;
    /** Minute since 1970 of the last timer event passed to the strategy. */
    private long minute = Long.MIN_VALUE;

    Definition(
            SettingsNode node,
            ExchangeCalendar calendar,
            List<Instrument> instruments,
            Instrument instrument,
            boolean describing) {
        this.node = node;
        this.calendar = calendar;
        this.instruments = instruments;
        this.instrument = instrument;
        this.describing = describing;
        instrumentId = instrument.id();
    }

    /** @throws IllegalArgumentException if a configuration cannot set the key, or it is used already */
    void parameter(String name, String standard, String allowed, String unit, String about) {
        if (name == null || !name.matches(KEY)) {
            throw new IllegalArgumentException(
                    "the setting " + name + " must have a name of letters, digits and hyphens, such as entry-below");
        }
        if (name.equals("strategy") || name.endsWith(Strategies.DIGEST_SUFFIX)) {
            throw new IllegalArgumentException("the setting " + name
                    + " has a name that the engine keeps for itself: strategy, and whatever ends with -digest");
        }
        for (Parameter other : parameters) {
            if (other.name().equals(name) && !other.standard().equals(standard)) {
                throw new IllegalArgumentException("the setting " + name + " is stated twice, with the defaults "
                        + other.standard() + " and " + standard + ": ask once, or give one another name");
            }
        }
        parameters.add(new Parameter(name, standard, allowed, unit, about));
    }

    Bars bars(BarSpec size, Instrument of) {
        Bars more = new Bars(bars.size(), size, of, calendar);
        bars.add(more);
        return more;
    }

    /** Whether {@code define} has ended. */
    boolean isClosed() {
        return inputs != null;
    }

    Rule rule(SignalKind kind, String reason) {
        Rule rule = new Rule(kind, reason, this::reason);
        rules.add(rule);
        return rule;
    }

    private int reason(String text) {
        if (!reasons.contains(text)) {
            reasons.add(text);
        }
        return reasons.indexOf(text);
    }

    boolean isPlain() {
        return bars.size() == 1 && !readsNoneOfItsOwn() && rules.stream().allMatch(Rule::isPlain);
    }

    boolean readsNoneOfItsOwn() {
        return bars.stream().noneMatch(one -> one.instrument().id() == instrumentId);
    }

    Indicator indicator(String name, String standard) {
        Indicators.Made made = node.parsed(name, standard, Indicators::make);
        if (made.indicator().outputs() != 1) {
            throw node.error(name, "has " + made.indicator().outputs() + " outputs; one is wanted");
        }
        Strategies.requireDigest(
                node,
                name + Strategies.DIGEST_SUFFIX,
                made.known().origin(),
                made.known().digest());
        return made.indicator();
    }

    List<Instrument> instruments(String name, int count) {
        if (describing) {
            return Collections.nCopies(count, instrument);
        }
        List<String> symbols = node.texts(name, null);
        List<Instrument> found = symbols.stream()
                .flatMap(symbol -> instruments.stream().filter(one -> one.isCalled(symbol)))
                .toList();
        if (symbols.size() != count || found.size() != count) {
            throw node.error(name, "must be a list of " + count + " symbols among the configured instruments");
        }
        return found;
    }

    /** Ends the definition and checks it. */
    void close(Strategy strategy) {
        if (bars.isEmpty()) {
            throw new IllegalArgumentException(
                    strategy.getClass().getName() + " reads no bars: define must call bars(...)");
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    strategy.getClass().getName() + " does nothing: define must state a rule, such as enterLong(...)");
        }
        requireIndicatorsOnce();
        rules.forEach(rule -> rule.close(bars.get(0), volatility != null));
        inputs = bars.toArray(Bars[]::new);
        rulesOnBars = bars.stream()
                .map(one -> rules.stream().filter(rule -> rule.isAskedOn(one)).toArray(Rule[]::new))
                .toArray(Rule[][]::new);
        remembering = rules.stream().filter(Rule::remembers).toArray(Rule[]::new);
        Arrays.fill(rulesByType, NO_RULES);
        boolean hears = false;
        for (Moment moment : Moment.values()) {
            rulesByType[moment.type().ordinal()] =
                    rules.stream().filter(rule -> rule.isAskedAt(moment)).toArray(Rule[]::new);
            boolean heard = rulesAt(moment.type()).length > 0 || overrides(strategy, moment);
            hooks.put(moment, heard);
            hears |= heard;
        }
        for (Bars one : inputs) {
            if (hears || inputs.length > 1 || one.remembers()) {
                one.keep();
            }
        }
    }

    /** An indicator that is added twice would see each bar twice, or the bars of two series in turns. */
    private void requireIndicatorsOnce() {
        List<Indicator> added = new ArrayList<>();
        for (Bars one : bars) {
            for (Strategy.Named named : one.input().indicators()) {
                if (added.stream().anyMatch(before -> before == named.indicator())) {
                    throw new IllegalArgumentException(
                            "adds the indicator that is called " + named.names().get(0)
                                    + " on " + one.instrument().symbol() + "'s " + one.size()
                                    + " bars a second time: make a new one for each add, since it remembers the bars that it saw");
                }
                added.add(named.indicator());
            }
        }
    }

    /** Whether all of its entries are decided on trades or quotes. */
    boolean entersOnTicksOnly() {
        List<Rule> entries = rules.stream().filter(Rule::enters).toList();
        return !entries.isEmpty() && entries.stream().allMatch(Rule::isAskedOnTicksOnly);
    }

    int parts() {
        return rules.stream().mapToInt(Rule::parts).max().orElse(1);
    }

    /**
     * Whether a timer event begins a new minute: a daemon's timer comes every few seconds, a back test's every minute, and
     * strategies get both once a minute.
     */
    boolean isNextMinute(EngineEvent timer) {
        long now = timer.eventNanos / ExchangeCalendar.MINUTE_NANOS;
        boolean next = now > minute
                && timer.eventNanos >= calendar.openNanos(timer.sessionDay)
                && timer.eventNanos < calendar.closeNanos(timer.sessionDay);
        minute = next ? now : minute;
        return next;
    }

    boolean hears(Moment moment) {
        return hooks.get(moment);
    }

    Rule[] rulesAt(EventType type) {
        return rulesByType[type.ordinal()];
    }

    /** Whether bars of all inputs have closed. */
    boolean isWarm() {
        if (!warm) {
            warm = true;
            for (Bars one : inputs) {
                warm &= one.hasClosed();
            }
        }
        return warm;
    }

    /** Evaluates the rules in order; the first one that holds gives the signal. */
    boolean decide(Rule[] asked, EngineEvent event, Signal out) {
        if (remembering.length > 0) {
            for (Rule rule : asked) {
                rule.turn(event);
            }
        }
        for (Rule rule : asked) {
            if (rule.holds(event)) {
                if (rule.changes()) {
                    for (Rule one : asked) {
                        one.keep(event);
                    }
                }
                rule.signal(event, instrument, out);
                return true;
            }
        }
        return false;
    }

    /** Called after a split has adjusted the bars that rules read. */
    void split() {
        for (Rule rule : remembering) {
            rule.split();
        }
    }

    void explain(Rule[] asked, EngineEvent event, Strategy.Conditions out) {
        for (Rule rule : asked) {
            rule.explain(event, out);
        }
    }

    static int secondOfDay(String text, String standard) {
        try {
            return LocalTime.parse(text).toSecondOfDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time of day such as \"" + standard + "\"", e);
        }
    }

    static String oneOf(String text, List<String> among) {
        if (!among.contains(text)) {
            throw new IllegalArgumentException("must be one of " + among);
        }
        return text;
    }

    private static boolean overrides(Strategy strategy, Moment moment) {
        String hook = switch (moment) {
            case TRADE -> "onTrade";
            case QUOTE -> "onQuote";
            case SESSION_OPEN -> "onSessionOpen";
            case SESSION_CLOSE -> "onSessionClose";
            case TIMER -> "onTimer";
        };
        for (Class<?> type = strategy.getClass(); type != Strategy.class; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(hook))) {
                return true;
            }
        }
        return false;
    }
}
