package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a data file's name says: {@code QQQ.csv.gz} its symbol, {@code SPY-20131007-trade.csv.gz} and
 * {@code 20131007_spy_trade_tick.csv} symbol and day.
 *
 * @param symbol the ticker, or null
 * @param day the day since 1970, or {@link #NO_DAY}
 */
record DataFileName(String symbol, int day) {
    static final int NO_DAY = Integer.MIN_VALUE;

    private static final String TICKER = "[A-Z0-9][A-Z0-9.\\- ]{0,15}";
    private static final Pattern SYMBOL_DAY = Pattern.compile("(?<symbol>" + TICKER + ")[-_](?<day>\\d{8})([-_].*)?");
    private static final Pattern DAY_SYMBOL = Pattern.compile("(?<day>\\d{8})_(?<symbol>" + TICKER + ")(_.*)?");

    static DataFileName of(Path path) {
        Path last = path.getFileName();
        String name =
                last == null ? "" : last.toString().replaceFirst("(?i)(\\.(csv|txt|tsv|dat))?(\\.(gz|zip))?$", "");
        String upper = name.toUpperCase(Locale.ROOT);
        for (Pattern pattern : new Pattern[] {SYMBOL_DAY, DAY_SYMBOL}) {
            Matcher matcher = pattern.matcher(upper);
            if (matcher.matches()) {
                return new DataFileName(matcher.group("symbol"), parseDay(matcher.group("day")));
            }
        }
        return new DataFileName(upper.matches(TICKER) ? upper : null, NO_DAY);
    }

    /** The given symbol or, without one, the name's. */
    static String symbol(Path path, String given) {
        String symbol = given == null ? named(path) : given;
        if (symbol == null) {
            throw new UserError(CsvFile.shown(path.toString()) + ": its name is no ticker; give it as SYMBOL=FILE");
        }
        return symbol;
    }

    /** What a file's name says; for a zip file or a pattern, what all names in it have in common; for a folder, its own name. */
    private static String named(Path path) {
        String own = of(path).symbol();
        if (Files.isDirectory(path)) {
            return own;
        }
        boolean several =
                !Files.exists(path) || path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        if (!several || (own != null && !Files.exists(path))) {
            return own;
        }
        List<String> symbols = DataPart.all(path).stream()
                .map(part -> of(part.fileName()).symbol())
                .distinct()
                .toList();
        return symbols.size() == 1 ? symbols.get(0) : null;
    }

    private static int parseDay(String digits) {
        try {
            return (int)
                    LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
        } catch (DateTimeException e) {
            return NO_DAY;
        }
    }
}
