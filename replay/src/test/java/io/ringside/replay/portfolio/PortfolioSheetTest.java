package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.replay.report.SessionEquity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections of a portfolio's sheet at their bounds: how many names, rows and decisions are shown, and what is left away. */
class PortfolioSheetTest {
    private static final Engine ALONE = Decided.engine(3, "portfolio { " + Decided.RULES + " }");
    private static final Engine MANY = Decided.engine(30, "portfolio { " + Decided.RULES + " }");
    private static final SessionEquity SESSION =
            new SessionEquity(Decided.DAY, Decided.e8(100_000), Decided.e8(75_000), Decided.e8(25_000), 0, 1, 0);

    private static String sections(List<PortfolioState> states, List<SessionEquity> days) {
        String page = PortfolioSheet.page(states, days).html("sheet", List.of());
        int from = page.indexOf("\"sections\":[");
        return page.substring(from, page.indexOf("</script>", from)).replace('"', '\'');
    }

    private static String decisions(PortfolioState state) {
        String all = sections(List.of(state), List.of(SESSION));
        return all.substring(all.indexOf("'title':'Decisions'"));
    }

    /** What is held, ordered or refused has a row, each for itself alone; what is none of them has not. */
    @Test
    void shouldGiveARowToWhatIsHeldOrderedOrRefused() {
        Engine engine = Decided.engine(4, "portfolio { " + Decided.RULES + " }");
        Decided made = new Decided(engine, 0).money(95_000).hold(0, 50, 100);
        made.name(0, 1, Standing.ADD, 0)
                .name(1, 0, Standing.ENTER, 3)
                .name(2, 2, Standing.ENTER, 0)
                .name(3, 3, Standing.KEEP, 1)
                .outcome(0, NameOutcome.HELD, 0)
                .outcome(1, NameOutcome.BOUGHT, 0)
                .outcome(2, NameOutcome.CORRELATION, 0)
                .order(1, 7, Side.BUY, 10)
                .decide();
        assertTrue(
                decisions(made.state)
                        .contains("'items':[{'summary':'2024-02-02: 0 sales, 1 buys, 1 refused, turnover 0.0 % of"
                                + " 100,000.00','rows':["
                                + "['AAA','1','0.1000','50','0','0','100.00','0.00','stays as it is','top fifth'],"
                                + "['BBB','','0.0000','0','10','0','0.00','0.00','is bought','not ranked'],"
                                + "['CCC','2','0.2000','0','0','0','0.00','0.00','correlation AAA','top fifth']]}]"),
                decisions(made.state));
    }

    @Test
    void shouldSayNothingOfRefusalsWhereThereAreNone() {
        Decided made = new Decided(ALONE, 0).name(0, 1, Standing.KEEP, 1).decide();
        assertTrue(
                decisions(made.state)
                        .contains("'items':[{'summary':'2024-02-02: 0 sales, 0 buys, turnover 0.0 % of 100,000.00',"
                                + "'rows':[]}]"),
                decisions(made.state));
    }

    /** Six thousand rows are shown, of which a decision has one for itself. */
    @Test
    void shouldShowAsManyDecisionsAsHaveRoom() {
        Decided made = new Decided(ALONE, 0);
        for (int i = 0; i < 3000; i++) {
            made.close(Decided.DAY)
                    .name(0, 1, Standing.ENTER, 0)
                    .outcome(0, NameOutcome.POSITIONS, 0)
                    .decide();
        }
        assertTrue(
                decisions(made.state).contains("'text':'3000 decisions, the newest first. Each opens to"),
                "all have room");
        made.close(Decided.DAY)
                .name(0, 1, Standing.ENTER, 0)
                .outcome(0, NameOutcome.POSITIONS, 0)
                .decide();
        assertTrue(
                decisions(made.state)
                        .contains("'text':'3001 decisions, the newest first; the last 3000 of them. Each opens to"),
                "the first one has none");
    }

    @Test
    void shouldSayThatNothingWasDecided() {
        String all = sections(List.of(new Decided(ALONE, 0).state), List.of(SESSION));
        assertEquals(
                "'sections':[{'id':'section-0','title':'Decisions','parts':[{'kind':'text','text':'Nothing was"
                        + " decided.','tone':'plain'}]}]}",
                all);
    }

    /** What is invested is told of an account that one portfolio has for itself, if there was a session at all. */
    @Test
    void shouldTellWhatIsInvestedOfAnAccountOfItsOwn() {
        Decided alone = new Decided(ALONE, 0).name(0, 1, Standing.KEEP, 1).decide();
        assertTrue(sections(List.of(alone.state), List.of(SESSION)).contains("{'name':'Invested','values':[25]}"));
        assertFalse(sections(List.of(alone.state), List.of()).contains("Invested"));
        assertTrue(sections(List.of(alone.state), List.of()).contains(": 0.0 % a decision, 0 % a year."));
        Engine both = Decided.engine(
                3,
                "portfolios { one { budget = 0.6, " + Decided.RULES + " }, two { budget = 0.4, " + Decided.RULES
                        + " } }");
        Decided one = new Decided(both, 0).name(0, 1, Standing.KEEP, 1).decide();
        Decided two = new Decided(both, 1).name(0, 1, Standing.KEEP, 1).decide();
        String sections = sections(List.of(one.state, two.state), List.of(SESSION));
        assertFalse(sections.contains("Invested"), sections);
        assertTrue(sections.contains("'title':'one: Turnover'") && sections.contains("'title':'two: Turnover'"));
    }

    /** Nine are held, of which the eight largest are drawn, the largest first; of nothing nothing is a part. */
    @Test
    void shouldDrawTheLargestHoldings() {
        Decided made = new Decided(MANY, 0).money(100);
        for (int id = 0; id < 9; id++) {
            made.hold(id, id + 1, 20);
        }
        for (int id = 0; id < 9; id++) {
            made.name(id, id + 1, Standing.KEEP, 1).outcome(id, NameOutcome.HELD, 0);
        }
        made.decide();
        String sections = sections(List.of(made.state), List.of(SESSION));
        assertTrue(sections.contains("the 8 names that were held most, of 9 that were held at all."), sections);
        assertTrue(sections.contains("'lines':[{'name':'III','values':[18]},{'name':'HHH','values':[16]},"), sections);
        assertTrue(sections.contains("{'name':'BBB','values':[4]}]}"), sections);
        assertTrue(sections.contains("{'name':'Names','values':[9]}"), sections);
        Decided poor = new Decided(ALONE, 0).money(-100).hold(0, 1, 100);
        poor.name(0, 1, Standing.KEEP, 1).outcome(0, NameOutcome.HELD, 0).decide();
        assertTrue(
                sections(List.of(poor.state), List.of(SESSION)).contains("{'name':'Names','values':[0]}"),
                "it is worth nothing");
    }

    /** 25 are listed, those that brought or cost most first; of equals by symbol. */
    @Test
    void shouldListTheNamesThatBroughtMost() {
        Decided made = new Decided(MANY, 0);
        for (int id = 0; id < 26; id++) {
            made.order(id, id + 1, Side.BUY, 1);
        }
        made.decide();
        for (int id = 0; id < 26; id++) {
            made.fill(id + 1, id, Side.BUY, 1, 10, id == 3 ? 7 : id == 5 ? 9 : 1);
        }
        String sections = sections(List.of(made.state), List.of(SESSION));
        assertTrue(
                sections.contains("in percent of the starting equity. The 25 of 26 that brought or cost most."),
                sections);
        assertTrue(sections.contains("'names':['FFF','DDD','AAA','BBB','CCC','EEE',"), sections);
        assertTrue(
                sections.contains("['FFF','','-9.00','-0.0 %','10.00'],['DDD','','-7.00','-0.0 %','10.00'],"),
                sections);
        assertFalse(sections.contains("'ZZZ'"), sections);
        assertFalse(sections.contains("Contribution by sector"), sections);
        Decided few = new Decided(MANY, 0).order(0, 1, Side.BUY, 1).decide().fill(1, 0, Side.BUY, 1, 10, 1);
        assertTrue(
                sections(List.of(few.state), List.of(SESSION)).contains("in percent of the starting equity.','tone'"),
                "all are shown");
    }

    /** Of 100,000 shares for 50,000 are bought, half of which are 25 per cent, and then for 25,000 sold, 12.5 per cent. */
    @Test
    void shouldTellTheTurnoverOfADecisionAndOfAYear() {
        Decided made = new Decided(ALONE, 0)
                .name(0, 1, Standing.ENTER, 0)
                .outcome(0, NameOutcome.BOUGHT, 0)
                .order(0, 1, Side.BUY, 500)
                .decide()
                .fill(1, 0, Side.BUY, 500, 100, 0);
        made.close(Decided.DAY + 3)
                .name(0, 1, Standing.TRIM, 0)
                .order(0, 2, Side.SELL, 250)
                .decide()
                .fill(2, 0, Side.SELL, 250, 100, 0);
        // 37.5 per cent in two of 252 sessions.
        assertEquals(
                "{decisions=2, orders=2, turnover_percent_a_decision=18.75, turnover_percent_a_year=4725.0}",
                PortfolioSheet.values(List.of(made.state), List.of(SESSION, SESSION))
                        .toString());
        assertEquals(
                "{decisions=0, orders=0, turnover_percent_a_decision=0.0, turnover_percent_a_year=0.0}",
                PortfolioSheet.values(List.of(new Decided(ALONE, 0).state), List.of())
                        .toString());
        String sections = sections(List.of(made.state), List.of(SESSION, SESSION));
        assertTrue(
                sections.contains(
                        "Half of what was bought and sold, as a part of the portfolio: 18.8 % a decision, 4725 % a year."),
                sections);
        assertTrue(sections.contains("{'name':'Turnover','values':[25,12.5]}"), sections);
    }
}
