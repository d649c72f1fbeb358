package io.ringside.dashboard;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** A daemon that trades a portfolio of invented names, in a process of its own. */
final class PortfolioDay {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long SHARE = 100_000_000L;
    private static final int NAMES = 32;

    private PortfolioDay() {}

    static LiveDay start(Path root, Path store) throws IOException {
        invent(store, NAMES, "2023-06-01", "2023-11-15");
        Path config = Path.of(System.getProperty("ringside.home"), "config/momentum-live.conf");
        return LiveDay.simulated(
                root,
                "--config",
                config.toString(),
                "--data",
                store.toString(),
                "--day",
                "2023-11-14",
                "--equity",
                "100000",
                "--speed",
                "60",
                "--set",
                "portfolio.schedule=month-end",
                "--set",
                "portfolio.lookback-months=2",
                "--set",
                "portfolio.skip-months=0",
                "--set",
                "portfolio.proceeds=cash",
                "--set",
                "gateway.store.history-from=2023-06-01");
    }

    static void awaitOpen(LiveDay day) {
        day.awaitStatus("\"broker\": \"ready\"");
        day.await(
                () -> day.status().matches("(?s).*\"market_time\": \"2023-11-14T(09:3[1-9]|09:[45]|1).*"),
                () -> "the open");
    }

    /** A store of invented names: random walks in whole cents. */
    private static void invent(Path folder, int names, String from, String to) {
        int last = (int) LocalDate.parse(to).toEpochDay();
        SplittableRandom random = new SplittableRandom(7);
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            for (int name = 0; name < names; name++) {
                BarRows rows = new BarRows();
                long cents = 2_000L + random.nextInt(20_000);
                for (int day = (int) LocalDate.parse(from).toEpochDay();
                        day <= last;
                        day = CALENDAR.nextTradingDay(day)) {
                    long open = cents;
                    cents += random.nextInt((int) (cents / 20)) - cents / 40;
                    rows.add(
                            day,
                            open * SHARE / 100,
                            Math.max(open, cents) * SHARE / 100,
                            Math.min(open, cents) * SHARE / 100,
                            cents * SHARE / 100,
                            1_000_000);
                }
                String symbol = "N" + (char) ('A' + name / 26) + (char) ('A' + name % 26);
                store.merge(new SeriesKey(symbol, BarSpec.parse("1d")), rows, "invented", false, last);
            }
        }
    }
}
