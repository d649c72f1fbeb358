package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which bar something happened, in minutes from the open of a session on. */
class LastBarsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long MINUTE = 60_000_000_000L;

    private final LastBars bars = new LastBars(new Engine(
            EngineSettings.parse(
                    "instruments = [{ symbol = AAA }, { symbol = BBB }]\nsignal { strategy = mean-reversion-in-trend, instruments = [AAA] }",
                    "test"),
            CALENDAR));

    private static long at(double minutes) {
        return OPEN + Math.round(minutes * MINUTE);
    }

    @ParameterizedTest
    @CsvSource({
        // start of the last price's bar, its end, the event, the bar's start
        "0, 5, 5, 0",
        "7, 5, 10, 5",
        "5, 10, 9.5, 5",
        "9.5, 5, 9.5, 5",
        // Behind the bar's end: in the one of which this is not the end.
        "0, 5, 5.5, 5",
        "0, 5, 10, 5",
        "0, 5, 10.5, 10",
        // A price of its own, at which its bar ended.
        "5, 5, 12, 5",
        "10, 5, 12, 10",
        // Before the open there are no bars.
        "-3, -5, 1, -3",
        "-0.5, -5, 1, -0.5"
    })
    void shouldTellTheBarOfTime(double start, double end, double event, double bar) {
        bars.price(0, at(start), at(start));
        bars.ends(0, at(end));
        assertEquals(at(bar), bars.startNanos(0, BarSpec.FIVE_MINUTES, at(event)));
    }

    /** What comes with the bar's end belongs to it, whatever is shorter than it. */
    @Test
    void shouldTellTheLastPricesBarAtTheEndOfIt() {
        bars.price(0, at(0), at(5));
        bars.ends(0, at(5));
        assertEquals(at(0), bars.startNanos(0, BarSpec.parse("1m"), at(5)));
        assertEquals(at(5), bars.startNanos(0, BarSpec.parse("1m"), at(5.5)));
    }

    @Test
    void shouldTellTheLastBarWhereBarsAreNotOfTime() {
        bars.price(0, at(7), at(9));
        bars.ends(0, at(6));
        assertEquals(at(7), bars.startNanos(0, BarSpec.parse("100t"), at(9)));
        assertEquals(at(7), bars.startNanos(0, BarSpec.parse("1000v"), at(9)));
        assertEquals(at(7) - at(7) % MINUTE, bars.startNanos(0, BarSpec.parse("1m"), at(9)));
    }

    @Test
    void shouldTellTheTimeItselfWhereNoPriceIsKnown() {
        assertEquals(at(7), bars.startNanos(0, BarSpec.FIVE_MINUTES, at(7)));
        bars.price(1, at(5), at(8));
        assertEquals(at(7), bars.startNanos(0, BarSpec.FIVE_MINUTES, at(7)));
        assertEquals(0, bars.priceNanos(0));
        assertEquals(at(8), bars.priceNanos(1));
        assertEquals(at(8), bars.latestNanos());
        bars.price(0, at(3), at(6));
        assertEquals(at(8), bars.latestNanos());
    }
}
