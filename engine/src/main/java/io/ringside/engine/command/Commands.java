package io.ringside.engine.command;

import io.ringside.engine.settings.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a picocli command the way all commands of Ringside behave: a mistake of the user's is one line on standard error and
 * exit code 2, a fault of the program's is a line with its stack trace and exit code 70, and standard output is complete
 * when the method returns, and free of control characters, whatever a file or a broker holds. The command prints to
 * {@code spec.commandLine().getOut()}.
 *
 * <p>Thread: the process's main thread.
 */
public final class Commands {
    /** All went well. */
    public static final int OK = 0;
    /** The command ran, and the answer is no. */
    public static final int NO = 1;
    /** The user's mistake, or a fault of his files or machine. */
    public static final int USAGE = 2;
    /** A fault of the program's. */
    public static final int INTERNAL = 70;

    private static final String PROGRAM = "ringside";
    private static final String DEVELOPMENT = "development";

    private Commands() {}

    /**
     * Every command's process begins here.
     *
     * @param args the command's class, which has a constructor without parameters, and what it is given
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Object command = Class.forName(args[0]).getDeclaredConstructor().newInstance();
        ExitGuard.watch(PROGRAM);
        int code = run(command, Arrays.copyOfRange(args, 1, args.length));
        ExitGuard.done();
        System.exit(code);
    }

    /** Runs the command on the process's own output; the result is for {@code System.exit}. */
    public static int run(Object command, String... args) {
        return run(command, System.out, System.err, args);
    }

    /** Runs the command on the given output. */
    public static int run(Object command, PrintStream out, PrintStream err, String... args) {
        var stdout = new PrintWriter(
                new BufferedWriter(new PrintableWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))), false);
        var stderr = new PrintWriter(err, true, StandardCharsets.UTF_8);
        var line = new CommandLine(command);
        if (!line.getCommandName().equals(PROGRAM)) {
            line.setCommandName(PROGRAM + " " + line.getCommandName());
        }
        // Colours are control characters.
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        StrategyPathOption.addTo(line);
        line.setOut(stdout).setErr(stderr).setCaseInsensitiveEnumValuesAllowed(true);
        Faults faults = new Faults(stdout, stderr);
        line.setParameterExceptionHandler(faults).setExecutionExceptionHandler(faults);
        try {
            return line.execute(args);
        } catch (Error e) {
            stdout.flush();
            return failure(line, stderr, e);
        } finally {
            stdout.flush();
            stderr.flush();
        }
    }

    /** The folder of this installation, as the launcher names it; the working folder without one. */
    public static Path home() {
        return Path.of(System.getProperty("ringside.home", "."));
    }

    /** The program {@code ringside} of this installation, for commands that start others as processes of their own. */
    public static Path launcher() {
        return home().resolve("ringside");
    }

    /** The version of this build as its jar's manifest states it, or "development" outside of a jar. */
    public static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    /** For {@code @Command(versionProvider = …)}. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {PROGRAM + " " + version()};
        }
    }

    /**
     * Turns exceptions into messages and exit codes. A class and no lambda, like {@link StrategyPathOption}: picocli's
     * classes are older than what a class archive takes once a lambda has linked them, and loading even one of them from its
     * jar costs 20 ms of each start.
     */
    private record Faults(PrintWriter stdout, PrintWriter stderr)
            implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] args) {
            return mistake(e.getCommandLine(), stderr, e.getMessage() + "; see " + helpOf(e));
        }

        @Override
        public int handleExecutionException(Exception e, CommandLine failed, CommandLine.ParseResult result) {
            // Output from before the fault is printed before its message.
            stdout.flush();
            return failure(failed, stderr, e);
        }
    }

    private static int failure(CommandLine command, PrintWriter err, Throwable e) {
        if (e instanceof UserError) {
            return mistake(command, err, e.getMessage());
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            // The engine was stopped by an error of the user's, such as an exception in his strategy.
            if (cause instanceof UserError) {
                return mistake(command, err, cause.getMessage());
            }
        }
        if (e instanceof ParameterException parameter) {
            return mistake(parameter.getCommandLine(), err, parameter.getMessage() + "; see " + helpOf(parameter));
        }
        if (e instanceof OutOfMemoryError) {
            return mistake(
                    command,
                    err,
                    "needs more memory than the " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB it may use: ask for less, or give more with RINGSIDE_JAVA_OPTIONS=-Xmx8g");
        }
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof FileSystemException file) {
            return mistake(command, err, UserError.reasonWithFile(file));
        }
        if (cause instanceof IOException failed) {
            return mistake(command, err, "input or output failed: " + UserError.reason(failed));
        }
        if (isOfEnd(e)) {
            return INTERNAL;
        }
        err.println(oneLine(command.getCommandSpec().qualifiedName() + ": internal error: " + e));
        e.printStackTrace(err);
        return INTERNAL;
    }

    /** Whether a library could not begin since a signal ends the process, which tells that itself. */
    private static boolean isOfEnd(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Shutdown in progress")) {
                return true;
            }
        }
        return false;
    }

    private static int mistake(CommandLine command, PrintWriter err, String message) {
        err.println(oneLine(command.getCommandSpec().qualifiedName() + ": " + message));
        return USAGE;
    }

    private static String helpOf(ParameterException e) {
        return e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String oneLine(String text) {
        return PrintableWriter.printable(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
