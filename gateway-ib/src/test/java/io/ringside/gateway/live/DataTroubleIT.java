package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that gives no prices, or no bars of the past: somebody is told why, and it is not asked for ever. */
@ExtendWith(SilentLog.class)
class DataTroubleIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final String BAR = "50";
    private static final String HISTORY = "17";
    private static final int SYMBOLS = 3;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final List<String> refused = new ArrayList<>();

    /** A day on which the broker refuses, or shortens, one kind of answer for twenty minutes after the open. */
    private FaultDay day(String kind, int idField, Refusal refusal) {
        FaultDay day = new FaultDay(folder.resolve("day"), 1, FaultScript.none(), false, 40);
        long until = CALENDAR.openNanos(LiveBench.DAY) + 20 * MINUTE;
        day.workstation().distort((client, fields) -> {
            if (!fields.get(0).equals(kind) || day.workstation().now() > until) {
                return List.of(fields);
            }
            refused.add(fields.get(idField));
            return refusal.instead(fields.get(idField), fields);
        });
        return day;
    }

    /** What was the newest alarm at any second of the first twenty minutes. */
    private static Set<String> alarms(FaultDay day) {
        Set<String> seen = new LinkedHashSet<>();
        for (int second = -600; second < 20 * 60; second++) {
            day.at(second, (trading, broker) -> seen.add(day.alarms().last()));
        }
        return seen;
    }

    private static void assertTold(Set<String> alarms, String pattern) {
        assertTrue(alarms.stream().anyMatch(alarm -> alarm.matches(pattern)), alarms::toString);
    }

    private interface Refusal {
        List<List<String>> instead(String id, List<String> fields);
    }

    private static List<String> error(String id, int code, String text) {
        return List.of("4", "2", id, Integer.toString(code), text, "");
    }

    @ParameterizedTest
    @CsvSource({
        "420, Invalid Real-time Query:No market data permissions for ISLAND STK",
        "420, Invalid Real-time Query:Historical data request pacing violation",
        "10089, Requested market data requires additional subscription for API.",
        "354, Requested market data is not subscribed.",
        "10197, No market data during competing live session"
    })
    void shouldTellInTheBrokersWordsWhyNoPricesCome(int code, String text) {
        List<String> once = new ArrayList<>();
        FaultDay day = day(BAR, 2, (id, fields) -> {
            boolean first = !once.contains(id);
            once.add(id);
            return first ? List.of(error(id, code, text)) : List.of();
        });
        Set<String> alarms = alarms(day);
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
        assertTold(alarms, "[A-Z]+: prices have been missing for 60 s; the broker says: " + code + " " + text);
        long asked = once.stream().distinct().count();
        assertTrue(asked <= SYMBOLS * 28, asked + " subscriptions in twenty minutes");
    }

    @Test
    void shouldTellWhyNoBarsOfThePastComeAndAskForThemMoreAndMoreSeldom() {
        FaultDay day = day(
                HISTORY,
                1,
                (id, fields) -> List.of(error(
                        id,
                        162,
                        "Historical Market Data Service error message:No market data permissions for ISLAND STK")));
        Set<String> alarms = alarms(day);
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
        assertTold(
                alarms,
                "[A-Z]+: bars of the past have been missing for 60 s; the broker says: 162 Historical Market"
                        + " Data Service error message:No market data permissions for ISLAND STK");
        assertTrue(refused.size() < SYMBOLS * 40, refused.size() + " requests in half an hour");
    }

    @Test
    void shouldTellThatTheBrokerHasFewerBarsThanTheStrategyNeeds() {
        FaultDay day = day(HISTORY, 1, (id, fields) -> {
            // The last ten bars of nine fields; all before are cut off.
            int count = Integer.parseInt(fields.get(4));
            int kept = Math.min(count, 10);
            List<String> cut = new ArrayList<>(fields.subList(0, 4));
            cut.add(Integer.toString(kept));
            int size = (fields.size() - 5) / Math.max(1, count);
            cut.addAll(fields.subList(fields.size() - kept * size, fields.size()));
            return List.of(cut);
        });
        Set<String> alarms = alarms(day);
        FaultDay.Result result = day.run();
        assertEquals(List.of(), result.violations);
        assertTold(alarms, "[A-Z]+: the broker has 10 of \\d+ bars of 5 mins of the past; .*");
    }
}
