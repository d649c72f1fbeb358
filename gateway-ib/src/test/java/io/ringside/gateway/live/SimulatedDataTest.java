package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.gateway.sim.SimSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the rows of a file that a simulated market plays. */
class SimulatedDataTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 6, 20).toEpochDay();

    @TempDir
    Path folder;

    @Test
    void shouldAccountForEachRowWhenAFileIsPlayed() throws IOException {
        StringBuilder rows = rows("2025-06-20");
        rows.append("2025-06-20 17:00:00,500,501,499,500,100\n");
        rows.append("2025-06-21 10:00:00,500,501,499,500,100\n");
        SimulatedMarket.Played played = read(rows);
        assertEquals(50, played.tapes().get(0).bars().size());
        String line = played.data().lines().get(0);
        assertTrue(line.contains("QQQ, plain, 52 rows, 50 used, 2 left out: 1 OUTSIDE_DAYS, 1 EXTENDED_HOURS"), line);
    }

    @Test
    void shouldRefuseAFileUnlessItsLossIsAcceptedWhenMostOfItIsLost() throws IOException {
        StringBuilder rows = new StringBuilder(rows("2025-06-19"));
        rows.append("2025-06-20 09:30:00,500,501,499,500,100\n");
        UserError error = assertThrows(UserError.class, () -> read(rows));
        assertTrue(error.getMessage().contains("only 1 of 51"), error.getMessage());
        assertEquals(
                1, read(rows, "data.accept-loss=true").tapes().get(0).bars().size());
    }

    /** What is on the clock of another zone is read on it. */
    @Test
    void shouldHeedTheZoneWhenOneIsTold() throws IOException {
        SimulatedMarket.Played played = read(rows("2025-06-20"), "data.zone=America/Chicago", "data.accept-loss=true");
        String line = played.data().lines().get(0);
        assertTrue(line.contains("2025-06-20T11:00:00-04:00 to 2025-06-20T11:49:00-04:00"), line);
    }

    /** A simulated market waits for the smallest bars that an engine decides on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data { bar = 1m }, signal { strategy = mean-reversion-in-trend, bar = 5m } | 300",
                "data { bar = 5m }, signal { strategy = mean-reversion-in-trend, bar = 15m } | 900",
                "data { bar = 5s }, signals { a { strategy = mean-reversion-in-trend, bar = 15m }, b { strategy = mean-reversion-in-trend, bar = 2m } } | 120",
                "data { bar = ticks }, signal { strategy = mean-reversion-in-trend, bar = 5m } | 5",
                "data { bar = 1d }, portfolio { strategy = momentum } | 23400",
                "data { bar = 5m }, portfolio { strategy = momentum, budget = 0.5 }, signals { a { strategy = mean-reversion-in-trend, bar = 15m, instruments = [ QQQ ] } } | 900"
            })
    void shouldWaitForTheSmallestBarsThatAreDecidedOn(String settings, long seconds) {
        assertEquals(
                seconds * 1_000_000_000L,
                SimulatedMarket.decisionNanos(
                        EngineSettings.parse("instruments = [{ symbol = QQQ }]\n" + settings, "test")));
    }

    /** Of an account whose figures the broker tells, it is 100,000. */
    @Test
    void shouldBeginWithTheConfiguredEquity() {
        String settings =
                "instruments = [{ symbol = QQQ }]\nsignal { strategy = mean-reversion-in-trend }\nrisk.equity = ";
        assertEquals(
                100_000 * FixedPoint.ONE_E8,
                SimulatedMarket.cashE8(EngineSettings.parse(settings + "account", "test")));
        assertEquals(
                2_500 * FixedPoint.ONE_E8, SimulatedMarket.cashE8(EngineSettings.parse(settings + "2500", "test")));
    }

    /** Fourteen sessions before 2025-06-20; 2025-06-19 is none. */
    @Test
    void shouldKnowWhenItsHistoryBegins() {
        assertEquals(LocalDate.of(2025, 5, 30), LocalDate.ofEpochDay(SimulatedMarket.firstDay(DAY, CALENDAR)));
    }

    @Test
    void shouldKnowWhichFileIsOfWhichInstrument() {
        List<Instrument> one = List.of(Instrument.usEquity(0, "QQQ"));
        assertEquals(Map.of("F", Path.of("x.csv")), Simulation.files(List.of("F=x.csv"), one));
        assertEquals(Map.of("QQQ", Path.of("x.csv")), Simulation.files(List.of("x.csv"), one));
        assertEquals(Map.of("QQQ", Path.of("x.csv")), Simulation.files(List.of("=x.csv"), one));
        List<Instrument> two = List.of(Instrument.usEquity(0, "QQQ"), Instrument.usEquity(1, "SPY"));
        assertEquals(
                Map.of("IBM", Path.of("a/IBM.csv.gz"), "SPY", Path.of("b")),
                Simulation.files(List.of("a/IBM.csv.gz", "SPY=b"), two));
        assertEquals(Map.of(), Simulation.files(List.of(), two));
        assertEquals(
                "--bars QQQ=b: QQQ is given twice",
                assertThrows(UserError.class, () -> Simulation.files(List.of("a", "QQQ=b"), one))
                        .getMessage());
    }

    /** The number that is configured, or the one that the simulated broker knows a name by. */
    @Test
    void shouldKnowAContractByItsConfiguredNumber() {
        EngineSettings settings = EngineSettings.parse(
                "instruments = [{ symbol = QQQ }, { symbol = SPY, contract-id = 12 }]\n"
                        + "signal { strategy = mean-reversion-in-trend }",
                "test");
        assertEquals(
                List.of("QQQ 320227571", "SPY 12"),
                SimulatedMarket.read(settings, Map.of(), DAY, DAY, 1).tapes().stream()
                        .map(tape ->
                                tape.listing().symbol() + " " + tape.listing().contractId())
                        .toList());
    }

    /** FB is META from 2022-06-09 on: a day of it, and one behind it, has no change before it. */
    @ParameterizedTest
    @CsvSource({"2022-06-07, 1", "2022-06-08, 1", "2022-06-09, 0", "2022-06-10, 0"})
    void shouldRenameWhatChangesItsSymbolBehindTheFirstDay(LocalDate first, int renamed) {
        EngineSettings settings = EngineSettings.parse(
                "instruments = [{ symbol = META, renamed = [\"FB,2022-06-09,META\"] }]\ndata.bar = 1d\n"
                        + "portfolio { strategy = momentum }",
                "test");
        int change = (int) LocalDate.of(2022, 6, 9).toEpochDay();
        store("META", change - 9, change + 1);
        SimulatedMarket.Played played =
                SimulatedMarket.read(settings, folder, Map.of(), (int) first.toEpochDay(), change + 1);
        SimSettings.Renaming expected = new SimSettings.Renaming("FB", CALENDAR.toNanos(change, 0), "META");
        assertEquals(renamed == 1 ? List.of(expected) : List.of(), played.renamings());
        assertEquals(
                renamed == 1 ? "FB" : "META", played.tapes().get(0).listing().symbol());
    }

    /** In the night after the session before, in which the daemon's day begins: that of a Monday is on a Saturday. */
    @ParameterizedTest
    @CsvSource({"2022-06-08, 2", "2022-06-09, 1", "2022-06-10, 1", "2022-06-13, 0"})
    void shouldPlayTheActionsBehindTheFirstDay(LocalDate first, int expected) {
        int thursday = (int) LocalDate.of(2022, 6, 9).toEpochDay();
        int monday = thursday + 4;
        store("QQQ", thursday - 9, monday);
        Action split = new Action(thursday, 0, CorporateAction.SPLIT, 2, 1, 0);
        Action dividend = new Action(monday, 0, CorporateAction.DIVIDEND, 0, 0, 25_000_000);
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            store.mergeActions("QQQ", List.of(split, dividend));
        }
        EngineSettings settings = EngineSettings.parse(
                "instruments = [{ symbol = QQQ }]\ndata.bar = 1d\nportfolio { strategy = momentum }", "test");
        SimulatedMarket.Played played =
                SimulatedMarket.read(settings, folder, Map.of(), (int) first.toEpochDay(), monday);
        List<SimSettings.Happening> all = List.of(
                new SimSettings.Happening("QQQ", CALENDAR.toNanos(thursday, 0), split),
                new SimSettings.Happening("QQQ", CALENDAR.toNanos(thursday + 2, 0), dividend));
        assertEquals(all.subList(2 - expected, 2), played.happenings());
    }

    private void store(String symbol, int from, int to) {
        BarRows rows = new BarRows();
        for (int day = from; day <= to; day = CALENDAR.nextTradingDay(day)) {
            rows.add(day, 5_000_000_000L, 5_000_000_000L, 5_000_000_000L, 5_000_000_000L, 1_000);
        }
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            store.merge(new SeriesKey(symbol, BarSpec.parse("1d")), rows, "made", false, to);
        }
    }

    /** Fifty minutes of a day from ten o'clock on; Juneteenth has no session. */
    private static StringBuilder rows(String day) {
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int minute = 0; minute < 50; minute++) {
            rows.append(day)
                    .append(minute < 10 ? " 10:0" : " 10:")
                    .append(minute)
                    .append(":00,500,501,499,500,100\n");
        }
        return rows;
    }

    private SimulatedMarket.Played read(CharSequence rows, String... sets) throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
        Path home = Path.of(System.getProperty("ringside.home", ".."));
        Config given = LiveConfiguration.of(home.resolve("config/live.conf"), List.of(sets));
        EngineSettings settings = LiveConfiguration.engineSettings(given);
        return SimulatedMarket.read(settings, Map.of("QQQ", file), DAY, DAY, 1);
    }
}
