package io.ringside.gateway.live;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.command.Commands;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.FolderCommand;
import io.ringside.gateway.live.operator.LiveFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/**
 * {@code ringside positions}, {@code orders}, {@code trades} and {@code account}: views for an operator, our figures beside
 * the broker's. Trades are read from the day's journal; everything else is from the daemon's last status, with its age.
 */
public abstract class ViewCommand extends FolderCommand {
    private static final long STALE_MS = 5_000;

    /** Runs the command that the first argument names. */
    public static void main(String[] args) {
        ViewCommand command = switch (args[0]) {
            case "positions" -> new Positions();
            case "orders" -> new Orders();
            case "trades" -> new Trades();
            case "account" -> new Account();
            default -> throw new IllegalArgumentException(args[0]);
        };
        run(command, args);
    }

    /** A view of the daemon's last status. */
    abstract static class Told extends ViewCommand {
        abstract void print(Config status);

        @Override
        public Integer call() {
            LiveFolder folder = folder();
            Config status;
            long writtenMs;
            try {
                status = ConfigFactory.parseString(folder.readStatus());
                writtenMs = status.getLong("written_ms");
                print(status);
            } catch (ConfigException e) {
                throw new UserError("the status of " + journal + " says nothing of this yet: " + e.getMessage(), e);
            }
            long ageMs = System.currentTimeMillis() - writtenMs;
            boolean runs = folder.isTaken();
            out().println((runs ? "" : "No daemon runs. ") + "As of "
                    + (ageMs < STALE_MS ? ageMs + " ms" : ageMs / 1_000 + " s") + " ago; broker "
                    + text(status, "broker") + ", entries " + text(status, "entries"));
            return runs && ageMs < STALE_MS ? Commands.OK : Commands.NO;
        }

        static String text(Config row, String key) {
            return row.hasPath(key) ? row.getString(key) : "unknown";
        }

        void row(String format, Object... values) {
            out().println(String.format(Locale.ROOT, format, values).stripTrailing());
        }
    }

    @Command(
            name = "positions",
            description = "Prints positions, ours and the broker's. Exit code 1: no daemon runs, or ours differ.")
    static final class Positions extends Told {
        private static final String ROW = "%-8s%10s%10s%12s%14s%12s%14s  %-24s%s";
        private boolean differ;

        @Override
        void print(Config status) {
            row(ROW, "", "ours", "broker's", "average", "broker's", "last", "open result", "stop", "entries");
            for (Config row : status.getConfigList("positions")) {
                boolean known = !text(row, "broker_shares").equals("unknown");
                long standing = row.hasPath("standing") ? row.getLong("standing") : 0;
                boolean differs = known && row.getLong("shares") + standing != row.getLong("broker_shares");
                differ |= differs;
                row(
                        ROW,
                        text(row, "symbol"),
                        text(row, "shares"),
                        text(row, "broker_shares"),
                        text(row, "average"),
                        text(row, "broker_average"),
                        text(row, "last"),
                        text(row, "open"),
                        text(row, "stop"),
                        (differs ? "DIFFER; " : "")
                                + (standing == 0 ? "" : standing + " of the broker's are yours; ")
                                + text(row, "entries"));
            }
        }

        @Override
        public Integer call() {
            int code = super.call();
            return differ ? Commands.NO : code;
        }
    }

    @Command(
            name = "orders",
            description = "Prints the orders that are not over, as they are wanted and as the broker has them.")
    static final class Orders extends Told {
        private static final String ROW = "%-24s%-8s%-9s%-5s%8s%8s%10s  %-10s%12s%12s%12s  %-11s%s";

        @Override
        void print(Config status) {
            List<? extends Config> orders = status.getConfigList("orders");
            if (orders.isEmpty()) {
                out().println("No order works.");
                return;
            }
            row(
                    ROW,
                    "order",
                    "symbol",
                    "purpose",
                    "side",
                    "shares",
                    "filled",
                    "broker's",
                    "type",
                    "limit",
                    "stop",
                    "broker's",
                    "state",
                    "broker's number");
            for (Config row : orders) {
                row(
                        ROW,
                        text(row, "order"),
                        text(row, "symbol"),
                        text(row, "purpose"),
                        text(row, "side"),
                        text(row, "shares"),
                        text(row, "filled"),
                        text(row, "broker_shares").equals("0") ? "unknown" : text(row, "broker_shares"),
                        text(row, "type"),
                        text(row, "limit"),
                        text(row, "stop"),
                        text(row, "broker_stop"),
                        text(row, "state"),
                        text(row, "broker_id"));
            }
        }
    }

    @Command(name = "account", description = "Prints the money, ours and the broker's, and what the limits leave.")
    static final class Account extends Told {
        private static final String ROW = "%-24s%16s";

        @Override
        void print(Config status) {
            out().println(text(status, "account") + ", " + text(status, "mode") + ", session "
                    + text(status, "session"));
            for (String key : List.of("equity", "cash", "day", "realized", "commissions", "fills")) {
                row(ROW, "our " + key, text(status, key));
            }
            for (String key : List.of("net_liquidation", "buying_power", "available_funds", "account_time")) {
                row(ROW, "broker's " + key.replace('_', ' '), text(status, key));
            }
            if (status.hasPath("limits_left")) {
                Config left = status.getConfig("limits_left");
                for (String key : List.of("day_loss", "drawdown", "losses_in_a_row")) {
                    row(ROW, "left of " + key.replace('_', ' '), text(left, key));
                }
            }
        }
    }

    @Command(name = "trades", description = "Prints the newest day's trades, from its journal.")
    static final class Trades extends ViewCommand {
        @Override
        public Integer call() {
            Path day = JournalReader.newestDay(folder().root());
            try (DayFollower follower = new DayFollower(day)) {
                follower.follow(line -> {});
                out().println("Journal " + day);
                follower.trades().lines().forEach(out()::println);
            } catch (JournalDamage e) {
                throw new UserError(e.getMessage(), e);
            }
            return Commands.OK;
        }
    }
}
