package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.settings.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One portfolio out of a configuration, with its part of the money. */
class ChosenPortfolioTest {
    private static final Config TWO = ConfigFactory.parseString("""
            risk.equity = 250000
            signal.strategy = rsi2
            signals { a.strategy = rsi2 }
            portfolios {
              slow { strategy = dual-momentum, budget = 0.4 }
              fast { strategy = momentum, budget = 0.125 }
            }
            """);

    private static String refusal(Config config, String name) {
        return assertThrows(UserError.class, () -> ChosenPortfolio.of(config, name))
                .getMessage();
    }

    @Test
    void shouldGiveAPortfolioItsPartOfTheMoneyAndNothingBesideIt() {
        assertEquals(List.of("fast", "slow"), ChosenPortfolio.names(TWO));
        Config fast = ChosenPortfolio.of(TWO, "fast");
        assertEquals("31250.000", fast.getString("risk.equity"));
        assertEquals("momentum", fast.getString("portfolio.strategy"));
        for (String gone : List.of("portfolio.budget", "portfolios", "signals", "signal")) {
            assertFalse(fast.hasPath(gone), gone);
        }
        // Of the money that is there by default.
        assertEquals(
                "40000.0", ChosenPortfolio.of(TWO.withoutPath("risk"), "slow").getString("risk.equity"));
        // What is no number is refused where it is read.
        assertEquals(
                "250000",
                ChosenPortfolio.of(TWO.withoutPath("portfolios.slow.budget"), "slow")
                        .getString("risk.equity"));
    }

    @Test
    void shouldNeedANameWhereThereAreSeveral() {
        assertEquals(
                "the configuration has the portfolios fast, slow; say which one: --portfolio NAME", refusal(TWO, null));
        assertEquals("--portfolio none: the portfolios are fast, slow", refusal(TWO, "none"));
        Config one = TWO.withoutPath("portfolios.slow");
        assertEquals("momentum", ChosenPortfolio.of(one, null).getString("portfolio.strategy"));
    }

    @Test
    void shouldKeepAConfigurationThatNamesNone() {
        Config single = ConfigFactory.parseString("portfolio.strategy = momentum");
        assertEquals(List.of(), ChosenPortfolio.names(single));
        assertSame(single, ChosenPortfolio.of(single, null));
        assertSame(single, ChosenPortfolio.of(single, "momentum"));
        assertEquals("--portfolio fast: the only one is momentum", refusal(single, "fast"));
        assertEquals(
                "--portfolio fast: there is no portfolio in the configuration",
                refusal(ConfigFactory.parseString("risk.equity = 1"), "fast"));
    }
}
