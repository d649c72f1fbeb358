package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.MarketSource;
import io.ringside.engine.data.Reading;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketScanTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("QQQ.csv");
        Files.writeString(file, """
                datetime,open,high,low,close,volume
                2025-05-12 09:30:00,507.00,507.06,504.18,504.23,1968475
                2025-05-12 09:35:00,504.24,504.73,503.35,503.77,846435
                2025-05-13 09:30:00,503.00,503.50,502.00,502.25,700
                """);
    }

    private List<MarketSource> sources() {
        return List.of(BarFile.open(file, "QQQ", ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes()));
    }

    @Test
    void shouldPlayTheBarsAgainWhenTheFileIsGone() throws IOException {
        MarketScan scan = MarketScan.of(sources(), Reading.asShown());
        Files.delete(file);
        assertEquals(LocalDate.of(2025, 5, 12).toEpochDay(), scan.span().firstDay());
        assertEquals(LocalDate.of(2025, 5, 13).toEpochDay(), scan.span().lastDay());
        BarSource bars = scan.bars("QQQ");
        assertTrue(bars.next());
        assertEquals(50_423_000_000L, bars.closeE8());
        assertTrue(bars.next());
        assertEquals(50_377_000_000L, bars.closeE8());
        assertEquals(846_435, bars.volume());
        assertTrue(bars.next());
        assertEquals(50_225_000_000L, bars.closeE8());
        assertFalse(bars.next());
        assertEquals(
                scan.span().data().values(),
                new DataReport(bars.report().stream().toList()).values());
    }

    @Test
    void shouldLeaveTheBarsToAnotherReadingWhenThereAreTooMany() {
        MarketScan scan = MarketScan.of(sources(), Reading.asShown(), 2);
        assertNull(scan.bars("QQQ"));
        assertEquals(LocalDate.of(2025, 5, 13).toEpochDay(), scan.span().lastDay());
    }

    /** What has just room is kept; the next source has what is left. */
    @Test
    void shouldKeepWhatHasJustRoom() throws IOException {
        MarketScan scan = MarketScan.of(sources(), Reading.asShown(), 3);
        assertTrue(scan.bars("QQQ").next());
        Path other = Files.copy(file, folder.resolve("SPY.csv"));
        for (int room = 5; room <= 6; room++) {
            List<MarketSource> two = List.of(
                    sources().get(0),
                    BarFile.open(other, "SPY", ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes()));
            scan = MarketScan.of(two, Reading.asShown(), room);
            assertTrue(scan.bars("QQQ") != null);
            assertEquals(room == 6, scan.bars("SPY") != null, "room for " + room);
        }
    }
}
