package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigRenderOptions;
import io.ringside.engine.ThreadSettings.Wait;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory.Change;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which strategies, portfolios and instruments a configuration names, and what it means that one is missing. */
class EngineSettingsTest {
    private static final String QQQ = "instruments = [ { symbol = QQQ } ]\n";
    private static final int META_DAY = (int) LocalDate.of(2022, 6, 9).toEpochDay();

    private static EngineSettings of(String text) {
        return EngineSettings.parse(text, "test");
    }

    private static Engine engine(String text) {
        return new Engine(of(text), ExchangeCalendar.usEquity());
    }

    private static String refusal(String text) {
        return assertThrows(UserError.class, () -> engine(text)).getMessage();
    }

    @Test
    void shouldReadBarsOfSessionsWhereThatIsAskedFor() {
        EngineSettings within = of(QQQ + "signal.strategy = rsi2, data.bar = 5m");
        assertEquals(BarSpec.parse("1d"), within.ofSessions().dataBar());
        EngineSettings ticks = of(QQQ + "signal.strategy = rsi2, data.bar = ticks");
        assertEquals(BarSpec.parse("1d"), ticks.ofSessions().dataBar());
        EngineSettings sessions = of(QQQ + "signal.strategy = rsi2, data.bar = 1d");
        assertSame(sessions, sessions.ofSessions());
    }

    @Test
    void shouldKnowAnInstrumentByTheTickersThatItHad() {
        String text = "instruments = [ { symbol = META, renamed = [ \"FB,2022-06-09,META\" ] }, { symbol = QQQ } ]\n"
                + "signal.strategy = rsi2";
        EngineSettings settings = of(text);
        Instrument meta = settings.instruments().get(0);
        assertEquals(List.of(new Change(META_DAY, "FB", "META")), meta.renamings());
        assertEquals("FB", meta.symbolOn(META_DAY - 1));
        assertEquals("META", meta.symbolOn(META_DAY));
        assertEquals(List.of(), settings.instruments().get(1).renamings());
        // The text of a configuration tells it again.
        assertEquals(settings.instruments(), of(settings.text()).instruments());
        assertEquals(
                "[{\"contract-id\":0,\"currency\":\"USD\",\"exchange\":\"SMART\",\"lot\":1,\"primary-exchange\":\"\","
                        + "\"renamed\":[\"FB,2022-06-09,META\"],\"symbol\":\"META\",\"tick-size\":\"0.01\"},"
                        + "{\"contract-id\":0,\"currency\":\"USD\",\"exchange\":\"SMART\",\"lot\":1,"
                        + "\"primary-exchange\":\"\",\"symbol\":\"QQQ\",\"tick-size\":\"0.01\"}]",
                settings.withInstruments(settings.instruments())
                        .getList("instruments")
                        .render(ConfigRenderOptions.concise()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FB,2022-06-09      | must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META",
                "FB,2022-06-31,META | must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META",
                "F_B,2022-06-09,META | must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META",
                "FB,2022-06-09,M_E  | must be BEFORE,DAY,AFTER, such as FB,2022-06-09,META",
                "FB,2022-06-09,MVRS | does not lead to META; give BEFORE,DAY,AFTER of each change, oldest first",
            })
    void shouldRefuseARenamingThatIsNone(String line, String expected) {
        String message = refusal(
                "instruments = [ { symbol = META, renamed = [ \"" + line + "\" ] } ]\n" + "signal.strategy = rsi2");
        assertTrue(message.endsWith(expected), message);
    }

    @Test
    void shouldNeedNoStrategyBesideAPortfolio() {
        assertEquals(List.of(), engine(QQQ + "portfolio.strategy = momentum").bindings());
        assertEquals(
                1,
                engine(
                                QQQ
                                        + "signal { strategy = rsi2, instruments = [ QQQ ] }\nportfolio { strategy = momentum, budget = 0.5 }")
                        .bindings()
                        .size());
        String message = refusal(QQQ);
        assertTrue(message.contains("signal"), message);
    }

    @Test
    void shouldCallAStrategyByItsKeyWhereThereAreSeveral() {
        assertEquals(
                "rsi2", engine(QQQ + "signal.strategy = rsi2").bindings().get(0).name());
        Engine two = engine(QQQ + "signals { b.strategy = rsi2, a { strategy = rsi2, mean = 7 } }");
        assertEquals(
                List.of("a", "b"),
                two.bindings().stream().map(one -> one.name()).toList());
    }

    @Test
    void shouldEnterWithinHoursThatAreNotTheWrongWayRound() {
        String hours = QQQ + "signal { strategy = mean-reversion-in-trend, entry-from = \"10:00\", entry-to = \"TO\" }";
        assertEquals(1, engine(hours.replace("TO", "10:00")).bindings().size());
        String message = refusal(hours.replace("TO", "09:59"));
        assertTrue(message.endsWith("must not be after entry-to"), message);
    }

    /** What an included file says is taken back by null; both at once say two things. */
    @Test
    void shouldTakeOneStrategyOrSeveral() {
        assertEquals(
                1,
                engine(QQQ + "signal = null\nsignals { a.strategy = rsi2 }")
                        .bindings()
                        .size());
        String message = refusal(QQQ + "signal.strategy = rsi2\nsignals { a.strategy = rsi2 }");
        assertTrue(message.contains("signal"), message);
    }

    /** Of names that strategies see within the session, a portfolio sees the session's bar alone. */
    @Test
    void shouldRefuseAPortfolioThatDecidesWithinTheSessionBesideAStrategy() {
        String profit = QQQ + "portfolio { strategy = profit-taker, budget = 0.5, modes { m { threshold = 0.05,"
                + " trail-min = 0.02, trail-max = 0.05, multiplier = 2,"
                + " afternoon-factor = 0.5 } }, mode = m, changes = 2 }\n"
                + "signal { strategy = rsi2, bar = 1d, instruments = [ QQQ ] }\n";
        String message = refusal(profit.replace("1d", "5m"));
        assertTrue(
                message.endsWith(
                        "decides on bars within the session, which does not go beside strategies; run it alone"),
                message);
        assertEquals(1, engine(profit + "data.bar = 1d").bindings().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 600_000})
    void shouldWaitForTheRingUpToTenMinutes(int timeoutMs) {
        assertEquals(timeoutMs, new ThreadSettings("auto", Wait.BLOCKING, 64, timeoutMs).publishTimeoutMs());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 600_001})
    void shouldNotWaitForTheRingForNothingOrForEver(int timeoutMs) {
        assertEquals(
                "publish-timeout must be 1 ms to 10 minutes, not " + timeoutMs,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ThreadSettings("auto", Wait.BLOCKING, 64, timeoutMs))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"64, true", "1048576, true", "32, false", "2097152, false", "96, false"})
    void shouldHaveARingOfAPowerOfTwo(int size, boolean allowed) {
        if (allowed) {
            assertEquals(size, new ThreadSettings("auto", Wait.BLOCKING, size, 1).ringSize());
        } else {
            assertEquals(
                    "ring-size must be a power of two from 64 to 1048576, not " + size,
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new ThreadSettings("auto", Wait.BLOCKING, size, 1))
                            .getMessage());
        }
    }
}
