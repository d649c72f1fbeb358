package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.Instrument;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last look at an order, whatever the stage made it of: whole lots, and prices that the exchange takes. */
class OrderShapeTest {
    private final EngineEvent event = new EngineEvent(new Bounds(1, 4, 1, 16));

    @ParameterizedTest
    @CsvSource({
        "100, 50, 45, 60, ACCEPTED",
        "200, 50.07, 45, 0, ACCEPTED",
        "0, 50, 45, 60, MALFORMED_ORDER",
        "-100, 50, 45, 60, MALFORMED_ORDER",
        "150, 50, 45, 60, MALFORMED_ORDER",
        "100, 0, 45, 60, MALFORMED_ORDER",
        "100, -1, 45, 60, MALFORMED_ORDER",
        "100, 50, 0, 60, MALFORMED_ORDER",
        "100, 50, -45, 60, MALFORMED_ORDER",
        "100, 50, 45.02, 60, MALFORMED_ORDER",
        "100, 50, 45, 60.01, MALFORMED_ORDER",
        "100, 50, 40, 60, ACCEPTED",
        "100, 50, 39.95, 60, STOP_TOO_FAR",
        "100, 50, 60.05, 40, STOP_TOO_FAR"
    })
    void shouldLetNoOrderLeaveThatTheExchangeWouldNotTake(
            long shares, double price, double stop, double target, String expected) {
        EngineSettings settings = EngineSettings.of(LimitScene.config("limits.order.stop-distance=0.2"));
        // Lots of 100, and prices in steps of 0.05.
        Instrument instrument = new Instrument(0, "AAA", LimitScene.e8(0.05), 100, 1, "SMART", "", "USD", List.of());
        Ledger ledger = new Ledger(settings.risk().equityE8(), 1);
        Book book = new Book(0, 0);
        TradingState trading = new TradingState(1, Limits.OFF);
        WorstCase worst = new WorstCase(new Book[] {book}, new Book[][] {{book}}, ledger);
        Controls controls = new Controls(
                settings.risk(), LimitScene.CALENDAR, new Instrument[] {instrument}, 1, ledger, trading, worst);
        worst.beside(new Portfolios(
                List.of(),
                List.of(instrument),
                LimitScene.CALENDAR,
                ledger,
                settings.risk().equityE8(),
                trading,
                controls,
                worst));
        Outcome outcome = controls.refuseOrder(
                event,
                book,
                false,
                shares,
                LimitScene.e8(price),
                LimitScene.e8(stop),
                LimitScene.e8(target),
                1,
                settings.risk().equityE8());
        assertEquals(expected, outcome == null ? "ACCEPTED" : outcome.name());
    }
}
