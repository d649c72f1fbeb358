package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalInputsTest {
    private static final long SEED = 271_828;
    /** More than a block of {@link JournalInputs} holds. */
    private static final int OVER_A_BLOCK = 200_000;

    @TempDir
    Path temp;

    @Test
    void shouldGiveEveryInputAsTheRecordHoldsItAndNoOrderReport() {
        assertTrue(requireSame(Journals.write(temp.resolve("j"), SEED, 3_000)) > 1_000, "seed " + SEED);
    }

    @Test
    void shouldGiveEveryInputWhenTheyFillMoreThanABlock() {
        Path journal = temp.resolve("j");
        RandomEvents random = new RandomEvents(SEED);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        try (JournalWriter writer = Journals.create(journal)) {
            for (int i = 1; i <= OVER_A_BLOCK; i++) {
                random.fill(event, i, EventType.BAR).clearDecisions();
                writer.append(event);
            }
        }
        assertEquals(OVER_A_BLOCK, requireSame(journal), "seed " + SEED);
    }

    @Test
    void shouldHoldNothingOfAJournalWithoutEvents() {
        assertEquals(0, requireSame(Journals.write(temp.resolve("j"), SEED, 0)));
    }

    @Test
    void shouldRefuseADamagedRecord() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 3_000);
        try (Stream<Path> files = Files.list(journal)) {
            Path queue = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(queue);
            for (int at = 300_000; at < 300_400; at++) {
                bytes[at] ^= 1;
            }
            Files.write(queue, bytes);
        }
        assertThrows(JournalDamage.class, () -> {
            try (JournalReader reader = JournalReader.open(journal)) {
                JournalInputs.of(reader);
            }
        });
    }

    /** Walks inputs and records side by side, twice; returns how many inputs there are. */
    private static long requireSame(Path journal) {
        JournalInputs inputs;
        try (JournalReader reader = JournalReader.open(journal)) {
            inputs = JournalInputs.of(reader);
        }
        EngineEvent actual = new EngineEvent(RandomEvents.BOUNDS);
        EngineEvent expected = new EngineEvent(RandomEvents.BOUNDS);
        UnsafeBuffer left = new UnsafeBuffer(new byte[JournalRecord.maxLength(RandomEvents.BOUNDS)]);
        UnsafeBuffer right = new UnsafeBuffer(new byte[left.capacity()]);
        for (int walk = 0; walk < 2; walk++) {
            JournalInputs.Cursor cursor = inputs.cursor();
            long count = 0;
            try (JournalReader reader = JournalReader.open(journal)) {
                while (reader.next()) {
                    if (reader.type() == EventType.OPEN
                            || reader.type() == EventType.CLOSE
                            || reader.type().isOrderReport()) {
                        continue;
                    }
                    JournalRecord.decode(reader.buffer(), reader.offset(), expected);
                    expected.clearDecisions();
                    assertTrue(cursor.next(actual), "seed " + SEED);
                    assertEquals(record(expected, left), record(actual, right), "seed " + SEED);
                    count++;
                }
            }
            assertFalse(cursor.next(actual));
            assertFalse(cursor.next(actual));
            assertEquals(inputs.events(), count, "seed " + SEED);
        }
        return inputs.events();
    }

    /** What of an event is input, as bytes: neither the session's day, which is worked out, nor the clocks of stages. */
    private static UnsafeBuffer record(EngineEvent event, UnsafeBuffer room) {
        event.sessionDay = 0;
        event.indicatorNanos = event.ingressNanos;
        event.signalNanos = event.ingressNanos;
        event.riskNanos = event.ingressNanos;
        return new UnsafeBuffer(room, 0, JournalRecord.encode(event, event.ingressNanos, room));
    }
}
