package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Formats numbers and text as TWS does in its messages.
 *
 * <p>Thread: any; it has no state.
 */
final class Text {
    /** A number that is not set. */
    static final String UNSET_DOUBLE = "1.7976931348623157E308";
    /** An integer that is not set. */
    static final String UNSET_INT = "2147483647";

    private Text() {}

    /** A decimal with a fraction of one digit at least: {@code 190.0}, {@code 190.25}. */
    static String decimal(long valueE8) {
        String text = number(valueE8);
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    /** The shortest decimal: {@code 0}, {@code 190.27}. */
    static String number(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8).stripTrailingZeros().toPlainString();
    }

    /** An amount of money: {@code 100000.00}. */
    static String money(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** A decimal, {@link #UNSET_DOUBLE} if the value is {@link Fields#UNSET}. */
    static String decimalOrUnset(long valueE8) {
        return valueE8 == Fields.UNSET ? UNSET_DOUBLE : decimal(valueE8);
    }

    /** A decimal, empty if the value is {@link Fields#UNSET}. */
    static String decimalOrEmpty(long valueE8) {
        return valueE8 == Fields.UNSET ? "" : decimal(valueE8);
    }

    /** Average price of a quantity that cost so much, formatted as by {@link #number}. */
    static String average(long valueE8, long quantity) {
        return number(averageE8(valueE8, quantity));
    }

    /** Average price of a quantity that cost so much, at 1e-8, rounded to even. */
    static long averageE8(long valueE8, long quantity) {
        if (quantity == 0) {
            return 0;
        }
        return BigDecimal.valueOf(valueE8)
                .divide(BigDecimal.valueOf(quantity), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Text in seven bits: anything else becomes an escape of its UTF-16 units. */
    static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    /** Parses a constant price such as {@code 0.01} of this program. */
    static long priceE8(String text) {
        return FixedPoint.parse(text);
    }
}
