package io.ringside.gateway.live.operator;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ringside status}, {@code halt}, {@code resume}, {@code flatten}, {@code kill}, {@code unlatch}, {@code ack},
 * {@code silence}, {@code alarm-test}, {@code adopt}, {@code forget}, {@code close}, {@code cancel} and {@code rebalance --live}:
 * commands to the daemon through its folder, which need write permission for it. Each prints the journal record that it caused.
 */
public abstract class OperatorCommand extends FolderCommand {
    private static final long STALE_MS = 5_000;

    /** Runs the command that the first argument names. */
    public static void main(String[] args) {
        run(of(args[0]), args);
    }

    /** The command of a name. */
    public static OperatorCommand of(String name) {
        return switch (name) {
            case "status" -> new Status();
            case "rebalance" -> new Rebalance();
            case "halt" -> new OfPortfolio(name, Operator.HALT, "Stops entries; positions and their stops stay.");
            case "resume" -> new OfPortfolio(name, Operator.RESUME, "Ends a halt; a latch stays.");
            case "flatten" ->
                new OfPortfolio(
                        name, Operator.FLATTEN, "Halts, cancels entries and leaves all positions at the market.");
            case "adopt" ->
                new OfPortfolio(
                        name,
                        Operator.ADOPT,
                        "Takes over what the broker holds of SYMBOL as the strategy's; a latch stays until unlatch.");
            case "close" ->
                new OfPortfolio(
                        name,
                        Operator.CLOSE,
                        "Cancels the entries of SYMBOL and leaves its position at the market; nothing is halted.");
            case "kill" ->
                new Order(
                        name,
                        Operator.KILL,
                        "As flatten, at once, also when the engine is stuck, and over restarts until unlatch.");
            case "unlatch" ->
                new Order(
                        name,
                        Operator.UNLATCH,
                        "Lifts a kill, or a latch after a difference with the broker; a halt stays until resume.");
            case "forget" ->
                new Order(
                        name,
                        Operator.FORGET,
                        "Leaves what the broker holds of SYMBOL to you: the strategy's orders for it are cancelled.");
            case "cancel" ->
                new Order(
                        name,
                        Operator.CANCEL,
                        "Cancels one working order, named as ringside orders does; a protective stop stays.");
            case "ack" ->
                new Order(
                        name,
                        Operator.ACKNOWLEDGE,
                        "Acknowledges all alarms: they are not repeated any more. Changes nothing in trading.");
            case "silence" ->
                new Order(
                        name,
                        Operator.SILENCE,
                        "Repeats no alarm for so many minutes, at most 480, such as ringside silence 30 WHY; 0 ends it, and so"
                                + " does a restart.",
                        "New alarms are told all the same, and all stay until ringside ack.");
            case "alarm-test" ->
                new Order(
                        name,
                        Operator.ALARM_TEST,
                        "Raises an alarm, which must arrive wherever alarms go. Changes nothing in trading.");
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Prints the daemon's status. */
    @Command(
            name = "status",
            description =
                    "Prints what the daemon is doing, as JSON. Exit code 1: no daemon runs, or it or its session does not move.")
    public static final class Status extends OperatorCommand {
        @Override
        public Integer call() {
            LiveFolder folder = folder();
            String status = folder.readStatus();
            long now = System.currentTimeMillis();
            long ageMs = now - number(status, "written_ms");
            out().print(status.replaceFirst("\\{", "{\n  \"age_ms\": " + ageMs + ","));
            String fault = fault(folder, ageMs, now - number(status, "session_ms"));
            if (fault != null) {
                out().flush();
                err().println("ringside status: " + fault);
            }
            return fault == null ? Commands.OK : Commands.NO;
        }

        private String fault(LiveFolder folder, long ageMs, long sessionAgeMs) {
            if (!folder.isTaken()) {
                return "no daemon runs in " + journal
                        + (folder.isKilled() ? "; the kill flag is set, and one that starts is killed" : "");
            }
            if (ageMs >= STALE_MS) {
                return "the daemon has not moved for " + ageMs + " ms";
            }
            return sessionAgeMs < STALE_MS
                    ? null
                    : "the daemon's session has not moved for " + sessionAgeMs
                            + " ms: commands wait, but ringside kill works";
        }

        private static long number(String status, String field) {
            Matcher value = Pattern.compile("\"" + field + "\": (\\d{1,18})").matcher(status);
            return value.find() ? Long.parseLong(value.group(1)) : 0;
        }
    }

    /** A command that the daemon executes. */
    @Command
    static class Order extends OperatorCommand {
        private static final long TIMEOUT_MS_MAX = 3_600_000;

        private final String name;
        private final Operator operator;
        private final String[] description;

        @Option(names = "--timeout-ms", paramLabel = "MS", description = "how long to wait for the answer; 10000")
        long timeoutMs = 10_000;

        @Parameters(arity = "0..*", paramLabel = "NOTE", description = "why; stands in the journal")
        String[] note = {};

        Order(String name, Operator operator, String... description) {
            this.name = name;
            this.operator = operator;
            this.description = description;
        }

        /** Sets what annotations cannot: name and text from the table of commands. */
        @Spec
        void named(CommandSpec own) {
            own.name(name).usageMessage().description(description);
        }

        String note() {
            return String.join(" ", note);
        }

        /** The command's argument and note. */
        String words() {
            return note();
        }

        @Override
        public Integer call() {
            LiveFolder folder = commandedFolder();
            OperatorDesk desk = new OperatorDesk(folder);
            String words = words();
            require(words);
            if (operator == Operator.KILL) {
                OperatorDesk.Flag flag = desk.kill(words);
                out().println(flag.text());
                out().flush();
                if (!flag.written()) {
                    return Commands.OK;
                }
                if (!folder.isTaken()) {
                    err().println("ringside kill: no daemon runs in " + journal
                            + "; its positions keep their stops at the broker");
                    return Commands.NO;
                }
            }
            OperatorDesk.Answer answer = desk.ask(operator, words, timeoutMs);
            out().print(answer.text());
            return answer.refused() ? Commands.NO : Commands.OK;
        }

        /** Refuses arguments that do not belong to the command. */
        private void require(String words) {
            if (timeoutMs < 1 || timeoutMs > TIMEOUT_MS_MAX) {
                throw new UserError(
                        "--timeout-ms " + timeoutMs + ": must be 1 to " + TIMEOUT_MS_MAX + ", in milliseconds");
            }
            String missing = switch (operator) {
                case CLOSE, ADOPT, FORGET -> "SYMBOL is missing; give the symbol, such as QQQ";
                case CANCEL -> "ORDER is missing; ringside orders lists them";
                case SILENCE -> "MINUTES is missing; give 1 to " + SilenceNote.MINUTES_MAX + ", or 0 to end it";
                default -> null;
            };
            if (missing != null && words.isBlank()) {
                throw new UserError(missing);
            }
            if (operator == Operator.SILENCE && !SilenceNote.isMinutes(words)) {
                throw new UserError("MINUTES " + NoteWord.of(words) + ": must be 0 to " + SilenceNote.MINUTES_MAX);
            }
        }

        @Override
        public String toString() {
            return operator.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A command that may concern one portfolio only. */
    @Command
    static class OfPortfolio extends Order {
        @Option(names = "--portfolio", paramLabel = "NAME", description = "of several portfolios this one alone")
        String portfolio;

        OfPortfolio(String name, Operator operator, String... description) {
            super(name, operator, description);
        }

        @Override
        String words() {
            String words = super.words();
            return portfolio == null ? words : (ScopedNote.OPTION + " " + portfolio + " " + words).strip();
        }
    }

    @Command
    static final class Rebalance extends OfPortfolio {
        @Option(names = "--live", required = true, description = "as a command to the daemon that runs")
        boolean live;

        @Option(
                names = "--force",
                description =
                        "also where the schedule says that no decision is due, or the last session's bars are missing")
        boolean force;

        Rebalance() {
            super(
                    "rebalance --live",
                    Operator.REBALANCE,
                    "Lets the daemon's portfolio decide now, on the bars of the last session: in the session its orders leave at"
                            + " once,",
                    "outside of it for the next opening auction. Without --live: a dry run, see ringside rebalance --help.",
                    "Exit code 1: the daemon refuses, and says why.");
        }

        @Override
        String note() {
            return force ? ("--force " + super.note()).strip() : super.note();
        }
    }
}
