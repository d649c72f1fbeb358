package io.ringside.gateway.live.portfolio;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** A store of names that stand still at a price. */
final class MadeStore {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final Path folder;

    MadeStore(Path folder) {
        this.folder = folder;
    }

    static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    Path folder() {
        return folder;
    }

    /** Adds the sessions of some days of a name, at 50. */
    MadeStore add(String symbol, String fromDay, String toDay) {
        BarRows rows = new BarRows();
        for (int day = day(fromDay); day <= day(toDay); day = CALENDAR.nextTradingDay(day)) {
            long priceE8 = 5_000_000_000L;
            rows.add(day, priceE8, priceE8, priceE8, priceE8, 1_000);
        }
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            store.merge(new SeriesKey(symbol, BarSpec.parse("1d")), rows, "made", false, day(toDay));
        }
        return this;
    }

    MadeStore action(String symbol, Action action) {
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            store.mergeActions(symbol, List.of(action));
        }
        return this;
    }
}
