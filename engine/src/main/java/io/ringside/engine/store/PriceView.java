package io.ringside.engine.store;

import com.typesafe.config.Config;
import io.ringside.engine.settings.UserError;
import java.util.Locale;

/**
 * How stored prices are read.
 *
 * @param prices what they are adjusted for
 * @param asOfDay knowledge date, days since 1970: no later bar, split or dividend, and rows as they were before later
 *     revisions; {@code Integer.MAX_VALUE} for everything
 */
public record PriceView(Prices prices, int asOfDay) {
    /** What prices are adjusted for. */
    public enum Prices {
        /** As they were traded; splits and dividends are events. */
        RAW,
        /** Adjusted for splits; dividends are events. */
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
         * Whether prices of files are to be adjusted by the files' column of adjusted closes, since files hold no splits and
         * dividends.
         *
         * @param config the configuration with {@code data.prices}
         * @param hasColumn whether the reader supports that column
         * @throws UserError if the configuration asks for a view that only a store has
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

    /** A view without a knowledge date. */
    public static PriceView of(Prices prices) {
        return new PriceView(prices, Integer.MAX_VALUE);
    }
}
