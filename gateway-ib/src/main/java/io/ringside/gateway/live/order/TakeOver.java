package io.ringside.gateway.live.order;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.operator.NoteWord;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Turns an operator's decision on a difference between book and account into events that replay:
 *
 * <pre>
 *   adopt SYMBOL    the account's position becomes the strategy's, except for the owner's own shares of the configuration
 *   forget SYMBOL   the account's position becomes the owner's own; the strategy holds nothing
 *   unlatch         foreign orders reported so far are acknowledged
 * </pre>
 *
 * <p>Thread: session.
 */
public final class TakeOver {
    private final OrderTable table;
    private final Holdings holdings;
    private final Reconciler reconciler;
    private final ForeignOrders foreign;
    private final List<Instrument> instruments;
    private final LongSupplier clock;

    /** @param clock market time, UTC nanoseconds since 1970 */
    public TakeOver(
            OrderTable table,
            Holdings holdings,
            Reconciler reconciler,
            ForeignOrders foreign,
            List<Instrument> instruments,
            LongSupplier clock) {
        this.table = table;
        this.holdings = holdings;
        this.reconciler = reconciler;
        this.foreign = foreign;
        this.instruments = instruments;
        this.clock = clock;
    }

    /**
     * Why a command is refused, as text for its sender; null if it is accepted.
     *
     * @param connected whether the broker is connected and reconciled
     */
    public String refusal(Operator operator, String note, boolean connected) {
        if (operator == Operator.UNLATCH) {
            String differences = reconciler.differences();
            return differences.isEmpty()
                    ? null
                    : differences
                            + "; put it right at the broker, or say how it is: ringside adopt SYMBOL (the strategy"
                            + " goes on with what is there), ringside forget SYMBOL (what is there is yours)";
        }
        if (operator != Operator.ADOPT && operator != Operator.FORGET) {
            return null;
        }
        int id = instrument(instruments, note);
        if (id < 0) {
            return "\"" + note + "\" is not one of "
                    + instruments.stream().map(Instrument::symbol).toList() + "; give the symbol";
        }
        synchronized (table) {
            if (!connected || !holdings.isCompared(id)) {
                return "the broker has not been compared with; wait until status says ready";
            }
            if (holdings.state(id) == Holdings.State.OPEN || holdings.differenceNow(id) != holdings.difference(id)) {
                return "the account moves just now; try again in some seconds";
            }
            boolean agrees = holdings.state(id) == Holdings.State.AGREES && table.standing(id) == 0;
            return operator == Operator.ADOPT && agrees
                    ? instruments.get(id).symbol() + ": " + table.position(id)
                            + " here and at the broker; there is nothing to adopt"
                    : null;
        }
    }

    /**
     * Adds the events of a command that is not refused.
     *
     * @param portfolioId the portfolio that adopts, or {@link BookId#ALL}
     * @return whether shares have come or gone at a price that is unknown, so that the books' cash is a guess
     */
    public boolean obey(Operator operator, String note, int portfolioId, EventOutbox out) {
        synchronized (table) {
            switch (operator) {
                case ADOPT -> {
                    int id = instrument(instruments, note);
                    int wanted = portfolioId == BookId.ALL ? -1 : table.book(BookId.ofPortfolio(portfolioId), id);
                    return change(id, holdings.adoption(id, wanted), 0, out);
                }
                case FORGET -> {
                    int id = instrument(instruments, note);
                    return change(id, holdings.forgetting(id), holdings.account(id) - holdings.configured(id), out);
                }
                case UNLATCH -> {
                    for (long permId : foreign.unseen()) {
                        add(out, 0, Carried.FOREIGN_ORDER, permId, 0, 0);
                    }
                }
                default -> {
                    // Does not concern the account.
                }
            }
        }
        return false;
    }

    private boolean change(int id, long[] changes, long standing, EventOutbox out) {
        long priceE8 = holdings.differencePriceE8(id);
        boolean guessed = false;
        for (int book = 0; book < changes.length; book++) {
            if (changes[book] != 0) {
                guessed |= priceE8 == 0;
                add(out, id, 0, Carried.argument(table.binding(book), 0), changes[book], priceE8);
            }
        }
        add(out, id, Carried.STANDING, holdings.othersShares(id), standing, 0);
        holdings.taken(id);
        return guessed;
    }

    private void add(EventOutbox out, int id, int code, long argument, long quantity, long priceE8) {
        int flag = EngineEvent.FLAG_ADOPTED;
        table.apply(out.add().position(id, clock.getAsLong(), flag, code, argument, OrderRef.NONE, quantity, priceE8));
    }

    /** Id of the instrument named by a command's first word, -1 if it is unknown. */
    static int instrument(List<Instrument> instruments, String note) {
        String symbol = NoteWord.of(note);
        return instruments.stream()
                .filter(one -> one.isCalled(symbol.toUpperCase(Locale.ROOT)))
                .mapToInt(Instrument::id)
                .findFirst()
                .orElse(-1);
    }
}
