package io.ringside.engine.data;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
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
 * {@code 1.5}, {@code 3/2} or {@code 1/8}), {@code dividend} (money a share) or {@code delisting} (money a share that is
 * traded no more). Ratios are exact fractions: one of seven digits would lose a share.
 *
 * <p>Thread: start-up.
 */
public final class CorporateActions {
    private static final String EXPECTED = "symbol,ex_date,ratio";
    private static final long TERM_MAX = 1_000_000;
    /** More new shares for an old one, or old ones for a new one, than any split that was ever made. */
    private static final long RATIO_MAX = 5_000;

    private CorporateActions() {}

    /**
     * One action.
     *
     * @param day ex-date, days since 1970
     * @param instrumentId whose
     * @param kind what happens
     * @param numerator of a split's ratio
     * @param denominator of a split's ratio
     * @param moneyE8 a share, at 1e-8
     */
    public record Action(
            int day, int instrumentId, CorporateAction kind, long numerator, long denominator, long moneyE8) {
        /** Makes the event of it. */
        public void publish(EngineEvent draft, long nanos, int flags) {
            if (kind == CorporateAction.SPLIT) {
                draft.split(instrumentId, nanos, numerator, denominator, flags);
            } else {
                draft.payment(instrumentId, nanos, kind, moneyE8, flags);
            }
        }
    }

    /**
     * Reads the actions of some instruments, sorted by day; of one day a split comes before a dividend.
     *
     * @param fromDay earlier ones are left out, since the data knows nothing of before
     * @throws UserError naming file, line, column, value and remedy
     */
    public static List<Action> read(Path path, List<Instrument> instruments, int fromDay) {
        Map<String, Integer> ids = new TreeMap<>();
        instruments.forEach(one -> ids.put(one.symbol(), one.id()));
        List<Action> actions = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        try (CsvFile file = CsvFile.open(path)) {
            CsvHeader header = header(file);
            int symbol = header.require(EXPECTED, "symbol", "ticker");
            int day = header.require(EXPECTED, "ex_date", "date");
            int ratio = header.find("ratio");
            int dividend = header.find("dividend");
            int delisting = header.find("delisting");
            while (file.next()) {
                Integer id = ids.get(file.row().field(symbol).toString());
                int exDay = day(file, day);
                if (id != null && exDay >= fromDay) {
                    addRow(file, exDay, id, new int[] {ratio, dividend, delisting}, actions, seen);
                }
            }
        }
        actions.sort(Comparator.comparingInt(Action::day)
                .thenComparing(Action::kind)
                .thenComparingInt(Action::instrumentId));
        return actions;
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
                if (symbols.add(file.row().field(symbol).toString())) {
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
            return Instrument.usEquity(id, file.row().field(symbol).toString());
        } catch (IllegalArgumentException e) {
            throw file.error(symbol, "is no ticker such as AAPL or BRK.B");
        }
    }

    private static void addRow(CsvFile file, int day, int id, int[] columns, List<Action> actions, Set<String> seen) {
        int before = actions.size();
        if (isGiven(file, columns[0])) {
            long[] fraction = fraction(file, columns[0]);
            actions.add(new Action(day, id, CorporateAction.SPLIT, fraction[0], fraction[1], 0));
        }
        if (isGiven(file, columns[1])) {
            actions.add(new Action(day, id, CorporateAction.DIVIDEND, 0, 0, file.priceE8(columns[1])));
        }
        if (isGiven(file, columns[2])) {
            actions.add(new Action(day, id, CorporateAction.DELISTING, 0, 0, money(file, columns[2])));
        }
        for (Action one : actions.subList(before, actions.size())) {
            if (!seen.add(one.kind() + " " + id + " " + day)) {
                throw file.error("says a second " + one.kind().name().toLowerCase(Locale.ROOT)
                        + " of that symbol on that day; remove one of both rows");
            }
        }
        if (actions.size() == before) {
            throw file.error("says neither ratio, dividend nor delisting; give one of them");
        }
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
