package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A portfolio's sessions with a broker that lies, or with a trader whose own hand trades the same names: nothing is sold that
 * the portfolio's book does not hold, nothing is ordered twice, and in the end book and account agree.
 */
@ExtendWith(SilentLog.class)
class PortfolioCampaignIT {
    static final int FIRST = PortfolioDays.day("2023-11-21");
    static final int LAST = PortfolioDays.day("2023-11-24");
    private static final int NAMES = 20;
    private static final int SESSIONS = 3;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void invent() {
        PortfolioDays.invent(shared.resolve("store"), NAMES, PortfolioDaysIT.HISTORY, LAST, 7);
    }

    @Test
    void shouldBelieveNoLieOnAFewDays() {
        run("lies", 3, Long.getLong("ringside.seed", 5_000), PortfolioDisturbance::lies);
    }

    @Test
    void shouldLeaveTheTradersSharesAloneOnAFewDays() {
        run("hand", 2, Long.getLong("ringside.seed", 5_000), PortfolioDisturbance::hand);
    }

    @Test
    @Tag("long")
    void shouldBelieveNoLieOnManyDays() {
        run("lies", Integer.getInteger("ringside.days", 300) / SESSIONS, seed(), PortfolioDisturbance::lies);
    }

    @Test
    @Tag("long")
    void shouldLeaveTheTradersSharesAloneOnManyDays() {
        run("hand", Integer.getInteger("ringside.days", 300) / SESSIONS, seed(), PortfolioDisturbance::hand);
    }

    private static long seed() {
        return Long.getLong("ringside.seed", 10_000);
    }

    private void run(String what, int runs, long firstSeed, LongFunction<PortfolioDisturbance> maker) {
        List<String> violations = new ArrayList<>();
        List<Long> failed = new ArrayList<>();
        Map<String, Long> happened = new TreeMap<>();
        int executions = 0;
        int disturbed = 0;
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            PortfolioDisturbance disturbance = maker.apply(seed);
            List<String> found = new ArrayList<>();
            Path root = folder.resolve(what + seed);
            try {
                executions += disturbance.play(root, shared.resolve("store"), found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                // Nothing that a broker says may end in this; the other days are played all the same.
                e.printStackTrace(System.out);
                found.add("threw " + e);
            }
            disturbance.happened().forEach((name, count) -> happened.merge(name, count, Long::sum));
            disturbed += disturbance.happened().isEmpty() ? 0 : 1;
            if (!found.isEmpty()) {
                failed.add(seed);
                System.out.println("seed " + seed + " " + disturbance.happened() + ": " + found);
                violations.addAll(found);
            }
            delete(root);
        }
        System.out.println(what + ": " + runs * SESSIONS + " days from seed " + firstSeed + ", " + disturbed + " of "
                + runs + " times disturbed, " + executions + " executions, failed " + failed + "; " + happened);
        assertEquals(List.of(), violations, failed.size() + " of " + runs + " failed: " + failed);
        assertTrue(executions >= 4 * runs, executions + " executions");
        assertTrue(2 * disturbed >= runs, disturbed + " disturbed");
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
