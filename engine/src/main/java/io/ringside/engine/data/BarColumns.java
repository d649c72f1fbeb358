package io.ringside.engine.data;

/**
 * Where a bar file keeps what.
 *
 * @param format whose header it is
 * @param time column of the time, or of the date where {@code clock} has the time of day
 * @param clock column of the time of day, or -1
 * @param source column of the prices' origin, or -1
 * @param symbol column of the ticker, or -1
 */
record BarColumns(
        BarFormat format,
        int time,
        int clock,
        int open,
        int high,
        int low,
        int close,
        int volume,
        int source,
        int symbol) {
    private static final int LEAN_FIELDS = 6;

    /**
     * Finds the columns by the row that a file stands on, which is the header; if it begins with a digit there is none, and
     * the row is read again as data.
     */
    static BarColumns of(CsvFile file) {
        CharSequence first = file.row().field(0);
        if (first.length() > 0 && first.charAt(0) >= '0' && first.charAt(0) <= '9') {
            return lean(file);
        }
        var header = new CsvHeader(file, "datetime,open,high,low,close,volume in any order");
        int time = header.requireTime();
        return new BarColumns(
                format(header),
                time,
                header.name(time).equals("date") ? header.find("time") : -1,
                header.require("open", "o"),
                header.require("high", "h"),
                header.require("low", "l"),
                header.require("close", "c"),
                header.require("volume", "vol", "v"),
                header.find("source"),
                header.find("symbol") >= 0 ? header.find("symbol") : header.find("ticker"));
    }

    boolean isLean() {
        return format == BarFormat.LEAN;
    }

    private static BarColumns lean(CsvFile file) {
        if (file.row().count() != LEAN_FIELDS) {
            throw file.error("is neither a header nor LEAN's time,open,high,low,close,volume; the header needs"
                    + " datetime,open,high,low,close,volume in any order");
        }
        file.setColumns("time", "open", "high", "low", "close", "volume");
        file.again();
        return new BarColumns(BarFormat.LEAN, 0, -1, 1, 2, 3, 4, 5, -1, -1);
    }

    private static BarFormat format(CsvHeader header) {
        if (header.find("barcount") >= 0) {
            return BarFormat.INTERACTIVE_BROKERS;
        }
        if (header.find("trade_count") >= 0 || (header.find("vw") >= 0 && header.find("n") >= 0)) {
            return BarFormat.ALPACA;
        }
        if (header.find("adj close") >= 0 || header.find("adj_close") >= 0) {
            return BarFormat.YAHOO;
        }
        return header.find("per") >= 0 || header.find("openint") >= 0 ? BarFormat.STOOQ : BarFormat.PLAIN;
    }
}
