package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bars the shipped configurations can be traded on live. */
class LiveConfigurationTest {
    private static Config shipped(String name, String set) {
        return EngineSettings.with(
                EngineSettings.load(Path.of(System.getProperty("ringside.home"), "config", name)), set);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "momentum-live.conf | data.bar=5m | data.bar = 5m: a portfolio trades live on bars of sessions; set"
                        + " data.bar = 1d",
                "live.conf | data.bar=1m | data.bar = 1m: live takes 5s, or ticks; larger bars are made of them: leave"
                        + " data.bar as config/live.conf has it, and set signal.bar = 1m",
                "live.conf | journal.sync=none | journal.sync = none: an order must not leave before its record is on the"
                        + " disk; live trading needs journal.sync = intents"
            })
    void shouldRefuseBarsThatNobodySendsLive(String name, String set, String why) {
        Config given = shipped(name, set);
        UserError error = assertThrows(UserError.class, () -> LiveConfiguration.engineSettings(given));
        assertEquals(why, error.getMessage());
    }

    @Test
    void shouldTakeBarsOfFiveSecondsOrTicks() {
        assertEquals(
                "5s",
                LiveConfiguration.engineSettings(shipped("live.conf", "data.bar=5s"))
                        .dataBar()
                        .toString());
        assertNull(LiveConfiguration.engineSettings(shipped("live.conf", "data.bar=ticks"))
                .dataBar());
    }
}
