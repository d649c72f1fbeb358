package io.ringside.engine.risk;

/**
 * What a sweep asks of the risk stage to leave bars out that change nothing but prices; a pipeline never does. The contract,
 * which the test of the shared run holds against whole pipelines over many settings:
 *
 * <ul>
 *   <li>while the stage {@link #isIdle}, a bar without a signal to enter decides nothing;
 *   <li>while a binding has {@link #onlyStopOfLong}, a bar decides nothing that neither reaches that stop nor says to leave,
 *       but for where {@link #trailedStop} moves it; of bars that only move it the last one does what all would;
 *   <li>closed bars that are left out are {@link #count counted}, for what depends on how many have passed;
 *   <li>with limits configured, which look at every event, no bar may be left out.
 * </ul>
 *
 * <p>Thread: risk stage.
 */
public final class BarSkips {
    private final Book[] books;
    private final StopFollower stops;

    BarSkips(Book[] books, StopFollower stops) {
        this.books = books;
        this.stops = stops;
    }

    /** Whether nothing is held, nothing works and nothing waits: only a signal to enter can change that. */
    public boolean isIdle() {
        for (Book book : books) {
            if (!book.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** The protective stop of a long position for which nothing else works; 0 if that is not so. */
    public long onlyStopOfLong(int bindingId) {
        Book book = books[bindingId];
        boolean only =
                book.position > 0 && book.entryRef == 0 && book.exitRef == 0 && book.targetRef == 0 && !book.unwanted;
        return only ? book.stopRef : 0;
    }

    /** Where the stop of the position goes on a close, if it stands at a price; the same price if it stays. */
    public long trailedStop(int bindingId, long stopE8, long closeE8, double atr) {
        return stops.trailed(books[bindingId], stopE8, closeE8, atr);
    }

    /** Counts closed bars that were left out. */
    public void count(int bindingId, int bars) {
        Book book = books[bindingId];
        if (book.barsSinceExit < Integer.MAX_VALUE) {
            book.barsSinceExit = (int) Math.min(Integer.MAX_VALUE, (long) book.barsSinceExit + bars);
        }
    }
}
