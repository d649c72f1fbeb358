package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a portfolio on which the broker does not know one of its names: it trades the others. */
class UnknownContractDaysIT {
    private static final int FIRST = PortfolioDaysIT.FIRST;
    private static final int LAST = PortfolioDaysIT.LAST;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path store;
    private static List<String> base;

    @BeforeAll
    static void playWithAllNames() throws IOException {
        store = shared.resolve("store");
        PortfolioDays.invent(store, PortfolioDaysIT.NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
        base = new PortfolioDays(shared.resolve("base"), store, PortfolioDaysIT.momentum(), FIRST, LAST, 1)
                .run()
                .fills();
    }

    private static String symbol(String fill) {
        return fill.split(" ", -1)[1];
    }

    @Test
    void shouldTradeTheOtherNamesWhenTheBrokerKnowsNothingOfOne() throws IOException {
        String unknown = symbol(base.get(0));
        PortfolioDays days =
                new PortfolioDays(folder.resolve("live"), store, PortfolioDaysIT.momentum(), FIRST, LAST, 1);
        days.workstation().list(unknown, false);
        days.run();
        assertTrue(days.fills().size() > base.size() / 2, days.fills().size() + " of " + base.size());
        assertEquals(
                List.of(),
                days.fills().stream()
                        .filter(fill -> symbol(fill).equals(unknown))
                        .toList());
        assertTrue(
                days.alarms()
                        .first()
                        .contains("does not tell the contract of " + unknown + ": nothing of it is ordered"),
                days.alarms().first());
        Instrument instrument = days.settings().instruments().stream()
                .filter(one -> one.symbol().equals(unknown))
                .findFirst()
                .orElseThrow();
        List<Integer> told = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {
                if (event.type == EventType.CONDITION && event.code == Condition.CONTRACT_UNKNOWN.code()) {
                    told.add((int) event.argument);
                }
                for (int i = 0; i < event.verdictCount; i++) {
                    if (event.verdicts[i].instrumentId == instrument.id()
                            && event.verdicts[i].outcome == NameOutcome.REFUSED.code()) {
                        refused.add(event.verdicts[i].stopE8);
                    }
                }
            });
        }
        assertTrue(told.size() >= 5 && told.stream().allMatch(id -> id == instrument.id()), told.toString());
        assertTrue(refused.contains((long) Outcome.CONTRACT_UNKNOWN.code()), refused.toString());
    }

    @Test
    void shouldLeaveAHoldingAloneWhoseContractTheBrokerKnowsNoMore() throws IOException {
        Map<String, Long> bought = new TreeMap<>();
        String last = base.get(base.size() - 1).substring(0, 10);
        for (String fill : base) {
            if (fill.compareTo("2023-11-23") < 0 && fill.contains(" B")) {
                bought.merge(symbol(fill), Long.parseLong(fill.split(" ", -1)[3]), Long::sum);
            }
        }
        // Bought on the first days, and sold or resized later; what was decided on the Friday has left before.
        String held = bought.keySet().stream()
                .filter(name -> base.stream()
                        .anyMatch(fill ->
                                fill.compareTo("2023-11-28") > 0 && symbol(fill).equals(name)))
                .findFirst()
                .orElseThrow();
        PortfolioDays days =
                new PortfolioDays(folder.resolve("live"), store, PortfolioDaysIT.momentum(), FIRST, LAST, 1);
        days.at(PortfolioDays.day("2023-11-25"), 12, 0, now -> now.workstation().list(held, false));
        days.run();
        assertEquals(
                List.of(),
                days.fills().stream()
                        .filter(fill -> symbol(fill).equals(held) && fill.compareTo("2023-11-28") >= 0)
                        .toList());
        assertTrue(days.fills().stream().anyMatch(fill -> fill.startsWith(last)), "others are traded");
        assertTrue(days.workstation().shares(held) > 0);
        assertTrue(
                days.alarms().last().contains("of " + held + " something is held or ordered, which stays as it is"),
                days.alarms().last());
    }
}
