package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.store.DataStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tickers of a day's instruments: the contract stays the same, and the broker uses the ticker of the day. Changes come
 * from a store, or from the configuration ({@code renamed}).
 *
 * <p>Thread: session.
 */
final class SymbolsOfDay {
    private SymbolsOfDay() {}

    /**
     * The settings for a day.
     *
     * @param store of a portfolio's bars, or null
     */
    static EngineSettings on(int day, EngineSettings settings, Path store) {
        SymbolHistory history = store == null
                ? SymbolHistory.NONE
                : DataStore.open(store, ExchangeCalendar.usEquity()).symbolHistory(Integer.MAX_VALUE);
        return with(settings, history.on(day, configured(day, settings.instruments())));
    }

    private static List<Instrument> configured(int day, List<Instrument> instruments) {
        return instruments.stream()
                .map(one -> one.renamings().isEmpty() ? one : one.renamed(one.symbolOn(day), one.renamings()))
                .toList();
    }

    /**
     * The settings for a day whose journal has begun, with the journal's tickers: a change that the store gets during the
     * day counts from the next day on.
     */
    static EngineSettings of(Path journal, EngineSettings settings) {
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            List<Instrument> begun =
                    EngineSettings.journaled(reader.openRecord()).instruments();
            List<Instrument> now = settings.instruments();
            boolean same = begun.size() == now.size();
            for (int i = 0; same && i < begun.size(); i++) {
                same = now.get(i).isCalled(begun.get(i).symbol())
                        && now.get(i)
                                .renamed(begun.get(i).symbol(), begun.get(i).renamings())
                                .equals(begun.get(i));
            }
            return same ? with(settings, begun) : settings;
        }
    }

    private static EngineSettings with(EngineSettings settings, List<Instrument> instruments) {
        if (instruments.equals(settings.instruments())) {
            return settings;
        }
        Config config = settings.withInstruments(instruments);
        return EngineSettings.of(config);
    }

    /** The configuration's ticker changes of some days, which a weekend or days without the daemon may be among. */
    static List<Action> changes(int fromDay, int toDay, EngineSettings settings) {
        List<Action> changes = new ArrayList<>();
        for (Instrument one : settings.instruments()) {
            for (SymbolHistory.Change change : one.renamings()) {
                if (change.day() >= fromDay && change.day() <= toDay) {
                    changes.add(Action.renamed(change.day(), one.id(), change.after()));
                }
            }
        }
        return changes;
    }

    /** Today's id of an instrument of an earlier day, or -1. */
    static int idOf(List<Instrument> now, Instrument old, int oldDay) {
        for (Instrument one : now) {
            if (one.symbolOn(oldDay).equals(old.symbol())) {
                return one.id();
            }
        }
        // A change that was not known on that day.
        return now.stream()
                .filter(one -> one.isCalled(old.symbol()))
                .mapToInt(Instrument::id)
                .findFirst()
                .orElse(-1);
    }
}
