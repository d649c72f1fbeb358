package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.gateway.live.operator.Audit;
import io.ringside.gateway.live.operator.AuditCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a portfolio in the daemon against a simulated TWS: what it trades is what a back test trades on the same bars. */
class PortfolioDaysIT {
    static final int HISTORY = PortfolioDays.day("2023-06-01");
    static final int FIRST = PortfolioDays.day("2023-11-21");
    static final int LAST = PortfolioDays.day("2023-11-29");
    /** More than one event carries. */
    static final int NAMES = 40;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void invent() {
        PortfolioDays.invent(shared.resolve("store"), NAMES, HISTORY, LAST, 7);
    }

    /** Decides each day on two months of the names, so that much changes every day. */
    static Config momentum(String... sets) {
        Config config = PortfolioDays.config(
                "momentum",
                "portfolio.schedule=daily",
                "portfolio.lookback-months=2",
                "portfolio.skip-months=0",
                "gateway.store.history-from=2023-06-01");
        for (String set : sets) {
            config = io.ringside.engine.EngineSettings.with(config, set);
        }
        return config;
    }

    private PortfolioDays play(Config config) throws IOException {
        return new PortfolioDays(folder.resolve("live"), shared.resolve("store"), config, FIRST, LAST, 1).run();
    }

    private void compare(Config config, int fillsMin) throws IOException {
        PortfolioDays days = play(config);
        var expected = PortfolioDays.Reference.of(days.settings(), shared.resolve("store"), FIRST, LAST);
        assertTrue(
                expected.fills().size() > fillsMin,
                () -> "only " + expected.fills().size() + " fills");
        assertEquals(String.join("\n", expected.fills()), String.join("\n", days.fills()));
        assertEquals(expected.shares(), days.shares());
        for (int day = FIRST; day <= LAST; day = PortfolioDays.CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {});
            Audit audit = AuditCommand.audit(days.journal(day));
            assertEquals(List.of(), audit.violations());
        }
    }

    /** Over a holiday, a half day and a weekend. */
    @Test
    void shouldTradeAsABacktestDoesWhenBuysWaitForTheSales() throws IOException {
        compare(momentum(), 30);
    }

    @Test
    void shouldTradeAsABacktestDoesWhenTheCashPaysForBuys() throws IOException {
        compare(momentum("portfolio.proceeds=cash"), 30);
    }
}
