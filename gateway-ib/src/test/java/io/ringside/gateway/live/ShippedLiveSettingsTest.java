package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of each shipped configuration of a daemon, mistyped and left out. */
class ShippedLiveSettingsTest {
    static Stream<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("ringside.home"), "config"))) {
            return files
                    .filter(file -> file.getFileName().toString().endsWith("live.conf"))
                    .filter(file -> !file.getFileName().toString().equals("portfolio-live.conf"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shouldNameAKeyThatIsMistyped(Path file) {
        Config config = EngineSettings.load(file).resolve();
        List<String> accepted = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> one : config.entrySet()) {
            List<String> path = new ArrayList<>(ConfigUtil.splitPath(one.getKey()));
            String mistyped = path.get(path.size() - 1) + "z";
            path.set(path.size() - 1, mistyped);
            String error = error(config.withoutPath(one.getKey()).withValue(ConfigUtil.joinPath(path), one.getValue()));
            // A slot with a wrong symbol leaves a name without one. Either what is there too much or what is there no
            // more.
            if (error == null
                    || !(error.contains(mistyped) || error.contains(one.getKey().replace("\"", "")))) {
                accepted.add(one.getKey() + ": " + error);
            }
        }
        assertEquals(List.of(), accepted);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shouldNameALimitThatIsMissing(Path file) {
        Config config = EngineSettings.load(file).resolve();
        int limits = 0;
        for (String key : config.withOnlyPath("risk.limits").entrySet().stream()
                .map(Map.Entry::getKey)
                .sorted()
                .toList()) {
            limits++;
            String error = error(config.withoutPath(key));
            assertNotNull(error, key);
            List<String> path = ConfigUtil.splitPath(key);
            assertTrue(error.contains(path.get(path.size() - 1)), key + ": " + error);
        }
        assertTrue(limits > 30, "only " + limits + " limits");
    }

    /** What is not a must has a default; nothing else may happen. */
    @ParameterizedTest
    @MethodSource("configurations")
    void shouldTakeADefaultOrSayWhatIsMissingInOneLineWhenAKeyIsLeftOut(Path file) {
        Config config = EngineSettings.load(file).resolve();
        for (String key :
                config.entrySet().stream().map(Map.Entry::getKey).sorted().toList()) {
            String error = error(config.withoutPath(key));
            assertTrue(error == null || error.lines().count() == 1, () -> key + ": " + error);
        }
    }

    /** What is said of a configuration; null if it is taken. */
    private static String error(Config config) {
        try {
            new Engine(LiveConfiguration.engineSettings(config), ExchangeCalendar.usEquity());
            LiveBench.liveSettings(config);
            return null;
        } catch (UserError e) {
            return e.getMessage();
        }
    }
}
