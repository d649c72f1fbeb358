package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trades and quotes of one instrument, which come in two files, as one source in the order of time; at one instant the quote
 * comes first, as in {@link MarketFeed}.
 *
 * <p>Thread: the one that drives the run.
 */
public final class QuotedTrades extends TickSource {
    private final TickSource trades;
    private final TickSource quotes;
    private TickSource current;
    private boolean begun;
    private boolean hasTrade;
    private boolean hasQuote;

    private QuotedTrades(TickSource trades, TickSource quotes) {
        this.trades = trades;
        this.quotes = quotes;
        current = trades;
    }

    /**
     * Merges a source of trades and one of quotes, given in either order.
     *
     * @throws UserError if they are two of trades or two of quotes
     */
    public static QuotedTrades of(TickSource one, TickSource other) {
        if (one.hasQuotes() == other.hasQuotes()) {
            throw new UserError("--ticks: " + one.symbol() + " is given twice, and both hold "
                    + (one.hasQuotes() ? "quotes" : "trades") + "; give one file of trades and one of quotes");
        }
        return one.hasQuotes() ? new QuotedTrades(other, one) : new QuotedTrades(one, other);
    }

    @Override
    public boolean next() {
        if (!begun) {
            begun = true;
            hasTrade = trades.next();
            hasQuote = quotes.next();
        } else if (current == quotes) {
            hasQuote = quotes.next();
        } else {
            hasTrade = trades.next();
        }
        current = hasQuote && (!hasTrade || quotes.nanos() <= trades.nanos()) ? quotes : trades;
        standOn(current);
        return hasTrade || hasQuote;
    }

    @Override
    public boolean hasQuotes() {
        return true;
    }

    @Override
    public String symbol() {
        return trades.symbol();
    }

    @Override
    public boolean synthetic() {
        return trades.synthetic() || quotes.synthetic();
    }

    @Override
    public List<FileReport> reports() {
        List<FileReport> both = new ArrayList<>(trades.reports());
        both.addAll(quotes.reports());
        return both;
    }

    @Override
    public Optional<FileReport> report() {
        return trades.report();
    }

    @Override
    public double progress() {
        return Math.min(trades.progress(), quotes.progress());
    }

    @Override
    public void close() {
        trades.close();
        quotes.close();
    }
}
