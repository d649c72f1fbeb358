package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringside.engine.event.FixedPoint;
import io.ringside.gateway.ib.tws.Unset;
import io.ringside.gateway.live.market.InstrumentFeed.PastBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars of an instrument whose last price was 290, as they come. */
class BarCheckTest {
    private static final long SECOND = 1_000_000_000L;
    /** A whole five minutes of UTC. */
    private static final long NOW = 1_750_000_200L * SECOND;

    private final LastPrices prices = new LastPrices(1);
    private final BarCheck check = new BarCheck(prices, 1, 300 * SECOND);

    BarCheckTest() {
        prices.on(0, FixedPoint.parse("290"), NOW - 10 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "-5,      290,  290.5, 289.5, 290.2, 1200, BELIEVED",
        "-5,      290,  290,   290,   290,   0,    BELIEVED",
        "5,       290,  290.5, 289.5, 290.2, 1200, BELIEVED",
        "10,      290,  290.5, 289.5, 290.2, 1200, BAR_AHEAD",
        "7200,    290,  290.5, 289.5, 290.2, 1200, BAR_AHEAD",
        "2366820000, 290, 290.5, 289.5, 290.2, 1200, BAR_AHEAD",
        "-90000,  290,  290.5, 289.5, 290.2, 1200, BAR_BEHIND",
        "-4,      290,  290.5, 289.5, 290.2, 1200, BAR_START",
        "-5,      0,    290.5, 289.5, 290.2, 1200, BAR_PRICE",
        "-5,      290,  290.5, 0,     290.2, 1200, BAR_PRICE",
        "-5,      290,  290.5, -289,  290.2, 1200, BAR_PRICE",
        "-5,      290,  92000000000, 289, 290.2, 1200, BAR_PRICE",
        "-5,      290,  289.5, 290.5, 290.2, 1200, BAR_SHAPE",
        "-5,      290,  290.1, 289.5, 290.2, 1200, BAR_SHAPE",
        "-5,      290,  290.5, 290.1, 290.2, 1200, BAR_SHAPE",
        "-5,      290,  290.5, 289.5, 290.2, -1,   BAR_VOLUME",
        "-5,      290,  290.5, 289.5, 290.2, 20000000000, BAR_VOLUME",
        "-5,      0.01, 0.01,  0.01,  0.01,  1200, BAR_OFF_MARKET",
        "-5,      290,  2900,  289.5, 290.2, 1200, BAR_OFF_MARKET",
        "-5,      290,  290.5, 29,    290.2, 1200, BAR_OFF_MARKET"
    })
    void shouldBelieveABarThatCanBeAndNoOther(
            long seconds, String open, String high, String low, String close, String volume, Judgement expected) {
        assertEquals(expected, live(seconds, open, high, low, close, volume));
    }

    @Test
    void shouldRefuseAVolumeThatIsUnset() {
        long price = FixedPoint.parse("290");
        assertEquals(
                Judgement.BAR_VOLUME, check.judgeLive(0, PastBar.told(NOW, price, price, price, price, Unset.E8), NOW));
    }

    @Test
    void shouldForgetASingleBarFarFromTheOthers() {
        assertEquals(Judgement.BAR_OFF_MARKET, live(0, "0.01", "0.01", "0.01", "0.01", "1"));
        assertEquals(FixedPoint.parse("290"), prices.priceE8(0));
        assertEquals(Judgement.BELIEVED, live(5, "290", "290", "290", "290", "1"));
    }

    @Test
    void shouldBelieveAMinuteOfBarsAtAnotherLevelWithABreak() {
        for (int i = 0; i < 11; i++) {
            assertEquals(Judgement.BAR_OFF_MARKET, later(i, "190"));
        }
        assertEquals(Judgement.PRICE_LEVEL, later(11, "190.5"));
        assertEquals(Judgement.BELIEVED, later(12, "191"));
    }

    @Test
    void shouldNotCountBarsThatDifferFromEachOtherAsALevel() {
        for (int i = 0; i < 40; i++) {
            assertEquals(Judgement.BAR_OFF_MARKET, later(i, i % 2 == 0 ? "0.01" : "29000"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-600, 290,  290.5, 289.5, 290.2, 1200, BELIEVED",
        "300,  290,  290.5, 289.5, 290.2, 1200, BAR_AHEAD",
        "-601, 290,  290.5, 289.5, 290.2, 1200, BAR_START",
        "-1200, 290, 290.5, 289.5, 290.2, 1200, BAR_BEHIND",
        "-1500, 290, 290.5, 289.5, 290.2, 1200, BAR_BEHIND",
        "-600, 0,    0,     0,     0,     0,    BAR_PRICE",
        "-600, 290,  289,   290.5, 290.2, 1200, BAR_SHAPE",
        "-600, 290,  290.5, 289.5, 290.2, -5,   BAR_VOLUME",
        "-600, 29,   29,    29,    29,    1200, BAR_OFF_MARKET"
    })
    void shouldHoldBarsOfThePastAgainstEachOther(
            long seconds, String open, String high, String low, String close, String volume, Judgement expected) {
        assertEquals(Judgement.BELIEVED, past(7, -1_200, "290", "290", "290", "290", "1"));
        assertEquals(expected, past(7, seconds, open, high, low, close, volume));
    }

    @Test
    void shouldGoOnWithTheOthersWhenTheFirstBarOfThePastWasTheWrongOne() {
        assertEquals(Judgement.BELIEVED, past(7, -1_500, "2.9", "2.9", "2.9", "2.9", "1"));
        assertEquals(Judgement.BAR_OFF_MARKET, past(7, -1_200, "290", "290", "290", "290", "1"));
        assertEquals(Judgement.BELIEVED, past(7, -900, "291", "291", "291", "291", "1"));
        assertEquals(Judgement.BELIEVED, past(8, -1_500, "290", "290", "290", "290", "1"), "another answer");
    }

    @Test
    void shouldNotMoveTheLastPriceBackByBarsOfThePast() {
        past(7, -1_200, "250", "250", "250", "250", "1");
        assertEquals(FixedPoint.parse("290"), prices.priceE8(0));
        assertFalse(prices.isFresh(0, NOW + 3_600 * SECOND));
    }

    /** Eleven bars of a minute lie at 190; of the twelfth high or low lies elsewhere, and the minute begins anew. */
    @ParameterizedTest
    @CsvSource({"250, 190", "190, 140"})
    void shouldBeginAnewWithABarThatLeavesTheLevel(String high, String low) {
        for (int i = 0; i < 11; i++) {
            later(i, "190");
        }
        long at = NOW + 55 * SECOND;
        PastBar off = PastBar.told(
                at,
                FixedPoint.parse("190"),
                FixedPoint.parse(high),
                FixedPoint.parse(low),
                FixedPoint.parse("190"),
                FixedPoint.ONE_E8);
        assertEquals(Judgement.BAR_OFF_MARKET, check.judgeLive(0, off, at + 5 * SECOND));
        for (int i = 12; i < 22; i++) {
            assertEquals(Judgement.BAR_OFF_MARKET, later(i, "190"), "bar " + i);
        }
    }

    /** A bar of the old prices between them begins the minute anew as well. */
    @Test
    void shouldBeginAnewAfterABarOfTheOldPrices() {
        for (int i = 0; i < 11; i++) {
            later(i, "190");
        }
        assertEquals(Judgement.BELIEVED, later(11, "290"));
        for (int i = 12; i < 23; i++) {
            assertEquals(Judgement.BAR_OFF_MARKET, later(i, "190"));
        }
        assertEquals(Judgement.PRICE_LEVEL, later(23, "190"));
        assertEquals(Judgement.BAR_OFF_MARKET, later(24, "290"), "from now on that is far");
    }

    /** 60 percent of the close before, 290, are 174; high and low count alike. */
    @ParameterizedTest
    @CsvSource({
        "464.1, 290, BAR_OFF_MARKET",
        "464,   290, BELIEVED",
        "290,   115, BAR_OFF_MARKET",
        "290,   116, BELIEVED"
    })
    void shouldHoldHighAndLowOfThePastAgainstTheBarBefore(String high, String low, Judgement expected) {
        assertEquals(Judgement.BELIEVED, past(7, -1_200, "290", "290", "290", "290", "1"));
        assertEquals(expected, past(7, -900, "290", high, low, "290", "1"));
    }

    /** Five seconds ahead of the clock at most, and a day behind it; one of the past 40 years of 366 days. */
    @Test
    void shouldHoldTheTimeOfABarAgainstTheClock() {
        assertEquals(Judgement.BELIEVED, liveAt(NOW + 5 * SECOND));
        assertEquals(Judgement.BAR_AHEAD, liveAt(NOW + 5 * SECOND + 1));
        assertEquals(Judgement.BELIEVED, liveAt(NOW - 86_400 * SECOND));
        assertEquals(Judgement.BAR_BEHIND, liveAt(NOW - 86_400 * SECOND - 1));
        assertEquals(Judgement.BAR_START, liveAt(NOW - 1));
        assertEquals(Judgement.BAR_AHEAD, pastAt(1, NOW + 5 * SECOND + 1));
        assertEquals(Judgement.BAR_START, pastAt(2, NOW + 5 * SECOND));
        assertEquals(Judgement.BELIEVED, pastAt(3, NOW - 14_640 * 86_400L * SECOND));
        assertEquals(Judgement.BAR_BEHIND, pastAt(4, NOW - 14_640 * 86_400L * SECOND - 1));
        assertEquals(Judgement.BELIEVED, pastAt(4, NOW));
    }

    /** Bars of a day begin where bars of five minutes do, those of five seconds at any of them. */
    @Test
    void shouldKnowWhereABarBegins() {
        BarCheck ofDays = new BarCheck(prices, 1, 86_400 * SECOND);
        assertEquals(Judgement.BELIEVED, ofDays.judgePast(1, 0, at(NOW - 300 * SECOND, 1), NOW));
        assertEquals(Judgement.BAR_START, ofDays.judgePast(1, 0, at(NOW - 295 * SECOND, 1), NOW));
        BarCheck ofParts = new BarCheck(prices, 1, 5 * SECOND);
        assertEquals(Judgement.BELIEVED, ofParts.judgePast(1, 0, at(NOW - 295 * SECOND, 1), NOW));
        assertEquals(Judgement.BAR_START, ofParts.judgePast(1, 0, at(NOW - 294 * SECOND, 1), NOW));
    }

    @Test
    void shouldBelieveAVolumeOfUpToTenBillions() {
        assertEquals(Judgement.BELIEVED, check.judgeLive(0, at(NOW, 10_000_000_000L), NOW));
        assertEquals(Judgement.BAR_VOLUME, check.judgeLive(0, at(NOW, 10_000_000_001L), NOW));
        assertEquals(Judgement.BELIEVED, check.judgeLive(0, at(NOW, 0), NOW));
        assertEquals(Judgement.BAR_VOLUME, check.judgeLive(0, at(NOW, -1), NOW));
    }

    private Judgement liveAt(long startNanos) {
        return check.judgeLive(0, at(startNanos, 1), NOW);
    }

    private Judgement pastAt(int reqId, long startNanos) {
        return check.judgePast(reqId, 0, at(startNanos, 1), NOW);
    }

    private static PastBar at(long startNanos, long volume) {
        long price = FixedPoint.parse("290");
        return new PastBar(startNanos, 0, price, price, price, price, volume);
    }

    private Judgement later(int index, String price) {
        long at = NOW + 5L * index * SECOND;
        long e8 = FixedPoint.parse(price);
        return check.judgeLive(0, PastBar.told(at, e8, e8, e8, e8, FixedPoint.ONE_E8), at + 5 * SECOND);
    }

    private Judgement live(long seconds, String open, String high, String low, String close, String volume) {
        return check.judgeLive(0, bar(seconds, open, high, low, close, volume), NOW);
    }

    private Judgement past(int reqId, long seconds, String open, String high, String low, String close, String volume) {
        return check.judgePast(reqId, 0, bar(seconds, open, high, low, close, volume), NOW);
    }

    private static PastBar bar(long seconds, String open, String high, String low, String close, String volume) {
        return PastBar.told(
                NOW + seconds * SECOND,
                FixedPoint.parse(open),
                FixedPoint.parse(high),
                FixedPoint.parse(low),
                FixedPoint.parse(close),
                FixedPoint.parse(volume));
    }
}
