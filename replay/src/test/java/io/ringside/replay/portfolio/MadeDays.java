package io.ringside.replay.portfolio;

import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Made daily bars of some names, that rise and fall at different paces. */
public final class MadeDays {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private MadeDays() {}

    /** Names N00, N01 and so on. */
    public static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(String.format(Locale.ROOT, "N%02d", i));
        }
        return names;
    }

    /** Writes the bars of all sessions of some days into one file. */
    public static Path write(Path file, List<String> names, String from, String to) throws IOException {
        StringBuilder text = new StringBuilder("date,symbol,open,high,low,close,volume\n");
        for (LocalDate day = LocalDate.parse(from); !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
            int epochDay = (int) day.toEpochDay();
            if (!CALENDAR.isTradingDay(epochDay)) {
                continue;
            }
            for (int i = 0; i < names.size(); i++) {
                double close = close(i, epochDay);
                double open = close(i, epochDay - 1) * 1.001;
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%.2f,%.2f,%.2f,%.2f,%d%n",
                        day,
                        names.get(i),
                        open,
                        Math.max(open, close) + 0.5,
                        Math.min(open, close) - 0.5,
                        close,
                        1000 + i));
            }
        }
        Files.writeString(file, text.toString().replace("\r", ""));
        return file;
    }

    private static double close(int name, int epochDay) {
        double trend = 0.0003 * Math.sin(name * 1.7) * (epochDay - 19_000);
        return (40 + 7 * name) * Math.exp(trend + 0.1 * Math.sin(epochDay / (20.0 + 3 * name) + name));
    }
}
