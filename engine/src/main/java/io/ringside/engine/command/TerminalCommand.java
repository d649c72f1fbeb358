package io.ringside.engine.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What every command of Ringside has: {@code --help}, {@code --version}, and the terminal that {@link Commands} gives it.
 * {@link #call} returns the exit code.
 *
 * <p>Thread: the command's.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = Commands.Version.class)
public abstract class TerminalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Where the answer goes. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where warnings go, and what must not stand amid a document. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints what there is to choose from, for a command that has none but its subcommands. */
    protected final void usage() {
        spec.commandLine().usage(out());
    }
}
