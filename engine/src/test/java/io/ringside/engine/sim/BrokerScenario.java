package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One scenario of the table {@code scenarios.txt}: market events and requests, step by step, each with the reports that it
 * must lead to. The table's head explains its language.
 */
final class BrokerScenario {
    /** One line of the table. */
    private record Step(int line, String text, List<String> expected) {}

    private static final long BAR_NANOS = 300_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CASH_E8 = 100_000 * FixedPoint.ONE_E8;

    private final String name;
    private final String settings;
    private final List<Step> steps = new ArrayList<>();

    private final Map<String, Long> refs = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final List<Intent> decisions = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private BrokerDriver driver;
    private long nanos;
    private long openE8;

    private BrokerScenario(String name, String settings) {
        this.name = name;
        this.settings = settings;
    }

    /** All scenarios of the table. */
    static List<BrokerScenario> read() {
        List<BrokerScenario> scenarios = new ArrayList<>();
        List<String> lines;
        try (InputStream in = BrokerScenario.class.getResourceAsStream("scenarios.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length != 4) {
                throw new IllegalStateException("line " + (i + 1) + " has not four columns: " + line);
            }
            if (!cells[0].isBlank()) {
                scenarios.add(new BrokerScenario(cells[0].trim(), cells[1].trim()));
            }
            List<String> expected =
                    cells[3].isBlank() ? List.of() : List.of(cells[3].trim().split("\\s*,\\s*", -1));
            scenarios.get(scenarios.size() - 1).steps.add(new Step(i + 1, cells[2].trim(), expected));
        }
        return scenarios;
    }

    String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Plays it and compares every step. */
    void play() {
        driver = new BrokerDriver(BrokerDriver.settings(settings), 2, CASH_E8, this::report);
        startOn(LocalDate.of(2025, 5, 21));
        for (Step step : steps) {
            seen.clear();
            take(step.text.split("\\s+", -1));
            assertEquals(step.expected, seen, "line " + step.line + ": " + step.text);
            assertEquals(driver.ledger.cashE8(), driver.broker.ledger().cashE8(), "cash, line " + step.line);
            assertEquals(driver.ledger.equityE8(), driver.broker.ledger().equityE8(), "equity, line " + step.line);
            assertEquals(driver.ledger.position(0), driver.broker.ledger().position(0), "position, line " + step.line);
        }
    }

    // ---- Steps ----------------------------------------------------------------------------------------------------

    private void take(String[] words) {
        EngineEvent event = driver.event;
        switch (words[0]) {
            case "day" -> startOn(LocalDate.parse(words[1]));
            case "at" ->
                nanos = BrokerDriver.CALENDAR.toNanos(
                        BrokerDriver.CALENDAR.sessionDay(nanos),
                        LocalTime.parse(words[1]).toNanoOfDay());
            case "next" ->
                nanos = BrokerDriver.CALENDAR.openNanos(
                        BrokerDriver.CALENDAR.nextTradingDay(BrokerDriver.CALENDAR.sessionDay(nanos)));
            case "print" -> print(price(words[1]));
            case "range" -> range(openE8, words, 1);
            case "bar" -> {
                print(price(words[1]));
                range(openE8, words, 2);
            }
            case "solo" -> range(price(words[1]), words, 2);
            case "trade", "odd" -> {
                int flags = words[0].equals("odd") ? EngineEvent.FLAG_VOLUME_ONLY : 0;
                event.trade(0, nanos, price(words[1]), size(words, 2), flags);
                show();
                nanos += SECOND_NANOS;
            }
            case "quote" -> {
                long size = size(words, 3);
                event.quote(0, nanos, price(words[1]), price(words[2]), size, size, 0);
                show();
                nanos += SECOND_NANOS;
            }
            case "other" -> {
                event.openPrint(1, nanos, price(words[1]), 0);
                show();
                nanos += SECOND_NANOS;
            }
            case "close" -> {
                nanos = BrokerDriver.CALENDAR.closeNanos(BrokerDriver.CALENDAR.sessionDay(nanos));
                event.session(EventType.SESSION_CLOSE, nanos, 0);
                show();
            }
            default -> request(words);
        }
    }

    private void startOn(LocalDate day) {
        nanos = BrokerDriver.CALENDAR.openNanos((int) day.toEpochDay());
    }

    private void print(long priceE8) {
        openE8 = priceE8;
        driver.event.openPrint(0, nanos, priceE8, 0);
        show();
    }

    /** High, low, close and volume of a bar. */
    private void range(long openE8, String[] words, int at) {
        driver.event.bar(
                0,
                nanos,
                nanos + BAR_NANOS,
                openE8,
                price(words[at]),
                price(words[at + 1]),
                price(words[at + 2]),
                size(words, at + 3),
                0);
        nanos += BAR_NANOS;
        show();
    }

    private void show() {
        driver.play(() -> {
            decisions.forEach(intent -> driver.broker.submit(intent, driver.event.eventNanos));
            decisions.clear();
        });
    }

    private void request(String[] words) {
        boolean decidedOnNext = words[0].startsWith("!");
        Intent intent = intent(decidedOnNext ? words[0].substring(1) : words[0], words);
        if (decidedOnNext) {
            decisions.add(intent);
        } else {
            driver.request(intent, nanos);
        }
    }

    private Intent intent(String first, String[] words) {
        Intent intent = new Intent();
        if (first.equals("cancel") || first.equals("change")) {
            IntentAction action = first.equals("cancel") ? IntentAction.CANCEL : IntentAction.MODIFY;
            intent.clear(action, ref(words[1]), 0, 0, 0);
            if (action == IntentAction.MODIFY) {
                intent.quantity = Long.parseLong(words[2]);
                terms(intent, words, 3);
            }
            return intent;
        }
        intent.clear(IntentAction.PLACE, ref(first.replace(":", "")), 0, 0, 0);
        intent.side = Side.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
        intent.quantity = Long.parseLong(words[2]);
        terms(intent, words, 3);
        return intent;
    }

    private void terms(Intent intent, String[] words, int from) {
        int at = from;
        while (at < words.length) {
            switch (words[at++]) {
                case "mkt" -> intent.type = OrderType.MARKET;
                case "lmt" -> {
                    intent.type = OrderType.LIMIT;
                    intent.limitE8 = price(words[at++]);
                }
                case "stp" -> {
                    intent.type = OrderType.STOP;
                    intent.stopE8 = price(words[at++]);
                }
                case "stplmt" -> {
                    intent.type = OrderType.STOP_LIMIT;
                    intent.stopE8 = price(words[at++]);
                    intent.limitE8 = price(words[at++]);
                }
                case "trail" -> {
                    intent.type = OrderType.TRAILING_STOP;
                    intent.trailE8 = price(words[at++]);
                }
                case "from" -> intent.stopE8 = price(words[at++]);
                case "moc" -> intent.type = OrderType.MARKET_ON_CLOSE;
                case "loc" -> {
                    intent.type = OrderType.LIMIT_ON_CLOSE;
                    intent.limitE8 = price(words[at++]);
                }
                case "gtc" -> intent.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
                case "ioc" -> intent.timeInForce = TimeInForce.IMMEDIATE_OR_CANCEL;
                case "opg" -> intent.timeInForce = TimeInForce.AT_THE_OPEN;
                case "of" -> intent.parentRef = ref(words[at++]);
                case "oca" -> intent.ocaRef = 1_000_000 + ref(words[at++]);
                default -> throw new IllegalStateException("unknown word: " + words[at - 1]);
            }
        }
    }

    private long ref(String order) {
        Long known = refs.get(order);
        if (known != null) {
            return known;
        }
        long ref = refs.size() + 1L;
        refs.put(order, ref);
        names.put(ref, order);
        return ref;
    }

    // ---- Reports --------------------------------------------------------------------------------------------------

    private void report(EngineEvent report) {
        String order = names.get(report.orderRef);
        String reason = words(report.code);
        switch (report.type) {
            case ORDER_ACCEPTED -> {
                // Every order that is not refused is accepted; the table leaves it out.
            }
            case FILL ->
                seen.add(order + " " + report.quantity + "@" + FixedPoint.format(report.priceE8)
                        + (report.leaves > 0 ? " left " + report.leaves : "")
                        + (report.commissionE8 != 0 ? " fee " + FixedPoint.format(report.commissionE8) : "")
                        + (report.slippageE8 != 0 ? " lost " + FixedPoint.format(report.slippageE8) : ""));
            case ORDER_CANCELLED -> seen.add(order + " gone " + reason);
            case ORDER_REPLACED -> seen.add(order + " now " + report.leaves + (reason.isEmpty() ? "" : " " + reason));
            case ORDER_REJECTED ->
                seen.add(order + " refused " + reason + (report.leaves > 0 ? " left " + report.leaves : ""));
            case COMMISSION -> seen.add(reason + " " + FixedPoint.format(report.commissionE8));
            default -> seen.add("unexpected " + report.type);
        }
    }

    private static String words(int code) {
        return switch (ReportCode.ofCode(code)) {
            case NONE -> "";
            case CANCELLED_BY_REQUEST -> "asked";
            case CANCELLED_BY_GROUP, REDUCED_BY_GROUP -> "group";
            case CANCELLED_WITH_PARENT, REDUCED_WITH_PARENT -> "parent";
            case EXPIRED -> "expired";
            case NOT_IMMEDIATE -> "immediate";
            case NOT_WORKING -> "unknown";
            case INVALID_QUANTITY -> "quantity";
            case INVALID_PRICE -> "price";
            case INVALID_TERMS -> "terms";
            case TOO_LATE -> "late";
            case DUPLICATE -> "duplicate";
            case MARGIN_INTEREST -> "interest";
            case BORROW_FEE -> "borrow";
            case ACCOUNT_FULL -> "account";
            case NOT_PAID -> "cash";
            case SPLIT -> "split";
            case NO_SHARES -> "shares";
        };
    }

    private static long price(String text) {
        return FixedPoint.parse(text);
    }

    /** {@code x500}; a million where there is none. */
    private static long size(String[] words, int at) {
        return words.length > at ? Long.parseLong(words[at].substring(1)) : 1_000_000;
    }
}
