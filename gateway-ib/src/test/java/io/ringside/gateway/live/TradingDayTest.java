package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultScript;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Some minutes of a day without any trouble, in one thread and in market time: what stands in its journal. */
@ExtendWith(SilentLog.class)
class TradingDayTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final int INSTRUMENTS = 3;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void shouldCloseTheSessionBehindItsLastBars() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 390).beginningAt(387 * 60);
        play(day);
        int close = lines.indexOf("SESSION_CLOSE 16:00");
        assertTrue(close > 0, lines.toString());
        List<String> before = lines.subList(0, close);
        assertEquals(
                INSTRUMENTS,
                before.stream().filter("BAR 16:00"::equals).count(),
                "each has told its last five seconds");
        assertEquals(
                1,
                lines.stream().filter(line -> line.startsWith("SESSION_OPEN")).count());
        assertEquals(lines.lastIndexOf("BAR 16:00"), before.lastIndexOf("BAR 16:00"), "none comes later");
    }

    @Test
    void shouldLeaveAllPositionsAndEnterNothingMoreWhenAnOperatorSaysSo() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        day.at(1_800, (trading, broker) -> trading.command(Operator.FLATTEN, "enough"));
        play(day);
        int flatten = lines.indexOf("FLATTEN");
        // An operator who looks after some minutes, and finds that all is well, lets it go on.
        int resume = lines.indexOf("RESUME");
        List<String> between = lines.subList(flatten + 1, resume);
        assertTrue(lines.subList(0, flatten).contains("FILL"), "there was something to leave");
        assertTrue(between.contains("FLATTEN"), "it is left");
        assertTrue(between.contains("FILL"), "and gone");
        assertEquals(0, between.stream().filter("ENTRY"::equals).count(), "nothing is entered");
        assertTrue(lines.subList(resume, lines.size()).contains("ENTRY"), "it trades again");
    }

    private void play(FaultDay day) {
        assertEquals(List.of(), day.run().violations);
        LiveBench.replay(folder.resolve(LocalDate.ofEpochDay(DAY).toString()), this::line);
    }

    private void line(EngineEvent event) {
        if (event.isWarmUp()) {
            return;
        }
        if (event.type == EventType.BAR
                || event.type == EventType.SESSION_CLOSE
                || event.type == EventType.SESSION_OPEN) {
            lines.add(event.type + " " + CALENDAR.format(event.eventNanos).substring(11, 16));
        } else if (event.type == EventType.CONDITION) {
            lines.add(Condition.ofCode(event.code).toString());
        } else if (event.type == EventType.COMMAND) {
            lines.add(Operator.ofCode(event.code).toString());
        } else {
            lines.add(event.type.toString());
        }
        for (int i = 0; i < event.intentCount; i++) {
            lines.add(event.intents[i].purpose.toString());
        }
    }
}
