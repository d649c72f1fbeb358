package io.ringside.engine.data;

import java.util.Map;
import java.util.TreeMap;

/**
 * Opening and closing auction prints by exchange, one day after the other: the exchange with the most shares
 * is the one on which the instrument is listed, and its auctions make the day's first and last price.
 *
 * <p>Thread: the reader's.
 */
final class Auctions {
    private final Map<String, long[]> opening = new TreeMap<>();
    private final Map<String, long[]> closing = new TreeMap<>();
    private int day = DataFileName.NO_DAY;
    private long openE8;
    private long closeE8;
    private int beforeDay = DataFileName.NO_DAY;
    private long beforeOpenE8;
    private long beforeCloseE8;

    void opened(int onDay, CharSequence exchange, long priceE8, long shares) {
        begin(onDay);
        openE8 = add(opening, exchange, priceE8, shares);
    }

    void closed(int onDay, CharSequence exchange, long priceE8, long shares) {
        begin(onDay);
        closeE8 = add(closing, exchange, priceE8, shares);
    }

    /** Whether an exchange has printed an opening auction that day. */
    boolean hasOpened(int onDay, CharSequence exchange) {
        return onDay == day && opening.containsKey(exchange.toString());
    }

    /** Whether any exchange has printed a closing auction that day. */
    boolean hasClosed(int onDay) {
        return onDay == day && !closing.isEmpty();
    }

    /** Price of a day's opening auction, the latest day or the one before; 0 if there was none. */
    long openE8(int ofDay) {
        return ofDay == day ? openE8 : ofDay == beforeDay ? beforeOpenE8 : 0;
    }

    /** The same of the closing auction. */
    long closeE8(int ofDay) {
        return ofDay == day ? closeE8 : ofDay == beforeDay ? beforeCloseE8 : 0;
    }

    private void begin(int onDay) {
        if (onDay != day) {
            beforeDay = day;
            beforeOpenE8 = openE8;
            beforeCloseE8 = closeE8;
            day = onDay;
            openE8 = 0;
            closeE8 = 0;
            opening.clear();
            closing.clear();
        }
    }

    /** Adds a print; the last price of the exchange that has the most. */
    private static long add(Map<String, long[]> prints, CharSequence exchange, long priceE8, long shares) {
        long[] own = prints.computeIfAbsent(exchange.toString(), key -> new long[2]);
        own[0] = priceE8;
        own[1] = Math.addExact(own[1], shares);
        long[] most = own;
        for (long[] other : prints.values()) {
            most = other[1] > most[1] ? other : most;
        }
        return most[0];
    }
}
