package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What strategies are told, and what comes of it. */
class SignalHandlerTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN =
            CALENDAR.openNanos((int) LocalDate.of(2025, 1, 2).toEpochDay());
    private static final long FIVE_MINUTES = BarSpec.FIVE_MINUTES.count();
    private static final long E8 = 100_000_000L;
    private static final Instrument OWN = Instrument.usEquity(0, "OWN");
    private static final Instrument OTHER = Instrument.usEquity(1, "OTHER");

    /** Trades one instrument by the closes of another one. */
    private static final class ByAnother extends Strategy {
        @Override
        protected void define() {
            Bars bars = bars(
                    BarSpec.FIVE_MINUTES, instruments("by", 1, "whose bars").get(0));
            enterLong("UP").when(bars.close().above(10));
            exitLong("MINUTE").on(Moment.TIMER).when(bars.close().above(0));
        }
    }

    private final EngineEvent slot = new EngineEvent(new Bounds(2, 2, 2, 2));
    private final Strategy strategy = new ByAnother();
    private IndicatorHandler indicators;
    private SignalHandler handler;

    private void send() {
        slot.sequence++;
        slot.clearDecisions();
        indicators.onEvent(slot);
        handler.onEvent(slot);
    }

    private void bar(Instrument of, int index, long closeE8) {
        long start = OPEN + index * FIVE_MINUTES;
        slot.bar(of.id(), start, start + FIVE_MINUTES, closeE8, closeE8, closeE8, closeE8, 1, 0);
        send();
    }

    @Test
    void shouldTellThePriceOfWhatIsTradedToAStrategyThatReadsOtherBarsAlone() {
        strategy.start(
                SettingsNode.root(ConfigFactory.parseString("by = [OTHER]")), CALENDAR, List.of(OWN, OTHER), OWN);
        indicators = new IndicatorHandler(
                CALENDAR,
                2,
                List.of(new BarSeries(
                        0, OTHER, BarSpec.FIVE_MINUTES, List.of(new BarSeries.Subscription(0, 0, List.of())))),
                BarSpec.FIVE_MINUTES,
                Session.REGULAR);
        handler = new SignalHandler(List.of(new StrategyBinding(0, "by-another", strategy, strategy.inputs(), OWN)), 2);
        assertFalse(strategy.isPlain());
        bar(OTHER, 0, 11 * E8);
        assertEquals(SignalKind.HOLD, slot.signals[0].kind, "what it trades has no price yet");
        bar(OWN, 0, 500 * E8);
        bar(OTHER, 1, 12 * E8);
        assertEquals(SignalKind.ENTER_LONG, slot.signals[0].kind);
        assertEquals(OWN.id(), slot.signals[0].instrumentId);
        assertEquals(500 * E8, slot.signals[0].priceE8);
        slot.openPrint(OWN.id(), OPEN + 2 * FIVE_MINUTES, 501 * E8, 0);
        send();
        slot.control(EventType.TIMER, OPEN + 2 * FIVE_MINUTES + 60_000_000_000L, 0, 0);
        send();
        assertEquals(SignalKind.EXIT_LONG, slot.signals[0].kind);
        assertEquals(501 * E8, slot.signals[0].priceE8);
        slot.split(OWN.id(), OPEN + 2 * FIVE_MINUTES + 70_000_000_000L, 3, 1, 0);
        send();
        assertEquals(167 * E8, strategy.lastE8());
    }
}
