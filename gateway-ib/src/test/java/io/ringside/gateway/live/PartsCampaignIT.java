package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultScript;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trading days of positions in units, and of positions that are left in steps, on which all goes wrong that a seed can think
 * of: faults with deaths and restarts, a broker that lies, the trader's own hand. What must hold of whole positions, holds.
 */
@ExtendWith(SilentLog.class)
class PartsCampaignIT {
    private static final String[] UNITS = {
        "signal=null",
        "signal={strategy=donchian-breakout,bar=1m,units=3,unit-step=0.1,entry=2,exit=2,atr=3}",
        // What is short by a fault or a lie is told by that.
        "risk.allow-short=false",
        "risk.fraction=0.001",
        "risk.limits.order.per-symbol=15",
        "risk.limits.order.per-side=45"
    };
    private static final String[] STEPS = {
        "signal=null",
        "signal={strategy=in-steps,bar=1m}",
        // What is short by a fault or a lie is told by that.
        "risk.allow-short=false",
        "risk.fraction=0.001",
        "risk.limits.order.per-symbol=15",
        "risk.limits.order.per-side=45"
    };

    /** Long after the last lie there must be bars yet. */
    private static final int LYING_MINUTES = 100;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(LiveAndBacktestIT.InSteps::new);
    }

    @Test
    void shouldTradePartsWithoutFaultsAndLatchNothing() {
        for (String[] sets : List.of(UNITS, STEPS)) {
            String[] bothWays = Arrays.copyOf(sets, sets.length + 1);
            bothWays[sets.length] = "risk.allow-short=true";
            FaultDay.Result result = new FaultDay(
                            folder.resolve(sets[1].hashCode() + ""), 1, FaultScript.none(), false, 60, bothWays)
                    .run();
            assertEquals(List.of(), result.violations);
            assertEquals(0, result.latches);
            assertTrue(result.executions > 20, result.toString());
        }
    }

    @Test
    void shouldHoldOnAFewDays() {
        run(6, 600, 90);
    }

    @Test
    @Tag("long")
    void shouldHoldOnHundredsOfDays() {
        run(Integer.getInteger("ringside.days", 300), Long.getLong("ringside.seed", 3_000), 390);
    }

    private void run(int days, long firstSeed, int minutes) {
        Campaign campaign = Campaign.play(days, firstSeed, seed -> play(seed, minutes));
        System.out.println(campaign + " " + campaign.all.troubles);
        campaign.assertHeld();
        assertTrue(campaign.all.executions > 10 * days, campaign.all.toString());
    }

    private FaultDay.Result play(long seed, int minutes) {
        Path root = folder.resolve("seed" + seed);
        String[] sets = seed / 3 % 2 == 0 ? UNITS : STEPS;
        FaultDay.Result result;
        try {
            result = switch ((int) (seed % 3)) {
                case 0 -> new FaultDay(root, seed, FaultCampaignIT.script(seed), true, minutes, sets).run();
                case 1 ->
                    new FaultDay(root, seed, FaultScript.none(), false, Math.min(minutes, LYING_MINUTES), sets)
                            .lying(new Liar(seed))
                            .run();
                default ->
                    new FaultDay(root, seed, FaultScript.none(), true, minutes, sets)
                            .with(day -> new HandTrader(day, seed))
                            .run();
            };
        } catch (RuntimeException e) {
            // Nothing that goes wrong may end in this; the other days are played all the same.
            e.printStackTrace(System.out);
            result = new FaultDay.Result();
            result.violations.add("seed " + seed + " threw " + e);
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}
