package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a simulated TWS cannot be. */
class SimSettingsTest {
    private final SimSettings settings = Scene.settings(Scene.flat("190", 1));

    private void refuses(String why, Consumer<SimSettings> setting) {
        RuntimeException error = assertThrows(RuntimeException.class, () -> setting.accept(settings));
        assertEquals(why, error.getMessage());
    }

    @Test
    void shouldTakeWhatIsWithinBounds() {
        settings.port(0).port(65_535);
        settings.serverVersionMax(100).serverVersionMax(176);
        settings.marginPercent(1).marginPercent(100);
        settings.speed(0).speed(1_000_000);
        settings.messagesPerSecondMax(0).firstOrderId(1).cashE8(1);
        assertEquals(65_535, settings.port);
        assertEquals(1_000_000, settings.speed);
    }

    @Test
    void shouldRefuseWhatIsBeyondThem() {
        refuses("port = -1 is not allowed; use 0 to 65535", s -> s.port(-1));
        refuses("port = 65536 is not allowed; use 0 to 65535", s -> s.port(65_536));
        refuses("server version = 99 is not allowed; use 100 to 176", s -> s.serverVersionMax(99));
        refuses("server version = 177 is not allowed; use 100 to 176", s -> s.serverVersionMax(177));
        refuses("margin percent = 0 is not allowed; use 1 to 100", s -> s.marginPercent(0));
        refuses("margin percent = 101 is not allowed; use 1 to 100", s -> s.marginPercent(101));
        refuses("speed = -0.1 is not allowed; use 0 to 1000000", s -> s.speed(-0.1));
        refuses("speed = 1000001.0 is not allowed; use 0 to 1000000", s -> s.speed(1_000_001));
        refuses("messages per second = -1 is not allowed; use 0 or more", s -> s.messagesPerSecondMax(-1));
        refuses("first order id = 0 is not allowed; use 1 or more", s -> s.firstOrderId(0));
        refuses("cash = 0.00 is not allowed; use a positive amount", s -> s.cashE8(0));
    }
}
