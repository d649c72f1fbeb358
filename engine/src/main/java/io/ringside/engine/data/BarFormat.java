package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Whose bar files have such a shape; what differs beyond the names of columns is the reader's to know. */
public enum BarFormat {
    /** Columns by name, nobody's in particular. */
    PLAIN("plain", "plain"),
    /** The same, with dates whose month comes first. */
    US_DATES("us-dates", "dates month first"),
    /** The same, with dates whose day comes first. */
    EU_DATES("eu-dates", "dates day first"),
    /** The same, with bars from full hour to full hour of the regular session, the first and the last cut by it. */
    CLOCK_HOURS("clock-hours", "bars by the clock's hours"),
    /** Interactive Brokers' historical bars, as API clients save them: average and barCount. */
    INTERACTIVE_BROKERS("ib", "Interactive Brokers"),
    /** Alpaca's bars: trade_count and vwap, times in UTC; or one letter a column. */
    ALPACA("alpaca", "Alpaca"),
    /** Polygon's or Massive's: window_start in nanoseconds, or one letter a column with milliseconds. */
    POLYGON("polygon", "Polygon"),
    /** Databento's OHLCV: ts_event, prices as decimals or in units of 1e-9. */
    DATABENTO("databento", "Databento"),
    /** Tiingo's: adjusted columns beside the plain ones, which are taken. */
    TIINGO("tiingo", "Tiingo"),
    /** Alpha Vantage's: newest first, sometimes with numbered names. */
    ALPHA_VANTAGE("alpha-vantage", "Alpha Vantage"),
    /** Yahoo's and yfinance's: an adjusted close, which is ignored, or a second header row of tickers. */
    YAHOO("yahoo", "Yahoo"),
    /** Stooq's: names in angle brackets; intraday times are Poland's where the first of a day are in its afternoon. */
    STOOQ("stooq", "Stooq"),
    /** MetaTrader's: tabs, names in angle brackets, dates with points; or no header. */
    METATRADER("metatrader", "MetaTrader"),
    /** NinjaTrader's: no header, semicolons, yyyyMMdd HHmmss. */
    NINJATRADER("ninjatrader", "NinjaTrader"),
    /** Kibot's: no header, dates month first, the time in a column of its own. */
    KIBOT("kibot", "Kibot"),
    /** FirstRate's: no header, a date or time and open, high, low, close, volume. */
    FIRSTRATE("firstrate", "FirstRate"),
    /** LEAN's: no header, prices x 10,000, a time or milliseconds since midnight of the day in the file's name. */
    LEAN("lean", "LEAN");

    private final String option;
    private final String label;

    BarFormat(String option, String label) {
        this.option = option;
        this.label = label;
    }

    /**
     * The format of a name such as {@code lean}.
     *
     * @throws UserError if there is none
     */
    public static BarFormat of(String option) {
        for (BarFormat format : values()) {
            if (format.option.equals(option)) {
                return format;
            }
        }
        throw new UserError("--format " + CsvFile.shown(option) + ": must be one of "
                + Arrays.stream(values()).map(BarFormat::option).collect(Collectors.joining(", ")));
    }

    /** Its name on the command line and in results. */
    public String option() {
        return option;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}
