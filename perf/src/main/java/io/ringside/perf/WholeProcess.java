package io.ringside.perf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as a person starts it, timed from outside: what the shell's {@code time} says of it.
 *
 * <p>Thread: the benchmark's, which waits for it.
 */
final class WholeProcess {
    private static final Pattern TIMES = Pattern.compile("^([0-9.]+) ([0-9.]+) ([0-9.]+)\\s*$", Pattern.MULTILINE);

    private final String name;
    private final List<String> command;
    /** Seconds on the wall, run by run. */
    final Samples wall = new Samples();
    /** Seconds of all its processors. */
    final Samples processor = new Samples();
    /** What the last run printed. */
    private String output = "";

    WholeProcess(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    /** Whether there is such a program here, and it ends well. */
    static boolean works(String... command) {
        try {
            new WholeProcess(command[0], List.of(command)).run(false);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Runs it once; the first runs may be left out of the count. */
    void run(boolean counted) {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$@\" 2> /dev/null", "bash"));
        timed.addAll(command);
        try {
            Path errors = Files.createTempFile("ringside-bench", ".time");
            try {
                var builder = new ProcessBuilder(timed).redirectError(errors.toFile());
                builder.environment().put("LC_ALL", "C");
                Process process = builder.start();
                output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                String times = Files.readString(errors);
                Matcher matcher = TIMES.matcher(times);
                if (code != 0 || !matcher.find()) {
                    throw new IllegalStateException(
                            name + " ended with " + code + ": " + output.strip() + times.strip());
                }
                if (counted) {
                    wall.add(Double.parseDouble(matcher.group(1)));
                    processor.add(Double.parseDouble(matcher.group(2)) + Double.parseDouble(matcher.group(3)));
                }
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the last run printed. */
    String output() {
        return output;
    }

    @Override
    public String toString() {
        return name;
    }
}
