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

    /** Standard output. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error: warnings, and whatever must not appear inside a document on standard output. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints the list of subcommands, for a command that does nothing itself. */
    protected final void usage() {
        spec.commandLine().usage(out());
    }
}
