package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    }

    /** In the place of dip stands turtle, which keeps its own. */
    @Test
    void shouldNotLeaveAPositionToAStrategyThatWasThereBefore() {
        BindingsNow bindings = new BindingsNow(engine("QQQ", TURTLE, DIP), engine("QQQ", TURTLE));
        UserError error = assertThrows(UserError.class, () -> bindings.carried(position(0, 9), 0, JOURNAL));
        assertEquals(
                "2025-06-20 ends with a position or order of dip on QQQ, which is not configured any more; add it, or leave"
                        + " the position before",
                error.getMessage());
        assertEquals(0, bindings.carried(position(1, 9), 0, JOURNAL).bindingId());
    }

    // ---- Portfolios -----------------------------------------------------------------------------------------------

    private static Engine portfolios(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(name).append(" { strategy = momentum, budget = 0.3 }\n");
        }
        return new Engine(
                EngineSettings.of(ConfigFactory.parseString(
                        "instruments = [{ symbol = QQQ }]\nportfolios {\n" + all + "}\ndata.bar = 1d")),
                ExchangeCalendar.usEquity());
    }

    private static Carried part(int code, int portfolio) {
        long argument = code == PortfolioPart.PLANNED
                ? BookId.argument(BookId.ALL, 3) | (long) portfolio << 32
                : Carried.argument(BookId.ofPortfolio(portfolio), 0);
        return new Carried(0, code, argument, 4, 3, 100);
    }

    @Test
    void shouldFindPortfoliosAgainByTheirNames() {
        BindingsNow bindings =
                new BindingsNow(portfolios("leaders", "sectors"), portfolios("bonds", "leaders", "sectors"));
        for (int code : new int[] {
            PortfolioPart.HOLDING,
            PortfolioPart.PLANNED,
            PortfolioPart.MONEY,
            PortfolioPart.HALTED,
            Purpose.REBALANCE.code(),
            Purpose.STOP.code()
        }) {
            for (int before : new int[] {0, 1}) {
                assertEquals(part(code, before + 1), bindings.carried(part(code, before), 0, JOURNAL), "code " + code);
            }
        }
    }

    @Test
    void shouldKeepHowManyBarsAgoAPortfolioLeftAName() {
        BindingsNow bindings = new BindingsNow(portfolios("leaders", "sectors"), portfolios("bonds", "leaders"));
        Carried held = new Carried(0, PortfolioPart.HOLDING, Carried.argument(BookId.ofPortfolio(0), 7), 4, 3, 100);
        assertEquals(
                new Carried(0, PortfolioPart.HOLDING, Carried.argument(BookId.ofPortfolio(1), 7), 4, 3, 100),
                bindings.carried(held, 0, JOURNAL));
    }

    @Test
    void shouldRefuseWhatAPortfolioHeldThatIsNotThereAnyMore() {
        BindingsNow bindings = new BindingsNow(portfolios("leaders", "sectors"), portfolios("sectors", "bonds"));
        UserError error =
                assertThrows(UserError.class, () -> bindings.carried(part(PortfolioPart.HOLDING, 0), 0, JOURNAL));
        assertTrue(
                error.getMessage().contains("ends with a position or order of the portfolio leaders"),
                error.getMessage());
        assertThrows(UserError.class, () -> bindings.carried(part(Purpose.REBALANCE.code(), 0), 0, JOURNAL));
        // Its money is the account's again, and its plan is nobody's.
        assertNull(bindings.carried(part(PortfolioPart.MONEY, 0), 0, JOURNAL));
        assertNull(bindings.carried(part(PortfolioPart.PLANNED, 0), 0, JOURNAL));
    }

    @Test
    void shouldLeaveWhatTheOnlyPortfolioHeldToTheOneInItsPlace() {
        BindingsNow bindings = new BindingsNow(portfolios("leaders"), portfolios("sectors"));
        Carried held = part(PortfolioPart.HOLDING, 0);
        assertEquals(held, bindings.carried(held, 0, JOURNAL));
    }

    @Test
    void shouldGiveEachPortfolioTheMoneyOfItsBudgetWhenThatHasChanged() {
        List<PortfolioBinding> now = portfolios("bonds", "leaders", "sectors").portfolios();
        long e8 = 100_000_000L;
        Carried held =
                new Carried(0, PortfolioPart.HOLDING, Carried.argument(BookId.ofPortfolio(0), 0), 0, 10, 50 * e8);
        // It had a fifth of the account and earned with it; another one keeps its part.
        Carried fifth = new Carried(0, PortfolioPart.MONEY, BookId.ofPortfolio(1), 0, e8 / 5, 260 * e8);
        Carried third = new Carried(0, PortfolioPart.MONEY, BookId.ofPortfolio(2), 0, 30_000_000, 7 * e8);
        List<Carried> parts = new ArrayList<>(List.of(held, fifth, third));
        Budgets.adjust(parts, now, 10_000 * e8);
        assertEquals(
                List.of(
                        held,
                        new Carried(0, PortfolioPart.MONEY, BookId.ofPortfolio(1), 0, 30_000_000, 1_260 * e8),
                        third,
                        new Carried(0, PortfolioPart.MONEY, BookId.ofPortfolio(0), 0, 30_000_000, 2_500 * e8)),
                parts);
    }
}
