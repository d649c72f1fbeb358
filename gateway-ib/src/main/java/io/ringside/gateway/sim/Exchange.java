package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the tapes: adds every trade, quote and bar to the agenda, one ahead of the clock, and passes it to the workstation.
 *
 * <p>A 5-second bar from [s, e) is an open print at s plus one nanosecond, three more prices on the way, and the whole bar
 * at e; so at e all bars that end are sent before any price of the next ones, and the order of a client that decides on a
 * bar in stepped time executes at the next open.
 *
 * <p>Thread: the workstation's.
 */
final class Exchange {
    private final Workstation tws;
    private final Agenda agenda;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final List<Board> boards = new ArrayList<>();

    Exchange(Workstation tws, Agenda agenda, List<Tape> tapes, long seed) {
        this.tws = tws;
        this.agenda = agenda;
        for (int i = 0; i < tapes.size(); i++) {
            boards.add(new Board(tapes.get(i), i, seed));
        }
    }

    /** All instruments. */
    List<Board> boards() {
        return boards;
    }

    /** The instrument of a client's contract, or null. */
    Board find(Contract contract) {
        for (Board board : boards) {
            if (board.listed && contract.means(board.listing)) {
                return board;
            }
        }
        return null;
    }

    /** Begins to play at a time; the last price before it is set. */
    void start(long nanos) {
        for (Board board : boards) {
            int first = board.history.indexFrom(nanos);
            if (first > 0) {
                PriceBar before = board.history.bar(first - 1);
                board.trade(calendar.sessionDay(before.startNanos()), before.endNanos(), before.closeE8(), 0, false);
            }
            playBar(board, first);
            if (!board.tape.trades().isEmpty()) {
                playTrade(board, firstTrade(board.tape.trades(), nanos));
                playQuote(board, firstQuote(board.tape.quotes(), nanos));
            }
        }
    }

    private void playBar(Board board, int index) {
        if (index < board.history.size()) {
            PriceBar bar = board.history.bar(index);
            agenda.at(
                    bar.startNanos(),
                    () -> playPart(board, index, tws.settings.wholeBars ? List.of(bar) : board.history.parts(bar), 0));
        }
    }

    private void playPart(Board board, int index, List<PriceBar> parts, int partIndex) {
        PriceBar part = parts.get(partIndex);
        if (board.tape.trades().isEmpty()) {
            playPrints(board, part);
        }
        agenda.at(part.endNanos(), () -> {
            board.inBar = false;
            tws.onBar(board, part);
            if (partIndex + 1 < parts.size()) {
                playPart(board, index, parts, partIndex + 1);
            } else {
                playBar(board, index + 1);
            }
        });
    }

    /** Four trades of a bar: its open, both extremes, its close; between them the price passes all others. */
    private void playPrints(Board board, PriceBar part) {
        long start = part.startNanos();
        // Of a bar of five seconds, one and a half, three, four and a half.
        long tenth = (part.endNanos() - start) / 10;
        long quarter = part.volume() / 4;
        boolean rising = part.closeE8() >= part.openE8();
        long firstE8 = rising ? part.lowE8() : part.highE8();
        long secondE8 = rising ? part.highE8() : part.lowE8();
        agenda.at(start + 1, () -> {
            long size = part.volume() - 3 * quarter;
            board.inBar = true;
            board.trade(calendar.sessionDay(start), start + 1, part.openE8(), size, false);
            tws.onOpenPrint(board, new Tape.Trade(start + 1, part.openE8(), size, false));
        });
        if (part.volume() > 0) {
            playLeg(board, start + 1, start + 3 * tenth, part.openE8(), firstE8, quarter);
            playLeg(board, start + 3 * tenth, start + 6 * tenth, firstE8, secondE8, quarter);
            playLeg(board, start + 6 * tenth, start + 9 * tenth, secondE8, part.closeE8(), quarter);
        }
    }

    private void playLeg(Board board, long fromNanos, long toNanos, long fromE8, long toE8, long size) {
        PriceBar leg =
                PriceBar.of(fromNanos, toNanos, fromE8, Math.max(fromE8, toE8), Math.min(fromE8, toE8), toE8, size);
        agenda.at(toNanos, () -> {
            board.trade(calendar.sessionDay(toNanos), toNanos, toE8, size, false);
            tws.onLeg(board, leg);
        });
    }

    private void playTrade(Board board, int index) {
        if (index < board.tape.trades().size()) {
            Tape.Trade trade = board.tape.trades().get(index);
            agenda.at(trade.nanos(), () -> {
                board.inBar = true;
                board.trade(
                        calendar.sessionDay(trade.nanos()),
                        trade.nanos(),
                        trade.priceE8(),
                        trade.size(),
                        trade.volumeOnly());
                tws.onTrade(board, trade);
                playTrade(board, index + 1);
            });
        }
    }

    private void playQuote(Board board, int index) {
        if (index < board.tape.quotes().size()) {
            Tape.Quote quote = board.tape.quotes().get(index);
            agenda.at(quote.nanos(), () -> {
                board.bidE8 = quote.bidE8();
                board.askE8 = quote.askE8();
                board.bidSize = quote.bidSize();
                board.askSize = quote.askSize();
                tws.onQuote(board);
                playQuote(board, index + 1);
            });
        }
    }

    private static int firstTrade(List<Tape.Trade> trades, long nanos) {
        int i = 0;
        while (i < trades.size() && trades.get(i).nanos() < nanos) {
            i++;
        }
        return i;
    }

    private static int firstQuote(List<Tape.Quote> quotes, long nanos) {
        int i = 0;
        while (i < quotes.size() && quotes.get(i).nanos() < nanos) {
            i++;
        }
        return i;
    }
}
