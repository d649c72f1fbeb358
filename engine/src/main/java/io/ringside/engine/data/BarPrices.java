package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices and volume of a row of a file of bars, checked against each other.
 *
 * <p>Thread: the reader's.
 */
final class BarPrices {
    private static final long TEN_THOUSANDTH_E8 = 10_000;
    private static final long LEAN_PRICE_MAX = 900_000_000_000L;
    private static final long LEAN_VOLUME_MAX = 1_000_000_000_000_000L;
    private static final long BILLIONTHS_MAX = 90_000_000_000_000_000L;
    /** Databento's mark for no price. */
    private static final String NO_PRICE = "9223372036854775807";

    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;
    private static final long ROUNDING = 1_000_000;
    private static final int DECIMALS = 8;

    private final BarFile.Prices wanted;
    private CsvFile file;
    private BarLayout layout;
    private boolean decimal;

    private boolean synthetic;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long volume;
    private long fractionE8;
    private boolean rounded;
    private boolean lowLost;

    BarPrices(BarFile.Prices wanted) {
        this.wanted = wanted;
    }

    /**
     * Continues with another file or other columns.
     *
     * @throws io.ringside.engine.settings.UserError if a column is missing that is needed
     */
    void begin(CsvFile newFile, BarLayout newLayout) {
        file = newFile;
        layout = newLayout;
        decimal = layout.scale() == BarLayout.Scale.DECIMAL;
        if (wanted == BarFile.Prices.TRADED && layout.volume() < 0) {
            throw CsvHeader.missing(file, "volume", layout.names(), BarLayoutFinder.EXPECTED);
        }
        if (wanted == BarFile.Prices.NAMES_ADJUSTED && layout.adjusted() < 0) {
            throw file.fileError("has no column adj_close, which data.prices = adjusted needs");
        }
    }

    /** Whether the row has none of the four prices. */
    boolean isEmpty() {
        return isBlank(layout.open()) && isBlank(layout.high()) && isBlank(layout.low()) && isBlank(layout.close());
    }

    /** Reads the row that the file stands on. */
    void read() {
        openE8 = price(layout.open());
        highE8 = price(layout.high());
        lowLost = wanted != BarFile.Prices.TRADED && isZero(layout.low());
        lowE8 = lowLost ? 0 : price(layout.low());
        closeE8 = price(layout.close());
        readVolume();
        rounded = false;
        if (highE8 < lowE8) {
            throw file.error(layout.high(), "is below the low; correct or remove the row");
        }
        if (openE8 > highE8 || openE8 < lowE8) {
            fit(openE8, layout.open());
        }
        if (closeE8 > highE8 || closeE8 < lowE8) {
            fit(closeE8, layout.close());
        }
        if (layout.source() >= 0 && !synthetic) {
            synthetic = BarFile.SYNTHETIC.contentEquals(file.row().field(layout.source()));
        }
        if (wanted == BarFile.Prices.NAMES_ADJUSTED) {
            adjust();
        }
    }

    /** Whether any row so far was marked as synthetic. */
    boolean isSynthetic() {
        return synthetic;
    }

    /** Whether the high or low was widened to a price that lay outside of it by a rounding error. */
    boolean isRounded() {
        return rounded;
    }

    /** Whether the low was 0 and was replaced. */
    boolean isLowLost() {
        return lowLost;
    }

    long openE8() {
        return openE8;
    }

    long highE8() {
        return highE8;
    }

    long lowE8() {
        return lowE8;
    }

    long closeE8() {
        return closeE8;
    }

    long volume() {
        return volume;
    }

    /** The fraction of a share by which the volume was rounded down. */
    long fractionE8() {
        return fractionE8;
    }

    private long price(int column) {
        return decimal ? file.priceE8(column) : scaledPrice(column);
    }

    private long scaledPrice(int column) {
        return switch (layout.scale()) {
            case DECIMAL -> file.priceE8(column);
            case TEN_THOUSANDTHS -> above0(column, file.whole(column, LEAN_PRICE_MAX)) * TEN_THOUSANDTH_E8;
            case BILLIONTHS -> (above0(column, file.whole(column, BILLIONTHS_MAX)) + 5) / 10;
        };
    }

    private long above0(int column, long price) {
        if (price == 0) {
            throw file.error(column, "a price is above 0");
        }
        return price;
    }

    private void readVolume() {
        fractionE8 = 0;
        if (layout.volume() < 0) {
            volume = 0;
        } else if (layout.isLean()) {
            volume = file.whole(layout.volume(), LEAN_VOLUME_MAX);
        } else {
            long sharesE8 = file.sharesE8(layout.volume());
            volume = sharesE8 / FixedPoint.ONE_E8;
            fractionE8 = sharesE8 - volume * FixedPoint.ONE_E8;
        }
    }

    /** Widens the bar's range to a price outside of it, if the distance is no more than adjusting and rounding explain. */
    private void fit(long priceE8, int column) {
        long slackE8 = Math.max(CENT_E8, priceE8 / ROUNDING);
        if (priceE8 > highE8 + slackE8 || priceE8 < lowE8 - slackE8) {
            throw file.error(column, "is outside low and high; correct or remove the row");
        }
        highE8 = Math.max(highE8, priceE8);
        lowE8 = Math.min(lowE8, priceE8);
        rounded = true;
    }

    /** By the ratio of the adjusted close, which vendors give with more decimals than prices have, to the close. */
    private void adjust() {
        file.priceE8(layout.adjusted());
        var adjusted =
                new BigDecimal(file.row().field(layout.adjusted()).toString().replace(',', '.'));
        long rawCloseE8 = closeE8;
        openE8 = adjust(openE8, adjusted, rawCloseE8);
        highE8 = adjust(highE8, adjusted, rawCloseE8);
        lowE8 = lowLost ? 0 : adjust(lowE8, adjusted, rawCloseE8);
        closeE8 = adjust(closeE8, adjusted, rawCloseE8);
    }

    /** Half-even at 1e-8. */
    private static long adjust(long priceE8, BigDecimal adjusted, long closeE8) {
        return BigDecimal.valueOf(priceE8)
                .multiply(adjusted)
                .divide(BigDecimal.valueOf(closeE8, DECIMALS), 0, RoundingMode.HALF_EVEN)
                .max(BigDecimal.ONE)
                .longValueExact();
    }

    private boolean isBlank(int column) {
        return file.isBlank(column)
                || (layout.scale() == BarLayout.Scale.BILLIONTHS
                        && NO_PRICE.contentEquals(file.row().field(column)));
    }

    private boolean isZero(int column) {
        CharSequence text = file.row().field(column);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0' && text.charAt(i) != '.') {
                return false;
            }
        }
        return text.length() > 0;
    }
}
