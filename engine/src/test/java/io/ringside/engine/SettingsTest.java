package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path HONEST = Path.of("../config/qqq.conf");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "risk.levrage = 2           | risk.levrage is an unknown key; known here: [account, allow-no-stop, allow-short,",
                "risk.leverage = 0          | risk.leverage = 0: must be a number from 0.01 to 100.0",
                "risk.leverage = many       | risk.leverage = many: must be a number",
                "risk.fraction = NaN        | risk.fraction = NaN: must be a number",
                "risk.equity = 1e30         | risk.equity = ",
                "risk.size-at = never       | risk.size-at = never: must be one of [open, signal]",
                "data.bar = 5x              | data.bar = 5x: not a bar size",
                "signal.sma = 0             | signal.sma = 0: must be a whole number from 1 to 100000",
                "signal.strategy = dowsing  | signal.strategy = dowsing: must be one of [",
                "signal.smaa = 3            | signal.smaa is an unknown key",
                "signal.entry-from = late   | signal.entry-from = late: must be a time of day",
                "signal.instruments = [ SPY ] | SPY is not among the configured instruments",
                "engine.layout = backwards  | engine.layout = \"backwards\" must be auto or name the stages",
                "engine.ring-size = 100     | engine.ring-size must be a power of two",
                "broker.stops = [ 1 ]       | broker.stops = [1]: must be a single value",
                "broker.participation = 2   | broker.participation = 2: must be an amount from 0 to 1 with at most 8",
                "broker.limit-touch = maybe | broker.limit-touch = maybe: must be one of [fills, through]",
                "broker.latency-nanos = -1  | broker.latency-nanos = -1: must be a whole number from 0 to",
                "broker.commission.plan = free | broker.commission.plan = free: must be one of [fixed, none, tiered]",
                "broker.commission.tiers = cheap | broker.commission.tiers = cheap: must be tiers such as",
                "broker.fees.charge = some  | broker.fees.charge = some: must be one of [all, none, regulatory]",
                "broker.fees.tax = 1        | broker.fees.tax is an unknown key",
                "broker.interest.year-days = 300 | broker.interest.year-days = 300: must be a whole number from 360",
                "broker { fill-on = cause, latency-events = 1 } | broker.fill-on = cause: goes with no participation",
                "broker { fill-on = cause, participation = 0.5 } | broker.fill-on = cause: goes with no participation",
                "broker { fill-on = cause, latency-nanos = 1 } | broker.fill-on = cause: goes with no participation",
                "instruments = []           | instruments = []: must list 1 to",
                "nonsense = 1               | nonsense is an unknown key",
            })
    void shouldNameFileLineKeyValueAndRemedy(String line, String expected) throws IOException {
        Path file = folder.resolve("mine.conf");
        Files.writeString(file, "include \"" + HONEST.toAbsolutePath() + "\"\n\n" + line + "\n");
        UserError error = assertThrows(UserError.class, () -> start(EngineSettings.load(file)));
        String message = error.getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("mine.conf"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void shouldNameTheCommandLineAsTheOrigin() {
        Config config = EngineSettings.with(EngineSettings.load(HONEST), "risk.leverage=1000");
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(config));
        assertEquals(
                "--set risk.leverage=1000: risk.leverage = 1000: must be a number from 0.01 to 100.0",
                error.getMessage());
    }

    @Test
    void shouldReadItsOwnFullTextBackToTheSameText() {
        EngineSettings settings = EngineSettings.of(EngineSettings.load(HONEST));
        assertEquals(
                settings.text(),
                EngineSettings.parse(settings.text(), "journal").text());
    }

    @Test
    void shouldWriteDefaultsThatWereNotGivenIntoTheFullText() throws IOException {
        Path file = folder.resolve("small.conf");
        Files.writeString(file, "instruments = [ { symbol = QQQ } ]\nsignal.strategy = mean-reversion-in-trend\n");
        String full = start(EngineSettings.load(file)).text();
        assertTrue(full.contains("atr-multiple") && full.contains("willr"), full);
        Files.writeString(file, full);
        assertEquals(full, start(EngineSettings.load(file)).text());
    }

    @Test
    void shouldWriteDefaultsBesideAnObjectThatReplacedAText() throws IOException {
        Path file = folder.resolve("replaced.conf");
        String mine = "instruments = [ { symbol = QQQ } ], signal.strategy = mean-reversion-in-trend, ";
        Files.writeString(file, mine + "broker { commission = none, commission { per-share = 0.005 } }");
        String full = start(EngineSettings.load(file)).text();
        assertTrue(full.contains("tiered-minimum"), full);
        Files.writeString(file, full);
        assertEquals(full, start(EngineSettings.load(file)).text());
    }

    @Test
    void shouldReportAMissingFile() {
        UserError error = assertThrows(UserError.class, () -> EngineSettings.load(folder.resolve("none.conf")));
        assertTrue(error.getMessage().endsWith("none.conf: no such configuration file"), error.getMessage());
    }

    @Test
    void shouldNameBothFilesWhenAKeyIsMissingInAnObjectOfTwo() throws IOException {
        Path first = Files.writeString(folder.resolve("first.conf"), "\nportfolio { schedule = weekly }\n");
        Path both = Files.writeString(
                folder.resolve("both.conf"),
                "include \"first.conf\"\ninstruments = [ { symbol = QQQ } ]\nportfolio { proceeds = wait }\n");
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(EngineSettings.load(both)));
        assertEquals(both + ":3 and " + first + ":2: portfolio.strategy is missing", error.getMessage());
        UserError set = assertThrows(
                UserError.class,
                () -> EngineSettings.of(EngineSettings.with(EngineSettings.load(first), "portfolio.proceeds=wait")));
        assertEquals(
                "--set portfolio.proceeds=wait and " + first + ":2: portfolio.strategy is missing", set.getMessage());
    }

    /** A mistake is told in a line: a long one with its beginning and its end. */
    @Test
    void shouldCutALongMistakeInItsMiddle() {
        String text = "a".repeat(500) + "b".repeat(500);
        assertEquals(text, new UserError(text).getMessage());
        assertEquals(
                "a".repeat(500) + " ... " + "b".repeat(500),
                new UserError("a".repeat(500) + "c" + "b".repeat(500)).getMessage());
        assertEquals("a b?c", new UserError("  a\r\n  b\u001bc\n").getMessage());
    }

    private static EngineSettings start(Config config) {
        EngineSettings settings = EngineSettings.of(config);
        assertFalse(new Engine(settings, ExchangeCalendar.usEquity()).bindings().isEmpty());
        return settings;
    }
}
