package io.ringside.engine.store;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Bars of one size of one symbol.
 *
 * @param symbol ticker
 * @param size of the bars; in time, or a session
 */
public record SeriesKey(String symbol, BarSpec size) implements Comparable<SeriesKey> {
    static final String BARS = ".bars";
    static final String REVISIONS = ".revisions";

    public SeriesKey {
        if (size.unit() != Unit.SESSION && size.unit() != Unit.TIME) {
            throw new IllegalArgumentException("a data store holds bars in time, such as 5m or 1d, and not " + size);
        }
    }

    /** Whether a bar is a session. */
    public boolean isDaily() {
        return size.unit() == Unit.SESSION;
    }

    /** Folder of a size. */
    static Path folder(Path market, BarSpec size) {
        return market.resolve(size.toString());
    }

    /** The file of a daily series, or the folder of the others' years. */
    Path bars(Path market) {
        return folder(market, size).resolve(isDaily() ? fileName(symbol) + BARS : fileName(symbol));
    }

    Path year(Path market, int year) {
        return isDaily() ? bars(market) : bars(market).resolve(year + BARS);
    }

    Path revisions(Path market) {
        return folder(market, size).resolve(fileName(symbol) + REVISIONS);
    }

    /** A symbol as a file name: characters that may not be in one are percent-encoded. */
    static String fileName(String symbol) {
        String name = URLEncoder.encode(symbol, StandardCharsets.UTF_8).replace("*", "%2A");
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }

    /** The symbol of a file name. */
    static String symbolOf(String fileName) {
        return URLDecoder.decode(fileName, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(SeriesKey other) {
        int bySymbol = symbol.compareTo(other.symbol);
        return bySymbol != 0 ? bySymbol : size.toString().compareTo(other.size.toString());
    }

    @Override
    public String toString() {
        return symbol + " " + size;
    }
}
