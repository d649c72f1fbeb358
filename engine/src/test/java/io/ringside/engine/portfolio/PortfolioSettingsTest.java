package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may say of portfolios. */
class PortfolioSettingsTest {
    private static List<String> names(String text) {
        EngineSettings settings =
                EngineSettings.parse("instruments = [ { symbol = AAA } ], data { bar = 1d }, " + text, "test");
        return new Engine(settings, ExchangeCalendar.usEquity())
                .portfolios().stream().map(PortfolioBinding::name).toList();
    }

    private static String refusal(String text) {
        return assertThrows(UserError.class, () -> names(text)).getMessage();
    }

    private static String two(String one, String other) {
        return "portfolios { one { strategy = momentum, budget = " + one + " }, two { strategy = momentum, budget = "
                + other + " } }";
    }

    @Test
    void shouldGiveAwayTheWholeAccountAndNoMore() {
        assertEquals(List.of("one", "two"), names(two("0.5", "0.5")));
        String refused = refusal(two("0.5", "0.50000001"));
        assertTrue(
                refused.endsWith("have budgets of 1.00000001 together, and the account is 1; give them less"), refused);
        assertTrue(refusal(two("0.5", "0")).endsWith("must be a part of the account over 0, such as 0.5"));
    }

    @Test
    void shouldCallASinglePortfolioByItsStrategy() {
        assertEquals(List.of("momentum"), names("portfolio { strategy = momentum }"));
        assertEquals(List.of("alone"), names("portfolios { alone { strategy = momentum, budget = 1 } }"));
    }

    @Test
    void shouldRefuseNoPortfoliosAtAll() {
        String refused = refusal("portfolios { }");
        assertTrue(refused.endsWith("must name 1 to 64 portfolios { NAME { strategy = ... } }"), refused);
    }

    /** OLD was a member to the 10th of January, and is NEW from the 15th or the 16th on: five days are no gap. */
    @ParameterizedTest
    @CsvSource({"2020-01-15, true", "2020-01-16, false"})
    void shouldJoinAMembersTwoTickersUnlessThereIsAGap(String from, boolean joined) {
        Instrument instrument = Instrument.usEquity(0, "NEW")
                .renamed(
                        "NEW",
                        List.of(new SymbolHistory.Change(
                                (int) LocalDate.parse("2020-01-13").toEpochDay(), "OLD", "NEW")));
        Universe.Member old = Universe.Member.parse("OLD,,2015-01-02,2020-01-10");
        Universe.Member now = Universe.Member.parse("NEW,," + from);
        SettingsNode node = SettingsNode.root(ConfigFactory.empty());
        for (List<Universe.Member> members : List.of(List.of(old, now), List.of(now, old))) {
            if (joined) {
                assertEquals(1, new Universe(List.of(instrument), members, List.of(), node).members().length);
            } else {
                String refused = assertThrows(
                                UserError.class, () -> new Universe(List.of(instrument), members, List.of(), node))
                        .getMessage();
                assertTrue(
                        refused.endsWith(
                                "OLD and NEW are one name, now NEW, and it is no member between both; list it once"),
                        refused);
            }
        }
    }

    /** As a universe's list does: the ticker of any time means the stock. */
    @Test
    void shouldGiveAStockItsSlotUnderAnyOfItsTickers() {
        SymbolHistory.Change change =
                new SymbolHistory.Change((int) LocalDate.parse("2022-06-09").toEpochDay(), "FB", "META");
        for (String named : List.of("FB", "META")) {
            Instrument instrument = Instrument.usEquity(0, named).renamed(named, List.of(change));
            for (String slot : List.of("FB", "META")) {
                SettingsNode node = SettingsNode.root(ConfigFactory.parseString("slots { " + slot + " = 10 }"));
                Universe universe = new Universe(List.of(instrument), List.of(), List.of(), node);
                assertEquals("daily", new GoldenCross(node, universe).schedule());
            }
            SettingsNode twice = SettingsNode.root(ConfigFactory.parseString("slots { FB = 10, META = 5 }"));
            Universe universe = new Universe(List.of(instrument), List.of(), List.of(), twice);
            String refused = assertThrows(UserError.class, () -> new GoldenCross(twice, universe))
                    .getMessage();
            assertTrue(
                    refused.endsWith(
                            "slots.META = 5: is another ticker of FB, which has a slot too; give the stock one slot"),
                    refused);
        }
    }

    @ParameterizedTest
    @CsvSource({"POSITIONS, true", "MIN_POSITION, true", "SECTOR, true", "CORRELATION, true", "BOUGHT, false"})
    void shouldKnowWhichOutcomesAreLimits(NameOutcome outcome, boolean limit) {
        assertEquals(limit, outcome.isLimit());
    }

    @Test
    void shouldKnowOutcomesByTheirCodes() {
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (NameOutcome outcome : NameOutcome.values()) {
            assertEquals(outcome, NameOutcome.ofCode(outcome.code()));
            first = Math.min(first, outcome.code());
            last = Math.max(last, outcome.code());
        }
        assertEquals(null, NameOutcome.ofCode(first - 1));
        assertEquals(null, NameOutcome.ofCode(last + 1));
    }

    @Test
    void shouldDecideWithinTheSessionWhereItIsAlone() {
        String taker =
                "portfolio { strategy = profit-taker, budget = 0.5, modes { m { threshold = 0.05, trail-min = 0.02,"
                        + " trail-max = 0.05, multiplier = 2, afternoon-factor = 0.5 } }, mode = m }";
        assertEquals(List.of("profit-taker"), names(taker));
        String signals = ", data { bar = 5m }, signals { a { strategy = rsi2, instruments = [ AAA ] } }";
        assertEquals(List.of("momentum"), names("portfolio { strategy = momentum, budget = 0.5 }" + signals));
        String refused = refusal(taker + signals);
        assertTrue(
                refused.endsWith(
                        "decides on bars within the session, which does not go beside strategies; run it alone"),
                refused);
    }
}
