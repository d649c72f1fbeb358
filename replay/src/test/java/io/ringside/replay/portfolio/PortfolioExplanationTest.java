package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.settings.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a name was bought, sold or left, word by word. The reasons are top fifth, between, bottom fifth, not ranked. */
class PortfolioExplanationTest {
    private static final Engine ALONE = Decided.engine(6, "portfolio { " + Decided.RULES + " }");
    private static final int AAA = 0;
    private static final int BBB = 1;
    private static final int CCC = 2;
    private static final int DDD = 3;

    private final Decided made = new Decided(ALONE, 0);

    private List<String> at(String day, String symbol) {
        return PortfolioExplanation.at(List.of(made.state), day, symbol);
    }

    private List<String> of(String symbol) {
        return at("2024-02-02", symbol);
    }

    /** Of 5,000 in shares and 20,000 in cash. */
    @Test
    void shouldTellOfEachNameThatIsHeldOrderedOrRefusedAndOfNoOther() {
        made.money(20_000).hold(AAA, 50, 100);
        made.name(AAA, 1, Standing.ADD, 0)
                .name(BBB, 0, Standing.ENTER, 3)
                .name(CCC, 2, Standing.ENTER, 0)
                .name(DDD, 3, Standing.KEEP, 1)
                .outcome(AAA, NameOutcome.HELD, 0)
                .outcome(BBB, NameOutcome.BOUGHT, 0)
                .outcome(CCC, NameOutcome.CORRELATION, AAA)
                .order(BBB, 7, Side.BUY, 10)
                .decide();
        assertEquals(
                List.of(
                        "momentum, decided at the close of 2024-02-02: 3 names ranked, equity 25,000.00, cash 20,000.00",
                        "  AAA: rank 1, top fifth; it stays as it is",
                        "  BBB: not ranked; it is bought",
                        "  CCC: rank 2, top fifth; not bought: it moves like AAA, more than portfolio.correlation-max allows"),
                of(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | a holding stays, it is not bought",
                "1 | a holding is sold",
                "2 | it may be bought",
                "4 | a holding may be added to",
                "8 | a holding may be trimmed",
                "14 | it may be bought, a holding may be added to, a holding may be trimmed",
                "16 | a holding stays, it is not bought",
                "17 | a holding is sold"
            })
    void shouldSayWhatTheStrategyAllows(int actions, String told) {
        made.name(AAA, 1, actions, 1).decide();
        assertEquals("  the strategy said  between: " + told, of("AAA").get(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HELD | it stays as it is",
                "SOLD | it is sold",
                "WITHIN_TOLERANCE | it is close enough to its target",
                "SIZE_ZERO | not ordered: the size is below one lot",
                "NO_CASH | not ordered: the cash does not pay it",
                "ORDER_WORKING | not ordered: an order of it is working",
                "NO_PRICE | it has no price",
                "POSITIONS | not bought: as many names as portfolio.positions-max allows are held",
                "MIN_POSITION | not bought: the money for it is less than portfolio.position-min, or below one share",
                "SECTOR | not bought: its sector would be more than portfolio.sector-max",
                "CORRELATION | not bought: it moves like BBB, more than portfolio.correlation-max allows",
                "GROUP_FULL | not bought: as many names of its group as portfolio.groups-max allows are held",
                "DROPPED | it was not sent, since trading was stopped"
            })
    void shouldSayWhatTheRiskStageMadeOfIt(NameOutcome outcome, String told) {
        made.name(AAA, 1, Standing.ENTER, 0).outcome(AAA, outcome, BBB).decide();
        assertEquals("  verdict            " + told, of("AAA").get(5));
    }

    /** The last of those that are wanted, whatever the order in which they come; one without a rank is none. */
    @Test
    void shouldSayHowFarWhatWasWantedReached() {
        made.name(CCC, 3, Standing.ENTER, 0)
                .name(BBB, 2, Standing.ENTER, 0)
                .name(AAA, 1, Standing.KEEP, 1)
                .name(DDD, 4, Standing.KEEP, 1)
                .name(4, 0, Standing.ENTER, 3)
                .name(5, 0, Standing.KEEP, 3)
                .outcome(CCC, NameOutcome.BOUGHT, 0)
                .decide();
        String wanted = "  what was wanted    names up to rank 3, CCC with 0.300000";
        for (String symbol : List.of("AAA", "DDD")) {
            List<String> lines = of(symbol);
            assertEquals("  verdict            it is not wanted", lines.get(5));
            assertEquals(wanted, lines.get(6));
            assertEquals(7, lines.size(), lines.toString());
        }
        assertEquals(6, of("CCC").size(), "it is wanted");
        List<String> without = of("FFF");
        assertEquals("  ranking            not ranked", without.get(2));
        assertEquals(6, without.size(), without.toString());
    }

    @Test
    void shouldSayNothingOfWhatWasWantedWhereNothingWas() {
        made.name(AAA, 1, Standing.KEEP, 1).name(BBB, 0, Standing.ENTER, 3).decide();
        assertEquals(6, of("AAA").size(), of("AAA").toString());
    }

    /** 100 shares at 30.50 of 23,050, of which a part is sold, and a purchase of which the cash pays a part. */
    @Test
    void shouldTellOrdersAndWhatBecameOfThem() {
        made.money(20_000).hold(AAA, 100, 30.5);
        made.name(AAA, 1, Standing.TRIM, 0)
                .name(BBB, 2, Standing.ENTER, 0)
                .outcome(AAA, NameOutcome.TRIMMED, 0)
                .outcome(BBB, NameOutcome.BOUGHT, 0)
                .order(AAA, 7, Side.SELL, 40)
                .order(BBB, 8, Side.BUY, 1000)
                .decide()
                .fill(7, AAA, Side.SELL, 40, 31, 1)
                .fill(8, BBB, Side.BUY, 999, 20, 4.995);
        assertEquals(
                List.of(
                        "momentum, decided at the close of 2024-02-02: 2 names ranked, equity 23,050.00, cash 20,000.00",
                        "AAA",
                        "  ranking            rank 1 of 2, score 0.100000",
                        "  the strategy said  top fifth: a holding may be trimmed",
                        "  held               100 shares at 30.50, 13.2 % of the portfolio",
                        "  verdict            it is trimmed",
                        "  order              sell 40 in the next opening auction",
                        "  executed           40 shares for 1,240.00, cost 1.00"),
                of("AAA"));
        List<String> bought = of("BBB");
        assertEquals("  order              buy 1000 in the next opening auction", bought.get(6));
        assertEquals(
                "  executed           999 shares for 19,980.00, cost 5.00; the rest died: no opening print, or the cash"
                        + " did not pay it",
                bought.get(7));
    }

    /** Of nothing nothing is a part. */
    @Test
    void shouldTellNoPartOfAnAccountWithoutMoney() {
        made.money(0).name(AAA, 1, Standing.ENTER, 0).decide();
        assertEquals(
                "  held               0 shares at 0.00, 0.0 % of the portfolio",
                of("AAA").get(4));
    }

    @Test
    void shouldTellTheDecisionOfTheDayOrTheLastOneBefore() {
        made.name(AAA, 1, Standing.ENTER, 0).decide();
        made.close(Decided.DAY + 7).name(BBB, 1, Standing.ENTER, 0).decide();
        assertTrue(at("2024-02-08", "AAA").get(0).contains("2024-02-02"));
        assertTrue(at("2024-02-09 09:30", "BBB").get(0).contains("2024-02-09"));
        assertEquals(
                List.of(
                        "momentum, decided at the close of 2024-02-09: 1 names ranked, equity 100,000.00, cash 100,000.00",
                        "AAA: nothing was said of it, so that it stayed as it was"),
                at("2024-02-10", "AAA"));
        assertEquals(
                "--instrument ZZZ: is not among the names of the journal",
                assertThrows(UserError.class, () -> of("ZZZ")).getMessage());
        assertEquals(
                "--at 2024-02-01: no decision was made until then, the first one 2024-02-02",
                assertThrows(UserError.class, () -> at("2024-02-01", "AAA")).getMessage());
        PortfolioState none = new Decided(ALONE, 0).state;
        assertEquals(
                "--at 2024-02-01: no decision was made until then, the first one never",
                assertThrows(UserError.class, () -> PortfolioExplanation.at(List.of(none), "2024-02-01", null))
                        .getMessage());
    }

    /** Of several portfolios each is told of; one that has not decided by then is no mistake. */
    @Test
    void shouldTellOfSeveralPortfolios() {
        Engine both = Decided.engine(
                3,
                "portfolios { one { budget = 0.6, " + Decided.RULES + " }, two { budget = 0.4, " + Decided.RULES
                        + " } }");
        Decided one = new Decided(both, 0).name(AAA, 1, Standing.ENTER, 0).decide();
        Decided two = new Decided(both, 1)
                .close(Decided.DAY + 3)
                .name(BBB, 1, Standing.ENTER, 0)
                .decide();
        List<PortfolioState> states = List.of(one.state, two.state);
        String first = "one, decided at the close of 2024-02-02: 1 names ranked, equity 60,000.00, cash 60,000.00";
        assertEquals(
                List.of(first, "two, has decided nothing until then"),
                PortfolioExplanation.at(states, "2024-02-04", null));
        assertEquals(
                List.of(
                        first,
                        "two, decided at the close of 2024-02-05: 1 names ranked, equity 40,000.00, cash 40,000.00"),
                PortfolioExplanation.at(states, "2024-02-05", null));
        assertFalse(
                PortfolioExplanation.at(states, "2024-02-02", null).toString().contains("2024-02-05"));
    }
}
