package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a portfolio in the daemon on which a name that is held gets another symbol at the broker: nothing else changes. */
class SymbolChangeDaysIT {
    private static final int FIRST = PortfolioDaysIT.FIRST;
    private static final int LAST = PortfolioDaysIT.LAST;
    /** The session after a holiday, a half day. */
    private static final int CHANGE = PortfolioDays.day("2023-11-24");

    private static final BarSpec DAILY = BarSpec.parse("1d");

    @TempDir
    Path folder;

    /** Bars of a name are split into those of before and those under the new symbol. */
    private Path renamed(Path store, String name) {
        Path other = folder.resolve("renamed");
        try (DataStore from = DataStore.open(store, PortfolioDays.CALENDAR);
                DataStore to = DataStore.openToWrite(other, PortfolioDays.CALENDAR)) {
            for (String symbol : from.symbols(DAILY)) {
                BarRows before = new BarRows();
                BarRows after = new BarRows();
                BarRows all = from.rows(new SeriesKey(symbol, DAILY));
                for (int row = 0; row < all.size(); row++) {
                    boolean late = symbol.equals(name) && all.time(row) >= CHANGE;
                    (late ? after : before).add(all, row);
                }
                to.merge(new SeriesKey(symbol, DAILY), before, "test", false, LAST);
                if (after.size() > 0) {
                    to.merge(new SeriesKey(symbol + "X", DAILY), after, "test", false, LAST);
                }
            }
            to.mergeActions(name, List.of(Action.renamed(CHANGE, 0, name + "X")));
        }
        return other;
    }

    /** A name of which something is held when the day begins, and traded later. */
    private static String heldOver(List<String> fills) {
        String day = LocalDate.ofEpochDay(CHANGE).toString();
        Map<String, Long> held = new TreeMap<>();
        for (String line : fills) {
            String[] fields = line.split(" ", -1);
            if (line.compareTo(day) < 0) {
                held.merge(fields[1], (fields[2].startsWith("B") ? 1 : -1) * Long.parseLong(fields[3]), Long::sum);
            }
        }
        return held.keySet().stream()
                .filter(name -> held.get(name) > 0)
                .filter(name ->
                        fills.stream().anyMatch(line -> line.compareTo(day) > 0 && line.contains(" " + name + " ")))
                .findFirst()
                .orElseThrow();
    }

    private PortfolioDays play(String run, Path store, Config config) throws IOException {
        return new PortfolioDays(folder.resolve(run), store, config, FIRST, LAST, 1).run();
    }

    @Test
    void shouldGoOnWithAHoldingAndItsOrdersUnderTheNewSymbol() throws IOException {
        Path store = folder.resolve("store");
        PortfolioDays.invent(store, PortfolioDaysIT.NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
        Config config = PortfolioDaysIT.momentum("portfolio.stop=0.1");
        PortfolioDays base = play("base", store, config);
        String name = heldOver(base.fills());

        Path other = renamed(store, name);
        PortfolioDays days = play("live", other, config);
        assertEquals(
                base.fills().stream()
                        .map(line -> line.replace(" " + name + " ", " X "))
                        .sorted()
                        .toList(),
                days.fills().stream()
                        .map(line -> line.replace(" " + name + "X ", " X "))
                        .sorted()
                        .toList());
        assertEquals(base.alarms().count(), days.alarms().count(), days.alarms().last());
        List<String> told = new ArrayList<>();
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {
                if (event.type == EventType.CORPORATE_ACTION
                        && !event.isWarmUp()
                        && event.code == CorporateAction.SYMBOL_CHANGE.code()) {
                    told.add(TickerText.of(event.quantity, event.argument) + " " + event.sessionDay);
                }
            });
        }
        assertEquals(List.of(name + "X " + CHANGE), told);
        Map<String, Long> shares = base.shares();
        long held = shares.getOrDefault(name, 0L);
        assertEquals(held, days.workstation().shares(name + "X"));
        assertTrue(days.today().engine().settings().instruments().stream()
                .anyMatch(one -> one.symbol().equals(name + "X")));
    }
}
