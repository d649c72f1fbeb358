package io.ringside.engine.indicator;

import io.ringside.engine.SharedData;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.Bar;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One instrument's five-minute bars, and the same prices in whole ten-thousandths, so that an outside formula starts from
 * exact numbers and its column shows its own rounding only.
 */
public final class Market {
    static final double UNIT = 1e4;
    private static final List<String> SYMBOLS =
            List.of("AAPL", "AMD", "AMZN", "JPM", "META", "MSFT", "NVDA", "QQQ", "SPY", "TSLA", "XLE", "XLF");
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    final String symbol;
    public final List<Bar> bars = new ArrayList<>();
    final double[] high;
    final double[] low;
    final double[] close;
    final double[] volume;

    private Market(BarSource source) {
        symbol = source.symbol();
        while (source.next()) {
            Bar bar = new Bar();
            bar.at(0, 0, source.sessionDay(), source.startNanos(), source.endNanos());
            bar.prices(source.openE8(), source.highE8(), source.lowE8(), source.closeE8(), source.volume());
            bars.add(bar);
        }
        high = bars.stream().mapToDouble(bar -> tenThousandths(bar.highE8)).toArray();
        low = bars.stream().mapToDouble(bar -> tenThousandths(bar.lowE8)).toArray();
        close = bars.stream().mapToDouble(bar -> tenThousandths(bar.closeE8)).toArray();
        volume = bars.stream().mapToDouble(bar -> bar.volume).toArray();
    }

    /** The recorded instruments, or where there are none as many invented ones. */
    static List<Market> all() {
        return SYMBOLS.stream()
                .map(SharedData.isPresent() ? Market::recorded : Market::invented)
                .toList();
    }

    /** One recorded instrument; skips the test where there is none. */
    public static Market recorded(String symbol) {
        try (BarFile file = BarFile.open(
                SharedData.file("bars-5min/" + symbol + ".csv.gz"), symbol, CALENDAR, BarFile.Options.fiveMinutes())) {
            return new Market(file);
        }
    }

    static Market invented(String symbol) {
        return invented(symbol, LocalDate.of(2025, 5, 12), LocalDate.of(2025, 8, 29));
    }

    /** An invented instrument over any days. */
    public static Market invented(String symbol, LocalDate from, LocalDate to) {
        int seed = SYMBOLS.indexOf(symbol);
        return new Market(new SyntheticBars(symbol, (int) from.toEpochDay(), (int) to.toEpochDay(), seed, CALENDAR));
    }

    int size() {
        return close.length;
    }

    private static double tenThousandths(long priceE8) {
        if (priceE8 % 10_000 != 0) {
            throw new IllegalArgumentException("a price of more than four decimals: " + priceE8);
        }
        return priceE8 / 10_000.0;
    }
}
