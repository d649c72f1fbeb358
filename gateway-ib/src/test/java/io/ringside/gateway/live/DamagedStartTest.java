package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A start on a damaged journal, be it the day's own or the one that it takes over: one line with the remedy, as of any mistake, so
 * that a service does not start it again and again.
 */
@ExtendWith(SilentLog.class)
class DamagedStartTest {
    @TempDir(factory = MemoryFolder.class)
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseADamagedJournalInOneLine(int daysBefore) throws IOException {
        Path damaged = Files.createDirectories(
                root.resolve(LocalDate.ofEpochDay(LiveBench.DAY - daysBefore).toString()));
        Files.createFile(root.resolve("daemon.lock"));
        Files.writeString(damaged.resolve("manifest"), "what a disk made of it");
        UserError refused = assertThrows(UserError.class, this::start);
        assertTrue(refused.getMessage().startsWith("damaged journal: " + damaged), refused.getMessage());
        assertTrue(refused.getMessage().contains("ringside repair " + damaged), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
        assertFalse(new LiveFolder(root).isTaken(), "another start may follow");
    }

    private void start() {
        new TradingDaemon(
                        LiveConfiguration.engineSettings(LiveBench.config()),
                        LiveBench.liveSettings(LiveBench.config()),
                        null,
                        root,
                        () -> ExchangeCalendar.usEquity().openNanos(LiveBench.DAY),
                        1,
                        false,
                        InteractiveBrokers.SIMULATED,
                        () -> {})
                .close();
    }
}
