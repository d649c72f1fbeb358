package io.ringside.replay.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import io.ringside.replay.vendor.VendorServer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates from a server on this machine that has all that goes wrong with vendors. */
class UpdateRunTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final BarSpec DAILY = BarSpec.parse("1d");

    @TempDir
    Path folder;

    private final VendorServer server = new VendorServer();
    /** Waits take no time, and are noted. */
    private final List<Long> waits = new ArrayList<>();

    private long nowNanos;
    private int killAfter = Integer.MAX_VALUE;

    private final Pace pace = new Pace() {
        @Override
        public long nanos() {
            if (killAfter-- == 0) {
                throw new Killed();
            }
            return nowNanos;
        }

        @Override
        public void sleep(long nanos) {
            waits.add(TimeUnit.NANOSECONDS.toSeconds(nanos));
            nowNanos += nanos;
        }
    };

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiingo", "alpaca", "massive"})
    void shouldStoreWhatTheVendorTells(String vendor) throws Exception {
        server.pagesOf(7, false);
        server.action("AA", "2024-02-01,split,3,2");
        server.action("AA", "2024-02-05,dividend,0.31");
        UpdateRun.Report report = update(vendor, "store", "2024-01-02", "2024-02-15", "AA", "BB");
        assertEquals(
                List.of("AA 2024-02-01: split 3/2", "AA 2024-02-05: dividend 0.31"), report.told(), report.toString());
        assertEquals(2 * 32, report.added());
        try (DataStore store = DataStore.open(folder.resolve("store"), CALENDAR)) {
            BarRows rows = store.rows(new SeriesKey("AA", DAILY));
            assertEquals(32, rows.size());
            assertEquals(LocalDate.parse("2024-01-02").toEpochDay(), rows.time(0));
            double price = 100 + Math.floorMod("AA2024-01-02".hashCode(), 700) / 100.0;
            assertEquals(price, FixedPoint.toDoubleRounded(rows.openE8(0)), 1e-9);
            assertEquals(2, store.actions("AA").all().size());
        }
        UpdateRun.Report more = update(vendor, "store", "2024-01-02", "2024-02-20", "AA", "BB");
        assertEquals(2 * 2, more.added());
        assertEquals(List.of(), more.told());
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY", "BROKEN", "CUT", "HTML", "WRONG_JSON", "SILENT"})
    void shouldAskAgainWhenAnAnswerFails(Fault fault) throws Exception {
        server.failNext(fault);
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA");
        assertEquals(32, report.added(), report.toString());
        assertTrue(waits.contains(fault == Fault.TOO_MANY ? 17L : 1L), waits.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "CUT", "HTML", "WRONG_JSON"})
    void shouldGoOnWithTheNextNameWhenOneFailsForGood(Fault fault) throws Exception {
        server.onRequest(() -> server.failNext(server.asked.size() < 6 ? fault : Fault.NONE));
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA", "BB");
        assertEquals(1, report.failed(), report.toString());
        assertEquals(32, report.added());
        assertEquals(1, report.told().size());
        assertTrue(report.told().get(0).startsWith("AA: "), report.toString());
        // The pauses grow, beside the vendor's pace.
        assertTrue(waits.containsAll(List.of(1L, 2L, 4L, 8L, 16L)), waits.toString());
        UpdateRun.Report again = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA", "BB");
        assertEquals(0, again.failed());
        assertEquals(64, again.added(), "both runs' names");
    }

    @Test
    void shouldRefuseARowThatIsNoBar() throws Exception {
        server.revise("AA", "2024-01-10", -1);
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA");
        assertEquals(1, report.failed());
        assertTrue(report.told().get(0).contains("a wrong answer: 2024-01-10: "), report.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpaca", "massive"})
    void shouldRefusePagesThatGoRoundInACircle(String vendor) throws Exception {
        server.pagesOf(1, true);
        UpdateRun.Report report = update(vendor, "store", "2024-01-02", "2024-02-15", "AA");
        assertEquals(1, report.failed());
        assertTrue(report.told().get(0).contains("a page links back"), report.toString());
    }

    @Test
    void shouldTellAnUnknownNameAndARefusedKey() throws Exception {
        UpdateRun.Report unknown = update("tiingo", "store", "2024-01-02", "2024-02-15", "NONE", "ZZ");
        assertEquals(List.of("NONE: is not known there (status 404)"), unknown.told());
        assertEquals(32, unknown.added());
        UpdateRun.Report denied =
                run("tiingo", "wrong", "store", "2024-01-02", "2024-02-16", List.of("AA", "ZZ"), Set.of());
        assertTrue(denied.denied().contains("the key was refused (status 401)"), denied.toString());
        assertEquals(2, denied.failed());
        assertTrue(!denied.toString().contains("wrong "), "no key is told");
    }

    @Test
    void shouldKeepToTheVendorsPace() throws Exception {
        update("tiingo", "store", "2024-01-02", "2024-02-15", "AA", "BB", "CC");
        long spacing = 60_000_000_000L / new Tiingo().requestsAMinute();
        assertEquals(2 * spacing, nowNanos);
    }

    @Test
    void shouldStopAndTellWhenAllClosesDifferByOneRatio() throws Exception {
        update("tiingo", "store", "2024-01-02", "2024-02-15", "AA");
        Map<String, String> before = content("store");
        server.adjust("AA", 0.25);
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-20", "AA");
        assertEquals(1, report.failed());
        assertTrue(
                report.told()
                        .get(0)
                        .contains("are 0.25 times those that are stored, as after a split that is not known"),
                report.toString());
        assertEquals(before, content("store"));
        UpdateRun.Report again =
                run("tiingo", "secret", "store", "2024-01-02", "2024-02-20", List.of("AA"), Set.of("AA"));
        assertEquals(0, again.failed());
        assertEquals(2, again.added());
        assertEquals(32, again.told().size(), "all old rows are revised");
    }

    @Test
    void shouldTellASplitThatPricesShowAndNobodyTold() throws Exception {
        server.action("AA", "hidden 2024-02-01,split,4,1");
        UpdateRun.Report report = update("alpaca", "store", "2024-01-02", "2024-02-15", "AA");
        assertEquals(1, report.told().size());
        // A quarter of 100 and some cents, as the server makes them, after the whole of the day before and a quarter of
        // a dollar.
        double open = (100 + Math.floorMod("AA2024-02-01".hashCode(), 700) / 100.0) / 4;
        open = Math.round(100 * open) / 100.0;
        assertEquals(
                "AA 2024-02-01: opens at " + FixedPoint.format(FixedPoint.ofDouble(open)) + " after a close of "
                        + FixedPoint.format(FixedPoint.ofDouble(original("AA", "2024-01-31")))
                        + ", as after a split that is not told; give it by ringside data import --actions",
                report.told().get(0));
    }

    @Test
    void shouldKeepAndTellRevisions() throws Exception {
        update("tiingo", "store", "2024-01-02", "2024-02-15", "AA");
        server.revise("AA", "2024-02-14", 104.99);
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-16", "AA");
        assertEquals(1, report.told().size());
        assertTrue(
                report.told().get(0).matches("AA 2024-02-14: .*close [0-9.]+ is now 104.99.* \\(revised\\)"),
                report.toString());
    }

    @Test
    void shouldAskOnceForWhatIsMissingAndFillIt() throws Exception {
        server.hole("AA", "2024-01-10", true);
        server.hole("AA", "2024-01-11", true);
        UpdateRun.Report first = update("tiingo", "store", "2024-01-02", "2024-02-14", "AA");
        assertEquals(List.of("AA: has no bar on 2024-01-10 and 1 more sessions to 2024-01-11"), first.told());
        int asked = server.asked.size();
        server.hole("AA", "2024-01-10", false);
        assertEquals(
                List.of(),
                update("tiingo", "store", "2024-01-02", "2024-02-15", "AA").told());
        assertEquals(asked + 1, server.asked.size(), "not asked for again");
        Files.delete(folder.resolve("store/update/gaps-tiingo-1d.csv"));
        UpdateRun.Report filled = update("tiingo", "store", "2024-01-02", "2024-02-16", "AA");
        assertEquals(1, filled.filled());
        assertEquals(List.of("AA: has no bar on 2024-01-11"), filled.told());
    }

    @Test
    void shouldReachFartherBackWhenThatIsAskedFor() throws Exception {
        update("tiingo", "store", "2024-01-16", "2024-02-15", "AA");
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA");
        assertEquals(9, report.filled(), report.toString());
    }

    /** Killed fifty times at a request drawn by a seed, half of the answers failing, the queue's last line torn. */
    @Test
    void shouldComeToTheSameStoreWhenItIsKilledFiftyTimes() throws Exception {
        List<String> names = IntStream.range(0, 60).mapToObj(i -> "N" + i + "X").toList();
        server.action("N7X", "2024-02-01,split,3,2");
        server.action("N9X", "2024-02-05,dividend,0.31");
        server.hole("N11X", "2024-01-10", true);
        update("tiingo", "whole", "2024-01-02", "2024-02-15", names);
        server.revise("N5X", "2024-02-14", 101.5);
        update("tiingo", "whole", "2024-01-02", "2024-03-01", names);
        server.revise("N5X", "2024-02-14", original("N5X", "2024-02-14"));

        Random random = new Random(1);
        server.fail(0.3, 1);
        int kills = killed(random, names, "2024-02-15", 25);
        server.revise("N5X", "2024-02-14", 101.5);
        kills += killed(random, names, "2024-03-01", 25);
        server.fail(0, 1);
        UpdateRun.Report last = update("tiingo", "killed", "2024-01-02", "2024-03-01", names);
        assertEquals(50, kills);
        assertEquals(0, last.failed(), last.toString());
        assertEquals(content("whole"), content("killed"));
    }

    private static double original(String symbol, String day) {
        return 100 + Math.floorMod((symbol + day).hashCode(), 700) / 100.0 + 0.25;
    }

    private int killed(Random random, List<String> names, String to, int wanted) throws Exception {
        int kills = 0;
        int rounds = 0;
        while (kills < wanted) {
            killAfter = random.nextInt(12);
            try {
                update("tiingo", "killed", "2024-01-02", to, names);
                killAfter = Integer.MAX_VALUE;
                // Done before it was killed enough: the same day once more.
                Files.deleteIfExists(folder.resolve("killed/update/tiingo-1d.queue"));
                assertTrue(++rounds < 100, "it is killed now and then");
            } catch (Killed e) {
                kills++;
                tear(random);
            }
        }
        killAfter = Integer.MAX_VALUE;
        update("tiingo", "killed", "2024-01-02", to, names);
        return kills;
    }

    private void tear(Random random) throws IOException {
        Path queue = folder.resolve("killed/update/tiingo-1d.queue");
        String text = Files.readString(queue);
        int cut = random.nextInt(4);
        Files.writeString(queue, text.substring(0, Math.max(0, text.length() - cut)));
        Path daily = Files.createDirectories(folder.resolve("killed/us/1d"));
        Files.writeString(daily.resolve("N1X.bars.new"), "torn");
    }

    @Test
    void shouldTakeKeysFromEnvironmentOrFileOnly() throws IOException {
        Path file = folder.resolve("keys");
        Files.writeString(file, "# mine\nAPCA_API_KEY_ID = a\nAPCA_API_SECRET_KEY=b\n");
        assertEquals(List.of("a", "b"), Vendors.keys(new Alpaca(), file, Map.of()));
        assertEquals(List.of("t"), Vendors.keys(new Tiingo(), null, Map.of("TIINGO_API_KEY", "t")));
        UserError none = assertThrows(UserError.class, () -> Vendors.keys(new Tiingo(), null, Map.of()));
        assertTrue(none.getMessage().startsWith("TIINGO_API_KEY: is not set in the environment"), none.getMessage());
        assertThrows(UserError.class, () -> Vendors.keys(new Massive(), file, Map.of("MASSIVE_API_KEY", "m")));
        Path nameless = Files.writeString(folder.resolve("nameless"), "=t\n");
        UserError without = assertThrows(UserError.class, () -> Vendors.keys(new Tiingo(), nameless, Map.of()));
        assertEquals(nameless + ": has no line TIINGO_API_KEY=KEY; tiingo gives you the key", without.getMessage());
    }

    private CommandLine.Outcome data(Object... arguments) {
        CommandLine.Outcome outcome = CommandLine.run(new DataCommand(), arguments);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome;
    }

    private void actions(String store, String rows) throws IOException {
        data(
                "import",
                "--data",
                folder.resolve(store),
                "--actions",
                Files.writeString(folder.resolve("actions.csv"), rows));
    }

    /** Prices that are stored as adjusted are all wrong once there is another split. */
    @Test
    void shouldHoldAnAdjustedNameThatWasSplitSince() throws Exception {
        update("tiingo", "raw", "2024-01-02", "2024-02-15", "AA");
        Path bars = folder.resolve("bars.csv");
        data("export", "--data", folder.resolve("raw"), "--out", bars);
        data("import", "--data", folder.resolve("adjusted"), "--prices", "split", bars);
        server.action("AA", "2024-02-16,split,3,2");
        Map<String, String> before = content("adjusted");
        UpdateRun.Report held = update("tiingo", "adjusted", "2024-01-02", "2024-02-20", "AA");
        assertEquals(
                List.of("AA: is stored adjusted for splits, and there was one since; nothing was written: import its"
                        + " history again, best --prices raw"),
                held.told());
        assertEquals(1, held.failed());
        assertEquals(before, content("adjusted"));
        UpdateRun.Report raw = update("tiingo", "raw", "2024-01-02", "2024-02-20", "AA");
        assertEquals(List.of("AA 2024-02-16: split 3/2"), raw.told());
        assertEquals(2, raw.added());
    }

    /** A name that is gone, or has another one since, is not asked for; until that day it is. */
    @Test
    void shouldNotAskForWhatIsOver() throws Exception {
        update("tiingo", "store", "2024-01-02", "2024-02-05", "AA", "BB", "CC", "DD");
        actions("store", """
                symbol,ex_date,delisting,new_symbol
                AA,2024-02-06,5,
                BB,2024-02-07,,NEW
                CC,2024-02-16,5,
                DD,2024-02-05,5,
                """);
        server.asked.clear();
        UpdateRun.Report report = update("tiingo", "store", "2024-01-02", "2024-02-15", "AA", "BB", "CC", "DD");
        List<String> asked = server.asked.stream()
                .map(one -> one.replaceAll(".*/daily/(\\w+)/.*", "$1"))
                .distinct()
                .toList();
        assertEquals(List.of("CC", "DD"), asked);
        assertEquals(0, report.failed(), report.toString());
        assertEquals(16, report.added(), report.toString());
    }

    private UpdateRun.Report update(String vendor, String store, String from, String to, String... names)
            throws InterruptedException {
        return update(vendor, store, from, to, List.of(names));
    }

    private UpdateRun.Report update(String vendor, String store, String from, String to, Collection<String> names)
            throws InterruptedException {
        return run(vendor, "secret", store, from, to, names, Set.of());
    }

    private UpdateRun.Report run(
            String name, String key, String store, String from, String to, Collection<String> names, Set<String> again)
            throws InterruptedException {
        Vendor vendor = Vendors.of(name);
        HttpSource http = new HttpSource(
                server.address(),
                vendor.headers(List.of(key, key)),
                vendor.requestsAMinute(),
                Duration.ofSeconds(3),
                pace);
        try (DataStore data = DataStore.openToWrite(folder.resolve(store), CALENDAR)) {
            int last = (int) LocalDate.parse(to).toEpochDay();
            int first = (int) LocalDate.parse(from).toEpochDay();
            return new UpdateRun(data, vendor, http, DAILY, CALENDAR, first, last, last).run(names, again, done -> {});
        }
    }

    private Map<String, String> content(String store) throws IOException {
        Map<String, String> content = new TreeMap<>();
        Path market = folder.resolve(store).resolve("us");
        try (Stream<Path> files = Files.walk(market)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> !one.toString().endsWith(".new"))
                    .toList()) {
                content.put(market.relativize(file).toString(), java.util.Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return content;
    }
}
