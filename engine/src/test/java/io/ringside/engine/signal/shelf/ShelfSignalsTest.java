package io.ringside.engine.signal.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.indicator.Market;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every strategy of the shelf on the recorded bars of twelve symbols, against what {@code golden_signals.py} makes of them:
 * all signals by count and digest, and the first of them line by line.
 */
class ShelfSignalsTest {
    private static final List<String> SYMBOLS =
            List.of("AAPL", "AMD", "AMZN", "JPM", "META", "MSFT", "NVDA", "QQQ", "SPY", "TSLA", "XLE", "XLF");
    private static final List<List<String>> PAIRS = List.of(
            List.of("SPY", "QQQ"),
            List.of("XLE", "XLF"),
            List.of("AAPL", "MSFT"),
            List.of("NVDA", "AMD"),
            List.of("AMZN", "META"),
            List.of("JPM", "TSLA"));
    private static final int SIGNALS_MIN = 50;
    private static final int SHOWN = 20;

    @Test
    void shouldSignalAsTheOutsideProgramWhenAveragesCross() throws IOException {
        check("moving-average-cross", MovingAverageCross::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenAChannelIsLeft() throws IOException {
        check("donchian-breakout", DonchianBreakout::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenABandIsLeft() throws IOException {
        check("bollinger-reversion", BollingerReversion::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenAnUpwardTrendDips() throws IOException {
        check("rsi2", Rsi2::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenThePriceIsFarFromItsAverage() throws IOException {
        check("vwap-reversion", VwapReversion::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenASqueezeIsReleased() throws IOException {
        check("keltner-squeeze", KeltnerSqueeze::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenTheSessionOpensWithAGap() throws IOException {
        check("gap-fade", GapFade::new, "");
    }

    @Test
    void shouldSignalAsTheOutsideProgramWhenABarLeavesTheOpeningRange() throws IOException {
        check("opening-range-breakout", OpeningRangeBreakout::new, "on = bars");
    }

    @Test
    void shouldSignalBothLegsAsTheOutsideProgramWhenAPairIsFarFromItsMean() throws IOException {
        List<String> all = new ArrayList<>();
        for (List<String> pair : PAIRS) {
            Market first = Market.recorded(pair.get(0));
            Market second = Market.recorded(pair.get(1));
            String settings = "pair = [" + String.join(", ", pair) + "]";
            StrategyTrial one = StrategyTrial.of(new PairsZScore(), settings, pair.get(0), pair.get(1));
            StrategyTrial other = StrategyTrial.of(new PairsZScore(), settings, pair.get(1), pair.get(0));
            for (int i = 0; i < first.bars.size(); i++) {
                one.bar(0, first.bars.get(i)).bar(1, second.bars.get(i));
                other.bar(1, first.bars.get(i)).bar(0, second.bars.get(i));
            }
            all.addAll(described(pair.get(0), one.signals()));
            all.addAll(described(pair.get(1), other.signals()));
        }
        assertEquals(golden("pairs-z-score"), all);
    }

    private static void check(String name, Supplier<Strategy> maker, String settings) throws IOException {
        List<String> all = new ArrayList<>();
        int signals = 0;
        for (String symbol : SYMBOLS) {
            StrategyTrial trial = StrategyTrial.of(maker.get(), settings);
            Market.recorded(symbol).bars.forEach(bar -> trial.bar(0, bar));
            all.addAll(described(symbol, trial.signals()));
            signals += trial.signals().size();
        }
        assertEquals(golden(name), all);
        assertTrue(signals >= SIGNALS_MIN, signals + " signals");
    }

    private static List<String> described(String symbol, List<String> signals) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + symbol + " " + signals.size() + " " + sha256(String.join("\n", signals)));
        String before = "";
        for (String signal : signals) {
            String kind = signal.split(" ", -1)[1];
            if (!kind.equals(before) && lines.size() <= SHOWN) {
                lines.add(symbol + " " + signal);
            }
            before = kind;
        }
        return lines;
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in = ShelfSignalsTest.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
