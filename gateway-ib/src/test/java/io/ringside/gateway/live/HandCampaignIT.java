package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
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

/** Trading days on which the trader's own hand trades the account as well: what must hold, holds. */
@ExtendWith(SilentLog.class)
class HandCampaignIT {
    private static final int LEAST = 20;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final Map<String, Long> tally = new TreeMap<>();

    @Test
    void shouldHoldWhenTheTraderTradesToo() {
        run(6, 300, 120);
    }

    @Test
    @Tag("long")
    void shouldHoldOnHundredsOfDaysWithTheTradersHand() {
        run(Integer.getInteger("ringside.days", 300), Long.getLong("ringside.seed", 1_000), 390);
        List<String> rare = new ArrayList<>();
        List<Enum<?>> kinds = new ArrayList<>(List.of(HandTrader.Act.values()));
        kinds.addAll(List.of(HandTrader.Moment.values()));
        kinds.addAll(List.of(HandTrader.Remedy.values()));
        for (Enum<?> kind : kinds) {
            if (tally.getOrDefault(kind.name(), 0L) < LEAST) {
                rare.add(kind + " only " + tally.get(kind.name()));
            }
        }
        assertEquals(List.of(), rare);
    }

    private void run(int days, long firstSeed, int minutes) {
        Campaign campaign = Campaign.play(days, firstSeed, seed -> play(seed, minutes));
        System.out.println(campaign);
        tally.forEach((kind, count) -> System.out.printf("%-28s %8d%n", kind, count));
        campaign.assertHeld();
    }

    private FaultDay.Result play(long seed, int minutes) {
        Path root = folder.resolve("seed" + seed);
        HandTrader[] hand = new HandTrader[1];
        FaultDay.Result result;
        try {
            result = new FaultDay(root, seed, script(seed), seed % 4 != 0, minutes)
                    .with(day -> hand[0] = new HandTrader(day, seed))
                    .run();
        } catch (RuntimeException e) {
            // Nothing that a trader does may end in this; the other days are played all the same.
            e.printStackTrace(System.out);
            result = new FaultDay.Result();
            result.violations.add("seed " + seed + " threw " + e);
        }
        count(hand[0].acts());
        count(hand[0].moments());
        count(hand[0].remedies());
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    private void count(Map<? extends Enum<?>, Long> counts) {
        counts.forEach((kind, count) -> tally.merge(kind.name(), count, Long::sum));
    }

    /** On two of three days connections end now and then. */
    private static FaultScript script(long seed) {
        if (seed % 3 == 0) {
            return FaultScript.none();
        }
        return new FaultScript(
                List.of(
                        FaultRule.atRate(FaultKind.CLOSE_AT_BOUNDARY, 0.0001),
                        FaultRule.atRate(FaultKind.LINK_LOST_DATA_KEPT, 0.01),
                        FaultRule.atRate(FaultKind.NIGHTLY_RESET, 0.01)),
                seed);
    }
}
