package io.ringside.gateway.ib;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.ib.tws.PendingRequests;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.broker.TradingBooks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Looks up the broker's contract of each instrument. No order is placed for an instrument without its contract: trading
 * waits until all are known; if a portfolio trades, the other instruments go on, and missing contracts are requested
 * repeatedly.
 *
 * <p>Thread: session.
 */
final class ContractLookUp {
    static final String KIND = "contract";
    private static final long MILLI = 1_000_000L;
    /** Time that a request takes, since there may be many. */
    private static final long REQUEST_MS = 25;
    /** Pause before an unknown contract is requested again. */
    private static final long AGAIN_NANOS = 5_000 * MILLI;
    /** The same for instruments that the others do not wait for. */
    private static final long LEFT_OUT_AGAIN_NANOS = 60 * AGAIN_NANOS;

    private final TradingBooks books;
    private final TwsContract[] contracts;
    private final PendingRequests pending;
    private final boolean othersGoOn;
    private final EventOutbox out;
    /** Instruments that the others do not wait for. */
    private final Set<Integer> leftOut = new TreeSet<>();

    private TwsLink link;
    private Map<Integer, Integer> asked;
    private boolean due;
    private long dueNanos;
    private String reported = "";

    /**
     * @param contracts the broker's contract of each instrument; filled in as they are found
     * @param pending the open requests
     * @param othersGoOn whether the other instruments trade while one is missing
     * @param out gets the events to publish
     */
    ContractLookUp(
            TradingBooks books, TwsContract[] contracts, PendingRequests pending, boolean othersGoOn, EventOutbox out) {
        this.books = books;
        this.contracts = contracts;
        this.pending = pending;
        this.othersGoOn = othersGoOn;
        this.out = out;
    }

    /**
     * Begins with a new connection.
     *
     * @param newAsked gets the instrument of each request
     */
    void connected(TwsLink newLink, Map<Integer, Integer> newAsked) {
        link = newLink;
        asked = newAsked;
    }

    /** Requests the unknown contracts; returns whether all are known. */
    boolean begin() {
        due = false;
        boolean all = ask();
        reported = all ? "" : reported;
        return all;
    }

    /** Whether it is time to request the contracts again that others wait for. */
    boolean isDue(long monotonicNanos) {
        return due && monotonicNanos - dueNanos >= 0;
    }

    /** Requests the contracts again that the others do not wait for. */
    void askForLeftOut(long monotonicNanos) {
        if (!leftOut.isEmpty() && monotonicNanos - dueNanos >= 0) {
            dueNanos = monotonicNanos + LEFT_OUT_AGAIN_NANOS;
            ask();
        }
    }

    private boolean ask() {
        // Requests are paced.
        long patienceMs = books.settings.requestTimeoutMs() + books.instruments.size() * REQUEST_MS;
        long deadline = books.monotonic.nanoTime() + patienceMs * MILLI;
        boolean all = true;
        for (Instrument instrument : books.instruments) {
            if (isMissing(instrument)) {
                all = false;
                int reqId = link.nextId();
                asked.put(reqId, instrument.id());
                pending.open(reqId, KIND, deadline);
                link.send(link.encoder()
                        .reqContractDetails(reqId, TwsContract.stock(instrument, instrument.contractId())));
            }
        }
        return all;
    }

    private boolean isMissing(Instrument instrument) {
        return contracts[instrument.id()] == null;
    }

    /** Sets the broker's contract id of an instrument. */
    void found(Instrument instrument, int contractId) {
        int id = instrument.id();
        books.contracts.put(id, contractId);
        if (leftOut.remove(id)) {
            out.add().control(EventType.CONDITION, books.clock.getAsLong(), Condition.CONTRACT_KNOWN.code(), id);
        }
        contracts[id] = TwsContract.stock(instrument, contractId);
    }

    /**
     * Handles the end of all requests. Missing contracts are requested again after a pause.
     *
     * @return whether trading may go on
     */
    boolean ends() {
        List<String> missing = symbols(this::isMissing);
        if (missing.isEmpty()) {
            reported = "";
            return true;
        }
        if (othersGoOn && missing.size() < books.instruments.size()) {
            leaveOut(missing);
            return true;
        }
        due = true;
        dueNanos = books.monotonic.nanoTime() + AGAIN_NANOS;
        report(
                "the broker does not tell the contract of " + ChosenNames.shown(missing)
                        + "; nothing is traded before, and it is asked again and again",
                true);
        return false;
    }

    /** Lets a portfolio trade its other names; holdings of the missing ones are not changed until their contracts are known. */
    private void leaveOut(List<String> missing) {
        for (Instrument one : books.instruments) {
            if (isMissing(one) && leftOut.add(one.id())) {
                out.add()
                        .control(
                                EventType.CONDITION,
                                books.clock.getAsLong(),
                                Condition.CONTRACT_UNKNOWN.code(),
                                one.id());
            }
        }
        List<String> held = symbols(one -> isMissing(one) && books.holdings.isHeldOrOrdered(one.id()));
        report(
                "the broker does not tell the contract of " + ChosenNames.shown(missing)
                        + ": nothing of it is ordered, the other names are traded; correct the symbol, or tell its change by"
                        + " ringside data import --actions"
                        + (held.isEmpty()
                                ? ""
                                : "; of " + ChosenNames.shown(held)
                                        + " something is held or ordered, which stays as it is"),
                !isBeforeItsDay());
        dueNanos = books.monotonic.nanoTime() + LEFT_OUT_AGAIN_NANOS;
    }

    private void report(String text, boolean raised) {
        if (raised && !text.equals(reported)) {
            books.alarms.raise(text);
        }
        reported = text;
    }

    private List<String> symbols(Predicate<Instrument> which) {
        return books.instruments.stream().filter(which).map(Instrument::symbol).toList();
    }

    /** Whether all missing instruments have a new symbol from a coming session on, as over a weekend. */
    private boolean isBeforeItsDay() {
        int today = books.calendar.localDay(books.clock.getAsLong());
        return books.instruments.stream()
                .filter(this::isMissing)
                .allMatch(one -> one.renamings().stream()
                        .anyMatch(change -> change.after().equals(one.symbol()) && change.day() > today));
    }
}
