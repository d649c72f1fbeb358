package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A name that is bought at the open, its closes, and what is said on each: time and price in, words out. */
class ProfitTakerTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final String MODE =
            "modes { m { threshold = 0.05, trail-min = 0.02, trail-max = 0.05, multiplier = 2,"
                    + " afternoon-factor = 0.5 } }, mode = m, changes = 2, ";

    private final Universe universe = new Universe(
            List.of(Instrument.usEquity(0, "A"), Instrument.usEquity(1, "B")),
            List.of(Universe.Member.parse("A")),
            List.of(),
            SettingsNode.root(ConfigFactory.parseString("")));
    private final Names names = new Names(universe, new PriceHistory(2, 1), CALENDAR);
    private final Ranking out = new Ranking(universe);
    private final EngineEvent bar = new EngineEvent(new Bounds(1, 1, 1, 1));
    private String date = "2025-07-02";
    private ProfitTaker strategy = taker("");

    @Test
    void shouldBuyItsSharesAtTheOpen() {
        strategy = taker("shares = 30");
        strategy.decideAtOpen(names, out);
        assertEquals(1, out.size(), "B is no member");
        assertEquals(30, out.get(0).share);
        assertEquals(Standing.ENTER, out.get(0).actions);
    }

    @Test
    void shouldTrailFromTheThresholdOnAndSellAtTheStop() {
        assertEquals("", close("09:35", 100, 104.99));
        // The stop is 2 % below 105 at least; 0.01 is the mean change, which is too little.
        assertEquals("", close("09:40", 0, 105));
        assertEquals("", close("09:45", 0, 102.91));
        assertEquals("leave trail at 102.89 level 102.90 best 105.00 since 09:40", close("09:50", 0, 102.89));
        assertEquals("", close("09:55", 0, 90), "it has left");
    }

    /** As doubles, 3.15 less 3 is a little less than five hundredths of 3; and 101 less 100 is a percent, and no more. */
    @Test
    void shouldReachTheThresholdToTheCent() {
        assertEquals("", close("09:35", 3, 3.15));
        assertEquals("leave trail at 3.08 level 3.09 best 3.15 since 09:35", close("09:40", 0, 3.08));
        date = "2025-07-07";
        strategy = taker("");
        assertEquals("leave at close day-end at 7.07 level 0.00 best 7.07", close("15:55", 7, 7.07));
    }

    @Test
    void shouldNotTrailBelowTheThreshold() {
        assertEquals("", close("09:35", 100, 104.99));
        assertEquals("", close("09:40", 0, 80));
    }

    @Test
    void shouldSetTheDistanceByTheMeanOfTheLastChanges() {
        // Changes of 2 and 2: twice their mean is 4, which is between 2 % and 5 % of 105.
        close("09:35", 100, 101);
        close("09:40", 0, 103);
        close("09:45", 0, 105);
        assertEquals("", close("09:50", 0, 101.01));
        assertEquals("leave trail at 101.00 level 101.00 best 105.00 since 09:45", close("09:55", 0, 101));
    }

    @Test
    void shouldKeepTheDistanceWithinItsBounds() {
        close("09:35", 100, 100);
        close("09:40", 0, 101);
        close("09:45", 0, 110);
        // Twice a mean of 5 would be 10: no more than 5 % of 110 are given.
        assertEquals("", close("09:50", 0, 104.51));
        assertEquals("leave trail at 104.50 level 104.50 best 110.00 since 09:45", close("09:55", 0, 104.5));
    }

    @Test
    void shouldRaiseTheStopAndNeverLowerIt() {
        close("09:35", 100, 105);
        close("09:40", 0, 106);
        // One change is known: 2 % of 106. The next one is far away, and lowers nothing.
        close("09:45", 0, 112);
        close("09:50", 0, 112.5);
        // 112.5 less twice the mean of 6 and 0.5 is 106, less 5 % is 106.875: the higher one of stops counts.
        assertEquals("", close("09:55", 0, 106.88));
        assertEquals("leave trail at 106.87 level 106.88 best 112.50 since 09:35", close("10:00", 0, 106.87));
    }

    @Test
    void shouldComeCloserInTheAfternoon() {
        close("13:55", 100, 100);
        close("14:00", 0, 105);
        assertEquals("leave trail at 103.95 level 103.95 best 105.00 since 14:00", close("14:05", 0, 103.95));
    }

    @Test
    void shouldTakeAGainOfMoreThanAPercentInTheLastMinutes() {
        assertEquals("", close("15:50", 100, 101.01));
        assertEquals("leave close at 101.01 level 0.00 best 101.01", close("15:55", 0, 101.01));
        assertEquals("", close("16:00", 0, 102));
    }

    @Test
    void shouldSellTheRestAtTheCloseAndSayWhyThere() {
        close("15:50", 100, 100.5);
        assertEquals(
                "leave at close day-end at 101.00 level 0.00 best 101.00",
                close("15:55", 0, 101),
                "a percent is not more");
        assertEquals("leave day-end at 100.00 level 0.00 best 101.00", close("16:00", 0, 100));
    }

    @Test
    void shouldSayOnceThatItSellsAtTheCloseAndGoOnWatching() {
        strategy = taker("close-minutes = 10");
        close("15:45", 100, 100);
        assertEquals("leave at close day-end at 100.00 level 0.00 best 100.00", close("15:50", 0, 100));
        assertEquals("", close("15:54", 0, 100));
        assertEquals("leave close at 102.00 level 0.00 best 102.00", close("15:55", 0, 102));
    }

    @Test
    void shouldBeginANewDayWithItsFirstBar() {
        close("09:35", 100, 105);
        date = "2025-07-03";
        strategy.decideAtOpen(names, out);
        assertEquals("", close("09:35", 50, 50), "the stop of yesterday is none of today");
        // A half day.
        assertEquals("leave close at 51.00 level 0.00 best 51.00", close("12:55", 0, 51));
    }

    @Test
    void shouldHeedNoPriceOutsideOfTheSessionNorOfANameThatIsNoMember() {
        assertEquals("", close("09:30", 100, 200), "this bar began before the session");
        assertEquals("", close("16:05", 0, 1));
        assertEquals("", close("09:35", 100, 104), "the first one counts from its own open");
        assertEquals("", close("09:40", 0, 90));
    }

    @Test
    void shouldRefuseAModeThatThereIsNot() {
        assertThrows(UserError.class, () -> taker("mode = other"));
    }

    private ProfitTaker taker(String more) {
        return new ProfitTaker(SettingsNode.root(ConfigFactory.parseString(MODE + more)), universe);
    }

    /** A five-minute bar that ends at a time. */
    private String close(String end, double open, double close) {
        long endNanos = CALENDAR.toNanos(LocalDateTime.parse(date + "T" + end));
        bar.bar(
                0,
                endNanos - 5 * ExchangeCalendar.MINUTE_NANOS,
                endNanos,
                FixedPoint.ofDouble(open == 0 ? close : open),
                FixedPoint.ofDouble(200),
                FixedPoint.ofDouble(1),
                FixedPoint.ofDouble(close),
                1,
                0);
        bar.sessionDay = (int) LocalDate.parse(date).toEpochDay();
        out.clear();
        strategy.decideOnBar(names, bar, out);
        if (out.size() == 0) {
            return "";
        }
        Standing one = out.get(0);
        return (one.may(Standing.LEAVE) ? "leave " : "")
                + (one.may(Standing.AT_CLOSE) ? "at close " : "")
                + strategy.reasons().get(one.reason)
                + String.format(Locale.ROOT, " at %.2f level %.2f best %.2f", one.score, one.level, one.best)
                + (one.sinceNanos == 0
                        ? ""
                        : " since " + CALENDAR.format(one.sinceNanos).substring(11, 16));
    }

    /** Two per cent below 110 are 107.80, from the bar on that closes there. */
    @Test
    void shouldSellAtOnceBelowAStopThatWasRaised() {
        close("09:35", 100, 105);
        close("09:40", 0, 110);
        assertEquals("leave trail at 107.70 level 107.80 best 110.00 since 09:35", close("09:45", 0, 107.7));
    }
}
