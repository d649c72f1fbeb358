package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FB is META from 2022-06-09 on. */
class SymbolsOfDayTest {
    private static final int CHANGE = (int) LocalDate.of(2022, 6, 9).toEpochDay();

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private static EngineSettings settings(String instruments) {
        return EngineSettings.of(ConfigFactory.parseString("instruments = [" + instruments
                + "]\nsignal { strategy = mean-reversion-in-trend, bar = 5m }\ndata.bar = 5m"));
    }

    private static final EngineSettings NOW =
            settings("{ symbol = META, renamed = [\"FB,2022-06-09,META\"] }, { symbol = QQQ }");

    private static List<String> symbols(EngineSettings settings) {
        return settings.instruments().stream().map(Instrument::symbol).toList();
    }

    private Path journal(String name, EngineSettings of) {
        Path journal = folder.resolve(name);
        Engine engine = new Engine(of, ExchangeCalendar.usEquity());
        JournalWriter.create(journal, CHANGE - 1, "this build", of.text(), JournalSettings.backtest(), engine.bounds())
                .close();
        return journal;
    }

    @Test
    void shouldNameEachInstrumentAsItIsCalledOnTheDay() {
        assertEquals(List.of("FB", "QQQ"), symbols(SymbolsOfDay.on(CHANGE - 1, NOW, null)));
        assertEquals(List.of("META", "QQQ"), symbols(SymbolsOfDay.on(CHANGE, NOW, null)));
        assertSame(NOW, SymbolsOfDay.on(CHANGE, NOW, null), "there is nothing to change");
    }

    @Test
    void shouldGoOnWithTheSymbolsOfAJournalThatHasBegun() {
        EngineSettings before = SymbolsOfDay.on(CHANGE - 1, NOW, null);
        assertEquals(List.of("FB", "QQQ"), symbols(SymbolsOfDay.of(journal("of the day", before), NOW)));
        assertSame(NOW, SymbolsOfDay.of(journal("as they are", NOW), NOW));
    }

    /** What is configured otherwise is not called back: it is refused elsewhere. */
    @Test
    void shouldLeaveTheSettingsAsTheyAreWhereTheJournalHasOtherInstruments() {
        for (String other : List.of(
                "{ symbol = FB }",
                "{ symbol = QQQ }, { symbol = META }",
                "{ symbol = META }, { symbol = SPY }",
                "{ symbol = META, tick-size = 0.05, renamed = [\"FB,2022-06-09,META\"] }, { symbol = QQQ }",
                "{ symbol = META }, { symbol = QQQ }, { symbol = SPY }")) {
            assertSame(NOW, SymbolsOfDay.of(journal("other " + other.hashCode(), settings(other)), NOW), other);
        }
    }

    @Test
    void shouldTellTheChangesOfADay() {
        assertEquals(List.of(), SymbolsOfDay.changes(CHANGE - 3, CHANGE - 1, NOW));
        assertEquals(List.of(Action.renamed(CHANGE, 0, "META")), SymbolsOfDay.changes(CHANGE, CHANGE, NOW));
        assertEquals(List.of(Action.renamed(CHANGE, 0, "META")), SymbolsOfDay.changes(CHANGE - 1, CHANGE + 1, NOW));
        assertEquals(List.of(), SymbolsOfDay.changes(CHANGE + 1, CHANGE + 3, NOW));
    }

    @Test
    void shouldFindAnInstrumentOfAnEarlierDay() {
        List<Instrument> now = NOW.instruments();
        List<Instrument> before =
                settings("{ symbol = QQQ }, { symbol = FB }, { symbol = SPY }").instruments();
        assertEquals(1, SymbolsOfDay.idOf(now, before.get(0), CHANGE - 1));
        assertEquals(0, SymbolsOfDay.idOf(now, before.get(1), CHANGE - 1));
        assertEquals(0, SymbolsOfDay.idOf(now, before.get(1), CHANGE), "that day did not know of the change");
        assertEquals(-1, SymbolsOfDay.idOf(now, before.get(2), CHANGE - 1));
    }
}
