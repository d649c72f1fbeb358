package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Split;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * A trading strategy, stated as rules. {@link #define} declares once its settings, bars, indicators and rules: the engine
 * decides by them, {@code explain} reports them, {@code ringside strategies} lists them.
 *
 * <pre>
 * public final class CloseAboveAverage extends Strategy {
 *     &#64;Override
 *     protected void define() {
 *         about("Holds what closes above its average.");
 *         Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
 *         Value average = bars.add("average", new SimpleMovingAverage(number("period", 50, 2, 1000, "bars", "the average")));
 *         volatility(bars.add("atr", new WilderAverageTrueRange(14)));
 *         enterLong("ABOVE").when(bars.close().crossesAbove(average));
 *         exitLong("BELOW").when(bars.close().below(average));
 *     }
 * }
 * </pre>
 *
 * <p>It knows no position and no order: size, stops and orders are the risk stage's, so that a refused signal has nothing to
 * undo. Its name in configurations is that of its class, {@code close-above-average}. Its decisions must depend on its
 * inputs only, never on a clock or random numbers, or its days do not replay; {@code ringside lookahead} and
 * {@code ringside verify} find out. After {@link #define} it must not allocate.
 *
 * <p>Thread: {@link #define} at start-up, all else the signal stage; one instance belongs to one instrument.
 */
public abstract class Strategy {
    /**
     * A bar size with the indicators to run over it.
     *
     * @param bars size of the bars
     * @param instrument whose bars
     * @param indicators what to compute on them, in the order of their values
     */
    public record Input(BarSpec bars, Instrument instrument, List<Named> indicators) {
        public Input {
            indicators = List.copyOf(indicators);
        }
    }

    /**
     * An indicator with the names of its outputs.
     *
     * @param names one name an output, as in reports: {@code sma}, {@code atr}
     * @param indicator the statistic
     */
    public record Named(List<String> names, Indicator indicator) {
        public Named {
            names = List.copyOf(names);
            if (names.size() != indicator.outputs()) {
                throw new IllegalArgumentException(names + " names " + indicator.outputs() + " outputs");
            }
        }
    }

    /** Receives the conditions that a strategy has evaluated, for display. */
    public interface Conditions {
        /**
         * One condition.
         *
         * @param purpose the rule's action: "long", "short" or "exit"
         * @param text the condition as text, such as {@code willr < entry-below}
         * @param value its value
         * @param threshold the number it was compared with
         * @param holds whether it held
         */
        void condition(String purpose, String text, double value, double threshold, boolean holds);
    }

    private Definition definition;
    private EngineEvent event;

    // ---- To be written: what the strategy is -----------------------------------------------------------------------

    /** Declares settings, bars, indicators and rules; called once, before anything else. */
    protected abstract void define();

    /** Called when one of its bars has closed and all of its indicators are warm, before the rules are evaluated. */
    protected void onBar(Bars bars) {}

    /** Called on a trade of its instrument, after {@link #onBar} for bars that it closed and before the rules are evaluated. */
    protected void onTrade(EngineEvent trade) {}

    /** Called on a quote of its instrument, before the rules are evaluated. */
    protected void onQuote(EngineEvent quote) {}

    /** Called when the regular session begins, before the rules are evaluated. */
    protected void onSessionOpen(int sessionDay) {}

    /** Called when the regular session is over, before the rules are evaluated. */
    protected void onSessionClose(int sessionDay) {}

    /** Called when a minute of the session has begun, before the rules are evaluated; see {@link Moment#TIMER}. */
    protected void onTimer(long nanos) {}

    /**
     * Called on a split of an instrument that it reads, one share into {@code numerator / denominator}, before the session
     * opens. Bars and indicators are adjusted already; prices that the strategy itself has stored it must divide by the
     * ratio.
     */
    protected void onSplit(Instrument of, long numerator, long denominator) {}

    private Definition defining() {
        if (definition == null || definition.isClosed()) {
            throw new IllegalStateException(
                    "settings, bars and rules are stated in define, once: move it there, since here it would be lost");
        }
        return definition;
    }

    // ---- To be called by define: settings --------------------------------------------------------------------------

    /** Describes the strategy in a sentence. */
    protected final void about(String sentence) {
        defining().about = sentence;
    }

    /** A whole number that the configuration may set. */
    protected final int number(String name, int standard, int min, int max, String unit, String about) {
        defining().parameter(name, String.valueOf(standard), min + " to " + max, unit, about);
        return defining().node.number(name, standard, min, max);
    }

    /** A number that the configuration may set. */
    protected final double decimal(String name, double standard, double min, double max, String unit, String about) {
        defining().parameter(name, Value.plain(standard), Value.plain(min) + " to " + Value.plain(max), unit, about);
        return defining().node.decimal(name, standard, min, max);
    }

    /** As {@link #decimal}, to compare with. */
    protected final Value threshold(String name, double standard, double min, double max, String unit, String about) {
        return Value.constant(name, decimal(name, standard, min, max, unit, about));
    }

    /** A time of the exchange's day such as 09:30 that the configuration may set, in seconds, to compare with. */
    protected final Value timeOfDay(String name, String standard, String about) {
        defining().parameter(name, standard, "a time of day", "exchange time", about);
        return Value.constant(
                name, defining().node.parsed(name, standard, text -> Definition.secondOfDay(text, standard)));
    }

    /** A bar size such as 5m, 1d, 500t that the configuration may set. */
    protected final BarSpec barSize(String name, String standard, String about) {
        defining().parameter(name, standard, "5s, 5m, 1h, 1d, 500t, 100000v", "", about);
        return defining().node.parsed(name, standard, BarSpec::parse);
    }

    /** One of several words that the configuration may set. */
    protected final String choice(String name, String standard, List<String> among, String about) {
        defining().parameter(name, standard, String.join(", ", among), "", about);
        return defining().node.parsed(name, standard, text -> Definition.oneOf(text, among));
    }

    /** An indicator by its name, such as {@code ema(20)}, that the configuration may set. */
    protected final Indicator indicator(String name, String standard, String about) {
        defining().parameter(name, standard, "an indicator of one output", "", about);
        return defining().indicator(name, standard);
    }

    /** So many instruments of the configuration, by their symbols, that the configuration must set. */
    protected final List<Instrument> instruments(String name, int count, String about) {
        defining().parameter(name, "", "a list of " + count + " symbols among the instruments", "", about);
        return defining().instruments(name, count);
    }

    /** An error about one of the settings, to be thrown: {@code throw refused("entry-from", "must not be after entry-to")}. */
    protected final UserError refused(String name, String remedy) {
        return defining().node.error(name, remedy);
    }

    // ---- To be called by define: what it reads ---------------------------------------------------------------------

    /** Bars of its own instrument. */
    protected final Bars bars(BarSpec size) {
        return bars(size, instrument());
    }

    /** Bars of any instrument of the configuration. */
    protected final Bars bars(BarSpec size, Instrument instrument) {
        return defining().bars(size, instrument);
    }

    /** A number that is computed whenever a rule reads it. */
    protected final Value value(String name, DoubleSupplier number) {
        return Value.computed(name, null, number);
    }

    /** A condition that is computed whenever a rule is evaluated. */
    protected final Condition check(String text, BooleanSupplier holds) {
        return value(text, () -> holds.getAsBoolean() ? 1 : 0)
                .atLeast(Value.constant("1", 1))
                .as(text);
    }

    /** The average range in price units by which the risk stage places and trails stops. */
    protected final void volatility(Value range) {
        if (defining().volatility != null) {
            throw new IllegalArgumentException("it says twice what its volatility is: leave one out");
        }
        defining().volatility = range;
    }

    // ---- To be called by define: what it does ----------------------------------------------------------------------

    /** Adds a rule that enters long; the reason is shown in reports. */
    protected final Rule enterLong(String reason) {
        return defining().rule(SignalKind.ENTER_LONG, reason);
    }

    /** Adds a rule that enters short. */
    protected final Rule enterShort(String reason) {
        return defining().rule(SignalKind.ENTER_SHORT, reason);
    }

    /** Adds a rule that exits a long position. */
    protected final Rule exitLong(String reason) {
        return defining().rule(SignalKind.EXIT_LONG, reason);
    }

    /** Adds a rule that exits a short position. */
    protected final Rule exitShort(String reason) {
        return defining().rule(SignalKind.EXIT_SHORT, reason);
    }

    /** Adds a rule that exits any position. */
    protected final Rule exit(String reason) {
        return defining().rule(SignalKind.EXIT, reason);
    }

    // ---- While it runs ---------------------------------------------------------------------------------------------

    /** The event that is being processed. */
    protected final EngineEvent event() {
        return event;
    }

    /** The exchange's calendar. */
    protected final ExchangeCalendar calendar() {
        return definition.calendar;
    }

    /** The instrument that it trades. */
    protected final Instrument instrument() {
        return definition.instrument;
    }

    // ---- The engine's side -----------------------------------------------------------------------------------------

    /** The bars and indicators that it reads. */
    public final List<Input> inputs() {
        return definition.bars.stream().map(Bars::input).toList();
    }

    /** Reasons that {@link Signal#reason} points to. Never empty. */
    public final List<String> reasons() {
        return definition.reasons;
    }

    /** Its description, in a sentence. */
    public final String about() {
        return definition.about;
    }

    /** Its settings. */
    public final List<Parameter> parameters() {
        return definition.parameters;
    }

    /** Whether it reads one series only, and all entries are market orders with the settings' stop. */
    public final boolean isPlain() {
        return definition.isPlain();
    }

    /** Reports each condition that was evaluated when the bar closed. Call it right after that. */
    public final void explain(EngineEvent event, int input, Bar bar, double[] values, int offset, Conditions out) {
        this.event = event;
        Bars closed = definition.bars.get(input);
        closed.show(bar, values, offset);
        definition.explain(definition.rulesOnBars[input], event, out);
    }

    /** Reports each condition that was evaluated on an event other than a bar, see {@link Moment}. Call it right after that. */
    public final void explainMoment(EngineEvent event, Conditions out) {
        this.event = event;
        definition.explain(definition.rulesAt(event.type), event, out);
    }

    /** Defines itself from its settings. */
    final void start(
            SettingsNode node, ExchangeCalendar calendar, List<Instrument> instruments, Instrument instrument) {
        start(new Definition(node, calendar, instruments, instrument, false));
    }

    /** Defines itself from its defaults, for a listing. */
    final void describe(SettingsNode node, ExchangeCalendar calendar, Instrument any) {
        start(new Definition(node, calendar, List.of(any), any, true));
    }

    private void start(Definition of) {
        definition = of;
        of.node.built(() -> {
            try {
                define();
                of.close(this);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "strategy = " + Strategies.nameOf(getClass()) + ": " + e.getMessage()
                                + Strategies.fileOf(getClass())
                                        .map(file -> " (class " + getClass().getName() + " of " + file + ")")
                                        .orElse(""),
                        e);
            } catch (UserError | OutOfMemoryError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                // A user's code may throw anything, linkage errors against another version of the engine included.
                throw new IllegalArgumentException(
                        "strategy = " + Strategies.nameOf(getClass()) + ": its define fails" + place(e) + ": " + e
                                + (e instanceof IncompatibleClassChangeError
                                        ? "; it was compiled with another engine: compile it with this one"
                                        : ""),
                        e);
            }
            return this;
        });
    }

    /** The line of its own code that has thrown, and the file of that code. */
    private String place(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                        .filter(frame ->
                                frame.getClassName().startsWith(getClass().getName()) && frame.getFileName() != null)
                        .findFirst()
                        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse("")
                + Strategies.fileOf(getClass()).map(file -> " of " + file).orElse("");
    }

    /** Largest number of parts, or units, of its positions. */
    public final int parts() {
        return definition.parts();
    }

    /** Whether all of its entries are decided on trades or quotes, so that on bars it would never signal. */
    public final boolean needsTicks() {
        return definition.entersOnTicksOnly();
    }

    /**
     * Whether one of its rules is evaluated when bars of an input close.
     *
     * @param input index among {@link #inputs}
     */
    public final boolean isAskedOn(int input) {
        return definition.rulesOnBars[input].length > 0;
    }

    /** Whether one of its rules is evaluated at such events. */
    public final boolean isAskedAt(Moment moment) {
        return definition.rulesAt(moment.type()).length > 0;
    }

    /**
     * Whether a rule that is evaluated when bars of an input close may give such a signal.
     *
     * @param input index among {@link #inputs}
     * @param reason index among {@link #reasons}
     */
    public final boolean mayDecideOn(int input, SignalKind kind, int reason) {
        for (Rule rule : definition.rulesOnBars[input]) {
            if (rule.gives(kind, reason)) {
                return true;
            }
        }
        return false;
    }

    /** Whether such events must be passed to it. */
    public final boolean hears(Moment moment) {
        return definition.hears(moment);
    }

    /** Processes a closed bar of one of its inputs. */
    final void barClosed(EngineEvent event, int input, Bar bar, double[] values, int offset, Signal out) {
        this.event = event;
        Definition of = definition;
        Bars closed = of.inputs[input];
        closed.closed(bar, values, offset);
        if (bar.instrumentId == of.instrumentId) {
            of.lastE8 = bar.closeE8;
        } else {
            out.instrumentId = of.instrumentId;
            out.priceE8 = of.lastE8;
        }
        if (!of.isWarm()) {
            return;
        }
        onBar(closed);
        if (of.volatility != null) {
            out.atr = of.volatility.get();
        }
        if (of.lastE8 != 0) {
            of.decide(of.rulesOnBars[input], event, out);
        }
    }

    /** Whether a new minute of the session has begun since the last timer event that was passed to it. */
    final boolean isNextMinute(EngineEvent timer) {
        return definition.isNextMinute(timer);
    }

    /** Processes an event of one of its moments. */
    final void happened(EngineEvent event, Moment moment, Signal out) {
        this.event = event;
        Definition of = definition;
        switch (moment) {
            case TRADE -> onTrade(event);
            case QUOTE -> onQuote(event);
            case SESSION_OPEN -> onSessionOpen(event.sessionDay);
            case SESSION_CLOSE -> onSessionClose(event.sessionDay);
            case TIMER -> onTimer(event.eventNanos);
        }
        if (moment == Moment.TRADE && !event.isVolumeOnly()) {
            of.lastE8 = event.priceE8;
        }
        if (of.isWarm() && of.lastE8 != 0 && of.decide(of.rulesAt(event.type), event, out) && of.volatility != null) {
            out.atr = of.volatility.get();
        }
    }

    /**
     * Processes a split of an instrument.
     *
     * @param offset offset in the event of the adjusted values of its inputs
     * @return offset of those of the next strategy
     */
    final int split(EngineEvent event, int offset) {
        Definition of = definition;
        this.event = event;
        Instrument concerned = null;
        int next = offset;
        for (Bars one : of.inputs) {
            if (one.instrument().id() == event.instrumentId) {
                concerned = one.instrument();
                next = one.split(event.quantity, event.argument, event.values, next);
            }
        }
        if (event.instrumentId == of.instrumentId) {
            concerned = of.instrument;
            of.lastE8 = Split.priceE8(of.lastE8, event.quantity, event.argument);
        }
        if (concerned != null) {
            // First the remembered prices: the values that crossings remember may be computed from them.
            onSplit(concerned, event.quantity, event.argument);
            of.split();
        }
        return next;
    }

    /**
     * Whether it reads no bars of the instrument it trades: then {@link #priced} must be called with that instrument's
     * prices.
     */
    final boolean readsNoneOfItsOwn() {
        return definition.readsNoneOfItsOwn();
    }

    /** Sets the last price at 1e-8 of the instrument it trades. */
    final void priced(long priceE8) {
        definition.lastE8 = priceE8;
    }

    /** Last price of its instrument at 1e-8, 0 before the first one. */
    final long lastE8() {
        return definition.lastE8;
    }
}
