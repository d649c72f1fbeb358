package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is killed again and again on a trading day: no order twice, none lost, no position without its stop. */
class KilledDaemonIT {
    @TempDir
    Path folder;

    @Test
    void shouldNeitherLoseNorRepeatAnOrderWhereverItIsKilled() throws IOException {
        run(10, 3, null);
    }

    @Test
    @Tag("long")
    void shouldNeitherLoseNorRepeatAnOrderWhenKilledHundredsOfTimes() throws IOException, InterruptedException {
        run(
                Integer.getInteger("ringside.kills", 200),
                Long.getLong("ringside.seed", 1_000),
                KillCampaign.archive(folder));
    }

    private void run(int kills, long firstSeed, Path archive) throws IOException {
        KillCampaign.Result all = new KillCampaign.Result();
        for (long seed = firstSeed; all.kills < kills; seed++) {
            Path day = Files.createDirectories(folder.resolve("seed" + seed));
            KillCampaign.Result result = new KillCampaign(day, archive, seed).run(kills - all.kills);
            System.out.println("seed " + seed + ": " + result);
            result.violations.forEach(System.out::println);
            all.add(result);
        }
        System.out.println("all: " + all);
        assertEquals(List.of(), all.violations);
        assertTrue(all.orders > 0, "nothing was traded");
    }
}
