package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Momentum over one month keeps 48 sessions: what had a bar on the day of a decision, and what had as many. */
class LeftAsideTest {
    private static final Engine ENGINE = Decided.engine(3, "portfolio { " + Decided.RULES + " }");
    private static final int DAY = 20_000;

    private final LeftAside leftAside = new LeftAside(ENGINE, DAY);
    private final EngineEvent event = new EngineEvent(ENGINE.bounds());

    private void bar(int id, int day) {
        event.bar(id, 1, 2, 1, 1, 1, 1, 1, 0);
        event.sessionDay = day;
        leftAside.onEvent(event);
    }

    private static NameDecision ranked(int id, int rank) {
        Standing standing = new Standing();
        standing.clear(0, id);
        standing.rank = rank;
        return new NameDecision(standing, "");
    }

    @Test
    void shouldNameNobodyWhereAllHaveWhatIsNeeded() {
        for (int ago = 47; ago >= 0; ago--) {
            bar(0, DAY - ago);
            bar(1, DAY - ago);
            bar(2, DAY - ago);
        }
        assertEquals(List.of(), leftAside.lines(List.of()));
    }

    /** AAA has them, BBB one less, and CCC one less and none on the day. */
    @Test
    void shouldCountTheBarsUpToTheDay() {
        for (int ago = 47; ago >= 0; ago--) {
            bar(0, DAY - ago);
            if (ago < 47) {
                bar(1, DAY - ago);
            }
            if (ago > 0) {
                bar(2, DAY - ago);
            }
        }
        bar(1, DAY + 1);
        event.openPrint(1, 1, 1, 0);
        event.sessionDay = DAY;
        leftAside.onEvent(event);
        assertEquals(List.of("CCC"), leftAside.withoutBar());
        assertEquals(Map.of("BBB", 47), leftAside.tooShort(List.of()));
        assertEquals(Map.of("BBB", 47), leftAside.tooShort(List.of(ranked(0, 1), ranked(1, 0))));
        assertEquals(Map.of(), leftAside.tooShort(List.of(ranked(1, 1))));
        assertEquals(
                List.of(
                        "no bar on 2024-10-04: CCC",
                        "not ranked, with fewer bars than the 48 that the strategy looks back: BBB (47)"),
                leftAside.lines(List.of()));
    }
}
