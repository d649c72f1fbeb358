package io.ringside.perf;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A market in which every tick is an order: after a dip on which the strategy buys, each bar closes two cents higher, and
 * each raises the protective stop. Only the prices are made for the benchmark: indicators, signal, sizing and stop are the
 * shipped strategy's.
 *
 * <p>Thread: the producer's.
 */
final class RisingBars {
    /** The session that the bars are of. */
    static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    private static final long CENT = 1_000_000;
    private static final long BAR_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    private static final int WARM_UP_BARS = 40;
    private static final long RISE = 2 * CENT;
    private static final long DIP = 12 * CENT;

    private long startNanos = ExchangeCalendar.usEquity().openNanos(DAY);
    private long closeE8 = 40_000 * CENT;

    /** The shipped strategy on bars of five seconds, with a short trend, so that a window needs no long warm-up. */
    static EngineSettings settings(boolean synced, boolean spins) {
        Path home = Commands.home();
        Config config = EngineSettings.load(home.resolve("config").resolve("qqq.conf"));
        for (String setting : List.of(
                "data.bar=5s",
                "signal.bar=5s",
                "signal.sma=20",
                "signal.entry-below=-40",
                "journal.sync=" + (synced ? "intents" : "none"),
                "engine.ring-size=256",
                "engine.wait=" + (spins ? "busy-spin" : "yielding"))) {
            config = EngineSettings.with(config, setting);
        }
        return EngineSettings.of(config);
    }

    /** Begins a journal of this session. */
    static JournalWriter journal(Path path, Engine engine, JournalSettings journalSettings) {
        return JournalWriter.create(path, DAY, "bench", engine.settings().text(), journalSettings, engine.bounds());
    }

    /** Warms the strategy up and lets it buy, in lock step; from the next bar on every one raises the stop. */
    void buy(Pipeline pipeline) {
        EngineEvent draft = pipeline.draft();
        for (int i = 0; i < WARM_UP_BARS; i++) {
            next(draft);
            pipeline.process();
        }
        bar(draft, -DIP);
        EngineEvent slot = pipeline.process();
        if (slot.intentCount == 0) {
            throw new IllegalStateException("the strategy did not buy the dip");
        }
        long ref = slot.intents[0].orderRef;
        long quantity = slot.intents[0].quantity;
        draft.fill(0, startNanos, ref, Side.BUY, quantity, closeE8, 0, 0, 0);
        pipeline.process();
        // The range that the dip widened narrows again, and the stop follows every close.
        for (int i = 0; i < WARM_UP_BARS; i++) {
            next(draft);
            pipeline.process();
        }
    }

    /** Writes the next bar, two cents higher. */
    void next(EngineEvent draft) {
        bar(draft, RISE);
    }

    private void bar(EngineEvent draft, long change) {
        long open = closeE8;
        closeE8 += change;
        long high = Math.max(open, closeE8) + CENT;
        long low = Math.min(open, closeE8) - CENT;
        draft.bar(0, startNanos, startNanos + BAR_NANOS, open, high, low, closeE8, 1000, 0);
        startNanos += BAR_NANOS;
    }
}
