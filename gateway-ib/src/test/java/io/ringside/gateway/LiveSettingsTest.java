package io.ringside.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.LiveConfiguration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.account=U1234567 | gateway.account = U1234567: is no paper account (DU, DF)",
                "gateway.mode=live | gateway.live-trading = no: mode = live needs live-trading = I-understand as well",
                "gateway.live-trading=I-understand | gateway.live-trading = I-understand: is given, but mode is not live;"
                        + " remove one of them",
                "gateway.mode=live gateway.live-trading=I-understand | gateway.account = DU1234567: is a paper account, but"
                        + " mode = live",
            })
    void shouldSayWhichOfModeConsentAndAccountDoNotAgree(String sets, String why) {
        UserError error =
                assertThrows(UserError.class, () -> LiveBench.liveSettings(LiveBench.config(sets.split(" ", -1))));
        assertTrue(error.getMessage().endsWith(why), error.getMessage());
    }

    @Test
    void shouldTalkToTheUsualPortOfItsMode() {
        Config paper = LiveBench.config().withoutPath("gateway.port");
        assertEquals(7497, LiveBench.liveSettings(paper).port());
        Config live = LiveBench.config(
                        "gateway.mode=live", "gateway.live-trading=I-understand", "gateway.account=U1234567")
                .withoutPath("gateway.port");
        assertEquals(7496, LiveBench.liveSettings(live).port());
        assertTrue(LiveBench.liveSettings(live).live());
    }

    /** A part of the day has its beginning and not its end; one that leads over midnight has both sides of it. */
    @Test
    void shouldKnowWhetherATimeLiesInAPartOfTheDay() {
        LiveSettings.Span day = LiveSettings.Span.parse("09:00-10:00");
        assertFalse(day.contains(LocalTime.of(8, 59, 59)));
        assertTrue(day.contains(LocalTime.of(9, 0)));
        assertTrue(day.contains(LocalTime.of(9, 59, 59)));
        assertFalse(day.contains(LocalTime.of(10, 0)));
        LiveSettings.Span night = LiveSettings.Span.parse("23:45 - 00:45");
        assertFalse(night.contains(LocalTime.of(23, 44, 59)));
        assertTrue(night.contains(LocalTime.of(23, 45)));
        assertTrue(night.contains(LocalTime.MIDNIGHT));
        assertTrue(night.contains(LocalTime.of(0, 44, 59)));
        assertFalse(night.contains(LocalTime.of(0, 45)));
        assertFalse(night.contains(LocalTime.NOON));
        for (String wrong : new String[] {"09:00", "09:00-25:00", "9-10", "09:00-10:00-11:00"}) {
            assertThrows(IllegalArgumentException.class, () -> LiveSettings.Span.parse(wrong), wrong);
        }
    }

    /** Nobody would be told that the broker is away. */
    @ParameterizedTest
    @ValueSource(strings = {"00:45-23:45", "09:00-09:31", "15:59-16:30", "10:00-11:00", "23:45-23:45", "20:00-10:00"})
    void shouldRefuseAResetInRegularHours(String window) {
        Config config = LiveBench.config("gateway.reset-windows=[\"23:45-00:45\", \"" + window + "\"]");
        UserError error = assertThrows(UserError.class, () -> LiveBench.liveSettings(config));
        assertTrue(error.getMessage().contains("reset-windows"), error.getMessage());
        assertTrue(error.getMessage().contains("reaches into regular hours"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"16:00-09:30", "00:15-01:45", "09:00-09:30"})
    void shouldTakeAResetOutsideOfRegularHours(String window) {
        assertTrue(LiveBench.liveSettings(LiveBench.config("gateway.reset-windows=[\"" + window + "\"]"))
                .isReset(LocalTime.parse(window.substring(0, 5))));
    }

    @Test
    void shouldRefuseSharesOfTheTradersOwnOfWhatIsNotTraded() {
        Config config = LiveBench.config("gateway.standing={QQ=100}");
        LiveSettings settings = LiveBench.liveSettings(config);
        UserError error = assertThrows(
                UserError.class,
                () -> settings.requireStanding(
                        LiveConfiguration.engineSettings(config).instruments()));
        assertEquals(
                "gateway.standing.QQ = 100: is not one of the instruments traded, [QQQ]; correct or remove it",
                error.getMessage());
        LiveBench.liveSettings(LiveBench.config("gateway.standing={QQQ=100}"))
                .requireStanding(LiveConfiguration.engineSettings(config).instruments());
    }
}
