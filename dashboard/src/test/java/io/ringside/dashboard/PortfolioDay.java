package io.ringside.dashboard;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A daemon that trades a portfolio of invented names, in a process of its own. */
final class PortfolioDay {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long SHARE = 100_000_000L;
    private static final int NAMES = 32;

    private PortfolioDay() {}

    static LiveDay start(Path root, Path store, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--day", "2023-11-14", "--speed", "60"));
        all.addAll(List.of("--set", "portfolio.schedule=month-end"));
        all.addAll(List.of(options));
        return start(root, store, all);
    }

    /** Whole days as fast as they can, on the second of which it trades. */
    static LiveDay days(Path root, Path store) throws IOException {
        return start(
                root,
                store,
                List.of("--from", "2023-11-13", "--to", "2023-11-14", "--set", "portfolio.schedule=daily"));
    }

    private static LiveDay start(Path root, Path store, List<String> options) throws IOException {
        invent(store, NAMES, "2023-06-01", "2023-11-15");
        Path config = Path.of(System.getProperty("ringside.home"), "config/momentum-live.conf");
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "--data", store.toString()));
        all.addAll(List.of("--equity", "100000"));
        for (String set : List.of(
                "portfolio.lookback-months=2",
                "portfolio.skip-months=0",
                "portfolio.proceeds=cash",
                "gateway.store.history-from=2023-06-01")) {
            all.addAll(List.of("--set", set));
        }
        all.addAll(options);
        return LiveDay.simulated(root, all.toArray(new String[0]));
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
