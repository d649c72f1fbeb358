package io.ringside.engine.command;

import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.load.StrategyPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * {@code --strategy-path}: an option of every command that reads a configuration or a journal, since both name strategies.
 *
 * <p>Thread: the process's main thread.
 */
final class StrategyPathOption implements IExecutionStrategy {
    private static final String NAME = "--strategy-path";

    private StrategyPathOption() {}

    static void addTo(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption(NAME) != null || !readsStrategies(spec)) {
            return;
        }
        spec.addOption(OptionSpec.builder(NAME)
                .paramLabel("PATH")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .arity("1")
                .description(
                        "strategies of your own: a folder of jars, a jar, or a source file such as MyIdea.java; repeatable")
                .build());
        line.setExecutionStrategy(new StrategyPathOption());
    }

    @Override
    public int execute(ParseResult result) {
        List<Path> paths = new ArrayList<>();
        if (result.hasMatchedOption(NAME)) {
            paths.addAll(result.matchedOptionValue(NAME, List.<Path>of()));
        }
        try {
            Object command = result.commandSpec().userObject();
            if (!paths.isEmpty() && command instanceof StrategyListing listing) {
                StrategyPath.loadByCommand(paths, listing::leftOut);
            } else if (!paths.isEmpty()) {
                StrategyPath.loadByCommand(paths);
            }
        } catch (UserError e) {
            throw new ExecutionException(result.commandSpec().commandLine(), e.getMessage(), e);
        }
        return new RunLast().execute(result);
    }

    private static boolean readsStrategies(CommandSpec spec) {
        return spec.findOption("--config") != null
                || spec.findOption("--journal") != null
                || spec.positionalParameters().stream()
                        .anyMatch(one -> one.paramLabel().contains("JOURNAL"));
    }
}
