package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.sim.Distortion;
import io.ringside.gateway.sim.SecondClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A broker that says what is not so, over a real socket: nothing of it moves money, and somebody is told. */
class LiarIT {
    private static final int ORDER_STATUS = 3;
    private static final int NEXT_VALID_ID = 9;
    private static final int EXECUTION = 11;
    private static final int HISTORICAL_DATA = 17;
    private static final int REAL_TIME_BAR = 50;
    private static final int POSITION = 61;
    private static final int ACCOUNT_SUMMARY = 63;
    private static final int EXEC_ID = 14;
    private static final int SIDE = 18;
    private static final int SHARES = 19;

    /** Enters on every bar on which it is flat, and stays. */
    private static final String[] EAGER = {
        "signal.sma=3",
        "signal.entry-below=-1",
        "signal.exit-above=-99",
        "gateway.warm-up-bars=60",
        "gateway.reconcile-ms=500"
    };

    @TempDir
    Path folder;

    /** The account is nobody's alone. */
    private SecondClient second;

    @ParameterizedTest
    @CsvSource({
        "3,  265598,  in another contract",
        "16, DU7777777, on another account",
        "18, SLD,     on the other side",
        "19, -235,    shares is none",
        "19, 5000,    more shares than were ordered",
        "20, 0,       price is none",
        "20, -12.5,   price is none",
        "20, 92000000000, price is none",
        "20, 1.7976931348623157E308, price is none",
        "20, 12.5,    far from the last one",
        "21, 4711,    name different orders",
        "26, R20250620-1-0, name different orders"
    })
    void shouldBookNothingOfAnExecutionThatCannotBe(int field, String value, String words) {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            lie(bench, once(lies, is(EXECUTION, SIDE, "BOT"), field, value));
            playUntil(bench, () -> lies.get() > 0);
            bench.await(() -> latched(bench), "the latch");
            // Told again, and truly this time, it is booked; nothing of the lie ever was.
            bench.await(() -> bench.daemon().day().position(0) == bench.tws.shares("QQQ"), "the truth");
            assertTrue(bench.daemon().alarms() > 0);
            long entries = entries(bench);
            bench.playTo(10, 30);
            assertEquals(bench.tws.shares("QQQ"), bench.daemon().day().position(0));
            assertTrue(bench.tws.shares("QQQ") >= 0, () -> bench.tws.orders().toString());
            assertEquals(
                    bench.tws.cashE8(),
                    bench.daemon().day().stages().risk().ledger().cashE8());
            assertEquals(entries, entries(bench), "nothing more is entered");
            bench.daemon().close();
            assertTrue(
                    conditions(bench.journal()).stream().anyMatch(said -> said.startsWith("BREAK execution")),
                    () -> conditions(bench.journal()).toString());
            assertTrue(alarmed(bench, words), words);
        }
    }

    /** A correction to no shares at all would have our stop cancelled, while the broker still has the position. */
    @Test
    void shouldKeepTheStopWhenACorrectionIsContradictedByThePositions() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            lie(bench, (client, fields) -> {
                List<List<String>> told = new ArrayList<>(List.of(fields));
                if (client == 17 && is(EXECUTION, SIDE, "BOT").test(fields) && lies.getAndIncrement() == 0) {
                    List<String> bust = new ArrayList<>(fields);
                    bust.set(EXEC_ID, fields.get(EXEC_ID).replaceFirst("01$", "02"));
                    bust.set(SHARES, "0");
                    told.add(bust);
                }
                return told;
            });
            playUntil(bench, () -> lies.get() > 0);
            bench.await(() -> latched(bench), "the latch");
            long comparisons = bench.daemon().day().session().comparisons();
            bench.await(() -> bench.daemon().day().session().comparisons() > comparisons + 6, "comparisons");
            long held = bench.tws.shares("QQQ");
            assertTrue(held > 0);
            assertEquals(held, bench.daemon().day().position(0));
            assertEquals(held, Invariants.covered(bench.tws.orders(), "QQQ", held), "the stop of its size works on");
            assertTrue(alarmed(bench, "number of shares was corrected"));
        }
    }

    // ---- Bars -----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "4, 0,      one of its prices is none",
        "6, -289,   one of its prices is none",
        "5, 0.01,   do not enclose",
        "5, 92000000000, one of its prices is none",
        "6, 29.01,  far from the last one",
        "8, -5,     its volume is none",
        "3, +7200,  ahead of the clock",
        "3, +2366820000, ahead of the clock",
        "3, -90000, behind the clock"
    })
    void shouldLeaveABarOutThatCannotBeAndTradeOn(int field, String value, String words) {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            bench.playTo(9, 45);
            AtomicInteger lies = new AtomicInteger();
            lie(bench, (client, fields) -> {
                if (!is(REAL_TIME_BAR).test(fields) || lies.getAndIncrement() > 0) {
                    return List.of(fields);
                }
                return List.of(with(
                        fields,
                        field,
                        value.matches("[+-].*") && field == 3
                                ? Long.toString(Long.parseLong(fields.get(3)) + Long.parseLong(value.replace("+", "")))
                                : value));
            });
            bench.playTo(10, 30);
            assertTrue(alarmed(bench, words), words);
            assertEquals(
                    BrokerConnection.Phase.READY, bench.daemon().day().session().phase());
            assertTrue(bench.daemon().day().books().ageNanos() >= 0);
            bench.daemon().close();
            long now = bench.tws.now();
            List<Long> ends = new ArrayList<>();
            LiveBench.replay(bench.journal(), event -> {
                if (event.type == EventType.BAR) {
                    ends.add(event.eventNanos);
                    assertTrue(event.eventNanos <= now && event.lowE8 > 0 && event.highE8 < 1_000_000_000_00L, "a bar");
                }
            });
            assertTrue(ends.get(ends.size() - 1) > now - 10 * ExchangeCalendar.MINUTE_NANOS, "bars go on");
            assertEquals(List.of(), flattened(bench));
        }
    }

    @Test
    void shouldTakeAFeedForStaleWhoseBarsAreAllRefused() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            bench.playTo(9, 45);
            lie(
                    bench,
                    (client, fields) -> List.of(
                            is(REAL_TIME_BAR).test(fields)
                                    ? with(fields, 3, Long.toString(Long.parseLong(fields.get(3)) + 7_200))
                                    : fields));
            bench.tws.advanceTo(bench.tws.now() + 60 * ExchangeCalendar.SECOND_NANOS);
            bench.await(
                    () -> bench.daemon().day().stages().risk().trading().refusal(0) == Outcome.STALE_DATA,
                    "no entries on bars that are refused");
            assertTrue(bench.daemon().day().books().ageNanos() > 30 * ExchangeCalendar.SECOND_NANOS);
        }
    }

    @Test
    void shouldWarmUpOnNothingWhenAllOfHistoryIsZero() {
        try (LiveBench bench = bench(EAGER)) {
            lie(bench, (client, fields) -> {
                if (!is(HISTORICAL_DATA).test(fields)) {
                    return List.of(fields);
                }
                List<String> lie = new ArrayList<>(fields);
                for (int bar = 5; bar + 8 <= lie.size(); bar += 8) {
                    for (int price = 1; price <= 4; price++) {
                        lie.set(bar + price, "0");
                    }
                }
                return List.of(lie);
            });
            bench.start();
            bench.await(() -> alarmed(bench, "bar of the past of QQQ: one of its prices is none"), "an alarm");
            assertEquals(List.of(), bench.tws.orders());
        }
    }

    // ---- Account, ids, errors -------------------------------------------------------------------------------------

    @Test
    void shouldBreakWhenTheAccountsWorthMovesOtherwiseThanOurs() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            bench.playTo(9, 45);
            lie(
                    bench,
                    (client, fields) -> List.of(
                            is(ACCOUNT_SUMMARY).test(fields) && fields.get(4).equals("NetLiquidation")
                                    ? with(fields, 5, "167926.25")
                                    : fields));
            bench.await(() -> latched(bench), "the latch");
            assertTrue(alarmed(bench, "goes on differing from ours by more than commissions and marks"));
        }
    }

    @ParameterizedTest
    @CsvSource({"92233720368, USD, worth as much", "100000, EUR, in another currency"})
    void shouldTakeNoFigureOfTheAccountThatCannotBe(String amount, String currency, String words) {
        try (LiveBench bench = bench(EAGER)) {
            lie(
                    bench,
                    (client, fields) -> List.of(
                            is(ACCOUNT_SUMMARY).test(fields) ? with(with(fields, 5, amount), 6, currency) : fields));
            bench.start();
            bench.await(() -> alarmed(bench, words), "an alarm");
            bench.playTo(9, 31);
            bench.daemon().close();
            LiveBench.replay(bench.journal(), event -> assertTrue(event.type != EventType.ACCOUNT, "a figure"));
        }
    }

    @Test
    void shouldGoOnHandingOutIdsWhenTheBrokerTellsAbsurdOnes() throws IOException {
        try (LiveBench bench = bench(EAGER)) {
            AtomicInteger bars = new AtomicInteger();
            lie(
                    bench,
                    (client, fields) -> is(NEXT_VALID_ID).test(fields)
                            ? List.of(with(fields, 2, "2147483647"))
                            : is(REAL_TIME_BAR).test(fields) && bars.getAndIncrement() < 3
                                    ? List.of(fields, orderStatus("1073741823", "Submitted", "0", "17"))
                                    : List.of(fields));
            bench.start();
            playUntil(bench, () -> bench.tws.shares("QQQ") > 0);
            assertTrue(alarmed(bench, "order id 2147483647") && alarmed(bench, "order id 1073741823"));
            bench.daemon().close();
            bench.start();
            bench.playTo(12, 0);
            bench.daemon().command(Operator.FLATTEN, "to be tried");
            bench.playOn(bench.tws.now() + 2 * ExchangeCalendar.MINUTE_NANOS);
            assertEquals(0, bench.tws.shares("QQQ"), "exits leave, after a restart too");
            Path mark = new LiveFolder(bench.root).orderIds(17);
            assertTrue(Long.parseLong(Files.readString(mark).strip().split(" ", -1)[1]) < 100_000);
        }
    }

    @Test
    void shouldStayUpAndEnterNothingWhenTheBrokerRefusesForGoodInMidSession() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            playUntil(bench, () -> bench.tws.shares("QQQ") > 0);
            lie(
                    bench,
                    behind(
                            new AtomicInteger(),
                            is(REAL_TIME_BAR),
                            List.of(error("-1", "321", "Error validating request: API in Read-Only mode"))));
            bench.tws.advanceTo(bench.tws.now() + 10 * ExchangeCalendar.SECOND_NANOS);
            bench.await(() -> latched(bench), "the latch");
            bench.playOn(bench.tws.now() + 10 * ExchangeCalendar.MINUTE_NANOS);
            assertEquals(
                    BrokerConnection.Phase.READY, bench.daemon().day().session().phase());
            assertTrue(alarmed(bench, "the broker refuses for good: 321"));
        }
    }

    @Test
    void shouldLetNoControlCharacterOfTheBrokersIntoLogsOrAlarms() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            bench.playTo(9, 31);
            String text = "\u001b]0;owned\u0007\u001b[31m\u009b2J\\u001b[2J";
            lie(
                    bench,
                    behind(
                            new AtomicInteger(),
                            is(REAL_TIME_BAR),
                            List.of(error("-1", "2107", text), error("1", "399", text), error("-1", "1100", text))));
            bench.tws.advanceTo(bench.tws.now() + 10 * ExchangeCalendar.SECOND_NANOS);
            bench.await(() -> alarmed(bench, "has lost the broker"), "the alarm");
            bench.daemon().close();
            List<String> controls = lines.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .filter(line -> line.chars().anyMatch(c -> c < ' ' || c > '~'))
                    .toList();
            assertEquals(List.of(), controls);
            assertTrue(lines.list.stream()
                    .anyMatch(line -> line.getFormattedMessage().contains("]0;owned")));
        } finally {
            root.detachAppender(lines);
        }
    }

    @Test
    void shouldTellOfVeryManyForeignExecutionsAFewTimes() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            lie(bench, (client, fields) -> {
                if (!is(EXECUTION, SIDE, "BOT").test(fields) || lies.getAndIncrement() > 0) {
                    return List.of(fields);
                }
                List<List<String>> told = new ArrayList<>(List.of(fields));
                for (int i = 0; i < 5_000; i++) {
                    List<String> other = with(with(fields, 2, "0"), 22, "0");
                    told.add(with(with(with(other, 21, "9" + i), 26, ""), EXEC_ID, "x.y." + i + ".01"));
                    told.add(List.of("59", "1", "u.v." + i + ".01", "1.25", "USD", "", "", ""));
                }
                return told;
            });
            playUntil(bench, () -> lies.get() > 0);
            bench.await(() -> latched(bench), "the latch");
            bench.daemon().close();
            long breaks = conditions(bench.journal()).stream()
                    .filter(said -> said.startsWith("BREAK"))
                    .count();
            assertTrue(breaks > 0 && breaks <= 40, breaks + " breaks");
            assertTrue(bench.daemon().alarms() < 30, bench.daemon().alarms() + " alarms");
        }
    }

    @Test
    void shouldEndAnOrderWithCodeAndWordsThatIsRefusedAfterItWasTaken() {
        try (LiveBench bench = bench("signal.sma=20", "signal.entry-below=-5", "broker.participation=0.0000001")) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            lie(
                    bench,
                    (client, fields) -> is(ORDER_STATUS, 2, "Submitted").test(fields) && lies.getAndIncrement() == 0
                            ? List.of(
                                    fields,
                                    error(
                                            fields.get(1),
                                            "201",
                                            "Order rejected - reason:DAY TRADING BUYING POWER EXCEEDED"),
                                    with(fields, 2, "Inactive"))
                            : List.of(fields));
            playUntil(bench, () -> lies.get() > 0);
            bench.daemon().close();
            List<String> ends = new ArrayList<>();
            LiveBench.replay(bench.journal(), event -> {
                if (event.type == EventType.ORDER_REJECTED && event.code == 201) {
                    ends.add(event.textAsString());
                }
            });
            assertEquals(1, ends.size());
            assertTrue(ends.get(0).contains("DAY TRADING BUYING POWER"), ends::toString);
        }
    }

    @Test
    void shouldTellOfPartsOfSharesAndOfALiquidation() {
        try (LiveBench bench = bench(EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            lie(bench, (client, fields) -> {
                if (is(POSITION).test(fields)) {
                    return List.of(with(fields, fields.size() - 2, fields.get(fields.size() - 2) + ".5"));
                }
                if (!is(EXECUTION, SIDE, "BOT").test(fields) || lies.getAndIncrement() > 0) {
                    return List.of(fields);
                }
                List<String> other = with(with(with(fields, 2, "-1"), 22, "0"), 26, "");
                return List.of(fields, with(with(with(other, 21, "4711"), 23, "1"), EXEC_ID, "x.y.z.01"));
            });
            playUntil(bench, () -> lies.get() > 0);
            bench.await(() -> latched(bench), "the latch");
            bench.await(() -> alarmed(bench, "a part of a share is held"), "the part of a share");
            assertTrue(alarmed(bench, "the broker liquidates the position by itself"));
        }
    }

    // ---- Bench ----------------------------------------------------------------------------------------------------

    private LiveBench bench(String... sets) {
        LiveBench bench = new LiveBench(folder.resolve("live"), 7, sets);
        second = new SecondClient(bench.tws.port());
        return bench;
    }

    @AfterEach
    void shouldHaveHadAnotherClientOnTheAccount() {
        assertTrue(second.heard() > 0, "it was told nothing");
        second.close();
    }

    /** Only we are lied to. */
    private static void lie(LiveBench bench, Distortion distortion) {
        bench.tws.distort((client, fields) ->
                client == SecondClient.CLIENT_ID ? List.of(fields) : distortion.distort(client, fields));
    }

    private static long entries(LiveBench bench) {
        return bench.tws.orders().stream()
                .filter(order -> order.side().equals("BUY"))
                .count();
    }

    private static boolean latched(LiveBench bench) {
        return bench.daemon().day().stages().risk().trading().latched();
    }

    private static boolean alarmed(LiveBench bench, String words) {
        Path alarms = new LiveFolder(bench.root).unacknowledged();
        try {
            return Files.exists(alarms) && Files.readString(alarms).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> flattened(LiveBench bench) {
        List<String> intents = new ArrayList<>();
        LiveBench.replay(bench.journal(), event -> {
            for (int i = 0; i < event.intentCount; i++) {
                if (event.intents[i].purpose == Purpose.FLATTEN) {
                    intents.add(event.intents[i].quantity + " of " + event.intents[i].instrumentId);
                }
            }
        });
        return intents;
    }

    private static List<String> with(List<String> fields, int field, String value) {
        List<String> changed = new ArrayList<>(fields);
        changed.set(field, value);
        return changed;
    }

    private static List<String> error(String id, String code, String text) {
        return List.of("4", "2", id, code, text, "");
    }

    private static List<String> orderStatus(String orderId, String status, String filled, String client) {
        return List.of("3", orderId, status, filled, "100", "0", "4711", "0", "0", client, "", "0");
    }

    /** Says more, once, behind a message. */
    private static Distortion behind(AtomicInteger lies, Predicate<List<String>> what, List<List<String>> more) {
        return (client, fields) -> {
            List<List<String>> told = new ArrayList<>(List.of(fields));
            if (what.test(fields) && lies.getAndIncrement() == 0) {
                told.addAll(more);
            }
            return told;
        };
    }

    private static Predicate<List<String>> is(int message) {
        return is(message, 0, Integer.toString(message));
    }

    private static Predicate<List<String>> is(int message, int field, String value) {
        return fields -> fields.get(0).equals(Integer.toString(message))
                && fields.size() > field
                && fields.get(field).equals(value);
    }

    private static Distortion once(AtomicInteger lies, Predicate<List<String>> what, int field, String value) {
        return (client, fields) -> {
            if (client != 17 || !what.test(fields) || lies.getAndIncrement() > 0) {
                return List.of(fields);
            }
            List<String> lie = new ArrayList<>(fields);
            lie.set(field, value);
            return List.of(lie);
        };
    }

    private static void playUntil(LiveBench bench, BooleanSupplier condition) {
        bench.playTo(9, 31);
        for (int minute = 571; minute < 900 && !condition.getAsBoolean(); minute++) {
            bench.playTo(minute / 60, minute % 60);
        }
        assertTrue(condition.getAsBoolean(), "it never came to that");
    }

    private static List<String> conditions(Path journal) {
        List<String> said = new ArrayList<>();
        LiveBench.replay(journal, event -> {
            if (event.type == EventType.CONDITION) {
                said.add(Condition.ofCode(event.code) + " " + event.textAsString());
            }
        });
        return said;
    }
}
