package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.ReadingOptions;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.DataCheck;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.store.CheckStore;
import io.ringside.replay.store.ExportCommand;
import io.ringside.replay.store.ImportCommand;
import io.ringside.replay.store.ListCommand;
import io.ringside.replay.store.UpdateCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside data}: looks after files and stores of market data. */
@Command(
        name = "data",
        description = "Looks after files and stores of market data.",
        subcommands = {
            ImportCommand.class,
            UpdateCommand.class,
            ListCommand.class,
            DataCommand.Check.class,
            ExportCommand.class
        })
public final class DataCommand extends TerminalCommand {
    @Override
    public Integer call() {
        usage();
        return Commands.USAGE;
    }

    /** Reports what looks wrong in bars or ticks, session by session. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reports gaps, duplicates, outliers, splits that look unadjusted and half days, by session.",
            footer = {"", "Exit code: 0 nothing is wrong, 1 something is, 2 a file could not be read."})
    static final class Check extends TerminalCommand {
        @Parameters(arity = "0..*", paramLabel = "[SYMBOL=]FILE", description = "CSV or CSV.gz, bars or ticks")
        List<String> files = List.of();

        @Option(names = "--data", paramLabel = "STORE", description = "a store, all of it, instead of files")
        Path store;

        @Mixin
        ReadingOptions reading = new ReadingOptions();

        @Override
        public Integer call() {
            PrintWriter terminal = out();
            if (files.isEmpty() == (store == null)) {
                throw new UserError(
                        store == null
                                ? "nothing to check; give FILE, or --data STORE"
                                : "--data " + store + " and files: give one or the other, they are checked apart");
            }
            int problems = store == null ? 0 : CheckStore.problems(store, terminal);
            for (String text : files) {
                int equals = text.indexOf('=');
                Path file = BarFile.given("FILE", text);
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
