package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import java.nio.file.Path;

/**
 * Feeds a journal that the day goes on with through the stages, compares every decision with the recorded one, and puts what it
 * holds into the books. Nothing leaves meanwhile.
 *
 * <p>Thread: session.
 */
final class DayReplay {
    private final Engine engine;
    private final TradingBooks books;
    /** Null without a portfolio. */
    private final PortfolioDay portfolio;

    private long events;
    private int takenOver;
    private boolean begun;
    private boolean openTold;
    private boolean closeTold;
    private boolean accountTold;
    private boolean worthTaken;

    DayReplay(Engine engine, TradingBooks books, PortfolioDay portfolio) {
        this.engine = engine;
        this.books = books;
        this.portfolio = portfolio;
    }

    /**
     * Replays the journal.
     *
     * @throws UserError if a decision comes out otherwise, or the rules are not those of the configuration
     */
    void run(Path journal, Stages decided) {
        decided.order().mute(true);
        Pipeline.Inline inline = Pipeline.inline(decided, engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        EngineEvent slot = inline.draft();
        int epoch = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                if (reader.epoch() != epoch) {
                    // Of openings only those count under which something was decided.
                    requireSameRules(journal, reader.openRecord());
                    epoch = reader.epoch();
                }
                events++;
                reader.decodeIngress(slot);
                inline.processAt(reader.sequence());
                if (!comparison.equal(reader.buffer(), reader.offset(), reader.length(), slot)) {
                    throw new UserError(journal + " does not replay in this build: "
                            + comparison.difference(
                                    reader.buffer(), reader.offset(), reader.length(), slot, engine.bounds())
                            + "; use the build that wrote it, or begin a new journal folder");
                }
                remember(slot);
            }
            if (epoch == 0) {
                requireSameRules(journal, reader.openRecord());
            }
        } catch (EngineFailure e) {
            throw new UserError(journal + " does not replay in this build: " + e.getMessage(), e);
        }
        decided.order().mute(false);
    }

    private void requireSameRules(Path journal, OpenRecord open) {
        if (!EngineSettings.isUnder(open, engine.settings().text())) {
            throw new UserError("the configuration has changed since " + journal
                    + " was begun; restore it for today, or use another --journal");
        }
    }

    private void remember(EngineEvent slot) {
        if (!begun && isTakenOver(slot)) {
            takenOver++;
        } else {
            begun |= slot.type != EventType.CONDITION || slot.code != Condition.LIVE_START.code();
        }
        synchronized (books.table) {
            books.table.apply(slot);
            books.entries.replayed(slot);
            for (int i = 0; i < slot.intentCount; i++) {
                books.table.onIntent(slot.intents[i], slot.eventNanos, LiveOrder.State.UNCERTAIN);
            }
        }
        accountTold |= slot.type == EventType.ACCOUNT;
        worthTaken |= slot.type == EventType.ACCOUNT && (slot.flags & EngineEvent.FLAG_ADOPTED) != 0;
        openTold |= slot.type == EventType.SESSION_OPEN;
        closeTold |= slot.type == EventType.SESSION_CLOSE && !slot.isWarmUp();
        if (portfolio != null) {
            portfolio.replayed(slot);
        }
        if (slot.type == EventType.BAR && !slot.isTold()) {
            books.prices.on(slot.instrumentId, slot.closeE8, slot.eventNanos);
            if (books.feeds[slot.instrumentId] != null) {
                books.feeds[slot.instrumentId].publishedBefore(slot);
            }
        } else if (slot.type == EventType.TRADE) {
            books.feeds[slot.instrumentId].tradedBefore(slot);
        }
    }

    /** Whether an event is one of those with which a day takes over what the day before left. */
    private static boolean isTakenOver(EngineEvent slot) {
        boolean latch = slot.type == EventType.CONDITION && slot.code == Condition.BREAK.code();
        boolean halt = slot.type == EventType.COMMAND && slot.code == Operator.HALT.code();
        return (slot.flags & EngineEvent.FLAG_CARRIED) != 0
                || slot.type == EventType.CORPORATE_ACTION
                || slot.isWarmUp()
                || ((latch || halt) && slot.textAsString().matches(DayTakeOver.SINCE));
    }

    /** How many events there were. */
    long events() {
        return events;
    }

    /** With how many of them it took over what the day before left. */
    int takenOver() {
        return takenOver;
    }

    /** Whether it has gone on from there. */
    boolean isBegun() {
        return begun;
    }

    boolean isOpenTold() {
        return openTold;
    }

    boolean isCloseTold() {
        return closeTold;
    }

    /** Whether no figure of an account, of this day or an earlier one, stands in it. */
    boolean isWithoutAccount() {
        return !accountTold;
    }

    /** Whether the equity comes from the account. */
    boolean isWorthTaken() {
        return worthTaken;
    }
}
