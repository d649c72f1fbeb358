package io.ringside.dashboard;

import io.ringside.engine.event.FixedPoint;
import java.util.Locale;

/** Amounts at 1e-8 as the command line prints them, so that page and command line show the same text. */
final class Money {
    private Money() {}

    /** To the cent. */
    static String cents(long amountE8) {
        return String.format(Locale.ROOT, "%.2f", amountE8 / 1e8);
    }

    /** A price, to a hundredth of a cent. */
    static String price(long priceE8) {
        return FixedPoint.format(priceE8 / 10_000 * 10_000);
    }

    /** A price of an order; empty where there is none. */
    static String priceOrNone(long priceE8) {
        return priceE8 == 0 ? "" : price(priceE8);
    }

    /** An enumeration's value in words. */
    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
