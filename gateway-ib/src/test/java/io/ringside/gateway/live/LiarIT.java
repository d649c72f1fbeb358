package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.sim.Distortion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that says what is not so, over a real socket: nothing of it moves money, and somebody is told. */
class LiarIT {
    private static final int EXECUTION = 11;
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
        try (LiveBench bench = new LiveBench(folder.resolve("live"), 7, EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            bench.tws.distort(once(lies, is(EXECUTION, SIDE, "BOT"), field, value));
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
        try (LiveBench bench = new LiveBench(folder.resolve("live"), 7, EAGER)) {
            bench.start();
            AtomicInteger lies = new AtomicInteger();
            bench.tws.distort((client, fields) -> {
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

    // ---- Bench ----------------------------------------------------------------------------------------------------

    private static long entries(LiveBench bench) {
        return bench.tws.orders().stream()
                .filter(order -> order.side().equals("BUY"))
                .count();
    }

    private static boolean latched(LiveBench bench) {
        return bench.daemon().day().stages().risk().trading().latched();
    }

    private static boolean alarmed(LiveBench bench, String words) {
        try {
            return Files.readString(new LiveFolder(bench.root).unacknowledged()).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
