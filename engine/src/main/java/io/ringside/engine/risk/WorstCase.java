package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;

/**
 * The largest positions and the most orders that open orders can lead to: every entry executed or not, every position closed
 * by its stop, target or exit or not, whichever is worse. A book's exits are one group and never sell more than its
 * position; shares that belong to no book count as they are.
 *
 * <p>Thread: risk stage. Reads: books, ledger.
 */
final class WorstCase {
    private final Book[] books;
    private final Book[][] booksByInstrument;
    private final Ledger ledger;
    /** Portfolios in the same account, whose buys count. */
    private Portfolios portfolios;

    WorstCase(Book[] books, Book[][] booksByInstrument, Ledger ledger) {
        this.books = books;
        this.booksByInstrument = booksByInstrument;
        this.ledger = ledger;
    }

    /** Sets the portfolios that trade in the same account. */
    void beside(Portfolios inAccount) {
        portfolios = inAccount;
    }

    /** Most shares that intraday strategies can hold long. */
    long strategiesShares(int instrumentId) {
        long shares = 0;
        for (Book book : booksByInstrument[instrumentId]) {
            shares += Math.max(0, book.position) + (book.entryShort ? 0 : book.entryOpen());
        }
        return shares;
    }

    /** Most shares that can be held long, or short, in an instrument: the larger number. */
    long shares(int instrumentId) {
        return Math.max(longShares(instrumentId), shortShares(instrumentId));
    }

    long longShares(int instrumentId) {
        return Math.max(0, foreign(instrumentId)) + portfolios.buying(instrumentId) + strategiesShares(instrumentId);
    }

    long shortShares(int instrumentId) {
        long shares = Math.max(0, -foreign(instrumentId));
        for (Book book : booksByInstrument[instrumentId]) {
            shares += Math.max(0, -book.position) + (book.entryShort ? book.entryOpen() : 0);
        }
        return shares;
    }

    /** Value at the last prices of all open entries. */
    long openEntriesE8() {
        long value = 0;
        for (Book book : books) {
            long open = Limits.saturatedTimes(ledger.lastE8(book.instrumentId), book.entryOpen());
            value = Limits.saturatedSum(value, open);
        }
        return value;
    }

    /** Number of positions, open entries included. */
    int positions() {
        int count = 0;
        for (Book book : books) {
            // All parts of a position count as one.
            count += book == book.owner.lead() && !isFlat(book.owner) ? 1 : 0;
        }
        return count;
    }

    /** Most orders that can work in an instrument: each book that is not idle may place an exit in addition. */
    int orders(int instrumentId) {
        int count = 0;
        for (Book book : booksByInstrument[instrumentId]) {
            count += orders(book, true) + orders(book, false);
        }
        return count;
    }

    /** Most orders that can work on one side, in all instruments. */
    int orders(boolean buying) {
        int count = 0;
        for (Book book : books) {
            count += orders(book, buying);
        }
        return count;
    }

    private static int orders(Book book, boolean buying) {
        if (book.isFlat() && !book.hasLeftovers()) {
            return 0;
        }
        boolean isShort = book.position != 0 ? book.position < 0 : book.entryShort;
        int entries = book.entryRef != 0 && book.entryShort != buying ? 1 : 0;
        int exits = isShort == buying ? 2 + (book.targetRef != 0 ? 1 : 0) : 0;
        return entries + exits;
    }

    /** Whether an order could trade with a working order of another strategy. */
    boolean crosses(Book entering, boolean buying) {
        for (Book book : booksByInstrument[entering.instrumentId]) {
            // Targets of its own position lie beyond the price at which a unit is added.
            if (book.owner == entering.owner) {
                continue;
            }
            boolean isShort = book.position != 0 ? book.position < 0 : book.entryShort;
            boolean entry = book.entryRef != 0 && book.entryShort == buying;
            boolean exit = (book.exitRef != 0 || book.targetRef != 0) && isShort != buying;
            if (entry || exit) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFlat(StrategyBooks owner) {
        for (Book book : owner.parts) {
            if (!book.isFlat()) {
                return false;
            }
        }
        return true;
    }

    private long foreign(int instrumentId) {
        long foreign = ledger.position(instrumentId);
        for (Book book : booksByInstrument[instrumentId]) {
            foreign -= book.position;
        }
        return foreign;
    }
}
