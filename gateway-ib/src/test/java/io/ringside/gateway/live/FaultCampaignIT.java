package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trading days on which everything goes wrong that a seed can think of: what must hold, holds. */
@ExtendWith(SilentLog.class)
class FaultCampaignIT {
    private static final int FIRED_LEAST = 20;

    private static final Set<FaultKind> ENDS_CONNECTION = Set.of(
            FaultKind.CLOSE_MID_FRAME,
            FaultKind.CLOSE_AT_BOUNDARY,
            FaultKind.RESET_BEFORE_READ,
            FaultKind.RESET_AFTER_READ,
            FaultKind.OVERSIZE_LENGTH,
            FaultKind.PACING_CUT);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void shouldTradeWithoutFaultsAndLatchNothing() {
        FaultDay.Result result = new FaultDay(folder, 1, FaultScript.none(), false, 60).run();
        assertEquals(List.of(), result.violations);
        assertEquals(0, result.latches);
        assertTrue(result.executions > 5, result.toString());
    }

    /** Each of these has found a mistake once. */
    @ParameterizedTest
    @CsvSource({"STATUS_WITHOUT_EXECUTION, 2", "EXECUTION_CORRECTION, 2"})
    void shouldHoldWhenTheSameGoesWrongAgainAndAgain(FaultKind kind, int every) {
        FaultRule rule = new FaultRule(kind, 0, every, 0, -1, Long.MAX_VALUE, -1, -1, "");
        FaultDay.Result result = new FaultDay(folder, 2, new FaultScript(List.of(rule), 2), false, 120).run();
        assertEquals(List.of(), result.violations);
        assertTrue(result.faults.getOrDefault(kind, 0L) >= 5, result.faults.toString());
    }

    /** What cannot be read makes the daemon ask; if that is answered no better, it asks again, but not all the time. */
    @Test
    void shouldNotFloodTheBrokerWithQuestionsWhenEveryAnswerHasAMessageThatCannotBeRead() {
        int openOrderEnd = 53;
        FaultRule rule = new FaultRule(FaultKind.ZERO_LENGTH_FRAME, 0, 1, 0, -1, Long.MAX_VALUE, -1, openOrderEnd, "");
        List<Long> comparisons = new ArrayList<>();
        FaultDay day = new FaultDay(folder, 3, new FaultScript(List.of(rule), 3), false, 30);
        day.at(600, (trading, broker) -> comparisons.add(trading.session().comparisons()));
        day.at(1_200, (trading, broker) -> comparisons.add(trading.session().comparisons()));
        assertEquals(List.of(), day.run().violations);
        long inTenMinutes = comparisons.get(1) - comparisons.get(0);
        assertTrue(inTenMinutes <= 100, inTenMinutes + " comparisons in ten minutes");
    }

    /** The broker allows two requests for the account at a time, and did not hear that two have ended. */
    @Test
    void shouldConnectAnewWhenTheBrokerGoesOnRefusingAQuestion() {
        int cancelAccountSummary = 63;
        FaultRule rule = new FaultRule(FaultKind.DROPPED_REQUEST, 0, 1, 0, -1, 2, -1, cancelAccountSummary, "");
        List<Long> reconnects = new ArrayList<>();
        FaultDay day = new FaultDay(folder, 4, new FaultScript(List.of(rule), 4), false, 30);
        day.at(600, (trading, broker) -> reconnects.add(trading.session().reconnects()));
        day.at(1_700, (trading, broker) -> reconnects.add(trading.session().reconnects()));
        assertEquals(List.of(), day.run().violations);
        assertEquals(List.of(1L, 1L), reconnects);
    }

    @Test
    void shouldHoldWhenManyThingsGoWrong() {
        run(6, 100, 60);
    }

    @Test
    void shouldGiveTheSameDayForTheSameSeed() {
        String first = new FaultDay(folder.resolve("a"), 105, script(105), true, 45).run().digest;
        assertEquals(first, new FaultDay(folder.resolve("b"), 105, script(105), true, 45).run().digest);
    }

    @Test
    @Tag("long")
    void shouldHoldOnHundredsOfDaysOfFaults() {
        FaultDay.Result all = run(Integer.getInteger("ringside.days", 200), Long.getLong("ringside.seed", 1_000), 390);
        List<String> rare = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            seldom(kind, all.faults.getOrDefault(kind, 0L), rare);
        }
        for (FaultDay.Trouble trouble : FaultDay.Trouble.values()) {
            seldom(trouble, all.troubles.getOrDefault(trouble, 0L), rare);
        }
        assertEquals(List.of(), rare);
    }

    private static void seldom(Enum<?> kind, long count, List<String> rare) {
        System.out.printf("%-28s %8d%n", kind, count);
        if (count < FIRED_LEAST) {
            rare.add(kind + " only " + count);
        }
    }

    /** Plays days, tells of those that fail and goes on; a day that failed must fail again in the same way. */
    private FaultDay.Result run(int days, long firstSeed, int minutes) {
        Campaign campaign = Campaign.play(days, firstSeed, seed -> play(seed, minutes, ""), (result, seed) -> {
            FaultDay.Result again = play(seed, minutes, "again");
            boolean same = again.digest.equals(result.digest) && again.violations.equals(result.violations);
            System.out.println("seed " + seed + (same ? "" : ", and not the same again") + ": " + result);
        });
        System.out.println(campaign);
        campaign.assertHeld();
        return campaign.all;
    }

    private FaultDay.Result play(long seed, int minutes, String suffix) {
        Path day = folder.resolve("seed" + seed + suffix);
        FaultDay.Result result;
        try {
            result = new FaultDay(day, seed, script(seed), seed % 4 != 0, minutes).run();
        } catch (RuntimeException e) {
            // Nothing that a broker does may end in this; the other days are played all the same.
            e.printStackTrace(System.out);
            result = new FaultDay.Result();
            result.violations.add("seed " + seed + " threw " + e);
        }
        try (Stream<Path> files = Files.walk(day)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Some of the faults, some of them often. */
    static FaultScript script(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FaultRule> rules = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            int choice = random.nextInt(8);
            double factor = choice < 4 ? 0 : choice < 7 ? 1 : 10;
            // A day has few minutes, and few connections, on which such a thing could begin.
            boolean rare = kind.occasion() == FaultKind.Occasion.MINUTE
                    || kind.occasion() == FaultKind.Occasion.START
                    || kind == FaultKind.CLOCK_STEP;
            factor *= rare ? 6 : 1;
            factor *= switch (kind.occasion()) {
                // Nor many orders, and fewer cancellations.
                case ORDER, FILL, MODIFY -> 3;
                case CANCEL -> 25;
                // Where connections live for seconds nothing is traded, and little is tried.
                case MESSAGE_IN, MESSAGE_OUT -> ENDS_CONNECTION.contains(kind) ? 0.2 : 1;
                default -> 1;
            };
            if (factor > 0) {
                rules.add(FaultRule.atRate(kind, Math.min(0.5, factor * kind.seededRate())));
            }
            // Most messages are bars: what is about orders is met apart from them.
            int[] aboutOrders = switch (kind.occasion()) {
                case MESSAGE_IN -> new int[] {3, 4};
                case MESSAGE_OUT -> new int[] {3, 5, 11, 59};
                default -> new int[0];
            };
            for (int message : aboutOrders) {
                if (random.nextInt(4) == 0) {
                    // A comparison tells of every order of the day: it would never end without an end to this.
                    long most = ENDS_CONNECTION.contains(kind) ? 10 : Long.MAX_VALUE;
                    rules.add(FaultRule.atRate(kind, 0.03).forMessage(message).atMost(most));
                }
            }
        }
        return new FaultScript(rules, seed);
    }
}
