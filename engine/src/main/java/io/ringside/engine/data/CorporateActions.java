package io.ringside.engine.data;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Corporate actions from a CSV file, {@code symbol,ex_date} with {@code ratio} (a split, new shares for an old one: {@code 4},
 * {@code 1.5}, {@code 3/2} or {@code 1/8}), {@code dividend} (money a share), {@code delisting} (money a share that is
 * traded no more) or {@code new_symbol} (its ticker from that day on). Ratios are exact fractions: one of seven digits would lose
 * a share. Vendors write a dividend of 0 and a ratio of 1 for none: so they are read. Symbols are read in either case.
 *
 * <p>Thread: start-up.
 */
public final class CorporateActions {
    private static final String EXPECTED = "symbol,ex_date,ratio";
    private static final Comparator<Action> BY_DAY =
            Comparator.comparingInt(Action::day).thenComparing(Action::kind).thenComparingInt(Action::instrumentId);
    private static final long TERM_MAX = 1_000_000;
    /** Largest ratio accepted, of new to old shares or of old to new: more than any split in history. */
    private static final long RATIO_MAX = 5_000;

    private CorporateActions() {}

    /**
     * One action.
     *
     * @param day ex-date, days since 1970
     * @param instrumentId whose
     * @param kind what happens
     * @param numerator of a split's ratio; of a new ticker, the {@link TickerText#head}
     * @param denominator of a split's ratio; of a new ticker, the {@link TickerText#tail}
     * @param moneyE8 a share, at 1e-8
     */
    public record Action(
            int day, int instrumentId, CorporateAction kind, long numerator, long denominator, long moneyE8) {
        /** Makes the event of it. */
        public void publish(EngineEvent draft, long nanos, int flags) {
            switch (kind) {
                case SPLIT -> draft.split(instrumentId, nanos, numerator, denominator, flags);
                case DIVIDEND, DELISTING -> draft.payment(instrumentId, nanos, kind, moneyE8, flags);
                case SYMBOL_CHANGE -> draft.symbolChange(instrumentId, nanos, newSymbol(), flags);
            }
        }

        /** The same of another instrument. */
        public Action of(int otherId) {
            return new Action(day, otherId, kind, numerator, denominator, moneyE8);
        }

        /** The new ticker of a symbol change. */
        public String newSymbol() {
            return TickerText.of(numerator, denominator);
        }

        /** A change of a ticker. */
        public static Action renamed(int day, int instrumentId, String newSymbol) {
            return new Action(
                    day,
                    instrumentId,
                    CorporateAction.SYMBOL_CHANGE,
                    TickerText.head(newSymbol),
                    TickerText.tail(newSymbol),
                    0);
        }

        /** The action without its symbol, as {@code split 4/1}. */
        public String words() {
            return switch (kind) {
                case SPLIT -> "split " + numerator + "/" + denominator;
                case DIVIDEND -> "dividend " + FixedPoint.format(moneyE8);
                case DELISTING -> "delisting " + FixedPoint.format(moneyE8);
                case SYMBOL_CHANGE -> "symbol change to " + newSymbol();
            };
        }
    }

    /**
     * Reads the actions of some instruments, sorted by day; of one day a split comes before a dividend.
     *
     * @param fromDay earlier ones are left out, since there are no market data before it
     * @throws UserError naming file, line, column, value and remedy
     */
    public static List<Action> read(Path path, List<Instrument> instruments, int fromDay) {
        return readWith(path, instruments, fromDay).actions();
    }

    /**
     * The actions of some instruments in a file.
     *
     * @param actions sorted by day; of one day in the order of their kinds
     * @param leftOut actions of other symbols or of earlier days, a line each
     */
    public record Read(List<Action> actions, List<String> leftOut) {
        /** The same without actions after the last bar. */
        public Read until(int lastDay, List<Instrument> instruments) {
            List<String> more = new ArrayList<>(leftOut);
            actions.stream()
                    .filter(one -> one.day() > lastDay)
                    .forEach(one -> more.add(instruments.get(one.instrumentId()).symbolOn(one.day() - 1) + " "
                            + LocalDate.ofEpochDay(one.day()) + ": " + one.words() + ", after the last bar"));
            return new Read(actions.stream().filter(one -> one.day() <= lastDay).toList(), more);
        }
    }

    /** The same, with the actions that are left out. */
    public static Read readWith(Path path, List<Instrument> instruments, int fromDay) {
        Map<String, Integer> ids = new TreeMap<>();
        instruments.forEach(one -> ids.put(one.symbol(), one.id()));
        // An instrument's earlier or later tickers name it too, unless another instrument has that ticker.
        for (Instrument one : instruments) {
            for (SymbolHistory.Change change : one.renamings()) {
                ids.putIfAbsent(change.before(), one.id());
                ids.putIfAbsent(change.after(), one.id());
            }
        }
        List<String> leftOut = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        try (CsvFile file = CsvFile.open(path)) {
            CsvHeader header = header(file);
            int symbol = header.require(EXPECTED, "symbol", "ticker");
            int day = header.require(EXPECTED, "ex_date", "date");
            int ratio = header.find("ratio");
            int dividend = header.find("dividend");
            int delisting = header.find("delisting");
            int newSymbol = header.find("new_symbol");
            int[] columns = {ratio, dividend, delisting, newSymbol};
            while (file.next()) {
                String ticker = symbol(file, symbol);
                Integer id = ids.get(ticker);
                int exDay = day(file, day);
                if (id != null && exDay >= fromDay) {
                    addRow(file, exDay, id, columns, actions, seen);
                    continue;
                }
                List<Action> others = new ArrayList<>();
                addRow(file, exDay, -1, columns, others, null);
                others.forEach(one -> leftOut.add(ticker + " " + LocalDate.ofEpochDay(exDay) + ": " + one.words()
                        + (id == null ? ", which is not traded here" : ", before the first bar")));
            }
        }
        actions.sort(BY_DAY);
        return new Read(actions, leftOut);
    }

    /**
     * The symbol changes in a file.
     *
     * @throws UserError naming file, line, column, value and remedy
     */
    public static SymbolHistory symbols(Path path) {
        List<SymbolHistory.Change> changes = new ArrayList<>();
        readAll(path)
                .forEach((symbol, of) -> of.stream()
                        .filter(one -> one.kind() == CorporateAction.SYMBOL_CHANGE)
                        .forEach(one -> changes.add(new SymbolHistory.Change(one.day(), symbol, one.newSymbol()))));
        try {
            return new SymbolHistory(changes);
        } catch (UserError e) {
            throw new UserError(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the actions of all symbols that a file has, by symbol; instrument ids are 0.
     *
     * @throws UserError naming file, line, column, value and remedy
     */
    public static Map<String, List<Action>> readAll(Path path) {
        List<Instrument> instruments = new ArrayList<>();
        try (CsvFile file = CsvFile.open(path)) {
            CsvHeader header = header(file);
            int symbol = header.require(EXPECTED, "symbol", "ticker");
            Set<String> symbols = new TreeSet<>();
            while (file.next()) {
                if (symbols.add(symbol(file, symbol))) {
                    instruments.add(instrument(file, symbol, instruments.size()));
                }
            }
        }
        Map<String, List<Action>> all = new TreeMap<>();
        for (Action one : read(path, instruments, Integer.MIN_VALUE)) {
            String symbol = instruments.get(one.instrumentId()).symbol();
            all.computeIfAbsent(symbol, any -> new ArrayList<>())
                    .add(new Action(one.day(), 0, one.kind(), one.numerator(), one.denominator(), one.moneyE8()));
        }
        return all;
    }

    private static CsvHeader header(CsvFile file) {
        if (!file.next()) {
            throw file.fileError("is empty; it needs a header " + EXPECTED + " and rows");
        }
        CsvHeader header = CsvHeader.ofRow(file);
        file.setColumns(header.all());
        return header;
    }

    private static Instrument instrument(CsvFile file, int symbol, int id) {
        try {
            return Instrument.usEquity(id, symbol(file, symbol));
        } catch (IllegalArgumentException e) {
            throw file.error(symbol, "is no ticker such as AAPL or BRK.B");
        }
    }

    private static void addRow(CsvFile file, int day, int id, int[] columns, List<Action> actions, Set<String> seen) {
        int before = actions.size();
        boolean said = false;
        if (isGiven(file, columns[0])) {
            long[] fraction = fraction(file, columns[0]);
            said = fraction[0] == fraction[1];
            if (!said) {
                actions.add(new Action(day, id, CorporateAction.SPLIT, fraction[0], fraction[1], 0));
            }
        }
        if (isGiven(file, columns[1])) {
            long moneyE8 = money(file, columns[1]);
            said |= moneyE8 == 0;
            if (moneyE8 > 0) {
                actions.add(new Action(day, id, CorporateAction.DIVIDEND, 0, 0, moneyE8));
            }
        }
        if (isGiven(file, columns[2])) {
            actions.add(new Action(day, id, CorporateAction.DELISTING, 0, 0, money(file, columns[2])));
        }
        if (isGiven(file, columns[3])) {
            actions.add(Action.renamed(day, id, newSymbol(file, columns[3])));
        }
        for (Action one : actions.subList(before, actions.size())) {
            if (seen != null && !seen.add(one.kind() + " " + id + " " + day)) {
                throw file.error("says a second " + one.kind().name().toLowerCase(Locale.ROOT)
                        + " of that symbol on that day; remove one of both rows");
            }
        }
        if (actions.size() == before && !said) {
            throw file.error("says neither ratio, dividend, delisting nor new_symbol; give one of them");
        }
    }

    private static String symbol(CsvFile file, int column) {
        return file.row().field(column).toString().strip().toUpperCase(Locale.ROOT);
    }

    private static String newSymbol(CsvFile file, int column) {
        String text = symbol(file, column);
        if (!TickerText.isTicker(text)) {
            throw file.error(column, "is no ticker such as META");
        }
        return text;
    }

    private static boolean isGiven(CsvFile file, int column) {
        return column >= 0 && file.row().field(column).length() > 0;
    }

    private static int day(CsvFile file, int column) {
        try {
            return (int) LocalDate.parse(file.row().field(column).toString()).toEpochDay();
        } catch (DateTimeException e) {
            throw file.error(column, "give a day such as 2022-08-25");
        }
    }

    private static long money(CsvFile file, int column) {
        try {
            long moneyE8 = FixedPoint.parse(file.row().field(column));
            if (moneyE8 >= 0) {
                return moneyE8;
            }
        } catch (NumberFormatException e) {
            throw file.error(column, "give money a share such as 0.31");
        }
        throw file.error(column, "give money a share, 0 or more");
    }

    private static long[] fraction(CsvFile file, int column) {
        String text = file.row().field(column).toString();
        String[] parts = text.split("[/:]", -1);
        try {
            BigDecimal above = new BigDecimal(parts[0].strip());
            BigDecimal below = parts.length > 1 ? new BigDecimal(parts[1].strip()) : BigDecimal.ONE;
            int scale = Math.max(Math.max(above.scale(), below.scale()), 0);
            if (parts.length <= 2 && scale <= 12 && above.signum() > 0 && below.signum() > 0) {
                BigInteger numerator = above.movePointRight(scale).toBigIntegerExact();
                BigInteger denominator = below.movePointRight(scale).toBigIntegerExact();
                BigInteger common = numerator.gcd(denominator);
                long[] fraction = {
                    numerator.divide(common).longValueExact(),
                    denominator.divide(common).longValueExact()
                };
                if (fraction[0] <= TERM_MAX
                        && fraction[1] <= TERM_MAX
                        && fraction[0] <= RATIO_MAX * fraction[1]
                        && fraction[1] <= RATIO_MAX * fraction[0]) {
                    return fraction;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw noRatio(file, column);
        }
        throw noRatio(file, column);
    }

    private static UserError noRatio(CsvFile file, int column) {
        return file.error(
                column, "give new shares for an old one, such as 4, 1.5, 3/2 or 1/8, at most " + RATIO_MAX + " to 1");
    }
}
