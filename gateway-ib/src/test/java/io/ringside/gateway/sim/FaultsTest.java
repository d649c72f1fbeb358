package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of fault, and what a client sees of it. */
class FaultsTest {
    private static final PriceBar[] BARS = Scene.flat("190.00", 4);

    private final Workstation tws = Scene.workstation(Scene.settings(BARS));
    private final TestClient client = TestClient.started(tws, 7);

    // ---- Bytes ----------------------------------------------------------------------------------------------------

    @Test
    void shouldSendHalfAMessageWhenTheConnectionEndsWithinIt() {
        inject(FaultKind.CLOSE_MID_FRAME);
        client.send("49", "1");
        assertEquals(List.of(), client.take());
        assertTrue(client.remainder() > 0);
        assertTrue(client.isClosed());
    }

    @Test
    void shouldSendTheWholeMessageWhenTheConnectionEndsAfterIt() {
        tws.inject(FaultRule.next(FaultKind.CLOSE_AT_BOUNDARY).forMessage(OutboundId.CURRENT_TIME));
        client.send("17", "1");
        assertFalse(client.isClosed(), "another message");
        client.send("49", "1");
        assertEquals(1, client.take("49").size());
        assertEquals(0, client.remainder());
        assertTrue(client.isClosed());
    }

    @Test
    void shouldLoseTheOrderWhenTheConnectionIsResetBeforeItIsRead() {
        inject(FaultKind.RESET_BEFORE_READ);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertTrue(client.isReset());
        TestClient again = TestClient.started(tws, 7);
        again.send("5", "1");
        assertEquals(List.of("53|1"), again.take());
    }

    @Test
    void shouldKeepTheOrderAndLoseTheAnswerWhenTheConnectionIsResetAfterItIsRead() {
        inject(FaultKind.RESET_AFTER_READ);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of(), client.take());
        assertTrue(client.isReset());
        TestClient again = TestClient.started(tws, 7);
        again.send("5", "1");
        assertEquals(3, again.take().size());
    }

    @Test
    void shouldSendByteByByteOrAllAtOnceWhenMessagesAreSplitOrHeld() {
        int writes = client.writes();
        inject(FaultKind.SPLIT_BYTES);
        client.send("49", "1");
        assertEquals(List.of("49|1|1767623100"), client.take());
        assertEquals(writes + 20, client.writes());

        inject(FaultKind.COALESCE);
        writes = client.writes();
        client.send("49", "1");
        client.send("49", "1");
        assertEquals(List.of(), client.take());
        tws.advanceTo(tws.now() + 2 * Scene.SECOND);
        assertEquals(2, client.take().size());
        assertEquals(writes + 1, client.writes());
    }

    @Test
    void shouldSendWhatNoClientExpectsWhenFramesAreDefective() {
        inject(FaultKind.UNKNOWN_MESSAGE);
        inject(FaultKind.ZERO_LENGTH_FRAME);
        client.send("49", "1");
        assertEquals(List.of("", "987|1|nobody knows this", "49|1|1767623100"), client.take());
        inject(FaultKind.OVERLONG_MESSAGE);
        client.send("49", "1");
        assertEquals(23, client.take().get(0).split("\\|", -1).length);
        inject(FaultKind.OVERSIZE_LENGTH);
        client.send("49", "1");
        assertEquals(64, client.remainder());
        assertTrue(client.isClosed());
    }

    @Test
    void shouldStandMuteWhenTheSocketIsHalfOpen() {
        inject(FaultKind.MUTE);
        client.send("49", "1");
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of(), client.take());
        assertFalse(client.isClosed());
        TestClient rival = TestClient.silent(tws);
        rival.greet("v100..176");
        rival.send("71", "2", "7", "");
        assertTrue(rival.isClosed(), "the mute one still holds the client id");
        client.disconnect();
        TestClient again = TestClient.started(tws, 7);
        again.send("16", "1");
        assertEquals(List.of("53|1"), again.take(), "what was written into a mute socket never arrived");
    }

    // ---- Sessions -------------------------------------------------------------------------------------------------

    @Test
    void shouldSayTheClientIdIsInUseWhenItIsNot() {
        inject(FaultKind.CLIENT_ID_IN_USE);
        TestClient other = TestClient.silent(tws);
        other.greet("v100..176");
        other.take();
        other.send("71", "2", "8", "");
        assertTrue(other.take().get(0).startsWith("4|2|-1|326|"));
        assertTrue(other.isClosed());
    }

    @Test
    void shouldOfferAnotherOrderIdWhenItGoesDownOrJumps() {
        client.send(Scene.order(40, "BUY", 10, "LMT", "150.00", ""));
        client.disconnect();
        inject(FaultKind.NEXT_VALID_ID_DOWN);
        int down = offeredId();
        assertTrue(down >= 35 && down <= 40, "offered " + down);
        inject(FaultKind.NEXT_VALID_ID_JUMP);
        assertEquals(1041, offeredId());
        assertEquals(41, offeredId());
    }

    private int offeredId() {
        TestClient other = TestClient.silent(tws);
        other.greet("v100..176");
        other.send("71", "2", "7", "");
        String id = other.take("9").get(0);
        other.disconnect();
        return Integer.parseInt(id.substring(4));
    }

    @Test
    void shouldDropOrRefuseRequestsWhenToldTo() {
        inject(FaultKind.DROPPED_REQUEST);
        client.send("61", "1");
        assertEquals(List.of(), client.take());
        inject(FaultKind.HISTORY_PACING);
        client.sendCapture("out-java1032-reqHistoricalData-5min-keepUpToDate");
        assertTrue(client.take().get(0).endsWith("Historical data request pacing violation|"));
        inject(FaultKind.CLOCK_STEP);
        client.send("49", "1");
        long seconds = Long.parseLong(client.take().get(0).substring(5));
        assertEquals(3600, Math.abs(seconds - tws.now() / Scene.SECOND));
        inject(FaultKind.PACING_CUT);
        client.send("61", "1");
        client.send("61", "1");
        client.send("61", "1");
        assertEquals(3, client.take("4").size());
        assertTrue(client.isClosed());
    }

    @Test
    void shouldEndAllConnectionsAndTakeNoneForAWhileWhenRestartedAtNight() {
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        tws.inject(FaultRule.next(FaultKind.NIGHTLY_RESET).lasting(20));
        assertTrue(client.isClosed());
        assertTrue(TestClient.silent(tws).isClosed());
        tws.advanceTo(tws.now() + 20 * Scene.SECOND);
        TestClient again = TestClient.started(tws, 7);
        again.send("5", "1");
        assertEquals(3, again.take().size(), "orders outlive it");
    }

    // ---- Links and feeds ------------------------------------------------------------------------------------------

    @Test
    void shouldGoOnExecutingAndTellingWhenTheLinkIsLost() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        tws.advanceTo(Scene.at("09:30"));
        client.take();
        tws.inject(FaultRule.next(FaultKind.LINK_LOST_DATA_KEPT).lasting(12));
        tws.advanceTo(Scene.at("09:30") + 11 * Scene.SECOND);
        List<String> news = client.take();
        assertTrue(news.get(0).startsWith("4|2|-1|1100|"), news::toString);
        assertTrue(news.stream().anyMatch(message -> message.startsWith("11|-1|1|")), "executed in the dark");
        assertTrue(news.stream().noneMatch(message -> message.startsWith("50|")), "no bars");
        tws.advanceTo(Scene.at("09:30") + 15 * Scene.SECOND);
        news = client.take();
        assertTrue(news.get(0).startsWith("4|2|-1|1102|"), news::toString);
        assertEquals(
                1, news.stream().filter(message -> message.startsWith("50|")).count());
    }

    @Test
    void shouldKeepStreamsDeadWhenDataWasLost() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30"));
        tws.inject(FaultRule.next(FaultKind.LINK_LOST_DATA_LOST).lasting(12));
        client.take();
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(
                List.of("4"), client.take().stream().map(m -> m.substring(0, 1)).toList());
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:31") + 5 * Scene.SECOND);
        assertEquals(1, client.take("50").size());
    }

    @Test
    void shouldKeepBarsDeadWithoutAWordWhenAFarmWasBroken() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30"));
        client.take();
        tws.inject(FaultRule.next(FaultKind.FARM_BREAK).lasting(12));
        tws.advanceTo(Scene.at("09:32"));
        assertEquals(
                List.of(
                        "4|2|-1|2103|Market data farm connection is broken:usfarm|",
                        "4|2|-1|2104|Market data farm connection is OK:usfarm|"),
                client.take());
    }

    @Test
    void shouldStopTheFeedWhenAnotherSessionCompetesOrItGoesStale() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30"));
        client.take();
        tws.inject(FaultRule.next(FaultKind.COMPETING_SESSION).lasting(12));
        List<String> burst = client.take();
        assertTrue(burst.size() >= 10, burst::toString);
        assertTrue(burst.get(0).startsWith("4|2|9003|10197|"), burst.get(0));
        tws.advanceTo(Scene.at("09:30") + 15 * Scene.SECOND);
        assertEquals(1, client.take("50").size());
        tws.inject(FaultRule.next(FaultKind.STALE_FEED).lasting(12));
        tws.advanceTo(Scene.at("09:30") + 26 * Scene.SECOND);
        assertEquals(List.of(), client.take());
        tws.advanceTo(Scene.at("09:30") + 30 * Scene.SECOND);
        assertEquals(1, client.take("50").size());
    }

    @Test
    void shouldSendAPriceThatNeverWasWhenATickIsBad() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30") + 4_600_000_000L);
        inject(FaultKind.BAD_TICK);
        tws.advanceTo(Scene.at("09:30") + 10 * Scene.SECOND);
        List<String> bars = client.take("50");
        String close = bars.get(0).split("\\|", -1)[7];
        assertTrue(close.equals("1900.0") || close.equals("19.0"), close);
        assertEquals("190.0", bars.get(1).split("\\|", -1)[7]);
        client.sendCapture("out-java1032-reqHistoricalData-5min-keepUpToDate");
        assertTrue(client.take("17").get(0).contains("|190.0|190.0|190.0|190.0|"), "history knows better");
    }

    // ---- Orders ---------------------------------------------------------------------------------------------------

    @Test
    void shouldRejectOrSayNothingOfAnOrderWhenToldTo() {
        inject(FaultKind.REJECT);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of("4|2|1|201|Order rejected - reason:the exchange refuses it|"), client.take());
        tws.advanceTo(Scene.at("09:30") + 1);
        inject(FaultKind.LOST_ACK);
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of(), client.take());
        client.send("5", "1");
        assertEquals(3, client.take().size(), "it works, though");
        inject(FaultKind.NO_ORDER_STATUS);
        client.send(Scene.order(3, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "11", "5", "59"), ids());
        inject(FaultKind.EXECUTION_BEFORE_OPEN_ORDER);
        client.send(Scene.order(4, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("11", "5", "3", "59"), ids());
    }

    @Test
    void shouldTellExecutionsAmissWhenToldTo() {
        tws.advanceTo(Scene.at("09:30") + 1);
        inject(FaultKind.STATUS_WITHOUT_EXECUTION);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "5", "3"), ids());
        client.send("7", "3", "1", "0", "", "", "", "", "", "");
        assertEquals(List.of("11", "59", "55"), ids(), "asked for, it is told");
        inject(FaultKind.EXECUTION_WITHOUT_STATUS);
        client.send(Scene.order(2, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "11", "59"), ids());
        tws.inject(FaultRule.next(FaultKind.LATE_COMMISSION).lasting(7));
        client.send(Scene.order(3, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "11", "5", "3"), ids());
        tws.advanceTo(tws.now() + 7 * Scene.SECOND);
        assertEquals(List.of("59"), ids());
    }

    @Test
    void shouldCorrectThePriceByOneTickWhenAnExecutionWasWrong() {
        tws.advanceTo(Scene.at("09:30") + 1);
        inject(FaultKind.EXECUTION_CORRECTION);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        long cash = tws.cashE8();
        client.take();
        tws.advanceTo(tws.now() + 3 * Scene.SECOND);
        String correction = OrdersTest.brief(client.take("11").get(0));
        assertTrue(correction.endsWith(".01.02"), correction);
        assertTrue(correction.contains("10@190.01") || correction.contains("10@189.99"), correction);
        assertEquals(Scene.e8("0.10"), Math.abs(tws.cashE8() - cash));
    }

    @Test
    void shouldExecuteInPartsWhenToldTo() {
        inject(FaultKind.PARTIAL_FILL);
        client.send(Scene.order(1, "BUY", 100, "MKT", "", ""));
        tws.advanceTo(Scene.at("09:31"));
        List<String> parts = client.take("11");
        assertTrue(parts.size() > 1, parts::toString);
        assertEquals(100, tws.shares("AAPL"));
        assertEquals(Scene.e8("80999"), tws.cashE8(), "the least commission is charged once an order");
    }

    @Test
    void shouldExecuteAgainstACancellationWhenTheyCross() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        client.take();
        inject(FaultKind.CANCEL_FILL_RACE);
        client.send("4", "1", "1", "");
        List<String> news = client.take().stream().map(OrdersTest::brief).toList();
        assertTrue(news.get(0).startsWith("exec 1 BOT 10@150 "), news::toString);
        assertTrue(news.get(news.size() - 1).contains("|10148|"), news::toString);

        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        inject(FaultKind.LATE_FILL);
        client.send("4", "1", "2", "");
        news = client.take().stream().map(OrdersTest::brief).toList();
        assertEquals("2 Cancelled 0 10 0", news.get(news.size() - 1));
        tws.advanceTo(tws.now() + 4 * Scene.SECOND);
        assertTrue(OrdersTest.brief(client.take("11").get(0)).startsWith("exec 2 BOT 10@150 "));
        assertEquals(20, tws.shares("AAPL"));
    }

    @Test
    void shouldTellTwiceLateOrOutOfOrderWhenToldTo() {
        tws.advanceTo(Scene.at("09:30") + 1);
        inject(FaultKind.DUPLICATE_CALLBACK);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of("5", "5", "3"), ids());
        inject(FaultKind.REORDER);
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of("3", "5"), ids());
        inject(FaultKind.DELAY);
        client.send(Scene.order(3, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of("3"), ids());
        tws.advanceTo(tws.now() + 31 * Scene.SECOND);
        assertEquals(List.of("5"), ids());
    }

    @Test
    void shouldLeaveTwoOrdersWorkingWhenAChangeDuplicates() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.send(Scene.order(1, "SELL", 10, "STP", "", "150.00"));
        inject(FaultKind.MODIFY_DUPLICATES);
        client.send(Scene.order(1, "SELL", 10, "STP", "", "151.00"));
        client.take();
        client.send("5", "1");
        List<String> open = client.take("5");
        assertEquals(2, open.size());
        assertEquals("1", open.get(1).split("\\|", -1)[1]);
    }

    @Test
    void shouldCountEachKindWhenFaultsHappen() {
        inject(FaultKind.ZERO_LENGTH_FRAME);
        inject(FaultKind.DROPPED_REQUEST);
        client.send("49", "1");
        client.send("49", "1");
        assertEquals(Map.of(FaultKind.ZERO_LENGTH_FRAME, 1L, FaultKind.DROPPED_REQUEST, 1L), tws.faultsFired());
    }

    // ---- How long, how often, and what is left to chance ------------------------------------------------------------

    @Test
    void shouldLastAsLongAsItIsTold() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30") + 1);
        client.take();

        tws.inject(FaultRule.next(FaultKind.FARM_BREAK).lasting(12));
        tws.advanceTo(tws.now() + 12 * Scene.SECOND - 1);
        assertEquals(List.of("4|2|-1|2103|Market data farm connection is broken:usfarm|"), client.take());
        tws.advanceTo(tws.now() + 1);
        assertEquals(List.of("4|2|-1|2104|Market data farm connection is OK:usfarm|"), client.take());

        inject(FaultKind.COALESCE);
        client.send("49", "1");
        tws.advanceTo(tws.now() + 2 * Scene.SECOND - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(tws.now() + 1);
        assertEquals(List.of("49"), ids());

        inject(FaultKind.LATE_COMMISSION);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "11", "5", "3"), ids());
        tws.advanceTo(tws.now() + 5 * Scene.SECOND - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(tws.now() + 1);
        assertEquals(List.of("59"), ids());

        inject(FaultKind.EXECUTION_CORRECTION);
        client.send(Scene.order(2, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "11", "5", "3", "59"), ids());
        tws.advanceTo(tws.now() + 3 * Scene.SECOND - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(tws.now() + 1);
        assertEquals(List.of("11"), ids());
    }

    /** Where no other message comes, the one that was to be overtaken is sent after a second. */
    @Test
    void shouldSendAMessageThatNoneOvertakesASecondLate() {
        tws.advanceTo(Scene.at("09:30") + 1);
        tws.inject(new FaultRule(FaultKind.REORDER, 2, 0, 0, -1, 1, -1, -1, ""));
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(List.of("5"), ids());
        tws.advanceTo(tws.now() + Scene.SECOND - 1);
        assertEquals(List.of(), client.take());
        tws.advanceTo(tws.now() + 1);
        assertEquals(List.of("3"), ids());
    }

    /** A thousandth of a second late at least, and that much more than it is told at most. */
    @Test
    void shouldDelayAMessageByNoMoreThanItIsTold() {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int seed = 0; seed < 100; seed++) {
            List<FaultRule> rules = List.of(FaultRule.next(FaultKind.DELAY).lasting(0.010));
            Workstation some = Scene.workstation(Scene.settings(BARS).faults(new FaultScript(rules, seed)));
            TestClient one = TestClient.started(some, 7);
            some.advanceTo(Scene.at("09:30") + 1);
            one.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
            assertEquals(1, one.take().size());
            long late = some.nextNanos() - some.now();
            some.advanceTo(some.nextNanos());
            assertEquals(1, one.take("5").size());
            first = Math.min(first, late);
            last = Math.max(last, late);
        }
        assertTrue(first >= 1_000_000 && first < 2_000_000, "first " + first);
        assertTrue(last > 10_000_000 && last <= 11_000_000, "last " + last);
    }

    @Test
    void shouldSendWhatIsHeldBackWhenItIsAThousandMessages() {
        inject(FaultKind.COALESCE);
        int writes = client.writes();
        for (int i = 0; i < 999; i++) {
            client.send("49", "1");
        }
        assertEquals(List.of(), client.take());
        client.send("49", "1");
        assertEquals(1000, client.take().size());
        assertEquals(writes + 1, client.writes());
    }

    @Test
    void shouldTellAMuteClientNoPricesEither() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        inject(FaultKind.MUTE);
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(List.of(), client.take());
    }

    @Test
    void shouldHappenSoOftenAndAtEachSoManyth() {
        Workstation scripted = Scene.workstation(
                Scene.settings(BARS).faults(FaultScript.parse("test", List.of("DROPPED_REQUEST every=2 max=2"), 1)));
        TestClient asking = TestClient.started(scripted, 7);
        StringBuilder answered = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            asking.send("17", "1");
            answered.append(asking.take().size());
        }
        assertEquals("1010111", answered.toString());
    }

    @Test
    void shouldChooseByChanceAmongAllThatMayBe() {
        Set<Integer> offers = new TreeSet<>();
        Set<Long> times = new TreeSet<>();
        Set<String> corrections = new TreeSet<>();
        Set<Integer> bursts = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            List<FaultRule> rules = List.of(
                    FaultRule.atRate(FaultKind.NEXT_VALID_ID_DOWN, 1),
                    FaultRule.atRate(FaultKind.CLOCK_STEP, 1),
                    FaultRule.atRate(FaultKind.EXECUTION_CORRECTION, 1),
                    FaultRule.next(FaultKind.OVERSIZE_LENGTH).forMessage(OutboundId.MANAGED_ACCOUNTS));
            Workstation some = Scene.workstation(
                    Scene.settings(BARS).firstOrderId(40).faults(new FaultScript(rules.subList(0, 3), seed)));
            some.advanceTo(Scene.at("09:30") + 1);
            TestClient one = TestClient.silent(some);
            one.greet("v100..176");
            one.send("71", "2", "7", "");
            offers.add(Integer.parseInt(one.take("9").get(0).substring(4)));
            one.send("49", "1");
            times.add(Long.parseLong(one.take("49").get(0).substring(5)) - some.now() / Scene.SECOND);
            one.send(Scene.order(40, "BUY", 10, "MKT", "", ""));
            one.take();
            some.advanceTo(some.now() + 3 * Scene.SECOND);
            corrections.add(OrdersTest.brief(one.take("11").get(0)));
            one.sendCapture("out-java1032-reqRealTimeBars");
            some.inject(FaultRule.next(FaultKind.COMPETING_SESSION));
            bursts.add(one.take("4").size());

            Workstation large =
                    Scene.workstation(Scene.settings(BARS).faults(new FaultScript(rules.subList(3, 4), seed)));
            TestClient cut = TestClient.silent(large);
            cut.greet("v100..176");
            cut.take();
            cut.send("71", "2", "7", "");
            byte[] all = cut.received();
            int length = ByteBuffer.wrap(all, all.length - 64, 4).getInt();
            assertTrue(length > 0xFF_FF_FF && length < 0x01_00_00_00 + (1 << 30), "more than is allowed: " + length);
        }
        assertEquals(Set.of(35, 36, 37, 38, 39), offers);
        assertEquals(Set.of(-3600L, 3600L), times);
        assertEquals(
                Set.of(
                        "exec 40 BOT 10@189.99 cum 10 avg 189.99 0000e1a7.00000001.01.02",
                        "exec 40 BOT 10@190.01 cum 10 avg 190.01 0000e1a7.00000001.01.02"),
                corrections);
        assertEquals(Set.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19), bursts);
    }

    private void inject(FaultKind kind) {
        tws.inject(FaultRule.next(kind));
    }

    private List<String> ids() {
        return client.take().stream()
                .map(message -> message.split("\\|", -1)[0])
                .toList();
    }

    /** Each minute is an occasion: of a fault that lasts a minute and a half every other one, for it is there meanwhile. */
    @ParameterizedTest
    @EnumSource(names = {"LINK_LOST_DATA_KEPT", "LINK_LOST_DATA_LOST", "FARM_BREAK", "COMPETING_SESSION"})
    void shouldNotBeginAgainWhatLasts(FaultKind kind) {
        tws.inject(new FaultRule(kind, 0, 1, 0, -1, Long.MAX_VALUE, 90, -1, ""));
        assertEquals(Map.of(kind, 1L), tws.faultsFired());
        tws.advanceTo(Scene.at("09:26") + 30 * Scene.SECOND - 1);
        assertEquals(Map.of(kind, 1L), tws.faultsFired());
        tws.advanceTo(Scene.at("09:27"));
        assertEquals(Map.of(kind, 2L), tws.faultsFired());
        tws.advanceTo(Scene.at("09:28"));
        assertEquals(Map.of(kind, 2L), tws.faultsFired());
        tws.advanceTo(Scene.at("09:29"));
        assertEquals(Map.of(kind, 3L), tws.faultsFired());
    }

    @Test
    void shouldMuteNobodyWhereThereIsNobody() {
        Workstation alone = Scene.workstation(Scene.settings(BARS));
        alone.inject(new FaultRule(FaultKind.MUTE, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, ""));
        alone.advanceTo(Scene.at("09:30"));
        assertEquals(Map.of(), alone.faultsFired());
        Workstation empty = Scene.workstation(new SimSettings(List.of(), Scene.at("09:25")));
        empty.inject(new FaultRule(FaultKind.STALE_FEED, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, ""));
        empty.advanceTo(Scene.at("09:30"));
        assertEquals(Map.of(), empty.faultsFired());
    }

    /** There is no order id below one. */
    @Test
    void shouldOfferNoOrderIdBelowTheFirst() {
        for (int first = 1; first <= 2; first++) {
            Workstation low = Scene.workstation(Scene.settings(BARS).firstOrderId(first));
            low.inject(FaultRule.next(FaultKind.NEXT_VALID_ID_DOWN));
            TestClient one = TestClient.silent(low);
            one.greet("v100..176");
            one.send("71", "2", "7", "");
            assertEquals(List.of("9|1|1"), one.take("9"));
            assertEquals(first == 1 ? Map.of() : Map.of(FaultKind.NEXT_VALID_ID_DOWN, 1L), low.faultsFired());
        }
    }

    @Test
    void shouldHappenToTheMessagesAndOrdersThatAreMeant() {
        tws.inject(FaultRule.next(FaultKind.ZERO_LENGTH_FRAME).forMessage(0));
        client.send("49", "1");
        assertEquals(List.of("49"), ids());
        assertEquals(Map.of(), tws.faultsFired());
        tws.inject(new FaultRule(FaultKind.REJECT, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, "ref2"));
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        client.send(Scene.order(20, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(
                List.of("1", "20"),
                client.take("5", "4").stream()
                        .filter(one -> !one.contains("|399|"))
                        .map(one -> one.split("\\|", -1)[one.startsWith("4") ? 2 : 1])
                        .filter(id -> !id.equals("2"))
                        .distinct()
                        .sorted()
                        .toList());
        assertEquals(Map.of(FaultKind.REJECT, 2L), tws.faultsFired());
    }

    @Test
    void shouldLastNoTimeWhereItIsToldSo() {
        tws.inject(FaultRule.next(FaultKind.FARM_BREAK).lasting(0));
        tws.advanceTo(tws.now());
        assertEquals(
                List.of(
                        "4|2|-1|2103|Market data farm connection is broken:usfarm|",
                        "4|2|-1|2104|Market data farm connection is OK:usfarm|"),
                client.take());
    }

    /** Either the status or the execution is missing, never both; one that is told before its order is told with it. */
    @Test
    void shouldNotWithholdBothStatusAndExecution() {
        tws.advanceTo(Scene.at("09:30") + 1);
        inject(FaultKind.STATUS_WITHOUT_EXECUTION);
        inject(FaultKind.EXECUTION_WITHOUT_STATUS);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "5", "3"), ids());
        client.send(Scene.order(2, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("5", "3", "11", "59"), ids());
        inject(FaultKind.EXECUTION_BEFORE_OPEN_ORDER);
        inject(FaultKind.EXECUTION_WITHOUT_STATUS);
        client.send(Scene.order(3, "BUY", 10, "MKT", "", ""));
        assertEquals(List.of("11", "5", "3", "59"), ids());
    }

    /** Messages that are held back stay so: the fault does not begin again meanwhile. */
    @Test
    void shouldHoldMessagesBackOnceOnly() {
        tws.inject(new FaultRule(FaultKind.COALESCE, 0, 1, 0, -1, Long.MAX_VALUE, -1, -1, ""));
        client.send("49", "1");
        client.send("49", "1");
        client.send("49", "1");
        assertEquals(List.of(), ids());
        assertEquals(Map.of(FaultKind.COALESCE, 1L), tws.faultsFired());
        tws.advanceTo(tws.now() + 2 * Scene.SECOND);
        assertEquals(List.of("49", "49", "49"), ids());
    }

    /** What is said before a client has started is said as it is. */
    @Test
    void shouldDistortNothingBeforeAClientHasStarted() {
        tws.distort((id, fields) -> List.of());
        client.send("49", "1");
        assertEquals(List.of(), client.take());
        TestClient second = TestClient.silent(tws);
        second.greet("v100..176");
        second.take();
        second.send("71", "2", "7", "");
        assertEquals(
                List.of("326"),
                second.take("4").stream().map(one -> one.split("\\|", -1)[3]).toList());
        tws.distort(null);
        client.send("49", "1");
        assertEquals(List.of("49"), ids());
    }
}
