package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trades in, signals out, through the real indicator, signal and risk stages; the range is made from the trades. */
class OpeningRangeBreakoutTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private Engine engine = engine();
    private Pipeline pipeline = pipeline();
    private String day = "2025-05-21";

    @Test
    void shouldGoLongOnceWhenATradeIsAboveTheRange() {
        openingRange();
        assertEquals("", trade("09:35:00", "101.00"));
        assertEquals("ENTER_LONG BREAKOUT stop 99.00 target 105.01", trade("09:35:01", "101.01"));
        assertEquals("", trade("09:35:02", "101.50"));
        assertEquals("", trade("09:40:00", "100.00"));
        assertEquals("", trade("09:41:00", "101.50"));
    }

    @Test
    void shouldGoShortOnceWhenATradeIsBelowTheRange() {
        openingRange();
        assertEquals("", trade("09:36:00", "99.00"));
        assertEquals("ENTER_SHORT BREAKOUT stop 101.00 target 94.98", trade("10:00:00", "98.98"));
        assertEquals("", trade("10:01:00", "98.00"));
    }

    @Test
    void shouldTakeTheOtherSideTooWhenTheFirstBreakoutFails() {
        openingRange();
        assertTrue(trade("09:36:00", "101.01").startsWith("ENTER_LONG"));
        assertTrue(trade("11:00:00", "98.99").startsWith("ENTER_SHORT"));
        assertEquals("", trade("12:00:00", "102.00"));
    }

    @Test
    void shouldEnterOnTheTradeThatClosesTheRangeWhenItIsBeyondIt() {
        openingRange();
        assertTrue(trade("09:35:00", "101.02").startsWith("ENTER_LONG"));
    }

    @Test
    void shouldPlaceEntryStopAndTargetWhenTheRiskStageAgrees() {
        openingRange();
        EngineEvent slot = slot("09:36:00", "98.99", 0);
        assertEquals(3, slot.intentCount);
        assertEquals("ENTRY SELL 0.00 0.00", describe(slot.intents[0]));
        assertEquals("STOP BUY 101.00 0.00", describe(slot.intents[1]));
        assertEquals("TARGET BUY 0.00 94.99", describe(slot.intents[2]));
    }

    @Test
    void shouldLeaveTheTargetOutWhenItsMultipleIsZero() {
        use(engine("signal.target-multiple=0"));
        openingRange();
        assertEquals("ENTER_LONG BREAKOUT stop 99.00 target 0.00", trade("09:36:00", "101.01"));
    }

    /** The range is 2 wide: half of it, and all of it, from where it is left. */
    @ParameterizedTest
    @CsvSource({"0.5, 102.01, 97.98", "1, 103.01, 96.98"})
    void shouldPlaceItsTargetByTheMultipleOfTheRange(String multiple, String above, String below) {
        use(engine("signal.target-multiple=" + multiple));
        openingRange();
        assertEquals("ENTER_LONG BREAKOUT stop 99.00 target " + above, trade("09:36:00", "101.01"));
        assertEquals("ENTER_SHORT BREAKOUT stop 101.00 target " + below, trade("09:37:00", "98.98"));
    }

    @Test
    void shouldEnterNoMoreWhenItIsTooLate() {
        openingRange();
        assertEquals("", trade("15:00:00", "101.01"));
        openingRangeOf("2025-05-22");
        assertTrue(trade("14:59:59", "101.01").startsWith("ENTER_LONG"));
    }

    @Test
    void shouldLeaveOnceAMinuteWhenTheCloseIsNear() {
        openingRange();
        trade("09:36:00", "101.01");
        assertEquals("", trade("15:54:59", "101.00"));
        assertEquals("EXIT TIME_EXIT stop 0.00 target 0.00", trade("15:55:00", "101.00"));
        assertEquals("", trade("15:55:01", "101.00"));
        assertEquals("", trade("15:55:59", "101.00"));
        assertTrue(trade("15:56:00", "101.00").startsWith("EXIT"));
    }

    @Test
    void shouldLeaveByTheBarThatEndsTheSessionWhenNothingTradesLate() {
        use(engine("signal.range=30m"));
        openingRange();
        trade("10:00:00", "101.01");
        trade("15:50:00", "101.00");
        EngineEvent slot = slot("16:00:00", "101.00", 0);
        assertEquals("EXIT TIME_EXIT stop 0.00 target 0.00", signals(slot));
    }

    @Test
    void shouldLeaveBeforeTheEarlyCloseWhenItIsAHalfDay() {
        day = "2025-07-03";
        openingRange();
        assertEquals("", trade("12:54:59", "100.00"));
        assertTrue(trade("12:55:00", "101.01").startsWith("EXIT TIME_EXIT"));
        assertEquals("", trade("14:00:00", "101.01"));
    }

    @Test
    void shouldMakeUpForTheTimeExitWhenTheSessionEndedWithoutATrade() {
        openingRange();
        assertTrue(trade("09:36:00", "101.01").startsWith("ENTER_LONG"));
        day = "2025-05-22";
        assertEquals("", trade("09:29:59", "101.00"));
        assertTrue(trade("09:30:00", "101.00").startsWith("EXIT TIME_EXIT"));
        assertEquals("", trade("09:30:01", "101.00"));
        day = "2025-05-23";
        assertEquals("", trade("09:30:00", "101.00"));
    }

    @Test
    void shouldBeginAnewWhenTheNextSessionOpens() {
        openingRange();
        assertTrue(trade("09:36:00", "101.01").startsWith("ENTER_LONG"));
        trade("15:55:00", "101.00");
        openingRangeOf("2025-05-22");
        assertTrue(trade("09:36:00", "101.01").startsWith("ENTER_LONG"));
    }

    @Test
    void shouldStayOutWhenItDidNotSeeTheFirstBar() {
        assertEquals("", trade("09:36:00", "100.00"));
        assertEquals("", trade("09:41:00", "200.00"));
    }

    @Test
    void shouldStayOutWhenTheFirstBarHasNoRange() {
        trade("09:31:00", "100.00");
        trade("09:32:00", "100.00");
        assertEquals("", trade("09:36:00", "100.01"));
    }

    @Test
    void shouldNotBreakOutOnTradesThatDoNotCount() {
        openingRange();
        assertEquals("", signals(slot("09:36:00", "105.00", EngineEvent.FLAG_VOLUME_ONLY)));
        day = "2025-05-20";
        use(engine("data.session=extended"));
        openingRange();
        assertEquals("", trade("16:30:00", "105.00"));
    }

    @Test
    void shouldTellEveryConditionOfATradeWhenAsked() {
        openingRange();
        EngineEvent slot = slot("09:36:00", "101.01", 0);
        List<String> told = new ArrayList<>();
        engine.bindings()
                .get(0)
                .strategy()
                .explainMoment(
                        slot,
                        (purpose, text, value, threshold, holds) ->
                                told.add(purpose + ": " + text + ": " + value + " " + threshold + " " + holds));
        assertEquals(
                List.of(
                        "exit: its price counts, in the regular session: 1.0 1.0 true",
                        "exit: the time exit is due: 0.0 1.0 false",
                        "long: its price counts, in the regular session: 1.0 1.0 true",
                        "long: second of the day < entry-until: 34560.0 54000.0 true",
                        "long: opening range's high > opening range's low: 101.0 99.0 true",
                        "long: price > opening range's high: 101.01 101.0 true",
                        "long: first of the session: 1.0 1.0 true",
                        "short: its price counts, in the regular session: 1.0 1.0 true",
                        "short: second of the day < entry-until: 34560.0 54000.0 true",
                        "short: opening range's high > opening range's low: 101.0 99.0 true",
                        "short: price < opening range's low: 101.01 99.0 false",
                        "short: first of the session: 1.0 1.0 true"),
                told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signal.range=500t | signal.range = 500t: must be a span of time up to 2h, such as 5m",
                "signal.range=4h | signal.range = 4h: must be a span of time up to 2h, such as 5m",
                "signal.target-multiple=-1 | signal.target-multiple = -1: must be a number from 0.0 to 1000.0",
                "signal.entry-until=noon | signal.entry-until = noon: must be a time of day such as \"15:00\"",
                "signal.exit-before-close-minutes=0 | must be a whole number from 1 to 60",
                "signal.stop=3 | signal.stop is an unknown key"
            })
    void shouldNameKeyValueAndRemedyWhenAParameterIsRefused(String set, String message) {
        UserError error = assertThrows(UserError.class, () -> engine(set));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    /** From 99 to 101, by trades from 09:30 to 09:34. */
    private void openingRange() {
        assertEquals("", trade("09:30:00", "100.00"));
        assertEquals("", trade("09:31:00", "101.00"));
        assertEquals("", trade("09:32:00", "99.00"));
        assertEquals("", trade("09:34:59", "100.00"));
    }

    private void openingRangeOf(String otherDay) {
        day = otherDay;
        openingRange();
    }

    /** What the strategy says to one trade, without its silence. */
    private String trade(String time, String price) {
        return signals(slot(time, price, 0));
    }

    private EngineEvent slot(String time, String price, int flags) {
        long nanos = CALENDAR.toNanos(LocalDateTime.parse(day + "T" + time));
        pipeline.draft().trade(0, nanos, FixedPoint.parse(price), 100, flags);
        return pipeline.process();
    }

    private String signals(EngineEvent slot) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < slot.signalCount; i++) {
            Signal signal = slot.signals[i];
            if (signal.kind != SignalKind.HOLD) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(signal.kind)
                        .append(' ')
                        .append(engine.bindings().get(0).strategy().reasons().get(signal.reason))
                        .append(" stop ")
                        .append(FixedPoint.format(signal.stopE8))
                        .append(" target ")
                        .append(FixedPoint.format(signal.targetE8));
            }
        }
        return text.toString();
    }

    private static String describe(Intent intent) {
        return intent.purpose + " " + intent.side + " " + FixedPoint.format(intent.stopE8) + " "
                + FixedPoint.format(intent.limitE8);
    }

    private void use(Engine other) {
        engine = other;
        pipeline = pipeline();
    }

    private Pipeline pipeline() {
        return Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1);
    }

    private static Engine engine(String... sets) {
        Config config = EngineSettings.load(Path.of("../config/opening-range.conf"));
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        return new Engine(EngineSettings.of(config), CALENDAR);
    }
}
