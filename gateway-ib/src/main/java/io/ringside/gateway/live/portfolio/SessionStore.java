package io.ringside.gateway.live.portfolio;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.StoredMarket;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Session bars from a data store, as the same events that a back test publishes. The store is read anew each time, since
 * another process updates it.
 *
 * <p>Thread: session.
 */
public final class SessionStore {
    /** Days without a bar after which a name counts as no longer traded. */
    private static final int ALIVE_DAYS = 10;

    private final Path folder;
    private final EngineSettings settings;
    private final ExchangeCalendar calendar;
    private final BitSet detailed;

    /**
     * State of a session's bars.
     *
     * @param expected number of names with recent bars
     * @param missing those of them without a bar of the session or later
     */
    public record Look(int expected, List<String> missing) {
        /** Names with a bar, as a part of those expected. */
        double share() {
            return expected == 0 ? 0 : (expected - missing.size()) / (double) expected;
        }

        /** Some missing names as text; "any name" where none is expected. */
        String shown() {
            if (missing.isEmpty()) {
                return "any name";
            }
            int most = Math.min(5, missing.size());
            String names = String.join(", ", missing.subList(0, most));
            return missing.size() > most ? names + " and " + (missing.size() - most) + " more" : names;
        }
    }

    /**
     * @param settings of the engine, whose instruments are the names
     * @param detailed names whose intraday prices come from the feed: for these only whole bars are published
     * @throws io.ringside.engine.settings.UserError if the folder is no store
     */
    public SessionStore(Path folder, EngineSettings settings, ExchangeCalendar calendar, BitSet detailed) {
        this.folder = folder;
        this.settings = settings.ofSessions();
        this.detailed = detailed;
        this.calendar = calendar;
        open(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private StoredMarket open(int fromDay, int toDay) {
        return new StoredMarket(folder, settings, fromDay, toDay, true);
    }

    /** Whether the bars of a session are there. */
    Look look(int sessionDay) {
        StoredMarket lately = open(sessionDay - ALIVE_DAYS, Integer.MAX_VALUE);
        int expected = 0;
        List<String> missing = new ArrayList<>();
        for (Instrument one : settings.instruments()) {
            if (lately.symbols().contains(one.symbol())) {
                expected++;
                if (lately.lastDay(one.symbol()) < sessionDay) {
                    missing.add(one.symbol());
                }
            }
        }
        return new Look(expected, missing);
    }

    /** All events of the sessions of some days, marked for warming up only, or of one session that is traded. */
    MarketFeed feed(int fromDay, int toDay, boolean warmUp) {
        StoredMarket market = open(fromDay, toDay);
        List<BarSource> sources = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        BitSet portfolioOnly = new BitSet();
        for (Instrument one : settings.instruments()) {
            if (market.symbols().contains(one.symbol())) {
                portfolioOnly.set(sources.size(), detailed.get(one.id()));
                sources.add(market.source(one.symbol()));
                ids.add(one.id());
            }
        }
        int[] instruments = ids.stream().mapToInt(id -> id).toArray();
        return new MarketFeed(
                sources, instruments, portfolioOnly, calendar, warmUp ? Integer.MAX_VALUE : Integer.MIN_VALUE);
    }

    /** Splits, dividends and delistings of some days, by day. */
    List<Action> actions(int fromDay, int toDay) {
        return open(fromDay, toDay).events(settings.instruments(), fromDay);
    }
}
