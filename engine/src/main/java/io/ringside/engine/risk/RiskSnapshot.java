package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.TripPart;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A copy of the risk stage's state for other threads: a slot that the stage writes at the end of a batch of events, under a
 * sequence lock, so that status, dashboard and metrics never read its books while it changes them. A reader that overlaps a
 * write tries again; it never blocks the stage.
 *
 * <pre>
 *   0 version i64, odd while it is written   8 last event's sequence   16 its time
 *   24 cash   32 equity   40 equity that the day began with   48 highest equity   56 losses in a row   64 flags
 *   72 executions   80 realized   88 commissions   96 what portfolios have still to write
 *   104 sequence of the event that latched
 *   112 which portfolios an operator has halted, bit by bit
 *   then 4 longs an instrument: shares, last price, average price, code of the refusal of entries (0 if they are allowed)
 *   then 4 longs a book: instrument, stop, its trigger, its shares left
 * </pre>
 *
 * <p>Thread: written by the risk stage's; {@link #read} any.
 */
public final class RiskSnapshot {
    private static final int HEADER = 15;
    private static final int PER_INSTRUMENT = 4;
    private static final int PER_BOOK = 4;
    private static final int HALTED = 2;
    private static final int FLATTENING = 4;
    private static final int ATTEMPTS = 10_000;

    /**
     * One instrument.
     *
     * @param shares held, negative if short
     * @param lastE8 last price, 0 if there was none
     * @param averageE8 average price of the position, commissions not counted; for shares carried from an earlier session
     *     that does not tell it, its last price
     * @param refusal why entries are refused; null if they are allowed
     */
    public record Holding(long shares, long lastE8, long averageE8, Outcome refusal) {}

    /**
     * The stop of one strategy on one instrument.
     *
     * @param stopRef the working stop, 0 if there is none
     * @param stopLeft shares that it still covers
     */
    public record Orders(int instrumentId, long stopRef, long stopE8, long stopLeft) {}

    /**
     * The stage after one event.
     *
     * @param sequence of the event
     * @param dayStartE8 equity that the session began with
     * @param peakE8 highest equity
     * @param streak losing positions in a row
     * @param latchedSequence of the event since which trading is latched by a kill or a break; 0 if it is not
     * @param halted whether an operator has halted trading
     * @param haltedPortfolios bit by bit, by portfolio id, whether an operator has halted the portfolio; of the first 64
     * @param flattening whether positions are being closed
     * @param fills executions since the session began
     * @param realizedE8 profit of closed shares since then, commissions not counted
     * @param commissionsE8 commissions since then
     * @param holdings by instrument id
     * @param orders by binding id
     */
    public record View(
            long sequence,
            long cashE8,
            long equityE8,
            long dayStartE8,
            long peakE8,
            int streak,
            long latchedSequence,
            boolean halted,
            long haltedPortfolios,
            boolean flattening,
            long fills,
            long realizedE8,
            long commissionsE8,
            List<Holding> holdings,
            List<Orders> orders) {
        /** Whether trading is latched by a kill or a break. */
        public boolean latched() {
            return latchedSequence != 0;
        }

        /** Whether an operator has halted a portfolio; false beyond the 64th, which is not told. */
        public boolean isHalted(int portfolioId) {
            return portfolioId < Long.SIZE && (haltedPortfolios >>> portfolioId & 1) != 0;
        }

        /** Why entries into an instrument are refused; null if they are allowed. */
        public Outcome refusal(int instrumentId) {
            return holdings.get(instrumentId).refusal;
        }

        /** The day's profit so far, marked to the last prices. */
        public long dayE8() {
            return equityE8 - dayStartE8;
        }
    }

    private final UnsafeBuffer buffer;
    private final int instruments;
    private final int books;
    private long version;

    /** Average price a share at 1e-8, by instrument id; for display only, so a double is enough. */
    private final double[] average;

    private final long[] shares;
    private double realizedE8;
    private long commissionsE8;
    private long fills;

    RiskSnapshot(int instruments, int books) {
        this.instruments = instruments;
        this.books = books;
        average = new double[instruments];
        shares = new long[instruments];
        int longs = HEADER + instruments * PER_INSTRUMENT + books * PER_BOOK;
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(longs * Long.BYTES, BitUtil.CACHE_LINE_LENGTH));
    }

    // ---- Risk stage -----------------------------------------------------------------------------------------------

    /** Updates average prices and realized profit. */
    void onEvent(EngineEvent event, Ledger ledger) {
        if (event.type == EventType.FILL) {
            fills++;
            commissionsE8 += event.commissionE8;
            trade(event.instrumentId, event.side.sign() * event.quantity, event.priceE8);
        } else if (event.type == EventType.COMMISSION) {
            commissionsE8 += event.commissionE8;
        } else if (event.type == EventType.POSITION
                && (event.code == 0 || event.code == PortfolioPart.HOLDING)
                && (event.flags & (EngineEvent.FLAG_CARRIED | EngineEvent.FLAG_ADOPTED)) != 0) {
            // Adopted shares may come without a price.
            long priceE8 = event.priceE8 > 0 ? event.priceE8 : ledger.lastE8(event.instrumentId);
            trade(event.instrumentId, event.quantity, priceE8);
        } else if (event.type == EventType.POSITION
                && event.code == TripPart.ENTERED
                && shares[event.instrumentId] != 0) {
            // Booked at the last price so far.
            double off = (double) event.priceE8 - ledger.lastE8(event.instrumentId);
            average[event.instrumentId] += off * event.quantity / shares[event.instrumentId];
        } else if (event.type == EventType.CORPORATE_ACTION) {
            act(event, ledger);
        }
    }

    /** Applies a corporate action; the ledger has the new shares and price already. */
    private void act(EngineEvent event, Ledger ledger) {
        int id = event.instrumentId;
        if (CorporateAction.ofCode(event.code) == CorporateAction.DELISTING && shares[id] != 0) {
            trade(id, -shares[id], event.priceE8);
        } else if (CorporateAction.ofCode(event.code) == CorporateAction.SPLIT) {
            average[id] = Split.amount(average[id], event.quantity, event.argument);
            double exact = (double) shares[id] * event.quantity / event.argument;
            // The fraction of a share was paid in cash.
            realizedE8 += (ledger.lastE8(id) - average[id]) * (exact - ledger.position(id));
            shares[id] = ledger.position(id);
        }
    }

    private void trade(int id, long signed, long priceE8) {
        if (signed == 0) {
            return;
        }
        long before = shares[id];
        long after = before + signed;
        shares[id] = after;
        if (before == 0 || Long.signum(before) == Long.signum(signed)) {
            average[id] = (average[id] * Math.abs(before) + (double) priceE8 * Math.abs(signed)) / Math.abs(after);
            return;
        }
        long closed = Math.min(Math.abs(before), Math.abs(signed));
        realizedE8 += (priceE8 - average[id]) * closed * Long.signum(before);
        if (after == 0) {
            average[id] = 0;
        } else if (Long.signum(after) != Long.signum(before)) {
            average[id] = priceE8;
        }
    }

    /** Begins to write a new state. */
    void begin(EngineEvent event, Ledger ledger, TradingState trading, LossLimits loss) {
        buffer.putLongOrdered(0, ++version);
        VarHandle.storeStoreFence();
        put(1, event.sequence);
        put(2, event.eventNanos);
        put(3, ledger.cashE8());
        put(4, ledger.equityE8());
        put(5, loss == null ? 0 : loss.dayStartE8());
        put(6, loss == null ? 0 : loss.peakE8());
        put(7, loss == null ? 0 : loss.streak());
        put(8, (trading.halted() ? HALTED : 0) | (trading.isFlattening() ? FLATTENING : 0));
        put(9, fills);
        put(10, Math.round(realizedE8));
        put(11, commissionsE8);
        put(13, trading.latchedSequence());
    }

    void holding(int id, Ledger ledger, Outcome refusal) {
        int at = HEADER + id * PER_INSTRUMENT;
        put(at, ledger.position(id));
        put(at + 1, ledger.lastE8(id));
        put(at + 2, Math.round(average[id]));
        put(at + 3, refusal == null ? 0 : refusal.code());
    }

    void orders(int bindingId, Book book) {
        int at = HEADER + instruments * PER_INSTRUMENT + bindingId * PER_BOOK;
        put(at, book.instrumentId);
        put(at + 1, book.stopRef);
        put(at + 2, book.stopRef == 0 ? 0 : book.stopE8);
        put(at + 3, book.stopRef == 0 ? 0 : book.stopQuantity - book.stopFilled);
    }

    void portfolios(int left, long halted) {
        put(12, left);
        put(14, halted);
    }

    /** Publishes the new state. */
    void end() {
        buffer.putLongOrdered(0, ++version);
    }

    private void put(int index, long value) {
        buffer.putLong(index * Long.BYTES, value);
    }

    // ---- Any thread -----------------------------------------------------------------------------------------------

    /** What portfolios have still to write on CONTINUE events, 0 if nothing. */
    public int planLeft() {
        return (int) buffer.getLongVolatile(12 * Long.BYTES);
    }

    /** The stage's state after one event; null before the first, or if every attempt overlapped a write. */
    public View read() {
        long[] copy = new long[HEADER + instruments * PER_INSTRUMENT + books * PER_BOOK];
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = buffer.getLongVolatile(0);
            if (before == 0) {
                return null;
            }
            if ((before & 1) == 0) {
                for (int at = 1; at < copy.length; at++) {
                    copy[at] = buffer.getLong(at * Long.BYTES);
                }
                VarHandle.loadLoadFence();
                if (buffer.getLongVolatile(0) == before) {
                    return view(copy);
                }
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private View view(long[] copy) {
        List<Holding> holdings = new ArrayList<>();
        for (int id = 0; id < instruments; id++) {
            int at = HEADER + id * PER_INSTRUMENT;
            holdings.add(new Holding(copy[at], copy[at + 1], copy[at + 2], Outcome.ofCode((int) copy[at + 3])));
        }
        List<Orders> orders = new ArrayList<>();
        for (int id = 0; id < books; id++) {
            int at = HEADER + instruments * PER_INSTRUMENT + id * PER_BOOK;
            orders.add(new Orders((int) copy[at], copy[at + 1], copy[at + 2], copy[at + 3]));
        }
        return new View(
                copy[1],
                copy[3],
                copy[4],
                copy[5],
                copy[6],
                (int) copy[7],
                copy[13],
                (copy[8] & HALTED) != 0,
                copy[14],
                (copy[8] & FLATTENING) != 0,
                copy[9],
                copy[10],
                copy[11],
                List.copyOf(holdings),
                List.copyOf(orders));
    }
}
