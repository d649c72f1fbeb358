package io.ringside.engine.journal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of its own, killed at the latest when the test is over. */
final class Child implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts {@link JournalChild}, with another command before {@code java} if need be. */
    static Child start(List<String> before, List<String> options, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty("ringside.home") + "/config/jvm.options");
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(JournalChild.class.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/journal-child.log")))
                .start());
    }

    static Child start(Object... arguments) throws IOException {
        return start(List.of(), List.of(), arguments);
    }

    /** The option with which its journal touches pages ahead of the appender, or does not. */
    static List<String> touching(boolean pages) {
        return List.of("-D" + JournalChild.TOUCHED + "=" + pages);
    }

    /** Runs a command to its end; returns whether it succeeded. */
    static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/journal-child.log")))
                .start();
        return exit(process) == 0;
    }

    /** The next line, or null at the end. */
    String line() {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines until the process ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        exit(process);
        return lines;
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** Ends it as a power switch ends a process. */
    void kill() {
        // Through its handle: the process itself would close its output too, and what it said last would be lost.
        process.toHandle().destroyForcibly();
    }

    int exit() {
        return exit(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exit(process);
    }

    private static int exit(Process process) {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a child hangs: " + process.info());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
