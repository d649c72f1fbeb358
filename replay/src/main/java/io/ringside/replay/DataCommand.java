package io.ringside.replay;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.data.DataCheck;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ringside data check}: looks through files of market data. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = "Looks after files of market data.",
        subcommands = DataCommand.Check.class)
public final class DataCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(Commands.run(new DataCommand(), args));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return Commands.USAGE;
    }

    /** Reports what looks wrong in bars or ticks, session by session. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reports gaps, duplicates, outliers, splits that look unadjusted and half days, by session.",
            footer = {"", "Exit code: 0 nothing is wrong, 1 something is, 2 a file could not be read."})
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "[SYMBOL=]FILE", description = "CSV or CSV.gz, bars or ticks")
        List<String> files;

        @Mixin
        ReadingOptions reading = new ReadingOptions();

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter terminal = spec.commandLine().getOut();
            int problems = 0;
            for (String text : files) {
                int equals = text.indexOf('=');
                Path file = Path.of(text.substring(equals + 1));
                DataCheck.Report report = DataCheck.of(
                        file,
                        equals > 0 ? text.substring(0, equals) : null,
                        ExchangeCalendar.usEquity(),
                        reading.reading());
                terminal.println(report.file().line());
                report.lines().forEach(line -> terminal.println("  " + line));
                problems += report.problems();
            }
            terminal.println(problems == 0 ? "no problems" : problems + " problems");
            return problems == 0 ? Commands.OK : Commands.NO;
        }
    }
}
