package io.ringside.engine.data;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks a tick file: defective rows, price jumps, long gaps in regular hours, missing sessions.
 *
 * <p>Thread: the caller's; one instance checks one file.
 */
final class TickCheck {
    private static final int SHOWN_MAX = 10;
    private static final double JUMP = 0.05;
    private static final long SILENCE_NANOS = 15 * ExchangeCalendar.MINUTE_NANOS;

    private final ExchangeCalendar calendar;
    private final TickFile ticks;
    private final List<String> problems = new ArrayList<>();
    private int count;

    private long trades;
    private long quotes;
    private long crossed;
    private long volumeOnly;
    private int firstDay;
    private int day;
    private int sessions;
    private long lastPriceE8;
    private long lastNanos;

    private TickCheck(ExchangeCalendar calendar, TickFile ticks) {
        this.calendar = calendar;
        this.ticks = ticks;
    }

    static DataCheck.Report of(Path path, String symbol, ExchangeCalendar calendar, Reading reading) {
        boolean bits = reading.format() == BarFormat.LEAN
                || TickLayout.find(DataPart.all(path).get(0)).lean();
        var options = TickFile.Options.everyTrade()
                .withSession(Session.EXTENDED)
                .withPrices(bits ? PriceRule.LAST_SALE : PriceRule.EVERY_TRADE)
                .withReading(reading);
        try (var ticks = TickFile.open(path, symbol, calendar, options)) {
            return new TickCheck(calendar, ticks).run(path);
        }
    }

    private DataCheck.Report run(Path path) {
        boolean readable = true;
        while (readable) {
            try {
                readable = ticks.next();
                if (readable) {
                    take();
                }
            } catch (UserError e) {
                problem(e.getMessage());
                readable = ticks.isReadable();
                ticks.rowReport().leaveOut(LeftOut.STRAY, ticks.line());
            }
        }
        endSession();
        var lines = new ArrayList<String>();
        String what = quotes > 0 ? quotes + " quotes" : trades + " trades";
        lines.add(CsvFile.shown(String.valueOf(path.getFileName())) + ": " + ticks.symbol() + ", " + what + " in "
                + sessions + " sessions from " + LocalDate.ofEpochDay(firstDay) + " to " + LocalDate.ofEpochDay(day)
                + (ticks.synthetic() ? ", synthetic" : "") + ": " + (count == 0 ? "no problems" : count + " problems"));
        lines.addAll(problems);
        if (count > SHOWN_MAX) {
            lines.add("  and " + (count - SHOWN_MAX) + " more problems");
        }
        if (crossed > 0) {
            lines.add("  " + crossed + " quotes with the bid above the offer");
        }
        if (volumeOnly > 0) {
            lines.add("  " + volumeOnly + " trades whose sale condition sets no last price");
        }
        return new DataCheck.Report(lines, count, ticks.rowReport());
    }

    private void take() {
        if (ticks.sessionDay() != day) {
            endSession();
            beginSession();
        }
        silence(ticks.nanos());
        if (ticks.isQuote()) {
            quotes++;
            crossed += ticks.bidE8() > ticks.askE8() ? 1 : 0;
            return;
        }
        trades++;
        if (ticks.flags() == EngineEvent.FLAG_VOLUME_ONLY) {
            volumeOnly++;
            return;
        }
        if (lastPriceE8 > 0) {
            double ratio = (double) ticks.priceE8() / lastPriceE8;
            if (ratio > 1 + JUMP || ratio < 1 / (1 + JUMP)) {
                problem(String.format(
                        Locale.ROOT,
                        "line %d, %s: a trade at %s, %+.1f %% from the one before",
                        ticks.line(),
                        calendar.format(ticks.nanos()).substring(0, 19).replace('T', ' '),
                        FixedPoint.format(ticks.priceE8()),
                        (ratio - 1) * 100));
            }
        }
        lastPriceE8 = ticks.priceE8();
    }

    private void beginSession() {
        int next = ticks.sessionDay();
        if (firstDay == 0) {
            firstDay = next;
        } else {
            for (int missing = calendar.nextTradingDay(day);
                    missing < next;
                    missing = calendar.nextTradingDay(missing)) {
                problem(LocalDate.ofEpochDay(missing) + ": no ticks");
            }
        }
        day = next;
        sessions++;
        lastPriceE8 = 0;
        lastNanos = calendar.openNanos(day);
    }

    private void endSession() {
        if (sessions > 0) {
            silence(calendar.closeNanos(day));
        }
    }

    /** Reports a long time without a tick in regular hours. */
    private void silence(long nanos) {
        long until = Math.min(nanos, calendar.closeNanos(day));
        if (until - lastNanos > SILENCE_NANOS) {
            problem(LocalDate.ofEpochDay(day) + ": nothing from " + clock(lastNanos) + " to " + clock(until));
        }
        lastNanos = Math.max(lastNanos, nanos);
    }

    private void problem(String text) {
        count++;
        if (count <= SHOWN_MAX) {
            problems.add("  " + text);
        }
    }

    private String clock(long nanos) {
        return calendar.format(nanos).substring(11, 16);
    }
}
