package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenth of a bar's volume, in whole lots of ten shares. */
class ParticipationTest {
    private static final long OPEN =
            BrokerDriver.CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());
    private static final long PRICE_E8 = FixedPoint.parse("10");

    @ParameterizedTest
    @CsvSource({"99, 0", "100, 10", "199, 10", "299, 20", "300, 30", "5000, 100"})
    void shouldExecuteWholeLots(long volume, long shares) {
        List<Long> fills = new ArrayList<>();
        BrokerDriver driver = new BrokerDriver(
                BrokerDriver.settings("participation = 0.1"),
                List.of(new Instrument(0, "AAA", 1_000_000, 10, 0, "SMART", "", "USD")),
                100_000 * FixedPoint.ONE_E8,
                report -> {
                    if (report.type == EventType.FILL) {
                        fills.add(report.quantity);
                    }
                });
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, 1, 0, 0, 0);
        intent.side = Side.BUY;
        intent.quantity = 100;
        driver.request(intent, OPEN);
        driver.event.bar(0, OPEN, OPEN + 60_000_000_000L, PRICE_E8, PRICE_E8, PRICE_E8, PRICE_E8, volume, 0);
        driver.play(() -> {});
        assertEquals(shares == 0 ? List.of() : List.of(shares), fills);
    }
}
