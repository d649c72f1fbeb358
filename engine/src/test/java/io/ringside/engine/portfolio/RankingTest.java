package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of names, their bars, and the days on which they are looked at. */
class RankingTest {
    private static final int NAMES = 12;

    private final List<Instrument> instruments = IntStream.range(0, NAMES)
            .mapToObj(id -> Instrument.usEquity(id, "N" + (char) ('Z' - id)))
            .toList();
    private final Universe universe =
            new Universe(instruments, List.of(), List.of(), SettingsNode.root(ConfigFactory.parseString("")));

    @Test
    void shouldOrderNamesByScoreAndEqualOnesBySymbol() {
        Ranking ranking = new Ranking(universe);
        Comparator<Integer> order = Comparator.<Integer>comparingDouble(name -> -ranking.score(name))
                .thenComparing(name -> universe.symbol(name));
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int length = random.nextInt(NAMES + 1);
            List<Integer> names = new ArrayList<>();
            for (int name = 0; name < NAMES; name++) {
                ranking.score(name, random.nextInt(5) - 2);
                names.add(random.nextInt(names.size() + 1), name);
            }
            int[] sorted = names.stream().mapToInt(name -> name).toArray();
            ranking.sort(sorted, length);
            List<Integer> expected = new ArrayList<>(names.subList(0, length));
            expected.sort(order);
            expected.addAll(names.subList(length, NAMES));
            assertEquals(expected, IntStream.of(sorted).boxed().toList(), "round " + round);
        }
    }

    @Test
    void shouldSaySomethingOfANameOnce() {
        Ranking ranking = new Ranking(universe);
        Standing first = ranking.add(3, Standing.ENTER, 1);
        first.share = 7;
        first.group = 2;
        assertTrue(ranking.has(3));
        assertFalse(ranking.has(2));
        assertThrows(IllegalStateException.class, () -> ranking.add(3, Standing.LEAVE, 0));
        ranking.clear();
        assertEquals(0, ranking.size());
        assertFalse(ranking.has(3));
        Standing again = ranking.add(5, Standing.KEEP, 0);
        assertEquals(0, again.share, "nothing is left of what was said before");
        assertEquals(0, again.group);
        assertEquals(5, again.instrumentId);
        assertThrows(ArithmeticException.class, () -> ranking.score(1, Double.NaN));
    }

    @Test
    void shouldFindTheLastBarOnOrBeforeADayAmongThoseThatAreKept() {
        PriceHistory history = new PriceHistory(1, 5);
        Random random = new Random(11);
        List<Integer> days = new ArrayList<>();
        assertEquals(-1, history.backOn(0, 1_000));
        int day = 100;
        for (int bar = 0; bar < 30; bar++) {
            day += 1 + random.nextInt(4);
            days.add(0, day);
            history.add(0, day, day * 4L, day * 5L, day * 3L, day);
            int kept = Math.min(5, days.size());
            assertEquals(kept, history.bars(0));
            for (int asked = day - 30; asked <= day + 2; asked++) {
                int expected = -1;
                for (int back = kept - 1; back >= 0; back--) {
                    expected = days.get(back) <= asked ? back : expected;
                }
                assertEquals(expected, history.backOn(0, asked), "day " + asked + " of " + days);
            }
        }
        assertEquals(days.get(4), history.day(0, 4));
        assertEquals(days.get(4) * 4L, history.openE8(0, 4));
        assertEquals(days.get(4) * 5L, history.highE8(0, 4));
        assertEquals(days.get(4) * 3L, history.lowE8(0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> history.closeE8(0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> history.closeE8(0, -1));
    }

    @Test
    void shouldGiveAllPricesBeforeASplitInNewShares() {
        PriceHistory history = new PriceHistory(1, 2);
        history.add(0, 1, 100, 200, 300, 400);
        history.split(0, 2, 1);
        assertEquals(50, history.openE8(0, 0));
        assertEquals(100, history.highE8(0, 0));
        assertEquals(150, history.lowE8(0, 0));
        assertEquals(200, history.closeE8(0, 0));
        history.add(0, 2, 20, 20, 20, 20);
        history.split(0, 1, 10);
        assertEquals(200, history.closeE8(0, 0));
        assertEquals(2_000, history.closeE8(0, 1));
    }

    @Test
    void shouldTakeNoPriceThatIsOlderThanItMayBe() {
        PriceHistory history = new PriceHistory(NAMES, 5);
        Names names = new Names(universe, history, ExchangeCalendar.usEquity());
        history.add(0, 100, 7, 7, 7, 7);
        assertEquals(7, names.closeOn(0, 107, 7));
        assertEquals(0, names.closeOn(0, 108, 7));
        assertEquals(0, names.closeOn(0, 99, 7), "it comes later");
        assertEquals(7, names.closeOn(0, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertFalse(names.hasBarToday(0));
        names.today(100);
        names.bar(0, 100);
        assertTrue(names.hasBarToday(0));
        assertEquals(0.5, Names.growth(3, 2));
    }

    @Test
    void shouldReckonDatesAsTheGregorianCalendarDoes() {
        Random random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            LocalDate date = LocalDate.of(1960, 1, 1).plusDays(random.nextInt(160 * 365));
            int months = random.nextInt(61);
            int day = (int) date.toEpochDay();
            assertEquals(date.minusMonths(months).toEpochDay(), Dates.minusMonths(day, months), date + " " + months);
            assertEquals(date.withDayOfMonth(1).toEpochDay(), Dates.first(Dates.month(day)), date.toString());
            assertEquals(date.getDayOfWeek().getValue() - 1, Dates.weekday(day), date.toString());
            assertEquals(day - Dates.weekday(day), Dates.monday(day));
        }
    }

    @Test
    void shouldKnowWhoBelongsToTheChoiceOnADay() {
        SettingsNode node = SettingsNode.root(ConfigFactory.parseString(""));
        List<Universe.Member> members =
                List.of(Universe.Member.parse("NZ,tech,2020-01-02,2020-01-06"), Universe.Member.parse("NY, oil"));
        Universe chosen = new Universe(instruments, members, List.of(Universe.Member.parse("NX,oil")), node);
        int first = (int) LocalDate.parse("2020-01-02").toEpochDay();
        assertEquals(List.of(1, 0), IntStream.of(chosen.members()).boxed().toList(), "by symbol");
        assertFalse(chosen.isMember(0, first - 1));
        assertTrue(chosen.isMember(0, first));
        assertTrue(chosen.isMember(0, first + 4));
        assertFalse(chosen.isMember(0, first + 5));
        assertTrue(chosen.isMember(1, Integer.MIN_VALUE));
        assertEquals(2, chosen.sectors());
        assertEquals(chosen.sector(1), chosen.sector(2), "a fund of the sector");
        assertEquals(-1, chosen.sector(3));
        assertEquals(-1, chosen.find("XXX"));
        assertThrows(IllegalArgumentException.class, () -> Universe.Member.parse(",tech"));
        assertThrows(IllegalArgumentException.class, () -> Universe.Member.parse("A,,,,"));
        assertThrows(IllegalArgumentException.class, () -> Universe.Member.parse("A,,2020-01-02,2020-01-01"));
        assertThrows(IllegalArgumentException.class, () -> Universe.Member.parse("A,,2020-13-01"));
        assertEquals(
                Universe.Member.parse("A,,2020-01-02,2020-01-02").toDay(),
                Universe.Member.parse("A,,2020-01-02").fromDay());
    }
}
