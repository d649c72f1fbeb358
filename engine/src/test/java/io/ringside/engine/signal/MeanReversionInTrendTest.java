package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.SharedData;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.Market;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.shelf.MeanReversionInTrend;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanReversionInTrendTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final EngineEvent EVENT = new EngineEvent(new Bounds(1, 1, 3, 4));

    private final Signal signal = new Signal();

    @ParameterizedTest
    @CsvSource({
        // close, average, range, %R, kind
        "100, 99, 1, -80.1, ENTER_LONG",
        "100, 99, 1, -80, HOLD",
        "100, 100, 1, -90, HOLD",
        "99, 100, 1, -90, HOLD",
        "100, 99, 0, -90, HOLD",
        "99, 100, 1, -19.9, EXIT_LONG",
        "99, 100, 1, -20, HOLD",
        "100, 100, 1, -10, HOLD",
        "101, 100, 1, -10, HOLD",
        "99, 100, 1, -50, HOLD",
        "99, 100, 0, -10, EXIT_LONG"
    })
    void shouldDecideOnBothConditionsWhenABarCloses(
            String close, double average, double range, double williams, SignalKind kind) {
        onBar(strategy(""), bar("2025-05-21T12:55", close), average, range, williams);
        assertEquals(kind, signal.kind);
        assertEquals(range, signal.atr);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-05-21T09:25, HOLD",
        "2025-05-21T09:30, ENTER_LONG",
        "2025-12-01T09:30, ENTER_LONG",
        "2025-05-21T15:55, ENTER_LONG",
        "2025-05-21T16:00, ENTER_LONG",
        "2025-05-21T16:05, HOLD"
    })
    void shouldEnterWithinTheHoursOnlyWhenBarsOfOtherHoursComeToo(String start, SignalKind kind) {
        onBar(strategy(""), bar(start, "100"), 99, 1, -90);
        assertEquals(kind, signal.kind);
    }

    @Test
    void shouldLeaveAtAnyHourWhenTheDipIsOver() {
        onBar(strategy("entry-from = \"10:00\", entry-to = \"10:30\""), bar("2025-05-21T15:55", "99"), 100, 1, -5);
        assertEquals(SignalKind.EXIT_LONG, signal.kind);
        assertEquals("WILLR_SMA", strategy("").reasons().get(signal.reason));
    }

    @Test
    void shouldFollowItsParametersWhenTheyDifferFromTheDefaults() {
        Strategy strategy = strategy("sma = 3, atr = 2, willr = 4, entry-below = -60, exit-above = -40, bar = 15m");
        assertEquals("15m", strategy.inputs().get(0).bars().toString());
        assertEquals(
                List.of(3, 2, 4),
                strategy.inputs().get(0).indicators().stream()
                        .map(named -> named.indicator().warmUp())
                        .toList());
        onBar(strategy, bar("2025-05-21T12:55", "100"), 99, 1, -61);
        assertEquals(SignalKind.ENTER_LONG, signal.kind);
        onBar(strategy, bar("2025-05-21T12:55", "99"), 100, 1, -39);
        assertEquals(SignalKind.EXIT_LONG, signal.kind);
    }

    @Test
    void shouldTellEveryConditionWhenAsked() {
        List<String> told = new ArrayList<>();
        strategy("")
                .explain(
                        EVENT,
                        0,
                        bar("2025-05-21T12:55", "100"),
                        new double[] {99, 1, -70},
                        0,
                        (purpose, text, value, threshold, holds) ->
                                told.add(purpose + ": " + text + ": " + value + " " + threshold + " " + holds));
        assertEquals(
                List.of(
                        "long: close > sma: 100.0 99.0 true",
                        "long: willr < entry-below: -70.0 -80.0 false",
                        "long: atr > 0: 1.0 0.0 true",
                        "long: bar's start in seconds >= entry-from: 46500.0 34200.0 true",
                        "long: bar's start in seconds <= entry-to: 46500.0 57600.0 true",
                        "exit: close < sma: 100.0 99.0 false",
                        "exit: willr > exit-above: -70.0 -20.0 false"),
                told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sma = 0 | sma = 0: must be a whole number from 1 to 100000",
                "willr = 1.5 | willr = 1.5: must be a whole number from 1 to 100000",
                "entry-below = 5 | entry-below = 5: must be a number from -100.0 to 0.0",
                "exit-above = NaN | exit-above = NaN: must be a number from -100.0 to 0.0",
                "entry-from = noon | entry-from = noon: must be a time of day such as \"09:30\"",
                "entry-from = \"16:30\" | entry-from = 16:30: must not be after entry-to",
                "bar = 7x | bar = 7x: not a bar size: \"7x\" (they look like 5s, 5m, 1h, 1d, 500t, 100000v)"
            })
    void shouldNameKeyValueAndRemedyWhenAParameterIsRefused(String settings, String message) {
        UserError error = assertThrows(UserError.class, () -> strategy(settings));
        assertTrue(error.getMessage().endsWith(message), error.getMessage());
    }

    /** The log's values and bars; its author's history is longer by years, of which the range keeps no trace. */
    @Test
    void shouldSignalEveryPublishedEntryAndExitWhenRunOverTheRecordedBars() throws IOException {
        List<String[]> trades = Files.readAllLines(SharedData.file("oracle/published-trades.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> cells[0].compareTo("2025-05-21") >= 0)
                .toList();
        Strategy strategy = strategy("");
        Indicator[] indicators = strategy.inputs().get(0).indicators().stream()
                .map(Strategy.Named::indicator)
                .toArray(Indicator[]::new);
        int entries = 0;
        int exits = 0;
        for (Bar bar : Market.recorded("QQQ").bars) {
            double[] values = new double[indicators.length];
            for (int i = 0; i < indicators.length; i++) {
                indicators[i].update(bar);
                values[i] = indicators[i].value(0);
            }
            signal.clear(0, 0, bar.closeE8);
            strategy.barClosed(EVENT, 0, bar, values, 0, signal);
            String start = CALENDAR.format(bar.startNanos).replace('T', ' ');
            for (String[] trade : trades) {
                if (trade[0].equals(start)) {
                    entries++;
                    assertEquals(SignalKind.ENTER_LONG, signal.kind, start);
                    assertEquals(Double.parseDouble(trade[8]), values[1], 1e-12, "atr at " + start);
                    assertEquals(Double.parseDouble(trade[9]), values[0], 1e-9, "sma at " + start);
                    assertEquals(Double.parseDouble(trade[10]), values[2], 1e-12, "willr at " + start);
                }
                if (trade[1].equals(start) && trade[11].equals("WILLR_SMA")) {
                    exits++;
                    assertEquals(SignalKind.EXIT_LONG, signal.kind, start);
                }
            }
        }
        assertEquals(23, entries);
        assertEquals(
                trades.stream().filter(trade -> trade[11].equals("WILLR_SMA")).count(), exits);
    }

    private static Strategy strategy(String settings) {
        return Strategies.create(
                "mean-reversion-in-trend",
                SettingsNode.root(ConfigFactory.parseString(settings)),
                CALENDAR,
                List.of(Instrument.usEquity(0, "QQQ")),
                Instrument.usEquity(0, "QQQ"));
    }

    private static Bar bar(String start, String close) {
        Bar bar = new Bar();
        long startNanos = CALENDAR.toNanos(LocalDateTime.parse(start));
        bar.at(0, 0, CALENDAR.localDay(startNanos), startNanos, startNanos + 300 * ExchangeCalendar.SECOND_NANOS);
        long closeE8 = FixedPoint.parse(close);
        bar.prices(closeE8, closeE8, closeE8, closeE8, 100);
        return bar;
    }

    private void onBar(Strategy strategy, Bar bar, double average, double range, double williams) {
        signal.clear(0, 0, bar.closeE8);
        strategy.barClosed(EVENT, 0, bar, new double[] {average, range, williams}, 0, signal);
    }

    @Test
    void shouldTakeASingleTimeForItsHours() {
        assertEquals(
                List.of(),
                StrategyTrial.of(new MeanReversionInTrend(), "entry-from = \"10:00\", entry-to = \"10:00\"")
                        .signals());
    }
}
