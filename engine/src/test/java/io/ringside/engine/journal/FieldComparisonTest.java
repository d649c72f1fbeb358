package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FieldComparisonTest {
    @Test
    void shouldNameEveryFieldOfAPartWhenTheJournalHoldsIt() {
        // Doubles of a bar follow from its prices; how an entry executes is told by its intents.
        assertNames(FieldComparison.BAR, Bar.class, Set.of("high", "low", "close"));
        assertNames(FieldComparison.UPDATE, Update.class, Set.of());
        assertNames(
                FieldComparison.SIGNAL,
                Signal.class,
                Set.of("terms", "entryLimitE8", "entryStopE8", "partTargetE8", "unitStep"));
        assertNames(FieldComparison.STANDING, Standing.class, Set.of());
        assertNames(FieldComparison.VERDICT, Verdict.class, Set.of());
        assertNames(FieldComparison.INTENT, Intent.class, Set.of());
    }

    @Test
    void shouldNameEveryFieldOfTheSlotWhenItsProducerWritesIt() {
        Set<String> ofStages = fields(EngineEvent.class).stream()
                .filter(name -> name.matches("bars|updates|values|signals|standings|verdicts|intents|.*Count|.*Left"
                        + "|indicatorNanos|signalNanos|riskNanos|stagesDone|sessionDay"))
                .collect(Collectors.toSet());
        // A clock decides nothing; the text is compared as one.
        ofStages.addAll(Set.of("ingressNanos", "text", "textLength"));
        assertNames(FieldComparison.INGRESS, EngineEvent.class, ofStages);
    }

    private static void assertNames(List<String> names, Class<?> part, Set<String> others) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(others);
        assertEquals(fields(part), all, part.getSimpleName());
    }

    private static Set<String> fields(Class<?> part) {
        return Arrays.stream(part.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of two of each part the second one is another in one field; what comes of it is named, and nothing else. */
    @Test
    void shouldNameTheFieldThatDiffersWithItsStage() throws ReflectiveOperationException {
        differs("", FieldComparison.INGRESS, "ingress", event -> event);
        differs("bar[1].", FieldComparison.BAR, "indicator", event -> event.bars[1]);
        differs("update[1].", FieldComparison.UPDATE, "indicator", event -> event.updates[1]);
        differs("value[1]", List.of(), "indicator", event -> event);
        differs("signal[1].", FieldComparison.SIGNAL, "signal", event -> event.signals[1]);
        differs("standing[1].", FieldComparison.STANDING, "signal", event -> event.standings[1]);
        differs("verdict[1].", FieldComparison.VERDICT, "risk", event -> event.verdicts[1]);
        differs("intent[1].", FieldComparison.INTENT, "risk", event -> event.intents[1]);
        EngineEvent other = full();
        other.values[1] = Double.NaN;
        assertEquals("diverged sequence=9 stage=indicator field=value[1] journaled=0.0 replayed=NaN", told(other));
        other.values[1] = -0.0;
        assertTrue(told(other).endsWith("journaled=0.0 replayed=-0.0"));
        String[] counts = {
            "barCount",
            "updateCount",
            "valueCount",
            "signalCount",
            "standingCount",
            "verdictCount",
            "intentCount",
            "standingsLeft",
            "decisionsLeft",
            "sessionDay"
        };
        String[] names = {
            "bars",
            "updates",
            "values",
            "signals",
            "standings",
            "verdicts",
            "intents",
            "standingsLeft",
            "decisionsLeft",
            "sessionDay"
        };
        for (int i = 0; i < counts.length; i++) {
            EngineEvent less = full();
            Field field = EngineEvent.class.getField(counts[i]);
            int before = field.getInt(less);
            field.setInt(less, before + 1);
            assertTrue(
                    told(less).contains(" field=" + names[i] + " journaled=" + before + " replayed=" + (before + 1)),
                    told(less));
        }
        other = full();
        other.text("x");
        assertTrue(told(other).endsWith("stage=ingress field=text journaled= replayed=x"));
        assertNull(new FieldComparison(9).first(full(), full()));
    }

    private static void differs(
            String path, List<String> fields, String stage, java.util.function.Function<EngineEvent, Object> part)
            throws ReflectiveOperationException {
        for (String name : fields) {
            EngineEvent other = full();
            Object changed = part.apply(other);
            Field field = changed.getClass().getField(name);
            Object before = field.get(changed);
            if (field.getType() == boolean.class) {
                field.set(changed, !(Boolean) before);
            } else if (field.getType() == double.class) {
                field.set(changed, (Double) before + 1);
            } else if (field.getType() == long.class) {
                field.set(changed, (Long) before + 1);
            } else if (field.getType() == int.class) {
                field.set(changed, (Integer) before + 1);
            } else {
                Object[] all = field.getType().getEnumConstants();
                field.set(changed, all[(((Enum<?>) before).ordinal() + 1) % all.length]);
            }
            assertEquals(
                    "diverged sequence=9 stage=" + stage + " field=" + path + name + " journaled=" + before
                            + " replayed=" + field.get(changed),
                    told(other));
        }
    }

    private static String told(EngineEvent other) {
        return new FieldComparison(9).first(full(), other).toString();
    }

    private static EngineEvent full() {
        EngineEvent event = new EngineEvent(new Bounds(3, 3, 3, 3, 3));
        event.session(EventType.SESSION_OPEN, 5, 0);
        event.clearDecisions();
        for (int i = 0; i < 2; i++) {
            event.addBar();
            event.addUpdate();
            event.addSignal().clear(0, 0, 0);
            event.addStanding().clear(0, 0);
            event.addVerdict().clear(0, 0, 0);
            event.addIntent().clear(io.ringside.engine.event.IntentAction.PLACE, 1, 0, 0, 0);
        }
        event.valueCount = 2;
        return event;
    }

    /** What a slot still holds behind its counts is of an event before. */
    @Test
    void shouldNotCompareWhatIsBehindTheCounts() {
        EngineEvent other = full();
        other.values[2] = 7;
        other.bars[2].openE8 = 7;
        other.updates[2].bindingId = 7;
        other.signals[2].reason = 7;
        other.standings[2].instrumentId = 7;
        other.verdicts[2].quantity = 7;
        other.intents[2].quantity = 7;
        assertNull(new FieldComparison(9).first(full(), other));
    }

    /** A text of three letters at byte 80, and five bytes of padding behind it, which no field has. */
    @Test
    void shouldNameTheByteOfADifferenceThatIsInNoField() {
        Bounds bounds = new Bounds(3, 3, 3, 3, 3);
        EngineEvent event = new EngineEvent(bounds);
        event.control(EventType.COMMAND, 5, 1, 2);
        event.text("abc");
        event.clearDecisions();
        event.sequence = 7;
        RecordComparison comparison = new RecordComparison(bounds);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[16 + JournalRecord.maxLength(bounds)]);
        UnsafeBuffer record = new UnsafeBuffer(buffer, 16, JournalRecord.maxLength(bounds));
        assertEquals(112, JournalRecord.encode(event, 0, record));
        // Clocks, epoch and checksums may be any.
        record.setMemory(24, 36, (byte) 0x55);
        record.putInt(32, 0);
        record.putInt(36, 0);
        record.putInt(40, 0);
        assertNull(comparison.difference(buffer, 16, 112, event, bounds));
        for (int at = 83; at < 88; at++) {
            record.putByte(at, (byte) 1);
            assertEquals(
                    "diverged sequence=7 stage=journal field=byte " + at + " journaled=112 bytes replayed=112 bytes",
                    comparison.difference(buffer, 16, 112, event, bounds).toString());
            record.putByte(at, (byte) 0);
        }
        assertEquals(
                "diverged sequence=7 stage=journal field=byte 112 journaled=120 bytes replayed=112 bytes",
                comparison.difference(buffer, 16, 120, event, bounds).toString());
        assertEquals(
                "diverged sequence=7 stage=journal field=byte 104 journaled=104 bytes replayed=112 bytes",
                comparison.difference(buffer, 16, 104, event, bounds).toString());
    }

    /** Every byte of a record counts, but for those of clocks, epoch and checksums. */
    @Test
    void shouldSeeEveryByteOfARecord() {
        EngineEvent event = full();
        event.sequence = 7;
        Bounds bounds = new Bounds(3, 3, 3, 3, 3);
        RecordComparison comparison = new RecordComparison(bounds);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[JournalRecord.maxLength(bounds)]);
        int length = JournalRecord.encode(event, 0, buffer);
        assertTrue(comparison.equal(buffer, 0, length, event));
        assertNull(comparison.difference(buffer, 0, length, event, bounds));
        assertFalse(comparison.equal(buffer, 0, length - 8, event));
        int padding = 0;
        for (int at = 0; at < length; at++) {
            byte before = buffer.getByte(at);
            buffer.putByte(at, (byte) (before + 1));
            boolean masked = at >= JournalRecord.MASK_OFFSET && at < JournalRecord.MASK_END;
            assertEquals(masked, comparison.equal(buffer, 0, length, event), "byte " + at);
            padding += !masked && isPadding(comparison, buffer, length, event, bounds, at) ? 1 : 0;
            buffer.putByte(at, before);
        }
        assertTrue(padding > 0, "a difference in no field is told by its place");
    }

    private static boolean isPadding(
            RecordComparison comparison, UnsafeBuffer buffer, int length, EngineEvent event, Bounds bounds, int at) {
        try {
            RecordComparison.Difference difference = comparison.difference(buffer, 0, length, event, bounds);
            if (!difference.field().startsWith("byte ")) {
                return false;
            }
            assertEquals(
                    "journal byte " + at + " " + length + " bytes " + length + " bytes",
                    difference.stage() + " " + difference.field() + " " + difference.journaled() + " "
                            + difference.replayed());
            return true;
        } catch (RuntimeException e) {
            // A code that stands for nothing, or more of something than an event may have.
            return false;
        }
    }
}
