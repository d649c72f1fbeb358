package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker against a slow and obvious one: every report, and the books after every event, to the last 1e-8. */
class OracleBrokerTest {
    private static final long CASH_E8 = 5_000 * FixedPoint.ONE_E8;

    private final Map<EventType, Integer> seen = new EnumMap<>(EventType.class);

    @Test
    void shouldAgreeWithTheOracleOverThreeHundredRandomDays() {
        run(1, 300);
    }

    @Test
    @Tag("long")
    void shouldAgreeWithTheOracleOverTenThousandRandomDays() {
        run(1, 10_000);
    }

    private void run(long from, long to) {
        for (long seed = from; seed <= to; seed++) {
            compare(seed);
        }
        // Days on which nothing happens would prove nothing.
        assertTrue(seen.getOrDefault(EventType.FILL, 0) > 3 * (to - from), "only " + seen);
        System.out.println("seeds " + from + " to " + to + ": " + seen);
    }

    private void compare(long seed) {
        RandomDays days = new RandomDays(seed);
        BrokerSettings settings = BrokerDriver.settings(days.settings);
        List<String> reports = new ArrayList<>();
        BrokerDriver driver =
                new BrokerDriver(settings, RandomDays.INSTRUMENTS, CASH_E8, event -> reports.add(line(event)));
        OracleBroker oracle =
                new OracleBroker(settings, BrokerDriver.CALENDAR, RandomDays.INSTRUMENTS, OracleBroker.money(CASH_E8));
        int number = 0;
        for (RandomDays.Item item : days.items) {
            String where = "seed " + seed + ", item " + number++ + ", " + days.settings + ", " + item.event();
            int before = reports.size();
            if (item.event() == null) {
                for (Intent intent : item.intents()) {
                    driver.request(intent, item.nanos());
                    oracle.request(intent, item.nanos());
                }
            } else {
                fill(driver.event, item.event());
                driver.play(() -> item.intents().forEach(intent -> driver.broker.submit(intent, item.nanos())));
                oracle.event(item.event(), item.intents());
            }
            assertEquals(
                    oracle.reports.subList(Math.min(before, oracle.reports.size()), oracle.reports.size()),
                    reports.subList(before, reports.size()),
                    where);
            balance(driver, oracle, where);
        }
    }

    /** The broker's books, the books kept from its reports, and the oracle's. */
    private static void balance(BrokerDriver driver, OracleBroker oracle, String where) {
        assertEquals(driver.ledger.cashE8(), driver.broker.ledger().cashE8(), where);
        assertEquals(driver.ledger.equityE8(), driver.broker.ledger().equityE8(), where);
        assertMoney(oracle.cash, driver.ledger.cashE8(), where);
        assertMoney(oracle.equity(), driver.ledger.equityE8(), where);
        for (int id = 0; id < RandomDays.INSTRUMENTS; id++) {
            assertEquals(driver.ledger.position(id), driver.broker.ledger().position(id), where);
            assertEquals(oracle.position[id], driver.ledger.position(id), where);
        }
    }

    private static void assertMoney(BigDecimal expected, long actualE8, String where) {
        assertEquals(
                0, expected.compareTo(OracleBroker.money(actualE8)), () -> where + ": " + expected + " " + actualE8);
    }

    static void fill(EngineEvent event, OracleBroker.Market market) {
        int flags = market.volumeOnly() ? EngineEvent.FLAG_VOLUME_ONLY : 0;
        switch (market.type()) {
            case OPEN_PRINT -> event.openPrint(market.instrument(), market.nanos(), e8(market.open()), flags);
            case TRADE -> event.trade(market.instrument(), market.nanos(), e8(market.open()), market.volume(), flags);
            case QUOTE ->
                event.quote(
                        market.instrument(),
                        market.nanos(),
                        e8(market.open()),
                        e8(market.ask()),
                        market.volume(),
                        market.askSize(),
                        flags);
            case BAR ->
                event.bar(
                        market.instrument(),
                        market.startNanos(),
                        market.nanos(),
                        e8(market.open()),
                        e8(market.high()),
                        e8(market.low()),
                        e8(market.close()),
                        market.volume(),
                        flags);
            default -> event.session(market.type(), market.nanos(), flags);
        }
    }

    private static long e8(BigDecimal value) {
        return value.movePointRight(8).longValueExact();
    }

    private String line(EngineEvent event) {
        seen.merge(event.type, 1, Integer::sum);
        String line = OracleBroker.line(
                event.type,
                event.instrumentId,
                event.eventNanos,
                event.orderRef,
                event.leaves,
                ReportCode.ofCode(event.code));
        if (event.type == EventType.FILL) {
            line += " " + event.side + " " + event.quantity + " at " + plain(event.priceE8) + " commission "
                    + plain(event.commissionE8) + " lost " + plain(event.slippageE8);
        } else if (event.type == EventType.COMMISSION) {
            line += " charge " + OracleBroker.money(event.commissionE8).toPlainString();
        }
        return line;
    }

    private static String plain(long valueE8) {
        return OracleBroker.plain(OracleBroker.money(valueE8));
    }
}
