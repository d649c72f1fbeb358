package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time is passed in: 2025-06-20 at noon UTC, eight in the morning in New York, and so on. */
class CourierTest {
    private static final long NOON = 1_750_420_800_000L;
    private static final String CHANNEL = "mail";

    @TempDir
    Path folder;

    private Outbox outbox;
    private Courier courier;
    private int count;

    @BeforeEach
    void open() {
        outbox = Outbox.open(folder, Set.of(CHANNEL));
        courier = courier(null, null, 1_000);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    private static Courier courier(String from, String to, int textMax) {
        Courier.Pace pace = new Courier.Pace(
                30_000,
                3,
                6,
                1_000,
                300_000,
                from == null ? null : LocalTime.parse(from),
                to == null ? null : LocalTime.parse(to),
                ZoneId.of("America/New_York"));
        return new Courier("desk", pace, textMax, new SplittableRandom(1), NOON);
    }

    private String raise(Severity severity, long atMs, String text) {
        String key = "2025-06-20/" + ++count + "/rule";
        Map<Alert, List<String>> to = new LinkedHashMap<>();
        to.put(new Alert(key, "rule", severity, atMs, text), List.of(CHANNEL));
        outbox.add(to, Set.of(), Map.of());
        return key;
    }

    private Message next(long nowMs) {
        return courier.next(outbox.waiting(CHANNEL), nowMs);
    }

    private void end(Message message, Delivery delivery, long nowMs) {
        List<String> keys = message.alerts().stream().map(Alert::key).toList();
        outbox.begin(CHANNEL, keys);
        courier.ended(message, delivery, nowMs);
        outbox.end(CHANNEL, keys, delivery);
    }

    @Test
    void shouldSendWarningsTogetherWhenTheFirstHasWaitedHalfAMinute() {
        raise(Severity.WARNING, NOON, "connection lost");
        raise(Severity.WARNING, NOON + 20_000, "clock jumped");
        assertNull(next(NOON + 29_999));
        Message message = next(NOON + 30_000);
        assertEquals(2, message.alerts().size());
        assertEquals("connection lost [2025-06-20/1/rule]\nclock jumped [2025-06-20/2/rule]\n", message.text());
        assertEquals("desk warning: connection lost and 1 more", message.subject());
    }

    @Test
    void shouldSendCriticalAlertsAtOnceAndAloneWhenOthersWait() {
        raise(Severity.WARNING, NOON, "connection lost");
        raise(Severity.CRITICAL, NOON, "no stop");
        Message message = next(NOON);
        assertEquals(
                List.of("no stop"), message.alerts().stream().map(Alert::text).toList());
    }

    @Test
    void shouldHoldBackAllButCriticalAlertsWhenTheHoursAreQuiet() {
        courier = courier("22:00", "07:00", 1_000);
        long eleven = NOON + 15 * 3_600_000L;
        raise(Severity.WARNING, eleven, "connection lost");
        assertNull(next(eleven + 60_000));
        assertNull(next(eleven + 8 * 3_600_000L - 1));
        raise(Severity.CRITICAL, eleven, "no stop");
        Message critical = next(eleven);
        assertEquals("no stop", critical.alerts().get(0).text());
        end(critical, Delivery.sent(), eleven);
        assertNotNull(next(eleven + 8 * 3_600_000L));
    }

    @Test
    void shouldSendNoMoreThanItsTokensAllowUnlessItIsCritical() {
        for (int i = 0; i < 4; i++) {
            raise(Severity.INFO, NOON - 30_000, "x".repeat(900));
        }
        for (int i = 0; i < 3; i++) {
            Message message = next(NOON);
            assertEquals(1, message.alerts().size());
            assertEquals(i < 3, message.text().contains("and " + (3 - i) + " more, which follow"));
            end(message, Delivery.sent(), NOON);
        }
        assertNull(next(NOON));
        raise(Severity.CRITICAL, NOON, "no stop");
        end(next(NOON), Delivery.sent(), NOON);
        assertNull(next(NOON + 9_999));
        assertNotNull(next(NOON + 10_000));
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureAndAtMostFiveMinutes() {
        raise(Severity.INFO, NOON - 30_000, "filled");
        long now = NOON;
        for (int i = 0; i < 12; i++) {
            Message message = next(now);
            end(message, Delivery.later("down", 0), now);
            long longest = Math.min(300_000, 1_000L << i);
            assertNull(next(now + longest / 2 - 1));
            assertNotNull(next(now + Math.max(longest, 10_000)), "after failure " + i);
            now += Math.max(longest, 10_000);
        }
    }

    @Test
    void shouldObeyTheServerAlsoWithWhatIsCritical() {
        raise(Severity.INFO, NOON - 30_000, "filled");
        end(next(NOON), Delivery.later("HTTP 429", 120_000), NOON);
        raise(Severity.CRITICAL, NOON, "no stop");
        assertNull(next(NOON + 119_999));
        assertNotNull(next(NOON + 120_000));
    }

    @Test
    void shouldTryANewCriticalAlertOnceWhenOthersHaveFailed() {
        raise(Severity.CRITICAL, NOON, "no stop");
        for (int i = 0; i < 9; i++) {
            end(next(NOON + i * 300_000L), Delivery.unknown("cut"), NOON + i * 300_000L);
        }
        long now = NOON + 8 * 300_000L;
        assertNull(next(now + 1));
        raise(Severity.CRITICAL, now, "killed");
        Message message = next(now + 1);
        assertEquals(2, message.alerts().size());
        end(message, Delivery.later("down", 0), now + 1);
        assertNull(next(now + 2));
    }

    @Test
    void shouldMarkARepeatWhenItMayHaveArrivedAndOnlyThen() {
        raise(Severity.CRITICAL, NOON, "no stop");
        end(next(NOON), Delivery.later("HTTP 503", 0), NOON);
        assertFalse(next(NOON + 10_000).repeat());
        end(next(NOON + 10_000), Delivery.unknown("cut"), NOON + 10_000);
        Message message = next(NOON + 60_000);
        assertTrue(message.repeat());
        assertEquals("no stop (repeat) [2025-06-20/1/rule]\n", message.text());
        end(message, Delivery.later("HTTP 503", 0), NOON + 60_000);
        assertTrue(next(NOON + 120_000).repeat());
    }

    @Test
    void shouldSendADigestAlone() {
        raise(Severity.INFO, NOON - 30_000, "reconciled");
        outbox.add(
                Map.of(
                        new Alert("d/digest", Alert.DIGEST, Severity.INFO, NOON, "day +1\nSignals 2", "sheet.html"),
                        List.of(CHANNEL)),
                Set.of(),
                Map.of());
        end(next(NOON), Delivery.sent(), NOON);
        Message digest = next(NOON);
        assertEquals("sheet.html", digest.attachment());
        assertEquals("desk info digest: day +1", digest.subject());
    }

    @Test
    void shouldCutATextThatNoMessageHoldsButNeverItsKey() {
        String key = raise(Severity.CRITICAL, NOON, "y".repeat(3_000));
        Message message = next(NOON);
        assertTrue(message.text().length() <= 1_000, message.text());
        assertTrue(message.text().endsWith("... [" + key + "]\n"), message.text());
    }
}
