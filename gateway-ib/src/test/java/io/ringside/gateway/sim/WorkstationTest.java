package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** How time passes in a workstation, nights too. */
class WorkstationTest {
    private static final LocalDate TUESDAY = Scene.DAY.plusDays(1);

    private static Workstation atNight(String time) {
        SimSettings day = Scene.settings();
        return Scene.workstation(new SimSettings(day.tapes, Scene.at(time)).nightlyResets(true));
    }

    @Test
    void shouldRestartEachNightForAnHour() {
        Workstation tws = atNight("23:44");
        assertEquals(Scene.at("23:45"), tws.nextResetNanos());
        TestClient client = TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("23:45") - 1);
        assertFalse(client.isClosed());
        tws.advanceTo(Scene.at("23:45"));
        assertTrue(client.isClosed());
        assertEquals(Scene.at(TUESDAY, "23:45"), tws.nextResetNanos());
        tws.advanceTo(Scene.at(TUESDAY, "00:45") - 1);
        assertTrue(TestClient.silent(tws).isClosed());
        tws.advanceTo(Scene.at(TUESDAY, "00:45"));
        client = TestClient.started(tws, 7);
        assertFalse(client.isClosed());
        tws.advanceTo(Scene.at(TUESDAY, "23:45"));
        assertTrue(client.isClosed());
        assertEquals(Scene.at(TUESDAY.plusDays(1), "23:45"), tws.nextResetNanos());
    }

    @Test
    void shouldRestartTheNightAfterWhereItBeginsAtTheTime() {
        Workstation tws = atNight("23:45");
        assertEquals(Scene.at(TUESDAY, "23:45"), tws.nextResetNanos());
        TestClient client = TestClient.started(tws, 7);
        tws.advanceTo(Scene.at(TUESDAY, "23:45") - 1);
        assertFalse(client.isClosed());
        assertEquals(Long.MAX_VALUE, Scene.workstation(Scene.settings()).nextResetNanos());
    }

    /** A day that begins with the close has it behind: what comes then is for the next session. */
    @Test
    void shouldNotCloseASessionThatIsOverAsItBegins() {
        SimSettings day = Scene.settings(Scene.flat("190", 1));
        Workstation tws = Scene.workstation(new SimSettings(day.tapes, Scene.at("16:00")));
        TestClient client = TestClient.started(tws, 7);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        tws.advanceTo(Scene.at(TUESDAY, "16:00") - 1);
        assertTrue(tws.orders().get(0).isLive());
        tws.advanceTo(Scene.at(TUESDAY, "16:00"));
        assertFalse(tws.orders().get(0).isLive());
    }

    /** Bytes that are under way when a connection ends are nobody's. */
    @Test
    void shouldNotHearAClientThatHasLeft() {
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 1)));
        TestClient client = TestClient.started(tws, 7);
        client.send(Scene.order(1, "BUY", 10, "LMT", "150.00", ""));
        client.disconnect();
        client.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        assertEquals(1, tws.orders().size());
    }

    @Test
    void shouldStopAtAnExecution() {
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 2)));
        TestClient client = TestClient.started(tws, 7);
        client.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        assertFalse(tws.advanceToExecution(Scene.at("09:30")), "not before the open");
        assertEquals(Scene.at("09:30"), tws.now());
        assertTrue(tws.advanceToExecution(Scene.at("09:30") + 1), "at the time itself");
        assertEquals(Scene.at("09:30") + 1, tws.now());
        assertFalse(tws.advanceToExecution(Scene.at("09:40")));
        assertEquals(Scene.at("09:40"), tws.now());
        assertFalse(tws.advanceToExecution(Scene.at("09:39")), "time does not go back");
        assertEquals(Scene.at("09:40"), tws.now());
    }
}
