package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class JournalRecordTest {
    private static final long SEED = 20250521;
    private static final int MAX = JournalRecord.maxLength(RandomEvents.BOUNDS);

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX));
    private final UnsafeBuffer again = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX));
    private final EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
    private final EngineEvent decoded = new EngineEvent(RandomEvents.BOUNDS);

    @Test
    void shouldReadBackTheSameBytesWhenDecodedAndEncodedAgain() {
        RandomEvents events = new RandomEvents(SEED);
        for (int i = 0; i < 5_000; i++) {
            events.fill(event, i);
            int length = JournalRecord.encode(event, event.riskNanos + 77, buffer);
            assertEquals(0, length % 8);
            assertEquals(length, JournalRecord.length(buffer, 0));
            assertEquals(
                    JournalRecord.decisionOffset(buffer, 0),
                    JournalRecord.decisionsIn(buffer, 0, length, JournalRecord.type(buffer, 0)));
            JournalRecord.decode(buffer, 0, decoded);
            int lengthAgain = JournalRecord.encode(decoded, event.riskNanos + 77, again);
            assertEquals(length, lengthAgain);
            assertEquals(0, differing(length), "seed " + SEED + " event " + i);
        }
    }

    /** What the first version had no words for: portfolios' rankings, events that go on, and what happens to holders. */
    @Test
    void shouldSayTheSecondVersionOfWhatTheFirstDidNotHave() {
        for (EventType type : EventType.values()) {
            if (type == EventType.OPEN || type == EventType.CLOSE) {
                continue;
            }
            event.bar(0, 1, 2, 1, 1, 1, 1, 1, 0);
            event.type = type;
            event.code = 1;
            event.side = Side.BUY;
            event.textLength = 0;
            event.clearDecisions();
            event.standingsLeft = 0;
            event.decisionsLeft = 0;
            boolean newer = type == EventType.CONTINUE || type == EventType.CORPORATE_ACTION;
            assertEquals(newer ? 2 : 1, version(), type.name());
            event.standingsLeft = 1;
            assertEquals(2, version(), type.name());
            event.standingsLeft = 0;
            event.decisionsLeft = 1;
            assertEquals(2, version(), type.name());
            event.decisionsLeft = 0;
            event.addStanding().clear(0, 0);
            assertEquals(2, version(), type.name());
        }
    }

    @Test
    void shouldKnowARecordThatAsksSomethingOfTheBroker() {
        RandomEvents events = new RandomEvents(SEED);
        int asking = 0;
        for (int i = 0; i < 2_000; i++) {
            events.fill(event, i);
            int length = JournalRecord.encode(event, 0, buffer);
            assertEquals(event.intentCount > 0, JournalRecord.hasIntents(buffer, 0, length), "seed " + SEED + " " + i);
            asking += event.intentCount > 0 ? 1 : 0;
        }
        assertTrue(asking > 100 && asking < 1_900, "" + asking);
    }

    @Test
    void shouldAskNothingOfTheBrokerWhereNoDecisionsAre() {
        UnsafeBuffer record = new UnsafeBuffer(new byte[4_096]);
        // Of texts that would be counts of intents.
        int length = new OpenRecord("\1".repeat(64), "\1".repeat(64), 1, "\1".repeat(64)).encode(0, record);
        assertFalse(JournalRecord.hasIntents(record, 0, length));
        length = new CloseRecord(-1, -1, -1).encode(0, record);
        record.setMemory(length, 100, (byte) 1);
        assertFalse(JournalRecord.hasIntents(record, 0, length));
        new RandomEvents(SEED).fill(event, 3);
        assertTrue(event.intentCount > 0);
        length = JournalRecord.encode(event, 0, buffer);
        assertTrue(JournalRecord.hasIntents(buffer, 0, length));
        assertFalse(JournalRecord.hasIntents(buffer, 0, length - 8));
        assertFalse(JournalRecord.hasIntents(buffer, 0, length + 8));
    }

    /** By hand: a header of 64, an order's 64, a text of 64, 24, and so many times 72, 64, 56, 8, 88 and 80. */
    @Test
    void shouldHaveRoomForTheLongestRecordThereIs() {
        assertEquals(
                64 + 64 + 64 + 24 + 255 * 72 + 4_095 * 64 + 4_095 * 56 + 65_535 * 8 + 4_095 * 88 + 1_023 * 80,
                JournalRecord.maxLength(new Bounds(255, 4_095, 65_535, 4_095, 1_023)));
        assertEquals(512 << 10, JournalRecord.maxLength(new Bounds(1, 1, 1, 1)), "an OPEN record");
    }

    /** A header of 64 bytes, a trade's 16, 24 of counts: what is shorter is looked at no further. */
    @Test
    void shouldKnowTheShortestRecordOfItsType() {
        byte[] bytes = new byte[MAX];
        event.trade(0, 5, 6, 7, 0);
        event.clearDecisions();
        assertEquals(104, JournalRecord.encode(event, 0, new UnsafeBuffer(bytes)));
        for (int offset : new int[] {0, 24}) {
            byte[] exactly = new byte[offset + 104];
            System.arraycopy(bytes, 0, exactly, offset, 104);
            assertEquals(
                    offset + 80, JournalRecord.decisionsIn(new UnsafeBuffer(exactly), offset, 104, EventType.TRADE));
            assertEquals(104, JournalRecord.length(new UnsafeBuffer(exactly), offset));
            for (int length : new int[] {64, 72, 79, 80, 81, 96, 103}) {
                UnsafeBuffer cut = new UnsafeBuffer(exactly, 0, offset + length);
                assertEquals(-1, JournalRecord.decisionsIn(cut, offset, length, EventType.TRADE), "" + length);
            }
        }
        // 64 and a command's 16 of which the thirteenth says how long its text is: 3, padded to 8, then the counts.
        event.control(EventType.COMMAND, 5, 1, 2);
        event.text("abc");
        event.clearDecisions();
        assertEquals(112, JournalRecord.encode(event, 0, new UnsafeBuffer(bytes)));
        UnsafeBuffer whole = new UnsafeBuffer(bytes, 0, 112);
        assertEquals(88, JournalRecord.decisionsIn(whole, 0, 112, EventType.COMMAND));
        for (int length : new int[] {64, 72, 80, 88, 96, 104, 111}) {
            UnsafeBuffer cut = new UnsafeBuffer(bytes, 0, length);
            assertEquals(-1, JournalRecord.decisionsIn(cut, 0, length, EventType.COMMAND), "" + length);
        }
    }

    private int version() {
        JournalRecord.encode(event, 0, buffer);
        return buffer.getByte(JournalRecord.VERSION_OFFSET);
    }

    @Test
    void shouldReadBackEveryFieldThatTheTypeHasWhenDecoded() throws IllegalAccessException {
        RandomEvents events = new RandomEvents(SEED);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            events.fill(event, i);
            JournalRecord.encode(event, 0, buffer);
            JournalRecord.decode(buffer, 0, decoded);
            for (Field field : EngineEvent.class.getFields()) {
                boolean constant = Modifier.isStatic(field.getModifiers());
                if (!constant && !field.getType().isArray() && carries(event.type, field.getName())) {
                    assertEquals(field.get(event), field.get(decoded), event.type + "." + field.getName());
                    seen.add(field.getName());
                }
            }
            assertDecisionsEqual();
        }
        for (Field field : EngineEvent.class.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isArray()) {
                String name = field.getName();
                boolean journaled = !name.equals("stagesDone") && !name.equals("signalCount");
                assertEquals(journaled, seen.contains(name), name);
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesWhenTheSlotHoldsRubbishThatTheTypeDoesNotHave() {
        for (EventType type : EventType.values()) {
            if (type == EventType.OPEN || type == EventType.CLOSE) {
                continue;
            }
            new RandomEvents(SEED).fill(event, 1, type).clearDecisions();
            int length = JournalRecord.encode(event, 0, buffer);
            new RandomEvents(SEED + 1).fill(decoded, 2);
            JournalRecord.decodeIngress(buffer, 0, decoded);
            decoded.clearDecisions();
            decoded.sessionDay = event.sessionDay;
            assertEquals(length, JournalRecord.encode(decoded, 0, again));
            assertEquals(0, differing(length), type.toString());
        }
    }

    @Test
    void shouldSaturateAStageTimeWhenItDoesNotFit() {
        event.trade(0, 5, 6, 7, 0);
        event.clearDecisions();
        event.ingressNanos = 1_000;
        event.indicatorNanos = 1_000 + (3L << 30);
        JournalRecord.encode(event, 1_500, buffer);
        assertEquals(500, JournalRecord.journalDelayNanos(buffer, 0));
        JournalRecord.decode(buffer, 0, decoded);
        assertEquals(1_000L + Integer.MAX_VALUE, decoded.indicatorNanos);
        assertEquals(0, decoded.riskNanos);
        // Nothing was measured where it is not known when the event came.
        event.ingressNanos = 0;
        JournalRecord.encode(event, 1_500, buffer);
        assertEquals(0, JournalRecord.journalDelayNanos(buffer, 0));
        JournalRecord.decode(buffer, 0, decoded);
        assertEquals(0, decoded.indicatorNanos);
    }

    @Test
    void shouldFailWhenAFieldDoesNotFit() {
        event.trade(1 << 16, 5, 6, 7, 0);
        event.clearDecisions();
        assertThrows(IllegalStateException.class, () -> JournalRecord.encode(event, 0, buffer));
    }

    @Test
    void shouldFindNoDifferenceWhenReplayedAlikeAtAnotherTime() {
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        new RandomEvents(SEED).fill(event, 3);
        int length = JournalRecord.encode(event, event.riskNanos, buffer);
        event.ingressNanos = 0;
        assertTrue(comparison.equal(buffer, 0, length, event));
        assertNull(comparison.difference(buffer, 0, length, event, RandomEvents.BOUNDS));
    }

    @Test
    void shouldNameStageFieldAndBothValuesWhenADecisionDiffers() {
        RandomEvents events = new RandomEvents(SEED);
        do {
            events.fill(event, 3);
        } while (event.intentCount < 2
                || event.verdictCount < 1
                || event.valueCount < 2
                || event.signalCount < 1
                || event.signals[0].kind == SignalKind.HOLD);
        double value = event.values[1];
        assertNames("indicator", "value[1]", () -> event.values[1] = value + 1, () -> event.values[1] = value);
        assertNames("signal", "signal[0].reason", () -> event.signals[0].reason++, () -> event.signals[0].reason--);
        assertNames(
                "risk", "verdict[0].equityE8", () -> event.verdicts[0].equityE8++, () -> event.verdicts[0].equityE8--);
        assertNames("risk", "intent[1].stopE8", () -> event.intents[1].stopE8++, () -> event.intents[1].stopE8--);
        assertNames("risk", "intents", () -> event.intentCount--, () -> event.intentCount++);
        assertNames("ingress", "eventNanos", () -> event.eventNanos++, () -> event.eventNanos--);
    }

    @Test
    void shouldFindEveryDifferenceWhenAnyUnmaskedBitOfTheRecordIsFlipped() {
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        new RandomEvents(SEED).fill(event, 3);
        assertTrue(event.intentCount > 0);
        assertEveryBitCounts(comparison);
        // Most records hold no intent; what led to none is a decision, too.
        event.intentCount = 0;
        assertEveryBitCounts(comparison);
        event.clearDecisions();
        assertEveryBitCounts(comparison);
    }

    private void assertEveryBitCounts(RecordComparison comparison) {
        int length = JournalRecord.encode(event, 0, buffer);
        for (int bit = 0; bit < length * 8; bit++) {
            boolean masked = bit / 8 >= JournalRecord.MASK_OFFSET && bit / 8 < JournalRecord.MASK_END;
            flip(bit);
            assertEquals(masked, comparison.equal(buffer, 0, length, event), "bit " + bit);
            flip(bit);
        }
    }

    @Test
    void shouldDigestAlikeWhenOnlyMaskedFieldsDiffer() {
        JournalDigest one = new JournalDigest();
        JournalDigest two = new JournalDigest();
        new RandomEvents(SEED).fill(event, 3);
        int length = JournalRecord.encode(event, event.riskNanos, buffer);
        one.add(buffer, 0, length);
        event.ingressNanos = 0;
        JournalRecord.encode(event, 0, buffer);
        buffer.putInt(JournalRecord.EPOCH_OFFSET, 99);
        two.add(buffer, 0, length);
        assertEquals(1, two.events());
        String digest = one.hex();
        assertEquals(digest, two.hex());
        flip(8 * JournalRecord.INSTRUMENT_OFFSET);
        two.add(buffer, 0, length);
        assertFalse(digest.equals(two.hex()));
    }

    @Test
    void shouldGiveBackBuildAndConfigurationWhenAnOpenRecordIsRead() {
        UnsafeBuffer large = new UnsafeBuffer(ByteBuffer.allocateDirect(OpenRecord.LENGTH_MAX));
        OpenRecord open = new OpenRecord("0.1.0-abc", "17.0.15", 123, "a { b = \"ü\" }\n");
        int length = open.encode(0, large);
        assertEquals(length, JournalRecord.decisionsIn(large, 0, length, JournalRecord.type(large, 0)));
        assertEquals(open, OpenRecord.decode(large, 0));
        CloseRecord close = new CloseRecord(124, 7, 3);
        assertEquals(CloseRecord.LENGTH, close.encode(9, large));
        assertEquals(close, CloseRecord.decode(large, 0));
    }

    private void assertNames(String stage, String field, Runnable change, Runnable back) {
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        int length = JournalRecord.encode(event, 0, buffer);
        change.run();
        RecordComparison.Difference difference = comparison.difference(buffer, 0, length, event, RandomEvents.BOUNDS);
        back.run();
        assertNotNull(difference, field);
        assertEquals(stage + "." + field, difference.stage() + "." + difference.field());
        assertEquals(3, difference.sequence());
        assertFalse(difference.journaled().equals(difference.replayed()));
    }

    private void flip(int bit) {
        buffer.putByte(bit / 8, (byte) (buffer.getByte(bit / 8) ^ 1 << bit % 8));
    }

    private int differing(int length) {
        int differing = 0;
        for (int at = 0; at < length; at++) {
            differing += buffer.getByte(at) == again.getByte(at) ? 0 : 1;
        }
        return differing;
    }

    /** What the type has, by the comments of {@link EventType} and {@link EngineEvent}. */
    private static boolean carries(EventType type, String field) {
        boolean report = type.isOrderReport();
        boolean control = type == EventType.COMMAND || type == EventType.CONDITION || type == EventType.TIMER;
        boolean account = type == EventType.ACCOUNT || type == EventType.POSITION;
        return switch (field) {
            case "startNanos", "openE8", "highE8", "lowE8", "closeE8", "volume" -> type == EventType.BAR;
            case "priceE8" ->
                type == EventType.OPEN_PRINT || type == EventType.TRADE || type == EventType.FILL || account;
            case "quantity" -> type == EventType.TRADE || type == EventType.FILL || type == EventType.POSITION;
            case "bidE8", "askE8" -> type == EventType.QUOTE || type == EventType.ACCOUNT;
            case "bidSize", "askSize" -> type == EventType.QUOTE;
            case "orderRef" -> report || type == EventType.POSITION;
            case "brokerOrderId", "leaves" -> report;
            case "side", "slippageE8" -> type == EventType.FILL;
            case "commissionE8" -> type == EventType.FILL || type == EventType.COMMISSION;
            case "code" -> report || control || type == EventType.POSITION;
            case "argument" -> control || type == EventType.POSITION;
            case "textLength" -> report || control || account;
            case "stagesDone", "signalCount" -> false;
            default -> true;
        };
    }

    private void assertDecisionsEqual() throws IllegalAccessException {
        for (int i = 0; i < event.barCount; i++) {
            assertEquals(event.bars[i].derived, decoded.bars[i].derived);
            if (event.bars[i].derived) {
                assertFieldsEqual(Bar.class, event.bars[i], decoded.bars[i]);
            }
        }
        for (int i = 0; i < event.updateCount; i++) {
            assertFieldsEqual(Update.class, event.updates[i], decoded.updates[i]);
        }
        for (int i = 0; i < event.valueCount; i++) {
            assertEquals(event.values[i], decoded.values[i]);
        }
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < event.signalCount; i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                signals.add(event.signals[i]);
            }
        }
        assertEquals(signals.size(), decoded.signalCount);
        for (int i = 0; i < decoded.signalCount; i++) {
            assertFieldsEqual(Signal.class, signals.get(i), decoded.signals[i]);
        }
        for (int i = 0; i < event.verdictCount; i++) {
            assertFieldsEqual(Verdict.class, event.verdicts[i], decoded.verdicts[i]);
        }
        for (int i = 0; i < event.intentCount; i++) {
            assertFieldsEqual(Intent.class, event.intents[i], decoded.intents[i]);
        }
    }

    private static void assertFieldsEqual(Class<?> type, Object expected, Object actual) throws IllegalAccessException {
        for (Field field : type.getFields()) {
            String name = type.getSimpleName() + "." + field.getName();
            if (field.get(expected) instanceof long[] several) {
                assertArrayEquals(several, (long[]) field.get(actual), name);
            } else {
                assertEquals(field.get(expected), field.get(actual), name);
            }
        }
    }

    @Test
    void shouldReadNoSideWhenTheTypeHasNone() {
        event.order(EventType.ORDER_ACCEPTED, 1, 2, 3, 4, 5).side = Side.SELL;
        event.clearDecisions();
        JournalRecord.encode(event, 0, buffer);
        decoded.side = Side.BUY;
        JournalRecord.decodeIngress(buffer, 0, decoded);
        assertEquals(Side.NONE, decoded.side);
    }
}
