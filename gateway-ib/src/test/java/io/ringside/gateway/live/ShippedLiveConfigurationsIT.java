package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.gateway.live.operator.AuditCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every shipped configuration of a daemon, on prices that were drawn with a ruler, so that everybody sees what its rules must
 * choose: it starts, decides once, and what it buys in the next auction is that, and what a back test buys.
 */
class ShippedLiveConfigurationsIT {
    private static final ExchangeCalendar CALENDAR = PortfolioDays.CALENDAR;
    private static final int HISTORY = PortfolioDays.day("2022-07-01");
    private static final long CENT_E8 = 1_000_000;
    private static final long DOLLAR_E8 = 100 * CENT_E8;
    private static final List<String> NAMES = List.of("UA", "UB", "UC", "UD", "UE", "UF", "UG", "UH", "UI", "UJ");

    @TempDir
    Path folder;

    /** A configuration, a session on which it decides, and what it must choose. */
    private enum Case {
        CLENOW("2023-11-29", "UI UJ"),
        DUAL_MOMENTUM("2023-11-30", "SPY"),
        GOLDEN_CROSS("2023-11-28", "AAPL SPY"),
        MEAN_REVERSION("2023-12-01", "UC XLU"),
        MOMENTUM("2023-11-28", "UI UJ"),
        REBALANCER("2023-11-28", "NVDA PLTR TSLA"),
        SECTOR_ROTATION("2023-11-30", "XLE XLK XLV");

        private final int decidesOn;
        private final String chosen;

        Case(String decidesOn, String chosen) {
            this.decidesOn = PortfolioDays.day(decidesOn);
            this.chosen = chosen;
        }

        /** Symbols of what it must choose. */
        Set<String> chosen() {
            return Set.of(chosen.split(" "));
        }

        String file() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean hasUniverse() {
            return Set.of(CLENOW, MEAN_REVERSION, MOMENTUM).contains(this);
        }

        /** Cents that a name gains a session; the last close is away from that line where the rules look for it. */
        private IntToLongFunction cents(String symbol, int sessions) {
            int last = sessions - 1;
            boolean picked = chosen().contains(symbol);
            return switch (this) {
                // Ten names on ten lines, the last two the steepest.
                case CLENOW, MOMENTUM -> i -> 10_000 + (1 + Math.max(0, NAMES.indexOf(symbol))) * (long) i;
                case DUAL_MOMENTUM -> i -> 10_000 + (picked ? 10L : symbol.equals("VEU") ? 5 : 0) * i;
                case SECTOR_ROTATION -> i -> 10_000 + (picked ? 9L : 2) * i;
                case GOLDEN_CROSS -> i -> 20_000 - 2L * i + (picked && i == last ? 20_000 : 0);
                case MEAN_REVERSION -> i -> 10_000 + i % 3 - (picked && i == last ? 500 : 0);
                case REBALANCER -> i -> 20_000 + (picked ? 20L : -20) * i + i % 2;
            };
        }
    }

    private void draw(Case drawn, Config config, int lastDay) {
        int sessions = 0;
        for (int day = HISTORY; day <= drawn.decidesOn; day = CALENDAR.nextTradingDay(day)) {
            sessions++;
        }
        Set<String> symbols = new TreeSet<>(drawn.hasUniverse() ? NAMES : List.of());
        config.getConfigList("instruments").forEach(one -> symbols.add(one.getString("symbol")));
        try (DataStore store = DataStore.openToWrite(folder.resolve("store"), CALENDAR)) {
            for (String symbol : symbols) {
                IntToLongFunction cents = drawn.cents(symbol, sessions);
                BarRows rows = new BarRows();
                int i = 0;
                for (int day = HISTORY; day <= lastDay; day = CALENDAR.nextTradingDay(day)) {
                    long closeE8 = cents.applyAsLong(Math.min(i, sessions - 1)) * CENT_E8;
                    rows.add(day, closeE8, closeE8 + DOLLAR_E8, closeE8 - DOLLAR_E8, closeE8, 1_000_000);
                    i++;
                }
                store.merge(new SeriesKey(symbol, BarSpec.parse("1d")), rows, "drawn", false, lastDay);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldChooseAndBuyWhatItsRulesSayWhenAShippedPortfolioIsTraded(Case played) throws IOException {
        int fillsOn = CALENDAR.nextTradingDay(played.decidesOn);
        Config given = PortfolioDays.config(played.file());
        draw(played, given, fillsOn);
        if (played.hasUniverse()) {
            Path universe = Files.write(folder.resolve("universe.txt"), NAMES);
            given = UniverseFile.into(given, List.of(universe.toString()));
        }
        PortfolioDays days = new PortfolioDays(
                        folder.resolve("live"), folder.resolve("store"), given, played.decidesOn, fillsOn, 1)
                .run();
        assertEquals(played.chosen(), days.shares().keySet());
        var expected = PortfolioDays.Reference.of(days.settings(), folder.resolve("store"), played.decidesOn, fillsOn);
        assertEquals(expected.fills(), days.fills());
        Map<NameOutcome, Integer> said = new TreeMap<>();
        LiveBench.replay(days.journal(played.decidesOn), event -> {
            for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
                said.merge(NameOutcome.ofCode(event.verdicts[i].outcome), 1, Integer::sum);
            }
        });
        assertEquals(played.chosen().size(), said.get(NameOutcome.BOUGHT), said::toString);
        for (int day = played.decidesOn; day <= fillsOn; day = CALENDAR.nextTradingDay(day)) {
            LiveBench.replay(days.journal(day), event -> {});
            assertEquals(List.of(), AuditCommand.audit(days.journal(day)).violations());
        }
    }

    @Test
    void shouldTradeWhenTheShippedStrategyWithinTheDayIs() {
        Path journal;
        try (LiveBench bench = new LiveBench(folder, 1289)) {
            bench.start();
            bench.playTo(10, 30);
            journal = bench.journal();
        }
        List<EventType> fills = new ArrayList<>();
        LiveBench.replay(journal, event -> {
            if (event.type == EventType.FILL) {
                fills.add(event.type);
            }
        });
        assertFalse(fills.isEmpty());
    }

    /** It is there to be included. */
    @Test
    void shouldSayWhatIsMissingWhenTheSharedPartIsGivenAlone() {
        Path shared = home().resolve("portfolio-live.conf");
        LiveProcess.Answer answer = LiveProcess.run(
                new LiveCommand(),
                "--journal",
                folder.resolve("live").toString(),
                "--config",
                shared.toString(),
                "--data",
                folder.resolve("store").toString());
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("portfolio.strategy"), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void shouldKnowEveryConfigurationThatIsShippedForADaemon() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("live.conf", "portfolio-live.conf"));
        for (Case one : Case.values()) {
            known.add(one.file() + "-live.conf");
        }
        try (Stream<Path> files = Files.list(home())) {
            Set<String> shipped = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("live.conf"))
                    .forEach(shipped::add);
            assertEquals(shipped, known);
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("ringside.home"), "config");
    }
}
