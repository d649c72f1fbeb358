package io.ringside.engine.portfolio;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that a portfolio chooses from, each with its sector and the days of its membership.
 *
 * <p>Thread: made at start-up; immutable.
 */
public final class Universe {
    private static final int FIELDS = 4;
    /** Most calendar days from one session to the next. */
    private static final int GAP_DAYS = 5;

    private final List<Instrument> instruments;
    private final NavigableMap<String, Integer> ids = new TreeMap<>();
    private final int[] members;
    private final int[] fromDay;
    private final int[] toDay;
    private final int[] sector;
    private final int sectors;

    /**
     * One name as a configuration lists it: {@code symbol[,sector[,from[,to]]]}.
     *
     * @param symbol ticker
     * @param sector empty if unknown
     * @param fromDay first day of its membership, days since 1970
     * @param toDay last day of its membership
     */
    public record Member(String symbol, String sector, int fromDay, int toDay) {
        /**
         * Reads a line.
         *
         * @throws IllegalArgumentException saying what is wrong with it
         */
        public static Member parse(String line) {
            String[] fields = line.split(",", -1);
            String symbol = fields[0].strip();
            if (symbol.isEmpty() || fields.length > FIELDS) {
                throw new IllegalArgumentException(
                        "a name is symbol[,sector[,from[,to]]], such as AAPL,IT,2020-01-02, and not " + line);
            }
            Member member = new Member(
                    symbol,
                    fields.length > 1 ? fields[1].strip() : "",
                    day(fields, 2, Integer.MIN_VALUE),
                    day(fields, 3, Integer.MAX_VALUE));
            if (member.fromDay > member.toDay) {
                throw new IllegalArgumentException(symbol + " leaves before it comes: " + line + "; swap the days");
            }
            return member;
        }

        private static int day(String[] fields, int index, int otherwise) {
            String text = fields.length > index ? fields[index].strip() : "";
            try {
                return text.isEmpty() ? otherwise : (int) LocalDate.parse(text).toEpochDay();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(text + " is no day such as 2020-01-02", e);
            }
        }
    }

    /**
     * @param members the names to choose from; empty for all instruments
     * @param others names outside of the universe whose sectors are known, such as sector funds
     * @param node where errors are reported
     */
    Universe(List<Instrument> instruments, List<Member> members, List<Member> others, SettingsNode node) {
        this.instruments = instruments;
        fromDay = new int[instruments.size()];
        toDay = new int[instruments.size()];
        sector = new int[instruments.size()];
        Arrays.fill(fromDay, Integer.MIN_VALUE);
        Arrays.fill(toDay, Integer.MAX_VALUE);
        Arrays.fill(sector, -1);
        for (Instrument instrument : instruments) {
            ids.put(instrument.symbol(), instrument.id());
        }
        // By its other tickers too, unless another instrument has them.
        for (Instrument instrument : instruments) {
            for (SymbolHistory.Change one : instrument.renamings()) {
                ids.putIfAbsent(one.before(), instrument.id());
                ids.putIfAbsent(one.after(), instrument.id());
            }
        }
        NavigableSet<String> sectors = new TreeSet<>();
        members.forEach(one -> sectors.add(one.sector()));
        others.forEach(one -> sectors.add(one.sector()));
        List<String> ordered = new ArrayList<>(sectors);
        this.sectors = ordered.size();
        NavigableMap<String, Member> chosen = new TreeMap<>();
        NavigableMap<Integer, Member> byId = new TreeMap<>();
        for (Member member : members) {
            if (chosen.put(member.symbol(), member) != null) {
                throw node.error("universe", member.symbol() + " is listed twice");
            }
            int id = id(member.symbol(), node, "universe");
            Member same = byId.put(id, member);
            if (same != null) {
                joined(same, member, instruments.get(id), node);
            }
            fromDay[id] = same == null ? member.fromDay() : Math.min(fromDay[id], member.fromDay());
            toDay[id] = same == null ? member.toDay() : Math.max(toDay[id], member.toDay());
            sector[id] = member.sector().isEmpty() ? -1 : ordered.indexOf(member.sector());
        }
        for (Member other : others) {
            if (ids.containsKey(other.symbol())) {
                sector[ids.get(other.symbol())] = other.sector().isEmpty() ? -1 : ordered.indexOf(other.sector());
            }
        }
        // Sorted by symbol, since ties go to the symbol that comes first.
        this.members = members.isEmpty()
                ? ids.values().stream().mapToInt(id -> id).distinct().toArray()
                : chosen.keySet().stream().mapToInt(ids::get).distinct().toArray();
    }

    /**
     * Merges the two entries of an instrument that is listed under two of its tickers: it is a member from the first day to
     * the last.
     */
    private static void joined(Member one, Member other, Instrument instrument, SettingsNode node) {
        Member first = one.fromDay() <= other.fromDay() ? one : other;
        Member second = first.equals(one) ? other : one;
        if (first.toDay() < second.fromDay() - GAP_DAYS) {
            throw node.error(
                    "universe",
                    first.symbol() + " and " + second.symbol() + " are one name, now " + instrument.symbol()
                            + ", and it is no member between both; list it once");
        }
    }

    /** How many names the engine has, those outside of the universe included. */
    public int names() {
        return instruments.size();
    }

    /** Instrument ids of the universe, by symbol. */
    public int[] members() {
        return members.clone();
    }

    /** Whether a name belongs to the universe on a day. */
    public boolean isMember(int name, int sessionDay) {
        return sessionDay >= fromDay[name] && sessionDay <= toDay[name];
    }

    /** Number of the name's sector; -1 if unknown. */
    public int sector(int name) {
        return sector[name];
    }

    /** How many sectors there are. */
    public int sectors() {
        return sectors;
    }

    /** Ticker of a name. */
    public String symbol(int name) {
        return instruments.get(name).symbol();
    }

    /** Instrument id of a ticker, or -1 if the engine does not have it. */
    public int find(String symbol) {
        return ids.getOrDefault(symbol, -1);
    }

    /**
     * Instrument id of a ticker that a setting names.
     *
     * @throws io.ringside.engine.settings.UserError if the engine does not have it
     */
    public int id(String symbol, SettingsNode node, String key) {
        Integer id = ids.get(symbol);
        if (id == null) {
            throw node.error(key, symbol + " is not among the instruments; give its data");
        }
        return id;
    }

    /** Order of two names by symbol. */
    public int compare(int a, int b) {
        return symbol(a).compareTo(symbol(b));
    }
}
