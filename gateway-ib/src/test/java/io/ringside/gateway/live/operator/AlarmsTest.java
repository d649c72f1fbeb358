package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.LiveBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AlarmsTest {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long START = 1_000 * SECOND;

    @TempDir
    Path folder;

    private final LiveSettings settings = LiveBench.liveSettings(LiveBench.config("gateway.alarm-repeat-ms=60000"));
    private final Logger log = (Logger) LoggerFactory.getLogger("alarm");
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(said);
    }

    @Test
    void shouldRepeatWhatNobodyAcknowledgesUntilSomebodyDoes() {
        Alarms alarms = alarms();
        alarms.repeat(START);
        alarms.raise("one thing");
        alarms.raise("another");
        said.list.clear();
        alarms.repeat(START + 59 * SECOND);
        assertEquals(List.of(), said());
        alarms.repeat(START + 60 * SECOND);
        alarms.repeat(START + 61 * SECOND);
        alarms.repeat(START + 120 * SECOND);
        String repeated = "NOT ACKNOWLEDGED: 2 alarms, the first: one thing; ringside ack";
        assertEquals(List.of(repeated, repeated), said());
        assertEquals(2, alarms.acknowledge());
        said.list.clear();
        alarms.repeat(START + 1_000 * SECOND);
        assertEquals(List.of(), said());
        assertEquals(2, alarms.count(), "those of the process stay counted");
        assertEquals(0, alarms.acknowledge());
    }

    @Test
    void shouldRepeatNothingButTellWhatIsNewWhenSilenced() {
        Alarms alarms = alarms();
        alarms.repeat(START);
        alarms.raise("one thing");
        alarms.silence(START, 600_000);
        said.list.clear();
        alarms.repeat(START + 599 * SECOND);
        assertEquals(List.of(), said());
        assertEquals(1_000, alarms.silentMs(START + 599 * SECOND));
        alarms.raise("another");
        assertEquals(List.of("another"), said());
        alarms.repeat(START + 600 * SECOND);
        String repeated = "NOT ACKNOWLEDGED: 2 alarms, the first: one thing; ringside ack";
        assertEquals(List.of("another", repeated), said());
        assertEquals(0, alarms.silentMs(START + 601 * SECOND));
        alarms.silence(START + 601 * SECOND, 600_000);
        alarms.silence(START + 602 * SECOND, 0);
        alarms.repeat(START + 660 * SECOND);
        assertEquals(List.of("another", repeated, repeated), said());
    }

    @Test
    void shouldTellAtOnceWhatWasThereBeforeARestart() {
        alarms().raise("one\nthing");
        Alarms alarms = alarms();
        assertEquals(1, alarms.unacknowledged());
        assertEquals("one?thing", alarms.first());
        said.list.clear();
        alarms.repeat(START);
        assertEquals(List.of("NOT ACKNOWLEDGED: 1 alarms, the first: one?thing; ringside ack"), said());
        alarms.acknowledge();
        assertEquals(0, alarms().unacknowledged());
    }

    @Test
    void shouldNotKeepADaemonFromStartingWhenTheFileCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("unacknowledged"));
        Alarms alarms = alarms();
        assertEquals(1, alarms.unacknowledged());
        assertTrue(alarms.first().startsWith("the alarms from before cannot be read"));
        alarms.raise("another");
        assertEquals(2, alarms.acknowledge());
    }

    /** From 23:45 to 0:45 exchange time the broker restarts, and nobody is woken. */
    @Test
    void shouldRaiseNoAlarmAboutTheConnectionWhileTheBrokerRestarts() {
        Alarms alarms = alarms();
        alarms.connection(at("2025-06-20T23:50"), "the connection is lost");
        assertEquals(0, alarms.count());
        assertEquals(List.of("the connection is lost (expected now)"), said());
        alarms.connection(at("2025-06-20T23:44"), "the connection is lost");
        assertEquals(1, alarms.count());
        assertEquals("the connection is lost", alarms.last());
    }

    private static long at(String time) {
        return ExchangeCalendar.usEquity().toNanos(LocalDateTime.parse(time));
    }

    @Test
    void shouldKeepAThousandAlarms() {
        Alarms alarms = alarms();
        for (int i = 0; i < 1_001; i++) {
            alarms.raise("alarm " + i);
        }
        assertEquals(1_001, alarms.unacknowledged());
        Alarms after = alarms();
        assertEquals(1_000, after.unacknowledged());
        assertEquals("alarm 999", after.last());
    }

    private Alarms alarms() {
        return new Alarms(settings, ExchangeCalendar.usEquity(), folder.resolve("unacknowledged"), START);
    }

    private List<String> said() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
