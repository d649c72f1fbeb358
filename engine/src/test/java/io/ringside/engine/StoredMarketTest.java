package io.ringside.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.engine.store.StoredActions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run reads of a store, and what it is told where that is not there. */
class StoredMarketTest {
    private static final BarSpec DAILY = BarSpec.parse("1d");

    @TempDir
    Path temp;

    private Path store(String... symbols) {
        Path folder = temp.resolve("store");
        try (DataStore store = DataStore.openToWrite(folder, ExchangeCalendar.usEquity())) {
            // It is there as soon as anything is stored.
            store.mergeActions("A", List.of(StoredActions.split(day("2024-01-04"), 2, 1)));
            for (String symbol : symbols) {
                BarRows rows = new BarRows();
                for (String day : new String[] {"2024-01-02", "2024-01-03"}) {
                    rows.add(day(day), price(10), price(12), price(9), price(11), 100);
                }
                store.merge(new SeriesKey(symbol, DAILY), rows, "test", false, day("2024-01-04"));
            }
        }
        return folder;
    }

    private static StoredMarket market(Path folder, String bar, String from, String to) {
        EngineSettings settings = EngineSettings.parse(
                "instruments = [ { symbol = QQQ } ], signal.strategy = rsi2, data.bar = " + bar, "test");
        return new StoredMarket(folder, settings, day(from), day(to), false);
    }

    @Test
    void shouldGiveTheBarsOfTheWantedDays() {
        StoredMarket market = market(store("QQQ"), "1d", "2024-01-03", "2024-01-05");
        try (BarSource bars = market.source("QQQ")) {
            assertTrue(bars.next());
            assertEquals(day("2024-01-03"), bars.sessionDay());
            assertFalse(bars.next());
        }
        assertEquals(day("2024-01-03"), market.lastDay("QQQ"));
    }

    @Test
    void shouldTellWhatThereIsWhereANameHasNoBars() {
        Path folder = store("A", "B", "C", "D");
        assertEquals(
                "--data " + folder + ": there are no bars of 1d of QQQ, but of A, B, C, D;"
                        + " import them, see ringside data --help",
                refusal(folder, "1d", "2024-01-02", "QQQ"));
        store("E", "F");
        assertEquals(
                "--data " + folder + ": there are no bars of 1d of QQQ, but of A, B, C, D and 2 more;"
                        + " import them, see ringside data --help",
                refusal(folder, "1d", "2024-01-02", "QQQ"));
        assertEquals(
                "--data " + folder + ": there are no bars of 1d of A within the days;"
                        + " import them, see ringside data --help",
                refusal(folder, "1d", "2024-01-04", "A"));
        assertEquals(
                "--data " + folder + ": has bars of 1d, and the configuration reads 5m (data.bar); give a configuration"
                        + " for bars of 1d, or import bars of 5m",
                refusal(folder, "5m", "2024-01-02", "A"));
    }

    @Test
    void shouldTellThatAStoreHasNothing() {
        Path folder = store();
        assertEquals(
                "--data " + folder + ": there are no bars of 1d of QQQ, but of nothing;"
                        + " import them, see ringside data --help",
                refusal(folder, "1d", "2024-01-02", "QQQ"));
    }

    private static String refusal(Path folder, String bar, String from, String symbol) {
        StoredMarket market = market(folder, bar, from, "2024-01-05");
        return assertThrows(UserError.class, () -> market.source(symbol)).getMessage();
    }

    private static long price(long whole) {
        return whole * FixedPoint.ONE_E8;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }
}
