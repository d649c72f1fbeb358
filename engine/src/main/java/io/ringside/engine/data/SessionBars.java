package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Daily bars of many names in memory, read once from files of one or many symbols: {@code date[,symbol],open,high,low,close}
 * in any order and case, with {@code volume} and {@code adj_close} if there are any. A file that comes later replaces the names
 * that it has.
 *
 * <p>Thread: start-up; afterwards any number of {@link #source} may read, each on its own thread.
 */
public final class SessionBars {
    private static final BarSpec SESSION = new BarSpec(Unit.SESSION, 1);

    private static final int DECIMALS = 8;
    private static final BigDecimal PRICE_MAX = BigDecimal.valueOf(90_000_000);
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}\\.\\d{1,32}");

    private final ExchangeCalendar calendar;
    private final int fromDay;
    private final int toDay;
    private final boolean adjusted;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Table> tables = new TreeMap<>();
    /** Names of which a file has rows, within the wanted days or not. */
    private final NavigableSet<String> symbols = new TreeSet<>();

    /**
     * @param fromDay earlier rows are left out
     * @param toDay later rows are left out
     * @param adjusted whether prices are adjusted by the column {@code adj_close}
     */
    public SessionBars(ExchangeCalendar calendar, int fromDay, int toDay, boolean adjusted) {
        this.calendar = calendar;
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.adjusted = adjusted;
    }

    /** The bars of one name. */
    private static final class Table {
        private final Path file;
        private int count;
        private int[] day = new int[256];
        private long[] prices = new long[4 * 256];
        private long[] volume = new long[256];

        Table(Path file) {
            this.file = file;
        }

        void add(int sessionDay, long openE8, long highE8, long lowE8, long closeE8, long shares) {
            if (count == day.length) {
                day = Arrays.copyOf(day, 2 * count);
                prices = Arrays.copyOf(prices, 8 * count);
                volume = Arrays.copyOf(volume, 2 * count);
            }
            day[count] = sessionDay;
            prices[4 * count] = openE8;
            prices[4 * count + 1] = highE8;
            prices[4 * count + 2] = lowE8;
            prices[4 * count + 3] = closeE8;
            volume[count++] = shares;
        }
    }

    /** Where a file keeps what. */
    private record Columns(int time, int symbol, int open, int high, int low, int close, int volume, int adjusted) {
        private static final String EXPECTED = "date,symbol,open,high,low,close in any order";

        static Columns of(CsvFile file) {
            var header = CsvHeader.ofRow(file);
            file.setColumns(header.all());
            return new Columns(
                    header.requireTime(EXPECTED),
                    header.find("symbol") >= 0 ? header.find("symbol") : header.find("ticker"),
                    header.require(EXPECTED, "open", "o"),
                    header.require(EXPECTED, "high", "h"),
                    header.require(EXPECTED, "low", "l"),
                    header.require(EXPECTED, "close", "c"),
                    header.find("volume"),
                    header.find("adj_close") >= 0 ? header.find("adj_close") : header.find("adj close"));
        }
    }

    /**
     * Reads a file.
     *
     * @param symbol the only name that is wanted of it, or null for all
     * @throws UserError naming file, line, column, value and remedy
     */
    public void read(Path path, String symbol) {
        Map<String, Table> found = new TreeMap<>();
        try (CsvFile file = CsvFile.open(path)) {
            if (!file.next()) {
                throw file.fileError("is empty; it needs a header and rows");
            }
            Columns columns = Columns.of(file);
            if (adjusted && columns.adjusted() < 0) {
                throw file.fileError("has no column adj_close, which data.prices = adjusted needs");
            }
            var timestamps = new TimestampParser(calendar);
            String only = columns.symbol() < 0 ? DataFileName.symbol(path, symbol) : symbol;
            while (file.next()) {
                String name = columns.symbol() < 0
                        ? only
                        : file.row().field(columns.symbol()).toString();
                if (only == null || only.equals(name)) {
                    symbols.add(name);
                    readRow(file, columns, timestamps, found.computeIfAbsent(name, key -> new Table(path)));
                }
            }
            if (found.isEmpty()) {
                throw file.fileError(
                        only == null ? "has a header and no rows; export it again" : "has no row of " + only);
            }
        }
        tables.putAll(found);
    }

    private void readRow(CsvFile file, Columns columns, TimestampParser timestamps, Table table) {
        if (!timestamps.parse(file.row().field(columns.time()))) {
            throw file.error(columns.time(), TimestampParser.REMEDY);
        }
        int day = timestamps.epochDay();
        if (day < fromDay || day > toDay || !calendar.isTradingDay(day)) {
            return;
        }
        if (table.count > 0 && day <= table.day[table.count - 1]) {
            throw file.error(
                    columns.time(),
                    day == table.day[table.count - 1]
                            ? "there is a row of the symbol and day already; remove one"
                            : "is earlier than the symbol's row before; sort the rows by day, oldest first");
        }
        long openE8 = price(file, columns.open());
        long highE8 = price(file, columns.high());
        long lowE8 = low(file, columns.low());
        long closeE8 = price(file, columns.close());
        check(file, columns, openE8, highE8, lowE8, closeE8);
        long shares = columns.volume() < 0 ? 0 : file.sharesE8(columns.volume()) / FixedPoint.ONE_E8;
        if (adjusted) {
            // Vendors give it more decimals than prices have.
            price(file, columns.adjusted());
            BigDecimal adjustedPrice =
                    new BigDecimal(file.row().field(columns.adjusted()).toString());
            table.add(
                    day,
                    adjust(openE8, adjustedPrice, closeE8),
                    adjust(highE8, adjustedPrice, closeE8),
                    adjust(lowE8, adjustedPrice, closeE8),
                    adjust(closeE8, adjustedPrice, closeE8),
                    shares);
        } else {
            table.add(day, openE8, highE8, lowE8, closeE8, shares);
        }
    }

    /** Vendors write doubles with up to 17 digits: beyond eight decimals the number is rounded, half to even. */
    private static long price(CsvFile file, int column) {
        String text = file.row().field(column).toString();
        int point = text.indexOf('.');
        if (point < 0
                || text.length() - point - 1 <= DECIMALS
                || !DECIMAL.matcher(text).matches()) {
            return file.priceE8(column);
        }
        BigDecimal rounded = new BigDecimal(text).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (rounded.signum() <= 0 || rounded.compareTo(PRICE_MAX) > 0) {
            throw file.error(column, "a price is above 0 and at most 90 million");
        }
        return rounded.unscaledValue().longValueExact();
    }

    /** Vendors write a low of 0 where they lost one; the day itself is good, so the row is kept, and told. */
    private long low(CsvFile file, int column) {
        CharSequence text = file.row().field(column);
        boolean zero = text.length() > 0;
        for (int i = 0; i < text.length(); i++) {
            zero &= text.charAt(i) == '0' || text.charAt(i) == '.';
        }
        if (zero) {
            notes.add(file.error(column, "taken as it is").getMessage());
        }
        return zero ? 0 : price(file, column);
    }

    /** What a user should know of the files. */
    public List<String> notes() {
        return notes;
    }

    private static void check(CsvFile file, Columns columns, long openE8, long highE8, long lowE8, long closeE8) {
        if (highE8 < lowE8) {
            throw file.error(columns.high(), "is below the low; correct or remove the row");
        }
        if (openE8 > highE8 || openE8 < lowE8) {
            throw file.error(columns.open(), "is outside low and high; correct or remove the row");
        }
        if (closeE8 > highE8 || closeE8 < lowE8) {
            throw file.error(columns.close(), "is outside low and high; correct or remove the row");
        }
    }

    /** Half-even at 1e-8. */
    private static long adjust(long priceE8, BigDecimal adjustedPrice, long closeE8) {
        return BigDecimal.valueOf(priceE8)
                .multiply(adjustedPrice)
                .divide(BigDecimal.valueOf(closeE8, DECIMALS), 0, RoundingMode.HALF_EVEN)
                .max(BigDecimal.ONE)
                .longValueExact();
    }

    /** Names of which there are bars within the wanted days. */
    public NavigableSet<String> symbols() {
        NavigableSet<String> present = new TreeSet<>();
        tables.forEach((symbol, table) -> {
            if (table.count > 0) {
                present.add(symbol);
            }
        });
        return present;
    }

    /** Whether a file has rows of the name, within the wanted days or not. */
    public boolean knows(String symbol) {
        return symbols.contains(symbol);
    }

    /** First session of all bars, days since 1970. */
    public int firstDay() {
        return tables.values().stream()
                .filter(table -> table.count > 0)
                .mapToInt(table -> table.day[0])
                .min()
                .orElseThrow();
    }

    /** Last session of all bars, days since 1970. */
    public int lastDay() {
        return tables.values().stream()
                .filter(table -> table.count > 0)
                .mapToInt(table -> table.day[table.count - 1])
                .max()
                .orElseThrow();
    }

    /** How many bars there are. */
    public long bars() {
        return tables.values().stream().mapToLong(table -> table.count).sum();
    }

    /** A walk over the bars of a name, which may have none. */
    public BarSource source(String symbol) {
        Table table = tables.get(symbol);
        return new Cursor(symbol, table == null ? new Table(Path.of(symbol)) : table, calendar);
    }

    /** The file that a name's bars came from, for messages. */
    public Path file(String symbol) {
        return tables.get(symbol).file;
    }

    private static final class Cursor implements BarSource {
        private final String symbol;
        private final Table table;
        private final ExchangeCalendar calendar;
        private int at = -1;

        Cursor(String symbol, Table table, ExchangeCalendar calendar) {
            this.symbol = symbol;
            this.table = table;
            this.calendar = calendar;
        }

        @Override
        public String symbol() {
            return symbol;
        }

        @Override
        public boolean synthetic() {
            return false;
        }

        @Override
        public boolean next() {
            return ++at < table.count;
        }

        @Override
        public int sessionDay() {
            return table.day[at];
        }

        @Override
        public BarSpec size() {
            return SESSION;
        }

        @Override
        public long startNanos() {
            return calendar.openNanos(table.day[at]);
        }

        @Override
        public long endNanos() {
            return calendar.closeNanos(table.day[at]);
        }

        @Override
        public long openE8() {
            return table.prices[4 * at];
        }

        @Override
        public long highE8() {
            return table.prices[4 * at + 1];
        }

        @Override
        public long lowE8() {
            return table.prices[4 * at + 2];
        }

        @Override
        public long closeE8() {
            return table.prices[4 * at + 3];
        }

        @Override
        public long volume() {
            return table.volume[at];
        }

        @Override
        public double progress() {
            return table.count == 0 ? 1 : Math.min(1, Math.max(0, (double) at / table.count));
        }

        @Override
        public void close() {
            // It is all in memory.
        }
    }
}
