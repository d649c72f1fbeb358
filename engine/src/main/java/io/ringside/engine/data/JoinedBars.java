package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.SymbolHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Bars of one instrument under its successive tickers, one after the other. Bars of a ticker outside of its days belong to
 * another company, or repeat the instrument's, and are left out.
 *
 * <p>Thread: the one that drives the run.
 */
public final class JoinedBars extends BarSource {
    private final String symbol;
    private final List<Part> parts;
    private int at;

    /**
     * Bars under one ticker.
     *
     * @param bars the ticker's
     * @param fromDay first session, days since 1970
     * @param toDay last session
     */
    public record Part(BarSource bars, int fromDay, int toDay) {}

    /**
     * @param symbol the instrument's ticker
     * @param parts at least one, oldest first, of days that do not overlap
     */
    public JoinedBars(String symbol, List<Part> parts) {
        this.symbol = symbol;
        this.parts = List.copyOf(parts);
    }

    /**
     * The bars of an instrument, joined from the bars under each of its tickers.
     *
     * @param spans its tickers, oldest first
     * @param open bars under a ticker, or null where there are none
     * @return null where there are none under any
     */
    public static BarSource of(
            String symbol, List<SymbolHistory.Span> spans, Function<SymbolHistory.Span, BarSource> open) {
        List<Part> parts = new ArrayList<>();
        for (SymbolHistory.Span span : spans) {
            BarSource bars = open.apply(span);
            if (bars != null) {
                // If there are no bars under the older ticker, the newer ticker's file may hold its history.
                parts.add(new Part(bars, parts.isEmpty() ? Integer.MIN_VALUE : span.fromDay(), span.toDay()));
            }
        }
        boolean plain = parts.size() == 1 && spans.size() == 1;
        return parts.isEmpty() ? null : plain ? parts.get(0).bars() : new JoinedBars(symbol, parts);
    }

    private BarSource now() {
        return parts.get(at).bars();
    }

    @Override
    public boolean next() {
        while (true) {
            Part part = parts.get(at);
            while (part.bars().next()) {
                int day = part.bars().sessionDay();
                if (day >= part.fromDay() && day <= part.toDay()) {
                    standOn(part.bars());
                    return true;
                }
            }
            if (at == parts.size() - 1) {
                return false;
            }
            at++;
        }
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public boolean synthetic() {
        return parts.stream().anyMatch(part -> part.bars().synthetic());
    }

    @Override
    public double progress() {
        return (at + now().progress()) / parts.size();
    }

    @Override
    public List<FileReport> reports() {
        return parts.stream().flatMap(part -> part.bars().reports().stream()).toList();
    }

    @Override
    public BarSpec size() {
        return now().size();
    }

    @Override
    public void close() {
        parts.forEach(part -> part.bars().close());
    }
}
