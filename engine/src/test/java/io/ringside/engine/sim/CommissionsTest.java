package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Side;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts by hand from the plans as the broker published them. */
class CommissionsTest {
    private static final String FIXED = "commission { per-share = 0.005, minimum = 1, maximum-fraction = 0.01 }";
    private static final String TIERED = "commission { plan = tiered, tiered-minimum = 0.35, maximum-fraction = 0.01 }";
    private static final int MAY = (int) LocalDate.of(2025, 5, 30).toEpochDay();
    private static final int JUNE = (int) LocalDate.of(2025, 6, 2).toEpochDay();

    private long nextRef = 1;

    private WorkingOrder order(Side side) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, nextRef++, 0, 0, 0);
        intent.side = side;
        intent.quantity = Long.MAX_VALUE;
        WorkingOrder order = new WorkingOrder();
        order.accept(intent, MAY, 0, 0);
        order.taking = true;
        return order;
    }

    private static Commissions commissions(String settings) {
        BrokerSettings broker = BrokerDriver.settings(settings);
        return new Commissions(broker.commission(), broker.fees());
    }

    private static String charge(Commissions commissions, WorkingOrder order, long quantity, String price, int day) {
        order.filled += quantity;
        order.valueE8 += FixedPoint.times(FixedPoint.parse(price), quantity);
        return FixedPoint.format(commissions.chargeE8(order, quantity, day));
    }

    @ParameterizedTest
    @CsvSource({"100, 25, 1.00", "1000, 25, 5.00", "1000, 0.25, 2.50", "1, 20, 0.20", "201, 30, 1.005"})
    void shouldChargeTheFixedPlan(long quantity, String price, String expected) {
        assertEquals(expected, charge(commissions(FIXED), order(Side.BUY), quantity, price, MAY));
    }

    @ParameterizedTest
    @CsvSource({"100, 25, 0.35", "1000, 25, 3.50", "1000, 0.25, 2.50", "300000, 25, 1050.00", "400000, 25, 1250.00"})
    void shouldChargeTheTieredPlan(long quantity, String price, String expected) {
        assertEquals(expected, charge(commissions(TIERED), order(Side.BUY), quantity, price, MAY));
    }

    @Test
    void shouldCountTheMonthsVolumeOverAllOrders() {
        Commissions commissions = commissions(TIERED);
        assertEquals("1046.50", charge(commissions, order(Side.BUY), 299_000, "25", MAY));
        // 1,000 shares at 0.0035 and 1,000 at 0.0020.
        assertEquals("5.50", charge(commissions, order(Side.SELL), 2_000, "25", MAY));
        assertEquals("2.00", charge(commissions, order(Side.SELL), 1_000, "25", MAY));
        assertEquals("3.50", charge(commissions, order(Side.SELL), 1_000, "25", JUNE));
    }

    @Test
    void shouldChargeTheMinimumOnceAnOrder() {
        Commissions commissions = commissions(FIXED);
        WorkingOrder order = order(Side.BUY);
        assertEquals("1.00", charge(commissions, order, 100, "25", MAY));
        assertEquals("0.00", charge(commissions, order, 100, "25", MAY));
        assertEquals("0.50", charge(commissions, order, 100, "25", MAY));
    }

    @Test
    void shouldChargeRegulatoryFeesOnSales() {
        Commissions commissions = commissions(FIXED + ", fees { charge = regulatory, cat-per-share = 0.00005 }");
        // 5.00 + 0.05
        assertEquals("5.05", charge(commissions, order(Side.BUY), 1_000, "25", MAY));
        // 5.00 + 0.05 + 25,000 x 0.0000278 + 1,000 x 0.000166
        assertEquals("5.911", charge(commissions, order(Side.SELL), 1_000, "25", MAY));
        // 500.00 + 5.00 + 2,500,000 x 0.0000278 + the cap of 8.30
        assertEquals("582.80", charge(commissions, order(Side.SELL), 100_000, "25", MAY));
    }

    @Test
    void shouldPassOnFeesOfExchangeAndClearing() {
        Commissions commissions = commissions(TIERED
                + ", fees { charge = all, cat-per-share = 0.00005, exchange-remove-per-share = 0.003,"
                + " exchange-add-per-share = -0.002 }");
        // 3.50 + 0.05 + 3.00 + 0.20 + 3.50 x 0.000175 + 3.50 x 0.00056
        assertEquals("6.7525725", charge(commissions, order(Side.BUY), 1_000, "25", MAY));
        WorkingOrder maker = order(Side.BUY);
        maker.taking = false;
        // 3.50 + 0.05 - 2.00 + 0.20 + 0.0025725
        assertEquals("1.7525725", charge(commissions, maker, 1_000, "25", MAY));
    }

    @Test
    void shouldCountMonthsByTheCalendar() {
        LocalDate day = LocalDate.of(1998, 1, 1);
        int month = Commissions.month((int) day.toEpochDay());
        while (day.getYear() < 2031) {
            LocalDate next = day.plusDays(1);
            boolean changes = next.getMonthValue() != day.getMonthValue();
            int nextMonth = Commissions.month((int) next.toEpochDay());
            assertEquals(changes ? month + 1 : month, nextMonth, next.toString());
            month = nextMonth;
            day = next;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0035 to 300000",
                "0.0035 to, 0.002",
                "0.0035 to 5, 0.003 to 5, 0.001",
                "x",
                "-1",
                "1 to 5 to 6, 2",
                "1 to 0, 2"
            })
    void shouldRefuseOtherTiers(String text) {
        assertThrows(IllegalArgumentException.class, () -> VolumeTiers.parse(text));
    }

    @Test
    void shouldReadItsOwnTiers() {
        String text = "0.0035 to 300000, 0.002 to 3000000, 0.0005";
        assertEquals(
                VolumeTiers.parse(text),
                VolumeTiers.parse(VolumeTiers.parse(text).toString()));
    }

    /** The codes of a broker's reasons stand in journals, too. */
    @Test
    void shouldKnowItsReasonsByTheirCodes() {
        for (ReportCode code : ReportCode.values()) {
            assertEquals(code, ReportCode.ofCode(code.code()));
        }
        assertEquals(null, ReportCode.ofCode(-1));
        assertEquals(null, ReportCode.ofCode(1_000));
    }

    /** Four centuries and their bounds, by the calendar of the library. */
    @Test
    void shouldCountTheMonthsOfCenturies() {
        for (int year = 1599; year <= 2401; year++) {
            for (int month = 1; month <= 12; month++) {
                YearMonth one = YearMonth.of(year, month);
                int expected = 12 * year + month - 3;
                assertEquals(expected, Commissions.month((int) one.atDay(1).toEpochDay()), one.toString());
                assertEquals(
                        expected, Commissions.month((int) one.atEndOfMonth().toEpochDay()), one.toString());
            }
        }
    }

    @Test
    void shouldKnowNoReasonBeyondTheLast() {
        int last = Arrays.stream(ReportCode.values())
                .mapToInt(ReportCode::code)
                .max()
                .orElseThrow();
        assertEquals(last, ReportCode.ofCode(last).code());
        assertEquals(null, ReportCode.ofCode(last + 1));
    }

    @Test
    void shouldTradeTheFirstSharesForNothing() {
        VolumeTiers tiers = VolumeTiers.parse("0 to 100, 0.01");
        assertEquals(0, tiers.costE8(0, 100));
        assertEquals(1_000_000, tiers.costE8(0, 101));
        assertEquals(2_000_000, tiers.costE8(100, 2));
    }
}
