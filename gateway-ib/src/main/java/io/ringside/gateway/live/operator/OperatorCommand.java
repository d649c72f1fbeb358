package io.ringside.gateway.live.operator;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ringside status}, {@code halt}, {@code resume}, {@code flatten}, {@code kill}, {@code unlatch}, {@code ack},
 * {@code silence}, {@code alarm-test}, {@code adopt}, {@code forget}, {@code close}, {@code cancel} and {@code rebalance --live}:
 * speak with the daemon through its folder; whoever may write there may command it. Each prints the record that it caused.
 */
public abstract class OperatorCommand extends FolderCommand {
    private static final long STALE_MS = 5_000;

    /** Runs the command that the first argument names. */
    public static void main(String[] args) {
        OperatorCommand command = switch (args[0]) {
            case "status" -> new Status();
            case "halt" -> new Halt();
            case "resume" -> new Resume();
            case "flatten" -> new Flatten();
            case "kill" -> new Kill();
            case "unlatch" -> new Unlatch();
            case "ack" -> new Acknowledge();
            case "silence" -> new Silence();
            case "alarm-test" -> new AlarmTest();
            case "adopt" -> new Adopt();
            case "forget" -> new Forget();
            case "close" -> new Close();
            case "cancel" -> new Cancel();
            case "rebalance" -> new Rebalance();
            default -> throw new IllegalArgumentException(args[0]);
        };
        run(command, args);
    }

    /** What the daemon is doing. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
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
                spec.commandLine().getErr().println("ringside status: " + fault);
            }
            return fault == null ? Commands.OK : Commands.NO;
        }

        private String fault(LiveFolder folder, long ageMs, long sessionAgeMs) {
            if (!folder.isTaken()) {
                return "no daemon runs in " + journal;
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

    /** Something that the daemon is to do. */
    abstract static class Order extends OperatorCommand {
        @Option(names = "--timeout-ms", paramLabel = "MS", description = "how long to wait for the answer; 10000")
        long timeoutMs = 10_000;

        @Parameters(arity = "0..*", paramLabel = "NOTE", description = "why; stands in the journal")
        String[] note = {};

        abstract Operator operator();

        /** What goes with the command. */
        String words() {
            return String.join(" ", note);
        }

        /** What a command that may be about one portfolio alone begins with. */
        static String scoped(String portfolio, String words) {
            return portfolio == null ? words : (ScopedNote.OPTION + " " + portfolio + " " + words).strip();
        }

        @Override
        public Integer call() {
            LiveFolder folder = folder();
            OperatorDesk desk = new OperatorDesk(folder);
            String words = words();
            require(words);
            if (operator() == Operator.KILL) {
                OperatorDesk.Flag flag = desk.kill(words);
                out().println(flag.text());
                out().flush();
                if (!flag.written()) {
                    return Commands.OK;
                }
                if (!folder.isTaken()) {
                    spec.commandLine()
                            .getErr()
                            .println("ringside kill: no daemon runs in " + journal
                                    + "; its positions keep their stops at the broker");
                    return Commands.NO;
                }
            }
            OperatorDesk.Answer answer = desk.ask(operator(), words, timeoutMs);
            out().print(answer.text());
            return answer.refused() ? Commands.NO : Commands.OK;
        }

        /** What is no question to a daemon. */
        private void require(String words) {
            String missing = switch (operator()) {
                case CLOSE, ADOPT, FORGET -> "SYMBOL is missing; give the symbol, such as QQQ";
                case CANCEL -> "ORDER is missing; ringside orders lists them";
                case SILENCE -> "MINUTES is missing; give 1 to " + SilenceNote.MINUTES_MAX + ", or 0 to end it";
                default -> null;
            };
            if (missing != null && words.isBlank()) {
                throw new UserError(missing);
            }
            if (operator() == Operator.SILENCE && !SilenceNote.isMinutes(words)) {
                throw new UserError("MINUTES " + NoteWord.of(words) + ": must be 0 to " + SilenceNote.MINUTES_MAX);
            }
        }

        @Override
        public String toString() {
            return operator().name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that may be about one portfolio alone. */
    abstract static class OfPortfolio extends Order {
        @Option(names = "--portfolio", paramLabel = "NAME", description = "of several portfolios this one alone")
        String portfolio;

        @Override
        String words() {
            return scoped(portfolio, super.words());
        }
    }

    @Command(
            name = "halt",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Stops entries; positions and their stops stay.")
    public static final class Halt extends OfPortfolio {
        @Override
        Operator operator() {
            return Operator.HALT;
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Ends a halt; a latch stays.")
    public static final class Resume extends OfPortfolio {
        @Override
        Operator operator() {
            return Operator.RESUME;
        }
    }

    @Command(
            name = "flatten",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Halts, cancels entries and leaves all positions at the market.")
    public static final class Flatten extends OfPortfolio {
        @Override
        Operator operator() {
            return Operator.FLATTEN;
        }
    }

    @Command(
            name = "kill",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "As flatten, at once, also when the engine is stuck, and over restarts until unlatch.")
    public static final class Kill extends Order {
        @Override
        Operator operator() {
            return Operator.KILL;
        }
    }

    @Command(
            name = "unlatch",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Lifts a kill, or a latch after a difference with the broker; a halt stays until resume.")
    public static final class Unlatch extends Order {
        @Override
        Operator operator() {
            return Operator.UNLATCH;
        }
    }

    @Command(
            name = "adopt",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Takes over what the broker holds of SYMBOL as the strategy's; a latch stays until unlatch.")
    public static final class Adopt extends OfPortfolio {
        @Override
        Operator operator() {
            return Operator.ADOPT;
        }
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Leaves what the broker holds of SYMBOL to you: the strategy's orders for it are cancelled.")
    public static final class Forget extends Order {
        @Override
        Operator operator() {
            return Operator.FORGET;
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Cancels the entries of SYMBOL and leaves its position at the market; nothing is halted.")
    public static final class Close extends OfPortfolio {
        @Override
        Operator operator() {
            return Operator.CLOSE;
        }
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Cancels one working order, named as ringside orders does; a protective stop stays.")
    public static final class Cancel extends Order {
        @Override
        Operator operator() {
            return Operator.CANCEL;
        }
    }

    @Command(
            name = "rebalance --live",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = {
                "Lets the daemon's portfolio decide now, on the bars of the last session: in the session its orders leave at once,",
                "outside of it for the next opening auction. Without --live: a dry run, see ringside rebalance --help.",
                "Exit code 1: the daemon refuses, and says why."
            })
    public static final class Rebalance extends Order {
        @Option(names = "--live", required = true, description = "as a command to the daemon that runs")
        boolean live;

        @Option(
                names = "--force",
                description =
                        "also where the schedule says that no decision is due, or the last session's bars are missing")
        boolean force;

        @Override
        Operator operator() {
            return Operator.REBALANCE;
        }

        @Option(names = "--portfolio", paramLabel = "NAME", description = "which one of several")
        String portfolio;

        @Override
        String words() {
            return scoped(portfolio, force ? ("--force " + super.words()).strip() : super.words());
        }
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Acknowledges all alarms: they are not repeated any more. Changes nothing in trading.")
    public static final class Acknowledge extends Order {
        @Override
        Operator operator() {
            return Operator.ACKNOWLEDGE;
        }
    }

    @Command(
            name = "silence",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = {
                "Repeats no alarm for so many minutes, at most 480, such as ringside silence 30 WHY; 0 ends it, and so does a restart.",
                "New alarms are told all the same, and all stay until ringside ack."
            })
    public static final class Silence extends Order {
        @Override
        Operator operator() {
            return Operator.SILENCE;
        }
    }

    @Command(
            name = "alarm-test",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class,
            description = "Raises an alarm, which must arrive wherever alarms go. Changes nothing in trading.")
    public static final class AlarmTest extends Order {
        @Override
        Operator operator() {
            return Operator.ALARM_TEST;
        }
    }
}
