package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Purpose;
import org.junit.jupiter.api.Test;

/** Equity 100,000 at a leverage of 1: an entry at 100 with a stop at 99 is one of 1,000 shares, the whole account. */
class AccountLimitTest {
    private static LimitScene scene(String... assignments) {
        String[] all = new String[assignments.length + 1];
        System.arraycopy(assignments, 0, all, 1, assignments.length);
        all[0] = "leverage=1";
        return new LimitScene(all);
    }

    @Test
    void shouldGiveAnEntryTheRoomThatOtherPositionsLeave() {
        LimitScene scene = scene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 95));
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 49));
        Intent entry = scene.last(Purpose.ENTRY);
        // 100,000 less 400 shares at 100 are 60,000.
        assertEquals(1200, entry.quantity);
    }

    @Test
    void shouldCountAnEntryThatIsStillOpen() {
        LimitScene scene = scene();
        assertEquals(Outcome.ACCEPTED, scene.enter(0, 100, 99));
        assertEquals(1000, scene.last(Purpose.ENTRY).quantity);
        assertEquals(Outcome.ACCOUNT_FULL, scene.enter(1, 50, 49));
    }

    @Test
    void shouldCountAnotherStrategysPositionInTheSameInstrument() {
        LimitScene scene = scene();
        scene.enter(0, 100, 95);
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCEPTED, scene.enter(2, 100, 99));
        assertEquals(600, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldRefuseAnEntryWholeWhenToldTo() {
        LimitScene scene = scene("account=refuse");
        scene.enter(0, 100, 95);
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCOUNT_FULL, scene.enter(1, 50, 49));
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 45));
        assertEquals(400, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldLetPositionsIgnoreEachOtherWhenSwitchedOff() {
        LimitScene scene = scene("account=off");
        scene.enter(0, 100, 99);
        scene.fill(Purpose.ENTRY, 100);
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 49));
        assertEquals(2000, scene.last(Purpose.ENTRY).quantity);
    }

    @Test
    void shouldMakeRoomAgainWhenAPositionIsLeft() {
        LimitScene scene = scene();
        scene.roundTrip(0, 100, 100);
        assertEquals(Outcome.ACCEPTED, scene.enter(1, 50, 49));
        assertEquals(2000, scene.last(Purpose.ENTRY).quantity);
    }
}
