package io.ringside.engine.data;

import io.ringside.engine.data.BarLayout.Scale;
import io.ringside.engine.data.TimestampParser.DateOrder;
import io.ringside.engine.settings.UserError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises a file of bars by its header or, without one, by the shape of its first rows. It refuses a file that fits
 * several shapes or none.
 *
 * <p>Thread: the reader's.
 */
final class BarLayoutFinder {
    private static final int SAMPLE_ROWS = 200;
    static final String EXPECTED = "datetime,open,high,low,close,volume in any order";

    /** Nasdaq's own downloads name the close so; their dates have the month first. */
    private static final String NASDAQ_CLOSE = "close/last";

    /** Formats that say how named columns are read. */
    private static final Set<BarFormat> CONVENTIONS =
            EnumSet.of(BarFormat.CLOCK_HOURS, BarFormat.US_DATES, BarFormat.EU_DATES);

    /** Formats with names that others use too. */
    private static final Set<BarFormat> HEADED = EnumSet.of(
            BarFormat.INTERACTIVE_BROKERS,
            BarFormat.ALPACA,
            BarFormat.POLYGON,
            BarFormat.DATABENTO,
            BarFormat.TIINGO,
            BarFormat.ALPHA_VANTAGE,
            BarFormat.YAHOO,
            BarFormat.STOOQ,
            BarFormat.METATRADER);

    /** One dollar in LEAN's units; smaller numbers may as well be dollars. */
    private static final long LEAN_DOLLAR = 10_000;

    private final CsvFile file;
    private final Reading reading;
    private final List<String[]> sample = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();

    private BarLayoutFinder(CsvFile file, Reading reading) {
        this.file = file;
        this.reading = reading;
    }

    /**
     * Looks at the beginning of a file.
     *
     * @param symbol whose columns are wanted, where a header has those of several
     * @throws UserError if it is no file of bars that is known
     */
    static BarLayout find(DataPart part, String symbol, Reading reading) {
        try (CsvFile file = CsvFile.open(part)) {
            return new BarLayoutFinder(file, reading).find(symbol);
        }
    }

    /** Tickers of which a file has columns of their own, as yfinance writes several; empty if it has rows of its symbols. */
    static List<String> symbolsOfColumns(DataPart part, Reading reading) {
        try (CsvFile file = CsvFile.open(part)) {
            var finder = new BarLayoutFinder(file, reading);
            while (finder.sample.size() < 3 && finder.read()) {
                // The sample grows.
            }
            return finder.tickersInSecondRow()
                    ? CsvHeader.tickers(finder.sample.get(0), finder.sample.get(1))
                    : List.of();
        }
    }

    private BarLayout find(String symbol) {
        while (sample.size() < SAMPLE_ROWS && read()) {
            // The sample grows.
        }
        if (sample.isEmpty()) {
            throw file.fileError("is empty; it needs a header and rows");
        }
        BarLayout layout = isDigit(cell(0, 0)) ? headless() : headed(symbol);
        agree(layout);
        return layout;
    }

    private boolean read() {
        try {
            if (!file.nextOfAnyShape()) {
                return false;
            }
        } catch (UserError e) {
            if (sample.isEmpty()) {
                throw e;
            }
            // The reader reports whatever is wrong there, with its line.
            return false;
        }
        CsvRow row = file.row();
        if (row.count() > CsvRow.FIELDS_MAX) {
            throw file.error("has " + row.count() + " fields; at most " + CsvRow.FIELDS_MAX + " are read");
        }
        String[] cells = new String[row.count()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.field(i).toString();
        }
        sample.add(cells);
        lines.add(file.line());
        return true;
    }

    // ---- with a header

    private BarLayout headed(String symbol) {
        int header = tickersInSecondRow() ? 3 : 1;
        CsvHeader names = header == 3
                ? CsvHeader.ofTwoRows(file, sample.get(0), sample.get(1), symbol)
                : new CsvHeader(file, sample.get(0));
        int time = names.requireTime(EXPECTED);
        BarFormat found = header == 3 ? BarFormat.YAHOO : format(names);
        BarFormat given = reading.format();
        if (given != null && (CONVENTIONS.contains(given) || (found == BarFormat.PLAIN && HEADED.contains(given)))) {
            found = given;
        }
        int clock = names.name(time).equals("date") ? names.find("time") : -1;
        int open = names.require(EXPECTED, "open", "o");
        int close = names.require(EXPECTED, "close", "c", NASDAQ_CLOSE, "last");
        Scale scale = found == BarFormat.DATABENTO ? databento(header, open, close) : Scale.DECIMAL;
        return new BarLayout(
                found,
                header,
                lines.get(Math.min(header, lines.size()) - 1),
                names.all(),
                time,
                clock,
                open,
                names.require(EXPECTED, "high", "h"),
                names.require(EXPECTED, "low", "l"),
                close,
                names.first("volume", "vol", "v", "tickvol"),
                names.first("adj_close", "adj close", "adjclose", "adjusted_close", "adj. close"),
                names.find("source"),
                names.first("symbol", "ticker", "tic"),
                scale,
                isDecimalComma(header),
                names.has(NASDAQ_CLOSE) && reading.format() == null ? DateOrder.MONTH_FIRST : order(header, time),
                names.name(time).equals("gmt time") ? ZoneId.of("UTC") : null);
    }

    /** yfinance: kinds of prices in one row, tickers in the other, then the name of the index alone. */
    private boolean tickersInSecondRow() {
        if (sample.size() < 3 || sample.get(0).length < 6 || sample.get(1).length != sample.get(0).length) {
            return false;
        }
        String[] third = sample.get(2);
        String index = third[0].toLowerCase(Locale.ROOT);
        boolean alone = index.equals("date") || index.equals("datetime");
        for (int i = 1; i < third.length && alone; i++) {
            alone = third[i].isEmpty();
        }
        String corner = cell(0, 0).toLowerCase(Locale.ROOT);
        return alone && (corner.isEmpty() || corner.equals("price") || corner.equals("ticker"));
    }

    private BarFormat format(CsvHeader names) {
        if (names.has("barcount")) {
            return BarFormat.INTERACTIVE_BROKERS;
        }
        if (names.has("window_start") || names.has("transactions")) {
            return BarFormat.POLYGON;
        }
        if (names.has("ts_event")) {
            return BarFormat.DATABENTO;
        }
        if (names.has("trade_count")) {
            return BarFormat.ALPACA;
        }
        if (names.has("vw") && names.has("n")) {
            // Both have one letter a column; Polygon's times are milliseconds.
            return sample.size() > 1 && cell(1, names.requireTime(EXPECTED)).matches("[0-9]{13}")
                    ? BarFormat.POLYGON
                    : BarFormat.ALPACA;
        }
        if (names.has("divcash") || names.has("adjopen")) {
            return BarFormat.TIINGO;
        }
        if (names.has("dividend_amount") || names.numbered()) {
            return BarFormat.ALPHA_VANTAGE;
        }
        if (names.has("tickvol")) {
            return BarFormat.METATRADER;
        }
        if (names.has("adj close") || names.has("adj_close")) {
            return BarFormat.YAHOO;
        }
        return names.has("per") || names.has("openint") ? BarFormat.STOOQ : BarFormat.PLAIN;
    }

    private Scale databento(int header, int open, int close) {
        int whole = 0;
        int decimal = 0;
        for (int i = header; i < sample.size(); i++) {
            for (int column : new int[] {open, close}) {
                whole += cell(i, column).matches("[0-9]+") ? 1 : 0;
                decimal += cell(i, column).indexOf('.') >= 0 ? 1 : 0;
            }
        }
        if (whole > 0 && decimal > 0) {
            throw file.fileError("has prices with and without a decimal point, so that their unit is unknown;"
                    + " export it again with one kind");
        }
        return whole > 0 ? Scale.BILLIONTHS : Scale.DECIMAL;
    }

    // ---- without a header

    private BarLayout headless() {
        String[] first = sample.get(0);
        boolean clocked = first.length == 7 && first[1].matches("[0-9]{1,2}:?[0-9]{2}(:?[0-9]{2})?( ?[APap][Mm])?");
        if (first.length != 6 && !clocked) {
            throw file.errorAt(
                    lines.get(0),
                    "is neither a header nor LEAN's time,open,high,low,close,volume; the header needs " + EXPECTED);
        }
        boolean lean = !clocked && isLean(first);
        if (!lean && reading.format() == BarFormat.LEAN) {
            throw file.errorAt(
                    lines.get(0),
                    "is no row of LEAN's, which begins with a time such as 20131007 09:30 or milliseconds and has whole"
                            + " prices x 10,000; give another --format");
        }
        if (lean) {
            return BarLayout.headless(BarFormat.LEAN, false, Scale.TEN_THOUSANDTHS, false, DateOrder.UNTOLD);
        }
        boolean comma = isDecimalComma(0);
        BarLayout layout =
                BarLayout.headless(headlessFormat(first, clocked), clocked, Scale.DECIMAL, comma, order(0, 0));
        requireOrder(layout);
        return layout;
    }

    private BarFormat headlessFormat(String[] first, boolean clocked) {
        if (reading.format() != null) {
            return reading.format();
        }
        if (file.separator() == ';' && first[0].matches("[0-9]{8}( [0-9]{6})?")) {
            return BarFormat.NINJATRADER;
        }
        if (first[0].matches("[0-9]{4}\\.[0-9]{2}\\.[0-9]{2}") && clocked) {
            return BarFormat.METATRADER;
        }
        return first[0].indexOf('/') > 0 && first[0].indexOf('/') < 3 ? BarFormat.KIBOT : BarFormat.FIRSTRATE;
    }

    /** LEAN's times and whole-numbered prices throughout; where these may as well be dollars, only if the user says so. */
    private boolean isLean(String[] first) {
        boolean named = DataFileName.of(file.part().fileName()).day() != DataFileName.NO_DAY;
        boolean millis = first[0].matches("[0-9]{1,8}") && (named || !first[0].matches("(19|20)[0-9]{6}"));
        if (!millis && !first[0].matches("[0-9]{8} [0-9]{2}:[0-9]{2}(:[0-9]{2})?")) {
            return false;
        }
        long highest = 0;
        for (String[] row : sample) {
            for (int i = 1; i < Math.min(5, row.length); i++) {
                if (row[i].indexOf('.') >= 0 || row[i].indexOf(',') >= 0) {
                    return false;
                }
                highest = row[i].matches("[0-9]{1,18}") ? Math.max(highest, Long.parseLong(row[i])) : highest;
            }
        }
        if (reading.format() == null && highest < LEAN_DOLLAR) {
            throw file.fileError("has no header, and whole prices up to " + highest + ", which are dollars or LEAN's"
                    + " ten thousandths of one; give --format lean or --format firstrate");
        }
        return reading.format() == null || reading.format() == BarFormat.LEAN;
    }

    /** Without column names the order open, high, low, close is assumed only if the prices of every row agree with it. */
    private void requireOrder(BarLayout layout) {
        for (int i = 0; i < sample.size(); i++) {
            double[] prices = new double[4];
            for (int k = 0; k < 4; k++) {
                String text = cell(i, layout.open() + k).replace(',', '.');
                prices[k] = text.matches("[0-9]+(\\.[0-9]*)?") ? Double.parseDouble(text) : Double.NaN;
            }
            boolean known = !Double.isNaN(prices[0] + prices[1] + prices[2] + prices[3]);
            double slack = 0.01 + 1e-6 * prices[1];
            if (known
                    && (prices[1] + slack < Math.max(prices[0], prices[3])
                            || prices[2] - slack > Math.min(prices[0], prices[3]))) {
                throw file.errorAt(
                        lines.get(i),
                        "has prices that are not open,high,low,close in this order, and there is no header; add one that"
                                + " names the columns");
            }
        }
    }

    // ---- both

    private boolean isDecimalComma(int from) {
        if (file.separator() == ',') {
            return false;
        }
        for (int i = from; i < sample.size(); i++) {
            String[] row = sample.get(i);
            for (int k = 1; k < row.length; k++) {
                if (row[k].matches("[0-9.]+,[0-9]+")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Which of two numbers before a year is the month: the first row with one of them above 12 decides, however far into the
     * file it is.
     */
    private DateOrder order(int from, int time) {
        if (reading.format() == BarFormat.US_DATES || reading.format() == BarFormat.KIBOT) {
            return DateOrder.MONTH_FIRST;
        }
        if (reading.format() == BarFormat.EU_DATES) {
            return DateOrder.DAY_FIRST;
        }
        for (int i = from; i < sample.size() || (i > from && read()); i++) {
            String text = cell(i, time);
            if (!text.matches("[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}.*")) {
                if (i == from) {
                    return DateOrder.UNTOLD;
                }
                continue;
            }
            String[] numbers = text.split("[/-]", 3);
            if (Integer.parseInt(numbers[0]) > 12) {
                return DateOrder.DAY_FIRST;
            }
            if (Integer.parseInt(numbers[1]) > 12) {
                return DateOrder.MONTH_FIRST;
            }
            if (i >= SAMPLE_ROWS) {
                sample.remove(sample.size() - 1);
                lines.remove(lines.size() - 1);
                i--;
            }
        }
        if (from >= sample.size()) {
            return DateOrder.UNTOLD;
        }
        throw file.errorAt(
                lines.get(from),
                "has the date \"" + CsvFile.shown(cell(from, time)) + "\", and no row tells whether day or month comes"
                        + " first; give --format us-dates or --format eu-dates");
    }

    /** Refuses a format of the user's that contradicts what the file shows. */
    private void agree(BarLayout layout) {
        BarFormat given = reading.format();
        if (given == null || given == layout.format() || given == BarFormat.PLAIN) {
            return;
        }
        throw file.fileError("is no file of " + given.label() + ": its shape is that of "
                + layout.format().label() + "; leave --format out, or give --format "
                + layout.format().option());
    }

    private String cell(int row, int column) {
        String[] cells = sample.get(row);
        return column < cells.length ? cells[column] : "";
    }

    private static boolean isDigit(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }
}
