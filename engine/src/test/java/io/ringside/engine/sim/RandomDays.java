package io.ringside.engine.sim;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Days of random market data with random requests between: prices lie on few ticks, so that touches, gaps and coincidences
 * are common, and requests name each other at random. The same seed gives the same days.
 */
final class RandomDays {
    /** A market event with what is decided on it, or, without an event, a request between two events. */
    record Item(OracleBroker.Market event, List<Intent> intents, long nanos) {}

    static final int INSTRUMENTS = 2;

    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long BAR_NANOS = 300_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CENT_E8 = 1_000_000;

    private static final List<LocalDate> FIRST_DAYS = List.of(
            LocalDate.of(2025, 5, 21),
            LocalDate.of(2025, 5, 23),
            LocalDate.of(2025, 7, 3),
            LocalDate.of(2025, 11, 28),
            LocalDate.of(2025, 10, 31),
            LocalDate.of(2025, 12, 24));

    final List<Item> items = new ArrayList<>();
    final String settings;
    private final SplittableRandom random;
    private final long[] cents = {1000, 1000};
    private final List<Long> refs = new ArrayList<>();
    private long nextRef = 1;
    private long nanos;

    RandomDays(long seed) {
        random = new SplittableRandom(seed);
        settings = settings();
        int day = (int) FIRST_DAYS.get(random.nextInt(FIRST_DAYS.size())).toEpochDay();
        int days = 1 + random.nextInt(3);
        for (int i = 0; i < days; i++) {
            play(day);
            day = CALENDAR.nextTradingDay(day);
        }
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String settings() {
        boolean cause = chance(0.1);
        StringBuilder text = new StringBuilder();
        text.append("fill-on = ").append(cause ? "cause" : "next");
        text.append(", stops = ").append(chance(0.15) ? "literal" : "gap-honest");
        text.append(", limit-touch = ").append(chance(0.3) ? "fills" : "through");
        text.append(", hours = ").append(chance(0.2) ? "any" : "regular");
        if (!cause && chance(0.5)) {
            text.append(", participation = ")
                    .append(List.of("0.01", "0.1", "0.333", "1").get(random.nextInt(4)));
        }
        if (!cause && chance(0.25)) {
            text.append(", latency-events = ").append(1 + random.nextInt(3));
        }
        if (!cause && chance(0.25)) {
            text.append(", latency-nanos = ").append(random.nextLong(1, 2 * BAR_NANOS));
        }
        text.append(", half-spread-ticks = ").append(chance(0.3) ? random.nextInt(4) : 0);
        text.append(", half-spread-basis-points = ").append(chance(0.2) ? "2.5" : "0");
        text.append(", slippage-ticks = ").append(chance(0.3) ? random.nextInt(3) : 0);
        text.append(", slippage-basis-points = ").append(chance(0.2) ? "12.34567891" : "0");
        text.append(", open-cutoff-seconds = ").append(chance(0.2) ? 120 : 0);
        text.append(", close-cutoff-seconds = ").append(chance(0.2) ? 300 : 0);
        text.append(chance(0.5) ? ", commission { per-share = 0.005, minimum = 1, maximum-fraction = 0.01 }" : "");
        text.append(
                chance(0.3) ? ", commission { plan = tiered, tiers = \"0.0035 to 300, 0.002 to 900, 0.0005\" }" : "");
        text.append(chance(0.4) ? ", fees { charge = " + (chance(0.5) ? "all" : "regulatory") + " }" : "");
        text.append(chance(0.5) ? ", interest { margin = 0.0583, borrow = 0.0027, year-days = 365 }" : "");
        return text.toString();
    }

    // ---- Market ---------------------------------------------------------------------------------------------------

    private void play(int day) {
        if (chance(0.3)) {
            nanos = Math.max(nanos, CALENDAR.openNanos(day) - 3600 * SECOND_NANOS);
            request(0.8);
            trade();
            request(0.5);
            nanos = Math.max(nanos, CALENDAR.openNanos(day) - 60 * SECOND_NANOS);
            request(0.5);
        }
        nanos = Math.max(nanos, CALENDAR.openNanos(day));
        int kind = random.nextInt(3);
        int slots = 2 + random.nextInt(7);
        for (int i = 0; i < slots; i++) {
            gap();
            switch (kind) {
                case 0 -> bars(day, true);
                case 1 -> bars(day, false);
                default -> ticks();
            }
        }
        long close = CALENDAR.closeNanos(day);
        if (chance(0.5) && nanos < close - BAR_NANOS) {
            nanos = close - BAR_NANOS;
            bars(day, kind == 0);
        }
        request(0.4);
        if (chance(0.8)) {
            nanos = Math.max(nanos, close);
            if (nanos == close) {
                add(market(EventType.SESSION_CLOSE, 0, nanos, nanos, 0, 0, 0, 0, 0, 0, 0, false));
            }
        }
        request(0.4);
        if (chance(0.2)) {
            nanos += 600 * SECOND_NANOS;
            trade();
            request(0.4);
        }
    }

    /** Time passes, and now and then the price jumps. */
    private void gap() {
        if (chance(0.3)) {
            nanos += random.nextInt(4) * BAR_NANOS;
        }
        if (chance(0.2)) {
            int id = random.nextInt(INSTRUMENTS);
            cents[id] = Math.max(20, cents[id] + random.nextInt(-25, 26));
        }
    }

    private void bars(int day, boolean prints) {
        long start = nanos;
        if (start + BAR_NANOS > CALENDAR.closeNanos(day)) {
            return;
        }
        int instruments = chance(0.3) ? INSTRUMENTS : 1;
        long[][] prices = new long[instruments][];
        for (int id = 0; id < instruments; id++) {
            long open = Math.max(20, cents[id] + random.nextInt(-4, 5));
            long close = Math.max(20, open + random.nextInt(-8, 9));
            long high = Math.max(open, close) + random.nextInt(8);
            long low = Math.max(15, Math.min(open, close) - random.nextInt(8));
            cents[id] = close;
            prices[id] = new long[] {open, high, low, close};
        }
        request(0.5);
        for (int id = 0; prints && id < instruments; id++) {
            add(market(EventType.OPEN_PRINT, id, start, start, prices[id][0], 0, 0, 0, 0, 0, 0, false));
            request(0.3);
        }
        nanos = start + BAR_NANOS;
        for (int id = 0; id < instruments; id++) {
            long[] p = prices[id];
            long volume = chance(0.1) ? 0 : random.nextInt(3000);
            add(market(EventType.BAR, id, start, nanos, p[0], p[1], p[2], p[3], 0, volume, 0, false));
        }
        request(0.5);
    }

    private void ticks() {
        for (int i = 0; i < 4; i++) {
            request(0.4);
            if (chance(0.4)) {
                int id = chance(0.9) ? 0 : 1;
                long bid = chance(0.05) ? 0 : cents[id] - random.nextInt(4);
                long ask = chance(0.05) ? 0 : cents[id] + random.nextInt(-1, 4);
                int sizes = random.nextInt(400);
                add(market(EventType.QUOTE, id, nanos, nanos, bid, 0, 0, 0, ask, sizes, random.nextInt(400), false));
            } else {
                trade();
            }
            nanos += random.nextLong(1, 90 * SECOND_NANOS);
        }
    }

    private void trade() {
        int id = chance(0.9) ? 0 : 1;
        cents[id] = Math.max(20, cents[id] + random.nextInt(-5, 6));
        add(market(EventType.TRADE, id, nanos, nanos, cents[id], 0, 0, 0, 0, random.nextInt(600), 0, chance(0.1)));
    }

    private static OracleBroker.Market market(
            EventType type,
            int id,
            long start,
            long end,
            long open,
            long high,
            long low,
            long close,
            long ask,
            long volume,
            long askSize,
            boolean volumeOnly) {
        return new OracleBroker.Market(
                type,
                id,
                start,
                end,
                BigDecimal.valueOf(open, 2),
                BigDecimal.valueOf(high, 2),
                BigDecimal.valueOf(low, 2),
                BigDecimal.valueOf(close, 2),
                BigDecimal.valueOf(ask, 2),
                volume,
                askSize,
                volumeOnly);
    }

    private void add(OracleBroker.Market event) {
        List<Intent> decided = new ArrayList<>();
        while (event.type().isMarketData() && chance(0.25)) {
            decide(decided);
        }
        items.add(new Item(event, decided, event.nanos()));
    }

    // ---- Requests -------------------------------------------------------------------------------------------------

    private void request(double probability) {
        if (chance(probability)) {
            List<Intent> intents = new ArrayList<>();
            decide(intents);
            items.add(new Item(null, intents, nanos));
        }
    }

    private void decide(List<Intent> out) {
        double kind = random.nextDouble();
        if (kind < 0.2 && !refs.isEmpty()) {
            out.add(change(kind < 0.1));
        } else if (kind < 0.4) {
            bracket(out);
        } else {
            out.add(order());
        }
    }

    private Intent change(boolean cancel) {
        Intent intent = new Intent();
        long ref = refs.get(random.nextInt(refs.size()));
        intent.clear(cancel ? IntentAction.CANCEL : IntentAction.MODIFY, ref, 0, 0, 0);
        if (!cancel) {
            intent.quantity = random.nextInt(0, 400);
            intent.limitE8 = near();
            intent.stopE8 = chance(0.3) ? 0 : near();
            intent.trailE8 = random.nextInt(0, 12) * CENT_E8;
        }
        return intent;
    }

    private void bracket(List<Intent> out) {
        Intent entry = order();
        entry.timeInForce = chance(0.5) ? TimeInForce.GOOD_TILL_CANCELLED : entry.timeInForce;
        entry.parentRef = 0;
        out.add(entry);
        boolean buys = entry.side == Side.BUY;
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            Intent child = order();
            child.instrumentId = entry.instrumentId;
            child.side = chance(0.9) ? entry.side.opposite() : entry.side;
            child.quantity = chance(0.8) ? entry.quantity : child.quantity;
            child.parentRef = entry.orderRef;
            child.ocaRef = chance(0.8) ? entry.orderRef : 0;
            child.timeInForce = chance(0.8) ? TimeInForce.GOOD_TILL_CANCELLED : child.timeInForce;
            if (i == 0) {
                child.type = chance(0.8) ? OrderType.STOP : OrderType.TRAILING_STOP;
                child.stopE8 = near() + (buys ? -8 : 8) * CENT_E8;
            } else {
                child.type = OrderType.LIMIT;
                child.limitE8 = near() + (buys ? 8 : -8) * CENT_E8;
            }
            out.add(child);
        }
    }

    private Intent order() {
        Intent intent = new Intent();
        boolean again = !refs.isEmpty() && chance(0.03);
        long ref = again ? refs.get(random.nextInt(refs.size())) : nextRef++;
        refs.add(ref);
        intent.clear(IntentAction.PLACE, ref, chance(0.9) ? 0 : 1, 0, 0);
        intent.side = chance(0.01) ? Side.NONE : chance(0.5) ? Side.BUY : Side.SELL;
        intent.quantity = chance(0.02) ? 0 : random.nextInt(1, 400);
        intent.type = OrderType.values()[random.nextInt(OrderType.values().length)];
        intent.timeInForce =
                chance(0.4) ? TimeInForce.DAY : TimeInForce.values()[random.nextInt(TimeInForce.values().length)];
        intent.limitE8 = near();
        intent.stopE8 = intent.type == OrderType.TRAILING_STOP && chance(0.6) ? 0 : near();
        intent.trailE8 = random.nextInt(0, 12) * CENT_E8;
        intent.ocaRef = chance(0.2) ? 7 : 0;
        if (!refs.isEmpty() && chance(0.1)) {
            intent.parentRef = refs.get(random.nextInt(refs.size()));
        }
        return intent;
    }

    /** A price near the market, now and then off the tick or impossible. */
    private long near() {
        if (chance(0.02)) {
            return chance(0.5) ? 0 : 10 * CENT_E8 + 1;
        }
        return Math.max(1, cents[0] + random.nextInt(-15, 16)) * CENT_E8;
    }
}
