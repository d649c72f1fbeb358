package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indicators by what settings write. */
class IndicatorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ema | 20",
                "ema() | 20",
                "ema( ) | 20",
                " ema (7) | 7",
                "ema( 7 ) | 7",
                "macd | 34",
                "macd(3) | 34",
                "macd(3, 5) | 13",
                "macd(3,5,2) | 6",
                "ema(1000000) | 1000000"
            })
    void shouldBeMadeWithTheArgumentsThatAreGiven(String text, int warmUp) {
        assertEquals(warmUp, Indicators.make(text).indicator().warmUp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ema(1,2) | ema takes [period]",
                "macd(1,2,3,4) | macd takes [fast, slow, signal]",
                "ema(7 | must end with a parenthesis, such as ema(20)",
                "ema(x) | period must be a number, not x",
                "ema(1.5) | period must be a whole number, not 1.5",
                "ema(1000001) | period must be a whole number, not 1000001.0",
                "ema(-1000001) | period must be a whole number, not -1000001.0",
                "ema(-1000000) | period must be at least 1, not -1000000",
                "macd(5,5,2) | slow must be more than fast = 5, not 5"
            })
    void shouldSayWhatItDoesNotTake(String text, String refusal) {
        assertEquals(
                refusal,
                assertThrows(IllegalArgumentException.class, () -> Indicators.make(text))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"none", "(7)", "''"})
    void shouldNameThemWhereOneIsNotKnown(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Indicators.make(text))
                .getMessage();
        assertTrue(message.startsWith("must be an indicator such as ema(20), one of [adx, atr, bollinger, "), message);
    }

    /** The shortest period of each, and what it says of one bar less. */
    @ParameterizedTest
    @CsvSource({
        "sma(%), 1",
        "ema(%), 1",
        "wma(%), 1",
        "atr(%), 1",
        "rsi(%), 1",
        "willr(%), 1",
        "roc(%), 1",
        "highest(%), 1",
        "lowest(%), 1",
        "deviation(%), 1",
        "z-score(%), 2",
        "linear-regression(%), 2",
        "adx(%), 1",
        "bollinger(%;2), 2",
        "keltner(%;10;2), 1",
        "keltner(10;%;2), 1",
        "donchian(%), 1",
        "macd(%;5;2), 1",
        "macd(3;5;%), 1"
    })
    void shouldTakeAPeriodFromItsShortestOn(String form, int shortest) {
        String text = form.replace(';', ',');
        assertTrue(Indicators.make(text.replace("%", "" + shortest)).indicator().warmUp() >= shortest);
        assertEquals(
                "period must be at least " + shortest + ", not " + (shortest - 1),
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Indicators.make(text.replace("%", "" + (shortest - 1))))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"bollinger(20;%)", "keltner(20;10;%)"})
    void shouldTakeAWidthAboveZero(String form) {
        String text = form.replace(';', ',');
        assertTrue(Indicators.make(text.replace("%", "0.001")).indicator().warmUp() > 0);
        for (String width : new String[] {"0", "-1", "NaN", "Infinity"}) {
            assertEquals(
                    "width must be above 0, not " + Double.parseDouble(width),
                    assertThrows(IllegalArgumentException.class, () -> Indicators.make(text.replace("%", width)))
                            .getMessage());
        }
    }

    @Test
    void shouldKeepTheNamesOfTheEnginesOwn() {
        Indicators.Known own = Indicators.make("ema").known();
        assertEquals("", own.digest());
        assertEquals(
                "an indicator ema is there already; give it another name",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Indicators.add(new Indicators.Known(own.kind(), "x.jar", "abc")))
                        .getMessage());
    }
}
