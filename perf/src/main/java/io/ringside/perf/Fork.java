package io.ringside.perf;

import io.ringside.engine.command.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A class of ours in a Java machine of its own, for what needs a fresh one or other options.
 *
 * <p>Thread: the caller's, which waits for it.
 */
final class Fork {
    private Fork() {}

    /**
     * Runs the class and gives the last line that it printed.
     *
     * @param options of the Java machine, beyond those of {@code config/jvm.options}
     * @throws IllegalStateException if it fails; the message is what it said
     */
    static String run(Class<?> main, List<String> options, String... arguments) {
        Path home = Commands.home();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("config").resolve("jvm.options"));
        command.add("@" + home.resolve("config").resolve("offline.options"));
        command.addAll(options);
        command.add("-Dringside.home=" + home);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int code = process.waitFor();
            if (code != 0 || lines.isEmpty()) {
                throw new IllegalStateException(main.getSimpleName() + " ended with " + code + ": "
                        + String.join(" | ", lines.subList(0, Math.min(3, lines.size()))));
            }
            return lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
