package io.ringside.gateway.sim;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.sim.BrokerSettings;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** A workstation over a few hand-made bars, most of them five minutes long, on Monday 2026-01-05. */
final class Scene {
    static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    static final long FIVE_MINUTES = 300_000_000_000L;
    static final long SECOND = 1_000_000_000L;

    private Scene() {}

    /** Settings that begin at 09:25, with no limit to a client's speed. */
    static SimSettings settings(PriceBar... bars) {
        return new SimSettings(List.of(Tape.ofBars(Listing.of("AAPL"), List.of(bars))), at("09:25"))
                .messagesPerSecondMax(0)
                .fills(fills("slippage-ticks = 0, limit-touch = fills, close-cutoff-seconds = 300"));
    }

    /** Fill rules of a configuration's {@code broker} object. */
    static BrokerSettings fills(String config) {
        return BrokerSettings.of(SettingsNode.root(ConfigFactory.parseString(config)));
    }

    /** A workstation whose wall clock stands still. */
    static Workstation workstation(SimSettings settings) {
        return new Workstation(settings, () -> 1_767_000_000L * SECOND);
    }

    /** A time of the day, UTC nanoseconds. */
    static long at(String time) {
        return at(DAY, time);
    }

    static long at(LocalDate day, String time) {
        return ExchangeCalendar.usEquity().toNanos(LocalDateTime.of(day, LocalTime.parse(time)));
    }

    /** A five-minute bar of 6000 shares. */
    static PriceBar bar(String time, String open, String high, String low, String close) {
        return bar(DAY, time, open, high, low, close);
    }

    static PriceBar bar(LocalDate day, String time, String open, String high, String low, String close) {
        long start = at(day, time);
        return PriceBar.of(start, start + FIVE_MINUTES, e8(open), e8(high), e8(low), e8(close), 6000);
    }

    /** Bars that stand still at a price from the open on, so many. */
    static PriceBar[] flat(String price, int count) {
        List<PriceBar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = at("09:30") + i * FIVE_MINUTES;
            bars.add(PriceBar.of(start, start + FIVE_MINUTES, e8(price), e8(price), e8(price), e8(price), 6000));
        }
        return bars.toArray(PriceBar[]::new);
    }

    static long e8(String number) {
        return FixedPoint.parse(number);
    }

    /** An order of {@code BUY 100 LMT 190.25} kind at server version 176, with what else is to be changed. */
    static String[] order(
            int orderId, String side, int quantity, String type, String limit, String aux, String... more) {
        String[] fields = new String[115];
        java.util.Arrays.fill(fields, "");
        set(fields, 0, "3", Integer.toString(orderId), "265598", "AAPL", "STK");
        set(fields, 9, "SMART", "NASDAQ", "USD");
        set(fields, 16, side, Integer.toString(quantity), type, limit, aux, "DAY");
        set(fields, 26, "ref" + orderId, "1");
        for (String change : more) {
            String[] parts = change.split("=", 2);
            fields[Integer.parseInt(parts[0])] = parts[1];
        }
        return fields;
    }

    private static void set(String[] fields, int from, String... values) {
        System.arraycopy(values, 0, fields, from, values.length);
    }
}
