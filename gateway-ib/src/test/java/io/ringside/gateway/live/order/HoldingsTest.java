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

    /** Unexplained, it is a break at the third comparison in a row. */
    @Test
    void shouldBreakAtTheThirdComparisonWithoutAnExplanation() {
        account[0] = 7;
        holdings.compare(0);
        assertFalse(holdings.isBroken(0));
        holdings.compare(0);
        assertFalse(holdings.isBroken(0));
        holdings.compare(0);
        assertTrue(holdings.isBroken(0));
        assertEquals(Holdings.State.CONFIRMED, holdings.state(0));
        holdings.restart();
        assertFalse(holdings.isBroken(0));
        assertEquals(Holdings.State.OPEN, holdings.state(0));
        account[0] = 0;
        holdings.compare(0);
        holdings.restart();
        assertEquals(Holdings.State.AGREES, holdings.state(0), "nothing to forget");
    }

    /** What was executed before the first comparison explains nothing after an operator has taken it over. */
    @Test
    void shouldKnowFromTheJournalWhatWasTakenOverOfOthers() {
        table.apply(event.position(0, 1, EngineEvent.FLAG_ADOPTED, Carried.STANDING, 20, 0, 20, 1));
        holdings.executed(0, "0001.0a.01", 20, e8(10));
        account[0] = 20;
        assertEquals(20, holdings.standing(0));
        assertFalse(holdings.isCompared(0));
        account[0] = 25;
        holdings.compare(0);
        assertTrue(holdings.isCompared(0));
        holdings.compare(0);
        assertEquals(Holdings.State.CONFIRMED, holdings.state(0), "5 are not those 20");
        holdings.executed(0, "0001.0b.01", 5, e8(10));
        assertEquals(Holdings.State.EXPLAINED, holdings.state(0));
    }

    @Test
    void shouldNotLeaveOneInstrumentsSharesToAnother() {
        hold(0, 0, 60);
        hold(2, 1, 50);
        assertEquals(50, holdings.closable(0, -10));
        assertEquals(45, holdings.closable(2, -10), "with the trader's own 5");
    }

    /** 22 of which 5 are the trader's own: 7 more than the 10 of the book. */
    @Test
    void shouldNotAdoptTheTradersOwn() {
        hold(2, 1, 10);
        account[1] = 22;
        holdings.compare(1);
        assertArrayEquals(new long[] {0, 0, 7, 0}, holdings.adoption(1, -1));
        Holdings without = new Holdings(table, id -> account[id], new int[] {0}, new long[2]);
        without.compare(1);
        assertArrayEquals(new long[1], without.adoption(1, -1), "nobody trades it");
    }

    @Test
    void shouldKnowThePriceOfOneShare() {
        holdings.executed(0, "0001.0a.01", 1, e8(10));
        account[0] = 1;
        holdings.compare(0);
        assertEquals(e8(10), holdings.differencePriceE8(0));
        holdings.executed(0, "0001.0a.02", 1, 1);
        assertEquals(1, holdings.differencePriceE8(0));
    }

    // ---- One order ------------------------------------------------------------------------------------------------

    private LiveOrder order(String line) {
        LiveOrder order = table.onIntent(OrderBench.intent(line), 1, LiveOrder.State.HELD);
        order.terms.bindingId = 0;
        return order;
    }

    /** Short 100, and the account lacks one of them: 99 once that is certain. */
    @Test
    void shouldCloseWhatTheAccountHasOnceThatIsCertain() {
        hold(0, 0, -100);
        account[0] = -100;
        holdings.compare(0);
        LiveOrder exit = order("place 1 EXIT BUY 100");
        assertEquals(100, holdings.closing(exit));
        assertFalse(holdings.isAwaited(exit));
        account[0] = -99;
        assertEquals(0, holdings.closing(exit), "not compared");
        assertTrue(holdings.isAwaited(exit));
        holdings.compare(0);
        assertEquals(0, holdings.closing(exit), "once");
        assertTrue(holdings.isAwaited(exit));
        holdings.compare(0);
        assertEquals(99, holdings.closing(exit));
        assertFalse(holdings.isAwaited(exit));
        exit.terms.quantity = 99;
        assertEquals(99, holdings.closing(exit));
        exit.terms.quantity = 98;
        assertEquals(98, holdings.closing(exit), "no more than is wanted");
        account[0] = -98;
        exit.terms.quantity = 100;
        assertEquals(0, holdings.closing(exit), "another difference than the certain one");
        assertTrue(holdings.isAwaited(exit));
        account[0] = -101;
        assertEquals(100, holdings.closing(exit), "there is enough");
    }

    /** Whoever cancelled a stop may have closed the position too: the next whole comparison has to say so. */
    @Test
    void shouldAskBeforeAStopIsReplaced() {
        hold(0, 0, 100);
        account[0] = 100;
        holdings.begins(4);
        holdings.ends(4);
        holdings.begins(5);
        LiveOrder stop = order("place 2 STOP SELL 100 stop 95");
        assertFalse(holdings.takeUrgent());
        assertEquals(0, holdings.closing(stop));
        assertTrue(holdings.takeUrgent());
        assertFalse(holdings.takeUrgent(), "taken");
        assertTrue(holdings.isAwaited(stop));
        holdings.ends(5);
        assertEquals(0, holdings.closing(stop), "that one had begun before");
        assertFalse(holdings.takeUrgent(), "it is asked for already");
        holdings.begins(6);
        holdings.ends(6);
        assertEquals(100, holdings.closing(stop));
        assertEquals(6, holdings.lastSnapshot());
        assertEquals(100, holdings.closing(order("place 3 STOP SELL 100 stop 95 parent 1")), "the first one");
        assertEquals(100, holdings.closing(order("place 4 EXIT SELL 100")), "it protects nothing");
    }

    /** All has to agree: what is held by the book, what the account has, what the broker shows. */
    @Test
    void shouldCutAnOrderThatWorksOnMoreThanIsHeldOnlyWhileAllAgrees() {
        hold(0, 0, 100);
        account[0] = 100;
        LiveOrder stop = order("place 2 STOP SELL 120 stop 95");
        stop.state = LiveOrder.State.WORKING;
        stop.brokerQuantity = 101;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "never compared");
        holdings.compare(0);
        assertEquals(100, holdings.cut(stop));
        stop.brokerQuantity = 100;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "not for more");
        stop.modifyWanted = true;
        assertEquals(100, holdings.cut(stop), "it is to be changed to more");
        stop.cutQuantity = 101;
        assertEquals(100, holdings.cut(stop));
        stop.cutQuantity = 100;
        assertEquals(Holdings.UNCUT, holdings.cut(stop));
        stop.modifyWanted = false;
        stop.brokerQuantity = 101;
        stop.state = LiveOrder.State.SENT;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "not acknowledged");
        stop.state = LiveOrder.State.WORKING;
        account[0] = 99;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "it moves");
        holdings.compare(0);
        account[0] = 100;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "it differed");
        holdings.compare(0);
        holdings.ends(7);
        stop.seenInSnapshot = 6;
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "not shown since");
        stop.seenInSnapshot = 7;
        assertEquals(100, holdings.cut(stop));
        LiveOrder entry = order("place 5 ENTRY BUY 10");
        assertEquals(Holdings.UNCUT, holdings.cut(stop), "an entry works");
        entry.terms.bindingId = 1;
        assertEquals(100, holdings.cut(stop), "another strategy's");
        entry.terms.bindingId = 0;
        entry.state = LiveOrder.State.DONE;
        assertEquals(100, holdings.cut(stop));
        hold(0, 0, -150);
        account[0] = -50;
        assertEquals(0, holdings.cut(stop), "short by now");
    }

    @Test
    void shouldCutToWhatIsLeftOfAnExplainedDifference() {
        hold(0, 0, 100);
        account[0] = 100;
        holdings.compare(0);
        LiveOrder stop = order("place 2 STOP SELL 100 stop 95");
        holdings.executed(0, "0001.0a.01", -1, e8(10));
        account[0] = 99;
        holdings.compare(0);
        assertEquals(Holdings.UNCUT, holdings.cut(stop));
        holdings.compare(0);
        assertEquals(99, holdings.cut(stop));
        assertEquals(99, holdings.protectable(0));
        account[0] = 98;
        holdings.compare(0);
        assertEquals(99, holdings.cut(stop), "until another one is certain");
        account[0] = 100;
        holdings.compare(0);
        assertEquals(Holdings.UNCUT, holdings.cut(stop));
        assertEquals(100, holdings.protectable(0));
    }

    /** One share more than the book has, of a short position: 99 are left to close. */
    @Test
    void shouldProtectOneShareLess() {
        hold(0, 0, -100);
        account[0] = -100;
        holdings.compare(0);
        holdings.executed(0, "0001.0a.01", 1, e8(10));
        account[0] = -99;
        holdings.compare(0);
        holdings.compare(0);
        assertEquals(99, holdings.protectable(0));
    }

    /** A book that is not among those of the instrument is held by nobody that a stop could protect. */
    @Test
    void shouldCountAllOfAPositionWithoutPortfolios() {
        hold(9, 0, 30);
        assertEquals(30, holdings.protectable(0));
    }

    @Test
    void shouldTellWhatIsHeldOrOrdered() {
        assertFalse(holdings.isHeldOrOrdered(0));
        LiveOrder exit = order("place 1 EXIT SELL 1");
        assertTrue(holdings.isHeldOrOrdered(0));
        assertFalse(holdings.isHeldOrOrdered(1), "of another instrument");
        exit.state = LiveOrder.State.DONE;
        assertFalse(holdings.isHeldOrOrdered(0));
        hold(0, 0, 1);
        assertTrue(holdings.isHeldOrOrdered(0) && holdings.isHolding());
        hold(0, 0, -2);
        assertTrue(holdings.isHeldOrOrdered(0) && holdings.isHolding());
    }
}
