package io.ringside.gateway.live.portfolio;

import static io.ringside.gateway.live.portfolio.MadeStore.CALENDAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there of a session, and what is told of it. */
class SessionStoreTest {
    private static final int MONDAY = MadeStore.day("2023-11-13");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private static EngineSettings settings(String... symbols) {
        StringBuilder instruments = new StringBuilder();
        for (String symbol : symbols) {
            instruments.append("{ symbol = ").append(symbol).append(" }, ");
        }
        return EngineSettings.of(ConfigFactory.parseString(
                "instruments = [" + instruments + "]\ndata.bar = 1d\nportfolio { strategy = momentum }"));
    }

    private static SessionStore store(Path folder, BitSet detailed, String... symbols) {
        return new SessionStore(folder, settings(symbols), CALENDAR, detailed);
    }

    @Test
    void shouldExpectNamesThatHadABarInTheLastTenDays() {
        MadeStore made = new MadeStore(folder)
                .add("AA", "2023-11-01", "2023-11-13")
                .add("BB", "2023-11-01", "2023-11-14")
                // The third is ten days before.
                .add("CC", "2023-11-01", "2023-11-03")
                .add("DD", "2023-11-01", "2023-11-02");
        SessionStore store = store(made.folder(), new BitSet(), "AA", "BB", "CC", "DD", "EE");
        SessionStore.Look look = store.look(MONDAY);
        assertEquals(new SessionStore.Look(3, List.of("CC")), look);
        assertEquals(2 / 3.0, look.share());
        assertEquals(new SessionStore.Look(2, List.of("AA")), store.look(MadeStore.day("2023-11-14")));
    }

    @Test
    void shouldNameTheFirstFiveThatAreMissing() {
        assertEquals("any name", new SessionStore.Look(0, List.of()).shown());
        assertEquals("A, B, C, D, E", new SessionStore.Look(6, List.of("A", "B", "C", "D", "E")).shown());
        assertEquals(
                "A, B, C, D, E and 2 more",
                new SessionStore.Look(9, List.of("A", "B", "C", "D", "E", "F", "G")).shown());
        assertEquals(0, new SessionStore.Look(0, List.of()).share());
        assertEquals(1, new SessionStore.Look(4, List.of()).share());
        assertEquals(0.25, new SessionStore.Look(4, List.of("A", "B", "C")).share());
    }

    @Test
    void shouldTellBarsOfTheNamesThatTheStoreHas() {
        MadeStore made =
                new MadeStore(folder).add("AA", "2023-11-10", "2023-11-14").add("CC", "2023-11-13", "2023-11-14");
        BitSet heard = new BitSet();
        heard.set(2);
        SessionStore store = store(made.folder(), heard, "AA", "BB", "CC");
        assertEquals(
                List.of("0 2023-11-10 warm-up", "0 2023-11-13 warm-up", "2 2023-11-13 warm-up told"),
                bars(store, "2023-11-10", "2023-11-13", true));
        assertEquals(List.of("0 2023-11-14", "2 2023-11-14 told"), bars(store, "2023-11-14", "2023-11-14", false));
    }

    private static List<String> bars(SessionStore store, String from, String to, boolean warmUp) {
        List<String> bars = new ArrayList<>();
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        try (MarketFeed feed = store.feed(MadeStore.day(from), MadeStore.day(to), warmUp)) {
            while (feed.next(event)) {
                if (event.type == EventType.BAR) {
                    bars.add(event.instrumentId + " "
                            + CALENDAR.format(event.eventNanos).substring(0, 10) + (event.isWarmUp() ? " warm-up" : "")
                            + (event.isPortfolioOnly() ? " told" : ""));
                }
            }
        }
        return bars;
    }

    @Test
    void shouldRefuseAFolderThatIsNoStore() {
        UserError error = assertThrows(UserError.class, () -> store(folder, new BitSet(), "AA"));
        assertEquals(
                folder + ": is no data store; make one with ringside data import or data update", error.getMessage());
    }
}
