package io.ringside.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.LiveConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What live trading refuses to begin without. */
class LiveSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"risk.limits", "risk.positions"})
    void shouldNotTradeLiveWithoutEveryLimit(String key) {
        Config without = LiveBench.config().withoutPath(key);
        UserError error = assertThrows(UserError.class, () -> LiveConfiguration.engineSettings(without));
        assertTrue(error.getMessage().contains(key + " is missing"), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void shouldTradeLiveWithTheShippedConfiguration() {
        assertNotNull(
                LiveConfiguration.engineSettings(LiveBench.config()).risk().limits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.account=U1234567",
                "gateway.mode=live",
                "gateway.live-trading=I-understand",
                "gateway.host=10.0.0.1"
            })
    void shouldNotTradeOnAnAccountThatDoesNotAgreeWithTheMode(String setting) {
        assertThrows(UserError.class, () -> LiveBench.liveSettings(LiveBench.config(setting)));
    }
}
