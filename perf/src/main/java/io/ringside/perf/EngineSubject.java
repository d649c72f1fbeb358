package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.Pipeline;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.BacktestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The engine on its ring, all five stages on one thread: a bar goes in, and a raised stop comes out at the order stage.
 * With a journal, its record is there before; the order is then encoded and written to a loopback socket. Afterwards the
 * orders that arrived at the other end are counted and read, and the journal is replayed and compared.
 *
 * <p>Thread: the benchmark's; the stages' thread lives for a window.
 */
final class EngineSubject implements LatencySubject {
    /** How far the events go. */
    enum Reach {
        /** Five handlers; nothing is journaled, nothing sent. */
        HANDLERS,
        /** Through the journal to the socket. */
        SOCKET,
        /** As before, and every record with an order is on the disk before it leaves, as in live trading. */
        SOCKET_SYNCED
    }

    private static final int MANIFEST_EVERY = 1_000;

    private final Reach reach;
    private final EngineSettings settings;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final LatencyWindows decided = new LatencyWindows();
    private final LatencyWindows written = new LatencyWindows();

    EngineSubject(Reach reach, boolean spins) {
        this.reach = reach;
        settings = RisingBars.settings(reach == Reach.SOCKET_SYNCED, spins);
    }

    @Override
    public void window(Pace pace) {
        Engine engine = new Engine(settings, calendar);
        if (reach == Reach.HANDLERS) {
            StampingSink sink = new StampingSink(pace);
            run(engine, null, sink, 1, pace);
            decided.add(sink.decided().histogram());
            return;
        }
        try (ScratchFolder folder = new ScratchFolder();
                SocketSink sink = new SocketSink(pace)) {
            Path journal = folder.path().resolve("journal");
            try (JournalWriter writer = RisingBars.journal(journal, engine, journalSettings())) {
                run(engine, new JournalHandler(writer), sink, writer.nextSequence(), pace);
            }
            sink.check();
            BacktestRun.verify(journal);
            decided.add(sink.decided().histogram());
            written.add(sink.written().histogram());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the due time to the order stage. */
    @Override
    public LatencyWindows windows() {
        return decided;
    }

    /** From the due time to the return of the socket's write. */
    LatencyWindows written() {
        return written;
    }

    /** Pages are touched ahead, as the shipped live configuration has it. */
    private JournalSettings journalSettings() {
        return new JournalSettings(
                reach == Reach.SOCKET_SYNCED ? JournalSettings.Sync.INTENTS : JournalSettings.Sync.NONE,
                0,
                MANIFEST_EVERY,
                true);
    }

    private static void run(Engine engine, JournalHandler journal, OrderSink sink, long first, Pace pace) {
        try (Pipeline pipeline = Pipeline.ring(
                engine.stages(journal, sink),
                engine.bounds(),
                first,
                engine.settings().threads(),
                failure -> {})) {
            RisingBars bars = new RisingBars();
            bars.buy(pipeline);
            EventPublisher publisher = pipeline.publisher();
            long start = Pace.start();
            sink.begin(start);
            for (int i = 0; i < pace.total(); i++) {
                bars.next(publisher.draft());
                pace.await(start, i);
                publisher.publish();
            }
            sink.awaitAll();
        }
    }
}
