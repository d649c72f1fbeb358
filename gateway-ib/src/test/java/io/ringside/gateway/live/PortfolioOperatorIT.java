package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator and missing data do to a portfolio, and to a plan that has left in part. */
class PortfolioOperatorIT {
    private static final int HISTORY = PortfolioDaysIT.HISTORY;
    /** A Monday. */
    private static final int FIRST = PortfolioDays.day("2023-11-13");

    private static final int SECOND = PortfolioDays.day("2023-11-14");
    private static final int THIRD = PortfolioDays.day("2023-11-15");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void invent() {
        PortfolioDays.invent(shared.resolve("store"), PortfolioDaysIT.NAMES, HISTORY, THIRD, 7);
    }

    private PortfolioDays days(String... sets) throws IOException {
        return days(shared.resolve("store"), PortfolioDaysIT.momentum(sets));
    }

    private PortfolioDays days(Path store, Config config) throws IOException {
        return new PortfolioDays(folder.resolve("live"), store, shared.resolve("store"), config, FIRST, THIRD, 1);
    }

    private static List<String> ofDay(PortfolioDays days, String day) {
        return days.fills().stream().filter(line -> line.startsWith(day)).toList();
    }

    /** What was said of names in a day's journal, by outcome. */
    private static Map<NameOutcome, List<Integer>> said(PortfolioDays days, int day) {
        Map<NameOutcome, List<Integer>> said = new TreeMap<>();
        LiveBench.replay(days.journal(day), event -> {
            for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
                said.computeIfAbsent(NameOutcome.ofCode(event.verdicts[i].outcome), key -> new ArrayList<>())
                        .add((int) event.verdicts[i].stopE8);
            }
        });
        return said;
    }

    // ---- rebalance --live -----------------------------------------------------------------------------------------

    @Test
    void shouldDecideAtOnceWhenAnOperatorForcesIt() throws IOException {
        List<String> answers = new ArrayList<>();
        List<Long> records = new ArrayList<>();
        PortfolioDays days = days("portfolio.schedule=month-end", "portfolio.proceeds=cash");
        days.at(SECOND, 11, 0, one -> answers.add(one.today().refusal(Operator.REBALANCE, "")));
        days.at(SECOND, 11, 5, one -> {
            answers.add(one.today().refusal(Operator.REBALANCE, "--force a try"));
            records.add(one.today().command(Operator.REBALANCE, "--force a try"));
        });
        // A try so shortly before the open would come too late.
        days.at(THIRD, 9, 28, one -> answers.add(one.today().refusal(Operator.REBALANCE, "--force")));
        days.run();
        assertTrue(
                answers.get(0).startsWith("no decision is due at the close of 2023-11-13, the next one at that of"),
                answers.get(0));
        assertNull(answers.get(1));
        assertTrue(answers.get(2).startsWith("too late for the opening auction"), answers.get(2));
        List<String> bought = ofDay(days, "2023-11-14");
        assertEquals(8, bought.size(), () -> String.join("\n", bought));
        assertEquals(8, days.shares().size());
        List<EngineEvent> caused = new ArrayList<>();
        LiveBench.replay(days.journal(SECOND), event -> {
            if (event.sequence == records.get(0)) {
                assertEquals("--force a try", event.textAsString());
                assertEquals(32, event.standingCount);
                caused.add(event);
            }
        });
        assertEquals(1, caused.size());
    }

    // ---- halt, flatten, close, kill -------------------------------------------------------------------------------

    @Test
    void shouldSendNoBuysWhoseTurnComesWhenTradingIsHalted() throws IOException {
        PortfolioDays days = days();
        days.at(SECOND, 20, 0, one -> one.today().command(Operator.HALT, "to be looked at"));
        days.run();
        List<String> third = ofDay(days, "2023-11-15");
        assertFalse(third.isEmpty());
        // What was to be left is left; its money stays in cash.
        assertTrue(third.stream().allMatch(line -> line.contains(" SELL ")), () -> String.join("\n", third));
        List<Integer> dropped = said(days, THIRD).get(NameOutcome.DROPPED);
        assertEquals(new TreeSet<>(List.of((int) Outcome.HALTED.code())), new TreeSet<>(dropped));
    }

    @Test
    void shouldLeaveAllHoldingsAndDropThePlanWhenFlattened() throws IOException {
        PortfolioDays days = days();
        days.at(SECOND, 20, 0, one -> one.today().command(Operator.FLATTEN, "enough"));
        days.run();
        assertEquals(Map.of(), days.shares());
        List<String> third = ofDay(days, "2023-11-15");
        // Each holding, some of them in two orders: a sale of the plan was working, and the rest follows it.
        assertTrue(
                third.size() >= 8 && third.stream().allMatch(line -> line.contains(" SELL ")),
                () -> String.join("\n", third));
        assertFalse(said(days, SECOND).get(NameOutcome.DROPPED).isEmpty());
    }

    @Test
    void shouldLeaveOneNameWhenItIsClosed() throws IOException {
        List<String> closed = new ArrayList<>();
        PortfolioDays days = days("portfolio.schedule=weekly");
        days.at(SECOND, 12, 0, one -> {
            String symbol = one.shares().keySet().iterator().next();
            closed.add(symbol);
            one.today().command(Operator.CLOSE, symbol);
        });
        days.run();
        assertEquals(7, days.shares().size());
        assertFalse(days.shares().containsKey(closed.get(0)));
    }

    @Test
    void shouldTakeBuysBackAndSendNothingBeforeItIsUnlatchedWhenKilled() throws IOException {
        PortfolioDays days = days("portfolio.proceeds=cash");
        // The first buys work for the next open.
        days.at(FIRST, 20, 0, one -> {
            one.today().stopEntries();
            one.today().command(Operator.KILL, "enough");
        });
        days.at(SECOND, 15, 0, one -> assertEquals(Map.of(), one.shares()));
        List<String> refused = new ArrayList<>();
        days.at(SECOND, 20, 0, one -> {
            refused.add(one.today().refusal(Operator.REBALANCE, "--force"));
            one.today().command(Operator.UNLATCH, "looked at");
            one.today().command(Operator.RESUME, "looked at");
        });
        days.run();
        // What was decided while it was latched is not sent afterwards.
        assertEquals(List.of(), days.fills());
        assertEquals(List.of("trading is latched; ringside unlatch first"), refused);
        assertEquals(8, said(days, SECOND).get(NameOutcome.REFUSED).size());
        // The next decision is whole again.
        assertEquals(8, said(days, THIRD).get(NameOutcome.BOUGHT).size());
    }

    // ---- adopt ----------------------------------------------------------------------------------------------------

    /**
     * A holding has gone and left no money: what the next decision is sized by is the cash that the account has, and before the
     * account has told it, there is none. A death in between changes nothing.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSizeByTheAccountsCashWhenAHoldingHasVanished(boolean dies) throws IOException {
        List<String> answers = new ArrayList<>();
        PortfolioDays days = days("risk.equity=account", "portfolio.proceeds=cash");
        days.at(SECOND, 11, 0, one -> {
            String symbol = one.shares().keySet().iterator().next();
            answers.add(symbol);
            one.workstation().hand().deliver(symbol, -one.workstation().shares(symbol));
        });
        days.at(SECOND, 11, 30, one -> {
            assertEquals(0, one.workstation().shares(answers.get(0)));
            one.today().command(Operator.ADOPT, answers.get(0));
            one.today().command(Operator.UNLATCH, "looked at");
            answers.add(one.today().refusal(Operator.REBALANCE, "--force"));
            if (dies) {
                throw new SimulatedRuntime.Death("after the adoption");
            }
        });
        days.at(SECOND, 11, 45, one -> {
            answers.add(one.today().refusal(Operator.REBALANCE, "--force"));
            // It is told in whole cents.
            long differenceE8 = one.workstation().cashE8() - one.today().risk().cashE8();
            assertTrue(Math.abs(differenceE8) < 1_000_000, () -> "different by " + differenceE8);
        });
        days.run();
        assertTrue(answers.get(1).startsWith("shares were adopted at a price that nobody knows"), answers.get(1));
        assertNull(answers.get(2));
        assertFalse(days.shares().isEmpty());
    }

    // ---- Missing data ---------------------------------------------------------------------------------------------

    @Test
    void shouldDecideLateAndTradeTheSameWhenTheBarsComeInTheMorning() throws IOException {
        Path late = folder.resolve("late");
        PortfolioDays.invent(late, PortfolioDaysIT.NAMES, HISTORY, FIRST, 7);
        List<String> alarms = new ArrayList<>();
        PortfolioDays days = days(late, PortfolioDaysIT.momentum());
        days.at(SECOND, 18, 5, one -> {
            // Two hours have passed since the close.
        });
        days.at(SECOND, 18, 6, one -> alarms.add(one.alarms().last()));
        days.at(THIRD, 7, 0, one -> PortfolioDays.invent(late, PortfolioDaysIT.NAMES, HISTORY, THIRD, 7));
        days.at(THIRD, 7, 1, one -> {
            // The store is looked at every ten seconds.
        });
        days.run();
        assertTrue(alarms.get(0).contains("the store has no bars of 2023-11-14"), alarms.get(0));
        var expected = PortfolioDays.Reference.of(days.settings(), shared.resolve("store"), FIRST, THIRD);
        assertFalse(ofDay(days, "2023-11-15").isEmpty());
        assertEquals(String.join("\n", expected.fills()), String.join("\n", days.fills()));
        assertEquals(expected.shares(), days.shares());
    }

    @Test
    void shouldDecideNothingAndSaySoWhenTheBarsComeTooLate() throws IOException {
        Path late = folder.resolve("late");
        PortfolioDays.invent(late, PortfolioDaysIT.NAMES, HISTORY, FIRST, 7);
        List<String> alarms = new ArrayList<>();
        PortfolioDays days = days(late, PortfolioDaysIT.momentum());
        days.at(THIRD, 9, 29, one -> {
            // The cut-off is past.
        });
        days.at(THIRD, 10, 0, one -> {
            alarms.add(one.alarms().last());
            PortfolioDays.invent(late, PortfolioDaysIT.NAMES, HISTORY, THIRD, 7);
        });
        days.run();
        assertTrue(alarms.get(0).contains("decided nothing at the close of 2023-11-14"), alarms.get(0));
        assertEquals(List.of(), ofDay(days, "2023-11-15"));
        assertFalse(ofDay(days, "2023-11-14").isEmpty());
        // And the next decision is made in time.
        assertFalse(said(days, THIRD).get(NameOutcome.HELD) == null
                && said(days, THIRD).get(NameOutcome.ADDED) == null);
    }
}
