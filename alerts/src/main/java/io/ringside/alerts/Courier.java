package io.ringside.alerts;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Decides what one channel sends, and when; time is passed in. Critical alerts are sent at once, regardless of quiet hours,
 * grouping and limits. Others are grouped and wait for the end of quiet hours and for a token. After a failure all wait,
 * twice as long each time with a random part, or as long as the server asks for; a new critical alert is tried once during
 * that wait, unless the server has asked for it.
 *
 * <p>Thread: its owner's.
 */
final class Courier {
    private static final int SUBJECT_MAX = 120;
    /** Space for a message's note about alerts that follow. */
    private static final int REST_LENGTH = 40;

    /**
     * When a channel sends.
     *
     * @param groupMs how long alerts that are not critical are held for grouping
     * @param burst messages that may be sent in a row
     * @param perMinute messages a minute in the long run
     * @param retryMs wait after the first failure
     * @param retryMaxMs longest wait
     * @param quietFrom beginning of the quiet hours, null if there are none
     * @param quietTo their end
     * @param zone where the quiet hours are
     */
    record Pace(
            long groupMs,
            int burst,
            double perMinute,
            long retryMs,
            long retryMaxMs,
            LocalTime quietFrom,
            LocalTime quietTo,
            ZoneId zone) {
        boolean isQuiet(long nowMs) {
            if (quietFrom == null) {
                return false;
            }
            LocalTime time = Instant.ofEpochMilli(nowMs).atZone(zone).toLocalTime();
            return quietFrom.isBefore(quietTo)
                    ? !time.isBefore(quietFrom) && time.isBefore(quietTo)
                    : !time.isBefore(quietFrom) || time.isBefore(quietTo);
        }
    }

    private final String name;
    private final Pace pace;
    private final int textMax;
    private final SplittableRandom random;
    private double tokens;
    private long tokensMs;
    private int failures;
    private long backoffMs;
    private long serverMs;
    /** Critical alerts that were tried since the failure. */
    private final List<String> tried = new ArrayList<>();

    /**
     * @param name of the desk, begins each subject
     * @param textMax most characters of a text
     */
    Courier(String name, Pace pace, int textMax, SplittableRandom random, long nowMs) {
        this.name = name;
        this.pace = pace;
        this.textMax = textMax;
        this.random = random;
        tokens = pace.burst();
        tokensMs = nowMs;
    }

    /** What is to be sent now; null if nothing is due. */
    Message next(List<Outbox.Item> waiting, long nowMs) {
        refill(nowMs);
        if (waiting.isEmpty() || nowMs < serverMs) {
            return null;
        }
        List<Outbox.Item> critical =
                waiting.stream().filter(item -> item.alert.isCritical()).toList();
        boolean fresh = critical.stream().anyMatch(item -> !tried.contains(item.alert.key()));
        if (nowMs < backoffMs && !fresh) {
            return null;
        }
        if (!critical.isEmpty()) {
            return message(critical);
        }
        if (pace.isQuiet(nowMs) || tokens < 1) {
            return null;
        }
        Outbox.Item first = waiting.get(0);
        if (first.alert.isDigest()) {
            return message(List.of(first));
        }
        if (nowMs - first.alert.atMs() < pace.groupMs()) {
            return null;
        }
        List<Outbox.Item> together = new ArrayList<>();
        for (Outbox.Item item : waiting) {
            if (item.alert.isDigest()) {
                break;
            }
            together.add(item);
        }
        return message(together);
    }

    /** What became of it. */
    void ended(Message message, Delivery delivery, long nowMs) {
        tokens = Math.max(0, tokens - 1);
        if (delivery.kind() != Delivery.Kind.LATER) {
            failures = 0;
            backoffMs = 0;
            tried.clear();
            return;
        }
        message.alerts().stream().filter(Alert::isCritical).map(Alert::key).forEach(tried::add);
        long longest = Math.min(pace.retryMaxMs(), pace.retryMs() << Math.min(failures, 30));
        failures++;
        // Half fixed, half random, so that channels that failed together do not retry together.
        backoffMs = nowMs + longest / 2 + random.nextLong(longest / 2 + 1);
        if (delivery.waitMs() > 0) {
            serverMs = nowMs + delivery.waitMs();
        }
    }

    /** Attempts in a row that have failed. */
    int failures() {
        return failures;
    }

    private void refill(long nowMs) {
        double added = Math.max(0, nowMs - tokensMs) * pace.perMinute() / 60_000;
        tokens = Math.min(pace.burst(), tokens + added);
        tokensMs = nowMs;
    }

    private Message message(List<Outbox.Item> items) {
        StringBuilder text = new StringBuilder();
        List<Alert> alerts = new ArrayList<>();
        boolean repeat = false;
        for (Outbox.Item item : items) {
            String line = line(item);
            if (!alerts.isEmpty() && text.length() + line.length() + REST_LENGTH > textMax) {
                break;
            }
            text.append(line);
            alerts.add(item.alert);
            repeat |= item.isRepeat();
        }
        int rest = items.size() - alerts.size();
        if (rest > 0) {
            text.append("and ").append(rest).append(" more, which follow\n");
        }
        return new Message(subject(alerts, rest, repeat), text.toString(), repeat, alerts);
    }

    /** Text of an alert with its key, so that a repeat is recognised. */
    private String line(Outbox.Item item) {
        String end = (item.isRepeat() ? " (repeat)" : "") + " [" + item.alert.key() + "]\n";
        String text = item.alert.text();
        int room = Math.max(0, textMax - end.length() - REST_LENGTH);
        return (text.length() <= room ? text : text.substring(0, Math.max(0, room - 3)) + "...") + end;
    }

    private String subject(List<Alert> alerts, int rest, boolean repeat) {
        Alert first = alerts.get(0);
        int others = alerts.size() - 1 + rest;
        String line = first.text().lines().findFirst().orElse("");
        String subject = name + " " + first.severity().name().toLowerCase(Locale.ROOT)
                + (first.isDigest() ? " digest" : "") + ": " + (repeat ? "(repeat) " : "") + line;
        String more = others > 0 ? " and " + others + " more" : "";
        int room = SUBJECT_MAX - more.length();
        return (subject.length() <= room ? subject : subject.substring(0, room - 3) + "...") + more;
    }
}
