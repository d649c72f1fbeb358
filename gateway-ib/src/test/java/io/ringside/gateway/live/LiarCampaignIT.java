package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultScript;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trading days of a broker that lies once to three times a day: no position grows by it, no order leaves because of it but the
 * cancellation of an entry, no protective order is lost, and what matters is an alarm.
 */
@ExtendWith(SilentLog.class)
class LiarCampaignIT {
    private static final int TOLD_LEAST = 20;
    private static final int ALL_DAYS = 2_000;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void shouldBelieveNoLieOnAFewDays() {
        run(12, Long.getLong("ringside.seed", 5_000), 60);
    }

    @Test
    @Tag("long")
    void shouldBelieveNoLieOnThousandsOfDays() {
        int days = Integer.getInteger("ringside.days", ALL_DAYS);
        Map<String, Long> told = run(days, Long.getLong("ringside.seed", 10_000), 100);
        List<String> rare = new ArrayList<>();
        for (String name : Liar.names()) {
            long count = told.getOrDefault(name, 0L);
            System.out.printf("%-28s %8d%n", name, count);
            if (count < TOLD_LEAST && days >= ALL_DAYS) {
                rare.add(name + " only " + count);
            }
        }
        assertEquals(List.of(), rare);
    }

    private Map<String, Long> run(int days, long firstSeed, int minutes) {
        FaultDay.Result all = new FaultDay.Result();
        Map<String, Long> told = new TreeMap<>();
        List<Long> failed = new ArrayList<>();
        int trading = 0;
        for (long seed = firstSeed; seed < firstSeed + days; seed++) {
            Liar liar = new Liar(seed);
            FaultDay.Result result = play(seed, liar, minutes);
            liar.told().forEach((name, count) -> told.merge(name, count, Long::sum));
            trading += result.executions > 0 ? 1 : 0;
            if (!result.violations.isEmpty()) {
                failed.add(seed);
                System.out.println("seed " + seed + " " + liar.told() + ": " + result);
                result.violations.stream().limit(6).forEach(System.out::println);
            }
            all.add(result);
        }
        System.out.println(days + " days from seed " + firstSeed + ", " + trading + " of them traded, failed " + failed
                + ": " + all);
        assertEquals(List.of(), all.violations, failed.size() + " of " + days + " days failed: " + failed);
        assertTrue(2 * trading >= days, trading + " days traded");
        return told;
    }

    private FaultDay.Result play(long seed, Liar liar, int minutes) {
        Path day = folder.resolve("seed" + seed);
        FaultDay.Result result;
        try {
            result = new FaultDay(day, seed, FaultScript.none(), false, minutes)
                    .lying(liar)
                    .run();
        } catch (RuntimeException e) {
            // Nothing that a broker says may end in this; the other days are played all the same.
            e.printStackTrace(System.out);
            result = new FaultDay.Result();
            result.violations.add("seed " + seed + " " + liar.told() + " threw " + e);
        }
        try (Stream<Path> files = Files.walk(day)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}
