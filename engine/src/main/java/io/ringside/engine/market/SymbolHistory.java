package io.ringside.engine.market;

import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ticker changes of instruments. A ticker may be reassigned to another company later: it means the one that had it last.
 *
 * <p>Thread: made at start-up; immutable.
 */
public final class SymbolHistory {
    /** No ticker has changed. */
    public static final SymbolHistory NONE = new SymbolHistory(List.of());

    private final List<Change> changes;

    /**
     * One change of a ticker.
     *
     * @param day first session under the new one, days since 1970
     * @param before the old ticker
     * @param after the new ticker
     */
    public record Change(int day, String before, String after) {
        @Override
        public String toString() {
            return before + " is " + after + " from " + LocalDate.ofEpochDay(day) + " on";
        }
    }

    /**
     * Some sessions under one ticker.
     *
     * @param symbol ticker
     * @param fromDay first of them, days since 1970
     * @param toDay last of them
     */
    public record Span(String symbol, int fromDay, int toDay) {}

    /**
     * @throws UserError if one ticker becomes two, or two become one, on the same day
     */
    public SymbolHistory(Collection<Change> changes) {
        this.changes = changes.stream()
                .sorted(Comparator.comparingInt(Change::day).thenComparing(Change::before))
                .toList();
        for (int i = 0; i < this.changes.size(); i++) {
            Change one = this.changes.get(i);
            for (Change other : this.changes.subList(0, i)) {
                boolean same =
                        one.before().equals(other.before()) || one.after().equals(other.after());
                if (one.day() == other.day() && same) {
                    throw new UserError(other + ", and " + one + ": a ticker has one name before and one after; remove"
                            + " one of both");
                }
            }
        }
    }

    /** All changes, by day. */
    public List<Change> changes() {
        return changes;
    }

    /** The changes up to a day. */
    public SymbolHistory until(int day) {
        return changes.isEmpty() || changes.get(changes.size() - 1).day() <= day
                ? this
                : new SymbolHistory(
                        changes.stream().filter(one -> one.day() <= day).toList());
    }

    /** The ticker on a day of the instrument that has, or had, the given ticker. */
    public String on(int day, String symbol) {
        String now = symbol;
        int since = Integer.MIN_VALUE;
        Change newest = newest(symbol, day);
        if (newest == null || newest.after().equals(symbol)) {
            return symbol;
        }
        for (Change next = newest; next != null; next = next(now, since, day)) {
            now = next.after();
            since = next.day();
        }
        return now;
    }

    /** The last change up to a day from or to a ticker; null if there is none. */
    private Change newest(String symbol, int day) {
        Change newest = null;
        for (Change one : changes) {
            boolean meant = one.before().equals(symbol) || one.after().equals(symbol);
            newest = one.day() <= day && meant ? one : newest;
        }
        return newest;
    }

    private Change next(String symbol, int afterDay, int day) {
        return changes.stream()
                .filter(one ->
                        one.day() > afterDay && one.day() <= day && one.before().equals(symbol))
                .findFirst()
                .orElse(null);
    }

    /** The changes of the instrument that has a ticker on a day, oldest first. */
    public List<Change> of(String symbol, int day) {
        List<Change> found = new ArrayList<>();
        String name = symbol;
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change one = changes.get(i);
            if (one.day() <= day && one.after().equals(name)) {
                found.add(0, one);
                name = one.before();
            }
        }
        return found;
    }

    /** The spans of sessions, one a ticker and oldest first, of the instrument that has a ticker on a day. */
    public List<Span> spans(String symbol, int day) {
        List<Span> spans = new ArrayList<>();
        int from = Integer.MIN_VALUE;
        for (Change one : of(symbol, day)) {
            spans.add(new Span(one.before(), from, one.day() - 1));
            from = one.day();
        }
        spans.add(new Span(symbol, from, Integer.MAX_VALUE));
        return spans;
    }

    /** The instruments under their tickers of a day, each once, with ids from 0 in their order. */
    public List<Instrument> on(int day, List<Instrument> instruments) {
        List<Instrument> named = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Instrument one : instruments) {
            String last = on(Integer.MAX_VALUE, one.symbol());
            if (seen.add(last)) {
                List<Change> all = of(last, Integer.MAX_VALUE);
                Instrument same = one.withId(named.size());
                named.add(all.isEmpty() ? same : same.renamed(nameOn(day, all), all));
            }
        }
        return named;
    }

    /** The ticker on a day, by all changes of one instrument, oldest first and not empty. */
    static String nameOn(int day, List<Change> all) {
        for (Change one : all) {
            if (day < one.day()) {
                return one.before();
            }
        }
        return all.get(all.size() - 1).after();
    }
}
