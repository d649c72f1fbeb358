package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.JointDays;
import io.ringside.replay.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The content of a journal: the events of market, session and operator, to be played again; and all events with their
 * decisions, for observers.
 *
 * @param engine with the journal's configuration
 * @param tape the events that do not come from a broker
 * @param digest of the journal's records
 * @param records how many there are
 * @param live whether a daemon wrote it, and not a back test
 * @param adopted how many times an operator took shares over, which are not played again
 */
record JournalTape(Engine engine, MarketTape tape, String digest, long records, boolean live, long adopted) {
    /** Sees the records in order. */
    interface Reader {
        /** The engine that wrote the journal; called first. */
        List<Consumer<EngineEvent>> observers(Engine engine);
    }

    /**
     * Reads a journal to its end.
     *
     * @throws UserError if it is damaged, of a newer build, has no traded session, or holds executions that no price of it
     *     explains
     */
    static JournalTape read(Path path, Reader observers) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(path))) {
            Engine engine = Verification.engineOf(reader);
            List<Consumer<EngineEvent>> all = observers.observers(engine);
            var recorder = new MarketTape.Recorder();
            var slot = new EngineEvent(engine.bounds());
            var digest = new JournalDigest();
            int epoch = reader.epoch();
            boolean live = false;
            long adopted = 0;
            boolean[] priced = new boolean[engine.settings().instruments().size()];
            while (reader.next()) {
                digest.add(reader.buffer(), reader.offset(), reader.length());
                if (reader.type() == EventType.OPEN || reader.type() == EventType.CLOSE) {
                    continue;
                }
                if (reader.epoch() != epoch) {
                    requireSame(reader, engine);
                    epoch = reader.epoch();
                }
                reader.decode(slot);
                nameSeries(engine, slot);
                live |= JointDays.isOfDaemon(slot);
                adopted += isAdoption(slot) ? 1 : 0;
                if (!engine.portfolios().isEmpty()) {
                    requirePrinted(path, slot, priced);
                }
                if (isPlayed(slot)) {
                    recorder.add(slot);
                }
                all.forEach(one -> one.accept(slot));
            }
            MarketTape tape = recorder.end(engine.calendar(), false);
            if (tape.events() == 0) {
                throw new UserError(path + ": holds no market data; there is nothing to replay");
            }
            return new JournalTape(engine, tape, digest.hex(), reader.sequence() + 1, live, adopted);
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static boolean isAdoption(EngineEvent event) {
        return event.type == EventType.POSITION
                && (event.flags & EngineEvent.FLAG_ADOPTED) != 0
                && event.code == 0
                && event.quantity != 0;
    }

    /** Tells what is not played again. */
    void tell(PrintWriter err) {
        if (adopted > 0) {
            err.println("an operator has taken shares over " + (adopted == 1 ? "once" : adopted + " times")
                    + " (ringside adopt), which is not played again: the simulation goes on without them");
        }
    }

    /**
     * Whether an event is played again: market data, carried state, and account figures, on which entries wait. Order
     * reports are not, since the simulated broker has its own.
     */
    static boolean isPlayed(EngineEvent event) {
        return switch (event.type) {
            case OPEN_PRINT,
                    BAR,
                    TRADE,
                    QUOTE,
                    SESSION_OPEN,
                    SESSION_CLOSE,
                    CORPORATE_ACTION,
                    TIMER,
                    COMMAND,
                    CONDITION,
                    ACCOUNT -> true;
            case POSITION -> (event.flags & EngineEvent.FLAG_CARRIED) != 0;
            default -> false;
        };
    }

    /** Sets the series of a bar of the feed, which a record does not hold: the first one of its size. */
    private static void nameSeries(Engine engine, EngineEvent slot) {
        for (int i = 0; i < slot.barCount; i++) {
            Bar bar = slot.bars[i];
            for (int id = engine.series().size() - 1; bar.seriesId < 0 && id >= 0; id--) {
                BarSeries series = engine.series().get(id);
                if (series.instrument().id() == bar.instrumentId
                        && series.spec().equals(engine.settings().dataBar())) {
                    bar.seriesId = id;
                }
            }
        }
    }

    /** A portfolio's daemon gets the bars of a session after its close: what an auction was traded at, it does not hear. */
    private static void requirePrinted(Path path, EngineEvent event, boolean[] priced) {
        switch (event.type) {
            case OPEN_PRINT, BAR, TRADE -> priced[event.instrumentId] |= !event.isWarmUp();
            case FILL -> {
                if (!priced[event.instrumentId]) {
                    throw new UserError(
                            path + ": holds executions of opening auctions without the auctions' prices, since"
                                    + " a portfolio's daemon gets bars after the close; they cannot be played again: compare with"
                                    + " a back test of these days, from the same store");
                }
            }
            default -> {
                // Neither a price nor an execution.
            }
        }
    }

    private static void requireSame(JournalReader reader, Engine engine) {
        if (!EngineSettings.isUnder(reader.openRecord(), engine.settings().text())) {
            throw new UserError("the configuration changed within the journal at record " + reader.sequence()
                    + "; only a session with one configuration can be replayed with another");
        }
    }
}
