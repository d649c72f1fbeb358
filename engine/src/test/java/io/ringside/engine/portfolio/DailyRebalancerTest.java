package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Groups that compete on paper, the best of which is held. Ratios are of a few lines of Python: mean and
 * {@code statistics.stdev} of the last two returns, times the root of 252.
 */
class DailyRebalancerTest {
    private static final String TWO_GROUPS = "bars = 2, top = 1, index = SPY, paper-equity = 1000,"
            + " groups = [{name = one, symbols = [C, A]}, {name = two, symbols = [D, B, C]}]";
    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D", "SPY", "Z");

    private PortfolioStrategy strategy;
    private Universe universe;
    private PriceHistory history;
    private Names names;
    private int day = 20_000;

    @Test
    void shouldHoldTheFirstGroupsBestNamesWhileAllGroupsAreWorthTheSame() {
        begin(TWO_GROUPS);
        assertEquals(3, strategy.barsKept());
        assertEquals("daily", strategy.schedule());
        assertEquals("sharpe30", strategy.scoreName());
        session(100, 100, 100, 100, 100, 100);
        session(110, 100, 120, 80, 100, 100);
        assertEquals(List.of("not yet"), decide(), "two returns want three bars");
        session(132, 100, 108, 88, 100, 100);
        assertEquals(
                List.of(
                        "A 33.6749 enter add trim 1/1 listed",
                        "B 0.0000 leave 0/1",
                        "C 3.7417 leave 1/1 listed",
                        "D -3.7417 leave 1/1 listed"),
                decide());
    }

    /** One has 7 of A at 132, and two 9 of C at 108: they are worth 769 and 1,080 at the closes. */
    @Test
    void shouldHoldTheOtherGroupOnceItIsWorthMore() {
        firstThree();
        session(99, 100, 120, 100, 100, 100);
        assertEquals(
                List.of(
                        "A -1.2472 leave 1/1 listed",
                        "B 0.0000 leave 0/1",
                        "C 0.5908 leave 1/1 listed",
                        "D 72.9623 enter add trim 1/1 listed"),
                decide());
    }

    /** Seven shares of A at 132 become fourteen of 66: at 67 the group is worth 1,014; the other one 1,009. */
    @Test
    void shouldKeepAGroupsWorthWhenASharesSplits() {
        firstThree();
        // The day's first bar is what the split is heard before: it begins with new prices.
        history.split(0, 2, 1);
        strategy.onSplit(names, 0, 2, 1);
        strategy.onSplit(names, 5, 2, 1);
        session(67, 100, 109, 87, 100, 100, 66, 108);
        assertTrue(decide().get(0).startsWith("A "), decide().toString());
        assertTrue(decide().get(0).contains("enter"), decide().toString());
    }

    @Test
    void shouldNotScoreANameWithoutABarToday() {
        begin(TWO_GROUPS);
        session(100, 100, 100, 100, 100, 100);
        session(110, 100, 120, 80, 100, 100);
        session(132, 100, 108, 88, 100, 100);
        session(-1, 100, 120, 100, 100, 100);
        assertEquals(
                List.of(
                        "A 0.0000 leave 0/1",
                        "B 0.0000 leave 0/1",
                        "C 0.5908 leave 1/1 listed",
                        "D 72.9623 enter add trim 1/1 listed"),
                decide(),
                "the other group's 9 of C have gained 108");
    }

    @Test
    void shouldHoldAsManyAsThereAreUpToItsNumber() {
        begin("bars = 2, top = 2, index = SPY, groups = [{name = one, symbols = [A, C, D]}]");
        session(100, 100, 100, 100, 100, 100);
        session(110, 100, 120, 80, 100, 100);
        session(132, 100, 108, 88, 100, 100);
        assertEquals(
                List.of(
                        "A 33.6749 enter add trim 1/2 listed",
                        "C 3.7417 enter add trim 1/2 listed",
                        "D -3.7417 leave 1/2 listed"),
                decide());
        session(99, 100, 90, 88, 100, 100);
        assertEquals(
                List.of(
                        "A -1.2472 leave 1/1 listed",
                        "C -44.8999 leave 1/1 listed",
                        "D 11.2250 enter add trim 1/1 listed"),
                decide());
        session(90, 100, 80, 80, 100, 100);
        assertFalse(decide().toString().contains("enter"), decide().toString());
        assertTrue(decide().stream().allMatch(line -> line.endsWith(" leave 1/1 listed")), decide().toString());
    }

    @Test
    void shouldSayNothingBeforeTheIndexHasItsBars() {
        begin(TWO_GROUPS);
        session(100, 100, 100, 100, -1, 100);
        session(110, 100, 120, 80, 100, 100);
        session(132, 100, 108, 88, 100, 100);
        assertEquals(List.of("not yet"), decide());
        session(132, 100, 108, 88, 100, 100);
        assertEquals(4, decide().size());
    }

    @Test
    void shouldRefuseSettingsWithoutGroups() {
        assertEquals(
                "groups: must list groups [ { name = A, symbols = [QQQ, SPY] } ]",
                tail(assertThrows(UserError.class, () -> begin("index = SPY"))));
        assertThrows(UserError.class, () -> begin("groups = [{name = A, symbols = [A], of = B}]"));
        begin("groups = [{name = A, symbols = [A]}]");
        assertEquals(31, strategy.barsKept());
        begin("bars = 2, top = 100, groups = [{name = A, symbols = [A]}]");
        assertThrows(UserError.class, () -> begin("bars = 1, groups = [{name = A, symbols = [A]}]"));
        assertThrows(UserError.class, () -> begin("top = 101, groups = [{name = A, symbols = [A]}]"));
        assertThrows(UserError.class, () -> begin("top = 0, groups = [{name = A, symbols = [A]}]"));
    }

    private static String tail(UserError error) {
        return error.getMessage().substring(error.getMessage().indexOf("groups"));
    }

    private void firstThree() {
        begin(TWO_GROUPS);
        session(100, 100, 100, 100, 100, 100);
        session(110, 100, 120, 80, 100, 100);
        session(132, 100, 108, 88, 100, 100);
    }

    private void begin(String settings) {
        List<Instrument> instruments = IntStream.range(0, SYMBOLS.size())
                .mapToObj(id -> Instrument.usEquity(id, SYMBOLS.get(id)))
                .toList();
        SettingsNode node = SettingsNode.root(ConfigFactory.parseString(settings));
        universe = new Universe(instruments, List.of(), List.of(), node);
        strategy = PortfolioStrategies.create("daily-rebalancer", node, universe);
        history = new PriceHistory(SYMBOLS.size(), strategy.barsKept());
        names = new Names(universe, history, ExchangeCalendar.usEquity());
    }

    /** Closes of a session; names open where they closed before, the first and third where the last figures say. */
    private void session(double... closes) {
        day++;
        names.today(day);
        for (int name = 0; name < 5; name++) {
            if (closes[name] < 0) {
                continue;
            }
            double open = history.bars(name) == 0 ? closes[name] : FixedPoint.toDouble(history.closeE8(name, 0));
            if (closes.length > 6) {
                open = name == 0 ? closes[6] : name == 2 ? closes[7] : open;
            }
            long openE8 = FixedPoint.ofDouble(open);
            long closeE8 = FixedPoint.ofDouble(closes[name]);
            history.add(name, day, openE8, Math.max(openE8, closeE8), Math.min(openE8, closeE8), closeE8);
            names.bar(name, day);
            strategy.onBar(names, name);
        }
        strategy.onSession(names);
    }

    private List<String> decide() {
        Ranking out = new Ranking(universe);
        if (!strategy.decide(names, out)) {
            return List.of("not yet");
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            Standing one = out.get(i);
            assertEquals("rebalance", strategy.reasons().get(one.reason));
            lines.add(SYMBOLS.get(one.instrumentId) + String.format(Locale.ROOT, " %.4f ", one.score + 0.0)
                    + (one.may(Standing.LEAVE) ? "leave " : "") + (one.may(Standing.ENTER) ? "enter " : "")
                    + (one.may(Standing.ADD) ? "add " : "") + (one.may(Standing.TRIM) ? "trim " : "") + one.share + "/"
                    + one.of + (strategy.isListed(one, false) ? " listed" : ""));
        }
        return lines;
    }

    /** Changes of 50 and of -49.33 hundredths: their mean over their deviation of 0.7024 is 0.0753 a year. */
    @Test
    void shouldHoldWhatHasGainedALittle() {
        begin(TWO_GROUPS);
        session(100, 100, 100, 100, 100, 100);
        session(150, 100, 90, 80, 100, 100);
        session(76, 100, 80, 88, 100, 100);
        assertEquals("A 0.0753 enter add trim 1/1 listed", decide().get(0));
    }

    /** C has come a session later than the others: it has two bars, and two returns want three. */
    @Test
    void shouldNotScoreANameThatIsTooYoung() {
        begin(TWO_GROUPS);
        session(100, 100, -1, 100, 100, 100);
        session(110, 100, 120, 80, 100, 100);
        session(132, 100, 108, 88, 100, 100);
        assertEquals("C 0.0000 leave 0/1", decide().get(2));
    }

    /** Changes of 10, 20 and 30 hundredths: twice their deviation of 10, which is 31.7490 a year. */
    @Test
    void shouldMeasureTheDeviationOfASample() {
        begin(TWO_GROUPS.replace("bars = 2", "bars = 3"));
        session(100, 100, 100, 100, 100, 100);
        session(110, 100, 90, 80, 100, 100);
        session(132, 100, 80, 88, 100, 100);
        session(171.6, 100, 80, 88, 100, 100);
        assertEquals("A 31.7490 enter add trim 1/1 listed", decide().get(0));
    }
}
