package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.ib.InstrumentFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an earlier session's journal ends with, found by replaying it: positions and working orders, the cash, the last
 * bars, and whether trading was latched or halted.
 *
 * @param journal where it comes from
 * @param parts positions and working orders
 * @param cashE8 the engine's cash, at 1e-8
 * @param bars last bars of each instrument, oldest first, by instrument id
 * @param latched whether a kill or a break stands
 * @param halted whether an operator's halt stands
 */
record CarryOver(
        Path journal,
        List<Carried> parts,
        long cashE8,
        List<Deque<InstrumentFeed.PastBar>> bars,
        boolean latched,
        boolean halted) {

    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    /** The newest journal of a day before the given one, if there is any. */
    static Optional<Path> newestBefore(Path root, int day) {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        String name = LocalDate.ofEpochDay(day).toString();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(path -> path.getFileName().toString().matches(DAY))
                    .filter(path -> path.getFileName().toString().compareTo(name) < 0)
                    .max((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays a journal to its end.
     *
     * @param instruments of the session that begins; an earlier one that is not among them must be flat
     * @param keep how many bars an instrument to keep
     */
    static CarryOver from(Path journal, List<Instrument> instruments, int keep) {
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            Engine engine = new Engine(
                    EngineSettings.parse(reader.openRecord().configuration(), "configuration in the journal"),
                    ExchangeCalendar.usEquity());
            List<Instrument> before = engine.settings().instruments();
            int[] idNow =
                    before.stream().mapToInt(old -> idOf(instruments, old)).toArray();
            List<Deque<InstrumentFeed.PastBar>> bars = new ArrayList<>();
            instruments.forEach(one -> bars.add(new ArrayDeque<>()));
            Stages stages = engine.stages(null, (intent, eventNanos) -> {});
            Pipeline.Inline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
            EngineEvent slot = pipeline.draft();
            while (reader.next()) {
                if (reader.type() != EventType.OPEN && reader.type() != EventType.CLOSE) {
                    reader.decodeIngress(slot);
                    pipeline.processAt(reader.sequence());
                    if (slot.type == EventType.BAR && idNow[slot.instrumentId] >= 0) {
                        keep(bars.get(idNow[slot.instrumentId]), slot, keep);
                    }
                }
            }
            List<Carried> parts = new ArrayList<>();
            for (Carried part : stages.risk().carried()) {
                int id = part.code() == Carried.LOSSES ? 0 : idNow[part.instrumentId()];
                if (id < 0 && part.code() == Carried.STANDING) {
                    // The trader's own, in what is not traded any more.
                    continue;
                }
                if (id < 0) {
                    throw new UserError(journal + " ends with a position or order in "
                            + before.get(part.instrumentId()).symbol() + ", which is not configured any more; add it");
                }
                parts.add(new Carried(
                        id, part.code(), part.argument(), part.orderRef(), part.quantity(), part.priceE8()));
            }
            return new CarryOver(
                    journal,
                    parts,
                    stages.risk().ledger().cashE8(),
                    bars,
                    stages.risk().trading().latched(),
                    stages.risk().trading().halted());
        } catch (EngineFailure e) {
            throw new UserError(journal + " does not replay in this build: " + e.getMessage(), e);
        }
    }

    private static int idOf(List<Instrument> instruments, Instrument old) {
        return instruments.stream()
                .filter(one -> one.symbol().equals(old.symbol()))
                .mapToInt(Instrument::id)
                .findFirst()
                .orElse(-1);
    }

    private static void keep(Deque<InstrumentFeed.PastBar> bars, EngineEvent slot, int keep) {
        bars.addLast(new InstrumentFeed.PastBar(
                slot.startNanos, slot.eventNanos, slot.openE8, slot.highE8, slot.lowE8, slot.closeE8, slot.volume));
        if (bars.size() > keep) {
            bars.removeFirst();
        }
    }
}
