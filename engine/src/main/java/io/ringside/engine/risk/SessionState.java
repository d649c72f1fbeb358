package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.TripPart;
import java.util.ArrayList;
import java.util.List;

/**
 * The state that is carried from one session to the next: books with their orders and stops, losses, shares that the
 * account's owner holds himself, and the account's equity. Positions adopted and equity reported during the day are handled
 * here too.
 *
 * <p>Thread: risk stage. Writes: stops of adopted positions, by its keeper.
 */
final class SessionState {
    /** Whether the equity is the broker account's. */
    private final boolean fromAccount;

    private final Book[] books;
    /** Shares of each instrument that the account's owner holds himself; they are only carried to the next session. */
    private final long[] standing;

    private final Ledger ledger;
    private final TradingState trading;
    private final IntentWriter writer;
    private final PositionKeeper keeper;
    private final Entries entries;
    /** Null if no limits are configured. */
    private final Controls controls;

    private final Portfolios portfolios;

    SessionState(
            boolean fromAccount,
            Book[] books,
            int instruments,
            Ledger ledger,
            TradingState trading,
            IntentWriter writer,
            PositionKeeper keeper,
            Entries entries,
            Controls controls,
            Portfolios portfolios) {
        this.fromAccount = fromAccount;
        this.books = books;
        standing = new long[instruments];
        this.ledger = ledger;
        this.trading = trading;
        this.writer = writer;
        this.keeper = keeper;
        this.entries = entries;
        this.controls = controls;
        this.portfolios = portfolios;
    }

    /** The state that the next session begins with, except for the cash. */
    List<Carried> carried() {
        List<Carried> parts = new ArrayList<>();
        for (Book book : books) {
            book.carry(ledger.lastE8(book.instrumentId), parts);
        }
        for (Book book : books) {
            if (book == book.owner.lead()) {
                book.owner.carry(parts);
            }
        }
        if (controls != null) {
            LossLimits loss = controls.loss();
            parts.add(Carried.ofLosses(loss.peakE8(), loss.streak(), loss.drawnDown()));
        }
        portfolios.carry(parts);
        for (int id = 0; id < standing.length; id++) {
            if (standing[id] != 0) {
                parts.add(new Carried(id, Carried.STANDING, 0, 0, standing[id], 0));
            }
        }
        return parts;
    }

    /** Handles a position, an order or money that is carried over or adopted. */
    void onEvent(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            if (event.type == EventType.ACCOUNT) {
                takeWorth(event.priceE8);
            } else {
                adopt(event);
            }
            return;
        }
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (event.type == EventType.ACCOUNT) {
            ledger.restoreCash(event.priceE8);
            trading.awaitWorth(fromAccount && event.priceE8 == 0);
            return;
        }
        if (event.code == Carried.LOSSES) {
            if (controls != null) {
                controls.restore(event.priceE8, event.quantity, event.argument != 0);
            }
            return;
        }
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
            return;
        }
        if (event.code == Carried.FOREIGN_ORDER) {
            // Used by the reconciliation with the broker only.
            return;
        }
        if (event.code == PortfolioPart.HOLDING) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
        }
        boolean ofPortfolio = BookId.isPortfolio(BookId.lower(event.argument));
        if (TripPart.is(event.code) && ofPortfolio) {
            // For those only who tell a portfolio's trades.
            return;
        }
        if (event.code == PortfolioPart.PLANNED || ofPortfolio) {
            portfolios.restore(event);
            if (controls != null && Purpose.ofCode(event.code) != null) {
                boolean sells = event.quantity < 0 || event.code == Purpose.STOP.code();
                controls.adopt(event.instrumentId, event.orderRef, sells, event.quantity);
            }
            return;
        }
        Book book = books[(int) (event.argument & 0xffff_ffffL)];
        if (event.code == Carried.UNITS || event.code == Carried.UNIT_TERMS) {
            book.owner.restore(event);
            return;
        }
        book.restore(event);
        if (event.code == Carried.TERMS || TripPart.is(event.code)) {
            return;
        }
        if (event.code == 0) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
            return;
        }
        writer.adopt(event.orderRef, book);
        if (controls != null) {
            controls.adopt(event.instrumentId, event.orderRef, book.sells(event.orderRef), event.quantity);
        }
    }

    /** Sets the equity to the account's; a deposit or withdrawal is neither profit nor loss. */
    private void takeWorth(long worthE8) {
        if (!fromAccount) {
            return;
        }
        long beforeE8 = ledger.equityE8();
        ledger.restoreCash(Math.subtractExact(worthE8, ledger.positionValueE8()));
        portfolios.transfer(Math.subtractExact(worthE8, beforeE8));
        trading.awaitWorth(false);
        if (controls != null) {
            controls.loss().transfer(beforeE8, worthE8);
        }
    }

    private void adopt(EngineEvent event) {
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
        } else if (event.code == 0 && event.quantity != 0 && BookId.isPortfolio(BookId.lower(event.argument))) {
            portfolios.adopt(event, event.priceE8 > 0 ? event.priceE8 : ledger.lastE8(event.instrumentId));
        } else if (event.code == 0 && event.quantity != 0) {
            Book book = books[(int) (event.argument & 0xffff_ffffL)];
            if (book.owner.position() == 0) {
                book.owner.forgetFirst();
            }
            boolean isShort = book.position + event.quantity < 0;
            long lastE8 = ledger.lastE8(event.instrumentId) != 0 ? ledger.lastE8(event.instrumentId) : event.priceE8;
            long stopE8 = book.atrBefore > 0 ? entries.stopFrom(book, lastE8, book.atrBefore, isShort) : 0;
            // At the last price if the price of the trades elsewhere is unknown.
            long priceE8 = event.priceE8 > 0 ? event.priceE8 : lastE8;
            keeper.onAdopted(event, book, priceE8, Math.max(0, stopE8));
        }
    }
}
