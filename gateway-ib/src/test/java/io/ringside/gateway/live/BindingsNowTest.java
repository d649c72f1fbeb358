package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whose positions are whose, when strategies, instruments or units have changed over night. */
class BindingsNowTest {
    private static final Path JOURNAL = Path.of("2025-06-20");
    private static final String TURTLE = "turtle { strategy = donchian-breakout, units = 3 }";
    private static final String DIP = "dip { strategy = mean-reversion-in-trend }";

    private static Engine engine(String symbols, String... signals) {
        StringBuilder instruments = new StringBuilder();
        for (String symbol : symbols.split(" ", -1)) {
            instruments.append("{ symbol = ").append(symbol).append(" }, ");
        }
        return new Engine(
                EngineSettings.of(ConfigFactory.parseString("instruments = [" + instruments + "]\nsignals {\n"
                        + String.join("\n", signals) + "\n}\ndata.bar = 5m")),
                ExchangeCalendar.usEquity());
    }

    private static Carried position(int binding, long shares) {
        return new Carried(0, 0, Carried.argument(binding, 7), 5, shares, 100);
    }

    private static int now(Engine before, Engine now, int binding) {
        Carried carried = new BindingsNow(before, now).carried(position(binding, 9), 1, JOURNAL);
        assertEquals(new Carried(1, 0, Carried.argument(carried.bindingId(), 7), 5, 9, 100), carried);
        return carried.bindingId();
    }

    @Test
    void shouldFindPartsAgainWhoseNumbersAnotherStrategyHasChanged() {
        Engine before = engine("QQQ", TURTLE);
        Engine now = engine("QQQ", DIP, TURTLE);
        // The parts of a strategy stand behind all strategies.
        assertEquals(1, now(before, now, 0));
        assertEquals(2, now(before, now, 1));
        assertEquals(3, now(before, now, 2));
    }

    @Test
    void shouldFindThemAgainBesideANewInstrument() {
        Engine before = engine("QQQ", TURTLE);
        Engine now = engine("SPY QQQ", TURTLE);
        assertEquals(1, now(before, now, 0));
        assertEquals("QQQ", now.bindings().get(now(before, now, 2)).instrument().symbol());
        assertEquals(1, now.bindings().get(now(before, now, 2)).leadId());
    }

    @Test
    void shouldLeaveItsPositionsToTheStrategyThatHasTakenItsPlace() {
        assertEquals(0, now(engine("QQQ", DIP), engine("QQQ", "other { strategy = donchian-breakout }"), 0));
    }

    @Test
    void shouldRefuseAPositionOfAPartThatIsNotThereAnyMore() {
        Engine now = engine("QQQ", "turtle { strategy = donchian-breakout, units = 2 }");
        BindingsNow bindings = new BindingsNow(engine("QQQ", TURTLE), now);
        UserError error = assertThrows(UserError.class, () -> bindings.carried(position(2, 9), 0, JOURNAL));
        assertTrue(
                error.getMessage().contains("a position or order of turtle on QQQ, part 3, which is not configured"),
                error.getMessage());
        Carried stop = new Carried(0, Purpose.STOP.code(), Carried.argument(2, 0), 8, 9, 100);
        assertThrows(UserError.class, () -> bindings.carried(stop, 0, JOURNAL));
        assertNull(bindings.carried(position(2, 0), 0, JOURNAL));
    }

    @Test
    void shouldRefuseAPositionOfAStrategyThatIsGone() {
        BindingsNow bindings = new BindingsNow(engine("QQQ", TURTLE, DIP), engine("QQQ", DIP));
        // By their names dip is the first one.
        assertThrows(UserError.class, () -> bindings.carried(position(1, 9), 0, JOURNAL));
        assertEquals(0, bindings.carried(position(0, 9), 0, JOURNAL).bindingId());
    }

    @Test
    void shouldLeaveWhatIsOfNoBookAsItIs() {
        BindingsNow bindings = new BindingsNow(engine("QQQ", TURTLE), engine("QQQ", DIP));
        Carried losses = new Carried(0, Carried.LOSSES, 1, 0, 3, 100);
        assertEquals(losses, bindings.carried(losses, 0, JOURNAL));
        Carried portfolio = new Carried(0, Purpose.REBALANCE.code(), -1, 4, 3, 0);
        assertEquals(portfolio, bindings.carried(portfolio, 0, JOURNAL));
    }
}
