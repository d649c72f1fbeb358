package io.ringside.alerts;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.DayFollower;
import io.ringside.replay.TradeLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows the journals of a daemon's days, one after the other, and raises alerts. It begins after the given record; earlier
 * records are read again for the sums only.
 *
 * <p>Thread: its owner's.
 */
final class JournalWatch implements AutoCloseable {
    private static final long MINUTE_MS = 60_000;
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final Set<Outcome> LIMITS =
            EnumSet.of(Outcome.DAILY_LOSS, Outcome.DRAWDOWN, Outcome.LOSING_STREAK, Outcome.ENTRY_THROTTLE);

    /** Receives alerts and acknowledgements. */
    interface Listener {
        /** Something that a rule is about. */
        void alert(String key, Rule rule, String text);

        /** An operator has seen all alarms so far. */
        void acknowledged(String key, long wallMs);

        /** An operator wants nothing repeated until then, wall clock. */
        void silenced(long untilMs);
    }

    /** Sums of a day so far. */
    static final class Sums {
        final Map<Outcome, Integer> refused = new EnumMap<>(Outcome.class);
        final TradeLog trades;
        int signals;
        int orders;
        int fills;
        /** Equity at the session's beginning. */
        long startE8;

        private boolean over;

        private Sums(TradeLog trades) {
            this.trades = trades;
        }
    }

    private final Path root;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private String day;
    private long reported;
    private DayFollower follower;
    /** Null before the first record. */
    private Sums sums;

    private final Set<Outcome> limits = EnumSet.noneOf(Outcome.class);
    private String damaged = "";

    /**
     * @param day the journal that was read last, empty to begin at the current end
     * @param reported its last reported record
     */
    JournalWatch(Path root, String day, long reported) {
        this.root = root;
        this.day = day;
        this.reported = reported;
    }

    /** Day of the journal that is read, empty before the first. */
    String day() {
        return day;
    }

    /** The last reported record. */
    long reported() {
        return reported;
    }

    Sums sums() {
        return sums;
    }

    /** The day's trades as a table, null before the first record. */
    List<String> table() {
        return follower == null ? null : follower.trades().lines();
    }

    Path journal() {
        return root.resolve(day);
    }

    /** Whether the session of the day that is read is over. */
    boolean isOver() {
        return sums != null && sums.over;
    }

    /** Whether a newer day has begun. */
    boolean hasNext() {
        return !next(day).isEmpty();
    }

    /** Reports new records. */
    void look(Listener listener) {
        if (day.isEmpty()) {
            begin();
        }
        if (day.isEmpty()) {
            return;
        }
        follow(listener);
    }

    /** Goes on to the next day, if there is one; whether there was. */
    boolean turn() {
        String next = next(day);
        if (next.isEmpty()) {
            return false;
        }
        close();
        day = next;
        reported = -1;
        return true;
    }

    private void begin() {
        String newest = "";
        for (String next = next(""); !next.isEmpty(); next = next(next)) {
            newest = next;
        }
        if (newest.isEmpty()) {
            return;
        }
        day = newest;
        // Records from before the first start are not reported.
        reported = Long.MAX_VALUE;
        follow(null);
        reported = follower == null ? -1 : follower.sequence();
    }

    private void follow(Listener listener) {
        try {
            if (follower == null) {
                open();
            }
            follower.observe((event, words) -> onEvent(event, words, listener));
            damaged = "";
        } catch (JournalDamage e) {
            close();
            if (!damaged.equals(day) && reported != Long.MAX_VALUE) {
                damaged = day;
                listener.alert(day + "/journal", Rule.JOURNAL, "the journal cannot be read: " + e.getMessage());
            }
        } catch (UserError e) {
            // The writer has not come so far yet, or another user's folder: the next look shows it.
            close();
        }
    }

    private void open() {
        follower = new DayFollower(root.resolve(day));
        sums = new Sums(new TradeLog(follower.engine()));
        limits.clear();
    }

    private void onEvent(EngineEvent event, String words, Listener listener) {
        sum(event);
        boolean fresh = event.sequence > reported;
        if (fresh && event.type == EventType.COMMAND && event.code == Operator.ACKNOWLEDGE.code()) {
            listener.acknowledged(key(event, "ack"), event.ingressNanos / 1_000_000);
        }
        if (fresh && event.type == EventType.COMMAND && event.code == Operator.SILENCE.code()) {
            listener.silenced(event.ingressNanos / 1_000_000 + event.argument * MINUTE_MS);
        }
        Rule rule = rule(event);
        if (fresh && rule != null) {
            listener.alert(
                    key(event, rule.key()), rule, time(event) + of(event) + (words == null ? rule.key() : words));
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (fresh && intent.action == IntentAction.PLACE) {
                listener.alert(
                        key(event, Rule.ORDER.key() + "-" + i),
                        Rule.ORDER,
                        time(event) + "orders " + intent.side.name().toLowerCase(Locale.ROOT) + " "
                                + intent.quantity + " " + symbol(intent.instrumentId) + ", "
                                + intent.purpose.name().toLowerCase(Locale.ROOT) + " "
                                + OrderRef.format(intent.orderRef));
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            limit(event, event.verdicts[i], fresh, listener);
        }
        if (fresh) {
            reported = event.sequence;
        }
    }

    /** A loss limit refuses many entries: only the first is reported. */
    private void limit(EngineEvent event, Verdict verdict, boolean fresh, Listener listener) {
        if (event.isWarmUp() || verdict.bindingId < 0) {
            return;
        }
        Outcome outcome = Outcome.ofCode(verdict.outcome);
        if (outcome != null && LIMITS.contains(outcome) && limits.add(outcome) && fresh) {
            listener.alert(
                    key(event, Rule.LIMIT.key() + "-" + outcome.code()),
                    Rule.LIMIT,
                    time(event) + "no entries: " + outcome.words());
        }
    }

    private void sum(EngineEvent event) {
        sums.trades.onEvent(event);
        if (event.type == EventType.SESSION_OPEN && !event.isWarmUp()) {
            sums.startE8 = sums.trades.ledger().equityE8();
            sums.over = false;
        }
        sums.over |= event.type == EventType.SESSION_CLOSE && !event.isWarmUp();
        sums.fills += event.type == EventType.FILL ? 1 : 0;
        for (int i = 0; i < event.signalCount && !event.isWarmUp(); i++) {
            sums.signals += event.signals[i].kind == SignalKind.HOLD ? 0 : 1;
        }
        for (int i = 0; i < event.intentCount; i++) {
            sums.orders += event.intents[i].action == IntentAction.PLACE ? 1 : 0;
        }
        for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
            Outcome outcome = event.verdicts[i].bindingId < 0 ? null : Outcome.ofCode(event.verdicts[i].outcome);
            if (outcome != null && outcome != Outcome.ACCEPTED && outcome != Outcome.WAITING_FOR_OPEN) {
                sums.refused.merge(outcome, 1, Integer::sum);
            }
        }
    }

    private static Rule rule(EngineEvent event) {
        return switch (event.type) {
            case FILL -> Rule.FILL;
            case ORDER_REJECTED -> Rule.REJECTED;
            case COMMAND -> {
                Operator operator = Operator.ofCode(event.code);
                yield operator == Operator.KILL ? Rule.KILL : operator == Operator.ACKNOWLEDGE ? null : Rule.OPERATOR;
            }
            case CONDITION -> {
                Condition condition = Condition.ofCode(event.code);
                yield condition == null ? null : rule(condition);
            }
            default -> null;
        };
    }

    private static Rule rule(Condition condition) {
        return switch (condition) {
            case DISCONNECTED, DEGRADED -> Rule.DISCONNECTED;
            case RECONCILED -> Rule.RECONCILED;
            case BREAK -> Rule.BREAK;
            case FEED_STALE -> Rule.FEED_STALE;
            case FEED_FRESH -> Rule.FEED_FRESH;
            case CLOCK_STEP -> Rule.CLOCK;
            case LOW_DISK -> Rule.DISK;
            case UNPROTECTED -> Rule.UNPROTECTED;
            case PROTECTED -> Rule.PROTECTED;
            case ORDER_UNKNOWN -> Rule.ORDER_UNKNOWN;
            case GAP -> Rule.GAP;
            case LIVE_START, CONNECTED, RESTORED, RECONCILING, CLOCK_OK, DISK_OK, BAR_CORRECTED, STOPPING, ADJUSTED ->
                null;
            // The daemon raises an alarm of its own, which says what becomes of the stop.
            case NAME_HALTED, NAME_RESUMED, CONTRACT_UNKNOWN, CONTRACT_KNOWN -> null;
        };
    }

    /** The symbol of a condition's instrument, if it has one. */
    private String of(EngineEvent event) {
        Condition condition = event.type == EventType.CONDITION ? Condition.ofCode(event.code) : null;
        boolean one = condition == Condition.FEED_STALE
                || condition == Condition.FEED_FRESH
                || condition == Condition.UNPROTECTED
                || condition == Condition.PROTECTED
                || condition == Condition.GAP;
        boolean known = one
                && event.argument >= 0
                && event.argument < follower.engine().settings().instruments().size();
        return known ? symbol((int) event.argument) + ": " : "";
    }

    private String key(EngineEvent event, String rule) {
        return day + "/" + event.sequence + "/" + rule;
    }

    private String time(EngineEvent event) {
        return day + " " + calendar.format(event.eventNanos).substring(11, 19) + "  ";
    }

    private String symbol(int instrumentId) {
        return follower.engine().settings().instruments().get(instrumentId).symbol();
    }

    /** The first day after the given one that has a journal; empty if there is none. */
    private String next(String after) {
        if (!Files.isDirectory(root)) {
            return "";
        }
        try (Stream<Path> days = Files.list(root)) {
            return days.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches(DAY) && name.compareTo(after) > 0)
                    .filter(name -> Files.exists(root.resolve(name).resolve("manifest")))
                    .min(String::compareTo)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }
}
