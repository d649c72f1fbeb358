package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.market.BarSpec;
import java.util.List;

/**
 * A view of one instrument's market. It sees closed bars with the values of the indicators that it asked for, and says
 * what it sees; position, size, stops and orders are the risk stage's. So it keeps no order state and needs no way back.
 *
 * <p>Thread: signal stage; one instance belongs to one instrument.
 */
public interface Strategy {
    /**
     * A bar size with the indicators to run over it.
     *
     * @param bars size of the bars
     * @param indicators what to compute on them, in the order in which {@link #onBar} sees the values
     */
    record Input(BarSpec bars, List<Named> indicators) {
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
    record Named(List<String> names, Indicator indicator) {
        public Named {
            names = List.copyOf(names);
            if (names.size() != indicator.outputs()) {
                throw new IllegalArgumentException(names + " names " + indicator.outputs() + " outputs");
            }
        }

        /** Names an indicator of one output. */
        public static Named of(String name, Indicator indicator) {
            return new Named(List.of(name), indicator);
        }
    }

    /** Receives what a strategy looked at, for a person to read. */
    interface Conditions {
        /**
         * One condition.
         *
         * @param purpose "entry" or "exit", or what else the strategy decides
         * @param text the condition in words, such as {@code willr < -80}
         * @param value what it was
         * @param threshold what it was compared with
         * @param holds whether it held
         */
        void condition(String purpose, String text, double value, double threshold, boolean holds);
    }

    /** What it reads; called once, before anything else. */
    List<Input> inputs();

    /** Reasons that {@link Signal#reason} points to, as reports print them: {@code WILLR_SMA}. Never empty. */
    List<String> reasons();

    /**
     * A bar of one of its inputs has closed and the indicators of that input are warm.
     *
     * @param event the slot, for its time and session day
     * @param input index in {@link #inputs}
     * @param bar the bar
     * @param values holds the indicator values from {@code offset} on
     * @param offset index of the first value
     * @param out to be filled; cleared before the call
     */
    void onBar(EngineEvent event, int input, Bar bar, double[] values, int offset, Signal out);

    /** Whether {@link #onTrade} wants to be called. */
    default boolean wantsTrades() {
        return false;
    }

    /** A trade of its instrument; after {@link #onBar} for bars that the trade closed. */
    default void onTrade(EngineEvent event, Signal out) {}

    /** Tells what {@link #onBar} looks at for the same arguments. */
    void explain(EngineEvent event, int input, Bar bar, double[] values, int offset, Conditions out);

    /** Tells what {@link #onTrade} looked at; called right after it, for the same event. */
    default void explainTrade(EngineEvent event, Conditions out) {}
}
