package io.ringside.gateway.live.order;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.live.operator.NoteWord;
import io.ringside.gateway.live.operator.SilenceNote;
import java.util.List;

/**
 * Reads the target of a command: {@code close SYMBOL}, {@code cancel ORDER}, {@code silence MINUTES}. The rest of the note
 * is the operator's reason; a command whose next word is a second target of the same kind is refused.
 *
 * <p>Thread: session.
 */
public final class CommandTarget {
    private final OrderTable table;
    private final List<Instrument> instruments;

    public CommandTarget(OrderTable table, List<Instrument> instruments) {
        this.table = table;
        this.instruments = instruments;
    }

    /**
     * Why a command is refused, as text for its sender; null if it is accepted or has no target.
     *
     * @param portfolioId the portfolio that it concerns, or {@link BookId#ALL}
     */
    public String refusal(Operator operator, String note, int portfolioId) {
        String another = anotherTarget(operator, note);
        if (another != null) {
            return "\"" + another + "\" as well? One at a time: nothing was done, give each a command of its own";
        }
        return switch (operator) {
            case CLOSE -> closeRefusal(NoteWord.of(note), portfolioId);
            case CANCEL -> cancelRefusal(NoteWord.of(note));
            case SILENCE ->
                SilenceNote.isMinutes(note)
                        ? null
                        : "\"" + NoteWord.of(note) + "\" is no number of minutes from 0, which ends it, to "
                                + SilenceNote.MINUTES_MAX;
            default -> null;
        };
    }

    /**
     * A second symbol or order directly after the first, or null. Refused, since an operator who gives two expects both to
     * be acted on. Case counts for a symbol, so that the reason "now" is not taken for the ticker NOW.
     */
    private String anotherTarget(Operator operator, String note) {
        String[] words = note.strip().split(" +", 3);
        if (words.length < 2) {
            return null;
        }
        boolean symbol = instruments.stream().anyMatch(one -> one.isCalled(words[1]));
        return switch (operator) {
            case CLOSE, ADOPT, FORGET -> symbol ? words[1] : null;
            case CANCEL -> isOrder(words[1]) ? words[1] : null;
            default -> null;
        };
    }

    private static boolean isOrder(String word) {
        try {
            OrderRef.parse(word);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Argument of the command's event: instrument id, order reference, minutes, otherwise 0; and the portfolio. */
    public long argument(Operator operator, String note, int portfolioId) {
        return switch (operator) {
            case CLOSE -> BookId.argument(portfolioId, TakeOver.instrument(instruments, note));
            case HALT, RESUME, FLATTEN -> BookId.argument(portfolioId, 0);
            case CANCEL -> OrderRef.parse(NoteWord.of(note));
            case SILENCE -> SilenceNote.minutes(note);
            default -> 0;
        };
    }

    private String closeRefusal(String symbol, int portfolioId) {
        int id = TakeOver.instrument(instruments, symbol);
        if (id < 0) {
            return "\"" + symbol + "\" is not one of "
                    + instruments.stream().map(Instrument::symbol).toList() + "; give the symbol";
        }
        synchronized (table) {
            int bookId = BookId.ofPortfolio(portfolioId);
            boolean all = portfolioId == BookId.ALL;
            boolean entering = table.orders().stream()
                    .filter(order -> all || order.terms.bindingId == bookId)
                    .anyMatch(order -> order.terms.instrumentId == id && order.isEntry() && !order.isDone());
            long held = all ? table.position(id) : table.held(table.book(bookId, id));
            return held == 0 && !entering ? "nothing is held of " + symbol + ", and no entry works" : null;
        }
    }

    private String cancelRefusal(String text) {
        long ref;
        try {
            ref = OrderRef.parse(text);
        } catch (IllegalArgumentException e) {
            return "\"" + text + "\" is no order; ringside orders lists them";
        }
        synchronized (table) {
            LiveOrder order = table.byRef(ref);
            if (order == null || order.isDone()) {
                return "no order " + text + " works; ringside orders lists them";
            }
            return order.isStop() ? text + " protects a position and stays; ringside close SYMBOL leaves it" : null;
        }
    }

    /** Closing orders of a command that are certainly not sent and wait for the broker. */
    public List<String> waitingExits(String note) {
        int id = TakeOver.instrument(instruments, note);
        synchronized (table) {
            return table.orders().stream()
                    .filter(order -> order.terms.instrumentId == id
                            && order.state == LiveOrder.State.HELD
                            && order.terms.purpose == Purpose.FLATTEN)
                    .map(order -> OrderRef.format(order.terms.orderRef))
                    .toList();
        }
    }
}
