package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trader is shown of a daemon's status, and what scripts learn by the exit code. */
class ViewCommandTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path root;

    private String out;
    private String err;

    private int run(ViewCommand command) {
        var told = new ByteArrayOutputStream();
        var wrong = new ByteArrayOutputStream();
        int code = Commands.run(
                command,
                new PrintStream(told, true, StandardCharsets.UTF_8),
                new PrintStream(wrong, true, StandardCharsets.UTF_8),
                "--journal",
                root.toString());
        out = told.toString(StandardCharsets.UTF_8);
        err = wrong.toString(StandardCharsets.UTF_8);
        return code;
    }

    private List<String> lines() {
        return out.lines().toList();
    }

    /** @param ageMs negative for one that was written in the future, so that no load makes it old */
    private static String status(long ageMs, String rest) {
        return "{ \"written_ms\": " + (System.currentTimeMillis() - ageMs)
                + ", \"broker\": \"CONNECTED\", \"entries\": \"allowed\"" + rest + " }";
    }

    private static String position(String name, String ours, String brokers) {
        return "{ \"symbol\": \"" + name + "\", \"shares\": \"" + ours + "\"" + brokers
                + ", \"average\": \"10.00\", \"entries\": \"allowed\" }";
    }

    @Test
    void shouldSayByItsCodeWhetherOurPositionsAreTheBrokers() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            String same = position("AAA", "5", ", \"broker_shares\": \"5\"");
            String silent = position("BBB", "7", "");
            daemon.writeStatus(status(-HOUR_MS, ", \"positions\": [" + same + ", " + silent + "]"));
            assertEquals(0, run(new ViewCommand.Positions()), err);
            assertEquals(
                    "AAA              5         5       10.00       unknown     unknown       unknown  "
                            + "unknown                 allowed",
                    lines().get(1));
            assertTrue(lines().get(2).startsWith("BBB              7   unknown       10.00 "), out);
            assertTrue(lines().get(3).matches("As of -\\d+ ms ago; broker CONNECTED, entries allowed"), out);
            String other = position("CCC", "5", ", \"broker_shares\": \"6\"");
            daemon.writeStatus(status(-HOUR_MS, ", \"positions\": [" + other + ", " + same + "]"));
            assertEquals(1, run(new ViewCommand.Positions()));
            assertTrue(lines().get(1).endsWith("  DIFFER; allowed"), out);
            assertTrue(!lines().get(2).contains("DIFFER"), out);
        }
    }

    /** What the trader holds himself is at the broker and not in our book, and that is as it should be. */
    @Test
    void shouldTakeTheTradersOwnSharesForNoDifference() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            String yours = position("AAA", "5", ", \"broker_shares\": \"105\", \"standing\": 100");
            daemon.writeStatus(status(-HOUR_MS, ", \"positions\": [" + yours + "]"));
            assertEquals(0, run(new ViewCommand.Positions()), err);
            assertTrue(lines().get(1).endsWith("  100 of the broker's are yours; allowed"), out);
            String sold = position("AAA", "5", ", \"broker_shares\": \"5\", \"standing\": 100");
            daemon.writeStatus(status(-HOUR_MS, ", \"positions\": [" + sold + "]"));
            assertEquals(1, run(new ViewCommand.Positions()));
            assertTrue(lines().get(1).endsWith("  DIFFER; 100 of the broker's are yours; allowed"), out);
        }
    }

    @Test
    void shouldTellOrdersAsTheyAreWantedAndAsTheBrokerHasThem() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            daemon.writeStatus(status(-HOUR_MS, ", \"orders\": []"));
            assertEquals(0, run(new ViewCommand.Orders()));
            assertEquals("No order works.", lines().get(0));
            daemon.writeStatus(status(
                    -HOUR_MS,
                    ", \"orders\": [ { \"order\": \"R1\", \"shares\": \"100\", \"broker_shares\": \"0\" },"
                            + " { \"order\": \"R2\", \"shares\": \"100\", \"broker_shares\": \"60\" } ]"));
            assertEquals(0, run(new ViewCommand.Orders()));
            assertEquals(4, lines().size(), out);
            assertTrue(lines().get(1).matches("R1 .* 100 +unknown +unknown .*"), out);
            assertTrue(lines().get(2).matches("R2 .* 100 +unknown +60 .*"), out);
        }
    }

    @Test
    void shouldTellWhatLimitsLeaveWhereThereAreAny() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            daemon.writeStatus(status(-HOUR_MS, ", \"account\": \"DU1\", \"net_liquidation\": \"99.50\""));
            assertEquals(0, run(new ViewCommand.Account()));
            assertEquals("DU1, unknown, session unknown", lines().get(0));
            assertEquals(12, lines().size(), out);
            assertEquals("broker's net liquidation           99.50", lines().get(7));
            daemon.writeStatus(status(-HOUR_MS, ", \"limits_left\": { \"day_loss\": \"12.00\" }"));
            assertEquals(0, run(new ViewCommand.Account()));
            assertEquals("left of day loss                   12.00", lines().get(11));
            assertEquals(15, lines().size(), out);
        }
    }

    @Test
    void shouldSayThatNobodyWritesTheStatusAnyMore() {
        LiveFolder daemon = new LiveFolder(root);
        daemon.take();
        daemon.writeStatus(status(HOUR_MS, ", \"orders\": []"));
        assertEquals(1, run(new ViewCommand.Orders()), "it stands");
        assertTrue(lines().get(1).matches("As of 36\\d\\d s ago; broker CONNECTED, entries allowed"), out);
        daemon.writeStatus(status(-HOUR_MS, ", \"orders\": []"));
        daemon.close();
        assertEquals(1, run(new ViewCommand.Orders()), "it is gone");
        assertTrue(lines().get(1).startsWith("No daemon runs. As of "), out);
        assertEquals(2, run(new ViewCommand.Positions()));
        assertTrue(err.contains("the status of " + root + " says nothing of this yet"), err);
    }

    /** A disk that was full left no more of it. */
    @Test
    void shouldSayInOneLineThatAStatusHoldsNothing() {
        new LiveFolder(root).writeStatus("");
        for (ViewCommand command :
                List.of(new ViewCommand.Account(), new ViewCommand.Orders(), new ViewCommand.Positions())) {
            assertEquals(2, run(command));
            assertEquals("", out);
            assertEquals(1, err.lines().count(), err);
            assertTrue(err.contains("the status of " + root + " says nothing of this yet"), err);
        }
    }
}
