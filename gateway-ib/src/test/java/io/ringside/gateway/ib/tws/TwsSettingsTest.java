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
}
