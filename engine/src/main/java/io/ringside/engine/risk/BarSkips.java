package io.ringside.engine.risk;

/**
 * Lets a sweep skip bars that change nothing but prices; a pipeline never does. The contract, which the test of the shared
 * run checks against complete pipelines over many settings:
 *
 * <ul>
 *
 *   <li>while the stage {@link #isIdle}, a bar without a signal to enter decides nothing;
 *
 *   <li>while a binding has {@link #onlyStopOfLong}, a bar that neither reaches that stop nor has a signal to exit only
 *       trails the stop, to {@link #trailedStop}; of several such bars the last one alone gives the same stop;
 *
 *   <li>closed bars that are skipped are {@link #count counted}, for rules that depend on the number of bars;
 *
 *   <li>with limits configured, which check every event, no bar may be skipped.
 *
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

    /** Whether there is no position, no working order and no waiting entry: only a signal to enter can change that. */
    public boolean isIdle() {
        for (Book book : books) {
            if (!book.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** Trigger of the protective stop if the binding has a long position and no other working order; 0 otherwise. */
    public long onlyStopOfLong(int bindingId) {
        Book book = books[bindingId];
        boolean only =
                book.position > 0 && book.entryRef == 0 && book.exitRef == 0 && book.targetRef == 0 && !book.unwanted;
        return only ? book.stopRef : 0;
    }

    /** Where a close moves the stop from the given price; the same price if it stays. */
    public long trailedStop(int bindingId, long stopE8, long closeE8, double atr) {
        return stops.trailed(books[bindingId], stopE8, closeE8, atr);
    }

    /** Counts closed bars that were skipped. */
    public void count(int bindingId, int bars) {
        Book book = books[bindingId];
        if (book.barsSinceExit < Integer.MAX_VALUE) {
            book.barsSinceExit = (int) Math.min(Integer.MAX_VALUE, (long) book.barsSinceExit + bars);
        }
    }
}
