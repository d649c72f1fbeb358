package io.ringside.dashboard;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Update;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.gateway.live.DayFollower;
import io.ringside.replay.PathLog;
import io.ringside.replay.TradeLog;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day's journal, read from its beginning and followed: the same figures that the command line prints, with every record
 * verified by replaying inputs through fresh stages, as {@code verify} does. If this build decides differently, the
 * journaled decisions are shown.
 *
 * <p>Thread: one at a time.
 */
final class DayJournal implements AutoCloseable {
    private static final int LINES_MAX = 5_000;
    private static final int POINTS_MAX = 5_000;
    private static final long POINT_EVERY_NANOS = 60_000_000_000L;

    /**
     * A line for the user.
     *
     * @param sequence of the record that it is about
     */
    record Line(long sequence, String text) {}

    /** The account at a time, UTC nanoseconds since 1970, money at 1e-8. */
    record Point(long nanos, long equityE8) {}

    /** Data coverage of one instrument. */
    static final class Coverage {
        long bars;
        long trades;
        long warmUpBars;
        long firstNanos;
        long lastNanos;
        long lastE8;
    }

    final Path path;
    final Engine engine;
    final OrderHistory orders = new OrderHistory();
    final TradeLog trades;
    final PathLog paths;
    final StageClocks clocks = new StageClocks();
    final List<Point> equity = new ArrayList<>();
    final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    final Map<EventType, Long> types = new EnumMap<>(EventType.class);
    final Coverage[] coverage;
    /** Conditions of each strategy at its last closed bar, as JSON values. */
    final Map<Integer, Map<String, Object>> why = new LinkedHashMap<>();

    private final JournalReader reader;
    private final DayFollower follower;
    private final Pipeline.Inline pipeline;
    private final RiskSnapshot snapshot;
    private final EngineEvent replayed;
    private final EngineEvent decoded;
    private final RecordComparison comparison;
    private final Deque<Line> lines = new ArrayDeque<>();
    private String difference;
    private long nanos;
    private long arrivedNanos;
    private boolean closed;

    /**
     * Opens a journal.
     *
     * @throws io.ringside.engine.settings.UserError if there is nothing to read yet, or a newer build wrote it
     * @throws io.ringside.engine.journal.JournalDamage if it is damaged
     */
    DayJournal(Path path) {
        this.path = path;
        reader = JournalReader.open(path);
        DayFollower opened = null;
        boolean ready = false;
        try {
            engine = Verification.engineOf(reader);
            Stages stages = engine.stages(null, (intent, eventNanos) -> {});
            snapshot = stages.risk().snapshot();
            pipeline = Pipeline.inline(stages, engine.bounds(), 1);
            opened = new DayFollower(path);
            ready = true;
        } finally {
            if (!ready) {
                reader.close();
            }
        }
        follower = opened;
        follower.publishFrom(0);
        replayed = pipeline.draft();
        decoded = new EngineEvent(engine.bounds());
        comparison = new RecordComparison(engine.bounds());
        int instruments = engine.settings().instruments().size();
        trades = new TradeLog(engine);
        paths = new PathLog(engine);
        coverage = new Coverage[instruments];
        for (int i = 0; i < instruments; i++) {
            coverage[i] = new Coverage();
        }
    }

    /**
     * Reads what has come since.
     *
     * @param most records, so that nobody waits for a long day
     * @return how many there were
     */
    int follow(int most) {
        int count = 0;
        while (count < most && reader.next()) {
            count++;
            if (reader.type() == EventType.CLOSE) {
                closed = true;
            } else if (reader.type() == EventType.OPEN) {
                closed = false;
            } else {
                onRecord();
            }
        }
        if (count > 0) {
            follower.follow((text, sequence) -> {
                lines.addLast(new Line(sequence, text));
                if (lines.size() > LINES_MAX) {
                    lines.removeFirst();
                }
            });
        }
        return count;
    }

    private void onRecord() {
        EngineEvent event = replay();
        if (event == null) {
            reader.decode(decoded);
            event = decoded;
        }
        nanos = Math.max(nanos, event.eventNanos);
        arrivedNanos = event.ingressNanos != 0 ? event.ingressNanos : arrivedNanos;
        types.merge(event.type, 1L, Long::sum);
        orders.onEvent(event);
        trades.onEvent(event);
        paths.onEvent(event);
        cover(event);
        for (int i = 0; i < event.verdictCount && !event.isWarmUp(); i++) {
            if (event.verdicts[i].bindingId >= 0) {
                outcomes.merge(Outcome.ofCode(event.verdicts[i].outcome), 1L, Long::sum);
            }
        }
        for (int i = 0; i < event.updateCount; i++) {
            explain(event, event.updates[i]);
        }
        if (!event.isWarmUp()) {
            clocks.add(event, JournalRecord.journalDelayNanos(reader.buffer(), reader.offset()));
        }
        mark(event);
    }

    /** Replays the event; null once this build has decided differently. */
    private EngineEvent replay() {
        if (difference != null) {
            return null;
        }
        reader.decodeIngress(replayed);
        try {
            pipeline.processAt(reader.sequence());
        } catch (RuntimeException e) {
            difference = "record " + reader.sequence() + " fails in this build: " + e.getMessage();
            return null;
        }
        if (!comparison.equal(reader.buffer(), reader.offset(), reader.length(), replayed)) {
            difference = comparison
                    .difference(reader.buffer(), reader.offset(), reader.length(), replayed, engine.bounds())
                    .toString();
            return null;
        }
        // Clocks are the daemon's, and no decision.
        reader.decode(decoded);
        return decoded;
    }

    private void cover(EngineEvent event) {
        if (!event.type.isMarketData()) {
            return;
        }
        Coverage one = coverage[event.instrumentId];
        if (event.isWarmUp()) {
            one.warmUpBars++;
            return;
        }
        switch (event.type) {
            case BAR -> {
                one.bars++;
                one.lastE8 = event.closeE8;
            }
            case TRADE, OPEN_PRINT -> {
                one.trades++;
                one.lastE8 = event.priceE8;
            }
            default -> {
                // Says no price at which anybody traded.
            }
        }
        one.firstNanos = one.firstNanos == 0 ? event.eventNanos : one.firstNanos;
        one.lastNanos = event.eventNanos;
    }

    private void explain(EngineEvent event, Update update) {
        StrategyBinding binding = engine.bindings().get(update.bindingId);
        List<Map<String, Object>> conditions = new ArrayList<>();
        try {
            binding.strategy()
                    .explain(
                            event,
                            update.input,
                            event.bars[update.bar],
                            event.values,
                            update.valueOffset,
                            (purpose, text, value, threshold, holds) -> {
                                Map<String, Object> one = new LinkedHashMap<>();
                                one.put("purpose", purpose);
                                one.put("text", text);
                                one.put("value", value);
                                one.put("threshold", threshold);
                                one.put("holds", holds);
                                conditions.add(one);
                            });
        } catch (RuntimeException e) {
            // A user's own strategy may fail to explain its conditions; the page goes on without them.
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("strategy", binding.name());
        row.put("symbol", binding.instrument().symbol());
        row.put("bar", engine.calendar().format(event.bars[update.bar].startNanos));
        row.put("conditions", conditions);
        why.put(update.bindingId, row);
    }

    private void mark(EngineEvent event) {
        if (event.isWarmUp() || !event.type.isMarketData()) {
            return;
        }
        boolean due = equity.isEmpty() || event.eventNanos - equity.get(equity.size() - 1).nanos >= POINT_EVERY_NANOS;
        if (due && equity.size() < POINTS_MAX) {
            equity.add(new Point(event.eventNanos, trades.ledger().equityE8()));
        }
    }

    /** Sequence of the last record read; -1 before the first. */
    long sequence() {
        return reader.sequence();
    }

    /** Time of the latest event, UTC nanoseconds since 1970; 0 if there was none. */
    long nanos() {
        return nanos;
    }

    /** When the last event that came from outside arrived at the daemon, by the wall clock; 0 if none did. */
    long arrivedNanos() {
        return arrivedNanos;
    }

    /** Whether its writer has closed it, as of the last record read. */
    boolean isClosed() {
        return closed;
    }

    /** The session's date, days since 1970. */
    int epochDay() {
        return reader.epochDay();
    }

    /** The first difference from this build's decisions; null if every record is verified. */
    String difference() {
        return difference;
    }

    /** The risk stage after the last record; null before the first event, or where the proof failed. */
    RiskSnapshot.View risk() {
        return difference == null ? snapshot.read() : null;
    }

    /** Trips that go on. */
    List<RoundTrip> held() {
        return trades.held();
    }

    /** The day's trades as {@code ringside trades} prints them. */
    List<String> tradeLines() {
        return follower.trades().lines();
    }

    /** What happened after a record, in words, oldest first. */
    List<Line> linesAfter(long sequence) {
        return lines.stream().filter(line -> line.sequence > sequence).toList();
    }

    @Override
    public void close() {
        reader.close();
        follower.close();
    }
}
