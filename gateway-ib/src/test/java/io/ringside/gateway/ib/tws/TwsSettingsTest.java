package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwsSettingsTest {
    @Test
    void shouldAskForTheTextVersionsOfALocalGatewayByDefault() {
        TwsSettings settings = TwsSettings.local(7497, 7);
        assertEquals("127.0.0.1", settings.host());
        assertEquals(100, settings.versionMin());
        assertEquals(176, settings.versionMax());
        assertEquals(45, settings.messagesPerSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 7497, 7, 100, 176, 45, host =  is not a host name or address",
        "h, 0, 7, 100, 176, 45, port = 0 is not 1 to 65535",
        "h, 65536, 7, 100, 176, 45, port = 65536 is not 1 to 65535",
        "h, 1, -1, 100, 176, 45, client-id = -1 is not 0 or more",
        "h, 1, 7, 99, 176, 45, version-min = 99 is not 100 to 176",
        "h, 1, 7, 160, 157, 45, version-max = 157 is not version-min to 176",
        "h, 1, 7, 100, 201, 45, version-max = 201 is not version-min to 176",
        "h, 1, 7, 100, 176, 51, messages-per-second = 51 is not 0 to 50"
    })
    void shouldNameKeyAndValueWhenASettingIsWrong(
            String host, int port, int clientId, int versionMin, int versionMax, int rate, String message) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> new TwsSettings(
                        host,
                        port,
                        clientId,
                        versionMin,
                        versionMax,
                        false,
                        ZoneId.of("America/New_York"),
                        1,
                        1,
                        1,
                        1,
                        1,
                        rate,
                        10,
                        10));
        assertEquals(message, error.getMessage());
    }

    private static TwsSettings timed(int[] timeoutsMs, int perSecond, int cancels, int orders) {
        return new TwsSettings(
                "h",
                1,
                0,
                100,
                176,
                false,
                ZoneId.of("America/New_York"),
                timeoutsMs[0],
                timeoutsMs[1],
                timeoutsMs[2],
                timeoutsMs[3],
                timeoutsMs[4],
                perSecond,
                cancels,
                orders);
    }

    /** A millisecond each is the least. */
    @Test
    void shouldWantSomeTimeForEachThing() {
        assertEquals(1, timed(new int[] {1, 1, 1, 1, 1}, 45, 10, 10).silenceMs());
        String[] keys = {"connect-timeout-ms", "ready-timeout-ms", "silence-ms", "answer-timeout-ms", "order-silence-ms"
        };
        for (int i = 0; i < keys.length; i++) {
            int[] timeoutsMs = {1, 1, 1, 1, 1};
            timeoutsMs[i] = 0;
            IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> timed(timeoutsMs, 45, 10, 10));
            assertEquals(keys[i] + " = 0 is not more than 0", error.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "50, 10, 10, ''",
        "0, 10, 10, ''",
        "20, 10, 9, ''",
        "45, 0, 0, ''",
        "-1, 0, 0, messages-per-second = -1 is not 0 to 50",
        "20, -1, 0, cancel-reserve = -1 is not 0 or more",
        "20, 0, -1, 'order-reserve = -1 is not 0 or more, and with cancel-reserve less than messages-per-second'",
        "20, 10, 10, 'order-reserve = 10 is not 0 or more, and with cancel-reserve less than messages-per-second'",
        "0, 10, -1, 'order-reserve = -1 is not 0 or more, and with cancel-reserve less than messages-per-second'"
    })
    void shouldKeepReservesBelowTheRate(int perSecond, int cancels, int orders, String message) {
        int[] timeoutsMs = {1, 1, 1, 1, 1};
        if (message.isEmpty()) {
            assertEquals(orders, timed(timeoutsMs, perSecond, cancels, orders).orderReserve());
        } else {
            IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> timed(timeoutsMs, perSecond, cancels, orders));
            assertEquals(message, error.getMessage());
        }
    }

    /** The bounds themselves are taken. */
    @ParameterizedTest
    @CsvSource({"1, 0, 100, 100", "65535, 0, 176, 176", "7497, 1, 100, 176"})
    void shouldTakeTheBounds(int port, int clientId, int versionMin, int versionMax) {
        TwsSettings settings = new TwsSettings(
                "h", port, clientId, versionMin, versionMax, false, ZoneId.of("UTC"), 1, 1, 1, 1, 1, 50, 0, 0);
        assertEquals(port, settings.port());
        assertEquals(0, settings.unpaced().messagesPerSecond());
        assertEquals(clientId, settings.unpaced().clientId());
    }
}
