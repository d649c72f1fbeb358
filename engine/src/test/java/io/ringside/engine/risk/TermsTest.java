package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule may ask of its entry, its stop and its exit, and how large a position is. */
class TermsTest {
    private static final double ATR = 5;
    private static final List<String> FLAT = List.of();

    private static RiskDriver enters(RiskDriver driver, Terms terms, double limit, double trigger) {
        return driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(terms, limit, trigger)
                .bar(100, 101, 99, 100);
    }

    private static RiskDriver enters(Terms terms, double limit, double trigger) {
        return enters(new RiskDriver(), terms, limit, trigger);
    }

    private static Terms entry(Terms.Entry entry) {
        return Terms.STANDARD.withEntry(entry);
    }

    @Test
    void shouldEnterAtItsLimitAndSizeByIt() {
        RiskDriver driver = enters(entry(Terms.Entry.LIMIT), 98, 0);
        assertEquals(List.of("ENTRY BUY 400 limit 98.00", "STOP SELL 400 stop 93.00"), driver.working());
        driver.bar(100, 101, 98.5, 99);
        assertEquals(0, driver.position());
        driver.bar(99, 99, 97, 98);
        assertEquals(400, driver.position());
    }

    @Test
    void shouldEnterWhenThePriceComesToTheTrigger() {
        RiskDriver driver = enters(entry(Terms.Entry.STOP), 0, 103);
        assertEquals(List.of("ENTRY BUY 400 stop 103.00", "STOP SELL 400 stop 98.00"), driver.working());
        driver.bar(100, 102, 99, 101);
        assertEquals(0, driver.position());
        driver.bar(101, 104, 101, 104);
        assertEquals(400, driver.position());
    }

    @Test
    void shouldNotEnterBeyondTheLimitOfAStopLimit() {
        RiskDriver driver = enters(entry(Terms.Entry.STOP_LIMIT), 104, 103);
        assertEquals(List.of("ENTRY BUY 400 stop 103.00 limit 104.00", "STOP SELL 400 stop 99.00"), driver.working());
        driver.bar(106, 107, 105, 106);
        assertEquals(0, driver.position());
        driver.bar(106, 106, 103, 104);
        assertEquals(400, driver.position());
    }

    @Test
    void shouldEnterInTheClosingAuction() {
        RiskDriver driver = enters(entry(Terms.Entry.AT_THE_CLOSE), 0, 0);
        assertEquals(
                OrderType.MARKET_ON_CLOSE, driver.broker.workingOrders(0).get(0).terms().type);
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        driver.close();
        assertEquals(400, driver.position());
    }

    @Test
    void shouldEnterInTheNextOpeningAuction() {
        RiskDriver driver = enters(entry(Terms.Entry.AT_THE_OPEN), 0, 0);
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        driver.close().bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
    }

    @Test
    void shouldCancelAnEntryThatHasNotFilledInItsBars() {
        RiskDriver driver = enters(entry(Terms.Entry.LIMIT).withEntryBars(2), 90, 0);
        driver.bar(100, 101, 99, 100);
        assertEquals(2, driver.working().size());
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldLeaveAFixedStopWhereItIs() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.FIXED, 0), 0, 0);
        driver.bar(100, 121, 99, 120).bar(120, 121, 119, 120);
        assertEquals(List.of("STOP SELL 400 stop 95.00"), driver.working());
    }

    @Test
    void shouldFollowTheCloseByPerCentAndNeverGoBack() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.PER_CENT, 4), 0, 0);
        assertEquals("STOP SELL 500 stop 96.00", driver.working().get(1));
        driver.bar(100, 111, 99, 110);
        assertEquals(List.of("STOP SELL 500 stop 105.60"), driver.working());
        driver.bar(110, 110, 107, 108);
        assertEquals(List.of("STOP SELL 500 stop 105.60"), driver.working());
    }

    @Test
    void shouldFollowTheCloseByAPrice() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.PRICE, 2), 0, 0);
        assertEquals("STOP SELL 1000 stop 98.00", driver.working().get(1));
        driver.bar(100, 105, 99, 104);
        assertEquals(List.of("STOP SELL 1000 stop 102.00"), driver.working());
    }

    @Test
    void shouldHangAChandelierFromTheBestPrice() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2), 0, 0);
        assertEquals("STOP SELL 200 stop 90.00", driver.working().get(1));
        driver.bar(100, 112, 99, 103);
        assertEquals(List.of("STOP SELL 200 stop 102.00"), driver.working());
    }

    /** The bar that dips to the limit may have been at its high before: a stop from there would stand above the market. */
    @Test
    void shouldNotHangAChandelierFromPricesBeforeTheEntry() {
        Terms hanging = entry(Terms.Entry.LIMIT).withStop(Terms.Stop.CHANDELIER, 2);
        RiskDriver driver = enters(hanging, 98, 0);
        assertEquals(List.of("ENTRY BUY 200 limit 98.00", "STOP SELL 200 stop 88.00"), driver.working());
        driver.bar(100, 112, 97, 99);
        assertEquals(List.of("STOP SELL 200 stop 89.00"), driver.working());
        driver.bar(99, 105, 98, 99);
        assertEquals(List.of("STOP SELL 200 stop 95.00"), driver.working());
        RiskDriver broken = enters(entry(Terms.Entry.STOP).withStop(Terms.Stop.CHANDELIER, 2), 0, 103);
        broken.bar(100, 114, 99, 101);
        assertEquals(List.of("STOP SELL 200 stop 93.00"), broken.working());
    }

    @Test
    void shouldHoldWithoutAStopOnlyWhereTheSettingsAllowIt() {
        Terms none = Terms.STANDARD.withStop(Terms.Stop.NONE, 0);
        assertEquals(List.of("STOP_REQUIRED"), enters(none, 0, 0).decided);
        RiskDriver driver = enters(new RiskDriver("risk.allow-no-stop=true"), none, 0, 0);
        driver.bar(100, 101, 99, 100).bar(100, 101, 50, 60).bar(60, 61, 59, 60);
        // Its whole price is at risk: 2,000 of 100.
        assertEquals(20, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldNotReverseIntoAPositionWithoutAStopWhereTheSettingsForbidIt() {
        assertReversalRefused("STOP_REQUIRED", ATR, Terms.STANDARD.withStop(Terms.Stop.NONE, 0));
    }

    @Test
    void shouldNotReverseWithoutAVolatilityToPlaceItsStopBy() {
        assertReversalRefused("NO_VOLATILITY", Double.NaN, Terms.STANDARD);
    }

    /** The position is left, and the other one is not entered. */
    private static void assertReversalRefused(String outcome, double atr, Terms terms) {
        RiskDriver driver = enters(new RiskDriver("risk.allow-short=true"), Terms.STANDARD, 0, 0);
        driver.bar(100, 101, 99, 100);
        driver.signal(SignalKind.ENTER_SHORT, atr).on(terms.reversing(), 0, 0).bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        assertTrue(driver.decided.contains(outcome), driver.decided.toString());
    }

    @Test
    void shouldRefuseAnEntryWhosePricesTheStrategyCouldNotCompute() {
        double none = Signal.NO_PRICE / 1e8;
        assertEquals(List.of("NO_PRICE"), enters(entry(Terms.Entry.LIMIT), none, 0).decided);
        assertEquals(List.of("NO_PRICE"), enters(entry(Terms.Entry.STOP), 0, none).decided);
        RiskDriver stop = new RiskDriver();
        stop.signal(SignalKind.ENTER_LONG, ATR, none, 0).bar(100, 101, 99, 100);
        assertEquals(List.of("NO_PRICE"), stop.decided);
    }

    @Test
    void shouldHangAChandelierFromItsOwnPricesWhereTheStrategyGoesByAnothersBars() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2), 0, 0);
        driver.barsOfAnother().bar(100, 112, 99, 103);
        // Ten below the best of what it looked at, which is the last price of its own.
        assertEquals(List.of("STOP SELL 200 stop 93.00"), driver.working());
    }

    @Test
    void shouldRefuseToDoWithoutStopsWhereLimitsWatchThem() {
        UserError error = assertThrows(
                UserError.class,
                () -> EngineSettings.of(EngineSettings.with(
                        EngineSettings.load(Path.of("..", "config", "live.conf")), "risk.allow-no-stop=true")));
        assertTrue(error.getMessage().contains("does not go with risk.limits"), error.getMessage());
    }

    @Test
    void shouldLeaveAPositionThatWasHeldForItsBars() {
        RiskDriver driver = enters(Terms.STANDARD.withHold(2, 0), 0, 0);
        driver.bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
        driver.bar(100, 101, 99, 100);
        assertEquals("EXIT SELL 400", driver.working().get(driver.working().size() - 1));
        driver.bar(100, 101, 99, 100);
        assertEquals(0, driver.position());
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldTurnAPositionAroundInOneSignal() {
        RiskDriver driver = enters(new RiskDriver("risk.allow-short=true"), Terms.STANDARD, 0, 0);
        driver.bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
        driver.signal(SignalKind.ENTER_SHORT, ATR)
                .on(Terms.STANDARD.reversing(), 0, 0)
                .bar(100, 101, 99, 100);
        assertTrue(driver.decided.contains("REVERSING"), driver.decided.toString());
        driver.bar(100, 101, 99, 100).bar(100, 101, 99, 100);
        assertTrue(driver.position() < -390, driver.position() + " shares");
        assertEquals(1, driver.working().size());
        assertTrue(
                driver.working().get(0).startsWith("STOP BUY"), driver.working().toString());
    }

    @Test
    void shouldGoOnWithItsTermsInTheNextSession() {
        RiskDriver driver =
                enters(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2).withHold(9, 3), 0, 0);
        driver.bar(100, 112, 99, 103);
        Carried part = driver.risk.carried().stream()
                .filter(one -> one.code() == Carried.TERMS)
                .findFirst()
                .orElseThrow();
        var event = new EngineEvent(new Bounds(1, 1, 1, 4))
                .position(
                        0,
                        driver.nanos,
                        EngineEvent.FLAG_CARRIED,
                        part.code(),
                        part.argument(),
                        part.orderRef(),
                        part.quantity(),
                        part.priceE8());
        Book book = new Book(0, 0);
        book.restore(event);
        assertEquals(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2).withHold(9, 3), book.terms);
        assertEquals(RiskDriver.e8(112), book.bestE8());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "risk.size { by = shares, shares = 10 }                                     | 10",
                "risk.size { by = money, money = 5050 }                                     | 50",
                "risk.size { by = volatility, share = 0.005 }                               | 100",
                "risk.size { by = kelly, win-rate = 0.5, payoff = 2, part = 0.04 }          | 200",
                "risk.size { by = shares, shares = 5000 }                                   | 1000",
                "risk.size { by = fraction }                                                | 400"
            })
    void shouldSizeByTheRuleOfTheSettingsWithinTheLeverage(String rule, long shares) {
        RiskDriver driver = enters(new RiskDriver(rule), Terms.STANDARD, 0, 0);
        assertEquals("ENTRY BUY " + shares, driver.working().get(0));
    }

    @Test
    void shouldRefuseKellyWhereThereIsNothingToBetOn() {
        UserError error = assertThrows(
                UserError.class, () -> new RiskDriver("risk.size { by = kelly, win-rate = 0.3, payoff = 1 }"));
        assertTrue(error.getMessage().contains("risk.size.win-rate = 0.3: with this payoff"), error.getMessage());
    }

    @Test
    void shouldHangNoChandelierWithoutAVolatility() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2), 0, 0);
        driver.signal(SignalKind.HOLD, 0).bar(100, 112, 99, 103);
        assertEquals(List.of("STOP SELL 200 stop 90.00"), driver.working());
    }

    @Test
    void shouldLeaveAFixedStopOfAShortWhereItIs() {
        RiskDriver driver = new RiskDriver("risk.allow-short=true");
        driver.signal(SignalKind.ENTER_SHORT, ATR)
                .on(Terms.STANDARD.withStop(Terms.Stop.FIXED, 0), 0, 0)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 79, 80).bar(80, 81, 79, 80);
        assertEquals(List.of("STOP BUY 400 stop 105.00"), driver.working());
    }

    /** Of 400 shares 100 are bought, and the rest of the entry works on. */
    @Test
    void shouldCancelTheRestOfAnEntryWhenThePositionWasHeldForItsBars() {
        RiskDriver driver = new RiskDriver("broker.participation=0.1");
        driver.signal(SignalKind.ENTER_LONG, ATR)
                .on(entry(Terms.Entry.LIMIT).withHold(2, 0), 100, 0)
                .bar(100, 101, 99, 100);
        driver.bar(99, 101, 98, 100, 1_000);
        assertEquals(100, driver.position());
        driver.decided.clear();
        driver.decideOnClose(100, ATR);
        assertEquals(List.of("CANCEL", "PLACE EXIT"), driver.decided);
    }

    /** Ten above the lowest price of 88. */
    @Test
    void shouldHangAChandelierOfAShortFromTheLowestPrice() {
        RiskDriver driver = new RiskDriver("risk.allow-short=true");
        driver.signal(SignalKind.ENTER_SHORT, ATR)
                .on(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2), 0, 0)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 88, 97);
        assertEquals(List.of("STOP BUY 200 stop 98.00"), driver.working());
    }

    @Test
    void shouldCountNoTradesAmongTheBarsOfAPosition() {
        RiskDriver driver = enters(Terms.STANDARD.withHold(3, 0), 0, 0);
        driver.bar(100, 101, 99, 100);
        driver.decided.clear();
        for (int trade = 0; trade < 5; trade++) {
            driver.signal(SignalKind.HOLD, ATR).trade(100, 1_000);
        }
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of(), driver.decided);
        driver.bar(100, 101, 99, 100);
        assertEquals(List.of("PLACE EXIT"), driver.decided);
    }

    @Test
    void shouldCancelAnEntryThatHasNotFilledInASingleBar() {
        RiskDriver driver = enters(entry(Terms.Entry.LIMIT).withEntryBars(1), 90, 0);
        assertEquals(2, driver.working().size());
        driver.bar(100, 101, 99, 100);
        assertEquals(FLAT, driver.working());
    }

    @Test
    void shouldHangAChandelierByAVolatilityBelowOne() {
        RiskDriver driver = enters(Terms.STANDARD.withStop(Terms.Stop.CHANDELIER, 2), 0, 0);
        driver.signal(SignalKind.HOLD, 0.5).bar(100, 112, 99, 111.5);
        assertEquals(List.of("STOP SELL 200 stop 111.00"), driver.working());
    }
}
