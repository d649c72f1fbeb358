package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.risk.Carried;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Three strategies' books on one name and one on another, held against what the account has. */
class HoldingsTest {
    private static final int[] BINDINGS = {0, 0, 1, 0};

    private final OrderTable table = new OrderTable(2, 4);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final long[] account = new long[2];
    private final Holdings holdings = new Holdings(table, id -> account[id], BINDINGS, new long[] {0, 5});

    private void hold(int binding, int id, long shares) {
        table.apply(event.position(id, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(binding, 0), 0, shares, 1));
    }

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    @Test
    void shouldBelieveADifferenceTwiceInARowAndExplainItByTheExecutionsOfOthers() {
        hold(0, 0, 100);
        account[0] = 100;
        account[1] = 5;
        assertEquals(Holdings.State.AGREES, holdings.compare(0));
        assertEquals(Holdings.State.AGREES, holdings.compare(1), "the trader's own are no difference");
        account[0] = 130;
        assertEquals(30, holdings.differenceNow(0));
        assertEquals(0, holdings.difference(0), "not compared yet");
        assertEquals(Holdings.State.OPEN, holdings.compare(0));
        assertFalse(holdings.isInDoubt(0));
        holdings.restart();
        assertEquals(Holdings.State.CONFIRMED, holdings.compare(0));
        assertTrue(holdings.isInDoubt(0));
        assertEquals(130, holdings.account(0));
        assertTrue(holdings.executed(0, "0001.0a.01", 20, e8(10)));
        assertEquals(Holdings.State.CONFIRMED, holdings.state(0));
        assertTrue(holdings.executed(0, "0001.0b.01", 10, e8(13)));
        assertEquals(Holdings.State.EXPLAINED, holdings.state(0));
        assertTrue(holdings.isBroken(0));
        account[0] = 131;
        assertEquals(Holdings.State.OPEN, holdings.compare(0), "another difference");
    }

    /** A correction repeats all of its id but the last digits; an older one changes nothing. */
    @Test
    void shouldCountACorrectedExecutionOnce() {
        assertTrue(holdings.executed(0, "0001.0a.01", 20, e8(10)));
        assertFalse(holdings.executed(0, "0001.0a.01", 20, e8(10)));
        assertEquals(20, holdings.othersShares(0));
        assertFalse(holdings.executed(0, "0001.0a.02", 15, e8(12)));
        assertEquals(15, holdings.othersShares(0));
        assertFalse(holdings.executed(0, "0001.0a.01", 20, e8(10)));
        assertEquals(15, holdings.othersShares(0));
        assertTrue(holdings.executed(0, "0001.0b.01", -5, e8(10)));
        assertEquals(10, holdings.othersShares(0));
        holdings.isOurs("0001.0a.02");
        assertEquals(-5, holdings.othersShares(0));
        holdings.isOurs("0001.0a.02");
        assertEquals(-5, holdings.othersShares(0));
    }

    /** 20 at 10 and 10 at 13 are 30 at 11; what was taken over before does not count any more. */
    @Test
    void shouldKnowThePriceOfADifferenceThatOthersTraded() {
        holdings.executed(0, "0001.0a.01", 7, e8(50));
        account[0] = 7;
        holdings.compare(0);
        holdings.taken(0);
        assertEquals(0, holdings.differencePriceE8(0));
        holdings.executed(0, "0001.0b.01", 20, e8(10));
        hold(0, 0, 7);
        account[0] = 27;
        holdings.compare(0);
        assertEquals(e8(10), holdings.differencePriceE8(0));
        holdings.executed(0, "0001.0c.01", 10, e8(13));
        assertEquals(0, holdings.differencePriceE8(0), "of 20 it is not known any more");
        account[0] = 37;
        holdings.compare(0);
        assertEquals(e8(11), holdings.differencePriceE8(0));
        // 30 bought for 330 and 25 sold for 500 are 5 for less than nothing.
        holdings.executed(0, "0001.0d.01", -25, e8(20));
        account[0] = 12;
        holdings.compare(0);
        assertEquals(0, holdings.differencePriceE8(0));
    }

    /** Who is short covers first when shares come in, who is long gives first when they go; the rest goes to one book. */
    @Test
    void shouldGiveToTheBooksWhatTheAccountHasMore() {
        hold(0, 0, -40);
        hold(1, 0, 100);
        hold(3, 0, -10);
        account[0] = 50 + 45;
        holdings.compare(0);
        assertArrayEquals(new long[] {40, 0, 0, 5}, holdings.adoption(0, -1));
        account[0] = 50 + 60;
        holdings.compare(0);
        assertArrayEquals(new long[] {50, 0, 0, 10}, holdings.adoption(0, -1));
        assertArrayEquals(new long[] {40, 10, 0, 10}, holdings.adoption(0, 1));
        account[0] = 50 - 130;
        holdings.compare(0);
        assertArrayEquals(new long[] {-30, -100, 0, 0}, holdings.adoption(0, -1));
        assertArrayEquals(new long[] {0, -100, 0, -30}, holdings.adoption(0, 3));
        assertArrayEquals(new long[] {40, -100, 0, 10}, holdings.forgetting(0));
        assertArrayEquals(new long[4], holdings.forgetting(1));
    }

    /** Of 150 long shares of two strategies 70 are gone: the first keeps its 60, the second has 20 left to close. */
    @Test
    void shouldLeaveTheFirstStrategiesTheirsWhereSharesAreGone() {
        hold(0, 0, 60);
        hold(1, 0, 90);
        hold(3, 0, -30);
        assertEquals(60, holdings.closable(0, -70));
        assertEquals(20, holdings.closable(1, -70));
        assertEquals(30, holdings.closable(3, -70), "who is short lacks nothing");
        assertEquals(30, holdings.closable(0, -120));
        assertEquals(0, holdings.closable(1, -120));
        assertEquals(0, holdings.closable(0, -200));
        assertEquals(90, holdings.closable(1, 10));
        assertEquals(20, holdings.closable(3, 10));
        assertEquals(0, holdings.closable(2, -1), "it holds nothing");
    }

    /** What the trader holds himself covers for what is missing. */
    @Test
    void shouldCoverWhatIsMissingWithTheTradersOwn() {
        hold(2, 1, 50);
        assertEquals(50, holdings.closable(2, -5));
        assertEquals(49, holdings.closable(2, -6));
        assertEquals(5, holdings.standing(1));
        assertEquals(5, holdings.configured(1));
    }

    @Test
    void shouldProtectNoMoreThanIsThereAndNothingOfABareBook() {
        hold(0, 0, 60);
        hold(1, 0, 90);
        account[0] = 150;
        holdings.compare(0);
        assertEquals(150, holdings.protectable(0));
        assertTrue(holdings.isHolding());
        assertTrue(holdings.isHeldOrOrdered(0));
        assertFalse(holdings.isHeldOrOrdered(1));
        holdings.executed(0, "0001.0a.01", -70, e8(10));
        account[0] = 80;
        holdings.compare(0);
        assertEquals(150, holdings.protectable(0), "certain only the second time");
        holdings.compare(0);
        assertEquals(80, holdings.protectable(0));
        BitSet bare = new BitSet();
        bare.set(1);
        Holdings some = new Holdings(table, id -> account[id], BINDINGS, bare, new long[2]);
        assertEquals(60, some.protectable(0));
        hold(3, 0, -100);
        assertEquals(40, some.protectable(0));
    }
}
