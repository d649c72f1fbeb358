package io.ringside.engine.risk;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Terms;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.Instrument;

/**
 * Decides whether a signal to enter becomes orders, and of what size: all checks of an entry are made here, in the order of
 * {@link Outcome#entryChecks()}.
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
    private final Portfolios portfolios;
    /** Null if no limits are configured. */
    private final Controls controls;
    /** Whether position rules are configured. */
    private final boolean ruled;
    /** Request of an entry that does not wait. */
    private final EntryRequest now = new EntryRequest();
    /** False if no entry waits for an open. */
    private boolean mayWait;

    Entries(
            RiskSettings settings,
            Instrument[] instruments,
            Ledger ledger,
            TradingState trading,
            IntentWriter writer,
            WorstCase worst,
            Portfolios portfolios,
            Controls controls) {
        this.settings = settings;
        account = settings.accountLimit();
        this.instruments = instruments;
        this.ledger = ledger;
        this.trading = trading;
        this.writer = writer;
        this.worst = worst;
        this.portfolios = portfolios;
        this.controls = controls;
        ruled = !settings.positions().equals(PositionRules.NONE);
    }

    /** Handles a strategy's signal to enter. */
    void onSignal(EngineEvent event, Signal signal, Book book, boolean isShort) {
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, event.sequence);
        if (reverses(book, signal, isShort)) {
            book.waiting.of(signal, isShort, event.sequence);
            book.waitingForFlat = true;
            for (Book part : book.owner.parts) {
                if (part.position != 0 && part.exitRef == 0) {
                    writer.placeExit(event, part, Purpose.EXIT, signal.reason);
                }
            }
            verdict.outcome = Outcome.REVERSING.code();
            return;
        }
        now.of(signal, isShort, event.sequence);
        Outcome refusal = refuse(event, now, book);
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        if (settings.sizeAtOpen() && signal.terms.entry() == Terms.Entry.MARKET) {
            book.waiting.of(signal, isShort, event.sequence);
            book.waitingForOpen = true;
            mayWait = true;
            verdict.outcome = Outcome.WAITING_FOR_OPEN.code();
        } else {
            refusal = controls == null ? null : controls.refusePrice(book, signal.priceE8, signal.atr, 0);
            place(event, book, verdict, refusal, now, now.orderPriceE8(signal.priceE8));
        }
    }

    /** Handles a closed bar: a position that is built up gets its next unit if the price has moved far enough. */
    void grow(EngineEvent event, Signal signal, StrategyBooks owner) {
        Book book = owner.mayGrow(signal.priceE8) ? owner.free() : null;
        if (book == null) {
            return;
        }
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, event.sequence);
        owner.asked(book, event.sequence, signal.priceE8);
        Book lead = owner.lead();
        now.more(owner.first, signal, event.sequence);
        Outcome refusal = now.isMeasured() || !settings.sizing().needsVolatility()
                ? refuseNow(event, book.instrumentId)
                : Outcome.NO_VOLATILITY;
        if (refusal == null && controls != null) {
            refusal = controls.refuseData(event, lead, signal.priceE8, signal.atr);
        }
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        if (!now.isMeasured()) {
            // The strategy determined the first unit's stop; all units share one stop.
            now.stopE8 = owner.closestStopE8();
        }
        if (settings.sizeAtOpen()) {
            book.waiting.copy(now);
            book.waitingForOpen = true;
            mayWait = true;
            verdict.outcome = Outcome.WAITING_FOR_OPEN.code();
        } else {
            refusal = controls == null ? null : controls.refusePrice(lead, signal.priceE8, signal.atr, 0);
            place(event, book, verdict, refusal, now, signal.priceE8);
        }
    }

    private boolean reverses(Book book, Signal signal, boolean isShort) {
        long position = book.owner.position();
        return signal.terms.reverses()
                && (isShort ? position > 0 && settings.allowShort() : position < 0)
                && !book.owner.isInDisorder();
    }

    /** Whether an entry may be waiting for an open print: for most prints none is, and the books need not be searched. */
    boolean mayWait() {
        return mayWait;
    }

    /** Updates {@link #mayWait} from the books. */
    void lookWhoWaits(Book[] books) {
        mayWait = false;
        for (Book book : books) {
            mayWait |= book.waitingForOpen;
        }
    }

    /** Handles an open print: an entry that waited for the price that fills it is sized on it. */
    void atOpen(EngineEvent event, Book book) {
        book.waitingForOpen = false;
        EntryRequest request = book.waiting;
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, request.causeSequence);
        Outcome refusal = refuseNow(event, book.instrumentId);
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        if (controls != null) {
            refusal = controls.refusePrice(book, event.priceE8, request.atr, request.priceE8);
        }
        place(event, book, verdict, refusal, request, event.priceE8);
    }

    /** Handles the end of a position that a waiting entry reverses: the entry is sized on the last price. */
    void atFlat(EngineEvent event, Book book) {
        book.waitingForFlat = false;
        EntryRequest request = book.waiting;
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, request.causeSequence);
        Outcome refusal = refuseTerms(request);
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        refusal = refuseNow(event, book.instrumentId);
        if (refusal == null && controls != null) {
            refusal = controls.refusePrice(book, ledger.lastE8(book.instrumentId), request.atr, 0);
        }
        place(event, book, verdict, refusal, request, request.orderPriceE8(ledger.lastE8(book.instrumentId)));
    }

    /** The stop so many average true ranges from a price, on the tick. */
    long stopFrom(Book book, long priceE8, double atr, boolean isShort) {
        return away(book, priceE8, atr * settings.atrMultiple(), isShort);
    }

    /** Price to which a close trails the book's stop by its terms; 0 if the stop does not trail. */
    long followed(Book book, long closeE8, double atr) {
        double amount = book.terms.stopAmount();
        boolean isShort = book.position < 0;
        return switch (book.terms.stop()) {
            case STANDARD, FIXED, NONE -> 0;
            case PER_CENT -> away(book, closeE8, FixedPoint.toDouble(closeE8) * amount / 100, isShort);
            case PRICE -> away(book, closeE8, amount, isShort);
            case CHANDELIER -> atr > 0 ? away(book, book.bestE8(), atr * amount, isShort) : 0;
        };
    }

    private long away(Book book, long priceE8, double distance, boolean isShort) {
        double price = FixedPoint.toDouble(priceE8);
        return instruments[book.instrumentId].onTick(isShort ? price + distance : price - distance);
    }

    private Outcome refuse(EngineEvent event, EntryRequest request, Book book) {
        if (book.owner.position() != 0) {
            return Outcome.IN_POSITION;
        }
        if (!book.owner.isIdle()) {
            return Outcome.ORDER_WORKING;
        }
        if (request.isShort && !settings.allowShort()) {
            return Outcome.SHORT_NOT_ALLOWED;
        }
        if (book.owner.barsSinceExit() < settings.reentryBars()) {
            return Outcome.REENTRY_TOO_SOON;
        }
        Outcome refusal = refuseTerms(request);
        if (refusal == null) {
            refusal = refuseNow(event, book.instrumentId);
        }
        if (refusal == null && controls != null) {
            refusal = controls.refuseData(event, book, request.priceE8, request.atr);
        }
        return refusal;
    }

    /** Refuses a request for reasons that do not depend on the time. */
    private Outcome refuseTerms(EntryRequest request) {
        if (!request.isMeasured() && needsVolatility(request)) {
            return Outcome.NO_VOLATILITY;
        }
        if (!request.isPriced()) {
            return Outcome.NO_PRICE;
        }
        boolean naked = request.terms.stop() == Terms.Stop.NONE;
        return naked && !settings.allowNoStop() ? Outcome.STOP_REQUIRED : null;
    }

    private boolean needsVolatility(EntryRequest request) {
        if (settings.sizing().needsVolatility()) {
            return true;
        }
        return switch (request.terms.stop()) {
            case STANDARD, FIXED, CHANDELIER -> request.stopE8 == 0;
            case PER_CENT, PRICE, NONE -> false;
        };
    }

    private Outcome refuseNow(EngineEvent event, int instrumentId) {
        Outcome refusal = trading.refusal(instrumentId);
        if (refusal == null && controls != null) {
            refusal = controls.refuse(instrumentId, event.eventNanos, event.sessionDay);
        }
        return refusal;
    }

    private void place(
            EngineEvent event, Book book, Verdict verdict, Outcome refusedBefore, EntryRequest request, long priceE8) {
        boolean isShort = request.isShort;
        long stopE8 = stopOf(book, request, priceE8);
        long targetE8 = request.targetE8 == 0 ? 0 : onTick(book, request.targetE8);
        verdict.equityE8 = portfolios.restEquityE8();
        verdict.priceE8 = priceE8;
        verdict.stopE8 = stopE8;
        boolean hasStop = request.terms.stop() != Terms.Stop.NONE;
        Outcome refusal =
                refusedBefore != null ? refusedBefore : refusePrices(request, priceE8, stopE8, targetE8, hasStop);
        long wanted = refusal == null ? size(book, verdict, request.atr) : 0;
        long shares = Math.min(wanted, roomFor(book, verdict));
        if (refusal == null) {
            int parts =
                    request.terms.parts().grows() ? 1 : request.terms.parts().count();
            refusal = refuseSize(event, book, verdict, isShort, wanted, shares, targetE8, parts);
        }
        if (refusal != null) {
            verdict.outcome = refusal.code();
            return;
        }
        StrategyBooks owner = book.owner;
        if (owner.position() == 0) {
            owner.first.copy(request);
        }
        if (request.terms.parts().count() > 1 && !request.terms.parts().grows()) {
            placeParts(event, owner, verdict, request, shares, stopE8, targetE8);
        } else {
            placeOne(event, book, verdict, request, shares, stopE8, targetE8);
        }
    }

    /** Places each part with its own target; a part of no shares is merged with the rest. */
    private void placeParts(
            EngineEvent event,
            StrategyBooks owner,
            Verdict verdict,
            EntryRequest request,
            long shares,
            long stopE8,
            long restTargetE8) {
        Parts parts = request.terms.parts();
        long lot = instruments[owner.lead().instrumentId].lot();
        long left = shares;
        int placed = 0;
        for (int i = 0; i < parts.count() - 1; i++) {
            long part = (long) (shares * parts.share(i));
            part -= part % lot;
            if (part > 0) {
                long targetE8 = request.partTargetE8[i];
                placeOne(event, owner.parts[placed], verdict, request, part, stopE8, targetE8);
                placed++;
                left -= part;
                verdict = again(event, verdict, owner.parts[placed]);
            }
        }
        placeOne(event, owner.parts[placed], verdict, request, left, stopE8, restTargetE8);
    }

    /** Copies the verdict for one more part. */
    private static Verdict again(EngineEvent event, Verdict verdict, Book book) {
        Verdict more = event.addVerdict();
        more.clear(book.bindingId, book.instrumentId, verdict.signalSequence);
        more.equityE8 = verdict.equityE8;
        more.priceE8 = verdict.priceE8;
        more.stopE8 = verdict.stopE8;
        return more;
    }

    private void placeOne(
            EngineEvent event,
            Book book,
            Verdict verdict,
            EntryRequest request,
            long shares,
            long stopE8,
            long targetE8) {
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = shares;
        boolean isShort = request.isShort;
        long cause = verdict.signalSequence;
        writer.placeEntry(
                event,
                book,
                cause,
                isShort,
                shares,
                request.reason,
                request.terms,
                request.limitE8 == 0 ? 0 : onTick(book, request.limitE8),
                request.triggerE8 == 0 ? 0 : onTick(book, request.triggerE8));
        book.stopE8 = 0;
        if (request.terms.stop() != Terms.Stop.NONE) {
            writer.placeStop(event, book, cause, isShort, shares, stopE8);
        }
        if (targetE8 != 0) {
            writer.placeTarget(event, book, cause, isShort, shares, targetE8);
        }
    }

    private static Outcome refusePrices(
            EntryRequest request, long priceE8, long stopE8, long targetE8, boolean hasStop) {
        boolean isShort = request.isShort;
        Parts parts = request.terms.parts();
        for (int i = 0; !parts.grows() && i < parts.count() - 1; i++) {
            if (isShort ? request.partTargetE8[i] >= priceE8 : request.partTargetE8[i] <= priceE8) {
                return Outcome.TARGET_WRONG_SIDE;
            }
        }
        if (hasStop && (isShort ? stopE8 <= priceE8 : stopE8 >= priceE8 || stopE8 <= 0)) {
            return Outcome.STOP_WRONG_SIDE;
        }
        if (targetE8 != 0 && (isShort ? targetE8 >= priceE8 || targetE8 < 0 : targetE8 <= priceE8)) {
            return Outcome.TARGET_WRONG_SIDE;
        }
        return Sizing.riskPerShare(priceE8, stopE8) < Sizing.SMALLEST_RISK ? Outcome.STOP_TOO_CLOSE : null;
    }

    private long size(Book book, Verdict verdict, double atr) {
        long lot = instruments[book.instrumentId].lot();
        long shares = Sizing.shares(verdict.equityE8, verdict.priceE8, verdict.stopE8, atr, lot, settings);
        long held = Math.abs(book.owner.position());
        if (held > 0) {
            // All units together are limited as one position.
            long room = (long) Sizing.byLeverage(verdict.equityE8, verdict.priceE8, settings) - held;
            shares = Math.min(shares, Math.max(0, room - room % lot));
        }
        if (!ruled) {
            return shares;
        }
        long most = largestE8(verdict) / verdict.priceE8 - held;
        return Math.min(shares, Math.max(0, most - most % lot));
    }

    /** Largest value of the position by the rules; cash of open entries counts as spent. */
    private long largestE8(Verdict verdict) {
        return settings.positions().largestE8(verdict.equityE8, portfolios.restCashE8() - worst.openEntriesE8());
    }

    /** Shares that the account's leverage leaves room for beside positions and open entries. */
    private long roomFor(Book book, Verdict verdict) {
        if (account.isOff()) {
            return Long.MAX_VALUE;
        }
        long othersE8 = Limits.saturatedSum(portfolios.restGrossE8(), worst.openEntriesE8());
        if (othersE8 == 0) {
            return Long.MAX_VALUE;
        }
        long lot = instruments[book.instrumentId].lot();
        long most = account.roomE8(verdict.equityE8, othersE8) / verdict.priceE8;
        return Math.max(0, most - most % lot);
    }

    private Outcome refuseSize(
            EngineEvent event,
            Book book,
            Verdict verdict,
            boolean isShort,
            long wanted,
            long shares,
            long targetE8,
            int parts) {
        PositionRules rules = settings.positions();
        if (ruled) {
            if (book.owner.position() == 0 && worst.positions() >= rules.countMax()) {
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
                        event,
                        book,
                        isShort,
                        shares,
                        verdict.priceE8,
                        verdict.stopE8,
                        targetE8,
                        parts,
                        verdict.equityE8);
    }

    /** The strategy's own stop on the tick, or one that the terms or the volatility place; 0 for none. */
    private long stopOf(Book book, EntryRequest request, long priceE8) {
        if (request.terms.stop() == Terms.Stop.NONE) {
            return 0;
        }
        long placedE8 = request.stopE8 != 0 ? onTick(book, request.stopE8) : distantStop(book, request, priceE8);
        boolean more = book.owner.grows() && book.owner.position() != 0;
        return more ? StrategyBooks.closer(placedE8, book.owner.closestStopE8(), request.isShort) : placedE8;
    }

    /** Stop at the distance from the price that the terms or the volatility give. */
    private long distantStop(Book book, EntryRequest request, long priceE8) {
        double amount = request.terms.stopAmount();
        return switch (request.terms.stop()) {
            case PER_CENT -> away(book, priceE8, FixedPoint.toDouble(priceE8) * amount / 100, request.isShort);
            case PRICE -> away(book, priceE8, amount, request.isShort);
            case CHANDELIER -> away(book, priceE8, request.atr * amount, request.isShort);
            case STANDARD, FIXED, NONE -> stopFrom(book, priceE8, request.atr, request.isShort);
        };
    }

    private long onTick(Book book, long priceE8) {
        return instruments[book.instrumentId].onTick(FixedPoint.toDouble(priceE8));
    }
}
