package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prices of QQQ and its bars of the past, of which somebody is told after 20 seconds; times are in seconds. */
class DataTroubleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String MISSING = "QQQ: prices have been missing for 20 s; the broker says ";

    private final List<String> alarms = new ArrayList<>();
    private final DataTrouble trouble = new DataTrouble("QQQ", 20_000, alarms::add);

    @Test
    void shouldTellOnceWhenPricesHaveBeenMissingForLongerThanItsTime() {
        look(100, true, false);
        look(120, true, false);
        assertEquals(List.of(), alarms);
        look(121, true, false);
        assertEquals(List.of(MISSING + "nothing of it"), alarms);
        look(500, true, false);
        assertEquals(1, alarms.size());
    }

    @Test
    void shouldTellAgainWhenTheyHaveComeAndCeasedAgain() {
        look(100, true, false);
        look(121, true, false);
        look(130, false, false);
        look(140, true, false);
        look(160, true, false);
        assertEquals(1, alarms.size());
        look(161, true, false);
        assertEquals(2, alarms.size());
    }

    @Test
    void shouldCountFromTheFirstLookEvenAtTheClocksZero() {
        look(0, true, false);
        look(20, true, false);
        assertEquals(List.of(), alarms);
        look(21, true, false);
        assertEquals(1, alarms.size());
    }

    @Test
    void shouldMissNothingOutsideOfRegularHours() {
        trouble.look(false, true, true, 100 * SECOND);
        trouble.look(false, true, true, 200 * SECOND);
        look(300, true, true);
        look(310, true, true);
        assertEquals(List.of(), alarms);
    }

    @Test
    void shouldSayTheBrokersWordsOfEachKind() {
        trouble.pricesRefused(10_197, "competing session", 100 * SECOND);
        trouble.pastRefused(162, "no permissions", 100 * SECOND);
        look(100, true, true);
        look(121, true, true);
        assertEquals(
                List.of(
                        MISSING.strip() + ": 10197 competing session",
                        "QQQ: bars of the past have been missing for 20 s; the broker says: 162 no permissions"),
                alarms);
    }

    /** Twice its time and a minute. */
    @Test
    void shouldNotSayWordsThatAreAboutSomethingElse() {
        trouble.pricesRefused(354, "not subscribed", 0);
        look(60, true, false);
        look(99, true, false);
        assertEquals(List.of(MISSING.strip() + ": 354 not subscribed"), alarms);
        alarms.clear();
        look(99, false, false);
        trouble.pricesRefused(354, "not subscribed", 100 * SECOND);
        look(170, true, false);
        look(200, true, false);
        assertEquals(List.of(MISSING + "nothing of it"), alarms);
    }

    @Test
    void shouldTellOnceOfFewerBarsThanThereShouldBe() {
        trouble.fewer(7, 10, "5 mins");
        trouble.fewer(6, 10, "5 mins");
        assertEquals(
                List.of(
                        "QQQ: the broker has 7 of 10 bars of 5 mins of the past; what needs more of them is not decided on"
                                + " until they have come"),
                alarms);
    }

    private void look(long seconds, boolean prices, boolean past) {
        trouble.look(true, prices, past, seconds * SECOND);
    }

    /** Not before its time is over, to the nanosecond; and a machine that has just begun has no message yet. */
    @Test
    void shouldWaitAsLongAsItIsTold() {
        long since = 3;
        trouble.look(true, true, false, since);
        trouble.look(true, true, false, since + 20 * SECOND);
        assertEquals(List.of(), alarms);
        trouble.look(true, true, false, since + 20 * SECOND + 1);
        assertEquals(List.of(MISSING + "nothing of it"), alarms);
    }
}
