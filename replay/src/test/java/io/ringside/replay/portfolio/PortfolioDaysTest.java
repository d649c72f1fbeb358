package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.replay.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of days of a daemon, of events given by hand. */
class PortfolioDaysTest {
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final Engine ENGINE =
            Decided.engine(4, "portfolio { strategy = mean-reversion, schedule = weekly }");

    @TempDir
    Path temp;

    private final PortfolioDays days = new PortfolioDays(ENGINE);
    private final EngineEvent event = new EngineEvent(ENGINE.bounds());

    private void close(int day) {
        event.session(EventType.SESSION_CLOSE, 1, 0);
        event.sessionDay = day;
        event.clearDecisions();
    }

    private void later(EventType type, int day) {
        event.control(type, 1, 0, 0);
        event.sessionDay = day;
        event.clearDecisions();
    }

    private void standing(int id, int rank, int actions, int reason) {
        Standing standing = event.addStanding();
        standing.clear(0, id);
        standing.rank = rank;
        standing.score = -1.5;
        standing.actions = actions;
        standing.reason = reason;
    }

    private List<String> table(String name) throws IOException {
        try (ResultFolder folder = ResultFolder.prepare(temp.resolve("out"), true)) {
            days.write(folder);
            folder.commit();
        }
        return Files.readAllLines(temp.resolve("out").resolve(name));
    }

    /**
     * A close decides for its day, and what continues it, or comes on the next day, too; names without a rank come behind those
     * that have one, by symbol, once the ranking is complete.
     */
    @Test
    void shouldTellTheRankingsOfTheDaysOnWhichTheyWereDecided() throws IOException {
        close(DAY - 1);
        days.onEvent(event);
        later(EventType.TIMER, DAY);
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, 7, 1, BookId.ofPortfolio(0), 1);
        intent.purpose = Purpose.REBALANCE;
        intent.side = Side.BUY;
        intent.quantity = 10;
        days.onEvent(event);
        event.fill(1, 1, 7, Side.BUY, 10, Decided.e8(100), 0, 0, 0);
        event.sessionDay = DAY;
        event.clearDecisions();
        days.onEvent(event);
        close(DAY);
        standing(3, 0, Standing.ENTER, 0);
        standing(2, 1, Standing.ENTER, 0);
        event.standingsLeft = 3;
        days.onEvent(event);
        List<String> first = table("rankings.csv");
        assertEquals(
                List.of(
                        "date,symbol,rank,score,z,state,selected,reason",
                        "2025-05-21,CCC,1,-1.5,-1.5,candidate,1,enter"),
                first);
        later(EventType.TIMER, DAY + 1);
        // Behind the count.
        standing(0, 2, Standing.ENTER, 0);
        standing(0, 2, Standing.ENTER, 0);
        event.standingCount = 1;
        event.standingsLeft = 2;
        days.onEvent(event);
        later(EventType.TIMER, DAY + 1);
        standing(1, 0, Standing.LEAVE, 1);
        standing(2, 0, Standing.KEEP, 2);
        days.onEvent(event);
        assertEquals(
                List.of(
                        "date,symbol,rank,score,z,state,selected,reason",
                        "2025-05-21,CCC,1,-1.5,-1.5,candidate,1,enter",
                        "2025-05-21,AAA,2,-1.5,-1.5,candidate,1,enter",
                        "2025-05-21,BBB,,-1.5,-1.5,held,0,mean reached",
                        "2025-05-21,DDD,,-1.5,-1.5,candidate,1,enter"),
                table("rankings.csv"));
        assertEquals(
                List.of("date,symbol,side,shares,price,commission,reason", "2025-05-21,BBB,BUY,10,100.00,0.00,enter"),
                table("executions.csv"));
    }

    /** One name alone is a ranking, and is complete with it; a position that was sold is none. */
    @Test
    void shouldEndARankingOfOneName() throws IOException {
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            event.fill(1, 1, side == Side.BUY ? 7 : 8, side, 1, Decided.e8(100), 0, 0, 0);
            event.sessionDay = DAY;
            event.clearDecisions();
            days.onEvent(event);
            close(side == Side.BUY ? DAY : DAY + 1);
            standing(1, 0, Standing.LEAVE, 1);
            days.onEvent(event);
        }
        assertEquals(
                List.of(
                        "date,symbol,rank,score,z,state,selected,reason",
                        "2025-05-21,BBB,,-1.5,-1.5,held,0,mean reached"),
                table("rankings.csv"));
    }
}
