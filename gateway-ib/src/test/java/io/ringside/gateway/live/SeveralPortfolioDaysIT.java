package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.gateway.live.operator.AuditCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two portfolios in one daemon and one account, which hold and trade the same names at the same time: each trades what it trades
 * alone with its part of the money, also where the daemon dies, and what an operator does to one does nothing to the other.
 */
class SeveralPortfolioDaysIT {
    private static final int FIRST = PortfolioDaysIT.FIRST;
    private static final int LAST = PortfolioDaysIT.LAST;
    private static final int SECOND = PortfolioDays.day("2023-11-22");
    private static final int THIRD = PortfolioDays.day("2023-11-24");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void invent() {
        PortfolioDays.invent(shared.resolve("store"), PortfolioDaysIT.NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
    }

    private static Config quick() {
        return PortfolioDaysIT.momentum();
    }

    private static Config slow() {
        return PortfolioDaysIT.momentum("portfolio.lookback-months=3", "portfolio.exit=bottom-quintile");
    }

    /** Both, with 60 % and 40 % of the account. */
    static Config both() {
        return quick().withoutPath("portfolio")
                .withValue("portfolios.quick", part(quick(), "0.6"))
                .withValue("portfolios.slow", part(slow(), "0.4"));
    }

    private static ConfigObject part(Config config, String budget) {
        return config.getConfig("portfolio")
                .withValue("budget", ConfigValueFactory.fromAnyRef(budget))
                .root();
    }

    private static Config alone(Config config, String equity) {
        return config.withValue("risk.equity", ConfigValueFactory.fromAnyRef(equity));
    }

    private PortfolioDays days(String name) throws IOException {
        return new PortfolioDays(folder.resolve(name), shared.resolve("store"), both(), FIRST, LAST, 1);
    }

    /** What each of them trades alone in a back test, together. */
    private static PortfolioDays.Reference expected() {
        List<String> fills = new ArrayList<>();
        Map<String, Long> shares = new TreeMap<>();
        for (Config one : List.of(alone(quick(), "60000"), alone(slow(), "40000"))) {
            Config named =
                    LivePortfolio.of(one, shared.resolve("store"), List.of()).config();
            var reference = PortfolioDays.Reference.of(
                    LiveConfiguration.engineSettings(named), shared.resolve("store"), FIRST, LAST);
            fills.addAll(reference.fills());
            reference.shares().forEach((symbol, held) -> shares.merge(symbol, held, Long::sum));
        }
        fills.sort(null);
        return new PortfolioDays.Reference(fills, shares);
    }

    @Test
    void shouldTradeEachPortfolioAsItTradesAlone() throws IOException {
        PortfolioDays days = days("live").run();
        var expected = expected();
        assertTrue(
                expected.fills().size() > 60, () -> "only " + expected.fills().size() + " fills");
        assertEquals(String.join("\n", expected.fills()), String.join("\n", days.fills()));
        assertEquals(expected.shares(), days.shares());
        assertTrue(bothTrade(days) > 5, "both trade the same names on the same day");
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {});
            assertEquals(List.of(), AuditCommand.audit(days.journal(day)).violations());
        }
    }

    /** It is stopped while the orders of a decision leave: the other portfolio decides after the start, and is not refused. */
    @Test
    void shouldTradeTheSameWhereItIsStoppedBetweenTheTwo() throws IOException {
        Set<String> stoppedAt = new HashSet<>();
        PortfolioDays days = days("stopped");
        days.watching(intent -> {
                    if (stoppedAt.add(days.today().day() + " " + intent.causeSequence)) {
                        days.stopSoon();
                    }
                })
                .run();
        var expected = expected();
        assertTrue(stoppedAt.size() > 5, () -> "stopped " + stoppedAt);
        assertEquals(String.join("\n", expected.fills()), String.join("\n", days.fills()));
        assertEquals(expected.shares(), days.shares());
    }

    /** How often both had an order for a name on one day. */
    private static int bothTrade(PortfolioDays days) {
        int[] twice = new int[1];
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            Map<Integer, Integer> byName = new HashMap<>();
            LiveBench.replay(days.journal(day), event -> {
                for (int i = 0; i < event.intentCount; i++) {
                    if (event.intents[i].action == IntentAction.PLACE) {
                        int name = event.intents[i].instrumentId;
                        int book = event.intents[i].bindingId;
                        Integer before = byName.put(name, book);
                        twice[0] += before != null && before != book ? 1 : 0;
                    }
                }
            });
        }
        return twice[0];
    }

    @Test
    void shouldOrderNothingTwiceAndLoseNothingWhenTheDaemonDies() throws IOException {
        long seed = Long.getLong("ringside.seed", 1);
        int kills = Integer.getInteger("ringside.kills", 5);
        var expected = expected();
        long chances = days("whole").run().chances();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            long chance = chances * i / kills + random.nextLong(Math.max(1, chances / kills));
            PortfolioDays days = days("death-" + i).dyingAt(chance).run();
            String where = "chance " + chance + " " + days.deaths() + ": ";
            assertEquals(1, days.deaths().size(), where);
            if (!expected.fills().equals(days.fills()) || !expected.shares().equals(days.shares())) {
                List<String> missing = new ArrayList<>(expected.fills());
                days.fills().forEach(missing::remove);
                List<String> more = new ArrayList<>(days.fills());
                expected.fills().forEach(more::remove);
                wrong.add(where + "missing " + missing + ", more " + more);
            }
            Set<String> refs = new HashSet<>();
            days.orders().stream()
                    .filter(order -> !refs.add(order.orderRef()))
                    .forEach(order -> wrong.add(where + "order " + order.orderRef() + " was placed twice"));
            for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
                LiveBench.replay(days.journal(day), event -> {});
                AuditCommand.audit(days.journal(day)).violations().forEach(one -> wrong.add(where + one));
            }
        }
        assertEquals("", String.join("\n", wrong), "seed " + seed);
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    /** Shares of a portfolio at the end of a day's journal, by instrument id. */
    private static Map<Integer, Long> held(PortfolioDays days, int day, int portfolioId) {
        Map<Integer, Long> held = new TreeMap<>();
        Map<Long, Integer> bookOf = new HashMap<>();
        LiveBench.replay(days.journal(day), event -> {
            for (int i = 0; i < event.intentCount; i++) {
                bookOf.putIfAbsent(event.intents[i].orderRef, event.intents[i].bindingId);
            }
            int book = BookId.ofPortfolio(portfolioId);
            if (event.type == EventType.POSITION && BookId.lower(event.argument) == book) {
                if (event.code == PortfolioPart.HOLDING) {
                    held.merge(event.instrumentId, event.quantity, Long::sum);
                } else if (event.code != 0) {
                    bookOf.put(event.orderRef, book);
                }
            } else if (event.type == EventType.FILL && bookOf.getOrDefault(event.orderRef, 0) == book) {
                held.merge(event.instrumentId, event.side.sign() * event.quantity, Long::sum);
            }
        });
        held.values().removeIf(shares -> shares == 0);
        return held;
    }

    @Test
    void shouldLeaveOneBookAndNoOtherWhenItIsFlattened() throws IOException {
        PortfolioDays days = days("flat");
        days.at(SECOND, 11, 0, one -> one.today().command(Operator.FLATTEN, "--portfolio quick enough"));
        List<String> resumed = new ArrayList<>();
        days.at(THIRD, 18, 0, one -> {
            resumed.add(one.today().refusal(Operator.FLATTEN, "--portfolio fast"));
            one.today().command(Operator.RESUME, "--portfolio quick go on");
        });
        days.run();
        assertEquals(Map.of(), held(days, SECOND, 0));
        // It stays so over the night, and buys again once it may.
        assertEquals(Map.of(), held(days, THIRD, 0));
        assertNotEquals(Map.of(), held(days, LAST, 0));
        assertEquals("--portfolio fast: the portfolios are quick, slow", resumed.get(0));
        // The other one does what it would have done.
        PortfolioDays undisturbed = days("undisturbed").run();
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            assertEquals(held(undisturbed, day, 1), held(days, day, 1));
            assertEquals(List.of(), AuditCommand.audit(days.journal(day)).violations());
        }
    }

    @Test
    void shouldCloseANameOfOneBookAlone() throws IOException {
        List<String> closed = new ArrayList<>();
        PortfolioDays days = days("close");
        days.at(SECOND, 11, 0, one -> {
            Map<Integer, Long> quick = held(one, SECOND, 0);
            Map<Integer, Long> slow = held(one, SECOND, 1);
            for (Integer name : quick.keySet()) {
                if (slow.containsKey(name) && closed.isEmpty()) {
                    String symbol = one.settings().instruments().get(name).symbol();
                    closed.add(symbol);
                    one.today().command(Operator.CLOSE, "--portfolio quick " + symbol);
                }
            }
        });
        days.at(SECOND, 12, 0, one -> {
            int name = one.settings().instruments().stream()
                    .filter(each -> each.symbol().equals(closed.get(0)))
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertFalse(held(one, SECOND, 0).containsKey(name), "the one has left it");
            assertTrue(held(one, SECOND, 1).get(name) > 0, "the other one has not");
            assertEquals(held(one, SECOND, 1).get(name), one.shares().get(closed.get(0)));
        });
        days.run();
    }

    @Test
    void shouldAskWhichPortfolioIsToDecide() throws IOException {
        List<String> answers = new ArrayList<>();
        PortfolioDays days = days("which");
        days.at(SECOND, 11, 0, one -> {
            answers.add(one.today().refusal(Operator.REBALANCE, "--force"));
            answers.add(one.today().refusal(Operator.REBALANCE, "--portfolio slow"));
            answers.add(one.today().refusal(Operator.KILL, "--portfolio slow"));
            answers.add(String.valueOf(one.today().refusal(Operator.REBALANCE, "--portfolio slow --force a try")));
            one.today().command(Operator.REBALANCE, "--portfolio slow --force a try");
        });
        days.run();
        assertEquals(
                "the daemon trades the portfolios quick, slow; say which one: ringside rebalance --live --portfolio NAME",
                answers.get(0));
        assertTrue(answers.get(1).startsWith("was decided at the close of 2023-11-21"), answers.get(1));
        assertEquals("kill is about the whole account; leave --portfolio away", answers.get(2));
        assertEquals("null", answers.get(3));
        Set<Integer> decided = new HashSet<>();
        LiveBench.replay(days.journal(SECOND), event -> {
            for (int i = 0; i < event.standingCount && event.type == EventType.COMMAND && !event.isWarmUp(); i++) {
                decided.add(event.standings[i].portfolioId);
            }
        });
        assertEquals(Set.of(1), decided);
    }
}
