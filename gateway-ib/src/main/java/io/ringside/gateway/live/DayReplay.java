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
 * Replays the journal of a continued day through the stages, compares every decision with the recorded one, and restores the
 * books. No order is sent meanwhile.
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
    private boolean openPublished;
    private boolean closePublished;
    private boolean accountPublished;
    private boolean worthTaken;
    private boolean worthGuessed;

    DayReplay(Engine engine, TradingBooks books, PortfolioDay portfolio) {
        this.engine = engine;
        this.books = books;
        this.portfolio = portfolio;
    }

    /**
     * Replays the journal.
     *
     * @throws UserError if a decision differs, or the journal was written under other rules than the configuration's
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
                    // Only OPEN records followed by decisions are compared.
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
        accountPublished |= slot.type == EventType.ACCOUNT;
        if ((slot.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            boolean guessed =
                    slot.type == EventType.POSITION && slot.code == 0 && slot.quantity != 0 && slot.priceE8 == 0;
            worthGuessed = guessed || (worthGuessed && slot.type != EventType.ACCOUNT);
            worthTaken |= slot.type == EventType.ACCOUNT;
        }
        openPublished |= slot.type == EventType.SESSION_OPEN;
        closePublished |= slot.type == EventType.SESSION_CLOSE && !slot.isWarmUp();
        if (portfolio != null) {
            portfolio.replayed(slot);
        }
        if (slot.type == EventType.BAR && !slot.isPortfolioOnly()) {
            books.prices.on(slot.instrumentId, slot.closeE8, slot.eventNanos);
            if (books.feeds[slot.instrumentId] != null) {
                books.feeds[slot.instrumentId].publishedBefore(slot);
            }
        } else if (slot.type == EventType.CORPORATE_ACTION) {
            books.prices.onAction(slot);
        } else if (slot.type == EventType.TRADE) {
            books.feeds[slot.instrumentId].tradedBefore(slot);
        }
    }

    /** Whether an event carries state of the day before. */
    private static boolean isTakenOver(EngineEvent slot) {
        boolean latch = slot.type == EventType.CONDITION && slot.code == Condition.BREAK.code();
        boolean halt = slot.type == EventType.COMMAND && slot.code == Operator.HALT.code();
        return (slot.flags & EngineEvent.FLAG_CARRIED) != 0
                || slot.type == EventType.CORPORATE_ACTION
                || slot.isWarmUp()
                || ((latch || halt) && slot.textAsString().matches(DayTakeOver.SINCE));
    }

    /** How many events were replayed. */
    long events() {
        return events;
    }

    /** How many of them carry state of the day before. */
    int takenOver() {
        return takenOver;
    }

    /** Whether further events followed them. */
    boolean isBegun() {
        return begun;
    }

    boolean isOpenPublished() {
        return openPublished;
    }

    boolean isClosePublished() {
        return closePublished;
    }

    /** Whether the journal has no account figures, neither of this day nor carried ones. */
    boolean isWithoutAccount() {
        return !accountPublished;
    }

    /** Whether shares were adopted at an unknown price since the account's equity was taken. */
    boolean isWorthGuessed() {
        return worthGuessed;
    }

    /** Whether the account's equity was taken over already. */
    boolean isWorthTaken() {
        return worthTaken;
    }
}
