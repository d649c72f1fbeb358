package io.ringside.engine.risk;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;

/**
 * Decides whether a signal to enter becomes orders, and of what size: everything that an entry must pass is asked here, in
 * the order of {@link Outcome#entryChecks()}.
 *
 * <p>Thread: risk stage. Writes: verdicts; intents by its writer.
 */
final class Entries {
    private final RiskSettings settings;
    private final AccountLimit account;
    private final Instrument[] instruments;
    private final Ledger ledger;
    private final TradingState trading;
    private final IntentWriter writer;
    private final WorstCase worst;
    /** Null where no limits are configured. */
    private final Controls controls;
    /** Whether rules of positions are configured. */
    private final boolean ruled;
    /** False if no entry waits for an open. */
    private boolean mayWait;

    Entries(
            RiskSettings settings,
            Instrument[] instruments,
            Ledger ledger,
            TradingState trading,
            IntentWriter writer,
            WorstCase worst,
            Controls controls) {
        this.settings = settings;
        account = settings.accountLimit();
        this.instruments = instruments;
        this.ledger = ledger;
        this.trading = trading;
        this.writer = writer;
        this.worst = worst;
        this.controls = controls;
        ruled = !settings.positions().equals(PositionRules.NONE);
    }

    /** A strategy wants to enter. */
    void onSignal(EngineEvent event, Signal signal, Book book, boolean isShort) {
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, event.sequence);
        Outcome refusal = refuse(event, signal, book, isShort);
        if (refusal != null) {
            verdict.outcome = refusal.code();
        } else if (settings.sizeAtOpen()) {
            book.waitingForOpen = true;
            mayWait = true;
            book.waitingShort = isShort;
            book.waitingSequence = event.sequence;
            book.waitingPriceE8 = signal.priceE8;
            book.waitingAtr = signal.atr;
            book.waitingStopE8 = signal.stopE8;
            book.waitingTargetE8 = signal.targetE8;
            book.waitingReason = signal.reason;
            verdict.outcome = Outcome.WAITING_FOR_OPEN.code();
        } else {
            long stopE8 = stopOf(book, signal.stopE8, signal.priceE8, signal.atr, isShort);
            refusal = controls == null ? null : controls.refusePrice(book, signal.priceE8, signal.atr, 0);
            place(event, book, verdict, refusal, isShort, signal.priceE8, stopE8, signal.targetE8, signal.reason);
        }
    }

    /** Whether an entry may be waiting for an open: most prints find none, and need not look for it. */
    boolean mayWait() {
        return mayWait;
    }

    /** Looks whether an entry still waits. */
    void lookWhoWaits(Book[] books) {
        mayWait = false;
        for (Book book : books) {
            mayWait |= book.waitingForOpen;
        }
    }

    /** An instrument opens: entries that waited for the price that fills them are sized on it. */
    void atOpen(EngineEvent event, Book book) {
        book.waitingForOpen = false;
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, book.waitingSequence);
        Outcome refusal = refuseNow(event, book.instrumentId);
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        boolean isShort = book.waitingShort;
        long stopE8 = stopOf(book, book.waitingStopE8, event.priceE8, book.waitingAtr, isShort);
        if (controls != null) {
            refusal = controls.refusePrice(book, event.priceE8, book.waitingAtr, book.waitingPriceE8);
        }
        place(event, book, verdict, refusal, isShort, event.priceE8, stopE8, book.waitingTargetE8, book.waitingReason);
    }

    /** The stop so many average true ranges from a price, on the tick. */
    long stopFrom(Book book, long priceE8, double atr, boolean isShort) {
        double price = FixedPoint.toDouble(priceE8);
        double distance = atr * settings.atrMultiple();
        return instruments[book.instrumentId].onTick(isShort ? price + distance : price - distance);
    }

    private Outcome refuse(EngineEvent event, Signal signal, Book book, boolean isShort) {
        if (book.position != 0) {
            return Outcome.IN_POSITION;
        }
        if (!book.isIdle()) {
            return Outcome.ORDER_WORKING;
        }
        if (isShort && !settings.allowShort()) {
            return Outcome.SHORT_NOT_ALLOWED;
        }
        if (book.barsSinceExit < settings.reentryBars()) {
            return Outcome.REENTRY_TOO_SOON;
        }
        boolean measured = signal.atr > 0 && signal.atr <= Double.MAX_VALUE;
        if (!measured && signal.stopE8 == 0) {
            return Outcome.NO_VOLATILITY;
        }
        Outcome refusal = refuseNow(event, book.instrumentId);
        if (refusal == null && controls != null) {
            refusal = controls.refuseData(event, book, signal.priceE8, signal.atr);
        }
        return refusal;
    }

    private Outcome refuseNow(EngineEvent event, int instrumentId) {
        Outcome refusal = trading.refusal(instrumentId);
        if (refusal == null && controls != null) {
            refusal = controls.refuse(instrumentId, event.eventNanos, event.sessionDay);
        }
        return refusal;
    }

    private void place(
            EngineEvent event,
            Book book,
            Verdict verdict,
            Outcome refusedBefore,
            boolean isShort,
            long priceE8,
            long stopE8,
            long wantedTargetE8,
            int reason) {
        long targetE8 = wantedTargetE8 == 0 ? 0 : onTick(book, wantedTargetE8);
        verdict.equityE8 = ledger.equityE8();
        verdict.priceE8 = priceE8;
        verdict.stopE8 = stopE8;
        Outcome refusal = refusedBefore != null ? refusedBefore : refusePrices(isShort, priceE8, stopE8, targetE8);
        long wanted = refusal == null ? size(book, verdict) : 0;
        long shares = Math.min(wanted, roomFor(book, verdict));
        if (refusal == null) {
            refusal = refuseSize(event, book, verdict, isShort, wanted, shares, targetE8);
        }
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = shares;

        long cause = verdict.signalSequence;
        writer.placeEntry(event, book, cause, isShort, shares, reason);
        writer.placeStop(event, book, cause, isShort, shares, stopE8);
        if (targetE8 != 0) {
            writer.placeTarget(event, book, cause, isShort, shares, targetE8);
        }
    }

    private static Outcome refusePrices(boolean isShort, long priceE8, long stopE8, long targetE8) {
        if (isShort ? stopE8 <= priceE8 : stopE8 >= priceE8 || stopE8 <= 0) {
            return Outcome.STOP_WRONG_SIDE;
        }
        if (targetE8 != 0 && (isShort ? targetE8 >= priceE8 || targetE8 < 0 : targetE8 <= priceE8)) {
            return Outcome.TARGET_WRONG_SIDE;
        }
        return Sizing.riskPerShare(priceE8, stopE8) < Sizing.SMALLEST_RISK ? Outcome.STOP_TOO_CLOSE : null;
    }

    private long size(Book book, Verdict verdict) {
        long lot = instruments[book.instrumentId].lot();
        long shares = Sizing.shares(verdict.equityE8, verdict.priceE8, verdict.stopE8, lot, settings);
        if (!ruled) {
            return shares;
        }
        long most = largestE8(verdict) / verdict.priceE8;
        return Math.min(shares, Math.max(0, most - most % lot));
    }

    /** The cash of open entries counts as spent. */
    private long largestE8(Verdict verdict) {
        return settings.positions().largestE8(verdict.equityE8, ledger.cashE8() - worst.openEntriesE8());
    }

    /** Shares that the account has room for beside what it holds and enters. */
    private long roomFor(Book book, Verdict verdict) {
        if (account.isOff()) {
            return Long.MAX_VALUE;
        }
        long othersE8 = Limits.saturatedSum(ledger.grossValueE8(), worst.openEntriesE8());
        if (othersE8 == 0) {
            return Long.MAX_VALUE;
        }
        long lot = instruments[book.instrumentId].lot();
        long most = account.roomE8(verdict.equityE8, othersE8) / verdict.priceE8;
        return Math.max(0, most - most % lot);
    }

    private Outcome refuseSize(
            EngineEvent event, Book book, Verdict verdict, boolean isShort, long wanted, long shares, long targetE8) {
        PositionRules rules = settings.positions();
        if (ruled) {
            if (worst.positions() >= rules.countMax()) {
                return Outcome.TOO_MANY_POSITIONS;
            }
            if (shares == 0 && largestE8(verdict) <= 0) {
                return Outcome.CASH_BUFFER;
            }
        }
        boolean full = shares == 0 || account.mode() == AccountLimit.Mode.REFUSE;
        if (shares < wanted && full) {
            return Outcome.ACCOUNT_FULL;
        }
        if (shares == 0) {
            return Outcome.SIZE_ZERO;
        }
        if (FixedPoint.times(verdict.priceE8, shares) < rules.smallestE8(verdict.equityE8)) {
            return Outcome.POSITION_TOO_SMALL;
        }
        return controls == null
                ? null
                : controls.refuseOrder(
                        event, book, isShort, shares, verdict.priceE8, verdict.stopE8, targetE8, verdict.equityE8);
    }

    /** The strategy's own stop on the tick, or one from the volatility. */
    private long stopOf(Book book, long wantedE8, long priceE8, double atr, boolean isShort) {
        return wantedE8 != 0 ? onTick(book, wantedE8) : stopFrom(book, priceE8, atr, isShort);
    }

    private long onTick(Book book, long priceE8) {
        return instruments[book.instrumentId].onTick(FixedPoint.toDouble(priceE8));
    }
}
