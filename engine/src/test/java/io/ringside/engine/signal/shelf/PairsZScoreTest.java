package io.ringside.engine.signal.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.StrategyTrial;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ratios of 1, 0.8, 1 and 0.9 have the mean 0.925 and the deviation 0.0829: the last one is 0.3015 of it below the mean. */
class PairsZScoreTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long BAR = 5 * ExchangeCalendar.MINUTE_NANOS;

    private int bars;

    private static StrategyTrial trial(String exit, String... symbols) {
        return StrategyTrial.of(
                new PairsZScore(), "pair = [AA, BB], period = 4, atr = 1, entry = 1.7, exit = " + exit, symbols);
    }

    /** Both close; the first of the two is the strategy's own. */
    private void close(StrategyTrial trial, String own, String other) {
        long start = OPEN + bars++ * BAR;
        int id = 0;
        for (String price : List.of(own, other)) {
            long e8 = FixedPoint.parse(price);
            trial.bar(id++, start, start + BAR, e8, e8, e8, e8, 1);
        }
    }

    /** With the last of five at 1 it is 0.5 above: the three before count no more. */
    @ParameterizedTest
    @CsvSource({"0.31, EXIT_LONG BACK", "0.30, EXIT_SHORT BACK"})
    void shouldLeaveSoNearToTheMean(String exit, String signal) {
        StrategyTrial trial = trial(exit, "AA", "BB");
        for (String price : List.of("100", "80", "100", "90")) {
            close(trial, price, "100");
        }
        assertEquals(List.of("2025-05-21T09:50 " + signal), trial.signals());
    }

    /** Three of 1 and one beyond them are the root of 3 from their mean, 1.7321. */
    @ParameterizedTest
    @CsvSource({"90, ENTER_LONG CHEAP", "110, ENTER_SHORT DEAR"})
    void shouldEnterSoFarFromTheMean(String price, String signal) {
        StrategyTrial trial = trial("0", "AA", "BB");
        for (String close : List.of("100", "100", "100", price)) {
            close(trial, close, "100");
        }
        assertEquals(signal, trial.signals().get(trial.signals().size() - 1).substring(17));
    }

    @Test
    void shouldGoOnOverASplitOfItsOwn() {
        StrategyTrial trial = trial("0.31", "AA", "BB");
        close(trial, "100", "100");
        close(trial, "80", "100");
        close(trial, "100", "100");
        trial.split(2, 1);
        close(trial, "45", "100");
        assertEquals(List.of("2025-05-21T09:50 EXIT_LONG BACK"), trial.signals());
    }

    /** Set on the second one, whose score has the other sign: 0.3015. */
    @Test
    void shouldGoOnOverASplitOfTheSecond() {
        StrategyTrial trial = trial("0.30", "BB", "AA");
        close(trial, "100", "100");
        close(trial, "100", "80");
        close(trial, "100", "100");
        trial.split(2, 1);
        close(trial, "50", "90");
        assertEquals(List.of("2025-05-21T09:50 EXIT_LONG BACK"), trial.signals());
    }
}
