package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.journal.JournalSettings.Sync;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {
    @Test
    void shouldSyncWhatIsTradedAndNotWhatCanBeRunAgain() {
        assertEquals(new JournalSettings(Sync.INTENTS, 2_147_483_648L, 1_000, false), JournalSettings.live());
        assertEquals(new JournalSettings(Sync.NONE, 268_435_456L, 1_000, false), JournalSettings.backtest());
        assertTrue(JournalSettings.backtest().withPreTouch(true).preTouch());
    }

    @Test
    void shouldMakeRoomForWhatIsSyncedOrTouched() {
        JournalSettings backtest = JournalSettings.backtest();
        assertFalse(backtest.makesRoom());
        assertTrue(backtest.withPreTouch(true).makesRoom());
        assertTrue(JournalSettings.live().makesRoom());
        assertTrue(JournalSettings.live().withPreTouch(true).makesRoom());
    }

    @Test
    void shouldRefuseFiguresThatAreNone() {
        assertEquals(0, new JournalSettings(Sync.NONE, 0, 1).minFreeBytes());
        assertEquals(
                "min-free-bytes must not be negative: -1",
                assertThrows(IllegalArgumentException.class, () -> new JournalSettings(Sync.NONE, -1, 1))
                        .getMessage());
        assertEquals(
                "manifest-every must be at least 1: 0",
                assertThrows(IllegalArgumentException.class, () -> new JournalSettings(Sync.NONE, 0, 0))
                        .getMessage());
    }
}
