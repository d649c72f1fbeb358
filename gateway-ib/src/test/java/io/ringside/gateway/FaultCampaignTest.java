package io.ringside.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.FaultScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Trading days on which everything goes wrong that a seed can think of: what must hold, holds. */
class FaultCampaignTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    @TempDir
    Path folder;

    private final Level before = LOG.getLevel();

    @BeforeEach
    void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LOG.setLevel(before);
    }

    @Test
    void shouldTradeADayWithoutFaults() {
        FaultDay.Result result = new FaultDay(folder, 1, FaultScript.none(), false).run();
        assertEquals(List.of(), result.violations);
        assertTrue(result.executions > 50, result.toString());
    }

    @Test
    void shouldHoldOnDaysOfFaults() {
        run(10, 100);
    }

    @Test
    void shouldGiveTheSameDayForTheSameSeed() {
        String first = new FaultDay(folder.resolve("a"), 105, script(105), true).run().digest;
        assertEquals(first, new FaultDay(folder.resolve("b"), 105, script(105), true).run().digest);
    }

    @Test
    @Tag("long")
    void shouldHoldOnHundredsOfDaysOfFaults() {
        FaultDay.Result all = run(Integer.getInteger("ringside.days", 200), Long.getLong("ringside.seed", 1_000));
        for (FaultKind kind : FaultKind.values()) {
            assertTrue(all.faults.getOrDefault(kind, 0L) >= 20, kind + " only " + all.faults.get(kind));
        }
        for (FaultDay.Trouble trouble : FaultDay.Trouble.values()) {
            assertTrue(all.troubles.getOrDefault(trouble, 0L) >= 20, trouble + " only " + all.troubles.get(trouble));
        }
    }

    private FaultDay.Result run(int days, long firstSeed) {
        FaultDay.Result all = new FaultDay.Result();
        int failed = 0;
        for (long seed = firstSeed; seed < firstSeed + days; seed++) {
            FaultDay.Result result =
                    new FaultDay(folder.resolve("seed" + seed), seed, script(seed), seed % 4 != 0).run();
            if (!result.violations.isEmpty()) {
                failed++;
                System.out.println("seed " + seed + ": " + result);
                result.violations.stream().limit(6).forEach(System.out::println);
            }
            all.add(result);
        }
        System.out.println(days + " days: " + all);
        System.out.println("faults " + all.faults);
        System.out.println("troubles " + all.troubles);
        assertEquals(List.of(), all.violations, failed + " of " + days + " days failed");
        return all;
    }

    /** Some of the faults, some of them often; the days of every fourth seed hide nothing from the daemon. */
    private static FaultScript script(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FaultRule> rules = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            int choice = random.nextInt(8);
            double factor = choice < 4 ? 0 : choice < 7 ? 1 : 10;
            if (factor > 0) {
                rules.add(FaultRule.atRate(kind, Math.min(0.5, factor * kind.seededRate())));
            }
        }
        return new FaultScript(rules, seed);
    }
}
