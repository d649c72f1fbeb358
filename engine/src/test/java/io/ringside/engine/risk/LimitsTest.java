package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may leave out (nothing), and what it may say. */
class LimitsTest {
    private static final Config LIVE = EngineSettings.load(Path.of("..", "config", "live.conf"));

    @Test
    void shouldRefuseAConfigurationThatLeavesOutAnyKeyOfTheLimits() {
        Set<String> keys = new TreeSet<>();
        for (String parent : new String[] {"risk.limits", "risk.positions"}) {
            for (Map.Entry<String, ConfigValue> leaf :
                    LIVE.resolve().getConfig(parent).entrySet()) {
                String key = parent + "." + leaf.getKey();
                keys.add(key);
                UserError error = assertThrows(UserError.class, () -> EngineSettings.of(LIVE.withoutPath(key)), key);
                assertTrue(error.getMessage().contains(key + " is missing"), error.getMessage());
            }
        }
        assertTrue(keys.size() >= 41, keys.toString());
    }

    @ParameterizedTest
    @CsvSource({"symbols", "order", "exposure", "rate", "data", "hours", "loss"})
    void shouldRefuseAConfigurationThatLeavesOutAPart(String part) {
        String key = "risk.limits." + part;
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(LIVE.withoutPath(key)));
        assertTrue(error.getMessage().contains(key + " is missing"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "risk.limits.order.collar=1.5, from 0 to 1",
        "risk.limits.order.value=much, amount",
        "risk.limits.symbols.QQQ.order-shares=0, from 1 to",
        "risk.limits.symbols.QQQ.shares=1, unknown key",
        "risk.limits.rate.per-second=51, from 4 to 50",
        "risk.limits.data.gaps=perhaps, must be hold or pass",
        "risk.limits.hours.calendar-until=soon, must be a date",
        "risk.limits.loss.streak=0, from 1 to",
        "risk.limits.colar=0.1, unknown key",
        "risk.positions.count=0, from 1 to",
    })
    void shouldNameKeyAndRemedyOfAMistake(String assignment, String remedy) {
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(EngineSettings.with(LIVE, assignment)));
        assertTrue(error.getMessage().contains(assignment.substring(0, assignment.indexOf('='))), error.getMessage());
        assertTrue(error.getMessage().contains(remedy), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void shouldAskNothingWhereNoLimitsAreConfigured() {
        RiskSettings risk = EngineSettings.of(EngineSettings.load(Path.of("..", "config", "qqq.conf")))
                .risk();
        assertNull(risk.limits());
        assertEquals(PositionRules.NONE, risk.positions());
    }

    @Test
    void shouldReadWhatTheJournalKeepsBackToTheSameLimits() {
        EngineSettings settings = EngineSettings.of(LIVE);
        assertEquals(
                settings.risk(),
                EngineSettings.parse(settings.text(), "a journal").risk());
    }

    @Test
    void shouldCountSharesOfAmountsExactlyAndNeverOverflow() {
        assertEquals(2_999_999_999L, Limits.shareOf(9_999_999_999L, 30_000_000));
        assertEquals(-1, Limits.shareOf(-1, 50_000_000));
        assertEquals(Limits.OFF, Limits.shareOf(Long.MAX_VALUE, 10_000_000_000L));
        assertEquals(Limits.OFF, Limits.shareOf(1, Limits.OFF));
        assertEquals(Limits.OFF, Limits.saturatedTimes(1L << 40, 1L << 40));
        assertEquals(Long.MIN_VALUE, Limits.saturatedTimes(-(1L << 40), 1L << 40));
        assertEquals(-6, Limits.saturatedTimes(-2, 3));
        assertEquals(Limits.OFF, Limits.saturatedSum(Limits.OFF, 1));
    }

    /** AAA was BBB before, and CCC at first: its own limits come first, then those of the latest name. */
    @ParameterizedTest
    @CsvSource({"AAA BBB CCC, 1", "BBB CCC, 2", "CCC, 3", "XXX, 4"})
    void shouldKeepLimitsOverANewTicker(String listed, long orderShares) {
        Map<String, Limits.SymbolLimits> all = Map.of(
                "AAA", new Limits.SymbolLimits(1, 1, 1),
                "BBB", new Limits.SymbolLimits(2, 1, 1),
                "CCC", new Limits.SymbolLimits(3, 1, 1),
                "*", new Limits.SymbolLimits(4, 1, 1));
        Map<String, Limits.SymbolLimits> symbols = new TreeMap<>(all);
        symbols.keySet().removeIf(symbol -> !symbol.equals("*") && !listed.contains(symbol));
        Limits limits = EngineSettings.of(LIVE).risk().limits();
        Limits of = new Limits(
                symbols,
                List.of(),
                false,
                limits.order(),
                limits.exposure(),
                limits.rate(),
                limits.data(),
                limits.hours(),
                limits.loss());
        Instrument instrument = Instrument.usEquity(0, "AAA")
                .renamed(
                        "AAA",
                        List.of(
                                new SymbolHistory.Change(100, "CCC", "BBB"),
                                new SymbolHistory.Change(200, "BBB", "AAA")));
        assertEquals(orderShares, of.of(instrument).orderShares());
    }
}
