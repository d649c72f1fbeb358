package io.ringside.engine.portfolio;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The instruments of a portfolio, by symbol: those that the configuration lists and those of the universe, if there are bars
 * of them; if neither names any, all symbols with bars.
 *
 * @param instruments with ids from 0
 * @param leftOut symbols listed by the configuration and without bars
 * @param missing symbols of the universe that are unknown, with the spelling under which there are bars, if there is one
 */
public record ChosenNames(List<Instrument> instruments, List<String> leftOut, List<String> missing) {
    private static final int SHOWN_MAX = 5;

    /**
     * Chooses them.
     *
     * @param listed instruments of the configuration
     * @param members of the universe
     * @param known whether there are bars of a symbol at all
     * @param present whether there are some within the requested days
     * @param all symbols of which there may be bars
     * @param origin of those, for the words of an error
     * @throws UserError if a symbol is no ticker
     */
    public static ChosenNames of(
            List<Instrument> listed,
            List<Universe.Member> members,
            Predicate<String> known,
            Predicate<String> present,
            Iterable<String> all,
            String origin) {
        NavigableMap<String, Instrument> chosen = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Instrument instrument : listed) {
            if (present.test(instrument.symbol())) {
                chosen.put(instrument.symbol(), instrument);
            } else {
                leftOut.add(instrument.symbol());
            }
        }
        for (Universe.Member member : members) {
            if (known.test(member.symbol())) {
                chosen.computeIfAbsent(member.symbol(), symbol -> instrument(symbol, "--universe"));
            } else {
                missing.add(member.symbol() + otherForm(member.symbol(), known));
            }
        }
        if (listed.isEmpty() && members.isEmpty()) {
            for (String one : all) {
                if (present.test(one)) {
                    chosen.computeIfAbsent(one, symbol -> instrument(symbol, origin));
                }
            }
        }
        List<Instrument> instruments = new ArrayList<>();
        chosen.values().forEach(one -> instruments.add(one.withId(instruments.size())));
        return new ChosenNames(instruments, leftOut, missing);
    }

    /** Vendors write a class of shares as BRK.B, BRK-B, BRK/B or BRK B: the spelling under which there are bars, for messages. */
    private static String otherForm(String symbol, Predicate<String> known) {
        String plain = symbol.toUpperCase(Locale.ROOT).replaceAll("[-/. ]", ".");
        for (String mark : List.of(".", "-", "/", " ")) {
            String other = plain.replace(".", mark);
            if (known.test(other)) {
                return " (there are bars of " + other + ")";
            }
        }
        return "";
    }

    private static Instrument instrument(String symbol, String origin) {
        try {
            return Instrument.usEquity(0, symbol);
        } catch (IllegalArgumentException e) {
            throw new UserError(origin + ": " + e.getMessage(), e);
        }
    }

    /** Notes for the user about names that are left out or missing. */
    public List<String> notes() {
        return leftOut.isEmpty() ? List.of() : List.of("no bars of " + shown(leftOut) + ": left out");
    }

    /** The first of them as text, for messages. */
    public static String shown(List<String> symbols) {
        return String.join(
                ", ",
                symbols.size() <= SHOWN_MAX
                        ? symbols
                        : List.of(symbols.get(0), symbols.get(1), (symbols.size() - 2) + " more"));
    }
}
