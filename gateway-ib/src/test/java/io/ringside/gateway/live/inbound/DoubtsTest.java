package io.ringside.gateway.live.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringside.gateway.ib.OrderIdCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class DoubtsTest {
    private final List<String> alarms = new ArrayList<>();
    private final Doubts doubts = new Doubts(alarms::add);

    @Test
    void shouldRaiseABoundedNumberOfAlarmsAndCountTheRest() {
        for (int i = 0; i < 100_000; i++) {
            doubts.publish(Judgement.NOT_OURS, "execution " + i);
        }
        doubts.publish(Judgement.BAR_AHEAD, "5-second bar of QQQ");
        assertEquals(11, alarms.size());
        assertEquals("execution 0: none of our orders explains it", alarms.get(0));
        assertTrue(alarms.get(9).endsWith("; all further ones of this kind are only counted"), alarms.get(9));
        assertEquals("5-second bar of QQQ: it is ahead of the clock", alarms.get(10));
        assertEquals(100_000, doubts.count(Judgement.NOT_OURS));
        assertEquals(100_001, doubts.count());
    }

    @Test
    void shouldShowNoControlCharacterToATerminal() {
        doubts.publish(Judgement.ORDER_TERMS, "order \u001b]0;owned\u0007\u001b[2J\r\nR1-\u202e0");
        assertEquals("order ?]0;owned??[2J??R1-?0: its terms are not those of the order", alarms.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "1001,       1000, false, BELIEVED",
        "5,          1000, false, BELIEVED",
        "0,          1000, false, BELIEVED",
        "-2147483648, 1000, false, BELIEVED",
        "1001000,    1000, false, BELIEVED",
        "1001001,    1000, false, ORDER_ID",
        "1073741823, 1000, false, ORDER_ID",
        "2147483647, 1000, false, ORDER_ID",
        "5000000,    1,    true,  BELIEVED",
        "1073741823, 1,    true,  ORDER_ID",
        "2147483647, 1,    true,  ORDER_ID"
    })
    void shouldBelieveAnOrderIdThatLeavesOthersToHandOut(int id, int next, boolean fresh, Judgement expected) {
        assertEquals(expected, OrderIdCheck.judge(id, next, fresh));
    }

    /** From the blank to the tilde. */
    @Test
    void shouldShowAllThatIsPrintable() {
        assertEquals(" ~?? ", Doubts.printable(" ~\u007f\u001f ", 5));
        assertEquals(" ~?", Doubts.printable(" ~\u007f\u001f ", 3));
        assertEquals("", Doubts.printable("a", 0));
        doubts.publish(Judgement.BAR_START, "x".repeat(201));
        assertEquals("x".repeat(200) + ": it begins where no bar does", alarms.get(0));
    }

    /** Whenever their number has doubled. */
    @Test
    void shouldLogAFloodFromTimeToTime() {
        Logger log = (Logger) LoggerFactory.getLogger(Doubts.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        for (int i = 0; i < 40; i++) {
            doubts.publish(Judgement.BAR_START, "a bar");
        }
        log.detachAppender(lines);
        assertEquals(
                List.of(
                        "16 messages of a kind were refused: it begins where no bar does",
                        "32 messages of a kind were refused: it begins where no bar does"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}
