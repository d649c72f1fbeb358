package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private final Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 2)));

    @ParameterizedTest
    @CsvSource({"v100..176,176", "v100..193,176", "v157..178,176", "v100..160,160", "v150,150", "v100..176 +PACEAPI,176"
    })
    void shouldAgreeOnTheLowerVersionWhenAClientGreets(String range, int expected) {
        TestClient client = TestClient.silent(tws);
        client.greet(range);
        assertEquals(List.of(expected + "|20260105 09:25:00 US/Eastern"), client.take());
    }

    @Test
    void shouldServeNoClientThatIsOlderThanItself() {
        int oldest = SimSettings.SERVER_VERSION_MIN;
        TestClient client = TestClient.silent(tws);
        client.greet("v100.." + oldest);
        assertEquals(List.of(oldest + "|20260105 09:25:00 US/Eastern"), client.take());
        client = TestClient.silent(tws);
        client.greet("v100.." + (oldest - 1));
        assertEquals(List.of(), client.take());
        assertTrue(client.isClosed());
        client = TestClient.silent(tws);
        client.greet("x100..176");
        assertTrue(client.isClosed());
    }

    @Test
    void shouldOfferNoMoreThanItsOwnVersionWhenConfiguredLower() {
        Workstation old = Scene.workstation(Scene.settings().serverVersionMax(157));
        TestClient client = TestClient.silent(old);
        client.sendCapture("out-java1032-startApi");
        assertTrue(client.isClosed(), "no greeting, no service");
        client = TestClient.silent(old);
        client.greet("v100..176");
        assertEquals(List.of("157|20260105 09:25:00 US/Eastern"), client.take());
    }

    @Test
    void shouldTellAccountsNextIdAndFarmsWhenAClientStarts() {
        TestClient client = TestClient.silent(tws);
        client.greet("v100..176");
        client.take();
        client.sendCapture("out-java1032-startApi");
        assertEquals(
                List.of(
                        "15|1|DU1234567",
                        "9|1|1",
                        "4|2|-1|2104|Market data farm connection is OK:usfarm|",
                        "4|2|-1|2106|HMDS data farm connection is OK:ushmds|",
                        "4|2|-1|2158|Sec-def data farm connection is OK:secdefil|"),
                client.take());
    }

    @Test
    void shouldRefuseTheSecondClientWhenItsIdIsInUse() {
        TestClient first = TestClient.started(tws, 7);
        TestClient second = TestClient.silent(tws);
        second.greet("v100..176");
        second.take();
        second.send("71", "2", "7", "");
        assertEquals(
                List.of(
                        "4|2|-1|326|Unable to connect as the client id is already in use. Retry with a unique client id.|"),
                second.take());
        assertTrue(second.isClosed());
        assertFalse(first.isClosed());

        first.disconnect();
        TestClient third = TestClient.started(tws, 7);
        third.send("49", "1");
        assertEquals(List.of("49|1|1767623100"), third.take());
    }

    @Test
    void shouldAnswerNothingWhenAClientHasNotStarted() {
        TestClient client = TestClient.silent(tws);
        client.greet("v100..176");
        client.take();
        client.send("49", "1");
        client.send("61", "1");
        assertEquals(List.of(), client.take());
    }

    @Test
    void shouldTakeAMessageInPiecesAndSeveralAtOnceWhenTheyComeSo() {
        TestClient client = TestClient.started(tws, 7);
        for (byte each : Frames.encode(List.of("49", "1"))) {
            client.raw(new byte[] {each});
        }
        byte[] two = new byte[2 * 9];
        System.arraycopy(Frames.encode(List.of("49", "1")), 0, two, 0, 9);
        System.arraycopy(Frames.encode(List.of("17", "1")), 0, two, 9, 9);
        client.raw(two);
        assertEquals(List.of("49|1|1767623100", "49|1|1767623100", "15|1|DU1234567"), client.take());
    }

    @Test
    void shouldEndTheConnectionWhenBytesAreNoFrames() {
        TestClient stranger = TestClient.silent(tws);
        stranger.raw("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(stranger.isClosed());
        TestClient client = TestClient.started(tws, 7);
        client.raw(new byte[] {0x7F, 0, 0, 0});
        assertTrue(client.isClosed());
    }

    @Test
    void shouldGoOnWithError320WhenAMessageCannotBeRead() {
        TestClient client = TestClient.started(tws, 7);
        client.send("9", "8", "many", "265598");
        client.send("4242", "1");
        client.send("49", "1");
        assertEquals(
                List.of(
                        "4|2|-1|320|Server error when reading an API client request. field 3 should be an integer, not"
                                + " \"many\"|",
                        "4|2|-1|320|Server error when reading an API client request. Message 4242 is not simulated.|",
                        "49|1|1767623100"),
                client.take());
    }

    @Test
    void shouldCutAClientOffWhenItSendsTooFastForTheThirdTime() {
        Workstation strict = Scene.workstation(Scene.settings().messagesPerSecondMax(50));
        TestClient client = TestClient.started(strict, 7);
        for (int i = 0; i < 98; i++) {
            client.send("49", "1");
        }
        assertEquals(98, client.take("49").size(), "two seconds' worth may come at once, startApi among it");
        client.send("49", "1");
        client.send("49", "1");
        client.send("49", "1");
        client.send("49", "1");
        assertEquals(List.of("49|1|1767623100", pacing(), pacing(), pacing()), client.take());
        assertTrue(client.isClosed());
    }

    private static String pacing() {
        return "4|2|-1|100|Max rate of messages per second has been exceeded:max=50|";
    }

    @Test
    void shouldSpellErrorsByVersionWhenTheServerIsOld() {
        TestClient client = TestClient.started(tws, 7, 160);
        client.send("4242", "1");
        assertEquals(
                List.of("4|2|-1|320|Server error when reading an API client request. Message 4242 is not simulated."),
                client.take());
    }
}
