package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import io.ringside.gateway.live.portfolio.PortfolioPast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The final state of an earlier session, found by replaying its journal: positions and working orders, the cash, the last
 * bars, and whether trading was latched or halted.
 *
 * @param journal the earlier session's
 * @param parts positions and working orders
 * @param cashE8 the engine's cash, at 1e-8
 * @param bars last bars of each instrument, oldest first, by instrument id; none if they were of other sizes
 * @param portfolio bars and decisions of portfolios; null without one
 * @param latched whether trading is latched by a kill or a break
 * @param halted whether trading is halted by an operator
 */
record CarryOver(
        Path journal,
        List<Carried> parts,
        long cashE8,
        List<List<InstrumentFeed.PastBar>> bars,
        PortfolioDay.Past portfolio,
        boolean latched,
        boolean halted) {

    /** How many foreign orders that an operator has acknowledged are carried. */
    private static final int SEEN_MAX = 100;

    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * The newest journal of an earlier day, if there is any. A journal without records is skipped: its daemon died before it
     * carried anything over, so the journal before it still has the last state.
     */
    static Optional<Path> newestBefore(Path root, int day) {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        String name = LocalDate.ofEpochDay(day).toString();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(path -> path.getFileName().toString().matches(DAY))
                    .filter(path -> path.getFileName().toString().compareTo(name) < 0)
                    .sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString())
                            .reversed())
                    .filter(path -> !Files.isDirectory(path) || JournalWriter.hasRecords(path))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays a journal to its end.
     *
     * @param now the engine of the session that begins; instruments that it no longer has must be flat
     * @param plans the bars that it begins with, by instrument id
     * @param missed corporate actions, of the instruments of {@code now}, between the journal's session and the one that
     *     begins: what is carried is what they leave of it
     */
    static CarryOver from(Path journal, Engine now, List<HistoryPlan> plans, List<Action> missed) {
        List<Instrument> instruments = now.settings().instruments();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            Engine engine = Engine.journaled(reader.openRecord());
            List<Instrument> before = engine.settings().instruments();
            int[] idNow = before.stream()
                    .mapToInt(old -> SymbolsOfDay.idOf(instruments, old, day(journal)))
                    .toArray();
            List<List<InstrumentFeed.PastBar>> bars = new ArrayList<>();
            instruments.forEach(one -> bars.add(new ArrayList<>()));
            Stages stages = engine.stages(null, (intent, eventNanos) -> {});
            Set<Long> seen = new LinkedHashSet<>();
            Pipeline.Inline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
            EngineEvent slot = pipeline.draft();
            PortfolioPast portfolio = engine.portfolios().isEmpty() ? null : new PortfolioPast(engine, stages.signal());
            var trades = new DayTrades(
                    now.calendar(),
                    before,
                    engine.bindings().size(),
                    engine.portfolios().size());
            int[] firstSeries = engine.firstSeries();
            while (reader.nextEvent()) {
                reader.decodeIngress(slot);
                pipeline.processAt(reader.sequence());
                trades.onEvent(slot);
                countBars(firstSeries, slot, trades);
                if (portfolio != null) {
                    portfolio.onEvent(slot);
                }
                if (portfolio == null || isIntraday(engine, slot)) {
                    keep(engine, slot, bars, idNow);
                }
                if (slot.type == EventType.POSITION && slot.code == Carried.FOREIGN_ORDER) {
                    // Reported again, it becomes the newest.
                    seen.remove(slot.argument);
                    seen.add(slot.argument);
                }
            }
            for (Action action : missed) {
                for (int old = 0; old < idNow.length; old++) {
                    if (idNow[old] == action.instrumentId()) {
                        action.of(old).publish(slot, slot.eventNanos, 0);
                        pipeline.process();
                        trades.onEvent(slot);
                        bars.get(action.instrumentId()).replaceAll(bar -> bar.after(action));
                    }
                }
            }
            for (Instrument one : instruments) {
                boolean same = before.stream()
                        .filter(old -> idNow[old.id()] == one.id())
                        .anyMatch(old ->
                                HistoryPlan.sizes(engine, old.symbol()).equals(HistoryPlan.sizes(now, one.symbol())));
                bars.set(one.id(), same ? plans.get(one.id()).thin(bars.get(one.id())) : List.of());
            }
            List<Carried> parts = new ArrayList<>();
            BindingsNow bindings = new BindingsNow(engine, now);
            List<Carried> left = new ArrayList<>(stages.risk().carried());
            // After the positions that they are about.
            left.addAll(trades.held());
            for (Carried part : left) {
                boolean ofAccount = part.code() == Carried.LOSSES
                        || part.code() == PortfolioPart.MONEY
                        || part.code() == PortfolioPart.HALTED;
                int id = ofAccount ? 0 : idNow[part.instrumentId()];
                boolean flat = part.code() == 0 && part.quantity() == 0;
                if (id < 0 && (flat || part.code() == Carried.STANDING)) {
                    // Flat, or the account owner's own shares, in an instrument that is no longer traded.
                    continue;
                }
                if (id < 0) {
                    throw new UserError(journal + " ends with a position or order in "
                            + before.get(part.instrumentId()).symbol() + ", which is not configured any more; add it");
                }
                Carried carried = bindings.carried(part, id, journal);
                if (carried != null) {
                    parts.add(carried);
                }
            }
            Budgets.adjust(parts, now.portfolios(), stages.risk().ledger().equityE8());
            // Good-till-cancelled orders still work; if there are very many, the oldest are assumed to have ended.
            seen.stream()
                    .skip(Math.max(0, seen.size() - SEEN_MAX))
                    .forEach(permId -> parts.add(new Carried(0, Carried.FOREIGN_ORDER, permId, OrderRef.NONE, 0, 0)));
            return new CarryOver(
                    journal,
                    parts,
                    stages.risk().ledger().cashE8(),
                    bars,
                    portfolio == null ? null : portfolio.end(),
                    stages.risk().trading().latched(),
                    stages.risk().trading().halted());
        } catch (EngineFailure e) {
            throw new UserError(journal + " does not replay in this build: " + e.getMessage(), e);
        }
    }

    /** The session of a journal, by its name. */
    static int day(Path journal) {
        return (int) LocalDate.parse(journal.getFileName().toString()).toEpochDay();
    }

    /** Counts bars as results do: those of each instrument's first series. */
    private static void countBars(int[] firstSeries, EngineEvent slot, DayTrades trades) {
        for (int i = 0; i < slot.barCount && !slot.isWarmUp(); i++) {
            int id = slot.bars[i].instrumentId;
            if (slot.bars[i].seriesId == firstSeries[id]) {
                trades.countBar(id);
            }
        }
    }

    /** Whether the event is of an instrument whose intraday prices strategies read. */
    private static boolean isIntraday(Engine engine, EngineEvent slot) {
        return !slot.isPortfolioOnly() && engine.portfolio().detailed().get(slot.instrumentId);
    }

    /** Keeps the bars of the feed; for trades, the bars aggregated from them. */
    private static void keep(Engine engine, EngineEvent slot, List<List<InstrumentFeed.PastBar>> bars, int[] idNow) {
        if (slot.type == EventType.BAR && idNow[slot.instrumentId] >= 0) {
            bars.get(idNow[slot.instrumentId]).add(InstrumentFeed.PastBar.of(slot));
        }
        for (int i = 0;
                i < slot.barCount
                        && slot.type != EventType.BAR
                        && engine.settings().dataBar() == null;
                i++) {
            Bar bar = slot.bars[i];
            if (idNow[bar.instrumentId] >= 0 && isFinest(engine, bar)) {
                bars.get(idNow[bar.instrumentId])
                        .add(new InstrumentFeed.PastBar(
                                bar.startNanos,
                                bar.endNanos,
                                bar.openE8,
                                bar.highE8,
                                bar.lowE8,
                                bar.closeE8,
                                bar.volume));
            }
        }
    }

    private static boolean isFinest(Engine engine, Bar bar) {
        BarSpec size = engine.series().get(bar.seriesId).spec();
        return size.unit() == BarSpec.Unit.TIME
                && engine.series().stream()
                        .filter(other -> other.instrument().id() == bar.instrumentId)
                        .filter(other -> other.spec().unit() == BarSpec.Unit.TIME)
                        .noneMatch(other -> other.spec().count() < size.count());
    }
}
