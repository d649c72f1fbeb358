package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that is told of a portfolio of two names of four, by hand. They stay at 100, 50, 20 and 10 and are worth 110, 52, 20.20
 * and 9 from 9 February on. Of 98,000 each gets a quarter: 245 and 490 shares, for 1.225 and 2.45. A week later a quarter of
 * 98 % of 103,426.325 is 230 and 487 shares; the sales of 15 and 3 cost 1 each.
 */
class PortfolioTaleTest {
    private static final String[][] NAMES = {
        {"AAA", "100", "110"}, {"BBB", "50", "52"}, {"CCC", "20", "20.2"}, {"DDD", "10", "9"}
    };

    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void name() {
        journal = folder.resolve("out/journal");
    }

    @Test
    void shouldTellWhatWasDecidedOrderedAndExecuted() throws IOException {
        run(write("2024-02-20"));
        assertEquals(
                List.of(
                        "date,equity,cash,ranked,sales,sold,buys,bought,refused,turnover_percent,commission",
                        "2024-02-02,100000.00,100000.00,4,0,0.00,2,49000.00,2,24.5000,3.675",
                        "2024-02-09,103426.325,50996.325,4,2,1806.00,0,0.00,2,0.8731,2.00",
                        "2024-02-16,103424.325,52800.325,4,0,0.00,0,0.00,2,0.0000,0.00"),
                lines("rebalances.csv"));
        assertEquals(
                List.of(
                        "date,symbol,side,shares,price,commission,reason",
                        "2024-02-05,AAA,BUY,245,100.00,1.225,top fifth",
                        "2024-02-05,BBB,BUY,490,50.00,2.45,top fifth",
                        "2024-02-12,AAA,SELL,15,110.00,1.00,top fifth",
                        "2024-02-12,BBB,SELL,3,52.00,1.00,top fifth"),
                lines("executions.csv"));
        List<String> rankings = lines("rankings.csv");
        assertEquals(13, rankings.size());
        assertEquals(
                List.of(
                        "2024-02-09,AAA,1,0.1,held,1,top fifth",
                        "2024-02-09,BBB,2,0.04,held,1,top fifth",
                        "2024-02-09,CCC,3,0.01,candidate,1,top fifth",
                        "2024-02-09,DDD,4,-0.1,candidate,1,top fifth"),
                rankings.subList(5, 9));
        List<String> refused = new ArrayList<>(List.of("date,symbol,limit"));
        for (String day : List.of("2024-02-02", "2024-02-09", "2024-02-16")) {
            refused.add(day + ",CCC,positions");
            refused.add(day + ",DDD,positions");
        }
        assertEquals(refused, lines("refused.csv"));
        assertEquals(List.of("date,symbol,shares,reason,decided"), lines("cancelled.csv"));
        List<String> trades = lines("trades.csv");
        assertEquals(3, trades.size());
        assertTrue(
                trades.get(1)
                        .startsWith("AAA,BUY,245,,2024-02-05T09:30:00-05:00,100.00,2024-02-20T16:00:00-05:00,"
                                + "2024-02-20T16:00:00-05:00,110.00,END_OF_DATA,2.225,2447.775,,103424.325,"),
                trades.get(1));
        assertTrue(
                trades.get(2).contains(",50.00,") && trades.get(2).contains(",END_OF_DATA,3.45,976.55,,103424.325,"));
        List<String> equity = lines("equity.csv");
        assertTrue(equity.contains("2024-02-05,99996.325,50996.325,49000.00,100000.00,1"), equity.toString());
        assertTrue(equity.contains("2024-02-09,103426.325,50996.325,52430.00,101250.00,1"), equity.toString());
        assertEquals("2024-02-20,103424.325,52800.325,50624.00,101250.00,1", equity.get(equity.size() - 1));
        String page = Files.readString(folder.resolve("out/report.html"));
        assertTrue(page.contains("3 decisions, the newest first. Each opens to"), page);
        int newest = page.indexOf("2024-02-16: 0 sales, 0 buys, 2 refused, turnover 0.0 % of 103,424.33");
        int second = page.indexOf("2024-02-09: 2 sales, 0 buys, 2 refused, turnover 0.9 % of 103,426.33");
        int first = page.indexOf("2024-02-02: 0 sales, 2 buys, 2 refused, turnover 24.5 % of 100,000.00");
        assertTrue(newest > 0 && newest < second && second < first, newest + " " + second + " " + first);
        Map<?, ?> told =
                (Map<?, ?>) ((Map<?, ?>) Json.read("summary", Files.readString(folder.resolve("out/summary.json"))))
                        .get("portfolio");
        // Half of 49,000 and of 1,806 are traded of what there is.
        double turnover = 24.5 + 90_300 / 103_426.325;
        assertEquals("3 4", join(told, "decisions", "orders"));
        assertEquals(
                turnover / 3,
                Double.parseDouble(told.get("turnover_percent_a_decision").toString()),
                1e-9);
        assertEquals(
                turnover * 252 / (equity.size() - 1),
                Double.parseDouble(told.get("turnover_percent_a_year").toString()),
                1e-9);
        CommandLine.Outcome other =
                CommandLine.run(new PortfolioCommand(), "status", "--journal", journal, "--portfolio", "other");
        assertEquals(2, other.code());
        assertEquals("ringside portfolio status: --portfolio other: the journal's is momentum\n", other.err());
        tellByCommand();
        tellAsJson();
        explain();
        sync();
    }

    private void tellByCommand() {
        assertEquals("""
                momentum: 2024-02-20, equity 103,424.33, cash 52,800.33, last decision 2024-02-16
                name        shares        cost       price           value  weight     open result  brought in all
                AAA            230      100.00      110.00       25,300.00  24.5 %        2,300.00        2,447.78
                BBB            487       50.00       52.00       25,324.00  24.5 %          974.00          976.55
                """, portfolio("status"));
        assertEquals("""
                decided             equity  ranked  sales            sold  buys          bought  refused  turnover
                2024-02-02      100,000.00       4      0            0.00     2       49,000.00        2    24.5 %
                2024-02-09      103,426.33       4      2        1,806.00     0            0.00        2     0.9 %
                2024-02-16      103,424.33       4      0            0.00     0            0.00        2     0.0 %
                3 decisions; next due 2024-02-23
                """, portfolio("history"));
        assertEquals("""
                close of 2024-02-16, equity 103,424.33, 4 ranked, 0 sales, 0 buys
                rank  name          score      held   ordered  executed  what, why
                   1  AAA        0.100000       230         0         0  stays as it is; top fifth
                   2  BBB        0.040000       487         0         0  stays as it is; top fifth
                   3  CCC        0.010000         0         0         0  positions; top fifth
                   4  DDD       -0.100000         0         0         0  positions; top fifth
                """, portfolio("targets"));
    }

    private void tellAsJson() {
        Map<?, ?> status = (Map<?, ?>) Json.read("status", portfolio("status", "--json"));
        assertEquals(
                "momentum 2024-02-20 103424.32500000 52800.32500000 2024-02-16",
                join(status, "strategy", "date", "equity", "cash", "last_decision"));
        Map<?, ?> holding = (Map<?, ?>) ((List<?>) status.get("holdings")).get(0);
        assertEquals(
                "AAA 230 100.00000000 110.00000000 25300.00000000 2300.00000000 2447.77500000",
                join(holding, "symbol", "shares", "average_cost", "price", "value", "open_result", "contribution"));
        assertEquals(
                25_300 / 1034.24325, Double.parseDouble(holding.get("weight").toString()), 1e-9);
        Map<?, ?> targets = (Map<?, ?>) Json.read("targets", portfolio("targets", "--json"));
        assertEquals("2024-02-16", targets.get("date"));
        List<?> names = (List<?>) targets.get("names");
        assertEquals(4, names.size());
        assertEquals(
                "AAA 1 0.1 230 0 0 stays as it is top fifth",
                join(
                        (Map<?, ?>) names.get(0),
                        "symbol",
                        "rank",
                        "score",
                        "held",
                        "ordered",
                        "executed",
                        "outcome",
                        "why"));
        Map<?, ?> history = (Map<?, ?>) Json.read("history", portfolio("history", "--json"));
        assertEquals("2024-02-23", history.get("next_due"));
        Map<?, ?> second = (Map<?, ?>) ((List<?>) history.get("decisions")).get(1);
        assertEquals(
                "2024-02-09 103426.32500000 4 2 1806.00000000 0 0.00000000 2",
                join(second, "date", "equity", "ranked", "sales", "sold", "buys", "bought", "refused"));
        assertEquals(
                90_300 / 103_426.325,
                Double.parseDouble(second.get("turnover_percent").toString()),
                1e-9);
    }

    private void explain() throws IOException {
        String head =
                "momentum, decided at the close of 2024-02-09: 4 names ranked, equity 103,426.33, cash 50,996.33\n";
        String said =
                "  the strategy said  top fifth: it may be bought, a holding may be added to, a holding may be trimmed\n";
        String aaa = head + """
                AAA
                  ranking            rank 1 of 4, score 0.100000
                """ + said + """
                  held               245 shares at 110.00, 26.1 % of the portfolio
                  verdict            it is trimmed
                  order              sell 15 in the next opening auction
                  executed           15 shares for 1,650.00, cost 1.00
                """;
        assertEquals(aaa, explained(0, "--at", "2024-02-15", "--instrument", "AAA"));
        assertEquals(head + """
                        DDD
                          ranking            rank 4 of 4, score -0.100000
                        """ + said + """
                          held               0 shares at 9.00, 0.0 % of the portfolio
                          verdict            not bought: as many names as portfolio.positions-max allows are held
                        """, explained(0, "--at", "2024-02-09", "--instrument", "DDD"));
        assertEquals(head + """
                          AAA: rank 1, top fifth; it is trimmed
                          BBB: rank 2, top fifth; it is trimmed
                          CCC: rank 3, top fifth; not bought: as many names as portfolio.positions-max allows are held
                          DDD: rank 4, top fifth; not bought: as many names as portfolio.positions-max allows are held
                        """, explained(0, "--at", "2024-02-12 10:00"));
        String order = lines("trades.csv").get(1).replaceAll(".*(R2024\\d+-\\d+-\\d+).*", "$1");
        assertEquals("""
                momentum, decided at the close of 2024-02-02: 4 names ranked, equity 100,000.00, cash 100,000.00
                AAA
                  ranking            rank 1 of 4, score 0.000000
                """ + said + """
                          held               0 shares at 100.00, 0.0 % of the portfolio
                          verdict            it is bought
                          order              buy 245 in the next opening auction
                          executed           245 shares for 24,500.00, cost 1.23
                        """, explained(0, "--order", order));
        assertEquals(
                "ringside explain: --at 2024-02-01: no decision was made until then, the first one 2024-02-02\n",
                explained(2, "--at", "2024-02-01"));
        assertEquals(
                "ringside explain: --instrument ZZZ: is not among the names of the journal\n",
                explained(2, "--at", "2024-02-15", "--instrument", "ZZZ"));
        String none = order.replaceAll("-\\d+$", "-9");
        assertEquals(
                "ringside explain: --order " + none + ": no such order in " + journal
                        + ", see ringside tail --type fill\n",
                explained(2, "--order", none));
    }

    private void sync() throws IOException {
        Path broker =
                Files.writeString(folder.resolve("broker.csv"), "symbol,shares\nAAA,230\nBBB,487\nCASH,52800.33\n");
        CommandLine.Outcome same = sync(broker);
        assertEquals(0, same.code());
        assertEquals("cash: the portfolio counts 52,800.33, the broker has 52,800.33\n2 names, the same\n", same.out());
        Files.writeString(broker, "symbol,shares\nAAA,231\nBBB,486\nCCC,7\nCASH,1\n");
        CommandLine.Outcome other = sync(broker);
        assertEquals(1, other.code());
        assertEquals("""
                AAA: the portfolio holds 230, the broker 231; the rest is yours, the portfolio does not sell it
                BBB: the portfolio holds 487, the broker 486; find out who sold
                CCC: the portfolio holds 0, the broker 7; the rest is yours, the portfolio does not sell it
                cash: the portfolio counts 52,800.33, the broker has 1.00
                3 names differ
                """, other.out());
    }

    private CommandLine.Outcome sync(Path broker) {
        return CommandLine.run(new PortfolioCommand(), "sync", "--journal", journal, "--holdings", broker);
    }

    /**
     * On the 14th three of BBB become one: 487 are 162 and a third, which is paid at 156. On the 15th AAA is gone for 111 a share:
     * 15 were sold at 110.
     */
    @Test
    void shouldTellOnWhatHappensToHolders() throws IOException {
        Path actions = Files.writeString(
                folder.resolve("actions.csv"),
                "symbol,ex_date,ratio,delisting,dividend\nBBB,2024-02-14,1/3,,\nAAA,2024-02-15,,111,\nBBB,2024-02-13,,,0.5\n");
        run(write("2024-02-15"), "--actions", actions);
        List<String> trades = lines("trades.csv");
        assertEquals(3, trades.size());
        assertTrue(
                trades.get(1)
                        .startsWith("AAA,BUY,245,,2024-02-05T09:30:00-05:00,100.00,2024-02-15T09:30:00-05:00,"
                                + "2024-02-15T09:30:00-05:00,110.93877551,DELISTING,2.225,2677.775,"),
                trades.get(1));
        // 156 for 3, 52 for a third of a share and 25,272 for the rest, less 24,500; 490 shares are 163 of now.
        assertTrue(trades.get(2).startsWith("BBB,BUY,163,"), trades.get(2));
        assertTrue(trades.get(2).contains(",156.3190184,END_OF_DATA,3.45,976.55,"), trades.get(2));
        List<String> equity = lines("equity.csv");
        // 487 times 0.50 is 243.50; 230 times 111 is 25,530.
        int at = equity.size() - 3;
        assertTrue(equity.get(at).startsWith("2024-02-13,103667.825,53043.825,50624.00,"), equity.get(at));
        assertTrue(equity.get(at + 1).startsWith("2024-02-14,103667.825,53095.825,50572.00,"), equity.get(at + 1));
        assertTrue(equity.get(at + 2).startsWith("2024-02-15,103897.825,78625.825,25272.00,"), equity.get(at + 2));
        assertEquals("""
                momentum: 2024-02-15, equity 103,897.83, cash 78,625.83, last decision 2024-02-09
                name        shares        cost       price           value  weight     open result  brought in all
                BBB            162      150.31      156.00       25,272.00  24.3 %          922.00        1,220.05
                """, portfolio("status"));
    }

    private String sections() throws IOException {
        String page = Files.readString(folder.resolve("out/report.html"));
        int from = page.indexOf("\"sections\":[");
        return page.substring(from, page.indexOf("</script>", from)).replace('"', '\'');
    }

    /**
     * All that the sheet says of the portfolio: 26,950 of 103,426.33 are 26.057196 %, 49,000 of 99,996.33 are 49.001801 %, and so
     * on; 24,500 and 1,650 of AAA were bought and sold.
     */
    @Test
    void shouldDrawWhatEachNameBroughtAndEachDecision() throws IOException {
        run(write("2024-02-20"));
        assertEquals(
                "'sections':[{'id':'section-0','title':'Holdings over time','parts':[{'kind':'text',"
                        + "'text':'Percent of the portfolio at each decision,"
                        + " before its orders: the 2 names that were held most, of 2 that were held at all.','tone':'plain'},"
                        + "{'kind':'lines','day':[19755,19762,19769],'lines':[{'name':'AAA','values':[0,26.057196,24.46233]},"
                        + "{'name':'BBB','values':[0,24.635894,24.485536]}]},"
                        + "{'kind':'text','text':'Names held at each decision,"
                        + " and percent of the equity in positions at each close.','tone':'plain'},"
                        + "{'kind':'lines','day':[19755,19762,19769],'lines':[{'name':'Names','values':[0,2,2]}]},"
                        + "{'kind':'lines','day':[19724,19725,19726,19727,19730,19731,19732,19733,19734,19738,19739,19740,"
                        + "19741,19744,19745,19746,19747,19748,19751,19752,19753,19754,19755,19758,19759,19760,19761,19762,"
                        + "19765,19766,19767,19768,19769,19773],'lines':[{'name':'Invested','values':[0,0,0,0,0,0,0,0,0,0,0,0,"
                        + "0,0,0,0,0,0,0,0,0,0,0,49.001801,49.001801,49.001801,49.001801,50.69309,48.947866,48.947866,"
                        + "48.947866,48.947866,48.947866,48.947866]}]}]},"
                        + "{'id':'section-1','title':'Turnover','parts':[{'kind':'text',"
                        + "'text':'Half of what was bought and sold, as a part of the portfolio: 8.5 % a decision,"
                        + " 188 % a year.','tone':'plain'},"
                        + "{'kind':'lines','day':[19755,19762,19769],'lines':[{'name':'Turnover','values':[24.5,0.87308526,"
                        + "0]}]}]},"
                        + "{'id':'section-2','title':'Contribution by name','parts':[{'kind':'text',"
                        + "'text':'What a name brought: sales, dividends and what is held at the end,"
                        + " less purchases and commissions, in percent of the starting equity.','tone':'plain'},"
                        + "{'kind':'bars','names':['AAA','BBB'],'values':[2.447775,0.97655],'words':['2,447.78','976.55']},"
                        + "{'kind':'table','headers':['Name','Sector','Brought','Of the start','Bought and sold'],"
                        + "'rows':[['AAA','','2,447.78','2.4 %','26,150.00'],['BBB','','976.55','1.0 %','24,656.00']],"
                        + "'marked':-2}]},"
                        + "{'id':'section-3','title':'Decisions','parts':[{'kind':'text','text':'3 decisions,"
                        + " the newest first. Each opens to what was held, ordered or refused,"
                        + " and why; ringside explain JOURNAL --at DAY --instrument NAME tells of any name.','tone':'plain'},"
                        + "{'kind':'details','headers':['Name','Rank','Score','Held','Ordered','Executed','Price','Cost',"
                        + "'What','Why'],'items':[{'summary':'2024-02-16: 0 sales, 0 buys, 2 refused, turnover 0.0 % of 103,"
                        + "424.33','rows':[['AAA','1','0.1000','230','0','0','110.00','0.00','stays as it is','top fifth'],"
                        + "['BBB','2','0.0400','487','0','0','52.00','0.00','stays as it is','top fifth'],['CCC','3','0.0100',"
                        + "'0','0','0','20.20','0.00','positions','top fifth'],['DDD','4','-0.1000','0','0','0','9.00','0.00',"
                        + "'positions','top fifth']]},"
                        + "{'summary':'2024-02-09: 2 sales, 0 buys, 2 refused, turnover 0.9 % of 103,426.33','rows':[['AAA',"
                        + "'1','0.1000','245','-15','15','110.00','1.00','is trimmed','top fifth'],['BBB','2','0.0400','490',"
                        + "'-3','3','52.00','1.00','is trimmed','top fifth'],['CCC','3','0.0100','0','0','0','20.20','0.00',"
                        + "'positions','top fifth'],['DDD','4','-0.1000','0','0','0','9.00','0.00','positions','top fifth']]},"
                        + "{'summary':'2024-02-02: 0 sales, 2 buys, 2 refused, turnover 24.5 % of 100,000.00','rows':[['AAA',"
                        + "'1','0.0000','0','245','245','100.00','1.23','is bought','top fifth'],['BBB','2','0.0000','0','490',"
                        + "'490','50.00','2.45','is bought','top fifth'],['CCC','3','0.0000','0','0','0','20.00','0.00',"
                        + "'positions','top fifth'],['DDD','4','0.0000','0','0','0','10.00','0.00','positions',"
                        + "'top fifth']]}]}]}]}",
                sections());
    }

    /** Names without a sector are told together. */
    @Test
    void shouldDrawWhatEachSectorBrought() throws IOException {
        Path universe =
                Files.writeString(folder.resolve("universe.csv"), "symbol,sector\nAAA,Tech\nBBB,\nCCC,Tech\nDDD,\n");
        run(write("2024-02-20"), "--universe", universe);
        String sections = sections();
        assertTrue(
                sections.contains("'rows':[['AAA','Tech','2,447.78','2.4 %','26,150.00'],['BBB','','976.55','1.0 %',"
                        + "'24,656.00']]"),
                sections);
        assertTrue(
                sections.contains("{'id':'section-3','title':'Contribution by sector','parts':[{'kind':'bars',"
                        + "'names':['Tech','unknown'],'values':[2.447775,0.97655],'words':['2,447.78','976.55']}]}"),
                sections);
    }

    private CommandLine.Outcome wouldBe(Object command, Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--bars",
                folder.resolve("bars.csv"),
                "--equity",
                "100000"));
        for (String set : List.of("lookback-months=1", "skip-months=0", "positions-max=2", "cash-buffer=0.02")) {
            line.addAll(List.of("--set", "portfolio." + set));
        }
        line.addAll(List.of(more));
        return CommandLine.run(command, line.toArray());
    }

    private String told(int code, Object command, Object... more) {
        CommandLine.Outcome outcome = wouldBe(command, more);
        assertEquals(code, outcome.code(), outcome.err());
        return outcome.out().replace(folder.toString(), "@") + outcome.err().replace(folder.toString(), "@");
    }

    /** Scores 0.1, 0.04, 0.01 and -0.1: the median is between the middle two, the deviation that of a sample. */
    @Test
    void shouldRankWhatIsKnownAtAClose() throws IOException {
        write("2024-02-20");
        String head = """
                momentum: 2024-02-09, 4 of 4 names ranked

                rank  name          score  advice       close  why
                """;
        String scores = """

                scores: count 4, mean 0.012500, median 0.025000, std 0.083815, min -0.100000, max 0.100000, p80 0.064000, p20 -0.034000
                """;
        String aaa = "   1  AAA        0.100000  buy         110.00  top fifth\n";
        String ddd = "   4  DDD       -0.100000  buy           9.00  top fifth\n";
        assertEquals(
                head + aaa + "   2  BBB        0.040000  buy          52.00  top fifth\n"
                        + "   3  CCC        0.010000  buy          20.20  top fifth\n" + ddd + scores,
                told(0, new RankCommand(), "--date", "2024-02-09"));
        assertEquals(
                head + aaa + ddd + scores, told(0, new RankCommand(), "--date", "2024-02-09", "--names", "DDD,AAA"));
        assertEquals("""
                date,symbol,rank,score,advice,why,close
                2024-02-09,AAA,1,0.1,buy,top fifth,110.00
                2024-02-09,BBB,2,0.04,buy,top fifth,52.00
                2024-02-09,CCC,3,0.01,buy,top fifth,20.20
                2024-02-09,DDD,4,-0.1,buy,top fifth,9.00
                """, told(0, new RankCommand(), "--date", "2024-02-09", "--csv"));
        Map<?, ?> json = (Map<?, ?>)
                Json.read("rank", told(0, new RankCommand(), "--date", "2024-02-09", "--json", "--names", "BBB"));
        assertEquals(
                "[date, strategy, statistics, no_bar, short_history, names]",
                json.keySet().toString());
        assertEquals(
                "[{symbol=BBB, rank=2, score=0.04, advice=buy, why=top fifth, close=52.00}]",
                json.get("names").toString());
        assertEquals("2024-02-09 momentum [] {}", join(json, "date", "strategy", "no_bar", "short_history"));
        assertEquals(
                "ringside rank: --names ZZZ: is not among the names; correct it, or add it to the universe\n",
                told(2, new RankCommand(), "--date", "2024-02-09", "--names", "AAA,ZZZ"));
        // The last day that there is, if none is given.
        assertTrue(told(0, new RankCommand()).startsWith("momentum: 2024-02-20, 4 of 4 names ranked\n"));
    }

    @Test
    void shouldOrderWhatWouldBeOrdered() throws IOException {
        run(write("2024-02-20"));
        Path held = Files.writeString(folder.resolve("held.csv"), "AAA,245\nBBB,490\nCASH,50996.325\n");
        String refused = """

                not bought: CCC, limit positions: rank 3, top fifth
                not bought: DDD, limit positions: rank 4, top fifth

                """;
        assertEquals(
                """
                momentum: close of 2024-02-09, orders for the opening of 2024-02-12, dry run: nothing is sent
                holdings of @/held.csv: equity 103,426.33, cash 50,996.33

                SELL AAA             15 at      110.00        1,650.00  cost     1.00   26.1 % ->  24.5 %  is trimmed: rank 1, top fifth
                SELL BBB              3 at       52.00          156.00  cost     1.00   24.6 % ->  24.5 %  is trimmed: rank 2, top fifth
                """ + refused
                        + "2 sales 1,806.00, 0 buys 0.00, turnover 0.9 %, costs 2.00, cash left 52,800.33 of 103,424.33\n",
                told(0, new RebalanceCommand(), "--date", "2024-02-09", "--holdings", held));
        assertEquals(
                """
                momentum: close of 2024-02-02, orders for the opening of 2024-02-05, dry run: nothing is sent
                holdings of cash alone: equity 100,000.00, cash 100,000.00

                BUY  AAA            245 at      100.00       24,500.00  cost     1.23    0.0 % ->  24.5 %  is bought: rank 1, top fifth
                BUY  BBB            490 at       50.00       24,500.00  cost     2.45    0.0 % ->  24.5 %  is bought: rank 2, top fifth
                """ + refused
                        + "0 sales 0.00, 2 buys 49,000.00, turnover 24.5 %, costs 3.68, cash left 50,996.33 of 99,996.33\n",
                told(0, new RebalanceCommand(), "--date", "2024-02-02"));
        String notDue =
                "momentum: no decision is due on 2024-02-20, the next one on 2024-02-23; --force decides all the same\n";
        assertEquals(notDue, told(1, new RebalanceCommand(), "--date", "2024-02-20", "--journal", journal));
        assertEquals(
                "momentum: close of 2024-02-20, orders for the opening of 2024-02-21, dry run: nothing is sent\nforced: "
                        + notDue + "holdings of @/out/journal: equity 103,424.33, cash 52,800.33\n\nno orders\n"
                        + refused
                        + "0 sales 0.00, 0 buys 0.00, turnover 0.0 %, costs 0.00, cash left 52,800.33 of 103,424.33\n",
                told(0, new RebalanceCommand(), "--date", "2024-02-20", "--journal", journal, "--force"));
        assertEquals(
                "momentum: was decided at the close of 2024-02-16; --force decides again\n",
                told(1, new RebalanceCommand(), "--date", "2024-02-16", "--journal", journal));
        assertEquals(
                "momentum: the data end at 2024-02-20, and there were sessions since; run ringside data update, or give"
                        + " --date or --force\n",
                told(1, new RebalanceCommand()));
        assertEquals(
                "ringside rebalance: --holdings and --journal: give one of them\n",
                told(2, new RebalanceCommand(), "--journal", journal, "--holdings", held));
        assertEquals(
                "ringside rebalance: --live is a command to the daemon; give it to ./ringside, which asks the daemon\n",
                told(2, new RebalanceCommand(), "--live"));
    }

    /** Worth 15,120: a quarter of 98 % is 71 of BBB, 183 of CCC and 411 of DDD. Sales come first. */
    @Test
    void shouldSellBeforeItBuys() throws IOException {
        write("2024-02-20");
        Path held = Files.writeString(folder.resolve("held.csv"), "DDD,300\nCCC,100\nBBB,200\nCASH,0\n");
        assertEquals("""
                momentum: close of 2024-02-09, orders for the opening of 2024-02-12, dry run: nothing is sent
                holdings of @/held.csv: equity 15,120.00, cash 0.00

                SELL BBB            129 at       52.00        6,708.00  cost     1.00   68.8 % ->  24.4 %  is trimmed: rank 2, top fifth
                BUY  CCC             83 at       20.20        1,676.60  cost     1.00   13.4 % ->  24.5 %  is added to: rank 3, top fifth
                BUY  DDD            111 at        9.00          999.00  cost     1.00   17.9 % ->  24.5 %  is added to: rank 4, top fifth

                not bought: AAA, limit positions: rank 1, top fifth

                1 sales 6,708.00, 2 buys 2,675.60, turnover 31.0 %, costs 3.00, cash left 4,029.40 of 15,117.00
                """, told(0, new RebalanceCommand(), "--date", "2024-02-09", "--holdings", held));
    }

    /** The whole JSON, key by key. */
    @Test
    void shouldOrderTheKeysOfJson() throws IOException {
        run(write("2024-02-20"));
        String json = told(0, new RebalanceCommand(), "--date", "2024-02-02", "--json");
        assertEquals("""
                {
                  "strategy": "momentum",
                  "date": "2024-02-02",
                  "for_opening_of": "2024-02-05",
                  "holdings": "cash alone",
                  "dry_run": true,
                  "equity": 100000.00000000,
                  "cash": 100000.00000000,
                  "cash_left": 50996.32500000,
                  "turnover_percent": 24.5,
                  "no_bar": [],
                  "short_history": {},
                """, json.substring(0, json.indexOf("  \"orders\"")));
        Map<?, ?> values = (Map<?, ?>) Json.read("rebalance", json);
        Map<?, ?> order = (Map<?, ?>) ((List<?>) values.get("orders")).get(0);
        assertEquals(
                "[side, symbol, shares, paid, price, commission, weight_before, weight_after, outcome, rank, why]",
                order.keySet().toString());
        assertEquals(
                "BUY AAA 245 245 100.00000000 1.22500000 0 is bought 1 top fifth",
                join(
                        order,
                        "side",
                        "symbol",
                        "shares",
                        "paid",
                        "price",
                        "commission",
                        "weight_before",
                        "outcome",
                        "rank",
                        "why"));
        assertEquals(
                24_500 / 999.96325, Double.parseDouble(order.get("weight_after").toString()), 1e-9);
        assertTrue(json.endsWith("""
                  "refused": [{"symbol":"CCC","limit":"positions"}, {"symbol":"DDD","limit":"positions"}]
                }
                """), json);
        assertTrue(portfolio("targets", "--json").startsWith("{\n  \"date\": \"2024-02-16\",\n  \"names\": ["));
    }

    private void run(Path bars, Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--bars",
                bars,
                "--out",
                folder.resolve("out"),
                "--equity",
                "100000"));
        for (String set : List.of("lookback-months=1", "skip-months=0", "positions-max=2", "cash-buffer=0.02")) {
            line.addAll(List.of("--set", "portfolio." + set));
        }
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
    }

    private Path write(String to) throws IOException {
        StringBuilder text = new StringBuilder("date,symbol,open,high,low,close\n");
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        boolean acts = to.equals("2024-02-15");
        for (int day = day("2024-01-02"); day <= day(to); day = calendar.nextTradingDay(day)) {
            for (String[] name : NAMES) {
                String price = day < day("2024-02-09") ? name[1] : name[2];
                if (acts && day >= day("2024-02-14") && name[0].equals("BBB")) {
                    price = "156";
                }
                if (!acts || day < day("2024-02-15") || !name[0].equals("AAA")) {
                    text.append(LocalDate.ofEpochDay(day)).append(',').append(name[0]);
                    text.append(("," + price).repeat(4)).append('\n');
                }
            }
        }
        return Files.writeString(folder.resolve("bars.csv"), text);
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file));
    }

    private String portfolio(String command, String... more) {
        List<Object> line = new ArrayList<>(List.of(command, "--journal", journal));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new PortfolioCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private String explained(int code, String... options) {
        List<Object> line = new ArrayList<>(List.of(options));
        line.add(journal);
        CommandLine.Outcome outcome = CommandLine.run(new ExplainCommand(), line.toArray());
        assertEquals(code, outcome.code(), outcome.err());
        return code == 0 ? outcome.out() : outcome.err();
    }

    private static String join(Map<?, ?> values, String... keys) {
        StringBuilder text = new StringBuilder();
        for (String key : keys) {
            Object value = values.get(key);
            text.append(text.isEmpty() ? "" : " ")
                    .append(value instanceof BigDecimal number ? number.toPlainString() : value);
        }
        return text.toString();
    }
}
