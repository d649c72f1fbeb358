package io.ringside.engine.store;

import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splits, dividends, delistings and changes of one symbol by ex-date: {@code symbol,ex_date,ratio,dividend,delisting,new_symbol}.
 * There is one of a kind a day; dividends of one day are one sum.
 *
 * <p>Thread: its owner's.
 */
public final class StoredActions {
    private static final Comparator<Action> BY_DAY =
            Comparator.comparingInt(Action::day).thenComparing(Action::kind);

    /** One column a kind, in their order. */
    private static final String HEADER = "symbol,ex_date,ratio,dividend,delisting,new_symbol\n";

    private final String symbol;
    private final Path file;
    private final List<Action> actions;

    private StoredActions(String symbol, Path file, List<Action> actions) {
        this.symbol = symbol;
        this.file = file;
        this.actions = actions;
    }

    static Path file(Path market, String symbol) {
        return market.resolve("actions").resolve(SeriesKey.fileName(symbol) + ".csv");
    }

    /** Merges the actions of an instrument under its tickers, each within the ticker's days. */
    static StoredActions joined(List<StoredActions> all, List<SymbolHistory.Span> spans) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            SymbolHistory.Span span = spans.get(i);
            for (Action one : all.get(i).actions) {
                // The change itself is stored under the old ticker, on the first day of the new one.
                int last = one.kind() == CorporateAction.SYMBOL_CHANGE && span.toDay() < Integer.MAX_VALUE
                        ? span.toDay() + 1
                        : span.toDay();
                if (one.day() >= span.fromDay() && one.day() <= last) {
                    actions.add(one);
                }
            }
        }
        actions.sort(BY_DAY);
        StoredActions newest = all.get(all.size() - 1);
        return new StoredActions(newest.symbol, newest.file, actions);
    }

    static StoredActions read(Path market, String symbol) {
        Path file = file(market, symbol);
        List<Action> actions = Files.exists(file)
                ? CorporateActions.read(file, List.of(Instrument.usEquity(0, symbol)), Integer.MIN_VALUE)
                : List.of();
        return new StoredActions(symbol, file, new ArrayList<>(actions));
    }

    /** A split, new shares for an old one. */
    public static Action split(int exDay, long numerator, long denominator) {
        return new Action(exDay, 0, CorporateAction.SPLIT, numerator, denominator, 0);
    }

    /** Money a share. */
    public static Action dividend(int exDay, long moneyE8) {
        return new Action(exDay, 0, CorporateAction.DIVIDEND, 0, 0, moneyE8);
    }

    /** All of them, by day. */
    public List<Action> all() {
        return List.copyOf(actions);
    }

    /**
     * Merges actions of another source; equal ones change nothing.
     *
     * @param incoming several payments of a kind on one day are added up; other actions of a kind and day must be equal
     * @return new and revised actions, a line each
     * @throws UserError if two splits or delistings of one day differ
     */
    List<String> merge(Collection<Action> incoming) {
        Map<String, Action> known = new TreeMap<>();
        actions.forEach(one -> known.put(key(one), one));
        List<String> changes = new ArrayList<>();
        for (Action one : summed(incoming).values()) {
            Action before = known.put(key(one), one);
            if (before == null) {
                changes.add(text(one));
            } else if (!same(before, one)) {
                changes.add(text(one) + ", which was " + value(before) + " before");
            }
        }
        actions.clear();
        actions.addAll(known.values());
        actions.sort(BY_DAY);
        return changes;
    }

    private Map<String, Action> summed(Collection<Action> incoming) {
        Map<String, Action> summed = new TreeMap<>();
        for (Action one : incoming) {
            Action other = summed.get(key(one));
            if (other == null) {
                summed.put(key(one), one);
            } else if (one.kind() == CorporateAction.DIVIDEND) {
                summed.put(key(one), dividend(one.day(), Math.addExact(one.moneyE8(), other.moneyE8())));
            } else if (!same(one, other)) {
                throw new UserError(
                        symbol + ": " + text(one) + ", and " + value(other) + " on the same day; remove one");
            }
        }
        return summed;
    }

    private static String key(Action one) {
        return one.day() + " " + one.kind();
    }

    private static boolean same(Action a, Action b) {
        boolean split = a.kind() == CorporateAction.SPLIT;
        return split
                ? a.numerator() * b.denominator() == b.numerator() * a.denominator()
                : a.newSymbol().equals(b.newSymbol()) && a.moneyE8() == b.moneyE8();
    }

    private String text(Action one) {
        return symbol + " " + LocalDate.ofEpochDay(one.day()) + ": " + one.words();
    }

    private static String value(Action one) {
        return switch (one.kind()) {
            case SPLIT -> one.numerator() + "/" + one.denominator();
            case DIVIDEND, DELISTING -> FixedPoint.format(one.moneyE8());
            case SYMBOL_CHANGE -> one.newSymbol();
        };
    }

    void write() {
        StringBuilder text = new StringBuilder(HEADER);
        for (Action one : actions) {
            text.append(symbol).append(',').append(LocalDate.ofEpochDay(one.day()));
            for (CorporateAction kind : CorporateAction.values()) {
                text.append(',').append(one.kind() == kind ? value(one) : "");
            }
            text.append('\n');
        }
        WholeFile.write(file, text);
    }

    /**
     * The actions that are events when a series is read in a view.
     *
     * @param adjusted whether the series was adjusted for splits when it was stored
     */
    List<Action> events(PriceView view, boolean adjusted, int instrumentId) {
        List<Action> events = new ArrayList<>();
        for (Action one : actions) {
            boolean past = one.day() <= view.asOfDay();
            boolean split = one.kind() == CorporateAction.SPLIT;
            boolean paid = one.kind() == CorporateAction.DIVIDEND;
            boolean inPrices = split
                    ? adjusted || view.prices() != PriceView.Prices.RAW
                    : paid && view.prices() == PriceView.Prices.TOTAL;
            if (past && !inPrices) {
                boolean scaled = !split && (adjusted || view.prices() != PriceView.Prices.RAW);
                long moneyE8 = scaled ? inLaterShares(one, view.asOfDay()) : one.moneyE8();
                events.add(
                        new Action(one.day(), instrumentId, one.kind(), one.numerator(), one.denominator(), moneyE8));
            }
        }
        return events;
    }

    /** An action's money a share, divided by the splits after it. */
    long inLaterShares(Action action, int asOfDay) {
        long moneyE8 = action.moneyE8();
        for (Action one : actions) {
            // A split of the same day comes before the dividend.
            if (one.kind() == CorporateAction.SPLIT && one.day() > action.day() && one.day() <= asOfDay) {
                moneyE8 = ExactRatio.nearestQuotient(moneyE8, one.numerator(), one.denominator());
            }
        }
        return moneyE8;
    }
}
