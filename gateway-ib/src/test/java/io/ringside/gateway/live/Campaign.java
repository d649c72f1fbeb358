package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;

/** Days that are drawn by seed: all are played, those that fail are told, and the whole fails with their seeds. */
final class Campaign {
    private static final int TOLD_MAX = 6;

    final FaultDay.Result all = new FaultDay.Result();
    private final List<Long> failed = new ArrayList<>();
    private final int days;
    private final long firstSeed;

    private Campaign(int days, long firstSeed) {
        this.days = days;
        this.firstSeed = firstSeed;
    }

    /** Plays the days of so many seeds. */
    static Campaign play(int days, long firstSeed, LongFunction<FaultDay.Result> day) {
        return play(days, firstSeed, day, (result, seed) -> System.out.println("seed " + seed + ": " + result));
    }

    /** @param failure says that a day failed, before what was violated in it */
    static Campaign play(
            int days, long firstSeed, LongFunction<FaultDay.Result> day, ObjLongConsumer<FaultDay.Result> failure) {
        Campaign campaign = new Campaign(days, firstSeed);
        for (long seed = firstSeed; seed < firstSeed + days; seed++) {
            FaultDay.Result result = day.apply(seed);
            if (!result.violations.isEmpty()) {
                campaign.failed.add(seed);
                failure.accept(result, seed);
                result.violations.stream().limit(TOLD_MAX).forEach(System.out::println);
            }
            campaign.all.add(result);
        }
        return campaign;
    }

    /** Which days failed, and what all came to. */
    @Override
    public String toString() {
        return days + " days from seed " + firstSeed + ", failed " + failed + ": " + all;
    }

    void assertHeld() {
        assertEquals(List.of(), all.violations, failed.size() + " of " + days + " days failed: " + failed);
    }
}
