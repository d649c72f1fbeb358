package io.ringside.engine.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Which column of a tick file holds what; -1 for a column that is not there.
 *
 * @param lean whether it has LEAN's form: no header, milliseconds, prices x 10,000
 * @param header whether the first row names the columns
 * @param polygon whether its columns are named as Polygon's trades are, whose conditions are numbers
 * @param names of the columns, for messages
 */
record TickLayout(
        boolean lean,
        boolean header,
        boolean polygon,
        List<String> names,
        int time,
        int price,
        int size,
        int exchange,
        int conditions,
        int suspicious,
        int bid,
        int bidSize,
        int ask,
        int askSize,
        int source,
        int symbol) {
    private static final String EXPECTED = "datetime,price,size[,conditions] or datetime,bid,ask,bid_size,ask_size";
    private static final String[] TIMES = {
        "datetime", "timestamp", "date", "time", "t", "sip_timestamp", "participant_timestamp", "ts_event", ""
    };

    /** Recognises a file by its first row. */
    static TickLayout find(DataPart part) {
        try (CsvFile file = CsvFile.open(part)) {
            if (!file.next()) {
                throw file.fileError("is empty; it needs rows");
            }
            return isDigit(file.row().field(0)) ? lean(file) : headed(file);
        }
    }

    /** Whether a file, or the first of several, holds ticks by its first row; a file with the four prices of bars holds bars. */
    static boolean isTicks(Path path) {
        try (CsvFile file = CsvFile.open(DataPart.all(path).get(0))) {
            if (!file.next()) {
                return false;
            }
            CsvRow row = file.row();
            if (isDigit(row.field(0))) {
                return row.field(0).length() <= 8
                        && (row.count() == 8 || (row.count() == 6 && !isNumber(row.field(3))));
            }
            if (row.count() < 2) {
                return false;
            }
            CsvHeader header = CsvHeader.ofRow(file);
            boolean bars = has(header, "open", "o") && has(header, "high", "h") && has(header, "low", "l");
            return !bars && has(header, "price", "bid");
        }
    }

    /** Whether it has sale conditions whose meaning is known. */
    boolean hasConditions(Reading reading) {
        return conditions >= 0 && (lean || reading.format() == BarFormat.LEAN || hasPolygonConditions(reading));
    }

    /** Whether they are Polygon's numbers. */
    boolean hasPolygonConditions(Reading reading) {
        return conditions >= 0
                && !lean
                && reading.format() != BarFormat.LEAN
                && (polygon || reading.format() == BarFormat.POLYGON);
    }

    boolean quotes() {
        return price < 0;
    }

    private static boolean has(CsvHeader header, String name, String other) {
        return header.has(name) || header.has(other);
    }

    private static TickLayout lean(CsvFile file) {
        int count = file.row().count();
        if (count == 8) {
            String[] names = {"ms", "bid", "bid size", "ask", "ask size", "exchange", "conditions", "suspicious"};
            return new TickLayout(true, false, false, List.of(names), 0, -1, -1, 5, 6, 7, 1, 2, 3, 4, -1, -1);
        }
        if (count != 6) {
            throw file.error("has no header, and " + count + " fields; trades have 6, quotes 8");
        }
        String[] names = {"ms", "price", "size", "exchange", "conditions", "suspicious"};
        file.setColumns(List.of(names));
        if (isNumber(file.row().field(3))) {
            throw file.error(3, "is no exchange; if these are bars, give them as bars");
        }
        return new TickLayout(true, false, false, List.of(names), 0, 1, 2, 3, 4, 5, -1, -1, -1, -1, -1, -1);
    }

    private static TickLayout headed(CsvFile file) {
        CsvHeader header = CsvHeader.ofRow(file);
        int time = header.require(EXPECTED, TIMES);
        int symbol = header.first("symbol", "ticker");
        int source = header.find("source");
        if (header.has("bid") && !header.has("price")) {
            return new TickLayout(
                    false,
                    true,
                    false,
                    header.all(),
                    time,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    header.require(EXPECTED, "bid"),
                    header.require(EXPECTED, "bid_size", "bidsize"),
                    header.require(EXPECTED, "ask"),
                    header.require(EXPECTED, "ask_size", "asksize"),
                    source,
                    symbol);
        }
        return new TickLayout(
                false,
                true,
                header.has("sip_timestamp") || header.has("participant_timestamp"),
                header.all(),
                time,
                header.require(EXPECTED, "price"),
                header.require(EXPECTED, "size", "quantity", "volume"),
                header.find("exchange"),
                header.find("conditions"),
                -1,
                -1,
                -1,
                -1,
                -1,
                source,
                symbol);
    }

    private static boolean isDigit(CharSequence text) {
        return text.length() > 0 && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static boolean isNumber(CharSequence field) {
        return field.length() > 1 && field.toString().matches("[0-9]+");
    }
}
