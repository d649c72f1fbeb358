package io.ringside.replay.store;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ringside data check} for stores.
 *
 * <p>Thread: the command's.
 */
public final class CheckStore {
    private CheckStore() {}

    /** Prints the problems of each series; returns their number. */
    public static int problems(Path folder, PrintWriter out) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int problems = 0;
        int count = 0;
        try (DataStore store = DataStore.open(folder, calendar)) {
            StoreCheck check = new StoreCheck(store, calendar);
            for (SeriesKey key : store.series()) {
                count++;
                List<String> found;
                try {
                    found = check.of(key);
                } catch (UserError e) {
                    found = List.of(e.getMessage());
                }
                if (!found.isEmpty()) {
                    out.println(key + ":");
                    found.forEach(line -> out.println("  " + line));
                }
                problems += found.size();
            }
        }
        out.println(folder + ": " + count + " series");
        return problems;
    }
}
