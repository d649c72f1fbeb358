package io.ringside.engine.store;

import com.typesafe.config.Config;
import io.ringside.engine.settings.UserError;
import java.util.Locale;

/**
 * How stored prices are read.
 *
 * @param prices what they are adjusted for
 * @param asOfDay what was known on that day, days since 1970: no later bar, split or dividend, and rows as they were before
 *     later revisions; {@code Integer.MAX_VALUE} for all there is
 */
public record PriceView(Prices prices, int asOfDay) {
    /** What prices are adjusted for. */
    public enum Prices {
        /** As they were traded; splits and dividends are told as events. */
        RAW,
        /** Adjusted for splits; dividends are told as events. */
        SPLIT,
        /** Adjusted for splits and dividends. */
        TOTAL;

        /**
         * Reads the name.
         *
         * @throws UserError if it is none
         */
        public static Prices parse(String origin, String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "raw" -> RAW;
                case "split" -> SPLIT;
                case "total", "adjusted" -> TOTAL;
                default -> throw new UserError(origin + " " + text + ": must be raw, split or total");
            };
        }

        /**
         * Whether prices of files, which know of no splits and dividends, are wanted as their column of adjusted closes says.
         *
         * @param config whose {@code data.prices} is meant
         * @param hasColumn whether whoever reads them can use that column
         * @throws UserError if they are wanted as only a store can give them
         */
        public static boolean adjustedInFiles(Config config, boolean hasColumn) {
            String text = config.hasPath("data.prices") ? config.getString("data.prices") : "raw";
            boolean adjusted = text.equals("adjusted") && hasColumn;
            if (!adjusted && !text.equals("raw")) {
                throw new UserError("data.prices = " + text + ": files are read as they are"
                        + (hasColumn ? " or, with adjusted, by their column adj_close" : "")
                        + "; take it out, or give --data STORE");
            }
            return adjusted;
        }
    }

    /** All that is stored. */
    public static PriceView of(Prices prices) {
        return new PriceView(prices, Integer.MAX_VALUE);
    }
}
